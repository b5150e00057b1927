//! Where results go: the terminal, a pipe that may close, a file that is never left half-written.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use gouji::render::{self, Forms, Layout, Letter, Style, TextOptions};
use gouji::result::{Document, Redaction, Wanted};
use gouji::{Diagnostic, Exact, Reading, Report, SourceMap, Text, Verdict, msg};

use super::{ColorArg, ListingArgs, OutputArgs, StyleArgs, files, in_both};

/// A format of `-o`, and the file it goes to; the standard output without one.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    format: &'static Format,
    path: Option<PathBuf>,
}

/// A format, and what it needs of a run.
#[derive(Debug)]
struct Format {
    name: &'static str,
    /// Whether every instance is written, whatever is listed, and with its evidence even if it holds.
    whole: bool,
    /// Whether every figure shows what became of it, so that what does not hold is written, whatever is listed.
    marks: bool,
    /// Whether it shows lines of the accounts and rule files.
    excerpts: bool,
    /// Whether it stands for the accounts, and so has to have what they print.
    records: bool,
    /// Whether it is made to be passed on.
    shared: bool,
    /// Whether it is no text, so that it has to have a file.
    binary: bool,
    write: Writer,
    /// What it writes into a folder: a file for each account.
    each: Option<EachWriter>,
}

type Writer = fn(&Document, &TextOptions, &mut Sink) -> io::Result<()>;
/// Files with their names.
type EachWriter = fn(&Document, &TextOptions) -> io::Result<Vec<(String, Vec<u8>)>>;

/// What is written without being asked for.
static TEXT: Target = Target { format: &FORMATS[0], path: None };

/// Every format.
static FORMATS: [Format; 11] = [
    Format { excerpts: true, ..view("text", render::write_text) },
    view("concise", render::write_concise),
    Format {
        whole: true,
        excerpts: true,
        records: true,
        ..view("json", |document, _, out| render::write_json(document, out))
    },
    Format { whole: true, ..view("ndjson", |document, _, out| render::write_ndjson(document, out)) },
    Format { shared: true, ..view("github", render::write_github) },
    Format { records: true, shared: true, ..view("markdown", render::write_markdown) },
    Format { whole: true, records: true, shared: true, ..view("sarif", render::write_sarif) },
    Format { whole: true, shared: true, ..view("junit", render::write_junit) },
    Format { marks: true, records: true, shared: true, ..view("html", render::write_html) },
    Format { marks: true, records: true, shared: true, binary: true, ..view("xlsx", render::write_xlsx) },
    Format {
        records: true,
        shared: true,
        binary: true,
        each: Some(render::write_docx_each),
        ..view("docx", render::write_docx)
    },
];

/// A view of what is listed, that needs nothing else.
const fn view(name: &'static str, write: Writer) -> Format {
    Format {
        name,
        whole: false,
        marks: false,
        excerpts: false,
        records: false,
        shared: false,
        binary: false,
        write,
        each: None,
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let (name, path) = format_and_path(word)?;
        let Some(format) = FORMATS.iter().find(|format| format.name == name) else {
            let all: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            return Err(format!("{}: {}", in_both(&msg!("cli-no-format")), all.join(", ")));
        };
        if format.binary && path.is_none() {
            return Err(in_both(&msg!("cli-needs-file", format = name)));
        }
        Ok(Target { format, path })
    }
}

/// The two parts of `FORMAT[=PATH]`.
pub(crate) fn format_and_path(word: &str) -> Result<(&str, Option<PathBuf>), String> {
    match word.split_once('=') {
        Some((name, path)) if !path.is_empty() => Ok((name, Some(PathBuf::from(path)))),
        Some((_, _)) => Err(in_both(&msg!("cli-no-file-name"))),
        None => Ok((word, None)),
    }
}

