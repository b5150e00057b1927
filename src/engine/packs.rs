//! What there is to know of a pack without any account: its page, everything that is wrong with it, its files.

use std::path::Path;

use super::Engine;
use super::reading::broken;
use crate::account::Account;
use crate::diagnostic::{Diagnostic, Level};
use crate::finding::{PackUse, Report};
use crate::message::msg;
use crate::pack::{Pack, ParameterValue, Retired};
use crate::page::{PackPage, ParameterPage, RulePage};
use crate::source::Span;
use crate::syntax::tokens::{self, PieceKind, Role, Token};

impl Engine {
    /// Makes the pack in a folder known, under the name that its manifest gives, without judging by it.
    ///
    /// # Errors
    /// What is wrong with its files.
    pub fn add_pack_folder(&mut self, folder: &Path) -> Result<String, Vec<Diagnostic>> {
        self.store.add_folder(folder, &mut self.sources)
    }

    /// The packs that can be named, with their versions and digests.
    ///
    /// # Errors
    /// What is wrong with a manifest.
    pub fn known_packs(&mut self) -> Result<Vec<PackUse>, Vec<Diagnostic>> {
        let mut known = Vec::new();
        for name in self.store.names() {
            let version = self.manifest(&name)?.map(|manifest| manifest.version.to_string()).unwrap_or_default();
            let (shown, sha256) = (format!("{name} {version}"), self.store.digest(&name));
            known.push(PackUse { shown, name, version: Some(version), sha256 });
        }
        Ok(known)
    }

    /// The page of a pack.
    ///
    /// # Errors
    /// What is wrong with the pack or those it builds on, and that there is no such pack.
    pub fn pack_page(&mut self, name: &str) -> Result<PackPage, Vec<Diagnostic>> {
        let resolved = self.store.resolve(name, &mut self.sources)?;
        let told = self.diagnostics.len();
        let packs = [name.to_owned()];
        let compiled = self.program(&packs);
        let problems = self.diagnostics.split_off(told);
        let Some(compiled) = compiled.filter(|_| !broken(&problems)) else { return Err(problems) };
        self.diagnostics.extend(problems);
        let Some(pack) = resolved.packs.last() else { return Err(Vec::new()) };
        let version = |pack: &Pack| (pack.manifest.name.clone(), pack.manifest.version.to_string());
        let parameters = resolved.packs.iter().flat_map(|pack| {
            pack.parameters().map(|(name, parameter)| ParameterPage {
                name: name.clone(),
                title: parameter.title.clone(),
                pack: pack.manifest.name.clone(),
                default: parameter.default.clone(),
                value: compiled.parameters.get(name).map(ParameterValue::written).unwrap_or_default().to_owned(),
            })
        });
        let rules = compiled.program.rules.iter().map(|rule| RulePage {
            info: rule.info.as_ref().clone(),
            statements: statements(self.sources.slice(rule.info.span)),
        });
        Ok(PackPage {
            manifest: pack.manifest.clone(),
            place: self.store.files(name).map(|files| files.place.clone()).unwrap_or_default(),
            bases: resolved.packs.iter().filter(|p| p.manifest.name != name).map(|p| version(p)).collect(),
            parameters: parameters.collect(),
            adapted: compiled.adapted.clone(),
            rules: rules.collect(),
        })
    }

    /// Everything that is wrong with a pack: with its files, the packs it builds on, its rules taken together and
    /// the lock, if one is used. Warnings are among it.
    pub fn verify_pack(&mut self, name: &str) -> Vec<Diagnostic> {
        let told = self.diagnostics.len();
        let compiled = self.program(&[name.to_owned()]);
        let mut problems = self.diagnostics.split_off(told);
        match self.store.get(name, &mut self.sources) {
            Ok(Some(pack)) if compiled.is_some() => problems.extend(self.promises(&pack)),
            // It did not come to the rules: they are read at least.
            Ok(Some(pack)) => problems.extend(self.syntax(&pack, &problems)),
            _ => {}
        }
        problems
    }

