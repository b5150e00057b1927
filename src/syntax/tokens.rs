//! A rule file as pieces and their tokens, each with its role: what the formatter needs to write the
//! same text anew. The roles come from the grammar, so `*` in `a.*` and in `a * b` are told apart here
//! and nowhere else.

use std::borrow::Cow;
use std::ops::Range;

use super::message::{self, Stretch};
use super::words::{self, Word};
use super::{G, Pair, Parser, layout};
use crate::source::SourceId;

/// A stretch of a rule file. Between two of them stand blanks, line ends, semicolons and comments alone.
#[derive(Debug)]
pub(crate) struct Piece<'t> {
    pub(crate) kind: PieceKind,
    pub(crate) range: Range<usize>,
    pub(crate) tokens: Vec<Token<'t>>,
}

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// `rule ID "title"`
    Head,
    /// The brace that opens a rule's body.
    Open,
    /// A statement of a rule.
    Statement,
    /// The brace that closes a rule's body.
    Close,
    /// A definition.
    Definition,
    /// An assertion outside any rule.
    Bare,
}

/// A word, mark or literal.
#[derive(Debug)]
pub(crate) struct Token<'t> {
    pub(crate) role: Role,
    /// The canonical spelling of a mark, anything else as written.
    pub(crate) text: Cow<'t, str>,
    pub(crate) range: Range<usize>,
    /// Of a message, the tokens in its braces.
    pub(crate) inside: Vec<Token<'t>>,
}

/// What a token does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Role {
    Keyword(&'static Word),
    /// A path's first segment, where it can only mean another account.
    Account(&'static Word),
    /// The name of a function, before its bracket.
    Function,
    /// The word after `severity`.
    Severity,
    /// The word after `rounding`.
    Mode,
    /// A name where it is bound: a variable, a parameter.
    Binding,
    /// A name of something else, or a literal.
    Plain,
    /// An operator between two operands.
    Infix,
    /// The minus before an operand.
    Sign,
    /// An opening bracket; attached to what stands before it, or an operand of its own.
    Open {
        attached: bool,
    },
    Close,
    Comma,
    Colon,
    Dot,
}

/// Reads the pieces of a text that parses.
pub(crate) fn read(text: &str) -> Vec<Piece<'_>> {
    let mut parser = Parser { source: SourceId(0), text, problems: Vec::new() };
    let chunks = layout::split(parser.source, text, &mut parser.problems);
    let mut pieces = Vec::new();
    let mut add = |kind, range: Range<usize>, entry: Option<G>| {
        let tokens = entry.map(|entry| parser.tokens(entry, range.clone())).unwrap_or_default();
        pieces.push(Piece { kind, range, tokens });
    };
    for chunk in chunks {
        match chunk {
            layout::Chunk::Rule { head, open, body, span, .. } => {
                add(PieceKind::Head, head, Some(G::head));
                add(PieceKind::Open, open, None);
                body.into_iter().for_each(|range| add(PieceKind::Statement, range, Some(G::statement)));
                let brace = text[..span.end].chars().next_back().map_or(0, char::len_utf8);
                add(PieceKind::Close, span.end - brace..span.end, None);
            }
            layout::Chunk::Definition(range) => add(PieceKind::Definition, range, Some(G::definition)),
            layout::Chunk::Bare(range) => add(PieceKind::Bare, range, Some(G::bare)),
        }
    }
    pieces
}

impl<'t> Parser<'t> {
    /// The tokens of a part of the text that an entry of the grammar reads.
    fn tokens(&mut self, entry: G, range: Range<usize>) -> Vec<Token<'t>> {
        let pair = self.run(entry, range);
        let mut reader = Reader { parser: self, tokens: Vec::new(), definition: false, predicates: 0 };
        pair.into_iter().for_each(|pair| reader.read(pair, entry));
        reader.tokens
    }
}

