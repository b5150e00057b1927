//! The grammar of the reference is true: what it derives at random, the tool reads.

use std::collections::{BTreeMap, BTreeSet};

use gouji::{FormatOptions, SourceId, format};

use crate::support::text;

/// A right-hand side of the grammar.
#[derive(Debug, Clone)]
enum Form {
    Word(String),
    Rule(String),
    Row(Vec<Form>),
    One(Vec<Form>),
    Maybe(Box<Form>),
    Many(Box<Form>),
}

/// The words of the grammar's text: names, quoted words, signs.
fn words(grammar: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = grammar.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => rest[1..].find('"').unwrap() + 2,
            c if c.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        words.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    words
}

struct Reader {
    words: Vec<String>,
    at: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", String::as_str)
    }

    fn alternatives(&mut self) -> Form {
        let mut all = vec![self.row()];
        while self.peek(0) == "|" {
            self.at += 1;
            all.push(self.row());
        }
        if all.len() == 1 { all.remove(0) } else { Form::One(all) }
    }

    fn row(&mut self) -> Form {
        let mut row = Vec::new();
        while !matches!(self.peek(0), "" | "|" | "]" | "}") && self.peek(1) != "=" {
            let word = self.peek(0).to_owned();
            self.at += 1;
            row.push(match word.as_str() {
                "[" => Form::Maybe(Box::new(self.closed("]"))),
                "{" => Form::Many(Box::new(self.closed("}"))),
                quoted if quoted.starts_with('"') => Form::Word(quoted.trim_matches('"').to_owned()),
                name => Form::Rule(name.to_owned()),
            });
        }
        Form::Row(row)
    }

    fn closed(&mut self, end: &str) -> Form {
        let inner = self.alternatives();
        assert_eq!(self.peek(0), end);
        self.at += 1;
        inner
    }
}

fn grammar() -> BTreeMap<String, Form> {
    let reference = text("docs/language.md");
    let block = reference.split("```ebnf\n").nth(1).unwrap().split("```").next().unwrap();
    let mut reader = Reader { words: words(block), at: 0 };
    let mut rules = BTreeMap::new();
    while reader.at < reader.words.len() {
        let name = reader.peek(0).to_owned();
        assert_eq!(reader.peek(1), "=", "after {name}");
        reader.at += 2;
        let form = reader.alternatives();
        assert!(rules.insert(name.clone(), form).is_none(), "{name} stands twice");
    }
    rules
}

/// What a lexical word of the reference's last table looks like.
fn lexeme(name: &str) -> &'static [&'static str] {
    match name {
        "id" => &["N-018", "甲-1.2"],
        "tag" => &["表内", "a-b.c"],
        "name" => &["total", "合计", "item_1", "prior", "当年收入"],
        "string" => &["\"甲\"", "“关于“三公”经费”"],
        "quoted" => &["\"208\"", "\"a b\""],
        "digits" => &["208"],
        "number" => &["1410.72", "0", "5%", "1.18万元", "66人次", "0.5个百分点"],
        "count" => &["0", "2"],
        "position" => &["1", "-1"],
        "year" => &["2020"],
        "severity" => &["error", "warning", "info"],
        "levels" => &["complete", "printed"],
        "mode" => &["half_up", "truncate"],
        other => panic!("{other} is no word of the grammar"),
    }
}

struct Writer<'g> {
    rules: &'g BTreeMap<String, Form>,
    seed: u64,
    out: String,
    used: BTreeSet<String>,
    depth: usize,
}

impl Writer<'_> {
    /// A number below `n`.
    fn draw(&mut self, n: usize) -> usize {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.seed >> 33) % n as u64).unwrap()
    }

    fn put(&mut self, word: &str, glued: bool) {
        if !glued && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        self.out.push_str(word);
    }

    fn write(&mut self, form: &Form, glued: bool) {
        match form {
            Form::Word(word) => {
                self.used.insert(word.clone());
                self.put(&word.clone(), glued);
            }
            Form::Row(row) => row.iter().for_each(|part| self.write(part, glued)),
            Form::One(all) => {
                // Deep down the shortest way out is an operand that is one word.
                let at = if self.depth > 14 { 0 } else { self.draw(all.len()) };
                self.write(&all[at], glued);
            }
            Form::Maybe(inner) => {
                if self.depth <= 14 && self.draw(3) == 0 {
                    self.write(inner, glued);
                }
            }
            Form::Many(inner) => {
                let times = if self.depth > 14 { 0 } else { [0, 0, 0, 1, 2][self.draw(5)] };
                (0..times).for_each(|_| self.write(inner, glued));
            }
            Form::Rule(name) => self.rule(name, glued),
        }
    }

    fn rule(&mut self, name: &str, glued: bool) {
        let Some(form) = self.rules.get(name) else {
            let words = lexeme(name);
            let at = self.draw(words.len());
            return self.put(words[at], glued);
        };
        self.depth += 1;
        match name {
            // The first word of a path has a blank before it, the rest has none.
            "path" => {
                let before = std::mem::take(&mut self.out);
                self.write(form, true);
                let path = std::mem::replace(&mut self.out, before);
                self.put(&path, glued);
            }
            "step" | "relative" => self.write(form, true),
            "statement" => {
                self.out.push_str("\n ");
                self.write(form, false);
            }
            "expr" => {
                let before = std::mem::take(&mut self.out);
                self.write(form, false);
                let expr = std::mem::replace(&mut self.out, before);
                self.put(&expr, glued);
            }
            _ => self.write(form, glued),
        }
        self.depth -= 1;
    }
}

#[test]
fn what_the_grammar_of_the_reference_derives_is_read() {
    let rules = grammar();
    let mut used = BTreeSet::new();
    for seed in 0..2_000 {
        let start = ["rule", "definition", "assertion"][usize::try_from(seed % 3).unwrap()];
        let mut writer = Writer { rules: &rules, seed, out: String::new(), used: BTreeSet::new(), depth: 0 };
        writer.rule(start, false);
        let sentence = writer.out.trim().replace(" }", "\n}");
        if let Err(problems) = format(SourceId(0), &sentence, &FormatOptions::default()) {
            let codes: Vec<&str> = problems.iter().map(|p| p.code).collect();
            // What is derived may be too large, and a number alone in brackets is a position: no questions of grammar.
            let beside = ["syntax::limit", "syntax::index"];
            assert!(codes.iter().all(|c| beside.contains(c)), "{codes:?} in\n{sentence}");
        }
        used.append(&mut writer.used);
    }
    let all: BTreeSet<String> = rules.values().flat_map(terminals).collect();
    let unused: Vec<&String> = all.difference(&used).collect();
    assert!(unused.is_empty(), "never derived: {unused:?}");
}

fn terminals(form: &Form) -> Vec<String> {
    match form {
        Form::Word(word) => vec![word.clone()],
        Form::Rule(_) => Vec::new(),
        Form::Row(all) | Form::One(all) => all.iter().flat_map(terminals).collect(),
        Form::Maybe(inner) | Form::Many(inner) => terminals(inner),
    }
}

#[test]
fn a_sentence_beside_the_grammar_is_not_read() {
    for wrong in ["rule N-1 { when }", "def f(x = 1", "total within 2", "rule N-1 { hierarchy by code }", "a..b == 1"] {
        assert!(format(SourceId(0), wrong, &FormatOptions::default()).is_err(), "{wrong}");
    }
}
