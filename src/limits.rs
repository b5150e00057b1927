//! The bounds of a run, each a parameter: what no honest account or pack comes near, and what stops a hostile one.

use std::ops::RangeInclusive;

/// Bounds of a run. To reach one is an error, or 缺数 for what was not judged, and names the bound.
///
/// Other bounds guard the parsers of rule files and packs and are fixed; `docs/language.md`, chapter 15, has them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of an account file: 64 MiB by default. A file over 1 GiB is never read.
    pub bytes: usize,
    /// Most records and lists within each other in an account: 64 by default.
    pub depth: usize,
    /// Most nodes of an account: 2 000 000 by default.
    pub nodes: usize,
    /// Most diagnostics of an account file, at least 1: 100 by default. Reading stops there.
    pub errors: usize,
    /// Most terms of a rule once its definitions are put in: 20 000 by default.
    pub rule_terms: usize,
    /// Most steps of evaluation for one account: 20 000 000 by default. Beyond it nothing more is judged of it.
    pub steps: usize,
    /// Most verdicts on one account: 500 000 by default. Beyond it nothing more is judged of it.
    pub verdicts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            depth: 64,
            nodes: 2_000_000,
            errors: 100,
            rule_terms: 20_000,
            steps: 20_000_000,
            verdicts: 500_000,
        }
    }
}

/// A name, what may be set under it, and what is.
type Entry<'a> = (&'static str, RangeInclusive<usize>, &'a mut usize);

impl Limits {
    /// The bounds by name, each with what it may be set to: as far as its structures and the stack of a thread allow.
    fn entries(&mut self) -> [Entry<'_>; 7] {
        [
            ("bytes", 1..=1 << 30, &mut self.bytes),
            ("depth", 1..=200, &mut self.depth),
            ("nodes", 1..=20_000_000, &mut self.nodes),
            ("errors", 1..=100_000, &mut self.errors),
            ("rule_terms", 1..=1_000_000, &mut self.rule_terms),
            ("steps", 1..=1_000_000_000, &mut self.steps),
            ("verdicts", 1..=10_000_000, &mut self.verdicts),
        ]
    }

    /// The bounds by their names, in the order in which they are told.
    pub fn named(&self) -> Vec<(&'static str, usize)> {
        self.clone().entries().into_iter().map(|(name, _, value)| (name, *value)).collect()
    }

    /// Sets a bound by its name.
    ///
    /// # Errors
    /// What the bound may be, when it may not be that; none when there is no such bound.
    pub fn set(&mut self, name: &str, value: usize) -> Result<(), Option<RangeInclusive<usize>>> {
        let mut entries = self.entries().into_iter();
        let (_, range, place) = entries.find(|(known, ..)| *known == name).ok_or(None)?;
        if !range.contains(&value) {
            return Err(Some(range));
        }
        *place = value;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_set_by_its_name_within_its_range() {
        let mut limits = Limits::default();
        for (name, value) in Limits::default().named() {
            assert_eq!(limits.set(name, value), Ok(()), "the default of {name} may be set");
            let range = limits.set(name, 0).expect_err("0").expect("a range");
            assert_eq!(limits.set(name, *range.end()), Ok(()));
            assert_eq!(limits.set(name, range.end() + 1), Err(Some(range.clone())));
            assert!(limits.named().contains(&(name, *range.end())));
        }
        assert_eq!(limits.set("time", 1), Err(None));
    }
}
