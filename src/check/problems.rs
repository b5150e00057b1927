//! What is said of a rule that no account can make good: the kinds in the field's words, the writer's own
//! text, and what to write instead.

use super::Checker;
use super::known::{Known, Sorts};
use crate::diagnostic::{Diagnostic, Text};
use crate::figure::Kind;
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
        let (lz, le, rz, re) = (&left.zh, &left.en, &right.zh, &right.en);
        let message = match wanted {
            Wanted::Sum => Text::new(format!("{lz}与{rz}不能相加减"), format!("{le} and {re} cannot be added")),
            Wanted::Product => Text::new(format!("{lz}不能乘以{rz}"), format!("{le} cannot be multiplied by {re}")),
            Wanted::Quotient => Text::new(format!("{lz}不能除以{rz}"), format!("{le} cannot be divided by {re}")),
            Wanted::Share => Text::new(format!("{lz}与{rz}不能求百分比"), format!("{le} and {re} make no percentage")),
            Wanted::Tolerance => {
                Text::new(format!("所比的是{lz}，允许差却是{rz}"), format!("{le} cannot be off by {re}"))
            }
            Wanted::Mean => Text::new(format!("{lz}没有平均值"), format!("{le} has no mean")),
            _ => Text::new(format!("{lz}与{rz}不能比较"), format!("{le} cannot be compared with {re}")),
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
        let share = match &quotient.kind {
            NodeKind::Product(part, rest) => match rest.as_slice() {
                [(Factor::Divide, whole)] => {
                    format!("pct({}, {})", bare(self.written(part)), bare(self.written(whole)))
                }
                _ => "pct(部分, 整体)".to_owned(),
            },
            _ => "pct(部分, 整体)".to_owned(),
        };
        let english = share.replace("部分, 整体", "part, whole");
        Text::new(format!("占比写作 `{share}`"), format!("a share is written `{english}`"))
    }

    /// A list where one number is wanted.
    pub(super) fn several(&mut self, node: &Node, count: usize) {
        let written = self.written(node);
        let message = Text::new(
            format!("此处要一个数，却写了 {count} 个"),
            format!("one number is wanted here, these are {count}"),
        );
        let help = Text::new(
            format!("各项之和写作 `sum({written})`；逐项审核写作 `for x in {written}`"),
            format!("their sum is `sum({written})`; to judge each, write `for x in {written}`"),
        );
        self.error(Diagnostic::error("check::several", node.span, message).with_help(help));
    }

    /// Words, a condition or a group of figures where a number is wanted.
    pub(super) fn no_number(&mut self, node: &Node, known: &Known<'p>) {
        let sorts = known.sorts();
        if sorts.only(Sorts::GROUP) {
            return self.group(node, known);
        }
        let what = describe(sorts);
        let message =
            Text::new(format!("此处要数，却是{}", what.zh), format!("a number is wanted here, this is {}", what.en));
        let mut problem = Diagnostic::error("check::number", node.span, message);
        if let NodeKind::Text(text) = &node.kind
            && text.starts_with(|c: char| c.is_ascii_digit())
        {
            let help =
                Text::new(format!("数不加引号：写作 `{text}`"), format!("a number has no quotation marks: `{text}`"));
            problem = problem.with_help(help);
        }
        self.error(problem);
    }

    fn group(&mut self, node: &Node, known: &Known<'p>) {
        let written = self.written(node);
        let message = Text::new(
            format!("`{written}` 是一组数据，不是一个数"),
            format!("`{written}` is a group of figures and no number"),
        );
        let children = known.shape.entries.iter().flat_map(|&id| self.dictionary.children(id));
        let mut names: Vec<&str> = children.map(|&id| self.dictionary.entry(id).name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let more = if names.len() > MOST_NAMES { " …" } else { "" };
        names.truncate(MOST_NAMES);
        let (zh, en) = (names.join("、"), names.join(", "));
        let help = if names.is_empty() {
            Text::new(format!("各项写作 `{written}.*`"), format!("its members are `{written}.*`"))
        } else {
            Text::new(
                format!("各项写作 `{written}.*`；或写明其中一项：{zh}{more}"),
                format!("its members are `{written}.*`; or name one of them: {en}{more}"),
            )
        };
        self.error(Diagnostic::error("check::group", node.span, message).with_help(help));
    }

    /// A number or condition where words are wanted.
    pub(super) fn no_words(&mut self, node: &Node, known: &Known<'p>) {
        if known.sorts().only(Sorts::GROUP) {
            return self.group(node, known);
        }
        let what = if self.is_record(known) { describe(Sorts::GROUP) } else { describe(known.sorts()) };
        let message =
            Text::new(format!("此处要文字，却是{}", what.zh), format!("words are wanted here, this is {}", what.en));
        let mut problem = Diagnostic::error("check::text", node.span, message);
        let code = match &node.kind {
            NodeKind::Number(_) => Some(node),
            NodeKind::List(members) => members.first(),
            _ => None,
        };
        let digits = code.map(|c| self.written(c)).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        if let Some(digits) = digits {
            problem = problem.with_help(Text::new(
                format!("编码要加引号：写作 `\"{digits}\"`"),
                format!("a code is written in quotation marks: `\"{digits}\"`"),
            ));
        }
        self.error(problem);
    }

    /// A value where a condition is wanted.
    pub(super) fn no_condition(&mut self, node: &Node, known: &Known<'p>) {
        let what = describe(known.sorts());
        let message = Text::new(
            format!("此处要判断，却是{}", what.zh),
            format!("a condition is wanted here, this is {}", what.en),
        );
        let written = self.written(node);
        let help = Text::new(
            format!("写明与什么比较，如 `{written} > 0`、`{written} is present`"),
            format!("say what it is compared with, as in `{written} > 0` or `{written} is present`"),
        );
        self.error(Diagnostic::error("check::condition", node.span, message).with_help(help));
    }

    /// One value where a list is wanted.
    pub(super) fn single(&mut self, node: &Node, wanted: Wanted) {
        let written = self.written(node);
        let message = match wanted {
            Wanted::Source => Text::new(
                format!("`{written}` 只有一个值，没有可逐项的"),
                format!("`{written}` is one value, there is nothing to go through"),
            ),
            _ => Text::new(
                format!("此处要一个列表，`{written}` 只有一个值"),
                format!("a list is wanted here, `{written}` is one value"),
            ),
        };
        let help = match wanted {
            Wanted::Membership => Text::new(
                format!("写作 `[{written}]`，或用 `==` 比较"),
                format!("write `[{written}]`, or compare with `==`"),
            ),
            Wanted::Count => Text::new(
                format!("一组数据的各项写作 `.*`，列表写作 `rows`；有没有这一项写作 `{written} is present`"),
                format!(
                    "the members of a group are `.*`, a list is `rows`; whether it is there is `{written} is present`"
                ),
            ),
            _ => Text::new(
                "一组数据的各项写作 `.*`，列表各项的字段写作 `rows.x`，几个数写作 `[a, b]`",
                "the members of a group are `.*`, a field of a list is `rows.x`, several figures are `[a, b]`",
            ),
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
        return Some(Text::new(
            "金额占多少写作 `pct(部分, 整体)`，百分之几的金额写作 `金额 * 5%`",
            "what share an amount is, is `pct(part, whole)`; a percentage of an amount is `amount * 5%`",
        ));
    }
    if pair(Kind::Money, Kind::Count) {
        return Some(Text::new(
            "每人、每辆多少写作 `金额 / 个数`；请核对是不是想写同名的金额或个数",
            "so much a head is `amount / count`; see whether the amount or the count of that name is meant",
        ));
    }
    None
}

/// What a value can be, in words.
pub(super) fn describe(sorts: Sorts) -> Text {
    let mut zh: Vec<&str> = Vec::new();
    let mut en: Vec<&str> = Vec::new();
    for kind in sorts.kinds() {
        zh.push(kind.label());
        en.push(match kind {
            Kind::Money => "an amount",
            Kind::Percent => "a percentage",
            Kind::Count => "a count",
            Kind::Ratio => "a quotient",
            Kind::Plain => "a plain number",
            Kind::Year => "a year",
            Kind::Free => "a literal",
        });
    }
    for (sort, chinese, english) in
        [(Sorts::TEXT, "文字", "text"), (Sorts::TRUTH, "判断", "a condition"), (Sorts::GROUP, "一组数据", "a group")]
    {
        if sorts.has(sort) {
            zh.push(chinese);
            en.push(english);
        }
    }
    Text::new(zh.join("或"), en.join(" or "))
}

/// An expression without the brackets around the whole of it.
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
