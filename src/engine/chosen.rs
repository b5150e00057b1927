//! By which packs accounts are judged: chosen by what of an account decides it, and their program made once.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Compiled, Engine};
use crate::account::Header;

/// Most choices of packs that are remembered at a time. An account may name any province and level it likes, and what
/// is remembered must not grow with what strangers write.
const MOST: usize = 1024;

/// What of an account decides which packs judge it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Choice {
    province: Option<String>,
    level: Option<String>,
    year: Option<i32>,
}

impl Choice {
    fn of(header: &Header) -> Self {
        let entity = &header.entity;
        Self { province: entity.province.clone(), level: entity.level.clone(), year: header.year }
    }
}

/// What was chosen so far; none for packs that cannot be used.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    by_choice: HashMap<Choice, Option<Arc<Compiled>>>,
    by_packs: HashMap<Vec<String>, Option<Arc<Compiled>>>,
}

impl Chosen {
    /// The program for an account, if it is known; none within for packs that cannot be used.
    pub(super) fn known(&self, header: &Header) -> Option<&Option<Arc<Compiled>>> {
        self.by_choice.get(&Choice::of(header))
    }

    /// The program for an account whose like has not been seen; the same packs share one. `make` makes it.
    pub(super) fn choose(
        &mut self,
        header: &Header,
        engine: &mut Engine,
        make: impl FnOnce(&mut Engine, &[String]) -> Option<Arc<Compiled>>,
    ) -> Option<Arc<Compiled>> {
        let (packs, _) = engine.choose(header);
        let chosen = self.by_packs.entry(packs).or_insert_with_key(|packs| make(engine, packs)).clone();
        if self.by_choice.len() >= MOST {
            self.by_choice.clear();
        }
        self.by_choice.insert(Choice::of(header), chosen.clone());
        chosen
    }

    /// How many choices are remembered, and how many programs.
    #[cfg(test)]
    pub(super) fn remembered(&self) -> (usize, usize) {
        (self.by_choice.len(), self.by_packs.len())
    }

    #[cfg(test)]
    pub(super) const MOST: usize = MOST;
}
