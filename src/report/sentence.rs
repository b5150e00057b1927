//! What a finding says in words: amounts with their units, the difference and what explains it, remarks.

use crate::draw::{Style, clean};
use crate::figure::{Kind, MoneyUnit};
use crate::finding::{Adapted, Amount, Change, Comparison, Narrowed, Note, Range, Severity, Side, Verdict};
use crate::message::{Text, msg};
use crate::result::{Figure, Finding};

/// Most decimals of the end of a range; what follows is left out, visibly.
const RANGE_DECIMALS: usize = 4;
/// Most paths of missing figures in a line, and most characters of what is told in one.
const MAX_MISSING: usize = 6;
const MAX_TOLD: usize = 400;

/// The unit of money in the language of the report.
pub(super) fn money(unit: MoneyUnit) -> Text {
    match unit {
        MoneyUnit::Yuan => msg!("report-yuan"),
        MoneyUnit::WanYuan => msg!("report-wan-yuan"),
        MoneyUnit::YiYuan => msg!("report-yi-yuan"),
    }
}

/// What a pack or the user changes in a pack that is built on, and why.
pub(crate) fn adapted(adapted: &Adapted) -> Text {
    let subject = &adapted.subject;
    let change = match &adapted.change {
        Change::Severity(before, now) => {
            msg!("report-adapted-severity", subject, before = before.term(), now = now.term())
        }
        Change::Disabled => msg!("report-adapted-disabled", subject),
        Change::Parameter(before, now) => msg!("report-adapted-parameter", subject, before, now),
    };
    match adapted.reason.is_empty() {
        true => msg!("report-adapted-by-user", by = &adapted.by, change),
        false => msg!("report-adapted", by = &adapted.by, change, reason = &adapted.reason),
    }
}

/// What was asked for, and how many rules that leaves.
pub(super) fn narrowed(narrowed: &Narrowed) -> Text {
    let (select, ignore) = (Text::list(&narrowed.select), Text::list(&narrowed.ignore));
    let words = match (narrowed.select.is_empty(), narrowed.ignore.is_empty()) {
        (false, true) => msg!("report-selected", select),
        (true, _) => msg!("report-ignored", ignore),
        (false, false) => msg!("report-selected-ignored", select, ignore),
    };
    msg!("report-narrowed", words, rules = narrowed.rules, of = narrowed.of)
}

/// A number with the unit of an amount after it.
fn with_unit(number: &str, amount: &Amount, style: &Style) -> String {
    match (amount.kind, amount.unit) {
        (Kind::Money, Some(unit)) => format!("{number} {}", style.say(money(unit))),
        (Kind::Percent, _) => format!("{number}%"),
        _ => number.to_owned(),
    }
}

/// An amount for people.
pub(crate) fn amount(amount: &Amount, style: &Style) -> String {
    with_unit(&amount.short, amount, style)
}

/// A difference for people: that of two percentages is in percentage points.
pub(crate) fn gap(gap: &Amount, style: &Style) -> String {
    match gap.kind {
        Kind::Percent => style.say(msg!("report-percentage-points", number = &gap.short)),
        _ => amount(gap, style),
    }
}

/// `=` before a number that is told in full, else `≈`.
pub(crate) fn equals(amount: &Amount) -> &'static str {
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if bare(&amount.text) == bare(&amount.short) { "=" } else { "≈" }
}

/// Why an instance has its verdict, in one line: the rule's message, or what was compared or is missing.
pub(crate) fn reason(finding: &Finding, style: &Style) -> String {
    if let Some(message) = &finding.message {
        return clean(message, MAX_TOLD);
    }
    let compared = compared(finding, style).filter(|_| finding.verdict.is_judgement());
    compared.map_or_else(|| told(finding, style), |compared| clean(&compared, MAX_TOLD))
}

/// Why there is no judgement, or what was compared when all is well.
pub(super) fn told(finding: &Finding, style: &Style) -> String {
    if finding.verdict == Verdict::Holds {
        return clean(&compared(finding, style).unwrap_or_default(), MAX_TOLD);
    }
    let reason = finding.reason.as_ref().map(|reason| reason.get(style.lang)).filter(|reason| !reason.is_empty());
    let paths = Text::list(finding.missing.iter().take(MAX_MISSING));
    let count = finding.missing.len();
    let missing = if count > MAX_MISSING { msg!("report-more-missing", paths, count) } else { paths };
    let told = match (reason, finding.missing.is_empty()) {
        (reason, true) => reason.unwrap_or_default().to_owned(),
        (None, false) => style.say(missing),
        (Some(reason), false) => style.say(msg!("report-reason-and-missing", reason, missing)),
    };
    clean(&told, MAX_TOLD)
}

