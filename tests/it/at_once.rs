//! Accounts that are judged as they are read, since they speak of no other: everything is as if all were held.

use gouji::result::{Document, Wanted};
use gouji::{Diagnostic, Engine, Limits, Report};

use crate::aside::{files, style, written};
use crate::support::{folder, gouji_in, write};

type Prepare<'p> = &'p dyn Fn(&mut Engine);
type File = Result<(String, Vec<u8>), Diagnostic>;

/// The files of runs that are put aside, with some that cannot be read, are read with difficulty, or stand twice.
fn given() -> Vec<File> {
    let mut given: Vec<File> = files().into_iter().map(Ok).collect();
    let file = |name: &str, text: &str| Ok((name.to_owned(), text.as_bytes().to_vec()));
    given.insert(2, Err(Diagnostic::file_error("file::unreadable", "gone.yaml", "gone".into())));
    given.insert(4, Ok(("gbk.yaml".to_owned(), b"\xb5\xa5\xce\xbb: 1\n".to_vec())));
    given.push(file(
        "a.json",
        r#"{"entity": {"name": "甲"}, "year": 2024, "unit": "万元", "overview": {"income_total": 1}}"#,
    ));
    given.push(file(
        "b.yaml",
        "year: 2024\r\nentity:\r\n  name: 甲\r\nunit: 万元\r\noverview: {income_total: 1.00, 支出总计: 2.00}",
    ));
    given.push(file("c.yaml", "year: 2024\nunit: 万元\nentity: {name: 甲}\n"));
    given.push(file(
        "d.yaml",
        "entity: {province: 四川省}\nyear: 2024\nunit: 万元\noverview: {income_total: 3.00, expenditure_total: 2.00}\n",
    ));
    given
}

/// A run, in which accounts are judged as they come or are all held.
fn run(as_they_come: bool, threads: usize, prepare: impl Fn(&mut Engine)) -> (Engine, Report, Vec<Diagnostic>) {
    let mut engine = Engine::new().with_threads(threads).counting_the_rest(true);
    prepare(&mut engine);
    let mut problems = Vec::new();
    let mut report = if as_they_come {
        let entered = engine.enter(given(), |file| file);
        engine.prepare();
        let good = entered.into_iter().filter_map(|read| read.map_err(|found| problems.extend(found)).ok()).collect();
        engine.check(good)
    } else {
        let read = engine.read_accounts(given(), |file| file);
        engine.prepare();
        let good = read.into_iter().filter_map(|read| read.map_err(|found| problems.extend(found)).ok()).collect();
        engine.check::<gouji::Account>(good)
    };
    report.diagnostics.splice(0..0, problems.clone());
    (engine, report, problems)
}

/// Everything that can be seen of a run.
fn seen((engine, report, _): &(Engine, Report, Vec<Diagnostic>)) -> (Vec<Vec<u8>>, Vec<String>, String) {
    let document = Document::of(report, engine.sources(), &Wanted::default());
    let told = report.diagnostics.iter().chain(engine.diagnostics());
    let drawn = told.map(|d| gouji::render::diagnostic(d, engine.sources(), &style())).collect();
    (written(&document), drawn, format!("{:?} {:?}", report.submitted, report.unreadable))
}

/// What speaks of other accounts is in this file of the pack alone.
fn alone(engine: &mut Engine) {
    for rule in ["N-042", "N-076", "N-501", "N-502", "N-503", "N-504", "N-505"] {
        engine.ignore(rule, "--ignore", None);
    }
}

fn national(engine: &mut Engine) {
    engine.use_pack("national");
    alone(engine);
}

fn texts_held((engine, report, _): &(Engine, Report, Vec<Diagnostic>)) -> usize {
    let spans = report.instances().flat_map(|i| &i.evidence.figures).filter_map(|figure| figure.span);
    let mut held: Vec<_> =
        spans.filter(|s| !engine.sources().get(s.source).text.is_empty()).map(|s| s.source).collect();
    held.sort();
    held.dedup();
    held.len()
}

