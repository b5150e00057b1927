//! Accounts that were read: held, or put aside until they are judged, so that a run of many holds a few of them at a time.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::judge::Judged;
use super::{Compiled, Engine};
use crate::account::{self, Account, Header};
use crate::diagnostic::Diagnostic;
use crate::eval::{Bound, Relations};
use crate::finding::Instance;
use crate::limits::Limits;
use crate::message::msg;
use crate::pack::Dictionary;
use crate::plan::Needs;
use crate::scratch;
use crate::shelf::{Opener, Shelf, Shelved};
use crate::source::{Rest, Source, SourceId, SourceMap, Span};

/// An account that was read, for [`Engine::check`].
#[derive(Debug)]
pub struct Entered {
    pub(super) header: Header,
    pub(super) file: String,
    pub(super) source: SourceId,
    /// Where it says whose it is.
    pub(super) entity: Span,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Here(Box<Account>),
    /// Its text, which was good.
    Aside(Shelved),
    /// What was made of it by a program as soon as it was read, or why it cannot be bound.
    Judged(Arc<Compiled>, Result<Box<Judged>, Vec<Diagnostic>>),
}

impl From<Account> for Entered {
    fn from(account: Account) -> Self {
        Head::of(&account).with(Kept::Here(Box::new(account)))
    }
}

/// What is known of an account wherever it is kept.
pub(super) struct Head {
    header: Header,
    file: String,
    source: SourceId,
    entity: Span,
}

impl Head {
    pub(super) fn of(account: &Account) -> Self {
        let entity = account.node(account.child(account.root(), "entity").unwrap_or(account.root())).span;
        Self { header: account.header.clone(), file: account.file.clone(), source: account.source, entity }
    }

    /// What has to be known of its text for it to be shown where it says whose it is: there may be another of the same.
    pub(super) fn drawn(&self, text: &str) -> Rest {
        match (&self.header.entity.name, self.header.year) {
            (Some(_), Some(_)) => Rest::drawn(text, self.entity),
            _ => Rest::default(),
        }
    }

    /// The account, of which this was made by a program.
    pub(super) fn judged(self, by: Arc<Compiled>, judged: Result<Judged, Vec<Diagnostic>>) -> Entered {
        self.with(Kept::Judged(by, judged.map(Box::new)))
    }

    fn with(self, kept: Kept) -> Entered {
        let Self { header, file, source, entity } = self;
        Entered { header, file, source, entity, kept }
    }
}

impl Entered {
    /// Gives its text back to the texts of the run, if it was put aside.
    pub(super) fn give_back(&self, texts: &mut SourceMap) -> io::Result<()> {
        if let Kept::Aside(shelved) = &self.kept {
            texts.put(self.source, text(&self.file, shelved)?);
        }
        Ok(())
    }

    /// Binds it; one that stays aside is bound only to see whether it can be. When it cannot, or all accounts must be
    /// at hand, its text is given back. With what was made of it before, which counts only where accounts may be judged
    /// `at_once` and by the very program.
    pub(super) fn bind(
        self,
        (compiled, at_once): (&Arc<Compiled>, bool),
        needs: Needs,
        limits: &Limits,
        texts: &mut SourceMap,
    ) -> io::Result<Result<Ready, Vec<Diagnostic>>> {
        let dictionary = &compiled.program.dictionary;
        let all = needs == Needs::All;
        if all {
            self.give_back(texts)?;
        }
        let Self { header, file, source, kept, .. } = self;
        Ok(match kept {
            Kept::Here(account) => Bound::new(*account, dictionary).map(|bound| (Stock::Here(bound), None)),
            Kept::Aside(shelved) => {
                let text = text(&file, &shelved)?;
                let bound = Bound::new(read(source, &text, limits)?, dictionary);
                if bound.is_err() {
                    texts.put(source, text);
                }
                let stock = |bound| match all {
                    true => Stock::Here(bound),
                    false => Stock::Aside { header, file, source, shelved },
                };
                bound.map(|bound| (stock(bound), None))
            }
            Kept::Judged(by, judged) if at_once && Arc::ptr_eq(&by, compiled) => {
                judged.map(|judged| (Stock::Judged { header, file, source }, Some(judged)))
            }
            Kept::Judged(..) => return Err(changed()),
        })
    }
}

