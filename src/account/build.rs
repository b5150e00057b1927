//! The YAML parser's events to a tree; refuses the devices of YAML that an account does without.

use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::grow::{Grower, Name};
use super::packed::{Held, Tree};
use super::problems::{Problems, quote};
use super::{colon, scalar, syntax};
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::message::{Text, msg};
use crate::source::Span;

/// Reads all of `text`, or up to its first syntax error or a limit. Gives the tree, and whether all was read.
pub(super) fn build(text: &Arc<String>, limits: &Limits, problems: &mut Problems) -> (Tree, bool) {
    let grower = Grower::new(text, limits, problems);
    let mut builder = Builder { text, depth: limits.depth, grower, open: Vec::new(), skipping: 0, documents: 0 };
    builder.read();
    (builder.grower.tree, builder.grower.whole)
}

/// What an open record or list takes next.
enum Next {
    /// Another item of a list.
    Item,
    /// A name.
    Name,
    /// The value of this name.
    Value(Name),
    /// The value of a name that was refused.
    Nothing,
}

/// An open record or list.
struct Open {
    next: Next,
    /// Written with brackets.
    flow: bool,
}

struct Builder<'t> {
    text: &'t str,
    depth: usize,
    grower: Grower<'t>,
    /// The open records and lists, the root first.
    open: Vec<Open>,
    /// How many records and lists are open within something that was refused.
    skipping: usize,
    documents: usize,
}

