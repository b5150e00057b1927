//! Rules looked through before any account is read. What no account could make good is an error: kinds that
//! cannot meet, a list where one number is wanted, words where a condition is. What is allowed and hardly
//! meant is a warning of `gouji lint`.
//!
//! One walk over a planned rule learns of every expression what the dictionary, the literals and the names
//! tell. The kinds combine by the same functions as in a run (`Kind::meet`, `Kind::times`, `Kind::over`).
#![expect(
    clippy::indexing_slicing,
    reason = "the planner numbers the variables of a rule, and there is a slot for each of them"
)]

mod comparisons;
mod constants;
mod doubts;
mod expressions;
mod functions;
mod known;
mod logic;
mod places;
mod problems;
mod style;
mod variables;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::pack::Dictionary;
use crate::plan::{Anchor, Base, Hierarchy, MessagePart, Node, Op, PlannedRule, Selector, SelectorStep, Shape};
use crate::source::{SourceMap, Span};
use known::{Count, Known, Sorts};
pub(crate) use style::{punctuation, style};

/// What is wrong with rules, and what is doubtful about them.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    /// No account can make these good: the run would say 缺数 of every one.
    pub(crate) errors: Vec<Diagnostic>,
    /// Allowed, and hardly meant.
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Looks through the rules of one file.
pub(crate) fn check(rules: &[PlannedRule], dictionary: &Dictionary, sources: &SourceMap) -> Checked {
    let mut checked = Checked::default();
    for rule in rules {
        let mut checker = Checker::new(rule, dictionary, sources);
        checker.rule();
        checked.errors.append(&mut checker.found.errors);
        checked.warnings.append(&mut checker.found.warnings);
    }
    // A definition is looked through at each of its calls.
    for found in [&mut checked.errors, &mut checked.warnings] {
        let mut seen = HashSet::new();
        found.retain(|d| seen.insert((d.code, d.labels.first().map(|l| l.span))));
    }
    checked
}

/// What a condition is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Assert,
    When,
    /// The `where` of a `for` or quantifier, the predicate of a selection.
    Filter,
    /// The body of a quantifier.
    Body,
}

/// One rule on its way.
struct Checker<'p> {
    rule: &'p PlannedRule,
    dictionary: &'p Dictionary,
    sources: &'p SourceMap,
    /// Where the rule's paths start, and the key of that place.
    on: Shape,
    on_key: String,
    /// What is known of the variables, by their slots, and whether they were used.
    slots: Vec<Known<'p>>,
    used: Vec<bool>,
    /// The elements of the enclosing predicates, the outermost first.
    elements: Vec<Shape>,
    /// Whether an assertion itself is looked at, and not a value or selection within it.
    asserting: bool,
    keys: HashMap<String, usize>,
    found: Checked,
}

impl<'p> Checker<'p> {
    fn new(rule: &'p PlannedRule, dictionary: &'p Dictionary, sources: &'p SourceMap) -> Self {
        Checker {
            rule,
            dictionary,
            sources,
            on: Shape::root(dictionary),
            on_key: String::new(),
            slots: vec![Known::unknown(String::new()); rule.variables.len()],
            used: vec![false; rule.variables.len()],
            elements: Vec::new(),
            asserting: false,
            keys: HashMap::new(),
            found: Checked::default(),
        }
    }

    fn rule(&mut self) {
        self.anchor();
        for op in &self.rule.statements {
            match op {
                Op::For { slot, source, filter, .. } => {
                    self.bind(*slot, source);
                    if let Some(filter) = filter {
                        self.root_condition(filter, Place::Filter);
                    }
                }
                Op::Let { slot, value } => self.slots[*slot] = self.value(value),
                Op::When(condition) => {
                    self.root_condition(condition, Place::When);
                }
                Op::Assert(_, condition) => {
                    self.asserting = true;
                    self.root_condition(condition, Place::Assert);
                    self.asserting = false;
                }
                Op::Hierarchy(hierarchy) => self.hierarchy(hierarchy),
            }
        }
        for part in &self.rule.message {
            if let MessagePart::Value(node) = part {
                self.value(node);
            }
        }
        self.variables();
    }

    /// Rows that add up, and the three variables that its message may speak of.
    fn hierarchy(&mut self, hierarchy: &'p Hierarchy) {
        self.bind(hierarchy.parent, &hierarchy.source);
        let row = self.slots[hierarchy.parent].clone();
        let of = |what: &str, slot: usize| (slot, format!("{what} {slot}"));
        let (slot, key) = of("children", hierarchy.children);
        self.slots[slot] = Known { count: Count::Many, key, ..row };
        let (slot, key) = of("column", hierarchy.column);
        self.slots[slot] = Known::computed(Sorts::TEXT, key);
        if let Some(to) = &hierarchy.to {
            self.value(to);
        }
    }

    fn anchor(&mut self) {
        match &self.rule.anchor {
            Anchor::Root => {}
            Anchor::On(selector) => {
                let place = self.place(selector);
                self.on_key = if is_plain(selector) { place.key } else { "on".to_owned() };
                self.on = place.shape;
            }
            Anchor::Records(names) => {
                self.on = Shape::homes(names.iter().map(String::as_str), self.dictionary);
                self.on_key = "on".to_owned();
            }
        }
    }

    /// Looks at the source of a `for` or quantifier and binds its variable.
    fn bind(&mut self, slot: usize, source: &'p Node) {
        let known = self.value(source);
        let key = format!("variable {slot}");
        self.slots[slot] = if known.is_single() && self.is_figure(&known) {
            self.single(source, problems::Wanted::Source);
            Known { key, ..known }
        } else {
            self.element(&known, key)
        };
    }

    /// A condition that stands for itself; says so when it is the same on every account.
    fn root_condition(&mut self, node: &'p Node, place: Place) -> Known<'p> {
        let asserting = self.asserting;
        self.asserting &= place != Place::Filter;
        let known = self.condition(node);
        self.asserting = asserting;
        if known.fixed.is_some() {
            self.constant(node, &known, place);
        }
        known
    }

    /// A short name for a key, the same for the same key.
    fn intern(&mut self, key: String) -> String {
        let next = self.keys.len();
        format!("#{}", self.keys.entry(key).or_insert(next))
    }

    fn written(&self, node: &Node) -> &'p str {
        self.sources.slice(node.span).trim()
    }

    fn error(&mut self, problem: Diagnostic) {
        self.found.errors.push(problem);
    }

    fn warn(&mut self, problem: Diagnostic) {
        self.found.warnings.push(problem);
    }
}

/// Whether a selector is nothing but names from the root.
fn is_plain(selector: &Selector) -> bool {
    selector.base == Base::Root && selector.steps.iter().all(|s| matches!(s, SelectorStep::Name(_)))
}

/// The first line of a rule: its keyword, id and title.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
fn head(rule: &PlannedRule, sources: &SourceMap) -> Span {
    let text = sources.slice(rule.info.span);
    let line = text.lines().next().unwrap_or_default();
    let line = line.trim_end_matches(['{', '｛', ' ', '\t']);
    Span::new(rule.info.span.source, rule.info.span.start as usize, rule.info.span.start as usize + line.len())
}