/// The style that the arguments and the terminal ask for.
pub(crate) fn style(args: impl Into<StyleArgs>, stream: &impl IsTerminal) -> Style {
    let args = args.into();
    let color = match args.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => stream.is_terminal() && !no_color() && !is_dumb(),
    };
    // A fixed width: the same input gives the same bytes on every terminal.
    Style { color, width: 100, lang: args.lang.into() }
}

/// Whether the environment asks for no colours.
pub(crate) fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}

/// Whether the terminal takes characters alone.
pub(crate) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|v| v == "dumb")
}

/// Prints what is wrong with inputs on the standard error.
pub(crate) fn diagnostics(problems: &[Diagnostic], sources: &SourceMap, args: impl Into<StyleArgs>) {
    let style = style(args, &io::stderr());
    let text: String = problems.iter().map(|d| render::diagnostic(d, sources, &style)).collect::<Vec<_>>().join("\n");
    // Nobody is left to tell when the standard error is closed.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The targets of the arguments; text on the standard output unless another format goes there.
fn targets(args: &OutputArgs) -> impl Iterator<Item = &Target> {
    let to_stdout = args.output.iter().any(|t| t.path.is_none());
    args.output.iter().chain((!to_stdout).then_some(&TEXT))
}

/// The document of a report, with as much as its targets ask for.
pub(crate) fn document(report: &Report, sources: &SourceMap, args: &OutputArgs, shown: &[Verdict]) -> Document {
    let (whole, marks) = (is_whole(args), targets(args).any(|t| t.format.marks));
    // Figures for which something holds are marked without it.
    let is_mark = |verdict: &Verdict| marks && !matches!(verdict, Verdict::Holds | Verdict::NotApplicable);
    let is_wanted = |verdict: &Verdict| whole || shown.contains(verdict) || is_mark(verdict);
    let verdicts = Verdict::ALL.into_iter().filter(is_wanted).collect();
    Document::of(report, sources, &Wanted { verdicts, excerpts: targets(args).any(|t| t.format.excerpts) })
}

/// The forms of the office that the arguments name.
///
/// # Errors
/// The exit code, once it is told what is wrong with each of them.
pub(crate) fn forms(listing: &ListingArgs, args: &OutputArgs) -> Result<Forms, u8> {
    let mut forms = Forms::default();
    let mut failed = false;
    if let Some(path) = &listing.layout {
        let mut sources = SourceMap::default();
        let read = files::read_text(path)
            .map_err(|problem| vec![problem])
            .and_then(|text| Layout::read(sources.add(files::shown(path), text), &sources));
        match read {
            Ok(layout) => forms.layout = Some(layout),
            Err(problems) => {
                diagnostics(&problems, &sources, args);
                failed = true;
            }
        }
    }
    if let Some(path) = &listing.letter {
        let read =
            files::read(path, &gouji::Limits::default()).and_then(|bytes| Letter::read(&files::shown(path), &bytes));
        match read {
            Ok(letter) => forms.letter = Some(letter),
            Err(problem) => {
                diagnostics(&[problem], &SourceMap::default(), args);
                failed = true;
            }
        }
    }
    if let Some(over) = &listing.change_over {
        forms.over = over.clone();
    }
    if failed { Err(super::exit::USAGE) } else { Ok(forms) }
}

/// Reads a threshold in percent: `30`, `12.5`, `20%`.
pub(crate) fn percent(word: &str) -> Result<Exact, String> {
    let number = word.strip_suffix('%').unwrap_or(word);
    match gouji::read_printed(number) {
        Reading::Number(printed) if printed.suffix().is_none() && !number.starts_with('-') => {
            Ok(Exact::from_decimal(printed.value()))
        }
        _ => Err(in_both(&msg!("cli-no-percent"))),
    }
}

/// Writes a document to every target.
pub(crate) fn report(
    document: &Document,
    args: &OutputArgs,
    shown: &[Verdict],
    (quiet, forms): (bool, &Forms),
) -> io::Result<()> {
    if let Some(problem) = kept_back(document, args) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, problem.get(args.style.lang.into())));
    }
    let redaction = Redaction { amounts: args.redact_amounts, names: args.redact_names };
    let redacted = (!redaction.is_none()).then(|| document.clone().redacted(redaction)).transpose()?;
    let document = redacted.as_ref().unwrap_or(document);
    let write = |target: &Target| {
        let style = match target.path {
            Some(_) => Style { color: false, ..style(args, &io::stdout()) },
            None => style(args, &io::stdout()),
        };
        write_target(target, document, &TextOptions { style, shown: shown.to_vec(), quiet, forms: forms.clone() })
    };
    // One that cannot be written keeps no other from being written.
    let failed: Vec<io::Error> = targets(args).filter_map(|target| write(target).err()).collect();
    match failed.as_slice() {
        [] => Ok(()),
        failed => {
            let all: Vec<String> = failed.iter().map(io::Error::to_string).collect();
            Err(io::Error::other(all.join("; ")))
        }
    }
}