/// `1410.72 ≠ 1410.66，差额 0.06 万元`
pub(super) fn compared(finding: &Finding, style: &Style) -> Option<String> {
    let difference = finding.difference.as_ref();
    let value = |side: &Option<Side>| {
        let side = side.as_ref()?;
        let Some(value) = &side.value else { return Some(side.computation.clone()) };
        let same_unit = difference.is_none_or(|d| d.unit == value.unit);
        let shown = if same_unit { value } else { side.converted.as_ref().unwrap_or(value) };
        Some(shown.short.clone())
    };
    let (left, right) = (value(&finding.left)?, value(&finding.right)?);
    if finding.verdict == Verdict::Holds {
        return Some(format!("{left} {} {right}", finding.operator?.sign()));
    }
    let compared = format!("{left} {} {right}", opposite(finding.operator?));
    Some(match difference.map(|d| gap(d, style)) {
        Some(difference) => style.say(msg!("report-compared", compared, difference)),
        None => compared,
    })
}

/// What the printed numbers show when a comparison does not hold for them.
fn opposite(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal | Comparison::Approx => "≠",
        Comparison::NotEqual => "=",
        Comparison::Less => "≥",
        Comparison::LessEqual | Comparison::LessApprox => ">",
        Comparison::Greater => "≤",
        Comparison::GreaterEqual | Comparison::GreaterApprox => "<",
    }
}

/// The figures that alone are the left and the right side of the comparison.
pub(super) fn stated(finding: &Finding) -> [Option<&Figure>; 2] {
    let alone = |side: &Option<Side>, not: Option<&Figure>| {
        let side = side.as_ref()?;
        let printed = side.computation.trim_start_matches('“').trim_end_matches('”');
        let name = side.written.rsplit('.').next().unwrap_or_default();
        let same = || {
            finding
                .figures
                .iter()
                .filter(|f| f.text == printed && !printed.is_empty() && not.is_none_or(|n| !std::ptr::eq(n, *f)))
        };
        same().find(|f| f.path.ends_with(name)).or_else(|| same().next())
    };
    let left = alone(&finding.left, None);
    [left, alone(&finding.right, left)]
}

/// The figures, those that are a whole side first: they are what the finding is about.
pub(super) fn figures(finding: &Finding) -> Vec<&Figure> {
    let stated = stated(finding);
    let is_stated = |f: &Figure| stated.iter().flatten().any(|s| std::ptr::eq(*s, f));
    let (mut first, rest): (Vec<_>, Vec<_>) = finding.figures.iter().partition(|f| is_stated(f));
    first.extend(rest);
    first
}

/// A printed figure with its unit, which the text may hold already; words in quotation marks.
pub(super) fn printed(figure: &Figure, side: &Side, style: &Style) -> String {
    match &side.value {
        Some(value) if figure.text.ends_with(|c: char| c.is_ascii_digit()) => with_unit(&figure.text, value, style),
        Some(_) => figure.text.clone(),
        None => style.say(msg!("report-quoted", words = &figure.text)),
    }
}

/// One side of a comparison: where it comes from and its value. The value in another unit is added when
/// the difference is told in that one.
pub(super) fn side(side: &Side, figure: Option<&Figure>, difference: Option<&Amount>, style: &Style) -> (Text, String) {
    let converted = match (&side.converted, difference) {
        (Some(converted), Some(gap)) if side.value.as_ref().is_some_and(|v| v.unit != gap.unit) => {
            format!(" {} {}", equals(converted), amount(converted, style))
        }
        _ => String::new(),
    };
    if let Some(figure) = figure {
        let label = figure.label.as_deref().map(|l| format!("{l} ")).unwrap_or_default();
        return (msg!("report-key-printed"), format!("{label}{}{converted}", printed(figure, side, style)));
    }
    match &side.value {
        Some(value) if is_literal(&side.computation, value) => {
            (msg!("report-key-against"), format!("{}{converted}", amount(value, style)))
        }
        Some(value) => (
            msg!("report-key-computed"),
            format!("{} {} {}{converted}", side.computation, equals(value), amount(value, style)),
        ),
        None => (msg!("report-key-against"), side.computation.clone()),
    }
}

/// Whether a computation is nothing but its value: a number of the rule, perhaps with its unit.
pub(crate) fn is_literal(computation: &str, value: &Amount) -> bool {
    let number = computation.trim_end_matches(|c: char| !c.is_ascii_digit());
    number == value.text || number == value.short
}

/// 差额, and whether rounding explains it.
pub(super) fn difference(finding: &Finding, style: &Style) -> Option<String> {
    let gap_as_printed = finding.difference.as_ref()?;
    let difference = gap(gap_as_printed, style);
    let slack = finding.slack.as_ref().map(|s| gap(s, style));
    let explained = finding.explained_by_rounding;
    let text = match (finding.verdict, slack) {
        (Verdict::Rounding, Some(slack)) => msg!("report-within-slack", difference, slack),
        (Verdict::Rounding, None) => msg!("report-rounding", difference),
        (Verdict::Improbable, slack) => improbable(difference, slack, finding.z.as_deref()),
        (Verdict::Holds, _) => difference.into(),
        _ if is_strict(finding.operator) && is_zero(&gap_as_printed.text) => {
            msg!("report-equal-as-printed", difference)
        }
        (_, slack) if explained == Some(true) && !is_tolerant(finding.operator) => {
            let slack = slack.map(|slack| msg!("report-slack", slack)).unwrap_or_default();
            msg!("report-fails-as-printed", difference, slack)
        }
        (_, Some(allowed)) if finding.within => msg!("report-more-than-allowed", difference, allowed),
        (_, Some(slack)) if slack == difference => {
            msg!("report-at-slack", difference, slack, fault = at_fault(finding))
        }
        (_, Some(slack)) => msg!("report-over-slack", difference, slack, fault = at_fault(finding)),
        (_, None) => msg!("report-not-rounding", difference),
    };
    Some(style.say(text))
}

