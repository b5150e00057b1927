//! Conditions that are the same on every account: always true, never true, never of any meaning.

use super::known::{Fixed, Known};
use super::{Checker, Place};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::Node;

impl<'p> Checker<'p> {
    /// Parts of a condition that could be left out, or spoil it.
    pub(super) fn constant_parts(&mut self, nodes: &'p [Node], parts: &[Known<'p>]) {
        for (node, known) in nodes.iter().zip(parts) {
            self.constant_part(node, known);
        }
    }

    pub(super) fn constant_part(&mut self, node: &'p Node, known: &Known<'p>) {
        if known.fixed.is_some() {
            self.constant(node, known, Place::Body);
        }
    }

    /// Says that a condition is the same on every account.
    pub(super) fn constant(&mut self, node: &'p Node, known: &Known<'p>, place: Place) {
        let (zh, en, idle_zh, idle_en) = match place {
            Place::Assert => ("这条断言", "this assertion", "什么也查不出", "finds nothing"),
            Place::When => ("这个前提", "this `when`", "不起作用", "changes nothing"),
            Place::Filter => ("这个选取条件", "this selection", "选到每一项", "leaves nothing out"),
            Place::Body => ("这个判断", "this condition", "不起作用", "changes nothing"),
        };
        let (code, message, help) = match &known.fixed {
            Some(Fixed::Truth(true)) => (
                "lint::always_true",
                Text::new(format!("{zh}永远成立，{idle_zh}"), format!("{en} is always true and {idle_en}")),
                Text::new(
                    "请核对两边是否写成了同一个数据项，或删去这一句",
                    "see whether both sides are meant to be one figure, or leave it out",
                ),
            ),
            Some(Fixed::Truth(false)) => (
                "lint::always_false",
                Text::new(format!("{zh}永远不成立"), format!("{en} is never true")),
                Text::new(
                    "请核对比较符和两边，或删去这一句",
                    "see whether the comparison and its sides are meant, or leave it out",
                ),
            ),
            Some(Fixed::Undefined) => (
                "lint::always_undefined",
                Text::new(
                    format!("{zh}永远不可比：基数总是 0 或负"),
                    format!("{en} is always undefined: its base is 0 or negative"),
                ),
                Text::new("请核对除数、整体或上期数", "see whether the divisor, the whole or the base is meant"),
            ),
            Some(Fixed::Number(_)) | None => return,
        };
        self.warn(Diagnostic::warning(code, node.span, message).with_help(help));
    }
}
