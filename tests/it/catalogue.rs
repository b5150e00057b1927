//! The catalogue of messages is whole: both languages word the same messages, the source says just these with
//! just their arguments, and the fixed terms are written once.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;
use fluent_syntax::parser;
use gouji::{Lang, Text};

use crate::support::{rust_sources, text};

const LANGUAGES: [&str; 2] = ["zh", "en"];

/// The fixed terms of the field, Chinese and English. Messages refer to them and never write them themselves.
const TERMS: &[(&str, &str, &str)] = &[
    ("holds", "相符", "holds"),
    ("rounding", "尾差", "rounding"),
    ("improbable", "尾差偏大", "improbable"),
    ("violated", "不符", "violated"),
    ("undefined", "不可比", "undefined"),
    ("undetermined", "缺数", "undetermined"),
    ("not-applicable", "不适用", "not applicable"),
    ("waived", "已说明", "waived"),
    ("truncated", "去尾", "truncated"),
    ("plugged", "倒挤", "plugged"),
    ("mode-plug", "舍位平衡", "mode plug"),
    ("slack", "允许尾差", "slack"),
    ("difference", "差额", "difference"),
    ("interval", "可能区间", "interval"),
    ("figure", "数据项", "figure"),
    ("printed", "公开数", "printed value"),
    ("standard-digit", "列报精度", "standard digit"),
    ("caliber", "口径", "caliber"),
    ("account", "决算", "account"),
    ("severity", "审核级别", "severity"),
    ("finding", "疑点", "finding"),
    ("error", "逻辑性", "error"),
    ("warning", "核实性", "warning"),
    ("info", "提示性", "info"),
    ("withheld", "涉密", "withheld"),
    ("waiver", "审核说明", "waiver"),
    ("accepted", "采信", "accepted"),
    ("baseline", "存量问题清单", "baseline"),
    ("snapshot", "审核结果快照", "snapshot"),
    ("pack", "审核规则包", "pack"),
    ("basis", "依据", "basis"),
    ("formula-source", "公式来源", "formula source"),
    ("coverage", "覆盖率", "coverage"),
    ("unguarded", "无公式审核", "unguarded"),
];

/// English terms that are everyday words as well, and so may stand in a message by themselves.
const EVERYDAY: &[&str] =
    &["holds", "rounding", "error", "warning", "info", "undefined", "interval", "basis", "accepted", "pack"];

/// Words in which the signs of a term stand by chance: 缺 + 数字, 截去 + 尾数.
const BY_CHANCE: &[&str] = &["缺数字", "截去尾数"];

/// Other words for the same things, which would make two things of one.
const WRONG_ZH: &[&str] = &[
    "误差",
    "容差",
    "不一致",
    "不相等",
    "吻合",
    "缺失",
    "无法比较",
    "不可用",
    "豁免",
    "截断",
    "轧差",
    "差异",
    "差值",
    "指标",
    "披露数",
    "精确度",
    "结算",
    "保密",
    "机密",
    "严重性",
    "严重程度",
    "问题点",
];
const WRONG_EN: &[&str] = &[
    "mismatch",
    "inconsistent",
    "rounding error",
    "tolerance",
    "discrepancy",
    "variance",
    "data item",
    "data point",
    "confidential",
    "classified",
    "exemption",
    "n/a",
    "incomparable",
];

/// What a language has of a message, a term or an attribute of one.
#[derive(Debug, Default)]
struct Wording {
    /// Names of arguments.
    arguments: BTreeSet<String>,
    /// The messages, and terms with a `-` before them, that it refers to.
    references: BTreeSet<String>,
    /// Everything that is written as is, each piece by itself.
    words: Vec<String>,
}

type Catalogue = BTreeMap<String, Wording>;

