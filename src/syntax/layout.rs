//! Cuts a rule file into rules, definitions, bare assertions and their statements.
//!
//! A statement ends with its line, unless it stands inside brackets, ends in an operator or a comma, or
//! the next line begins with a comparison, `and`, `or`, `implies` or `within`. `;` ends one too. The
//! limits on size and depth are enforced here, before the grammar sees anything.
#![expect(clippy::indexing_slicing, reason = "the place moves from mark to mark and is never beyond their end")]

use std::ops::Range;

use super::marks::{self, Bracket, Mark, MarkKind};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::{SourceId, Span};

/// Deepest nesting of brackets in a statement.
pub(super) const MAX_DEPTH: usize = 64;
/// Most bytes of one statement.
pub(super) const MAX_STATEMENT: usize = 64 * 1024;
/// Most words and strings of one statement.
pub(super) const MAX_TERMS: usize = 2_000;
/// Longest run of signs or `not` before an operand.
const MAX_PREFIX: usize = 64;
/// What joins the segments of a path.
const DOTS: [char; 2] = ['.', '．'];

/// A piece of a rule file.
#[derive(Debug)]
pub(super) enum Chunk {
    /// `open` is the brace after the head; `span` ends with its partner. Whole when no statement was left out.
    Rule {
        head: Range<usize>,
        open: Range<usize>,
        body: Vec<Range<usize>>,
        span: Range<usize>,
        whole: bool,
    },
    Definition(Range<usize>),
    Bare(Range<usize>),
}

/// Cuts `text`; what is wrong with its outline goes to `problems`, and the faulty statement is left out.
pub(super) fn split(source: SourceId, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Chunk> {
    let marks = marks::read(text);
    let mut cutter = Cutter { source, text, marks: &marks, at: 0, problems };
    let mut chunks = Vec::new();
    while let Some(mark) = cutter.skip_blank() {
        match mark.kind {
            MarkKind::Close(bracket) => {
                let range = mark.range.clone();
                cutter.report_unmatched(range, bracket);
                cutter.at += 1;
            }
            _ if cutter.starts_with(words::begins_rule) => chunks.extend(cutter.rule()),
            _ if cutter.starts_with(words::begins_definition) => {
                chunks.extend(cutter.statement(false).map(Chunk::Definition))
            }
            _ => chunks.extend(cutter.statement(false).map(Chunk::Bare)),
        }
    }
    chunks
}

struct Cutter<'a> {
    source: SourceId,
    text: &'a str,
    marks: &'a [Mark],
    at: usize,
    problems: &'a mut Vec<Diagnostic>,
}

