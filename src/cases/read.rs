//! Case files to cases. A case file is read like an account, so that every printed digit and place survives; what
//! stands under `account` and `with` becomes an account of its own.

use super::{Case, Expectation};
use crate::account::{Account, Content, Edit, NodeId};
use crate::diagnostic::Diagnostic;
use crate::finding::Verdict;
use crate::limits::Limits;
use crate::message::{Lang, Text, msg};
use crate::source::Span;
use crate::suggest::nearest;

/// Keys of a case file, of a case in it, and of an expectation.
const FILE: &[&str] = &["title", "account", "with", "expect", "only", "cases"];
const CASE: &[&str] = &["title", "account", "with", "set", "drop", "expect", "only"];
const EXPECTATION: &[&str] = &["rule", "assert", "at", "difference"];

/// Reads the cases of a file that was read as an account: the file itself is one if it expects something, and
/// every entry of `cases` is. `rules` are the ids that may be expected.
///
/// # Errors
/// Everything that is wrong with the file, in the order of the text.
pub fn read(file: &Account, rules: &[&str], limits: &Limits) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let mut reader = Reader { file, rules, limits, nodes: 0, problems: Vec::new() };
    let cases = reader.file();
    let mut problems = reader.problems;
    // A mistake in what all cases share is found again in each.
    problems.sort_by_key(|p| p.labels.first().map(|l| l.span));
    problems.dedup();
    if problems.is_empty() { Ok(cases) } else { Err(problems) }
}

struct Reader<'a> {
    file: &'a Account,
    rules: &'a [&'a str],
    limits: &'a Limits,
    /// How many nodes the accounts of the cases have so far.
    nodes: usize,
    problems: Vec<Diagnostic>,
}

/// What the cases of a file share.
#[derive(Default)]
struct Shared {
    title: String,
    account: Option<NodeId>,
    with: Option<NodeId>,
    only: bool,
}

