//! `gouji check --watch`: a second report when a file changes, and what cannot be watched.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::support::{folder, gouji_in, write};

/// Longest time that a report takes.
const PATIENCE: Duration = Duration::from_secs(60);
const ACCOUNT: &str = "entity: {name: 某某局}\nunit: 元\na: 1\nb: 1\n";

/// A watched run whose outputs are pipes; ended when it goes out of scope.
struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    fn start(inside: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(["check", "--watch"]).args(arguments).current_dir(inside);
        command.env_remove("GOUJI_LANG").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        let (send, lines) = channel();
        for stream in streams {
            let send = send.clone();
            let told = move |line: String| send.send(line).is_ok();
            std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).all(told));
        }
        Self { child, lines }
    }

    /// The lines up to one that contains some words.
    fn until(&self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = String::new();
        while !seen.contains(words) {
            match self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(line) => seen.push_str(&(line + "\n")),
                Err(_) => panic!("`{words}` was not shown but {seen}"),
            }
        }
        seen
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_file_that_changes_is_judged_again() {
    let dir = folder("watch_files");
    write(&dir, "a.yaml", ACCOUNT);
    write(&dir, "r.gj", "a == b\n");
    let watched = Watched::start(&dir, &["--rules", "r.gj", "-o", "json=out.json", "-o", "text"]);
    let first = watched.until("相符 1");
    // The note that it waits comes by another stream, and so at any time.
    assert!(!first.contains("改动："), "{first}");
    write(&dir, "a.yaml", ACCOUNT.replace("b: 1", "b: 23"));
    let second = watched.until("不符 1");
    assert!(
        second.contains("── 改动：./a.yaml ─") && !second.contains("out.json") && !second.contains('\u{1b}'),
        "{second}"
    );
    // A rule that changes, an account that comes, a configuration that comes.
    write(&dir, "r.gj", "a <= b\n");
    assert!(watched.until("相符 1").contains("改动：r.gj"));
    write(&dir, "b.yaml", ACCOUNT.replace("某某局", "另一局"));
    assert!(watched.until("审核 2 户").contains("改动：./b.yaml"));
    fs::remove_file(dir.join("b.yaml")).unwrap();
    assert!(watched.until("审核 1 户").contains("改动：./b.yaml"));
    write(&dir, "gouji.toml", "packs = [\"national\"]\n");
    assert!(watched.until("审核 1 户").contains("改动：gouji.toml"));
}

#[test]
fn a_mistake_is_told_and_watched_on() {
    let dir = folder("watch_mistake");
    write(&dir, "a.yaml", ACCOUNT);
    write(&dir, "r.gj", "a ==\n");
    let watched = Watched::start(&dir, &["--rules", "r.gj", "--lang", "en"]);
    let mistake = watched.until("Waiting for files to change");
    assert!(mistake.contains("r.gj:1"), "{mistake}");
    write(&dir, "r.gj", "a == b\n");
    let report = watched.until("1 holds");
    assert!(report.contains("Changed: r.gj"), "{report}");
}

#[test]
fn what_cannot_be_watched() {
    let dir = folder("watch_refused");
    write(&dir, "a.yaml", ACCOUNT);
    let refused = |arguments: &[&str]| {
        let (code, out, err) = gouji_in(&dir, &[&["check", "--watch"], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        err
    };
    insta::assert_snapshot!("watch_stdin", refused(&["-"]));
    insta::assert_snapshot!("watch_format_en", refused(&["-o", "json", "--lang", "en"]));
    assert!(refused(&["--write-baseline", "b.yaml"]).contains("--write-baseline"));
}

/// On a terminal: nothing is cleared, and Ctrl-C ends it without a word.
#[cfg(unix)]
#[test]
fn a_terminal_keeps_what_was_shown() {
    let dir = folder("watch_terminal");
    write(&dir, "a.yaml", ACCOUNT);
    write(&dir, "r.gj", "a == b\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command
        .args(["check", "--watch", "--rules", "r.gj", "--color", "never"])
        .current_dir(&dir)
        .env_remove("GOUJI_LANG");
    let mut session = crate::terminal::Session::start(command);
    session.until("等待文件改动，Ctrl-C 结束");
    write(&dir, "a.yaml", ACCOUNT.replace("b: 1", "b: 23"));
    let shown = session.until("不符 1");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
    session.interrupt();
    assert_eq!(session.end(), None, "ended by the signal");
}
