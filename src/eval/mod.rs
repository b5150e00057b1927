//! A program and accounts to verdicts.

mod bind;
mod compare;
mod explain;
mod expression;
mod functions;
mod judge;
mod logic;
mod notes;
mod run;
mod scalar;
mod select;
mod standard;
mod tree;
mod value;

pub(crate) use bind::Bound;
pub use run::Options;
pub(crate) use run::{Relations, Run};
pub use tree::{Tree, Valued, Worth};

use crate::account::NodeId;
use crate::diagnostic::{Diagnostic, Text};
use crate::finding::Instance;
use crate::plan::{Anchor, Program};
use crate::source::{SourceMap, Span};
use crate::suggest;

/// Judges one account by every rule of a program.
pub(crate) fn judge_account(
    program: &Program,
    accounts: &[Bound],
    current: u32,
    relations: &Relations,
    options: &Options,
    texts: &SourceMap,
) -> Vec<Instance> {
    let mut run = Run::new(program, accounts, current, relations, options, texts);
    for (number, rule) in program.rules.iter().enumerate() {
        run.rule(number, rule);
    }
    run.into_instances()
}

/// The values of the expression that is a program's only rule.
pub(crate) fn values(program: &Program, accounts: &[Bound], options: &Options, texts: &SourceMap) -> Vec<Valued> {
    let relations = Relations::default();
    let mut run = Run::new(program, accounts, 0, &relations, options, texts);
    program.rules.iter().flat_map(|rule| run.values(rule)).collect()
}

/// Judges an account and gives the evaluation tree of each instance beside it.
pub(crate) fn explain_account(
    program: &Program,
    accounts: &[Bound],
    options: &Options,
    texts: &SourceMap,
) -> (Vec<Instance>, Vec<Tree>) {
    let relations = Relations::default();
    let mut run = Run::new(program, accounts, 0, &relations, options, texts);
    run.trees = Some(Vec::new());
    for (number, rule) in program.rules.iter().enumerate() {
        run.rule(number, rule);
    }
    let trees = run.trees.take().unwrap_or_default();
    (run.into_instances(), trees)
}

/// For an expression that stands alone: names that no record of the account has together.
pub(crate) fn unknown_names(program: &Program, accounts: &[Bound], at: Span) -> Option<Diagnostic> {
    let Anchor::Records(names) = &program.rules.first()?.anchor else { return None };
    let relations = Relations::default();
    let (options, texts) = (Options::default(), SourceMap::default());
    let run = Run::new(program, accounts, 0, &relations, &options, &texts);
    if !run.records_with(names).is_empty() {
        return None;
    }
    let account = &accounts.first()?.account;
    let known: Vec<String> = account.ids().filter_map(|id| last_name(account, id)).collect();
    let lone = names.iter().find(|n| run.records_with(std::slice::from_ref(n)).is_empty());
    let message = match lone {
        Some(name) => Text::new(format!("没有数据项 `{name}`"), format!("there is no figure `{name}`")),
        None => {
            let all = names.join("`、`");
            Text::new(
                format!("没有哪一处同时有数据项 `{all}`"),
                format!("no record has all of the figures `{}`", names.join("`, `")),
            )
        }
    };
    let near = lone.and_then(|name| suggest::nearest(name, known.iter().map(String::as_str)));
    let problem = Diagnostic::error("rule::unknown_figure", at, message);
    Some(match near {
        Some(near) => problem.with_help(Text::new(format!("是否想写 `{near}`"), format!("did you mean `{near}`"))),
        None => problem.with_help(Text::new(
            "请从根写起，如 basic_expenditure.total，或用 --on 指明位置",
            "write the path from the root, as basic_expenditure.total, or say where with --on",
        )),
    })
}

fn last_name(account: &crate::account::Account, id: NodeId) -> Option<String> {
    match &account.node(id).key {
        crate::account::Key::Name(name) => Some(name.to_string()),
        _ => None,
    }
}