impl<'a> Cutter<'a> {
    fn word(&self, mark: &Mark) -> &'a str {
        &self.text[mark.range.clone()]
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    fn skip_blank(&mut self) -> Option<&'a Mark> {
        while let Some(mark) = self.marks.get(self.at) {
            if !matches!(mark.kind, MarkKind::Newline | MarkKind::Semicolon) {
                return Some(mark);
            }
            self.at += 1;
        }
        None
    }

    /// Whether such a keyword stands here as the beginning of a statement: followed by a word or a
    /// string, not by an operator, a dot or a bracket.
    fn starts_with(&self, keyword: fn(&str) -> bool) -> bool {
        let here = self.marks.get(self.at).is_some_and(|m| m.kind == MarkKind::Word && keyword(self.word(m)));
        here && self.marks.get(self.at + 1).is_some_and(|m| matches!(m.kind, MarkKind::Word | MarkKind::Text))
    }

    /// `rule … { statements }`, starting at the keyword.
    fn rule(&mut self) -> Option<Chunk> {
        let start = self.marks[self.at].range.start;
        let mut end = start;
        loop {
            let Some(mark) = self.marks.get(self.at) else {
                self.report_no_brace(start..end);
                return None;
            };
            match mark.kind {
                MarkKind::Open(Bracket::Curly) => break,
                MarkKind::Newline if !self.brace_follows() => {
                    self.report_no_brace(start..end);
                    return None;
                }
                MarkKind::Newline => {}
                _ => end = mark.range.end,
            }
            self.at += 1;
        }
        let open = self.marks[self.at].range.clone();
        self.at += 1;
        let mut body = Vec::new();
        let mut whole = true;
        loop {
            let Some(mark) = self.skip_blank() else {
                self.report_unclosed(&open, Bracket::Curly);
                return Some(Chunk::Rule { head: start..end, open, body, span: start..self.text.len(), whole });
            };
            if mark.kind == MarkKind::Close(Bracket::Curly) {
                self.at += 1;
                return Some(Chunk::Rule { head: start..end, open, body, span: start..mark.range.end, whole });
            }
            if self.starts_with(words::begins_rule) {
                self.report_unclosed(&open, Bracket::Curly);
                return Some(Chunk::Rule { head: start..end, open, body, span: start..mark.range.start, whole });
            }
            match mark.kind {
                MarkKind::Close(bracket) => {
                    self.report_unmatched(mark.range.clone(), bracket);
                    self.at += 1;
                }
                _ => match self.statement(true) {
                    Some(statement) => body.push(statement),
                    None => whole = false,
                },
            }
        }
    }

    fn brace_follows(&self) -> bool {
        let next = self.marks[self.at..].iter().find(|m| m.kind != MarkKind::Newline);
        next.is_some_and(|m| m.kind == MarkKind::Open(Bracket::Curly))
    }

    /// One statement from here to its end; none when a limit was exceeded or a bracket is wrong.
    fn statement(&mut self, in_rule: bool) -> Option<Range<usize>> {
        let start = self.marks[self.at].range.start;
        let mut end = start;
        let mut open: Vec<(Bracket, Range<usize>)> = Vec::new();
        let mut limits = Limits::default();
        let mut sound = true;
        while let Some(mark) = self.marks.get(self.at) {
            match mark.kind {
                MarkKind::Newline | MarkKind::Semicolon if open.is_empty() && self.ends_here(mark.kind) => break,
                MarkKind::Newline if !open.is_empty() && self.next_statement_starts(&open) => break,
                MarkKind::Close(Bracket::Curly) if open.is_empty() && in_rule => break,
                MarkKind::Open(bracket) => open.push((bracket, mark.range.clone())),
                MarkKind::Close(bracket) => match open.pop() {
                    Some((opened, _)) if opened == bracket => {}
                    Some((opened, at)) => {
                        self.report_mismatch(&at, opened, &mark.range);
                        sound = false;
                    }
                    None => {
                        self.report_unmatched(mark.range.clone(), bracket);
                        sound = false;
                    }
                },
                _ => {}
            }
            if !matches!(mark.kind, MarkKind::Newline | MarkKind::Semicolon) {
                end = mark.range.end;
            }
            limits.see(self, mark, open.len(), end - start);
            self.at += 1;
        }
        if let Some((bracket, at)) = open.first() {
            if limits.exceeded.is_none() {
                self.report_unclosed(&at.clone(), *bracket);
            }
            sound = false;
        }
        if let Some(problem) = limits.exceeded {
            self.problems.push(problem);
            return None;
        }
        sound.then_some(start..end)
    }

    /// Whether the statement ends at this line end or semicolon.
    fn ends_here(&self, kind: MarkKind) -> bool {
        if kind == MarkKind::Semicolon {
            return true;
        }
        // Comments and empty lines may stand between.
        let last = self.marks[..self.at].iter().rev().find(|m| m.kind != MarkKind::Newline);
        if last.is_some_and(|mark| self.continues_after(mark)) {
            // An operator too many must not swallow the next statement.
            return self.keyword_follows();
        }
        let next = self.marks[self.at..].iter().find(|m| m.kind != MarkKind::Newline);
        !next.is_some_and(|mark| match mark.kind {
            // `and.x` is a path.
            MarkKind::Word => words::leads(self.word(mark)) && !self.text[mark.range.end..].starts_with(DOTS),
            MarkKind::Symbol(c) => is_comparison(c),
            _ => false,
        })
    }

    fn continues_after(&self, mark: &Mark) -> bool {
        match mark.kind {
            // After a dot every word is a name.
            MarkKind::Word => words::trails(self.word(mark)) && !self.text[..mark.range.start].ends_with(DOTS),
            // `a.*` ends in a selector, not in an operator.
            MarkKind::Symbol('*' | '＊') => !self.text[..mark.range.start].ends_with(['.', '．', '*', '＊']),
            MarkKind::Symbol(c) => is_comparison(c) || "+-−－×/÷／＋,，、:：.．?？".contains(c),
            _ => false,
        }
    }

    /// Inside an unclosed bracket: whether the next line is so clearly a new statement that the bracket
    /// must have been forgotten.
    fn next_statement_starts(&self, open: &[(Bracket, Range<usize>)]) -> bool {
        let Some(next) = self.marks.get(self.at + 1) else { return false };
        let brace = next.kind == MarkKind::Close(Bracket::Curly) && !open.iter().any(|(b, _)| *b == Bracket::Curly);
        self.keyword_follows() || brace
    }

    /// Whether the next line begins like a statement: a keyword, then a word or a string.
    fn keyword_follows(&self) -> bool {
        let mut next = self.marks[self.at..].iter().skip_while(|m| m.kind == MarkKind::Newline);
        next.next().is_some_and(|m| m.kind == MarkKind::Word && words::begins_statement(self.word(m)))
            && next.next().is_some_and(|m| matches!(m.kind, MarkKind::Word | MarkKind::Text))
    }

    fn report_unclosed(&mut self, at: &Range<usize>, bracket: Bracket) {
        let closing = bracket.closing();
        self.problems.push(
            Diagnostic::error("syntax::unclosed", self.span(at), msg!("syntax-unclosed"))
                .with_label(msg!("syntax-opened-here", closing)),
        );
    }

    fn report_unmatched(&mut self, at: Range<usize>, bracket: Bracket) {
        let closing = bracket.closing();
        self.problems.push(Diagnostic::error("syntax::unmatched", self.span(&at), msg!("syntax-unmatched", closing)));
    }

    fn report_mismatch(&mut self, open: &Range<usize>, bracket: Bracket, close: &Range<usize>) {
        let closing = bracket.closing();
        self.problems.push(
            Diagnostic::error("syntax::mismatch", self.span(close), msg!("syntax-mismatch"))
                .with_label(msg!("syntax-closing-wanted", closing))
                .also(self.span(open), msg!("syntax-to-close")),
        );
    }

    fn report_no_brace(&mut self, head: Range<usize>) {
        self.problems.push(
            Diagnostic::error("syntax::no_brace", self.span(&head), msg!("syntax-no-brace"))
                .with_help(msg!("syntax-no-brace-help")),
        );
        // Go on after the rule, so that its statements are not taken for assertions of their own.
        while let Some(mark) = self.marks.get(self.at) {
            if self.starts_with(words::begins_rule) {
                return;
            }
            self.at += 1;
            if mark.kind == MarkKind::Close(Bracket::Curly) {
                return;
            }
        }
    }
}

