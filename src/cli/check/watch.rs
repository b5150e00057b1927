//! `gouji check --watch`: judges again when a file of the run changes. Files are asked for their time and size, which
//! every file system can answer, those of the network too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use gouji::{Diagnostic, Engine, Text, msg};

use super::super::config::Loaded;
use super::super::{exit, files, output};
use super::{CheckArgs, arguments, once};

/// Shortest time between two looks.
const PAUSE: Duration = Duration::from_millis(250);
/// A look takes at most this part of the time.
const PART: u32 = 10;
/// Most files that a separating line names.
const NAMED: usize = 3;

/// The files of a run with the time of their last change and their size; neither of a file that is not there.
type Look = BTreeMap<PathBuf, Option<(Option<SystemTime>, u64)>>;

pub(super) fn run(args: &CheckArgs) -> u8 {
    if let Some(problem) = refused(args) {
        output::note(&problem, args.out.style);
        return exit::USAGE;
    }
    let mut before = look(args);
    drop(once(args));
    output::note(&msg!("watch-waiting"), args.out.style);
    loop {
        let now = settled(args, &before);
        if let Err(error) = separate(&changed(&before, &now), args) {
            // Nobody reads any more.
            return if error.kind() == io::ErrorKind::BrokenPipe { exit::GOOD } else { exit::USAGE };
        }
        before = now;
        drop(once(args));
    }
}

/// Why a run cannot be watched.
fn refused(args: &CheckArgs) -> Option<Text> {
    let stdin = args.accounts.iter().any(|path| path.as_os_str() == "-");
    let format = output::document_on_stdout(&args.out).map(|format| msg!("watch-format", format));
    stdin.then(|| msg!("watch-stdin")).or(format)
}

/// Waits until something differs from a look, and then until nothing changes any more: an editor may write a file in
/// several steps.
fn settled(args: &CheckArgs, before: &Look) -> Look {
    let mut last: Option<Look> = None;
    loop {
        let began = Instant::now();
        let now = look(args);
        let took = began.elapsed();
        let same = now == *before;
        if !same && last.as_ref() == Some(&now) {
            return now;
        }
        last = (!same).then_some(now);
        sleep(PAUSE.max(took.saturating_mul(PART)));
    }
}

/// Looks at every file that the run reads, and at the places where one may come to be.
fn look(args: &CheckArgs) -> Look {
    let (mut engine, mut problems): (Engine, Vec<Diagnostic>) = (Engine::new(), Vec::new());
    let loaded = args.rules.config.load(&mut engine, &mut problems);
    let arguments = arguments(args);
    let mut paths = files::accounts(&arguments, &mut problems);
    output::leave_out(&args.out, &arguments, &mut paths);
    paths.extend(files::waivers(&arguments));
    paths.extend(files::rules(&files::split_rules(&args.rules.rules).0, &mut problems));
    paths.extend(files::of_packs(&pack_folders(args, &loaded, &engine)));
    paths.extend(args.answers.over(&loaded, &mut problems).all().cloned());
    paths.extend(args.listing.layout.iter().chain(&args.listing.letter).chain(&loaded.file).cloned());
    paths.push(args.rules.config.lock_file(&loaded));
    let states = paths.into_iter().map(|path| {
        let state = path.metadata().ok().map(|metadata| (metadata.modified().ok(), metadata.len()));
        (path, state)
    });
    states.collect()
}

/// The folders of the packs of the run.
fn pack_folders(args: &CheckArgs, loaded: &Loaded, engine: &Engine) -> Vec<PathBuf> {
    let named = args.rules.packs.iter().map(PathBuf::from).filter(|folder| folder.is_dir());
    let configured = loaded.pack_folders(&engine.pack_names()).into_iter().map(PathBuf::from);
    named.chain(configured).collect()
}

/// The files that differ.
fn changed(before: &Look, now: &Look) -> Vec<String> {
    let differs = |path: &&PathBuf| before.get(*path) != now.get(*path);
    let paths: BTreeSet<&PathBuf> = before.keys().chain(now.keys()).filter(differs).collect();
    paths.into_iter().map(|path| files::shown(path)).collect()
}

/// Writes a line between two reports, with what has changed.
fn separate(changed: &[String], args: &CheckArgs) -> io::Result<()> {
    let named = Text::list(changed.iter().take(NAMED));
    let more = changed.len().saturating_sub(NAMED);
    let told =
        if more == 0 { msg!("watch-changed", files = named) } else { msg!("watch-changed-more", files = named, more) };
    let style = output::style(&args.out, &io::stdout());
    let line = gouji::render::separator(&told, &style);
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes())?;
    out.flush()
}
