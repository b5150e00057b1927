//! `gouji.toml` and the options over it: where it is found, what it sets, what is wrong with one; which rules run.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::support::{folder, gouji_in, path, stdout, write};

const PACK: &str = "name: ours
version: 0.1.0
title: 本局规则包
parameters:
  limit: {title: 上限, type: money, default: 2.00万元}
";
const FIGURES: &str = "figures:\n  total: {kind: money, label: 合计}\n  part: {kind: money, label: 部分}\n";
const RULES: &str = "rule O-01 \"上限\" {
  basis \"某办法\"
  scope 表内
  tags  [限额]
  assert total ≤ param.limit
}
rule O-02 \"部分\" {
  basis \"某办法\"
  scope 表文
  assert part ≤ total
}
rule O-11 \"相等\" {
  basis \"某办法\"
  scope 表文
  assert part == total
}
";
const ACCOUNT: &str = "unit: 万元\nrounding: {money: 0.01}\nyear: 2022\ntotal: 1.55\npart: 1.54\n";

/// A project with a pack, an account in a folder below, and a configuration.
fn project(test: &str, config: &str) -> PathBuf {
    let root = folder(test);
    fs::create_dir(root.join(".git")).unwrap();
    fs::create_dir_all(root.join("packs/ours")).unwrap();
    fs::create_dir_all(root.join("accounts")).unwrap();
    write(&root.join("packs/ours"), "pack.yaml", PACK);
    write(&root.join("packs/ours"), "figures.yaml", FIGURES);
    write(&root.join("packs/ours"), "rules.gj", RULES);
    write(&root.join("accounts"), "a.yaml", ACCOUNT);
    write(&root, "gouji.toml", config);
    root
}

fn all(root: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = gouji_in(root, arguments);
    format!("{code}\n{out}{err}")
}

/// The rules that judged the account, in order.
fn ran(root: &Path, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["check", "accounts/a.yaml", "-o", "json"], arguments].concat();
    let (_, out, err) = gouji_in(root, &arguments);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    document["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
}

