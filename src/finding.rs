//! Plain data about outcomes: verdicts, the evidence for them, and the report of a run. Nothing here
//! computes, and every output format is a view of it.

// Named in full for build.rs too, which finds this file by its path.
#[path = "finding/batch.rs"]
mod batch;
#[path = "finding/evidence.rs"]
mod evidence;
#[path = "finding/printed.rs"]
mod printed;
#[path = "finding/tables.rs"]
mod tables;
#[path = "finding/terms.rs"]
mod terms;
#[path = "finding/written.rs"]
mod written;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use batch::{BatchAccount, BatchError, BatchFinding, BatchLine};
pub use evidence::{Evidence, Grounds};
pub use printed::{CellContent, Classification, PackUse, PrintedFigure, PrintedRow, PrintedTable, Spot};
pub use tables::Tables;
pub use terms::Term;
use written::{WrittenAdapted, WrittenAmount};

use crate::answer::{KnownFindings, RosterReport, Submitted, WaiverReport};
use crate::diagnostic::Diagnostic;
use crate::figure::{Kind, MoneyUnit};
use crate::message::{Text, msg};
use crate::source::Span;

/// What is established about one assertion on one account, from worst to best as `and` sees it.
///
/// The order is the one in which `and` takes the worst and `or` the best part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 不符: no choice of true values behind the printed figures satisfies the assertion.
    Violated,
    /// 不适用: the condition is false, there is nothing to judge, or a figure is withheld.
    NotApplicable,
    /// 缺数: a figure that is needed is missing.
    Undetermined,
    /// 不可比: no meaning here, as a percentage of zero.
    Undefined,
    /// 尾差偏大: rounding could explain it, but only by luck.
    Improbable,
    /// 尾差: not as printed, but some true values satisfy it.
    Rounding,
    /// 相符
    Holds,
    /// 已说明: violated, and an accepted waiver covers exactly these figures.
    Waived,
}

impl Verdict {
    /// Every verdict, in the order of summaries.
    pub const ALL: [Verdict; 8] = [
        Verdict::Violated,
        Verdict::Improbable,
        Verdict::Rounding,
        Verdict::Undefined,
        Verdict::Undetermined,
        Verdict::NotApplicable,
        Verdict::Holds,
        Verdict::Waived,
    ];

    /// The stable name, as in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Violated => "violated",
            Verdict::NotApplicable => "not_applicable",
            Verdict::Undetermined => "undetermined",
            Verdict::Undefined => "undefined",
            Verdict::Improbable => "improbable",
            Verdict::Rounding => "rounding",
            Verdict::Holds => "holds",
            Verdict::Waived => "waived",
        }
    }

    /// The fixed terms of the field.
    pub fn term(self) -> Text {
        match self {
            Verdict::Violated => msg!("verdict-violated"),
            Verdict::NotApplicable => msg!("verdict-not-applicable"),
            Verdict::Undetermined => msg!("verdict-undetermined"),
            Verdict::Undefined => msg!("verdict-undefined"),
            Verdict::Improbable => msg!("verdict-improbable"),
            Verdict::Rounding => msg!("verdict-rounding"),
            Verdict::Holds => msg!("verdict-holds"),
            Verdict::Waived => msg!("verdict-waived"),
        }
    }

    /// Whether logic takes the verdict for true; none when it is unknown.
    pub fn truth(self) -> Option<bool> {
        match self {
            Verdict::Holds | Verdict::Rounding | Verdict::Improbable | Verdict::Waived => Some(true),
            Verdict::Violated => Some(false),
            Verdict::Undetermined | Verdict::Undefined | Verdict::NotApplicable => None,
        }
    }

    /// Whether the assertion was judged at all.
    pub fn is_judgement(self) -> bool {
        self.truth().is_some()
    }
}

/// 审核级别: how much a violation weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 逻辑性: must be corrected.
    Error,
    /// 核实性: must be explained.
    Warning,
    /// 提示性
    Info,
}

