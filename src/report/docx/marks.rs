//! From the text of a Word document to a template: marks that Word has cut into pieces are put together, and those that
//! stand for a paragraph or a row of a table take its place.
#![expect(clippy::string_slice, reason = "places of marks of ASCII letters, found in the very text")]

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::message::{Text, msg};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 256;
/// Most characters of a paragraph that are shown.
const MAX_SHOWN: usize = 60;

/// The text between the ends of the body, as a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    /// What stands before the first paragraph: declarations.
    pub(super) head: String,
    /// What is filled for each unit. Every paragraph begins a line.
    pub(super) body: String,
    /// What stands after the last paragraph: the page.
    pub(super) tail: String,
}

/// What is wrong, and the paragraph where it is, as its text.
pub(super) type Wrong = (Text, Option<String>);

/// A piece of text, and where its element's content stands.
struct Piece {
    start: usize,
    end: usize,
    text: String,
}

/// A paragraph or a row, open.
struct Open {
    name: String,
    start: usize,
    pieces: Vec<Piece>,
    /// The mark that stands for the whole row.
    row_mark: Option<String>,
}

/// What is put in the place of a part of the text.
struct Edit {
    start: usize,
    end: usize,
    text: String,
}

/// The document as a template.
pub(super) fn template(xml: &str) -> Result<Template, Wrong> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Open> = Vec::new();
    let (mut body, mut tail) = (None, None);
    let mut edits: Vec<Edit> = Vec::new();
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(|error| (msg!("letter-xml", error = error.to_string()), None))?;
        let end = position(&reader);
        match event {
            Event::Empty(element) if is(&element, "w:sectPr") && within(&open, "w:body") => tail = Some(start),
            Event::Start(element) => {
                if is(&element, "w:body") {
                    body.get_or_insert(end);
                }
                if is(&element, "w:sectPr") && within(&open, "w:body") {
                    tail = Some(start);
                }
                if is(&element, "w:t")
                    && let Some(paragraph) = innermost(&mut open, "w:p")
                {
                    paragraph.pieces.push(Piece { start: end, end, text: String::new() });
                }
                if open.len() >= MAX_DEPTH {
                    return Err((msg!("letter-too-deep", most = MAX_DEPTH.to_string()), None));
                }
                open.push(Open { name: element.name().as_ref().to_owned(), start, pieces: Vec::new(), row_mark: None });
            }
            Event::Text(_) | Event::GeneralRef(_) if within(&open, "w:t") => {
                if let Some(piece) = innermost(&mut open, "w:p").and_then(|paragraph| paragraph.pieces.last_mut()) {
                    piece.end = end;
                    piece.text = xml.get(piece.start..end).unwrap_or_default().to_owned();
                }
            }
            Event::End(_) => {
                let Some(closed) = open.pop() else { break };
                match closed.name.as_str() {
                    "w:p" => {
                        let row = innermost(&mut open, "w:tr");
                        paragraph(&closed, end, row, &mut edits)?;
                    }
                    "w:tr" => {
                        if let Some(mark) = closed.row_mark {
                            edits.retain(|edit| edit.start < closed.start);
                            edits.push(Edit { start: closed.start, end, text: mark });
                        }
                    }
                    "w:body" => {
                        tail.get_or_insert(start);
                    }
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let (Some(body), Some(tail)) = (body, tail) else { return Err((msg!("letter-no-body"), None)) };
    let part = |from: usize, to: usize| edited(xml, from, to, &edits);
    Ok(Template { head: part(0, body), body: in_lines(&part(body, tail)), tail: part(tail, xml.len()) })
}

/// The paragraph of a line of the template, in words.
pub(super) fn words(line: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in line.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let text = escape::unescape(&text).map_or_else(|_| text.clone(), |plain| plain.into_owned());
    crate::draw::clean(text.trim(), MAX_SHOWN)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.name().as_ref() == name
}

/// Whether the last element that is open is one of a name.
fn within(open: &[Open], name: &str) -> bool {
    open.last().is_some_and(|parent| parent.name == name)
}

fn innermost<'a>(open: &'a mut [Open], name: &str) -> Option<&'a mut Open> {
    open.iter_mut().rev().find(|element| element.name == name)
}

