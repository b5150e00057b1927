//! `gouji fmt`: the canonical form on every rule text of the project, what a user sees, and that a pack
//! in the other language judges the same.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use gouji::{Engine, FormatOptions, Lang, SourceId, format};

use crate::support::{expected_accounts, folder, gouji, gouji_in, path, stderr, stdout, text, write};

const MESSY: &str = "tests/format/messy.txt";

fn formatted(text: &str, keywords: Option<Lang>) -> Result<String, String> {
    let codes = |problems: Vec<gouji::Diagnostic>| problems.iter().map(|p| p.code).collect::<Vec<_>>().join(",");
    format(SourceId(0), text, &FormatOptions { keywords }).map_err(codes)
}

fn canonical(text: &str, keywords: Option<Lang>) -> String {
    formatted(text, keywords).unwrap_or_else(|codes| panic!("{codes}\n{text}"))
}

/// Every rule file below a folder, by its path.
fn rule_files(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            rule_files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "gj") {
            found.push(entry.to_str().unwrap().to_owned());
        }
    }
}

fn every_rule_file() -> Vec<String> {
    let mut found = Vec::new();
    rule_files(&path("rules"), &mut found);
    rule_files(&path("tests"), &mut found);
    found
}

/// Every rule text of the project that parses: files, and the examples of the reference.
fn every_rule_text() -> Vec<String> {
    let files = every_rule_file().into_iter().map(|f| fs::read_to_string(f).unwrap());
    let examples = crate::docs::blocks(&text("docs/language.md")).into_iter();
    let expressions = |body: &str| body.lines().filter_map(|l| Some(l.split_once('→')?.0.to_owned() + "\n")).collect();
    let examples = examples.filter_map(|block| match block.sort.as_str() {
        "gouji" => Some(block.body),
        "eval" => Some(expressions(&block.body)),
        _ => None,
    });
    files.chain(examples).chain([text(MESSY)]).filter(|t| formatted(t, None).is_ok()).collect()
}

#[test]
fn every_rule_file_of_the_project_is_canonical() {
    let mut seen = 0;
    for file in every_rule_file() {
        let before = fs::read_to_string(&file).unwrap();
        match formatted(&before, None) {
            // Those for `gouji lint` have full-width marks on purpose.
            Ok(after) => assert!(before == after || file.contains("tests/lints/"), "run `gouji fmt {file}`"),
            Err(codes) => assert!(file.contains("tests/mistakes/"), "{file}: {codes}"),
        }
        seen += 1;
    }
    assert!(seen > 20, "only {seen} rule files");
}

#[test]
fn a_canonical_text_stays_and_comes_back_from_the_other_language() {
    let texts = every_rule_text();
    assert!(texts.len() > 60, "only {} texts", texts.len());
    for text in texts {
        let once = canonical(&text, None);
        assert_eq!(canonical(&once, None), once);
        let (zh, en) = (canonical(&text, Some(Lang::Zh)), canonical(&text, Some(Lang::En)));
        assert_eq!(canonical(&zh, None), zh);
        assert_eq!(canonical(&en, None), en);
        assert_eq!(canonical(&zh, Some(Lang::En)), en);
        assert_eq!(canonical(&en, Some(Lang::Zh)), zh);
    }
}

/// The outcome of every rule of a pack in a folder, on every fixture.
fn outcomes(pack: &Path) -> Vec<String> {
    let mut engine = Engine::new();
    engine.use_pack_folder(pack);
    let mut read = |account: &String| {
        let name = format!("fixtures/{account}.yaml");
        engine.read_account(&name, fs::read(path(&name)).unwrap()).unwrap()
    };
    let accounts = expected_accounts().iter().map(&mut read).collect();
    let report = engine.check(accounts);
    assert!(!engine.has_errors(), "{:#?}", engine.diagnostics());
    let outcome = |i: &gouji::Instance| {
        let evidence = &i.evidence;
        let difference = evidence.difference.as_ref().map(|d| d.short.clone());
        let id = &report.rules[i.rule].id;
        let outcome = (i.verdict, i.severity, &i.message);
        format!("{id} {} {outcome:?} {difference:?} {:?}", i.place(), evidence.missing)
    };
    report.instances().map(outcome).collect()
}

