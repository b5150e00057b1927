//! Packs: a folder with `pack.yaml`, `figures.yaml` and rule files, embedded in the binary or on disk.

mod dictionary;
mod manifest;
mod ordered;
mod store;

pub(crate) use dictionary::{Content, Dictionary, Entry, EntryId, Parts};
pub use manifest::{Applies, Extends, Manifest, Years};
pub(crate) use store::{PackFiles, Store};

use crate::diagnostic::{Diagnostic, Text};
use crate::source::{SourceId, SourceMap, Span};

/// A pack that was read: its manifest, its dictionary and the texts of its rule files.
#[derive(Debug)]
pub(crate) struct Pack {
    /// The manifest.
    pub manifest: Manifest,
    /// Rule files, in the order of their names.
    pub modules: Vec<SourceId>,
    figures: Option<dictionary::File>,
    figures_source: Option<SourceId>,
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
            let text = files.files.iter().find(|(path, _)| path == name)?;
            Some(sources.add(format!("{}/{name}", files.place), text.1.clone()))
        };
        let (manifest_source, figures_source) = (typed("pack.yaml"), typed("figures.yaml"));
        let manifest = match manifest_source {
            Some(source) => read_typed::<Manifest>(source, sources).map_err(|e| problems.push(e)).ok(),
            None => {
                let message = Text::new("规则包缺少 pack.yaml", "the pack has no pack.yaml");
                problems.push(Diagnostic::file_error("pack::no_manifest", files.place.clone(), message));
                None
            }
        };
        let figures = match figures_source {
            Some(source) => read_typed::<dictionary::File>(source, sources).map_err(|e| problems.push(e)).ok(),
            None => None,
        };
        let mut modules = Vec::new();
        for (path, text) in files.files.iter().filter(|(path, _)| path.ends_with(".gj")) {
            modules.push(sources.add(format!("{}/{path}", files.place), text.clone()));
        }
        match manifest {
            Some(manifest) if problems.is_empty() => Ok(Pack { manifest, modules, figures, figures_source }),
            _ => Err(problems),
        }
    }

    /// Name and version, as reports show them.
    pub(crate) fn shown(&self) -> String {
        format!("{} {}", self.manifest.name, self.manifest.version)
    }
}

/// Reads a typed YAML file; its error becomes a diagnostic at its place.
fn read_typed<T: serde::de::DeserializeOwned>(source: SourceId, sources: &SourceMap) -> Result<T, Diagnostic> {
    let text = &sources.get(source).text;
    serde_yaml::from_str(text).map_err(|error| {
        let at = error.location().map_or(0, |l| l.index().min(text.len()));
        let message = error.to_string();
        Diagnostic::error(
            "pack::file",
            Span::new(source, at, at),
            Text::new(format!("文件内容不合要求：{message}"), format!("malformed file: {message}")),
        )
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
                return Err(vec![Diagnostic::error("pack::figures", span, Text::new(problem.clone(), problem))]);
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