/// Puts the marks of a paragraph together; one that stands for the paragraph or its row takes its place.
fn paragraph(paragraph: &Open, end: usize, row: Option<&mut Open>, edits: &mut Vec<Edit>) -> Result<(), Wrong> {
    let whole: String = paragraph.pieces.iter().map(|piece| piece.text.as_str()).collect();
    if !whole.contains('{') {
        return Ok(());
    }
    let shown = || Some(words(&whole));
    let marks = marks(&whole).map_err(|text| (text, shown()))?;
    let standing = |kind: &str| marks.iter().find(|mark| whole[mark.0..mark.1].starts_with(kind));
    if let Some(&(from, to)) = standing("{%p ").or(standing("{%tr ")) {
        if whole.trim() != &whole[from..to] {
            return Err((msg!("letter-not-alone", mark = &whole[from..to]), shown()));
        }
        let is_row = whole[from..].starts_with("{%tr ");
        let text = code(&whole[from..to]).replacen("{%tr ", "{% ", 1).replacen("{%p ", "{% ", 1);
        if !is_row {
            edits.push(Edit { start: paragraph.start, end, text });
            return Ok(());
        }
        let row = row.ok_or_else(|| (msg!("letter-no-row", mark = &whole[from..to]), shown()))?;
        if row.row_mark.replace(text).is_some() {
            return Err((msg!("letter-two-marks"), shown()));
        }
        return Ok(());
    }
    // The characters of a mark all go where it begins.
    let mut at = 0;
    for piece in &paragraph.pieces {
        let (from, to) = (at, at + piece.text.len());
        at = to;
        let mut text = String::new();
        let mut next = from;
        for &(start, end) in marks.iter().filter(|(start, end)| *start < to && *end > from) {
            text.push_str(&whole[next..start.max(next)]);
            if start >= from {
                text.push_str(&code(&whole[start..end]));
            }
            next = end.min(to).max(next);
        }
        text.push_str(&whole[next..to]);
        if text != piece.text {
            edits.push(Edit { start: piece.start, end: piece.end, text });
        }
    }
    Ok(())
}

/// Where marks begin and end.
fn marks(text: &str) -> Result<Vec<(usize, usize)>, Text> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("{{").into_iter().chain(text[at..].find("{%")).min() {
        let start = at + found;
        let close = if text[start..].starts_with("{{") { "}}" } else { "%}" };
        let end = text[start..].find(close).map(|end| start + end + close.len());
        at = end.ok_or_else(|| {
            msg!("letter-not-closed", mark = text[start..].chars().take(MAX_SHOWN).collect::<String>(), close)
        })?;
        marks.push((start, at));
    }
    Ok(marks)
}

/// The code of a mark: without what XML and the corrections of Word have made of it.
fn code(mark: &str) -> String {
    let plain = escape::unescape(mark).map_or_else(|_| mark.to_owned(), |plain| plain.into_owned());
    plain.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('\u{a0}', " ")
}

fn edited(xml: &str, from: usize, to: usize, edits: &[Edit]) -> String {
    let mut within: Vec<&Edit> = edits.iter().filter(|edit| edit.start >= from && edit.end <= to).collect();
    within.sort_by_key(|edit| edit.start);
    let (mut text, mut at) = (String::new(), from);
    for edit in within {
        text.push_str(xml.get(at..edit.start).unwrap_or_default());
        text.push_str(&edit.text);
        at = edit.end;
    }
    text.push_str(xml.get(at..to).unwrap_or_default());
    text
}

/// Every paragraph and every mark between them on a line of its own, by which a mistake is found.
fn in_lines(body: &str) -> String {
    let one = body.replace(['\n', '\r'], " ");
    one.replace("<w:p>", "\n<w:p>").replace("<w:p ", "\n<w:p ").replace(">{%", ">\n{%")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(body: &str) -> String {
        format!("<?xml version=\"1.0\"?><w:document><w:body>{body}<w:sectPr/></w:body></w:document>")
    }

    fn runs(texts: &[&str]) -> String {
        let runs: String = texts.iter().map(|text| format!("<w:r><w:t>{text}</w:t></w:r>")).collect();
        format!("<w:p>{runs}</w:p>")
    }

    #[test]
    fn a_mark_that_word_cut_is_put_together() {
        let found = template(&document(&runs(&["致{", "{ enti", "ty }", "}：你好"]))).unwrap();
        assert_eq!(found.body.trim(), runs(&["致{{ entity }}", "", "", "：你好"]));
    }

    #[test]
    fn quotes_that_word_corrected_are_code() {
        let found = template(&document(&runs(&["{{ a | default(“x &amp; y”) }} &amp; b"]))).unwrap();
        assert_eq!(found.body.trim(), runs(&["{{ a | default(\"x & y\") }} &amp; b"]));
    }

    #[test]
    fn a_mark_takes_the_place_of_its_paragraph_or_row() {
        let row = |text: &str| format!("<w:tr><w:tc>{}</w:tc></w:tr>", runs(&[text]));
        let body = [runs(&["{%p for a", " in b %}"]), row("{%tr if a %}"), row("x"), runs(&["{%p endfor %}"])].concat();
        let found = template(&document(&body)).unwrap();
        let lines: Vec<&str> = found.body.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[0], "{% for a in b %}{% if a %}<w:tr><w:tc>", "{}", found.body);
        assert!(found.body.trim_end().ends_with("{% endfor %}"), "{}", found.body);
        assert_eq!(found.tail, "<w:sectPr/></w:body></w:document>");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_paragraph() {
        for (body, id) in [
            (runs(&["甲 {{ entity"]), "甲 {{ entity"),
            (runs(&["乙 {%p endfor %}"]), "乙 {%p endfor %}"),
            (runs(&["{%tr endfor %}"]), "{%tr endfor %}"),
        ] {
            assert_eq!(template(&document(&body)).unwrap_err().1.as_deref(), Some(id));
        }
        assert!(template("<w:document/>").is_err());
        assert!(template("<w:document><w:body></w:p>").is_err());
        assert!(template(&document(&"<w:a>".repeat(1000))).is_err());
    }
}