impl Severity {
    /// Every severity.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The stable name.
    pub fn name(self) -> &'static str {
        let [name, ..] = self.names();
        name
    }

    /// What a rule file may write: the stable name, the fixed Chinese term, and another Chinese word.
    pub fn names(self) -> [&'static str; 3] {
        match self {
            Severity::Error => ["error", "逻辑性", "错误"],
            Severity::Warning => ["warning", "核实性", "警告"],
            Severity::Info => ["info", "提示性", "提示"],
        }
    }

    /// The severity that a word of a rule file names.
    pub fn parse(word: &str) -> Option<Self> {
        Severity::ALL.into_iter().find(|severity| severity.names().contains(&word))
    }

    /// The fixed terms of the field.
    pub fn term(self) -> Text {
        match self {
            Severity::Error => msg!("severity-error"),
            Severity::Warning => msg!("severity-warning"),
            Severity::Info => msg!("severity-info"),
        }
    }
}

/// What a kind of number is called.
pub(crate) fn kind_word(kind: Kind) -> Text {
    match kind {
        Kind::Money => msg!("kind-money"),
        Kind::Percent => msg!("kind-percent"),
        Kind::Count => msg!("kind-count"),
        Kind::Ratio => msg!("kind-ratio"),
        Kind::Plain => msg!("kind-plain"),
        Kind::Year => msg!("kind-year"),
        Kind::Free => msg!("kind-free"),
    }
}

/// A comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Comparison {
    /// `==`: equal as printed.
    #[serde(rename = "==")]
    Equal,
    /// `≠`: different as printed.
    #[serde(rename = "≠")]
    NotEqual,
    /// `<`
    #[serde(rename = "<")]
    Less,
    /// `≤`
    #[serde(rename = "≤")]
    LessEqual,
    /// `>`
    #[serde(rename = ">")]
    Greater,
    /// `≥`
    #[serde(rename = "≥")]
    GreaterEqual,
    /// `≈`: could be equal.
    #[serde(rename = "≈")]
    Approx,
    /// `≲`: could be at most.
    #[serde(rename = "≲")]
    LessApprox,
    /// `≳`: could be at least.
    #[serde(rename = "≳")]
    GreaterApprox,
}

impl Comparison {
    /// The canonical sign.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::NotEqual => "≠",
            Comparison::Less => "<",
            Comparison::LessEqual => "≤",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => "≥",
            Comparison::Approx => "≈",
            Comparison::LessApprox => "≲",
            Comparison::GreaterApprox => "≳",
        }
    }
}

/// A legal basis: the duty that a rule stands on, and the fiscal years for which it may be cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// Instrument and article as printed in reports.
    pub text: String,
    /// First fiscal year for which it binds; none: always.
    pub from: Option<i32>,
    /// Last fiscal year for which it binds; none: still.
    pub until: Option<i32>,
}

impl Basis {
    /// Whether the basis may be cited for an account of `year`. An account without a year cites only
    /// what has no dates.
    pub fn in_force(&self, year: Option<i32>) -> bool {
        match year {
            Some(year) => self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until),
            None => self.from.is_none() && self.until.is_none(),
        }
    }
}

/// What a report says of a rule.
#[derive(Debug, Clone)]
pub struct RuleInfo {
    /// The rule's id; a bare assertion has its file and line.
    pub id: String,
    /// The title, in the field's words.
    pub title: Option<String>,
    /// Weight of a violation.
    pub severity: Severity,
    /// 表内, 表间, 表文, …
    pub scope: Option<String>,
    /// Words to filter by.
    pub tags: Vec<String>,
    /// The duties it stands on.
    pub basis: Vec<Basis>,
    /// First and last fiscal year to which it applies; either may be open.
    pub effective: (Option<i32>, Option<i32>),
    /// Where the formula itself comes from.
    pub formula_source: Option<String>,
    /// What it says of a violation, with the expressions for its figures in braces.
    pub message: Option<String>,
    /// The pack it belongs to; none for a loose rule file.
    pub pack: Option<String>,
    /// Whether a waiver may cover its findings although its severity is error: a pack allows it.
    pub waivable: bool,
    /// How many assertions it has.
    pub assertions: usize,
    /// Where the rule stands, whole.
    pub span: Span,
}

/// A value that was computed, with what is needed to print it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenAmount<'_>")]
pub struct Amount {
    /// Decimal text: exact when it terminates within ten places, else rounded to ten.
    pub text: String,
    /// The same for people: at most two places beyond the standard digit.
    pub short: String,
    /// What it measures.
    pub kind: Kind,
    /// Unit of money in which the text is expressed.
    pub unit: Option<MoneyUnit>,
}

impl Amount {
    /// The word after the number: 万元, %, or nothing.
    pub fn suffix(&self) -> &'static str {
        match (self.kind, self.unit) {
            (Kind::Money, Some(unit)) => unit.label(),
            (Kind::Percent, _) => "%",
            _ => "",
        }
    }
}

