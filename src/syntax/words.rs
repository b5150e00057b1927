//! The words and marks of the language, one table each: what the grammar accepts for a keyword, which
//! spelling is the canonical one, and where a line may end because of it.
//!
//! The grammar spells the same words once more, since pest reads them from its own file; a test holds
//! the two together. Functions have their table in `builtins`.

use super::G;

/// Where a keyword stands, as far as the cutting of statements asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Begins a statement of a rule or a file.
    Start,
    /// Joins two operands: a line may end with it, and the next may begin with it.
    Between,
    /// Waits for an operand: a line may end with it.
    Before,
    /// As `Before`, and may be repeated.
    Prefix,
    /// Anywhere else inside a statement.
    Inside,
    /// No keyword of the grammar, but a first segment of a path that means another account.
    Account,
}

/// A keyword and its spellings.
#[derive(Debug)]
pub(crate) struct Word {
    rule: G,
    place: Place,
    /// The English one, the Chinese one that `gouji fmt` writes, other Chinese ones.
    names: &'static [&'static str],
}

impl Word {
    /// The English spelling.
    pub(crate) fn english(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// The canonical Chinese spelling.
    pub(crate) fn chinese(&self) -> &'static str {
        self.names.get(1).copied().unwrap_or_default()
    }

    /// Every spelling.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        self.names
    }
}

const fn word(rule: G, place: Place, names: &'static [&'static str]) -> Word {
    Word { rule, place, names }
}

/// Every keyword.
static WORDS: &[Word] = &[
    word(G::kw_rule, Place::Start, &["rule", "规则", "审核公式"]),
    word(G::kw_def, Place::Start, &["def", "定义"]),
    word(G::kw_severity, Place::Start, &["severity", "级别"]),
    word(G::kw_scope, Place::Start, &["scope", "类别"]),
    word(G::kw_basis, Place::Start, &["basis", "依据"]),
    word(G::kw_from, Place::Inside, &["from", "自"]),
    word(G::kw_until, Place::Inside, &["until", "至"]),
    word(G::kw_effective, Place::Start, &["effective", "适用年度"]),
    word(G::kw_formula_source, Place::Start, &["formula_source", "公式来源"]),
    word(G::kw_tags, Place::Start, &["tags", "标签"]),
    word(G::kw_on, Place::Start, &["on", "范围"]),
    word(G::kw_for, Place::Start, &["for", "逐项", "对每个"]),
    word(G::kw_in, Place::Before, &["in", "属于"]),
    word(G::kw_where, Place::Before, &["where", "满足"]),
    word(G::kw_when, Place::Start, &["when", "前提", "当"]),
    word(G::kw_let, Place::Start, &["let", "取数", "令"]),
    word(G::kw_assert, Place::Start, &["assert", "应满足", "断言"]),
    word(G::kw_same, Place::Start, &["same", "一致"]),
    word(G::kw_hierarchy, Place::Start, &["hierarchy", "科目层级"]),
    word(G::kw_partial, Place::Inside, &["partial", "部分"]),
    word(G::kw_by, Place::Inside, &["by", "按"]),
    word(G::kw_to, Place::Inside, &["to", "合计至"]),
    word(G::kw_levels, Place::Inside, &["levels", "级次"]),
    word(G::kw_message, Place::Start, &["message", "提示语"]),
    word(G::kw_rounding, Place::Start, &["rounding", "舍入"]),
    word(G::and, Place::Between, &["and", "并且", "且"]),
    word(G::or, Place::Between, &["or", "或者", "或"]),
    word(G::not, Place::Prefix, &["not", "并非", "非"]),
    word(G::implies, Place::Between, &["implies", "则须"]),
    word(G::within, Place::Between, &["within", "允许差"]),
    word(G::matches, Place::Before, &["matches", "匹配"]),
    word(G::all, Place::Inside, &["all", "全部"]),
    word(G::any, Place::Inside, &["any", "存在"]),
    word(G::none, Place::Inside, &["none", "不存在"]),
    word(G::exactly, Place::Inside, &["exactly", "恰有"]),
    word(G::yes, Place::Inside, &["true", "是", "真"]),
    word(G::no, Place::Inside, &["false", "否", "假"]),
    word(G::kw_is, Place::Before, &["is", "为"]),
    word(G::present, Place::Inside, &["present", "已列示"]),
    word(G::missing, Place::Inside, &["missing", "未列示"]),
    word(G::is_number, Place::Inside, &["number", "数字"]),
    word(G::is_text, Place::Inside, &["text", "文字"]),
    // The same with its `is`, which Chinese writes in one word.
    word(G::zh_present, Place::Inside, &["is present", "已列示"]),
    word(G::zh_missing, Place::Inside, &["is missing", "未列示"]),
    word(G::zh_number, Place::Inside, &["is number", "为数字"]),
    word(G::zh_text, Place::Inside, &["is text", "为文字"]),
    word(G::first, Place::Account, &["prior", "上年"]),
    word(G::first, Place::Account, &["approved", "批复"]),
    word(G::first, Place::Account, &["units", "所属单位"]),
    word(G::first, Place::Account, &["accounts", "各户"]),
];

