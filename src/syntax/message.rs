//! Messages: text with expressions in braces.

use std::ops::Range;

use super::ast::{MessagePart, Spanned};
use super::lexeme::Lexeme;
use super::{G, Parser};
use crate::message::msg;
use crate::source::Span;

/// A stretch of a message.
pub(super) enum Stretch {
    /// What is shown as it stands, braces no longer doubled.
    Text(String),
    /// The bytes between two braces.
    Value(Range<usize>),
}

/// Cuts the text of a message at its braces; `{{` and `}}` are braces to show. Also gives the place of a
/// brace without its partner, at which the cutting ends.
pub(super) fn cut(body: &str) -> (Vec<Stretch>, Option<usize>) {
    let mut stretches = Vec::new();
    let mut plain = String::new();
    let mut stray = None;
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
                    stray = Some(at);
                    break;
                };
                if !plain.is_empty() {
                    stretches.push(Stretch::Text(std::mem::take(&mut plain)));
                }
                stretches.push(Stretch::Value(next..next + length));
                at = next + length + 1;
                continue;
            }
            '}' => {
                stray = Some(at);
                break;
            }
            _ => plain.push(c),
        }
        at = next;
    }
    if !plain.is_empty() {
        stretches.push(Stretch::Text(plain));
    }
    (stretches, stray)
}

impl<'t> Parser<'t> {
    /// Reads the text of a message and what its braces hold.
    pub(super) fn message(&mut self, text: &Spanned<Lexeme>) -> Option<Vec<MessagePart>> {
        let range: Range<usize> = text.span.range();
        let (stretches, stray) = cut(&self.text[range.clone()]);
        let mut parts = Vec::new();
        let mut sound = stray.is_none();
        for stretch in stretches {
            let value = match stretch {
                Stretch::Text(plain) => Some(MessagePart::Text(plain.into())),
                Stretch::Value(inner) => {
                    let pair = self.run(G::bare, range.start + inner.start..range.start + inner.end);
                    pair.and_then(|pair| self.only_expression(pair)).map(MessagePart::Value)
                }
            };
            sound &= value.is_some();
            parts.extend(value);
        }
        if let Some(at) = stray {
            self.stray_brace(range.start + at);
        }
        sound.then_some(parts)
    }

    fn stray_brace(&mut self, at: usize) {
        let span = Span::new(self.source, at, at + 1);
        let message = msg!("syntax-message-brace");
        self.error("syntax::message", span, message);
    }
}
