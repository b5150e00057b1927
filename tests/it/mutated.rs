//! Every figure of every real account, changed one at a time beyond what rounding explains: a verdict moves, or no rule
//! looks at the figure and the account's table says so, or the snapshot of this test has it with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::{fs, thread};

use gouji::result::{Document, Finding, Wanted};
use gouji::{Account, Comparison, Content, Engine, NodeId, Verdict};

use crate::support::path;

/// How far a figure is moved, in units of its last printed digit: twenty times what rounding takes from it.
const UNITS: i64 = 10;

/// A verdict: rule, assertion, record, elements, and what was found.
type Judged = (String, usize, String, Verdict);

/// An account judged by the pack of its province, with all that was found.
fn judged(engine: &mut Engine, name: &str, text: &str) -> (Account, Document) {
    let account = engine.read_account(name, text.as_bytes().to_vec()).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    let report = engine.check(vec![account.clone()]);
    let wanted = Wanted { verdicts: Verdict::ALL.to_vec(), excerpts: false };
    let document = Document::of(&report, engine.sources(), &wanted);
    (account, document)
}

fn verdicts(document: &Document) -> BTreeSet<Judged> {
    let judged = |f: &Finding| (f.rule.clone(), f.assertion, format!("{} {:?}", f.on, f.bindings), f.verdict);
    document.findings.iter().map(judged).collect()
}

/// The digits of a number moved by so many units of the last one, with as many decimals and without its unit's word.
fn moved(digits: &str, units: i64) -> String {
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let value: i64 = digits.replace('.', "").parse::<i64>().unwrap() + units;
    let (sign, digits) = (if value < 0 { "-" } else { "" }, value.unsigned_abs().to_string());
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Why a change of a figure moved no verdict, from the findings that it took part in.
fn reason(findings: &[&Finding]) -> &'static str {
    let all = |wanted: &dyn Fn(&Finding) -> bool| findings.iter().all(|finding| wanted(finding));
    let bounded = |finding: &Finding| {
        let sign = finding.operator.map_or("", Comparison::sign);
        ["<", "≤", ">", "≥", "≲", "≳"].contains(&sign)
    };
    let unjudged = |finding: &Finding| matches!(finding.verdict, Verdict::Undetermined | Verdict::Undefined);
    let open = |finding: &Finding| matches!(finding.verdict, Verdict::Violated | Verdict::Improbable);
    if findings.iter().any(|finding| open(finding)) {
        "wrong already: a rule on it is violated, and stays so"
    } else if all(&unjudged) {
        "what it is compared with is missing"
    } else if all(&|finding| unjudged(finding) || bounded(finding)) {
        "bounded only: it may be anything up to another figure"
    } else {
        "within the range: what it is compared with is printed too coarsely to tell"
    }
}

/// Whether a node says what the account is, and not what it prints.
fn describes(account: &Account, id: NodeId) -> bool {
    std::iter::successors(Some(id), |&id| account.node(id).parent).any(|id| account.is_setting(id))
}

/// What became of the changes of one account's figures.
#[derive(Default)]
struct Tally {
    noticed: usize,
    unguarded: usize,
    /// By reason, the figures of which a change up or down was not noticed.
    slack: BTreeMap<&'static str, Vec<String>>,
}

fn changed(name: &str, text: &str) -> Tally {
    let mut engine = Engine::new().explaining_all(true);
    engine.record();
    let (account, document) = judged(&mut engine, name, text);
    let before = verdicts(&document);
    let mut tally = Tally::default();
    let figure = |id: NodeId| match account.node(id).content {
        Content::Number(number) if !describes(&account, id) => {
            Some((number.digits().to_owned(), account.node(id).span))
        }
        _ => None,
    };
    for (id, (digits, span)) in account.ids().filter_map(|id| Some((id, figure(id)?))) {
        let place = account.path(id);
        let looked =
            |f: &&Finding| f.verdict != Verdict::NotApplicable && f.figures.iter().any(|figure| figure.path == place);
        let findings: Vec<&Finding> = document.findings.iter().filter(looked).collect();
        let unnoticed = [UNITS, -UNITS].into_iter().any(|units| {
            let range = span.range();
            assert!(text[range.clone()].starts_with(&digits), "{place}");
            let (until, from) = (range.start, range.start + digits.len());
            let other = format!("{}{}{}", &text[..until], moved(&digits, units), &text[from..]);
            verdicts(&judged(&mut engine, name, &other).1) == before
        });
        match (unnoticed, findings.is_empty()) {
            (false, _) => tally.noticed += 1,
            (true, true) => tally.unguarded += 1,
            (true, false) => {
                tally.slack.entry(reason(&findings)).or_default().push(format!("{place} {}", &text[span.range()]));
            }
        }
    }
    tally
}

#[test]
fn a_changed_figure_is_noticed_or_listed() {
    let mut told = String::new();
    let mut sum = (0, 0, 0);
    let mut files: Vec<_> = fs::read_dir(path("fixtures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    let texts: Vec<(&str, String)> = files
        .iter()
        .map(|file| (file.file_name().unwrap().to_str().unwrap(), fs::read_to_string(file).unwrap()))
        .collect();
    // Thousands of runs: each account on a thread of its own.
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let runs: Vec<_> = texts.iter().map(|(name, text)| scope.spawn(|| changed(name, text))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for ((name, _), Tally { noticed, unguarded, slack }) in texts.iter().zip(tallies) {
        let listed: usize = slack.values().map(Vec::len).sum();
        writeln!(told, "{name}: {noticed} noticed, {unguarded} not guarded, {listed} with slack").unwrap();
        for (reason, figures) in slack {
            writeln!(told, "  {reason}").unwrap();
            figures.iter().for_each(|figure| writeln!(told, "    {figure}").unwrap());
        }
        sum = (sum.0 + noticed, sum.1 + unguarded, sum.2 + listed);
    }
    let all = sum.0 + sum.1 + sum.2;
    writeln!(told, "all {all} figures: {} noticed, {} not guarded, {} with slack", sum.0, sum.1, sum.2).unwrap();
    println!("{told}");
    insta::assert_snapshot!("changed_figures", told);
}
