//! Where packs are found: the ones inside the binary, and folders named by the user.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::Arc;

use super::prepared;
use super::{Manifest, Pack, RuleFile};
use crate::account::Header;
use crate::diagnostic::Diagnostic;
use crate::digest::sha256;
use crate::message::{Text, msg};
use crate::source::{SourceId, SourceMap};

/// The packs under `rules/` by their folders, as build.rs stored them. Nothing of them is read before it is asked for.
static EMBEDDED: &[(&str, &[PackFile])] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Largest file of a pack, in bytes.
const MAX_FILE: u64 = 4 * 1024 * 1024;
/// Most files of a pack.
const MAX_FILES: usize = 2_000;

/// The texts of a pack, wherever they came from.
#[derive(Debug, Clone)]
pub(crate) struct PackFiles {
    /// The place as shown to the user: `rules/national`, or the folder as given.
    pub place: String,
    /// In the order of their paths.
    pub files: Cow<'static, [PackFile]>,
    /// Whether they were read from a folder, and not from the binary.
    pub on_disk: bool,
}

/// One file of a pack.
#[derive(Debug, Clone)]
pub(crate) struct PackFile {
    /// Path within the pack, with `/`.
    pub path: Cow<'static, str>,
    /// The whole text.
    pub text: Cow<'static, str>,
    /// The syntax tree, dictionary or manifest that was read from it when gouji was built; empty for a file on disk, and
    /// when the text has a mistake, which is then reported like any other.
    pub prepared: &'static [u8],
}

/// All packs that can be named.
#[derive(Debug, Default)]
pub(crate) struct Store {
    found: BTreeMap<String, PackFiles>,
    read: BTreeMap<String, Arc<Pack>>,
}

impl Store {
    /// The packs inside the binary.
    pub(crate) fn embedded() -> Self {
        let mut store = Store::default();
        for &(name, files) in EMBEDDED {
            let files = PackFiles { place: format!("rules/{name}"), files: files.into(), on_disk: false };
            store.found.insert(name.to_owned(), files);
        }
        store
    }

    /// Adds the pack in a folder, under the name that its manifest gives. A folder shadows an embedded
    /// pack of the same name.
    pub(crate) fn add_folder(&mut self, folder: &Path, sources: &mut SourceMap) -> Result<String, Vec<Diagnostic>> {
        let files = read_folder(folder).map_err(|e| vec![e])?;
        let pack = Pack::read(&files, sources)?;
        let name = pack.manifest.name.clone();
        self.read.insert(name.clone(), Arc::new(pack));
        self.found.insert(name.clone(), files);
        Ok(name)
    }

    /// What is wrong with the syntax of the rule files in a folder that is no pack as it is.
    pub(crate) fn syntax_of_folder(&self, folder: &Path, sources: &mut SourceMap) -> Vec<Diagnostic> {
        let Ok(files) = read_folder(folder) else { return Vec::new() };
        let rules = files.files.iter().filter(|file| file.path.ends_with(".gj"));
        rules
            .flat_map(|file| {
                let source = sources.add_text(format!("{}/{}", files.place, file.path), file.text.clone());
                RuleFile::loose(source).parse(sources).1
            })
            .collect()
    }

    /// Whether a pack was read from a folder.
    pub(crate) fn is_on_disk(&self, name: &str) -> bool {
        self.found.get(name).is_some_and(|files| files.on_disk)
    }

    /// The names of all packs.
    pub(crate) fn names(&self) -> Vec<String> {
        self.found.keys().cloned().collect()
    }

    /// The YAML files in the folder `cases` of a pack, with their names as shown to the user.
    pub(crate) fn case_files(&self, name: &str) -> Vec<(String, String)> {
        let Some(pack) = self.found.get(name) else { return Vec::new() };
        let cases = pack.files.iter().filter(|f| f.path.starts_with("cases/") && f.path.ends_with(".yaml"));
        cases.map(|f| (format!("{}/{}", pack.place, f.path), f.text.clone().into_owned())).collect()
    }

    /// Reads a pack the first time it is asked for.
    pub(crate) fn get(&mut self, name: &str, sources: &mut SourceMap) -> Result<Option<Arc<Pack>>, Vec<Diagnostic>> {
        if let Some(pack) = self.read.get(name) {
            return Ok(Some(pack.clone()));
        }
        let Some(files) = self.found.get(name) else { return Ok(None) };
        let pack = Arc::new(Pack::read(files, sources)?);
        self.read.insert(name.to_owned(), pack.clone());
        Ok(Some(pack))
    }

    /// The pack made for an account's province, year and level, if there is one.
    pub(crate) fn for_account(&mut self, header: &Header, sources: &mut SourceMap) -> Option<Arc<Pack>> {
        let province = header.entity.province.as_deref()?;
        let covers = |manifest: &Manifest| {
            let applies = &manifest.applies;
            applies.names_province(province)
                && applies.covers_year(header.year)
                && applies.covers_level(header.entity.level.as_deref())
        };
        let mut names = self.names().into_iter();
        names.find_map(|name| {
            // What a stored manifest rules out is not read.
            if self.stored_manifest(&name).is_some_and(|manifest| !covers(&manifest)) {
                return None;
            }
            self.get(&name, sources).ok().flatten().filter(|pack| covers(&pack.manifest))
        })
    }

    /// The manifest of a pack that was not read yet, when build.rs has stored it.
    fn stored_manifest(&self, name: &str) -> Option<Manifest> {
        if self.read.contains_key(name) {
            return None;
        }
        let file = self.found.get(name)?.files.iter().find(|file| file.path == "pack.yaml")?;
        // Its places are not asked for.
        prepared::decode(SourceId(0), file.prepared)
    }

