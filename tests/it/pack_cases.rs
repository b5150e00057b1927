//! `gouji test`: the cases of the embedded packs hold and cover every rule both ways; what a user sees of cases that
//! fail or are written wrongly; figures that no rule guards; the example of `docs/cases.md`.

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::{folder, path, stderr, stdout, text, write};

/// Rules that no case catches out, or none passes, with the reason. A rule belongs here only if it cannot be had.
const UNCOVERED: &[(&str, &str)] = &[];

fn json(arguments: &[&str]) -> (i32, serde_json::Value) {
    let (code, text) = stdout(&[&["test", "-o", "json"], arguments].concat());
    (code, serde_json::from_str(&text).unwrap())
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_cases_of_every_pack_hold_and_cover_every_rule_both_ways() {
    let (code, report) = json(&["--coverage"]);
    assert_eq!(code, 0, "{}", stdout(&["test"]).1);
    let packs = report["packs"].as_array().unwrap();
    assert_eq!(packs.len(), std::fs::read_dir(path("rules")).unwrap().count());
    let mut uncovered = BTreeSet::new();
    for pack in packs {
        assert_eq!(pack["failed"], 0);
        // A pack without rules of its own shows in its cases what it makes of those of others.
        assert!(pack["passed"].as_u64().unwrap() >= 2, "{}", pack["pack"]);
        uncovered.extend(strings(&pack["coverage"]["never_caught"]));
        uncovered.extend(strings(&pack["coverage"]["never_passed"]));
    }
    assert_eq!(uncovered, UNCOVERED.iter().map(|(rule, _)| (*rule).to_owned()).collect());
}

#[test]
fn a_pack_in_a_folder_is_tested_like_the_one_in_the_binary() {
    let (code, of_folder) = json(&["rules/sichuan"]);
    assert_eq!((code, &of_folder), (0, &json(&["sichuan"]).1));
    let inside = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["test"])
        .current_dir(path("tests/cases/small"))
        .env_remove("GOUJI_LANG")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(inside.stdout).unwrap(), "small：案例 2 个，全部通过\n");
}

#[test]
fn failing_cases_are_shown_as_a_difference_with_the_reason() {
    let (code, zh) = stdout(&["test", "tests/cases/failing"]);
    assert_eq!(code, 1);
    let (_, en) = stdout(&["test", "tests/cases/failing", "--lang", "en"]);
    insta::assert_snapshot!("failing_cases", format!("{zh}════ en\n{en}"));
    let (_, colored) = stdout(&["test", "tests/cases/failing", "--color", "always"]);
    assert!(colored.contains("\u{1b}[31m- M-1") && colored.contains("\u{1b}[32m+ M-1"));
}

#[test]
fn failing_cases_for_programs_and_build_servers() {
    let (code, xml) = stdout(&["test", "tests/cases/failing", "-o", "junit"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("failing_cases_junit", xml);
    let (_, report) = json(&["tests/cases/failing"]);
    insta::assert_snapshot!("failing_cases_json", serde_json::to_string_pretty(&report).unwrap());

    let folder = folder("cases_output");
    let file = folder.join("out.xml");
    let (_, beside) = stdout(&["test", "tests/cases/failing", "-o", &format!("junit={}", file.display())]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), xml);
    assert_eq!(beside, stdout(&["test", "tests/cases/failing"]).1);
}

#[test]
fn mistakes_in_case_files_are_all_told_at_once() {
    let (code, zh) = stderr(&["test", "tests/cases/malformed"]);
    assert_eq!(code, 2);
    let (_, en) = stderr(&["test", "tests/cases/malformed", "--lang", "en"]);
    insta::assert_snapshot!("malformed_cases", format!("{zh}\n════ en\n{en}"));
}

#[test]
fn coverage_and_mutation_name_what_is_not_guarded() {
    let (code, shown) = stdout(&["test", "tests/cases/small", "--coverage", "--mutate"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("coverage_and_mutation", shown);
    let (_, report) = json(&["tests/cases/small", "--coverage", "--mutate"]);
    let pack = &report["packs"][0];
    assert_eq!(strings(&pack["coverage"]["never_caught"]), ["M-2"]);
    assert_eq!((&pack["mutation"]["figures"], &pack["mutation"]["score_pct"]), (&5.into(), &60.into()));
    let unguarded: Vec<&str> =
        pack["mutation"]["unguarded"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(unguarded, ["meals.cooks", "meals.canteen"]);
}

#[test]
fn a_filter_chooses_by_title_file_or_rule() {
    let count = |filter: &str| {
        let (code, report) = json(&["rules/sichuan", "--filter", filter]);
        (code, report["packs"][0]["cases"].as_array().unwrap().len())
    };
    assert_eq!(count("SC-213"), (0, 3));
    assert_eq!(count("vehicles.yaml"), (0, 4));
    assert_eq!(count("名单不全"), (0, 1));
    assert_eq!(count("没有这样的案例"), (4, 0));
}

#[test]
fn what_cannot_be_tested_is_an_error() {
    let (code, told) = stderr(&["test", "no_such_pack"]);
    assert_eq!(code, 2);
    assert!(told.contains("no_such_pack"), "{told}");
    assert_eq!(stdout(&["test", "tests/packs/figures_clash"]).0, 2);
    assert_eq!(stdout(&["test", "small", "-o", "xml"]).0, 2);

    // Two accounts of a case may not be one and the same.
    let pack = folder("cases_duplicate");
    for name in ["pack.yaml", "figures.yaml", "rules.gj"] {
        write(&pack, name, text(&format!("tests/cases/small/{name}")));
    }
    std::fs::create_dir(pack.join("cases")).unwrap();
    let twice = "title: 某局两次\naccount: {entity: 某局, year: 2023, meals: {total: 1}}\n\
                 with: [{entity: 某局, year: 2023}]\nexpect: {缺数: M-1}\n";
    write(&pack.join("cases"), "twice.yaml", twice);
    let (code, told) = stderr(&["test", pack.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(told.contains("account::duplicate") && told.contains("twice.yaml:2"), "{told}");
}

#[test]
fn the_example_of_the_documentation_runs() {
    let page = text("docs/cases.md");
    let example = crate::docs::blocks(&page).into_iter().find(|block| block.sort == "yaml").unwrap().body;
    let pack = folder("cases_documented");
    let manifest =
        "name: documented\nversion: 0.1.0\ntitle: 文档的例子\nextends:\n  - {pack: national, version: \"^0.1\"}\n";
    write(&pack, "pack.yaml", manifest);
    std::fs::create_dir(pack.join("cases")).unwrap();
    write(&pack.join("cases"), "example.yaml", &example);
    let (code, shown) = stdout(&["test", pack.to_str().unwrap()]);
    assert_eq!((code, shown.as_str()), (0, "documented：案例 5 个，全部通过\n"), "{example}");
    // Every key of a case file is explained.
    for key in
        ["title", "account", "with", "expect", "only", "cases", "set", "drop", "rule", "assert", "at", "difference"]
    {
        assert!(page.contains(&format!("`{key}`")), "{key}");
    }
}
