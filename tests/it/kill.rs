//! Runs that are killed while they write: what lies there afterwards is the old file or the new one, whole, and nothing
//! that is left over passes for a file of its own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{folder, gouji_in, text, write};

/// How often each command is killed.
const KILLS: u32 = 100;

/// The moments at which a command is killed, in microseconds after its start: they close in on the moment of writing
/// from both sides and scatter about it, however fast the machine is.
struct Moments {
    next: u64,
    step: u64,
    random: u64,
}

impl Moments {
    /// Moments for a command that takes so long.
    fn within(length: Duration) -> Self {
        let length = u64::try_from(length.as_micros()).unwrap().max(1_000);
        Self { next: length / 2, step: length / 8, random: 0x2545_f491_4f6c_dd1d }
    }

    /// The next moment, which hangs on whether the last one came after the file was written.
    fn after(&mut self, written: bool) -> Duration {
        // Marsaglia's xorshift: the same moments on every run of a machine of one speed.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let by = self.random % self.step;
        self.next = if written { self.next.saturating_sub(by) } else { self.next + by };
        Duration::from_micros(self.next)
    }
}

/// Ends a process the hard way or as ctrl-C does.
fn kill(mut child: Child, hard: bool) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    // One that has ended already is not there to be killed, which is as good.
    let _ = kill_process(pid, if hard { Signal::KILL } else { Signal::INT });
    child.wait().unwrap();
}

/// Runs a command and kills it, again and again; `prepare` comes before each run, `is_new` says after it whether the new
/// file is there, and fails when neither is.
fn killed(inside: &Path, arguments: &[&str], prepare: impl Fn(), is_new: impl Fn() -> bool) {
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(arguments).current_dir(inside).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    prepare();
    let begun = Instant::now();
    start().wait().unwrap();
    let mut moments = Moments::within(begun.elapsed());
    let (mut new, mut old) = (0, 0);
    let mut written = is_new();
    assert!(written, "left alone, it writes");
    for number in 0..KILLS {
        prepare();
        let child = start();
        thread::sleep(moments.after(written));
        kill(child, number % 2 == 0);
        written = is_new();
        *(if written { &mut new } else { &mut old }) += 1;
    }
    println!("{}: killed {KILLS} times, {old} before and {new} after the file was there", arguments.join(" "));
    assert!(new > 0 && old > 0, "killed {old} times before and {new} times after");
}

/// The names of what lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Asserts that beside the known names there are leftovers alone, which no command takes for a file.
fn only_leftovers_beside(folder: &Path, known: &[&str]) {
    let leftover = |name: &String| name.ends_with(".tmp");
    let others: Vec<String> = names(folder).into_iter().filter(|name| !known.contains(&name.as_str())).collect();
    assert!(others.iter().all(leftover), "{others:?}");
    println!("{} halves lie about", others.len());
}

#[test]
fn a_result_is_the_old_one_or_the_new_one() {
    let inside = folder("kill_result");
    write(&inside, "a.yaml", text("fixtures/sichuan-panzhihua-2023.yaml"));
    let old = "{\"old\": true}\n";
    let check = ["check", "a.yaml", "-o", "json=out.json"];
    assert_eq!(gouji_in(&inside, &check).0, 1);
    let new = fs::read_to_string(inside.join("out.json")).unwrap();
    assert!(new.len() > 100_000, "a file that takes a while to write");
    let prepare = || drop(write(&inside, "out.json", old));
    killed(&inside, &check, prepare, || {
        let found = fs::read_to_string(inside.join("out.json")).unwrap();
        assert!(found == old || found == new, "{} bytes are neither the old file nor the new one", found.len());
        found == new
    });
    only_leftovers_beside(&inside, &["a.yaml", "out.json"]);
    fs::remove_file(inside.join("out.json")).unwrap();
    // One account is found in the folder, whatever lies beside it.
    let (code, said, _) = gouji_in(&inside, &["check", ".", "-o", "json"]);
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, report["accounts"].as_array().unwrap().len()), (1, 1));
}

#[test]
fn a_snapshot_is_the_old_one_or_the_new_one() {
    let inside = folder("kill_snapshot");
    let account = text("fixtures/sichuan-panzhihua-2023.yaml");
    write(&inside, "a.yaml", &account);
    assert_eq!(gouji_in(&inside, &["snapshot", "test", "--accept"]).0, 0);
    let (kept, pending) = (inside.join("snapshots/a.snap"), inside.join("snapshots/a.snap.new"));
    let old = fs::read_to_string(&kept).unwrap();
    write(&inside, "a.yaml", account.replacen("personnel: 1291.13", "personnel: 1291.19", 1));
    assert_eq!(gouji_in(&inside, &["snapshot", "test", "--update", "new"]).0, 1);
    let proposed = fs::read_to_string(&pending).unwrap();
    let accept = ["snapshot", "accept", "."];
    assert_eq!(gouji_in(&inside, &accept).0, 0);
    let new = fs::read_to_string(&kept).unwrap();
    assert_ne!(old, new);
    let prepare = || {
        fs::write(&kept, &old).unwrap();
        fs::write(&pending, &proposed).unwrap();
    };
    killed(&inside, &accept, prepare, || {
        let found = fs::read_to_string(&kept).unwrap();
        assert!(found == old || found == new, "{} bytes are neither the old file nor the new one", found.len());
        if found == old {
            // Nothing is lost: it can be accepted still.
            assert_eq!(fs::read_to_string(&pending).unwrap(), proposed);
        }
        found == new
    });
    only_leftovers_beside(&inside.join("snapshots"), &["a.snap", "a.snap.new"]);
    fs::write(&kept, &new).unwrap();
    fs::write(&pending, &proposed).unwrap();
    assert_eq!(gouji_in(&inside, &["snapshot", "test"]).0, 0, "what is left over is no snapshot");
}
