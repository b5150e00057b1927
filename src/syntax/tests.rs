//! Where statements end, and what becomes of strings, names and precedence.

use super::ast::{ExprKind, Item, StatementKind, StepKind};
use super::{parse_expression, parse_module};
use crate::finding::Comparison;
use crate::source::SourceId;

fn items(text: &str) -> Vec<Item> {
    let (module, problems) = parse_module(SourceId(0), text);
    assert!(problems.is_empty(), "{text}: {problems:#?}");
    module.items
}

fn codes(text: &str) -> Vec<(&'static str, u32)> {
    let (_, problems) = parse_module(SourceId(0), text);
    problems.iter().map(|p| (p.code, p.labels[0].span.start)).collect()
}

fn expression(text: &str) -> ExprKind {
    parse_expression(SourceId(0), text).unwrap().kind
}

#[test]
fn a_statement_ends_with_its_line() {
    assert_eq!(items("a == b\nc == d\n").len(), 2);
    assert_eq!(items("a == b; c == d；e == f").len(), 3);
    assert_eq!(items("# nothing\n\n").len(), 0);
}

#[test]
fn a_statement_goes_on_inside_brackets_after_operators_and_before_comparisons() {
    for text in [
        "a == sum(\n  b,\n  c\n)",
        "a ==\n  b",
        "a == b +\n  c",
        "a\n  == b",
        "a == b\n  and c == d",
        "a == b\n  # said between\n  or c == d",
        "a == b\n  并且 c == d",
        "a == b +\n  # said between\n\n  c",
        "a == b and # said between\r\n  # and again\r\n c == d",
        "a ≈ b\n  within 0.5",
        "a == b\n  implies c == d",
        "all x in list:\n  x > 0",
    ] {
        assert_eq!(items(text).len(), 1, "{text}");
    }
}

#[test]
fn a_selector_at_the_end_of_a_line_is_no_operator() {
    let rule = "rule R {\n  for x in a.*\n  when x > 0\n  for y in b.**\n  assert x == y\n}";
    let Some(Item::Rule(rule)) = items(rule).pop() else { panic!("a rule") };
    assert_eq!(rule.statements.len(), 4);
}

#[test]
fn a_word_beside_a_dot_is_a_name_at_the_end_of_a_line_too() {
    assert_eq!(items("a == b.in\nc == d.or\nand.x == e").len(), 3);
    assert_eq!(items("a == b\n  and c.in == d in\n  e").len(), 1);
}

#[test]
fn chinese_words_go_on_like_their_english_twins() {
    assert_eq!(items("甲 为\n  数字").len(), 1);
    assert_eq!(items("甲 is\n  number").len(), 1);
}

#[test]
fn any_line_end_ends_a_statement() {
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(items(&format!("a == b # c{end}d == e{end}f +{end} g == h")).len(), 3, "{end:?}");
    }
}

#[test]
fn trees_that_say_the_same_are_equal_wherever_it_was_said() {
    assert_eq!(items("a == b and (c)"), items("  a\n = b 并且 c"));
    assert_ne!(items("a == b"), items("a ≈ b"));
    assert_ne!(items("a == b.c"), items("a == b.\"c d\""));
    assert_ne!(items("rule R { assert a == 1 }"), items("rule R { assert a == 1.0 }"));
}

#[test]
fn chinese_quotation_marks_nest() {
    let rule = "rule R “关于“三公”经费” {\n  assert a == \"b\"\n}";
    let Some(Item::Rule(rule)) = items(rule).pop() else { panic!("a rule") };
    assert_eq!(rule.title.unwrap().value, "关于“三公”经费");
}

#[test]
fn a_word_of_the_language_inside_a_longer_name_is_a_name() {
    let ExprKind::Compare { rest, .. } = expression("或有负债 == 当年收入 + 设备购置费") else {
        panic!("a comparison")
    };
    assert!(matches!(rest[0].1.kind, ExprKind::Sum(_)));
    assert!(matches!(expression("甲 且 乙"), ExprKind::And(_)));
}

