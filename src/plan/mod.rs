//! Rules ready to run: names settled, definitions put in, functions known. A `Program` is made once and
//! runs over any number of accounts.

mod expressions;
mod lower;
mod names;
mod pattern;
mod rules;
mod scope;
mod spelling;

use std::collections::HashMap;
use std::sync::Arc;

use crate::builtins::Builtin;
use crate::diagnostic::Diagnostic;
use crate::figure::{Mode, Printed};
use crate::finding::Comparison;
use crate::finding::{Adapted, Change, RuleInfo};
use crate::message::msg;
use crate::pack::{Codes, Dictionary, EntryId, RuleChange};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Factor, Levels, Sign, Spanned, Test};
use crate::syntax::lexeme::Lexeme;

/// A regular expression of a rule: linear in any text.
pub(crate) use pattern::Pattern;

pub(crate) use lower::{Lowering, lower_expression, lower_module};
pub(crate) use scope::Entries;
pub(crate) use spelling::Spellings;

/// Rules, the dictionary they speak of, and the standard subjects that they may ask for.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) rules: Vec<PlannedRule>,
    pub(crate) dictionary: Arc<Dictionary>,
    pub(crate) codes: Arc<Codes>,
}

/// One rule.
#[derive(Debug, Clone)]
pub(crate) struct PlannedRule {
    pub(crate) info: Arc<RuleInfo>,
    pub(crate) anchor: Anchor,
    pub(crate) statements: Vec<Op>,
    /// Its variables, by their slots.
    pub(crate) variables: Vec<PlannedVariable>,
    /// Where the definitions that were put in are named.
    pub(crate) definitions: Vec<Span>,
    /// The rounding mode it asks for.
    pub(crate) mode: Option<Mode>,
    pub(crate) message: Vec<MessagePart>,
    /// Which other accounts it names anywhere.
    pub(crate) needs: Needs,
}

/// Of which accounts besides the one that is judged something speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Needs {
    #[default]
    None,
    /// Those that belong to it: the year before, the approved one, the units.
    Related,
    /// All of the run.
    All,
}

impl Program {
    /// The accounts of which any of its rules speaks.
    pub(crate) fn needs(&self) -> Needs {
        self.rules.iter().map(|rule| rule.needs).max().unwrap_or_default()
    }
}

impl PlannedRule {
    /// Whether it speaks of all accounts together, and so is judged once for them all.
    pub(crate) fn is_of_set(&self) -> bool {
        matches!(&self.anchor, Anchor::On(selector) if selector.base == Base::Accounts)
    }
}

/// A variable of `for`, `let` or a quantifier.
#[derive(Debug, Clone)]
pub(crate) struct PlannedVariable {
    pub(crate) name: Spanned<Lexeme>,
    pub(crate) shadows: Option<Shadowed>,
}

/// What cannot be named any more where a variable is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shadowed {
    /// Another variable, by its slot.
    Variable(usize),
    /// A parameter of the definition in which the variable stands.
    Parameter,
    /// A figure at the place of `on` or at the root.
    Figure(EntryId),
}

/// Where the paths of a rule start.
#[derive(Debug, Clone)]
pub(crate) enum Anchor {
    Root,
    /// `on path`
    On(Selector),
    /// Every record that has all these names.
    Records(Vec<String>),
}

/// One statement, in order; a `for` repeats all that follow it.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    For {
        slot: usize,
        name: Lexeme,
        source: Node,
        filter: Option<Node>,
    },
    Let {
        slot: usize,
        value: Node,
    },
    When(Node),
    /// The number is the assertion's place among the rule's assertions, from 1.
    Assert(usize, Node),
    Hierarchy(Box<Hierarchy>),
}

/// Rows that add up level by level, in every column.
#[derive(Debug, Clone)]
pub(crate) struct Hierarchy {
    /// Its place among the rule's assertions, from 1.
    pub(crate) number: usize,
    pub(crate) span: Span,
    pub(crate) source: Node,
    /// The field of a row that holds its code.
    pub(crate) by: Option<By>,
    /// What the topmost level adds up to.
    pub(crate) to: Option<Node>,
    pub(crate) partial: bool,
    pub(crate) levels: Levels,
    /// The variables `parent`, `children` and `column`.
    pub(crate) parent: usize,
    pub(crate) children: usize,
    pub(crate) column: usize,
}

/// Where a row's code stands.
#[derive(Debug, Clone)]
pub(crate) enum By {
    Field(String),
    /// The key of a keyed child.
    Key,
}

/// A piece of a message.
#[derive(Debug, Clone)]
pub(crate) enum MessagePart {
    Text(Lexeme),
    Value(Node),
}

/// An expression ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Span,
}

/// The forms of an expression; see the syntax tree.
#[derive(Debug, Clone)]
pub(crate) enum NodeKind {
    Number(Printed),
    Text(Arc<str>),
    Boolean(bool),
    List(Vec<Node>),
    Select(Selector),
    Call(Builtin, Vec<Node>),
    Sum(Vec<(Sign, Node)>),
    Product(Box<Node>, Vec<(Factor, Node)>),
    Negative(Box<Node>),
    Coalesce(Vec<Node>),
    Compare {
        first: Box<Node>,
        rest: Vec<(Comparison, Node)>,
        within: Option<Box<Tolerance>>,
    },
    In(Box<Node>, Box<Node>),
    Matches(Box<Node>, Pattern),
    Is {
        operand: Box<Node>,
        test: Test,
        negated: bool,
    },
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Implies(Box<Node>, Box<Node>),
    /// One figure that stands in several places.
    Same(Vec<Node>),
    Quantified {
        quantifier: Many,
        slot: usize,
        source: Box<Node>,
        filter: Option<Box<Node>>,
        body: Box<Node>,
    },
}

