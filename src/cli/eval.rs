//! `gouji eval`: an expression or an assertion on one account.

use std::path::PathBuf;

use clap::Args;
use gouji::{Evaluated, Level, Report, Verdict, render};

use super::{OutputArgs, check, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// 式子或断言 · An expression, as `sum(functional.*) == total`
    #[arg(allow_hyphen_values = true)]
    expression: String,
    /// 决算文件 · The account
    account: PathBuf,
    /// 名称从何处写起 · The record at which names start
    #[arg(long, value_name = "PATH")]
    on: Option<String>,
    /// 用哪个规则包的数据项 · The pack whose figures are meant
    #[arg(long = "pack", value_name = "NAME|DIR")]
    packs: Vec<String>,
    #[command(flatten)]
    config: super::config::ConfigArgs,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(args: &EvalArgs) -> u8 {
    let mut problems = Vec::new();
    let rules = super::RuleArgs { rules: Vec::new(), packs: args.packs.clone(), config: args.config.clone() };
    let mut engine = check::engine(&rules, &mut problems);
    let account = check::read(&mut engine, std::slice::from_ref(&args.account), &mut problems).pop();
    engine.prepare();
    let (Some(account), true) = (account, problems.is_empty() && !engine.has_errors()) else {
        problems.splice(0..0, engine.diagnostics().iter().cloned());
        output::diagnostics(&problems, engine.sources(), &args.out);
        return exit::USAGE;
    };
    let evaluated = engine.eval(&args.expression, args.on.as_deref(), account);
    let mut shown: Vec<gouji::Diagnostic> = engine.diagnostics().to_vec();
    let evaluated = evaluated.map_err(|found| shown.extend(found));
    output::diagnostics(&shown, engine.sources(), &args.out);
    let Ok(evaluated) = evaluated else { return exit::USAGE };
    if shown.iter().any(|d| d.level == Level::Error) {
        return exit::USAGE;
    }
    let written = match &evaluated {
        Evaluated::Judged(report) => {
            let document = output::document(report, engine.sources(), &args.out, &Verdict::ALL);
            output::report(&document, &args.out, &Verdict::ALL, (false, &gouji::render::Forms::default()))
        }
        Evaluated::Values(values) => {
            let style = output::style(&args.out, &std::io::stdout());
            let json = output::wants_json(&args.out);
            let text = if json {
                render::values_json(values, &files::shown(&args.account))
            } else {
                render::values_text(values, &style)
            };
            output::stdout(text.as_bytes())
        }
    };
    if let Err(error) = written {
        return output::failed(&error, args.out.style);
    }
    match &evaluated {
        Evaluated::Judged(report) => verdict_code(report),
        Evaluated::Values(values) if values.iter().all(|v| matches!(v.worth, gouji::Worth::Absent { .. })) => {
            exit::NOTHING
        }
        Evaluated::Values(_) => exit::GOOD,
    }
}

/// 1 when the assertion is violated anywhere, 4 when it could be judged nowhere.
fn verdict_code(report: &Report) -> u8 {
    if report.count(Verdict::Violated) > 0 {
        exit::FINDINGS
    } else if report.instances().any(|i| i.verdict.is_judgement()) {
        exit::GOOD
    } else {
        exit::NOTHING
    }
}
