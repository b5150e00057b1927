//! Changes of a text that mend what a diagnostic is about.

use crate::source::Span;

/// What is to stand in the place of some characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The characters that go.
    pub span: Span,
    /// What comes for them.
    pub replacement: String,
}

/// The text with the edits made, the first of two that overlap. Edits that do not lie in the text are left
/// out; all must be of this one text.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|e| (e.span.start, e.span.end));
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        let (Some(before), true) = (text.get(at..range.start), text.get(range.clone()).is_some()) else { continue };
        mended.push_str(before);
        mended.push_str(&edit.replacement);
        at = range.end;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn edits_are_made_in_order_and_never_overlap() {
        let edit = |start, end, replacement: &str| Edit {
            span: Span::new(SourceId(0), start, end),
            replacement: replacement.to_owned(),
        };
        let made = |edits: &[Edit]| apply("a（b）c", edits);
        assert_eq!(made(&[]), "a（b）c");
        assert_eq!(made(&[edit(5, 8, ")"), edit(1, 4, "(")]), "a(b)c");
        assert_eq!(made(&[edit(1, 8, "x"), edit(4, 5, "y"), edit(8, 9, "z")]), "axz");
        assert_eq!(made(&[edit(9, 9, "!")]), "a（b）c!");
        // Within a character, the wrong way round, past the end.
        assert_eq!(made(&[edit(2, 4, "?"), edit(5, 4, "?"), edit(8, 99, "?")]), "a（b）c");
    }
}
