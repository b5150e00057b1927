//! What is said of a rule that is allowed and hardly meant.

use super::Checker;
use super::known::Sorts;
use super::problems::describe;
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::Node;

impl<'p> Checker<'p> {
    /// Two amounts of different 口径 that are to be equal: where most false alarms come from.
    pub(super) fn calibers(&mut self, (a, x): (&Node, &str), (b, y): (&Node, &str)) {
        let message = Text::new(
            format!("两边口径不同：{x}与{y}"),
            format!("the two sides are of different calibers: {x} and {y}"),
        );
        let help = Text::new(
            "部分不超过整体写作 `≲`；有意跨口径比较的规则，标签里写 caliber_nested",
            "a part that is at most its whole is written `≲`; a rule that means to cross calibers has the tag caliber_nested",
        );
        let label = |caliber: &str| Text::new(format!("口径：{caliber}"), format!("caliber: {caliber}"));
        let problem = Diagnostic::warning("lint::calibers", a.span, message).with_label(label(x));
        self.warn(problem.also(b.span, label(y)).with_help(help));
    }

    /// The parts after 其中, which need not be all, and are to be equal to the whole.
    pub(super) fn partial_sum(&mut self, sum: &Node) {
        let message = Text::new(
            "“其中”各项可能不全，它们之和不必等于整体",
            "these parts need not be all, and so their sum need not be the whole",
        );
        let help = Text::new("写作“各项之和 ≲ 整体”", "write that their sum is `≲` the whole");
        self.warn(Diagnostic::warning("lint::partial_sum", sum.span, message).with_help(help));
    }

    /// Rounded figures that are added up and then to be equal to the last digit.
    pub(super) fn exact_sum(&mut self, side: &Node) {
        let message = Text::new(
            "由四舍五入的数算出的数，用 `==` 会把尾差当作不符",
            "what is worked out of rounded figures need not be equal to the last digit",
        );
        let help = Text::new(
            "写作 `≈`；`==` 只用于同一个数在两处的重述",
            "write `≈`; `==` is for one figure that stands in two places",
        );
        let label = Text::new("算出的数", "worked out");
        self.warn(Diagnostic::warning("lint::exact_sum", side.span, message).with_label(label).with_help(help));
    }

    /// A number in quotation marks beside a figure.
    pub(super) fn number_in_quotes(&mut self, text: &Node, figure: &Node) {
        let message = Text::new(
            "加了引号的数按文字逐字比较：`145.20` 与 `145.2` 不同",
            "a number in quotation marks is compared as text: `145.20` is not `145.2`",
        );
        let help = Text::new("数不加引号", "leave out the quotation marks");
        let label = Text::new("这是一个数", "this is a number");
        self.warn(
            Diagnostic::warning("lint::quoted_number", text.span, message).also(figure.span, label).with_help(help),
        );
    }

    /// Elements that cannot be added up, if an account has them all.
    pub(super) fn mixed_elements(&mut self, node: &Node, sorts: Sorts) {
        let what = describe(sorts);
        let message = Text::new(
            format!("这里选到的有{}，不能汇总", what.zh.replace('或', "、")),
            format!("this selects {}, which cannot be put together", what.en.replace(" or ", " and ")),
        );
        let help = Text::new("用 `.{甲, 乙}` 写明要汇总的各项", "name the members with `.{a, b}`");
        self.warn(Diagnostic::warning("lint::mixed_sum", node.span, message).with_help(help));
    }

    /// A default that is never used.
    pub(super) fn unreachable_default(&mut self, before: &Node, default: &Node) {
        let written = self.written(before);
        let message = Text::new(
            format!("`??` 之后的用不到：`{written}` 从不缺数"),
            format!("this default is never used: `{written}` is never missing"),
        );
        let help = Text::new("删去 `??` 和它之后的部分", "leave out `??` and what follows it");
        self.warn(Diagnostic::warning("lint::unreachable_default", default.span, message).with_help(help));
    }
}
