//! `gouji.toml`: what an office sets once for all its runs. From text to values that know where they stand;
//! the command line finds the file and puts its own options over it.

mod lock;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text, msg};
use crate::pack;
use crate::source::{SourceId, Span};

pub use lock::Lock;
pub(crate) use lock::VERSION as LOCK_VERSION;

/// The configuration of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// Packs by name or folder; without any, the pack of each account's province.
    pub packs: Vec<Located>,
    /// Values of parameters of the packs, by their names.
    pub parameters: Vec<(String, Located)>,
    /// Which rules run: ids, beginnings of ids with `*`, tags, words of `scope`; without any, all.
    pub select: Vec<Located>,
    /// Which rules do not run, after `select`.
    pub ignore: Vec<Located>,
    /// Files of waivers; without any, those in the folders judged.
    pub waivers: Vec<Located>,
    /// The file of the baseline.
    pub baseline: Option<Located>,
    /// The file of the roster.
    pub roster: Option<Located>,
    /// The language of messages.
    pub lang: Option<(Lang, Span)>,
}

/// A word of the configuration and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The word.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    packs: Vec<Spanned<String>>,
    parameters: BTreeMap<String, Spanned<String>>,
    select: Vec<Spanned<String>>,
    ignore: Vec<Spanned<String>>,
    waivers: Vec<Spanned<String>>,
    baseline: Option<Spanned<String>>,
    roster: Option<Spanned<String>>,
    lang: Option<Spanned<LangWord>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LangWord {
    Zh,
    En,
}

impl Config {
    /// Reads the text of a configuration.
    ///
    /// # Errors
    /// What is no TOML, an unknown key, a value of another kind; at its place.
    pub(crate) fn read(source: SourceId, text: &str) -> Result<Self, Diagnostic> {
        let file: File = toml::from_str(text).map_err(|error| problem("config::file", source, text, &error))?;
        let span = |range: std::ops::Range<usize>| Span::new(source, range.start, range.end);
        let located = |word: Spanned<String>| Located { span: span(word.span()), value: word.into_inner() };
        let all = |words: Vec<Spanned<String>>| words.into_iter().map(located).collect();
        Ok(Self {
            packs: all(file.packs),
            parameters: file.parameters.into_iter().map(|(name, value)| (name, located(value))).collect(),
            select: all(file.select),
            ignore: all(file.ignore),
            waivers: all(file.waivers),
            baseline: file.baseline.map(located),
            roster: file.roster.map(located),
            lang: file.lang.map(|word| (lang(*word.get_ref()), span(word.span()))),
        })
    }

    /// The language that a configuration asks for; none when it names none or cannot be read, which
    /// [`Engine::read_config`](crate::Engine::read_config) tells.
    pub fn language(text: &str) -> Option<Lang> {
        Self::read(SourceId(0), text).ok()?.lang.map(|(lang, _)| lang)
    }
}

fn lang(word: LangWord) -> Lang {
    match word {
        LangWord::Zh => Lang::Zh,
        LangWord::En => Lang::En,
    }
}

/// An error of the TOML reader at its place.
fn problem(code: &'static str, source: SourceId, text: &str, error: &toml::de::Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let (start, end) = (range.start.min(text.len()), range.end.min(text.len()));
    let (message, near) = pack::typed_message(error.message().lines().next().unwrap_or_default());
    let said = |part: &str| error.message().contains(part);
    let help: Option<Text> = match (said("expected a string"), said("expected a sequence")) {
        (true, _) if said("sequence") => Some(msg!("config-one")),
        (true, _) => Some(msg!("config-quote")),
        (_, true) => Some(msg!("config-list")),
        _ => near,
    };
    let problem = Diagnostic::error(code, Span::new(source, start, end), message);
    Diagnostic { help, ..problem }
}
