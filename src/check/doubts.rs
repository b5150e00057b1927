//! What is said of a rule that is allowed and hardly meant.

use super::Checker;
use super::known::Sorts;
use super::problems::described;
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::plan::Node;

impl<'p> Checker<'p> {
    /// Two amounts of different 口径 that are to be equal: where most false alarms come from.
    pub(super) fn calibers(&mut self, (a, x): (&Node, &str), (b, y): (&Node, &str)) {
        let message = msg!("check-calibers", left = x, right = y);
        let help = msg!("check-calibers-help");
        let label = |caliber: &str| msg!("check-caliber", caliber);
        let problem = Diagnostic::warning("lint::calibers", a.span, message).with_label(label(x));
        self.warn(problem.also(b.span, label(y)).with_help(help));
    }

    /// The parts after 其中, which need not be all, and are to be equal to the whole.
    pub(super) fn partial_sum(&mut self, sum: &Node) {
        let message = msg!("check-partial-sum");
        let help = msg!("check-partial-sum-help");
        self.warn(Diagnostic::warning("lint::partial_sum", sum.span, message).with_help(help));
    }

    /// Rounded figures that are added up and then to be equal to the last digit.
    pub(super) fn exact_sum(&mut self, side: &Node) {
        let message = msg!("check-exact-sum");
        let help = msg!("check-exact-sum-help");
        let label = msg!("check-worked-out");
        self.warn(Diagnostic::warning("lint::exact_sum", side.span, message).with_label(label).with_help(help));
    }

    /// A number in quotation marks beside a figure.
    pub(super) fn number_in_quotes(&mut self, text: &Node, figure: &Node) {
        let message = msg!("check-number-in-quotes");
        let help = msg!("check-number-in-quotes-help");
        let label = msg!("check-a-number");
        self.warn(
            Diagnostic::warning("lint::quoted_number", text.span, message).also(figure.span, label).with_help(help),
        );
    }

    /// Elements that cannot be added up, if an account has them all.
    pub(super) fn mixed_elements(&mut self, node: &Node, sorts: Sorts) {
        let each = described(sorts).into_iter();
        let sorts = each.reduce(|left, right| msg!("check-and", left, right)).unwrap_or_default();
        let message = msg!("check-mixed-elements", sorts);
        let help = msg!("check-mixed-elements-help");
        self.warn(Diagnostic::warning("lint::mixed_sum", node.span, message).with_help(help));
    }

    /// A default that is never used.
    pub(super) fn unreachable_default(&mut self, before: &Node, default: &Node) {
        let written = self.written(before);
        let message = msg!("check-unreachable-default", written);
        let help = msg!("check-unreachable-default-help");
        self.warn(Diagnostic::warning("lint::unreachable_default", default.span, message).with_help(help));
    }
}
