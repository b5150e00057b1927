//! Canonical forms: what is written, that nothing changes its meaning or is lost, on mangled texts too.

use proptest::prelude::*;

use super::{FormatOptions, fault, format};
use crate::builtins;
use crate::message::Lang;
use crate::source::SourceId;
use crate::syntax::tokens::{self, Piece, PieceKind, Role, Token};

/// Texts with every statement, operator and place of a comment.
const SAMPLES: &[&str] = &[
    include_str!("../../rules/national/three_public_changes.gj"),
    include_str!("../../rules/sichuan/reception.gj"),
    include_str!("../../rules/national/restated.gj"),
    include_str!("../../tests/format/messy.txt"),
    "def 份额(x, y) = pct(x.amount ?? 0, y) * 2%\n甲.{乙, 丙.丁}.208.** ≲ -sum([1, 2]) / 3 implies a[-1].b matches \"^#\" or \
     not (c in [d, 5元]) and exactly 2 x in rows[*] where x.code > \"1\": x is not number\n",
    "rule R “关于“三公”经费” {\n  severity info\n  rounding truncate\n  for x in prior.rows where true\n  \
     assert x is present and count(units) ≥ 1 and rows[prior.x == 1] ≠ false\n}\n",
];

fn canonical(text: &str, keywords: Option<Lang>) -> String {
    let output = format(SourceId(0), text, &FormatOptions { keywords });
    output.unwrap_or_else(|problems| {
        let start = problems[0].labels[0].span.range().start;
        let around: String = text[..start].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("{} {}: after {around:?}", problems[0].code, problems[0].message.get(Lang::En))
    })
}

fn unchanged(text: &str) {
    assert_eq!(canonical(text, None), text);
}

#[test]
fn marks_have_one_spelling() {
    let text = "（甲＋乙）×丙÷丁－【1，2、3］.｛x，y｝！＝ 5％ ？？ 0 且 a<>b 且 c＜＝d 且 e>~f 且 g~=h＝＝i＝j\n";
    let wanted = "(甲 + 乙) * 丙 / 丁 - [1, 2, 3].{x, y} ≠ 5% ?? 0 且 a ≠ b 且 c ≤ d 且 e ≳ f 且 g ≈ h == i == j\n";
    // A list has no children to choose from; the shape alone counts here.
    let text = text.replace("【1，2、3］.", "k．");
    let wanted = wanted.replace("[1, 2, 3].", "k.");
    assert_eq!(canonical(&text, None), wanted);
}

#[test]
fn strings_are_left_alone() {
    unchanged("a == \"（＝，  # ×\" and b == “甲“，”＝”\n");
}

#[test]
fn blank_lines_stand_between_rules_and_at_most_one_elsewhere() {
    let text =
        "\n\n# head\n\n\n\na == b\nrule R {\n\n\n  assert a == b\n\n\n  # x\n\n\n}\n# y\nrule S {\n}\na == c\n\n\n";
    let wanted = "# head\n\na == b\n\nrule R {\n  assert   a == b\n\n  # x\n}\n\n# y\nrule S {\n}\n\na == c\n";
    assert_eq!(canonical(text, None), wanted);
}

#[test]
fn nothing_is_something_too() {
    assert_eq!(canonical("", None), "");
    assert_eq!(canonical(" \r\n\u{3000};\n", None), "");
    assert_eq!(canonical("  # only this  ", None), "# only this\n");
}

#[test]
fn the_writers_line_breaks_are_kept() {
    unchanged("total ≈ a +\n  b\n");
    unchanged("total\n  ≈ sum(\n    a,\n    abs(b,\n      c)\n  )\n  and d == e\n");
    unchanged("sum(\n  [\n    a\n  ]\n) == b\n");
    // Those within what belongs together are not.
    assert_eq!(canonical("[sum\n(a) == -\nb\n, c]", None).lines().count(), 1);
}

#[test]
fn a_semicolon_becomes_a_line_end_also_after_a_word_that_could_go_on() {
    assert_eq!(canonical("a == b.in; and.x == c.or ；d == e.*;", None), "a == b.in\nand.x == c.or\nd == e.*\n");
}

