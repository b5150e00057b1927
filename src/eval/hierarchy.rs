//! `hierarchy rows by code to total`: every row is the sum of the rows one level below it, in every
//! column; 类＝Σ款＝Σ项.
#![expect(
    clippy::indexing_slicing,
    reason = "rows, accounts and variables are numbered by the lists they stand in, which do not change meanwhile"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::run::{Run, Slot, Standing};
use super::value::{Absence, Cell, Outcome, Value};
use crate::account::{Content, Key, NodeId};
use crate::builtins::Builtin;
use crate::figure::Kind;
use crate::finding::{Comparison, Verdict};
use crate::message::{Text, msg};
use crate::pack::Parts;
use crate::plan::{Base, By, Hierarchy, Node, NodeKind, PlannedRule, Selector, SelectorStep};
use crate::source::Span;
use crate::syntax::ast::Levels;

/// Digits of a 类; each level below has two more.
const TOP: usize = 3;
/// Digits of a 项, the lowest level.
const LOWEST: usize = 7;
/// The names under which a row keeps its own amount.
const OWN: [&str; 2] = ["amount", "total"];

/// Rows in their levels, by number.
#[derive(Default)]
struct Levelled {
    /// Of every code that is printed, its rows.
    rows: BTreeMap<String, Vec<usize>>,
    /// Of every code, the rows right below it.
    children: BTreeMap<String, Vec<usize>>,
    top: Vec<usize>,
    /// Codes above printed rows that are not printed themselves.
    unprinted: BTreeSet<String>,
}

impl<'a> Run<'a> {
    /// One instance for each parent and column.
    pub(super) fn hierarchy(&mut self, rule: &PlannedRule, hierarchy: &'a Hierarchy) {
        let rows = match self.expr(&hierarchy.source) {
            Value::Many(values) => values,
            Value::Place(cell) => self.elements_of(cell),
            Value::Absent(absence) if absence.missing => Vec::new(),
            value => vec![value],
        };
        if rows.is_empty() {
            let reason = msg!("eval-hierarchy-no-rows");
            return self.unjudged(rule, hierarchy.number, hierarchy.span, not_applicable(reason));
        }
        let cells: Vec<Cell> =
            rows.iter().filter_map(|row| if let Value::Place(cell) = row { Some(*cell) } else { None }).collect();
        // A row that cannot be looked into may be a part of any other.
        if let Some(Value::Absent(absence)) = rows.iter().find(|row| !matches!(row, Value::Place(_))) {
            return self.unjudged(rule, hierarchy.number, hierarchy.span, absence.clone().outcome());
        }
        let levelled = match &hierarchy.by {
            None => Levelled { top: (0..cells.len()).collect(), ..Levelled::default() },
            Some(by) => match self.levelled(&cells, by, hierarchy.levels) {
                Ok(levelled) => levelled,
                Err(absence) => {
                    return self.unjudged(rule, hierarchy.number, hierarchy.span, absence.outcome());
                }
            },
        };
        let columns = self.columns(&cells, hierarchy.by.as_ref());
        self.whole(rule, hierarchy, &cells, &levelled, &columns);
        let deepest = levelled.rows.keys().map(String::len).max().unwrap_or(0);
        for (code, parents) in &levelled.rows {
            let below = levelled.children.get(code).map(Vec::as_slice).unwrap_or_default();
            for &parent in parents {
                if !self.spend(1) {
                    let outcome = self.exhausted().outcome();
                    return self.unjudged(rule, hierarchy.number, hierarchy.span, outcome);
                }
                if below.is_empty() {
                    if code.len() < deepest {
                        let reason = msg!("eval-hierarchy-nothing-below");
                        self.at(cells[parent], None, |run| {
                            run.unjudged(rule, hierarchy.number, hierarchy.span, not_applicable(reason));
                        });
                    }
                    continue;
                }
                let below: Vec<Cell> = below.iter().map(|&row| cells[row]).collect();
                for column in &columns {
                    self.column(rule, hierarchy, Value::Place(cells[parent]), &below, column, column);
                }
            }
        }
        for code in &levelled.unprinted {
            let Some(&row) = levelled.children.get(code).and_then(|rows| rows.first()) else { continue };
            let reason = msg!("eval-hierarchy-nothing-above", code);
            self.at(cells[row], None, |run| {
                let absence = Absence::unusable(vec![code.clone()], reason);
                run.unjudged(rule, hierarchy.number, hierarchy.span, absence.outcome());
            });
        }
    }

