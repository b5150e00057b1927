//! `gouji.toml`, found in the current folder or above it, the options over it, and `gouji config show`.

use std::path::{Component, Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Subcommand};
use gouji::render::{self, Setting};
use gouji::{Config, Diagnostic, Engine, Lang, Located, Text, msg};

use super::answers::AnswerFiles;
use super::{LangArg, OutputArgs, RuleArgs, SelectArgs, StyleArgs, check, exit, files, output};

/// The name of the configuration.
pub(super) const CONFIG: &str = "gouji.toml";
/// The name of the lock, which lies beside the configuration.
const LOCK: &str = "gouji.lock";

/// Which configuration, and what is set over it.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ConfigArgs {
    /// 设规则包的参数 · Sets a parameter of the packs; repeatable
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = pair)]
    params: Vec<(String, String)>,
    #[command(flatten)]
    file: ConfigFile,
    /// 规则包须与 gouji.lock 所记相同 · Refuses packs that are not as in gouji.lock
    #[arg(long)]
    pub(super) locked: bool,
    /// 锁定文件；不写用配置文件旁的 gouji.lock · The lock; without it gouji.lock beside the configuration
    #[arg(long, value_name = "FILE")]
    pub(super) lock: Option<PathBuf>,
}

/// Which configuration.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ConfigFile {
    /// 配置文件；不写用当前或上级文件夹的 gouji.toml · The configuration; without it gouji.toml of this folder or above
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// 不读配置文件 · Reads no configuration
    #[arg(long)]
    isolated: bool,
}

/// A configuration that was read, or none.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// What it says.
    pub(super) config: Config,
    /// Its file.
    pub(super) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    answers: AnswerFiles,
    #[command(flatten)]
    out: OutputArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// 生效的配置，以及各项出自何处 · The effective configuration, and where each value comes from
    Show(ShowArgs),
}

fn pair(word: &str) -> Result<(String, String), String> {
    match word.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(super::in_both(&msg!("cli-no-pair"))),
    }
}

impl ConfigFile {
    /// The file that the options name, or that is found.
    fn find(&self) -> Option<PathBuf> {
        if self.isolated { None } else { self.config.clone().or_else(discovered) }
    }

    /// Reads the configuration; what is wrong with it is among the problems.
    pub(super) fn load(&self, engine: &mut Engine, problems: &mut Vec<Diagnostic>) -> Loaded {
        let Some(file) = self.find() else { return Loaded::default() };
        let read = files::read_text(&file).and_then(|text| engine.read_config(&files::shown(&file), &text));
        let config = read.unwrap_or_else(|problem| {
            problems.push(problem);
            Config::default()
        });
        Loaded { config, file: Some(file) }
    }

    /// Whether the configuration cannot be read, which is told: for commands that take the language alone from it.
    pub(super) fn is_broken(&self, style: StyleArgs) -> bool {
        let (mut engine, mut problems) = (Engine::new(), Vec::new());
        self.load(&mut engine, &mut problems);
        output::diagnostics(&problems, engine.sources(), style);
        !problems.is_empty()
    }
}

impl ConfigArgs {
    /// Reads the configuration; what is wrong with it is among the problems.
    pub(super) fn load(&self, engine: &mut Engine, problems: &mut Vec<Diagnostic>) -> Loaded {
        self.file.load(engine, problems)
    }

    /// Sets parameters, those of the command line over those of the configuration, and the lock.
    pub(super) fn apply(&self, engine: &mut Engine, loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
        for (name, value) in &loaded.config.parameters {
            engine.set_parameter_in(name, &value.value, &loaded.shown(), Some(value.span));
        }
        for (name, value) in &self.params {
            engine.set_parameter(name, value);
        }
        engine.set_limits(loaded.config.limits());
        if self.locked {
            self.use_lock(engine, loaded, problems);
        }
    }

    /// Uses the lock, which must be there.
    pub(super) fn use_lock(&self, engine: &mut Engine, loaded: &Loaded, problems: &mut Vec<Diagnostic>) {
        let path = self.lock_file(loaded);
        match files::read_text(&path).and_then(|text| engine.read_lock(&files::shown(&path), &text)) {
            Ok(lock) => engine.use_lock(lock),
            Err(problem) => problems.push(problem),
        }
    }

    /// Where the lock is, or is to be.
    pub(super) fn lock_file(&self, loaded: &Loaded) -> PathBuf {
        self.lock.clone().unwrap_or_else(|| loaded.folder().join(LOCK))
    }
}

