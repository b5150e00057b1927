//! Packs and rule files to a program, with what packs and the user change.

use std::sync::{Arc, OnceLock};

use super::reading::{Reader, broken};
use super::{Compiled, DEFAULT_PACK, Engine, Used};
use crate::diagnostic::Diagnostic;
use crate::finding::RuleInfo;
use crate::message::msg;
use crate::pack::{self, Given, Pack, Resolved, RuleFile};
use crate::plan::{self, PlannedRule, Program};
use crate::source::{SourceMap, Span};
use crate::suggest;

impl Engine {
    /// The program of some packs and the loose rule files; none when it has errors, which are then among
    /// the diagnostics.
    pub(super) fn program(&mut self, packs: &[String]) -> Option<Arc<Compiled>> {
        if let Some(compiled) = self.programs.get(packs) {
            return Some(compiled.clone());
        }
        let resolved = self.resolve(packs).and_then(|resolved| self.unlocked(&resolved).map(|()| resolved));
        let resolved = self.usable(resolved)?;
        let compiled = Arc::new(self.compile(resolved)?);
        self.programs.insert(packs.to_vec(), compiled.clone());
        Some(compiled)
    }

    pub(super) fn packs_or_default(&self) -> Vec<String> {
        if self.packs.is_empty() { vec![DEFAULT_PACK.to_owned()] } else { self.packs.clone() }
    }

    /// Some packs with all that they build on, as one.
    pub(super) fn resolve(&mut self, packs: &[String]) -> Result<Resolved, Vec<Diagnostic>> {
        let resolved = packs.iter().map(|name| self.store.resolve(name, &mut self.sources));
        let resolved = resolved.collect::<Result<Vec<_>, _>>()?;
        Resolved::together(resolved, &self.sources)
    }

    /// The same; none when they cannot be used, which is then among the diagnostics.
    pub(super) fn resolved(&mut self, packs: &[String]) -> Option<Resolved> {
        let resolved = self.resolve(packs);
        self.usable(resolved)
    }

    /// What could be read; what is wrong with it otherwise goes to the diagnostics.
    pub(super) fn usable<T>(&mut self, read: Result<T, Vec<Diagnostic>>) -> Option<T> {
        read.map_err(|problems| self.diagnostics.extend(problems)).ok()
    }

    /// The values of parameters that are for these packs. One that only another pack declares is for the
    /// accounts that are judged by that one.
    pub(super) fn given(&mut self, packs: &[Arc<Pack>]) -> Vec<Given> {
        let here = |name: &str| packs.iter().any(|pack| pack.parameters().any(|(declared, _)| declared == name));
        let mut given = self.parameters.clone();
        given.retain(|g| here(&g.name) || !self.store.declares(&g.name, &mut self.sources));
        given
    }

    fn compile(&mut self, resolved: Resolved) -> Option<Compiled> {
        // Loose rule files alone speak of the packs' figures, and run without the packs' rules.
        let named = !self.packs.is_empty() && self.packs_from.is_none();
        let with_rules = named || self.modules.is_empty();
        let (dictionary, codes) = (Arc::new(resolved.dictionary), Arc::new(resolved.codes));
        let packs = resolved.packs;
        let given = self.given(&packs);
        let given: Vec<&Given> = given.iter().collect();
        let adaptation = pack::adapt(&packs, &given, &self.sources);
        let adaptation = self.usable(adaptation)?;
        let mut files: Vec<(RuleFile, Option<String>)> = Vec::new();
        let (mut shown, mut used) = (Vec::new(), Vec::new());
        for pack in packs.iter().filter(|_| with_rules) {
            shown.push(pack.shown());
            used.push(Used::Pack(pack.manifest.name.clone(), pack.manifest.version.to_string()));
            files.extend(pack.modules.iter().map(|&m| (m, Some(pack.manifest.name.clone()))));
        }
        for &module in &self.modules {
            shown.push(self.sources.get(module).name.clone());
            used.push(Used::Rules(module));
            files.push((RuleFile::loose(module), None));
        }
        let most_terms = self.options.limits.rule_terms;
        let reader =
            Reader { dictionary: &dictionary, parameters: &adaptation.parameters, keys: self.keys.all(), most_terms };
        let mut rules: Vec<PlannedRule> = Vec::new();
        let mut problems = Vec::new();
        for (file, pack) in files {
            let mut reading = reader.judging(&self.sources, file, pack);
            rules.append(&mut reading.rules);
            problems.append(&mut reading.errors);
        }
        for rule in rules.iter_mut().filter(|r| r.info.pack.is_some()) {
            if packs.iter().any(|p| p.manifest.waivable.contains(&rule.info.id)) {
                Arc::make_mut(&mut rule.info).waivable = true;
            }
        }
        let all_rules: Vec<Arc<RuleInfo>> = rules.iter().map(|rule| rule.info.clone()).collect();
        problems.extend(plan::duplicate_ids(&rules));
        let retired = packs.iter().flat_map(|p| p.manifest.retired.iter().map(|r| r.rule.as_str()));
        problems.extend(plan::retired_ids(&rules, retired));
        let mut adapted = if with_rules { adaptation.told.clone() } else { Vec::new() };
        for change in adaptation.rules.iter().filter(|_| with_rules) {
            match plan::change_rule(&mut rules, change) {
                Ok(told) => adapted.push(told),
                Err(problem) => problems.push(problem),
            }
        }
        let narrowed = self.selection.narrow(&mut rules);
        let usable = !broken(&problems);
        // The rules can be planned all the same, so that `pack verify` tells what else there is.
        if usable && with_rules {
            problems.extend(unknown_ids(
                &packs,
                &all_rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(),
                &self.sources,
            ));
        }
        self.diagnostics.extend(problems);
        usable.then_some(Compiled {
            program: Program { rules, dictionary, codes },
            proofs: OnceLock::new(),
            used,
            shown: shown.into(),
            adapted,
            narrowed,
            all_rules,
            parameters: adaptation.parameters,
        })
    }
}

/// What packs say of rules must be true of rules that are there.
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
pub(super) fn unknown_ids(packs: &[Arc<Pack>], rules: &[&str], sources: &SourceMap) -> Vec<Diagnostic> {
    let of_pack = |pack: &Arc<Pack>| {
        let manifest = &pack.manifest;
        let known = |id: &str| rules.contains(&id) || manifest.retired.iter().any(|r| r.rule == id);
        let named = manifest.waivable.iter().chain(manifest.retired.iter().filter_map(|r| r.replaced_by.as_ref()));
        let problem = |id: &String| {
            let start = sources.get(pack.manifest_source).text.find(id.as_str()).unwrap_or_default();
            let span = Span::new(pack.manifest_source, start, start + id.len());
            let problem = Diagnostic::error("pack::unknown_rule", span, msg!("pack-names-no-rule", id));
            let near = suggest::nearest(id, rules.iter().copied());
            Diagnostic { help: near.map(|near| msg!("common-did-you-mean", near)), ..problem }
        };
        named.filter(|id| !known(id)).map(problem).collect::<Vec<_>>()
    };
    packs.iter().flat_map(of_pack).collect()
}
