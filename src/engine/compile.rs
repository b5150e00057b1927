//! Packs and rule files to a program, with what packs and the user change.

use std::sync::Arc;

use super::{Compiled, DEFAULT_PACK, Engine};
use crate::diagnostic::{Diagnostic, Level};
use crate::pack::{self, Resolved, RuleFile};
use crate::plan::{self, Lowering, PlannedRule, Program};

impl Engine {
    /// The program of some packs and the loose rule files; none when it has errors, which are then among
    /// the diagnostics.
    pub(super) fn program(&mut self, packs: &[String]) -> Option<Arc<Compiled>> {
        if let Some(compiled) = self.programs.get(packs) {
            return Some(compiled.clone());
        }
        let resolved = match self.resolve(packs) {
            Ok(resolved) => resolved,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return None;
            }
        };
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

    fn compile(&mut self, resolved: Resolved) -> Option<Compiled> {
        // Loose rule files alone speak of the packs' figures, and run without the packs' rules.
        let with_rules = !self.packs.is_empty() || self.modules.is_empty();
        let (dictionary, codes) = (Arc::new(resolved.dictionary), Arc::new(resolved.codes));
        let packs = resolved.packs;
        let adaptation = match pack::adapt(&packs, &self.parameters, &self.sources) {
            Ok(adaptation) => adaptation,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return None;
            }
        };
        let mut files: Vec<(RuleFile, Option<String>)> = Vec::new();
        let mut shown = Vec::new();
        for pack in packs.iter().filter(|_| with_rules) {
            shown.push(pack.shown());
            files.extend(pack.modules.iter().map(|&m| (m, Some(pack.manifest.name.clone()))));
        }
        for &module in &self.modules {
            shown.push(self.sources.get(module).name.clone());
            files.push((RuleFile::loose(module), None));
        }
        let mut rules: Vec<PlannedRule> = Vec::new();
        let mut problems = Vec::new();
        for (file, pack) in files {
            let (module, mut found) = file.parse(&self.sources);
            let mut lowering = Lowering {
                dictionary: &dictionary,
                sources: &self.sources,
                pack,
                parameters: &adaptation.parameters,
                keys: &self.keys,
                problems: Vec::new(),
            };
            rules.extend(plan::lower_module(&mut lowering, &module));
            found.append(&mut lowering.problems);
            found.sort_by_key(|p| p.labels.first().map(|l| l.span));
            problems.append(&mut found);
        }
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
        for rule in rules.iter_mut().filter(|r| r.info.pack.is_some()) {
            rule.info.waivable = packs.iter().any(|p| p.manifest.waivable.contains(&rule.info.id));
        }
        let broken = problems.iter().any(|p| p.level == Level::Error);
        self.diagnostics.extend(problems);
        (!broken).then_some(Compiled {
            program: Program { rules, dictionary, codes },
            shown,
            adapted,
            parameters: adaptation.parameters,
        })
    }
}
