//! Paths and selectors.

use super::ast::{ExprKind, Path, Spanned, Step, StepKind};
use super::lexeme::Lexeme;
use super::{G, Pair, Parser};
use crate::diagnostic::Diagnostic;
use crate::figure::Printed;
use crate::message::msg;
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Reads a `path` pair.
    pub(super) fn path(&mut self, pair: Pair<'t>) -> Option<Path> {
        let mut first = None;
        let mut steps = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                G::first => first = Some(self.spanned(&part)),
                G::step => steps.push(self.step(part)?),
                _ => {}
            }
        }
        Some(Path { first: first?, steps })
    }

    fn step(&mut self, pair: Pair<'t>) -> Option<Step> {
        let part = pair.into_inner().find(|p| p.as_rule() != G::dot)?;
        let span = self.span(&part);
        let kind = match part.as_rule() {
            G::name | G::index_name => StepKind::Name(part.as_str().into()),
            G::quoted => StepKind::Name(part.into_inner().next()?.as_str().into()),
            G::star => StepKind::Star,
            G::deep => StepKind::Deep,
            G::group => StepKind::Group(self.group(part)),
            G::index => self.index(part)?,
            _ => {
                let problem = Diagnostic::error("syntax::path", span, msg!("syntax-step"));
                let help = msg!("syntax-step-help");
                self.problems.push(problem.with_help(help));
                return None;
            }
        };
        Some(Step { kind, span })
    }

    fn group(&mut self, pair: Pair<'t>) -> Vec<Vec<Spanned<Lexeme>>> {
        let mut group = Vec::new();
        for relative in pair.into_inner().filter(|p| p.as_rule() == G::relative) {
            let mut names = Vec::new();
            for part in relative.into_inner() {
                let span = self.span(&part);
                match part.as_rule() {
                    G::name | G::index_name => names.push(Spanned { value: part.as_str().into(), span }),
                    G::quoted => {
                        names.extend(part.into_inner().next().map(|p| Spanned { value: p.as_str().into(), span }))
                    }
                    _ => {}
                }
            }
            group.push(names);
        }
        group
    }

    /// `[1]`, `[-1]` or `[predicate]`.
    fn index(&mut self, pair: Pair<'t>) -> Option<StepKind> {
        let inner = pair.into_inner().find(|p| matches!(p.as_rule(), G::expr | G::every))?;
        if inner.as_rule() == G::every {
            return Some(StepKind::All);
        }
        let expr = self.expression(inner)?;
        let position = match &expr.kind {
            ExprKind::Number(printed) => self.position(printed, false, expr.span)?,
            ExprKind::Negative(inner) => match &inner.kind {
                ExprKind::Number(printed) => self.position(printed, true, expr.span)?,
                _ => return Some(StepKind::Filter(Box::new(expr))),
            },
            _ => return Some(StepKind::Filter(Box::new(expr))),
        };
        Some(StepKind::Index(position))
    }

    fn position(&mut self, printed: &Printed, negative: bool, span: Span) -> Option<i64> {
        let position = printed.text().parse::<i64>().ok();
        match position {
            Some(0) => {
                let message = msg!("syntax-index-zero");
                self.error("syntax::index", span, message);
                None
            }
            Some(n) => Some(if negative { -n } else { n }),
            None => {
                self.error("syntax::index", span, msg!("syntax-index"));
                None
            }
        }
    }
}
