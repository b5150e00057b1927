//! `gouji lint`: the packs are clean, warnings as the user sees them, exit codes, mending; and the pages of
//! `gouji explain`.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::{Engine, FUNCTIONS, Level};

use crate::support::{gouji, path, stderr, stdout};

const DOUBTFUL: &str = "tests/lints/doubtful.gj";
const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

/// A fresh folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lint").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_pack_is_clean() {
    for arguments in [vec!["lint", "rules"], vec!["lint", "national", "sichuan"], vec!["lint", "--pack", "sichuan"]] {
        assert_eq!(stdout(&arguments), (0, "没有发现问题\n".to_owned()), "{arguments:?}");
    }
    // Not for want of looking: each file is among what is read.
    let mut engine = Engine::new();
    for name in engine.pack_names() {
        engine.use_pack(&name);
    }
    assert_eq!(engine.lint(), []);
    assert!(engine.rules(None).len() > 150);
}

#[test]
fn five_mistakes_are_five_diagnostics() {
    let (code, text) = stdout(&["lint", "tests/mistakes/five_in_one_run.gj", "--lang", "en"]);
    assert_eq!(code, 2);
    let codes: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("error[")?.split(']').next()).collect();
    let five = ["syntax::unclosed", "rule::unknown_figure", "check::kinds", "rule::arguments", "rule::duplicate_id"];
    assert_eq!(codes, five, "{text}");
    assert!(text.ends_with("5 errors, 0 warnings, 1 of them may be mended by --fix\n"), "{text}");
}

#[test]
fn warnings_are_explained() {
    let (code, zh) = stdout(&["lint", DOUBTFUL]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("doubtful_zh", zh);
    insta::assert_snapshot!("doubtful_en", stdout(&["lint", DOUBTFUL, "--lang", "en"]).1);
}

#[test]
fn a_check_speaks_of_errors_alone() {
    let (code, problems) = stderr(&["check", SEED, "--rules", DOUBTFUL]);
    assert_eq!((code, problems.as_str()), (1, ""));
    let (code, problems) = stderr(&["check", SEED, "--rules", "tests/mistakes/kinds.gj"]);
    assert_eq!(code, 2);
    assert!(problems.contains("check::kinds") && !problems.contains("lint::"), "{problems}");
    let (code, problems) = stderr(&["eval", "income.total ≈ entity.units", SEED]);
    assert_eq!(code, 2);
    assert!(problems.contains("错误[check::kinds] 金额与个数不能比较"), "{problems}");
}

#[test]
fn what_remains_of_a_broken_rule_is_not_doubted() {
    let dir = folder("broken");
    // `whole` is used in the statement that could not be read, and `share` in the rule.
    let text = "def share(x) = pct(x, income.total)\nrule R-1 {\n  let whole = income.total\n  assert share(whole) ≈ ≈ 3\n  assert income.total > 0\n}\n";
    let (code, out) = stdout(&["lint", &write(&dir, "a.gj", text)]);
    assert_eq!(code, 2);
    assert!(out.contains("syntax::expected") && !out.contains("lint::"), "{out}");
}

/// The codes of what is wrong with a rule file.
fn codes(text: &str) -> Vec<&'static str> {
    let mut engine = Engine::new();
    engine.use_rules("a.gj", text);
    engine.lint().iter().map(|d| d.code).collect()
}

#[test]
fn a_condition_picks_among_several_places() {
    for several in [
        "count(general_budget.functional.*[share_pct > 5]) ≥ 1",
        "count(general_budget.items[amount > 5][budget > 5]) ≥ 1",
        "rule A-1 { let items = general_budget.items[amount > 5] assert count(items[budget > 5]) ≥ 1 }",
        "count(three_public.{abroad, vehicles}[share_pct > 5]) ≥ 1",
    ] {
        let text = several.replace("] assert", "]; assert");
        assert_eq!(codes(&text), Vec::<&str>::new(), "{text}");
        let slip = text.replace("share_pct", "shar_pct").replace("budget > 5", "bugdet > 5");
        assert_eq!(codes(&slip), ["rule::unknown_figure"], "{slip}");
    }
}

