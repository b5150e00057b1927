//! Accounts one line each, judged by many threads: programs are made once for each choice of packs, and of a
//! line nothing is kept.

use std::sync::{Arc, PoisonError, RwLock};

use super::chosen::Chosen;
use super::{Compiled, Engine};
use crate::account::{self, Account, Content, NodeId};
use crate::diagnostic::Diagnostic;
use crate::eval::{self, Bound, Relations};
use crate::finding::{BatchAccount, BatchError, BatchFinding, BatchLine, Verdict};
use crate::fingerprint;
use crate::limits::Limits;
use crate::message::msg;
use crate::source::SourceId;

/// Where an account's id is looked for when no path is given.
const ID_PATHS: [&str; 3] = ["id", "account.id", "entity.code"];

/// What an engine is for any number of accounts that stand alone: each is judged by itself, without the year
/// before, the approved version or the units.
#[derive(Debug)]
pub struct Batch {
    engine: RwLock<Engine>,
    chosen: RwLock<Chosen>,
    limits: Limits,
    /// The path of the id; none: the usual ones.
    id_path: Option<String>,
    /// Verdicts that are told.
    told: Vec<Verdict>,
}

impl Engine {
    /// The engine for a batch. Of each account the instances of the verdicts `told` are kept; its id is at
    /// `id_path`, a path of names, or else at one of `id`, `account.id`, `entity.code`.
    pub fn into_batch(self, id_path: Option<String>, told: Vec<Verdict>) -> Batch {
        let limits = self.options.limits.clone();
        Batch { engine: RwLock::new(self), chosen: RwLock::default(), limits, id_path, told }
    }
}

impl Batch {
    /// Judges the account of a line, a JSON object. A carriage return at its end belongs to the end of the line.
    pub fn judge(&self, line: u64, bytes: &[u8]) -> BatchLine {
        let name = line.to_string();
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let text = match account::text_of(&name, bytes, &self.limits) {
            Ok(text) => text,
            Err(problem) => return BatchLine { line, id: None, judged: Err(error(&problem, "")) },
        };
        if text.trim().is_empty() {
            let message = msg!("batch-blank-line");
            let judged = Err(BatchError { code: "batch::blank_line", message, column: None });
            return BatchLine { line, id: None, judged };
        }
        // Nothing is told with its place in the file, so that no text is kept.
        match account::load_json(SourceId(u32::MAX), &name, text, &self.limits) {
            Ok((account, _)) => {
                let (id, judged) = self.judge_account(account);
                BatchLine { line, id, judged: judged.map_err(|problem| error(&problem, text)) }
            }
            Err(problems) => {
                let problem = problems.first().map(|problem| error(problem, text));
                let unknown = BatchError { code: "account::syntax", message: msg!("batch-unreadable"), column: None };
                BatchLine { line, id: None, judged: Err(problem.unwrap_or(unknown)) }
            }
        }
    }

    /// Judges an account that was read already: its id, and what was found.
    ///
    /// # Errors
    ///
    /// Two of its names mean one figure, or there is no program for it.
    pub fn judge_account(&self, account: Account) -> (Option<String>, Result<BatchAccount, Diagnostic>) {
        let id = self.id_of(&account);
        let judged = self.judged(account, id.as_deref());
        (id, judged)
    }

    /// A line that was not read to its end.
    pub fn too_long(line: u64, limit: usize) -> BatchLine {
        let message = msg!("batch-line-too-long", limit);
        BatchLine { line, id: None, judged: Err(BatchError { code: "batch::line_too_long", message, column: None }) }
    }

    fn judged(&self, account: Account, id: Option<&str>) -> Result<BatchAccount, Diagnostic> {
        let compiled = self.program(&account)?;
        let program = &compiled.program;
        let bound = Bound::new(account, &program.dictionary).map_err(first)?;
        let engine = self.engine.read().unwrap_or_else(PoisonError::into_inner);
        let brief = eval::judge_briefly(
            program,
            compiled.proofs(),
            (&[&bound], 0, &Relations::default()),
            &engine.options,
            &engine.sources,
        );
        drop(engine);
        let header = &bound.account.header;
        let (entity, year) = (header.entity.name.as_deref(), header.year);
        let findings = brief.instances.into_iter().filter(|instance| self.told.contains(&instance.verdict));
        let findings = findings.map(|instance| {
            let rule = program.rules.get(instance.rule).map(|rule| rule.info.id.clone()).unwrap_or_default();
            let entity = entity.or(id).unwrap_or(&bound.account.file);
            let fingerprint = fingerprint::of_parts(&rule, entity, year, header.stage.as_deref(), &instance);
            BatchFinding { fingerprint, rule, instance }
        });
        Ok(BatchAccount { year, packs: compiled.shown.clone(), counts: brief.counts, findings: findings.collect() })
    }

