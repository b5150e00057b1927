//! Conditions that are the same on every account: always true, never true, never of any meaning.

use super::known::{Fixed, Known};
use super::{Checker, Place};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
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
        let (what, idle): (Text, Text) = match place {
            Place::Assert => (msg!("check-this-assertion"), msg!("check-finds-nothing")),
            Place::When => (msg!("check-this-when"), msg!("check-changes-nothing")),
            Place::Filter => (msg!("check-this-selection"), msg!("check-leaves-nothing-out")),
            Place::Body => (msg!("check-this-condition"), msg!("check-changes-nothing")),
        };
        let (code, message, help) = match &known.fixed {
            Some(Fixed::Truth(true)) => {
                ("lint::always_true", msg!("check-always-true", what, idle), msg!("check-always-true-help"))
            }
            Some(Fixed::Truth(false)) => {
                ("lint::always_false", msg!("check-always-false", what), msg!("check-always-false-help"))
            }
            Some(Fixed::Undefined) => {
                ("lint::always_undefined", msg!("check-always-undefined", what), msg!("check-always-undefined-help"))
            }
            Some(Fixed::Number(_)) | None => return,
        };
        self.warn(Diagnostic::warning(code, node.span, message).with_help(help));
    }
}
