//! The corpus of the fuzz targets, replayed: what was once found stays mended, and the targets stay true.

#[path = "../../fuzz/targets.rs"]
mod targets;

use std::fs;

use super::support::path;

fn replay(name: &str, target: fn(&[u8])) {
    let mut files: Vec<_> =
        fs::read_dir(path(&format!("fuzz/corpus/{name}"))).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{name} has a corpus");
    for file in files {
        println!("{}", file.display());
        target(&fs::read(file).unwrap());
    }
}

#[test]
fn the_corpus_of_rules() {
    replay("rules", targets::rules);
}

#[test]
fn the_corpus_of_accounts() {
    replay("account", targets::account);
}

#[test]
fn the_corpus_of_checks() {
    replay("check", targets::check);
}

#[test]
fn the_corpus_of_the_formatter() {
    replay("format", targets::formatter);
}

#[test]
fn the_corpus_of_results() {
    replay("result", targets::result);
}

#[test]
fn the_corpus_of_typed_files() {
    replay("typed", targets::typed);
}
