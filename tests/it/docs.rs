//! The reference of the language runs: every fenced block of `docs/language.md` is an example with a
//! claim, and its tables name every keyword and every function.
//!
//! | block | claim |
//! | --- | --- |
//! | `yaml account=NAME` | an account that reads without a word, for the blocks below it |
//! | `yaml error=CODE,…` | an account with just these errors |
//! | `gouji` | rules without a diagnostic, for the `check` below them |
//! | `gouji error=CODE,…` | rules with just these errors |
//! | `yaml pack=FILE`, `gouji pack=FILE [error=…]` | a file of the pack that `check pack` uses |
//! | `eval ACCOUNT [on=PATH]` | `expression → outcome`, further outcomes on lines that begin with `→` |
//! | `check ACCOUNT… [pack]` | `rule → outcome`: every instance on the first account, the others at hand |
//!
//! An outcome is `[place] verdict [notes] [（key value；…）]`, a value as `gouji eval` prints it, or
//! `错误 CODE`; what it leaves out besides the notes is not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use gouji::render::{Style, values_text};
use gouji::{Account, Diagnostic, Engine, Evaluated, FUNCTIONS, Instance, Lang, Note, Report, Verdict};

use crate::support::text;

const REFERENCE: &str = "docs/language.md";

/// The sorts of blocks, and how many claims of each there are at least: none can stop running unseen.
const LEAST: &[(&str, usize)] = &[("yaml", 30), ("gouji", 22), ("eval", 160), ("check", 28)];

/// A fenced block of the reference.
pub(crate) struct Block {
    /// The line of its fence, from 1.
    line: usize,
    /// The first word of the fence.
    pub(crate) sort: String,
    /// The words after it.
    words: Vec<String>,
    pub(crate) body: String,
}

impl Block {
    /// The value of `key=value` among the words.
    fn get(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|w| w.strip_prefix(key)?.strip_prefix('='))
    }

    /// The words that are no `key=value`.
    fn plain(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).filter(|w| !w.contains('=')).collect()
    }
}

pub(crate) fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        let mut words = info.split_whitespace().map(str::to_owned);
        let sort = words.next().unwrap_or_default();
        let words = words.collect();
        let body = lines.by_ref().map(|(_, l)| l).take_while(|l| l.trim() != "```").map(|l| format!("{l}\n")).collect();
        blocks.push(Block { line: number + 1, sort, words, body });
    }
    blocks
}

/// `left → outcome`, with the outcomes of the lines after it that begin with `→`.
fn claims(body: &str) -> Vec<(String, Vec<String>)> {
    let mut claims: Vec<(String, Vec<String>)> = Vec::new();
    let mut left = String::new();
    for line in body.lines() {
        let Some((before, outcome)) = line.split_once('→') else {
            left.push_str(line);
            left.push('\n');
            continue;
        };
        left.push_str(before);
        if !left.trim().is_empty() {
            claims.push((left.trim().to_owned(), Vec::new()));
        }
        left.clear();
        claims.last_mut().unwrap().1.push(one_line(outcome));
    }
    assert_eq!(left.trim(), "", "a claim without an outcome");
    claims
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An instance in the words of an outcome, as far as the outcome looks at it.
fn outcome(instance: &Instance, like: &str) -> String {
    let (words, details) = like.split_once('（').map_or((like, None), |(w, d)| (w, d.strip_suffix('）')));
    let mut found = Vec::new();
    if words.split_whitespace().next().is_some_and(|first| Verdict::ALL.iter().all(|v| v.term().get(Lang::Zh) != first))
    {
        found.push(instance.place().to_owned());
    }
    found.push(instance.verdict.term().get(Lang::Zh).into_owned());
    found.extend(instance.evidence.notes.iter().map(|note| note_word(*note).to_owned()));
    let mut found = one_line(&found.join(" "));
    if let Some(details) = details {
        let claimed = details.split('；').filter_map(|d| d.split_once(' '));
        let told = claimed.filter_map(|(key, value)| Some(format!("{key} {}", detail(instance, key, value)?)));
        found.push_str(&format!("（{}）", told.collect::<Vec<_>>().join("；")));
    }
    found
}

/// One part of the evidence; none for a part of a message that has a semicolon itself.
fn detail(instance: &Instance, key: &str, claimed: &str) -> Option<String> {
    let evidence = &instance.evidence;
    match key {
        "差额" => evidence.difference.as_ref().map(|a| a.short.clone()),
        "允许尾差" => evidence.slack.as_ref().map(|a| a.short.clone()),
        "z" => evidence.z.clone(),
        "缺" => Some(evidence.missing.join("、")),
        // The claim may leave out what surrounds the reason.
        "因" => evidence
            .reason
            .as_ref()
            .map(|r| r.get(Lang::Zh))
            .map(|r| if r.contains(claimed) { claimed.to_owned() } else { r.into_owned() }),
        "级别" => Some(instance.severity.term().get(Lang::Zh).into_owned()),
        "提示" => instance.message.clone(),
        _ => None,
    }
}

fn note_word(note: Note) -> &'static str {
    match note {
        Note::Truncated => "去尾",
        Note::Plugged => "倒挤",
        Note::BaseNearZero => "基数近零",
        Note::Bound => "外围估计",
    }
}

