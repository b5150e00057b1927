//! The report for programs: one JSON document, described in `docs/json.md`. Its keys are a promise.

pub(super) mod lint;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::answers_json::{BaselineView, RosterView, WaiverCounts, WaiverUseView, WaiverView};
use crate::diagnostic::{Diagnostic, Label, Level};
use crate::finding::{
    AccountReport, Adapted, Amount, Basis, Binding, Change, FigureUse, Instance, Narrowed, Report, RuleInfo, Side,
    Verdict,
};
use crate::fingerprint::fingerprint;
use crate::message::{Lang, Text};
use crate::source::{SourceMap, Span};

/// Grows when a key changes its meaning or goes; new keys do not count.
const SCHEMA_VERSION: u32 = 1;

/// Writes every instance of every account, what was judged by, and what is wrong with inputs.
pub fn write(report: &Report, sources: &SourceMap, out: &mut impl Write) -> io::Result<()> {
    let context = Context { report, sources };
    let document = Document {
        schema_version: SCHEMA_VERSION,
        tool: Tool::this(),
        summary: Summary::of(report),
        accounts: report.accounts.iter().map(AccountView::of).collect(),
        rules: context.rules(),
        diagnostics: report.diagnostics.iter().map(|d| context.diagnostic(d)).collect(),
        waivers: report.waivers.iter().map(|w| WaiverView::of(w, context.place(w.span))).collect(),
        baseline: report.baseline.as_ref().map(BaselineView::of),
        roster: report.roster.as_ref().map(RosterView::of),
        findings: Findings(context),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

/// Writes every instance as one line of JSON, as in the list `findings` of the document.
pub fn write_lines(report: &Report, sources: &SourceMap, out: &mut impl Write) -> io::Result<()> {
    let context = Context { report, sources };
    for (account, instance) in report.accounts.iter().flat_map(|a| a.instances.iter().map(move |i| (a, i))) {
        serde_json::to_writer(&mut *out, &context.finding(account, instance))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    summary: Summary,
    accounts: Vec<AccountView<'a>>,
    rules: Vec<RuleView<'a>>,
    diagnostics: Vec<DiagnosticView<'a>>,
    waivers: Vec<WaiverView<'a>>,
    baseline: Option<BaselineView<'a>>,
    roster: Option<RosterView<'a>>,
    findings: Findings<'a>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    fn this() -> Self {
        Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") }
    }
}

#[derive(Serialize)]
struct Summary {
    accounts: usize,
    unreadable: usize,
    violated: usize,
    improbable: usize,
    rounding: usize,
    undefined: usize,
    undetermined: usize,
    not_applicable: usize,
    holds: usize,
    waived: usize,
    known: usize,
    waivers: WaiverCounts,
}

impl Summary {
    fn of(report: &Report) -> Self {
        Self {
            accounts: report.judged(),
            unreadable: report.unreadable,
            violated: report.count(Verdict::Violated),
            improbable: report.count(Verdict::Improbable),
            rounding: report.count(Verdict::Rounding),
            undefined: report.count(Verdict::Undefined),
            undetermined: report.count(Verdict::Undetermined),
            not_applicable: report.count(Verdict::NotApplicable),
            holds: report.count(Verdict::Holds),
            waived: report.count(Verdict::Waived),
            known: report.instances().filter(|i| i.known).count(),
            waivers: WaiverCounts::of(report),
        }
    }
}

#[derive(Serialize)]
pub(super) struct TextView<'a> {
    zh: Cow<'a, str>,
    en: Cow<'a, str>,
}

impl<'a> TextView<'a> {
    pub(super) fn of(text: &'a Text) -> Self {
        Self { zh: text.get(Lang::Zh), en: text.get(Lang::En) }
    }
}

#[derive(Serialize)]
struct AccountView<'a> {
    file: &'a str,
    entity: Option<&'a str>,
    province: Option<&'a str>,
    year: Option<i32>,
    stage: Option<&'a str>,
    unit: Option<&'static str>,
    packs: &'a [String],
    chosen: TextView<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overrides: Vec<OverrideView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    selection: Option<SelectionView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    together: Option<usize>,
}

/// That not every rule ran.
#[derive(Serialize)]
struct SelectionView<'a> {
    select: &'a [String],
    ignore: &'a [String],
    rules: usize,
    of: usize,
}

impl<'a> SelectionView<'a> {
    fn of(narrowed: &'a Narrowed) -> Self {
        Self { select: &narrowed.select, ignore: &narrowed.ignore, rules: narrowed.rules, of: narrowed.of }
    }
}

impl<'a> AccountView<'a> {
    fn of(account: &'a AccountReport) -> Self {
        Self {
            file: &account.file,
            entity: account.entity.as_deref(),
            province: account.province.as_deref(),
            year: account.year,
            stage: account.stage.as_deref(),
            unit: account.unit.map(|u| u.label()),
            packs: &account.packs,
            chosen: TextView::of(&account.chosen),
            overrides: account.adapted.iter().map(OverrideView::of).collect(),
            selection: account.narrowed.as_ref().map(SelectionView::of),
            together: Some(account.together).filter(|&n| n > 0),
        }
    }
}