#[test]
fn after_a_dot_every_word_is_a_name() {
    let ExprKind::Path(path) = expression("a.rows.items.prior.year.and.in.true") else { panic!("a path") };
    assert_eq!(path.steps.len(), 7);
    let ExprKind::Path(path) = expression("tables.t1.expenditure.\"208\"") else { panic!("a path") };
    assert!(matches!(&path.steps[2].kind, StepKind::Name(name) if name.as_str() == "208"));
    assert!(matches!(expression("tables.t1.expenditure.208 + 1"), ExprKind::Sum(_)));
}

#[test]
fn precedence() {
    // `not` over comparison, `and` over `or`, `implies` loosest, `??` tightest.
    assert!(matches!(expression("not a == b and c == d"), ExprKind::And(_)));
    assert!(matches!(expression("a == b and c == d or e == f"), ExprKind::Or(_)));
    assert!(matches!(expression("a == b or c == d implies e == f"), ExprKind::Implies(..)));
    let ExprKind::Sum(terms) = expression("a - b * c ?? 0") else { panic!("a sum") };
    let ExprKind::Product(_, factors) = &terms[1].1.kind else { panic!("a product") };
    assert!(matches!(factors[0].1.kind, ExprKind::Coalesce(_)));
    assert!(matches!(expression("-a + b is present"), ExprKind::Is { .. }));
    let ExprKind::Compare { rest, within, .. } = expression("a ≈ b ≈ c") else { panic!("a chain") };
    assert_eq!((rest.len(), within.is_none()), (2, true));
    let ExprKind::And(parts) = expression("a ≈ b within 0.5 and c = d") else { panic!("an and") };
    assert!(matches!(&parts[0].kind, ExprKind::Compare { within: Some(_), .. }));
    assert!(matches!(&parts[1].kind, ExprKind::Compare { rest, .. } if rest[0].0 == Comparison::Equal));
}

#[test]
fn a_tolerance_goes_with_approximate_equality_alone_and_is_never_passed_over() {
    for text in
        ["a within 1", "a == b within 1", "a in b within 1 and c == d", "a ≈ b within 1 within 2", "not a within 1"]
    {
        let found: Vec<&str> = codes(text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, ["syntax::within"], "{text}");
    }
}

#[test]
fn every_mistake_of_a_file_is_reported_and_none_hides_the_next_rule() {
    let text = "a == \nrule R {\n  asert x == y\n  severity\n  assert p ≈ (q\n  assert s ≈ t\n}\nb = = c\n";
    let found: Vec<&str> = codes(text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        found,
        ["syntax::expected", "syntax::unknown_statement", "syntax::expected", "syntax::unclosed", "syntax::operator"]
    );
}

#[test]
fn limits_hold() {
    let deep = format!("{}1{} == 1", "(".repeat(100_000), ")".repeat(100_000));
    let minus = format!("{}1 == 1", "-".repeat(100_000));
    let terms = format!("a{} == 1", " + a".repeat(100_000));
    let nots = format!("{} a == 1", "not ".repeat(100_000));
    let calls = format!("{}1 == 1", "abs(".repeat(100_000));
    for text in [deep, minus, terms, nots, calls] {
        let found = codes(&text);
        assert_eq!(found.first().map(|f| f.0), Some("syntax::limit"), "{}", &text[..20]);
    }
}

#[test]
fn a_message_holds_expressions() {
    let rule = "rule R {\n  assert a == b\n  message \"{a} 与 {sum(b.*)}，{{原样}}\"\n}";
    let Some(Item::Rule(rule)) = items(rule).pop() else { panic!("a rule") };
    let StatementKind::Message(parts) = &rule.statements[1].kind else { panic!("a message") };
    assert_eq!(parts.len(), 4);
}
