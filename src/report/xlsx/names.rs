//! Names of sheets as Excel has them: short, of allowed characters, no two alike in whatever case.

use std::collections::HashSet;

use crate::draw::clean;

/// Longest name, in UTF-16 units.
const MAX_NAME: usize = 31;
/// What a name may not hold.
const FORBIDDEN: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\''];

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashSet<String>,
}

impl Names {
    /// The nearest allowed name that is not given yet.
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let mild: String =
            clean(wanted, MAX_NAME).chars().map(|c| if FORBIDDEN.contains(&c) { '_' } else { c }).collect();
        // Excel keeps one name for itself.
        let mild =
            if mild.trim().is_empty() || mild.eq_ignore_ascii_case("history") { format!("_{mild}") } else { mild };
        let mut name = shortened(mild.trim(), MAX_NAME);
        let mut number = 1usize;
        while !self.given.insert(name.to_lowercase()) {
            number += 1;
            let tail = format!("~{number}");
            name = shortened(mild.trim(), MAX_NAME - tail.len()) + &tail;
        }
        name
    }
}

/// The beginning of a text, in at most so many UTF-16 units.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut left = most;
    text.chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= left;
            left = left.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_allowed_and_differ() {
        let mut names = Names::default();
        for (wanted, given) in [
            ("a/b", "a_b"),
            ("A/B", "A_B~2"),
            ("", "_"),
            ("History", "_History"),
            ("'单位'", "_单位_"),
            (&"𠀀".repeat(20), &"𠀀".repeat(15)),
            (&"𠀀".repeat(21), &format!("{}~2", "𠀀".repeat(14))),
        ] {
            assert_eq!(names.give(wanted), given);
        }
    }
}