/// The tolerance of a `within`.
#[derive(Debug, Clone)]
pub(crate) struct Tolerance {
    pub(crate) value: Node,
    /// A percentage of the right side, and not a difference of percentages.
    pub(crate) relative: bool,
}

/// How many elements must satisfy the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Many {
    All,
    Any,
    None,
    Exactly(u64),
}

/// A path or selector from a settled place.
#[derive(Debug, Clone)]
pub(crate) struct Selector {
    pub(crate) base: Base,
    pub(crate) steps: Vec<SelectorStep>,
}

/// Where a selector starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// The account's root.
    Root,
    /// The record of `on`, or the record at which a bare assertion is judged.
    On,
    /// The element of the n-th enclosing predicate, 0 the innermost.
    Element(usize),
    /// A variable of `for`, `let` or a quantifier.
    Variable(usize),
    /// The same entity's account of the year before.
    Prior,
    /// The same entity's account of the year at stage 批复.
    Approved,
    /// The accounts of the entities below this one.
    Units,
    /// All accounts of the run.
    Accounts,
}

impl Base {
    /// The other accounts that it means.
    fn needs(self) -> Needs {
        match self {
            Base::Root | Base::On | Base::Element(_) | Base::Variable(_) => Needs::None,
            Base::Prior | Base::Approved | Base::Units => Needs::Related,
            Base::Accounts => Needs::All,
        }
    }
}

/// One step from a place to others.
#[derive(Debug, Clone)]
pub(crate) enum SelectorStep {
    Name(Lexeme),
    Star,
    /// `[*]`: the elements of a list; of several places those places.
    All,
    Deep,
    Group(Vec<Vec<Lexeme>>),
    Index(i64),
    Filter(Box<Node>),
}

/// The entries of the dictionary that a selector can lead to; open when it leads out of the dictionary.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    pub(crate) entries: Entries,
    pub(crate) open: bool,
}

/// Rules that bear the id of one that a pack has given up: reports and explanations of other years would
/// speak of another rule.
pub(crate) fn retired_ids<'r>(rules: &[PlannedRule], retired: impl Iterator<Item = &'r str>) -> Vec<Diagnostic> {
    let retired: Vec<&str> = retired.collect();
    let reused = rules.iter().filter(|rule| retired.contains(&rule.info.id.as_str()));
    let problem = |rule: &PlannedRule| {
        let id = &rule.info.id;
        let message = msg!("plan-retired-id", id);
        let help = msg!("plan-retired-id-help");
        Diagnostic::error("rule::retired_id", head(rule.info.span), message).with_help(help)
    };
    reused.map(problem).collect()
}

/// Changes a rule as a pack says that builds on the rule's pack. Tells what was changed, or why it cannot be.
#[expect(clippy::indexing_slicing, reason = "the rule was found at this place of the list")]
pub(crate) fn change_rule(rules: &mut Vec<PlannedRule>, change: &RuleChange) -> Result<Adapted, Diagnostic> {
    let fail = |message, help| Err(Diagnostic::error("pack::override", change.span, message).with_help(help));
    let id = &change.rule;
    let Some(at) = rules.iter().position(|rule| rule.info.id == *id) else {
        let near = suggest::nearest(id, rules.iter().map(|r| r.info.id.as_str()));
        let message = msg!("plan-no-rule", id);
        return fail(
            message,
            match near {
                Some(near) => msg!("common-did-you-mean", near),
                None => msg!("plan-no-rule-help"),
            },
        );
    };
    if rules[at].info.pack.as_ref() == Some(&change.by) {
        let message = msg!("plan-own-rule", id);
        return fail(message, msg!("plan-own-rule-help"));
    }
    let told = match change.severity {
        Some(severity) => {
            let before = std::mem::replace(&mut Arc::make_mut(&mut rules[at].info).severity, severity);
            Change::Severity(before, severity)
        }
        None => {
            rules.remove(at);
            Change::Disabled
        }
    };
    Ok(Adapted { by: change.by.clone(), subject: id.clone(), change: told, reason: change.reason.clone() })
}

/// The first word of a rule.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
fn head(rule: Span) -> Span {
    Span { end: rule.start + 4, ..rule }
}

/// Rule ids that stand twice among the rules of a run.
pub(crate) fn duplicate_ids(rules: &[PlannedRule]) -> Vec<Diagnostic> {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    let mut problems = Vec::new();
    for rule in rules {
        if let Some(before) = seen.insert(&rule.info.id, rule.info.span).filter(|b| *b != rule.info.span) {
            let id = &rule.info.id;
            let message = msg!("plan-id-twice", id);
            problems.push(
                Diagnostic::error("rule::duplicate_id", head(rule.info.span), message)
                    .also(head(before), msg!("plan-first-used")),
            );
        }
    }
    problems
}