/// 可能区间: what a value can stand for, in the unit of its [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Range {
    /// Lower end; none when unbounded.
    pub low: Option<String>,
    /// Whether the lower end itself is possible.
    pub low_included: bool,
    /// Upper end; none when unbounded.
    pub high: Option<String>,
    /// Whether the upper end itself is possible.
    pub high_included: bool,
    /// Whether this is the exact range and not a bound around it.
    pub exact: bool,
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The expression as written in the rule.
    pub written: String,
    /// The expression with figures in the place of names: `1291.13 + 119.53`.
    pub computation: String,
    /// Its value; none when it is text, or has none.
    pub value: Option<Amount>,
    /// The value in the other side's unit, when the two differ.
    pub converted: Option<Amount>,
    /// What it can stand for.
    #[serde(rename = "interval")]
    pub range: Option<Range>,
    /// The computation over the figures of the finding; none when it takes more than arithmetic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<Term>,
}

/// A figure of an account that took part.
#[derive(Debug, Clone)]
pub struct FigureUse {
    /// Number of the account in [`Report::accounts`].
    pub account: usize,
    /// Its path in the account.
    pub path: String,
    /// As printed; empty for a blank cell that counts as zero.
    pub text: String,
    /// Its Chinese name, from the dictionary.
    pub label: Option<String>,
    /// Its place in the document: table, row and column, or section.
    pub place: Option<String>,
    /// 口径, from the dictionary.
    pub caliber: Option<String>,
    /// Its unit of money, when it is money.
    pub unit: Option<MoneyUnit>,
    /// Its place in the file; none for a blank cell.
    pub span: Option<Span>,
}

/// Something worth saying beside the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// 去尾: the printed percentage is the one cut toward zero, not the rounded one.
    Truncated,
    /// 倒挤: the deviations of the parts of one whole cancel out.
    Plugged,
    /// The base of a percentage could be zero, so its range is unbounded.
    BaseNearZero,
    /// The range is a bound around the true one.
    Bound,
}

impl Note {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Note::Truncated => "truncated",
            Note::Plugged => "plugged",
            Note::BaseNearZero => "base_near_zero",
            Note::Bound => "bound",
        }
    }
}

/// A variable of a `for`, and the element it stood for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Binding {
    /// The variable.
    pub name: String,
    /// Path of the element.
    pub path: String,
    /// 科目编码 of the element (类, 款 or 项), if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// One assertion on one account, for one choice of its `for`s.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Number of the rule in [`Report::rules`].
    pub rule: usize,
    /// Which assertion of the rule, from 1; 0 when the rule was not applicable as a whole.
    pub assertion: usize,
    /// The assertion's place in the rule file.
    pub span: Span,
    /// The record at which the paths start; empty for the root.
    pub on: String,
    /// What the variables of its `for`s stood for.
    pub bindings: Vec<Binding>,
    /// What is established.
    pub verdict: Verdict,
    /// Its weight: the rule's severity, at most a warning for an improbable one, info otherwise.
    pub severity: Severity,
    /// Why.
    pub evidence: Grounds,
    /// The rule's message with its figures filled in, for a violation.
    pub message: Option<String>,
    /// The accepted waiver that covers it, and what it was before.
    pub waiver: Option<WaiverUse>,
    /// The number of the first waiver that speaks of just its figures and does not cover it: nobody has decided on it,
    /// it was refused, or it is no longer good.
    pub answer: Option<usize>,
    /// 存量: whether the baseline has it, so that it makes no run fail.
    pub known: bool,
}

impl Instance {
    /// The place that the instance is about: the innermost element, or the record.
    pub fn place(&self) -> &str {
        self.bindings.last().map_or(&self.on, |b| &b.path)
    }

    /// 疑点: whether the unit still has to answer it.
    pub fn is_finding(&self) -> bool {
        matches!(self.verdict, Verdict::Violated | Verdict::Improbable)
    }
}

/// The waiver that covers a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaiverUse {
    /// Its number in [`Report::waivers`].
    pub number: usize,
    /// The verdict without it.
    pub verdict: Verdict,
}

/// A change that a pack or the user makes to a pack that is built on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(into = "WrittenAdapted", try_from = "WrittenAdapted")]
pub struct Adapted {
    /// The pack that changes; `--param` for the command line.
    pub by: String,
    /// The rule or parameter that is changed.
    pub subject: String,
    /// What becomes of it.
    pub change: Change,
    /// Why.
    pub reason: String,
}

