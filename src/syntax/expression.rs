//! Expressions: the flat row of operands and operators that the grammar gives, put in order of
//! precedence, and the paths, literals and calls that are the operands.

use super::ast::{Expr, ExprKind, Factor, Quantifier, Sign, Spanned, Test};
use super::lexeme::Lexeme;
use super::{G, Pair, Parser};
use crate::diagnostic::Diagnostic;
use crate::figure::{Reading, read_printed};
use crate::finding::Comparison;
use crate::message::msg;
use crate::source::Span;

/// Deepest chain of `implies`, which alone nests to the right.
const MAX_NESTING: usize = 64;

type Row<'i> = std::iter::Peekable<std::vec::IntoIter<Pair<'i>>>;

impl<'t> Parser<'t> {
    /// The expression of an entry that is nothing but one.
    pub(super) fn only_expression(&mut self, pair: Pair<'t>) -> Option<Expr> {
        let expr = pair.into_inner().find(|p| p.as_rule() == G::expr)?;
        self.expression(expr)
    }

    /// Reads an `expr` pair.
    pub(super) fn expression(&mut self, pair: Pair<'t>) -> Option<Expr> {
        let row: Vec<Pair<'t>> = pair.into_inner().collect();
        if let Some(foreign) = row.iter().find(|p| p.as_rule() == G::foreign_operator) {
            self.report_foreign(foreign);
            return None;
        }
        let mut row = row.into_iter().peekable();
        let expr = self.implication(&mut row, 0)?;
        match row.next() {
            None => Some(expr),
            // Every other operator is taken by the order of precedence.
            Some(stray) => {
                self.report_within(&stray);
                None
            }
        }
    }

    /// A tolerance of anything but `≈`.
    fn report_within(&mut self, sign: &Pair<'t>) {
        let span = self.span(sign);
        self.error("syntax::within", span, msg!("syntax-within"));
    }

    fn implication(&mut self, row: &mut Row<'t>, depth: usize) -> Option<Expr> {
        let left = self.disjunction(row)?;
        if peek(row) != Some(G::implies) {
            return Some(left);
        }
        let sign = row.next()?;
        if depth >= MAX_NESTING {
            let span = self.span(&sign);
            self.error("syntax::limit", span, msg!("syntax-implies-row"));
            return None;
        }
        let right = self.implication(row, depth + 1)?;
        let span = left.span.to(right.span);
        Some(Expr { kind: ExprKind::Implies(Box::new(left), Box::new(right)), span })
    }

    fn disjunction(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        self.chain(row, G::or, Self::conjunction, ExprKind::Or)
    }

    fn conjunction(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        self.chain(row, G::and, Self::negation, ExprKind::And)
    }

