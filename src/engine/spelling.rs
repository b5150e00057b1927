//! The names of figures in rule files, written in Chinese or English throughout.

use super::Engine;
use super::lint::Mended;
use super::reading::Reader;
use crate::diagnostic::{Edit, apply};
use crate::message::Lang;

impl Engine {
    /// The rule files among those that were named in which a figure has another name in a language, with the
    /// texts that name it so; and the names of the files that would come to mean something else, and so keep
    /// theirs. Names of variables stay, and so does a name that means several figures.
    pub fn respelled(&mut self, lang: Lang) -> (Vec<Mended>, Vec<String>) {
        let (mut respelled, mut kept) = (Vec::new(), Vec::new());
        for file in self.linted_files() {
            let source = self.sources.get(file.file.source);
            let (name, text, pack) = (&source.name, &source.text, file.pack.as_deref());
            match respell(&self.reader(&file), name, text, pack, lang) {
                Some(after) if after != **text => {
                    respelled.push(Mended { name: name.clone(), before: text.to_string(), after });
                }
                Some(_) => {}
                None => kept.push(name.clone()),
            }
        }
        (respelled, kept)
    }
}

/// The text with every name in a language; none when it would come to mean something else. One that cannot be
/// read stays as it is.
fn respell(reader: &Reader<'_>, name: &str, text: &str, pack: Option<&str>, lang: Lang) -> Option<String> {
    let Some(before) = reader.spellings(name, text, pack, lang) else { return Some(text.to_owned()) };
    let change = |(span, name): (_, &str)| Edit { span, replacement: name.to_owned() };
    let edits: Vec<Edit> = before.changes().map(change).collect();
    let respelled = apply(text, &edits);
    let after = reader.spellings(name, &respelled, pack, lang)?;
    after.mean_the_same(&before).then_some(respelled)
}