impl Builder<'_> {
    fn read(&mut self) {
        let options = granit_parser::options! {
            strict_indentation: true,
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            emit_comments: false,
            flow_nesting_limit: self.depth,
            block_nesting_limit: self.depth,
        };
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, span)) => self.event(event, span),
                Err(error) => {
                    let bracket = self.open.last().filter(|open| open.flow).and(self.grower.opened_at());
                    let bracket = bracket.map(|at| at.in_source(self.grower.tree.source()));
                    let last = self.grower.tree.last();
                    let read_to = last.map_or(0, |slot| slot.at.to(slot.key_at).end as usize);
                    syntax::report(self.text, &error, (read_to, self.depth), bracket, self.grower.problems);
                    self.grower.whole = false;
                }
            }
            self.grower.whole &= !self.grower.problems.full();
            if !self.grower.whole {
                break;
            }
        }
        // What a fault left open is closed, so that its names are looked at too.
        while self.grower.depth() > 0 {
            self.grower.close(None);
        }
    }

    fn event(&mut self, event: Event<'_>, at: granit_parser::Span) {
        let span = self.span_of(&at);
        if let Some(tag) = at.tag_span() {
            let place = self.span_of(&tag);
            let written = self.quoted(place);
            self.refuse("account::tag", place, msg!("account-tag", written), msg!("account-tag-help"));
        }
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, ..) => self.scalar(&text, style == ScalarStyle::Plain, span),
            Event::SequenceStart(style, ..) => self.start(true, style == StructureStyle::Flow, span),
            Event::MappingStart(style, ..) => self.start(false, style == StructureStyle::Flow, span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Anchor(..) => {
                let written = self.quoted(span);
                self.refuse("account::anchor", span, msg!("account-anchor", written), msg!("account-anchor-help"));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let written = self.quoted(span);
                self.refuse("account::alias", span, msg!("account-alias", written), msg!("account-alias-help"));
                if self.skipping == 0 && !self.pass_over() {
                    self.add(Held::Missing, span);
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            let message = msg!("account-second-document");
            let help = msg!("account-second-document-help");
            self.grower.problems.add(Diagnostic::error("account::second_document", span, message).with_help(help));
            self.grower.whole = false;
        }
    }

    /// What the innermost open record or list takes next; none when the root is yet to come.
    fn next(&mut self) -> Option<&mut Next> {
        self.open.last_mut().map(|open| &mut open.next)
    }

    /// Passes over what cannot be a name, or belongs to what was no name; false when a value is wanted.
    fn pass_over(&mut self) -> bool {
        match self.next() {
            Some(next @ Next::Name) => *next = Next::Nothing,
            Some(next @ Next::Nothing) => *next = Next::Name,
            Some(Next::Item | Next::Value(..)) | None => return false,
        }
        true
    }

    fn scalar(&mut self, text: &str, plain: bool, span: Span) {
        if self.skipping > 0 {
            return;
        }
        // The parser gives `~` for what is not written.
        let text = if plain && span.range().is_empty() { "" } else { text };
        if let Some(Next::Name) = self.next() {
            let name = self.grower.name(text, plain, span.into());
            if let Some(next) = self.next() {
                *next = Next::Value(name);
            }
            self.check_indentation(self.open.last().is_some_and(|open| open.flow), span);
        } else if !self.pass_over() {
            let held = if plain {
                self.look_for_colon(text, span);
                scalar::held(text, span.into(), &mut self.grower.tree, self.grower.problems)
            } else {
                Held::Text(self.grower.tree.keep(text, span.into()))
            };
            self.add(held, span);
        }
    }

    /// Finds names stuck to their values by a colon that YAML does not see. Beside its name a value may hold
    /// any colon; below it, as an item of a list, or as a name without a value it is suspect.
    fn look_for_colon(&mut self, text: &str, span: Span) {
        let (flow, name) = match self.open.last() {
            Some(Open { next: Next::Value(name), flow }) => {
                (*flow, Some(name.at().in_source(self.grower.tree.source())))
            }
            _ => (false, None),
        };
        let written = |span: Span| self.text.get(span.range()).unwrap_or_default();
        match name {
            Some(name) if text.is_empty() => {
                if flow && !written(name).starts_with(['"', '\'']) {
                    colon::in_name(written(name), name.start as usize, self.grower.problems);
                }
            }
            _ if !text.contains([':', '：']) => {}
            Some(name) if !written(Span { start: name.end, ..span }).contains('\n') => {}
            _ => colon::in_scalar(written(span), span.start as usize, self.grower.problems),
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "levels that are open")]
    fn start(&mut self, list: bool, flow: bool, span: Span) {
        if self.skipping > 0 {
            self.skipping += 1;
            return;
        }
        if matches!(self.next(), Some(Next::Name)) {
            let message = msg!("account-complex-key");
            let help = msg!("account-complex-key-help");
            self.grower.problems.add(Diagnostic::error("account::complex_key", span, message).with_help(help));
        }
        if self.pass_over() {
            self.skipping = 1;
        } else if !self.grower.may_open() {
            self.grower.problems.add(syntax::too_deep(span, self.depth));
            self.skipping = 1;
            self.add(Held::Missing, span);
        } else {
            self.check_indentation(flow, span);
            let name = self.named();
            if self.grower.open(name, list, span.into()) {
                self.open.push(Open { next: if list { Next::Item } else { Next::Name }, flow });
            }
        }
    }

    /// Finds tabs before what begins a line of a block.
    fn check_indentation(&mut self, flow: bool, span: Span) {
        if !flow && let Some(tab) = syntax::tab_before(self.text, span.start as usize, self.grower.problems) {
            self.grower.problems.add(tab);
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "a level that ends was begun")]
    fn end(&mut self, span: Span) {
        if self.skipping > 0 {
            self.skipping -= 1;
        } else if let Some(open) = self.open.pop() {
            // The parser sees the end of a block only where the next thing begins.
            self.grower.close(open.flow.then(|| span.into()));
        }
    }

    fn add(&mut self, held: Held, span: Span) {
        let name = self.named();
        self.grower.add(name, held, span.into());
    }

    /// The name of the node that comes.
    fn named(&mut self) -> Option<Name> {
        match self.next() {
            Some(next @ Next::Value(_)) => match std::mem::replace(next, Next::Name) {
                Next::Value(name) => Some(name),
                _ => None,
            },
            _ => None,
        }
    }

    fn span_of(&self, span: &granit_parser::Span) -> Span {
        self.grower.problems.span(span.byte_range().unwrap_or_default())
    }

    fn quoted(&self, span: Span) -> String {
        quote(self.text.get(span.range()).unwrap_or_default())
    }

    /// Reports a device of YAML that an account does without.
    fn refuse(&mut self, code: &'static str, span: Span, message: Text, help: Text) {
        self.grower.problems.add(Diagnostic::error(code, span, message).with_help(help));
    }
}
