//! What a report must say beside the verdict: difference, slack, deviations, range, figures.

use gouji::{Amount, Evidence, Kind, MoneyUnit, Side, Verdict};
use num_traits::Signed;

use super::account::{Account, State};
use super::judge::Detail;
use super::number::{End, Interval, Q, parse, ten_to, whole};

/// What is wrong with the evidence of a comparison, by what the oracle knows of it.
pub(super) fn faults(account: &Account, verdict: Verdict, evidence: &Evidence, detail: &Detail) -> Vec<String> {
    let mut faults = Vec::new();
    let paths = |of: &mut dyn Iterator<Item = &usize>| -> Vec<String> {
        of.map(|at| account.figures[*at].path.clone()).collect()
    };
    let state = match verdict {
        Verdict::Undetermined => State::Missing,
        Verdict::NotApplicable => State::Withheld,
        _ => State::Number,
    };
    if state != State::Number {
        for path in paths(&mut detail.figures.iter().filter(|at| account.figures[**at].state == state)) {
            if !evidence.missing.iter().any(|m| *m == path || *m == format!("{path}.amount")) {
                faults.push(format!("{path} is not among the missing {:?}", evidence.missing));
            }
        }
    }
    let Some(difference) = &detail.difference else { return faults };
    if verdict == Verdict::Holds || detail.figures.is_empty() {
        return faults;
    }
    for path in paths(&mut detail.figures.iter()) {
        if !evidence.figures.iter().any(|f| f.path == path || f.path == format!("{path}.amount")) {
            faults.push(format!("{path} is not among the figures"));
        }
    }
    let mut same = |name: &str, got: Option<&Amount>, wanted: &Q| match got.map(amount) {
        Some((value, unit)) if is_near(&value, wanted, &unit) => {}
        other => faults.push(format!("{name}: {other:?}, wanted {wanted}")),
    };
    same("difference", evidence.difference.as_ref(), &difference.abs());
    if let Some(slack) = &detail.slack {
        same("slack", evidence.slack.as_ref(), slack);
    }
    if verdict == Verdict::Violated && detail.explained.is_some() && evidence.explained_by_rounding != detail.explained
    {
        faults.push(format!("explained {:?}, wanted {:?}", evidence.explained_by_rounding, detail.explained));
    }
    if let Some(wanted) = &detail.z_squared {
        match &evidence.z {
            Some(text) if is_root(text, wanted) => {}
            other => faults.push(format!("z {other:?}, wanted the root of {wanted}")),
        }
    }
    if let (Some(wanted), Some(side)) = (&detail.left, &evidence.left) {
        faults.extend(range_fault(side, wanted));
    }
    faults
}

/// The value in 元, points or plain, and one unit of it.
fn amount(amount: &Amount) -> (Q, Q) {
    let unit = unit(amount);
    (parse(&amount.text) * &unit, unit)
}

fn unit(amount: &Amount) -> Q {
    match (amount.kind, amount.unit) {
        (Kind::Money, Some(MoneyUnit::WanYuan)) => ten_to(4),
        (Kind::Money, Some(MoneyUnit::YiYuan)) => ten_to(8),
        _ => whole(1),
    }
}

/// Equal to ten decimals, and exactly if the wanted number has no more.
fn is_near(got: &Q, wanted: &Q, unit: &Q) -> bool {
    let in_unit = wanted / unit;
    let exact = (&in_unit * ten_to(10)).is_integer();
    if exact { got == wanted } else { (got / unit - in_unit).abs() <= ten_to(-10) / whole(2) }
}

/// Whether the text is the root of a number to the digits that it has.
fn is_root(text: &str, square: &Q) -> bool {
    let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
    let last = ten_to(-i32::try_from(decimals).expect("few"));
    let root = parse(text);
    let low = &root - &last;
    (low.is_negative() || &low * &low <= *square) && *square <= (&root + &last) * (&root + &last)
}

fn range_fault(side: &Side, wanted: &Interval) -> Option<String> {
    let (Some(range), Some(value)) = (&side.range, &side.value) else {
        return Some("no range of the left side".to_owned());
    };
    let unit = unit(value);
    let same = |text: &Option<String>, included: bool, wanted: &End| {
        let near = text.as_ref().is_some_and(|text| is_near(&(parse(text) * &unit), &wanted.at, &unit));
        near && included == wanted.included
    };
    let right =
        same(&range.low, range.low_included, &wanted.low) && same(&range.high, range.high_included, &wanted.high);
    // A sound bound that is one point need not be called exact.
    (!right || (!range.exact && !wanted.is_point())).then(|| format!("range {range:?}, wanted {wanted:?}"))
}
