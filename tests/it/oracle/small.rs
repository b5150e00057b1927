//! Small cases that random rules led to, each named for what it shows.

use gouji::{Instance, Note, Verdict};

use super::report;

const FIGURES: &str = "unit: 万元\nx1: 10.0\nx2: 1.0\nx3: 12.0\ne: {}\nx4: {amount: null, note: x}\n";

/// The outcome of one rule on the figures, under a mode.
fn judged(mode: &str, rule: &str) -> Instance {
    let report = report(rule, &format!("{FIGURES}rounding: {{mode: {mode}}}\n"));
    let instances: Vec<&Instance> = report.instances().collect();
    assert_eq!(instances.len(), 1, "{rule}");
    instances[0].clone()
}

#[test]
fn three_standard_deviations_are_not_more_than_three() {
    let found = judged("nearest", "x3 ≈ x1 + x2 + 1.15");
    assert_eq!((found.verdict, found.evidence.z.as_deref()), (Verdict::Rounding, Some("3.0")));
    assert_eq!(judged("nearest", "x3 ≈ x1 + x2 + 1.151").verdict, Verdict::Violated);
}

#[test]
fn a_figure_reaches_its_lower_end_and_not_its_upper_one() {
    for (rule, wanted) in [
        ("x1 ≲ 9.95", Verdict::Rounding),
        ("x1 ≲ 9.949", Verdict::Violated),
        ("x1 ≳ 10.05", Verdict::Violated),
        ("x1 ≳ 10.049", Verdict::Rounding),
        ("x1 ≈ 9.95", Verdict::Holds),
        ("x1 ≈ 10.05", Verdict::Violated),
    ] {
        assert_eq!(judged("half_up", rule).verdict, wanted, "{rule}");
    }
    for (rule, wanted) in [("x1 < 9.95", false), ("x1 ≤ 9.95", true), ("x1 > 10.05", false), ("x1 ≥ 10.05", false)]
    {
        let found = judged("half_up", rule);
        assert_eq!((found.verdict, found.evidence.explained_by_rounding), (Verdict::Violated, Some(wanted)), "{rule}");
    }
}

#[test]
fn sums_within_a_sum_share_one_residue() {
    // Two or three lines, each ± 0.05, and as much again for the residue of 舍位平衡.
    for (rule, wanted) in [
        ("(x1 + x2) + x3 ≈ 23.01", "0.3"),
        ("sum(x1, x2) + x3 ≈ 23.01", "0.3"),
        ("sum(x1, x2 + x3) ≈ 23.01", "0.3"),
        ("sum(x1, sum(x2, x3)) ≈ 23.01", "0.3"),
        ("sum(x1 - x2) ≈ 9.01", "0.2"),
    ] {
        let slack = judged("plug", rule).evidence.into_evidence().slack.map(|slack| slack.text);
        assert_eq!(slack.as_deref(), Some(wanted), "{rule}");
    }
}

#[test]
fn rounding_that_could_meet_a_tolerance_is_not_denied() {
    // 9.95 and 1.049 differ by less than 8.95.
    let found = judged("half_up", "x1 ≈ x2 within 8.95");
    assert_eq!(found.verdict, Verdict::Violated);
    assert_ne!(found.evidence.explained_by_rounding, Some(false));
}

#[test]
fn an_explanation_by_bounds_alone_is_called_one() {
    // No x1 is above itself, and no x1 / x2 is an x3 / x2; seeing that is not promised, saying so is.
    for rule in ["x1 > min(x1, x3)", "x1 / x2 == x3 / x2"] {
        let evidence = judged("half_up", rule).evidence.into_evidence();
        let denied = evidence.explained_by_rounding == Some(false);
        assert!(denied || evidence.notes.contains(&Note::Bound), "{rule}: {:?}", evidence.notes);
    }
}

#[test]
fn what_is_missing_gives_way() {
    // A record that has an amount is that amount, also when it is missing; over nothing a sum is missing.
    for rule in ["x4 ?? x1 == 10", "x4.amount ?? x1 == 10", "sum(e.*) ?? x1 == 10", "max(e.*) ?? x1 == 10"] {
        assert_eq!(judged("half_up", rule).verdict, Verdict::Holds, "{rule}");
    }
}

#[test]
fn a_figure_that_no_record_has_is_missing_by_its_own_name() {
    let found = judged("half_up", "x9 == 1");
    assert_eq!((found.verdict, found.evidence.into_evidence().missing), (Verdict::Undetermined, vec!["x9".to_owned()]));
}
