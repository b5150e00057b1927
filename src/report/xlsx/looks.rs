//! The formats of cells: few, and each made once.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::finding::Verdict;
use crate::layout::Font;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Look {
    Title,
    Section,
    Head,
    Label,
    Plain,
    Small,
    Link,
    Number,
    /// A figure by what became of it; none when no rule has looked at it.
    Figure(Option<Verdict>),
}

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Looks<'a> {
    font: &'a Font,
    made: HashMap<(Look, String, bool), Format>,
    /// The same in the order of their first use.
    order: Vec<Format>,
}

impl<'a> Looks<'a> {
    pub(super) fn new(font: &'a Font) -> Self {
        Self { font, made: HashMap::new(), order: Vec::new() }
    }

    /// The format of a cell; `number` is its number format, empty for text.
    pub(super) fn get(&mut self, look: Look, number: &str) -> &Format {
        self.made(look, number, false)
    }

    /// The format of a text that must not be taken for anything else.
    pub(super) fn quoted(&mut self, look: Look) -> &Format {
        self.made(look, "", true)
    }

    /// Every format so far, in the order of their first use.
    pub(super) fn order(&self) -> &[Format] {
        &self.order
    }

    fn made(&mut self, look: Look, number: &str, quoted: bool) -> &Format {
        let (font, order) = (self.font, &mut self.order);
        self.made.entry((look, number.to_owned(), quoted)).or_insert_with(|| {
            let format = made(look, font);
            let format = if quoted { format.set_quote_prefix() } else { format };
            let format = match number.is_empty() {
                true => format,
                false => format.set_num_format(number).set_align(FormatAlign::Right),
            };
            order.push(format.clone());
            format
        })
    }
}

fn made(look: Look, font: &Font) -> Format {
    let base = Format::new().set_font_name(&font.name).set_font_size(font.size).set_align(FormatAlign::Top);
    let boxed = || base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x0BF_BFBF)).set_text_wrap();
    match look {
        Look::Title => base
            .set_font_size(font.title_size)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter),
        Look::Section => base.set_bold().set_background_color(Color::RGB(0xDD_E6F0)),
        Look::Head => boxed().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xEE_EEEE)),
        Look::Label => boxed().set_bold(),
        Look::Plain | Look::Number => boxed(),
        Look::Small => base.set_text_wrap().set_font_color(Color::RGB(0x59_5959)),
        Look::Link => boxed().set_font_color(Color::RGB(0x05_63C1)),
        Look::Figure(verdict) => match verdict.and_then(colour) {
            Some(colour) => boxed().set_background_color(Color::RGB(colour)),
            None => boxed(),
        },
    }
}

/// The ground of a figure; none where nothing was established.
fn colour(verdict: Verdict) -> Option<u32> {
    match verdict {
        Verdict::Violated => Some(0xF8_CBAD),
        Verdict::Improbable => Some(0xFF_E699),
        Verdict::Waived => Some(0xD9_D2E9),
        Verdict::Rounding => Some(0xFF_F9DB),
        Verdict::Holds => Some(0xE2_F0D9),
        Verdict::Undefined | Verdict::Undetermined | Verdict::NotApplicable => None,
    }
}