    /// The topmost level against what it adds up to.
    fn whole(
        &mut self,
        rule: &PlannedRule,
        hierarchy: &'a Hierarchy,
        cells: &[Cell],
        levelled: &Levelled,
        columns: &[Arc<str>],
    ) {
        let Some(to) = &hierarchy.to else { return };
        let lost: Vec<String> = levelled.unprinted.iter().filter(|c| !levelled.has_above(c)).cloned().collect();
        if !lost.is_empty() {
            let reason = msg!("eval-hierarchy-top");
            let outcome = Absence::unusable(lost, reason).outcome();
            return self.unjudged(rule, hierarchy.number, hierarchy.span, outcome);
        }
        let top: Vec<Cell> = levelled.top.iter().map(|&row| cells[row]).collect();
        let whole = self.expr(to);
        let record = match &whole {
            Value::Place(cell) if matches!(self.content(*cell), Content::Record(_)) => Some(*cell),
            _ => None,
        };
        let mut compared = false;
        for column in columns {
            let own = column.is_empty() || OWN.contains(&&**column);
            let there = |name: &str| record.is_some_and(|cell| !matches!(self.member(cell, name), Value::Absent(_)));
            let name: Arc<str> = match (record, own) {
                // One number is the whole of the rows' own amounts, and of no other column.
                (None, false) => continue,
                (None, true) => Arc::from(""),
                (Some(_), _) if there(column) => column.clone(),
                (Some(_), true) => {
                    OWN.iter().find(|name| there(name)).map_or_else(|| column.clone(), |&n| Arc::from(n))
                }
                (Some(_), false) => column.clone(),
            };
            compared = true;
            self.column(rule, hierarchy, whole.clone(), &top, &name, column);
        }
        if !compared {
            let absence = match whole {
                Value::Absent(absence) => absence,
                _ => Absence::unusable(Vec::new(), msg!("eval-hierarchy-no-column")),
            };
            self.unjudged(rule, hierarchy.number, hierarchy.span, absence.outcome());
        }
    }

    /// One parent and one column: `parent_name` is the column in the parent, `name` that in its children.
    fn column(
        &mut self,
        rule: &PlannedRule,
        hierarchy: &'a Hierarchy,
        parent: Value,
        below: &[Cell],
        parent_name: &Arc<str>,
        name: &Arc<str>,
    ) {
        let partial = hierarchy.partial || below.first().is_some_and(|&cell| self.is_partial(cell));
        let printed = |run: &Self, value: &Value| match value {
            Value::Place(cell) if !parent_name.is_empty() => {
                !matches!(run.member(*cell, parent_name), Value::Absent(_))
            }
            Value::Place(_) => true,
            _ => false,
        };
        let anywhere = printed(self, &parent)
            || below.iter().any(|&c| name.is_empty() || matches!(self.member(c, name), Value::Place(_)));
        if !anywhere {
            return;
        }
        let at = match &parent {
            Value::Place(cell) => *cell,
            // What the rows add up to is not there; the finding stands at the rows.
            _ => below.first().copied().unwrap_or(Cell { account: self.current, node: NodeId(0) }),
        };
        let shown = below.first().and_then(|&cell| self.column_label(cell, name)).unwrap_or_else(|| name.to_string());
        self.slots[hierarchy.parent] = Slot::Element(parent);
        self.slots[hierarchy.children] =
            Slot::Element(Value::Many(below.iter().map(|&cell| Value::Place(cell)).collect()));
        self.slots[hierarchy.column] = Slot::Element(Value::Text(Arc::from(shown)));
        // What the statement stands for is written nowhere: an empty span.
        let span = Span { end: hierarchy.span.start, ..hierarchy.span };
        let select = |slot: usize, name: &Arc<str>| {
            let steps = if name.is_empty() { Vec::new() } else { vec![SelectorStep::Name(name.as_ref().into())] };
            Node { kind: NodeKind::Select(Selector { base: Base::Variable(slot), steps }), span }
        };
        let parts = NodeKind::Call(Builtin::Sum, vec![select(hierarchy.children, name)]);
        let (whole, parts) = (select(hierarchy.parent, parent_name), Node { kind: parts, span });
        let (first, comparison, second) =
            if partial { (parts, Comparison::LessApprox, whole) } else { (whole, Comparison::Approx, parts) };
        let kind = NodeKind::Compare { first: Box::new(first), rest: vec![(comparison, second)], within: None };
        let node = Node { kind, span: hierarchy.span };
        self.levels = Some((hierarchy.parent, hierarchy.children));
        let column = (!parent_name.is_empty()).then(|| parent_name.clone());
        self.at(at, column, |run| run.assertion(rule, hierarchy.number, &node));
        self.levels = None;
    }

    /// Runs `then` with a cell as the place that its instances are about.
    fn at(&mut self, cell: Cell, column: Option<Arc<str>>, then: impl FnOnce(&mut Self)) {
        self.bindings.push(Standing { name: "parent", element: Value::Place(cell), column });
        then(self);
        self.bindings.pop();
    }