#[test]
fn nothing_changes_when_accounts_are_judged_as_they_come() {
    let few_steps = |engine: &mut Engine| {
        national(engine);
        engine.set_limits(Limits { steps: 3_000, ..Limits::default() });
    };
    let few_verdicts = |engine: &mut Engine| {
        national(engine);
        engine.set_limits(Limits { verdicts: 20, errors: 1, ..Limits::default() });
    };
    let rules =
        |engine: &mut Engine| engine.use_rules("own.gj", "overview.income_total == income.nowhere\n支出总计 == 1\n");
    let broken = |engine: &mut Engine| engine.use_rules("own.gj", "overview.income_total == income.nowhere_\n");
    let unknown = |engine: &mut Engine| engine.use_pack("nowhere");
    let nothing = |engine: &mut Engine| engine.select("X-999", "--select", None);
    let ways: [(&str, Prepare); 9] = [
        ("packs by province", &alone),
        ("one pack", &national),
        ("rules about others", &|_| {}),
        ("few steps", &few_steps),
        ("few verdicts", &few_verdicts),
        ("a rule file", &rules),
        ("a broken rule file", &broken),
        ("no such pack", &unknown),
        ("no such rule", &nothing),
    ];
    for (name, prepare) in ways {
        let held = run(false, 1, prepare);
        let expected = seen(&held);
        for threads in [1, 2] {
            let come = run(true, threads, prepare);
            let found = seen(&come);
            assert_eq!(found.1, expected.1, "{name}, {threads} threads");
            assert!(found == expected, "{name}, {threads} threads");
            assert_eq!(come.0.has_errors(), held.0.has_errors());
        }
    }
}

#[test]
fn of_accounts_that_are_judged_as_they_come_only_the_findings_are_held() {
    let held = texts_held(&run(false, 1, national));
    assert!(held > 10, "{held}");
    // Of texts that a diagnostic draws all is held.
    let left = texts_held(&run(true, 1, national));
    assert!(left < held / 2, "{left} of {held}");
}

#[test]
fn what_is_set_too_late_judges_nothing() {
    let late = |change: fn(&mut Engine)| {
        let mut engine = Engine::new().counting_the_rest(true);
        national(&mut engine);
        let entered = engine.enter(files(), Ok).into_iter().filter_map(Result::ok).collect();
        change(&mut engine);
        let report = engine.check::<gouji::Entered>(entered);
        (engine.has_errors(), report.accounts.len())
    };
    let (wrong, judged) = late(|_| {});
    assert!(!wrong && judged > 10);
    assert_eq!(late(Engine::record), (true, 0));
    assert_eq!(late(|engine| engine.use_rules("own.gj", "overview.income_total == 1\n")), (true, 0));
    assert_eq!(late(|engine| engine.select("N-001", "--select", None)), (true, 0));
    assert_eq!(late(|engine| engine.set_limits(Limits { steps: 10, ..Limits::default() })), (true, 0));
}

#[test]
fn the_command_says_the_same_on_any_number_of_threads() {
    let folder = folder("at_once");
    for (number, file) in given().into_iter().enumerate() {
        let Ok((name, bytes)) = file else { continue };
        let extension = name.rsplit_once('.').map_or("yaml", |(_, extension)| extension);
        write(&folder, &format!("f{number:02}.{extension}"), bytes);
    }
    let arguments = ["check", ".", "--pack", "national", "--ignore", "N-5*", "--ignore", "N-042", "--ignore", "N-076"];
    for format in ["text", "concise", "json", "github"] {
        let on = |threads: &str| gouji_in(&folder, &[&arguments[..], &["-o", format, "-j", threads]].concat());
        let one = on("1");
        assert_eq!(one.0, 3, "{}", one.2);
        assert_eq!(on("3"), one);
    }
}
