//! What the command line and the configuration set for a run: values of parameters, the configuration itself,
//! the packs as they were locked.

use super::Engine;
use crate::config::{Config, Lock};
use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::pack::{Given, Resolved};
use crate::source::Span;

impl Engine {
    /// Sets a parameter of the packs, over what the packs set.
    pub fn set_parameter(&mut self, name: &str, value: &str) {
        self.set_parameter_in(name, value, "--param", None);
    }

    /// Sets a parameter as the configuration says; `by` and `span` are where it says so.
    pub fn set_parameter_in(&mut self, name: &str, value: &str, by: &str, span: Option<Span>) {
        self.unsettle();
        self.parameters.retain(|given| given.name != name);
        self.parameters.push(Given { name: name.to_owned(), value: value.to_owned(), by: by.to_owned(), span });
    }

    /// Reads the text of a configuration, whose places are then known to [`Engine::sources`]. It sets nothing.
    ///
    /// # Errors
    /// What is wrong with it, at its place.
    pub fn read_config(&mut self, name: &str, text: &str) -> Result<Config, Diagnostic> {
        let source = self.sources.add(name, text);
        Config::read(source, text)
    }

    /// Says that the packs are named by a configuration, for the head of reports.
    pub fn packs_named_in(&mut self, config: &str) {
        self.unsettle();
        self.packs_from = Some(config.to_owned());
    }

    /// Reads the text of a lock.
    ///
    /// # Errors
    /// What is wrong with it, at its place.
    pub fn read_lock(&mut self, name: &str, text: &str) -> Result<Lock, Diagnostic> {
        let source = self.sources.add(name, text);
        Lock::read(source, text)
    }

    /// Uses packs only that are as locked.
    pub fn use_lock(&mut self, lock: Lock) {
        self.unsettle();
        self.lock = Some(lock);
    }

    /// The lock of the packs named with all that they build on; without any, of every pack that may be chosen.
    ///
    /// # Errors
    /// What is wrong with the packs.
    pub fn locked(&mut self) -> Result<Lock, Vec<Diagnostic>> {
        let named = if self.packs.is_empty() { self.store.names() } else { self.packs.clone() };
        let mut lock = Lock::default();
        for name in named {
            for pack in self.store.resolve(&name, &mut self.sources)?.packs {
                let manifest = &pack.manifest;
                lock.add(&manifest.name, &manifest.version.to_string(), self.store.digests(&manifest.name));
            }
        }
        Ok(lock)
    }

    /// Who named the packs.
    pub(super) fn named(&self) -> Text {
        match &self.packs_from {
            Some(config) => msg!("pack-named-in", config),
            None => msg!("pack-named"),
        }
    }

    /// That packs are as locked, if they have to be.
    pub(super) fn unlocked(&self, resolved: &Resolved) -> Result<(), Vec<Diagnostic>> {
        let Some(lock) = &self.lock else { return Ok(()) };
        let of_pack = |pack: &std::sync::Arc<crate::pack::Pack>| {
            let manifest = &pack.manifest;
            let place = self.store.files(&manifest.name).map_or("", |files| files.place.as_str());
            let files = self.store.digests(&manifest.name);
            lock.differences(&manifest.name, &manifest.version.to_string(), place, &files)
        };
        let problems: Vec<Diagnostic> = resolved.packs.iter().flat_map(of_pack).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}