    /// The rows by their codes.
    #[expect(clippy::string_slice, reason = "a code is of ASCII digits, as `code_of` saw")]
    #[expect(clippy::arithmetic_side_effects, reason = "a range of lengths below the code's own")]
    fn levelled(&self, cells: &[Cell], by: &By, levels: Levels) -> Result<Levelled, Absence> {
        let mut levelled = Levelled::default();
        let mut codes = Vec::with_capacity(cells.len());
        for (at, &cell) in cells.iter().enumerate() {
            let code = self.code_of(cell, by)?;
            levelled.rows.entry(code.clone()).or_default().push(at);
            codes.push(code);
        }
        for (at, code) in codes.iter().enumerate() {
            let above =
                (TOP..code.len()).rev().filter(|len| (code.len() - len).is_multiple_of(2)).map(|len| &code[..len]);
            let mut above = above.peekable();
            let nearest = above.peek().map(|c| (*c).to_owned());
            let printed = above.find(|c| levelled.rows.contains_key(*c)).map(str::to_owned);
            match (levels, nearest, printed) {
                (_, None, _) | (Levels::Printed, _, None) => levelled.top.push(at),
                (Levels::Printed, _, Some(parent)) => levelled.children.entry(parent).or_default().push(at),
                (Levels::Complete, Some(parent), _) => {
                    if !levelled.rows.contains_key(&parent) {
                        levelled.unprinted.insert(parent.clone());
                    }
                    levelled.children.entry(parent).or_default().push(at);
                }
            }
        }
        Ok(levelled)
    }

    fn code_of(&self, cell: Cell, by: &By) -> Result<String, Absence> {
        let code = match by {
            By::Key => match self.accounts[cell.account as usize].account.node(cell.node).key {
                Key::Name(name) => Some(name.to_string()),
                _ => None,
            },
            By::Field(name) => self.text(&self.member(cell, name)).map(|t| t.to_string()),
        };
        let Some(code) = code else {
            let path = match by {
                By::Field(name) => self.path_below(cell, name),
                By::Key => self.path(cell),
            };
            return Err(Absence::unusable(vec![path], msg!("eval-hierarchy-no-code")));
        };
        let sound = code.bytes().all(|b| b.is_ascii_digit())
            && (TOP..=LOWEST).contains(&code.len())
            && !code.len().is_multiple_of(2);
        if sound {
            return Ok(code);
        }
        let reason = msg!("eval-hierarchy-bad-code", code);
        Err(Absence::unusable(vec![self.path(cell)], reason))
    }

    /// The columns that add up: amounts and counts that stand in some row, by their canonical names. The
    /// empty name is the row itself, where the rows are plain figures.
    fn columns(&self, cells: &[Cell], by: Option<&By>) -> Vec<Arc<str>> {
        let mut columns: Vec<Arc<str>> = Vec::new();
        for &cell in cells {
            let bound = &self.accounts[cell.account as usize];
            let Content::Record(fields) = self.content(cell) else {
                if !columns.iter().any(|c| c.is_empty()) {
                    columns.push(Arc::from(""));
                }
                continue;
            };
            for &field in fields {
                let Key::Name(key) = bound.account.node(field).key else { continue };
                let entry = bound.entry(field).map(|e| self.program.dictionary.entry(e));
                let name = entry.map(|e| e.name.as_str()).filter(|n| *n != "*").unwrap_or(key);
                let is_code = matches!(by, Some(By::Field(by)) if by == name || **by == *key);
                let words = entry.is_some_and(|e| e.content == Some(crate::pack::Content::Text));
                let Content::Number(printed) = bound.account.node(field).content else { continue };
                let kind = bound.facts(field, printed, &self.program.dictionary).kind;
                let adds_up = matches!(kind, Kind::Money | Kind::Count | Kind::Plain | Kind::Free);
                if adds_up && !is_code && !words && !columns.iter().any(|c| **c == *name) {
                    columns.push(Arc::from(name));
                }
            }
        }
        // Beside plain figures a record counts as its amount.
        if columns.iter().any(|c| c.is_empty()) {
            columns.retain(|c| &**c != "amount");
        }
        columns
    }

    fn column_label(&self, row: Cell, name: &str) -> Option<String> {
        let bound = &self.accounts[row.account as usize];
        let entry = self.program.dictionary.named_child(bound.entry(row.node)?, name)?;
        self.program.dictionary.entry(entry).label.clone()
    }

    /// Whether the group of a row is declared as a list after 其中.
    fn is_partial(&self, row: Cell) -> bool {
        let bound = &self.accounts[row.account as usize];
        let group = bound.account.node(row.node).parent.and_then(|group| bound.entry(group));
        group.is_some_and(|group| self.program.dictionary.entry(group).parts == Some(Parts::Partial))
    }
}

impl Levelled {
    /// Whether some row above a code is printed.
    #[expect(clippy::string_slice, reason = "a code is of ASCII digits, as `code_of` saw")]
    #[expect(clippy::arithmetic_side_effects, reason = "a range of lengths below the code's own")]
    fn has_above(&self, code: &str) -> bool {
        (TOP..code.len()).any(|len| (code.len() - len).is_multiple_of(2) && self.rows.contains_key(&code[..len]))
    }
}

fn not_applicable(reason: Text) -> Outcome {
    Absence { verdict: Verdict::NotApplicable, missing: false, paths: Vec::new(), reason }.outcome()
}
