//! From a finished report to its document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::excerpt::Lines;
use super::{
    Account, Baseline, Counts, Document, Extent, Figure, Finding, Place, Problem, Roster, Rule, SCHEMA_VERSION,
    Summary, Tool, Waiver, WaiverCounts, Words, Years,
};
use crate::finding::{AccountReport, FigureUse, Instance, Report, RuleInfo, Verdict};
use crate::fingerprint::fingerprint;
use crate::source::{SourceMap, Span};

/// How much of a report goes into its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The verdicts whose instances are findings of the document; the others are only counted.
    pub verdicts: Vec<Verdict>,
    /// Whether it carries the lines to which violations point.
    pub excerpts: bool,
}

impl Default for Wanted {
    /// Everything.
    fn default() -> Self {
        Self { verdicts: Verdict::ALL.to_vec(), excerpts: true }
    }
}

impl Place {
    pub(super) fn of(span: Span, sources: &SourceMap) -> Self {
        let at = sources.locate(span);
        Self { file: sources.get(span.source).name.clone(), line: at.line, column: at.column }
    }
}

impl Extent {
    pub(crate) fn of(span: Span, sources: &SourceMap) -> Self {
        let source = sources.get(span.source);
        let (start, end) = (source.line_column(span.start as usize), source.line_column(span.end as usize));
        Self {
            file: Some(source.name.clone()),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }
}

impl Document {
    /// The document of a report whose places lie in `sources`.
    pub fn of(report: &Report, sources: &SourceMap, wanted: &Wanted) -> Self {
        let (rules, numbers) = rules(report, sources);
        let view = View { report, sources, rules: &rules, numbers: &numbers };
        let mut findings = Vec::new();
        let mut lines = Lines::default();
        for (number, account) in report.accounts.iter().enumerate() {
            for instance in account.instances.iter().filter(|i| wanted.verdicts.contains(&i.verdict)) {
                findings.push(view.finding(number, account, instance));
                if wanted.excerpts && instance.is_finding() {
                    lines.of_instance(instance, sources);
                }
            }
        }
        Self {
            schema_version: SCHEMA_VERSION,
            tool: Tool::this(),
            summary: Summary {
                accounts: report.judged(),
                unreadable: report.unreadable,
                verdicts: Counts::by(|verdict| report.count(verdict)),
                known: report.instances().filter(|i| i.known).count(),
                waivers: WaiverCounts::of(&report.waivers),
            },
            redacted: None,
            accounts: report.accounts.iter().map(account).collect(),
            diagnostics: report.diagnostics.iter().map(|d| Problem::of(d, sources)).collect(),
            waivers: report.waivers.iter().map(|w| Waiver::of(w, sources)).collect(),
            baseline: report.baseline.as_ref().map(Baseline::of),
            roster: report.roster.as_ref().map(|r| Roster::of(r, sources)),
            findings,
            packs: report.packs.clone(),
            excerpts: lines.excerpts(sources),
            rules,
        }
    }
}

impl Finding {
    /// One instance alone, outside any document: its numbers lead nowhere.
    pub fn of(report: &Report, account: &AccountReport, instance: &Instance, sources: &SourceMap) -> Self {
        let numbers = HashMap::new();
        View { report, sources, rules: &[], numbers: &numbers }.finding(0, account, instance)
    }
}

fn account(account: &AccountReport) -> Account {
    Account {
        file: account.file.clone(),
        entity: account.entity.clone(),
        province: account.province.clone(),
        year: account.year,
        stage: account.stage.clone(),
        unit: account.unit,
        packs: account.packs.clone(),
        chosen: Words::of(&account.chosen),
        overrides: account.adapted.clone(),
        selection: account.narrowed.clone(),
        together: Some(account.together).filter(|&n| n > 0),
        classification: account.classification,
        sha256: Some(account.sha256.clone()).filter(|digest| !digest.is_empty()),
        verdicts: Counts::by(|verdict| account.count(verdict)),
        tables: account.tables.clone(),
    }
}

/// The rules of the instances that are listed, each once however many groups of packs it came with; and for the number of
/// each in the report its number among them. Their order is that of the packs, whatever is listed.
fn rules(report: &Report, sources: &SourceMap) -> (Vec<Rule>, HashMap<usize, usize>) {
    let listed: BTreeSet<usize> = report.instances().map(|i| i.rule).collect();
    let mut first = HashMap::new();
    for (number, info) in report.rules.iter().enumerate() {
        first.entry((&info.id, info.span)).or_insert(number);
    }
    let firsts =
        || listed.iter().filter_map(|&n| Some((n, *first.get(&report.rules.get(n).map(|r| (&r.id, r.span))?)?)));
    let places: BTreeMap<usize, usize> =
        firsts().map(|(_, first)| first).collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
    let rules = places.keys().filter_map(|&first| Some(rule(report.rules.get(first)?, sources))).collect();
    (rules, firsts().filter_map(|(number, first)| Some((number, *places.get(&first)?))).collect())
}

fn rule(rule: &RuleInfo, sources: &SourceMap) -> Rule {
    let (from, until) = rule.effective;
    Rule {
        id: rule.id.clone(),
        title: rule.title.clone(),
        severity: rule.severity,
        waivable: rule.waivable,
        scope: rule.scope.clone(),
        tags: rule.tags.clone(),
        basis: rule.basis.clone(),
        formula_source: rule.formula_source.clone(),
        pack: rule.pack.clone(),
        place: Place::of(rule.span, sources),
        effective: Years { from, until },
        message: rule.message.clone(),
        assertions: rule.assertions,
    }
}

/// What findings are taken from.
struct View<'a> {
    report: &'a Report,
    sources: &'a SourceMap,
    rules: &'a [Rule],
    numbers: &'a HashMap<usize, usize>,
}