#[test]
fn a_number_test_is_one_word_in_chinese_alone() {
    let both = |en: &str, zh: &str| {
        assert_eq!(canonical(zh, Some(Lang::En)), en);
        assert_eq!(canonical(en, Some(Lang::Zh)), zh);
    };
    both("a is present and b is missing\n", "a 已列示 并且 b 未列示\n");
    both("a is number or b is text\n", "a 为数字 或者 b 为文字\n");
    both("a is not present and b is not number\n", "a 为 并非 已列示 并且 b 为 并非 数字\n");
    both("[a is  # why\n  present]\n", "[a 为  # why\n  已列示]\n");
    assert_eq!(canonical("a 为 已列示", Some(Lang::Zh)), "a 已列示\n");
    assert_eq!(canonical("a is\n 数字", None), "a is 数字\n");
}

#[test]
fn names_of_figures_and_variables_keep_their_spelling() {
    let zh = |text| canonical(text, Some(Lang::Zh));
    assert_eq!(zh("in.all + sum == prior.sum\n"), "in.all + sum == 上年.sum\n");
    // A word for another account may be a variable, or a field in a predicate.
    assert_eq!(zh("all prior in a: prior.x == 1\n"), "全部 prior 属于 a: prior.x == 1\n");
    assert_eq!(zh("rows[prior == units] == units.x\n"), "rows[prior == units] == 所属单位.x\n");
    assert_eq!(zh("def f(x) = prior.a + x\n"), "定义 f(x) = prior.a + x\n");
    assert_eq!(zh("def share(x) = share(x)\n"), "定义 share(x) = share(x)\n");
}

#[test]
fn words_in_a_message_are_translated_and_nothing_else_is_touched() {
    let message = |text: &str| format!("rule R {{\n  assert   a\n  message  \"{text}\"\n}}\n");
    let en = message("sum {{sum(a)}}: {sum(a) +b} and {prior.c  ＋ c ?? “无”}{not(a in b)}");
    let zh = message("sum {{sum(a)}}: {求和(a) +b} and {上年.c  ＋ c ?? “无”}{并非(a 属于 b)}");
    let zh = zh.replace("rule", "规则").replace("assert  ", "应满足  ").replace("message", "提示语 ");
    unchanged(&en);
    assert_eq!(canonical(&en, Some(Lang::Zh)), zh);
    assert_eq!(canonical(&zh, Some(Lang::En)), en);
}

#[test]
fn a_text_that_grows_beyond_a_limit_is_left_alone() {
    let text = format!("a=={}b", "-".repeat(40)) + &"+c".repeat(800) + &format!(" + \"{}\"", "x".repeat(63_500));
    let problems = format_error(&text);
    assert_eq!(problems, ["format::limit"], "{}", text.len());
}

fn format_error(text: &str) -> Vec<&'static str> {
    let output = format(SourceId(0), text, &FormatOptions::default());
    output.expect_err("an error").iter().map(|p| p.code).collect()
}

#[test]
fn a_change_of_meaning_and_a_lost_comment_are_found() {
    let text = "a == b # why\nrule R {\n  on x\n  assert c == d\n}\n";
    let fault = |output: &str| {
        fault(SourceId(0), text, &tokens::read(text), text, output).map(|p| (p.code, p.labels[0].span.start))
    };
    assert_eq!(fault(text), None);
    let place = text.find("assert").and_then(|at| u32::try_from(at).ok()).unwrap();
    assert_eq!(fault(&text.replace("c == d", "c == e")), Some(("format::internal", place)));
    assert_eq!(fault(&text.replace("a == b", "a ≈ b")), Some(("format::internal", 0)));
    assert_eq!(fault(&text.replace("a == b", "a == (b")), Some(("format::internal", 0)));
    assert_eq!(fault(&text.replace("# why", "# wh")), Some(("format::internal", 0)));
}

