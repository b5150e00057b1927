//! Names of subjects beside 政府收支分类科目: which name a code has in the year of its account, and which one a
//! name is a slip of.

use std::sync::Arc;

use super::cost;
use super::run::Run;
use super::value::{Absence, Outcome, Value};
use crate::builtins::Builtin;
use crate::finding::{Comparison, Evidence, Side};
use crate::message::msg;
use crate::pack::{Unnamed, same_name};
use crate::plan::Node;

impl Run<'_> {
    /// Calls one of the functions on standard names; the number of arguments was checked.
    pub(super) fn on_standard_names(&mut self, builtin: Builtin, arguments: &[Node]) -> Value {
        let named = match (builtin, arguments) {
            (Builtin::StandardName, [code, year @ ..]) => self.standard_name(code, year.first()),
            (Builtin::IsStandardName, [name, code, year @ ..]) => return self.is_standard(name, code, year.first()),
            (Builtin::NearestStandardName, [name, above]) => self.nearest_standard(name, above),
            _ => return Value::Many(Vec::new()),
        };
        named.map_or_else(Value::Absent, Value::Text)
    }

    fn standard_name(&mut self, code: &Node, year: Option<&Node>) -> Result<Arc<str>, Absence> {
        let (code, year) = self.words_and_year(code, year)?;
        let codes = &self.program.codes;
        codes.name(&code, year).map(Arc::from).map_err(|unnamed| not_listed(&code, year, unnamed))
    }

    /// Whether a name is the standard one. A name that is not is shown beside the one that is.
    fn is_standard(&mut self, name: &Node, code: &Node, year: Option<&Node>) -> Value {
        let value = self.expr(name);
        let (written, standard) = match (self.words(value), self.standard_name(code, year)) {
            (Ok(written), Ok(standard)) => (written, standard),
            (Err(a), Err(b)) => return Value::Absent(a.and(b)),
            (Err(a), _) | (_, Err(a)) => return Value::Absent(a),
        };
        let outcome = Outcome::truth(same_name(&written, &standard));
        if !self.explain {
            return Value::Truth(outcome);
        }
        let figures = self.figures_of(&[name, code]);
        let side = |written: String, text: &str| Side {
            written,
            computation: format!("“{text}”"),
            value: None,
            converted: None,
            range: None,
            terms: None,
        };
        let evidence = Evidence {
            comparison: Some(Comparison::Equal),
            left: Some(side(self.written(name), &written)),
            right: Some(side(format!("standard_name({})", self.written(code)), &standard)),
            figures,
            ..Evidence::default()
        };
        Value::Truth(Outcome { evidence: Some(Box::new(evidence)), ..outcome })
    }

    fn nearest_standard(&mut self, name: &Node, above: &Node) -> Result<Arc<str>, Absence> {
        let (name, year) = self.words_and_year(name, None)?;
        let above = self.expr(above);
        let above = self.words(above)?;
        if !self.spend(cost::NEAREST.saturating_add(name.len())) {
            return Err(self.exhausted());
        }
        self.program.codes.nearest(&name, &above, year).map(Arc::from).ok_or_else(|| {
            let reason = msg!("eval-no-near-name", year, name = &*name);
            Absence { missing: true, ..Absence::unusable(Vec::new(), reason) }
        })
    }

    /// A text, and the year that is named or else that of the text's account.
    #[expect(
        clippy::indexing_slicing,
        reason = "cells and accounts are numbered by the run, whose list of accounts does not change"
    )]
    fn words_and_year(&mut self, text: &Node, year: Option<&Node>) -> Result<(Arc<str>, i32), Absence> {
        let value = self.expr(text);
        let account = match &value {
            Value::Place(cell) => cell.account,
            _ => self.current,
        };
        let words = self.words(value)?;
        let year = match year {
            Some(node) => {
                let value = self.expr(node);
                let year = self.number(value)?.value.to_i128();
                year.and_then(|year| i32::try_from(year).ok())
            }
            None => self.accounts[account as usize].account.header.year,
        };
        let year = year.ok_or_else(|| {
            let reason = msg!("eval-no-year");
            Absence::unusable(vec!["year".to_owned()], reason)
        })?;
        Ok((words, year))
    }
}

fn not_listed(code: &str, year: i32, unnamed: Unnamed) -> Absence {
    let reason = match unnamed {
        Unnamed::Unknown => msg!("eval-code-unknown", code),
        Unnamed::NotInYear => msg!("eval-code-not-in-year", code, year),
    };
    Absence { missing: true, ..Absence::unusable(Vec::new(), reason) }
}
