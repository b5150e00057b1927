//! The command line: one command a file, exit codes and output in common.

mod answers;
mod batch;
mod check;
mod completions;
mod config;
mod doctor;
mod eval;
pub(crate) mod exit;
mod explain;
mod files;
mod fmt;
mod init;
mod lint;
mod man;
mod outcome;
mod output;
mod pack;
mod pages;
mod progress;
mod report;
mod schema;
mod snapshot;
mod template;
mod test;
mod tree;
mod version;
mod waive;

use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use gouji::{Lang, Text, Verdict, msg};

/// 勾稽：决算公开数审核 · audits published accounts and proves each verdict
#[derive(Debug, Parser)]
#[command(name = "gouji", version, about, arg_required_else_help = true, infer_subcommands = true)]
#[command(
    after_help = "退出码 exit codes: 0 相符 good, 1 有疑点 findings, 2 用法、规则或输入有误 usage, rule or input error, 3 部分文件读不了 some inputs unreadable, 4 什么也没审核 nothing was checked"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 审核决算 · Judge accounts by rules
    Check(check::CheckArgs),
    /// 把存下的审核结果写成各种格式 · Write a result that was kept as JSON in any format
    Report(report::ReportArgs),
    /// 审核一行一户的 NDJSON，一行出一行 · Judge accounts one line each: NDJSON in, one line out for each
    Batch(batch::BatchArgs),
    /// 计算一个式子或判断一条断言 · Evaluate an expression on an account
    Eval(eval::EvalArgs),
    /// 检查规则文件，不需要决算 · Look through rules, without any account
    Lint(lint::LintArgs),
    /// 说明规则、错误代码、函数 · Explain a rule, a code or a function; a rule on an account with every value
    Explain(explain::ExplainArgs),
    /// 把规则文件整理成标准写法 · Rewrite rule files in canonical form
    Fmt(fmt::FmtArgs),
    /// 规则包：列出、查看、新建、检查、比较、锁定、复制 · Packs: list, show, new, verify, diff, lock, vendor
    #[command(subcommand)]
    Pack(pack::PackCommand),
    /// 配置文件 gouji.toml · The configuration
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// 审核结果快照：改了规则、换了数字，结论怎样变 · Snapshots of outcomes: what a new rule or figure changes
    Snapshot(snapshot::SnapshotArgs),
    /// 打印一种文件的 JSON Schema · Print the JSON Schema of a file that people write
    Schema(schema::SchemaArgs),
    /// 取出审核意见、底稿版式的范本，改成自己的 · Write the standard letter or layout, to be made one's own
    Template(template::TemplateArgs),
    /// 运行规则包的案例 · Run the cases of packs
    Test(test::TestArgs),
    /// 为一条规则的疑点写出审核说明的条目 · Write entries of waivers.yaml for the findings of a rule
    Waive(waive::WaiveArgs),
    /// 新建一个项目，马上可用 · A new project that works at once
    Init(init::InitArgs),
    /// 引擎、格式和内置规则包的版本 · The versions of the engine, of formats and of the packs inside
    Version(version::VersionArgs),
    /// 检查终端、编码、配置、规则包、决算文件夹，说明怎样处理 · Looks at the surroundings and says what to do
    Doctor(doctor::DoctorArgs),
    /// 打印终端的补全脚本 · Print the completions of a shell
    Completions(completions::CompletionsArgs),
    /// 打印手册页，或写入文件夹 · Print the manual page, or write all pages into a folder
    Man(man::ManArgs),
}

/// Verdicts that are listed without being asked for.
const LISTED: [Verdict; 4] = [Verdict::Violated, Verdict::Improbable, Verdict::Undefined, Verdict::Waived];

/// Which instances are listed, and how.
#[derive(Debug, Args)]
struct ListingArgs {
    /// 另列出的结论 · Verdicts to list besides: rounding, undetermined, not_applicable, holds, all
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = parse_shown)]
    show: Vec<Vec<Verdict>>,
    /// 每条疑点只写一行 · One line for each finding
    #[arg(short, long)]
    quiet: bool,
    /// 底稿的版式（-o xlsx）· The layout of a working paper, see `gouji schema layout`
    #[arg(long, value_name = "FILE")]
    layout: Option<std::path::PathBuf>,
    /// 审核意见的模板（-o docx）· The letter of the office, a Word document; begin with `gouji template letter`
    #[arg(long, value_name = "FILE")]
    letter: Option<std::path::PathBuf>,
    /// 上年对比（html、xlsx）列增减率达到此数的（默认 30%）· Changes of so many percent and more are told
    #[arg(long, value_name = "PERCENT", value_parser = output::percent)]
    change_over: Option<gouji::Exact>,
}

