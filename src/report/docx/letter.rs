//! 审核意见模板: a Word document of the office in which marks stand for what is said of a unit.

use std::fmt;
use std::sync::Arc;

use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

use super::archive::Archive;
use super::marks::{self, Template};
use super::view;
use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text, msg};
use crate::suggest::nearest;

/// Code of everything that is wrong with a template.
const CODE: &str = "letter::file";
/// Steps of a template for one unit, and bytes that it may make of it.
const STEPS: u64 = 5_000_000;
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The template of those who have none of their own, part by part.
const STANDARD: [(&str, &str); 4] = [
    ("[Content_Types].xml", include_str!("template/content_types.xml")),
    ("_rels/.rels", include_str!("template/rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("template/document_rels.xml")),
    ("word/styles.xml", include_str!("template/styles.xml")),
];
const ZH: &str = include_str!("template/document.zh.xml");
const EN: &str = include_str!("template/document.en.xml");

/// A template that has been looked through.
#[derive(Debug, Clone)]
pub struct Letter {
    file: Arc<str>,
    archive: Archive,
    template: Template,
}

impl Letter {
    /// Reads a template: a Word document (`.docx`). `file` is what it is called in errors.
    ///
    /// # Errors
    /// What is wrong with it, with the paragraph.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let letter = Archive::read(bytes)
            .and_then(|archive| Ok((archive.document()?.to_owned(), archive)))
            .map_err(|message| (message, None))
            .and_then(|(text, archive)| Ok(Self { file: file.into(), template: marks::template(&text)?, archive }))
            .map_err(|wrong| told(file, wrong))?;
        letter.look_through()?;
        Ok(letter)
    }

    /// The template that is used without another.
    ///
    /// # Errors
    /// None: a test reads it.
    pub fn standard(lang: Lang) -> Result<Self, Diagnostic> {
        Self::read(
            "letter.docx",
            &Self::standard_file(lang).map_err(|e| told("letter.docx", (e.to_string().into(), None)))?,
        )
    }

    /// The file of the standard template, to begin with one's own from.
    ///
    /// # Errors
    /// None that is known of: those of writing into memory.
    pub fn standard_file(lang: Lang) -> std::io::Result<Vec<u8>> {
        let document = match lang {
            Lang::Zh => ZH,
            Lang::En => EN,
        };
        Archive::of(STANDARD.into_iter().chain([("word/document.xml", document)])).with(document)
    }

    /// Names that no letter knows are told before any account is read.
    fn look_through(&self) -> Result<(), Diagnostic> {
        let environment = environment();
        let template = environment.template_from_str(&self.template.body).map_err(|error| self.wrong(&error))?;
        let mut unknown: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        unknown.retain(|name| !view::OF_UNIT.contains(&name.as_str()) && environment.globals().all(|(g, _)| g != name));
        unknown.sort();
        let Some(name) = unknown.first() else { return self.fill(&view::sample()).map(drop) };
        let line = self.template.body.lines().find(|line| line.contains('{') && line.contains(name.as_str()));
        let known = nearest(name, view::OF_UNIT.into_iter());
        let help = match known {
            Some(known) => msg!("letter-mean-help", known),
            None => msg!("letter-names-help", names = Text::list(view::OF_UNIT)),
        };
        Err(told(&self.file, (msg!("letter-no-name", name), line.map(marks::words))).with_help(help))
    }

    /// The text of one unit.
    pub(super) fn fill(&self, unit: &Value) -> Result<String, Diagnostic> {
        let environment = environment();
        let template = environment.template_from_str(&self.template.body).map_err(|error| self.wrong(&error))?;
        let mut text = Bounded(Vec::new());
        template.render_captured_to(unit, &mut text).map_err(|error| self.wrong(&error))?;
        // Whatever was written is text: the template's and what is put into it.
        Ok(String::from_utf8_lossy(&text.0).into_owned())
    }

    /// The document with the text of all units, each on a page of its own.
    pub(super) fn document(&self, units: &[String]) -> std::io::Result<Vec<u8>> {
        let body = units.join("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
        self.archive.with(&[&self.template.head, &body, &self.template.tail].map(String::as_str).concat())
    }

    fn wrong(&self, error: &minijinja::Error) -> Diagnostic {
        let line = error.line().and_then(|line| self.template.body.lines().nth(line.saturating_sub(1)));
        let detail = match error.kind() {
            ErrorKind::UndefinedError => msg!("letter-undefined"),
            ErrorKind::OutOfFuel => msg!("letter-too-many-steps", most = STEPS.to_string()),
            ErrorKind::WriteFailure => msg!("letter-too-much", most = (MAX_BYTES >> 20).to_string()),
            kind => msg!(
                "letter-template",
                error = format!("{kind}{}", error.detail().map(|d| format!(": {d}")).unwrap_or_default())
            ),
        };
        told(&self.file, (detail, line.map(marks::words)))
    }
}

/// What is wrong with a template, and in which paragraph.
fn told(file: &str, (message, paragraph): marks::Wrong) -> Diagnostic {
    let message = match paragraph.filter(|paragraph| !paragraph.is_empty()) {
        Some(paragraph) => msg!("letter-in-paragraph", message, paragraph),
        None => message,
    };
    Diagnostic::file_error(CODE, file.to_owned(), message)
}

fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(STEPS));
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("docx".into()));
    environment.set_formatter(|out, _, value| {
        if value.kind() == ValueKind::Undefined {
            return Err(ErrorKind::UndefinedError.into());
        }
        text_of_run(out, &value.to_string()).map_err(|_| ErrorKind::WriteFailure.into())
    });
    environment
}

/// Words within the text of a run; a line ends where one of theirs does.
fn text_of_run(out: &mut minijinja::Output<'_>, words: &str) -> fmt::Result {
    for (number, line) in words.lines().enumerate() {
        if number > 0 {
            out.write_str("</w:t><w:br/><w:t xml:space=\"preserve\">")?;
        }
        out.write_str(&quick_xml::escape::escape(line))?;
    }
    Ok(())
}

/// As many bytes as a letter may have.
struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_BYTES {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The mark of an account that is not for everybody, before whatever the template says.
pub(super) fn marked(mark: &str) -> String {
    format!(
        "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        quick_xml::escape::escape(mark)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_templates_are_read() {
        for lang in [Lang::Zh, Lang::En] {
            Letter::standard(lang).unwrap();
        }
    }
}
