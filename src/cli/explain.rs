//! `gouji explain`: the page of a rule, of a diagnostic's code, of a function; of a rule with an account its
//! evaluation tree with every value.

use std::path::PathBuf;

use clap::Args;
use gouji::{Diagnostic, FUNCTIONS, msg, render};

use super::{OutputArgs, RuleArgs, check, exit, output, pages, tree};

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// 规则编号、错误代码（如 check::kinds）或函数 · The id of a rule, a code, or a function
    #[arg(value_name = "RULE|CODE|FUNCTION")]
    word: String,
    /// 决算文件 · An account, to see every value
    account: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(args: &ExplainArgs) -> u8 {
    let style = output::style(&args.out, &std::io::stdout());
    if let Some(page) = pages::codes().find(|page| page.code == args.word) {
        return print(&pages::code(&page, style.lang), args);
    }
    if let Some(function) = FUNCTIONS.iter().find(|f| f.names.contains(&args.word.as_str())) {
        return print(&pages::function(function, &style), args);
    }
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
    let Some(rule) = rules.iter().find(|r| r.id == args.word) else {
        if let Some((pack, retired)) = engine.retired(&args.word) {
            let style = output::style(&args.out, &std::io::stdout());
            return match output::stdout(render::retired_text(&pack, &retired, &style).as_bytes()) {
                Ok(()) => exit::GOOD,
                Err(error) => output::failed(&error, args.out.style),
            };
        }
        let ids = rules.iter().map(|r| r.id.as_str());
        let problem = unknown(&args.word, ids);
        output::diagnostics(&[problem], engine.sources(), &args.out);
        return exit::USAGE;
    };
    let mut text = render::explain_rule(rule, engine.sources(), &style);
    if let Some(account) = account {
        match engine.explain(&args.word, account) {
            Ok((report, trees)) => text.push_str(&tree::write(&report, &trees, &style)),
            Err(found) => {
                output::diagnostics(&found, engine.sources(), &args.out);
                return exit::USAGE;
            }
        }
    }
    print(&text, args)
}

fn print(text: &str, args: &ExplainArgs) -> u8 {
    match output::stdout(text.as_bytes()) {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.out.style),
    }
}

/// A word that is nothing that could be explained.
fn unknown<'r>(word: &str, ids: impl Iterator<Item = &'r str>) -> Diagnostic {
    let (message, near) = if word.contains("::") {
        let near = gouji::nearest(word, pages::codes().map(|p| p.code));
        (msg!("cli-no-code", word), near.map(str::to_owned))
    } else {
        let functions = FUNCTIONS.iter().flat_map(|f| f.names.iter().copied());
        let near = gouji::nearest(word, ids.chain(functions)).map(str::to_owned);
        (msg!("cli-nothing-to-explain", word), near)
    };
    let problem = Diagnostic::file_error("rule::unknown", word, message);
    let help = near.map(|near| msg!("common-did-you-mean", near));
    Diagnostic { help, ..problem }
}
