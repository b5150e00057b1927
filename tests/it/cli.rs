//! The command line: exit codes, folders, what files are written.

use std::fs;

use crate::support::{folder, gouji, stdout, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";
const CLEAN: &str = "fixtures/guangdong-qingyuan-ecology-2019.yaml";

#[test]
fn exit_codes() {
    let dir = folder("exit_codes");
    let good = write(&dir, "good.gj", "three_public.reception.change_pct ≈ 118.52\n");
    let bad = write(&dir, "bad.gj", "sum(functional.*) == total\nthree_public.reception.change_pct ≈ 118.52\n");
    let warning = write(&dir, "warning.gj", "rule W {\n  severity warning\n  assert income.total == 1\n}\n");
    let missing = write(&dir, "missing.gj", "income.total == 1555.91\nthree_public.prior == 1\n");
    let nothing = write(&dir, "nothing.gj", "three_public.prior == 1\n");
    let wrong = write(&dir, "wrong.gj", "income.total ==\n");
    let broken = write(&dir, "broken.yaml", "a: 1\na: 2\n");
    let code = |arguments: &[&str]| gouji(arguments).status.code().unwrap();
    assert_eq!(code(&["check", SEED, "--rules", &good]), 0);
    assert_eq!(code(&["check", SEED, "--rules", &bad]), 1);
    assert_eq!(code(&["check", SEED, "--rules", &bad, "--fail-on", "never"]), 0);
    assert_eq!(code(&["check", SEED, "--rules", &warning]), 0);
    assert_eq!(code(&["check", SEED, "--rules", &warning, "--fail-on", "warning"]), 1);
    assert_eq!(code(&["check", SEED, "--rules", &missing]), 0);
    assert_eq!(code(&["check", SEED, "--rules", &missing, "--strict"]), 1);
    assert_eq!(code(&["check", SEED, "--rules", &nothing]), 4);
    assert_eq!(code(&["check", SEED, "--rules", &wrong]), 2);
    assert_eq!(code(&["check", &broken]), 2);
    assert_eq!(code(&["check", CLEAN, &broken]), 3);
    assert_eq!(code(&["check", CLEAN, "no-such-file.yaml"]), 3);
    assert_eq!(code(&["check", "no-such-file.yaml"]), 2);
    assert_eq!(code(&["check", SEED, "--pack", "atlantis"]), 2);
    assert_eq!(code(&["check", SEED, "--no-such-option"]), 2);
    assert_eq!(code(&["check", CLEAN]), 0);
    assert_eq!(code(&["check", folder("no_accounts").to_str().unwrap()]), 4);
    assert_eq!(code(&["eval", "sum(functional.*) == total", SEED]), 1);
    assert_eq!(code(&["eval", "three_public.reception.change_pct ≈ 118.52", SEED]), 0);
    assert_eq!(code(&["eval", "sum(functional.*) ≈ total", SEED]), 0);
    assert_eq!(code(&["eval", "three_public.prior ≈ 5", SEED]), 4);
    assert_eq!(code(&["eval", "nowhere ≈ 5", SEED]), 2);
    assert_eq!(code(&["eval", "income.total", SEED]), 0);
    assert_eq!(code(&["eval", "total ≈ personnel + public", SEED, "--on", "basic_expenditure"]), 1);
    assert_eq!(code(&["explain", "N-018"]), 0);
    assert_eq!(code(&["explain", "N-018", SEED]), 0);
    assert_eq!(code(&["explain", "N-0018"]), 2);
    assert_eq!(code(&["--version"]), 0);
    assert_eq!(code(&[]), 2);
}

#[test]
fn an_expression_has_value_kind_and_interval() {
    let value = |expression: &str| stdout(&["eval", expression, SEED]).1;
    assert_eq!(value("income.sources.other.amount"), "income.sources.other.amount  0.05 万元  [0.045, 0.055)  金额\n");
    assert_eq!(value("sum(functional.*)"), "general_budget  1555.87 万元  [1555.845, 1555.895)  金额\n");
    assert_eq!(value("count(general_budget.items)"), "12  个数\n");
    assert_eq!(
        value("pct(three_public.reception.amount, three_public.total)"),
        "50.2128%  (49.8938428875, 50.5330490405)  百分数\n"
    );
    assert_eq!(value("entity.name"), "entity.name  “攀枝花市社会保险事务中心”\n");
    assert_eq!(value("three_public.prior"), "缺数（缺少数据项：three_public.prior）\n");
}

#[test]
fn the_pack_is_chosen_by_the_province() {
    let head = |arguments: &[&str]| stdout(arguments).1.lines().find(|l| l.contains("规则  ")).unwrap().to_owned();
    assert!(head(&["check", SEED]).contains("sichuan"));
    assert!(!head(&["check", "fixtures/neimenggu-ordos-2021.yaml"]).contains("sichuan"));
    assert!(head(&["check", "fixtures/neimenggu-ordos-2021.yaml"]).contains("national"));
    assert!(!head(&["check", SEED, "--pack", "national"]).contains("sichuan"));
}

#[test]
fn a_folder_is_walked_in_order_and_links_are_not_followed() {
    let dir = folder("walk");
    fs::create_dir(dir.join("sub")).unwrap();
    for (name, value) in [("b.yaml", 1), ("a.yml", 2), ("sub/c.yaml", 3)] {
        write(&dir, name, format!("unit: 万元\nx: {value}\n"));
    }
    write(&dir, "notes.txt", "x: 1\n");
    write(&dir, "figures.yaml", "x: 1\n");
    write(&dir, ".hidden.yaml", "x: 1\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", dir.join("sub/loop")).unwrap();
    let rules = write(&dir, "r.gj", "x > 0\n");
    let (code, out) = stdout(&["check", dir.to_str().unwrap(), "--rules", &rules, "-o", "json"]);
    assert_eq!(code, 0);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let files: Vec<&str> =
        document["accounts"].as_array().unwrap().iter().map(|a| a["file"].as_str().unwrap()).collect();
    let names: Vec<String> = files.iter().map(|f| f.replace(dir.to_str().unwrap(), "")).collect();
    assert_eq!(names, ["/a.yml", "/b.yaml", "/sub/c.yaml"]);
}

#[test]
fn json_goes_to_a_file_whole() {
    let dir = folder("json_file");
    let target = dir.join("out.json");
    let argument = format!("json={}", target.display());
    let (code, out) = stdout(&["check", SEED, "-o", &argument]);
    assert_eq!(code, 1);
    assert!(out.contains("N-018"), "the text still goes to the standard output");
    let document: serde_json::Value = serde_json::from_str(&fs::read_to_string(&target).unwrap()).unwrap();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "nothing is left beside it");
}

/// A pipe stands for devices: a test that fails must not take one away.
#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_stays_one() {
    use std::os::unix::fs::FileTypeExt;

    let folder = crate::support::folder("cli-pipe");
    let pipe = folder.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    let target = format!("json={}", pipe.display());
    let account = crate::support::path("fixtures/sichuan-panzhihua-2023.yaml");
    crate::support::gouji_in(&folder, &["check", account.to_str().unwrap(), "-o", &target]);
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(reader.join().unwrap().starts_with("{\n"));
}
