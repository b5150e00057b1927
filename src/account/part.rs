//! A record of an account file as an account of its own, with some of its figures set anew: what cases are made of.

use super::grow::sorted;
use super::header;
use super::load::check_root;
use super::packed::{Bytes, Held, Label, Slot, Tree};
use super::problems::{Problems, quote};
use super::tree::{Account, NodeId};
use crate::diagnostic::Diagnostic;
use crate::figure::Number;
use crate::limits::Limits;
use crate::message::msg;
use crate::source::Span;
use crate::source::name_hash;

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
        check_root(&self.tree, id, &mut problems);
        let mut tree = self.tree.emptied();
        let mut draft = self.draft(id);
        draft.slot.label = Label::Root;
        for edit in edits {
            let value = edit.to.map(|node| self.draft(node));
            let path = segments(&edit.path);
            if path.len() > limits.depth || draft.edit(&path, edit.span.into(), value, &mut tree).is_none() {
                let path = quote(&edit.path);
                let (message, help) = match edit.to {
                    Some(_) => (msg!("case-no-place", path), msg!("case-no-place-help")),
                    None => (msg!("case-nothing-there", path), msg!("case-nothing-there-help")),
                };
                problems.add(Diagnostic::error("case::path", edit.span, message).with_help(help));
            }
        }
        draft.flatten(None, &mut tree);
        let (header, settings) = header::settle(&mut tree, &mut problems);
        problems.finish()?;
        Ok(Account { source: self.source, file: self.file.clone(), header, tree, settings })
    }

    /// The account with another figure or another text in the place of one; the same when it has no such place.
    pub(crate) fn with_words(&self, id: NodeId, words: &str) -> Account {
        let mut changed = self.clone();
        let text = changed.tree.keep_apart(words);
        let held = match (changed.tree.slot(id).held, Number::parse(words)) {
            (Held::Number { .. } | Held::Wide(..), Some(number)) => changed.tree.number(number, text),
            (Held::Text(_), _) => Held::Text(text),
            (held, _) => held,
        };
        changed.tree.slot_mut(id).held = held;
        changed
    }

    fn draft(&self, id: NodeId) -> Draft {
        let children = self.tree.children(id).unwrap_or_default().iter().map(|&child| self.draft(child)).collect();
        Draft { slot: Slot { setting: 0, describes: false, ..*self.tree.slot(id) }, children }
    }
}

/// The names and numbers of a path; `items[2]` is `items.2`.
fn segments(path: &str) -> Vec<&str> {
    path.split(['.', '[']).map(|segment| segment.trim_end_matches(']').trim_matches('"')).collect()
}

/// A node with its children, while they may still change. Twice as deep as a file may be at most: a path is no
/// longer than a file is deep, and what stands at its end is part of one.
struct Draft {
    slot: Slot,
    children: Vec<Draft>,
}

impl Draft {
    /// Puts `value` at a path below, or takes away what stands there; none when there is no such place. Records on
    /// the way that are not there are made, and a list grows by one. `tree` holds the words of all.
    fn edit(&mut self, path: &[&str], at: Bytes, value: Option<Draft>, tree: &mut Tree) -> Option<()> {
        let (segment, rest) = path.split_first()?;
        let found = match self.slot.held {
            Held::Record(_) => self.children.iter().position(|child| match child.slot.label {
                Label::Name(name, _) => tree.word(name) == *segment,
                _ => false,
            }),
            Held::List(_) => {
                let place = segment.parse::<usize>().ok()?.checked_sub(1).filter(|&p| p <= self.children.len())?;
                (place < self.children.len()).then_some(place)
            }
            _ => return None,
        };
        match (found, value) {
            (Some(place), value) if !rest.is_empty() => self.children.get_mut(place)?.edit(rest, at, value, tree),
            (Some(place), Some(value)) => {
                let child = self.children.get_mut(place)?;
                let label = child.slot.label;
                *child = Draft { slot: Slot { label, ..value.slot }, ..value };
                Some(())
            }
            (Some(place), None) => {
                self.children.remove(place);
                Some(())
            }
            (None, Some(value)) => {
                let label = Label::Name(tree.keep_apart(segment), name_hash(segment));
                let slot = Slot { label, key_at: at, ..value.slot };
                let mut child = match rest {
                    [] => Draft { slot, ..value },
                    _ => {
                        let slot = Slot { held: Held::Record(Bytes::default()), ..slot };
                        let mut record = Draft { slot, children: Vec::new() };
                        record.edit(rest, at, Some(value), tree)?;
                        record
                    }
                };
                child.slot.key_at = at;
                self.children.push(child);
                Some(())
            }
            (None, None) => None,
        }
    }

