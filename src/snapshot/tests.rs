//! Snapshots are read back as they were written, whatever stands in them, and a text of any kind is read or refused.

use proptest::prelude::*;

use super::take::one_line;
use super::{Changes, Detail, LISTED, Outcome, Snapshot, compare, read, write};
use crate::finding::Verdict;
use crate::source::SourceId;

/// Words of any kind, as an account may hold them.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), " *[a-z=,：.#“”\" \\\\\n\r\t]{0,12} *", Just(String::new())].prop_map(|w| one_line(&w))
}

/// Paths, with names in quotation marks among them.
fn paths() -> impl Strategy<Value = String> {
    "([a-z_]{1,6}|\"[a-z =,.]{0,6}\"|“a\"[b =,]{0,3}”)(\\.[a-z]{1,3}|\\[[1-9]\\]){0,2}"
}

fn printed() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((paths(), words()), 0..4)
}

fn outcomes() -> impl Strategy<Value = Vec<Outcome>> {
    let detail =
        ("[a-z（）]{1,9}", words(), printed()).prop_map(|(title, told, figures)| Detail { title, told, figures });
    let place = prop_oneof![Just(String::new()), paths()];
    let outcome = (0..Verdict::ALL.len(), "[A-Z]-[0-9]{1,2}(#[1-3])?", place, detail);
    prop::collection::vec(outcome, 0..8).prop_map(|all| {
        let mut all: Vec<Outcome> = all
            .into_iter()
            .map(|(verdict, rule, place, detail)| {
                let verdict = Verdict::ALL[verdict];
                Outcome { rule, place, verdict, detail: (!LISTED.contains(&verdict)).then_some(detail) }
            })
            .collect();
        let rank = |verdict: Verdict| Verdict::ALL.iter().position(|v| *v == verdict);
        all.sort_by(|a, b| rank(a.verdict).cmp(&rank(b.verdict)).then_with(|| a.rule.cmp(&b.rule)));
        all
    })
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let head = prop::collection::vec(("单位|年度|调整", words()), 0..3);
    (words(), prop::collection::vec(words(), 0..3), head, outcomes(), printed())
        .prop_map(|(source, packs, head, outcomes, figures)| Snapshot { source, packs, head, outcomes, figures })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(snapshot in snapshots()) {
        let text = write(&snapshot).expect("a text");
        let back = read(SourceId(0), &text).expect("a snapshot");
        prop_assert_eq!(&back, &snapshot, "{}", text);
        let crlf = text.replace('\n', "\r\n");
        prop_assert_eq!(&read(SourceId(0), &crlf).expect("a snapshot"), &snapshot);
        prop_assert_eq!(compare(&back, &snapshot), Changes::default());
    }

    #[test]
    fn any_text_is_read_or_refused(snapshot in snapshots(), at in any::<prop::sample::Index>(), put in any::<String>()) {
        let text = write(&snapshot).expect("a text");
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (before, after) = text.split_at(*at.get(&places));
        let changed = format!("{before}{put}{after}");
        match read(SourceId(0), &changed) {
            Ok(other) => drop(compare(&snapshot, &other)),
            Err(problem) => prop_assert!(problem.labels.iter().all(|l| l.span.range().end <= changed.len())),
        }
    }
}

fn one(rule: &str, place: &str, verdict: Verdict, told: &str) -> Outcome {
    let detail = Detail { title: "标题".to_owned(), told: told.to_owned(), figures: Vec::new() };
    let detail = (!LISTED.contains(&verdict)).then_some(detail);
    Outcome { rule: rule.to_owned(), place: place.to_owned(), verdict, detail }
}

fn moves(before: Vec<Outcome>, after: Vec<Outcome>) -> Vec<(String, Option<Verdict>, Option<Verdict>)> {
    let [before, after] = [before, after].map(|outcomes| Snapshot { outcomes, ..Snapshot::default() });
    let changes = compare(&before, &after);
    assert!(changes.added.is_empty() && changes.removed.is_empty());
    changes.moved.into_iter().map(|m| (format!("{} {}", m.rule, m.place), m.before, m.after)).collect()
}

#[test]
fn a_rule_that_did_not_apply_stands_for_all_its_places() {
    use Verdict::{Holds, NotApplicable, Violated};
    let whole = || vec![one("N-1", "", NotApplicable, "")];
    let places = || vec![one("N-1", "b", Violated, "1 ≠ 2"), one("N-1", "a", Holds, "")];
    let came = [("N-1 b", NotApplicable, Violated), ("N-1 a", NotApplicable, Holds)];
    let named = |m: &[(&str, Verdict, Verdict)]| {
        m.iter().map(|(n, a, b)| (n.to_string(), Some(*a), Some(*b))).collect::<Vec<_>>()
    };
    assert_eq!(moves(whole(), places()), named(&came));
    assert_eq!(moves(places(), whole()), named(&[("N-1 a", Holds, NotApplicable), ("N-1 b", Violated, NotApplicable)]));
    // A place that is gone while others stay is told as gone.
    let gone = moves(places(), vec![one("N-1", "a", Holds, "")]);
    assert_eq!(gone, [("N-1 b".to_owned(), Some(Violated), None)]);
}
