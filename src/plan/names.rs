//! Names to places: the innermost scope that declares a name, and the steps from there.

use super::lower::{Caller, Element, Meaning, Scope, Variable};
use super::scope::Found;
use super::{Base, NodeKind, PlannedVariable, Selector, SelectorStep, Shadowed, Shape};
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::pack::ParameterValue;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{self, Expr, ExprKind, Path, Spanned, StepKind};
use crate::syntax::lexeme::Lexeme;
use crate::syntax::words;

impl<'l> Scope<'l, '_> {
    pub(super) fn bind(&mut self, name: &'l Spanned<Lexeme>, shape: Shape) -> usize {
        let slot = self.bound.len();
        self.bound.push(PlannedVariable { name: name.clone(), shadows: self.shadowed(&name.value) });
        self.variables.push(Variable {
            name: &name.value,
            meaning: Meaning::Slot(slot, shape),
            depth: self.elements.len(),
        });
        slot
    }

    fn shadowed(&self, name: &str) -> Option<Shadowed> {
        if let Some(variable) = self.variable(name) {
            return Some(match variable.meaning {
                Meaning::Slot(slot, _) => Shadowed::Variable(slot),
                Meaning::Argument(..) => Shadowed::Parameter,
            });
        }
        let dictionary = self.lowering.dictionary;
        let places = self.on.iter().flat_map(|on| on.entries.iter()).copied().chain([dictionary.root()]);
        places.filter_map(|id| dictionary.named_child(id, name)).next().map(Shadowed::Figure)
    }

    /// The innermost scope that declares a name: a predicate's element, a variable, `on`, the root.
    pub(super) fn resolve(&mut self, name: &Spanned<Lexeme>) -> Resolved<'l> {
        let Some((resolved, own_key)) = self.look_up(&name.value) else { return self.undeclared(name) };
        let declares = matches!(resolved, Resolved::Place(_, _, true));
        let scope = (declares && (own_key || self.lowering.spellings.is_some())).then(|| self.scope_of(&resolved));
        if let Some(scope) = scope.as_ref().filter(|_| own_key) {
            self.check_key(scope, &name.value, name.span);
        }
        self.spell_first(&resolved, scope.as_ref(), name);
        resolved
    }

    /// What a name means, and whether it is a key that only the account knows; none when no scope declares it.
    #[expect(clippy::arithmetic_side_effects, reason = "a level is one of the elements")]
    pub(super) fn look_up(&self, name: &str) -> Option<(Resolved<'l>, bool)> {
        let dictionary = self.lowering.dictionary;
        let depth = self.elements.len();
        let declared = |base, scope: &Shape| {
            let Found { shape, own_key, .. } = scope.find(name, dictionary);
            (!shape.entries.is_empty()).then_some((Resolved::Place(base, shape, true), own_key))
        };
        let variable = self.variable(name);
        for (level, element) in self.elements.iter().enumerate().rev().filter(|(_, e)| !e.hidden) {
            if variable.is_some_and(|v| v.depth > level) {
                break;
            }
            if let Some(found) = declared(Base::Element(depth - 1 - level), &element.shape) {
                return Some(found);
            }
        }
        if let Some(variable) = variable {
            let meaning = match &variable.meaning {
                Meaning::Slot(slot, shape) => Resolved::Place(Base::Variable(*slot), shape.clone(), false),
                Meaning::Argument(expr, outer) => Resolved::Argument(expr, *outer),
            };
            return Some((meaning, false));
        }
        if let Some(base) = other_account(name) {
            return Some((Resolved::Place(base, Shape::root(dictionary), false), false));
        }
        let on = self.on.as_ref().and_then(|on| declared(Base::On, on));
        on.or_else(|| declared(Base::Root, &Shape::root(dictionary)))
    }

    /// The figures among which the dictionary declares a name that was looked up.
    #[expect(clippy::arithmetic_side_effects, reason = "the number of an element counts from the innermost")]
    fn scope_of(&self, resolved: &Resolved<'l>) -> Shape {
        match resolved {
            Resolved::Place(Base::Element(number), ..) => {
                let level = self.elements.len() - 1 - number;
                self.elements.get(level).map(|element| element.shape.clone()).unwrap_or_default()
            }
            Resolved::Place(Base::On, ..) => self.on.clone().unwrap_or_default(),
            _ => Shape::root(self.lowering.dictionary),
        }
    }

    /// A name that no scope declares belongs to the innermost scope outside the dictionary.
    #[expect(
        clippy::indexing_slicing,
        reason = "the floor is a length that the list of variables had, and no scope ends that began before it"
    )]
    #[expect(clippy::arithmetic_side_effects, reason = "a level is one of the elements")]
    pub(super) fn undeclared(&mut self, name: &Spanned<Lexeme>) -> Resolved<'l> {
        self.keep(name);
        let dictionary = self.lowering.dictionary;
        let mut known: Vec<String> = self.variables[self.floor..].iter().map(|v| v.name.to_owned()).collect();
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
                self.unknown_figure(name, &known.iter().map(String::as_str).collect::<Vec<_>>());
                if self.on.is_some() { Base::On } else { Base::Root }
            }
        };
        Resolved::Place(base, Shape::open(), true)
    }

    /// A name that is no figure: an error in a pack, and elsewhere when it looks like a slip of one. A
    /// loose rule file may speak of figures that only the accounts at hand have.
    pub(super) fn unknown_figure(&mut self, name: &Spanned<Lexeme>, known: &[&str]) {
        let renamed = self.lowering.dictionary.renamed(&name.value, known);
        let near = renamed.or_else(|| suggest::nearest(&name.value, known.iter().copied()));
        let of_account = self.lowering.keys.contains(name.value.as_str());
        if self.lowering.pack.is_none() && (near.is_none() || of_account) {
            return;
        }
        let message = msg!("plan-no-figure", name = &name.value);
        let help = match renamed {
            Some(now) => Some(msg!("plan-renamed", now)),
            None => near.map(|near| msg!("common-did-you-mean", near)),
        };
        let mut problem = Diagnostic { help, ..Diagnostic::error("rule::unknown_figure", name.span, message) };
        if let Some(only) = renamed.or_else(|| suggest::only(&name.value, known.iter().copied())) {
            let quoted = self.lowering.sources.slice(name.span).starts_with('"') || !is_segment(only);
            problem = problem.with_edit(name.span, if quoted { format!("\"{only}\"") } else { only.to_owned() });
        }
        self.lowering.problems.push(problem);
    }

    /// A key that only `*` declares may be a slip of a name that is declared. In a pack it must be one of
    /// the names declared beside it, or a code where there are none.
    fn check_key(&mut self, shape: &Shape, name: &str, span: Span) {
        let dictionary = self.lowering.dictionary;
        let lists_keys = shape.entries.iter().any(|&id| !dictionary.children(id).is_empty());
        if lists_keys || !name.bytes().all(|b| b.is_ascii_digit()) {
            self.unknown_figure(&Spanned { value: name.into(), span }, &shape.names(dictionary));
        }
    }

    /// Where a name leads from a shape, and whether it is declared there itself; says so when it leads nowhere.
    fn named(&mut self, shape: &Shape, name: &str, span: Span) -> (Shape, bool) {
        let dictionary = self.lowering.dictionary;
        let Found { shape: next, named, own_key } = shape.find(name, dictionary);
        if !next.entries.is_empty() {
            if own_key {
                self.check_key(shape, name, span);
            }
            self.spell(shape, name, span);
            return (next, named);
        }
        if !next.open && !shape.entries.is_empty() {
            self.unknown_figure(&Spanned { value: name.into(), span }, &shape.names(dictionary));
        }
        (Shape::open(), named)
    }

    /// The selector of a path, and where it can lead.
    pub(super) fn path(&mut self, path: &'l Path) -> (Selector, Shape) {
        match self.resolve(&path.first) {
            Resolved::Place(base, shape, named) => {
                self.needs = self.needs.max(base.needs());
                let mut steps = Vec::with_capacity(path.steps.len().saturating_add(1));
                if named {
                    steps.push(SelectorStep::Name(path.first.value.clone()));
                }
                // A rule `on accounts` stands at every one of them at once.
                let root = self.lowering.dictionary.root();
                let of_set = base == Base::On && self.on.as_ref().is_some_and(|on| on.entries.contains(&root));
                let one = !of_set && !matches!(base, Base::Variable(_) | Base::Units | Base::Accounts);
                let shape = self.steps(&path.steps, (shape, one), &mut steps);
                (Selector { base, steps }, shape)
            }
            // `path` is only asked for places; an argument that is none was reported by `select`.
            Resolved::Argument(expr, outer) => match &expr.kind {
                ExprKind::Path(argument) => {
                    let (mut selector, shape) = self.outside(outer, |scope| scope.path(argument));
                    let mut steps = std::mem::take(&mut selector.steps);
                    let shape = self.steps(&path.steps, (shape, false), &mut steps);
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
        match self.lowering.parameters.get(name.as_str()) {
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
    #[expect(
        clippy::indexing_slicing,
        reason = "the floor is a length that the list of variables had, and no scope ends that began before it"
    )]
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

    /// Follows steps from a shape, of which `one` says whether it is surely one place: a position or
    /// condition picks among the elements of one place, and among several places themselves.
    pub(super) fn steps(
        &mut self,
        steps: &'l [ast::Step],
        (mut shape, mut one): (Shape, bool),
        out: &mut Vec<SelectorStep>,
    ) -> Shape {
        let dictionary = self.lowering.dictionary;
        for step in steps {
            match &step.kind {
                StepKind::Name(name) => {
                    let (next, named) = self.named(&shape, name, step.span);
                    // A field of a list is there in every element.
                    one &= shape.open || named;
                    shape = next;
                    out.push(SelectorStep::Name(name.clone()));
                }
                StepKind::Star => {
                    one = false;
                    shape = shape.elements(dictionary);
                    out.push(SelectorStep::Star);
                }
                StepKind::All => {
                    // Of the accounts of `units` these are the accounts themselves.
                    shape = shape.picked(false, dictionary);
                    one = false;
                    out.push(SelectorStep::All);
                }
                StepKind::Deep => {
                    shape = Shape::open();
                    one = false;
                    out.push(SelectorStep::Deep);
                }
                StepKind::Group(group) => {
                    let mut all = Shape::default();
                    for names in group {
                        let member =
                            names.iter().fold(shape.clone(), |s, name| self.named(&s, &name.value, name.span).0);
                        all = all.or(member);
                    }
                    shape = all;
                    one = false;
                    out.push(SelectorStep::Group(
                        group.iter().map(|g| g.iter().map(|n| n.value.clone()).collect()).collect(),
                    ));
                }
                StepKind::Index(index) => {
                    shape = shape.picked(one, dictionary);
                    one = true;
                    out.push(SelectorStep::Index(*index));
                }
                StepKind::Filter(predicate) => {
                    let (elements, step) = self.filtered(shape.picked(one, dictionary), predicate);
                    shape = elements;
                    one = false;
                    out.push(step);
                }
            }
        }
        shape
    }

    /// Those of some elements that satisfy a predicate.
    pub(super) fn filtered(&mut self, shape: Shape, predicate: &'l Expr) -> (Shape, SelectorStep) {
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

/// Whether a name can stand in a path without quotation marks.
pub(super) fn is_segment(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    name.chars().all(is_word)
        && (name.bytes().all(|b| b.is_ascii_digit()) || !name.starts_with(|c: char| c.is_numeric()))
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