/// An account that can be judged, with what was made of it before.
type Ready = (Stock, Option<Box<Judged>>);

/// An account that can be judged.
#[derive(Debug)]
pub(super) enum Stock {
    Here(Bound),
    Aside {
        header: Header,
        file: String,
        source: SourceId,
        shelved: Shelved,
    },
    /// It has been.
    Judged {
        header: Header,
        file: String,
        source: SourceId,
    },
}

impl Stock {
    pub(super) fn header(&self) -> &Header {
        match self {
            Stock::Here(bound) => &bound.account.header,
            Stock::Aside { header, .. } | Stock::Judged { header, .. } => header,
        }
    }

    pub(super) fn file(&self) -> &str {
        match self {
            Stock::Here(bound) => &bound.account.file,
            Stock::Aside { file, .. } | Stock::Judged { file, .. } => file,
        }
    }

    pub(super) fn source(&self) -> SourceId {
        match self {
            Stock::Here(bound) => bound.account.source,
            Stock::Aside { source, .. } | Stock::Judged { source, .. } => *source,
        }
    }

    /// The account, if it is held.
    pub(super) fn here(&self) -> Option<&Bound> {
        match self {
            Stock::Here(bound) => Some(bound),
            Stock::Aside { .. } | Stock::Judged { .. } => None,
        }
    }

    pub(super) fn is_aside(&self) -> bool {
        matches!(self, Stock::Aside { .. })
    }
}

/// The accounts that are at hand while one of them is judged, in the order of all: itself, and those of which it speaks.
pub(super) struct AtHand {
    /// Their numbers among all.
    numbers: Vec<u32>,
    /// Those that are held by nobody else, in the order of their numbers.
    fetched: Vec<Fetched>,
    /// The texts with those of the fetched ones; none when none was put aside.
    texts: Option<SourceMap>,
}

/// An account that is at hand while it is needed, and its text.
struct Fetched {
    number: u32,
    bound: Bound,
    text: Arc<Source>,
}

impl AtHand {
    /// One account alone, with its text.
    pub(super) fn alone(bound: Bound, text: Arc<Source>) -> Self {
        Self { numbers: vec![0], fetched: vec![Fetched { number: 0, bound, text }], texts: None }
    }

    /// Fetches those that are needed for an account.
    pub(super) fn of(
        (number, relations, needs): (u32, &Relations, Needs),
        stock: &[Stock],
        dictionary: &Dictionary,
        (limits, texts): (&Limits, &SourceMap),
    ) -> io::Result<Self> {
        let mut numbers: Vec<u32> = match needs {
            Needs::All => (0..).take(stock.len()).collect(),
            Needs::Related => relations.all().chain([number]).collect(),
            Needs::None => vec![number],
        };
        numbers.sort_unstable();
        numbers.dedup();
        let mut at_hand = Self { numbers, fetched: Vec::new(), texts: None };
        for &number in &at_hand.numbers {
            let Some(Stock::Aside { file, source, shelved, .. }) = stock.get(number as usize) else { continue };
            let text = text(file, shelved)?;
            let account = read(*source, &text, limits)?;
            at_hand.texts.get_or_insert_with(|| texts.clone()).put(*source, text.clone());
            let bound = Bound::new(account, dictionary).map_err(|_| changed())?;
            at_hand.fetched.push(Fetched { number, bound, text });
        }
        Ok(at_hand)
    }

    /// The accounts.
    pub(super) fn accounts<'s>(&'s self, stock: &'s [Stock]) -> Vec<&'s Bound> {
        let bound = |number: &u32| match self.fetched.binary_search_by_key(number, |fetched| fetched.number) {
            Ok(at) => self.fetched.get(at).map(|fetched| &fetched.bound),
            Err(_) => stock.get(*number as usize)?.here(),
        };
        self.numbers.iter().filter_map(bound).collect()
    }

