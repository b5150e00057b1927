//! Files that are none, cannot be read, or do not end; names that are hostile; output that nobody takes.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{ended, fault, gouji};
use crate::support::{folder, path, write};

const RULE: &str = "a == 1\n";

/// Checks one path in a folder.
fn check(dir: &Path, account: impl AsRef<OsStr>) -> (i32, String) {
    let what = account.as_ref().to_string_lossy().into_owned();
    ended(&what, gouji(dir).args(["check", "--rules", "r.gj", "--show", "all", "--"]).arg(account))
}

fn prepared(name: &str) -> std::path::PathBuf {
    let dir = folder(name);
    write(&dir, "r.gj", RULE);
    write(&dir, "good.yaml", "a: 1\n");
    dir
}

#[test]
fn files_that_are_none() {
    let dir = prepared("files_that_are_none");
    fs::create_dir(dir.join("empty")).unwrap();
    symlink("nowhere.yaml", dir.join("dangling.yaml")).unwrap();
    symlink("loop.yaml", dir.join("loop.yaml")).unwrap();
    fs::create_dir(dir.join("with_loop")).unwrap();
    symlink(".", dir.join("with_loop/again")).unwrap();
    assert!(Command::new("mkfifo").arg(dir.join("pipe.yaml")).status().unwrap().success());
    let faults: Vec<String> = [
        ("13 a folder without accounts", "empty", 4, ""),
        ("13 a folder that is named like an account", "with_loop", 4, ""),
        ("14 a missing file", "missing.yaml", 2, "missing.yaml"),
        ("16 a link to nothing", "dangling.yaml", 2, "dangling.yaml"),
        ("16 a link to itself", "loop.yaml", 2, "loop.yaml"),
        ("17 a pipe with a name", "pipe.yaml", 2, "pipe.yaml"),
        ("17 a device", "/dev/zero", 2, "/dev/zero"),
        ("17 another device", "/dev/stdin", 2, "/dev/stdin"),
    ]
    .into_iter()
    .filter_map(|(what, name, wanted, says)| fault(what, &check(&dir, name), wanted, says))
    .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_that_may_not_be_read() {
    let dir = prepared("may_not_be_read");
    let secret = dir.join("secret.yaml");
    fs::write(&secret, "a: 1\n").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything.
    let may = fs::read(&secret).is_ok();
    let (code, text) = check(&dir, "secret.yaml");
    if may {
        assert_eq!(code, 0, "{text}");
    } else {
        assert_eq!(fault("15 an unreadable file", &(code, text), 2, "secret.yaml"), None);
    }
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn hostile_names() {
    let dir = prepared("hostile_names");
    let names: [&[u8]; 8] = [
        b"with blank.yaml",
        "决算.yaml".as_bytes(),
        b"two\nlines.yaml",
        b"not\xffutf8.yaml",
        b"-o.yaml",
        b"esc\x1b[31m.yaml",
        "bidi\u{202e}.yaml".as_bytes(),
        b"quote'\".yaml",
    ];
    for name in names {
        let name = OsStr::from_bytes(name);
        fs::write(dir.join(name), "a: 1\n").unwrap();
        let (code, text) = check(&dir, name);
        assert_eq!(fault(&format!("20 {name:?}"), &(code, text.clone()), 0, "相符 1"), None);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{name:?}\n{text:?}");
        assert!(!text.contains("two\nlines"), "{text}");
        // A file that cannot be read is named as safely.
        fs::write(dir.join(name), "a: 1\na: 2\n").unwrap();
        let (code, text) = check(&dir, name);
        assert_eq!(fault(&format!("20 {name:?}"), &(code, text.clone()), 2, "account::duplicate_key"), None);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{name:?}\n{text:?}");
    }
}

#[test]
fn the_same_file_twice_is_judged_once_or_refused() {
    let dir = prepared("same_twice");
    let outcome =
        ended("21", gouji(&dir).args(["check", "good.yaml", "./good.yaml", "--rules", "r.gj", "--show", "all"]));
    assert_eq!(fault("21 the same file twice", &outcome, 0, "审核 1 户"), None);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = gouji(&path("."))
        .args(["check", "fixtures", "--show", "all", "-o", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.code().is_some_and(|c| c <= 1), "23 {output:?}");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let output = gouji(&path("."))
        .args(["check", "fixtures", "-o", "json"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "23 {text}");
    assert!(!text.is_empty() && !text.contains("panicked"), "{text}");
}

/// Whatever of it was read is judged or refused, and nothing waits for the rest.
#[test]
fn a_file_that_changes_while_it_is_read() {
    let dir = prepared("changes");
    let (whole, done) = (format!("a: 1\nrows: [{}]\n", "1.00, ".repeat(50_000)), Arc::new(AtomicBool::new(false)));
    let (file, stop) = (dir.join("changing.yaml"), done.clone());
    fs::write(&file, &whole).unwrap();
    let writer = std::thread::spawn(move || {
        let parts = [0, 6, whole.len() / 2, whole.len()];
        for part in parts.iter().cycle().take_while(|_| !stop.load(Ordering::Relaxed)) {
            fs::write(&file, &whole[..*part]).unwrap();
        }
    });
    for _ in 0..25 {
        let (code, text) = check(&dir, "changing.yaml");
        let told = [(0, "相符 1"), (2, "account::")];
        assert!(told.iter().any(|(wanted, says)| code == *wanted && text.contains(says)), "22 {code}\n{text}");
    }
    done.store(true, Ordering::Relaxed);
    writer.join().unwrap();
}

#[test]
fn an_interrupt_ends_it() -> io::Result<()> {
    let dir = folder("interrupt");
    let rules: String = (0..10_000).map(|n| format!("a == {n}.5\n")).collect();
    write(&dir, "r.gj", rules);
    write(&dir, "a.yaml", "a: 1\n");
    let mut child = gouji(&dir)
        .args(["check", "a.yaml", "--rules", "r.gj", "-o", "json=result.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status()?;
    let status = child.wait()?;
    let mut text = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut text)?;
    assert!(sent.success() && !status.success(), "84 {status}");
    assert!(!text.contains("panicked"), "{text}");
    // Nothing that looks whole is left behind.
    assert!(!dir.join("result.json").exists());
    Ok(())
}
