//! An account: who and what it is, by which rules it was judged, what was found, and the account itself.

use serde::Serialize;

use super::finding::{Card, Fact, Line};
use super::links::{self, Links};
use super::table::{Table, tables};
use super::told;
use super::years::YearsView;
use crate::draw::Style;
use crate::finding::PrintedTable;
use crate::finding::Verdict;
use crate::message::{Text, msg};
use crate::report::finding_text::{Shown, sign};
use crate::report::sentence;
use crate::report::standing::Marks;
use crate::report::text::account_name;
use crate::result::{Account, Document};

/// What is shown of an account.
#[derive(Debug, Serialize)]
pub(super) struct AccountView {
    id: String,
    name: String,
    /// Whether its details are open from the start.
    open: bool,
    counts: Vec<Count>,
    /// What is to be known of it at once, and what can wait.
    facts: Vec<Fact>,
    cards: Vec<Card>,
    lines: Vec<Line>,
    /// 上年对比; none when nothing can be compared.
    pub(super) years: Option<YearsView>,
    guarded: Option<String>,
    tables: Vec<Table>,
}

/// How many instances got a verdict.
#[derive(Debug, Serialize)]
pub(super) struct Count {
    verdict: &'static str,
    sign: &'static str,
    term: String,
    count: usize,
}

impl AccountView {
    pub(super) fn of(
        document: &Document,
        number: usize,
        shown: &[Shown<'_>],
        links: &Links<'_>,
        style: &Style,
    ) -> Option<Self> {
        let account = document.accounts.get(number)?;
        let (full, rest): (Vec<&Shown>, Vec<&Shown>) = shown.iter().partition(|shown| shown.finding.is_finding());
        Some(Self {
            id: links::of_account(number),
            name: told(&heading(account, style)),
            open: document.accounts.len() == 1,
            counts: counts(account, style),
            facts: facts(account, style),
            cards: full.into_iter().zip(1..).map(|(shown, number)| Card::of(shown, number, links)).collect(),
            lines: rest.into_iter().map(|shown| Line::of(shown, links)).collect(),
            years: None,
            guarded: None,
            tables: Vec::new(),
        })
    }

    /// Adds the account itself, once everything is made that leads to its figures.
    pub(super) fn with_tables(
        mut self,
        printed: &[PrintedTable],
        number: usize,
        marks: &Marks,
        links: &Links<'_>,
        style: &Style,
    ) -> Self {
        let (all, guarded) = marks.guarded(printed);
        self.guarded = (all > 0).then(|| style.say(msg!("html-guarded", all, guarded)));
        self.tables = tables(printed, number, marks, links, style);
        self
    }
}

/// The verdicts that occur, each with its number.
fn counts(account: &Account, style: &Style) -> Vec<Count> {
    let occurring = Verdict::ALL.into_iter().map(|verdict| (verdict, account.verdicts.of(verdict)));
    let count = |(verdict, count): (Verdict, usize)| Count {
        verdict: verdict.name(),
        sign: sign(verdict),
        term: style.say(verdict.term()),
        count,
    };
    occurring.filter(|(_, count)| *count > 0).map(count).collect()
}

/// What it was judged by, and which file it is.
fn facts(account: &Account, style: &Style) -> Vec<Fact> {
    let say = |text: Text| style.say(text);
    let rules = (!account.packs.is_empty()).then(|| {
        say(msg!("report-rules", packs = Text::list(&account.packs), chosen = account.chosen.get(style.lang)))
    });
    let outcome = (account.verdicts == crate::result::Counts::default()).then(|| say(msg!("report-no-rule")));
    let facts = [
        (msg!("report-key-rules"), rules.into_iter().collect()),
        (msg!("report-key-adapted"), account.overrides.iter().map(|a| say(sentence::adapted(a))).collect()),
        (msg!("report-key-narrowed"), account.selection.iter().map(|n| say(sentence::narrowed(n))).collect()),
        (msg!("report-key-result"), outcome.into_iter().collect()),
        (msg!("report-key-file"), account.together.is_none().then(|| account.file.clone()).into_iter().collect()),
        ("SHA-256".into(), account.sha256.clone().into_iter().collect()),
        (msg!("html-classification"), account.classification.iter().map(|c| c.word().to_owned()).collect()),
    ];
    facts.into_iter().filter_map(|(key, texts): (Text, Vec<String>)| Fact::of(style, key, texts)).collect()
}

/// What an account is called. Many may be without a name; their files tell them apart.
fn heading(account: &Account, style: &Style) -> String {
    let name = account_name(account, style);
    match (&account.entity, account.together) {
        (None, None) => format!("{name} · {}", account.file),
        _ => name,
    }
}
