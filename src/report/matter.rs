//! What the papers of an office say of a finding, by the names that their forms have for it.

use super::finding_text::Shown;
use super::sentence;
use super::text::Listed;
use crate::draw::Style;
use crate::finding::Verdict;
use crate::layout::Field;
use crate::message::msg;
use crate::result::Document;

/// A finding with its marks on paper.
pub(super) struct Matter<'a> {
    pub(super) shown: &'a Shown<'a>,
    /// From 1.
    pub(super) number: usize,
    /// Among those of its account, from 0.
    pub(super) block: usize,
    /// The mark of its block: `A3-2`.
    pub(super) index: String,
}

impl<'a> Matter<'a> {
    /// The findings that are listed, account by account.
    pub(super) fn all(document: &Document, listed: &'a Listed<'a>) -> Vec<Vec<Self>> {
        let mut number = 0;
        let of_account = |account| {
            let shown = listed.of(account).iter();
            shown
                .enumerate()
                .map(|(block, shown)| {
                    number += 1;
                    Matter { shown, number, block, index: format!("A{}-{}", account + 1, block + 1) }
                })
                .collect()
        };
        (0..document.accounts.len()).map(of_account).collect()
    }

    /// The two numbers and their difference, or why there is no verdict.
    pub(super) fn in_short(&self, style: &Style) -> String {
        match self.shown.finding.verdict.is_judgement() {
            true => self.shown.in_short(),
            false => sentence::told(self.shown.finding, style),
        }
    }

    /// What a field says, as text.
    pub(super) fn say(&self, field: Field, style: &Style) -> String {
        let finding = self.shown.finding;
        let difference = finding.difference.as_ref();
        match field {
            Field::Number => self.number.to_string(),
            Field::Entity => finding.entity.clone().unwrap_or_else(|| finding.account.clone()),
            Field::Year => finding.year.map(|year| year.to_string()).unwrap_or_default(),
            Field::Category => {
                let terms = [finding.severity.term(), finding.verdict.term()].map(|term| style.say(term));
                terms.into_iter().chain(finding.scope.clone()).collect::<Vec<_>>().join(" · ")
            }
            Field::Severity => style.say(finding.severity.term()),
            Field::Verdict => style.say(finding.verdict.term()),
            Field::Scope => finding.scope.clone().unwrap_or_default(),
            Field::Rule => finding.rule.clone(),
            Field::Title => self.shown.titled_element(),
            Field::Summary => match &finding.message {
                Some(message) if finding.verdict != Verdict::Waived => message.clone(),
                _ => format!("{}\n{}", self.shown.titled_element(), self.in_short(style)).trim_end().to_owned(),
            },
            Field::Difference => difference.map(|d| d.short.clone()).unwrap_or_default(),
            Field::Unit => difference.map(|d| d.suffix().to_owned()).unwrap_or_default(),
            Field::Amount => difference.map(|d| sentence::gap(d, style)).unwrap_or_default(),
            Field::Computation => {
                let line = |(key, text)| style.say(msg!("xlsx-side", key, text));
                self.shown.sides().into_iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Field::Place => self.shown.places().join("\n"),
            Field::Basis => self.shown.basis().join("\n"),
            Field::Index => self.index.clone(),
        }
    }
}
