//! The statements inside a rule.

use std::ops::Range;

use super::ast::{Hierarchy, Levels, Spanned, Statement, StatementKind};
use super::lexeme::Lexeme;
use super::{G, Pair, Parser, words};
use crate::diagnostic::Diagnostic;
use crate::figure::Mode;
use crate::message::{Text, msg};
use crate::source::Span;
use crate::suggest;

impl<'t> Parser<'t> {
    /// Reads one statement of a rule.
    pub(super) fn statement(&mut self, range: Range<usize>) -> Option<Statement> {
        let span = Span::new(self.source, range.start, range.end);
        if self.report_unknown_statement(&range) {
            return None;
        }
        let pair = self.run(G::statement, range)?;
        let inner = pair.into_inner().next()?;
        let kind = self.statement_kind(inner)?;
        Some(Statement { kind, span })
    }

    fn statement_kind(&mut self, pair: Pair<'t>) -> Option<StatementKind> {
        let rule = pair.as_rule();
        // The first inner pair is the keyword.
        let mut parts = pair.into_inner().skip(1);
        Some(match rule {
            G::severity => StatementKind::Severity(self.spanned(&parts.next()?)),
            G::scope => StatementKind::Scope(self.spanned(&parts.next()?)),
            G::formula_source => StatementKind::FormulaSource(self.string(parts.next()?)?),
            G::basis => self.basis(parts)?,
            G::effective => {
                let (_, from, until) = self.dated(parts);
                StatementKind::Effective { from, until }
            }
            G::tags => StatementKind::Tags(parts.filter(|p| p.as_rule() == G::tag).map(|p| self.spanned(&p)).collect()),
            G::on => {
                let path = self.path(parts.next()?)?;
                let filter = match parts.find(|p| p.as_rule() == G::expr) {
                    Some(filter) => Some(self.expression(filter)?),
                    None => None,
                };
                StatementKind::On { path, filter }
            }
            G::for_in => self.for_in(parts)?,
            G::when => StatementKind::When(self.expression(parts.next()?)?),
            G::let_be => {
                let name = self.spanned(&parts.next()?);
                let value = parts.find(|p| p.as_rule() == G::expr)?;
                StatementKind::Let { name, value: self.expression(value)? }
            }
            G::assertion => StatementKind::Assert(self.expression(parts.next()?)?),
            G::same => {
                let parts = parts.filter(|p| p.as_rule() == G::expr);
                StatementKind::Same(parts.map(|p| self.expression(p)).collect::<Option<_>>()?)
            }
            G::hierarchy => self.hierarchy(parts)?,
            G::message => {
                let text = self.string(parts.next()?)?;
                StatementKind::Message(self.message(&text)?)
            }
            G::rounding => self.rounding(&parts.next()?)?,
            _ => return None,
        })
    }

    fn basis(&mut self, parts: impl Iterator<Item = Pair<'t>>) -> Option<StatementKind> {
        let (text, from, until) = self.dated(parts);
        Some(StatementKind::Basis { text: text?, from, until })
    }

    /// A text and the first and last year after it, as far as they are there.
    fn dated(&mut self, parts: impl Iterator<Item = Pair<'t>>) -> (Option<Spanned<Lexeme>>, Option<i32>, Option<i32>) {
        let (mut text, mut from, mut until) = (None, None, None);
        let mut last = G::kw_from;
        for part in parts {
            match part.as_rule() {
                G::string => text = self.string(part),
                G::year if last == G::kw_from => from = part.as_str().parse().ok(),
                G::year => until = part.as_str().parse().ok(),
                keyword => last = keyword,
            }
        }
        (text, from, until)
    }

    fn for_in(&mut self, parts: impl Iterator<Item = Pair<'t>>) -> Option<StatementKind> {
        let (mut variable, mut source, mut filter) = (None, None, None);
        for part in parts {
            match part.as_rule() {
                G::name => variable = Some(self.spanned(&part)),
                G::source => source = self.primary(part.into_inner().next()?),
                G::expr => filter = Some(self.expression(part)?),
                _ => {}
            }
        }
        Some(StatementKind::For { variable: variable?, source: source?, filter })
    }

