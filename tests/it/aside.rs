//! Runs of many accounts, which are put aside until they are judged: everything is as if all were held, and what cannot be
//! put aside is told.

use std::fs;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use gouji::render::{
    Forms, Style, TextOptions, write_html, write_json, write_markdown, write_sarif, write_text, write_xlsx,
};
use gouji::result::{Document, Redaction, Wanted};
use gouji::{Engine, Lang, Medium, Report, Shelf, Verdict};

use crate::support::{expected_accounts, folder, gouji_in, text, write};

const SEVERAL: [&str; 5] = ["dept24", "dept23", "approved", "u1", "u2"];

/// Real accounts, those that speak of each other, one twice, one that is none, one that a dictionary refuses, and one
/// that is read with a warning.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    let real = expected_accounts().into_iter().map(|name| format!("fixtures/{name}.yaml"));
    let several = SEVERAL.map(|name| format!("tests/several/{name}.yaml"));
    let mut files: Vec<_> = real.chain(several).map(|file| (file.clone(), text(&file).into_bytes())).collect();
    let first = files[0].1.clone();
    files.insert(3, ("copy.yaml".to_owned(), first));
    files.insert(5, ("none.yaml".to_owned(), b"a: [".to_vec()));
    files.insert(7, ("twice.yaml".to_owned(), "overview: {income_total: 1.00, 收入总计: 1.00}".into()));
    files
}

/// A run over them that holds so many accounts.
fn run(held: Option<usize>, threads: usize, prepare: impl Fn(&mut Engine)) -> (Engine, Report) {
    let mut engine = Engine::new().with_threads(threads).counting_the_rest(true);
    prepare(&mut engine);
    engine.record();
    held.into_iter().for_each(|held| engine.hold(held));
    let mut problems = Vec::new();
    let mut entered = Vec::new();
    for files in files().chunks(4) {
        for read in engine.enter(files.to_vec(), Ok) {
            match read {
                Ok(account) => entered.push(account),
                Err(found) => problems.extend(found),
            }
        }
    }
    let mut report = engine.check(entered);
    report.diagnostics.splice(0..0, problems);
    (engine, report)
}

fn document((engine, report): &(Engine, Report)) -> Document {
    Document::of(report, engine.sources(), &Wanted::default())
}

pub(crate) fn style() -> Style {
    Style { color: false, width: 100, lang: Lang::Zh }
}

/// Everything that is written of a document.
pub(crate) fn written(document: &Document) -> Vec<Vec<u8>> {
    let forms = Forms::default();
    let options = TextOptions { style: style(), shown: Verdict::ALL.to_vec(), quiet: false, forms };
    let mut written = vec![Vec::new(); 6];
    let [text, json, html, xlsx, markdown, sarif] = written.as_mut_slice() else { unreachable!() };
    write_text(document, &options, text).unwrap();
    write_json(document, json).unwrap();
    write_html(document, &options, html).unwrap();
    write_xlsx(document, &options, xlsx).unwrap();
    write_markdown(document, &options, markdown).unwrap();
    write_sarif(document, &options, sarif).unwrap();
    written
}

fn ready(_: &mut Engine) {}

fn of_all(engine: &mut Engine) {
    engine.use_pack("national");
    engine.use_rules(
        "all.gj",
        "rule A-1 \"各户\" {\n  on accounts where stage is missing\n  assert count(income.total) == 3\n}\n\
         rule A-2 \"各户之和\" {\n  assert income.total ≲ sum(accounts[year == 2024].income.total)\n}\n",
    );
}

#[test]
fn nothing_changes_when_accounts_are_put_aside() {
    for (name, prepare) in [("packs", ready as fn(&mut Engine)), ("rules about all", of_all)] {
        let whole = document(&run(None, 1, prepare));
        assert!(whole.findings.iter().any(|f| f.verdict == Verdict::Violated), "{name}");
        let expected = written(&whole);
        for (held, threads) in [(0, 1), (0, 2), (6, 1), (6, 2)] {
            let found = document(&run(Some(held), threads, prepare));
            assert!(found == whole, "{name}, {held} held, {threads} threads");
            assert!(written(&found) == expected, "{name}, {held} held, {threads} threads");
        }
    }
}

#[test]
fn diagnostics_point_into_texts_that_were_put_aside() {
    let told = |held| {
        let (engine, report) = run(held, 1, ready);
        let drawn = report.diagnostics.iter().map(|d| gouji::render::diagnostic(d, engine.sources(), &style()));
        drawn.collect::<Vec<_>>()
    };
    let held = told(None);
    assert!(held.len() >= 3, "{held:#?}");
    assert_eq!(told(Some(0)), held);
}

