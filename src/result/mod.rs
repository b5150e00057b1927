//! The result document: everything that a run established, as plain data that owns itself. It is what `-o json`
//! writes (`docs/json.md`), what is read back, and what every other writer is a view of. Its keys are a promise.

mod account;
mod answers;
mod build;
mod excerpt;
mod finding;
mod problem;
mod read;
mod redact;
mod visit;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use account::{Account, Counts, Rule, Years};
pub use answers::{Baseline, Missing, Region, Resolved, Roster, Unit, Waiver, WaiverCounts};
pub use build::Wanted;
pub use excerpt::{Excerpt, ExcerptLine, Excerpts};
pub use finding::{Figure, Finding};
pub use problem::{Problem, ProblemLabel};
pub use read::{Limits, Unreadable};
pub use redact::Redaction;
pub use words::Words;

use crate::finding::{Classification, PackUse, Verdict};

/// Grows when a key changes its meaning or goes; new keys do not count.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// Everything that a run established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "审核结果", description = "gouji check -o json：一次审核的全部结果")]
pub struct Document {
    /// The form of the document: 1.
    pub schema_version: u32,
    /// What wrote it.
    pub tool: Tool,
    /// How many there are of everything.
    pub summary: Summary,
    /// What was taken out of it before it was written; none when it is all there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Redaction>,
    /// 决算, in the order given.
    pub accounts: Vec<Account>,
    /// 公式: the rules that judged any account, each once.
    pub rules: Vec<Rule>,
    /// 输入问题: what is wrong with rule files, packs and accounts.
    pub diagnostics: Vec<Problem>,
    /// 审核说明: what became of each.
    pub waivers: Vec<Waiver>,
    /// 存量问题清单; none without one.
    pub baseline: Option<Baseline>,
    /// 户数核对; none without one.
    pub roster: Option<Roster>,
    /// 审核结果: every instance of every assertion, account by account, in the order of the rules.
    pub findings: Vec<Finding>,
    /// The packs and rule files by which accounts were judged, each once.
    pub packs: Vec<PackUse>,
    /// The lines of accounts and rule files to which violations point, for reports that show them.
    pub excerpts: Vec<Excerpt>,
}

/// The program that made a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl Tool {
    /// This program.
    pub(crate) fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// How many there are of everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Accounts that were judged.
    #[serde(deserialize_with = "self::read::count")]
    pub accounts: usize,
    /// Files that could not be read.
    #[serde(deserialize_with = "self::read::count")]
    pub unreadable: usize,
    /// Instances of each verdict.
    #[serde(flatten)]
    pub verdicts: Counts,
    /// Findings that the baseline has.
    #[serde(deserialize_with = "self::read::count")]
    pub known: usize,
    /// Waivers of each status.
    pub waivers: WaiverCounts,
}

/// Where something begins; line and column from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The file as shown to the user.
    pub file: String,
    /// Line, from 1.
    #[serde(deserialize_with = "self::read::count")]
    pub line: usize,
    /// Column in characters, from 1.
    #[serde(deserialize_with = "self::read::count")]
    pub column: usize,
}

/// From where to where something stands; the end is the first place after it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// The file as shown to the user.
    pub file: Option<String>,
    /// Line, from 1; none when the whole file is meant, or a blank cell.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// Line of the end.
    pub end_line: Option<usize>,
    /// Column of the end.
    pub end_column: Option<usize>,
}

impl Document {
    /// The account that a finding is about.
    pub fn account_of(&self, finding: &Finding) -> Option<&Account> {
        self.accounts.get(finding.account_number)
    }

    /// The rule of a finding; none when the document has lost it.
    pub fn rule_of(&self, finding: &Finding) -> Option<&Rule> {
        self.rules.get(finding.rule_number)
    }

    /// 密级: the highest of its accounts; none when none of them says that it is not for everybody.
    pub fn classification(&self) -> Option<Classification> {
        self.accounts.iter().filter_map(|account| account.classification).max().filter(|&c| c > Classification::Public)
    }

    /// How many instances got a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.summary.verdicts.of(verdict)
    }
}
