//! Syntax tree to program: settles every name in its scope, puts definitions in, checks functions, and
//! reports what cannot be settled.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::{Needs, PlannedRule, PlannedVariable, Shape, Spellings};
use crate::builtins;
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::pack::{Dictionary, ParameterValue};
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{Definition, Expr, Item, Module, Path};

/// Deepest nesting of definitions within definitions.
pub(super) const MAX_EXPANSION: usize = 16;

/// What a rule file is lowered against.
pub(crate) struct Lowering<'d> {
    pub(crate) dictionary: &'d Dictionary,
    pub(crate) sources: &'d SourceMap,
    /// The pack of the file; none for a loose one.
    pub(crate) pack: Option<String>,
    /// The keys of the accounts at hand, which a loose rule file may name without a dictionary.
    pub(crate) keys: &'d HashSet<String>,
    /// The values of `param.name`.
    pub(crate) parameters: &'d BTreeMap<String, ParameterValue>,
    /// Most nodes of one rule after its definitions were put in.
    pub(crate) most_terms: usize,
    pub(crate) problems: Vec<Diagnostic>,
    /// What names are in another language, when that is asked for.
    pub(crate) spellings: Option<Spellings>,
}

/// Lowers a rule file.
pub(crate) fn lower_module(lowering: &mut Lowering<'_>, module: &Module) -> Vec<PlannedRule> {
    let mut definitions: HashMap<&str, &Definition> = HashMap::new();
    for item in &module.items {
        let Item::Definition(definition) = item else { continue };
        if let Some(before) = definitions.insert(&definition.name.value, definition) {
            let message = msg!("plan-defined-twice", name = &definition.name.value);
            let problem = Diagnostic::error("rule::duplicate_def", definition.name.span, message);
            lowering.problems.push(problem.also(before.name.span, msg!("plan-first-defined")));
        }
        if builtins::find(&definition.name.value).is_some() {
            let message = msg!("plan-defined-function", name = &definition.name.value);
            lowering.problems.push(Diagnostic::error("rule::duplicate_def", definition.name.span, message));
        }
    }
    let mut rules = Vec::new();
    let mut lines = HashSet::new();
    for item in &module.items {
        let mut scope = Scope::new(lowering, &definitions);
        match item {
            Item::Rule(rule) => rules.push(scope.rule(rule)),
            Item::Bare(expr) => {
                scope.check_logical(expr);
                let mut rule = scope.bare(expr);
                // The second assertion of a line takes its column too.
                if !lines.insert(rule.info.id.clone()) {
                    let column = lowering.sources.locate(expr.span).column;
                    Arc::make_mut(&mut rule.info).id = format!("{}:{column}", rule.info.id);
                }
                rules.push(rule);
            }
            Item::Definition(_) => {}
        }
    }
    rules
}

/// Lowers an expression that stands alone, starting at `on` when that is given.
pub(crate) fn lower_expression(lowering: &mut Lowering<'_>, expr: &Expr, on: Option<&Path>) -> PlannedRule {
    let definitions = HashMap::new();
    let mut scope = Scope::new(lowering, &definitions);
    match on {
        None => scope.bare(expr),
        Some(path) => {
            let anchor = scope.on(path, None);
            let node = scope.expr(expr);
            scope.planned_bare(expr, anchor, node)
        }
    }
}

/// One rule on the way: its variables and scopes.
pub(super) struct Scope<'l, 'd> {
    pub(super) lowering: &'l mut Lowering<'d>,
    pub(super) definitions: &'l HashMap<&'l str, &'l Definition>,
    pub(super) variables: Vec<Variable<'l>>,
    /// The first variable in sight: the body of a definition sees its parameters and no more.
    pub(super) floor: usize,
    /// Every variable so far, by its slot.
    pub(super) bound: Vec<PlannedVariable>,
    /// The names of the definitions that were put in.
    pub(super) used: Vec<Span>,
    /// The elements of the enclosing predicates, the outermost first.
    pub(super) elements: Vec<Element>,
    pub(super) on: Option<Shape>,
    pub(super) expansions: usize,
    pub(super) nodes: usize,
    /// The accounts that were named.
    pub(super) needs: Needs,
}

/// The element of a predicate.
pub(super) struct Element {
    pub(super) shape: Shape,
    /// Whether it is out of sight: an argument of a definition sees what its caller sees.
    pub(super) hidden: bool,
}

/// What the caller of a definition sees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    pub(super) variables: usize,
    pub(super) floor: usize,
    pub(super) elements: usize,
}

/// A name bound in a rule.
#[derive(Clone)]
pub(super) struct Variable<'l> {
    pub(super) name: &'l str,
    pub(super) meaning: Meaning<'l>,
    /// How many predicates enclosed the place where it was bound: names inside them come first.
    pub(super) depth: usize,
}

#[derive(Clone)]
pub(super) enum Meaning<'l> {
    Slot(usize, Shape),
    /// A parameter of a definition: stands for the argument.
    /// With the numbers of variables and of predicates that the caller sees.
    Argument(&'l Expr, Caller),
}

impl<'l, 'd> Scope<'l, 'd> {
    pub(super) fn new(lowering: &'l mut Lowering<'d>, definitions: &'l HashMap<&'l str, &'l Definition>) -> Self {
        Self {
            lowering,
            definitions,
            variables: Vec::new(),
            floor: 0,
            bound: Vec::new(),
            used: Vec::new(),
            elements: Vec::new(),
            on: None,
            expansions: 0,
            nodes: 0,
            needs: Needs::None,
        }
    }

    pub(super) fn error(&mut self, code: &'static str, span: Span, message: Text) {
        self.lowering.problems.push(Diagnostic::error(code, span, message));
    }

    pub(super) fn error_with_help(&mut self, code: &'static str, span: Span, message: Text, help: Option<Text>) {
        let problem = Diagnostic::error(code, span, message);
        self.lowering.problems.push(Diagnostic { help, ..problem });
    }
}