impl Loaded {
    /// The same file, as if it said something else.
    pub(super) fn with(&self, config: Config) -> Self {
        Self { config, file: self.file.clone() }
    }

    /// The folder that paths in the configuration start from.
    pub(super) fn folder(&self) -> PathBuf {
        self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned()
    }

    /// The name of the file, for messages.
    pub(super) fn shown(&self) -> String {
        self.file.as_deref().map(files::shown).unwrap_or_default()
    }

    /// A file that the configuration names, which lies in the folder of the configuration or below it: what came
    /// with a project opens nothing outside it.
    ///
    /// # Errors
    /// A path that leads elsewhere, also by a link, or to no file; at its place.
    pub(super) fn path(&self, word: &Located) -> Result<PathBuf, Diagnostic> {
        let inside = |path: &Path| path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
        let path = self.folder().join(word.value.trim_start_matches("./"));
        let real = |path: &Path| if path.as_os_str().is_empty() { Path::new(".") } else { path }.canonicalize().ok();
        let leaves = real(&path).zip(real(&self.folder())).is_some_and(|(file, folder)| !file.starts_with(folder));
        let problem = |code, message| Diagnostic::error(code, word.span, message);
        if !leaves && inside(Path::new(&word.value)) {
            let missing = || problem("config::no_file", msg!("config-no-file", path = &word.value));
            return if path.is_file() { Ok(path) } else { Err(missing()) };
        }
        let message = msg!("config-outside", path = &word.value);
        Err(problem("config::outside", message).with_help(msg!("config-outside-help")))
    }

    /// The packs of the configuration that lie in folders, and are none of the known ones.
    pub(super) fn pack_folders(&self, known: &[String]) -> Vec<String> {
        let own = self.config.packs.iter().filter(|pack| !known.contains(&pack.value));
        let folders = own.map(|pack| self.folder().join(pack.value.trim_start_matches("./")));
        folders.filter(|folder| folder.is_dir()).map(|folder| files::shown(&folder)).collect()
    }

    /// Judges by the packs of the configuration.
    pub(super) fn use_packs(&self, engine: &mut Engine, problems: &mut Vec<Diagnostic>) {
        if self.config.packs.is_empty() {
            return;
        }
        engine.packs_named_in(&self.shown());
        let known = engine.pack_names();
        for pack in &self.config.packs {
            let folder = self.folder().join(pack.value.trim_start_matches("./"));
            if known.contains(&pack.value) {
                engine.use_pack(&pack.value);
            } else if folder.is_dir() {
                engine.use_pack_folder(&folder);
            } else {
                let message = msg!("pack-unknown", name = &pack.value, known = Text::list(&known));
                let problem = Diagnostic::error("pack::unknown", pack.span, message);
                let near = gouji::nearest(&pack.value, known.iter().map(String::as_str));
                problems.push(Diagnostic { help: near.map(|near| msg!("common-did-you-mean", near)), ..problem });
            }
        }
    }
}

impl SelectArgs {
    /// Narrows the run: by the options, else by the configuration.
    pub(super) fn apply(&self, engine: &mut Engine, loaded: &Loaded) {
        let file = loaded.shown();
        match self.select.as_slice() {
            [] => loaded.config.select.iter().for_each(|w| engine.select(&w.value, &file, Some(w.span))),
            words => words.iter().for_each(|word| engine.select(word, "--select", None)),
        }
        match self.ignore.as_slice() {
            [] => loaded.config.ignore.iter().for_each(|w| engine.ignore(&w.value, &file, Some(w.span))),
            words => words.iter().for_each(|word| engine.ignore(word, "--ignore", None)),
        }
    }
}

/// The configuration of the current folder or the nearest one above it that has one. The folder of a
/// repository is the last: what lies above it belongs to others.
fn discovered() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let mut up = PathBuf::new();
    for folder in current.ancestors() {
        if folder.join(CONFIG).is_file() {
            return Some(up.join(CONFIG));
        }
        if folder.join(".git").exists() {
            return None;
        }
        up.push("..");
    }
    None
}

/// The language of the configuration that a command line would use. What is wrong with the configuration is
/// told by the command.
pub(super) fn language(matches: &ArgMatches) -> Option<LangArg> {
    let matches = innermost(matches);
    let given = matches.try_get_one::<PathBuf>("config").ok().flatten().cloned();
    let isolated = matches.try_get_one::<bool>("isolated").ok().flatten().copied().unwrap_or_default();
    let file = ConfigFile { config: given, isolated }.find()?;
    match Config::language(&files::read_text(&file).ok()?)? {
        Lang::Zh => Some(LangArg::Zh),
        Lang::En => Some(LangArg::En),
    }
}