#[test]
fn a_key_that_no_one_declares_may_be_a_slip() {
    assert_eq!(codes("income.sources.othr.amount ≥ 0"), ["rule::unknown_figure"]);
    assert_eq!(codes("sum(general_budget.items.amont) ≥ 0"), ["rule::unknown_figure"]);
    // An account may have keys of its own.
    assert_eq!(codes("income.sources.某项基金.amount ≥ 0"), Vec::<&str>::new());
    assert_eq!(codes("tables.t1_overview.expenditure.\"2080101\" ≥ 0"), Vec::<&str>::new());
}

#[test]
fn exit_codes() {
    let dir = folder("exit_codes");
    let clean = write(&dir, "clean.gj", "income.total ≈ sum(income.sources.*)\n");
    let warning = write(&dir, "warning.gj", "income.total == sum(income.sources.*)\n");
    let error = write(&dir, "error.gj", "income.total ≈ entity.units\n");
    let broken = write(&dir, "broken.gj", "income.total ≈\n");
    let empty = folder("empty");
    let pack = folder("pack");
    write(
        &pack,
        "pack.yaml",
        "name: mine\nversion: 0.1.0\ntitle: 例\nextends: [{pack: national, version: \"^0.1\"}]\n",
    );
    write(&pack, "r.gj", "rule M-1 \"甲\" {\n  assert income.total > 0\n}\n");
    let code = |arguments: &[&str]| gouji(arguments).status.code().unwrap();
    assert_eq!(code(&["lint", &clean]), 0);
    assert_eq!(code(&["lint", &warning]), 1);
    assert_eq!(code(&["lint", &error]), 1);
    assert_eq!(code(&["lint", &broken]), 2);
    assert_eq!(code(&["lint", &clean, &warning]), 1);
    assert_eq!(code(&["lint", dir.to_str().unwrap()]), 2);
    assert_eq!(code(&["lint", empty.to_str().unwrap()]), 2);
    assert_eq!(code(&["lint", "no-such-file.gj"]), 2);
    assert_eq!(code(&["lint", "--pack", "atlantis"]), 2);
    assert_eq!(code(&["lint", SEED]), 2);
    assert_eq!(code(&["lint", pack.to_str().unwrap()]), 1);
    // A pack is found on the way down, and a file in it is part of it.
    let (_, above) = stdout(&["lint", pack.parent().unwrap().join("pack").to_str().unwrap()]);
    let (_, beside) = stdout(&["lint", "--pack", pack.to_str().unwrap()]);
    for text in [above, beside] {
        assert!(text.contains("lint::no_basis") && text.contains("lint::incomplete_rule"), "{text}");
    }
}

