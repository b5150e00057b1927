//! Packs: a folder with `pack.yaml`, `figures.yaml`, `codes.yaml` and rule files, embedded in the binary or on disk.

mod adapt;
mod codes;
mod dictionary;
mod entries;
mod figure_info;
mod manifest;
mod ordered;
mod prepared;
mod store;
mod typed;

use std::sync::Arc;

pub(crate) use adapt::{Given, RuleChange, adapt};
pub use codes::CodeInfo;
pub(crate) use codes::{Codes, File as CodesFile, Unnamed, same_name};
pub(crate) use dictionary::{
    Content, Declared, Dictionary, Entry, EntryId, File as FiguresFile, Group, Parts, Sort, Word, says_yuan,
};
pub(crate) use entries::{Listed, entries, whole};
pub use figure_info::FigureInfo;
pub(crate) use manifest::ParameterValue;
pub use manifest::{Applies, Extends, Manifest, Override, Parameter, ParameterKind, Retired, Years};
pub(crate) use ordered::Ordered;
pub(crate) use store::{PackFiles, Store};

use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{self, ast::Module};
pub(crate) use typed::told as typed_message;
use typed::{Problem, Typed};

/// Most characters of a pack's name.
const MAX_NAME: usize = 64;

/// A pack that was read: its manifest, its dictionary, its codes and the texts of its rule files.
#[derive(Debug)]
pub(crate) struct Pack {
    /// The manifest.
    pub manifest: Manifest,
    /// Rule files, in the order of their names.
    pub modules: Vec<RuleFile>,
    /// The text of the manifest.
    pub manifest_source: SourceId,
    figures: Option<Typed<dictionary::File>>,
    codes: Option<Typed<codes::File>>,
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

    /// Whether its tree is stored in the binary, which it is when it has no mistake of syntax.
    pub(crate) fn is_stored(self) -> bool {
        !self.prepared.is_empty()
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

/// Packs with all they build on, the farthest first, and what they declare together.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// The packs.
    pub packs: Vec<Arc<Pack>>,
    /// Every figure that they declare.
    pub dictionary: Dictionary,
    /// Every standard subject that they list.
    pub codes: Codes,
}

impl Pack {
    /// Reads the files of a pack. Everything that is wrong with the manifest, the dictionary or the codes
    /// is reported; rule files are read when the pack is compiled.
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    pub(crate) fn read(files: &PackFiles, sources: &mut SourceMap) -> Result<Pack, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut typed = |name: &str| {
            let file = files.files.iter().find(|file| file.path == name)?;
            Some((sources.add_text(format!("{}/{name}", files.place), file.text.clone()), file.prepared))
        };
        let (manifest, figures, codes) = (typed("pack.yaml"), typed("figures.yaml"), typed("codes.yaml"));
        if manifest.is_none() {
            problems.push(Diagnostic::file_error("pack::no_manifest", files.place.clone(), msg!("pack-no-manifest")));
        }
        let manifest = manifest.and_then(|file| typed::read::<Manifest>(file, sources, &mut problems));
        let figures = figures.and_then(|file| typed::read(file, sources, &mut problems));
        let codes = codes.and_then(|file| typed::read(file, sources, &mut problems));
        let mut modules = Vec::new();
        for file in files.files.iter().filter(|file| file.path.ends_with(".gj")) {
            let source = sources.add_text(format!("{}/{}", files.place, file.path), file.text.clone());
            modules.push(RuleFile { source, prepared: file.prepared });
        }
        if let Some(manifest) = manifest.as_ref().filter(|m| !is_name(&m.value.name)) {
            let name = &manifest.value.name;
            let at = sources.get(manifest.source).text.find(name.as_str()).unwrap_or_default();
            let span = Span::new(manifest.source, at, at + name.len());
            let problem = Diagnostic::error("pack::name", span, msg!("pack-name", name));
            problems.push(problem.with_help(msg!("pack-name-help")));
        }
        match manifest {
            Some(manifest) if problems.is_empty() => {
                Ok(Pack { manifest_source: manifest.source, manifest: manifest.value, modules, figures, codes })
            }
            _ => Err(problems),
        }
    }

    /// The parameters that it declares, by their names.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &(String, Parameter)> {
        self.manifest.parameters.0.iter()
    }

    /// Name and version, as reports show them.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.version)
    }
}

/// Whether a word can be the name of a pack, and so of the folder that a copy of it lies in.
pub fn is_name(word: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    word.starts_with(char::is_alphanumeric) && word.chars().all(inner) && word.chars().count() <= MAX_NAME
}

impl Resolved {
    /// What some packs declare together.
    ///
    /// # Errors
    /// Declarations that contradict each other.
    fn of(packs: Vec<Arc<Pack>>, sources: &SourceMap) -> Result<Resolved, Vec<Diagnostic>> {
        let figures: Vec<&Typed<dictionary::File>> = packs.iter().filter_map(|p| p.figures.as_ref()).collect();
        let dictionary = Dictionary::of(figures.iter().map(|f| &f.value))
            .map_err(|problems| typed::diagnostics("pack::figures", problems, &figures, sources))?;
        let codes: Vec<&Typed<codes::File>> = packs.iter().filter_map(|p| p.codes.as_ref()).collect();
        let codes = Codes::of(codes.iter().map(|f| &f.value))
            .map_err(|problems| typed::diagnostics("pack::codes", problems, &codes, sources))?;
        Ok(Resolved { packs, dictionary, codes })
    }

    /// Packs that were named side by side, as one.
    ///
    /// # Errors
    /// As for one pack: two of them may declare figures that contradict each other.
    pub(crate) fn together(mut several: Vec<Resolved>, sources: &SourceMap) -> Result<Resolved, Vec<Diagnostic>> {
        if let [_] = several.as_slice() {
            return Ok(several.remove(0));
        }
        let mut packs: Vec<Arc<Pack>> = Vec::new();
        for pack in several.into_iter().flat_map(|resolved| resolved.packs) {
            if packs.iter().all(|p| p.manifest.name != pack.manifest.name) {
                packs.push(pack);
            }
        }
        Resolved::of(packs, sources)
    }
}

impl Store {
    /// Resolves a pack with everything it extends.
    pub(crate) fn resolve(&mut self, name: &str, sources: &mut SourceMap) -> Result<Resolved, Vec<Diagnostic>> {
        let mut order = Vec::new();
        self.visit(name, sources, &mut Vec::new(), &mut order)?;
        Resolved::of(order, sources)
    }

    fn visit(
        &mut self,
        name: &str,
        sources: &mut SourceMap,
        chain: &mut Vec<String>,
        order: &mut Vec<Arc<Pack>>,
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
