//! The bounds of a run, at the bound and one beyond it: what is beyond is an error or 缺数 that names the bound, never a
//! pass; `gouji.toml` sets each of them, and `gouji config show` tells what is in force.

use crate::support::{folder, gouji_in, write};

/// A bound: its name, where it lies for the account and rules of the test, the code or the words that name it.
type Bound = (&'static str, usize, &'static str);

const ACCOUNT: &str = "unit: 万元\na: 1.00\nb: {c: {d: 1.00}}\nrows: [1.00, 1.00, 1.00]\n";
const RULES: &str =
    "rule R-1 {\n  for row in rows\n  assert row == 1\n}\nrule R-2 {\n  assert b.c.d + a == 2 and a == 1\n}\n";

/// Exit code and both streams of a check under one bound.
fn checked(name: &str, value: usize) -> (i32, String) {
    let inside = folder(&format!("limit_{name}"));
    write(&inside, "a.yaml", ACCOUNT);
    write(&inside, "r.gj", RULES);
    write(&inside, "gouji.toml", format!("[limits]\n{name} = {value}\n"));
    let (code, out, err) = gouji_in(&inside, &["check", "a.yaml", "--rules", "r.gj", "--show", "all"]);
    (code, out + &err)
}

#[test]
fn each_bound_holds_where_it_is_set() {
    let bounds: [Bound; 4] = [
        ("bytes", ACCOUNT.len(), "file::too_large"),
        ("depth", 3, "account::depth"),
        ("nodes", 10, "account::too_many_nodes"),
        ("rule_terms", 9, "rule::limit"),
    ];
    for (name, bound, code) in bounds {
        let (exit, told) = checked(name, bound);
        assert_eq!((exit, told.contains("相符 4")), (0, true), "{name} = {bound}\n{told}");
        let below = bound - 1;
        let (exit, told) = checked(name, below);
        assert_eq!(
            (exit, told.contains(&below.to_string()), told.contains("相符 4")),
            (2, true, false),
            "{name}\n{told}"
        );
        assert!(told.contains(code), "{name} = {below}\n{told}");
    }
}

#[test]
fn what_is_not_judged_any_more_is_undetermined() {
    for (name, enough, said) in [("steps", 100, "运算步数超过上限"), ("verdicts", 4, "结论数超过上限")] {
        let (exit, told) = checked(name, enough);
        assert_eq!((exit, told.contains("相符 4")), (0, true), "{name} = {enough}\n{told}");
        let few = if name == "steps" { 12 } else { 3 };
        let (exit, told) = checked(name, few);
        // What came before the bound is judged; a strict run does not pass.
        assert_eq!(exit, 0, "{told}");
        assert!(
            told.contains(&format!("{said} {few}，未能审核")) && !told.contains("相符 4"),
            "{name} = {few}\n{told}"
        );
        let inside = folder(&format!("limit_strict_{name}"));
        write(&inside, "a.yaml", ACCOUNT);
        write(&inside, "r.gj", RULES);
        write(&inside, "gouji.toml", format!("[limits]\n{name} = {few}\n"));
        assert_eq!(
            gouji_in(&inside, &["check", "a.yaml", "--rules", "r.gj", "--show", "all", "--strict"]).0,
            1,
            "{name}"
        );
    }
}

#[test]
fn rows_of_rows_of_rows_end() {
    // A thousand rows three times over would be a thousand million verdicts.
    let inside = folder("limit_rows");
    write(&inside, "a.yaml", format!("rows: [{}]\n", vec!["1"; 1_000].join(", ")));
    write(&inside, "r.gj", "rule R-1 {\n  for x in rows\n  for y in rows\n  for z in rows\n  assert x == y + z\n}\n");
    write(&inside, "gouji.toml", "[limits]\nverdicts = 5000\n");
    let (code, out, _) = gouji_in(&inside, &["check", "a.yaml", "--rules", "r.gj", "--quiet"]);
    assert!(code == 1 && out.contains("不符 5000，"), "{code}\n{}", &out[out.len().saturating_sub(600)..]);
    let (code, line, _) = gouji_in(&inside, &["check", "a.yaml", "--rules", "r.gj", "-o", "json"]);
    assert!(code == 1 && line.contains("结论数超过上限"), "{code}");
}

#[test]
fn a_batch_keeps_the_same_bounds() {
    let inside = folder("limit_batch");
    write(&inside, "r.gj", "rule R-1 {\n  for row in rows\n  assert row == 1\n}\nrule R-2 {\n  assert a == 1\n}\n");
    write(&inside, "a.ndjson", "{\"a\": 1, \"rows\": [1, 1, 1]}\n");
    for (most, holds, undetermined) in [(4, 4, 0), (3, 3, 1)] {
        write(&inside, "gouji.toml", format!("[limits]\nverdicts = {most}\n"));
        let (_, out, err) = gouji_in(&inside, &["batch", "a.ndjson", "--rules", "r.gj"]);
        let line: serde_json::Value = serde_json::from_str(out.lines().next().unwrap_or(&err)).unwrap();
        let counts = &line["counts"];
        assert_eq!((&counts["holds"], &counts["undetermined"]), (&holds.into(), &undetermined.into()), "{line}");
    }
}