/// The wordings of a language by their ids: `id`, `-term`, `id.attribute`.
fn catalogue(language: &str) -> Catalogue {
    let file = text(&format!("src/message/{language}.ftl"));
    let resource = match parser::parse(file.as_str()) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{language}.ftl: {errors:#?}"),
    };
    let mut found = Catalogue::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            ast::Entry::Message(m) => (m.id.name.to_owned(), m.value.as_ref(), &m.attributes),
            ast::Entry::Term(t) => (format!("-{}", t.id.name), Some(&t.value), &t.attributes),
            ast::Entry::Junk { content } => panic!("{language}.ftl: {content}"),
            _ => continue,
        };
        let attributes = attributes.iter().map(|a| (format!("{id}.{}", a.id.name), &a.value));
        for (id, pattern) in value.map(|value| (id.clone(), value)).into_iter().chain(attributes) {
            let mut wording = Wording::default();
            read_pattern(pattern, &mut wording);
            assert!(found.insert(id.clone(), wording).is_none(), "{language}.ftl words {id} twice");
        }
    }
    found
}

fn read_pattern(pattern: &ast::Pattern<&str>, wording: &mut Wording) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => wording.words.push((*value).to_owned()),
            ast::PatternElement::Placeable { expression } => read_expression(expression, wording),
        }
    }
}

fn read_expression(expression: &ast::Expression<&str>, wording: &mut Wording) {
    match expression {
        ast::Expression::Inline(inline) => read_inline(inline, wording),
        ast::Expression::Select { selector, variants } => {
            read_inline(selector, wording);
            variants.iter().for_each(|variant| read_pattern(&variant.value, wording));
        }
    }
}

fn read_inline(inline: &ast::InlineExpression<&str>, wording: &mut Wording) {
    match inline {
        ast::InlineExpression::StringLiteral { value } => wording.words.push((*value).to_owned()),
        ast::InlineExpression::VariableReference { id } => {
            wording.arguments.insert(id.name.to_owned());
        }
        ast::InlineExpression::MessageReference { id, attribute: None } => {
            wording.references.insert(id.name.to_owned());
        }
        ast::InlineExpression::TermReference { id, attribute: None, arguments: None } => {
            wording.references.insert(format!("-{}", id.name));
        }
        ast::InlineExpression::Placeable { expression } => read_expression(expression, wording),
        // Numbers and functions would have Fluent format figures.
        other => panic!("messages do without {other:?}"),
    }
}

/// The arguments of a wording and of the messages that it refers to, which see the same ones.
fn arguments(id: &str, catalogue: &Catalogue) -> BTreeSet<String> {
    let Some(wording) = catalogue.get(id) else { return BTreeSet::new() };
    let below = wording.references.iter().flat_map(|id| arguments(id, catalogue));
    wording.arguments.iter().cloned().chain(below).collect()
}

/// One `msg!` of the source.
#[derive(Debug)]
struct Call {
    file: String,
    id: String,
    arguments: BTreeSet<String>,
}

/// Every `msg!` of the source, save in comments and in the macro itself.
fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for (file, text) in rust_sources("src") {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (at, opening) in code.match_indices("msg!(") {
            let mut parts = parts(&code[at + opening.len()..]).into_iter();
            let first = parts.next().unwrap_or_default();
            if first == "@value $name $(= $value)?" {
                continue;
            }
            let id = first.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let id = id.unwrap_or_else(|| panic!("{file}: the id of a message must be written out: {first}"));
            let name = |part: String| part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned();
            let arguments: Vec<String> = parts.filter(|p| !p.is_empty()).map(name).collect();
            let distinct: BTreeSet<String> = arguments.iter().cloned().collect();
            assert_eq!(distinct.len(), arguments.len(), "{file}: {id} is given an argument twice");
            calls.push(Call { file: file.clone(), id: id.to_owned(), arguments: distinct });
        }
    }
    calls
}

