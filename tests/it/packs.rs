//! Packs on disk: parameters and their values, overrides and their reasons, conflicts, retired ids, years of
//! effect.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Change, Engine, Lang, Report, Severity, Verdict};

const RULES: &str = "
rule P-1 \"上限\" {
  assert total ≤ param.limit
}
rule P-2 \"允许差\" {
  severity warning
  assert total ≈ part within param.tolerance
}
rule P-3 \"级次\" {
  effective from 2020 until 2023
  assert level == 参数.level
}
";
const BASE: &str = "
name: base
version: 1.2.0
title: 基础包
parameters:
  limit: {title: 上限, type: money, default: 1.50万元}
  tolerance: {title: 允许差, type: percent, default: 1%}
  level: {title: 级次, type: text, default: 市级}
retired:
  - {rule: P-0, replaced_by: P-1, since: 1.1.0}
";
const FIGURES: &str = "
figures:
  total: {kind: money, label: 合计}
  part: {kind: money, label: 部分}
  level: {kind: text, label: 级次}
";
const ACCOUNT: &str = "unit: 万元\nrounding: {money: 0.01}\nyear: 2022\ntotal: 1.55\npart: 1.54\nlevel: 县级\n";

/// A folder with packs, by their names and files; gone and made anew for each test.
fn folder(test: &str, packs: &[(&str, &[(&str, &str)])]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("packs").join(test);
    let _ = fs::remove_dir_all(&root);
    for (name, files) in packs {
        fs::create_dir_all(root.join(name)).unwrap();
        for (file, text) in *files {
            fs::write(root.join(name).join(file), text).unwrap();
        }
    }
    root
}

fn base() -> (&'static str, &'static [(&'static str, &'static str)]) {
    ("base", &[("pack.yaml", BASE), ("figures.yaml", FIGURES), ("rules.gj", RULES)])
}

/// The outcome of some packs on the account.
fn judged(root: &Path, packs: &[&str], given: &[(&str, &str)]) -> Result<Report, Vec<String>> {
    let mut engine = Engine::new();
    for pack in packs {
        engine.use_pack_folder(&root.join(pack));
    }
    for (name, value) in given {
        engine.set_parameter(name, value);
    }
    let account = engine.read_account("a.yaml", ACCOUNT.into()).unwrap();
    engine.prepare();
    if engine.has_errors() {
        let told = |d: &gouji::Diagnostic| {
            let line = d.labels.first().map_or(0, |l| engine.sources().locate(l.span).line);
            format!("{}:{line} {}", d.code, d.message.get(Lang::Zh))
        };
        return Err(engine.diagnostics().iter().map(told).collect());
    }
    Ok(engine.check(vec![account]))
}

fn verdicts(report: &Report) -> Vec<(&str, Verdict, Severity)> {
    report.instances().map(|i| (report.rules[i.rule].id.as_str(), i.verdict, i.severity)).collect()
}

#[test]
fn parameters_have_the_values_of_the_pack_unless_others_are_set() {
    let root = folder("parameters", &[base()]);
    let report = judged(&root, &["base"], &[]).unwrap();
    let wanted = [
        ("P-1", Verdict::Violated, Severity::Error),
        ("P-2", Verdict::Holds, Severity::Info),
        ("P-3", Verdict::Violated, Severity::Error),
    ];
    assert_eq!(verdicts(&report), wanted);
    assert!(report.accounts[0].adapted.is_empty());
    let report = judged(&root, &["base"], &[("limit", "15500元"), ("tolerance", "0.1%"), ("level", "县级")]).unwrap();
    let wanted = [
        ("P-1", Verdict::Holds, Severity::Info),
        ("P-2", Verdict::Violated, Severity::Warning),
        ("P-3", Verdict::Holds, Severity::Info),
    ];
    assert_eq!(verdicts(&report), wanted);
    let told: Vec<(&str, &str)> =
        report.accounts[0].adapted.iter().map(|a| (a.by.as_str(), a.subject.as_str())).collect();
    assert_eq!(told, [("--param", "limit"), ("--param", "tolerance"), ("--param", "level")]);
}

#[test]
fn what_no_parameter_can_be_is_an_error() {
    let root = folder("wrong_parameters", &[base()]);
    let wrong = judged(&root, &["base"], &[("limit", "1.5"), ("tolerance", "1"), ("levle", "县级")]).unwrap_err();
    let wanted = [
        "pack::parameter:0 参数 `limit` 不能是 `1.5`",
        "pack::parameter:0 参数 `tolerance` 不能是 `1`",
        "pack::parameter:0 没有参数 `levle`",
    ];
    assert_eq!(wrong, wanted);
    let rules = "rule Q-1 \"没有的参数\" {\n  assert total ≤ param.limits\n}\n";
    let root = folder("unknown_parameter", &[base(), ("base", &[("more.gj", rules)])]);
    let wrong = judged(&root, &["base"], &[]).unwrap_err();
    assert_eq!(wrong, ["rule::unknown_parameter:2 没有参数 `limits`"]);
}

