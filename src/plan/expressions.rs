//! Expressions: operands in their scopes, functions by their table, definitions put in.

use std::sync::Arc;

use super::lower::{Caller, MAX_EXPANSION, Meaning, Scope, Variable};
use super::{Many, Node, NodeKind, Pattern, SelectorStep, Shape, Tolerance};
use crate::builtins::{self, Builtin};
use crate::diagnostic::Diagnostic;
use crate::figure::Suffix;
use crate::message::msg;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Definition, Expr, ExprKind, Path, Quantifier, Spanned};
use crate::syntax::lexeme::Lexeme;

impl<'l> Scope<'l, '_> {
    /// What a `for` or quantifier goes through, and the shape of its elements.
    pub(super) fn source(&mut self, expr: &'l Expr) -> (Node, Shape) {
        match &expr.kind {
            ExprKind::Path(path) if !self.is_argument(path) => {
                let (selector, shape) = self.path(path);
                // `for x in rows` goes through the rows; `for x in a.*` is already at the elements.
                let many =
                    selector.steps.last().is_some_and(|s| !matches!(s, SelectorStep::Name(_) | SelectorStep::Index(_)));
                let elements = if many { shape } else { shape.clone().elements(self.lowering.dictionary).or(shape) };
                (self.node(NodeKind::Select(selector), expr.span), elements)
            }
            ExprKind::List(members) => {
                let mut shape = Shape::default();
                let mut nodes = Vec::new();
                for member in members {
                    let (node, member_shape) = self.shaped(member);
                    nodes.push(node);
                    shape = shape.or(member_shape);
                }
                (self.node(NodeKind::List(nodes), expr.span), shape)
            }
            _ => (self.expr(expr), Shape::open()),
        }
    }

    pub(super) fn is_argument(&self, path: &Path) -> bool {
        let variable = self.variable(&path.first.value);
        variable.is_some_and(|v| matches!(v.meaning, Meaning::Argument(..)))
    }

    #[expect(clippy::indexing_slicing, reason = "the number of arguments was looked at")]
    pub(super) fn shaped(&mut self, expr: &'l Expr) -> (Node, Shape) {
        match &expr.kind {
            ExprKind::Path(path) if !self.is_argument(path) => {
                let (selector, shape) = self.path(path);
                (self.node(NodeKind::Select(selector), expr.span), shape)
            }
            // The same place of another account has what this one has.
            ExprKind::Call { function, arguments } if is_counterpart(&function.value) && arguments.len() == 2 => {
                let (here, shape) = self.shaped(&arguments[0]);
                let account = self.expr(&arguments[1]);
                (self.node(NodeKind::Call(Builtin::Counterpart, vec![here, account]), expr.span), shape)
            }
            _ => (self.expr(expr), Shape::open()),
        }
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    pub(super) fn node(&mut self, kind: NodeKind, span: Span) -> Node {
        self.nodes += 1;
        let limit = self.lowering.most_terms;
        // Told once, by the first term too many.
        if self.nodes == limit.saturating_add(1) {
            let message = msg!("plan-too-large", limit);
            self.error("rule::limit", span, message);
        }
        Node { kind, span }
    }

    pub(super) fn boxed(&mut self, expr: &'l Expr) -> Box<Node> {
        Box::new(self.expr(expr))
    }

    pub(super) fn all(&mut self, exprs: &'l [Expr]) -> Vec<Node> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    pub(super) fn expr(&mut self, expr: &'l Expr) -> Node {
        let kind = match &expr.kind {
            ExprKind::Number(printed) => NodeKind::Number(printed.clone()),
            ExprKind::Text(text) => NodeKind::Text(Arc::from(text.as_str())),
            ExprKind::Boolean(value) => NodeKind::Boolean(*value),
            ExprKind::List(members) => NodeKind::List(self.all(members)),
            ExprKind::Path(path) if self.is_parameter(path) => self.parameter(path),
            ExprKind::Path(path) => return self.select(path, expr.span),
            ExprKind::Call { function, arguments } => return self.call(function, arguments, expr.span),
            ExprKind::Sum(terms) => NodeKind::Sum(terms.iter().map(|(sign, e)| (*sign, self.expr(e))).collect()),
            ExprKind::Product(first, rest) => {
                let first = self.boxed(first);
                NodeKind::Product(first, rest.iter().map(|(factor, e)| (*factor, self.expr(e))).collect())
            }
            ExprKind::Negative(inner) => NodeKind::Negative(self.boxed(inner)),
            ExprKind::Coalesce(parts) => NodeKind::Coalesce(self.all(parts)),
            ExprKind::Compare { first, rest, within } => {
                let first = self.boxed(first);
                let rest = rest.iter().map(|(c, e)| (*c, self.expr(e))).collect();
                let within = within.as_ref().map(|tolerance| {
                    let value = self.expr(tolerance);
                    let relative = matches!(&value.kind, NodeKind::Number(n) if n.suffix() == Some(Suffix::Percent));
                    Box::new(Tolerance { value, relative })
                });
                NodeKind::Compare { first, rest, within }
            }
            ExprKind::In(element, list) => NodeKind::In(self.boxed(element), self.boxed(list)),
            ExprKind::Matches(text, pattern) => return self.matches(text, pattern, expr.span),
            ExprKind::Is { operand, test, negated } => {
                NodeKind::Is { operand: self.boxed(operand), test: *test, negated: *negated }
            }
            ExprKind::And(parts) => NodeKind::And(self.all(parts)),
            ExprKind::Or(parts) => NodeKind::Or(self.all(parts)),
            ExprKind::Not(inner) => NodeKind::Not(self.boxed(inner)),
            ExprKind::Implies(premise, conclusion) => NodeKind::Implies(self.boxed(premise), self.boxed(conclusion)),
            ExprKind::Quantified { quantifier, variable, source, filter, body } => {
                let (source, shape) = self.source(source);
                let before = self.variables.len();
                let slot = self.bind(variable, shape);
                let filter = filter.as_ref().map(|f| self.boxed(f));
                let body = self.boxed(body);
                self.variables.truncate(before);
                let quantifier = match quantifier {
                    Quantifier::All => Many::All,
                    Quantifier::Any => Many::Any,
                    Quantifier::None => Many::None,
                    Quantifier::Exactly(n) => Many::Exactly(n.value),
                };
                NodeKind::Quantified { quantifier, slot, source: Box::new(source), filter, body }
            }
        };
        self.node(kind, expr.span)
    }

    pub(super) fn select(&mut self, path: &'l Path, span: Span) -> Node {
        if path.steps.is_empty() {
            let meaning = self.variable(&path.first.value).map(|variable| &variable.meaning);
            if let Some(&Meaning::Argument(argument, outer)) = meaning {
                return self.outside(outer, |scope| scope.expr(argument));
            }
        }
        let (selector, _) = self.path(path);
        self.node(NodeKind::Select(selector), span)
    }

    pub(super) fn call(&mut self, function: &'l Spanned<Lexeme>, arguments: &'l [Expr], span: Span) -> Node {
        if let Some(definition) = self.definitions.get(function.value.as_str()).copied() {
            return self.expand(definition, function, arguments, span);
        }
        let Some(signature) = builtins::find(&function.value) else {
            let known: Vec<&str> =
                self.definitions.keys().copied().chain(builtins::names().map(|name| -> &str { name })).collect();
            let near = suggest::nearest(&function.value, known.iter().copied());
            let only = suggest::only(&function.value, known.iter().copied()).map(str::to_owned);
            let message = msg!("plan-no-function", name = &function.value);
            let help = near.map(|near| msg!("common-did-you-mean", near));
            let problem = Diagnostic { help, ..Diagnostic::error("rule::unknown_function", function.span, message) };
            self.lowering.problems.push(match only {
                Some(only) => problem.with_edit(function.span, only),
                None => problem,
            });
            return self.node(NodeKind::List(Vec::new()), span);
        };
        if !(signature.least..=signature.most).contains(&arguments.len()) {
            let (name, given) = (&function.value, arguments.len());
            let message = msg!("plan-arguments", name, given);
            let help = msg!("plan-arguments-help", usage = signature.usage);
            self.error_with_help("rule::arguments", span, message, Some(help));
        }
        let arguments = self.all(arguments);
        self.node(NodeKind::Call(signature.builtin, arguments), span)
    }

    /// Puts the body of a definition in the place of its call.
    #[expect(clippy::arithmetic_side_effects, reason = "each expansion that ends was begun")]
    pub(super) fn expand(
        &mut self,
        definition: &'l Definition,
        function: &Spanned<Lexeme>,
        arguments: &'l [Expr],
        span: Span,
    ) -> Node {
        if definition.parameters.len() != arguments.len() {
            let (name, wants, given) = (&function.value, definition.parameters.len(), arguments.len());
            let message = msg!("plan-definition-arguments", name, wants, given);
            self.error("rule::arguments", span, message);
            return self.node(NodeKind::List(Vec::new()), span);
        }
        if self.expansions >= MAX_EXPANSION || self.nodes > self.lowering.most_terms {
            let message = msg!("plan-too-deep", name = &function.value);
            let help = msg!("plan-too-deep-help");
            self.error_with_help("rule::recursive_def", function.span, message, Some(help));
            return self.node(NodeKind::List(Vec::new()), span);
        }
        self.expansions += 1;
        self.used.push(definition.name.span);
        let caller = Caller { variables: self.variables.len(), floor: self.floor, elements: self.elements.len() };
        self.floor = caller.variables;
        for (parameter, argument) in definition.parameters.iter().zip(arguments) {
            let meaning = Meaning::Argument(argument, caller);
            self.variables.push(Variable { name: &parameter.value, meaning, depth: self.elements.len() });
        }
        let node = self.expr(&definition.body);
        self.variables.truncate(caller.variables);
        self.floor = caller.floor;
        self.expansions -= 1;
        Node { kind: node.kind, span }
    }

    pub(super) fn matches(&mut self, text: &'l Expr, pattern: &'l Expr, span: Span) -> Node {
        let ExprKind::Text(written) = &pattern.kind else {
            self.error("rule::pattern", pattern.span, msg!("plan-no-pattern"));
            return self.node(NodeKind::Boolean(false), span);
        };
        match Pattern::new(written) {
            Ok(pattern) => {
                let text = self.boxed(text);
                self.node(NodeKind::Matches(text, pattern), span)
            }
            Err(error) => {
                let reason =
                    error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.error("rule::pattern", pattern.span, msg!("plan-bad-pattern", reason));
                self.node(NodeKind::Boolean(false), span)
            }
        }
    }
}

fn is_counterpart(function: &str) -> bool {
    builtins::find(function).is_some_and(|signature| signature.builtin == Builtin::Counterpart)
}