/// The parts between the commas of what stands up to the closing bracket.
fn parts(code: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut characters = code.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        match c {
            ')' | ']' | '}' if depth == 0 => break,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        let part = parts.last_mut().unwrap();
        part.push(c);
        // A string, or a sign in quotation marks, but no lifetime and no end of one.
        let second = characters.clone().nth(1);
        let quoted = c == '"' || (c == '\'' && (characters.peek() == Some(&'\\') || second == Some('\'')));
        if quoted && !before.is_alphanumeric() {
            while let Some(inner) = characters.next() {
                part.push(inner);
                match inner {
                    '\\' => part.extend(characters.next()),
                    inner if inner == c => break,
                    _ => {}
                }
            }
        }
        before = c;
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// Each message is read by itself, and the first two sections before all.
#[test]
fn a_message_refers_to_the_common_sections_alone() {
    for language in LANGUAGES {
        let mut section = 0;
        let mut sections = BTreeMap::new();
        for line in text(&format!("src/message/{language}.ftl")).lines() {
            section += usize::from(line.starts_with("## "));
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.contains(' ')) {
                sections.insert(id.to_owned(), section);
            }
        }
        let mut references = 0;
        for (id, wording) in catalogue(language) {
            for reference in &wording.references {
                assert!(sections[reference] <= 2, "{language}.ftl: {id} refers to {reference}, which is not in common");
                references += 1;
            }
        }
        assert!(references > 100, "{references}");
    }
}

/// Each message as the tool says it is what the whole file words, read at once.
#[test]
fn every_message_is_said_as_it_is_worded() {
    for (language, lang) in LANGUAGES.into_iter().zip([Lang::Zh, Lang::En]) {
        let file = text(&format!("src/message/{language}.ftl"));
        let resource = parser::parse(file.as_str()).unwrap();
        let entries = resource.body.iter().filter_map(|entry| match entry {
            ast::Entry::Message(m) => Some((m.id.name.to_owned(), m.value.as_ref()?)),
            ast::Entry::Term(t) => Some((format!("-{}", t.id.name), &t.value)),
            _ => None,
        });
        let patterns: BTreeMap<String, &ast::Pattern<&str>> = entries.collect();
        let names = catalogue(language);
        for (id, pattern) in patterns.iter().filter(|(id, _)| !id.starts_with('-')) {
            let given = arguments(id, &names).into_iter().map(|name| {
                let words = format!("<{name}>");
                (&*name.leak(), Text::from(words))
            });
            let text = Text::Message { id: id.clone().leak(), arguments: given.collect() };
            assert_eq!(text.get(lang), worded(pattern, &patterns), "{language}.ftl: {id}");
        }
        assert!(patterns.len() > 1000);
    }
}

/// A pattern whose arguments are their names in angle brackets, which choose no variant but the one for all others.
fn worded(pattern: &ast::Pattern<&str>, patterns: &BTreeMap<String, &ast::Pattern<&str>>) -> String {
    let elements = pattern.elements.iter().map(|element| match element {
        ast::PatternElement::TextElement { value } => (*value).to_owned(),
        ast::PatternElement::Placeable { expression } => match expression {
            ast::Expression::Inline(ast::InlineExpression::StringLiteral { value }) => (*value).to_owned(),
            ast::Expression::Inline(ast::InlineExpression::VariableReference { id }) => format!("<{}>", id.name),
            ast::Expression::Inline(ast::InlineExpression::MessageReference { id, .. }) => {
                worded(patterns[id.name], patterns)
            }
            ast::Expression::Inline(ast::InlineExpression::TermReference { id, .. }) => {
                worded(patterns[&format!("-{}", id.name)], patterns)
            }
            ast::Expression::Inline(other) => panic!("messages do without {other:?}"),
            ast::Expression::Select { variants, .. } => {
                worded(&variants.iter().find(|variant| variant.default).unwrap().value, patterns)
            }
        },
    });
    elements.collect()
}

#[test]
fn both_languages_word_the_same_messages_with_the_same_arguments() {
    let [zh, en] = LANGUAGES.map(catalogue);
    let alone = |a: &Catalogue, b: &Catalogue| a.keys().filter(|id| !b.contains_key(*id)).cloned().collect::<Vec<_>>();
    assert_eq!((alone(&zh, &en), alone(&en, &zh)), (Vec::new(), Vec::new()), "only in Chinese, only in English");
    assert!(zh.len() > 50);
    for id in zh.keys() {
        assert_eq!(arguments(id, &zh), arguments(id, &en), "{id}");
    }
}

#[test]
fn every_reference_leads_to_something() {
    for language in LANGUAGES {
        let catalogue = catalogue(language);
        for (id, wording) in &catalogue {
            for reference in &wording.references {
                assert!(catalogue.contains_key(reference), "{language}.ftl: {id} refers to {reference}");
            }
        }
    }
}

#[test]
fn the_source_gives_each_message_its_arguments() {
    let catalogue = catalogue("zh");
    let mut wrong = Vec::new();
    for call in calls() {
        match catalogue.get(&call.id) {
            None => wrong.push(format!("{}: there is no message {}", call.file, call.id)),
            Some(_) if arguments(&call.id, &catalogue) != call.arguments => {
                let wanted = arguments(&call.id, &catalogue);
                wrong.push(format!("{}: {} takes {wanted:?}, not {:?}", call.file, call.id, call.arguments));
            }
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_message_and_every_term_is_used() {
    let catalogues = LANGUAGES.map(catalogue);
    let said: BTreeSet<String> = calls().into_iter().map(|call| call.id).collect();
    let referred: BTreeSet<&String> =
        catalogues.iter().flat_map(|c| c.values()).flat_map(|wording| &wording.references).collect();
    let idle: Vec<&String> = catalogues[0].keys().filter(|id| !said.contains(*id) && !referred.contains(id)).collect();
    assert!(idle.is_empty(), "nothing says {idle:?}");
}

/// A message that is made without the macro escapes the tests of this file.
#[test]
fn messages_are_made_by_the_macro_alone() {
    for (file, text) in rust_sources("src").into_iter().filter(|(file, _)| file != "src/message/mod.rs") {
        assert!(!text.contains("Text::Message"), "{file}");
    }
}

#[test]
fn fixed_terms_are_worded_as_fixed() {
    let [zh, en] = LANGUAGES.map(catalogue);
    for id in zh.keys().filter(|id| id.starts_with('-')) {
        let term = TERMS.iter().find(|(term, ..)| format!("-term-{term}") == *id);
        let &(_, chinese, english) = term.unwrap_or_else(|| panic!("{id} is no fixed term"));
        assert_eq!((zh[id].words.concat(), en[id].words.concat()), (chinese.to_owned(), english.to_owned()), "{id}");
    }
}

#[test]
fn fixed_terms_are_referred_to_and_other_words_for_them_are_not_used() {
    let english = TERMS.iter().map(|(_, _, en)| *en).filter(|en| !EVERYDAY.contains(en));
    let languages =
        [("zh", TERMS.iter().map(|(_, zh, _)| *zh).collect(), WRONG_ZH), ("en", english.collect::<Vec<_>>(), WRONG_EN)];
    let mut wrong = Vec::new();
    for (language, terms, synonyms) in languages {
        for (id, wording) in catalogue(language).iter().filter(|(id, _)| !id.starts_with('-')) {
            for words in &wording.words {
                let words = BY_CHANCE.iter().fold(words.clone(), |words, chance| words.replace(chance, " "));
                let terms = terms.iter().filter(|term| has_word(&words, term));
                wrong.extend(terms.map(|term| format!("{language}.ftl: {id} writes the term {term} itself")));
                let synonyms = synonyms.iter().filter(|synonym| has_word(&words, synonym));
                wrong.extend(synonyms.map(|synonym| format!("{language}.ftl: {id} says {synonym}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a word stands in a text; a word of letters by itself, or with the `s` of the plural.
fn has_word(text: &str, word: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(word).any(|(at, _)| {
        let letter = |c: Option<char>| word.is_ascii() && c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let after = &text[at + word.len()..];
        let after = after.strip_prefix('s').filter(|_| word.is_ascii()).unwrap_or(after);
        !letter(text[..at].chars().next_back()) && !letter(after.chars().next())
    })
}

#[test]
fn the_tests_find_what_is_wrong() {
    assert_eq!(parts(r#""a", x = f(1, "),"), y, z = ',' ) more, b)"#), [r#""a""#, r#"x = f(1, "),")"#, "y", "z = ','"]);
    assert!(has_word("two figures", "figure") && has_word("Figure.", "figure") && has_word("四舍五入误差", "误差"));
    assert!(!has_word("configure", "figure") && !has_word("figured", "figure"));
    assert!(parser::parse("a = { $x").is_err());
}