/// Flattens the pairs of the grammar.
struct Reader<'p, 't> {
    parser: &'p mut Parser<'t>,
    tokens: Vec<Token<'t>>,
    definition: bool,
    /// How many predicates stand around this place.
    predicates: usize,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self, pair: Pair<'t>, parent: G) {
        let rule = pair.as_rule();
        match rule {
            G::EOI => {}
            G::is_test => self.is_test(pair),
            G::string if parent == G::message => self.message(&pair),
            G::string | G::quoted => self.push(Role::Plain, Cow::Borrowed(pair.as_str()), &pair),
            G::number => {
                let text = pair.as_str();
                let text = text.strip_suffix('％').map_or(Cow::Borrowed(text), |n| Cow::Owned(format!("{n}%")));
                self.push(Role::Plain, text, &pair);
            }
            G::expr => self.expression(pair),
            _ if pair.clone().into_inner().next().is_none() => {
                let text = words::mark(rule).unwrap_or(pair.as_str());
                self.push(self.role(&pair, parent), Cow::Borrowed(text), &pair);
            }
            _ => {
                self.definition |= rule == G::definition;
                self.predicates += usize::from(rule == G::index);
                pair.into_inner().for_each(|inner| self.read(inner, rule));
                self.predicates -= usize::from(rule == G::index);
            }
        }
    }

    /// What a pair without inner pairs is.
    fn role(&self, pair: &Pair<'t>, parent: G) -> Role {
        let rule = pair.as_rule();
        if let Some(word) = words::of_rule(rule) {
            return Role::Keyword(word);
        }
        match (rule, parent) {
            (G::function, _) => Role::Function,
            (G::word, G::severity) => Role::Severity,
            (G::word, G::rounding) => Role::Mode,
            (G::name, G::for_in | G::let_be | G::quantifier | G::definition) => Role::Binding,
            // In a predicate, and in a definition that one may call, the element's fields come first.
            (G::first, _) if !self.definition && self.predicates == 0 => {
                words::account(pair.as_str()).map_or(Role::Plain, Role::Account)
            }
            (G::lparen | G::lbracket | G::lbrace, _) => {
                Role::Open { attached: matches!(parent, G::call | G::definition | G::index | G::group) }
            }
            (G::rparen | G::rbracket | G::rbrace, _) => Role::Close,
            (G::comma, _) => Role::Comma,
            (G::colon, _) => Role::Colon,
            (G::dot, _) => Role::Dot,
            (G::deep | G::star | G::every, _) => Role::Plain,
            _ if words::mark(rule).is_some() => Role::Infix,
            _ => Role::Plain,
        }
    }

    /// A minus is a sign where an operand is expected.
    fn expression(&mut self, pair: Pair<'t>) {
        let mut operand = false;
        for part in pair.into_inner() {
            let rule = part.as_rule();
            if rule == G::minus && !operand {
                self.push(Role::Sign, Cow::Borrowed("-"), &part);
                continue;
            }
            let operator = words::mark(rule).is_some() || words::of_rule(rule).is_some();
            operand = !operator;
            self.read(part, G::expr);
        }
    }

    /// `is present` is one word unless something stands in it.
    fn is_test(&mut self, pair: Pair<'t>) {
        let commented = pair.as_str().contains('#');
        let parts: Vec<Pair<'t>> = pair.clone().into_inner().collect();
        let joined = match parts.as_slice() {
            [_, test] => joined(test.as_rule()).filter(|_| !commented),
            _ => None,
        };
        match joined.and_then(words::of_rule) {
            Some(word) => {
                let text = parts.iter().map(Pair::as_str).collect::<Vec<_>>().join(" ");
                self.push(Role::Keyword(word), Cow::Owned(text), &pair);
            }
            None => parts.into_iter().for_each(|part| self.read(part, G::is_test)),
        }
    }

    /// A string with expressions in its braces.
    fn message(&mut self, pair: &Pair<'t>) {
        let body = pair.clone().into_inner().next().map(|inner| self.parser.span(&inner).range()).unwrap_or_default();
        let mut inside = Vec::new();
        for stretch in message::cut(&self.parser.text[body.clone()]).0 {
            if let Stretch::Value(value) = stretch {
                inside.extend(self.parser.tokens(G::bare, body.start + value.start..body.start + value.end));
            }
        }
        let range = self.parser.span(pair).range();
        self.tokens.push(Token { role: Role::Plain, text: Cow::Borrowed(pair.as_str()), range, inside });
    }

    fn push(&mut self, role: Role, text: Cow<'t, str>, pair: &Pair<'t>) {
        let range = self.parser.span(pair).range();
        self.tokens.push(Token { role, text, range, inside: Vec::new() });
    }
}

/// The word that a test after `is` makes with it.
fn joined(test: G) -> Option<G> {
    Some(match test {
        G::present => G::zh_present,
        G::missing => G::zh_missing,
        G::is_number => G::zh_number,
        G::is_text => G::zh_text,
        _ => return None,
    })
}
