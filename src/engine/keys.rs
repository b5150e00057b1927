//! Names that stand in the accounts read so far: what a rule outside any pack may name without a dictionary.

use std::collections::HashSet;

use crate::account::{Account, Key};

/// Places for names met last. Accounts of a folder have the same few hundred names.
const PLACES: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct Keys {
    all: HashSet<String>,
    /// The name met last of each hash, cut to the number of places; empty until a second account comes.
    met: Vec<String>,
}

impl Keys {
    /// Adds the names of an account.
    pub(super) fn add(&mut self, account: &Account) {
        // Those of the first account are new anyway.
        if !self.all.is_empty() {
            self.met.resize(PLACES, String::new());
        }
        for id in account.ids() {
            let (Key::Name(name), Some(hash)) = (account.key(id), account.key_hash(id)) else { continue };
            match self.met.get_mut(hash as usize % PLACES) {
                Some(met) if met == name => continue,
                Some(met) => name.clone_into(met),
                None => {}
            }
            if !self.all.contains(name) {
                self.all.insert(name.to_owned());
            }
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> &HashSet<String> {
        &self.all
    }
}
