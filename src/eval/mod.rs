//! A program and accounts to verdicts.

mod bind;
mod compare;
mod cost;
mod explain;
mod expression;
mod functions;
mod hierarchy;
mod judge;
mod logic;
mod notes;
mod places;
mod plain;
mod printed;
mod run;
mod same;
mod scalar;
mod select;
mod standard;
mod terms;
mod tree;
mod used;
mod value;

pub(crate) use bind::Bound;
pub(crate) use plain::Proofs;
use plain::{Counted, Prover};
pub use run::Options;
pub(crate) use run::{Relations, Run};
pub use tree::{Tree, Valued, Worth};

use crate::account::NodeId;
use crate::diagnostic::Diagnostic;
use crate::finding::{Instance, PrintedTable, Unlisted, Verdict};
use crate::limits::Limits;
use crate::message::{Text, msg};
use crate::plan::{Anchor, Program};
use crate::source::{SourceMap, Span};
use crate::suggest;

/// Judges one account by every rule of a program, save those about all accounts together.
pub(crate) fn judge_account(
    program: &Program,
    accounts: &[&Bound],
    current: u32,
    relations: &Relations,
    options: &Options,
    texts: &SourceMap,
) -> Vec<Instance> {
    let mut run = Run::new(program, accounts, current, relations, options, texts);
    for (number, rule) in program.rules.iter().enumerate().filter(|(_, rule)| !rule.is_of_set()) {
        run.rule(number, rule);
    }
    run.into_instances()
}

/// A proof takes fewer steps than an evaluation, though not so many times fewer. Where the bound may come into sight, it
/// is the evaluator that says whether it is passed, so that a verdict does not depend on what is listed.
const NEAR: usize = 64;

/// What was judged of one account, in brief.
#[derive(Debug, Default)]
pub(crate) struct Brief {
    /// How many instances have each verdict, in the order of [`Verdict::ALL`].
    pub(crate) counts: [u64; Verdict::ALL.len()],
    /// Those that neither hold nor are not applicable.
    pub(crate) instances: Vec<Instance>,
}

impl Brief {
    /// How many are only counted.
    pub(crate) fn unlisted(&self) -> Unlisted {
        let of = |verdict: Verdict| {
            let counts = Verdict::ALL.iter().zip(self.counts);
            let count = counts.into_iter().find(|(known, _)| **known == verdict).map_or(0, |(_, count)| count);
            usize::try_from(count).unwrap_or(usize::MAX)
        };
        Unlisted { holds: of(Verdict::Holds), not_applicable: of(Verdict::NotApplicable) }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn count(&mut self, verdict: Verdict, more: u64) {
        let at = Verdict::ALL.iter().position(|known| *known == verdict);
        if let Some(count) = at.and_then(|at| self.counts.get_mut(at)) {
            *count += more;
        }
    }
}

/// As [`judge_account`], counting what holds and what is not applicable.
pub(crate) fn judge_briefly(
    program: &Program,
    proofs: &Proofs,
    (accounts, current, relations): (&[&Bound], u32, &Relations),
    options: &Options,
    texts: &SourceMap,
) -> Brief {
    let mut brief = Brief::default();
    let full = || judge_account(program, accounts, current, relations, options, texts);
    let Some(&account) = accounts.get(current as usize) else { return brief };
    // Nobody needs more of either than decides whether the bound is near.
    let near = options.limits.steps / NEAR;
    let until = Options { limits: Limits { steps: near, ..options.limits.clone() }, ..options.clone() };
    let mut prover = Prover::new(proofs, account, program, near);
    let mut left = Vec::new();
    for (number, rule) in program.rules.iter().enumerate().filter(|(_, rule)| !rule.is_of_set()) {
        match prover.prove(number) {
            Some(Counted { holds, not_applicable }) => {
                brief.count(Verdict::Holds, holds);
                brief.count(Verdict::NotApplicable, not_applicable);
            }
            None => left.push((number, rule)),
        }
    }
    let mut run = Run::new(program, accounts, current, relations, &until, texts).with_prover(prover);
    for (number, rule) in left {
        run.rule(number, rule);
    }
    let is_near = run.is_used_up() || run.spent() > near;
    brief.count(Verdict::Holds, run.proven() as u64);
    let mut instances = run.into_instances();
    let counted: u64 = brief.counts.iter().sum();
    if counted.saturating_add(instances.len() as u64) > options.limits.verdicts as u64 || is_near {
        // Not all of them may be given: they are given in their order, without any shortcut.
        brief = Brief::default();
        instances = full();
    }
    for instance in instances {
        brief.count(instance.verdict, 1);
        if !matches!(instance.verdict, Verdict::Holds | Verdict::NotApplicable) {
            brief.instances.push(instance);
        }
    }
    brief
}

/// Judges all accounts together by the rules that are about them all.
pub(crate) fn judge_set(program: &Program, accounts: &[&Bound], options: &Options, texts: &SourceMap) -> Vec<Instance> {
    let relations = Relations::default();
    let mut run = Run::new(program, accounts, 0, &relations, options, texts);
    for (number, rule) in program.rules.iter().enumerate().filter(|(_, rule)| rule.is_of_set()) {
        run.rule(number, rule);
    }
    run.into_instances()
}

/// Everything that one of the accounts prints, table by table.
pub(crate) fn tables(program: &Program, accounts: &[&Bound], current: u32, texts: &SourceMap) -> Vec<PrintedTable> {
    let (relations, options) = (Relations::default(), Options::default());
    Run::new(program, accounts, current, &relations, &options, texts).tables()
}

/// The values of the expression that is a program's only rule.
pub(crate) fn values(program: &Program, accounts: &[&Bound], options: &Options, texts: &SourceMap) -> Vec<Valued> {
    let relations = Relations::default();
    let mut run = Run::new(program, accounts, 0, &relations, options, texts);
    program.rules.iter().flat_map(|rule| run.values(rule)).collect()
}

/// Judges an account and gives the evaluation tree of each instance beside it.
pub(crate) fn explain_account(
    program: &Program,
    accounts: &[&Bound],
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
pub(crate) fn unknown_names(program: &Program, accounts: &[&Bound], at: Span) -> Option<Diagnostic> {
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
        Some(name) => msg!("plan-no-figure", name),
        None => {
            let names = Text::list(names.iter().map(|name| format!("`{name}`")));
            msg!("eval-no-record-with-all", names)
        }
    };
    let near = lone.and_then(|name| suggest::nearest(name, known.iter().map(String::as_str)));
    let problem = Diagnostic::error("rule::unknown_figure", at, message);
    Some(match near {
        Some(near) => problem.with_help(msg!("common-did-you-mean", near)),
        None => problem.with_help(msg!("eval-path-from-root")),
    })
}

fn last_name(account: &crate::account::Account, id: NodeId) -> Option<String> {
    match account.node(id).key {
        crate::account::Key::Name(name) => Some(name.to_string()),
        _ => None,
    }
}