    /// `a ⊕ b ⊕ c` as one list.
    #[expect(clippy::indexing_slicing, reason = "there are two operands at least")]
    fn chain(
        &mut self,
        row: &mut Row<'t>,
        sign: G,
        operand: fn(&mut Self, &mut Row<'t>) -> Option<Expr>,
        make: fn(Vec<Expr>) -> ExprKind,
    ) -> Option<Expr> {
        let mut operands = vec![operand(self, row)?];
        while peek(row) == Some(sign) {
            row.next();
            operands.push(operand(self, row)?);
        }
        if operands.len() == 1 {
            return operands.pop();
        }
        let span = operands[0].span.to(operands[operands.len() - 1].span);
        Some(Expr { kind: make(operands), span })
    }

    fn negation(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        self.prefixed(row, G::not, Self::comparison, ExprKind::Not)
    }

    /// Any number of one prefix, then an operand.
    fn prefixed(
        &mut self,
        row: &mut Row<'t>,
        sign: G,
        operand: fn(&mut Self, &mut Row<'t>) -> Option<Expr>,
        make: fn(Box<Expr>) -> ExprKind,
    ) -> Option<Expr> {
        let mut signs = Vec::new();
        while peek(row) == Some(sign) {
            signs.push(self.span(&row.next()?));
        }
        let mut expr = operand(self, row)?;
        for at in signs.into_iter().rev() {
            let span = at.to(expr.span);
            expr = Expr { kind: make(Box::new(expr)), span };
        }
        Some(expr)
    }

    fn comparison(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        let mut left = self.sum(row)?;
        loop {
            let Some(next) = peek(row) else { return Some(left) };
            left = match next {
                G::kw_in | G::matches => {
                    row.next();
                    let right = self.sum(row)?;
                    let span = left.span.to(right.span);
                    let (a, b) = (Box::new(left), Box::new(right));
                    let kind = if next == G::kw_in { ExprKind::In(a, b) } else { ExprKind::Matches(a, b) };
                    Expr { kind, span }
                }
                G::is_test => {
                    let pair = row.next()?;
                    self.is_test(left, pair)?
                }
                _ if comparison_of(next).is_some() => self.compared(left, row)?,
                _ => return Some(left),
            };
        }
    }

    fn compared(&mut self, first: Expr, row: &mut Row<'t>) -> Option<Expr> {
        let mut rest = Vec::new();
        while let Some(comparison) = peek(row).and_then(comparison_of) {
            row.next();
            rest.push((comparison, self.sum(row)?));
        }
        let mut within = None;
        let mut end = rest.last().map_or(first.span, |(_, e)| e.span);
        if peek(row) == Some(G::within) {
            let sign = row.next()?;
            let tolerance = self.sum(row)?;
            if rest.iter().any(|(c, _)| *c != Comparison::Approx) {
                self.report_within(&sign);
                return None;
            }
            end = tolerance.span;
            within = Some(Box::new(tolerance));
        }
        let span = first.span.to(end);
        Some(Expr { kind: ExprKind::Compare { first: Box::new(first), rest, within }, span })
    }

    fn is_test(&mut self, operand: Expr, pair: Pair<'t>) -> Option<Expr> {
        let span = operand.span.to(self.span(&pair));
        let mut test = None;
        let mut negated = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                G::not => negated = true,
                G::present | G::zh_present => test = Some(Test::Present),
                G::missing | G::zh_missing => test = Some(Test::Missing),
                G::is_number | G::zh_number => test = Some(Test::Number),
                G::is_text | G::zh_text => test = Some(Test::Text),
                _ => {}
            }
        }
        Some(Expr { kind: ExprKind::Is { operand: Box::new(operand), test: test?, negated }, span })
    }

    fn sum(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        let first = self.product(row)?;
        let mut terms = Vec::new();
        while let Some(sign) = peek(row).and_then(|rule| match rule {
            G::plus => Some(Sign::Plus),
            G::minus => Some(Sign::Minus),
            _ => None,
        }) {
            row.next();
            terms.push((sign, self.product(row)?));
        }
        let Some((_, last)) = terms.last() else { return Some(first) };
        let span = first.span.to(last.span);
        terms.insert(0, (Sign::Plus, first));
        Some(Expr { kind: ExprKind::Sum(terms), span })
    }

    fn product(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        let first = self.signed(row)?;
        let mut factors = Vec::new();
        while let Some(factor) = peek(row).and_then(|rule| match rule {
            G::times => Some(Factor::Times),
            G::divide => Some(Factor::Divide),
            _ => None,
        }) {
            row.next();
            factors.push((factor, self.signed(row)?));
        }
        let Some((_, last)) = factors.last() else { return Some(first) };
        let span = first.span.to(last.span);
        Some(Expr { kind: ExprKind::Product(Box::new(first), factors), span })
    }

    fn signed(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        self.prefixed(row, G::minus, Self::coalesce, ExprKind::Negative)
    }

    fn coalesce(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        self.chain(row, G::coalesce, Self::operand, ExprKind::Coalesce)
    }

    fn operand(&mut self, row: &mut Row<'t>) -> Option<Expr> {
        let pair = row.next()?;
        if matches!(pair.as_rule(), G::minus | G::not) {
            let span = self.span(&pair);
            self.error("syntax::prefix", span, msg!("syntax-brackets-wanted"));
            return None;
        }
        self.primary(pair)
    }

    /// An operand: literal, path, call, list, quantifier or something in brackets.
    pub(super) fn primary(&mut self, pair: Pair<'t>) -> Option<Expr> {
        let span = self.span(&pair);
        let kind = match pair.as_rule() {
            G::parenthesized => {
                let inner = pair.into_inner().find(|p| p.as_rule() == G::expr)?;
                // The brackets belong to the place, so that a label underlines them too.
                return self.expression(inner).map(|e| Expr { span, ..e });
            }
            G::boolean => ExprKind::Boolean(pair.into_inner().next()?.as_rule() == G::yes),
            G::number => ExprKind::Number(self.number(&pair)?),
            G::string => ExprKind::Text(self.string(pair)?.value),
            G::list => ExprKind::List(self.expressions(pair)?),
            G::path => ExprKind::Path(self.path(pair)?),
            G::call => {
                let function = pair.clone().into_inner().next()?;
                ExprKind::Call { function: self.spanned(&function), arguments: self.expressions(pair)? }
            }
            G::quantifier => self.quantified(pair)?,
            _ => return None,
        };
        Some(Expr { kind, span })
    }

