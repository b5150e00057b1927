//! Results for build servers: JUnit's XML, a suite for each account and a test case for each instance. Without times
//! and ids, so that the same accounts give the same bytes.

use std::io::{self, Write};

use super::finding_text::Shown;
use super::sentence;
use super::text::{Listed, TextOptions, account_name};
use super::xml::{self, Suite, TestCase};
use crate::draw::Style;
use crate::finding::Verdict;
use crate::message::msg;
use crate::result::{Document, Excerpts};

/// Writes every finding of the document: a failure for what a unit has to answer, skipped what was not judged.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let style = &options.style;
    let excerpts = Excerpts::default();
    let options = TextOptions { shown: Verdict::ALL.to_vec(), ..options.clone() };
    let listed = Listed::new(document, &excerpts, &options);
    let suites = document.accounts.iter().enumerate().map(|(number, account)| Suite {
        name: account_name(account, style),
        cases: listed.of(number).iter().map(|shown| case(shown, style)).collect(),
    });
    xml::write(&suites.collect::<Vec<_>>(), out)
}

fn case(shown: &Shown<'_>, style: &Style) -> TestCase {
    let finding = shown.finding;
    let term = style.say(finding.verdict.term());
    let why = sentence::reason(finding, style);
    let told = match why.is_empty() {
        true => term,
        false => style.say(msg!("sarif-verdict", verdict = term, why)),
    };
    let failed = finding.is_finding() && !finding.known;
    let mut lines = Vec::new();
    if failed {
        lines.extend(shown.first_place());
        lines.extend(shown.places());
        lines.extend(sentence::difference(finding, style));
        lines.extend(shown.basis());
    }
    let skipped = !failed && !matches!(finding.verdict, Verdict::Holds | Verdict::Rounding);
    TestCase {
        name: shown.titled_element(),
        class: finding.account.clone(),
        failures: failed.then(|| (told.clone(), lines.join("\n"))).into_iter().collect(),
        skipped: skipped.then_some(told),
    }
}