/// The marks that have several spellings, with the canonical one.
static MARKS: &[(G, &str)] = &[
    (G::approx, "≈"),
    (G::less_approx, "≲"),
    (G::greater_approx, "≳"),
    (G::not_equal, "≠"),
    (G::less_equal, "≤"),
    (G::greater_equal, "≥"),
    (G::equal, "=="),
    (G::less, "<"),
    (G::greater, ">"),
    (G::coalesce, "??"),
    (G::plus, "+"),
    (G::minus, "-"),
    (G::times, "*"),
    (G::divide, "/"),
    (G::lparen, "("),
    (G::rparen, ")"),
    (G::lbracket, "["),
    (G::rbracket, "]"),
    (G::lbrace, "{"),
    (G::rbrace, "}"),
    (G::comma, ","),
    (G::colon, ":"),
    (G::dot, "."),
    (G::assign, "="),
    (G::deep, "**"),
    (G::star, "*"),
    (G::every, "*"),
];

/// The keyword that a rule of the grammar reads.
pub(super) fn of_rule(rule: G) -> Option<&'static Word> {
    WORDS.iter().find(|w| w.rule == rule && w.place != Place::Account)
}

/// The canonical spelling of the mark that a rule of the grammar reads.
pub(super) fn mark(rule: G) -> Option<&'static str> {
    MARKS.iter().find(|(of, _)| *of == rule).map(|(_, canonical)| *canonical)
}

/// The word for another account that a first segment of a path is.
pub(crate) fn account(name: &str) -> Option<&'static Word> {
    // They stand at the end of the table.
    WORDS.iter().rev().take_while(|w| w.place == Place::Account).find(|w| w.names.contains(&name))
}

/// The spellings of the words that begin a statement of a rule or a file. In an unclosed bracket they
/// also end it, for the sake of the next statement.
pub(super) fn statement_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(|w| w.place == Place::Start).flat_map(|w| w.names).copied()
}

fn is(word: &str, places: &[Place]) -> bool {
    WORDS.iter().any(|w| places.contains(&w.place) && w.names.contains(&word))
}

/// Whether a statement can begin with the word.
pub(super) fn begins_statement(word: &str) -> bool {
    is(word, &[Place::Start])
}

/// Whether a line that begins with the word goes on with the statement before it.
pub(super) fn leads(word: &str) -> bool {
    is(word, &[Place::Between])
}

/// Whether a statement goes on after a line that ends with the word.
pub(super) fn trails(word: &str) -> bool {
    is(word, &[Place::Between, Place::Before, Place::Prefix])
}

/// Whether the word is a sign before an operand, of which there may be several.
pub(super) fn is_prefix(word: &str) -> bool {
    is(word, &[Place::Prefix])
}

/// Whether the word begins a rule.
pub(super) fn begins_rule(word: &str) -> bool {
    of_rule(G::kw_rule).is_some_and(|w| w.names.contains(&word))
}