/// The outcomes of a report beside those claimed.
fn outcomes<'r>(instances: impl Iterator<Item = &'r Instance>, wanted: &[String]) -> Vec<String> {
    instances.enumerate().map(|(n, i)| outcome(i, wanted.get(n).map_or("位置", String::as_str))).collect()
}

fn codes<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    problems.into_iter().map(|d| d.code).collect::<Vec<_>>().join(",")
}

fn agree<T: PartialEq + std::fmt::Debug>(of: &str, wanted: T, found: T) -> Result<(), String> {
    if wanted == found { Ok(()) } else { Err(format!("{of}\n  claimed {wanted:?}\n  found   {found:?}")) }
}

/// What the blocks read so far have set up.
#[derive(Default)]
struct Desk {
    accounts: BTreeMap<String, String>,
    rules: String,
    pack: PathBuf,
}

impl Desk {
    /// Checks the claims of a block. Gives their number, or what is wrong.
    fn run(&mut self, block: &Block) -> Result<usize, String> {
        let wrong = block.get("error").unwrap_or_default();
        match (block.sort.as_str(), block.get("pack")) {
            ("yaml" | "gouji", Some(file)) => self.pack_file(file, block, wrong),
            ("yaml", None) if wrong.is_empty() => {
                let name = block.get("account").expect("an account has a name");
                self.accounts.insert(name.to_owned(), block.body.clone());
                self.account(&mut Engine::new(), name);
                Ok(1)
            }
            ("yaml", None) => {
                let read = Engine::new().read_account("a.yaml", block.body.clone().into_bytes());
                agree("an account", wrong.to_owned(), codes(&read.err().unwrap_or_default())).map(|()| 1)
            }
            ("gouji", None) => {
                self.rules.clone_from(&block.body);
                let mut engine = Engine::new();
                engine.use_rules("rules.gj", &block.body);
                engine.prepare();
                agree("rules", wrong.to_owned(), codes(engine.diagnostics())).map(|()| 1)
            }
            ("eval", None) => self.eval(block),
            ("check", None) => self.check(block),
            // The grammar, which tests/it/grammar.rs reads.
            ("ebnf", None) => Ok(0),
            (sort, _) => Err(format!("there is no sort of block `{sort}`")),
        }
    }

    /// An account by name: one of the reference, or a fixture.
    fn account(&self, engine: &mut Engine, name: &str) -> Account {
        let text = self.accounts.get(name).cloned().unwrap_or_else(|| text(&format!("fixtures/{name}.yaml")));
        let account = engine.read_account(&format!("{name}.yaml"), text.into_bytes());
        assert_eq!(codes(engine.diagnostics()), "", "account {name}");
        account.unwrap_or_else(|problems| panic!("account {name}: {problems:#?}"))
    }