    /// The program for an account.
    fn program(&self, account: &Account) -> Result<Arc<Compiled>, Diagnostic> {
        let known = self.chosen.read().unwrap_or_else(PoisonError::into_inner).known(&account.header).cloned();
        let choose = || {
            let mut engine = self.engine.write().unwrap_or_else(PoisonError::into_inner);
            let mut chosen = self.chosen.write().unwrap_or_else(PoisonError::into_inner);
            chosen.choose(&account.header, &mut engine, Engine::program)
        };
        known.unwrap_or_else(choose).ok_or_else(|| {
            let engine = self.engine.read().unwrap_or_else(PoisonError::into_inner);
            first(engine.diagnostics.clone())
        })
    }

    fn id_of(&self, account: &Account) -> Option<String> {
        let at = |path: &str| path.split('.').try_fold(account.root(), |node, name| account.child(node, name));
        let text = |node: NodeId| match &account.node(node).content {
            Content::Text(text) => Some(text.to_string()),
            Content::Number(printed) => Some(printed.text().to_owned()),
            _ => None,
        };
        match &self.id_path {
            Some(path) => at(path).and_then(text),
            None => ID_PATHS.iter().find_map(|path| at(path).and_then(text)),
        }
    }
}

/// The first of some problems.
fn first(problems: Vec<Diagnostic>) -> Diagnostic {
    let unknown = || Diagnostic::file_error("batch::no_rules", "", msg!("batch-no-rules"));
    problems.into_iter().next().unwrap_or_else(unknown)
}

#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
fn error(problem: &Diagnostic, text: &str) -> BatchError {
    let start = problem.labels.first().and_then(|label| text.get(..label.span.start as usize));
    let column = start.filter(|_| !text.is_empty()).map(|before| before.chars().count() + 1);
    BatchError { code: problem.code, message: problem.message.clone(), column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_that_was_read_is_judged_as_its_line() {
        let mut engine = Engine::new();
        engine.use_pack("national");
        let batch = engine.into_batch(None, vec![Verdict::Violated]);
        let texts = [
            r#"{"id": "A-1", "year": 2023, "unit": "万元", "three_public": {"total": 9.00, "abroad": 1.00, "vehicles": {"amount": 2.00}, "reception": {"amount": 3.00}}}"#,
            r#"{"year": 2023, "unit": "万元", "three_public": {"total": 6.00, "合计": 6.00}}"#,
        ];
        for text in texts {
            let line = batch.judge(7, text.as_bytes());
            let account = account::load_json(SourceId(u32::MAX), "7", text, &Limits::default()).expect("an account").0;
            let (id, judged) = batch.judge_account(account);
            assert_eq!(id, line.id);
            match (judged, line.judged) {
                (Ok(one), Ok(other)) => assert_eq!(format!("{one:?}"), format!("{other:?}")),
                (Err(problem), Err(told)) => assert_eq!(problem.code, told.code),
                differs => panic!("{text}: {differs:?}"),
            }
        }
    }

    #[test]
    fn what_is_remembered_does_not_grow_with_the_accounts() {
        let batch = Engine::new().into_batch(None, Vec::new());
        let provinces = ["四川省", "上海市", "某省"];
        for line in 0..3 * Chosen::MOST as u64 {
            let province = provinces[line as usize % provinces.len()];
            let account = format!("{{\"entity\": {{\"province\": \"{province}\", \"level\": \"{line}\"}}}}");
            assert!(batch.judge(line, account.as_bytes()).judged.is_ok(), "{account}");
        }
        let chosen = batch.chosen.read().unwrap_or_else(PoisonError::into_inner);
        let (choices, programs) = chosen.remembered();
        assert!(choices <= Chosen::MOST);
        assert_eq!(programs, 3);
    }
}