    /// Appends the nodes to a tree, parents before children.
    fn flatten(self, parent: Option<NodeId>, tree: &mut Tree) -> NodeId {
        let id = NodeId(u32::try_from(tree.len()).unwrap_or(u32::MAX));
        tree.push(id, Slot { parent: parent.unwrap_or(id), ..self.slot });
        let in_list = matches!(self.slot.held, Held::List(_));
        let mut children = Vec::new();
        for (place, mut child) in (1..).zip(self.children) {
            if in_list {
                child.slot.label = Label::Index(place);
            }
            children.push(child.flatten(Some(id), tree));
        }
        let hashes: Vec<u32> = children.iter().map(|&child| tree.key_hash(child).unwrap_or_default()).collect();
        match self.slot.held {
            Held::Record(_) => {
                let sorted = sorted(tree, &children);
                tree.slot_mut(id).held = Held::Record(tree.link(&children, &hashes, sorted));
            }
            Held::List(_) => tree.slot_mut(id).held = Held::List(tree.link(&children, &hashes, None)),
            _ => {}
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Content, load};
    use crate::source::SourceId;

    const FILE: &str = "account:\n  year: 2023\n  unit: 万元\n  a: {b: 1.00, c: 2}\n  rows: [{n: 1}, {n: 2}]\n\
                        set: {a.b: 3.50, a.d.e: 4, rows.2.n: 5, \"rows[3]\": {n: 6}, a.c: {x: 1}}\n";

    fn file() -> Account {
        load(SourceId(0), "a.yaml", FILE, &Limits::default()).expect("an account").0
    }

    /// The part at `account` with edits from `set`, and without some paths.
    fn part(set: &[&str], drop: &[&str]) -> Result<Account, Vec<Diagnostic>> {
        let file = file();
        let record = |name: &str| file.child(file.root(), name).expect(name);
        let mut edits = Vec::new();
        for path in set {
            let to = file.child(record("set"), path).or(file.child(record("set"), "a.b"));
            edits.push(Edit { path: (*path).to_owned(), span: file.node(record("set")).span, to });
        }
        for path in drop {
            edits.push(Edit { path: (*path).to_owned(), span: file.node(record("account")).span, to: None });
        }
        file.part(record("account"), &edits, &Limits::default())
    }

    fn figures(account: &Account) -> Vec<String> {
        let figure = |id: NodeId| match &account.node(id).content {
            Content::Number(number) => Some(format!("{} {}", account.path(id), number.text())),
            _ => None,
        };
        account.ids().filter_map(figure).collect()
    }

    #[test]
    fn a_part_is_an_account_that_points_into_its_file() {
        let part = part(&[], &[]).expect("a part");
        assert_eq!((part.header.year, part.header.unit.is_some()), (Some(2023), true));
        assert_eq!(figures(&part), ["year 2023", "a.b 1.00", "a.c 2", "rows[1].n 1", "rows[2].n 2"]);
        let b = part.child(part.child(part.root(), "a").expect("a"), "b").expect("b");
        assert_eq!(FILE.get(part.node(b).span.range()), Some("1.00"));
        assert_eq!(part.setting(b).unit, part.header.unit);
        let moved = part.with_words(b, "1.10");
        assert_eq!(moved.len(), part.len());
        assert!(matches!(moved.node(b).content, Content::Number(number) if number.text() == "1.10"));
    }

    #[test]
    fn edits_set_make_and_take_away() {
        let set = part(&["a.b", "a.d.e", "rows.2.n", "rows[3]"], &["a.c", "rows.1"]).expect("a part");
        assert_eq!(figures(&set), ["year 2023", "a.b 3.50", "a.d.e 4", "rows[1].n 5", "rows[2].n 6"]);
        let record = part(&["a.c"], &[]).expect("a part");
        assert_eq!(figures(&record)[2], "a.c.x 1");
    }

    #[test]
    fn edits_without_a_place_are_errors() {
        let deep = ["a"; 65].join(".");
        for (set, drop) in [
            (vec!["a.b.c"], vec![]),
            (vec!["rows.0"], vec![]),
            (vec!["rows.4"], vec![]),
            (vec!["rows.x"], vec![]),
            (vec![deep.as_str()], vec![]),
            (vec![], vec!["a.x"]),
            (vec![], vec!["rows.3"]),
            (vec![], vec!["x.y"]),
            (vec![], vec![""]),
        ] {
            let problems = part(&set, &drop).expect_err("no place");
            assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["case::path"], "{set:?} {drop:?}");
        }
        let file = file();
        let year = file.child(file.child(file.root(), "account").expect("account"), "year").expect("year");
        assert_eq!(file.part(year, &[], &Limits::default()).expect_err("no record")[0].code, "account::root");
    }
}
