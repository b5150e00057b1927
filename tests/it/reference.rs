//! Verdicts, ranges and notes against the reference evaluator in `tests/reference`, which was written from
//! `docs/language.md` alone, in another language, and shares no line with this one.

mod compare;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use gouji::{Engine, FUNCTIONS, Mode, Options, Report, Verdict};
use serde_json::{Value, json};

use super::support::{assert_same_in_batch, path};

/// Functions that need what a case has not got: a pack's standard subjects, or a second account.
const NOT_REACHED: [&str; 4] = ["standard_name", "is_standard_name", "nearest_standard_name", "counterpart"];

/// What random cases must reach besides functions, verdicts and modes, as the reference counts it.
const REACHED: &str = "+ - * / neg ?? == != < <= > >= ~= <~ >~ within and or not implies in matches bare def
quantifier:all quantifier:any quantifier:none quantifier:exactly is:present is:missing is:number is:text
statement:assert statement:for statement:let statement:when statement:same statement:hierarchy on for:where text:compared
step:name step:children step:leaves step:choose step:index step:where
cell:number cell:missing cell:none cell:withheld cell:text kind:money kind:percent kind:count kind:plain
literal:literal literal:percent literal:money note:truncated note:plugged note:base_near_zero";

/// How many disagreements are shown.
const SHOWN: usize = 10;

/// A number that the environment sets.
fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().expect(name))
}

