//! 审核意见: a letter for each unit with its findings, as a Word document that the office may have made its own.

mod archive;
mod letter;
mod marks;
mod view;

use std::io::{self, Write};

pub use self::letter::Letter;
use super::foot;
use super::matter::Matter;
use super::text::{Listed, TextOptions, entity};
use crate::diagnostic::Diagnostic;
use crate::draw::clean;
use crate::result::{Document, Excerpts};

/// Most characters of the name of a file that are the unit's.
const MAX_NAME: usize = 40;

/// Writes the letters of all units as one document, each on a page of its own. Nothing is in it of accounts that were
/// judged together and gave no finding.
///
/// # Errors
/// Those of `out`, and what is wrong with the template.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let template = template(options)?;
    let letters = letters(document, options, &template)?;
    let texts: Vec<String> = letters.into_iter().map(|(_, text)| text).collect();
    out.write_all(&template.document(&texts)?)
}

/// The letters of the units, each with the name of its file.
///
/// # Errors
/// What is wrong with the template.
pub fn write_each(document: &Document, options: &TextOptions) -> io::Result<Vec<(String, Vec<u8>)>> {
    let template = template(options)?;
    let letters = letters(document, options, &template)?;
    letters.into_iter().map(|(name, text)| Ok((name, template.document(&[text])?))).collect()
}

fn template(options: &TextOptions) -> io::Result<Letter> {
    match &options.forms.letter {
        Some(letter) => Ok(letter.clone()),
        None => Letter::standard(options.style.lang).map_err(|problem| failed(&problem, options)),
    }
}

fn failed(problem: &Diagnostic, options: &TextOptions) -> io::Error {
    let lang = options.style.lang;
    let help = problem.help.as_ref().map(|help| format!("\n{}", help.get(lang))).unwrap_or_default();
    io::Error::new(io::ErrorKind::InvalidData, format!("{}{help}", problem.message.get(lang)))
}

/// Each letter as text of a document, with the name of its file.
fn letters(document: &Document, options: &TextOptions, template: &Letter) -> io::Result<Vec<(String, String)>> {
    let style = &options.style;
    let excerpts = Excerpts::default();
    let listed = Listed::new(document, &excerpts, options);
    let matters = Matter::all(document, &listed);
    let mut letters = Vec::new();
    for (number, account) in document.accounts.iter().enumerate() {
        let matters = matters.get(number).map_or(&[][..], Vec::as_slice);
        let found = matters.iter().any(|matter| matter.shown.finding.is_finding());
        if account.together.is_some() && !found {
            continue;
        }
        let view = view::unit(document, number, account, matters, style);
        let text = template.fill(&view).map_err(|problem| failed(&problem, options))?;
        let mark = account.classification.and_then(|class| foot::mark(class, style));
        let mark = mark.map(|mark| letter::marked(&mark)).unwrap_or_default();
        let year = account.year.map(|year| format!(" {year}")).unwrap_or_default();
        let name = format!("{:03} {}{year}.docx", number + 1, file_name(&entity(account, style)));
        letters.push((name, mark + &text));
    }
    Ok(letters)
}

/// The name of a unit as part of the name of a file, on every system.
fn file_name(entity: &str) -> String {
    let harmless: String = entity
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c => c,
        })
        .collect();
    let name = clean(&harmless, MAX_NAME);
    name.trim_matches(['.', ' ']).to_owned()
}