/// Other ways to write a mark.
fn twins(mark: &str) -> &'static [&'static str] {
    match mark {
        "≈" => &["≈", "~="],
        "≲" => &["≲", "<~", "＜~"],
        "≳" => &["≳", ">~", "＞~"],
        "≠" => &["≠", "!=", "！=", "！＝", "<>"],
        "≤" => &["≤", "<=", "＜=", "＜＝"],
        "≥" => &["≥", ">=", "＞=", "＞＝"],
        "==" => &["==", "＝＝", "=", "＝"],
        "=" => &["=", "＝"],
        "<" => &["<", "＜"],
        ">" => &[">", "＞"],
        "??" => &["??", "？？"],
        "+" => &["+", "＋"],
        "-" => &["-", "－", "−"],
        "*" => &["*", "＊"],
        "**" => &["**", "＊＊"],
        "/" => &["/", "／", "÷"],
        "(" => &["(", "（"],
        ")" => &[")", "）"],
        "[" => &["[", "［", "【"],
        "]" => &["]", "］", "】"],
        "," => &[",", "，", "、"],
        ":" => &[":", "："],
        "." => &[".", "．"],
        "}" => &["}", "｝"],
        "{" => &["{", "｛"],
        _ => &[],
    }
}

/// Writes a text otherwise than the formatter would.
struct Mangler<'c> {
    choices: std::iter::Cycle<std::slice::Iter<'c, u8>>,
    /// Words in the other language too.
    words: bool,
    /// Line breaks and comments where a statement may go on.
    breaks: bool,
    open: usize,
}

impl Mangler<'_> {
    fn pick<'x>(&mut self, of: &[&'x str]) -> &'x str {
        let choice = self.choices.next().copied().unwrap_or(0);
        of[usize::from(choice) % of.len()]
    }

    fn token(&mut self, token: &Token<'_>) -> String {
        let names: &[&str] = match token.role {
            Role::Keyword(word) | Role::Account(word) if self.words => word.names(),
            Role::Function if self.words => builtins::find(&token.text).map_or(&[], |f| f.names),
            Role::Keyword(_) | Role::Account(_) | Role::Function => &[],
            _ => twins(&token.text),
        };
        if names.is_empty() { token.text.to_string() } else { self.pick(names).to_owned() }
    }

    /// What stands between two tokens of a statement.
    fn gap(&mut self, before: &Token<'_>, between: &str, token: &Token<'_>) -> String {
        if between.contains(['#', '\n']) {
            return between.to_owned();
        }
        let glued = matches!(before.role, Role::Dot)
            || matches!(token.role, Role::Dot)
            || matches!(token.role, Role::Open { attached: true }) && matches!(&*token.text, "[" | "{");
        if glued {
            return String::new();
        }
        let may_break = self.open > 0 || matches!(before.role, Role::Infix | Role::Comma | Role::Colon);
        if self.breaks && may_break && !matches!(before.role, Role::Function) {
            return self.pick(&[" ", "", "\n", "  # 一\n", "\r\n# 二\n\n", "\r", " "]).to_owned() + " ";
        }
        self.pick(&[" ", "\t", "\u{3000}", "   "]).to_owned()
    }

    /// What stands between two pieces.
    fn between(&mut self, before: PieceKind, between: &str, next: PieceKind) -> String {
        let ends = matches!(before, PieceKind::Statement | PieceKind::Definition | PieceKind::Bare);
        let mut text = String::from(if ends && !between.is_empty() { self.pick(&["", " ;", "；", " "]) } else { " " });
        text.push_str(&between.replace('\n', self.pick(&["\n", "  \n", "\r\n", "\r", "\n\t"])));
        if self.breaks && next != PieceKind::Open {
            text.push_str(self.pick(&["", "\n# 三 \n", "\n\n\n"]));
        }
        text
    }

    fn mangle(&mut self, text: &str, pieces: &[Piece<'_>]) -> String {
        let mut mangled = String::new();
        let mut last: Option<&Piece<'_>> = None;
        for piece in pieces {
            let start = last.map_or(0, |p| p.range.end);
            let between = &text[start..piece.range.start];
            let kind = last.map_or(PieceKind::Close, |p| p.kind);
            mangled.push_str(&self.between(kind, between, piece.kind));
            match piece.kind {
                PieceKind::Open => mangled.push_str(self.pick(twins("{"))),
                PieceKind::Close => mangled.push_str(self.pick(twins("}"))),
                _ => {}
            }
            self.open = 0;
            for (at, token) in piece.tokens.iter().enumerate() {
                if let Some(before) = at.checked_sub(1).map(|n| &piece.tokens[n]) {
                    let between = &text[before.range.end..token.range.start];
                    let gap = self.gap(before, between, token);
                    mangled.push_str(&gap);
                }
                match token.role {
                    Role::Open { .. } => self.open += 1,
                    Role::Close => self.open -= 1,
                    _ => {}
                }
                mangled.push_str(&self.token(token));
            }
            last = Some(piece);
        }
        mangled.push_str(&text[last.map_or(0, |p| p.range.end)..]);
        mangled
    }
}

