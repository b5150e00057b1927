//! What is said of a rule that no account can make good: the kinds in the field's words, the writer's own
//! text, and what to write instead.

use super::Checker;
use super::known::{Known, Sorts};
use crate::diagnostic::Diagnostic;
use crate::figure::Kind;
use crate::message::{Text, msg};
use crate::plan::{Node, NodeKind};
use crate::syntax::ast::Factor;

/// What two numbers, or a list, are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Comparison,
    Sum,
    Product,
    Quotient,
    Share,
    Tolerance,
    Mean,
    /// What a `for` or quantifier goes through.
    Source,
    Count,
    Membership,
    Function,
}

/// Most names that an advice lists.
const MOST_NAMES: usize = 5;

impl<'p> Checker<'p> {
    /// Two numbers that do not combine.
    pub(super) fn mixed(
        &mut self,
        node: &'p Node,
        (a, x): (&'p Node, Sorts),
        (b, y): (&'p Node, Sorts),
        wanted: Wanted,
    ) {
        let (left, right) = (describe(x), describe(y));
        let (code, help) = match wanted {
            Wanted::Comparison if is_share_beside_quotient(x, y) => {
                let quotient = if x.only(Sorts::of(Kind::Ratio)) { a } else { b };
                ("check::quotient", Some(self.as_share(quotient)))
            }
            Wanted::Comparison | Wanted::Sum => ("check::kinds", advice(x, y)),
            _ => ("check::kinds", None),
        };
        let (l, r) = (left.clone(), right.clone());
        let message = match wanted {
            Wanted::Sum => msg!("check-no-sum", left = l, right = r),
            Wanted::Product => msg!("check-no-product", left = l, right = r),
            Wanted::Quotient => msg!("check-no-quotient", left = l, right = r),
            Wanted::Share => msg!("check-no-share", left = l, right = r),
            Wanted::Tolerance => msg!("check-no-slack", left = l, right = r),
            Wanted::Mean => msg!("check-no-mean", left = l),
            _ => msg!("check-no-comparison", left = l, right = r),
        };
        // A sum within a definition may have both sides in one place.
        let whole = if a.span == b.span { node.span } else { a.span };
        let mut problem = Diagnostic::error(code, whole, message).with_label(left);
        if a.span != b.span || wanted == Wanted::Comparison {
            problem = problem.also(b.span, right);
        }
        self.error(Diagnostic { help, ..problem });
    }

    /// The quotient as the percentage that was meant, in the writer's own words.
    fn as_share(&self, quotient: &Node) -> Text {
        match &quotient.kind {
            NodeKind::Product(part, rest) => match rest.as_slice() {
                [(Factor::Divide, whole)] => {
                    msg!("check-as-share-of", part = bare(self.written(part)), whole = bare(self.written(whole)))
                }
                _ => msg!("check-as-share"),
            },
            _ => msg!("check-as-share"),
        }
    }

    /// A list where one number is wanted.
    pub(super) fn several(&mut self, node: &Node, count: usize) {
        let written = self.written(node);
        let message = msg!("check-several", count);
        let help = msg!("check-several-help", written);
        self.error(Diagnostic::error("check::several", node.span, message).with_help(help));
    }

    /// Words, a condition or a group of figures where a number is wanted.
    pub(super) fn no_number(&mut self, node: &Node, known: &Known<'p>) {
        let sorts = known.sorts();
        if sorts.only(Sorts::GROUP) {
            return self.group(node, known);
        }
        let message = msg!("check-no-number", what = describe(sorts));
        let mut problem = Diagnostic::error("check::number", node.span, message);
        if let NodeKind::Text(text) = &node.kind
            && text.starts_with(|c: char| c.is_ascii_digit())
        {
            let help = msg!("check-unquoted", text = &**text);
            problem = problem.with_help(help);
        }
        self.error(problem);
    }

    fn group(&mut self, node: &Node, known: &Known<'p>) {
        let written = self.written(node);
        let message = msg!("check-group", written);
        let children = known.shape.entries.iter().flat_map(|&id| self.dictionary.children(id));
        let mut names: Vec<&str> = children.map(|&id| self.dictionary.entry(id).name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let more = if names.len() > MOST_NAMES { " …" } else { "" };
        names.truncate(MOST_NAMES);
        let help = if names.is_empty() {
            msg!("check-group-help", written)
        } else {
            msg!("check-group-names-help", written, names = Text::list(names), more)
        };
        self.error(Diagnostic::error("check::group", node.span, message).with_help(help));
    }

    /// A number or condition where words are wanted.
    pub(super) fn no_words(&mut self, node: &Node, known: &Known<'p>) {
        if known.sorts().only(Sorts::GROUP) {
            return self.group(node, known);
        }
        let what = if self.is_record(known) { describe(Sorts::GROUP) } else { describe(known.sorts()) };
        let message = msg!("check-no-words", what);
        let mut problem = Diagnostic::error("check::text", node.span, message);
        let code = match &node.kind {
            NodeKind::Number(_) => Some(node),
            NodeKind::List(members) => members.first(),
            _ => None,
        };
        let digits = code.map(|c| self.written(c)).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        if let Some(digits) = digits {
            problem = problem.with_help(msg!("check-code-help", digits));
        }
        self.error(problem);
    }

    /// A value where a condition is wanted.
    pub(super) fn no_condition(&mut self, node: &Node, known: &Known<'p>) {
        let message = msg!("check-no-condition", what = describe(known.sorts()));
        let help = msg!("check-no-condition-help", written = self.written(node));
        self.error(Diagnostic::error("check::condition", node.span, message).with_help(help));
    }

    /// One value where a list is wanted.
    pub(super) fn single(&mut self, node: &Node, wanted: Wanted) {
        let written = self.written(node);
        let message = match wanted {
            Wanted::Source => msg!("check-nothing-to-go-through", written),
            _ => msg!("check-single", written),
        };
        let help = match wanted {
            Wanted::Membership => msg!("check-membership-help", written),
            Wanted::Count => msg!("check-count-help", written),
            _ => msg!("check-list-help"),
        };
        self.error(Diagnostic::error("check::single", node.span, message).with_help(help));
    }
}

fn is_share_beside_quotient(x: Sorts, y: Sorts) -> bool {
    let (percent, ratio) = (Sorts::of(Kind::Percent), Sorts::of(Kind::Ratio));
    (x.only(percent) && y.only(ratio)) || (x.only(ratio) && y.only(percent))
}

/// What may be meant by putting two kinds side by side.
fn advice(x: Sorts, y: Sorts) -> Option<Text> {
    let pair = |a: Kind, b: Kind| {
        let (a, b) = (Sorts::of(a), Sorts::of(b));
        (x.only(a) && y.only(b)) || (x.only(b) && y.only(a))
    };
    if pair(Kind::Money, Kind::Percent) {
        return Some(msg!("check-money-percent-help"));
    }
    if pair(Kind::Money, Kind::Count) {
        return Some(msg!("check-money-count-help"));
    }
    None
}

/// What a value can be, in words.
pub(super) fn describe(sorts: Sorts) -> Text {
    described(sorts).into_iter().reduce(|left, right| msg!("check-or", left, right)).unwrap_or_default()
}

/// Each of the things that a value can be.
pub(super) fn described(sorts: Sorts) -> Vec<Text> {
    let kinds = sorts.kinds().map(|kind| match kind {
        Kind::Money => msg!("check-money"),
        Kind::Percent => msg!("check-percent"),
        Kind::Count => msg!("check-count"),
        Kind::Ratio => msg!("check-ratio"),
        Kind::Plain => msg!("check-plain"),
        Kind::Year => msg!("check-year"),
        Kind::Free => msg!("check-free"),
    });
    let others: [(Sorts, fn() -> Text); 3] = [
        (Sorts::TEXT, || msg!("check-text")),
        (Sorts::TRUTH, || msg!("check-truth")),
        (Sorts::GROUP, || msg!("check-a-group")),
    ];
    kinds.chain(others.iter().filter(|(sort, _)| sorts.has(*sort)).map(|(_, word)| word())).collect()
}

/// An expression without the brackets around the whole of it.
#[expect(clippy::arithmetic_side_effects, reason = "counts of brackets in one text")]
fn bare(text: &str) -> &str {
    let Some(inner) = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])) else { return text };
    let mut depth = 0i32;
    let closes_early = inner.chars().any(|c| {
        depth += i32::from("(（".contains(c)) - i32::from(")）".contains(c));
        depth < 0
    });
    if closes_early { text } else { inner.trim() }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn brackets_around_the_whole_go() {
        assert_eq!(bare("(a + b)"), "a + b");
        assert_eq!(bare("（a ＋ b）"), "a ＋ b");
        assert_eq!(bare("(a) + (b)"), "(a) + (b)");
        assert_eq!(bare("a + (b)"), "a + (b)");
    }
}
