//! Packs: a folder with `pack.yaml`, `figures.yaml` and rule files, embedded in the binary or on disk.

mod adapt;
mod dictionary;
mod manifest;
mod ordered;
mod prepared;
mod store;

pub(crate) use adapt::{RuleChange, adapt};
pub(crate) use dictionary::{Content, Dictionary, Entry, EntryId, Parts};
pub(crate) use manifest::ParameterValue;
pub use manifest::{Applies, Extends, Manifest, Override, Parameter, ParameterKind, Retired, Years};
pub(crate) use store::{PackFiles, Store};

use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{self, ast::Module};

/// A pack that was read: its manifest, its dictionary and the texts of its rule files.
#[derive(Debug)]
pub(crate) struct Pack {
    /// The manifest.
    pub manifest: Manifest,
    /// Rule files, in the order of their names.
    pub modules: Vec<RuleFile>,
    manifest_source: SourceId,
    figures: Option<dictionary::File>,
    figures_source: Option<SourceId>,
}

/// A rule file of a pack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RuleFile {
    /// Its text.
    pub source: SourceId,
    prepared: &'static [u8],
}

impl RuleFile {
    /// A rule file outside any pack.
    pub(crate) fn loose(source: SourceId) -> Self {
        Self { source, prepared: &[] }
    }

    /// Its syntax tree as stored in the binary.
    fn stored(self) -> Option<Module> {
        prepared::decode(self.source, self.prepared)
    }

    /// Its syntax tree, and everything that is wrong with its syntax.
    pub(crate) fn parse(self, sources: &SourceMap) -> (Module, Vec<Diagnostic>) {
        match self.stored() {
            Some(module) => (module, Vec::new()),
            None => syntax::parse_module(self.source, &sources.get(self.source).text),
        }
    }
}

/// A pack with all it builds on, the farthest first, and their common dictionary.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// The packs.
    pub packs: Vec<std::sync::Arc<Pack>>,
    /// Every figure that they declare.
    pub dictionary: Dictionary,
}

impl Pack {
    /// Reads the files of a pack. Everything that is wrong with the manifest or the dictionary is
    /// reported; rule files are read when the pack is compiled.
    pub(crate) fn read(files: &PackFiles, sources: &mut SourceMap) -> Result<Pack, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut typed = |name: &str| {
            let file = files.files.iter().find(|file| file.path == name)?;
            Some((sources.add(format!("{}/{name}", files.place), &*file.text), file.prepared))
        };
        let (manifest_file, figures_file) = (typed("pack.yaml"), typed("figures.yaml"));
        let manifest = match manifest_file {
            Some(file) => read_typed::<Manifest>(file, sources).map_err(|e| problems.push(e)).ok(),
            None => {
                let message = msg!("pack-no-manifest");
                problems.push(Diagnostic::file_error("pack::no_manifest", files.place.clone(), message));
                None
            }
        };
        let figures = match figures_file {
            Some(file) => read_typed::<dictionary::File>(file, sources).map_err(|e| problems.push(e)).ok(),
            None => None,
        };
        let mut modules = Vec::new();
        for file in files.files.iter().filter(|file| file.path.ends_with(".gj")) {
            let source = sources.add(format!("{}/{}", files.place, file.path), &*file.text);
            modules.push(RuleFile { source, prepared: file.prepared });
        }
        match (manifest, manifest_file) {
            (Some(manifest), Some((manifest_source, _))) if problems.is_empty() => {
                let figures_source = figures_file.map(|(source, _)| source);
                Ok(Pack { manifest, manifest_source, modules, figures, figures_source })
            }
            _ => Err(problems),
        }
    }

    /// What its `figures.yaml` declares.
    pub(crate) fn figures(&self) -> Option<&dictionary::File> {
        self.figures.as_ref()
    }

    /// Name and version, as reports show them.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.version)
    }
}

/// Reads a typed YAML file; its error becomes a diagnostic at its place.
fn read_typed<T: serde::de::DeserializeOwned>(
    (source, prepared): (SourceId, &'static [u8]),
    sources: &SourceMap,
) -> Result<T, Diagnostic> {
    if let Some(value) = prepared::decode(source, prepared) {
        return Ok(value);
    }
    let text = &sources.get(source).text;
    serde_yaml::from_str(text).map_err(|error| {
        let at = error.location().map_or(0, |l| l.index().min(text.len()));
        let message = error.to_string();
        Diagnostic::error("pack::file", Span::new(source, at, at), msg!("pack-malformed", message))
    })
}

impl Store {
    /// Resolves a pack with everything it extends.
    pub(crate) fn resolve(&mut self, name: &str, sources: &mut SourceMap) -> Result<Resolved, Vec<Diagnostic>> {
        let mut order = Vec::new();
        self.visit(name, sources, &mut Vec::new(), &mut order)?;
        let mut dictionary = Dictionary::default();
        for pack in &order {
            let Some(figures) = &pack.figures else { continue };
            if let Err(problem) = dictionary.add(figures) {
                let span = Span::new(pack.figures_source.unwrap_or(SourceId(0)), 0, 0);
                return Err(vec![Diagnostic::error("pack::figures", span, problem)]);
            }
        }
        Ok(Resolved { packs: order, dictionary })
    }

    fn visit(
        &mut self,
        name: &str,
        sources: &mut SourceMap,
        chain: &mut Vec<String>,
        order: &mut Vec<std::sync::Arc<Pack>>,
    ) -> Result<(), Vec<Diagnostic>> {
        if order.iter().any(|p| p.manifest.name == name) {
            return Ok(());
        }
        let fail = |code, message: Text| vec![Diagnostic::file_error(code, name, message)];
        if chain.iter().any(|n| n == name) {
            let cycle = format!("{} → {name}", chain.join(" → "));
            return Err(fail("pack::cycle", msg!("pack-cycle", cycle)));
        }
        let Some(pack) = self.get(name, sources)? else {
            return Err(fail("pack::unknown", msg!("pack-unknown", name, known = Text::list(self.names()))));
        };
        chain.push(name.to_owned());
        for parent in &pack.manifest.extends {
            self.visit(&parent.pack, sources, chain, order)?;
            let found = order.iter().find(|p| p.manifest.name == parent.pack);
            if let Some(found) = found.filter(|p| !parent.version.matches(&p.manifest.version)) {
                let (has, wants) = (found.manifest.version.to_string(), parent.version.to_string());
                return Err(fail("pack::version", msg!("pack-version", name, parent = &parent.pack, wants, has)));
            }
        }
        chain.pop();
        order.push(pack);
        Ok(())
    }
}
