//! Reads the packs under `rules/` while gouji is built, with gouji's own source files, and stores what it read
//! for src/pack/store.rs.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "the modules have other users in the library")]
#![allow(clippy::panic, reason = "a build that cannot go on says why and ends")]

#[path = "src/answer.rs"]
mod answer;
#[path = "src/diagnostic.rs"]
mod diagnostic;
#[path = "src/figure/mod.rs"]
mod figure;
#[path = "src/finding.rs"]
mod finding;
#[path = "src/message/mod.rs"]
mod message;
#[path = "src/shelf.rs"]
mod shelf;
#[path = "src/source.rs"]
mod source;
#[path = "src/suggest.rs"]
mod suggest;
#[path = "src/syntax/mod.rs"]
mod syntax;
#[path = "src/pack"]
mod pack {
    pub(crate) mod codes;
    pub(crate) mod dictionary;
    pub(crate) mod manifest;
    pub(crate) mod ordered;
    pub(crate) mod prepared;
    pub(crate) mod typed;

    use typed::Problem;
}

use std::fs;
use std::path::{Path, PathBuf};

use message::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=grammar");
    println!("cargo::rerun-if-changed=build.rs");
    let target = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let folders = children(Path::new("rules")).into_iter().filter(|path| path.is_dir());
    let packs: String = folders.map(|folder| pack(&folder, &target)).collect();
    write(&target.join("packs.rs"), format!("&[{packs}]").as_bytes());
}

/// A pack as an element of the list in src/pack/store.rs: its name, and its files in the order of their paths. Texts are
/// taken from where they stand, stored forms from files beside the list.
fn pack(folder: &Path, target: &Path) -> String {
    let pack = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut files = Vec::new();
    let mut queue = vec![folder.to_owned()];
    while let Some(path) = queue.pop() {
        if path.is_dir() {
            queue.extend(children(&path));
            continue;
        }
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push((name, path));
    }
    files.sort();
    let file = |(name, path): &(String, PathBuf)| {
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()));
        let stored = format!("{pack}.{}", name.replace('/', "."));
        write(&target.join(&stored), &prepare(name, &text));
        let text = format!("/rules/{pack}/{name}");
        let stored = format!("/{stored}");
        format!(
            "PackFile {{ path: Cow::Borrowed({name:?}), \
            text: Cow::Borrowed(include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {text:?}))), \
            prepared: include_bytes!(concat!(env!(\"OUT_DIR\"), {stored:?})) }},"
        )
    };
    format!("({pack:?}, &[{}]),", files.iter().map(file).collect::<String>())
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}

/// The stored form of a file; empty for a text with a mistake.
fn prepare(name: &str, text: &str) -> Vec<u8> {
    match name {
        "pack.yaml" => typed::<pack::manifest::Manifest>(text),
        "codes.yaml" => typed::<pack::codes::File>(text),
        "figures.yaml" => typed::<pack::dictionary::File>(text),
        _ if name.ends_with(".gj") => match syntax::parse_module(source::SourceId(0), text) {
            (module, problems) if problems.is_empty() => stored(&module),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn typed<T: Serialize + DeserializeOwned>(text: &str) -> Vec<u8> {
    serde_yaml::from_str::<T>(text).map_or_else(|_| Vec::new(), |value| stored(&value))
}

fn stored<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap_or_else(|e| panic!("cannot store a pack: {e}"))
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("cannot read {}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
