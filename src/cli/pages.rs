//! Pages of the manual for `gouji explain`: one for each code of a diagnostic, one for each function.

use gouji::render::Style;
use gouji::{Lang, Signature, msg};

const DIAGNOSTICS: &str = include_str!("../../docs/diagnostics.md");

/// A code and its page.
pub(crate) struct Page {
    /// The code, as `check::kinds`.
    pub(crate) code: &'static str,
    title: &'static str,
    body: &'static str,
}

/// The pages of all codes, in the order of the document.
pub(crate) fn codes() -> impl Iterator<Item = Page> {
    DIAGNOSTICS.split("\n### ").skip(1).map(|section| {
        let section = section.split("\n## ").next().unwrap_or_default();
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        let (code, title) = head.split_once(' ').unwrap_or((head, ""));
        Page { code, title, body: body.trim() }
    })
}

/// A code's page as text: examples are indented and named, and a link is its words.
pub(crate) fn code(page: &Page, lang: Lang) -> String {
    let mut text = format!("{}  {}\n\n", page.code, page.title);
    let mut in_example = false;
    for line in page.body.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            match fence.split_whitespace().nth(1) {
                Some("wrong") => text.push_str(&format!("{}\n", msg!("cli-page-wrong").get(lang))),
                Some("right") => text.push_str(&format!("{}\n", msg!("cli-page-right").get(lang))),
                _ => {}
            }
            in_example = !in_example;
        } else if in_example {
            text.push_str(&format!("    {line}\n"));
        } else {
            text.push_str(&format!("{}\n", plain(line)));
        }
    }
    text
}

/// A line without the targets of its links.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let (words, opened) = match before.rsplit_once('[') {
            Some((text, words)) => (words, text),
            None => ("", before),
        };
        text.push_str(opened);
        text.push_str(words);
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// A function's page as text.
pub(crate) fn function(signature: &Signature, style: &Style) -> String {
    let lines = [
        (msg!("cli-page-usage"), signature.usage.to_owned()),
        (msg!("cli-page-names"), signature.names.join(", ")),
        (msg!("cli-page-meaning"), (signature.does)().get(style.lang).into_owned()),
        (msg!("cli-page-example"), signature.example.to_owned()),
    ];
    lines.map(|(word, text)| format!("{}  {text}\n", word.get(style.lang))).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_text() {
        let page = codes().find(|p| p.code == "check::kinds").map(|p| code(&p, Lang::Zh)).unwrap_or_default();
        assert!(page.starts_with("check::kinds  种类不能"), "{page}");
        assert!(page.contains("\n错误：\n    rule A-1") && page.contains("\n改正：\n"), "{page}");
        assert!(!page.contains("```") && !page.contains("](") && !page.contains("## "), "{page}");
        assert_eq!(plain("见[上限](a.md#b)，[又](c)"), "见上限，又");
        assert_eq!(plain("`[1]` (x)"), "`[1]` (x)");
    }
}