#[test]
fn a_pack_in_chinese_judges_like_the_same_in_english() {
    let packs = [None, Some(Lang::Zh), Some(Lang::En)].map(|keywords| {
        let folder = folder(&format!("fmt_pack_{keywords:?}"));
        for entry in fs::read_dir(path("rules/national")).unwrap() {
            let entry = entry.unwrap().path();
            if entry.is_dir() {
                // Cases are no part of how accounts are judged.
                continue;
            }
            let before = fs::read_to_string(&entry).unwrap();
            let is_rules = entry.extension().is_some_and(|e| e == "gj");
            let after = if is_rules { canonical(&before, keywords) } else { before.clone() };
            assert_eq!(is_rules && keywords == Some(Lang::Zh), after != before, "{entry:?}");
            write(&folder, entry.file_name().unwrap().to_str().unwrap(), after);
        }
        outcomes(&folder)
    });
    assert!(packs[0].len() > 1000, "only {} outcomes", packs[0].len());
    assert_eq!(packs[0], packs[1]);
    assert_eq!(packs[0], packs[2]);
}

#[test]
fn the_example_of_the_page_on_it_is_true() {
    let blocks = crate::docs::blocks(&text("docs/fmt.md"));
    let of = |sort: &str| blocks.iter().find(|b| b.sort == sort).unwrap().body.clone();
    assert_eq!(canonical(&of("text"), None), of("gouji"));
}

#[test]
fn a_messy_file_in_both_languages() {
    for (case, keywords) in [("fmt_messy", None), ("fmt_messy_zh", Some(Lang::Zh)), ("fmt_messy_en", Some(Lang::En))] {
        insta::assert_snapshot!(case, canonical(&text(MESSY), keywords));
    }
}