/// Runs the reference, which must be there: a check that is skipped would look like one that agrees.
fn reference(arguments: &[&str], input: String) -> Vec<Value> {
    let mut child = Command::new("python3")
        .arg("-B")
        .arg(path("tests/reference"))
        .args(arguments)
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 (3.11 or later) is needed for the reference evaluator");
    let mut stdin = child.stdin.take().expect("piped");
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the reference runs");
    writer.join().expect("no panic").expect("the reference reads its input");
    assert!(output.status.success(), "the reference failed: {}", output.status);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// The report of rules on an account, each a file of its own, or the codes of the mistakes that were found before.
fn report(rules: &[&str], account: &str) -> Result<Report, Vec<String>> {
    let mut engine = Engine::new().with_options(Options { explain_all: true, ..Options::default() });
    for (number, rule) in rules.iter().enumerate() {
        engine.use_rules(&format!("{number}.gj"), rule);
    }
    let account = engine.read_account("a.yaml", account.into()).unwrap_or_else(|d| panic!("{d:?}\n{account}"));
    let report = engine.check(vec![account.clone()]);
    let codes: Vec<String> = engine.diagnostics().iter().map(|d| d.code.to_string()).collect();
    if !codes.is_empty() {
        return Err(codes);
    }
    assert_same_in_batch(engine, &account);
    Ok(report)
}

/// Cases compared, and what came of them.
#[derive(Default)]
struct Outcome {
    tally: BTreeMap<String, u64>,
    disagreements: Vec<String>,
}

impl Outcome {
    fn count(&mut self, what: impl Into<String>) {
        *self.tally.entry(what.into()).or_default() += 1;
    }

    /// Compares every rule of a case.
    fn case(&mut self, case: &Value) {
        let account = case["account"].as_str().expect("text");
        let rules = case["rules"].as_array().expect("a list");
        let texts: Vec<&str> = rules.iter().map(|rule| rule["text"].as_str().expect("text")).collect();
        let together = report(&texts, account);
        for (number, (rule, text)) in rules.iter().zip(&texts).enumerate() {
            self.count("cases");
            // One that is refused keeps the others of its run from being judged.
            let alone = if together.is_err() { Some(report(&[text], account)) } else { None };
            let faults = match alone.as_ref().unwrap_or(&together) {
                Ok(report) => {
                    let number = if alone.is_some() { 0 } else { number };
                    compare::rule(&rule["rules"], &report.instances().filter(|i| i.rule == number).collect::<Vec<_>>())
                }
                Err(codes) => {
                    codes.iter().for_each(|code| self.count(format!("refused {code}")));
                    compare::refused(text, &rule["rules"], codes)
                }
            };
            match faults {
                Ok(notions) => notions.into_iter().for_each(|notion| self.count(notion)),
                Err(faults) => {
                    self.disagreements.push(format!("{text}\n  {}\n{}", faults.join("\n  "), relevant(account, text)));
                }
            }
        }
    }

    fn assert_none(&self) {
        println!("{} disagreements; {:#?}", self.disagreements.len(), self.tally);
        let shown: Vec<&String> = self.disagreements.iter().take(SHOWN).collect();
        assert!(
            shown.is_empty(),
            "{} disagreements\n{}",
            self.disagreements.len(),
            shown.iter().map(|s| format!("{s}\n")).collect::<String>()
        );
    }
}

/// The lines of an account that a rule may touch.
fn relevant(account: &str, rule: &str) -> String {
    let mut shown = true;
    let lines = account.lines().filter(|line| {
        if !line.starts_with(' ') {
            let name = line.split(':').next().unwrap_or_default();
            shown = ["unit", "rounding"].contains(&name)
                || rule.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
        }
        shown
    });
    lines.map(|line| format!("    {line}\n")).collect()
}

#[test]
fn random_cases_agree_with_the_reference() {
    let (seed, cases) = (setting("GOUJI_REFERENCE_SEED", 1), setting("GOUJI_REFERENCE_CASES", 2000));
    let mut given = reference(&["generate", &seed.to_string(), &cases.to_string()], String::new());
    let seen = given.pop().expect("the coverage comes last");
    let mut outcome = Outcome::default();
    given.iter().for_each(|case| outcome.case(case));
    outcome.assert_none();
    let reached = |what: &str| assert!(seen["seen"].get(what).is_some(), "never reached: {what}\n{seen:#}");
    REACHED.split_whitespace().for_each(|what| reached(&what.replace(':', " ")));
    FUNCTIONS
        .iter()
        .map(|f| f.names[0])
        .filter(|f| !NOT_REACHED.contains(f))
        .for_each(|f| reached(&format!("function {f}")));
    Mode::ALL.iter().for_each(|mode| reached(&format!("mode {}", mode.name())));
    Verdict::ALL.iter().filter(|v| **v != Verdict::Waived).for_each(|v| reached(&format!("verdict {}", v.name())));
}

#[test]
fn cases_that_once_differed_agree() {
    let given: Vec<String> = CASES
        .iter()
        .map(|(account, rule)| json!({ "account": account, "rules": [{ "text": rule }] }).to_string() + "\n")
        .collect();
    let mut judged = reference(&["judge"], given.concat());
    judged.pop();
    assert_eq!(judged.len(), CASES.len());
    let mut outcome = Outcome::default();
    judged.iter().for_each(|case| outcome.case(case));
    outcome.assert_none();
}

const ROWS: &str = "unit: 万元\nrounding: {money: 0.01}\nrows:\n  - {code: \"201\", x: 1.00}\n  - {code: \"208\", x: 2.00}\nsum: 3.00\nlst: [1.00]\n";
const PLUG: &str =
    "unit: 元\nrounding: {mode: plug}\na: 1.00\nb: 2.00\nc: 3.02\nsec: {rounding: {mode: half_up}, h: 4.00}\n";
const COUNTS: &str = "rounding: {pct: 0.01}\nn: 4人\nm: 2个\np_pct: 2.8\nq_pct: 2.809\n";

const BASES: &str = "zero: 0\none: 1.00\ngone:\nsecret: 涉密\n";
const NEAR: &str = "rounding: {mode: plug}\np_pct: 46.00\na: 40.50\nhigh: 3.86\nlow: 3.85\nt: -404907.999\nb: 50.421\nrows: [{x: 1.00}, {x: 2.00, y: 50.42}]\n";

const SAME: &str = "unit: 万元\nrounding: {money: 0.01, mode: plug}\ntwo: [2.00, 2.00, 2.00]\nt2: 3.02\nt3: 2.09\n";

/// Accounts and rules on which the two evaluators differed, or the text was silent, with what became of it.
const CASES: [(&str, &str); 24] = [
    // The reference was wrong: the residue of a `let` that is negated has a width all the same.
    (PLUG, "rule R {\n  let t = (a - b) * -1\n  assert t ≈ c\n  assert t - c ≈ t - b\n}"),
    // A base of 0 makes a share undefined, whatever is lacking above it.
    (BASES, "pct(secret, zero) ≲ 49"),
    (BASES, "growth(gone, -one) ≈ 5"),
    // A base near zero is told also where the quotient is a part of something larger; of one item, the largest is
    // that figure; an element of what is not there is named.
    (NEAR, "t ≲ p_pct + p_pct - pct(a, high - low)"),
    (NEAR, "abs(pct(a, high - low)) ≈ 5"),
    (NEAR, "max(rows.y) ≈ b"),
    (NEAR, "nowhere[-1].x == 1 and b == 2"),
    // The rows have no column that the total sums up, or there is no total: nothing was said at all.
    (ROWS, "rule R {\n  hierarchy rows by code to sum\n}"),
    (ROWS, "rule R {\n  hierarchy rows by code to nowhere\n}"),
    // Nothing that the rule is about: it vanished instead of not being applicable.
    (ROWS, "rule R {\n  on rows.* where x > 5\n  assert x == 1\n}"),
    (ROWS, "rule R {\n  on nothing.*\n  assert x == 1\n}"),
    // An element that is not there is missing like any figure that is named: it gives way to what stands after `??`.
    (ROWS, "lst[9] ?? 1 == 1"),
    (ROWS, "lst[9] is missing"),
    (ROWS, "lst[9] + 1 == 1"),
    // A bare assertion whose names stand together nowhere has no figure at all, whatever part would be violated.
    (ROWS, "nowhere ≈ 1 and sum == 4"),
    // What a sum under 舍位平衡 may be off by: of a `let`, of lines of another mode, in the standard deviation.
    (PLUG, "rule R {\n  let t = a + b\n  assert t - c ≈ t - b\n}"),
    (PLUG, "rule R {\n  assert a + sec.h ≈ c\n}"),
    (PLUG, "rule R {\n  assert c ≈ a + b\n}"),
    // The kinds of products, and 去尾 of one printed percentage beside another.
    (COUNTS, "rule R {\n  assert n * m ≈ n / m\n}"),
    (COUNTS, "rule R {\n  assert p_pct ≈ q_pct\n}"),
    (COUNTS, "rule R {\n  assert p_pct ≈ n / m + 0.809\n}"),
    // A tolerance in points says nothing of money, also beside a literal that takes the other's kind.
    (SAME, "(nowhere ?? 0) ≈ t2 within 0.05个百分点"),
    // Which items are the same is what is printed, whatever stands behind it.
    (SAME, "(t3 - 0) ≲ round(sum(distinct(two)), 2)"),
    (SAME, "rule R {\n  when t2 ≲ round(sum(distinct(two)), 1)\n  assert t3 == 1\n}"),
];
