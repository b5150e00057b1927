//! Did you mean: the nearest of some known names.

/// Most edits after which a word is mended without asking.
const MOST_EDITS: usize = 2;

/// The candidate nearest to `word`, if it is near enough to be meant: one slip for a short word, up to a
/// third of the letters for a long one. Of equally near ones the first.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    ranked(word, candidates).map(|(candidate, _, _)| candidate)
}

/// The candidate that can only be meant: the nearest, at most two edits away, and no other is as near.
pub(crate) fn only<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    ranked(word, candidates)
        .filter(|(_, distance, alone)| *alone && *distance <= MOST_EDITS)
        .map(|(candidate, _, _)| candidate)
}

/// The nearest candidate that is near enough, how far it is, and whether no other is as near.
fn ranked<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<(&'c str, usize, bool)> {
    let length = word.chars().count();
    if length == 0 {
        return None;
    }
    let most = if word.is_ascii() { (length / 3).max(1) } else { (length / 2).max(1) };
    let mut best: Option<(&str, usize, bool)> = None;
    for candidate in candidates {
        let other = candidate.chars().count();
        // A word of one or two letters is near to everything; and a different word altogether is no slip.
        if length.abs_diff(other) > most || most >= length.max(other) {
            continue;
        }
        let distance = distance(word, candidate);
        match &mut best {
            _ if distance > most => {}
            Some((known, d, alone)) if distance == *d => *alone &= *known == candidate,
            Some((_, d, _)) if distance > *d => {}
            _ => best = Some((candidate, distance, true)),
        }
    }
    best
}

/// The keyword that `word` is, or is a slip of.
pub(crate) fn keyword<'c>(word: &str, keywords: &[&'c str]) -> Option<&'c str> {
    keywords.iter().find(|k| **k == word).copied().or_else(|| nearest(word, keywords.iter().copied()))
}

/// Edits (insert, delete, replace, swap neighbours) from one word to the other, in characters.
#[expect(
    clippy::indexing_slicing,
    reason = "the table has a row for each letter of one word and a column for each of the other, and one more of both"
)]
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let width = b.len() + 1;
    let mut table = vec![0usize; (a.len() + 1) * width];
    for (n, cell) in table[..width].iter_mut().enumerate() {
        *cell = n;
    }
    for i in 1..=a.len() {
        table[i * width] = i;
        for j in 1..=b.len() {
            let replace = table[(i - 1) * width + j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(table[(i - 1) * width + j] + 1).min(table[i * width + j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(table[(i - 2) * width + j - 2] + 1);
            }
            table[i * width + j] = best;
        }
    }
    table[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, only};

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        let known = ["assert", "severity", "message", "personnel", "人员经费", "公用经费"];
        let near = |word| nearest(word, known.into_iter());
        assert_eq!(near("asert"), Some("assert"));
        assert_eq!(near("personel"), Some("personnel"));
        assert_eq!(near("esverity"), Some("severity"));
        assert_eq!(near("人员经废"), Some("人员经费"));
        assert_eq!(near("xyz"), None);
        assert_eq!(near(""), None);
    }

    #[test]
    fn only_one_candidate_is_mended_without_asking() {
        let known = ["total", "totals", "income", "income", "share_of_expenditure_pct"];
        let only = |word| only(word, known.into_iter());
        assert_eq!(only("incmoe"), Some("income"));
        assert_eq!(only("totalx"), None, "as near to two");
        assert_eq!(only("shar_of_expnditur_pct"), None, "three edits");
        assert_eq!(only("xyz"), None);
    }
}