fn mangled(text: &str, choices: &[u8], words: bool, breaks: bool) -> String {
    Mangler { choices: choices.iter().cycle(), words, breaks, open: 0 }.mangle(text, &tokens::read(text))
}

fn choices() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 1..400)
}

/// Words and marks of which any row may or may not be a rule file.
const SOUP: &[&str] = &[
    "a",
    "甲",
    "in",
    "and",
    "或",
    "为",
    "is",
    "非",
    "present",
    "已列示",
    "数字",
    "rule R ",
    "def f(x)=",
    "assert ",
    "on ",
    "当 ",
    "all x in ",
    "exactly 2 y 属于 ",
    "where ",
    "prior",
    "units",
    "sum",
    "求和",
    "true",
    "5",
    "5％",
    "\"s # t\"",
    "“甲“乙””",
    ".",
    "．",
    "..",
    "*",
    "**",
    "×",
    "-",
    "−",
    "+",
    "==",
    "=",
    "≈",
    "<~",
    "！=",
    "??",
    "within ",
    "(",
    "（",
    ")",
    "）",
    "[",
    "【",
    "]",
    "{",
    "｛",
    "}",
    ",",
    "、",
    "：",
    ";",
    "；",
    " ",
    " ",
    "\u{3000}",
    "\t",
    "\n",
    "\n",
    "\r",
    "\r\n",
    "# c\n",
    "#\r",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_refused_or_has_a_canonical_form(words in proptest::collection::vec(0..SOUP.len(), 1..24)) {
        let text: String = words.into_iter().map(|w| SOUP[w]).collect();
        for keywords in [None, Some(Lang::Zh), Some(Lang::En)] {
            match format(SourceId(0), &text, &FormatOptions { keywords }) {
                Ok(output) => prop_assert_eq!(canonical(&output, keywords), output),
                Err(problems) => prop_assert!(problems.iter().all(|p| p.code != "format::internal"), "{text:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn marks_and_blanks_written_otherwise_give_the_same_text(sample in 0..SAMPLES.len(), choices in choices()) {
        let text = canonical(SAMPLES[sample], None);
        prop_assert_eq!(canonical(&mangled(&text, &choices, false, false), None), text);
    }

    #[test]
    fn words_of_either_language_give_the_same_text(sample in 0..SAMPLES.len(), choices in choices()) {
        let mixed = mangled(&canonical(SAMPLES[sample], None), &choices, true, false);
        for lang in [Lang::Zh, Lang::En] {
            prop_assert_eq!(canonical(&mixed, Some(lang)), canonical(SAMPLES[sample], Some(lang)));
        }
    }

    #[test]
    fn breaks_and_comments_anywhere_stay_where_they_are(sample in 0..SAMPLES.len(), choices in choices()) {
        let messy = mangled(SAMPLES[sample], &choices, true, true);
        let text = canonical(&messy, None);
        prop_assert_eq!(canonical(&text, None), text.clone());
        prop_assert_eq!(text.matches('#').count(), messy.matches('#').count());
        prop_assert!(text.lines().all(|l| l.trim_end() == l) && !text.contains("\n\n\n") && !text.contains('\r'));
        let zh = canonical(&messy, Some(Lang::Zh));
        let en = canonical(&messy, Some(Lang::En));
        prop_assert_eq!(canonical(&zh, Some(Lang::En)), en.clone());
        prop_assert_eq!(canonical(&en, Some(Lang::Zh)), zh);
    }
}
