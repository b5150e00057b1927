//! What a report must say, by what the reference says of the same rule.

use gouji::{Amount, Evidence, Instance, Kind, MoneyUnit, Side};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use serde_json::Value;

type Q = BigRational;

/// Compares the instances of a rule; what was compared, or what differs.
pub(super) fn rule(wanted: &Value, found: &[&Instance]) -> Result<Vec<String>, Vec<String>> {
    let Some(wanted) = wanted[0].as_array() else { return Ok(vec!["open".to_owned()]) };
    let of = |found: &[&Instance]| {
        found.iter().map(|i| format!("{} {} {:?}", i.assertion, i.place(), i.verdict)).collect::<Vec<_>>()
    };
    let lines = |wanted: &[Value]| {
        wanted.iter().map(|w| format!("{} {} {}", w["assertion"], text(&w["at"]), w["verdicts"])).collect::<Vec<_>>()
    };
    if found.len() != wanted.len() {
        return Err(vec![format!("{:?}, wanted {:?}", of(found), lines(wanted))]);
    }
    let (mut faults, mut notions) = (Vec::new(), Vec::new());
    for (found, wanted) in found.iter().zip(wanted) {
        let before = faults.len();
        instance(found, wanted, &mut faults, &mut notions);
        if faults.len() > before {
            faults.push(format!("  in {} {} {:?}, wanted {wanted}", found.assertion, found.place(), found.verdict));
        }
    }
    if faults.is_empty() { Ok(notions) } else { Err(faults) }
}

