//! Every path of every rule of the packs, misspelt one segment at a time: each slip is an error before any
//! account is read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::HashSet;

use super::reading::Reader;
use crate::limits::Limits;
use crate::pack::{self, Dictionary, RuleFile, Store};
use crate::source::{SourceMap, Span};
use crate::syntax::{
    self,
    ast::{Expr, ExprKind, Item, MessagePart, Path, Rule, StatementKind, StepKind},
};

/// The places of all names in the paths of a rule.
#[derive(Default)]
struct Names(Vec<Span>);

impl Names {
    fn rule(&mut self, rule: &Rule) {
        for statement in &rule.statements {
            match &statement.kind {
                StatementKind::On { path, filter } => {
                    self.path(path);
                    filter.iter().for_each(|f| self.expr(f));
                }
                StatementKind::Same(places) => places.iter().for_each(|place| self.expr(place)),
                StatementKind::Hierarchy(hierarchy) => {
                    self.expr(&hierarchy.source);
                    let field = hierarchy.by.iter().filter(|by| !matches!(by.value.as_str(), "key" | "键名"));
                    self.0.extend(field.map(|by| by.span));
                    hierarchy.to.iter().for_each(|to| self.expr(to));
                }
                StatementKind::For { source, filter, .. } => {
                    self.expr(source);
                    filter.iter().for_each(|f| self.expr(f));
                }
                StatementKind::When(expr) | StatementKind::Assert(expr) | StatementKind::Let { value: expr, .. } => {
                    self.expr(expr)
                }
                StatementKind::Message(parts) => parts.iter().for_each(|part| {
                    if let MessagePart::Value(expr) = part {
                        self.expr(expr);
                    }
                }),
                _ => {}
            }
        }
    }

    fn path(&mut self, path: &Path) {
        self.0.push(path.first.span);
        for step in &path.steps {
            match &step.kind {
                StepKind::Name(_) => self.0.push(step.span),
                StepKind::Group(group) => self.0.extend(group.iter().flatten().map(|name| name.span)),
                StepKind::Filter(predicate) => self.expr(predicate),
                StepKind::Star | StepKind::All | StepKind::Deep | StepKind::Index(_) => {}
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path),
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Boolean(_) => {}
            ExprKind::List(parts)
            | ExprKind::Coalesce(parts)
            | ExprKind::And(parts)
            | ExprKind::Or(parts)
            | ExprKind::Call { arguments: parts, .. } => parts.iter().for_each(|p| self.expr(p)),
            ExprKind::Sum(terms) => terms.iter().for_each(|(_, p)| self.expr(p)),
            ExprKind::Product(first, rest) => {
                self.expr(first);
                rest.iter().for_each(|(_, p)| self.expr(p));
            }
            ExprKind::Compare { first, rest, within } => {
                self.expr(first);
                rest.iter().for_each(|(_, p)| self.expr(p));
                within.iter().for_each(|p| self.expr(p));
            }
            ExprKind::Negative(inner) | ExprKind::Not(inner) | ExprKind::Is { operand: inner, .. } => self.expr(inner),
            ExprKind::In(a, b) | ExprKind::Matches(a, b) | ExprKind::Implies(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::Quantified { source, filter, body, .. } => {
                self.expr(source);
                filter.iter().for_each(|f| self.expr(f));
                self.expr(body);
            }
        }
    }
}

/// Every name and alias that the dictionary knows.
fn declared(dictionary: &Dictionary) -> HashSet<&str> {
    dictionary.iter().flat_map(|(_, e)| e.aliases().iter().map(String::as_str).chain([e.name.as_str()])).collect()
}

/// Slips of a name that are no other name: a letter too many, a letter too few.
fn slips(written: &str, declared: &HashSet<&str>) -> Vec<String> {
    let name = written.trim_matches('"');
    let more = format!("{name}x");
    let mut letters: Vec<char> = name.chars().collect();
    letters.remove(letters.len() / 2);
    let fewer: String = letters.into_iter().collect();
    let quoted = |slip: String| if written.starts_with('"') { format!("\"{slip}\"") } else { slip };
    let is_name = |slip: &String| !slip.is_empty() && !declared.contains(slip.as_str());
    [more, fewer].into_iter().filter(is_name).map(quoted).collect()
}

#[test]
fn every_misspelt_path_is_an_error() {
    let mut sources = SourceMap::default();
    let resolved = Store::embedded().resolve("sichuan", &mut sources).unwrap();
    let (dictionary, keys) = (&resolved.dictionary, HashSet::new());
    let parameters = pack::adapt(&resolved.packs, &[], &sources).unwrap().parameters;
    let declared = declared(dictionary);
    let reader = Reader { dictionary, parameters: &parameters, keys: &keys, most_terms: Limits::default().rule_terms };
    let errors = |text: &str, pack: &str| {
        let mut sources = SourceMap::default();
        let source = sources.add("rule.gj", text);
        reader.read(&sources, RuleFile::loose(source), Some(pack.to_owned())).errors
    };
    let (mut tried, mut missed) = (0, Vec::new());
    for pack in &resolved.packs {
        for &module in &pack.modules {
            let file = sources.get(module.source).clone();
            let (parsed, problems) = syntax::parse_module(module.source, &file.text);
            assert!(problems.is_empty(), "{}", file.name);
            let definitions = parsed.items.iter().filter(|item| matches!(item, Item::Definition(_))).count();
            assert_eq!(definitions, 0, "{}: a rule is read by itself here", file.name);
            for item in &parsed.items {
                let Item::Rule(rule) = item else { panic!("{}: a pack has rules alone", file.name) };
                let text = sources.slice(rule.span).to_owned();
                assert!(errors(&text, &pack.manifest.name).is_empty(), "{}", rule.id.value);
                let mut names = Names::default();
                names.rule(rule);
                for span in names.0 {
                    let at = (span.start - rule.span.start) as usize..(span.end - rule.span.start) as usize;
                    for slip in slips(&text[at.clone()], &declared) {
                        let mut changed = text.clone();
                        changed.replace_range(at.clone(), &slip);
                        tried += 1;
                        if errors(&changed, &pack.manifest.name).is_empty() {
                            missed.push(format!("{}: `{}` as `{slip}`", rule.id.value, &text[at.clone()]));
                        }
                    }
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried} slips pass:\n{}", missed.len(), missed.join("\n"));
    assert!(tried > 5000, "only {tried} slips were tried");
}