    /// Where the files of a pack are, as shown, and their texts by path; none when there is no such pack.
    pub(crate) fn files(&self, name: &str) -> Option<&PackFiles> {
        self.found.get(name)
    }

    /// The digest of every file of a pack, by the file's path within the pack.
    pub(crate) fn digests(&self, name: &str) -> BTreeMap<String, String> {
        let files = self.found.get(name).into_iter().flat_map(|found| found.files.iter());
        files.map(|file| (file.path.to_string(), sha256(file.text.as_bytes()))).collect()
    }

    /// One digest for all files of a pack: that of the list of their digests and paths, as `sha256sum` writes it.
    pub(crate) fn digest(&self, name: &str) -> String {
        let lines = self.digests(name).into_iter().map(|(path, digest)| format!("{digest}  {path}\n"));
        sha256(lines.collect::<String>().as_bytes())
    }

    /// Whether some pack declares a parameter.
    pub(crate) fn declares(&mut self, parameter: &str, sources: &mut SourceMap) -> bool {
        let names = self.names();
        let mut packs = names.iter().filter_map(|name| self.get(name, sources).ok().flatten());
        packs.any(|pack| pack.parameters().any(|(name, _)| name == parameter))
    }

    /// The manifest of a pack; none when there is no such pack.
    pub(crate) fn manifest(
        &mut self,
        name: &str,
        sources: &mut SourceMap,
    ) -> Result<Option<Manifest>, Vec<Diagnostic>> {
        Ok(self.get(name, sources)?.map(|pack| pack.manifest.clone()))
    }
}

/// Reads the files of a pack's folder that a pack can have. Links that lead out of the folder are
/// refused: a pack may come from a stranger.
fn read_folder(folder: &Path) -> Result<PackFiles, Diagnostic> {
    let place = folder.to_string_lossy().trim_end_matches('/').to_owned();
    let fail = |message: Text| Diagnostic::file_error("pack::read", place.clone(), message);
    let root = folder.canonicalize().map_err(|e| fail(msg!("pack-folder-closed", error = e.to_string())))?;
    let mut files = Vec::new();
    let mut queue = vec![root.clone()];
    while let Some(dir) = queue.pop() {
        let entries =
            std::fs::read_dir(&dir).map_err(|e| fail(msg!("pack-folder-unreadable", error = e.to_string())))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(real) = path.canonicalize() else { continue };
            if !real.starts_with(&root) {
                return Err(fail(msg!("pack-link-out", name = path.display().to_string())));
            }
            let Ok(kind) = std::fs::symlink_metadata(&path) else { continue };
            if kind.is_dir() {
                queue.push(path);
                continue;
            }
            let wanted = path.extension().is_some_and(|e| e == "gj" || e == "yaml" || e == "md");
            if !wanted || !real.is_file() {
                continue;
            }
            if files.len() >= MAX_FILES || real.metadata().map_or(0, |m| m.len()) > MAX_FILE {
                return Err(fail(msg!("pack-too-large", files = MAX_FILES, bytes = MAX_FILE)));
            }
            let relative = path.strip_prefix(&root).unwrap_or(&path);
            let name: Vec<String> = relative
                .components()
                .filter_map(|c| match c {
                    Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
                    _ => None,
                })
                .collect();
            let text = std::fs::read_to_string(&real)
                .map_err(|e| fail(msg!("pack-file-unreadable", name = name.join("/"), error = e.to_string())))?;
            files.push(PackFile { path: name.join("/").into(), text: text.into(), prepared: &[] });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(PackFiles { place, files: files.into(), on_disk: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, ast::Module};

    #[test]
    fn every_embedded_rule_file_is_stored_as_what_its_text_says() {
        let mut sources = SourceMap::default();
        let mut store = Store::embedded();
        let mut seen = 0;
        for name in store.names() {
            let pack = store.get(&name, &mut sources).unwrap().unwrap();
            for file in &pack.modules {
                let text = sources.get(file.source).text.clone();
                let stored: Module = file.stored().expect("a tree is stored");
                let (parsed, problems) = syntax::parse_module(file.source, &text);
                assert_eq!(problems, []);
                assert_eq!(format!("{stored:?}"), format!("{parsed:?}"));
                seen += parsed.items.len();
            }
        }
        assert!(seen > 100, "only {seen} items");
    }

    #[test]
    fn every_embedded_typed_file_is_stored_as_what_its_text_says() {
        for files in Store::embedded().found.values() {
            for name in ["pack.yaml", "figures.yaml", "codes.yaml"] {
                let Some(file) = files.files.iter().find(|f| f.path == name) else { continue };
                assert!(!file.prepared.is_empty(), "{}/{name} has a mistake", files.place);
            }
            let plain = PackFiles {
                place: files.place.clone(),
                on_disk: false,
                files: files.files.iter().map(|f| PackFile { prepared: &[], ..f.clone() }).collect(),
            };
            let mut sources = SourceMap::default();
            let (stored, read) = (Pack::read(files, &mut sources).unwrap(), Pack::read(&plain, &mut sources).unwrap());
            assert_eq!(format!("{:?}", stored.manifest), format!("{:?}", read.manifest));
            let told = |pack: &Pack| {
                let figures = pack.figures.as_ref().map(|figures| &figures.value);
                format!("{figures:?} {:?}", pack.codes.as_ref().map(|codes| &codes.value))
            };
            assert!(told(&stored) == told(&read), "{}", files.place);
        }
    }
}
