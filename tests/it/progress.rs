//! The bar of a long run: on a terminal alone, and nothing of it in any output.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{folder, gouji_in, write};
use crate::terminal::Terminal;

/// A folder with so many accounts, each of which has a finding or not.
fn accounts(name: &str, count: usize) -> PathBuf {
    let dir = folder(name);
    write(&dir, "r.gj", "a == b\n");
    for n in 0..count {
        let b = n % 2;
        write(&dir, &format!("{n:03}.yaml"), format!("entity: {{name: 第{n}局}}\nunit: 元\na: 1\nb: {b}\n"));
    }
    dir
}

/// Exit code and standard output of a check, and what its standard error shows on a terminal.
fn on_terminal(dir: &PathBuf, arguments: &[&str], term: &str) -> (i32, String, String) {
    let terminal = Terminal::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["check", "--rules", "r.gj"]).args(arguments).current_dir(dir);
    command.env_remove("GOUJI_LANG").env_remove("NO_COLOR").env("TERM", term);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(terminal.stream());
    let child = command.spawn().unwrap();
    drop(command);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), terminal.rest())
}

#[test]
fn a_long_run_shows_how_far_it_has_come() {
    let dir = accounts("progress_many", 120);
    let (code, out, err) = gouji_in(&dir, &["check", "--rules", "r.gj"]);
    assert_eq!((code, err.as_str()), (1, ""), "a pipe gets nothing of it");
    let (on_terminal_code, on_terminal_out, shown) = on_terminal(&dir, &[], "xterm");
    assert_eq!((on_terminal_code, on_terminal_out), (code, out));
    assert!(shown.contains("审核 120 户 ["), "{shown:?}");
    let (_, after) = shown.rsplit_once('%').unwrap();
    assert!(after.contains("\u{1b}[2K") && !after.contains('='), "what was drawn last is cleared: {shown:?}");
    let (_, _, shown) = on_terminal(&dir, &["--lang", "en"], "xterm");
    assert!(shown.contains("Judging 120 accounts ["), "{shown:?}");
    fs::remove_dir_all(dir).unwrap();
}

#[test]
fn who_does_not_want_a_bar_gets_none() {
    let many = accounts("progress_quiet", 120);
    assert_eq!(on_terminal(&many, &["--quiet"], "xterm").2, "");
    assert_eq!(on_terminal(&many, &[], "dumb").2, "");
    let few = accounts("progress_few", 20);
    assert_eq!(on_terminal(&few, &[], "xterm").2, "");
}

/// Exit code and standard output of a batch whose lines come slowly, and what its standard error shows on a terminal.
fn batch_on_terminal(arguments: &[&str], term: &str, stdout_too: bool) -> (i32, String, String) {
    let dir = folder("progress_batch");
    write(&dir, "r.gj", "a == b\n");
    let terminal = Terminal::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["batch", "--rules", "r.gj"]).args(arguments).current_dir(&dir);
    command.env_remove("GOUJI_LANG").env_remove("NO_COLOR").env("TERM", term);
    command.stdin(Stdio::piped()).stderr(terminal.stream());
    command.stdout(if stdout_too { terminal.stream() } else { Stdio::piped() });
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut input = child.stdin.take().unwrap();
    for n in 0..4 {
        writeln!(input, "{{\"id\": \"{n}\", \"a\": 1, \"b\": {}}}", n % 2).unwrap();
        input.flush().unwrap();
        std::thread::sleep(Duration::from_millis(250));
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), terminal.rest())
}

#[test]
fn a_batch_counts_its_lines() {
    let (code, out, shown) = batch_on_terminal(&[], "xterm", false);
    assert_eq!((code, out.lines().count()), (0, 4), "{out}");
    assert!(shown.contains(" 行，每秒 "), "{shown:?}");
    let (before, after) = shown.rsplit_once("行，每秒").unwrap();
    assert!(before.contains("已审核") && after.contains("\u{1b}[2K"), "what was drawn last is cleared: {shown:?}");
    let (_, statistics) = after.split_once("gouji: ").expect("the last word comes after it");
    assert!(statistics.contains('4') && !statistics.contains('\u{1b}'), "{shown:?}");
    let (_, _, shown) = batch_on_terminal(&["--lang", "en"], "xterm", false);
    assert!(shown.contains(" judged, ") && shown.contains(" a second"), "{shown:?}");
}

#[test]
fn a_batch_does_not_count_where_nobody_would_read_it() {
    let (_, _, shown) = batch_on_terminal(&[], "dumb", false);
    assert!(!shown.contains("每秒") && !shown.contains('\u{1b}'), "{shown:?}");
    // The lines themselves run over that terminal.
    let (_, _, shown) = batch_on_terminal(&[], "xterm", true);
    assert!(!shown.contains("每秒") && !shown.contains('\u{1b}'), "{shown:?}");
}
