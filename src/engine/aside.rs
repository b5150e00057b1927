//! Accounts that were read: held, or put aside until they are judged, so that a run of many holds a few of them at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::Engine;
use crate::account::{self, Account, Header};
use crate::diagnostic::Diagnostic;
use crate::eval::{Bound, Relations};
use crate::finding::Instance;
use crate::limits::Limits;
use crate::message::msg;
use crate::pack::Dictionary;
use crate::scratch;
use crate::shelf::{Opener, Shelf, Shelved};
use crate::source::{Rest, SourceId, SourceMap, Span};

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
}

impl From<Account> for Entered {
    fn from(account: Account) -> Self {
        let entity = account.node(account.child(account.root(), "entity").unwrap_or(account.root())).span;
        let (header, file, source) = (account.header.clone(), account.file.clone(), account.source);
        Self { header, file, source, entity, kept: Kept::Here(Box::new(account)) }
    }
}

impl Entered {
    /// Gives its text back to the texts of the run, if it was put aside.
    pub(super) fn give_back(&self, texts: &mut SourceMap) -> io::Result<()> {
        if let Kept::Aside(shelved) = &self.kept {
            texts.replace(self.source, self.file.clone(), text(shelved)?);
        }
        Ok(())
    }

    /// Binds it; one that stays aside is bound only to see whether it can be. When it cannot, or all accounts must be
    /// at hand, its text is given back.
    pub(super) fn bind(
        self,
        dictionary: &Dictionary,
        all: bool,
        limits: &Limits,
        texts: &mut SourceMap,
    ) -> io::Result<Result<Stock, Vec<Diagnostic>>> {
        if all {
            self.give_back(texts)?;
        }
        let Self { header, file, source, kept, .. } = self;
        Ok(match kept {
            Kept::Here(account) => Bound::new(*account, dictionary).map(Stock::Here),
            Kept::Aside(shelved) => {
                let text = text(&shelved)?;
                let bound = Bound::new(read(source, &file, &text, limits)?, dictionary);
                if bound.is_err() {
                    texts.replace(source, file.clone(), text);
                }
                bound.map(|bound| if all { Stock::Here(bound) } else { Stock::Aside { header, file, source, shelved } })
            }
        })
    }
}

/// An account that can be judged.
#[derive(Debug)]
pub(super) enum Stock {
    Here(Bound),
    Aside { header: Header, file: String, source: SourceId, shelved: Shelved },
}

impl Stock {
    pub(super) fn header(&self) -> &Header {
        match self {
            Stock::Here(bound) => &bound.account.header,
            Stock::Aside { header, .. } => header,
        }
    }

    pub(super) fn file(&self) -> &str {
        match self {
            Stock::Here(bound) => &bound.account.file,
            Stock::Aside { file, .. } => file,
        }
    }

    pub(super) fn source(&self) -> SourceId {
        match self {
            Stock::Here(bound) => bound.account.source,
            Stock::Aside { source, .. } => *source,
        }
    }

    /// The account, if it is held.
    pub(super) fn here(&self) -> Option<&Bound> {
        match self {
            Stock::Here(bound) => Some(bound),
            Stock::Aside { .. } => None,
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
    /// Those that were put aside.
    fetched: BTreeMap<u32, Bound>,
    /// The texts with those of the fetched ones; none when none was.
    texts: Option<SourceMap>,
}

impl AtHand {
    /// Fetches what is needed for an account; all, when its rules speak of all.
    pub(super) fn of(
        (number, relations, all): (u32, &Relations, bool),
        stock: &[Stock],
        dictionary: &Dictionary,
        (limits, texts): (&Limits, &SourceMap),
    ) -> io::Result<Self> {
        let mut numbers: Vec<u32> = match all {
            true => (0..).take(stock.len()).collect(),
            false => relations.all().chain([number]).collect(),
        };
        numbers.sort_unstable();
        numbers.dedup();
        let mut at_hand = Self { numbers, fetched: BTreeMap::new(), texts: None };
        for &number in &at_hand.numbers {
            let Some(Stock::Aside { file, source, shelved, .. }) = stock.get(number as usize) else { continue };
            let text = text(shelved)?;
            let account = read(*source, file, &text, limits)?;
            at_hand.texts.get_or_insert_with(|| texts.clone()).replace(*source, file.clone(), text);
            at_hand.fetched.insert(number, Bound::new(account, dictionary).map_err(|_| changed())?);
        }
        Ok(at_hand)
    }

    /// The accounts.
    pub(super) fn accounts<'s>(&'s self, stock: &'s [Stock]) -> Vec<&'s Bound> {
        let bound = |number: &u32| match stock.get(*number as usize)? {
            Stock::Here(bound) => Some(bound),
            Stock::Aside { .. } => self.fetched.get(number),
        };
        self.numbers.iter().filter_map(bound).collect()
    }

    /// The number that one of all has among them.
    pub(super) fn number(&self, of_all: u32) -> u32 {
        self.numbers.binary_search(&of_all).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
    }

    /// Relations by their numbers.
    pub(super) fn relations(&self, of_all: &Relations) -> Relations {
        Relations {
            prior: of_all.prior.map(|number| self.number(number)),
            approved: of_all.approved.map(|number| self.number(number)),
            units: of_all.units.iter().map(|&number| self.number(number)).collect(),
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
        let Some(texts) = &self.texts else { return rests };
        let fetched: BTreeSet<SourceId> = self.fetched.values().map(|bound| bound.account.source).collect();
        for instance in instances {
            let spans = instance.evidence.figures.iter().filter_map(|figure| figure.span);
            for span in spans.filter(|span| fetched.contains(&span.source)) {
                let rest = rests.entry(span.source).or_default();
                rest.place(texts.get(span.source), span);
                if instance.is_finding() {
                    rest.lines(texts.get(span.source), span);
                }
            }
        }
        rests
    }
}

fn text(shelved: &Shelved) -> io::Result<String> {
    String::from_utf8(shelved.get()?).map_err(io::Error::other)
}

/// Reads an account again.
fn read(source: SourceId, file: &str, text: &str, limits: &Limits) -> io::Result<Account> {
    account::load_file(source, file, text, limits).map(|(account, _)| account).map_err(|_| changed())
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

    /// Reads accounts, each with the name of its file, for [`Engine::check`]. The results are in the order of the files.
    /// That one could not be put aside is an error of the run, among [`Engine::diagnostics`].
    pub fn enter(&mut self, files: Vec<(String, Vec<u8>)>) -> Vec<Result<Entered, Vec<Diagnostic>>> {
        let read = self.read(files);
        let entered = read.into_iter().map(|read| read.map(|(account, told)| self.entered(account, told)));
        entered.collect()
    }

    /// An account that something was told of stays, as its text has to.
    fn entered(&mut self, account: Account, told: bool) -> Entered {
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
