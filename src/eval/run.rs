//! One rule on one account: statements in order, expressions to values, instances to verdicts.
#![expect(
    clippy::indexing_slicing,
    reason = "accounts are numbered by the run, the planner numbers a rule's variables, and a statement's number is one of its list"
)]

use std::sync::{Arc, LazyLock};

use super::bind::Bound;
use super::cost;
use super::notes::{Share, is_of_share};
use super::plain::{Place, Prover};
use super::tree::Tree;
use super::used::Used;
use super::value::{Absence, Cell, Outcome, Value};
use crate::account::{Content, NodeId};
use crate::figure::{Boxes, Mode};
use crate::finding::{Binding, FigureUse, Grounds, Instance, Severity, Verdict};
use crate::limits::Limits;
use crate::message::{Text, msg};
use crate::plan::{Anchor, Base, Node, Op, PlannedRule, Program};
use crate::source::Span;

/// Why a rule, or what is left of it, is not applicable: said of most rules on most accounts, and so once for all.
static CONDITION_FALSE: LazyLock<Grounds> = LazyLock::new(|| Grounds::of_reason(msg!("eval-condition-false")));
static NOTHING: LazyLock<Grounds> = LazyLock::new(|| Grounds::of_reason(msg!("eval-nothing-to-go-through")));

/// Other accounts that a rule can speak of, by their number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Relations {
    pub(crate) prior: Option<u32>,
    pub(crate) approved: Option<u32>,
    pub(crate) units: Vec<u32>,
}

impl Relations {
    /// Every one of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> {
        self.prior.into_iter().chain(self.approved).chain(self.units.iter().copied())
    }
}

/// Parameters of a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Beyond how many standard deviations a difference is improbable.
    pub improbable: u32,
    /// Whether instances that hold get their evidence too.
    pub explain_all: bool,
    /// The bounds of the run; of those of account files the evaluation knows nothing.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self { improbable: 3, explain_all: false, limits: Limits::default() }
    }
}

/// A variable of a rule.
#[derive(Debug, Clone)]
pub(super) enum Slot<'a> {
    /// An element of a `for` or quantifier.
    Element(Value),
    /// A `let`: worked out where it is used, once for its value and once for what it can stand for.
    Let { node: &'a Node, plain: Option<Value>, formed: Option<(Value, Vec<FigureUse>)> },
}

/// What a variable stands for while it does; its name is told of the instances that are judged meanwhile.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    pub(super) name: &'a str,
    pub(super) element: Value,
    /// The column of that row, where one is meant.
    pub(super) column: Option<Arc<str>>,
}