#[test]
fn files_are_rewritten_in_place_and_named() {
    let dir = folder("fmt_in_place");
    fs::create_dir(dir.join("sub")).unwrap();
    let messy = write(&dir, "messy.gj", "a＝b；c==d\r\n");
    let deep = write(&dir, "sub/deep.gj", "\u{feff}a == b\n");
    let good = write(&dir, "good.gj", "a == b\n");
    let other = write(&dir, "notes.txt", "a＝b");
    let outside = write(&folder("fmt_outside"), "linked.gj", "a＝b");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, dir.join("link.gj")).unwrap();
    let written = fs::metadata(&good).unwrap().modified().unwrap();

    let folder = dir.to_str().unwrap();
    let (code, out) = stdout(&["fmt", "--check", folder]);
    assert_eq!((code, out), (1, format!("需整理 {messy}\n需整理 {deep}\n")));
    assert_eq!(fs::read_to_string(&messy).unwrap(), "a＝b；c==d\r\n", "--check writes nothing");

    let (code, out) = stdout(&["fmt", folder, "--lang", "en"]);
    assert_eq!((code, out), (0, format!("formatted {messy}\nformatted {deep}\n")));
    assert_eq!(fs::read_to_string(&messy).unwrap(), "a == b\nc == d\n");
    assert_eq!(fs::read_to_string(&deep).unwrap(), "a == b\n", "the byte order mark is gone");
    assert_eq!(fs::read_to_string(&other).unwrap(), "a＝b");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "a＝b", "links in folders are not followed");
    assert_eq!(fs::metadata(&good).unwrap().modified().unwrap(), written, "what is canonical is not written");
    assert!(fs::read_dir(&dir).unwrap().all(|e| !e.unwrap().file_name().to_str().unwrap().contains("tmp")));

    let (code, out) = stdout(&["fmt", "--check", folder]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn links_permissions_and_write_protection_are_respected() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = folder("fmt_permissions");
    let file = write(&dir, "a.gj", "a＝b");
    let mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o640);
    let link = dir.join("link.gj");
    symlink(&file, &link).unwrap();
    assert_eq!(gouji(&["fmt", link.to_str().unwrap()]).status.code(), Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "a link named outright stays a link");
    assert_eq!(fs::read_to_string(&file).unwrap(), "a == b\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);

    fs::write(&file, "a＝c").unwrap();
    mode(0o444);
    let (code, message) = stderr(&["fmt", &file]);
    assert_eq!(code, 2);
    assert!(message.contains("file::unwritable"), "{message}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "a＝c");
}

#[test]
fn a_diff_shows_what_would_change() {
    let dir = folder("fmt_diff");
    let file = write(&dir, "a.gj", "# 收入\n收入.合计＝求和（收入.分项.＊）\n\na == b\nc == d\n\n\n\ne == f");
    let good = write(&dir, "b.gj", "a == b\n");
    let (code, out) = stdout(&["fmt", "--diff", &file, &good]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("fmt_diff", out.replace(dir.to_str().unwrap(), "."));
    let (_, colored) = stdout(&["fmt", "--diff", "--color", "always", &file]);
    assert!(colored.contains("\u{1b}[32m+收入.合计 == 求和(收入.分项.*)\u{1b}[0m\n"), "{colored:?}");
    assert_eq!(stdout(&["fmt", "--diff", "--check", &good]), (0, String::new()));
    let long = write(&dir, "long.gj", "a＝b\n".repeat(20_000));
    assert_eq!(stdout(&["fmt", "--diff", &long]), (1, format!("需整理 {long}\n")));
}

#[test]
fn errors_of_every_file_are_shown_and_the_others_are_written() {
    let dir = folder("fmt_errors");
    write(&dir, "a.gj", "a ==\nrule R {\n  asert x == y\n}\n");
    let good = write(&dir, "b.gj", "a＝b");
    write(&dir, "c.gj", "甲 == １２\n");
    write(&dir, "d.gj", [0xff, 0xfe, 0x00]);
    let (code, _, message) = gouji_in(&dir, &["fmt", ".", "no-such-file.gj"]);
    assert_eq!(code, 2);
    assert_eq!(fs::read_to_string(&good).unwrap(), "a == b\n");
    assert_eq!(fs::read_to_string(dir.join("c.gj")).unwrap(), "甲 == １２\n");
    insta::assert_snapshot!("fmt_errors", message);
    let (code, _) = stderr(&["fmt", "--check", &good, "no-such-file.gj"]);
    assert_eq!(code, 2);
    let (code, message) = stderr(&["fmt", folder("fmt_empty").to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(message.contains("file::no_rules"), "{message}");
    assert_eq!(gouji(&["fmt"]).status.code(), Some(2));
    assert_eq!(gouji(&["fmt", "-", &good]).status.code(), Some(2));
    assert_eq!(gouji(&["fmt", "--stdin", &good]).status.code(), Some(2));
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .env_remove("GOUJI_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_standard_input_goes_to_the_standard_output() {
    for arguments in [["fmt", "-"], ["fmt", "--stdin"]] {
        let output = piped(&arguments, "a＝b；c==d".as_bytes());
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "a == b\nc == d\n");
        assert_eq!(output.status.code(), Some(0));
    }
    let zh = piped(&["fmt", "-", "--keywords", "zh"], b"a == 1 and sum(b) == 2");
    assert_eq!(String::from_utf8(zh.stdout).unwrap(), "a == 1 并且 求和(b) == 2\n");
    let check = piped(&["fmt", "-", "--check"], b"a=b");
    assert_eq!((check.status.code(), String::from_utf8(check.stdout).unwrap()), (Some(1), "需整理 <stdin>\n".into()));
    let wrong = piped(&["fmt", "-"], b"a ==");
    assert_eq!((wrong.status.code(), wrong.stdout.as_slice()), (Some(2), b"".as_slice()));
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("<stdin>:1:5"));
}

/// The rule texts of the README, English and Chinese.
fn of_the_readme() -> [String; 2] {
    let readme = text("README.md");
    let mut blocks = readme.split("\n```\n").skip(1).step_by(2).map(|block| format!("{block}\n"));
    [blocks.next().unwrap(), blocks.next().unwrap()]
}

fn out_of(arguments: &[&str], input: &[u8]) -> String {
    String::from_utf8(piped(arguments, input).stdout).unwrap()
}

#[test]
fn the_texts_of_the_readme_turn_into_each_other() {
    let folder = folder("fmt_readme");
    let [english, chinese] = of_the_readme();
    let chinese = canonical(&chinese, None);
    let into = |lang: &str, text: &str| {
        write(&folder, "a.gj", text);
        let (code, _, said) = gouji_in(&folder, &["fmt", "a.gj", "--keywords", lang]);
        assert_eq!((code, said.as_str()), (0, ""));
        fs::read_to_string(folder.join("a.gj")).unwrap()
    };
    assert_eq!(into("zh", &english), chinese);
    assert_eq!(into("en", &chinese), english);
    assert_eq!((into("en", &english), into("zh", &chinese)), (english.clone(), chinese.clone()));
    assert_eq!(out_of(&["fmt", "-", "--keywords", "zh"], english.as_bytes()), chinese);
    let kept = out_of(&["fmt", "-", "--keywords", "zh", "--keep-names"], english.as_bytes());
    assert_eq!(kept, "求和(functional.*) == total\nthree_public.reception.change_pct ≈ 118.52\n");
}

/// A copy of the packs in a folder of its own.
fn copied_packs(to: &Path) {
    let from = path("rules");
    let mut folders = vec![from.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if !entry.components().any(|c| c.as_os_str() == "cases") {
                let place = to.join(entry.strip_prefix(&from).unwrap());
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::copy(entry, place).unwrap();
            }
        }
    }
}

#[test]
fn every_pack_goes_over_into_chinese_and_back() {
    let folder = folder("fmt_packs");
    copied_packs(&folder);
    let (code, _, said) = gouji_in(&folder, &["fmt", ".", "--keywords", "zh"]);
    assert_eq!((code, said.as_str()), (0, ""), "no file keeps its names");
    assert_eq!(gouji_in(&folder, &["lint", "."]).0, 0);
    let seed = path("fixtures/sichuan-panzhihua-2023.yaml");
    let verdicts = |pack: &str| {
        let (_, out, said) = gouji_in(&folder, &["check", seed.to_str().unwrap(), "--pack", pack, "-o", "json"]);
        assert_eq!(said, "");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let of = |finding: &serde_json::Value| {
            let key = |name: &str| finding[name].as_str().unwrap().to_owned();
            (key("rule"), key("verdict"), finding["assertion"].as_u64().unwrap())
        };
        report["findings"].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    let chinese = verdicts("./national");
    assert!(chinese.len() > 150);
    assert!(chinese == verdicts("national"), "the pack judges as it did");
    assert_eq!(gouji_in(&folder, &["fmt", ".", "--keywords", "en"]).0, 0);
    for file in every_rule_file().iter().filter(|file| file.contains("/rules/")) {
        let there = folder.join(Path::new(file).strip_prefix(path("rules")).unwrap());
        assert_eq!(fs::read_to_string(there).unwrap(), fs::read_to_string(file).unwrap(), "{file}");
    }
}

#[test]
fn names_that_mean_something_else_stay() {
    let both = |lang: &str, text: &str| out_of(&["fmt", "-", "--keywords", lang], text.as_bytes());
    // A variable of that name stands in the way; another figure is named as it is.
    let out = both("zh", "rule A \"a\" {\n  on general_budget\n  let 合计 = 1\n  assert total == 合计\n}\n");
    assert!(out.contains("应满足   total == 合计"), "{out}");
    // A figure outside the dictionary, and one that a definition is used with in two groups.
    let out = both("zh", "def 和(组) = sum(组.*)\n和(general_budget.functional) == 和(general_budget.mine)\n");
    assert_eq!(out, "定义 和(组) = 求和(组.*)\n和(一般公共预算.功能分类) == 和(一般公共预算.mine)\n");
    // A code, a quoted name, a word of the message.
    let out = both("en", "三公经费.\"接待费\".金额 == 一般公共预算.各项.2010301.金额\n");
    assert_eq!(out, "three_public.\"reception\".amount == general_budget.items.2010301.amount\n");
}

#[test]
fn a_pack_that_cannot_be_read_is_told_and_names_stay() {
    let folder = folder("fmt_broken_pack");
    write(&folder, "pack.yaml", "name: mine\nversion: 1\n");
    write(&folder, "a.gj", "three_public.total == 1\n");
    let (code, _, said) = gouji_in(&folder, &["fmt", "a.gj", "--keywords", "zh", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(said.contains("pack.yaml"), "{said}");
    assert_eq!(gouji_in(&folder, &["fmt", "a.gj", "--pack", "national"]).0, 2, "--pack is for --keywords");
}

/// Nothing is rewritten that was not named; what only looks takes the current folder.
#[test]
fn only_what_looks_does_without_arguments() {
    let dir = folder("fmt_nothing_named");
    let loose = "rule A {\nassert a==1\n}\n";
    write(&dir, "a.gj", loose);
    assert_eq!(gouji_in(&dir, &["fmt"]).0, 2);
    assert_eq!(gouji_in(&dir, &["fmt", "--check"]).0, 1);
    assert_eq!(gouji_in(&dir, &["fmt", "--diff"]).0, 1);
    assert_eq!(std::fs::read_to_string(dir.join("a.gj")).unwrap(), loose);
}