    fn hierarchy(&mut self, parts: impl Iterator<Item = Pair<'t>>) -> Option<StatementKind> {
        let (mut source, mut by, mut to, mut partial, mut levels) = (None, None, None, false, Levels::Complete);
        for part in parts {
            match part.as_rule() {
                G::kw_partial => partial = true,
                G::source => source = self.primary(part.into_inner().next()?),
                G::by_field => by = Some(self.spanned(&part)),
                G::path => to = self.primary(part),
                G::word => levels = self.levels(&part)?,
                _ => {}
            }
        }
        Some(StatementKind::Hierarchy(Hierarchy { source: source?, by, to, partial, levels }))
    }

    fn levels(&mut self, word: &Pair<'t>) -> Option<Levels> {
        match word.as_str() {
            "complete" | "齐全" => Some(Levels::Complete),
            "printed" | "已列" => Some(Levels::Printed),
            other => {
                let message = msg!("syntax-no-levels", word = other);
                let help = msg!("syntax-no-levels-help");
                self.problems.push(Diagnostic::error("syntax::levels", self.span(word), message).with_help(help));
                None
            }
        }
    }

    fn rounding(&mut self, word: &Pair<'t>) -> Option<StatementKind> {
        let span = self.span(word);
        let Some(mode) = Mode::parse(word.as_str()) else {
            let message = msg!("syntax-rounding-mode", word = word.as_str());
            let help = msg!("syntax-rounding-mode-help", names = Text::list(Mode::ALL.map(Mode::name)));
            self.problems.push(Diagnostic::error("syntax::rounding_mode", span, message).with_help(help));
            return None;
        };
        Some(StatementKind::Rounding(Spanned { value: mode, span }))
    }

    /// A statement must begin with one of the keywords; a word near one is a misspelling.
    fn report_unknown_statement(&mut self, range: &Range<usize>) -> bool {
        let word = self.first_word(range);
        if words::begins_statement(word) {
            return false;
        }
        let len = if word.is_empty() {
            self.text[range.clone()].chars().next().map_or(0, char::len_utf8)
        } else {
            word.len()
        };
        let span = Span::new(self.source, range.start, range.start + len);
        let message = msg!("syntax-statement");
        let help = match suggest::nearest(word, words::statement_words()) {
            Some(near) => msg!("common-did-you-mean", near),
            None => msg!("syntax-statement-help"),
        };
        self.problems.push(Diagnostic::error("syntax::unknown_statement", span, message).with_help(help));
        true
    }

    /// A statement of a rule that stands outside any rule, `assert a == b` say.
    pub(super) fn report_stray_statement(&mut self, range: &Range<usize>) -> bool {
        let word = self.first_word(range);
        let rest = &self.text[range.start + word.len()..range.end];
        let begins = rest.starts_with([' ', '\t', '\u{3000}'])
            && rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "\"“".contains(c));
        if !begins {
            return false;
        }
        let keywords: Vec<&str> = words::statement_words().collect();
        let Some(keyword) = suggest::keyword(word, &keywords) else { return false };
        let span = Span::new(self.source, range.start, range.start + word.len());
        let problem = match keyword {
            "rule" | "规则" | "审核公式" | "def" | "定义" => {
                Diagnostic::error("syntax::unknown_statement", span, msg!("syntax-no-keyword", word))
                    .with_help(msg!("common-did-you-mean", near = keyword))
            }
            _ => Diagnostic::error("syntax::outside_rule", span, msg!("syntax-outside-rule", keyword))
                .with_help(msg!("syntax-outside-rule-help")),
        };
        self.problems.push(problem);
        true
    }

    fn first_word(&self, range: &Range<usize>) -> &'t str {
        let text = &self.text[range.clone()];
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
        &text[..end]
    }
}