impl Reader<'_> {
    fn file(&mut self) -> Vec<Case> {
        let root = self.file.root();
        self.check_keys(root, FILE);
        let shared = Shared {
            title: self.text(root, "title").unwrap_or_default(),
            account: self.file.child(root, "account"),
            with: self.file.child(root, "with"),
            only: self.flag(root, "only").unwrap_or_default(),
        };
        if shared.title.is_empty() {
            self.wrong(root, "case::title", msg!("case-no-title"), msg!("case-no-title-help"));
        }
        let mut cases = Vec::new();
        if self.file.child(root, "expect").is_some() {
            cases.extend(self.case(root, &shared, shared.title.clone()));
        }
        for entry in self.list(root, "cases") {
            self.check_keys(entry, CASE);
            match self.text(entry, "title") {
                Some(title) => cases.extend(self.case(entry, &shared, format!("{} · {title}", shared.title))),
                None => self.wrong(entry, "case::title", msg!("case-no-title"), msg!("case-no-title-help")),
            }
        }
        if cases.is_empty() && self.problems.is_empty() {
            self.wrong(root, "case::expect", msg!("case-no-expect"), msg!("case-no-expect-help"));
        }
        cases
    }

    /// A case; none when something is wrong with it.
    fn case(&mut self, at: NodeId, shared: &Shared, title: String) -> Option<Case> {
        let before = self.problems.len();
        let account = self.file.child(at, "account").or(shared.account);
        let edits = self.edits(at);
        let account = match account {
            Some(account) => self.account(account, &edits),
            None => {
                self.wrong(at, "case::account", msg!("case-no-account"), msg!("case-no-account-help"));
                None
            }
        };
        let with = match self.file.child(at, "with").or(shared.with) {
            Some(with) => self.items(with),
            None => Vec::new(),
        };
        let with: Vec<Account> = with.into_iter().filter_map(|other| self.account(other, &[])).collect();
        let expected = self.expected(at);
        let only = self.flag(at, "only").unwrap_or(shared.only);
        // A case that could not fail is none.
        if expected.is_empty() && !only && self.problems.len() == before {
            self.wrong(at, "case::expect", msg!("case-no-expect"), msg!("case-no-expect-help"));
        }
        let node = self.file.node(at);
        let span = self.file.child(at, "title").map_or(node.span, |title| self.file.node(title).span);
        (self.problems.len() == before).then_some(())?;
        Some(Case { title, span, account: account?, with, expected, only })
    }

    /// The account at a node. Every case has its own, so that a small file could ask for very many figures: all
    /// together they stay within the bound of one account.
    fn account(&mut self, at: NodeId, edits: &[Edit]) -> Option<Account> {
        if self.nodes > self.limits.nodes {
            return None;
        }
        match self.file.part(at, edits, self.limits) {
            Ok(part) => {
                self.nodes += part.len();
                if self.nodes > self.limits.nodes {
                    let most = self.limits.nodes;
                    self.wrong(at, "case::too_many_nodes", msg!("case-too-many", most), msg!("case-too-many-help"));
                }
                Some(part)
            }
            Err(problems) => {
                self.problems.extend(problems);
                None
            }
        }
    }

    /// What `set` and `drop` change in the account.
    fn edits(&mut self, at: NodeId) -> Vec<Edit> {
        let mut edits = Vec::new();
        if let Some(set) = self.file.child(at, "set") {
            match self.file.node(set).content {
                Content::Record(children) => edits.extend(children.iter().map(|&child| {
                    let node = self.file.node(child);
                    Edit { path: node.name().to_owned(), span: node.key_span, to: Some(child) }
                })),
                _ => self.wrong(set, "case::set", msg!("case-set"), msg!("case-set-help")),
            }
        }
        for entry in self.list(at, "drop") {
            match self.file.node(entry).content {
                Content::Text(path) => {
                    edits.push(Edit { path: path.to_string(), span: self.file.node(entry).span, to: None });
                }
                _ => self.wrong(entry, "case::drop", msg!("case-drop"), msg!("case-drop-help")),
            }
        }
        edits
    }

    /// What `expect` lists: verdicts, and under each the rules.
    fn expected(&mut self, at: NodeId) -> Vec<Expectation> {
        let Some(expect) = self.file.child(at, "expect") else {
            self.wrong(at, "case::expect", msg!("case-no-expect"), msg!("case-no-expect-help"));
            return Vec::new();
        };
        let Content::Record(children) = self.file.node(expect).content else {
            self.wrong(expect, "case::expect", msg!("case-expect"), msg!("case-no-expect-help"));
            return Vec::new();
        };
        let mut expected = Vec::new();
        for &child in children {
            let Some(verdict) = self.verdict(child) else { continue };
            for entry in self.items(child) {
                expected.extend(self.expectation(entry, verdict));
            }
        }
        expected
    }

    fn verdict(&mut self, at: NodeId) -> Option<Verdict> {
        let node = self.file.node(at);
        let name = node.name();
        let terms = Verdict::ALL.map(|v| (v, v.term().get(Lang::Zh).into_owned()));
        if let Some((verdict, _)) = terms.iter().find(|(v, term)| term == name || v.name() == name) {
            return Some(*verdict);
        }
        let known = Text::list(terms.iter().map(|(v, term)| format!("{term} {}", v.name())));
        let problem = Diagnostic::error("case::verdict", node.key_span, msg!("case-no-verdict", name))
            .with_help(msg!("case-no-verdict-help", known));
        self.problems.push(problem);
        None
    }

    fn expectation(&mut self, at: NodeId, verdict: Verdict) -> Option<Expectation> {
        let node = self.file.node(at);
        let bare =
            |rule: String| Expectation { span: node.span, rule, assertion: None, at: None, verdict, difference: None };
        match node.content {
            Content::Text(rule) => self.rule(at, rule).map(bare),
            Content::Record(_) => {
                self.check_keys(at, EXPECTATION);
                let Some(rule) = self.text(at, "rule") else {
                    self.wrong(at, "case::rule", msg!("case-no-rule"), msg!("case-no-rule-help"));
                    return None;
                };
                let place = self.file.child(at, "rule").unwrap_or(at);
                let rule = self.rule(place, &rule)?;
                let assertion = self.number(at, "assert", |digits| digits.parse().ok());
                let difference = self.number(at, "difference", |digits| Some(digits.to_owned()));
                Some(Expectation { assertion, at: self.text(at, "at"), difference, ..bare(rule) })
            }
            _ => {
                self.wrong(at, "case::rule", msg!("case-no-rule"), msg!("case-no-rule-help"));
                None
            }
        }
    }

    /// The id if there is such a rule.
    fn rule(&mut self, at: NodeId, rule: &str) -> Option<String> {
        if self.rules.contains(&rule) {
            return Some(rule.to_owned());
        }
        let mut problem = Diagnostic::error("case::rule", self.file.node(at).span, msg!("plan-no-rule", id = rule));
        if let Some(near) = nearest(rule, self.rules.iter().copied()) {
            problem = problem.with_help(msg!("common-did-you-mean", near));
        }
        self.problems.push(problem);
        None
    }

    /// Words under a key; anything else there is wrong.
    fn text(&mut self, at: NodeId, key: &str) -> Option<String> {
        let child = self.file.child(at, key)?;
        match self.file.node(child).content {
            Content::Text(text) => Some(text.to_string()),
            _ => {
                self.wrong(child, "case::words", msg!("case-words", key), msg!("case-words-help"));
                None
            }
        }
    }

    /// A number without a unit under a key, as `read` takes it.
    fn number<T>(&mut self, at: NodeId, key: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let child = self.file.child(at, key)?;
        let value = match self.file.node(child).content {
            Content::Number(number) if number.suffix().is_none() => read(number.digits()),
            _ => None,
        };
        if value.is_none() {
            self.wrong(child, "case::number", msg!("case-number", key), msg!("case-number-help"));
        }
        value
    }

    fn flag(&mut self, at: NodeId, key: &str) -> Option<bool> {
        let child = self.file.child(at, key)?;
        match self.file.node(child).content {
            Content::Text("true" | "是") => Some(true),
            Content::Text("false" | "否") => Some(false),
            _ => {
                self.wrong(child, "case::flag", msg!("case-flag", key), msg!("case-flag-help"));
                None
            }
        }
    }

    /// The items of a list under a key.
    fn list(&mut self, at: NodeId, key: &str) -> Vec<NodeId> {
        self.file.child(at, key).map_or_else(Vec::new, |child| self.items(child))
    }

    /// The items of a list; what is no list stands for itself.
    fn items(&mut self, at: NodeId) -> Vec<NodeId> {
        match self.file.node(at).content {
            Content::List(items) => items.to_vec(),
            _ => vec![at],
        }
    }

    fn check_keys(&mut self, at: NodeId, known: &[&str]) {
        let Content::Record(children) = self.file.node(at).content else { return };
        for &child in children {
            let node = self.file.node(child);
            let name = node.name();
            if known.contains(&name) {
                continue;
            }
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => msg!("common-did-you-mean", near),
                None => msg!("case-unknown-key-help", known = Text::list(known.iter().copied())),
            };
            let problem = Diagnostic::error("case::unknown_key", node.key_span, msg!("case-unknown-key", name));
            self.problems.push(problem.with_help(help));
        }
    }

    fn wrong(&mut self, at: NodeId, code: &'static str, message: Text, help: Text) {
        let node = self.file.node(at);
        let span = match node.content {
            Content::Record(_) | Content::List(_) => self.first_of(at),
            _ => node.span.to(node.key_span),
        };
        self.problems.push(Diagnostic::error(code, span, message).with_help(help));
    }

    /// Where a record or list is pointed at: its name, or the first thing in it.
    fn first_of(&self, at: NodeId) -> Span {
        let node = self.file.node(at);
        match (node.content, node.name()) {
            (Content::Record(children) | Content::List(children), "") => {
                children.first().map_or(node.span, |&child| self.file.node(child).key_span)
            }
            _ => node.key_span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::load;
    use crate::source::SourceId;

    fn cases(text: &str, nodes: usize) -> Result<Vec<Case>, Vec<&'static str>> {
        let (file, _) = load(SourceId(0), "c.yaml", text, &Limits::default()).expect("a file");
        let limits = Limits { nodes, ..Limits::default() };
        read(&file, &["M-1"], &limits).map_err(|problems| problems.iter().map(|p| p.code).collect())
    }

    #[test]
    fn cases_share_what_the_file_gives_and_may_have_their_own() {
        let text = "title: T\naccount: {a: 1, b: 2}\nwith: [{a: 3}]\nonly: 是\nexpect: {相符: M-1}\ncases:\n                    - {title: x, set: {a: 5}, expect: {不符: [{rule: M-1, assert: 2, at: a, difference: 4.0}]}}\n                    - {title: y, account: {c: 1}, with: [], only: false, expect: {holds: M-1}}\n                    - {title: z, expect: {}}\n";
        let cases = cases(text, 1_000).expect("cases");
        let told: Vec<_> = cases.iter().map(|c| (c.title.as_str(), c.account.len(), c.with.len(), c.only)).collect();
        let expected = [("T", 3, 1, true), ("T · x", 3, 1, true), ("T · y", 2, 0, false), ("T · z", 3, 1, true)];
        assert_eq!(told, expected);
        let expectation = cases[1].expected.first().expect("an expectation");
        assert_eq!(
            (expectation.verdict, expectation.assertion, expectation.at.as_deref(), expectation.difference.as_deref()),
            (Verdict::Violated, Some(2), Some("a"), Some("4.0"))
        );
    }

    #[test]
    fn what_could_not_fail_or_is_too_large_is_no_case() {
        let head = "title: T\naccount: {a: 1, b: 2}\n";
        for (rest, nodes, code) in [
            ("", 100, "case::expect"),
            ("expect: {}\n", 100, "case::expect"),
            ("expect: {相符: []}\n", 100, "case::expect"),
            ("expect: {相符: {rule: M-1, assert: 1.5}}\n", 100, "case::number"),
            ("expect: {相符: {rule: M-1, difference: 1万元}}\n", 100, "case::number"),
            ("expect: {相符: M-1}\ncases: [{title: x, expect: {相符: M-1}}]\n", 5, "case::too_many_nodes"),
        ] {
            assert_eq!(cases(&format!("{head}{rest}"), nodes).expect_err(rest), [code], "{rest}");
        }
    }
}
