//! Slips of a word as a regular expression: what one missing, changed, added or swapped letter makes of it. A
//! schema refuses them as keys where a slip would pass for a key of the writer's own.

/// An expression that matches every word one slip away from `word`, and never `word` itself. The word is of
/// lower-case ASCII letters.
#[expect(clippy::string_slice, reason = "a word is of ASCII letters")]
#[expect(clippy::arithmetic_side_effects, reason = "the place is that of an ASCII letter of the word")]
pub(super) fn pattern(word: &str) -> String {
    let mut forms = Vec::new();
    for (at, letter) in word.char_indices() {
        let (before, after) = (&word[..at], &word[at + 1..]);
        forms.push(format!("{before}{after}"));
        forms.push(format!("{before}[^{letter}]{after}"));
        forms.push(format!("{before}.{letter}{after}"));
        if let Some(next) = after.chars().next().filter(|next| *next != letter) {
            forms.push(format!("{before}{next}{letter}{}", &after[1..]));
        }
    }
    forms.push(format!("{word}."));
    forms.dedup();
    format!("^({})$", forms.join("|"))
}