/// A rule that is refused before any account is read must be one that the reference cannot judge either.
pub(super) fn refused(text: &str, wanted: &Value, codes: &[String]) -> Result<Vec<String>, Vec<String>> {
    if let Some(code) = codes.iter().find(|c| !c.starts_with("check::") && *c != "rule::unknown_figure") {
        return Err(vec![format!("refused with {code}")]);
    }
    let Some(wanted) = wanted[0].as_array() else { return Ok(Vec::new()) };
    // A part that cannot be judged may stand beside one that decides, or in a condition; a comparison alone may not.
    let decided = !text.contains("when ") && wanted.iter().any(|w| !w["left"].is_null());
    if decided {
        Err(vec![format!("refused with {codes:?}, wanted {wanted:?}")])
    } else {
        Ok(vec!["refused".to_owned()])
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn instance(found: &Instance, wanted: &Value, faults: &mut Vec<String>, notions: &mut Vec<String>) {
    let verdicts = texts(&wanted["verdicts"]);
    notions.push(format!("verdict {}", found.verdict.name()));
    if verdicts.len() > 1 {
        notions.push("several readings".to_owned());
    }
    if Some(found.assertion as u64) != wanted["assertion"].as_u64() && found.assertion != 0 {
        faults.push(format!("assertion {}", found.assertion));
    }
    if !["?", found.place()].contains(&text(&wanted["at"])) {
        faults.push(format!("at {}", found.place()));
    }
    if !verdicts.contains(&found.verdict.name()) {
        faults.push(format!("{:?}", found.verdict));
        return;
    }
    for path in texts(&wanted["missing"]) {
        if verdicts.len() == 1 && !found.evidence.missing.iter().any(|m| m == path || *m == format!("{path}.amount")) {
            faults.push(format!("{path} is not among the missing {:?}", found.evidence.missing));
        }
    }
    if !wanted["left"].is_null() {
        evidence(found, &found.evidence, wanted, faults, notions);
    }
}

fn evidence(
    found: &Instance,
    evidence: &Evidence,
    wanted: &Value,
    faults: &mut Vec<String>,
    notions: &mut Vec<String>,
) {
    let notes: Vec<&str> = evidence.notes.iter().map(|n| n.name()).collect();
    let (due, possible) = (texts(&wanted["notes"]), texts(&wanted["maybe"]));
    if due.iter().any(|n| !notes.contains(n)) || notes.iter().any(|n| !due.contains(n) && !possible.contains(n)) {
        faults.push(format!("notes {notes:?}"));
    }
    due.iter().for_each(|note| notions.push(format!("note {note}")));
    for (name, side, wanted) in
        [("left", &evidence.left, &wanted["left"]), ("right", &evidence.right, &wanted["right"])]
    {
        match side {
            Some(side) => faults.extend(side_faults(name, side, wanted, notions)),
            None => faults.push(format!("no {name} side")),
        }
    }
    let mut same = |name: &str, got: Option<&Amount>, wanted: &Value| {
        let Some(wanted) = fraction(wanted) else { return };
        match got {
            Some(got) if is_near(&parse(&got.text), &(&wanted / unit(got))) => notions.push(name.to_owned()),
            _ => faults.push(format!("{name} {:?}", got.map(|got| (&got.text, got.unit)))),
        }
    };
    same("difference", evidence.difference.as_ref(), &wanted["difference"]);
    if found.verdict != gouji::Verdict::Holds {
        same("slack", evidence.slack.as_ref(), &wanted["slack"]);
        if let (Some(z), Some(squared)) = (&evidence.z, fraction(&wanted["z_squared"])) {
            notions.push("z".to_owned());
            if !is_root(z, &squared) {
                faults.push(format!("z {z}"));
            }
        }
    }
}

/// Value and both ends; a range that is promised to be exact must be the same, any other at least as wide as it.
fn side_faults(name: &str, side: &Side, wanted: &Value, notions: &mut Vec<String>) -> Option<String> {
    let (Some(value), Some(range)) = (&side.value, &side.range) else {
        return Some(format!("no range of the {name} side"));
    };
    let unit = unit(value);
    let near =
        |got: &str, wanted: &Value| fraction(wanted).is_some_and(|wanted| is_near(&parse(got), &(wanted / &unit)));
    if !near(&value.text, &wanted["value"]) {
        return Some(format!("{name} value {} {:?}", value.text, value.unit));
    }
    if wanted["exact"] != Value::Bool(true) {
        return None;
    }
    notions.push("exact range".to_owned());
    let end = |got: &Option<String>, included: bool, wanted: &Value, wanted_included: &Value| match got {
        Some(got) => near(got, wanted) && *wanted_included == Value::Bool(included),
        None => wanted.is_null(),
    };
    let right = end(&range.low, range.low_included, &wanted["low"], &wanted["low_included"])
        && end(&range.high, range.high_included, &wanted["high"], &wanted["high_included"]);
    let point = range.low == range.high;
    (!right || !range.exact && !point).then(|| format!("{name} {range:?}"))
}

fn unit(amount: &Amount) -> Q {
    let factor: i64 = match (amount.kind, amount.unit) {
        (Kind::Money, Some(MoneyUnit::WanYuan)) => 10_000,
        (Kind::Money, Some(MoneyUnit::YiYuan)) => 100_000_000,
        _ => 1,
    };
    Q::from_integer(factor.into())
}

fn ten_to(exponent: i32) -> Q {
    Q::from_integer(10.into()).pow(exponent)
}

/// The value of decimal text.
fn parse(text: &str) -> Q {
    let (digits, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (format!("{whole}{decimals}"), decimals.len()),
        None => (text.to_owned(), 0),
    };
    let number: BigInt = digits.parse().expect("decimal digits");
    Q::from_integer(number) / ten_to(i32::try_from(decimals).expect("few decimals"))
}

/// `3/4` as the reference writes it.
fn fraction(value: &Value) -> Option<Q> {
    value.as_str().map(|text| text.parse().expect("a fraction"))
}

/// Equal to ten decimals, and exactly if the wanted number has no more.
fn is_near(got: &Q, wanted: &Q) -> bool {
    let exact = (wanted * ten_to(10)).is_integer();
    if exact { got == wanted } else { (got - wanted).abs() <= ten_to(-10) / Q::from_integer(2.into()) }
}

/// Whether the text is the root of a number to the digits that it has.
fn is_root(text: &str, square: &Q) -> bool {
    let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
    let last = ten_to(-i32::try_from(decimals).expect("few"));
    let root = parse(text).abs();
    let low = (&root - &last).max(Q::zero());
    &low * &low <= *square && *square <= (&root + &last) * (&root + &last)
}
