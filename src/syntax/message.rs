//! Messages: text with expressions in braces.

use std::ops::Range;

use super::ast::{MessagePart, Spanned};
use super::{G, Parser};
use crate::message::msg;
use crate::source::Span;

impl<'t> Parser<'t> {
    /// Cuts the text of a message at its braces and reads what they hold. `{{` and `}}` are braces.
    pub(super) fn message(&mut self, text: &Spanned<String>) -> Option<Vec<MessagePart>> {
        let range: Range<usize> = text.span.range();
        let body = &self.text[range.clone()];
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut sound = true;
        let mut at = 0;
        while let Some(c) = body[at..].chars().next() {
            let next = at + c.len_utf8();
            let doubled = body[next..].starts_with(c);
            match c {
                '{' | '}' if doubled => {
                    plain.push(c);
                    at = next + 1;
                    continue;
                }
                '{' => {
                    let Some(length) = body[next..].find('}') else {
                        self.stray_brace(range.start + at);
                        return None;
                    };
                    if !plain.is_empty() {
                        parts.push(MessagePart::Text(std::mem::take(&mut plain)));
                    }
                    let inner = range.start + next..range.start + next + length;
                    match self.run(G::bare, inner).and_then(|pair| self.only_expression(pair)) {
                        Some(expr) => parts.push(MessagePart::Value(expr)),
                        None => sound = false,
                    }
                    at = next + length + 1;
                    continue;
                }
                '}' => {
                    self.stray_brace(range.start + at);
                    return None;
                }
                _ => plain.push(c),
            }
            at = next;
        }
        if !plain.is_empty() {
            parts.push(MessagePart::Text(plain));
        }
        sound.then_some(parts)
    }

    fn stray_brace(&mut self, at: usize) {
        let span = Span::new(self.source, at, at + 1);
        let message = msg!("syntax-message-brace");
        self.error("syntax::message", span, message);
    }
}
