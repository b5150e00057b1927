//! `gouji explain`: a rule's page; with an account, its evaluation tree with every value.

use std::path::PathBuf;

use clap::Args;
use gouji::{Diagnostic, msg, render};

use super::{OutputArgs, RuleArgs, check, exit, output, tree};

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// 规则编号 · The rule's id
    rule: String,
    /// 决算文件 · An account, to see every value
    account: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> u8 {
    let mut problems = Vec::new();
    let mut engine = check::engine(&args.rules, &mut problems);
    let account =
        args.account.as_ref().map(|path| check::read(&mut engine, std::slice::from_ref(path), &mut problems).pop());
    engine.prepare();
    if !problems.is_empty() || engine.has_errors() {
        problems.splice(0..0, engine.diagnostics().iter().cloned());
        output::diagnostics(&problems, engine.sources(), &args.out);
        return exit::USAGE;
    }
    let account = account.flatten();
    let rules = engine.rules(account.as_ref());
    if engine.has_errors() {
        output::diagnostics(engine.diagnostics(), engine.sources(), &args.out);
        return exit::USAGE;
    }
    let Some(rule) = rules.iter().find(|r| r.id == args.rule) else {
        if let Some((pack, retired)) = engine.retired(&args.rule) {
            let style = output::style(&args.out, &std::io::stdout());
            return match output::stdout(render::retired_text(&pack, &retired, &style).as_bytes()) {
                Ok(()) => exit::GOOD,
                Err(error) => output::failed(&error, args.out.style),
            };
        }
        let message = msg!("cli-no-rule", rule = &args.rule);
        let problem = Diagnostic::file_error("rule::unknown", args.rule.clone(), message);
        let near = gouji::nearest(&args.rule, rules.iter().map(|r| r.id.as_str()));
        let help = near.map(|near| msg!("common-did-you-mean", near));
        output::diagnostics(&[Diagnostic { help, ..problem }], engine.sources(), &args.out);
        return exit::USAGE;
    };
    let style = output::style(&args.out, &std::io::stdout());
    let mut text = render::explain_rule(rule, engine.sources(), &style);
    if let Some(account) = account {
        match engine.explain(&args.rule, account) {
            Ok((report, trees)) => text.push_str(&tree::write(&report, &trees, &style)),
            Err(found) => {
                output::diagnostics(&found, engine.sources(), &args.out);
                return exit::USAGE;
            }
        }
    }
    match output::stdout(text.as_bytes()) {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.out.style),
    }
}
