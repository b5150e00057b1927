//! The language means what its reference says: the verdicts of the touchstone on a real account, logic
//! over verdicts, scopes, kinds and units, each claim a small case of its own.

use gouji::{Engine, Evaluated, Verdict, Worth};

use crate::support::path;

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

/// The verdicts of an assertion on the seed account, in the order of the places where it is judged.
fn on_seed(assertion: &str) -> Vec<(String, Verdict, Vec<&'static str>)> {
    judged(assertion, &std::fs::read_to_string(path(SEED)).unwrap())
}

fn judged(assertion: &str, account: &str) -> Vec<(String, Verdict, Vec<&'static str>)> {
    let mut engine = Engine::new();
    let account = engine.read_account("a.yaml", account.as_bytes().to_vec()).unwrap();
    match engine.eval(assertion, None, account) {
        Ok(Evaluated::Judged(report)) => report
            .instances()
            .map(|i| (i.place().to_owned(), i.verdict, i.evidence.notes.iter().map(|n| n.name()).collect()))
            .collect(),
        Ok(Evaluated::Values(values)) => panic!("`{assertion}` is no assertion: {values:?}"),
        Err(problems) => panic!("`{assertion}`: {problems:#?}"),
    }
}

/// The one verdict of an assertion on a small account in 万元 with two decimals.
fn verdict(assertion: &str, figures: &str) -> Verdict {
    let account = format!("unit: 万元\nrounding: {{money: 0.01, pct: 0.01}}\n{figures}\n");
    let judged = judged(assertion, &account);
    assert_eq!(judged.len(), 1, "`{assertion}` is judged at {judged:?}");
    judged[0].1
}

