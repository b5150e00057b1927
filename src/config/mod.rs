//! `gouji.toml`: what an office sets once for all its runs. From text to values that know where they stand;
//! the command line finds the file and puts its own options over it.

mod lock;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::message::{Lang, Text, msg};
use crate::pack;
use crate::source::{SourceId, Span};
use crate::suggest::nearest;

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
    /// Bounds that are set: each with its value and where that stands.
    pub limits: Vec<(String, usize, Span)>,
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
    limits: BTreeMap<String, Spanned<usize>>,
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
            limits: file
                .limits
                .into_iter()
                .map(|(name, value)| limit(name, *value.get_ref(), span(value.span())))
                .collect::<Result<_, _>>()?,
            lang: file.lang.map(|word| (lang(*word.get_ref()), span(word.span()))),
        })
    }

    /// The bounds of a run: those that are set, and the others by default.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value, _) in &self.limits {
            // That it may be set was found when it was read.
            let _ = limits.set(name, *value);
        }
        limits
    }

    /// The language that a configuration asks for; none when it names none or cannot be read, which
    /// [`Engine::read_config`](crate::Engine::read_config) tells.
    pub fn language(text: &str) -> Option<Lang> {
        Self::read(SourceId(0), text).ok()?.lang.map(|(lang, _)| lang)
    }
}

/// A bound that is set, if there is such a one and it may be that.
fn limit(name: String, value: usize, span: Span) -> Result<(String, usize, Span), Diagnostic> {
    let Err(range) = Limits::default().set(&name, value) else { return Ok((name, value, span)) };
    let error = |message| Diagnostic::error("config::limit", span, message);
    Err(match range {
        Some(range) => error(msg!("config-limit-range", name, from = *range.start(), to = *range.end())),
        None => {
            let names: Vec<&str> = Limits::default().named().into_iter().map(|(name, _)| name).collect();
            let near = nearest(&name, names.iter().copied());
            let problem = error(msg!("config-no-limit", name, known = Text::list(names)));
            Diagnostic { help: near.map(|near| msg!("common-did-you-mean", near)), ..problem }
        }
    })
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
    let number = said("expected usize").then(|| msg!("config-number"));
    let help: Option<Text> = match (said("expected a string"), said("expected a sequence")) {
        (true, _) if said("sequence") => Some(msg!("config-one")),
        (true, _) => Some(msg!("config-quote")),
        (_, true) => Some(msg!("config-list")),
        _ => near,
    };
    let problem = Diagnostic::error(code, Span::new(source, start, end), message);
    Diagnostic { help: number.or(help), ..problem }
}