impl ListingArgs {
    /// The verdicts whose instances are listed.
    fn verdicts(&self) -> Vec<Verdict> {
        LISTED.iter().chain(self.show.iter().flatten()).copied().collect()
    }
}

/// Which rules.
#[derive(Debug, Args)]
struct RuleArgs {
    /// 规则文件或文件夹 · A rule file (.gj) or a folder of them; repeatable
    #[arg(long, value_name = "FILE|DIR", num_args = 1..)]
    rules: Vec<std::path::PathBuf>,
    /// 规则包的名称或文件夹 · A pack, by name or folder; repeatable. Without it: the pack of the account's province, else national
    #[arg(long = "pack", value_name = "NAME|DIR")]
    packs: Vec<String>,
    #[command(flatten)]
    config: config::ConfigArgs,
}

/// Which of the rules run.
#[derive(Debug, Default, Args)]
struct SelectArgs {
    /// 只审核这些规则：编号、编号开头加 *、标签或类别 · Only these rules: an id, the beginning of ids with `*`, a tag or a scope; repeatable
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    select: Vec<String>,
    /// 不审核这些规则，写法同上 · Not these rules; repeatable
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    ignore: Vec<String>,
}

/// How to speak.
#[derive(Debug, Clone, Copy, Args)]
struct StyleArgs {
    /// 语言 · Language of messages
    #[arg(long, value_enum, env = "GOUJI_LANG", default_value_t = LangArg::Zh)]
    lang: LangArg,
    /// 颜色 · Colours
    #[arg(long, value_enum, default_value_t = ColorArg::Auto)]
    color: ColorArg,
}

/// How to show results.
#[derive(Debug, Args)]
struct OutputArgs {
    #[command(flatten)]
    style: StyleArgs,
    /// 输出格式 · Output: `json`, or `json=PATH` for a file beside the text
    #[arg(short = 'o', long = "output", value_name = "FORMAT[=PATH]")]
    output: Vec<output::Target>,
    /// 隐去金额：决算和计算的每个数写作 *** · Write *** for every number of the accounts
    #[arg(long)]
    redact_amounts: bool,
    /// 隐去名称：单位写作“单位1” · Write 单位1, 单位2 for the names of entities and files
    #[arg(long)]
    redact_names: bool,
    /// 内部、涉密决算也写成可以外传的格式（带密级字样） · Write accounts that are not public in formats that are passed on, marked
    #[arg(long)]
    with_closed: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArg {
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

impl From<&OutputArgs> for StyleArgs {
    fn from(args: &OutputArgs) -> Self {
        args.style
    }
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run() -> u8 {
    let parsed = parse();
    let (cli, lang) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let code = if error.use_stderr() { exit::USAGE } else { exit::GOOD };
            // A closed pipe is no reason to complain.
            let _ = error.print();
            return code;
        }
    };
    match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Batch(args) => batch::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Pack(command) => pack::run(&command),
        Command::Config(command) => config::run(&command, lang),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Template(args) => template::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Waive(args) => waive::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Version(args) => version::run(&args),
        Command::Doctor(args) => doctor::run(&args, lang),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// Reads the command line, and where the language comes from. The configuration gives the language that holds
/// unless the command line or the environment names one.
fn parse() -> Result<(Cli, Option<ValueSource>), clap::Error> {
    let mut matches = Cli::command().try_get_matches()?;
    if let Some(lang) = config::language(&matches) {
        matches = with_language(Cli::command(), lang).try_get_matches()?;
    }
    Ok((Cli::from_arg_matches(&matches)?, config::language_source(&matches)))
}

/// The command with another language by default.
fn with_language(mut command: clap::Command, lang: LangArg) -> clap::Command {
    let name = match lang {
        LangArg::Zh => "zh",
        LangArg::En => "en",
    };
    if command.get_arguments().any(|argument| argument.get_id() == "lang") {
        command = command.mut_arg("lang", |argument| argument.default_value(name));
    }
    command.mut_subcommands(|inner| with_language(inner, lang))
}

/// The verdicts that a word of `--show` names.
fn parse_shown(word: &str) -> Result<Vec<Verdict>, String> {
    if matches!(word, "all" | "全部") {
        return Ok(Verdict::ALL.to_vec());
    }
    let wanted = word.replace('-', "_");
    match Verdict::ALL.into_iter().find(|v| v.name() == wanted || v.term().get(Lang::Zh) == word) {
        Some(verdict) => Ok(vec![verdict]),
        None => {
            let names: Vec<&str> = Verdict::ALL.into_iter().map(Verdict::name).collect();
            Err(format!("{}: {}, all", in_both(&msg!("cli-no-verdict")), names.join(", ")))
        }
    }
}

/// A message in both languages, for where it is not known yet which one is wanted.
fn in_both(text: &Text) -> String {
    format!("{} {}", text.get(Lang::Zh), text.get(Lang::En))
}
