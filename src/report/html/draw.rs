//! Drawings as rows of bars: addends against a total, a printed share against the computed one, and the ranges of
//! true values that do not meet. Everything is placed in whole numbers; what is written is the printed text.

use serde::Serialize;

use crate::draw::{Style, cells, clean};
use crate::figure::{Kind, Reading, read_printed};
use crate::finding::{Amount, Range, Side, Term, Verdict};
use crate::message::msg;
use crate::report::sentence;
use crate::result::{Figure, Finding};

/// Decimal places of the grid on which bars are placed.
const PLACES: u32 = 10;
/// Thousandths of a percent of the width: all of it, the narrowest bar.
const WIDTH: i128 = 100_000;
const NARROWEST: i128 = 400;
/// Most addends that are drawn, and most cells of a name beside a bar.
const MOST_ADDENDS: usize = 24;
const MOST_CELLS: usize = 20;
/// Height of a row with its name beside or above the bar, in pixels.
const BESIDE: usize = 22;
const ABOVE: usize = 40;

/// A drawing.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    /// Its title.
    title: String,
    /// The same in words.
    words: String,
    /// In pixels; the width is that of the page.
    height: usize,
    /// Whether names stand above the bars, which then take the whole width.
    above: bool,
    bars: Vec<Bar>,
}

/// A bar and what is written at it.
#[derive(Debug, Serialize)]
struct Bar {
    name: String,
    text: String,
    /// What it stands for: `addend`, `less`, `computed`, `stated`.
    role: &'static str,
    /// From the top of the drawing, in pixels.
    y: usize,
    /// Where it begins and how long it is, in percent of the place for bars: `12.345`.
    x: String,
    width: String,
}

/// From where to where a bar goes, on the grid.
struct Span {
    name: String,
    text: String,
    role: &'static str,
    from: i128,
    to: i128,
}

/// The drawings of a finding: what was compared, and what either side can stand for.
pub(super) fn drawings(finding: &Finding, style: &Style) -> Vec<Drawing> {
    if !matches!(finding.verdict, Verdict::Violated | Verdict::Improbable) {
        return Vec::new();
    }
    amounts(finding, style).into_iter().chain(ranges(finding, style)).collect()
}

/// Addends against the printed total, or two bars.
fn amounts(finding: &Finding, style: &Style) -> Option<Drawing> {
    let (left, right) = (finding.left.as_ref()?, finding.right.as_ref()?);
    let (one, other) = (left.value.as_ref()?, right.value.as_ref()?);
    let stated = sentence::stated(finding);
    let comparable = one.kind == other.kind || one.kind == Kind::Free || other.kind == Kind::Free;
    if !comparable || (one.kind == Kind::Money && one.unit != other.unit) {
        return None;
    }
    let mut spans = Vec::new();
    let mut waterfall = false;
    for (side, figure) in [(left, stated[0]), (right, stated[1])] {
        if figure.is_none()
            && let Some(addends) = addends(side, finding)
        {
            waterfall = true;
            spans.extend(addends);
        }
    }
    if !waterfall && one.kind != Kind::Percent {
        return None;
    }
    let mut totals = [total(left, stated[0], style)?, total(right, stated[1], style)?];
    // A sum stands under its addends.
    totals.sort_by_key(|span| span.role == "stated");
    spans.extend(totals);
    let title = if waterfall { msg!("html-waterfall") } else { msg!("html-side-by-side") };
    Drawing::of(style.say(title), &spans, Some(0), false)
}

/// One whole side.
fn total(side: &Side, figure: Option<&Figure>, style: &Style) -> Option<Span> {
    let value = side.value.as_ref()?;
    let (name, role) = match figure {
        Some(figure) => (style.say(msg!("html-stated", name = sentence::name(figure))), "stated"),
        None if sentence::is_literal(&side.computation, value) => (style.say(msg!("report-key-against")), "stated"),
        None => (style.say(msg!("report-key-computed")), "computed"),
    };
    let text = figure.map_or_else(|| sentence::amount(value, style), |figure| sentence::printed(figure, side, style));
    Some(Span { name, text, role, from: 0, to: on_grid(&value.text)? })
}

