//! Rules and bare assertions: what they say of themselves, their statements, where their paths start.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::lower::{MAX_EXPANSION, Meaning, Scope, Variable};
use super::names::other_account;
use super::{Anchor, By, Hierarchy, MessagePart, Node, NodeKind, Op, PlannedRule, PlannedVariable, Shape};
use crate::builtins;
use crate::finding::{Basis, RuleInfo, Severity};
use crate::message::msg;
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{self, Definition, Expr, ExprKind, Path, Spanned, StatementKind};
use crate::syntax::lexeme::Lexeme;

/// The words of `scope`.
const SCOPES: &[&str] = &["表内", "表间", "表文", "文内", "附件", "上下年", "上下级", "披露", "合理性"];

impl<'l> Scope<'l, '_> {
    pub(super) fn rule(&mut self, rule: &'l ast::Rule) -> PlannedRule {
        let mut info = RuleInfo {
            id: rule.id.value.to_string(),
            title: rule.title.as_ref().map(|t| t.value.to_string()),
            severity: Severity::Error,
            scope: None,
            tags: Vec::new(),
            basis: Vec::new(),
            effective: (None, None),
            formula_source: None,
            message: None,
            pack: self.lowering.pack.clone(),
            waivable: false,
            assertions: 0,
            span: rule.span,
        };
        let mut planned = Unfinished::default();
        let mut seen: Vec<std::mem::Discriminant<StatementKind>> = Vec::new();
        for statement in &rule.statements {
            // What is too large was reported; there is no use in reading on.
            if self.nodes > self.lowering.most_terms {
                break;
            }
            let once = matches!(
                statement.kind,
                StatementKind::Severity(_)
                    | StatementKind::Scope(_)
                    | StatementKind::FormulaSource(_)
                    | StatementKind::Effective { .. }
                    | StatementKind::Message(_)
                    | StatementKind::Rounding(_)
            );
            let kind = std::mem::discriminant(&statement.kind);
            if once && seen.contains(&kind) {
                let message = msg!("plan-repeated");
                self.error("rule::repeated", statement.span, message);
            }
            seen.push(kind);
            match &statement.kind {
                StatementKind::Severity(word) => info.severity = self.severity(word),
                StatementKind::Scope(word) => info.scope = Some(self.scope_word(word)),
                StatementKind::Basis { text, from, until } => {
                    info.basis.push(Basis { text: text.value.to_string(), from: *from, until: *until })
                }
                StatementKind::Effective { from, until } => {
                    if from.zip(*until).is_some_and(|(from, until)| from > until) || (from.is_none() && until.is_none())
                    {
                        let message = msg!("plan-effective");
                        self.error("rule::effective", statement.span, message);
                    }
                    info.effective = (*from, *until);
                }
                StatementKind::FormulaSource(text) => info.formula_source = Some(text.value.to_string()),
                StatementKind::Tags(tags) => info.tags.extend(tags.iter().map(|t| t.value.to_string())),
                StatementKind::Rounding(mode) => planned.mode = Some(mode.value),
                StatementKind::Message(parts) => {
                    info.message = Some(self.written_message(parts));
                    planned.message = Some((parts, statement.span));
                }
                StatementKind::On { path, filter } => {
                    if planned.anchor.is_some() || !planned.statements.is_empty() {
                        self.error("rule::on", statement.span, msg!("plan-on"));
                    }
                    planned.anchor = Some(self.on(path, filter.as_ref()));
                }
                kind => self.step(kind, statement.span, &mut planned),
            }
        }
        if planned.assertions == 0 && rule.complete {
            let message = msg!("plan-no-assertion", id = &info.id);
            self.error_with_help("rule::no_assert", rule.id.span, message, Some(msg!("plan-no-assertion-help")));
        }
        info.assertions = planned.assertions;
        // A list grows by several statements at a time, and most rules have one.
        planned.statements.shrink_to_fit();
        let message = planned.message.map(|(parts, _)| self.message(parts)).unwrap_or_default();
        PlannedRule {
            info: Arc::new(info),
            anchor: planned.anchor.unwrap_or(Anchor::Root),
            statements: planned.statements,
            variables: std::mem::take(&mut self.bound),
            definitions: std::mem::take(&mut self.used),
            mode: planned.mode,
            message,
            needs: self.needs,
        }
    }

    /// A message as it stands in the rule, its expressions in braces.
    fn written_message(&self, parts: &[ast::MessagePart]) -> String {
        let mut written = String::new();
        for part in parts {
            match part {
                ast::MessagePart::Text(text) => written.push_str(text),
                ast::MessagePart::Value(expr) => {
                    written.extend(["{", self.lowering.sources.slice(expr.span), "}"]);
                }
            }
        }
        written
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    pub(super) fn step(&mut self, kind: &'l StatementKind, span: Span, planned: &mut Unfinished<'l>) {
        match kind {
            StatementKind::For { variable, source, filter } => {
                let (node, shape) = self.source(source);
                let slot = self.bind(variable, shape);
                let filter = filter.as_ref().map(|f| self.expr(f));
                planned.statements.push(Op::For { slot, name: variable.value.clone(), source: node, filter });
            }
            StatementKind::Let { name, value } => {
                let (node, shape) = self.shaped(value);
                let slot = self.bind(name, shape);
                planned.statements.push(Op::Let { slot, value: node });
            }
            StatementKind::When(expr) => {
                let node = self.expr(expr);
                planned.statements.push(Op::When(node));
            }
            StatementKind::Assert(expr) => {
                planned.assertions += 1;
                self.check_logical(expr);
                let node = self.expr(expr);
                planned.statements.push(Op::Assert(planned.assertions, node));
            }
            StatementKind::Same(places) => {
                planned.assertions += 1;
                let places = self.all(places);
                planned.statements.push(Op::Assert(planned.assertions, Node { kind: NodeKind::Same(places), span }));
            }
            StatementKind::Hierarchy(hierarchy) => {
                planned.assertions += 1;
                let hierarchy = self.hierarchy(hierarchy, planned.assertions, span);
                planned.statements.push(Op::Hierarchy(Box::new(hierarchy)));
            }
            _ => {}
        }
    }

    fn hierarchy(&mut self, written: &'l ast::Hierarchy, number: usize, span: Span) -> Hierarchy {
        if written.by.is_none() && written.to.is_none() {
            let message = msg!("plan-hierarchy");
            let help = msg!("plan-hierarchy-help");
            self.error_with_help("rule::hierarchy", span, message, Some(help));
        }
        let (source, shape) = self.source(&written.source);
        let dictionary = self.lowering.dictionary;
        let by = written.by.as_ref().map(|field| match field.value.as_str() {
            "key" | "键名" => By::Key,
            name => {
                if !shape.open && !shape.entries.is_empty() && !shape.declares_by_name(name, dictionary) {
                    self.unknown_figure(field, &shape.names(dictionary));
                }
                self.spell(&shape, &field.value, field.span);
                let declared = shape.child(name, dictionary).entries;
                let declared = declared.first().map(|&id| dictionary.entry(id).name.as_str()).filter(|n| *n != "*");
                By::Field(declared.unwrap_or(name).to_owned())
            }
        });
        let to = written.to.as_ref().map(|to| self.expr(to));
        // The message speaks of the row that failed, what is below it, and the column.
        let mut bind = |names: [&'static str; 2], shape: &Shape| {
            let slot = self.bound.len();
            let name = Spanned { value: names[0].into(), span };
            self.bound.push(PlannedVariable { name, shadows: None });
            for name in names {
                let meaning = Meaning::Slot(slot, shape.clone());
                self.variables.push(Variable { name, meaning, depth: self.elements.len() });
            }
            slot
        };
        let parent = bind(["parent", "上级"], &shape);
        let children = bind(["children", "下级"], &shape);
        let column = bind(["column", "栏次"], &Shape::open());
        let (partial, levels) = (written.partial, written.levels);
        Hierarchy { number, span, source, by, to, partial, levels, parent, children, column }
    }

    pub(super) fn severity(&mut self, word: &Spanned<Lexeme>) -> Severity {
        Severity::parse(&word.value).unwrap_or_else(|| {
            let message = msg!("plan-severity", word = &word.value);
            let help = msg!("plan-severity-help");
            self.error_with_help("rule::severity", word.span, message, Some(help));
            Severity::Error
        })
    }

    pub(super) fn scope_word(&mut self, word: &Spanned<Lexeme>) -> String {
        if !SCOPES.contains(&word.value.as_str()) {
            let message = msg!("plan-scope", word = &word.value);
            self.error_with_help(
                "rule::scope",
                word.span,
                message,
                Some(msg!("plan-scope-help", names = SCOPES.join("、"))),
            );
        }
        word.value.to_string()
    }

    pub(super) fn on(&mut self, path: &'l Path, filter: Option<&'l Expr>) -> Anchor {
        let (mut selector, shape) = self.path(path);
        let shape = match filter {
            Some(filter) => {
                let elements = shape.picked(false, self.lowering.dictionary);
                let (shape, step) = self.filtered(elements, filter);
                selector.steps.push(step);
                shape
            }
            None => shape,
        };
        self.on = Some(shape);
        Anchor::On(selector)
    }

    /// A bare assertion is judged at the root when its names are declared there, else at every record
    /// that has them.
    pub(super) fn bare(&mut self, expr: &'l Expr) -> PlannedRule {
        let mut firsts = Vec::new();
        first_segments(expr, self.definitions, &mut Vec::new(), 0, &mut firsts);
        let dictionary = self.lowering.dictionary;
        let root = Shape::root(dictionary);
        let at_root = firsts.iter().all(|n| other_account(&n.value).is_some() || root.declares(&n.value, dictionary));
        let anchor = if at_root {
            Anchor::Root
        } else {
            let homes = Shape::homes(firsts.iter().map(|n| n.value.as_str()), dictionary);
            if homes.entries.is_empty() {
                self.suggest_for_bare(&firsts);
            }
            self.on = Some(homes);
            let mut names: Vec<String> = firsts.into_iter().map(|n| n.value.to_string()).collect();
            names.sort();
            names.dedup();
            Anchor::Records(names)
        };
        let node = self.expr(expr);
        self.planned_bare(expr, anchor, node)
    }

    pub(super) fn planned_bare(&mut self, expr: &Expr, anchor: Anchor, node: Node) -> PlannedRule {
        let source = self.lowering.sources.get(expr.span.source);
        let line = source.line_column(expr.span.start as usize).line;
        let name = source.name.rsplit(['/', '\\']).next().unwrap_or(&source.name);
        let info = RuleInfo {
            id: format!("{name}:{line}"),
            title: None,
            severity: Severity::Error,
            scope: None,
            tags: Vec::new(),
            basis: Vec::new(),
            effective: (None, None),
            formula_source: None,
            message: None,
            pack: self.lowering.pack.clone(),
            waivable: false,
            assertions: 1,
            span: expr.span,
        };
        PlannedRule {
            info: Arc::new(info),
            anchor,
            statements: vec![Op::Assert(1, node)],
            variables: std::mem::take(&mut self.bound),
            definitions: std::mem::take(&mut self.used),
            mode: None,
            message: Vec::new(),
            needs: self.needs,
        }
    }

    /// Names of a bare assertion that no record of the dictionary has together: a slip is an error, an
    /// account may have figures outside the dictionary.
    pub(super) fn suggest_for_bare(&mut self, firsts: &[Spanned<Lexeme>]) {
        let dictionary = self.lowering.dictionary;
        for name in firsts {
            let anywhere = dictionary.iter().any(|(id, _)| dictionary.named_child(id, &name.value).is_some());
            if anywhere || self.lowering.keys.contains(name.value.as_str()) {
                continue;
            }
            let known = dictionary.iter().map(|(_, e)| e.name.as_str()).filter(|n| *n != "*" && !n.is_empty());
            let known: BTreeSet<&str> = known.collect();
            if suggest::nearest(&name.value, known.iter().copied()).is_some() {
                self.unknown_figure(name, &known.into_iter().collect::<Vec<_>>());
            }
        }
    }

    /// An assertion must be something that can hold.
    pub(super) fn check_logical(&mut self, expr: &Expr) {
        let number = matches!(
            expr.kind,
            ExprKind::Number(_)
                | ExprKind::Text(_)
                | ExprKind::List(_)
                | ExprKind::Sum(_)
                | ExprKind::Product(..)
                | ExprKind::Negative(_)
                | ExprKind::Coalesce(_)
        ) || matches!(&expr.kind, ExprKind::Call { function, .. } if builtins::find(&function.value).is_some_and(|s| !s.builtin.is_logical()));
        if number {
            let help = msg!("plan-no-comparison-help");
            self.error_with_help("rule::not_logical", expr.span, msg!("plan-no-comparison"), Some(help));
        }
    }

    pub(super) fn message(&mut self, parts: &'l [ast::MessagePart]) -> Vec<MessagePart> {
        parts
            .iter()
            .map(|part| match part {
                ast::MessagePart::Text(text) => MessagePart::Text(text.clone()),
                ast::MessagePart::Value(expr) => MessagePart::Value(self.expr(expr)),
            })
            .collect()
    }
}

