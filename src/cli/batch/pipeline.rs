//! One thread reads, some judge, one writes in order; a bounded number of lines is on the way.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use gouji::{Batch, Lang, Text, Verdict, msg, render};

use super::super::progress::LineCount;
use super::lines::{Line, Lines};

/// Most bytes that are on the way, save one group of lines that is larger.
const BYTES: usize = 8 << 20;
/// Stack of a judging thread, as of the main one.
const STACK: usize = 64 << 20;

pub(super) struct Bounds {
    pub(super) jobs: usize,
    /// Most lines on the way.
    pub(super) in_flight: usize,
    /// Most bytes of a line.
    pub(super) line: usize,
}

pub(super) enum Failure {
    Input(io::Error),
    Output(io::Error),
}

/// What the run was, for its last word.
#[derive(Default)]
pub(super) struct Told {
    lines: u64,
    errors: u64,
    /// Accounts with a finding.
    found: u64,
    counts: [u64; Verdict::ALL.len()],
}

impl Told {
    fn add(&mut self, other: &Told) {
        self.lines += other.lines;
        self.errors += other.errors;
        self.found += other.found;
        self.counts.iter_mut().zip(other.counts).for_each(|(sum, more)| *sum += more);
    }

    pub(super) fn text(&self) -> Text {
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let counts = Verdict::ALL.into_iter().zip(self.counts).filter(|(verdict, _)| *verdict != Verdict::Waived);
        let counts =
            counts.map(|(verdict, count)| msg!("cli-batch-count", verdict = verdict.term(), count = number(count)));
        let (lines, errors, found) = (number(self.lines), number(self.errors), number(self.found));
        msg!("cli-batch-done", lines, errors, found, counts = Text::list(counts))
    }
}

/// Some lines that follow each other.
struct Group {
    number: u64,
    first: u64,
    lines: Vec<Line>,
}

/// What is written for a group.
struct Written {
    number: u64,
    text: Vec<u8>,
    told: Told,
    /// What the lines took of the bounds.
    held: (usize, usize),
}

/// What the writer is told.
enum Message {
    Written(Written),
    /// The input cannot be read on.
    Unreadable(io::Error),
    /// A thread has failed, and its lines are missing.
    Lost,
}

/// How much is on the way.
#[derive(Default)]
struct Way {
    held: Mutex<(usize, usize)>,
    left: Condvar,
}

impl Way {
    fn held(&self) -> MutexGuard<'_, (usize, usize)> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room, or nothing else is on the way.
    fn enter(&self, (lines, bytes): (usize, usize), most_lines: usize) {
        let full = |held: &mut (usize, usize)| held.0 > 0 && (held.0 + lines > most_lines || held.1 + bytes > BYTES);
        let mut held = self.left.wait_while(self.held(), full).unwrap_or_else(PoisonError::into_inner);
        held.0 += lines;
        held.1 += bytes;
    }

    fn leave(&self, (lines, bytes): (usize, usize)) {
        let mut held = self.held();
        held.0 = held.0.saturating_sub(lines);
        held.1 = held.1.saturating_sub(bytes);
        self.left.notify_one();
    }
}

/// Judges every line of the input and writes to the standard output. The threads are not waited for: when the
/// output is closed one may still wait for input that never comes.
pub(super) fn run(
    batch: &Arc<Batch>,
    input: Box<dyn Read + Send>,
    bounds: &Bounds,
    (lang, count): (Lang, LineCount),
) -> Result<Told, Failure> {
    let way = Arc::new(Way::default());
    let (to_judges, groups) = channel::<Group>();
    let (to_writer, written) = channel::<Message>();
    let groups = Arc::new(Mutex::new(groups));
    let spawn =
        |work: Box<dyn FnOnce() + Send>| Builder::new().stack_size(STACK).spawn(work).map(drop).map_err(Failure::Input);
    for _ in 0..bounds.jobs {
        let (batch, groups, to_writer) = (batch.clone(), groups.clone(), to_writer.clone());
        let line = bounds.line;
        spawn(Box::new(move || judge(&batch, &groups, &to_writer, line, lang)))?;
    }
    let (reader_way, in_flight) = (way.clone(), bounds.in_flight);
    let lines = Lines::new(input, bounds.line);
    spawn(Box::new(move || read(lines, &reader_way, in_flight, &to_judges, &to_writer)))?;
    write(&written, &way, count)
}

fn read<R: Read>(
    mut lines: Lines<R>,
    way: &Way,
    in_flight: usize,
    to_judges: &Sender<Group>,
    to_writer: &Sender<Message>,
) {
    let mut first = 1;
    for number in 0.. {
        let lines = match lines.next() {
            Ok(lines) if lines.is_empty() => return,
            Ok(lines) => lines,
            Err(error) => {
                // When the writer is gone, so is the one who would be told.
                let _ = to_writer.send(Message::Unreadable(error));
                return;
            }
        };
        let held = held(&lines);
        way.enter(held, in_flight);
        let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        if to_judges.send(Group { number, first, lines }).is_err() {
            return;
        }
        first += count;
    }
}

fn held(lines: &[Line]) -> (usize, usize) {
    (lines.len(), lines.iter().flatten().map(Vec::len).sum())
}

fn judge(batch: &Batch, groups: &Mutex<Receiver<Group>>, to_writer: &Sender<Message>, limit: usize, lang: Lang) {
    loop {
        let group = groups.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(group) = group else { return };
        // A panic has printed its message; without this its lines would be missing and nobody would know.
        let written = catch_unwind(AssertUnwindSafe(|| judged(batch, group, limit, lang)));
        if to_writer.send(written.map_or(Message::Lost, Message::Written)).is_err() {
            return;
        }
    }
}

fn judged(batch: &Batch, group: Group, limit: usize, lang: Lang) -> Written {
    let Group { number, first, lines } = group;
    let held = held(&lines);
    let mut told = Told::default();
    let mut text = Vec::new();
    for (line, at) in lines.into_iter().zip(first..) {
        let judged = match line {
            Some(bytes) => batch.judge(at, &bytes),
            None => Batch::too_long(at, limit),
        };
        told.lines += 1;
        match &judged.judged {
            Err(_) => told.errors += 1,
            Ok(account) => {
                let finding = |(verdict, count): (Verdict, u64)| {
                    matches!(verdict, Verdict::Violated | Verdict::Improbable) && count > 0
                };
                told.found += u64::from(Verdict::ALL.into_iter().zip(account.counts).any(finding));
                told.counts.iter_mut().zip(account.counts).for_each(|(sum, more)| *sum += more);
            }
        }
        render::write_batch_line(&judged, lang, &mut text);
    }
    Written { number, text, told, held }
}

/// Writes the groups in order until every thread is done.
fn write(written: &Receiver<Message>, way: &Way, mut count: LineCount) -> Result<Told, Failure> {
    let mut out = io::stdout().lock();
    let mut told = Told::default();
    let mut early = BTreeMap::new();
    let mut next = 0;
    let mut broken = None;
    for group in written {
        match group {
            Message::Written(group) => drop(early.insert(group.number, group)),
            // What was read before is written first.
            Message::Unreadable(error) => broken = Some(error),
            Message::Lost => return Err(Failure::Input(io::Error::other("a thread has failed"))),
        }
        while let Some(group) = early.remove(&next) {
            out.write_all(&group.text).map_err(Failure::Output)?;
            told.add(&group.told);
            way.leave(group.held);
            next += 1;
        }
        out.flush().map_err(Failure::Output)?;
        count.tell(told.lines);
    }
    broken.map_or(Ok(told), |error| Err(Failure::Input(error)))
}