fn improbable(difference: String, slack: Option<String>, z: Option<&str>) -> Text {
    let within = slack.map(|slack| msg!("report-improbable-within", slack)).unwrap_or_default();
    let far = z.map(|z| msg!("report-improbable-far", z)).unwrap_or_default();
    msg!("report-improbable", difference, within, far)
}

/// What an equation that must hold proves when no true values satisfy it.
fn at_fault(finding: &Finding) -> Text {
    let equation = matches!(finding.operator, Some(Comparison::Approx | Comparison::Equal));
    let count = finding.figures.len();
    if !equation || finding.explained_by_rounding != Some(false) || finding.severity != Severity::Error || count < 2 {
        return Text::default();
    }
    msg!("report-at-fault", count)
}

fn is_tolerant(comparison: Option<Comparison>) -> bool {
    matches!(comparison, Some(Comparison::Approx | Comparison::LessApprox | Comparison::GreaterApprox))
}

fn is_strict(comparison: Option<Comparison>) -> bool {
    matches!(comparison, Some(Comparison::NotEqual | Comparison::Less | Comparison::Greater))
}

fn is_zero(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// 可能区间 of the sides that are percentages.
pub(super) fn ranges(finding: &Finding, style: &Style) -> Vec<String> {
    ranges_of(finding, style, |value| value.kind == Kind::Percent)
}

/// 可能区间 of the sides whose value is wanted, each said to be a printed or a computed one.
pub(super) fn ranges_of(finding: &Finding, style: &Style, wanted: impl Fn(&Amount) -> bool) -> Vec<String> {
    let sides = [&finding.left, &finding.right];
    let shown = sides.into_iter().zip(stated(finding)).filter_map(|(side, figure)| {
        let side = side.as_ref().filter(|side| side.value.as_ref().is_some_and(&wanted))?;
        let range = side_range(side, style)?;
        Some(style.say(match figure {
            Some(_) => msg!("report-range-printed", range),
            None => msg!("report-range-computed", range),
        }))
    });
    shown.collect()
}

/// 可能区间 of one side, with its unit; none when it is one value.
pub(super) fn side_range(side: &Side, style: &Style) -> Option<String> {
    let range = side.range.as_ref().filter(|r| r.low != r.high)?;
    let value = side.value.as_ref()?;
    let unit = match (value.kind, value.unit) {
        (Kind::Money, Some(unit)) => format!(" {}", style.say(money(unit))),
        _ => value.suffix().to_owned(),
    };
    Some(style.say(range_text(range, &unit)))
}

#[expect(clippy::string_slice, reason = "the text is ASCII, and its decimals are more than those kept")]
fn range_text(range: &Range, unit: &str) -> Text {
    let end = |text: &str| match text.split_once('.') {
        Some((whole, decimals)) if decimals.len() > RANGE_DECIMALS && text.is_ascii() => {
            format!("{whole}.{}…{unit}", &decimals[..RANGE_DECIMALS])
        }
        _ => format!("{text}{unit}"),
    };
    match (&range.low, &range.high) {
        (None, None) => msg!("report-range-any"),
        (Some(low), None) => msg!("report-range-above", low = end(low)),
        (None, Some(high)) => msg!("report-range-below", high = end(high)),
        (Some(low), Some(high)) => {
            let excluded = match (range.low_included, range.high_included) {
                (true, true) => Text::default(),
                (true, false) => msg!("report-upper-excluded"),
                (false, true) => msg!("report-lower-excluded"),
                (false, false) => msg!("report-both-excluded"),
            };
            msg!("report-range", low = end(low), high = end(high), excluded)
        }
    }
}

/// 备注: what the notes of the evidence mean, and blank cells that were taken for zero.
pub(super) fn remarks(finding: &Finding, style: &Style) -> Vec<String> {
    let meaning = |note: &Note| match note {
        Note::Truncated => msg!("report-truncated"),
        Note::Plugged => msg!("report-plugged"),
        Note::BaseNearZero => msg!("report-base-near-zero"),
        Note::Bound => msg!("report-bound"),
    };
    let mut texts: Vec<Text> = finding.notes.iter().map(meaning).collect();
    let blank: Vec<&str> =
        finding.figures.iter().filter(|f| f.extent.line.is_none() && f.text.is_empty()).map(name).collect();
    if !blank.is_empty() {
        texts.push(msg!("report-blank-cells", names = Text::list(blank)));
    }
    texts.into_iter().map(|text| style.say(text)).collect()
}

/// What a figure is called: its Chinese name, else its path.
pub(super) fn name(figure: &Figure) -> &str {
    figure.label.as_deref().unwrap_or(&figure.path)
}
