//! Where packs are found: the ones inside the binary, and folders named by the user.

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{Manifest, Pack};
use crate::account::Header;
use crate::diagnostic::{Diagnostic, Text};
use crate::source::SourceMap;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Largest file of a pack, in bytes.
const MAX_FILE: u64 = 4 * 1024 * 1024;
/// Most files of a pack.
const MAX_FILES: usize = 2_000;

/// The texts of a pack, wherever they came from.
#[derive(Debug, Clone)]
pub(crate) struct PackFiles {
    /// The place as shown to the user: `rules/national`, or the folder as given.
    pub place: String,
    /// Paths within the pack and texts, in the order of the paths.
    pub files: Vec<(String, String)>,
    /// Whether they were read from a folder, and not from the binary.
    pub on_disk: bool,
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
        for dir in EMBEDDED.dirs() {
            let name = dir.path().to_string_lossy().into_owned();
            let mut files: Vec<(String, String)> = Vec::new();
            collect_embedded(dir, dir.path(), &mut files);
            files.sort();
            store.found.insert(name.clone(), PackFiles { place: format!("rules/{name}"), files, on_disk: false });
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

    /// Whether a pack was read from a folder.
    pub(crate) fn is_on_disk(&self, name: &str) -> bool {
        self.found.get(name).is_some_and(|files| files.on_disk)
    }

    /// The names of all packs.
    pub(crate) fn names(&self) -> Vec<String> {
        self.found.keys().cloned().collect()
    }

    /// Reads a pack the first time it is asked for.
    pub(super) fn get(&mut self, name: &str, sources: &mut SourceMap) -> Result<Option<Arc<Pack>>, Vec<Diagnostic>> {
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
        self.names().into_iter().filter_map(|name| self.get(&name, sources).ok().flatten()).find(|pack| {
            let applies = &pack.manifest.applies;
            applies.names_province(province)
                && applies.covers_year(header.year)
                && applies.covers_level(header.entity.level.as_deref())
        })
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

fn collect_embedded(dir: &Dir<'_>, base: &Path, files: &mut Vec<(String, String)>) {
    for file in dir.files() {
        let path = file.path().strip_prefix(base).unwrap_or(file.path()).to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8() {
            files.push((path, text.to_owned()));
        }
    }
    for sub in dir.dirs() {
        collect_embedded(sub, base, files);
    }
}

/// Reads the files of a pack's folder that a pack can have. Links that lead out of the folder are
/// refused: a pack may come from a stranger.
fn read_folder(folder: &Path) -> Result<PackFiles, Diagnostic> {
    let place = folder.to_string_lossy().trim_end_matches('/').to_owned();
    let fail = |zh: String, en: String| Diagnostic::file_error("pack::read", place.clone(), Text::new(zh, en));
    let root = folder
        .canonicalize()
        .map_err(|e| fail(format!("打不开规则包文件夹：{e}"), format!("cannot open the pack folder: {e}")))?;
    let mut files = Vec::new();
    let mut queue = vec![root.clone()];
    while let Some(dir) = queue.pop() {
        let entries = std::fs::read_dir(&dir)
            .map_err(|e| fail(format!("读不了文件夹：{e}"), format!("cannot read the folder: {e}")))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(real) = path.canonicalize() else { continue };
            if !real.starts_with(&root) {
                let name = path.display();
                return Err(fail(
                    format!("链接 `{name}` 指向规则包之外"),
                    format!("the link `{name}` leads out of the pack"),
                ));
            }
            let Ok(kind) = std::fs::symlink_metadata(&path) else { continue };
            if kind.is_dir() {
                queue.push(path);
                continue;
            }
            let wanted = path.extension().is_some_and(|e| e == "gj" || e == "yaml");
            if !wanted || !real.is_file() {
                continue;
            }
            if files.len() >= MAX_FILES || real.metadata().map_or(0, |m| m.len()) > MAX_FILE {
                return Err(fail(
                    format!("规则包过大，上限为 {MAX_FILES} 个文件、每个 {MAX_FILE} 字节"),
                    format!("the pack is too large: at most {MAX_FILES} files of {MAX_FILE} bytes"),
                ));
            }
            let relative = path.strip_prefix(&root).unwrap_or(&path);
            let name: Vec<String> = relative
                .components()
                .filter_map(|c| match c {
                    Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
                    _ => None,
                })
                .collect();
            let text = std::fs::read_to_string(&real).map_err(|e| {
                fail(format!("读不了 `{}`：{e}", name.join("/")), format!("cannot read `{}`: {e}", name.join("/")))
            })?;
            files.push((name.join("/"), text));
        }
    }
    files.sort();
    Ok(PackFiles { place, files, on_disk: true })
}