#[test]
fn what_cannot_be_a_bound_is_told_at_its_place() {
    let inside = folder("limit_wrong");
    write(&inside, "a.yaml", ACCOUNT);
    for (line, said) in [
        ("depth = 0", "须在 1 与 200 之间"),
        ("depth = 201", "须在 1 与 200 之间"),
        ("dept = 10", "depth"),
        ("time = 10", "没有名为 time 的上限"),
        ("steps = -1", "gouji.toml:2:9"),
        ("steps = \"many\"", "gouji.toml:2:9"),
    ] {
        write(&inside, "gouji.toml", format!("[limits]\n{line}\n"));
        let (code, _, err) = gouji_in(&inside, &["check", "a.yaml"]);
        assert!(code == 2 && err.contains(said) && err.contains("gouji.toml:2:"), "{line}: {code}\n{err}");
    }
}

#[test]
fn the_deepest_account_that_can_be_allowed_is_read() {
    let inside = folder("limit_deepest");
    write(&inside, "gouji.toml", "[limits]\ndepth = 200\n");
    write(&inside, "r.gj", "a.* is present\n");
    for (name, text) in [
        ("flow.yaml", format!("a: {}1{}\n", "{b: ".repeat(199), "}".repeat(199))),
        (
            "block.yaml",
            (0..200).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>() + &" ".repeat(200) + "b\n",
        ),
        ("a.json", format!("{{\"a\": {}1{}}}\n", "[".repeat(199), "]".repeat(199))),
    ] {
        write(&inside, name, &text);
        let (code, out, err) = gouji_in(&inside, &["check", name, "--rules", "r.gj"]);
        assert!(code == 0 || code == 4 || code == 1, "{name}: {code}\n{out}{err}");
    }
}

/// What takes long is counted as several steps, so that the bound is one of time too.
#[test]
fn what_takes_long_takes_many_steps() {
    let inside = folder("limit_costs");
    let rows: String = (0..500).map(|n| format!("  - {{x: {n}.{:02}, name: 项目{n}}}\n", n % 90)).collect();
    let long = "教育支出".repeat(2_000);
    write(&inside, "a.yaml", format!("unit: 万元\nyear: 2023\nword: {long}\nother: {long}\nrows:\n{rows}"));
    write(&inside, "gouji.toml", "[limits]\nsteps = 100000\n");
    let lets: String = (1..60).map(|n| format!("  let r{n} = r{0} + r{0} / 2\n", n - 1)).collect();
    let twice = "for a in rows\n  for b in rows\n";
    for (what, rule) in [
        ("evidence", format!("{twice}  assert a.x + b.x == 0.001")),
        ("evidence of many figures", "for a in rows\n  assert sum(rows.x) ≈ a.x".to_owned()),
        ("values of which each is one", "for a in rows\n  assert count(distinct(rows.x)) == 1".to_owned()),
        ("looking for what is nowhere", "for a in rows\n  assert count(rows.z) == 0".to_owned()),
        ("places kept", format!("let r = rows[x > 0]\n  {twice}  assert count(r) == 499")),
        ("a pattern on a long text", "for a in rows\n  assert not (word matches \"(教|育)*x$\")".to_owned()),
        ("long texts that are alike", "all a in rows: all b in rows: word == other".to_owned()),
        ("members of a list", "for a in rows\n  assert not contains(rows.x, a.x + 1000)".to_owned()),
        ("the nearest name", format!("{twice}  assert nearest_standard_name(a.name, \"2\") is missing")),
        ("sums of sums", format!("let r0 = sum(rows.x)\n{lets}  for a in rows\n  assert r59 ≈ a.x")),
        ("the least of many", "for a in rows\n  assert min(rows.x) + a.x ≈ 1000".to_owned()),
    ] {
        let body = if rule.starts_with("all") { format!("assert {rule}") } else { rule };
        write(&inside, "r.gj", format!("rule R {{\n  {body}\n}}\n"));
        let (_, out, err) = gouji_in(&inside, &["check", "a.yaml", "--rules", "r.gj", "--show", "all", "--quiet"]);
        assert!(out.contains("运算步数超过上限 100000"), "{what}\n{err}{}", &out[out.len().saturating_sub(400)..]);
    }
}

/// Evidence that is only wanted takes nothing from the account: what is listed changes no verdict, at any bound.
#[test]
fn no_verdict_depends_on_what_is_listed() {
    let inside = folder("limit_listed");
    write(&inside, "a.yaml", ACCOUNT);
    write(&inside, "r.gj", RULES);
    for steps in 1..60 {
        write(&inside, "gouji.toml", format!("[limits]\nsteps = {steps}\n"));
        let last = |more: &[&str]| {
            let (code, out, _) = gouji_in(&inside, &[&["check", "a.yaml", "--rules", "r.gj"], more].concat());
            (code, out.lines().rfind(|line| line.starts_with("审核 1 户")).map(str::to_owned))
        };
        assert_eq!(last(&[]), last(&["--show", "all"]), "{steps} steps");
    }
}
