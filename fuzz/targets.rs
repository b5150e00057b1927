//! What is done with hostile bytes: every target must come to an end without a panic, whatever the bytes are, and
//! keep the promises that it asserts. `tests/it/fuzz.rs` replays the corpus through the same functions.

use std::fs;
use std::path::PathBuf;

use gouji::render::{self, Forms, TextOptions};
use gouji::result::{self, Document, Wanted};
use gouji::{
    Baseline, Engine, FormatOptions, Lang, Limits, Options, Report, Roster, SourceId, Verdict, Waivers, decode_account,
    format, load_account, snapshot,
};

/// Between the rules and the account of one input.
const SEPARATOR: &str = "\n=====\n";

/// Steps of evaluation after which a run gives up, so that one input takes little time.
const STEPS: usize = 200_000;

const STYLE: render::Style = render::Style { color: false, width: 100, lang: Lang::Zh };

/// A rule file through parser, names, definitions and static checks, and its problems drawn.
pub(crate) fn rules(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut engine = Engine::new();
    engine.use_rules("fuzz.gj", text);
    let problems = engine.lint();
    for problem in problems.iter().take(20) {
        assert!(!problem.message.get(Lang::Zh).is_empty());
        drop(render::diagnostic(problem, engine.sources(), &STYLE));
    }
}

/// An account file through its decoder and loader. What the reader of plain blocks takes is read again by the full
/// parser, which an end-of-document mark asks for, and must be the same account.
pub(crate) fn account(data: &[u8]) {
    let limits = Limits::default();
    let Ok(text) = decode_account("a.yaml", data.to_vec(), &limits) else { return };
    let Ok((account, _)) = load_account(SourceId(0), "a.yaml", &text, &limits) else { return };
    for id in account.ids() {
        drop(account.path(id));
    }
    // A block of text that is empty reaches to whatever comes after it; the reader of plain blocks leaves those.
    if text.ends_with('\n') && !text.contains("\n...") && !text.starts_with("...") && !text.contains(['|', '>']) {
        let marked = format!("{text}...\n");
        let (full, _) =
            load_account(SourceId(0), "a.yaml", &marked, &limits).expect("an account with its end marked is the same");
        assert_eq!(account.len(), full.len());
        for id in account.ids() {
            assert_eq!(account.node(id), full.node(id));
            assert_eq!(account.setting(id), full.setting(id));
        }
    }
}

/// Rules and an account through everything: verdicts, the result and back, and every writer of it.
pub(crate) fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((rules, account)) = text.split_once(SEPARATOR) else { return };
    let report = |explain_all| -> Option<(Engine, Report)> {
        let mut engine = Engine::new().with_options(Options {
            limits: Limits { steps: STEPS, ..Limits::default() },
            explain_all,
            ..Options::default()
        });
        engine.use_rules("fuzz.gj", rules);
        let account = engine.read_account("a.yaml", account.as_bytes().to_vec()).ok()?;
        let report = engine.check(vec![account]);
        Some((engine, report))
    };
    let (Some((engine, plain)), Some((_, explained))) = (report(false), report(true)) else { return };
    let verdicts = |report: &Report| report.instances().map(|i| i.verdict).collect::<Vec<Verdict>>();
    assert_eq!(verdicts(&plain), verdicts(&explained), "asking for evidence changes no verdict");
    let document = Document::of(&explained, engine.sources(), &Wanted::default());
    let mut written = Vec::new();
    render::write_json(&document, &mut written).expect("a vector takes everything");
    assert_eq!(Document::read(&written, &result::Limits::default()).as_ref(), Ok(&document), "a result reads back");
    let options = shown(&document);
    let mut programs = Vec::new();
    render::write_sarif(&document, &options, &mut programs).expect("a vector takes everything");
    render::write_junit(&document, &options, &mut programs).expect("a vector takes everything");
    render::write_github(&document, &options, &mut programs).expect("a vector takes everything");
    render::write_markdown(&document, &options, &mut programs).expect("a vector takes everything");
    assert!(std::str::from_utf8(&programs).is_ok());
}

/// A result read back: what is taken is written and read again as it was, and shown without harm to a terminal.
pub(crate) fn result(data: &[u8]) {
    let Ok(document) = Document::read(data, &result::Limits::default()) else { return };
    let mut written = Vec::new();
    render::write_json(&document, &mut written).expect("a vector takes everything");
    assert_eq!(Document::read(&written, &result::Limits::default()).as_ref(), Ok(&document), "a result reads back");
    shown(&document);
}

/// A document as text, without anything that controls a terminal.
fn shown(document: &Document) -> TextOptions {
    let mut text = Vec::new();
    let options = TextOptions { style: STYLE, shown: Verdict::ALL.to_vec(), quiet: false, forms: Forms::default() };
    render::write_text(document, &options, &mut text).expect("a vector takes everything");
    let controls = |c: &char| {
        c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c) || ('\u{2066}'..='\u{2069}').contains(c)
    };
    assert!(
        !String::from_utf8(text).expect("UTF-8").chars().any(|c| controls(&c)),
        "control characters are neutralised"
    );
    options
}

/// A rule file through the formatter: its output is stable.
pub(crate) fn formatter(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let options = FormatOptions::default();
    if let Ok(once) = format(SourceId(0), text, &options) {
        assert_eq!(format(SourceId(0), &once, &options).ok().as_ref(), Some(&once), "formatted text stays as it is");
    }
}

/// One of the typed files; the first line says which.
pub(crate) fn typed(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((name, text)) = text.split_once('\n') else { return };
    let mut engine = Engine::new();
    let source = engine.add_text(name, text);
    match name {
        "waivers.yaml" => drop(Waivers::default().read(source, engine.sources())),
        "baseline.json" => drop(Baseline::read(source, engine.sources())),
        "units.yaml" => drop(Roster::read(source, engine.sources())),
        "gouji.toml" => drop(engine.read_config(name, text)),
        "gouji.lock" => drop(engine.read_lock(name, text)),
        "a.snap" => drop(snapshot::read(source, text)),
        "pack.yaml" | "figures.yaml" | "codes.yaml" => pack(name, text),
        _ => {}
    }
}

/// A pack in a folder with one file of its own.
fn pack(name: &str, text: &str) {
    let folder: PathBuf = std::env::temp_dir().join(format!("gouji-fuzz-{}", std::process::id()));
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("pack.yaml"), "name: own\nversion: 0.1.0\ntitle: 甲\n"))
        .and_then(|()| fs::write(folder.join(name), text));
    if written.is_ok() {
        drop(Engine::new().verify_pack_folder(&folder));
    }
    drop(fs::remove_dir_all(&folder));
}
