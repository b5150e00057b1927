//! The YAML parser's events to a tree; refuses the devices of YAML that an account does without.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::load::Limits;
use super::problems::{Problems, quote};
use super::tree::{Content, Key, Node, NodeId, SHORT};
use super::{colon, names, scalar, syntax};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::Span;

/// What was built.
pub(super) struct Tree {
    /// The nodes, parents before children; the first is the root.
    pub(super) nodes: Vec<Node>,
    /// The children of every large record, sorted by name.
    pub(super) sorted: HashMap<NodeId, Vec<NodeId>>,
    /// Whether the text was read to its end.
    pub(super) whole: bool,
}

/// Reads all of `text`, or up to its first syntax error or a limit.
pub(super) fn build(text: &str, limits: &Limits, problems: &mut Problems) -> Tree {
    let tree = Tree { nodes: Vec::new(), sorted: HashMap::new(), whole: true };
    let mut builder = Builder { text, limits, problems, tree, open: Vec::new(), skipping: 0, documents: 0 };
    builder.read();
    builder.tree
}

/// What an open record or list takes next.
enum Next {
    /// Another item of a list.
    Item,
    /// A name.
    Name,
    /// The value of this name.
    Value(Box<str>, Span),
    /// The value of a name that was refused.
    Nothing,
}

/// An open record or list.
struct Open {
    node: NodeId,
    children: Vec<NodeId>,
    next: Next,
    /// Written with brackets.
    flow: bool,
}

