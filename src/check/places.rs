//! Paths and selectors: which figures of the dictionary they can lead to, and to how many.

use super::Checker;
use super::known::{Caliber, Count, Known, Origin, Sorts};
use crate::figure::Kind;
use crate::pack::{Content, EntryId, Parts};
use crate::plan::{Base, Selector, SelectorStep, Shape};
use crate::syntax::lexeme::Lexeme;

/// Most places that the members of a `{…}` are told apart.
const MOST_PARTS: usize = 256;
/// Longest key that is kept as it is.
const MOST_KEY: usize = 256;

/// A selector on its way.
struct Walk {
    /// Where it is: several places for the members of a `{…}`, all of which are there.
    parts: Vec<Shape>,
    count: Count,
    key: String,
    /// The last name, which tells the kind of a figure outside the dictionary.
    last: Option<Lexeme>,
    partial: bool,
}

impl<'p> Checker<'p> {
    /// What a selector leads to.
    #[expect(
        clippy::indexing_slicing,
        reason = "the planner numbers the variables of a rule, and there is a slot for each of them"
    )]
    pub(super) fn place(&mut self, selector: &'p Selector) -> Known<'p> {
        if let Base::Variable(slot) = selector.base {
            self.used[slot] = true;
            if selector.steps.is_empty() {
                return self.slots[slot].clone();
            }
        }
        // The path of an argument that is none was reported.
        if selector.base == Base::Root && selector.steps.is_empty() {
            return Known::unknown(String::new());
        }
        let mut walk = self.start(selector.base);
        for step in &selector.steps {
            self.step(&mut walk, step);
        }
        let key = if walk.key.len() > MOST_KEY { self.intern(walk.key) } else { walk.key };
        let sorts = |shape: &Shape| self.sorts_of(shape, walk.last.as_deref());
        let caliber = walk.parts.iter().map(|p| self.caliber_of(p)).fold(Caliber::Neutral, Caliber::and);
        Known {
            members: walk.parts.iter().map(sorts).collect(),
            count: walk.count,
            shape: walk.parts.into_iter().reduce(Shape::or).unwrap_or_else(Shape::open),
            origin: Origin::Figure,
            caliber,
            partial: walk.partial,
            ..Known::unknown(key)
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the planner numbers the variables of a rule, and there is a slot for each of them"
    )]
    #[expect(clippy::arithmetic_side_effects, reason = "a level is one of the elements")]
    fn start(&self, base: Base) -> Walk {
        let root = || Shape::root(self.dictionary);
        let (shape, count, key) = match base {
            Base::Root => (root(), Count::One, String::new()),
            Base::On => {
                // A rule about all accounts stands at every one of them at once.
                let count = if self.rule.is_of_set() { Count::Many } else { Count::One };
                (self.on.clone(), count, self.on_key.clone())
            }
            Base::Element(level) => match self.elements.iter().rev().nth(level) {
                Some(shape) => (shape.clone(), Count::One, format!("element {}", self.elements.len() - 1 - level)),
                None => (Shape::open(), Count::Unknown, String::new()),
            },
            Base::Variable(slot) => {
                let variable = &self.slots[slot];
                (variable.shape.clone(), variable.count, variable.key.clone())
            }
            Base::Prior => (root(), Count::One, "prior".to_owned()),
            Base::Approved => (root(), Count::One, "approved".to_owned()),
            Base::Units => (root(), Count::Many, "units".to_owned()),
            Base::Accounts => (root(), Count::Many, "accounts".to_owned()),
        };
        Walk { parts: vec![shape], count, key, last: None, partial: false }
    }

    fn step(&mut self, walk: &mut Walk, step: &'p SelectorStep) {
        let dictionary = self.dictionary;
        match step {
            SelectorStep::Name(name) => {
                walk.count = self.count_after(walk, name);
                let next: Vec<Shape> = walk.parts.iter().map(|p| p.child(name, dictionary)).collect();
                walk.key = format!("{}.{}", walk.key, self.canonical(&next, name));
                walk.parts = next;
                walk.last = Some(name.clone());
                walk.partial = false;
            }
            SelectorStep::Star => {
                walk.partial = walk.parts.iter().all(|p| self.is_partial(p));
                walk.parts = walk.parts.iter().map(|p| p.elements(dictionary)).collect();
                self.found_many(walk, "*");
            }
            SelectorStep::All => {
                walk.parts = walk.parts.iter().map(|p| self.elements_of(p, walk.count)).collect();
                self.found_many(walk, "*");
            }
            SelectorStep::Deep => {
                walk.parts = vec![Shape::open()];
                self.found_many(walk, "**");
            }
            SelectorStep::Group(group) => self.members(walk, group),
            SelectorStep::Index(index) => {
                walk.parts = walk.parts.iter().map(|p| self.elements_of(p, walk.count)).collect();
                self.found_many(walk, &format!("[{index}]"));
                walk.count = Count::One;
            }
            SelectorStep::Filter(predicate) => {
                walk.parts = walk.parts.iter().map(|p| self.elements_of(p, walk.count)).collect();
                self.elements.push(walk.parts.iter().cloned().reduce(Shape::or).unwrap_or_else(Shape::open));
                let condition = self.root_condition(predicate, super::Place::Filter);
                self.elements.pop();
                self.found_many(walk, &format!("[{}]", condition.key));
            }
        }
    }

    fn found_many(&self, walk: &mut Walk, key: &str) {
        walk.count = Count::Many;
        walk.last = None;
        walk.key = format!("{}.{key}", walk.key);
    }

    #[expect(clippy::arithmetic_side_effects, reason = "both are bounded by MOST_PARTS or the dictionary")]
    fn members(&self, walk: &mut Walk, group: &[Vec<Lexeme>]) {
        let mut members = Vec::new();
        let mut keys = Vec::new();
        if walk.parts.len() * group.len() > MOST_PARTS {
            walk.parts = walk.parts.drain(..).reduce(Shape::or).into_iter().collect();
            walk.count = Count::Many;
        }
        let mut exact = walk.count != Count::Many;
        for part in &walk.parts {
            for names in group {
                let mut member = Walk {
                    parts: vec![part.clone()],
                    count: Count::One,
                    key: String::new(),
                    last: None,
                    partial: false,
                };
                for name in names {
                    member.count = self.count_after(&member, name);
                    member.parts = member.parts.iter().map(|p| p.child(name, self.dictionary)).collect();
                    member.key = format!("{}.{}", member.key, self.canonical(&member.parts, name));
                }
                exact &= member.count == Count::One;
                keys.push(member.key);
                members.append(&mut member.parts);
            }
        }
        let count = members.len();
        walk.parts = members;
        self.found_many(walk, &format!("{{{}}}", keys.join(",")));
        if exact {
            walk.count = Count::Exactly(count);
        }
        walk.last =
            group.iter().map(|names| names.last()).reduce(|a, b| if a == b { a } else { None }).flatten().cloned();
    }

    /// How many there are after a name: a field of a list is there in every element.
    fn count_after(&self, walk: &Walk, name: &str) -> Count {
        let named = |id: EntryId| self.dictionary.named_child(id, name).is_some();
        let of_elements = |id: EntryId| {
            !named(id) && self.dictionary.star(id).is_some_and(|s| self.dictionary.named_child(s, name).is_some())
        };
        let ids = || walk.parts.iter().flat_map(|p| p.entries.iter().copied());
        let known = walk.parts.iter().all(|p| !p.open) && ids().next().is_some();
        match walk.count {
            Count::Many => Count::Many,
            count if known && !ids().any(of_elements) => count,
            _ if known && ids().all(of_elements) => Count::Many,
            Count::Exactly(_) => Count::Many,
            _ => Count::Unknown,
        }
    }

    /// The name by which the dictionary knows a figure; the one written when it knows none, or several.
    fn canonical<'n>(&'n self, shapes: &[Shape], written: &'n str) -> &'n str {
        let mut names = shapes.iter().flat_map(|s| s.entries.iter()).map(|&id| self.dictionary.entry(id).name.as_str());
        match names.next() {
            Some(first) if first != "*" && names.all(|n| n == first) => first,
            _ => written,
        }
    }

    /// The elements of a list or group, of several places those places.
    fn elements_of(&self, shape: &Shape, count: Count) -> Shape {
        match count {
            Count::One => shape.elements(self.dictionary),
            Count::Many | Count::Exactly(_) => shape.clone(),
            Count::Unknown => shape.elements(self.dictionary).or(shape.clone()),
        }
    }

    fn is_partial(&self, shape: &Shape) -> bool {
        !shape.entries.is_empty()
            && shape.entries.iter().all(|&id| self.dictionary.entry(id).parts == Some(Parts::Partial))
    }

    /// What a `for` or quantifier binds its variable to, one after the other.
    pub(super) fn element(&self, source: &Known<'p>, key: String) -> Known<'p> {
        let shape = self.elements_of(&source.shape, source.count);
        let sorts = match (source.count, source.origin) {
            // A list in brackets has its members' sorts, which may be worked out.
            (Count::Many | Count::Exactly(_), _) | (_, Origin::Literal | Origin::Computed) => source.sorts(),
            _ => self.sorts_of(&shape, None),
        };
        Known {
            members: vec![sorts],
            caliber: self.caliber_of(&shape),
            shape,
            origin: source.origin,
            ..Known::unknown(key)
        }
    }

    /// A list that is given by its name, as the elements that it has: a record of a `sum` is its amount,
    /// a list is all its elements.
    pub(super) fn spread(&self, known: Known<'p>) -> Known<'p> {
        let is_list = |&id: &EntryId| self.dictionary.star(id).is_some() && self.dictionary.children(id).is_empty();
        let entries = &known.shape.entries;
        if known.count != Count::One || known.shape.open || entries.is_empty() || !entries.iter().all(is_list) {
            return known;
        }
        let shape = known.shape.elements(self.dictionary);
        Known {
            members: vec![self.sorts_of(&shape, None)],
            count: Count::Many,
            caliber: self.caliber_of(&shape),
            partial: self.is_partial(&known.shape),
            shape,
            ..known
        }
    }

    /// Whether a place is a figure and not a record of figures.
    pub(super) fn is_figure(&self, known: &Known<'p>) -> bool {
        known.origin != Origin::Figure
            || known.shape.entries.iter().all(|&id| self.dictionary.entry(id).content.is_some())
    }

    /// Whether a place is surely a record or list of figures.
    pub(super) fn is_record(&self, known: &Known<'p>) -> bool {
        let is_group = |&id: &EntryId| self.dictionary.entry(id).content.is_none() && !self.dictionary.is_open(id);
        let entries = &known.shape.entries;
        known.origin == Origin::Figure && !known.shape.open && !entries.is_empty() && entries.iter().all(is_group)
    }

    /// What stands at a place: what the dictionary declares, what the name says outside it.
    fn sorts_of(&self, shape: &Shape, name: Option<&str>) -> Sorts {
        let outside = match name {
            Some(name) if name.ends_with("_pct") => Sorts::of(Kind::Percent),
            Some(name) if name.ends_with("_yuan") => Sorts::of(Kind::Money),
            Some("year") => Sorts::of(Kind::Year),
            _ => Sorts::ANY,
        };
        let open = if shape.open || shape.entries.is_empty() { outside } else { Sorts::NONE };
        shape.entries.iter().map(|&id| self.sorts_of_entry(id)).fold(open, Sorts::or)
    }

    fn sorts_of_entry(&self, id: EntryId) -> Sorts {
        match self.dictionary.entry(id).content {
            Some(Content::Number(kind)) => Sorts::of(kind).or(Sorts::PRINTED),
            Some(Content::Text) => Sorts::TEXT,
            None if self.dictionary.is_open(id) => Sorts::ANY,
            // A record that has an amount is that amount.
            None => match self.dictionary.named_child(id, "amount").map(|a| self.dictionary.entry(a).content) {
                Some(Some(Content::Number(kind))) => Sorts::of(kind),
                Some(_) => Sorts::ANY,
                None => Sorts::GROUP,
            },
        }
    }

    fn caliber_of(&self, shape: &Shape) -> Caliber<'p> {
        let dictionary = self.dictionary;
        if shape.open || shape.entries.is_empty() {
            return Caliber::Mixed;
        }
        let of_entry = |&id: &EntryId| match self.sorts_of_entry(id).only(Sorts::of(Kind::Money)) {
            true => {
                let figure = if dictionary.entry(id).content.is_some() {
                    Some(id)
                } else {
                    dictionary.named_child(id, "amount")
                };
                figure
                    .and_then(|f| dictionary.inherited(f, |e| e.caliber.as_deref()))
                    .map_or(Caliber::Mixed, Caliber::Of)
            }
            false => Caliber::Mixed,
        };
        shape.entries.iter().map(of_entry).fold(Caliber::Neutral, Caliber::and)
    }
}
