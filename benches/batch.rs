//! A batch of small accounts in the steady state: reading alone, and judging by the pack of `benches/pack`. What
//! judging costs is the difference; only ratios between lines of one run are quoted.
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

/// Accounts as lines, every tenth of them with an error.
fn lines() -> Vec<String> {
    let line = |number| {
        let mut chance = chance::Chance::new(number);
        let mut tree = account::account(number, &mut chance);
        if number % 10 == 0 {
            plant::plant(usize::try_from(number / 10).expect("small"), &mut tree, &mut chance);
        }
        tree.json()
    };
    (0..LINES).map(line).collect()
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

fn judge(bencher: divan::Bencher, pack: &Path) {
    let mut engine = Engine::new();
    engine.use_pack_folder(pack);
    engine.prepare();
    assert!(!engine.has_errors());
    let batch: Batch = engine.into_batch(None, vec![Verdict::Violated]);
    let lines = lines();
    bencher.bench(|| {
        let judged = lines.iter().zip(1..).map(|(line, number)| batch.judge(number, line.as_bytes()));
        judged.filter(|line| line.judged.is_ok()).count()
    });
}

/// Every line to a tree, and no more.
#[divan::bench]
fn read_lines(bencher: divan::Bencher) {
    let (lines, limits) = (lines(), Limits::default());
    bencher.bench(|| {
        lines.iter().filter(|line| gouji::load_json_account(SourceId(0), "1", line, &limits).is_ok()).count()
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