impl View<'_> {
    fn figure(&self, figure: &FigureUse) -> Figure {
        let file = || self.report.accounts.get(figure.account).map(|a| a.file.clone());
        Figure {
            path: figure.path.clone(),
            text: figure.text.clone(),
            label: figure.label.clone(),
            place: figure.place.clone(),
            caliber: figure.caliber.clone(),
            unit: figure.unit,
            extent: match figure.span {
                Some(span) => Extent::of(span, self.sources),
                None => Extent { file: file(), ..Extent::default() },
            },
        }
    }

    fn finding(&self, number: usize, account: &AccountReport, instance: &Instance) -> Finding {
        let rule = self.report.rules.get(instance.rule);
        let evidence = instance.evidence.clone().into_evidence();
        let in_force = rule.into_iter().flat_map(|r| &r.basis).filter(|b| b.in_force(account.year));
        Finding {
            fingerprint: fingerprint(self.report, account, instance),
            verdict: instance.verdict,
            severity: instance.severity,
            known: instance.known,
            waiver: instance.waiver,
            account: account.file.clone(),
            entity: account.entity.clone(),
            year: account.year,
            rule: rule.map(|r| r.id.clone()).unwrap_or_default(),
            title: rule.and_then(|r| r.title.clone()),
            scope: rule.and_then(|r| r.scope.clone()),
            assertion: instance.assertion,
            at: instance.place().to_owned(),
            on: instance.on.clone(),
            bindings: instance.bindings.clone(),
            expression: self.sources.slice(instance.span).to_owned(),
            rule_place: Place::of(instance.span, self.sources),
            figures: evidence.figures.iter().map(|f| self.figure(f)).collect(),
            left: evidence.left,
            operator: evidence.comparison,
            right: evidence.right,
            difference: evidence.difference,
            slack: evidence.slack,
            within: evidence.within,
            z: evidence.z,
            explained_by_rounding: evidence.explained_by_rounding,
            missing: evidence.missing,
            reason: evidence.reason.as_ref().map(Words::of),
            notes: evidence.notes,
            message: instance.message.clone(),
            basis: in_force.map(|b| b.text.clone()).collect(),
            formula_source: rule.and_then(|r| r.formula_source.clone()),
            answer: instance.answer,
            account_number: number,
            rule_number: self.numbers.get(&instance.rule).copied().unwrap_or(self.rules.len()),
        }
    }
}