    fn expressions(&mut self, pair: Pair<'t>) -> Option<Vec<Expr>> {
        pair.into_inner().filter(|p| p.as_rule() == G::expr).map(|p| self.expression(p)).collect()
    }

    fn quantified(&mut self, pair: Pair<'t>) -> Option<ExprKind> {
        let (mut quantifier, mut variable, mut source, mut conditions) = (None, None, None, Vec::new());
        let mut filtered = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                G::all => quantifier = Some(Quantifier::All),
                G::any => quantifier = Some(Quantifier::Any),
                G::none => quantifier = Some(Quantifier::None),
                G::number => {
                    let span = self.span(&part);
                    let Ok(value) = part.as_str().parse() else {
                        self.error("syntax::exactly", span, msg!("syntax-exactly"));
                        return None;
                    };
                    quantifier = Some(Quantifier::Exactly(Spanned { value, span }));
                }
                G::name => variable = Some(self.spanned(&part)),
                G::source => source = Some(Box::new(self.primary(part.into_inner().next()?)?)),
                G::kw_where => filtered = true,
                G::expr => conditions.push(self.expression(part)?),
                _ => {}
            }
        }
        let body = Box::new(conditions.pop()?);
        let filter = if filtered { Some(Box::new(conditions.pop()?)) } else { None };
        Some(ExprKind::Quantified { quantifier: quantifier?, variable: variable?, source: source?, filter, body })
    }

    fn number(&mut self, pair: &Pair<'t>) -> Option<crate::figure::Printed> {
        match read_printed(pair.as_str()) {
            Reading::Number(printed) => Some(printed.to_owned()),
            Reading::LookAlike { mended, .. } => {
                let span = self.span(pair);
                let problem = Diagnostic::error("syntax::number", span, msg!("syntax-number"));
                let mended = mended.map(|m| msg!("syntax-number-help", mended = m));
                self.problems.push(Diagnostic { help: mended, ..problem });
                None
            }
            Reading::Text => {
                let span = self.span(pair);
                let message = msg!("syntax-unit");
                let help = msg!("syntax-unit-help");
                self.problems.push(Diagnostic::error("syntax::unit", span, message).with_help(help));
                None
            }
        }
    }

    /// The text of a string, without its quotation marks.
    pub(super) fn string(&mut self, pair: Pair<'t>) -> Option<Spanned<Lexeme>> {
        let whole = self.span(&pair);
        let inner = pair.into_inner().next()?;
        if inner.as_rule() == G::bad_string {
            let first = inner.as_str().chars().next().unwrap_or('"');
            let mark = Span { end: whole.start + u32::try_from(first.len_utf8()).unwrap_or(1), ..whole };
            let (code, message) = match first {
                '"' | '“' => ("syntax::unclosed_string", msg!("syntax-unclosed-string")),
                _ => ("syntax::quotation", msg!("syntax-quotation", first)),
            };
            let help = msg!("syntax-string-line-help");
            self.problems.push(Diagnostic::error(code, mark, message).with_help(help));
            return None;
        }
        Some(self.spanned(&inner))
    }

    fn report_foreign(&mut self, pair: &Pair<'t>) {
        let help = match pair.as_str() {
            "&&" => msg!("syntax-operator-and"),
            "||" => msg!("syntax-operator-or"),
            ":=" => msg!("syntax-operator-assign"),
            "%" | "％" => msg!("syntax-operator-modulo"),
            "^" => msg!("syntax-operator-power"),
            _ => msg!("syntax-operator-approx"),
        };
        let span = self.span(pair);
        let sign = pair.as_str();
        let problem = Diagnostic::error("syntax::operator", span, msg!("syntax-foreign-operator", sign));
        self.problems.push(problem.with_help(help));
    }
}

fn peek(row: &mut Row<'_>) -> Option<G> {
    row.peek().map(Pair::as_rule)
}

fn comparison_of(rule: G) -> Option<Comparison> {
    Some(match rule {
        G::equal => Comparison::Equal,
        G::not_equal => Comparison::NotEqual,
        G::less => Comparison::Less,
        G::less_equal => Comparison::LessEqual,
        G::greater => Comparison::Greater,
        G::greater_equal => Comparison::GreaterEqual,
        G::approx => Comparison::Approx,
        G::less_approx => Comparison::LessApprox,
        G::greater_approx => Comparison::GreaterApprox,
        _ => return None,
    })
}
