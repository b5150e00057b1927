//! What a run in this place would stand on: language, configuration, packs, rules, accounts.

use std::path::PathBuf;

use clap::parser::ValueSource;
use gouji::render::Examined;
use gouji::{Diagnostic, Engine, Level, Limits, Text, msg};

use super::super::config::{CONFIG, Loaded};
use super::super::{LangArg, RuleArgs, check, files};
use super::DoctorArgs;

pub(super) fn examine(args: &DoctorArgs, lang: Option<ValueSource>) -> Vec<Examined> {
    let (mut engine, mut problems) = (Engine::new(), Vec::new());
    let loaded = args.rules.config.load(&mut engine, &mut problems);
    let mut examined = vec![language(args, lang, &loaded), configuration(&loaded, problems.first(), &engine)];
    // What is wrong with the configuration is told once.
    let told = problems.len();
    let mut problems = Vec::new();
    // Packs by themselves: a rule file that is wrong is not their fault.
    let known = RuleArgs { rules: Vec::new(), packs: args.rules.packs.clone(), config: args.rules.config.clone() };
    examined.push(packs(&mut check::engine(&known, &mut Vec::new())));
    let (mut engine, _) = check::configured(&args.rules, &mut problems);
    engine.prepare();
    let wrong = problems.iter().skip(told).chain(engine.diagnostics()).find(|problem| problem.level == Level::Error);
    examined.extend(wrong.map(|problem| Examined {
        id: "rules",
        name: msg!("doctor-rules"),
        found: told_at(problem, &engine),
        advice: Some(problem.help.clone().unwrap_or_else(|| msg!("doctor-rules-help"))),
    }));
    examined.push(accounts(args, engine.limits()));
    examined
}

fn language(args: &DoctorArgs, source: Option<ValueSource>, loaded: &Loaded) -> Examined {
    let lang = match args.style.lang {
        LangArg::Zh => "中文",
        LangArg::En => "English",
    };
    let found = match source {
        Some(ValueSource::CommandLine) => msg!("doctor-language-of", lang, origin = "--lang"),
        Some(ValueSource::EnvVariable) => msg!("doctor-language-of", lang, origin = "GOUJI_LANG"),
        _ if loaded.config.lang.is_some() => msg!("doctor-language-of", lang, origin = loaded.shown()),
        _ => msg!("doctor-language-default", lang),
    };
    Examined { id: "language", name: msg!("doctor-language"), found, advice: None }
}

fn configuration(loaded: &Loaded, problem: Option<&Diagnostic>, engine: &Engine) -> Examined {
    let (found, advice) = match (&loaded.file, problem) {
        (Some(_), Some(problem)) => (told_at(problem, engine), Some(msg!("doctor-config-help"))),
        (Some(_), None) => (loaded.shown().into(), None),
        (None, _) => (msg!("doctor-config-none", name = CONFIG), None),
    };
    Examined { id: "config", name: msg!("doctor-config"), found, advice }
}

/// Whether every pack that can be named loads whole: its rules are read and checked.
fn packs(engine: &mut Engine) -> Examined {
    let names = engine.pack_names();
    let count = names.len();
    let broken = names.into_iter().find_map(|name| {
        let problem = engine.pack_page(&name).err()?.into_iter().next();
        Some((name, problem.map_or_else(Text::default, |problem| problem.message)))
    });
    let (found, advice) = match broken {
        None => (msg!("doctor-packs-whole", count), None),
        Some((name, problem)) => (msg!("doctor-at", place = &name, problem), Some(msg!("doctor-packs-help", name))),
    };
    Examined { id: "packs", name: msg!("doctor-packs"), found, advice }
}

/// Whether the accounts are there and can be opened; what they say is for `gouji check`.
fn accounts(args: &DoctorArgs, limits: &Limits) -> Examined {
    let arguments = if args.accounts.is_empty() { vec![PathBuf::from(".")] } else { args.accounts.clone() };
    let mut problems = Vec::new();
    let paths = files::accounts(&arguments, &mut problems);
    problems.extend(paths.iter().filter_map(|path| files::read(path, limits).err()));
    let folder = Text::list(arguments.iter().map(|path| files::shown(path)));
    let (found, advice) = match (problems.first(), paths.len()) {
        (Some(problem), _) => {
            let place = problem.file.clone().unwrap_or_default();
            let found = msg!("doctor-at", place, problem = problem.message.clone());
            (found, Some(msg!("doctor-accounts-closed-help")))
        }
        (None, 0) => (msg!("doctor-accounts-none", folder), Some(msg!("doctor-accounts-none-help"))),
        (None, count) => (msg!("doctor-accounts-found", folder, count), None),
    };
    Examined { id: "accounts", name: msg!("doctor-accounts"), found, advice }
}

/// What is wrong, with the file and the line.
fn told_at(problem: &Diagnostic, engine: &Engine) -> Text {
    let place = match problem.labels.first() {
        Some(label) => {
            let (file, at) = (&engine.sources().get(label.span.source).name, engine.sources().locate(label.span));
            format!("{file}:{}", at.line)
        }
        None => problem.file.clone().unwrap_or_default(),
    };
    match place.as_str() {
        "" => problem.message.clone(),
        place => msg!("doctor-at", place, problem = problem.message.clone()),
    }
}