#[derive(Serialize)]
pub(super) struct OverrideView<'a> {
    by: &'a str,
    subject: &'a str,
    change: &'static str,
    before: Option<&'a str>,
    now: Option<&'a str>,
    reason: &'a str,
}

impl<'a> OverrideView<'a> {
    pub(super) fn of(adapted: &'a Adapted) -> Self {
        let (change, before, now) = match &adapted.change {
            Change::Severity(before, now) => ("severity", Some(before.name()), Some(now.name())),
            Change::Disabled => ("disabled", None, None),
            Change::Parameter(before, now) => ("parameter", Some(before.as_str()), Some(now.as_str())),
        };
        Self { by: &adapted.by, subject: &adapted.subject, change, before, now, reason: &adapted.reason }
    }
}

#[derive(Serialize)]
struct BasisView<'a> {
    text: &'a str,
    from: Option<i32>,
    until: Option<i32>,
}

impl<'a> BasisView<'a> {
    fn of(basis: &'a Basis) -> Self {
        Self { text: &basis.text, from: basis.from, until: basis.until }
    }
}

#[derive(Serialize)]
struct RuleView<'a> {
    id: &'a str,
    title: Option<&'a str>,
    severity: &'static str,
    waivable: bool,
    scope: Option<&'a str>,
    tags: &'a [String],
    basis: Vec<BasisView<'a>>,
    formula_source: Option<&'a str>,
    pack: Option<&'a str>,
    place: Place<'a>,
}

/// Where something begins; line and column from 1, the column in characters.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// From where to where something stands; the end is the first place after it.
#[derive(Serialize, Default)]
struct Extent<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct DiagnosticView<'a> {
    code: &'static str,
    level: &'static str,
    message: TextView<'a>,
    #[serde(flatten)]
    extent: Extent<'a>,
    help: Option<TextView<'a>>,
    labels: Vec<LabelView<'a>>,
}

#[derive(Serialize)]
struct LabelView<'a> {
    #[serde(flatten)]
    extent: Extent<'a>,
    text: TextView<'a>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    fingerprint: String,
    verdict: &'static str,
    severity: &'static str,
    known: bool,
    waiver: Option<WaiverUseView>,
    account: &'a str,
    entity: Option<&'a str>,
    year: Option<i32>,
    rule: &'a str,
    title: Option<&'a str>,
    scope: Option<&'a str>,
    assertion: usize,
    at: &'a str,
    on: &'a str,
    bindings: Vec<BindingView<'a>>,
    expression: &'a str,
    rule_place: Place<'a>,
    left: Option<SideView<'a>>,
    operator: Option<&'static str>,
    right: Option<SideView<'a>>,
    difference: Option<AmountView<'a>>,
    slack: Option<AmountView<'a>>,
    within: bool,
    z: Option<&'a str>,
    explained_by_rounding: Option<bool>,
    figures: Vec<FigureView<'a>>,
    missing: &'a [String],
    reason: Option<TextView<'a>>,
    notes: Vec<&'static str>,
    message: Option<&'a str>,
    basis: Vec<&'a str>,
    formula_source: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct BindingView<'a> {
    name: &'a str,
    path: &'a str,
}

impl<'a> BindingView<'a> {
    pub(super) fn of(binding: &'a Binding) -> Self {
        Self { name: &binding.name, path: &binding.path }
    }
}

#[derive(Serialize)]
pub(super) struct SideView<'a> {
    written: &'a str,
    computation: &'a str,
    value: Option<AmountView<'a>>,
    converted: Option<AmountView<'a>>,
    interval: Option<IntervalView<'a>>,
}

impl<'a> SideView<'a> {
    pub(super) fn of(side: &'a Side) -> Self {
        let interval = side.range.as_ref().map(|r| IntervalView {
            low: r.low.as_deref(),
            low_included: r.low_included,
            high: r.high.as_deref(),
            high_included: r.high_included,
            exact: r.exact,
        });
        Self {
            written: &side.written,
            computation: &side.computation,
            value: side.value.as_ref().map(AmountView::of),
            converted: side.converted.as_ref().map(AmountView::of),
            interval,
        }
    }
}

#[derive(Serialize)]
pub(super) struct AmountView<'a> {
    text: &'a str,
    unit: Option<&'static str>,
    kind: &'static str,
}

impl<'a> AmountView<'a> {
    pub(super) fn of(amount: &'a Amount) -> Self {
        let unit = Some(amount.suffix()).filter(|s| !s.is_empty());
        Self { text: &amount.text, unit, kind: amount.kind.name() }
    }
}

#[derive(Serialize)]
struct IntervalView<'a> {
    low: Option<&'a str>,
    low_included: bool,
    high: Option<&'a str>,
    high_included: bool,
    exact: bool,
}

#[derive(Serialize)]
struct FigureView<'a> {
    path: &'a str,
    text: &'a str,
    label: Option<&'a str>,
    place: Option<&'a str>,
    caliber: Option<&'a str>,
    unit: Option<&'static str>,
    #[serde(flatten)]
    extent: Extent<'a>,
}

