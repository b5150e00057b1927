//! `gouji test`: runs the cases of packs.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use gouji::case::{self, Case, Tested};
use gouji::render::Style;
use gouji::{Diagnostic, Engine, Limits, RuleInfo, msg};

use super::config::{ConfigFile, Loaded};
use super::{StyleArgs, check, exit, in_both, output};

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// 规则包的名称或文件夹；不写：当前文件夹的规则包，没有则为 gouji.toml 所指的文件夹，再没有则为内置各包 · Packs, by name or folder. Without any: the pack of the current folder, else those in folders that gouji.toml names, else all built-in ones
    #[arg(value_name = "PACK|DIR")]
    packs: Vec<String>,
    /// 只运行标题、文件名或所列规则含有此文字的案例 · Only cases whose title, file or rules contain this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// 列出没有案例查出、没有案例通过的规则 · List rules that no case catches out, and that no case passes
    #[arg(long)]
    coverage: bool,
    /// 逐个改动案例中的数，列出改了也没有规则察觉的数 · Change each figure and list those of which no rule takes notice
    #[arg(long)]
    mutate: bool,
    /// 输出格式 · Output: `json` or `junit`, with =PATH to a file beside the text
    #[arg(short = 'o', long = "output", value_name = "FORMAT[=PATH]")]
    output: Vec<Target>,
    #[command(flatten)]
    config: ConfigFile,
    #[command(flatten)]
    style: StyleArgs,
}

/// A format of `-o`, and the file it goes to; the standard output without one.
#[derive(Debug, Clone)]
struct Target {
    format: Format,
    path: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
enum Format {
    Text,
    Json,
    Junit,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let (name, path) = output::format_and_path(word)?;
        let format = match name {
            "text" => Format::Text,
            "json" => Format::Json,
            "junit" => Format::Junit,
            _ => return Err(format!("{}: text, json, junit", in_both(&msg!("cli-no-format")))),
        };
        Ok(Target { format, path })
    }
}

pub(crate) fn run(args: &TestArgs) -> u8 {
    let (mut engine, mut problems) = (Engine::new(), Vec::new());
    let loaded = args.config.load(&mut engine, &mut problems);
    if !problems.is_empty() {
        output::diagnostics(&problems, engine.sources(), args.style);
        return exit::USAGE;
    }
    let mut tested = Vec::new();
    let mut broken = false;
    for pack in packs(args, &loaded) {
        let mut engine = check::with_packs(Engine::new().explaining_all(true), &[pack]);
        match test(&mut engine, args) {
            Ok(found) => {
                output::diagnostics(engine.diagnostics(), engine.sources(), args.style);
                tested.push(found);
            }
            Err(problems) => {
                output::diagnostics(&problems, engine.sources(), args.style);
                broken = true;
            }
        }
    }
    if broken {
        return exit::USAGE;
    }
    match write(&tested, args) {
        Err(error) => output::failed(&error, args.style),
        Ok(()) if tested.iter().any(|pack| pack.failed().next().is_some()) => exit::FINDINGS,
        Ok(()) if tested.iter().all(|pack| pack.outcomes.is_empty()) => exit::NOTHING,
        Ok(()) => exit::GOOD,
    }
}

/// The packs that the arguments name, or that are meant without any.
fn packs(args: &TestArgs, loaded: &Loaded) -> Vec<String> {
    if !args.packs.is_empty() {
        return args.packs.clone();
    }
    if Path::new("pack.yaml").is_file() {
        return vec![".".to_owned()];
    }
    let known = Engine::new().pack_names();
    let own = loaded.pack_folders(&known);
    if own.is_empty() { known } else { own }
}

/// Runs the cases of the one pack that the engine was given.
fn test(engine: &mut Engine, args: &TestArgs) -> Result<Tested, Vec<Diagnostic>> {
    engine.prepare();
    let (Some(pack), false) = (engine.named_packs().first().cloned(), engine.has_errors()) else {
        return Err(engine.diagnostics().to_vec());
    };
    let rules = engine.rules(None);
    let cases: Vec<Case> =
        cases(engine, &pack, &rules)?.into_iter().filter(|case| wanted(case, engine, args)).collect();
    let style = output::style(args.style, &io::stdout());
    let mut outcomes = Vec::new();
    for case in &cases {
        outcomes.push(case::run(engine, case, &style)?);
    }
    let coverage = args.coverage.then(|| case::coverage(&pack, &rules, &outcomes));
    let mutation = if args.mutate { Some(case::mutate(engine, &cases)?) } else { None };
    Ok(Tested { pack, outcomes, coverage, mutation })
}

/// Every case of a pack; what is wrong is told of all its files at once.
fn cases(engine: &mut Engine, pack: &str, rules: &[RuleInfo]) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    let (mut cases, mut problems) = (Vec::new(), Vec::new());
    for (name, text) in engine.case_files(pack) {
        let read = engine.read_account(&name, text.into_bytes());
        match read.and_then(|file| case::read(&file, &ids, &Limits::default())) {
            Ok(found) => cases.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

fn wanted(case: &Case, engine: &Engine, args: &TestArgs) -> bool {
    let Some(filter) = args.filter.as_deref() else { return true };
    let file = &engine.sources().get(case.span.source).name;
    case.title.contains(filter) || file.contains(filter) || case.expected.iter().any(|e| e.rule.contains(filter))
}

/// Writes to every target; text on the standard output unless another format goes there.
fn write(tested: &[Tested], args: &TestArgs) -> io::Result<()> {
    let text = Target { format: Format::Text, path: None };
    let to_stdout = args.output.iter().any(|target| target.path.is_none());
    for target in args.output.iter().chain((!to_stdout).then_some(&text)) {
        let style = output::style(args.style, &io::stdout());
        let style = Style { color: style.color && target.path.is_none(), ..style };
        let mut bytes = Vec::new();
        match target.format {
            Format::Json => case::write_json(tested, &mut bytes)?,
            Format::Junit => case::write_junit(tested, &Style { color: false, ..style }, &mut bytes)?,
            Format::Text => {
                bytes = tested.iter().map(|pack| case::write_text(pack, &style)).collect::<String>().into_bytes();
            }
        }
        output::deliver(target.path.as_deref(), &bytes)?;
    }
    Ok(())
}