struct Builder<'t> {
    text: &'t str,
    limits: &'t Limits,
    problems: &'t mut Problems,
    tree: Tree,
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
            flow_nesting_limit: self.limits.depth,
            block_nesting_limit: self.limits.depth,
        };
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, span)) => self.event(event, span),
                Err(error) => {
                    let bracket = self
                        .open
                        .last()
                        .filter(|open| open.flow)
                        .map(|open| self.tree.nodes[open.node.0 as usize].span);
                    let read_to = self.tree.nodes.last().map_or(0, |node| node.span.to(node.key_span).end as usize);
                    syntax::report(self.text, &error, read_to, bracket, self.problems);
                    self.tree.whole = false;
                }
            }
            self.tree.whole &= !self.problems.full();
            if !self.tree.whole {
                break;
            }
        }
        // What a fault left open is closed, so that its names are looked at too.
        while let Some(open) = self.open.pop() {
            self.close(open, None);
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
            Event::SequenceStart(style, ..) => {
                self.start(Content::List(Vec::new()), style == StructureStyle::Flow, span)
            }
            Event::MappingStart(style, ..) => {
                self.start(Content::Record(Vec::new()), style == StructureStyle::Flow, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Anchor(..) => {
                let written = self.quoted(span);
                self.refuse("account::anchor", span, msg!("account-anchor", written), msg!("account-anchor-help"));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let written = self.quoted(span);
                self.refuse("account::alias", span, msg!("account-alias", written), msg!("account-alias-help"));
                if self.skipping == 0 && !self.pass_over() {
                    self.add(Content::Missing, span);
                }
            }
            _ => {}
        }
    }

    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents > 1 {
            let message = msg!("account-second-document");
            let help = msg!("account-second-document-help");
            self.problems.add(Diagnostic::error("account::second_document", span, message).with_help(help));
            self.tree.whole = false;
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
        if let Some(next @ Next::Name) = self.next() {
            *next = Next::Value(text.into(), span);
            names::check(text, plain, span, self.problems);
            self.check_indentation(self.open.last().is_some_and(|open| open.flow), span);
        } else if !self.pass_over() {
            let content = if plain {
                self.look_for_colon(text, span);
                scalar::content(text, span, self.problems)
            } else {
                Content::Text(text.into())
            };
            self.add(content, span);
        }
    }

    /// Finds names stuck to their values by a colon that YAML does not see. Beside its name a value may hold
    /// any colon; below it, as an item of a list, or as a name without a value it is suspect.
    fn look_for_colon(&mut self, text: &str, span: Span) {
        let (flow, name) = match self.open.last() {
            Some(Open { next: Next::Value(_, name), flow, .. }) => (*flow, Some(*name)),
            _ => (false, None),
        };
        let written = |span: Span| self.text.get(span.range()).unwrap_or_default();
        match name {
            Some(name) if text.is_empty() => {
                if flow && !written(name).starts_with(['"', '\'']) {
                    colon::in_name(written(name), name.start as usize, self.problems);
                }
            }
            _ if !text.contains([':', '：']) => {}
            Some(name) if !written(Span { start: name.end, ..span }).contains('\n') => {}
            _ => colon::in_scalar(written(span), span.start as usize, self.problems),
        }
    }

    fn start(&mut self, content: Content, flow: bool, span: Span) {
        if self.skipping > 0 {
            self.skipping += 1;
            return;
        }
        if matches!(self.next(), Some(Next::Name)) {
            let message = msg!("account-complex-key");
            let help = msg!("account-complex-key-help");
            self.problems.add(Diagnostic::error("account::complex_key", span, message).with_help(help));
        }
        if self.pass_over() {
            self.skipping = 1;
        } else if self.open.len() >= self.limits.depth {
            self.problems.add(syntax::too_deep(span));
            self.skipping = 1;
            self.add(Content::Missing, span);
        } else {
            let next = if matches!(content, Content::List(_)) { Next::Item } else { Next::Name };
            self.check_indentation(flow, span);
            if let Some(node) = self.add(content, span) {
                self.open.push(Open { node, children: Vec::new(), next, flow });
            }
        }
    }

    /// Finds tabs before what begins a line of a block.
    fn check_indentation(&mut self, flow: bool, span: Span) {
        if !flow && let Some(tab) = syntax::tab_before(self.text, span.start as usize, self.problems) {
            self.problems.add(tab);
        }
    }

    fn end(&mut self, span: Span) {
        if self.skipping > 0 {
            self.skipping -= 1;
        } else if let Some(open) = self.open.pop() {
            self.close(open, Some(span));
        }
    }

    /// Adds a node at the next place; none, and the end of reading, when there are too many.
    fn add(&mut self, content: Content, span: Span) -> Option<NodeId> {
        let count = self.tree.nodes.len();
        let id = u32::try_from(count).ok().filter(|_| count < self.limits.nodes).map(NodeId);
        let Some(id) = id else {
            let most = self.limits.nodes;
            let message = msg!("account-too-many-nodes", most);
            let help = msg!("account-one-file-each");
            self.problems.add(Diagnostic::error("account::too_many_nodes", span, message).with_help(help));
            self.tree.whole = false;
            return None;
        };
        let (parent, key, key_span) = match self.open.last_mut() {
            None => (None, Key::Root, span),
            Some(open) => {
                open.children.push(id);
                let (key, key_span) = match &mut open.next {
                    Next::Value(name, name_span) => {
                        let named = (Key::Name(std::mem::take(name)), *name_span);
                        open.next = Next::Name;
                        named
                    }
                    _ => (Key::Index(u32::try_from(open.children.len()).unwrap_or(u32::MAX)), span),
                };
                (Some(open.node), key, key_span)
            }
        };
        self.tree.nodes.push(Node { parent, key, key_span, span, content, setting: 0, describes: false });
        Some(id)
    }

    /// Gives a record or list its children and its whole span; `end` is where the parser saw it close.
    fn close(&mut self, open: Open, end: Option<Span>) {
        let nodes = &mut self.tree.nodes;
        if matches!(nodes[open.node.0 as usize].content, Content::Record(_)) {
            let sorted = names::sort(nodes, &open.children, self.problems);
            if sorted.len() > SHORT {
                self.tree.sorted.insert(open.node, sorted);
            }
        }
        // A block ends with its last child; the parser sees its end only where the next thing begins.
        let last = open.children.last().map(|&id| &nodes[id.0 as usize]).map(|child| child.span.to(child.key_span));
        let last = end.filter(|_| open.flow).or(last);
        let node = &mut nodes[open.node.0 as usize];
        node.span = last.map_or(node.span, |last| node.span.to(last));
        if !matches!(node.key, Key::Name(_)) {
            node.key_span = node.span;
        }
        if let Content::Record(children) | Content::List(children) = &mut node.content {
            *children = open.children;
        }
    }

    fn span_of(&self, span: &granit_parser::Span) -> Span {
        self.problems.span(span.byte_range().unwrap_or_default())
    }

    fn quoted(&self, span: Span) -> String {
        quote(self.text.get(span.range()).unwrap_or_default())
    }

    /// Reports a device of YAML that an account does without.
    fn refuse(&mut self, code: &'static str, span: Span, message: Text, help: Text) {
        self.problems.add(Diagnostic::error(code, span, message).with_help(help));
    }
}