#[test]
fn what_is_put_aside_is_not_held() {
    let (engine, report) = run(Some(0), 1, ready);
    let told = format!("{:?}", report.diagnostics);
    let figures = report
        .instances()
        .flat_map(|i| &i.evidence.figures)
        .filter(|f| !told.contains(&report.accounts[f.account].file));
    let texts: Vec<_> = figures.filter_map(|f| f.span).map(|span| engine.sources().get(span.source)).collect();
    assert!(texts.len() > 100);
    assert!(texts.iter().all(|source| source.text.is_empty()));
}

#[test]
fn tables_come_back_as_they_were_put_aside() {
    let whole = document(&run(None, 1, ready));
    let shelf = Shelf::new(|| Ok(Box::new(Cursor::new(Vec::new()))));
    let mut aside = whole.clone();
    for account in &mut aside.accounts {
        account.tables.put_aside(&shelf).unwrap();
        account.tables.put_aside(&shelf).unwrap();
    }
    let held = |document: &Document| {
        let tables = document.accounts.iter().flat_map(|account| account.tables.get().unwrap().to_vec());
        tables.flat_map(|t| t.rows).flat_map(|row| row.figures).map(|figure| figure.held).collect::<Vec<_>>()
    };
    assert!(held(&whole).contains(&true) && held(&whole).contains(&false));
    assert_eq!(held(&aside), held(&whole));
    assert!(aside == whole);
    assert!(written(&aside) == written(&whole));
    let redaction = Redaction { amounts: true, names: true };
    let (whole, aside) = (whole.redacted(redaction).unwrap(), aside.redacted(redaction).unwrap());
    assert!(aside == whole);
    assert!(written(&aside) == written(&whole));
}

/// A medium on which there is room for little, or that does not give back what was put on it.
struct Bad {
    room: usize,
    reads: bool,
    bytes: Cursor<Vec<u8>>,
}

impl Write for Bad {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.room = self.room.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Bad {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.reads { self.bytes.read(bytes) } else { Ok(0) }
    }
}

impl Seek for Bad {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

fn bad(room: usize, reads: bool) -> io::Result<Box<dyn Medium>> {
    Ok(Box::new(Bad { room, reads, bytes: Cursor::default() }))
}

#[test]
fn what_cannot_be_put_aside_or_read_back_is_told() {
    let texts: usize = files().iter().map(|(_, bytes)| bytes.len()).sum();
    assert!((20_000..60_000).contains(&texts), "{texts}");
    let none = |engine: &mut Engine| engine.put_aside_on(|| Err(io::ErrorKind::PermissionDenied.into()));
    let small = |engine: &mut Engine| engine.put_aside_on(|| bad(20_000, true));
    // The texts find room, the tables do not.
    let middle = |engine: &mut Engine| engine.put_aside_on(|| bad(60_000, true));
    let deaf = |engine: &mut Engine| engine.put_aside_on(|| bad(usize::MAX, false));
    for prepare in [none as fn(&mut Engine), small, middle, deaf] {
        let (engine, _) = run(Some(0), 1, prepare);
        assert!(engine.has_errors());
        let codes: Vec<_> = engine.diagnostics().iter().map(|d| d.code).collect();
        assert_eq!(codes, ["file::put_aside"]);
    }
    let (_, report) = run(Some(0), 1, deaf);
    assert!(report.accounts.is_empty());
}

#[test]
fn a_run_without_a_temporary_folder_says_so_and_writes_nothing() {
    let folder = folder("aside");
    for number in 0..40 {
        write(&folder, &format!("a{number:02}.yaml"), "unit: 万元\noverview: {income_total: 1.00}\n");
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", ".", "--pack", "national", "-o", "html=page.html"])
        .env("TMPDIR", folder.join("not-there"))
        .current_dir(&folder)
        .output()
        .unwrap();
    if cfg!(unix) {
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains("TMPDIR"));
        assert!(!fs::exists(folder.join("page.html")).unwrap());
        assert!(output.stdout.is_empty());
    }
    let (code, _, _) = gouji_in(&folder, &["check", ".", "--pack", "national", "-o", "html=page.html"]);
    assert_ne!(code, 2);
    assert!(fs::exists(folder.join("page.html")).unwrap());
}