#[test]
fn the_touchstone() {
    use Verdict::{Holds, Improbable, Rounding, Undefined, Violated};
    let one = |assertion: &str| {
        let judged = on_seed(assertion);
        assert_eq!(judged.len(), 1, "`{assertion}`: {judged:?}");
        judged[0].clone()
    };
    let at = |place: &str, verdict, notes: &[&'static str]| (place.to_owned(), verdict, notes.to_vec());
    assert_eq!(one("sum(functional.*) ≈ total"), at("general_budget", Rounding, &[]));
    assert_eq!(one("sum(functional.*) == total"), at("general_budget", Violated, &[]));
    assert_eq!(one("total ≈ personnel + public"), at("basic_expenditure", Violated, &[]));
    assert_eq!(
        one("income.sources.other.share_pct ≈ pct(income.sources.other.amount, income.total)"),
        at("", Violated, &[])
    );
    assert_eq!(
        one("income.sources.general_budget.share_pct ≈ pct(income.sources.general_budget.amount, income.total)"),
        at("", Violated, &["truncated"])
    );
    assert_eq!(
        on_seed("change_pct ≈ growth(amount, amount − change)"),
        vec![
            at("three_public.abroad", Undefined, &[]),
            at("three_public.vehicles", Rounding, &["truncated"]),
            at("three_public.reception", Holds, &[]),
        ]
    );
    assert_eq!(one("restated.income.total ≈ sum(restated.income.items.amount)"), at("", Improbable, &[]));
    assert_eq!(one("basic_expenditure.total ≲ expenditure.kinds.basic"), at("", Violated, &[]));
    assert_eq!(one("three_public.reception.change_pct ≈ 118.52"), at("", Holds, &[]));
}

#[test]
fn shares_of_one_whole_that_were_made_to_add_up_are_plugged() {
    let mut engine = Engine::new();
    engine.use_rules(
        "shares.gj",
        "rule S \"占比\" {\n  for item in income.sources.*\n  assert item.share_pct ≈ pct(item.amount, income.total)\n}\n",
    );
    let account = engine.read_account(SEED, std::fs::read(path(SEED)).unwrap()).unwrap();
    let report = engine.check(vec![account]);
    let noted: Vec<(&str, Verdict, Vec<&str>)> = report
        .instances()
        .filter(|i| !i.evidence.notes.is_empty())
        .map(|i| (i.place(), i.verdict, i.evidence.notes.iter().map(|n| n.name()).collect()))
        .collect();
    assert_eq!(
        noted,
        [
            ("income.sources.general_budget", Verdict::Violated, vec!["truncated", "plugged"]),
            ("income.sources.other", Verdict::Violated, vec!["plugged"]),
        ]
    );
}

#[test]
fn under_nearest_the_tie_is_possible() {
    let tie = "unit: 万元\na: 1410.72\nb: 1410.71\nrounding: {money: 0.01, mode: ";
    assert_eq!(judged("a ≲ b", &format!("{tie}half_up}}\n"))[0].1, Verdict::Violated);
    assert_eq!(judged("a ≲ b", &format!("{tie}nearest}}\n"))[0].1, Verdict::Rounding);
}

#[test]
fn every_rounding_mode_gives_its_interval() {
    let range = |mode: &str, value: &str| {
        let account = format!("unit: 万元\nrounding: {{money: 0.01, mode: {mode}}}\na: {value}\n");
        let mut engine = Engine::new();
        let account = engine.read_account("a.yaml", account.into_bytes()).unwrap();
        let Ok(Evaluated::Values(values)) = engine.eval("a", None, account) else { panic!("a has a value") };
        let Worth::Number { range: Some(range), .. } = &values[0].worth else { panic!("a is a number") };
        let (open, close) = (if range.low_included { "[" } else { "(" }, if range.high_included { "]" } else { ")" });
        format!("{open}{}, {}{close}", range.low.as_deref().unwrap(), range.high.as_deref().unwrap())
    };
    assert_eq!(range("half_up", "2.5"), "[2.495, 2.505)");
    assert_eq!(range("half_up", "-2.5"), "(-2.505, -2.495]");
    assert_eq!(range("half_up", "0"), "(-0.005, 0.005)");
    assert_eq!(range("nearest", "2.5"), "[2.495, 2.505]");
    assert_eq!(range("truncate", "2.5"), "[2.5, 2.51)");
    assert_eq!(range("truncate", "-2.5"), "(-2.51, -2.5]");
    assert_eq!(range("truncate", "0.00"), "(-0.01, 0.01)");
    assert_eq!(range("plug", "2.50"), "[2.495, 2.505]");
}

#[test]
fn one_path_is_one_value() {
    // Whatever a stands for, it is not more than itself; two figures printed alike may differ.
    assert_eq!(verdict("a - a ≈ 0.001", "a: 5.00"), Verdict::Violated);
    assert_eq!(verdict("a - b ≈ 0.001", "a: 5.00\nb: 5.00"), Verdict::Rounding);
    assert_eq!(verdict("a + b - a ≈ c", "a: 5.00\nb: 1.00\nc: 1.01"), Verdict::Violated);
}

#[test]
fn a_sum_under_plug_may_be_off_by_half_a_unit_a_line() {
    let account = |mode: &str| {
        format!("unit: 万元\nrounding: {{money: 0.01, mode: {mode}}}\na: 1.35\nb: 4.52\nc: 0.23\nd: -0.56\nt: 5.57\n")
    };
    assert_eq!(judged("t ≈ a + b + c + d", &account("nearest"))[0].1, Verdict::Violated);
    assert_eq!(judged("t ≈ a + b + c + d", &account("plug"))[0].1, Verdict::Rounding);
    assert_eq!(judged("t ≈ sum(a, b, c, d)", &account("plug"))[0].1, Verdict::Rounding);
}

#[test]
fn logic_takes_the_worst_and_the_best_part() {
    use Verdict::{Holds, NotApplicable, Rounding, Undefined, Undetermined, Violated};
    let figures = "a: 1.00\nh: 0.50\nb: 0.51\nc: 2.00\nn: null\nz: 0\nw: 涉密\nv: --";
    let of = |assertion: &str| verdict(assertion, figures);
    assert_eq!(of("a ≈ b + h"), Rounding);
    assert_eq!(of("a == 1 and a ≈ b + h"), Rounding);
    assert_eq!(of("a ≈ b + h and a == c"), Violated);
    assert_eq!(of("a == c and n == 1"), Violated);
    assert_eq!(of("a == 1 and n == 1"), Undetermined);
    assert_eq!(of("a == 1 or n == 1"), Holds);
    assert_eq!(of("a == c or n == 1"), Undetermined);
    assert_eq!(of("a == 1 and v == 1"), Undefined);
    assert_eq!(of("a == 1 and w == 1"), NotApplicable);
    assert_eq!(of("a == c and w == 1"), Violated);
    assert_eq!(of("not a == c"), Holds);
    assert_eq!(of("not a ≈ b + h"), Violated);
    assert_eq!(of("not n == 1"), Undetermined);
    assert_eq!(of("a == c implies n == 1"), Holds);
    assert_eq!(of("a == 1 implies a == c"), Violated);
    assert_eq!(of("n == 1 implies a == 1"), Holds);
    assert_eq!(of("a ≈ b + h ≈ c"), Violated);
    assert_eq!(of("pct(a, z) ≈ 5"), Undefined);
    assert_eq!(of("a / z ≈ 5"), Undefined);
    assert_eq!(of("growth(a, a - c) ≈ 5"), Undefined);
}

#[test]
fn quantifiers_over_nothing() {
    use Verdict::{Holds, Undetermined, Violated};
    let figures = "list: []\na: 1";
    let of = |assertion: &str| verdict(assertion, figures);
    assert_eq!(of("all x in list : x > 0"), Holds);
    assert_eq!(of("none x in list : x > 0"), Holds);
    assert_eq!(of("any x in list : x > 0"), Violated);
    assert_eq!(of("exactly 0 x in list : x > 0"), Holds);
    assert_eq!(of("count(list) == 0"), Holds);
    assert_eq!(of("sum(list) == 0"), Undetermined);
    assert_eq!(of("max(list) == 0"), Undetermined);
}

#[test]
fn selectors_yield_what_is_there_and_names_are_required() {
    use Verdict::{Holds, Undetermined};
    let figures = "g: {a: 1.00, b: 2.00}\nrows:\n  - {code: \"201\", x: 1.00}\n  - {code: \"202\"}\n  - {code: \"20101\", x: 3.00}";
    let of = |assertion: &str| verdict(assertion, figures);
    assert_eq!(of("sum(g.*) == 3"), Holds);
    assert_eq!(of("sum(g.{a, b}) == 3"), Holds);
    assert_eq!(of("sum(g.{a, c}) == 1"), Undetermined);
    assert_eq!(of("g.a + g.c == 1"), Undetermined);
    assert_eq!(of("g.a + (g.c ?? 0) == 1"), Holds);
    assert_eq!(of("sum(rows.x) == 4"), Holds);
    assert_eq!(of("rows[1].x == 1 and rows[-1].x == 3"), Holds);
    assert_eq!(of("sum(rows[len(code) == 3 and x is present].x) == 1"), Holds);
    assert_eq!(of("sum(rows[starts_with(code, \"201\")].x) == 4"), Holds);
    assert_eq!(of("rows[code == \"202\"].x is missing"), Holds);
    assert_eq!(of("count(rows) == 3"), Holds);
    assert_eq!(of("rows[9].x == 1"), Undetermined);
    assert_eq!(of("sum(g.**) == 3"), Holds);
}

#[test]
fn tolerances_are_judged_on_printed_values_with_the_end_included() {
    use Verdict::{Holds, Violated};
    let figures = "a: 10.00\nb: 10.50\np_pct: 8.00\nq_pct: 8.50";
    let of = |assertion: &str| verdict(assertion, figures);
    assert_eq!(of("a ≈ b within 0.5"), Holds);
    assert_eq!(of("a ≈ b within 0.49"), Violated);
    assert_eq!(of("a ≈ b within 5%"), Holds);
    assert_eq!(of("a ≈ b within 4%"), Violated);
    assert_eq!(of("p_pct ≈ q_pct within 0.5个百分点"), Holds);
    assert_eq!(of("p_pct ≈ q_pct within 0.5%"), Violated);
}

#[test]
fn money_converts_between_its_units() {
    use Verdict::Holds;
    let figures = "a: 1.18\nx_yuan: 11836\ny: 1584元\nr_pct: 5";
    let of = |assertion: &str| verdict(assertion, figures);
    assert_eq!(of("x_yuan ≈ a"), Holds);
    assert_eq!(of("x_yuan == 1.1836万元"), Holds);
    assert_eq!(of("y == 1584 and y == 0.1584万元"), Holds);
    assert_eq!(of("a * r_pct == 0.059"), Holds);
    assert_eq!(of("r_pct == 5%"), Holds);
}

#[test]
fn printed_digits_stay_apart_and_values_are_equal() {
    let account = "unit: 万元\na: 145.20\nb: 145.2\nc: 0.10\nd: 0.1\n";
    assert_eq!(judged("a == b and c == d", account)[0].1, Verdict::Holds);
    let mut engine = Engine::new();
    let account = engine.read_account("a.yaml", account.as_bytes().to_vec()).unwrap();
    let Ok(Evaluated::Values(values)) = engine.eval("[a, b, c, d]", None, account) else { panic!("four values") };
    let printed: Vec<&str> = values
        .iter()
        .map(|v| match &v.worth {
            Worth::Number { printed: Some(text), .. } => text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(printed, ["145.20", "145.2", "0.10", "0.1"]);
}

#[test]
fn large_amounts_add_exactly() {
    let figures: String = (0..1_000).map(|n| format!("  k{n}: 1000000000000000.01\n")).collect();
    let account = format!("unit: 元\ngroup:\n{figures}total: 1000000000000000010.00\n");
    assert_eq!(judged("sum(group.*) == total", &account)[0].1, Verdict::Holds);
    assert_eq!(judged("sum(group.*) == total + 0.01", &account)[0].1, Verdict::Violated);
}

#[test]
fn names_are_chinese_too_and_mean_the_same_figure() {
    let seed = std::fs::read_to_string(path(SEED)).unwrap();
    for (chinese, canonical) in [
        ("一般公共预算基本支出.合计", "basic_expenditure.total"),
        (
            "求和（一般公共预算基本支出.人员经费，一般公共预算基本支出.公用经费）",
            "basic_expenditure.personnel + basic_expenditure.public",
        ),
    ] {
        assert_eq!(judged(&format!("{chinese} ＝＝ {canonical}"), &seed)[0].1, Verdict::Holds, "{chinese}");
    }
}

#[test]
fn full_width_punctuation_is_its_ascii_twin() {
    let figures = "a: 3.00\nb: 1.00\nc: 2.00\nlist: [1, 2]";
    for assertion in [
        "（b＋c）×1＝a",
        "a－b ≥ c",
        "a÷1 ≤ 3 并且 a ≠ b",
        "求和（b，c）＝＝a",
        "b ~= 1",
        "b != c 且 a >= c",
        "非（a ＜ b）",
    ] {
        assert_eq!(verdict(assertion, figures), Verdict::Holds, "{assertion}");
    }
}
