//! Packs: a folder with `pack.yaml`, `figures.yaml`, `codes.yaml` and rule files, embedded in the binary or on disk.

mod codes;
mod dictionary;
mod figure_info;
mod manifest;
mod ordered;
mod store;
mod typed;

use std::sync::Arc;

pub use codes::CodeInfo;
pub(crate) use codes::{Codes, File as CodesFile, Unnamed, same_name};
pub(crate) use dictionary::{Content, Dictionary, Entry, EntryId, File as FiguresFile};
pub use figure_info::FigureInfo;
pub use manifest::{Applies, Extends, Manifest, Years};
pub(crate) use store::{PackFiles, Store};

use crate::diagnostic::{Diagnostic, Text};
use crate::source::{SourceId, SourceMap};
use typed::{Problem, Typed};

/// A pack that was read: its manifest, its dictionary, its codes and the texts of its rule files.
#[derive(Debug)]
pub(crate) struct Pack {
    /// The manifest.
    pub manifest: Manifest,
    /// Rule files, in the order of their names.
    pub modules: Vec<SourceId>,
    figures: Option<Typed<dictionary::File>>,
    codes: Option<Typed<codes::File>>,
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
    pub(crate) fn read(files: &PackFiles, sources: &mut SourceMap) -> Result<Pack, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut typed = |name: &str| {
            let text = files.files.iter().find(|(path, _)| path == name)?;
            Some(sources.add(format!("{}/{name}", files.place), text.1.clone()))
        };
        let (manifest, figures, codes) = (typed("pack.yaml"), typed("figures.yaml"), typed("codes.yaml"));
        if manifest.is_none() {
            let message = Text::new("规则包缺少 pack.yaml", "the pack has no pack.yaml");
            problems.push(Diagnostic::file_error("pack::no_manifest", files.place.clone(), message));
        }
        let manifest = manifest.and_then(|source| typed::read::<Manifest>(source, sources, &mut problems));
        let figures = figures.and_then(|source| typed::read(source, sources, &mut problems));
        let codes = codes.and_then(|source| typed::read(source, sources, &mut problems));
        let mut modules = Vec::new();
        for (path, text) in files.files.iter().filter(|(path, _)| path.ends_with(".gj")) {
            modules.push(sources.add(format!("{}/{path}", files.place), text.clone()));
        }
        match manifest {
            Some(manifest) if problems.is_empty() => Ok(Pack { manifest: manifest.value, modules, figures, codes }),
            _ => Err(problems),
        }
    }

    /// Name and version, as reports show them.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.version)
    }
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
        let fail =
            |code, zh: String, en: String| vec![Diagnostic::file_error(code, name.to_owned(), Text::new(zh, en))];
        if chain.iter().any(|n| n == name) {
            let cycle = format!("{} → {name}", chain.join(" → "));
            return Err(fail(
                "pack::cycle",
                format!("规则包循环引用：{cycle}"),
                format!("packs extend each other in a circle: {cycle}"),
            ));
        }
        let Some(pack) = self.get(name, sources)? else {
            let known = self.names().join("、");
            return Err(fail(
                "pack::unknown",
                format!("没有规则包 `{name}`，现有：{known}"),
                format!("there is no pack `{name}`; known: {known}"),
            ));
        };
        chain.push(name.to_owned());
        for parent in &pack.manifest.extends {
            self.visit(&parent.pack, sources, chain, order)?;
            let found = order.iter().find(|p| p.manifest.name == parent.pack);
            if let Some(found) = found.filter(|p| !parent.version.matches(&p.manifest.version)) {
                let (has, wants) = (&found.manifest.version, &parent.version);
                return Err(fail(
                    "pack::version",
                    format!("规则包 `{name}` 要求 `{}` {wants}，现有 {has}", parent.pack),
                    format!("pack `{name}` wants `{}` {wants}, found {has}", parent.pack),
                ));
            }
        }
        chain.pop();
        order.push(pack);
        Ok(())
    }
}
