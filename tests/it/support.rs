//! What several tests need: the fixtures, a check of one of them, the binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gouji::{Account, BatchAccount, Engine, Instance, Lang, Report, Verdict, Waivers};
use serde_json::Value;

/// A path within the project.
pub(crate) fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The text of a file of the project.
pub(crate) fn text(relative: &str) -> String {
    fs::read_to_string(path(relative)).unwrap()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            rust_files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

/// The Rust files of a folder of the project, by their path in it, with their texts.
pub(crate) fn rust_sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    rust_files(&path(folder), &mut found);
    let root = path(".");
    let relative = |p: &PathBuf| p.strip_prefix(&root).unwrap().to_str().unwrap().trim_start_matches("./").to_owned();
    found.iter().map(|p| (relative(p), fs::read_to_string(p).unwrap())).collect()
}

/// The accounts for which `tests/expected` has a file, in the order of their names.
pub(crate) fn expected_accounts() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path("tests/expected"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter_map(|n| n.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The expected items of an account.
pub(crate) fn expected_file(account: &str) -> String {
    text(&format!("tests/expected/{account}.yaml"))
}

/// Checks a fixture with the pack of its province.
pub(crate) fn check(account: &str) -> Report {
    let name = format!("fixtures/{account}.yaml");
    let mut engine = Engine::new();
    let account = engine.read_account(&name, fs::read(path(&name)).unwrap()).unwrap();
    let report = engine.check(vec![account]);
    assert!(!engine.has_errors(), "{:#?}", engine.diagnostics());
    report
}

/// Runs the binary in a folder, and gives exit code, standard output and standard error.
pub(crate) fn gouji_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("GOUJI_LANG")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// Runs the binary in the project's folder, with nothing of the caller's environment that could show.
pub(crate) fn gouji(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(path("."))
        .env_remove("GOUJI_LANG")
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

/// Exit code and standard output of the binary.
pub(crate) fn stdout(arguments: &[&str]) -> (i32, String) {
    let output = gouji(arguments);
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stdout).unwrap())
}

/// Exit code and standard error of the binary.
pub(crate) fn stderr(arguments: &[&str]) -> (i32, String) {
    let output = gouji(arguments);
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stderr).unwrap())
}

/// A fresh folder for one test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file into a folder, and gives its path.
pub(crate) fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A JSON Schema ready to judge values, by a validator that knows nothing of the tool.
pub(crate) struct Validator {
    schemas: boon::Schemas,
    schema: boon::SchemaIndex,
}

impl Validator {
    /// A schema of draft-07, which is itself judged by that of draft-07.
    pub(crate) fn of(schema: Value) -> Self {
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("file:///schema.json", schema).unwrap();
        let mut schemas = boon::Schemas::new();
        let schema = compiler.compile("file:///schema.json", &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
        Self { schemas, schema }
    }

    /// What is wrong with a value; none when it passes.
    pub(crate) fn fault(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.schema).err().map(|error| error.to_string())
    }
}

/// The entries that `gouji waive` writes for a rule on an account, without the lines to be filled in.
pub(crate) fn waiver_entry(account: &str, rule: &str) -> String {
    let mut engine = Engine::new();
    let account = engine.read_account("account.yaml", text(account).into_bytes()).unwrap();
    let report = engine.check(vec![account]);
    let found = Waivers::default().skeletons(&report, rule, None, Lang::Zh).entries.concat();
    let known = |line: &&str| !line.contains('#') && !line.contains("evidence");
    found.lines().filter(known).map(|line| line.to_owned() + "\n").collect()
}

/// Judges an account as a line of a batch: the counts and the instances that neither hold nor are not applicable
/// are those of a report.
pub(crate) fn assert_same_in_batch(mut engine: Engine, account: &Account) {
    let mut line = String::new();
    crate::json_accounts::json(account, account.root(), &mut line);
    let read = engine.read_account("1.json", line.clone().into()).unwrap();
    let report = engine.check(vec![read]);
    let judged = engine.into_batch(None, Verdict::ALL.to_vec()).judge(1, line.as_bytes()).judged;
    let BatchAccount { counts, findings, .. } = judged.unwrap_or_else(|e| panic!("{e:?}\n{line}"));
    let of_report = Verdict::ALL.map(|verdict| u64::try_from(report.count(verdict)).unwrap());
    assert_eq!(counts, of_report, "{line}");
    let told = |instance: &Instance| {
        let mut instance = instance.clone();
        // Of a line nothing is told with its place in it.
        instance.evidence.figures_mut().iter_mut().for_each(|figure| figure.span = None);
        format!("{instance:?}")
    };
    let plain = |instance: &&Instance| !matches!(instance.verdict, Verdict::Holds | Verdict::NotApplicable);
    let of_report: Vec<String> = report.instances().filter(plain).map(told).collect();
    let of_batch: Vec<String> = findings.iter().map(|finding| told(&finding.instance)).collect();
    assert_eq!(of_batch, of_report, "{line}");
}