/// What the views are taken from.
#[derive(Clone, Copy)]
struct Context<'a> {
    report: &'a Report,
    sources: &'a SourceMap,
}

impl<'a> Context<'a> {
    fn place(&self, span: Span) -> Place<'a> {
        let at = self.sources.locate(span);
        Place { file: &self.sources.get(span.source).name, line: at.line, column: at.column }
    }

    fn extent(&self, span: Span) -> Extent<'a> {
        let source = self.sources.get(span.source);
        let (start, end) = (source.line_column(span.start as usize), source.line_column(span.end as usize));
        Extent {
            file: Some(&source.name),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }

    /// The rules that judged some account, each once however many groups of packs it came with.
    fn rules(&self) -> Vec<RuleView<'a>> {
        let ran: BTreeSet<usize> = self.report.instances().map(|i| i.rule).collect();
        let mut seen = BTreeSet::new();
        let rules = ran.into_iter().filter_map(|n| self.report.rules.get(n));
        rules.filter(|r| seen.insert((&r.id, r.span))).map(|r| self.rule(r)).collect()
    }

    fn rule(&self, rule: &'a RuleInfo) -> RuleView<'a> {
        RuleView {
            id: &rule.id,
            title: rule.title.as_deref(),
            severity: rule.severity.name(),
            waivable: rule.waivable,
            scope: rule.scope.as_deref(),
            tags: &rule.tags,
            basis: rule.basis.iter().map(BasisView::of).collect(),
            formula_source: rule.formula_source.as_deref(),
            pack: rule.pack.as_deref(),
            place: self.place(rule.span),
        }
    }

    fn diagnostic(&self, diagnostic: &'a Diagnostic) -> DiagnosticView<'a> {
        let extent = match diagnostic.labels.first() {
            Some(label) => self.extent(label.span),
            None => Extent { file: diagnostic.file.as_deref(), ..Extent::default() },
        };
        let label = |label: &'a Label| LabelView { extent: self.extent(label.span), text: TextView::of(&label.text) };
        DiagnosticView {
            code: diagnostic.code,
            level: match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
            },
            message: TextView::of(&diagnostic.message),
            extent,
            help: diagnostic.help.as_ref().map(TextView::of),
            labels: diagnostic.labels.iter().map(label).collect(),
        }
    }

    fn figure(&self, figure: &'a FigureUse) -> FigureView<'a> {
        let extent = match figure.span {
            Some(span) => self.extent(span),
            None => {
                Extent { file: self.report.accounts.get(figure.account).map(|a| a.file.as_str()), ..Extent::default() }
            }
        };
        FigureView {
            path: &figure.path,
            text: &figure.text,
            label: figure.label.as_deref(),
            place: figure.place.as_deref(),
            caliber: figure.caliber.as_deref(),
            unit: figure.unit.map(|u| u.label()),
            extent,
        }
    }

    fn finding(&self, account: &'a AccountReport, instance: &'a Instance) -> FindingView<'a> {
        let rule = self.report.rules.get(instance.rule);
        let evidence = &instance.evidence;
        let in_force = rule.into_iter().flat_map(|r| &r.basis).filter(|b| b.in_force(account.year));
        FindingView {
            fingerprint: fingerprint(self.report, account, instance),
            verdict: instance.verdict.name(),
            severity: instance.severity.name(),
            known: instance.known,
            waiver: instance.waiver.as_ref().map(WaiverUseView::of),
            account: &account.file,
            entity: account.entity.as_deref(),
            year: account.year,
            rule: rule.map_or("", |r| &r.id),
            title: rule.and_then(|r| r.title.as_deref()),
            scope: rule.and_then(|r| r.scope.as_deref()),
            assertion: instance.assertion,
            at: instance.place(),
            on: &instance.on,
            bindings: instance.bindings.iter().map(BindingView::of).collect(),
            expression: self.sources.slice(instance.span),
            rule_place: self.place(instance.span),
            left: evidence.left.as_ref().map(SideView::of),
            operator: evidence.comparison.map(|c| c.sign()),
            right: evidence.right.as_ref().map(SideView::of),
            difference: evidence.difference.as_ref().map(AmountView::of),
            slack: evidence.slack.as_ref().map(AmountView::of),
            within: evidence.within,
            z: evidence.z.as_deref(),
            explained_by_rounding: evidence.explained_by_rounding,
            figures: evidence.figures.iter().map(|f| self.figure(f)).collect(),
            missing: &evidence.missing,
            reason: evidence.reason.as_ref().map(TextView::of),
            notes: evidence.notes.iter().map(|n| n.name()).collect(),
            message: instance.message.as_deref(),
            basis: in_force.map(|b| b.text.as_str()).collect(),
            formula_source: rule.and_then(|r| r.formula_source.as_deref()),
        }
    }
}

/// The findings of all accounts, written one by one.
struct Findings<'a>(Context<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let context = self.0;
        let findings = context.report.accounts.iter().flat_map(|a| a.instances.iter().map(move |i| (a, i)));
        serializer.collect_seq(findings.map(|(account, instance)| context.finding(account, instance)))
    }
}
