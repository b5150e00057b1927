//! The block of one finding: both sides and their difference as formulas over the figures of the sheet.

use std::collections::HashMap;

use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell;

use super::formula::{self, Cell, Formula, Maker};
use super::looks::Look;
use super::page::{Page, lines};
use crate::draw::Style;
use crate::finding::{Amount, Side, Term};
use crate::layout::Field;
use crate::message::{Text, msg};
use crate::report::matter::Matter;
use crate::report::sentence;

/// The columns of a block: what it is, words, the value, its unit, the rest.
const WORDS: u16 = 1;
const VALUE: u16 = 2;
const UNIT: u16 = 3;
/// The last column.
pub(super) const LAST: u16 = 5;

/// Writes the block of a finding; `cells` are those of its figures, by their numbers. Its words have a width in
/// characters where they stand alone, and a narrower one beside a value.
pub(super) fn write(
    page: &mut Page<'_, '_, '_>,
    matter: &Matter<'_>,
    cells: &HashMap<usize, Cell>,
    (width, narrow): (usize, usize),
    style: &Style,
) -> Result<(), XlsxError> {
    let finding = matter.shown.finding;
    let title =
        format!("{}  {}  {}", matter.index, matter.say(Field::Title, style), matter.say(Field::Category, style));
    page.wide((0, LAST), width + 20, &title, Look::Section)?;
    page.row += 1;
    let maker = Maker { figures: &finding.figures, cells };
    let mut in_words = Vec::new();
    let mut sides = Vec::new();
    for side in [&finding.left, &finding.right].into_iter().flatten() {
        let written = side.terms.as_ref().zip(side.value.as_ref()).and_then(|(term, value)| maker.side(term, value));
        let (key, said) = head(side, style);
        value_row(page, key, (&said, narrow), side.value.as_ref(), written.as_ref(), style)?;
        if written.is_none() && side.value.is_some() && !is_number(side) {
            in_words.push(side.written.clone());
        }
        sides.push((row_col_to_cell(page.row - 1, VALUE), side.value.as_ref()));
    }
    if let (Some(told), [(left, Some(a)), (right, Some(b))]) = (&finding.difference, sides.as_slice()) {
        let written = formula::difference((left.as_str(), *a), (right.as_str(), *b), told);
        if written.is_none() {
            in_words.push(style.say(msg!("report-key-difference")));
        }
        value_row(page, msg!("report-key-difference"), ("", narrow), Some(told), written.as_ref(), style)?;
    }
    if let Some(slack) = &finding.slack {
        let key = if finding.within { msg!("xlsx-allowed") } else { msg!("xlsx-slack") };
        value_row(page, key, ("", narrow), Some(slack), None, style)?;
    }
    let conclusion = sentence::difference(finding, style).unwrap_or_else(|| matter.in_short(style));
    let verdict = matter.say(Field::Verdict, style);
    let mut rows = vec![
        (msg!("xlsx-conclusion"), format!("{verdict}\n{conclusion}")),
        (msg!("report-key-message"), finding.message.clone().unwrap_or_default()),
        (msg!("report-key-place"), matter.say(Field::Place, style)),
        (msg!("report-key-basis"), matter.say(Field::Basis, style)),
        (msg!("report-key-note"), sentence::remarks(finding, style).join("\n")),
    ];
    if !in_words.is_empty() {
        rows.push((msg!("report-key-note"), style.say(msg!("xlsx-in-words", what = Text::list(in_words)))));
    }
    for (key, said) in rows.into_iter().filter(|(_, said)| !said.is_empty()) {
        page.text(0, &style.say(key), Look::Label)?;
        page.wide((WORDS, LAST), width, &said, Look::Plain)?;
        page.row += 1;
    }
    page.row += 1;
    Ok(())
}

/// What a side is called, and the words beside its value.
fn head(side: &Side, style: &Style) -> (Text, String) {
    let key = match (&side.terms, &side.value) {
        (Some(Term::Figure(_)), _) => msg!("xlsx-stated"),
        (_, Some(_)) if !is_number(side) => msg!("xlsx-computed"),
        _ => msg!("report-key-against"),
    };
    let same = side.value.as_ref().is_none_or(|value| sentence::is_literal(&side.computation, value));
    let said = if same && side.value.is_some() {
        side.written.clone()
    } else {
        style.say(msg!("xlsx-computation", written = &side.written, computation = &side.computation))
    };
    (key, said)
}

/// Whether a side is a number that the rule writes.
fn is_number(side: &Side) -> bool {
    matches!(side.terms, Some(Term::Number(_)))
}

fn value_row(
    page: &mut Page<'_, '_, '_>,
    key: Text,
    (said, narrow): (&str, usize),
    value: Option<&Amount>,
    formula: Option<&Formula>,
    style: &Style,
) -> Result<(), XlsxError> {
    page.tall(lines(said, narrow))?;
    page.text(0, &style.say(key), Look::Label)?;
    page.text(WORDS, said, Look::Plain)?;
    match (formula, value) {
        (Some(formula), _) => page.formula(VALUE, formula, Look::Number)?,
        (None, Some(value)) => page.amount(VALUE, &value.text, Look::Number)?,
        (None, None) => page.text(VALUE, "", Look::Plain)?,
    }
    page.text(UNIT, value.map(Amount::suffix).unwrap_or_default(), Look::Plain)?;
    page.row += 1;
    Ok(())
}
