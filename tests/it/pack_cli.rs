//! `gouji pack`: each command on packs of the binary and of folders, on broken ones and on hostile ones.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::support::{folder, gouji_in, path, stdout, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

const BASE: &str = "name: base
version: 1.2.0
title: 基础包
issuer: 某财政局
licence: MIT
applies: {provinces: [某省], years: {from: 2020}, levels: [市级]}
parameters:
  limit: {title: 上限, type: money, default: 2.00万元}
  share: {title: 比重, type: percent, default: 30%}
retired:
  - {rule: P-0, replaced_by: P-1, since: 1.1.0}
  - {rule: P-00, since: 1.0.0}
waivable: [P-1]
";
const FIGURES: &str = "figures:
  total: {kind: money, label: 合计}
  part: {kind: money, label: 部分}
";
const RULES: &str = "rule P-1 \"上限\" {
  basis \"某办法 第一条\"
  scope 表内
  assert total ≤ param.limit
}
rule P-2 \"部分\" {
  severity warning
  basis \"某办法 第二条\"
  tags [部分]
  assert part ≤ total   # 注释不算
}
";
const CHILD: &str = "name: child
version: 0.1.0
title: 子包
extends: [{pack: base, version: ^1}]
overrides:
  - {parameter: limit, value: 1.00万元, reason: 本市从严}
  - {rule: P-2, severity: info, reason: 只提示}
";
const ACCOUNT: &str = "unit: 万元\nrounding: {money: 0.01}\nyear: 2022\ntotal: 1.55\npart: 1.54\n";