/// The state of one account's run.
pub(crate) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) accounts: &'a [&'a Bound],
    pub(super) current: u32,
    pub(super) relations: &'a Relations,
    pub(super) options: &'a Options,
    pub(super) texts: &'a crate::source::SourceMap,
    pub(super) on: Value,
    pub(super) slots: Vec<Slot<'a>>,
    pub(super) elements: Vec<Value>,
    /// The variables of the `hierarchy` at work: a row, and the rows below it.
    pub(super) levels: Option<(usize, usize)>,
    /// Whether the rule speaks of all accounts together, so that none is its own.
    pub(super) of_set: bool,
    /// The rounding mode that the rule asks for.
    pub(super) mode: Option<Mode>,
    /// Whether values carry their forms.
    pub(super) forms: bool,
    pub(super) boxes: Boxes,
    /// Whether an enclosing sum will account for the residue of 舍位平衡.
    pub(super) in_sum: bool,
    /// The figures touched, while they are wanted.
    pub(super) used: Option<Used>,
    /// Whether comparisons write down their evidence.
    pub(super) explain: bool,
    /// Steps that are left.
    steps: usize,
    /// Steps that are left for the evidence of what holds, on which no verdict depends.
    spare: usize,
    /// What is used up, once something is.
    used_up: Option<Text>,
    pub(super) synthetic: u32,
    /// What the variables of `for` and of `hierarchy` stand for, the outermost first.
    pub(super) bindings: Vec<Standing<'a>>,
    pub(super) shares: Vec<Share>,
    pub(super) instances: Vec<Instance>,
    /// How many instances a prover has it that they hold, which are not among those.
    proven: usize,
    /// Evaluation trees, one for each assertion judged, when they are wanted.
    pub(super) trees: Option<Vec<Tree>>,
    rule: usize,
    /// What proves that assertions hold without evaluating them, where no evidence of that is wanted.
    prover: Option<Prover<'a>>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        program: &'a Program,
        accounts: &'a [&'a Bound],
        current: u32,
        relations: &'a Relations,
        options: &'a Options,
        texts: &'a crate::source::SourceMap,
    ) -> Self {
        Self {
            program,
            accounts,
            current,
            relations,
            options,
            texts,
            on: Value::Place(Cell { account: current, node: NodeId(0) }),
            slots: Vec::new(),
            elements: Vec::new(),
            levels: None,
            of_set: false,
            mode: None,
            forms: false,
            boxes: Boxes::new(),
            in_sum: false,
            used: None,
            explain: false,
            steps: options.limits.steps,
            spare: options.limits.steps,
            used_up: None,
            synthetic: 0,
            bindings: Vec::new(),
            shares: Vec::new(),
            instances: Vec::new(),
            proven: 0,
            trees: None,
            rule: 0,
            prover: None,
        }
    }

    /// Has what plainly holds proven by a prover of the same account, whose evidence then is not given.
    pub(crate) fn with_prover(mut self, prover: Prover<'a>) -> Self {
        self.prover = Some(prover);
        self
    }

    /// How many steps were taken, those of the prover too.
    pub(crate) fn spent(&self) -> usize {
        let proven = self.prover.as_ref().map_or(0, Prover::spent);
        proven.saturating_add(self.options.limits.steps.saturating_sub(self.steps))
    }

    /// How many instances a prover has it that they hold, which are not among those judged.
    pub(crate) fn proven(&self) -> usize {
        self.proven
    }

    /// Everything that was judged.
    pub(crate) fn into_instances(self) -> Vec<Instance> {
        self.instances
    }

    // ---- rules -----------------------------------------------------------------------------------

    /// Runs a rule; what it finds is added to the instances.
    pub(crate) fn rule(&mut self, number: usize, rule: &'a PlannedRule) {
        self.rule = number;
        self.mode = rule.mode;
        self.of_set = rule.is_of_set();
        self.boxes.clear();
        self.shares.clear();
        if let Some(reason) = self.out_of_effect(rule) {
            return self.rest(rule, &rule.statements, Verdict::NotApplicable, &Grounds::of_reason(reason));
        }
        let first = self.instances.len();
        let places = self.anchors(&rule.anchor);
        if places.is_empty() {
            return self.rest(rule, &rule.statements, Verdict::NotApplicable, &NOTHING);
        }
        for place in places {
            if self.is_used_up() {
                let absence = self.exhausted().outcome();
                self.rest(rule, &rule.statements, absence.verdict, &absence.evidence.into());
                break;
            }
            self.on = place;
            self.slots = vec![Slot::Element(Value::Many(Vec::new())); rule.variables.len()];
            self.statements(rule, &rule.statements);
        }
        self.note_plugged(first);
    }

    /// Why a rule does not apply to the account's year. An account that names none is judged by every rule.
    fn out_of_effect(&self, rule: &PlannedRule) -> Option<Text> {
        let year = self.accounts[self.current as usize].account.header.year.filter(|_| !self.of_set)?;
        let (from, until) = rule.info.effective;
        let outside = from.is_some_and(|from| year < from) || until.is_some_and(|until| year > until);
        let shown = |end: Option<i32>| end.map(|year| year.to_string()).unwrap_or_default();
        let (from, until) = (shown(from), shown(until));
        outside.then(|| msg!("eval-out-of-effect", from, until))
    }

    pub(super) fn anchors(&mut self, anchor: &Anchor) -> Vec<Value> {
        let root = Cell { account: self.current, node: NodeId(0) };
        match anchor {
            Anchor::Root => vec![Value::Place(root)],
            // A rule about all accounts is judged once.
            Anchor::On(selector) if selector.base == Base::Accounts => vec![self.select(selector)],
            Anchor::On(selector) => {
                self.on = Value::Place(root);
                match self.select(selector) {
                    Value::Many(places) => places,
                    place => vec![place],
                }
            }
            Anchor::Records(names) => {
                // The whole account is looked through.
                self.spend(self.accounts[self.current as usize].account.len());
                let records = self.records_with(names);
                if records.is_empty() {
                    // Nothing to judge at: every figure is missing, under its own name.
                    return vec![Value::Absent(Absence::missing(String::new()))];
                }
                records.into_iter().map(Value::Place).collect()
            }
        }
    }

    /// Every record of the account that has all of some names; only the root when the root has.
    pub(super) fn records_with(&self, names: &[String]) -> Vec<Cell> {
        let bound = &self.accounts[self.current as usize];
        let dictionary = &self.program.dictionary;
        let has = |id: NodeId| names.iter().all(|n| bound.child(id, n, dictionary).is_some());
        let cell = |node| Cell { account: self.current, node };
        if has(NodeId(0)) {
            return vec![cell(NodeId(0))];
        }
        let records = bound.account.ids().filter(|&id| matches!(bound.account.content(id), Content::Record(_)));
        records.filter(|&id| has(id)).map(cell).collect()
    }

    #[expect(clippy::arithmetic_side_effects, reason = "places in a list held in memory")]
    fn statements(&mut self, rule: &'a PlannedRule, statements: &'a [Op]) {
        for (at, statement) in statements.iter().enumerate() {
            match statement {
                Op::Let { slot, value } => self.slots[*slot] = Slot::Let { node: value, plain: None, formed: None },
                Op::Assert(number, node) => self.assertion(rule, *number, node),
                Op::Hierarchy(hierarchy) => self.hierarchy(rule, hierarchy),
                Op::When(condition) => {
                    let outcome = self.condition(condition);
                    match outcome.verdict.truth() {
                        Some(true) => {}
                        Some(false) => {
                            return self.rest(rule, &statements[at + 1..], Verdict::NotApplicable, &CONDITION_FALSE);
                        }
                        None => {
                            return self.rest(rule, &statements[at + 1..], outcome.verdict, &outcome.evidence.into());
                        }
                    }
                }
                Op::For { slot, name, source, filter } => {
                    return self.each(rule, (*slot, name, source, filter.as_ref()), &statements[at + 1..]);
                }
            }
        }
    }

    fn each(
        &mut self,
        rule: &'a PlannedRule,
        (slot, name, source, filter): (usize, &'a str, &Node, Option<&Node>),
        rest: &'a [Op],
    ) {
        let elements = match self.expr(source) {
            Value::Many(values) => values,
            Value::Place(cell) => self.elements_of(cell),
            Value::Absent(absence) if !absence.missing => {
                let outcome = absence.outcome();
                return self.rest(rule, rest, outcome.verdict, &outcome.evidence.into());
            }
            Value::Absent(_) => Vec::new(),
            value => vec![value],
        };
        let mut judged = false;
        for element in elements {
            if !self.spend(1) {
                let absence = self.exhausted().outcome();
                return self.rest(rule, rest, absence.verdict, &absence.evidence.into());
            }
            self.slots[slot] = Slot::Element(element.clone());
            self.bindings.push(Standing { name, element, column: None });
            let verdict = filter.map_or(Outcome::truth(true), |f| self.condition(f));
            match verdict.verdict.truth() {
                Some(true) => {
                    judged = true;
                    self.statements(rule, rest);
                }
                Some(false) => {}
                None => {
                    judged = true;
                    self.rest(rule, rest, verdict.verdict, &verdict.evidence.into());
                }
            }
            self.bindings.pop();
        }
        if !judged {
            self.rest(rule, rest, Verdict::NotApplicable, &NOTHING);
        }
    }

    /// The remaining assertions, all with one verdict.
    fn rest(&mut self, rule: &PlannedRule, statements: &[Op], verdict: Verdict, grounds: &Grounds) {
        for statement in statements {
            let (number, span) = match statement {
                Op::Assert(number, node) => (*number, node.span),
                Op::Hierarchy(hierarchy) => (hierarchy.number, hierarchy.span),
                _ => continue,
            };
            self.not_computed(rule, number, span, (verdict, grounds.clone()));
        }
    }

    /// An instance that was not computed.
    pub(super) fn unjudged(&mut self, rule: &PlannedRule, number: usize, span: Span, outcome: Outcome) {
        self.not_computed(rule, number, span, (outcome.verdict, outcome.evidence.into()));
    }

    fn not_computed(&mut self, rule: &PlannedRule, number: usize, span: Span, judged: (Verdict, Grounds)) {
        if let Some(trees) = self.trees.as_mut() {
            trees.push(Tree { written: String::new(), values: Vec::new(), parts: Vec::new() });
        }
        self.push(rule, number, span, judged);
    }

    pub(super) fn condition(&mut self, node: &Node) -> Outcome {
        self.quietly(|run| run.outcome(node))
    }

    /// Evaluates for its verdict alone.
    pub(super) fn quietly<T>(&mut self, then: impl FnOnce(&mut Self) -> T) -> T {
        let explain = std::mem::replace(&mut self.explain, false);
        let used = self.used.take();
        let forms = std::mem::replace(&mut self.forms, false);
        let in_sum = std::mem::replace(&mut self.in_sum, false);
        let result = then(self);
        self.explain = explain;
        self.used = used;
        self.forms = forms;
        self.in_sum = in_sum;
        result
    }

    /// Whether the prover has it that an assertion holds here.
    fn is_proven(&mut self, number: usize) -> bool {
        let (Some(prover), Value::Place(on)) = (self.prover.as_mut(), &self.on) else { return false };
        let place = |slot: &Slot| match slot {
            Slot::Element(Value::Place(cell)) => Some(Place::Node(cell.node)),
            // A variable that is not bound yet; what a `let` stands for is part of the proof.
            Slot::Element(Value::Many(none)) if none.is_empty() => Some(Place::Missing),
            Slot::Let { .. } => Some(Place::Missing),
            Slot::Element(_) => None,
        };
        if self.slots.iter().any(|slot| place(slot).is_none()) {
            return false;
        }
        prover.proves(self.rule, number, Place::Node(on.node), self.slots.iter().filter_map(place))
    }

    /// An outcome with its evidence.
    fn explained(&mut self, node: &Node) -> Outcome {
        self.spend(cost::EVIDENCE);
        self.explain = true;
        let outcome = self.outcome(node);
        self.explain = false;
        outcome
    }

    /// As [`Run::explained`], for evidence that is only wanted: it takes nothing from the steps of the account, so that no
    /// verdict depends on what is listed, and is left out when it would take too many.
    fn explained_besides(&mut self, node: &Node) -> Option<Outcome> {
        if self.is_used_up() {
            return None;
        }
        let steps = std::mem::replace(&mut self.steps, self.spare);
        let outcome = self.explained(node);
        self.spare = std::mem::replace(&mut self.steps, steps);
        if self.used_up.take().is_some() {
            self.spare = 0;
            return None;
        }
        Some(outcome)
    }

    pub(super) fn assertion(&mut self, rule: &PlannedRule, number: usize, node: &Node) {
        let plain = |outcome: &Outcome| matches!(outcome.verdict, Verdict::Holds | Verdict::NotApplicable);
        let is_known = self.prover.as_ref().is_some_and(|prover| prover.knows(self.rule, number));
        let is_proven = is_known && self.is_proven(number);
        // The deviation of a share is wanted of those that hold, too.
        if is_proven && (self.bindings.is_empty() || !is_of_share(node)) {
            self.proven = self.proven.saturating_add(1);
            return;
        }
        let mut outcome = match (is_known, is_proven) {
            (_, true) => Outcome::truth(true),
            // What a prover leaves over is mostly no plain case, and then its evidence is wanted.
            (true, false) => self.explained(node),
            (false, false) => self.quietly(|run| run.outcome(node)),
        };
        if !is_known && !plain(&outcome) {
            outcome = self.explained(node);
        } else if !is_known && self.options.explain_all {
            outcome = self.explained_besides(node).unwrap_or(outcome);
        }
        if self.trees.is_some() {
            let tree = self.tree(node);
            self.trees.get_or_insert_default().push(tree);
        }
        if !self.bindings.is_empty() {
            let at = self.instances.len();
            self.remember_share(node, at);
        }
        self.push(rule, number, node.span, (outcome.verdict, outcome.evidence.into()));
    }

    fn push(&mut self, rule: &PlannedRule, number: usize, span: Span, judged: (Verdict, Grounds)) {
        let most = self.options.limits.verdicts;
        if self.instances.len() >= most {
            self.used_up.get_or_insert_with(|| msg!("eval-verdicts", limit = most));
        }
        // Beyond the limit nothing that was worked out counts, whatever it looks like.
        let (verdict, evidence) = if self.is_used_up() {
            let outcome = self.exhausted().outcome();
            (outcome.verdict, outcome.evidence.into())
        } else {
            judged
        };
        let severity = match verdict {
            Verdict::Violated | Verdict::Waived => rule.info.severity,
            Verdict::Improbable => rule.info.severity.max(Severity::Warning),
            _ => Severity::Info,
        };
        let told = matches!(verdict, Verdict::Violated | Verdict::Improbable) && !rule.message.is_empty();
        let message = told.then(|| self.quietly(|run| run.message(&rule.message)));
        let on = match &self.on {
            Value::Place(cell) => self.accounts[cell.account as usize].account.path(cell.node),
            Value::Absent(absence) => {
                absence.paths.first().filter(|_| matches!(rule.anchor, Anchor::On(_))).cloned().unwrap_or_default()
            }
            _ => String::new(),
        };
        self.instances.push(Instance {
            rule: self.rule,
            assertion: number,
            span,
            on,
            bindings: self.bindings.iter().map(|standing| self.binding(standing)).collect(),
            verdict,
            severity,
            evidence,
            message,
            waiver: None,
            answer: None,
            known: false,
        });
    }

    // ---- bookkeeping -------------------------------------------------------------------------------

    /// Takes steps from what the account may use; false when it has used up what it may, of steps or of verdicts.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        match self.steps.checked_sub(steps) {
            Some(left) => self.steps = left,
            None => drop(self.used_up.get_or_insert_with(|| msg!("eval-steps", limit = self.options.limits.steps))),
        }
        !self.is_used_up()
    }

    /// Whether nothing more is judged of the account.
    pub(super) fn is_used_up(&self) -> bool {
        self.used_up.is_some()
    }

    /// What stands where something was not worked out any more.
    pub(super) fn exhausted(&self) -> Absence {
        Absence::unusable(Vec::new(), self.used_up.clone().unwrap_or_default())
    }

    pub(super) fn content(&self, cell: Cell) -> Content<'a> {
        self.accounts[cell.account as usize].account.content(cell.node)
    }

    /// The scalar at a cell as it is written; none for what is no figure and no words.
    pub(super) fn scalar_text(&self, cell: Cell) -> Option<&str> {
        self.accounts[cell.account as usize].account.scalar_text(cell.node)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "places in a list held in memory")]
    pub(super) fn path(&self, cell: Cell) -> String {
        let path = self.accounts[cell.account as usize].account.path(cell.node);
        if cell.account == self.current && !self.of_set {
            return path;
        }
        let prefix = if self.of_set {
            format!("accounts[{}]", cell.account + 1)
        } else if Some(cell.account) == self.relations.prior {
            "prior".to_owned()
        } else if Some(cell.account) == self.relations.approved {
            "approved".to_owned()
        } else {
            match self.relations.units.iter().position(|&u| u == cell.account) {
                Some(at) => format!("units[{}]", at + 1),
                None => format!("accounts[{}]", cell.account + 1),
            }
        };
        if path.is_empty() { prefix } else { format!("{prefix}.{path}") }
    }

    pub(super) fn path_below(&self, cell: Cell, name: &str) -> String {
        let path = self.path(cell);
        if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
    }

    pub(super) fn elements_of(&self, cell: Cell) -> Vec<Value> {
        let account = &self.accounts[cell.account as usize].account;
        match self.content(cell) {
            Content::Record(nodes) | Content::List(nodes) => {
                let kept = nodes.iter().filter(|&&n| !account.is_setting(n));
                kept.map(|&node| Value::Place(Cell { node, ..cell })).collect()
            }
            _ => vec![Value::Place(cell)],
        }
    }

    fn binding(&self, standing: &Standing<'_>) -> Binding {
        let path = match (&standing.element, &standing.column) {
            (Value::Place(row), Some(column)) => self.path_below(*row, column),
            (element, _) => self.name_of(element),
        };
        Binding { name: standing.name.to_owned(), path, code: self.subject_of(&standing.element) }
    }

    /// What an element is called in a report.
    fn name_of(&self, value: &Value) -> String {
        match value {
            Value::Place(cell) => self.path(*cell),
            Value::Blank(blank) => self.path_below(blank.row, &blank.name),
            Value::Absent(absence) => absence.paths.join("、"),
            Value::Text(text) => text.to_string(),
            Value::Number(quantity) => quantity.shown().format(6),
            Value::Truth(_) | Value::Many(_) => String::new(),
        }
    }

    /// The 科目编码 of an element that is a record of one: three digits, or five or seven.
    fn subject_of(&self, element: &Value) -> Option<String> {
        let Value::Place(cell) = element else { return None };
        let bound = &self.accounts[cell.account as usize];
        let code = match bound.account.content(bound.child(cell.node, "code", &self.program.dictionary)?) {
            Content::Text(code) => code,
            Content::Number(code) => code.text(),
            _ => return None,
        };
        let subject = matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|digit| digit.is_ascii_digit());
        subject.then(|| code.to_owned())
    }
}
