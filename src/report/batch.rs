//! One line of a batch as one line of JSON.

use serde::Serialize;

use crate::figure::MoneyUnit;
use crate::finding::{
    Amount, BatchAccount, BatchFinding, BatchLine, Binding, Comparison, Note, Severity, Side, Verdict,
};
use crate::message::Lang;

#[derive(Serialize)]
struct LineView<'a> {
    id: Option<&'a str>,
    line: u64,
    #[serde(flatten)]
    account: Option<AccountView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorView<'a>>,
}

#[derive(Serialize)]
struct AccountView<'a> {
    year: Option<i32>,
    packs: &'a [String],
    counts: Counts,
    findings: Vec<FindingView<'a>>,
}

/// The counts by the names of the verdicts.
struct Counts([u64; Verdict::ALL.len()]);

impl Serialize for Counts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Verdict::ALL.iter().map(|verdict| verdict.name()).zip(self.0))
    }
}

#[derive(Serialize)]
struct ErrorView<'a> {
    code: &'a str,
    message: String,
    column: Option<usize>,
}

#[derive(Serialize)]
struct FindingView<'a> {
    fingerprint: &'a str,
    rule: &'a str,
    assertion: usize,
    verdict: Verdict,
    severity: Severity,
    at: &'a str,
    on: &'a str,
    bindings: &'a [Binding],
    left: Option<&'a Side>,
    operator: Option<Comparison>,
    right: Option<&'a Side>,
    difference: Option<&'a Amount>,
    slack: Option<&'a Amount>,
    within: bool,
    z: Option<&'a str>,
    explained_by_rounding: Option<bool>,
    figures: Vec<FigureView<'a>>,
    missing: &'a [String],
    notes: &'a [Note],
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct FigureView<'a> {
    path: &'a str,
    text: &'a str,
    unit: Option<MoneyUnit>,
}

impl<'a> FindingView<'a> {
    fn of(finding: &'a BatchFinding) -> Self {
        let (instance, evidence) = (&finding.instance, &finding.instance.evidence);
        let figure = |figure: &'a crate::finding::FigureUse| FigureView {
            path: &figure.path,
            text: &figure.text,
            unit: figure.unit,
        };
        Self {
            fingerprint: &finding.fingerprint,
            rule: &finding.rule,
            assertion: instance.assertion,
            verdict: instance.verdict,
            severity: instance.severity,
            at: instance.place(),
            on: &instance.on,
            bindings: &instance.bindings,
            left: evidence.left.as_ref(),
            operator: evidence.comparison,
            right: evidence.right.as_ref(),
            difference: evidence.difference.as_ref(),
            slack: evidence.slack.as_ref(),
            within: evidence.within,
            z: evidence.z.as_deref(),
            explained_by_rounding: evidence.explained_by_rounding,
            figures: evidence.figures.iter().map(figure).collect(),
            missing: &evidence.missing,
            notes: &evidence.notes,
            message: instance.message.as_deref(),
        }
    }
}

impl<'a> AccountView<'a> {
    fn of(account: &'a BatchAccount) -> Self {
        let findings = account.findings.iter().map(FindingView::of).collect();
        Self { year: account.year, packs: &account.packs, counts: Counts(account.counts), findings }
    }
}

/// Writes a line of a batch as JSON, with its line end, at the end of `out`.
pub fn write_batch_line(line: &BatchLine, lang: Lang, out: &mut Vec<u8>) {
    let (account, error) = match &line.judged {
        Ok(account) => (Some(AccountView::of(account)), None),
        Err(error) => {
            let message = error.message.get(lang).into_owned();
            (None, Some(ErrorView { code: error.code, message, column: error.column }))
        }
    };
    let written =
        serde_json::to_writer(&mut *out, &LineView { id: line.id.as_deref(), line: line.line, account, error });
    // Nothing that is written here can fail: the keys are texts, and a vector takes what it is given.
    debug_assert!(written.is_ok());
    out.push(b'\n');
}
