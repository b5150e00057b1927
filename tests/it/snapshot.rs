//! `gouji snapshot`: what is written and compared, what becomes of pending snapshots, and a review on a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{folder, path, text, write};

const FIXTURE: &str = "sichuan-panzhihua-2023";

/// The binary in a folder, with nothing of the caller's environment that could show.
fn command(inside: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.arg("snapshot").args(arguments).current_dir(inside);
    for name in ["GOUJI_LANG", "NO_COLOR", "GOUJI_UPDATE", "CI"] {
        command.env_remove(name);
    }
    command
}

fn gouji(inside: &Path, arguments: &[&str]) -> (i32, String) {
    told(&command(inside, arguments).output().unwrap())
}

/// The exit code and what was said, on the standard output and then on the standard error.
fn told(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), said)
}

/// A folder with a copy of a fixture whose snapshot is accepted.
fn accepted(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "a.yaml", text(&format!("fixtures/{FIXTURE}.yaml")));
    assert_eq!(gouji(&folder, &["test", "--accept"]).0, 0);
    folder
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let before = fs::read_to_string(folder.join(file)).unwrap();
    assert!(before.contains(from), "{file} has no {from}");
    write(folder, file, before.replacen(from, to, 1));
}

/// The files of the folder of snapshots.
fn kept(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("snapshots")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_first_run_makes_pending_snapshots_that_are_accepted() {
    let folder = folder("snapshot_first");
    write(&folder, "a.yaml", text(&format!("fixtures/{FIXTURE}.yaml")));
    let (code, said) = gouji(&folder, &["test"]);
    assert_eq!((code, kept(&folder)), (1, vec!["a.snap.new".to_owned()]), "{said}");
    insta::assert_snapshot!("first", said);
    insta::assert_snapshot!("pending_json", gouji(&folder, &["pending", "-o", "json"]).1);
    assert_eq!(gouji(&folder, &["accept", "."]), (0, "已采纳 ./snapshots/a.snap\n".to_owned()));
    assert_eq!((gouji(&folder, &["test"]).0, kept(&folder)), (0, vec!["a.snap".to_owned()]));
    assert_eq!(gouji(&folder, &["pending"]), (0, "没有待审的审核结果快照\n".to_owned()));

    // What was pending is gone once the account is again as it was; and when it is rejected.
    for done in [["test", "."], ["reject", "a.yaml"]] {
        edit(&folder, "a.yaml", "personnel: 1291.13", "personnel: 1291.14");
        assert_eq!((gouji(&folder, &["test"]).0, kept(&folder).len()), (1, 2));
        edit(&folder, "a.yaml", "personnel: 1291.14", "personnel: 1291.13");
        assert_eq!((gouji(&folder, &done).0, kept(&folder)), (0, vec!["a.snap".to_owned()]), "{done:?}");
    }
}

#[test]
fn a_changed_digit_is_told_by_the_verdicts_that_it_moves() {
    let folder = accepted("snapshot_digit");
    edit(&folder, "a.yaml", "personnel: 1291.13", "personnel: 1291.19");
    edit(&folder, "a.yaml", "share_pct: 90.67", "share_pct: 90.71");
    edit(&folder, "a.yaml", "new_rent_utilities: 83.69", "new_rent_utilities: 83.68");
    edit(&folder, "a.yaml", "name: 农业水支出", "name: 农林支出");
    edit(&folder, "a.yaml", "units_total: 1 ", "units_total: ");
    let (code, said) = gouji(&folder, &["test"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("digit", said);
    let (code, said) = gouji(&folder, &["test", "--lang", "en"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("digit_en", said);
}

#[test]
fn a_changed_rule_is_told_and_so_are_those_that_come_and_go() {
    let folder = folder("snapshot_rule");
    write(&folder, "a.yaml", "entity: {name: 某局}\nyear: 2023\nunit: 万元\na: 3.00\nb: 1.00\nc: 2.01\nd:\n");
    let rules = "rule R-1 “合计” {\n  severity error\n  assert a ≈ b + c\n}\nrule R-2 “去向” {\n  severity error\n  assert a ≥ b\n  assert a ≥ d\n}\n";
    write(&folder, "r.gj", rules);
    assert_eq!(gouji(&folder, &["test", "a.yaml", "--rules", "r.gj", "--accept"]).0, 0);
    insta::assert_snapshot!("file", fs::read_to_string(folder.join("snapshots/a.snap")).unwrap());

    edit(&folder, "r.gj", "a ≈ b + c", "a == b + c");
    edit(&folder, "r.gj", "R-2", "R-3");
    let (code, said) = gouji(&folder, &["test", "a.yaml", "--rules", "r.gj"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("rule", said);

    // A rule that weighs less finds the same.
    assert_eq!(gouji(&folder, &["accept"]).0, 0);
    edit(&folder, "r.gj", "severity error", "severity warning");
    let (code, said) = gouji(&folder, &["test", "a.yaml", "--rules", "r.gj"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("severity", said);

    // The same rules in another form say the same.
    let (code, said) = gouji(&folder, &["accept"]);
    assert_eq!(code, 0, "{said}");
    edit(&folder, "r.gj", "assert a == b + c", "\n  # 注\n  assert (a == b + c)");
    edit(&folder, "r.gj", "“合计”", "“合计数”");
    let (code, said) = gouji(&folder, &["test", "a.yaml", "--rules", "r.gj"]);
    assert_eq!(code, 1);
    assert!(said.contains("只有措辞、次序有变"), "{said}");
}

#[test]
fn a_snapshot_is_the_same_from_wherever_it_is_made() {
    let folder = accepted("snapshot_places");
    let own = fs::read(folder.join("snapshots/a.snap")).unwrap();
    let (code, _) = gouji(&path("."), &["test", folder.to_str().unwrap(), "--lang", "en", "--update", "no"]);
    assert_eq!(code, 0);
    let other = folder.join("elsewhere");
    let (code, _) =
        gouji(&folder, &["test", folder.to_str().unwrap(), "--snapshots", "elsewhere", "--update", "unseen"]);
    assert_eq!((code, fs::read(other.join("a.snap")).unwrap()), (0, own));
    let said = String::from_utf8(fs::read(other.join("a.snap")).unwrap()).unwrap();
    assert!(!said.contains(folder.to_str().unwrap()) && !said.contains(env!("CARGO_PKG_NAME").to_uppercase().as_str()));
}

#[test]
fn insta_reads_the_form() {
    let folder = accepted("snapshot_insta");
    let file = folder.join("snapshots/a.snap");
    let read = insta::Snapshot::from_file(&file).unwrap();
    assert_eq!(read.metadata().source(), Some("a.yaml"));
    assert_eq!(read.metadata().expression(), Some("gouji snapshot"));
    assert!(format!("{:?}", read.metadata()).contains("sichuan 0.1.0"));
    let body = read.as_text().unwrap().to_string();
    assert!(body.starts_with("单位：攀枝花市社会保险事务中心\n") && body.contains("\n# 不符（12）\n"));

    // What cargo-insta would write of it is still the same snapshot.
    read.save(&file).unwrap();
    assert_eq!(gouji(&folder, &["test"]), (0, "审核结果快照 1 份：相同 1，不同 0，新增 0\n".to_owned()));
}

#[test]
fn nothing_is_written_where_nobody_watches_unless_it_is_asked_for() {
    let folder = accepted("snapshot_ci");
    edit(&folder, "a.yaml", "personnel: 1291.13", "personnel: 1291.19");
    write(&folder, "b.yaml", "entity: {name: 某局}\nyear: 2023\nunit: 万元\na: 1.00\n");
    fs::copy(folder.join("snapshots/a.snap"), folder.join("snapshots/gone.snap")).unwrap();
    let kept_before = vec!["a.snap".to_owned(), "gone.snap".to_owned()];
    let on_ci = |arguments: &[&str]| told(&command(&folder, arguments).env("CI", "1").output().unwrap());
    let (code, said) = on_ci(&["test", "--unreferenced", "delete"]);
    assert_eq!((code, kept(&folder)), (1, kept_before.clone()), "{said}");
    assert!(said.contains("不符 → 相符  N-018") && said.ends_with("未写入（CI）\n"), "{said}");
    assert_eq!((gouji(&folder, &["test", "--check"]).0, kept(&folder)), (1, kept_before.clone()));
    let told = told(&command(&folder, &["test"]).env("GOUJI_UPDATE", "no").output().unwrap());
    assert_eq!((told.0, kept(&folder)), (1, kept_before.clone()));
    let over = command(&folder, &["test", "--check"]).env("GOUJI_UPDATE", "always").output().unwrap();
    assert_eq!((over.status.code(), kept(&folder)), (Some(1), kept_before));
    assert_eq!(on_ci(&["test", "--update", "new"]).0, 1);
    assert_eq!(kept(&folder), ["a.snap", "a.snap.new", "b.snap.new", "gone.snap"]);
    assert_eq!(gouji(&folder, &["test", "--update", "unseen"]).0, 1);
    assert_eq!(kept(&folder), ["a.snap", "a.snap.new", "b.snap", "gone.snap"]);
    assert_eq!(on_ci(&["test", "--update", "always"]).0, 0);
    assert_eq!(kept(&folder), ["a.snap", "b.snap", "gone.snap"]);
}

#[test]
fn snapshots_without_an_account_are_told_and_those_of_programs_left_alone() {
    let folder = accepted("snapshot_orphans");
    fs::copy(folder.join("snapshots/a.snap"), folder.join("snapshots/gone.snap")).unwrap();
    write(&folder.join("snapshots"), "it__other.snap", "---\nsource: tests/it.rs\nexpression: said\n---\nno\n");
    write(&folder.join("snapshots"), "it__other.snap.new", "---\nsource: tests/it.rs\nexpression: said\n---\nyes\n");
    let runs = [("ignore", 0, false), ("warn", 0, true), ("reject", 1, true)];
    for (word, code, is_told) in runs {
        let (found, said) = gouji(&folder, &["test", "--unreferenced", word]);
        assert_eq!((found, said.contains("gone.snap")), (code, is_told), "{said}");
        assert!(!said.contains("other"), "{said}");
    }
    // An account that cannot be read is not gone.
    write(&folder, "gone.yaml", "a: [");
    assert_eq!(gouji(&folder, &["test", "--unreferenced", "delete"]).0, 3);
    assert!(kept(&folder).contains(&"gone.snap".to_owned()));
    fs::remove_file(folder.join("gone.yaml")).unwrap();
    assert_eq!(gouji(&folder, &["test", "--unreferenced", "delete"]).0, 0);
    assert_eq!(gouji(&folder, &["accept"]).0, 0);
    assert_eq!(kept(&folder), ["a.snap", "it__other.snap", "it__other.snap.new"]);
}

#[test]
fn what_is_wrong_with_a_snapshot_is_told_with_its_place() {
    let folder = accepted("snapshot_broken");
    let whole = fs::read_to_string(folder.join("snapshots/a.snap")).unwrap();
    let mut said = String::new();
    let broken = [
        ("# 不符（12）", "# 不等（12）"),
        ("年度：2023", "年度 2023"),
        ("\n# 公开数", "        a = 1\n# 公开数"),
        ("overview.total = 1555.91\noverview", "overview.total 1555.91\noverview"),
        ("N-018 basic_expenditure\n", ""),
        ("source: a.yaml", "source: [a.yaml"),
        ("expression: gouji snapshot", "expression: said"),
        ("---\n", ""),
    ];
    for (from, to) in broken {
        assert!(whole.contains(from), "{from}");
        write(&folder.join("snapshots"), "a.snap", whole.replacen(from, to, 1));
        let (code, told) = gouji(&folder, &["test", "--unreferenced", "ignore"]);
        // An unknown line of what is only listed would be a rule; all others are told.
        said.push_str(&format!("{from:?} → {to:?}: {code}\n{told}\n"));
        assert_eq!((code, kept(&folder).len()), (2, 1), "{from} → {to}: {told}");
    }
    insta::assert_snapshot!("broken", said);

    // Nor is a broken pending one accepted.
    write(&folder.join("snapshots"), "a.snap", &whole);
    write(&folder.join("snapshots"), "a.snap.new", whole.replacen("年度：2023", "年度 2023", 1));
    assert_eq!(gouji(&folder, &["accept"]).0, 2);
    assert_eq!(fs::read_to_string(folder.join("snapshots/a.snap")).unwrap(), whole);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = accepted("snapshot_cannot");
    let (code, said) = gouji(&folder, &["review"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!("no_terminal", said);
    assert_eq!(gouji(&folder, &["accept", "a.yaml"]).0, 2);
    assert_eq!(gouji(&folder, &["test", "--rules", "none.gj"]).0, 2);
    let empty = crate::support::folder("snapshot_empty");
    assert_eq!(gouji(&empty, &["test"]).0, 4);
    write(&folder, "b.yaml", "a: [");
    assert_eq!(gouji(&folder, &["test"]).0, 3);
    let other = folder.join("other");
    fs::create_dir_all(&other).unwrap();
    write(&other, "a.yaml", "entity: {name: 某局}\nyear: 2023\nunit: 万元\na: 1.00\n");
    let (code, said) = gouji(&folder, &["test", "a.yaml", "other/a.yaml", "--snapshots", "s"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!("same_place", said);
    // Below one folder they lie as the accounts do.
    assert_eq!(gouji(&folder, &["test", ".", "--snapshots", "s", "--accept"]).0, 3);
    assert!(folder.join("s/a.snap").exists() && folder.join("s/other/a.snap").exists());
}

#[test]
fn what_was_judged_of_all_accounts_together_has_a_snapshot() {
    let folder = folder("snapshot_together");
    for (name, total) in [("a", "1.00"), ("b", "2.00")] {
        write(
            &folder,
            &format!("{name}.yaml"),
            format!("entity: {{name: {name}}}\nyear: 2023\nunit: 万元\ntotal: {total}\n"),
        );
    }
    write(
        &folder,
        "r.gj",
        "rule S-1 “合计” {\n  severity error\n  on accounts where year == 2023\n  assert sum(total) ≈ 4\n}\n",
    );
    let (code, said) = gouji(&folder, &["test", "--rules", "r.gj", "--accept"]);
    assert_eq!(
        (code, kept(&folder)),
        (0, ["a.snap", "accounts-r.gj.snap", "b.snap"].map(str::to_owned).to_vec()),
        "{said}"
    );
    insta::assert_snapshot!("together", fs::read_to_string(folder.join("snapshots/accounts-r.gj.snap")).unwrap());
    edit(&folder, "a.yaml", "1.00", "2.00");
    let (code, said) = gouji(&folder, &["test", "--rules", "r.gj"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("together_changed", said);
}

/// After a change of the packs that is meant: `gouji snapshot test fixtures`, then `gouji snapshot review fixtures`.
#[test]
fn the_snapshots_of_the_fixtures_are_up_to_date() {
    let (code, said) = gouji(&path("."), &["test", "fixtures", "--check", "--unreferenced", "reject"]);
    assert_eq!(code, 0, "{said}");
}

/// A review as a person does it. Terminals of this kind are of Unix.
#[cfg(unix)]
mod terminal {
    use std::fs;

    use super::{Path, command, edit, folder, gouji, kept, text, write};
    use crate::terminal::Session;

    /// The last line of every page.
    const END: &str = "大写 A、R、S 用于其余全部";

    fn start(inside: &Path, arguments: &[&str]) -> Session {
        Session::start(command(inside, arguments))
    }

    /// Accounts a to d, of which the first three have another figure than their snapshots, and d has none.
    fn changed(name: &str) -> std::path::PathBuf {
        let folder = folder(name);
        let account = text(&format!("fixtures/{}.yaml", super::FIXTURE));
        for file in ["a.yaml", "b.yaml", "c.yaml"] {
            write(&folder, file, account.replace("name: 攀枝花市", &format!("name: {file} ")));
        }
        assert_eq!(gouji(&folder, &["test", "--accept"]).0, 0);
        for file in ["a.yaml", "b.yaml", "c.yaml"] {
            edit(&folder, file, "personnel: 1291.13", "personnel: 1291.19");
        }
        write(&folder, "d.yaml", "entity: {name: 某局}\nyear: 2023\nunit: 万元\na: 1.00\n");
        assert_eq!(gouji(&folder, &["test"]).0, 1);
        folder
    }

    #[test]
    fn a_review_accepts_rejects_and_skips() {
        let folder = changed("snapshot_review");
        let before = ["a", "b", "c"].map(|n| fs::read_to_string(folder.join(format!("snapshots/{n}.snap"))).unwrap());
        let mut session = start(&folder, &["review", "--color", "never"]);
        let page = session.until(END);
        assert!(page.contains("审阅 [1/4] ./snapshots/a.snap"), "{page}");
        assert!(page.contains("不符 → 相符  N-018"), "{page}");
        assert!(page.contains("basic_expenditure.personnel  1291.13 → 1291.19"), "{page}");
        assert!(
            page.contains("-basic_expenditure.personnel = 1291.13\r\n+basic_expenditure.personnel = 1291.19"),
            "{page}"
        );
        assert!(page.contains("单位  a.yaml"), "{page}");
        session.press("d");
        let page = session.until(END);
        assert!(page.contains("[1/4]") && page.contains("N-018") && !page.contains("@@"), "{page}");
        session.press("i");
        let page = session.until(END);
        assert!(page.contains("[1/4]") && !page.contains("单位  a.yaml"), "{page}");
        session.press("x");
        session.press("a");
        assert!(session.until(END).contains("[2/4]"));
        session.press("r");
        assert!(session.until(END).contains("[3/4]"));
        session.press("s");
        let page = session.until(END);
        assert!(page.contains("[4/4]") && page.contains("尚无审核结果快照"), "{page}");
        session.press("d");
        assert!(session.until(END).contains("+单位：某局"));
        session.press("\r");
        session.until("采纳 2，放弃 1，暂缓 1");
        assert_eq!(session.end(), Some(0));
        assert_eq!(kept(&folder), ["a.snap", "b.snap", "c.snap", "c.snap.new", "d.snap"]);
        let after = ["a", "b", "c"].map(|n| fs::read_to_string(folder.join(format!("snapshots/{n}.snap"))).unwrap());
        assert!(after[0].contains("personnel = 1291.19") && after[1] == before[1] && after[2] == before[2]);
    }

    #[test]
    fn an_uppercase_key_is_for_all_that_remain() {
        let folder = changed("snapshot_review_all");
        let mut session = start(&folder, &["test", "--review", "--lang", "en", "--color", "never"]);
        session.until("uppercase A, R, S");
        session.press("a");
        session.until("[2/4]");
        session.until("uppercase A, R, S");
        session.press("R");
        session.until("accepted 1, rejected 3, skipped 0");
        assert_eq!(session.end(), Some(0));
        assert_eq!(kept(&folder), ["a.snap", "b.snap", "c.snap"]);
    }
}