/// What a statement has used up of the limits.
#[derive(Default)]
struct Limits {
    terms: usize,
    prefix: usize,
    exceeded: Option<Diagnostic>,
}

impl Limits {
    fn see(&mut self, cutter: &Cutter<'_>, mark: &Mark, depth: usize, bytes: usize) {
        if self.exceeded.is_some() {
            return;
        }
        let sign = match mark.kind {
            MarkKind::Symbol(c) => matches!(c, '-' | '−' | '－'),
            MarkKind::Word => words::is_prefix(cutter.word(mark)),
            _ => false,
        };
        self.prefix = if sign { self.prefix + 1 } else { 0 };
        self.terms += usize::from(matches!(mark.kind, MarkKind::Word | MarkKind::Text));
        let report = |message: Text| {
            Diagnostic::error("syntax::limit", cutter.span(&mark.range), message).with_help(msg!("syntax-limit-help"))
        };
        self.exceeded = if depth > MAX_DEPTH {
            Some(report(msg!("syntax-nesting", limit = MAX_DEPTH)))
        } else if self.prefix > MAX_PREFIX {
            Some(report(msg!("syntax-signs", limit = MAX_PREFIX)))
        } else if self.terms > MAX_TERMS {
            Some(report(msg!("syntax-terms", limit = MAX_TERMS)))
        } else if bytes > MAX_STATEMENT {
            Some(report(msg!("syntax-statement-length", limit = MAX_STATEMENT)))
        } else {
            None
        };
    }
}

fn is_comparison(c: char) -> bool {
    "=＝≈~≠!！<＜>＞≤≥≲≳".contains(c)
}
