//! The outcome of cases for people: of each that failed what was expected and what came, then what was asked besides,
//! then one line of counts.

use super::{Coverage, Miss, Mutation, Place, Tested};
use crate::draw::{Ink, Style, clean};
use crate::finding::Verdict;
use crate::message::{Text, msg};

/// Most characters of a line that an account's own words are part of.
const MAX_LINE: usize = 500;

/// Writes what was found out about a pack.
pub fn write(tested: &Tested, style: &Style) -> String {
    let mut lines = Vec::new();
    for outcome in tested.failed() {
        let heading = format!("{}  {}", place(&outcome.place), clean(&outcome.title, MAX_LINE));
        lines.push(format!("{} {}", style.paint("✗", Ink::Red), style.paint(&heading, Ink::Bold)));
        lines.extend(outcome.missed.iter().flat_map(|miss| miss_lines(miss, style)));
    }
    if let Some(coverage) = &tested.coverage {
        self::coverage(coverage, style, &mut lines);
    }
    if let Some(mutation) = &tested.mutation {
        self::mutation(mutation, style, &mut lines);
    }
    let (count, failed) = (tested.outcomes.len(), tested.failed().count());
    let pack = &tested.pack;
    let (summary, ink) = match failed {
        0 => (msg!("case-summary-good", pack, count), Ink::Green),
        _ => (msg!("case-summary-failed", pack, count, failed), Ink::Red),
    };
    lines.push(style.paint(&style.say(summary), ink).into_owned());
    lines.join("\n") + "\n"
}

/// A miss as a difference: expected with a minus, come with a plus, and why.
pub(super) fn miss_lines(miss: &Miss, style: &Style) -> Vec<String> {
    let subject = clean(&miss.subject(), MAX_LINE);
    let stated = |what: &Option<(Verdict, Option<String>)>, none: Text| match what {
        None => style.say(none),
        Some((verdict, None)) => style.say(verdict.term()),
        Some((verdict, Some(difference))) => {
            style.say(msg!("case-with-difference", verdict = verdict.term(), difference))
        }
    };
    let expected = format!("- {subject}  {}", stated(&miss.expected, msg!("case-nothing-expected")));
    let actual = format!("+ {subject}  {}", stated(&miss.actual, msg!("case-nothing-came")));
    let reason = clean(&miss.reason, MAX_LINE);
    let mut lines =
        vec![format!("   {}", style.paint(&expected, Ink::Red)), format!("   {}", style.paint(&actual, Ink::Green))];
    lines.extend((!reason.is_empty()).then(|| format!("     {}", style.paint(&reason, Ink::Dim))));
    lines
}

fn coverage(coverage: &Coverage, style: &Style, lines: &mut Vec<String>) {
    let rules = coverage.rules;
    let caught = rules - coverage.never_caught.len();
    let passed = rules - coverage.never_passed.len();
    lines.push(style.say(msg!("case-coverage", rules, caught, passed)));
    for (ids, heading) in
        [(&coverage.never_caught, msg!("case-never-caught")), (&coverage.never_passed, msg!("case-never-passed"))]
    {
        if !ids.is_empty() {
            lines.push(format!("   {} {}", style.say(heading), ids.join(" ")));
        }
    }
}

fn mutation(mutation: &Mutation, style: &Style, lines: &mut Vec<String>) {
    let (figures, unguarded) = (mutation.figures, mutation.unguarded.len());
    let percent = mutation.score().to_string();
    lines.push(style.say(msg!("case-mutation", figures, guarded = figures - unguarded, percent)));
    if unguarded > 0 {
        lines.push(style.say(msg!("case-unguarded")));
    }
    for figure in &mutation.unguarded {
        let place = place(&figure.place);
        lines.push(format!("   {place}  {}", clean(&format!("{} {}", figure.path, figure.text), MAX_LINE)));
    }
}

/// File and line.
pub(super) fn place(place: &Place) -> String {
    clean(&format!("{}:{}", place.file, place.line), MAX_LINE)
}