/// Writes a document to one target.
fn write_target(target: &Target, document: &Document, options: &TextOptions) -> io::Result<()> {
    if let (Some(each), Some(folder)) = (target.format.each, target.path.as_deref().filter(|path| is_folder(path))) {
        fs::create_dir_all(folder)?;
        for (name, bytes) in each(document, options)? {
            write_file(&folder.join(name), &bytes)?;
        }
        return Ok(());
    }
    let write = |out: &mut Sink| (target.format.write)(document, options, out);
    match &target.path {
        Some(path) => write_by(path, write),
        None => stdout(&held(write)?),
    }
}

/// Says why the targets cannot all be written, if so: one would be written over another, or over what is read.
pub(crate) fn refused(args: &OutputArgs, read: &[PathBuf]) -> Option<Text> {
    let mut known: Vec<PathBuf> = Vec::new();
    for path in args.output.iter().filter_map(|target| target.path.as_deref()) {
        let place = place(path);
        if is_device(&place) {
            continue;
        }
        if known.contains(&place) {
            return Some(msg!("cli-output-twice", file = files::shown(path)));
        }
        if read.iter().any(|read| !read.is_dir() && self::place(read) == place) {
            return Some(msg!("cli-output-over-input", file = files::shown(path)));
        }
        known.push(place);
    }
    let on_stdout = args.output.iter().filter(|target| target.path.is_none()).count();
    let document = document_on_stdout(args).filter(|_| on_stdout > 1)?;
    Some(msg!("cli-output-stdout", format = document))
}

/// Where a path leads, whether there is a file or not.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let there = |folder: &Path| Some(folder.canonicalize().ok()?.join(path.file_name()?));
    path.canonicalize().ok().or_else(|| there(folder)).unwrap_or_else(|| path.to_path_buf())
}

/// Whether a path is a device or a pipe, to which any number may be written.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Whether a path is, or is to be, a folder.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

/// Why nothing may be written: an account is not for everybody, and a format is made to be passed on.
fn kept_back(document: &Document, args: &OutputArgs) -> Option<Text> {
    let class = document.classification().filter(|_| !args.with_closed)?;
    let format = targets(args).find(|target| target.format.shared)?.format.name;
    let account = document.accounts.iter().find(|account| account.classification == Some(class))?;
    Some(msg!("cli-classified", file = &account.file, class = class.word(), format))
}

/// Writes to a file, or to the standard output.
pub(crate) fn deliver(path: Option<&Path>, bytes: &[u8]) -> io::Result<()> {
    match path {
        Some(path) => write_file(path, bytes),
        None => stdout(bytes),
    }
}

/// Writes to the standard output; a closed pipe ends quietly.
pub(crate) fn stdout(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Whether a target stands for the accounts, and so has to have what they print.
pub(crate) fn records(args: &OutputArgs) -> bool {
    args.output.iter().any(|t| t.format.records)
}

/// Whether a target has every instance, with its evidence.
pub(crate) fn is_whole(args: &OutputArgs) -> bool {
    targets(args).any(|t| t.format.whole)
}

/// The first format on the standard output that is no text for people, of which several in a row make no sense.
pub(crate) fn document_on_stdout(args: &OutputArgs) -> Option<&'static str> {
    let to_stdout = args.output.iter().filter(|target| target.path.is_none());
    to_stdout.map(|target| target.format.name).find(|name| !matches!(*name, "text" | "concise"))
}