    /// The number that one of all has among them.
    pub(super) fn number(&self, of_all: u32) -> Option<u32> {
        self.numbers.binary_search(&of_all).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// Relations by their numbers; none to those that are not needed.
    pub(super) fn relations(&self, of_all: &Relations) -> Relations {
        Relations {
            prior: of_all.prior.and_then(|number| self.number(number)),
            approved: of_all.approved.and_then(|number| self.number(number)),
            units: of_all.units.iter().filter_map(|&number| self.number(number)).collect(),
        }
    }

    /// The texts in which their figures stand.
    pub(super) fn texts<'s>(&'s self, texts: &'s SourceMap) -> &'s SourceMap {
        self.texts.as_ref().unwrap_or(texts)
    }

    /// Gives the accounts of figures their numbers among all.
    pub(super) fn renumber(&self, instances: &mut [Instance]) {
        for figure in instances.iter_mut().flat_map(|instance| instance.evidence.figures_mut()) {
            figure.account = self.numbers.get(figure.account).copied().unwrap_or_default() as usize;
        }
    }

    /// What has to be known of the texts that were fetched: where the figures of instances stand, and the lines of those
    /// that something is wrong with.
    pub(super) fn rests(&self, instances: &[Instance]) -> BTreeMap<SourceId, Rest> {
        let mut rests: BTreeMap<SourceId, Rest> = BTreeMap::new();
        let text = |fetched: &Fetched| (fetched.bound.account.source, fetched.text.clone());
        let texts: BTreeMap<SourceId, Arc<Source>> = self.fetched.iter().map(text).collect();
        for instance in instances {
            for span in instance.evidence.figures.iter().filter_map(|figure| figure.span) {
                let Some(text) = texts.get(&span.source) else { continue };
                let rest = rests.entry(span.source).or_default();
                rest.place(text, span);
                if instance.is_finding() {
                    rest.lines(text, span);
                }
            }
        }
        rests
    }
}

/// The text of a file that was put aside.
fn text(file: &str, shelved: &Shelved) -> io::Result<Arc<Source>> {
    let text = String::from_utf8(shelved.get()?).map_err(io::Error::other)?;
    Ok(Arc::new(Source::new(file, text)))
}

/// Reads an account again.
fn read(source: SourceId, text: &Source, limits: &Limits) -> io::Result<Account> {
    account::load_source(source, text, limits).map(|(account, _)| account).map_err(|_| changed())
}

/// That what was put aside is not what it was.
fn changed() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// How many accounts a run holds, and where it puts the others.
#[derive(Debug)]
pub(super) struct Aside {
    /// How many accounts are held; none: all.
    pub(super) held: Option<usize>,
    pub(super) shelf: Arc<Shelf>,
    /// How many have been entered.
    entered: usize,
}

impl Default for Aside {
    fn default() -> Self {
        Self { held: None, shelf: scratch::shelf(), entered: 0 }
    }
}

impl Engine {
    /// Has [`Engine::enter`] hold so many accounts, and put more of them into a file without a name, in the system's
    /// folder for such, until they are judged; what reports carry of these accounts is put there as well, and of their
    /// texts only what reports point to is kept. The report is the same.
    pub fn hold(&mut self, accounts: usize) {
        self.aside.held = Some(accounts);
    }

    /// Puts accounts on what `open` gives in the place of a file without a name.
    pub fn put_aside_on(&mut self, open: Opener) {
        self.aside.shelf = Shelf::new(open);
    }

    /// An account that something was told of stays, as its text has to.
    pub(super) fn entered(&mut self, account: Account, told: bool) -> Entered {
        let mut entered = Entered::from(account);
        self.aside.entered = self.aside.entered.saturating_add(1);
        if told || self.aside.held.is_none_or(|held| self.aside.entered <= held) {
            return entered;
        }
        match self.aside.shelf.put(self.sources.get(entered.source).text.as_bytes()) {
            Ok(shelved) => {
                entered.kept = Kept::Aside(shelved);
                self.sources.let_go(entered.source, Rest::default());
            }
            Err(error) => self.failed(&error),
        }
        entered
    }

    /// Tells once that the run cannot go on, since something could not be put aside or fetched again.
    pub(super) fn failed(&mut self, error: &io::Error) {
        const CODE: &str = "file::put_aside";
        if self.diagnostics.iter().all(|told| told.code != CODE) {
            let message = msg!("engine-put-aside", error = error.to_string());
            let folder = scratch::folder();
            self.diagnostics
                .push(Diagnostic::file_error(CODE, folder, message).with_help(msg!("engine-put-aside-help")));
        }
    }
}
