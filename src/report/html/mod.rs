//! The HTML report: one file that needs nothing else, on a screen, on a phone and on paper. Rust says what is shown
//! and how it is called (the views), the templates beside it where it stands; every text is escaped by them.

mod account;
mod draw;
mod finding;
mod links;
mod overview;
mod policy;
mod table;
mod words;
mod years;

use std::collections::HashSet;
use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

use super::standing::Standings;
use super::text::{Listed, TextOptions, summary_line};
use super::years::Before;
use super::{answers_text, foot};
use crate::draw::{Style, clean};
use crate::finding::Verdict;
use crate::message::{Lang, msg};
use crate::result::{Document, Excerpts};

use account::AccountView;
use links::Links;
use overview::Overview;
use years::YearsView;

/// The templates by their names.
const TEMPLATES: [(&str, &str); 6] = [
    ("page.html", include_str!("page.html")),
    ("overview.html", include_str!("overview.html")),
    ("account.html", include_str!("account.html")),
    ("finding.html", include_str!("finding.html")),
    ("table.html", include_str!("table.html")),
    ("years.html", include_str!("years.html")),
];
const CSS: &str = include_str!("style.css");
const JS: &str = include_str!("script.js");

/// With more accounts than these a browser gets their details as text that it makes elements of when they are opened.
const MOST_AT_ONCE: usize = 100;
/// Stands on the page where the accounts will, which are written one after the other; no text has such a character.
const HERE: &str = "\u{0}";
/// Most characters of one text of others.
const MAX_TEXT: usize = 2000;

/// The page around the accounts.
#[derive(Debug, Serialize)]
struct Page {
    lang: &'static str,
    title: String,
    summary: String,
    watermark: Option<String>,
    policy: String,
    css: Value,
    js: Value,
    words: Value,
    /// The verdicts that can be asked for.
    verdicts: Vec<&'static str>,
    problems: Vec<Problem>,
    answers: String,
    questions: Option<String>,
    overview: Option<Overview>,
    /// Where the accounts are put in; none without any.
    accounts: Option<Value>,
    foot: Vec<String>,
}

/// What is wrong with an input.
#[derive(Debug, Serialize)]
struct Problem {
    level: &'static str,
    code: String,
    message: String,
    place: Option<String>,
    help: Option<String>,
}

/// An account and the words around it.
#[derive(Debug, Serialize)]
struct Part<'a> {
    words: &'a Value,
    /// Whether its details are elements only once they are opened.
    lazy: bool,
    account: Option<AccountView>,
}

/// Writes the report of a document that has all its findings; those of the verdicts that are shown are told.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let style = &options.style;
    let environment = environment().map_err(io::Error::other)?;
    let excerpts = Excerpts::default();
    let listed = Listed::new(document, &excerpts, options);
    let standings = Standings::of(document);
    let links = Links::of(document, &listed);
    let words = Value::from(Serde(words::all(style)));
    let template = environment.get_template("account.html").map_err(io::Error::other)?;
    let lazy = document.accounts.len() > MOST_AT_ONCE;
    let alone = document.accounts.len() == 1;
    let before = Before::of(document);
    let mut views = Vec::with_capacity(document.accounts.len());
    for (number, account) in document.accounts.iter().enumerate() {
        let mut view = AccountView::of(document, number, listed.of(number), &links, style);
        if let Some(view) = &mut view {
            view.years = YearsView::of(document, account, (&before, &options.forms.over), &links, style)?;
        }
        views.push(view);
    }
    let page = Page {
        lang: match style.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        },
        title: style.say(msg!("html-title")),
        summary: summary_line(document, style),
        watermark: foot::watermark(document, style),
        policy: policy::policy(CSS, JS),
        css: Value::from_safe_string(CSS.to_owned()),
        js: Value::from_safe_string(JS.to_owned()),
        words: words.clone(),
        verdicts: told_verdicts(&listed),
        problems: problems(document, style),
        answers: answers_text::write(document, &Style { color: false, ..*style }, false),
        questions: (document.summary.verdicts.violated + document.summary.verdicts.improbable > 0)
            .then(|| style.say(msg!("report-findings-are-questions"))),
        overview: (!alone).then(|| Overview::of(document, &links, style)),
        accounts: (!views.is_empty()).then(|| Value::from_safe_string(HERE.to_owned())),
        foot: foot::lines(document, style).iter().map(|line| told(line)).collect(),
    };
    let page = environment.get_template("page.html").and_then(|template| template.render(Serde(page)));
    let page = page.map_err(io::Error::other)?;
    let (above, below) = page.split_once(HERE).unwrap_or((&page, ""));
    out.write_all(above.as_bytes())?;
    for (number, (view, account)) in views.into_iter().zip(&document.accounts).enumerate() {
        let tables = account.tables.get()?;
        let marks = standings.of_account(number, &tables);
        let account = view.map(|view| view.with_tables(&tables, number, &marks, &links, style));
        let part = template.render(Serde(Part { words: &words, lazy, account })).map_err(io::Error::other)?;
        // A line for each.
        writeln!(out, "{part}")?;
    }
    links.whole()?;
    out.write_all(below.as_bytes())
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// The verdicts that are told of any account.
fn told_verdicts(listed: &Listed<'_>) -> Vec<&'static str> {
    let told: HashSet<Verdict> = listed.all().map(|shown| shown.finding.verdict).collect();
    Verdict::ALL.into_iter().filter(|verdict| told.contains(verdict)).map(Verdict::name).collect()
}

fn problems(document: &Document, style: &Style) -> Vec<Problem> {
    let problem = |problem: &crate::result::Problem| Problem {
        level: match problem.level {
            crate::diagnostic::Level::Error => "error",
            crate::diagnostic::Level::Warning => "warning",
        },
        code: told(&problem.code),
        message: told(problem.message.get(style.lang)),
        place: problem.extent.file.as_ref().map(|file| match problem.extent.line {
            Some(line) => told(&format!("{file}:{line}")),
            None => told(file),
        }),
        help: problem.help.as_ref().map(|help| told(help.get(style.lang))),
    };
    document.diagnostics.iter().map(problem).collect()
}

/// A text of others: one harmless line, of a bounded length.
fn told(text: &str) -> String {
    clean(text, MAX_TEXT)
}