    /// Puts a file into the folder of the pack; one with errors is taken out again.
    fn pack_file(&mut self, file: &str, block: &Block, wrong: &str) -> Result<usize, String> {
        if file == "pack.yaml" {
            self.pack = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reference-pack");
            let _ = fs::remove_dir_all(&self.pack);
            fs::create_dir_all(&self.pack).unwrap();
            // The rule that the manifest speaks of, until the page writes it.
            let rule = "rule EX-1 \"例\" {\n  basis \"某办法\"\n  assert basic_expenditure.total ≥ 0\n}\n";
            fs::write(self.pack.join("stand_in.gj"), rule).unwrap();
        } else if file.ends_with(".gj") {
            let _ = fs::remove_file(self.pack.join("stand_in.gj"));
        }
        let place = self.pack.join(file);
        fs::write(&place, &block.body).unwrap();
        let mut engine = Engine::new();
        engine.use_pack_folder(&self.pack);
        engine.prepare();
        if !wrong.is_empty() {
            fs::remove_file(place).unwrap();
        }
        agree(file, wrong.to_owned(), codes(engine.diagnostics())).map(|()| 1)
    }

    fn eval(&self, block: &Block) -> Result<usize, String> {
        let claims = claims(&block.body);
        let mut engine = Engine::new();
        let account = self.account(&mut engine, block.plain()[0]);
        let mut wrong = Vec::new();
        for (expression, wanted) in &claims {
            let found = match engine.eval(expression, block.get("on"), account.clone()) {
                Ok(Evaluated::Judged(report)) => outcomes(report.instances(), wanted),
                Ok(Evaluated::Values(values)) => {
                    let style = Style { color: false, width: 0, lang: Lang::Zh };
                    values_text(&values, &style).lines().map(one_line).collect()
                }
                Err(problems) => vec![format!("错误 {}", codes(&problems))],
            };
            wrong.extend(agree(expression, wanted, &found).err());
        }
        if wrong.is_empty() { Ok(claims.len()) } else { Err(wrong.join("\n")) }
    }

    fn check(&self, block: &Block) -> Result<usize, String> {
        let mut engine = Engine::new();
        let mut names = block.plain();
        if names.last() == Some(&"pack") {
            names.pop();
            engine.use_pack_folder(&self.pack);
        } else {
            engine.use_rules("rules.gj", &self.rules);
        }
        let accounts = names.iter().map(|name| self.account(&mut engine, name)).collect();
        let report: Report = engine.check(accounts);
        agree("the rules of a check", "", &codes(engine.diagnostics()))?;
        // The first account, and what is judged of all together.
        let mut told = report.accounts.iter().take(1).chain(report.accounts.iter().filter(|a| a.together > 0));
        let instances: Vec<&Instance> = told.by_ref().flat_map(|a| &a.instances).collect();
        let claims = claims(&block.body);
        let mut wrong = Vec::new();
        for (rule, wanted) in &claims {
            let of_rule = instances.iter().copied().filter(|i| report.rules[i.rule].id == *rule);
            wrong.extend(agree(rule, wanted, &outcomes(of_rule, wanted)).err());
        }
        let claimed: BTreeSet<&str> = claims.iter().map(|(rule, _)| rule.as_str()).collect();
        let judged = instances.iter().map(|i| report.rules[i.rule].id.as_str()).collect();
        wrong.extend(agree("the rules", claimed, judged).err());
        if wrong.is_empty() { Ok(claims.len()) } else { Err(wrong.join("\n")) }
    }
}

#[test]
fn every_example_of_the_reference_runs() {
    let mut desk = Desk::default();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for block in blocks(&text(REFERENCE)) {
        match desk.run(&block) {
            Ok(claims) => *counts.entry(block.sort).or_default() += claims,
            Err(problem) => wrong.push(format!("{REFERENCE}:{}: {problem}", block.line)),
        }
    }
    println!("{counts:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (sort, least) in LEAST {
        assert!(counts.get(*sort).is_some_and(|n| n >= least), "too few claims in blocks `{sort}`: {counts:?}");
    }
}

#[test]
fn the_reference_names_every_function_and_keyword() {
    let reference = text(REFERENCE);
    let mut words: BTreeSet<&str> = FUNCTIONS.iter().flat_map(|f| f.names).copied().collect();
    let grammar = text("grammar/gouji.pest");
    for line in grammar.lines().filter(|l| l.contains("~ !name_more }") && l.contains("@{ (")) {
        words.extend(line.split('"').skip(1).step_by(2));
    }
    assert!(words.contains("assert") && words.contains("应满足") && words.contains("implies"), "{words:?}");
    let unnamed: Vec<&str> = words.into_iter().filter(|w| !reference.contains(&format!("`{w}`"))).collect();
    assert!(unnamed.is_empty(), "not in {REFERENCE}: {unnamed:?}");
}
