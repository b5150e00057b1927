//! One expression or one rule on one account, with its values: `gouji eval` and `gouji explain`.

use super::Engine;
use super::judge::account_report;
use super::reading::{self, add_errors, broken};
use crate::account::Account;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Bound, Options, Relations};
use crate::finding::{AccountReport, Report};
use crate::message::msg;
use crate::plan::{self, Lowering, PlannedRule, Program};
use crate::syntax;

/// What `gouji eval` found.
#[derive(Debug)]
pub enum Evaluated {
    /// The expression is an assertion: a report of its instances.
    Judged(Box<Report>),
    /// The expression has a value at each place.
    Values(Vec<eval::Valued>),
}

impl Engine {
    /// Judges one expression on one account, as if it were a rule file of its own. `on` is the path at
    /// which names start.
    pub fn eval(&mut self, text: &str, on: Option<&str>, account: Account) -> Result<Evaluated, Vec<Diagnostic>> {
        let (packs, chosen) = self.choose(&account.header);
        let compiled = self.program(&packs).ok_or_else(Vec::new)?;
        let source = self.sources.add("<expr>", text);
        let expr = syntax::parse_expression(source, text)?;
        let on_path = match on {
            None => None,
            Some(path) => {
                let source = self.sources.add("<on>", path);
                match syntax::parse_expression(source, path)?.kind {
                    syntax::ast::ExprKind::Path(path) => Some(path),
                    _ => {
                        let message = msg!("cli-on-not-a-path");
                        return Err(vec![Diagnostic::error(
                            "syntax::expected",
                            crate::source::Span::new(source, 0, path.len()),
                            message,
                        )]);
                    }
                }
            }
        };
        let dictionary = compiled.program.dictionary.clone();
        let mut lowering = Lowering {
            dictionary: &dictionary,
            sources: &self.sources,
            pack: None,
            parameters: &compiled.parameters,
            keys: self.keys.all(),
            problems: Vec::new(),
            spellings: None,
            most_terms: self.options.limits.rule_terms,
        };
        let rule = plan::lower_expression(&mut lowering, &expr, on_path.as_ref());
        let mut problems = lowering.problems;
        let logical = is_logical(&expr);
        let mut found = check::check(std::slice::from_ref(&rule), &dictionary, &self.sources).errors;
        // A value is planned as an assertion, which it need not be.
        found.retain(|d| logical || d.code != "check::condition" || reading::place(d) != Some(expr.span));
        add_errors(&mut problems, found);
        if broken(&problems) {
            return Err(problems);
        }
        let bound = Bound::new(account, &dictionary)?;
        let program = Program { rules: vec![rule], dictionary, codes: compiled.program.codes.clone() };
        if let Some(problem) = eval::unknown_names(&program, &[&bound], expr.span) {
            return Err(vec![problem]);
        }
        if !logical {
            let values = eval::values(&program, &[&bound], &self.options, &self.sources);
            return Ok(Evaluated::Values(values));
        }
        let options = Options { explain_all: true, ..self.options.clone() };
        let instances = eval::judge_account(&program, &[&bound], 0, &Relations::default(), &options, &self.sources);
        let rules = program.rules.iter().map(|r| r.info.clone()).collect();
        let account = AccountReport {
            packs: Vec::new(),
            ..account_report((&bound.account.file, &bound.account.header), &compiled, &chosen, instances)
        };
        Ok(Evaluated::Judged(Box::new(Report { rules, accounts: vec![account], ..Report::default() })))
    }

    /// The evaluation tree of every assertion of a rule on an account, as text lines.
    pub fn explain(&mut self, rule: &str, account: Account) -> Result<(Report, Vec<eval::Tree>), Vec<Diagnostic>> {
        let (packs, chosen) = self.choose(&account.header);
        let compiled = self.program(&packs).ok_or_else(Vec::new)?;
        let dictionary = compiled.program.dictionary.clone();
        let rules: Vec<PlannedRule> = compiled.program.rules.iter().filter(|r| r.info.id == rule).cloned().collect();
        let codes = compiled.program.codes.clone();
        let program = Program { rules, dictionary: dictionary.clone(), codes };
        let bound = Bound::new(account, &dictionary)?;
        let options = Options { explain_all: true, ..self.options.clone() };
        let (instances, trees) = eval::explain_account(&program, &[&bound], &options, &self.sources);
        let rules = program.rules.iter().map(|r| r.info.clone()).collect();
        let account = account_report((&bound.account.file, &bound.account.header), &compiled, &chosen, instances);
        Ok((Report { rules, accounts: vec![account], ..Report::default() }, trees))
    }
}

fn is_logical(expr: &syntax::ast::Expr) -> bool {
    use syntax::ast::ExprKind as E;
    match &expr.kind {
        E::Compare { .. }
        | E::In(..)
        | E::Matches(..)
        | E::Is { .. }
        | E::And(_)
        | E::Or(_)
        | E::Not(_)
        | E::Implies(..)
        | E::Quantified { .. }
        | E::Boolean(_) => true,
        E::Call { function, .. } => crate::builtins::find(&function.value).is_some_and(|f| f.builtin.gives_truth()),
        _ => false,
    }
}