/// Whether the word begins a definition.
pub(super) fn begins_definition(word: &str) -> bool {
    of_rule(G::kw_def).is_some_and(|w| w.names.contains(&word))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{MARKS, Place, WORDS};

    const GRAMMAR: &str = include_str!("../../grammar/gouji.pest");
    const REFERENCE: &str = include_str!("../../docs/language.md");

    /// The rules of the grammar that are nothing but some spellings, by what follows these.
    fn spelled(ending: &str) -> BTreeMap<String, Vec<String>> {
        let mut rules = BTreeMap::new();
        for line in GRAMMAR.lines().filter(|l| !l.starts_with("//")) {
            let Some((name, body)) = line.split_once('=').filter(|_| line.ends_with(ending)) else { continue };
            let body = body.trim().trim_end_matches(ending).trim_start_matches(['@', '{', ' ', '(']);
            let parts: Vec<&str> = body.trim_end_matches([')', ' ']).split(" | ").map(str::trim).collect();
            let quoted = |p: &str| p.len() > 2 && p.starts_with('"') && p[1..].find('"') == Some(p.len() - 2);
            if parts.iter().all(|p| quoted(p)) {
                let spellings = parts.iter().map(|p| p.trim_matches('"').to_owned()).collect();
                rules.insert(name.trim().to_owned(), spellings);
            }
        }
        rules
    }

    #[test]
    fn the_grammar_and_the_table_have_the_same_words() {
        let mut grammar = spelled(" ~ !name_more }");
        // Words that must not stand before a dot.
        grammar.extend(spelled(" ~ !name_more ~ !dot }"));
        grammar.values_mut().for_each(|names| names.sort());
        let mut table = BTreeMap::new();
        for word in WORDS.iter().filter(|w| w.place != Place::Account) {
            let names = word.names.iter().filter(|n| !n.contains(' ')).map(|n| (*n).to_owned());
            let mut names: Vec<String> = names.collect();
            names.sort();
            assert!(table.insert(format!("{:?}", word.rule), names).is_none(), "{word:?} stands twice");
        }
        assert!(table.len() > 35);
        assert_eq!(grammar, table);
    }

    #[test]
    fn the_grammar_and_the_table_have_the_same_marks() {
        let grammar = spelled(" }");
        // Shapes of mistakes, and what has a shape of its own.
        let apart = ["foreign_operator", "bad_step"];
        let apart: Vec<&String> = grammar.keys().filter(|k| !apart.contains(&k.as_str())).collect();
        let table: BTreeMap<String, &str> = MARKS.iter().map(|(rule, mark)| (format!("{rule:?}"), *mark)).collect();
        let table_but_assign: Vec<&String> = table.keys().filter(|k| *k != "assign").collect();
        assert_eq!(apart, table_but_assign);
        for (rule, mark) in table.iter().filter(|(rule, _)| *rule != "assign") {
            assert!(grammar[rule].contains(&(*mark).to_owned()), "{rule} is not spelled {mark}");
        }
    }

    #[test]
    fn words_that_join_operands_are_no_names() {
        let reserved = GRAMMAR.split("reserved = @{").nth(1).and_then(|r| r.split('}').next()).unwrap();
        for word in WORDS.iter().filter(|w| matches!(w.place, Place::Between | Place::Before | Place::Prefix)) {
            for name in word.names {
                assert!(reserved.contains(&format!("\"{name}\"")), "{name} could be the first segment of a path");
            }
        }
    }

    #[test]
    fn the_reference_gives_the_canonical_chinese_word_first() {
        let rows: Vec<Vec<&str>> = REFERENCE
            .lines()
            .filter(|l| l.starts_with("| `"))
            .map(|l| l.split('|').skip(1).map(str::trim).collect())
            .collect();
        for word in WORDS.iter().filter(|w| !w.english().contains(' ')) {
            let english = format!("`{}`", word.english());
            let row = rows.iter().find(|r| r[0].split(' ').any(|cell| cell == english));
            let row = row.unwrap_or_else(|| panic!("{english} has no row"));
            let at = row[0].split(' ').position(|cell| cell == english).unwrap();
            // A row of several words has one Chinese word for each.
            let chinese = row[1].split(' ').nth(at).unwrap().trim_matches('`');
            assert_eq!(chinese, word.chinese(), "{english}");
        }
    }
}
