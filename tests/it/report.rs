//! What a user sees of the seed account: the whole text report in both languages, and the JSON document.

use std::fs;

use gouji::{Engine, Verdict};

use crate::support::{folder, gouji_in, stdout, text, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

#[test]
fn the_seed_in_chinese() {
    let (code, out) = stdout(&["check", SEED]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("seed_zh", out);
}

#[test]
fn the_seed_in_english() {
    let (code, out) = stdout(&["check", "--lang", "en", "--quiet", SEED]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("seed_en_quiet", out);
}

#[test]
fn roundings_show_when_asked_for() {
    let (_, out) = stdout(&["check", SEED, "--quiet"]);
    assert!(!out.contains("N-124"));
    let (_, out) = stdout(&["check", SEED, "--show", "rounding,undetermined"]);
    let listed: Vec<&str> = out.lines().filter(|l| l.contains("尾差 ") || l.contains("缺数 ")).collect();
    insta::assert_snapshot!("seed_rounding", listed.join("\n"));
}

/// Every instance is in the JSON, whatever is shown, and the figures are as printed.
#[test]
fn the_seed_as_json() {
    let (code, out) = stdout(&["check", SEED, "-o", "json"]);
    assert_eq!(code, 1);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let of = |verdict: &str| findings.iter().filter(|f| f["verdict"] == verdict).count();
    let summary = &document["summary"];
    for verdict in gouji::Verdict::ALL {
        assert_eq!(summary[verdict.name()], of(verdict.name()), "{}", verdict.name());
    }
    assert!(of("holds") > 100);
    let basic = findings.iter().find(|f| f["rule"] == "N-018").unwrap();
    insta::assert_snapshot!("seed_json_n018", serde_json::to_string_pretty(basic).unwrap());
    let texts: Vec<&str> = findings
        .iter()
        .flat_map(|f| f["figures"].as_array().unwrap())
        .filter_map(|figure| figure["text"].as_str())
        .collect();
    let account = text(SEED);
    assert!(texts.iter().all(|t| t.is_empty() || account.contains(t)), "a figure that the account does not print");
    assert!(texts.contains(&"145.2") && texts.contains(&"1410.72"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let all = ["check", "fixtures", "--show", "all"];
    assert_eq!(stdout(&all), stdout(&all));
    let json = ["check", "fixtures", "-o", "json"];
    assert_eq!(stdout(&json), stdout(&json));
}

#[test]
fn a_rules_page_and_its_evaluation() {
    let (code, out) = stdout(&["explain", "N-018"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("explain_n018", out);
    let (code, out) = stdout(&["explain", "N-051", SEED]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("explain_n051_seed", out);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = text("README.md");
    let shown = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(stdout(&["check", SEED]).1.contains(shown), "the README's output is not the output");
}

#[test]
fn the_readme_says_the_same_in_both_languages() {
    let readme = text("README.md");
    let rules: Vec<&str> = readme.split("\n```\n").skip(1).step_by(2).take(2).collect();
    let outcome = |rules: &str| -> Vec<(String, Verdict)> {
        let mut engine = Engine::new();
        engine.use_rules("readme.gj", rules);
        let account = engine.read_account(SEED, text(SEED).into()).unwrap();
        let report = engine.check(vec![account]);
        report.instances().map(|i| (i.place().to_owned(), i.verdict)).collect()
    };
    let both = rules.iter().map(|rules| outcome(rules)).collect::<Vec<_>>();
    assert_eq!(both[0], [("general_budget".to_owned(), Verdict::Violated), (String::new(), Verdict::Holds)]);
    assert_eq!(both[0], both[1]);
}

#[test]
fn the_seed_in_the_other_formats() {
    let formats =
        [("seed_concise", "concise", "zh"), ("seed_github", "github", "en"), ("seed_markdown", "markdown", "zh")];
    for (name, format, lang) in formats {
        let (_, out) = stdout(&["check", SEED, "-o", format, "--lang", lang]);
        insta::assert_snapshot!(name, out);
    }
}

#[test]
fn lines_of_json_are_the_findings_of_the_document() {
    let document: serde_json::Value = serde_json::from_str(&stdout(&["check", SEED, "-o", "json"]).1).unwrap();
    let lines = stdout(&["check", SEED, "-o", "ndjson"]).1;
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(document["findings"].as_array().unwrap(), &lines);
}

#[test]
fn several_formats_come_from_one_run() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("formats");
    std::fs::create_dir_all(&folder).unwrap();
    let target = |format: &str| format!("{format}={}", folder.join(format).display());
    let targets = ["json", "ndjson", "github", "markdown", "text"].map(target);
    let mut arguments = vec!["check", SEED, "-o", "concise"];
    targets.iter().for_each(|t| arguments.extend(["-o", t]));
    let (code, out) = stdout(&arguments);
    assert_eq!((code, out), stdout(&["check", SEED, "-o", "concise"]));
    for format in ["json", "ndjson", "github", "markdown", "text"] {
        let written = std::fs::read_to_string(folder.join(format)).unwrap();
        assert_eq!(written, stdout(&["check", SEED, "-o", format]).1, "{format}");
    }
}

/// Findings of one rule come in the order of 科目编码, a 类 before its 款 and its 项, in every format for people; the
/// result keeps the order of the file.
#[test]
fn findings_come_in_the_order_of_subjects() {
    let folder = crate::support::folder("report_order");
    let rows = ["20805", "2101101", "208", "2080505", "210", "201"];
    let rows = rows.map(|code| format!("  - {{code: \"{code}\", amount: 2}}\n")).concat();
    let unnumbered = "  - {amount: 3}\n";
    write(&folder, "a.yaml", format!("entity: 某局\nunit: 元\nx: 1\nrows:\n{rows}{unnumbered}"));
    let rule = |id: &str, severity: &str| {
        format!("rule {id} \"行\" {{\n  severity {severity}\n  for row in rows\n  assert row.amount == x\n}}\n")
    };
    write(&folder, "r.gj", rule("LATE", "warning") + &rule("FIRST", "error"));
    let listed = |format: &str| {
        let (_, out, err) = gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj", "-o", format]);
        assert_eq!(err, "");
        let row = |line: &str| Some(line.split_once("行（rows[")?.1.split_once(']')?.0.to_owned());
        out.lines().filter_map(row).collect::<Vec<String>>()
    };
    // 无编码的在先，201，208，20805，2080505，210，2101101
    let order = ["7", "6", "3", "1", "4", "5", "2"];
    assert_eq!(listed("concise"), [order, order].concat());
    let first = |lines: Vec<String>| lines.into_iter().take(7).collect::<Vec<_>>();
    assert_eq!(first(listed("junit")), order);
    let (_, out, _) = gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj"]);
    let line = |n: &str| 4 + n.parse::<usize>().unwrap();
    let at: Vec<usize> = order.iter().map(|n| out.find(&format!("[a.yaml:{}:", line(n))).unwrap()).collect();
    assert!(at.is_sorted(), "{out}");
    let (_, out, _) = gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj", "-o", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    let findings = document["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "FIRST");
    let codes: Vec<&str> = findings.map(|f| f["bindings"][0]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(codes, ["20805", "2101101", "208", "2080505", "210", "201", "-"]);
}

#[test]
fn no_output_is_written_over_another_or_over_what_is_read() {
    let dir = folder("outputs_over");
    write(&dir, "r.gj", "a == b\n");
    let account = "a: 1\nb: 2\n";
    write(&dir, "a.yaml", account);
    for (outputs, says) in [
        (vec!["json=out", "html=./out"], "out"),
        (vec!["json=a.yaml"], "a.yaml"),
        (vec!["json=../outputs_over/a.yaml"], "a.yaml"),
        (vec!["markdown=r.gj"], "r.gj"),
        (vec!["json", "sarif"], "标准输出"),
        (vec!["text", "json"], "标准输出"),
    ] {
        let given: Vec<&str> = outputs.iter().flat_map(|output| ["-o", output]).collect();
        let (code, out, err) = gouji_in(&dir, &[&["check", "a.yaml", "--rules", "r.gj"], &given[..]].concat());
        assert!(code == 2 && out.is_empty() && err.contains(says), "{outputs:?}: {code} {out}{err}");
        assert!(!dir.join("out").exists());
    }
    assert_eq!(fs::read_to_string(dir.join("a.yaml")).unwrap(), account);
    gouji_in(&dir, &["check", "a.yaml", "--rules", "r.gj", "-o", "json=kept.json"]);
    let (code, _, err) = gouji_in(&dir, &["report", "kept.json", "-o", "markdown=kept.json"]);
    assert!(code == 2 && err.contains("kept.json"), "{code} {err}");
    // A folder is judged, and the files that a run writes into it are no accounts of it.
    let (code, ..) = gouji_in(&dir, &["check", ".", "--rules", "r.gj", "-o", "json=kept.json", "-o", "html=/dev/null"]);
    assert_eq!(code, 1);
}

#[test]
fn an_output_that_cannot_be_written_keeps_no_other_back() {
    let dir = folder("outputs_unwritable");
    write(&dir, "r.gj", "a == b\n");
    write(&dir, "a.yaml", "a: 1\nb: 2\n");
    let outputs = ["-o", "json=nowhere/out.json", "-o", "html=out.html", "-o", "sarif=none/out.sarif"];
    let (code, out, err) = gouji_in(&dir, &[&["check", "a.yaml", "--rules", "r.gj"], &outputs[..]].concat());
    assert!(code == 2 && out.contains("不符"), "{code} {out}{err}");
    assert!(err.contains("nowhere/out.json") && err.contains("none/out.sarif"), "{err}");
    assert!(dir.join("out.html").exists());
}