/// Where the language was said.
pub(super) fn language_source(matches: &ArgMatches) -> Option<ValueSource> {
    let matches = innermost(matches);
    matches.ids().any(|id| id.as_str() == "lang").then(|| matches.value_source("lang")).flatten()
}

fn innermost(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| innermost(inner))
}

/// Shows the effective configuration.
pub(crate) fn run(command: &ConfigCommand, lang: Option<ValueSource>) -> u8 {
    let ConfigCommand::Show(args) = command;
    let mut problems = Vec::new();
    let (mut engine, loaded) = check::configured(&args.rules, &mut problems);
    args.select.apply(&mut engine, &loaded);
    args.answers.over(&loaded, &mut problems);
    engine.prepare();
    problems.extend(engine.diagnostics().iter().cloned());
    output::diagnostics(&problems, engine.sources(), &args.out);
    let settings = settings(args, &loaded, &engine, lang);
    let written = if output::wants_json(&args.out) {
        output::stdout(render::settings_json(&settings, loaded.file.is_some().then(|| loaded.shown())).as_bytes())
    } else {
        let style = output::style(&args.out, &std::io::stdout());
        output::stdout(render::settings_text(&settings, &style).as_bytes())
    };
    match written {
        Ok(()) if problems.is_empty() => exit::GOOD,
        Ok(()) => exit::USAGE,
        Err(error) => output::failed(&error, args.out.style),
    }
}

fn settings(args: &ShowArgs, loaded: &Loaded, engine: &Engine, lang: Option<ValueSource>) -> Vec<Setting> {
    let config = &loaded.config;
    let place = |span| {
        let at = engine.sources().locate(span);
        Setting::in_file(&loaded.shown(), at.line)
    };
    let words = |key: &str, option: &str, given: &[String], set: &[Located]| -> Vec<Setting> {
        let setting = |value: &str, (origin, place)| Setting::new(key, value, origin, place);
        match (given, set) {
            ([], []) => vec![Setting::unset(key)],
            ([], set) => set.iter().map(|word| setting(&word.value, place(word.span))).collect(),
            (given, _) => given.iter().map(|word| setting(word, Setting::by_option(option))).collect(),
        }
    };
    let mut settings = words("packs", "--pack", &args.rules.packs, &config.packs);
    let given = &args.rules.config.params;
    let over = |name: &str| given.iter().any(|(other, _)| other == name);
    for (name, value) in config.parameters.iter().filter(|(name, _)| !over(name)) {
        let (origin, place) = place(value.span);
        settings.push(Setting::new(&format!("parameters.{name}"), &value.value, origin, place));
    }
    for (name, value) in given {
        let (origin, place) = Setting::by_option("--param");
        settings.push(Setting::new(&format!("parameters.{name}"), value, origin, place));
    }
    settings.extend(words("select", "--select", &args.select.select, &config.select));
    settings.extend(words("ignore", "--ignore", &args.select.ignore, &config.ignore));
    let shown = |paths: &[PathBuf]| paths.iter().map(|path| files::shown(path)).collect::<Vec<String>>();
    let answers = &args.answers;
    settings.extend(words("waivers", "--waivers", &shown(&answers.waivers), &config.waivers));
    for (key, option, given, set) in [
        ("baseline", "--baseline", &answers.baseline, &config.baseline),
        ("roster", "--roster", &answers.roster, &config.roster),
    ] {
        settings.extend(words(key, option, &shown(given.as_slice()), set.as_slice()));
    }
    for (name, value) in config.limits().named() {
        let set = config.limits.iter().find(|(set, ..)| set == name);
        let (origin, place) = set.map_or_else(Setting::by_default, |(_, _, span)| place(*span));
        settings.push(Setting::new(&format!("limits.{name}"), &value.to_string(), origin, place));
    }
    let (origin, place) = match (lang, config.lang) {
        (Some(ValueSource::CommandLine), _) => Setting::by_option("--lang"),
        (Some(ValueSource::EnvVariable), _) => Setting::by_environment("GOUJI_LANG"),
        (_, Some((_, span))) => place(span),
        _ => Setting::by_default(),
    };
    let value = match args.out.style.lang {
        LangArg::Zh => "zh",
        LangArg::En => "en",
    };
    settings.push(Setting::new("lang", value, origin, place));
    settings
}
