//! A result without the amounts, or without the names, of its accounts: for those who may know what was found, not
//! what was printed or of whom.

use std::collections::HashMap;
use std::io;

use aho_corasick::{AhoCorasick, MatchKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::visit::{Part, Visitor, is_naming};
use super::{Document, Roster, Unit, Waiver};

/// What stands for a number that is not shown.
const HIDDEN: &str = "***";
/// Fewest characters of a name that is looked for inside longer texts: one character is part of any word.
const SHORTEST_NAME: usize = 2;

/// What was taken out of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Redaction {
    /// Every number of the accounts, printed or computed; the verdicts stay.
    pub amounts: bool,
    /// The names of entities and of account files.
    pub names: bool,
}

impl Redaction {
    /// Whether it takes nothing out.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl Document {
    /// The result without what is to be kept back. Rules, places, verdicts and fingerprints stay.
    ///
    /// # Errors
    /// That tables which were put aside cannot be read or written.
    pub fn redacted(mut self, redaction: Redaction) -> io::Result<Self> {
        if redaction.amounts {
            Amounts.document(&mut self)?;
        }
        if redaction.names {
            let mut names = Names::of(&self)?;
            names.document(&mut self)?;
        }
        let before = self.redacted.unwrap_or_default();
        let now = Redaction { amounts: before.amounts || redaction.amounts, names: before.names || redaction.names };
        self.redacted = Some(now).filter(|now| !now.is_none());
        Ok(self)
    }
}

/// Takes the numbers out.
struct Amounts;

impl Visitor for Amounts {
    fn text(&mut self, part: Part, text: &mut String) {
        match part {
            Part::Number => HIDDEN.clone_into(text),
            Part::Figure | Part::Told | Part::AccountLine => *text = without_numbers(text),
            Part::Name | Part::File | Part::Label => {}
        }
    }
}

/// A text with a sign in the place of every number, however it is grouped and whichever digits it has.
fn without_numbers(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut inside = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_numeric() {
            if !inside {
                hidden.push_str(HIDDEN);
            }
            inside = true;
        } else {
            let joins = matches!(c, '.' | ',' | '，' | '．' | '\'' | '_')
                && inside
                && characters.peek().is_some_and(|next| next.is_numeric());
            if !joins {
                inside = false;
                hidden.push(c);
            }
        }
    }
    hidden
}

/// Takes the names out: `单位1` in the place of the first entity, `account-1` in that of the first file.
struct Names {
    whole: HashMap<String, String>,
    /// Finds names inside other texts; none when there are too many for it.
    finder: Option<AhoCorasick>,
    /// What stands for each that it finds.
    others: Vec<String>,
}

impl Names {
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn of(document: &Document) -> io::Result<Self> {
        let mut whole = HashMap::new();
        let mut units = 0;
        let mut unit = |name: &str, whole: &mut HashMap<String, String>| {
            if !name.is_empty() && !whole.contains_key(name) {
                units += 1;
                whole.insert(name.to_owned(), format!("单位{units}"));
            }
        };
        for (number, account) in (1..).zip(&document.accounts) {
            let extension = account.file.rsplit_once('.').map_or("yaml", |(_, extension)| extension);
            if account.together.is_none() {
                whole.entry(account.file.clone()).or_insert_with(|| format!("account-{number}.{extension}"));
            }
            account.entity.iter().for_each(|name| unit(name, &mut whole));
            let tables = account.tables.get()?;
            let figures = tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.figures);
            figures.filter(|figure| is_naming(&figure.path)).for_each(|figure| unit(&figure.text, &mut whole));
        }
        let answered = |w: &Waiver| [w.entity.clone(), w.owner.clone(), w.decided_by.clone()];
        document.waivers.iter().flat_map(answered).flatten().for_each(|name| unit(&name, &mut whole));
        for owing in document.roster.iter().flat_map(Roster::units) {
            owing.name.iter().chain(&owing.code).for_each(|name| unit(name, &mut whole));
        }
        let mut inside: Vec<(&str, &str)> = whole
            .iter()
            .filter(|(name, _)| name.chars().count() >= SHORTEST_NAME && !is_code(name))
            .map(|(name, other)| (name.as_str(), other.as_str()))
            .collect();
        inside.sort_unstable();
        let (names, others): (Vec<&str>, Vec<&str>) = inside.into_iter().unzip();
        // Too many names for one automaton leave those of whole texts, and the texts that could hold others go.
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).ok();
        let others = others.into_iter().map(str::to_owned).collect();
        Ok(Self { whole, finder, others })
    }
}

/// Whether a name is a number, which elsewhere is an amount or a year.
fn is_code(name: &str) -> bool {
    name.chars().all(char::is_numeric)
}

impl Visitor for Names {
    fn text(&mut self, part: Part, text: &mut String) {
        if part == Part::Number || (part != Part::Name && is_code(text)) {
            return;
        }
        if let Some(other) = self.whole.get(text.as_str()) {
            other.clone_into(text);
            return;
        }
        match &self.finder {
            Some(finder) if finder.is_match(text.as_str()) => *text = finder.replace_all(text, &self.others),
            Some(_) => {}
            None => HIDDEN.clone_into(text),
        }
    }
}

impl Roster {
    /// The units that it names.
    fn units(&self) -> impl Iterator<Item = &Unit> {
        self.missing.iter().map(|missing| &missing.unit).chain(&self.double).chain(&self.extra)
    }
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn numbers_are_hidden_however_they_are_written() {
        for (text, hidden) in [
            ("1410.72", "***"),
            ("1,410.72 = 1,291.13 + 119.53", "*** = *** + ***"),
            ("增长 118.52%，差额 0.06 万元", "增长 ***%，差额 *** 万元"),
            ("１２３．４５", "***"),
            ("-3.", "-***."),
            ("无", "无"),
        ] {
            assert_eq!(without_numbers(text), hidden);
        }
    }
}
