//! Many small accounts in the steady state: reading alone, judging alone and both together, by the pack of `benches/pack`,
//! and the floors under them. Only ratios between lines of one run are quoted.
#![allow(dead_code, reason = "the corpus can write files besides")]

use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Batch, Engine, Limits, SourceId, Verdict};

#[path = "../examples/corpus/account.rs"]
mod account;
#[path = "../examples/corpus/chance.rs"]
mod chance;
#[path = "../examples/corpus/plant.rs"]
mod plant;
#[path = "../examples/corpus/tree.rs"]
mod tree;

/// Accounts of one measurement.
const LINES: u64 = 100;

fn main() {
    divan::main();
}

/// Accounts, every tenth of them with an error, as `written`.
fn accounts(written: impl Fn(&tree::Tree) -> String) -> Vec<String> {
    let account = |number| {
        let mut chance = chance::Chance::new(number);
        let mut tree = account::account(number, &mut chance);
        if number % 10 == 0 {
            plant::plant(usize::try_from(number / 10).expect("small"), &mut tree, &mut chance);
        }
        written(&tree)
    };
    (0..LINES).map(account).collect()
}

/// Accounts as lines.
fn lines() -> Vec<String> {
    accounts(tree::Tree::json)
}

/// The pack with its rules changed.
fn pack(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/pack");
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}"));
    fs::create_dir_all(&to).expect("a folder");
    for file in ["pack.yaml", "figures.yaml"] {
        fs::copy(from.join(file), to.join(file)).expect("a file of the pack");
    }
    let rules = fs::read_to_string(from.join("rules.gj")).expect("the rules");
    fs::write(to.join("rules.gj"), change(&rules)).expect("the rules are written");
    to
}

fn batch(pack: &Path) -> Batch {
    let mut engine = Engine::new();
    engine.use_pack_folder(pack);
    engine.prepare();
    assert!(!engine.has_errors());
    engine.into_batch(None, vec![Verdict::Violated])
}

fn judge(bencher: divan::Bencher, pack: &Path) {
    let (batch, lines) = (batch(pack), lines());
    bencher.bench(|| {
        let judged = lines.iter().zip(1..).map(|(line, number)| batch.judge(number, line.as_bytes()));
        judged.filter(|line| line.judged.is_ok()).count()
    });
}

/// Every line to a value by serde_json, which has floats and no places, and no more: the floor under lines.
#[divan::bench]
fn json_values(bencher: divan::Bencher) {
    let lines = lines();
    bencher.bench(|| lines.iter().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()).count());
}

/// The events of the same accounts as YAML, by the fastest parser that is whole, and no more: the floor under files.
#[divan::bench]
fn yaml_events(bencher: divan::Bencher) {
    let files = accounts(tree::Tree::yaml);
    bencher.bench(|| files.iter().map(|file| saphyr_parser::Parser::new_from_str(file).count()).sum::<usize>());
}

/// The same files as `gouji check` reads and judges them for a list of findings: 42 rules.
#[divan::bench]
fn check_42_rules(bencher: divan::Bencher) {
    let folder = pack("42-files", str::to_owned);
    let files =
        || (0..).map(|n| format!("{n}.yaml")).zip(accounts(tree::Tree::yaml).into_iter().map(String::into_bytes));
    let prepared = || {
        let mut engine = Engine::new().counting_the_rest(true);
        engine.use_pack_folder(&folder);
        engine.prepare();
        (engine, files().collect::<Vec<_>>())
    };
    bencher.with_inputs(prepared).bench_values(|(mut engine, files)| {
        let accounts: Vec<_> = engine.enter(files, Ok).into_iter().flatten().collect();
        engine.check(accounts).accounts.len()
    });
}

/// Every line to a tree, from its bytes, and no more.
#[divan::bench]
fn read_lines(bencher: divan::Bencher) {
    let (lines, limits) = (lines(), Limits::default());
    let read = |line: &String| {
        let text = gouji::text_of_account("1", line.as_bytes(), &limits).ok()?;
        gouji::load_json_account(SourceId(0), "1", text, &limits).ok()
    };
    bencher.bench(|| lines.iter().filter_map(read).count());
}

/// Accounts that were read before, by 42 rules: the evaluation alone, with all that is done once for an account
/// when it has been read.
#[divan::bench]
fn evaluate_42_rules(bencher: divan::Bencher) {
    let (batch, lines, limits) = (batch(&pack("42-alone", str::to_owned)), lines(), Limits::default());
    let read = || {
        let read = |line: &String| gouji::load_json_account(SourceId(0), "1", line, &limits).expect("an account").0;
        lines.iter().map(read).collect::<Vec<_>>()
    };
    bencher.with_inputs(read).bench_values(|accounts| {
        let judged = accounts.into_iter().map(|account| batch.judge_account(account));
        judged.filter(|(_, judged)| judged.is_ok()).count()
    });
}

/// 42 rules; percentages to a hundredth of a point.
#[divan::bench]
fn judge_42_rules(bencher: divan::Bencher) {
    judge(bencher, &pack("42", str::to_owned));
}

/// The same with `≈` alone: percentages are judged by their intervals.
#[divan::bench]
fn judge_42_rules_by_intervals(bencher: divan::Bencher) {
    judge(bencher, &pack("42-intervals", |rules| rules.replace(" within 0.01", "")));
}

/// Eight times the rules.
#[divan::bench]
fn judge_336_rules(bencher: divan::Bencher) {
    let eightfold = |rules: &str| {
        let first = rules.find("rule R01").expect("the first rule");
        let more = (1..8).map(|copy| rules[first..].replace("rule R", &format!("rule R{copy}")));
        std::iter::once(rules.to_owned()).chain(more).collect()
    };
    judge(bencher, &pack("336", eightfold));
}
