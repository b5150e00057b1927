//! Waivers and baselines on the seed account: what an accepted one covers, and what is said of every other.

use std::fs;

use gouji::{Baseline, Engine, Lang, ReasonKind, Report, Verdict, WaiverStatus, Waivers};

use crate::support::{folder, gouji_in, stderr, stdout, text, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";
/// A rule of severity warning with one finding on the seed account, and one of severity error.
const WARNING: &str = "SC-212";
const ERROR: &str = "N-018";

const ACCEPTED: &str = "  kind: 口径不同\n  reason: 项目支出另列\n  owner: 攀枝花市社会保险事务中心\n  \
                        decision: {result: 采信, by: 张三, date: 2024-08-30}\n";

/// Judges an account text by the pack of its province.
fn judged(account: &str) -> (Engine, Report) {
    let mut engine = Engine::new();
    let account = engine.read_account("seed.yaml", account.as_bytes().to_vec()).unwrap();
    let report = engine.check(vec![account]);
    (engine, report)
}

/// The account with the waivers of a text put on it.
fn with(account: &str, waivers: &str, as_of: Option<&str>) -> Report {
    let (mut engine, mut report) = judged(account);
    let source = engine.add_text("waivers.yaml", waivers);
    let mut read = Waivers::default();
    read.read(source, engine.sources()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    read.apply(&mut report, as_of.map(|day| day.parse().unwrap()));
    report
}

/// The entries that `gouji waive` writes for a rule, without the lines to be filled in.
fn entry(rule: &str) -> String {
    let (_, report) = judged(&text(SEED));
    let found = Waivers::default().skeletons(&report, rule, None, Lang::Zh).entries.concat();
    let known = |line: &&str| !line.contains('#') && !line.contains("evidence");
    found.lines().filter(known).map(|line| line.to_owned() + "\n").collect()
}

fn accepted(rule: &str) -> String {
    entry(rule) + ACCEPTED
}

fn statuses(report: &Report) -> Vec<WaiverStatus> {
    report.waivers.iter().map(|w| w.status).collect()
}

/// What is said of the only waiver.
fn detail(report: &Report) -> String {
    assert_eq!(report.waivers.len(), 1);
    report.waivers[0].detail.get(Lang::Zh).into_owned()
}

#[test]
fn an_accepted_waiver_covers_just_its_finding() {
    let (_, before) = judged(&text(SEED));
    let after = with(&text(SEED), &accepted(WARNING), None);
    assert_eq!(statuses(&after), [WaiverStatus::Applied]);
    let (mut covered, rules) = (0, &after.rules);
    for (before, after) in before.instances().zip(after.instances()) {
        if before.verdict == after.verdict {
            assert!(after.waiver.is_none());
            continue;
        }
        covered += 1;
        assert_eq!(after.verdict, Verdict::Waived);
        assert_eq!(after.waiver.unwrap().verdict, before.verdict);
        assert_eq!(after.severity, before.severity);
        assert_eq!(after.evidence.figures.len(), before.evidence.figures.len());
        assert_eq!(after.message, before.message);
        assert_eq!(rules[after.rule].id, WARNING);
    }
    assert_eq!(covered, 1);
}

#[test]
fn the_example_of_the_document_covers_its_finding() {
    let document = text("docs/waivers.md");
    let (_, example) = document.split_once("```yaml waivers\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let day = |day: &str| statuses(&with(&text(SEED), example, Some(day)));
    assert_eq!(day("2025-12-31"), [WaiverStatus::Applied]);
    assert_eq!(day("2026-01-01"), [WaiverStatus::Expired]);
    // The document speaks of every status and of every kind of reason.
    for status in WaiverStatus::ALL {
        assert!(document.contains(&format!("| {} | `{}` |", status.term().get(Lang::Zh), status.name())));
    }
    for kind in ReasonKind::ALL {
        assert!(document.contains(&*kind.term().get(Lang::Zh)));
    }
}

#[test]
fn a_digit_that_changes_makes_it_lapse() {
    let account = text(SEED).replace("total: 1410.72", "total: 1410.73");
    assert_ne!(account, text(SEED));
    let report = with(&account, &accepted(WARNING), None);
    assert_eq!(statuses(&report), [WaiverStatus::Lapsed]);
    assert_eq!(detail(&report), "basic_expenditure.total 说明时为 1410.72，现为 1410.73");
    assert_eq!(report.count(Verdict::Waived), 0);
    // The same number printed with other digits is another figure as published.
    let account = text(SEED).replace("total: 1410.72", "total: 1410.720");
    assert_eq!(statuses(&with(&account, &accepted(WARNING), None)), [WaiverStatus::Lapsed]);
}

#[test]
fn it_is_good_until_the_end_of_its_day() {
    let waiver = accepted(WARNING) + "  expires: 2024-12-31\n";
    for (day, status) in [
        (None, WaiverStatus::Applied),
        (Some("2024-12-31"), WaiverStatus::Applied),
        (Some("2025-01-01"), WaiverStatus::Expired),
    ] {
        let report = with(&text(SEED), &waiver, day);
        assert_eq!(statuses(&report), [status], "{day:?}");
        assert_eq!(report.count(Verdict::Waived), usize::from(status == WaiverStatus::Applied));
    }
}

#[test]
fn what_is_not_accepted_covers_nothing() {
    let decided =
        |result: &str| entry(WARNING) + &format!("  decision: {{result: {result}, by: 李四, date: 2024-09-01}}\n");
    for (waiver, status) in [
        (entry(WARNING), WaiverStatus::Undecided),
        (decided("不采信"), WaiverStatus::Rejected),
        (decided("rejected"), WaiverStatus::Rejected),
        (decided("退回"), WaiverStatus::Returned),
    ] {
        let report = with(&text(SEED), &waiver, None);
        assert_eq!(statuses(&report), [status]);
        assert_eq!(report.count(Verdict::Waived), 0);
    }
}

#[test]
fn an_error_has_to_be_corrected_unless_a_pack_allows_more() {
    let report = with(&text(SEED), &accepted(ERROR), None);
    assert_eq!(statuses(&report), [WaiverStatus::NotAllowed]);
    assert!(detail(&report).contains("waivable"), "{}", detail(&report));
    assert_eq!(report.count(Verdict::Waived), 0);

    let pack = folder("waivable");
    write(
        &pack,
        "pack.yaml",
        "name: own\nversion: 0.1.0\ntitle: 自定\nextends: [{pack: national, version: \"*\"}]\nwaivable: [N-018]\n",
    );
    let accounts = folder("waivable_accounts");
    write(&accounts, "a.yaml", text(SEED));
    write(&accounts, "waivers.yaml", accepted(ERROR));
    let arguments = ["check", accounts.to_str().unwrap(), "--pack", pack.to_str().unwrap(), "-q", "--show", "waived"];
    let (_, shown) = stdout(&arguments);
    assert!(shown.contains("N-018 一般公共预算基本支出＝人员经费＋公用经费: 已说明"), "{shown}");
}

#[test]
fn an_unmatched_waiver_says_why() {
    let good = accepted(WARNING);
    for (waiver, said) in [
        (good.replace("year: 2023", "year: 2022"), "本次没有审核这一户（单位、年度、阶段须与决算相同）"),
        (good.replace("SC-212", "SC-999"), "本次没有用规则 SC-999 审核"),
        (good.replace("SC-212", "N-001"), "N-001 在这一户没有这样的疑点，可能已经更正"),
        (good.replace("    basic_expenditure.total: 1410.72\n", ""), "，与所列的数据项不同"),
    ] {
        assert_ne!(waiver, good);
        let report = with(&text(SEED), &waiver, None);
        assert_eq!(statuses(&report), [WaiverStatus::Unmatched]);
        assert!(detail(&report).ends_with(said), "{}", detail(&report));
    }
}

#[test]
fn of_two_waivers_for_one_finding_the_first_accepted_one_counts() {
    let two = accepted(WARNING) + &accepted(WARNING);
    let report = with(&text(SEED), &two, None);
    assert_eq!(statuses(&report), [WaiverStatus::Applied, WaiverStatus::Duplicate]);
    assert_eq!(report.count(Verdict::Waived), 1);
    let report = with(&text(SEED), &(entry(WARNING) + &accepted(WARNING)), None);
    assert_eq!(statuses(&report), [WaiverStatus::Undecided, WaiverStatus::Applied]);
}

#[test]
fn every_mistake_of_a_file_is_told() {
    let folder = folder("waivers_malformed");
    write(&folder, "a.yaml", text(SEED));
    let file = "# 说明\n- rule: N-018\n  entitty: 某局\n- entity: 某局\n- rule: N-018\n  year: 二〇二三\n\
                - rule: N-018\n  kind: 口径\n- rule: N-018\n  at: 甲\n  expires: 2024-02-30\n- rule: N-018\n\
                - rule: N-018\n  figures: {a: 1, a: 2}\n- rule: N-018\n  at: 甲\n  decision: {result: 同意, by: 张三, date: 2024-01-01}\n\
                - rule: N-018\n  at: 甲\n  decision: {result: 采信, by: 张三, date: 今天}\n";
    write(&folder, "waivers.yaml", file);
    let (code, out, shown) = gouji_in(&folder, &["check", "."]);
    assert_eq!((code, out.as_str()), (2, ""));
    insta::assert_snapshot!("waivers_malformed", shown);
    write(&folder, "waivers.yaml", "waivers:\n- rule: N-018\n");
    let (code, shown) = stderr(&["check", folder.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(shown.contains("顶格") && shown.contains("waivers.yaml:1:1"), "{shown}");
}

#[test]
fn waivers_are_shown_and_counted() {
    let folder = folder("waivers_shown");
    let undecided = entry("N-131");
    let expired = accepted("N-486") + "  expires: 2024-12-31\n";
    let file =
        [accepted(WARNING), undecided, expired, accepted(ERROR), accepted(WARNING).replace("SC-212", "N-001")].concat();
    write(&folder, "waivers.yaml", file);
    write(&folder, "a.yaml", text(SEED));
    let (code, shown, _) = gouji_in(&folder, &["check", ".", "--as-of", "2025-06-01"]);
    assert_eq!(code, 1);
    let at = shown.find("* SC-212").unwrap();
    let rest = &shown[at..];
    let covered = &rest[..rest.find("\n\n").unwrap()];
    let end = &shown[shown.find("── 审核说明").unwrap()..];
    insta::assert_snapshot!("waivers_shown", format!("{covered}\n\n{end}"));
    let (_, json, _) = gouji_in(&folder, &["check", ".", "--as-of", "2025-06-01", "-o", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let finding = json["findings"].as_array().unwrap().iter().find(|f| f["rule"] == WARNING).unwrap();
    let shown = serde_json::json!({
        "summary": json["summary"]["waivers"], "waivers": json["waivers"], "verdict": finding["verdict"],
        "waiver": finding["waiver"],
    });
    insta::assert_snapshot!("waivers_json", serde_json::to_string_pretty(&shown).unwrap());
}

#[test]
fn a_waiver_to_see_to_weighs_like_a_warning() {
    let account = "entity: 甲\nyear: 2023\nunit: 万元\na: 1.00\nb: 1.00\n";
    let folder = folder("waivers_weigh");
    let rules = write(&folder, "r.gj", "a == b\n");
    write(&folder, "a.yaml", account);
    write(&folder, "waivers.yaml", "- rule: \"r.gj:1\"\n  entity: 甲\n  year: 2023\n  figures: {a: 1.00, b: 2.00}\n");
    let check = |more: &[&str]| stdout(&[&["check", folder.to_str().unwrap(), "--rules", &rules, "-q"], more].concat());
    let (code, shown) = check(&[]);
    assert_eq!(code, 0);
    assert!(shown.contains("waivers.yaml:1: warning r.gj:1 甲 2023: 未对上"), "{shown}");
    assert_eq!(check(&["--fail-on", "warning"]).0, 1);
    // A file alone has no waivers beside it unless they are named.
    let file = folder.join("a.yaml");
    let (_, shown) = stdout(&["check", file.to_str().unwrap(), "--rules", &rules, "-q"]);
    assert!(!shown.contains("未对上"), "{shown}");
}

#[test]
fn waive_writes_entries_to_be_filled_in() {
    let folder = folder("waive");
    let account = write(&folder, "a.yaml", text(SEED));
    write(&folder, "waivers.yaml", "# 本年的审核说明");
    let (code, said) = stderr(&["waive", "N-051", &account, "--at", "income.sources.other"]);
    assert_eq!(code, 0, "{said}");
    let file = fs::read_to_string(folder.join("waivers.yaml")).unwrap();
    insta::assert_snapshot!("waive_entry", file);
    // A second time only the other finding of the rule is missing, and a third time none.
    assert_eq!(stderr(&["waive", "N-051", &account]).0, 0);
    let longer = fs::read_to_string(folder.join("waivers.yaml")).unwrap();
    assert_eq!(longer.matches("- rule: N-051").count(), 2);
    assert!(longer.starts_with(&file));
    assert_eq!(stderr(&["waive", "N-051", &account]).0, 0);
    assert_eq!(fs::read_to_string(folder.join("waivers.yaml")).unwrap(), longer);
    let report = with(&text(SEED), &longer, None);
    assert_eq!(statuses(&report), [WaiverStatus::Undecided; 2]);
    // Every finding of the seed account can be written and found again.
    let (_, report) = judged(&text(SEED));
    let mut rules: Vec<&str> =
        report.instances().filter(|i| i.is_finding()).map(|i| report.rules[i.rule].id.as_str()).collect();
    rules.dedup();
    let all: String = rules.iter().map(|rule| entry(rule)).collect();
    let again = with(&text(SEED), &all, None);
    assert!(again.waivers.iter().all(|w| w.status == WaiverStatus::Undecided), "{:#?}", again.waivers);
    assert!(again.waivers.len() >= 10);
}

#[test]
fn waive_refuses_what_is_no_finding() {
    let folder = folder("waive_refuses");
    let account = write(&folder, "a.yaml", text(SEED));
    for (arguments, said) in [
        (vec!["N-01"], "没有规则 `N-01`"),
        (vec!["N-001"], "没有疑点，无须说明"),
        (vec!["N-018", "--at", "foo"], "有疑点的是 `basic_expenditure`"),
    ] {
        let (code, shown) = stderr(&[&["waive", arguments[0], &account], &arguments[1..]].concat());
        assert!(code == 2 && shown.contains(said), "{code} {shown}");
    }
    assert!(!folder.join("waivers.yaml").exists());
    // A file that cannot be read is left alone.
    write(&folder, "waivers.yaml", "- rule: [\n");
    assert_eq!(stderr(&["waive", "N-018", &account]).0, 2);
    assert_eq!(fs::read_to_string(folder.join("waivers.yaml")).unwrap(), "- rule: [\n");
}

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let folder = folder("baseline");
    let account = write(&folder, "a.yaml", text(SEED));
    let baseline = folder.join("baseline.yaml");
    let baseline = baseline.to_str().unwrap();
    assert_eq!(stderr(&["check", &account, "--write-baseline", baseline]).0, 1);
    insta::assert_snapshot!("baseline_file", fs::read_to_string(baseline).unwrap());
    let (code, shown) = stdout(&["check", &account, "--baseline", baseline]);
    assert_eq!(code, 0);
    assert!(shown.contains("逻辑性 · 不符 · 存量") && shown.contains("存量问题清单：存量 13，新增 0"), "{shown}");

    // Other amounts and other lines are the same findings; what is corrected is told, what is new fails.
    let moved = format!("# 一行\n# 又一行\n{}", text(SEED)).replace("total: 1410.72", "total: 1410.73");
    let moved = write(&folder, "moved.yaml", moved);
    let (code, shown) = stdout(&["check", &moved, "--baseline", baseline]);
    assert_eq!(code, 0, "{shown}");
    let corrected = write(
        &folder,
        "corrected.yaml",
        text(SEED)
            .replace("agriculture_forestry_water: {name: 农业水支出", "agriculture_forestry_water: {name: 农林水支出"),
    );
    let (_, shown) = stdout(&["check", &corrected, "--baseline", baseline]);
    let broken = write(&folder, "broken.yaml", text(SEED).replace("  change_pct: 8.61", "  change_pct: 9.99"));
    let (code, broken) = stdout(&["check", &broken, "--baseline", baseline, "-q"]);
    assert_eq!(code, 1, "{broken}");
    assert!(broken.contains("存量: 1410.72"), "{broken}");
    assert!(shown.contains("存量问题清单：存量 1"), "{shown}");
}

#[test]
fn a_baseline_tells_what_is_gone() {
    let (mut engine, mut report) = judged(&text(SEED));
    let known = Baseline::of(&report).text();
    let more = known.clone()
        + "- {rule: N-001, entity: 攀枝花市社会保险事务中心, year: 2023, assertion: 1, at: x, fingerprint: \"00\"}\n\
           - {rule: N-001, entity: 未审的单位, year: 2023, assertion: 1, at: x, fingerprint: \"01\"}\n";
    let source = engine.add_text("baseline.yaml", &more);
    Baseline::read(source, engine.sources()).unwrap().apply(&mut report);
    let found = report.baseline.clone().unwrap();
    assert_eq!((found.known, found.new), (report.instances().filter(|i| i.known).count(), 0));
    assert_eq!(found.resolved, [("00".to_owned(), "N-001 · 攀枝花市社会保险事务中心 · 2023 · x".to_owned())]);
    // What is written is read as it was.
    assert_eq!(Baseline::of(&report).text(), known);
    let source = engine.add_text("baseline.yaml", "schema_version: 2\nfindings: []\n");
    assert!(Baseline::read(source, engine.sources()).is_err());
}

#[test]
fn no_two_instances_share_a_fingerprint() {
    let (code, json) = stdout(&["check", "fixtures", "-o", "json"]);
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut seen = std::collections::BTreeMap::new();
    for finding in json["findings"].as_array().unwrap() {
        let fingerprint = finding["fingerprint"].as_str().unwrap();
        assert!(fingerprint.len() == 16 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(other) = seen.insert(fingerprint, finding) {
            panic!("{other:#}\n{finding:#}");
        }
    }
    assert!(seen.len() > 1000);
}

#[test]
fn waive_takes_several_accounts_and_folders() {
    let root = folder("waive_several");
    for (name, entity) in [("2023/a.yaml", "甲局"), ("2023/b.yaml", "乙局"), ("2024/c.yaml", "丙局")] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        let account = format!(
            "entity: {entity}\nyear: 2023\nunit: 万元\nbasic_expenditure: {{total: 9.00, personnel: 1.00, public: 1.00}}\n"
        );
        write(&root, name, account);
    }
    write(
        &root,
        "2024/good.yaml",
        "entity: 丁局\nyear: 2023\nunit: 万元\nbasic_expenditure: {total: 2.00, personnel: 1.00, public: 1.00}\n",
    );
    let file = |name: &str| fs::read_to_string(root.join(name)).unwrap_or_default();
    let waive = |arguments: &[&str]| crate::support::gouji_in(&root, &[&["waive"], arguments].concat());
    // Each entry beside its account; an account without the finding gets none.
    let (code, _, said) = waive(&["N-018", "2023", "2024/c.yaml", "2024/good.yaml"]);
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(
        "waive_several",
        format!("{said}---\n{}---\n{}", file("2023/waivers.yaml"), file("2024/waivers.yaml"))
    );
    // What has an entry is not written again, and none is lost.
    let (code, _, said) = waive(&["N-018", "."]);
    assert!(code == 0 && said.contains('3'), "{said}");
    assert_eq!(file("2023/waivers.yaml").matches("- rule").count(), 2);
    // All into one file, when it is named.
    assert_eq!(waive(&["N-018", ".", "-o", "all.yaml"]).0, 0);
    assert_eq!(file("all.yaml").matches("- rule").count(), 3);
    for (arguments, said) in [
        (&["N-018", "2024/good.yaml"][..], "没有疑点"),
        (&["N-001", "2023", "2024"], "没有疑点"),
        (&["N-0181", "2023"], "`N-018`"),
        (&["N-018", "2023", "2025"], "2025"),
    ] {
        let (code, out, told) = waive(arguments);
        assert!(code == 2 && out.is_empty() && told.contains(said), "{arguments:?}: {told}");
    }
    assert_eq!(waive(&["N-018"]).0, 2, "no account is named");
    // A broken file of waivers in one of the folders, and nothing is written in the other.
    write(&root, "2024/waivers.yaml", "- rule: [\n");
    fs::remove_file(root.join("2023/waivers.yaml")).unwrap();
    assert_eq!(waive(&["N-018", "2023", "2024/c.yaml"]).0, 2);
    assert!(!root.join("2023/waivers.yaml").exists());
}
