//! A pseudo-terminal, for what the command does only on one. Terminals of this kind are of Unix.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// Longest time that anything takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal: what is shown on it, and its keys.
pub(crate) struct Terminal {
    keys: File,
    name: std::ffi::CString,
    shown: Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Terminal {
    pub(crate) fn new() -> Self {
        let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&controller).unwrap();
        unlockpt(&controller).unwrap();
        let name = ptsname(&controller, Vec::new()).unwrap();
        let keys = File::from(controller);
        let mut screen = keys.try_clone().unwrap();
        let (send, shown) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Before anybody has opened the other end, and after the last one has closed it, reading fails.
            loop {
                match screen.read(&mut buffer) {
                    Ok(count @ 1..) if send.send(buffer[..count].to_vec()).is_ok() => {}
                    _ => break,
                }
            }
        });
        Self { keys, name, shown, seen: Vec::new() }
    }

    /// The terminal as a stream of a command.
    pub(crate) fn stream(&self) -> Stdio {
        Stdio::from(rustix::fs::open(&self.name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap())
    }

    /// Waits for words, and gives what was shown up to them.
    pub(crate) fn until(&mut self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = String::from_utf8_lossy(&self.seen).into_owned();
            if let Some((before, after)) = seen.split_once(words) {
                self.seen = after.as_bytes().to_vec();
                return before.to_owned();
            }
            match self.shown.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(more) => self.seen.extend(more),
                Err(_) => panic!("`{words}` was not shown but {seen}"),
            }
        }
    }

    /// Everything that is shown, once the last command has ended.
    pub(crate) fn rest(self) -> String {
        let more: Vec<u8> = self.shown.iter().flatten().collect();
        String::from_utf8_lossy(&[self.seen, more].concat()).into_owned()
    }
}

/// The binary on a terminal of its own.
pub(crate) struct Session {
    child: Child,
    terminal: Terminal,
}

impl Session {
    pub(crate) fn start(mut command: Command) -> Self {
        let terminal = Terminal::new();
        command.env("TERM", "xterm");
        command.stdin(terminal.stream()).stdout(terminal.stream()).stderr(terminal.stream());
        let child = command.spawn().unwrap();
        Self { child, terminal }
    }

    /// Waits for words, and gives what was shown up to them.
    pub(crate) fn until(&mut self, words: &str) -> String {
        self.terminal.until(words)
    }

    pub(crate) fn press(&mut self, key: &str) {
        self.terminal.keys.write_all(key.as_bytes()).unwrap();
    }

    /// Sends what Ctrl-C sends.
    pub(crate) fn interrupt(&self) {
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap().success());
    }

    pub(crate) fn end(mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().unwrap();
        panic!("it did not end");
    }
}