    /// As [`Engine::verify_pack`], of the pack in a folder.
    pub fn verify_pack_folder(&mut self, folder: &Path) -> Vec<Diagnostic> {
        match self.store.add_folder(folder, &mut self.sources) {
            Ok(name) => self.verify_pack(&name),
            Err(mut problems) => {
                problems.extend(self.store.syntax_of_folder(folder, &mut self.sources));
                problems
            }
        }
    }

    /// Judges accounts by one pack, whatever packs were named.
    pub fn check_by(&mut self, pack: &str, accounts: Vec<Account>) -> Report {
        self.chosen = super::Chosen::default();
        self.packs = vec![pack.to_owned()];
        self.check(accounts)
    }

    /// The files of a pack, by their paths within it; none when there is no such pack.
    pub fn pack_files(&self, name: &str) -> Option<Vec<(String, String)>> {
        let files = self.store.files(name)?;
        Some(files.files.iter().map(|file| (file.path.to_string(), file.text.to_string())).collect())
    }

    /// A rule id that a pack has given up, and the pack: of the packs named, or of all.
    pub fn retired(&mut self, id: &str) -> Option<(String, Retired)> {
        let named = if self.packs.is_empty() { self.store.names() } else { self.packs.clone() };
        let resolved = named.iter().filter_map(|name| self.store.resolve(name, &mut self.sources).ok());
        let mut packs = resolved.flat_map(|resolved| resolved.packs);
        packs.find_map(|pack| {
            let retired = pack.manifest.retired.iter().find(|retired| retired.rule == id)?;
            Some((pack.manifest.name.clone(), retired.clone()))
        })
    }

    /// Each rule of a pack names its duty.
    #[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
    fn promises(&mut self, pack: &Pack) -> Vec<Diagnostic> {
        let manifest = &pack.manifest;
        let Some(compiled) = self.program(std::slice::from_ref(&manifest.name)) else { return Vec::new() };
        let own = compiled.all_rules.iter().filter(|rule| rule.pack.as_ref() == Some(&manifest.name));
        let bare = own.filter(|rule| rule.basis.is_empty());
        let problems = bare.map(|rule| {
            let first_line = self.sources.slice(rule.span).lines().next().map_or(0, str::len);
            let start = rule.span.start as usize;
            let head = Span::new(rule.span.source, start, start + first_line);
            let message = msg!("pack-no-basis", id = &rule.id);
            Diagnostic::error("pack::no_basis", head, message).with_help(msg!("pack-no-basis-help"))
        });
        problems.collect()
    }

    /// What is wrong with the syntax of rule files and is not told yet.
    fn syntax(&self, pack: &Pack, told: &[Diagnostic]) -> Vec<Diagnostic> {
        let problems = pack.modules.iter().flat_map(|file| file.parse(&self.sources).1);
        problems.filter(|problem| !told.contains(problem) && problem.level == Level::Error).collect()
    }
}

/// The keywords of statements that say something of a rule and judge nothing.
const DESCRIBING: &[&str] = &["severity", "scope", "basis", "effective", "formula_source", "tags"];

fn statements(rule: &str) -> Vec<String> {
    let pieces = tokens::read(rule);
    let judging = pieces.iter().filter(|piece| match piece.tokens.first().map(|token| token.role) {
        Some(Role::Keyword(word)) => !DESCRIBING.contains(&word.english()),
        _ => true,
    });
    let told = judging.filter(|piece| matches!(piece.kind, PieceKind::Statement | PieceKind::Bare));
    told.map(|piece| piece.tokens.iter().map(plain).collect::<Vec<_>>().join(" ")).collect()
}

fn plain<'t>(token: &'t Token<'_>) -> &'t str {
    match token.role {
        Role::Keyword(word) | Role::Account(word) => word.english(),
        _ => &token.text,
    }
}