/// What an override does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another severity.
    Severity(Severity, Severity),
    /// The rule is not applied.
    Disabled,
    /// Another value of a parameter, before and after.
    Parameter(String, String),
}

/// That not every rule ran: what was asked for, and how many rules are left of how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Narrowed {
    /// The words of which a rule had to have one; empty: all rules.
    pub select: Vec<String>,
    /// The words of which a rule could have none.
    pub ignore: Vec<String>,
    /// How many rules ran.
    pub rules: usize,
    /// How many rules the packs and rule files have.
    pub of: usize,
}

/// One account and everything that was judged of it.
#[derive(Debug, Clone, Default)]
pub struct AccountReport {
    /// The file as shown to the user.
    pub file: String,
    /// Name of the entity.
    pub entity: Option<String>,
    /// Its province.
    pub province: Option<String>,
    /// Fiscal year.
    pub year: Option<i32>,
    /// 批复, 决算, …
    pub stage: Option<String>,
    /// Unit of money of the header.
    pub unit: Option<MoneyUnit>,
    /// 密级: who may read it, as the header says.
    pub classification: Option<Classification>,
    /// SHA-256 of its file, in hexadecimal digits; empty when it came from no file.
    pub sha256: String,
    /// Everything that it prints, table by table; empty unless the run was asked for it.
    pub tables: Tables,
    /// The pack or rule files it was judged by: `sichuan 0.1.0`.
    pub packs: Vec<String>,
    /// How many accounts were judged together by rules about them all; 0 when this is one account.
    pub together: usize,
    /// What the packs change in those that they build on.
    pub adapted: Vec<Adapted>,
    /// What was left out by the user; none when every rule ran.
    pub narrowed: Option<Narrowed>,
    /// Why this pack: chosen by province, by default, or named on the command line.
    pub chosen: Text,
    /// Every instance, in the order of the rules; without those that are only counted.
    pub instances: Vec<Instance>,
    /// Those that are only counted.
    pub unlisted: Unlisted,
}

/// Instances of a report that was asked for what is not in order alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unlisted {
    /// 相符
    pub holds: usize,
    /// 不适用
    pub not_applicable: usize,
}

impl Unlisted {
    /// How many there are of a verdict.
    pub fn of(self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Holds => self.holds,
            Verdict::NotApplicable => self.not_applicable,
            _ => 0,
        }
    }
}

impl AccountReport {
    /// How many instances got a verdict, listed or not.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.instances.iter().filter(|i| i.verdict == verdict).count() + self.unlisted.of(verdict)
    }

    /// Whether anything was judged of it.
    pub fn is_judged(&self) -> bool {
        self.unlisted.holds > 0 || self.instances.iter().any(|i| i.verdict.is_judgement())
    }
}

/// The outcome of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The rules that ran.
    pub rules: Vec<Arc<RuleInfo>>,
    /// The accounts, in the order given; after them what was judged of all together.
    pub accounts: Vec<AccountReport>,
    /// What is wrong with inputs.
    pub diagnostics: Vec<Diagnostic>,
    /// How many account files could not be read.
    pub unreadable: usize,
    /// Every account that was read, also those that stand twice and are not judged.
    pub submitted: Vec<Submitted>,
    /// What became of each waiver, in the order of the files.
    pub waivers: Vec<WaiverReport>,
    /// How the findings compare with a baseline, if there is one.
    pub baseline: Option<KnownFindings>,
    /// The packs and rule files by which the accounts were judged, each once; empty unless the run was asked for it.
    pub packs: Vec<PackUse>,
    /// Which units have submitted their account, if there is a roster.
    pub roster: Option<RosterReport>,
}

impl Report {
    /// How many accounts were judged.
    pub fn judged(&self) -> usize {
        self.accounts.iter().filter(|a| a.together == 0).count()
    }

    /// How many instances got a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.accounts.iter().map(|account| account.count(verdict)).sum()
    }

    /// Whether anything was judged.
    pub fn is_judged(&self) -> bool {
        self.accounts.iter().any(AccountReport::is_judged)
    }

    /// Every instance of every account that is listed.
    pub fn instances(&self) -> impl Iterator<Item = &Instance> {
        self.accounts.iter().flat_map(|a| a.instances.iter())
    }
}
