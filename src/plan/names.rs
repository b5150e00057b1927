//! Names to places: the innermost scope that declares a name, and the steps from there.

use super::lower::{Caller, Element, Meaning, Scope, Variable};
use super::{Base, NodeKind, Selector, SelectorStep, Shape};
use crate::message::msg;
use crate::pack::{Dictionary, ParameterValue};
use crate::suggest;
use crate::syntax::ast::{self, Expr, ExprKind, Path, Spanned, StepKind};
use crate::syntax::words;

impl<'l> Scope<'l, '_> {
    pub(super) fn bind(&mut self, name: &Spanned<String>, shape: Shape) -> usize {
        let slot = self.slots;
        self.slots += 1;
        self.variables.push(Variable {
            name: name.value.clone(),
            meaning: Meaning::Slot(slot, shape),
            depth: self.elements.len(),
        });
        slot
    }

    /// The innermost scope that declares a name: a predicate's element, a variable, `on`, the root.
    pub(super) fn resolve(&mut self, name: &Spanned<String>) -> Resolved<'l> {
        let dictionary = self.lowering.dictionary;
        let depth = self.elements.len();
        let variable = self.variable(&name.value).cloned();
        for (level, element) in self.elements.iter().enumerate().rev().filter(|(_, e)| !e.hidden) {
            if variable.as_ref().is_some_and(|v| v.depth > level) {
                break;
            }
            if element.shape.declares(&name.value, dictionary) {
                let shape = element.shape.child(&name.value, dictionary);
                return Resolved::Place(Base::Element(depth - 1 - level), shape, true);
            }
        }
        if let Some(variable) = variable {
            return match variable.meaning {
                Meaning::Slot(slot, shape) => Resolved::Place(Base::Variable(slot), shape, false),
                Meaning::Argument(expr, outer) => Resolved::Argument(expr, outer),
            };
        }
        if let Some(base) = other_account(&name.value) {
            return Resolved::Place(base, Shape::root(dictionary), false);
        }
        if let Some(on) = self.on.as_ref().filter(|s| s.declares(&name.value, dictionary)) {
            return Resolved::Place(Base::On, on.child(&name.value, dictionary), true);
        }
        let root = Shape::root(dictionary);
        if root.declares(&name.value, dictionary) {
            return Resolved::Place(Base::Root, root.child(&name.value, dictionary), true);
        }
        self.undeclared(name)
    }

    /// A name that no scope declares belongs to the innermost scope outside the dictionary.
    pub(super) fn undeclared(&mut self, name: &Spanned<String>) -> Resolved<'l> {
        let dictionary = self.lowering.dictionary;
        let mut known: Vec<String> = self.variables[self.floor..].iter().map(|v| v.name.clone()).collect();
        let visible = self.elements.iter().rev().filter(|e| !e.hidden).map(|e| &e.shape);
        let scopes = visible.chain(self.on.as_ref());
        for shape in scopes.chain([&Shape::root(dictionary)]) {
            known.extend(shape.names(dictionary).into_iter().map(str::to_owned));
        }
        let is_open = |shape: &Shape| shape.open || shape.entries.iter().any(|&id| dictionary.is_open(id));
        let level = self.elements.iter().rposition(|e| !e.hidden && is_open(&e.shape));
        let base = match level {
            Some(level) => Base::Element(self.elements.len() - 1 - level),
            None if self.on.as_ref().is_some_and(is_open) => Base::On,
            None => {
                let near = suggest::nearest(&name.value, known.iter().map(String::as_str)).map(str::to_owned);
                self.unknown_figure(name, near);
                if self.on.is_some() { Base::On } else { Base::Root }
            }
        };
        Resolved::Place(base, Shape::open(), true)
    }

    /// A name that is no figure: an error in a pack, and elsewhere when it looks like a slip of one. A
    /// loose rule file may speak of figures that only the accounts at hand have.
    pub(super) fn unknown_figure(&mut self, name: &Spanned<String>, near: Option<String>) {
        let of_account = self.lowering.keys.contains(name.value.as_str());
        if self.lowering.pack.is_none() && (near.is_none() || of_account) {
            return;
        }
        let message = msg!("plan-no-figure", name = &name.value);
        let help = near.map(|near| msg!("common-did-you-mean", near));
        self.error_with_help("rule::unknown_figure", name.span, message, help);
    }

    /// The selector of a path, and where it can lead.
    pub(super) fn path(&mut self, path: &'l Path) -> (Selector, Shape) {
        match self.resolve(&path.first) {
            Resolved::Place(base, shape, named) => {
                let mut steps = Vec::new();
                if named {
                    steps.push(SelectorStep::Name(path.first.value.clone()));
                }
                let shape = self.steps(&path.steps, shape, &mut steps);
                (Selector { base, steps }, shape)
            }
            // `path` is only asked for places; an argument that is none was reported by `select`.
            Resolved::Argument(expr, outer) => match &expr.kind {
                ExprKind::Path(argument) => {
                    let (mut selector, shape) = self.outside(outer, |scope| scope.path(argument));
                    let mut steps = std::mem::take(&mut selector.steps);
                    let shape = self.steps(&path.steps, shape, &mut steps);
                    (Selector { base: selector.base, steps }, shape)
                }
                _ => {
                    let message = msg!("plan-not-a-path");
                    self.error("rule::argument", expr.span, message);
                    (Selector { base: Base::Root, steps: Vec::new() }, Shape::open())
                }
            },
        }
    }

    /// Whether a path is `param.name`, and no variable or figure bears that name.
    pub(super) fn is_parameter(&self, path: &Path) -> bool {
        let dictionary = self.lowering.dictionary;
        let declared = |shape: &Shape| shape.declares_by_name(&path.first.value, dictionary);
        matches!(path.first.value.as_str(), "param" | "参数")
            && matches!(path.steps.as_slice(), [ast::Step { kind: StepKind::Name(_), .. }])
            && self.variable(&path.first.value).is_none()
            && !self.on.as_ref().is_some_and(declared)
            && !declared(&Shape::root(dictionary))
    }

    /// The value of a parameter, as a literal.
    pub(super) fn parameter(&mut self, path: &Path) -> NodeKind {
        let Some(ast::Step { kind: StepKind::Name(name), span }) = path.steps.first() else {
            return NodeKind::List(Vec::new());
        };
        match self.lowering.parameters.get(name) {
            Some(ParameterValue::Number(number)) => NodeKind::Number(number.clone()),
            Some(ParameterValue::Text(text)) => NodeKind::Text(text.as_str().into()),
            None => {
                let known = self.lowering.parameters.keys().map(String::as_str);
                let near = suggest::nearest(name, known).map(str::to_owned);
                let message = msg!("common-no-parameter", name);
                let help = match near {
                    Some(near) => msg!("common-did-you-mean", near),
                    None => msg!("plan-parameter-help"),
                };
                self.error_with_help("rule::unknown_parameter", *span, message, Some(help));
                NodeKind::List(Vec::new())
            }
        }
    }

    /// The variable in sight that a name means, the innermost of several.
    pub(super) fn variable(&self, name: &str) -> Option<&Variable<'l>> {
        self.variables[self.floor..].iter().rev().find(|v| v.name == name)
    }

    /// Runs `then` with the names that the caller of a definition sees.
    pub(super) fn outside<T>(&mut self, caller: Caller, then: impl FnOnce(&mut Self) -> T) -> T {
        let inner = self.variables.split_off(caller.variables.min(self.variables.len()));
        let floor = std::mem::replace(&mut self.floor, caller.floor);
        let hidden: Vec<bool> = self.elements.iter().map(|e| e.hidden).collect();
        self.elements.iter_mut().skip(caller.elements).for_each(|e| e.hidden = true);
        let result = then(self);
        for (element, was) in self.elements.iter_mut().zip(hidden) {
            element.hidden = was;
        }
        self.floor = floor;
        self.variables.truncate(caller.variables);
        self.variables.extend(inner);
        result
    }

    pub(super) fn steps(&mut self, steps: &'l [ast::Step], mut shape: Shape, out: &mut Vec<SelectorStep>) -> Shape {
        let dictionary = self.lowering.dictionary;
        for step in steps {
            match &step.kind {
                StepKind::Name(name) => {
                    let next = shape.child(name, dictionary);
                    if next.entries.is_empty() && !next.open && !shape.entries.is_empty() {
                        let known: Vec<String> = shape.names(dictionary).into_iter().map(str::to_owned).collect();
                        let near = suggest::nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
                        self.unknown_figure(&Spanned { value: name.clone(), span: step.span }, near);
                    }
                    shape = if next.entries.is_empty() { Shape::open() } else { next };
                    out.push(SelectorStep::Name(name.clone()));
                }
                StepKind::Star => {
                    shape = shape.elements(dictionary);
                    out.push(SelectorStep::Star);
                }
                StepKind::All => {
                    // Of the accounts of `units` these are the accounts themselves.
                    shape = shape.clone().elements(dictionary).or(shape);
                    out.push(SelectorStep::All);
                }
                StepKind::Deep => {
                    shape = Shape::open();
                    out.push(SelectorStep::Deep);
                }
                StepKind::Group(group) => {
                    let mut all = Shape::default();
                    for names in group {
                        let member = names.iter().fold(shape.clone(), |s, n| s.child(&n.value, dictionary));
                        if let (true, false, Some(last)) = (member.entries.is_empty(), member.open, names.last()) {
                            let known: Vec<String> = shape.names(dictionary).into_iter().map(str::to_owned).collect();
                            let near =
                                suggest::nearest(&last.value, known.iter().map(String::as_str)).map(str::to_owned);
                            if !shape.entries.is_empty() {
                                self.unknown_figure(last, near);
                            }
                        }
                        all = all.or(member);
                    }
                    shape = all;
                    out.push(SelectorStep::Group(
                        group.iter().map(|g| g.iter().map(|n| n.value.clone()).collect()).collect(),
                    ));
                }
                StepKind::Index(index) => {
                    shape = shape.elements(dictionary);
                    out.push(SelectorStep::Index(*index));
                }
                StepKind::Filter(predicate) => {
                    let (elements, step) = self.filtered(shape, predicate);
                    shape = elements;
                    out.push(step);
                }
            }
        }
        shape
    }

    /// The elements of a place that satisfy a predicate.
    pub(super) fn filtered(&mut self, shape: Shape, predicate: &'l Expr) -> (Shape, SelectorStep) {
        let dictionary = self.lowering.dictionary;
        // What `units` and `accounts` mean are accounts already, each with all that a root has.
        let accounts = shape.entries.contains(&dictionary.root());
        let shape = if accounts { shape } else { shape.elements(dictionary) };
        self.elements.push(Element { shape: shape.clone(), hidden: false });
        let node = self.expr(predicate);
        self.elements.pop();
        (shape, SelectorStep::Filter(Box::new(node)))
    }
}

/// What a name turned out to be.
pub(super) enum Resolved<'l> {
    /// A place, where it can lead, and whether the name itself is still a step from it.
    Place(Base, Shape, bool),
    Argument(&'l Expr, Caller),
}

impl Shape {
    /// Like `declares`, but a `*` does not count.
    pub(super) fn declares_by_name(&self, name: &str, dictionary: &Dictionary) -> bool {
        self.entries.iter().any(|&id| dictionary.named_child(id, name).is_some())
    }
}

/// Names that mean other accounts, as the first segment of a path.
pub(super) fn other_account(name: &str) -> Option<Base> {
    Some(match words::account(name)?.english() {
        "prior" => Base::Prior,
        "approved" => Base::Approved,
        "units" => Base::Units,
        "accounts" => Base::Accounts,
        _ => return None,
    })
}
