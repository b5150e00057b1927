//! The bar of a long run: on a terminal alone, and nothing of it in any output.
#![cfg(unix)]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

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