const CONFIG: &str = "packs = [\"./packs/ours\"]
select = [\"O-0*\", \"O-11\"]
ignore = [\"O-02\"]
lang = \"en\"

[parameters]
limit = \"1.00万元\"
";

#[test]
fn a_configuration_is_found_above_and_told() {
    let root = project("config_found", CONFIG);
    assert_snapshot!("config_check", all(&root.join("accounts"), &["check", "a.yaml"]));
    assert_snapshot!("config_show", all(&root.join("accounts"), &["config", "show", "--lang", "zh"]));
    let over = ["config", "show", "--param", "limit=3元", "--select", "限额", "-o", "json"];
    assert_snapshot!("config_show_json", all(&root, &over));
    assert_snapshot!("config_show_none", all(&root, &["config", "show", "--isolated"]));
    // What lies above the repository belongs to others.
    let inner = root.join("inner");
    fs::create_dir_all(inner.join(".git")).unwrap();
    write(&inner, "a.yaml", ACCOUNT);
    assert!(gouji_in(&inner, &["check", "a.yaml"]).1.contains("national"));
    let (_, out, _) = gouji_in(&inner, &["check", "a.yaml", "--config", "../gouji.toml"]);
    assert!(out.contains("ours") && out.contains("named in ../gouji.toml"), "{out}");
}

#[test]
fn options_win_over_the_configuration() {
    let root = project("config_over", CONFIG);
    assert_eq!(ran(&root, &[]), ["O-01", "O-11"]);
    assert_eq!(ran(&root, &["--select", "表文"]), ["O-11"], "the configuration still ignores O-02");
    assert_eq!(ran(&root, &["--ignore", "O-01"]), ["O-02", "O-11"]);
    assert_eq!(ran(&root, &["--select", "表文", "--ignore", "O-11"]), ["O-02"]);
    assert_eq!(ran(&root, &["--isolated", "--pack", "packs/ours"]), ["O-01", "O-02", "O-11"]);
    let check = |arguments: &[&str]| gouji_in(&root, &[&["check", "accounts/a.yaml"], arguments].concat());
    assert!(check(&[]).1.contains("parameter limit from 2.00万元 to 1.00万元 (gouji.toml)"));
    let (_, out, _) = check(&["--param", "limit=9.00万元", "--lang", "zh"]);
    assert!(out.contains("参数 limit 由 2.00万元 改为 9.00万元（--param）"), "{out}");
    assert!(check(&["--lang", "zh"]).1.contains("（gouji.toml）"));
    // Rule files on the command line are judged by themselves, with the figures of the configured packs.
    write(&root, "my.gj", "合计 ≥ 部分\n");
    let (code, out, _) = check(&["--rules", "my.gj", "--isolated", "--pack", "packs/ours", "--lang", "zh"]);
    assert!(code == 1 && out.contains("O-11"), "{out}");
    write(&root, "gouji.toml", "packs = [\"packs/ours\"]\n");
    let (code, out, _) = check(&["--rules", "my.gj"]);
    assert!(code == 0 && !out.contains("O-11") && out.contains("命令行指定"), "{out}");
    // The environment stands between the options and the configuration.
    write(&root, "gouji.toml", CONFIG);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["config", "show"])
        .current_dir(&root)
        .env("GOUJI_LANG", "zh")
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("lang = zh  （GOUJI_LANG）"));
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_at_its_line() {
    let wrong = [
        "packs = [\"national\"]\n\npakcs = [\"sichuan\"]\n",
        "packs = [\"./packs/ours\"]\n\n[parameters]\nlimit = 3\n",
        "packs = [\"./packs/ours\"]\n\n[parameters]\nlimt = \"3元\"\n",
        "packs = [\"./packs/ours\"]\n\n[parameters]\nlimit = \"三元\"\n",
        "packs = [\"national\",\n  \"sichaun\"]\n",
        "packs = [\"./packs/ours\"]\nselect = [\n  \"O-01\",\n  \"O-0l\"]\nignore = [\"完全没有\"]\n",
        "lang = \"zn\"\n",
        "packs = [\"national\"\n",
    ];
    let mut told = String::new();
    for config in wrong {
        let root = project("config_wrong", config);
        let (code, out, err) = gouji_in(&root, &["check", "accounts/a.yaml"]);
        assert_eq!((code, out.as_str()), (2, ""), "{config}");
        told.push_str(&format!("{config}---\n{err}\n"));
        // Every command that judges refuses it.
        assert_eq!(gouji_in(&root, &["config", "show"]).0, 2, "{config}");
    }
    assert_snapshot!("config_wrong", told);
    let root = project("config_gone", "");
    let (code, _, err) = gouji_in(&root, &["check", "accounts/a.yaml", "--config", "none.toml"]);
    assert!(code == 2 && err.contains("none.toml"), "{err}");
    assert_eq!(gouji_in(&root, &["eval", "total", "accounts/a.yaml", "--config", "none.toml"]).0, 2);
    write(&root, "gouji.toml", format!("a = {}1{}\n", "[".repeat(50_000), "]".repeat(50_000)));
    assert_eq!(gouji_in(&root, &["check", "accounts/a.yaml"]).0, 2);
}

#[test]
fn a_narrowed_run_does_not_look_like_a_full_one() {
    let root = project("config_narrowed", "packs = [\"packs/ours\"]\n");
    let check = |arguments: &[&str]| gouji_in(&root, &[&["check", "accounts/a.yaml"], arguments].concat());
    let (_, full, _) = check(&[]);
    assert!(!full.contains("部分审核"), "{full}");
    let (code, out, _) = check(&["--select", "限额,O-02"]);
    assert_eq!(code, 0);
    assert_snapshot!("config_selected", out);
    let (_, out, _) = check(&["--ignore", "O-0*", "--quiet"]);
    assert_snapshot!("config_ignored_quiet", out);
    let (_, out, _) = check(&["--ignore", "O-0*", "-o", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let wanted = r#"{"select": [], "ignore": ["O-0*"], "rules": 1, "of": 3}"#;
    assert_eq!(document["accounts"][0]["selection"], serde_json::from_str::<serde_json::Value>(wanted).unwrap());
    // Nothing was checked, which is never a pass.
    assert_eq!(check(&["--ignore", "O-*"]).0, 4);
    let (code, _, err) = check(&["--select", "表纹"]);
    assert_eq!(code, 2);
    assert_snapshot!("config_select_unknown", err);
}

/// Every format for people and services says that not every rule ran; text and tables also say what a pack changes
/// in those that it builds on.
#[test]
fn every_format_says_what_was_not_judged() {
    let root = project("config_formats", "packs = [\"packs/child\"]\nignore = [\"O-01\"]\n");
    fs::create_dir(root.join("packs/child")).unwrap();
    let manifest = "name: child\nversion: 0.1.0\ntitle: 子包\nextends: [{pack: national, version: ^0.1}, {pack: ours, version: ^0.1}]\n\
                    overrides:\n  - {rule: N-018, disable: true, reason: 本市另有规定}\n  - {rule: O-11, severity: warning, reason: 只核实}\n";
    write(&root.join("packs/child"), "pack.yaml", manifest);
    let packs = ["--pack", "packs/ours", "--pack", "packs/child"];
    let told = ["text", "concise", "github", "markdown"].map(|format| {
        let (code, out, err) = gouji_in(&root, &[&["check", "accounts/a.yaml", "-o", format], &packs[..]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert!(out.contains("部分审核"), "{format}: {out}");
        assert!(matches!(format, "concise" | "github") || out.contains("本市另有规定"), "{format}: {out}");
        format!("════ {format}\n{out}")
    });
    assert_snapshot!("config_formats", told.join("\n"));
    // Nothing is said when everything ran.
    write(&root, "gouji.toml", "");
    for format in ["text", "concise", "github", "markdown"] {
        let (_, out, _) = gouji_in(&root, &[&["check", "accounts/a.yaml", "-o", format], &packs[..]].concat());
        assert!(!out.contains("部分审核"), "{format}: {out}");
    }
}

#[test]
fn a_word_of_another_province_s_pack_is_known() {
    let elsewhere = "fixtures/neimenggu-ordos-2021.yaml";
    let seed = "fixtures/sichuan-panzhihua-2023.yaml";
    assert!(path(elsewhere).exists());
    let (code, out) = stdout(&["check", elsewhere, "--ignore", "SC-204", "--quiet"]);
    assert!(code != 2 && out.contains("不审核 SC-204"), "{out}");
    assert_eq!(stdout(&["check", elsewhere, "--ignore", "SC-999"]).0, 2);
    let (code, out) = stdout(&["check", elsewhere, seed, "--select", "SC-*", "--quiet"]);
    assert!(code != 2 && out.contains("审核 2 户"), "{out}");
}

/// A project whose account has a finding, a waiver for it, a baseline and a roster in folders of their own.
fn answered(test: &str, config: &str) -> PathBuf {
    let root = project(test, config);
    fs::create_dir(root.join("answers")).unwrap();
    write(&root.join("accounts"), "a.yaml", format!("entity: 甲局\n{ACCOUNT}"));
    let waiver = "- rule: O-11\n  entity: 甲局\n  year: 2022\n  figures: {part: 1.54, total: 1.55}\n  kind: 公开原文如此\n  \
                  reason: 已说明\n  owner: 甲局\n  decision: {result: 采信, by: 张三, date: 2024-08-30}\n";
    write(&root.join("answers"), "2022.yaml", waiver);
    write(&root.join("answers"), "all.yaml", "- {name: 甲局}\n- {name: 乙局}\n");
    root
}

const ANSWERS: &str = "packs = [\"packs/ours\"]
waivers = [\"./answers/2022.yaml\"]
baseline = \"answers/known.yaml\"
roster = \"answers/all.yaml\"
";

#[test]
fn a_configuration_names_the_files_of_answers() {
    let root = answered("config_answers", ANSWERS);
    // A baseline need not be there for the run that writes it; the files are no accounts, wherever the run starts.
    let check = |arguments: &[&str]| gouji_in(&root.join("accounts"), &[&["check", ".."], arguments].concat());
    let (code, out, err) = check(&["--write-baseline", "../answers/known.yaml"]);
    assert!(code == 1 && out.contains("审核 1 户"), "{out}{err}");
    assert_snapshot!("config_answers", all(&root.join("accounts"), &["check", "..", "-q", "--show", "waived"]));
    assert_snapshot!("config_answers_show", all(&root, &["config", "show"]));
    let over = ["config", "show", "--waivers", "a.yaml", "--waivers", "b.yaml", "--roster", "r.yaml", "-o", "json"];
    assert_snapshot!("config_answers_over", all(&root, &over));
    // The options win, each for itself.
    write(&root, "none.yaml", "# 没有\n");
    write(&root, "one.yaml", "- {name: 甲局}\n");
    let (_, out, _) = check(&["-q", "--waivers", "../none.yaml", "--roster", "../one.yaml"]);
    assert!(out.contains("O-11") && !out.contains("乙局"), "{out}");
    // Without the configuration there is none of it.
    let (_, out, _) = gouji_in(&root, &["check", "accounts", "-q", "--isolated", "--pack", "packs/ours"]);
    assert!(out.contains("O-11") && !out.contains("乙局"), "{out}");
    // New entries go where the run reads them.
    write(&root, "answers/2022.yaml", "");
    let (code, _, err) = gouji_in(&root, &["waive", "O-11", "accounts"]);
    assert!(code == 0 && err.contains("answers/2022.yaml"), "{err}");
    assert!(fs::read_to_string(root.join("answers/2022.yaml")).unwrap().contains("entity: 甲局"));
    assert!(!root.join("accounts/waivers.yaml").exists());
}

#[test]
fn files_of_answers_that_are_wrong_are_told_at_their_line() {
    let mut told = String::new();
    for config in [
        "waivers = \"answers/2022.yaml\"\n",
        "waivers = [3]\n",
        "baseline = [\"answers/known.yaml\"]\n",
        "rooster = \"answers/all.yaml\"\n",
        "waivers = [\n  \"answers/2022.yaml\",\n  \"answers/2021.yaml\",\n]\n",
        "waivers = [\"answers\"]\nroster = \"\"\n",
        "baseline = \"../other/known.yaml\"\n",
        "roster = \"/etc/hostname\"\n",
        "roster = \"answers/away.yaml\"\n",
    ] {
        let root = answered("config_answers_wrong", config);
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", root.join("answers/away.yaml")).unwrap();
        let (code, out, err) = gouji_in(&root, &["check", "accounts/a.yaml"]);
        assert_eq!((code, out.as_str()), (2, ""), "{config}");
        told.push_str(&format!("{config}---\n{err}\n"));
        assert_eq!(gouji_in(&root, &["config", "show"]).0, 2, "{config}");
        assert_eq!(gouji_in(&root, &["check", "accounts/a.yaml", "--isolated", "--quiet"]).2, "", "{config}");
    }
    assert_snapshot!("config_answers_wrong", told);
    // What is wrong in the file itself is told as for one that an option names.
    let root = answered("config_answers_broken", "waivers = [\"answers/2022.yaml\"]\n");
    write(&root, "answers/2022.yaml", "- {rule: 3, at: [}\n");
    let (code, _, err) = gouji_in(&root, &["check", "accounts/a.yaml"]);
    assert!(code == 2 && err.contains("answers/2022.yaml:"), "{err}");
}

/// `fmt` and `test` take the language alone from the configuration, and refuse a broken one like the others.
#[test]
fn formatting_and_testing_heed_the_configuration() {
    let root = project("config_language", "lang = \"en\"\n");
    write(&root, "bad.gj", "total ==\n");
    write(&root, "zh.toml", "lang = \"zh\"\n");
    let chinese = |arguments: &[&str]| gouji_in(&root, arguments).2.contains("错误");
    assert!(!chinese(&["fmt", "--check", "bad.gj"]));
    assert!(chinese(&["fmt", "--check", "bad.gj", "--isolated"]));
    assert!(chinese(&["fmt", "--check", "bad.gj", "--config", "zh.toml"]));
    assert!(chinese(&["test", "nowhere", "--isolated"]) && !chinese(&["test", "nowhere"]));
    write(&root, "gouji.toml", "lang = 3\n");
    for command in [&["fmt", "--check", "packs/ours"][..], &["test", "packs/ours"]] {
        let (code, _, err) = gouji_in(&root, command);
        assert!(code == 2 && err.contains("gouji.toml:1:"), "{err}");
        let (code, _, err) = gouji_in(&root, &[command, &["--isolated"]].concat());
        assert!(code != 2 && err.is_empty(), "{err}");
        assert_eq!(gouji_in(&root, &[command, &["--config", "none.toml"]].concat()).0, 2);
    }
}