/// Takes the files that a run writes away from those that it has found in folders; what is named is meant.
pub(crate) fn leave_out(args: &OutputArgs, named: &[PathBuf], paths: &mut Vec<PathBuf>) {
    let real = |path: &Path| path.canonicalize().ok();
    let written: Vec<PathBuf> = args.output.iter().filter_map(|target| real(target.path.as_deref()?)).collect();
    let is = |path: &PathBuf| {
        written.iter().any(|file| file.file_name() == path.file_name() && real(path).as_ref() == Some(file))
    };
    paths.retain(|path| named.contains(path) || !is(path));
}

/// Whether JSON goes to the standard output.
pub(crate) fn wants_json(args: &OutputArgs) -> bool {
    args.output.iter().any(|t| t.format.name == "json" && t.path.is_none())
}

/// Writes beside the file and renames, so that nobody finds half of it. A link stays a link, a file that is there
/// keeps its permissions, and one that may not be written is left alone. A device or a pipe is written to: renamed over,
/// it would be gone for everybody.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_by(path, |out| out.write_all(bytes))
}

/// What a document is written to: the file itself, so that it need not be held, or memory, where nothing may come of it
/// before it is whole.
enum Sink {
    Held(Vec<u8>),
    /// With the name to be told when it cannot be written.
    File(io::BufWriter<fs::File>, PathBuf),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Held(held) => held.write(bytes),
            Sink::File(file, path) => file.write(bytes).map_err(|error| told(error, path)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Held(_) => Ok(()),
            Sink::File(file, path) => file.flush().map_err(|error| told(error, path)),
        }
    }
}

/// An error with the file that it is about.
fn told(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// What is written, whole.
fn held(write: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut out = Sink::Held(Vec::new());
    write(&mut out)?;
    match out {
        Sink::Held(bytes) => Ok(bytes),
        Sink::File(..) => Ok(Vec::new()),
    }
}

/// As [`write_file`], of what `write` writes.
fn write_by(path: &Path, write: impl FnOnce(&mut Sink) -> io::Result<()>) -> io::Result<()> {
    let target = path.canonicalize();
    let path = target.as_deref().unwrap_or(path);
    let told = |error| told(error, path);
    if is_device(path) {
        let bytes = held(write)?;
        return fs::OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(&bytes)).map_err(told);
    }
    let mut name = path.file_name().ok_or_else(|| io::Error::other("not a file name"))?.to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let permissions = match fs::metadata(path) {
        Ok(metadata) if metadata.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(metadata) => Ok(Some(metadata.permissions())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    let created = permissions.and_then(|permissions| Ok((permissions, fs::File::create(&beside)?)));
    let (permissions, file) = created.map_err(told)?;
    let mut out = Sink::File(io::BufWriter::new(file), path.to_path_buf());
    let written = write(&mut out).and_then(|()| out.flush());
    drop(out);
    let written = written.and_then(|()| {
        permissions.map_or(Ok(()), |p| fs::set_permissions(&beside, p)).map_err(told)?;
        fs::rename(&beside, path).map_err(told)
    });
    if written.is_err() {
        // The half that may have been written is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Says that the output could not be written.
pub(crate) fn failed(error: &io::Error, args: StyleArgs) -> u8 {
    note(&msg!("cli-output-failed", error = error.to_string()), args);
    super::exit::USAGE
}

/// Says what was done.
pub(crate) fn note(message: &gouji::Text, args: StyleArgs) {
    let _ = writeln!(io::stderr(), "gouji: {}", message.get(args.lang.into()));
}