#[test]
fn a_child_changes_its_parent_by_name_and_with_a_reason() {
    let child = "name: child\nversion: 0.1.0\ntitle: 子包\nextends: [{pack: base, version: ^1}]\noverrides:\n  - {rule: P-1, severity: info, reason: 只提示}\n  - {rule: P-3, disable: true, reason: 不分级次}\n  - {parameter: tolerance, value: 0.1%, reason: 从严}\n";
    let root = folder("child", &[base(), ("child", &[("pack.yaml", child)])]);
    let report = judged(&root, &["base", "child"], &[]).unwrap();
    let wanted = [("P-1", Verdict::Violated, Severity::Info), ("P-2", Verdict::Violated, Severity::Warning)];
    assert_eq!(verdicts(&report), wanted);
    let told: Vec<(&str, &Change, &str)> =
        report.accounts[0].adapted.iter().map(|a| (a.subject.as_str(), &a.change, a.reason.as_str())).collect();
    let wanted = [
        ("tolerance", &Change::Parameter("1%".into(), "0.1%".into()), "从严"),
        ("P-1", &Change::Severity(Severity::Error, Severity::Info), "只提示"),
        ("P-3", &Change::Disabled, "不分级次"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn an_override_without_a_reason_or_subject_is_an_error() {
    let child = "name: child\nversion: 0.1.0\ntitle: 子包\nextends: [{pack: base, version: ^1}]\noverrides:\n  - {rule: P-1, severity: info, reason: \" \"}\n  - {rule: P-1, severity: info, disable: true, reason: 二者择一}\n  - {rule: P-9, disable: true, reason: 没有}\n  - {parameter: limitt, value: 1元, reason: 没有}\n  - {parameter: limit, value: 百元, reason: 不是数}\n";
    let root = folder("wrong_overrides", &[base(), ("child", &[("pack.yaml", child)])]);
    let wrong = judged(&root, &["base", "child"], &[]).unwrap_err();
    let wanted = [
        "pack::override:7 overrides 的第 1 项写得不全",
        "pack::override:7 overrides 的第 2 项写得不全",
        "pack::override:9 没有参数 `limitt`",
        "pack::parameter:10 参数 `limit` 不能是 `百元`",
    ];
    assert_eq!(wrong, wanted);
    let child = "name: child\nversion: 0.1.0\ntitle: 子包\nextends: [{pack: base, version: ^1}]\noverrides:\n  - {rule: P-9, disable: true, reason: 没有}\n";
    let root = folder("no_such_rule", &[base(), ("child", &[("pack.yaml", child)])]);
    assert_eq!(judged(&root, &["base", "child"], &[]).unwrap_err(), ["pack::override:6 没有规则 `P-9`"]);
}

#[test]
fn two_packs_that_change_one_rule_must_build_on_each_other() {
    let pack = |name: &str, parent: &str| {
        format!(
            "name: {name}\nversion: 0.1.0\ntitle: 子包\nextends: [{{pack: {parent}, version: '*'}}]\noverrides:\n  - {{rule: P-1, severity: info, reason: 只提示}}\n"
        )
    };
    let (a, b, c) = (pack("a", "base"), pack("b", "base"), pack("c", "a"));
    let root = folder(
        "conflict",
        &[base(), ("a", &[("pack.yaml", &a)]), ("b", &[("pack.yaml", &b)]), ("c", &[("pack.yaml", &c)])],
    );
    let wrong = judged(&root, &["base", "a", "b"], &[]).unwrap_err();
    assert_eq!(wrong, ["pack::conflict:6 规则包 `a` 与 `b` 都改了 `P-1`，而谁也不建立在谁之上"]);
    let report = judged(&root, &["base", "a", "c"], &[]).unwrap();
    assert_eq!(report.accounts[0].adapted.len(), 2);
}

#[test]
fn a_retired_id_is_not_used_again() {
    let rules = "rule P-0 \"旧编号\" {\n  assert total ≥ part\n}\n";
    let root = folder("retired", &[base(), ("base", &[("old.gj", rules)])]);
    assert_eq!(judged(&root, &["base"], &[]).unwrap_err(), ["rule::retired_id:1 规则编号 `P-0` 已经停用，不再使用"]);
}

#[test]
fn a_figure_that_was_renamed_is_known_by_its_old_name_and_mended() {
    let figures = FIGURES.replace("label: 部分}", "label: 部分, formerly: [share, 份额]}");
    let rules = "rule R-1 \"改名\" {\n  basis \"某办法\"\n  assert total ≥ share and total ≥ 份额\n}\n";
    let root = folder("renamed", &[("base", &[("pack.yaml", BASE), ("figures.yaml", &figures), ("rules.gj", rules)])]);
    let mut engine = Engine::new();
    engine.lint_pack_folder(&root.join("base"));
    let helps: Vec<String> =
        engine.lint().iter().filter_map(|d| Some(d.help.as_ref()?.get(Lang::Zh).into_owned())).collect();
    assert_eq!(helps[..2], ["已改名为 `part`", "已改名为 `part`"], "{helps:?}");
    let mended = engine.mended();
    assert!(mended[0].after.contains("total ≥ part and total ≥ part"), "{}", mended[0].after);
}

#[test]
fn a_rule_applies_within_its_years() {
    let root = folder("years", &[base()]);
    let mut engine = Engine::new();
    engine.use_pack_folder(&root.join("base"));
    let years = [("2019", false), ("2020", true), ("2023", true), ("2024", false)];
    for (year, applies) in years {
        let account = engine.read_account("a.yaml", ACCOUNT.replace("2022", year).into()).unwrap();
        let report = engine.check(vec![account]);
        let of_rule = verdicts(&report).into_iter().find(|(id, ..)| *id == "P-3").unwrap();
        assert_eq!(of_rule.1 != Verdict::NotApplicable, applies, "{year}");
    }
}