/// The addends of a side that is a sum or a difference of printed figures, one after the other; none unless they give
/// its value.
fn addends(side: &Side, finding: &Finding) -> Option<Vec<Span>> {
    let value = side.value.as_ref()?;
    let Some(Term::Sum(terms)) = &side.terms else { return None };
    if !(2..=MOST_ADDENDS).contains(&terms.len()) {
        return None;
    }
    let mut spans: Vec<Span> = Vec::with_capacity(terms.len());
    let mut at = 0_i128;
    for term in terms {
        let (minus, term) = match term {
            Term::Negative(inner) => (true, inner.as_ref()),
            term => (false, term),
        };
        let (name, printed) = match term {
            Term::Figure(number) => {
                let figure = finding.figures.get(*number)?;
                // A blank cell counts as 0.
                (sentence::name(figure), if figure.text.is_empty() { "0" } else { &figure.text })
            }
            Term::Number(digits) => ("", digits.as_str()),
            _ => return None,
        };
        let number = on_grid(printed)?;
        let to = if minus { at.checked_sub(number)? } else { at.checked_add(number)? };
        let role = if to < at { "less" } else { "addend" };
        let text = format!("{}{printed}", if minus { "−" } else { "" });
        spans.push(Span { name: name.to_owned(), text, role, from: at, to });
        at = to;
    }
    (on_grid(&value.text)? == at).then_some(spans)
}

/// What the true values can be on either side.
fn ranges(finding: &Finding, style: &Style) -> Option<Drawing> {
    let stated = sentence::stated(finding);
    let (left, right) = (finding.left.as_ref()?, finding.right.as_ref()?);
    let unit = |side: &Side| side.value.as_ref().map(|value: &Amount| value.unit);
    if unit(left)? != unit(right)? {
        return None;
    }
    let side = |side: &Side, figure: Option<&Figure>| {
        let Range { low, high, .. } = side.range.as_ref()?;
        let (name, role) = match figure {
            Some(_) => (msg!("report-key-printed"), "stated"),
            None => (msg!("report-key-computed"), "computed"),
        };
        let text = sentence::side_range(side, style);
        let text = text.or_else(|| side.value.as_ref().map(|value| sentence::amount(value, style)))?;
        let (from, to) = (on_grid(low.as_deref()?)?, on_grid(high.as_deref()?)?);
        Some(Span { name: style.say(name), text, role, from, to })
    };
    let spans = [side(left, stated[0])?, side(right, stated[1])?];
    Drawing::of(style.say(msg!("html-ranges")), &spans, None, true)
}

impl Drawing {
    /// Places the bars, with `origin` in view; none when there is no width to show them in.
    fn of(title: String, spans: &[Span], origin: Option<i128>, above: bool) -> Option<Self> {
        let ends = || spans.iter().flat_map(|span| [span.from, span.to]).chain(origin);
        let (low, high) = (ends().min()?, ends().max()?);
        let room = high.checked_sub(low).filter(|room| *room > 0)?;
        let place = |at: i128| Some(at.checked_sub(low)?.checked_mul(WIDTH)? / room);
        let row = if above { ABOVE } else { BESIDE };
        let mut bars = Vec::new();
        for (n, span) in spans.iter().enumerate() {
            let (from, to) = (place(span.from.min(span.to))?, place(span.from.max(span.to))?);
            let width = (to - from).max(NARROWEST);
            bars.push(Bar {
                name: short(&span.name),
                text: clean(&span.text, 120),
                role: span.role,
                y: n * row,
                x: percent(from.min(WIDTH - width)),
                width: percent(width),
            });
        }
        let words: Vec<String> = spans.iter().map(|span| format!("{} {}", span.name, span.text)).collect();
        Some(Self { title, words: clean(&words.join("; "), 2000), height: bars.len() * row, above, bars })
    }
}

/// A name that has room beside a bar.
fn short(name: &str) -> String {
    let name = clean(name, MOST_CELLS * 4);
    if cells(&name) <= MOST_CELLS {
        return name;
    }
    let mut kept = String::new();
    for c in name.chars() {
        if cells(&kept) + 2 >= MOST_CELLS {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// Thousandths of a percent as a decimal.
fn percent(thousandths: i128) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// A number on the grid, cut where it is finer; none for what is no number or too great.
fn on_grid(text: &str) -> Option<i128> {
    let Reading::Number(printed) = read_printed(text) else { return None };
    let (mantissa, decimals) = (printed.mantissa(), printed.decimals());
    match PLACES.checked_sub(decimals) {
        Some(more) => mantissa.checked_mul(10_i128.checked_pow(more)?),
        None => Some(mantissa / 10_i128.checked_pow(decimals - PLACES)?),
    }
}

#[cfg(test)]
mod tests {
    use super::{on_grid, percent};

    #[test]
    fn places_are_whole_numbers() {
        assert_eq!(on_grid("1410.72"), Some(14_107_200_000_000));
        assert_eq!(on_grid("-0.00000000019"), Some(-1));
        assert_eq!(
            on_grid("9999999999999999999999999999"),
            Some(9_999_999_999_999_999_999_999_999_999 * 10_i128.pow(10))
        );
        assert_eq!(on_grid("某数"), None);
        assert_eq!(percent(12_045), "12.045");
    }
}
