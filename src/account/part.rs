//! A record of an account file as an account of its own, with some of its figures set anew: what cases are made of.

use super::load::{Limits, check_root};
use super::problems::{Problems, quote};
use super::tree::{Account, Content, Key, Node, NodeId, SHORT};
use super::{header, names};
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::source::Span;

/// Something that is to stand elsewhere in the part than in the file, or not at all.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    /// Where it stands in the part: `basic_expenditure.total`, `items.2.amount`.
    pub path: String,
    /// Where the path is written.
    pub span: Span,
    /// The node of the file that takes the place; none to take away what stands there.
    pub to: Option<NodeId>,
}

impl Account {
    /// The record at `id` with some edits, as an account that points into the same file. Its header is read anew,
    /// so that `entity`, `year` and `unit` mean what they mean at the root of a file.
    ///
    /// # Errors
    /// What is wrong with the header, edits that find no place, and that `id` is no record.
    pub(crate) fn part(&self, id: NodeId, edits: &[Edit], limits: &Limits) -> Result<Account, Vec<Diagnostic>> {
        let mut problems = Problems::new(self.source, limits.errors);
        check_root(self.nodes.get(id.0 as usize), &mut problems);
        let mut draft = self.draft(id);
        draft.node.key = Key::Root;
        for edit in edits {
            let value = edit.to.map(|node| self.draft(node));
            if draft.edit(&segments(&edit.path), edit.span, value).is_none() {
                let path = quote(&edit.path);
                let (message, help) = match edit.to {
                    Some(_) => (msg!("case-no-place", path), msg!("case-no-place-help")),
                    None => (msg!("case-nothing-there", path), msg!("case-nothing-there-help")),
                };
                problems.add(Diagnostic::error("case::path", edit.span, message).with_help(help));
            }
        }
        let mut part = Account { nodes: Vec::new(), sorted: Default::default(), ..self.clone() };
        draft.flatten(None, &mut part, &mut problems);
        (part.header, part.settings) = header::settle(&mut part.nodes, &mut problems);
        problems.finish().map(|_| part)
    }

    /// The account with something else at one of its figures or texts.
    pub(crate) fn with_content(&self, id: NodeId, content: Content) -> Account {
        let mut changed = self.clone();
        if let Some(node) = changed.nodes.get_mut(id.0 as usize) {
            node.content = content;
        }
        changed
    }

    fn draft(&self, id: NodeId) -> Draft {
        let node = self.node(id);
        let (Content::Record(children) | Content::List(children)) = &node.content else {
            return Draft { node: node.clone(), children: Vec::new() };
        };
        let children = children.iter().map(|&child| self.draft(child)).collect();
        Draft { node: node.clone(), children }
    }
}

/// The names and numbers of a path; `items[2]` is `items.2`.
fn segments(path: &str) -> Vec<&str> {
    path.split(['.', '[']).map(|segment| segment.trim_end_matches(']').trim_matches('"')).collect()
}

/// A node with its children, while they may still change. No deeper than the file, which is bounded.
struct Draft {
    node: Node,
    children: Vec<Draft>,
}

impl Draft {
    /// Puts `value` at a path below, or takes away what stands there; none when there is no such place. Records on
    /// the way that are not there are made, and a list grows by one.
    fn edit(&mut self, path: &[&str], span: Span, value: Option<Draft>) -> Option<()> {
        let (segment, rest) = path.split_first()?;
        let found = match self.node.content {
            Content::Record(_) => self.children.iter().position(|child| child.node.name() == *segment),
            Content::List(_) => {
                let place = segment.parse::<usize>().ok()?.checked_sub(1).filter(|&p| p <= self.children.len())?;
                (place < self.children.len()).then_some(place)
            }
            _ => return None,
        };
        match (found, value) {
            (Some(at), value) if !rest.is_empty() => self.children.get_mut(at)?.edit(rest, span, value),
            (Some(at), Some(value)) => {
                let child = self.children.get_mut(at)?;
                let key = child.node.key.clone();
                *child = Draft { node: Node { key, ..value.node }, ..value };
                Some(())
            }
            (Some(at), None) => {
                self.children.remove(at);
                Some(())
            }
            (None, Some(value)) => {
                let node = Node { key: Key::Name((*segment).into()), key_span: span, ..value.node.clone() };
                let mut child = match rest {
                    [] => Draft { node, ..value },
                    _ => {
                        let mut record =
                            Draft { node: Node { content: Content::Record(Vec::new()), ..node }, children: Vec::new() };
                        record.edit(rest, span, Some(value))?;
                        record
                    }
                };
                child.node.key_span = span;
                self.children.push(child);
                Some(())
            }
            (None, None) => None,
        }
    }

    /// Appends the nodes to an account, parents before children.
    fn flatten(self, parent: Option<NodeId>, account: &mut Account, problems: &mut Problems) -> NodeId {
        let id = NodeId(u32::try_from(account.nodes.len()).unwrap_or(u32::MAX));
        account.nodes.push(Node { parent, ..self.node });
        let in_list = matches!(account.node(id).content, Content::List(_));
        let mut children = Vec::new();
        for (place, mut child) in (1..).zip(self.children) {
            if in_list {
                child.node.key = Key::Index(place);
            }
            children.push(child.flatten(Some(id), account, problems));
        }
        if children.len() > SHORT && !in_list {
            account.sorted.insert(id, names::sort(&account.nodes, &children, problems));
        }
        if let Content::Record(own) | Content::List(own) = &mut account.nodes[id.0 as usize].content {
            *own = children;
        }
        id
    }
}