#[test]
fn without_an_argument_the_folder_at_hand_is_meant() {
    let dir = folder("here");
    write(&dir, "a.gj", "income.total ≈ entity.units\n");
    write(&dir, "sub/b.gj", "income.total == sum(income.sources.*)\n");
    write(&dir, "sub/pack/pack.yaml", "name: mine\nversion: 0.1.0\ntitle: 例\n");
    write(&dir, "sub/pack/c.gj", "rule C-1 { assert year > 0 }\n");
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_gouji")).arg("lint").current_dir(&dir).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in
        ["a.gj:1:", "check::kinds", "sub/b.gj:1:", "lint::exact_sum", "sub/pack/c.gj:1:", "rule::unknown_figure"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

const SLIPS: &str = "# 注：（不动）\r\nrule F-1 “（甲）” ｛\n  assert 求和（incom.sources.*）≈ income.totla\n  assert sun(general_budget.functional.*) ≈ general_budget.totl\n  message \"（{incom.total}）\"\n｝\nexpenditure.total ≈ somewhere.else_\n";
const MENDED: &str = "# 注：（不动）\r\nrule F-1 “（甲）” {\n  assert 求和(income.sources.*)≈ income.total\n  assert sum(general_budget.functional.*) ≈ general_budget.total\n  message \"（{income.total}）\"\n}\nexpenditure.total ≈ somewhere.else_\n";

#[test]
fn what_is_safe_is_mended() {
    let dir = folder("fix");
    let file = write(&dir, "a.gj", SLIPS);
    let (code, diff) = stdout(&["lint", &file, "--diff"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("mended_diff", diff.replace(dir.to_str().unwrap(), "DIR"));
    assert_eq!(fs::read_to_string(&file).unwrap(), SLIPS, "a difference is shown, not made");
    assert_eq!(stdout(&["lint", &file, "--fix"]), (0, "改好了 1 个文件，没有发现问题\n".to_owned()));
    assert_eq!(fs::read_to_string(&file).unwrap(), MENDED);
    assert_eq!(stdout(&["lint", &file, "--fix", "--diff"]), (0, String::new()));
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn what_is_not_sure_is_left_alone() {
    let dir = folder("unsure");
    for (name, text) in [
        // Three slips in one name; no one name is near; a broken bracket; what takes a decision.
        ("a.gj", "general_budget.functional_totle ≥ general_budget.shre_of_expnditure_pt\n"),
        ("b.gj", "income.totl ≈ entity.unts\n"),
        ("c.gj", "income.atlantis ≥ 0\n"),
        ("d.gj", "sum(income.sources.* ≥ 0\n"),
        ("e.gj", "basic_expenditure.total == expenditure.kinds.basic\n"),
    ] {
        let file = write(&dir, name, text);
        gouji(&["lint", &file, "--fix"]);
        let after = fs::read_to_string(&file).unwrap();
        let kept = match name {
            "a.gj" => "general_budget.functional_total ≥ general_budget.shre_of_expnditure_pt\n",
            // That the kinds do not meet shows once the names are right.
            "b.gj" => "income.total ≈ entity.units\n",
            _ => text,
        };
        assert_eq!(after, kept);
    }
}

#[test]
fn the_packs_inside_the_binary_are_not_written() {
    let dir = folder("embedded");
    // A folder that looks like the place of an embedded pack is no place to write to.
    let file = write(&dir, "rules/national/basic.gj", "basic_expenditure.totl ≥ 0\n");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["lint", "--pack", "national", "--fix"])
        .current_dir(&dir)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_to_string(file).unwrap(), "basic_expenditure.totl ≥ 0\n");
}

#[test]
fn a_pack_on_disk_is_mended_in_its_place() {
    let dir = folder("pack_fix");
    write(&dir, "pack.yaml", "name: mine\nversion: 0.1.0\ntitle: 例\nextends: [{pack: national, version: \"^0.1\"}]\n");
    let file = write(&dir, "deep/r.gj", "rule M-1 \"甲\" {\n  assert income.totl > 0\n}\n");
    gouji(&["lint", dir.to_str().unwrap(), "--fix"]);
    assert!(fs::read_to_string(file).unwrap().contains("income.total > 0"));
}

#[test]
fn json_says_what_to_change() {
    let dir = folder("json");
    let file = write(&dir, "a.gj", "income.totl ≈ sum（income.sources.*）\n");
    let (code, json) = stdout(&["lint", &file, "-o", "json"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("lint_json", json.replace(&file, "FILE"));
}

#[test]
fn codes_and_functions_have_their_pages() {
    let (code, page) = stdout(&["explain", "check::quotient"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("explain_code", page);
    let (code, page) = stdout(&["explain", "占比"]);
    assert_eq!(code, 0);
    assert!(page.contains("pct(part, whole)") && page.contains("pct, 百分比, 占比"), "{page}");
    assert_eq!(stdout(&["explain", "pct"]).1, page);
    for (word, near) in [
        ("check::kind", "check::kinds"),
        ("lint::unused_lt", "lint::unused_let"),
        ("grwth", "growth"),
        ("N-0018", "N-018"),
    ] {
        let (code, message) = stderr(&["explain", word]);
        assert_eq!(code, 2);
        assert!(message.contains(&format!("是否想写 `{near}`")), "{message}");
    }
    assert_eq!(stderr(&["explain", "atlantis"]).0, 2);
}

#[test]
fn every_function_has_an_example_that_uses_it() {
    for function in FUNCTIONS {
        let mut engine = Engine::new();
        engine.use_rules("example.gj", function.example);
        let errors: Vec<_> = engine.lint().into_iter().filter(|d| d.level == Level::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", function.usage);
        assert!(function.example.contains(&format!("{}(", function.names[0])), "{}", function.usage);
    }
}

#[test]
fn the_page_is_part_of_the_program() {
    let page = fs::read_to_string(path("docs/diagnostics.md")).unwrap();
    for code in page.lines().filter_map(|l| l.strip_prefix("### ")?.split(' ').next()) {
        let (exit, text) = stdout(&["explain", code]);
        assert!(exit == 0 && text.starts_with(code), "{code}");
    }
}
