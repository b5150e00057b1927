//! `gouji snapshot review`: one pending snapshot after the other on a terminal, with the keys of cargo-insta.

use std::io::{self, IsTerminal};

use console::{Key, Term};
use gouji::render::{self, Style};
use gouji::snapshot::{compare, counts, tell};
use gouji::{Diagnostic, SourceMap, msg};

use super::pending::{self, Pending, PendingArgs};
use super::{Stored, load, places};
use crate::cli::{exit, fmt, output};

/// What becomes of a pending snapshot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Accept,
    Reject,
    Skip,
}

/// What is shown beside what has changed in the words of the field.
struct Shown {
    info: bool,
    diff: bool,
}

pub(super) fn run(args: &PendingArgs) -> u8 {
    let (mut sources, mut problems) = (SourceMap::default(), Vec::new());
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let problem = Diagnostic::file_error("snapshot::no_terminal", "-", msg!("snapshot-no-terminal"));
        let help = msg!(
            "snapshot-no-terminal-help",
            pending = "gouji snapshot pending",
            accept = "gouji snapshot accept",
            reject = "gouji snapshot reject"
        );
        let problem = Diagnostic { file: None, ..problem.with_help(help) };
        output::diagnostics(&[problem], &sources, args.style);
        return exit::USAGE;
    }
    let pending = pending::read(&args.paths, &mut sources, &mut problems);
    let style = output::style(args.style, &io::stdout());
    let said = match go_through(&pending, &style, &mut sources, &mut problems) {
        Ok(_) if pending.is_empty() && problems.is_empty() => style_line(&style, &msg!("snapshot-nothing-pending")),
        Ok([accepted, rejected, skipped]) => {
            let [accepted, rejected, skipped] = [accepted, rejected, skipped].map(|n| n.to_string());
            style_line(&style, &msg!("snapshot-review-done", accepted, rejected, skipped))
        }
        Err(error) => return output::failed(&error, args.style),
    };
    output::diagnostics(&problems, &sources, args.style);
    pending::finish(&said, &problems, args.style)
}

fn style_line(style: &Style, text: &gouji::Text) -> String {
    render::neutralised(&text.get(style.lang))
}

/// Asks for each snapshot what is to become of it, and does it; how many were accepted, rejected and skipped.
#[expect(clippy::indexing_slicing, reason = "there is a counter for each decision")]
fn go_through(
    pending: &[Pending],
    style: &Style,
    sources: &mut SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> io::Result<[usize; 3]> {
    let term = Term::stdout();
    let mut shown = Shown { info: true, diff: true };
    let mut all = None;
    let mut done = [0; 3];
    for (number, one) in pending.iter().enumerate() {
        let old = match load(&places::accepted(&one.path), sources) {
            Ok(old) => old,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let decision = match all {
            Some(decision) => decision,
            None => {
                let (decision, for_all) = ask(&term, (number, pending.len()), one, old.as_ref(), &mut shown, style)?;
                all = for_all.then_some(decision);
                decision
            }
        };
        let result = match decision {
            Decision::Accept => pending::keep(one).map(drop),
            Decision::Reject => pending::remove(&one.path),
            Decision::Skip => Ok(()),
        };
        match result {
            Ok(()) => done[decision as usize] += 1,
            Err(problem) => problems.push(problem),
        }
    }
    Ok(done)
}

/// Shows one pending snapshot until a key decides; true when the decision is for all that remain.
fn ask(
    term: &Term,
    (number, total): (usize, usize),
    new: &Pending,
    old: Option<&Stored>,
    shown: &mut Shown,
    style: &Style,
) -> io::Result<(Decision, bool)> {
    loop {
        term.clear_screen()?;
        output::stdout(page((number, total), new, old, shown, style).as_bytes())?;
        loop {
            // As in cargo-insta, the return key accepts, escape rejects and the space bar skips.
            match term.read_key()? {
                Key::Char('a') | Key::Enter => return Ok((Decision::Accept, false)),
                Key::Char('A') => return Ok((Decision::Accept, true)),
                Key::Char('r') | Key::Escape => return Ok((Decision::Reject, false)),
                Key::Char('R') => return Ok((Decision::Reject, true)),
                Key::Char('s' | ' ') => return Ok((Decision::Skip, false)),
                Key::Char('S') => return Ok((Decision::Skip, true)),
                Key::Char('i') => shown.info = !shown.info,
                Key::Char('d') => shown.diff = !shown.diff,
                _ => continue,
            }
            break;
        }
    }
}

/// What stands on the screen for one pending snapshot.
fn page((number, total): (usize, usize), new: &Pending, old: Option<&Stored>, shown: &Shown, style: &Style) -> String {
    let snapshot = &new.stored.snapshot;
    let accepted = places::accepted(&new.path).to_string_lossy().into_owned();
    let (number, total) = ((number + 1).to_string(), total.to_string());
    let mut text = style_line(style, &msg!("snapshot-reviewing", number, total, name = &accepted));
    if shown.info {
        let rows = snapshot.head.iter().map(|(key, said)| format!("  {key}  {said}\n"));
        text.push_str(&render::neutralised(&rows.collect::<String>()));
    }
    text.push('\n');
    match old {
        Some(old) => text.push_str(&tell(&compare(&old.snapshot, snapshot), style)),
        None => {
            let counts = counts(snapshot, style);
            text.push_str(&style_line(style, &msg!("snapshot-new", name = &snapshot.source, counts)));
        }
    }
    if shown.diff {
        text.push('\n');
        // What stands in a file must not act on the terminal.
        let before = old.map(|old| render::neutralised(&old.text)).unwrap_or_default();
        let diff = fmt::unified(&accepted, &before, &render::neutralised(&new.stored.text), style);
        text.push_str(&diff.unwrap_or_default());
    }
    text.push('\n');
    text.push_str(&style_line(style, &msg!("snapshot-review-keys")));
    text.push_str(&style_line(style, &msg!("snapshot-review-all")));
    text
}