/// A folder with the packs `base` and `child` and an account.
fn packs(test: &str) -> PathBuf {
    let root = folder(test);
    fs::create_dir(root.join(".git")).unwrap();
    for name in ["base", "child"] {
        fs::create_dir(root.join(name)).unwrap();
    }
    write(&root.join("base"), "pack.yaml", BASE);
    write(&root.join("base"), "figures.yaml", FIGURES);
    write(&root.join("base"), "rules.gj", RULES);
    write(&root.join("child"), "pack.yaml", CHILD);
    write(&root, "a.yaml", ACCOUNT);
    root
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// What is printed on either stream, under the exit code.
fn all(root: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = gouji_in(root, arguments);
    format!("{code}\n{out}{err}")
}

#[test]
fn packs_are_listed_and_shown() {
    let root = packs("pack_show");
    let named = ["--pack", "base"];
    let with = |arguments: &[&'static str]| [arguments, &named].concat();
    assert_snapshot!("pack_list", all(&root, &with(&["pack", "list"])));
    assert_snapshot!("pack_show", all(&root, &with(&["pack", "show", "child"])));
    assert_snapshot!("pack_show_base_en", all(&root, &["pack", "show", "base", "--lang", "en"]));
    let (code, out, _) = gouji_in(&root, &with(&["pack", "list", "-o", "json"]));
    let names: Vec<String> =
        json(&out)["packs"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect();
    let folders = fs::read_dir(crate::support::path("rules")).unwrap();
    let embedded = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut wanted: Vec<String> = embedded.chain(["base".to_owned()]).collect();
    wanted.sort();
    assert_eq!((code, names), (0, wanted));
    let (_, out, _) = gouji_in(&root, &with(&["pack", "show", "child", "-o", "json"]));
    let page = json(&out);
    assert_eq!(page["bases"], json(r#"[{"name": "base", "version": "1.2.0"}]"#));
    assert_eq!(page["parameters"][0]["value"], "1.00万元");
    assert_eq!(page["parameters"][0]["default"], "2.00万元");
    assert_eq!(page["overrides"][1]["reason"], "只提示");
    assert_eq!(page["rules"][1]["statements"], json(r#"["assert part ≤ total"]"#));
    let (code, _, err) = gouji_in(&root, &["pack", "show", "sichaun"]);
    assert!(code == 2 && err.contains("没有规则包 `sichaun`"), "{err}");
}

#[test]
fn a_new_pack_works_at_once() {
    let root = packs("pack_new");
    let arguments = ["pack", "new", "gansu", "--extends", "national", "--province", "甘肃", "--province", "\"奇\\怪\""];
    assert_eq!(gouji_in(&root, &arguments).0, 0);
    assert_eq!(all(&root, &["pack", "verify", "gansu"]), "0\n没有问题：gansu\n");
    assert_eq!(gouji_in(&root, &["fmt", "--check", "gansu"]).0, 0);
    let account = "unit: 万元\nyear: 2022\nlocal_example: {total: 1.00, part: 2.00}\n";
    write(&root, "b.yaml", account);
    let (code, out, _) =
        gouji_in(&root, &["check", "b.yaml", "--pack", "gansu", "--quiet", "--fail-on", "warning", "--lang", "zh"]);
    assert!(code == 1 && out.contains("GANSU-001"), "{out}");
    let (_, out, _) = gouji_in(&root, &["pack", "show", "gansu", "-o", "json"]);
    assert_eq!(json(&out)["applies"]["provinces"], json(r#"["甘肃", "\"奇\\怪\""]"#));
    assert_eq!(json(&out)["bases"][0]["name"], "national");
    // Its cases catch its rule and pass it.
    let (code, out, err) = gouji_in(&root, &["test", "gansu", "--coverage", "-o", "json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let pack = &json(&out)["packs"][0];
    assert_eq!((&pack["passed"], &pack["coverage"]["rules"]), (&json("2"), &json("1")));
    assert_eq!((&pack["coverage"]["never_caught"], &pack["coverage"]["never_passed"]), (&json("[]"), &json("[]")));
    // Without a base it works as well, and a short name does not take the ids of another pack.
    assert_eq!(gouji_in(&root, &["pack", "new", "n"]).0, 0);
    assert_eq!(gouji_in(&root, &["pack", "verify", "n"]).0, 0);
    assert_eq!(gouji_in(&root, &["test", "n"]).0, 0);
    assert!(fs::read_to_string(root.join("n/example.gj")).unwrap().contains("LOCAL-001"));
}

#[test]
fn a_new_pack_takes_no_other_s_place() {
    let root = packs("pack_new_wrong");
    let wrong = [
        all(&root, &["pack", "new", "base"]),
        all(&root, &["pack", "new", "a b"]),
        all(&root, &["pack", "new", "sichuan"]),
        all(&root, &["pack", "new", "mine", "--extends", "nationl"]),
    ];
    assert_snapshot!("pack_new_wrong", wrong.join("\n"));
    assert!(!root.join("mine").exists() && !root.join("sichuan").exists());
}

#[test]
fn verify_tells_everything_in_one_run() {
    let root = packs("pack_verify");
    assert_eq!(gouji_in(&root, &["pack", "verify", "base"]).0, 0);
    assert_eq!(gouji_in(&root, &["pack", "verify", "child", "--pack", "base"]).0, 0);
    for name in ["national", "sichuan"] {
        assert_eq!(gouji_in(&root, &["pack", "verify", name]).0, 0, "{name}");
    }
    let rules =
        "rule P-1 \"两次\" {\n  assert totl ≤ part\n}\nrule P-0 \"停用\" {\n  basis \"某办法\"\n  assert total ≤\n}\n";
    write(&root.join("base"), "more.gj", rules);
    assert_snapshot!("pack_verify_rules", all(&root, &["pack", "verify", "base"]));
    fs::remove_file(root.join("base/more.gj")).unwrap();
    write(&root.join("base"), "bare.gj", "rule P-3 \"没有依据\" {\n  assert total ≤ part\n}\n");
    write(&root.join("base"), "pack.yaml", BASE.replace("waivable: [P-1]", "waivable: [P-11]"));
    assert_snapshot!("pack_verify_promises", all(&root, &["pack", "verify", "base"]));
    write(&root.join("base"), "pack.yaml", BASE.replace("issuer", "isuer"));
    write(&root.join("base"), "bare.gj", "rule P-3 \"没有依据\" {\n  assert total ≤\n}\n");
    assert_snapshot!("pack_verify_files", all(&root, &["pack", "verify", "base"]));
    // A base that is not there, and rules that are read all the same.
    write(&root.join("child"), "own.gj", "total ==\n");
    assert_snapshot!("pack_verify_bases", all(&root, &["pack", "verify", "child"]));
}

/// What a pack says of a rule that is not there is refused wherever the pack is used.
#[test]
fn ids_that_name_no_rule_are_refused_on_every_way() {
    let root = packs("pack_ids");
    let ways: [&[&str]; 6] = [
        &["check", "a.yaml", "--pack", "base", "--pack", "child"],
        &["eval", "total", "a.yaml", "--pack", "base", "--pack", "child"],
        &["explain", "P-1", "a.yaml", "--pack", "base", "--pack", "child"],
        &["lint", "base", "child", "--pack", "base"],
        &["pack", "show", "child", "--pack", "base"],
        &["waive", "P-1", "a.yaml", "--pack", "base", "--pack", "child"],
    ];
    let unknown = |file: &str, text: String, code: &str, near: &str| {
        write(&root.join(file), "pack.yaml", text);
        for way in ways {
            let (exit, out, err) = gouji_in(&root, way);
            let told = if way[0] == "lint" { out } else { err };
            assert!(exit == 2 && told.contains(code) && told.contains(near), "{way:?}: {exit} {told}");
            assert!(told.contains(&format!("{file}/pack.yaml:")), "{way:?}: {told}");
        }
    };
    unknown("base", BASE.replace("waivable: [P-1]", "waivable: [P-11]"), "pack::unknown_rule", "`P-1`");
    write(&root.join("base"), "pack.yaml", BASE);
    assert!(CHILD.contains("rule: P-2"), "{CHILD}");
    unknown("child", CHILD.replace("rule: P-2", "rule: P-22"), "pack::override", "`P-2`");
}

#[test]
fn a_lock_holds_every_file() {
    let root = packs("pack_lock");
    write(&root, "gouji.toml", "packs = [\"./base\", \"./child\"]\n");
    assert_eq!(all(&root, &["check", "a.yaml", "--locked"]).lines().next(), Some("2"), "there is no lock yet");
    assert_eq!(all(&root, &["pack", "lock"]), "0\n已写成 gouji.lock\n");
    let lock = fs::read_to_string(root.join("gouji.lock")).unwrap();
    let files = ["figures.yaml", "pack.yaml", "rules.gj"];
    assert!(files.iter().all(|file| lock.contains(&format!("\"{file}\" = \""))), "{lock}");
    gouji_in(&root, &["pack", "lock"]);
    assert_eq!(fs::read_to_string(root.join("gouji.lock")).unwrap(), lock, "the same packs give the same bytes");
    let quick = ["check", "a.yaml", "--quiet", "--locked"];
    assert_eq!(gouji_in(&root, &quick).0, 1);
    assert_eq!(gouji_in(&root, &["eval", "total", "a.yaml", "--locked"]).0, 0);
    write(&root.join("base"), "rules.gj", RULES.replace("≤ total", "≤ total × 2"));
    write(&root.join("base"), "pack.yaml", BASE.replace("1.2.0", "1.3.0"));
    write(&root.join("child"), "new.gj", "rule C-1 \"新\" {\n  basis \"某办法\"\n  assert total ≥ part\n}\n");
    fs::remove_file(root.join("base/figures.yaml")).unwrap();
    write(&root.join("base"), "figure.yaml", FIGURES);
    let (code, out, err) = gouji_in(&root, &quick);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_snapshot!("pack_lock_differs", err);
    let (code, _, err) = gouji_in(&root, &["pack", "verify", "base"]);
    assert!(code == 2 && err.contains("lock::differs"), "a lock that is there counts: {err}");
    assert!(gouji_in(&root, &["eval", "total", "a.yaml", "--locked"]).2.contains("lock::differs"));
    // Packs of the binary can be locked as well, and a lock elsewhere.
    assert_eq!(gouji_in(&root, &["pack", "lock", "--isolated", "--lock", "all.lock"]).0, 0);
    let all = fs::read_to_string(root.join("all.lock")).unwrap();
    assert!(all.contains("name = \"national\"") && all.contains("name = \"sichuan\""));
    let seed = path(SEED);
    let locked = ["check", seed.to_str().unwrap(), "--quiet", "--isolated", "--locked", "--lock", "all.lock"];
    assert_eq!(gouji_in(&root, &locked).0, 1);
    write(&root, "gouji.lock", "version = 1\n[[pack]]\nname = \"base\"\nversoin = \"1\"\n");
    let (code, _, err) = gouji_in(&root, &quick);
    assert!(code == 2 && err.contains("gouji.lock:4") && err.contains("versoin"), "{err}");
    write(&root, "gouji.lock", "version = 7\n");
    assert!(gouji_in(&root, &quick).2.contains("不认识第 7 版的锁定文件"));
}

#[test]
fn a_vendored_pack_is_the_pack() {
    let root = packs("pack_vendor");
    let target = root.join("shared");
    let vendor = ["pack", "vendor", "shared", "sichuan", "national"];
    let (code, out, _) = gouji_in(&root, &vendor);
    assert_eq!((code, out.lines().count()), (0, 2));
    for file in ["pack.yaml", "README.md", "reception.gj"] {
        let original = fs::read(path("rules/sichuan").join(file)).unwrap();
        assert!(fs::read(target.join("sichuan").join(file)).unwrap() == original, "{file}");
    }
    let (national, sichuan) = (target.join("national"), target.join("sichuan"));
    let (national, sichuan) = (national.to_str().unwrap(), sichuan.to_str().unwrap());
    let embedded = stdout(&["check", SEED, "--pack", "national", "--pack", "sichuan", "-o", "json"]);
    let vendored = stdout(&["check", SEED, "--pack", national, "--pack", sichuan, "-o", "json"]);
    let place = format!("{}/", target.to_str().unwrap());
    assert_eq!(vendored.0, embedded.0);
    assert!(vendored.1.replace(&place, "rules/") == embedded.1);
    assert_eq!(all(&root, &["pack", "diff", "sichuan", "shared/sichuan"]), "0\n没有不同\n");
    // A lock of the binary's packs holds for their copies.
    assert_eq!(gouji_in(&root, &["pack", "lock", "--lock", "l"]).0, 0);
    assert_eq!(gouji_in(&root, &["pack", "verify", "shared/sichuan", "--lock", "l"]).0, 0);
    // A pack in a folder is copied as well.
    assert_eq!(gouji_in(&root, &["pack", "vendor", "shared", "base"]).0, 0);
    assert_eq!(fs::read_to_string(target.join("base/rules.gj")).unwrap(), RULES);
}

#[test]
fn vendoring_overwrites_only_when_told() {
    let root = packs("pack_vendor_force");
    let vendor = ["pack", "vendor", "shared", "base"];
    let forced = ["pack", "vendor", "shared", "base", "--force"];
    assert_eq!(gouji_in(&root, &vendor).0, 0);
    write(&root.join("shared/base"), "rules.gj", "total ≥ 0\n");
    let refused = all(&root, &vendor);
    assert_eq!(fs::read_to_string(root.join("shared/base/rules.gj")).unwrap(), "total ≥ 0\n");
    assert_eq!(gouji_in(&root, &forced).0, 0);
    assert_eq!(fs::read_to_string(root.join("shared/base/rules.gj")).unwrap(), RULES);
    write(&root.join("shared/base"), "more.gj", "total ≥ 0\n");
    let extra = all(&root, &forced);
    fs::remove_file(root.join("shared/base/more.gj")).unwrap();
    let unknown = all(&root, &["pack", "vendor", "shared", "atlantis"]);
    assert_snapshot!("pack_vendor_refused", [refused, extra, unknown].join("\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        fs::remove_dir_all(root.join("shared/base")).unwrap();
        fs::create_dir(root.join("elsewhere")).unwrap();
        symlink(root.join("elsewhere"), root.join("shared/base")).unwrap();
        let (code, _, err) = gouji_in(&root, &forced);
        assert!(code == 2 && err.contains("是链接"), "{err}");
        fs::remove_file(root.join("shared/base")).unwrap();
        fs::create_dir(root.join("shared/base")).unwrap();
        symlink(root.join("elsewhere"), root.join("shared/base/sub")).unwrap();
        assert_eq!(gouji_in(&root, &forced).0, 2);
        assert_eq!(fs::read_dir(root.join("elsewhere")).unwrap().count(), 0);
    }
}

#[test]
fn a_difference_tells_rules_parameters_and_verdicts() {
    let root = packs("pack_diff");
    fs::create_dir(root.join("later")).unwrap();
    let rules = RULES
        .replace("\"部分\"", "\"部分不超过合计\"")
        .replace("  severity warning\n", "")
        .replace("part ≤ total   # 注释不算", "part   <  total # 另一注释");
    let rules = rules + "rule P-3 \"新规则\" {\n  basis \"某办法 第三条\"\n  应满足 合计 == 部分\n}\n";
    let rules = rules.replace("rule P-1 \"上限\"", "规则 P-1 \"上限\"").replace("scope", "类别");
    write(&root.join("later"), "rules.gj", rules);
    write(&root.join("later"), "figures.yaml", FIGURES);
    write(&root.join("later"), "pack.yaml", BASE.replace("1.2.0", "1.3.0").replace("2.00万元", "1.50万元"));
    assert_snapshot!("pack_diff", all(&root, &["pack", "diff", "base", "later"]));
    assert_snapshot!("pack_diff_accounts", all(&root, &["pack", "diff", "base", "later", "a.yaml", "--lang", "en"]));
    assert_eq!(all(&root, &["pack", "diff", "base", "base"]), "0\n没有不同\n");
    let (code, out, _) = gouji_in(&root, &["pack", "diff", "base", "later", "a.yaml", "-o", "json"]);
    let diff = json(&out);
    assert_eq!(code, 1, "an account fails anew");
    assert_eq!(diff["new"][0]["id"], "P-3");
    assert_eq!(diff["changed"].as_array().unwrap().len(), 1, "keywords and comments do not count");
    assert_eq!(diff["changed"][0]["fields"], json(r#"["title", "severity", "statements"]"#));
    assert_eq!(diff["moves"][0]["before"], "holds");
    assert_eq!(diff["moves"][0]["now"], "violated");
    assert_eq!(diff["newly_fail"], json(r#"["a.yaml"]"#));
    let (code, out, _) = gouji_in(&root, &["pack", "diff", "later", "base", "a.yaml", "-o", "json"]);
    assert_eq!((code, &json(&out)["newly_pass"]), (0, &json(r#"["a.yaml"]"#)));
    assert_eq!(gouji_in(&root, &["pack", "diff", "base", "nowhere"]).0, 2);
    assert_eq!(gouji_in(&root, &["pack", "diff", "base", "later", "a.yaml", "gone.yaml"]).0, 3);
}

#[test]
fn a_retired_id_is_explained() {
    let root = packs("pack_retired");
    assert_eq!(
        all(&root, &["explain", "P-0", "--pack", "base"]),
        "0\nP-0 已停用：自 base 1.1.0 起由 P-1 代替\ngouji explain P-1\n"
    );
    let english = all(&root, &["explain", "P-00", "--pack", "base", "--lang", "en"]);
    assert_eq!(english, "0\nP-00 is retired: since base 1.0.0, and nothing takes its place\n");
    assert_eq!(gouji_in(&root, &["explain", "P-000", "--pack", "base"]).0, 2);
}

#[test]
fn nothing_leads_out_of_a_pack() {
    let root = packs("pack_hostile");
    write(&root.join("child"), "pack.yaml", CHILD.replace("name: child", "name: ../../child"));
    let name = all(&root, &["pack", "vendor", "shared", "child", "--pack", "base"]);
    assert!(!root.join("shared").exists() && !root.join("child").join("../../child").exists());
    write(&root.join("child"), "pack.yaml", CHILD.replace("pack: base", "pack: ../base"));
    let base = all(&root, &["pack", "verify", "child"]);
    let absolute = format!("pack: {}", root.join("base").display());
    write(&root.join("child"), "pack.yaml", CHILD.replace("pack: base", &absolute));
    assert_eq!(gouji_in(&root, &["pack", "verify", "child"]).0, 2, "a base is a name and never a path");
    assert_snapshot!("pack_leads_out", [name, base].join("\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        write(&root.join("child"), "pack.yaml", CHILD);
        symlink(root.join("child"), root.join("child/loop")).unwrap();
        symlink(root.join("child/b.gj"), root.join("child/a.gj")).unwrap();
        symlink(root.join("child/a.gj"), root.join("child/b.gj")).unwrap();
        assert_eq!(gouji_in(&root, &["pack", "verify", "child", "--pack", "base"]).0, 0, "loops lead nowhere");
        symlink(root.join("base/rules.gj"), root.join("child/out.gj")).unwrap();
        let (code, _, err) = gouji_in(&root, &["pack", "verify", "child", "--pack", "base"]);
        assert!(code == 2 && err.contains("指向规则包之外"), "{err}");
    }
}