/// A rule whose statements are being read.
#[derive(Default)]
pub(super) struct Unfinished<'l> {
    anchor: Option<Anchor>,
    statements: Vec<Op>,
    assertions: usize,
    mode: Option<crate::figure::Mode>,
    message: Option<(&'l [ast::MessagePart], Span)>,
}

/// The first names of all paths of an expression that no variable and no predicate binds.
#[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
fn first_segments<'e>(
    expr: &'e Expr,
    definitions: &HashMap<&str, &'e Definition>,
    bound: &mut Vec<&'e str>,
    depth: usize,
    out: &mut Vec<Spanned<Lexeme>>,
) {
    let mut visit = |e: &'e Expr, bound: &mut Vec<&'e str>| first_segments(e, definitions, bound, depth, out);
    match &expr.kind {
        ExprKind::Path(path) => {
            if !bound.contains(&path.first.value.as_str()) {
                out.push(path.first.clone());
            }
        }
        ExprKind::Call { function, arguments } => {
            for argument in arguments {
                visit(argument, bound);
            }
            if let Some(definition) = definitions.get(function.value.as_str()).filter(|_| depth < MAX_EXPANSION) {
                let mut inner: Vec<&str> = definition.parameters.iter().map(|p| p.value.as_str()).collect();
                first_segments(&definition.body, definitions, &mut inner, depth + 1, out);
            }
        }
        ExprKind::Quantified { variable, source, filter, body, .. } => {
            visit(source, bound);
            bound.push(&variable.value);
            for part in filter.iter().chain([body]) {
                visit(part, bound);
            }
            bound.pop();
        }
        ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) => {}
        ExprKind::List(parts) | ExprKind::Coalesce(parts) | ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts.iter().for_each(|p| visit(p, bound));
        }
        ExprKind::Sum(terms) => terms.iter().for_each(|(_, p)| visit(p, bound)),
        ExprKind::Product(first, rest) => {
            visit(first, bound);
            rest.iter().for_each(|(_, p)| visit(p, bound));
        }
        ExprKind::Compare { first, rest, within } => {
            visit(first, bound);
            rest.iter().for_each(|(_, p)| visit(p, bound));
            if let Some(tolerance) = within {
                visit(tolerance, bound);
            }
        }
        ExprKind::Negative(inner) | ExprKind::Not(inner) => visit(inner, bound),
        ExprKind::Is { operand, .. } => visit(operand, bound),
        ExprKind::In(a, b) | ExprKind::Matches(a, b) | ExprKind::Implies(a, b) => {
            visit(a, bound);
            visit(b, bound);
        }
    }
}
