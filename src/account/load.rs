//! Text to account, within limits, with everything that is wrong in it.

use std::sync::Arc;

use super::build::build;
use super::packed::Tree;
use super::problems::Problems;
use super::tree::{Account, Content, Node, NodeId};
use super::{block, colon, decode, header, json, raw};
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::message::msg;
use crate::source::{Source, SourceId};

/// Most bytes of any text: places count them in 32 bits, and what is written with escapes is kept behind the text.
const LONGEST: usize = 1 << 30;

/// Reads an account. `source` is the text's number, `name` the file's name as shown to the user.
///
/// Of YAML an account uses records, lists, and scalars, plain, quoted or as blocks; anchors, aliases, merge
/// keys, tags, directives and further documents are errors. An unquoted scalar that is a figure becomes a
/// number; what is quoted stays text. Gives the account and its warnings.
///
/// # Errors
/// Everything that is wrong, in the order of the text, up to `limits.errors`. After a syntax error nothing
/// more of the file is read.
pub fn load(
    source: SourceId,
    name: &str,
    text: &str,
    limits: &Limits,
) -> Result<(Account, Vec<Diagnostic>), Vec<Diagnostic>> {
    yaml(source, name, &Arc::new(text.to_owned()), limits)
}

/// Reads an account written in JSON: one object, with the names and figures that it has in YAML.
///
/// A number is a figure with the digits that are written, so that `1.10` stays `1.10`; exponents are errors, as in YAML.
/// A string is text, also if it is of digits; one of the words for a cell without a value (`--`, `不可比`, `涉密`) means
/// that. Everything else is as [`load`] has it. For one line of many, `source` may be the number of any text that is kept
/// while the account and its diagnostics are in use; places count from the beginning of `text`.
///
/// # Errors
/// Everything that is wrong, in the order of the text, up to `limits.errors`. After a fault of syntax nothing more is
/// read.
pub fn load_json(
    source: SourceId,
    name: &str,
    text: &str,
    limits: &Limits,
) -> Result<(Account, Vec<Diagnostic>), Vec<Diagnostic>> {
    json(source, name, &Arc::new(text.to_owned()), limits)
}

/// Reads an account file: JSON when its name ends in `.json`, YAML otherwise.
///
/// # Errors
/// Those of [`load`] and [`load_json`].
pub fn load_file(
    source: SourceId,
    name: &str,
    text: &str,
    limits: &Limits,
) -> Result<(Account, Vec<Diagnostic>), Vec<Diagnostic>> {
    by_name(source, name, &Arc::new(text.to_owned()), limits)
}

/// [`load_file`] of a text of a run, which the account shares.
pub(crate) fn load_source(source: SourceId, text: &Source, limits: &Limits) -> Loaded {
    by_name(source, &text.name, &text.text.shared(), limits)
}

/// An account and its warnings, or everything that is wrong.
type Loaded = Result<(Account, Vec<Diagnostic>), Vec<Diagnostic>>;

fn by_name(source: SourceId, name: &str, text: &Arc<String>, limits: &Limits) -> Loaded {
    let is_json = name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"));
    if is_json { json(source, name, text, limits) } else { yaml(source, name, text, limits) }
}

fn yaml(source: SourceId, name: &str, text: &Arc<String>, limits: &Limits) -> Loaded {
    read(source, name, text, limits, |problems| match block::read(source, text, limits) {
        Some(tree) => (tree, true),
        None => {
            raw::scan(text, problems);
            build(text, limits, problems)
        }
    })
}

fn json(source: SourceId, name: &str, text: &Arc<String>, limits: &Limits) -> Loaded {
    read(source, name, text, limits, |problems| {
        raw::scan(text, problems);
        json::build(text, limits, problems)
    })
}

/// What is the same for every format: the size, the root, the header, what was found. `grow` makes the tree, and
/// says whether it is whole.
fn read(
    source: SourceId,
    name: &str,
    text: &str,
    limits: &Limits,
    grow: impl FnOnce(&mut Problems) -> (Tree, bool),
) -> Loaded {
    if text.len() > limits.bytes || text.len() > LONGEST {
        return Err(vec![decode::too_large(name, text.len(), limits)]);
    }
    let mut problems = Problems::new(source, limits.errors);
    let (mut tree, whole) = grow(&mut problems);
    if whole {
        check_root(&tree, NodeId(0), &mut problems);
    }
    let (header, settings) = header::settle(&mut tree, &mut problems);
    let warnings = problems.finish()?;
    Ok((Account { source, file: name.to_owned(), header, tree, settings }, warnings))
}

/// An account is a record; anything else is refused, unless a colon that is none explains it.
pub(super) fn check_root(tree: &Tree, root: NodeId, problems: &mut Problems) {
    let root = ((root.0 as usize) < tree.len()).then(|| tree.node(root));
    let (code, message, span) = match root {
        Some(Node { content: Content::Record(_), .. }) => return,
        Some(Node { content, span, .. }) if content != Content::Missing || !span.range().is_empty() => {
            if problems.has(colon::FULL_WIDTH) || problems.has(colon::NO_BLANK) {
                return;
            }
            ("account::root", msg!("account-root"), span)
        }
        _ => ("account::empty", msg!("account-empty"), problems.span(0..0)),
    };
    problems.add(Diagnostic::error(code, span, message).with_help(msg!("account-root-help")));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::account::Key;
    use crate::message::Lang;
    use crate::source::SourceMap;

    pub(in crate::account) type Loaded = super::Loaded;

    /// Reads a text as a file of that name.
    pub(in crate::account) fn read_as(name: &str, text: &str, limits: &Limits) -> (SourceMap, Loaded) {
        let mut sources = SourceMap::default();
        let source = sources.add(name, text);
        let loaded = load_file(source, name, text, limits);
        (sources, loaded)
    }

    /// That errors have these codes, point at these places, and each give advice.
    pub(in crate::account) fn assert_told(
        text: &str,
        sources: &SourceMap,
        errors: &[Diagnostic],
        expected: &[(&str, &str)],
    ) {
        let told = |error: &Diagnostic| (error.code.to_owned(), sources.slice(error.labels[0].span).to_owned());
        let found: Vec<(String, String)> = errors.iter().map(told).collect();
        let wanted = |(code, place): &(&str, &str)| (format!("account::{code}"), (*place).to_owned());
        assert_eq!(found, expected.iter().map(wanted).collect::<Vec<_>>(), "{text:?}");
        assert!(errors.iter().all(|error| error.help.is_some()), "{text:?}");
    }

    fn read(text: &str, limits: &Limits) -> (SourceMap, Loaded) {
        read_as("a.yaml", text, limits)
    }

    /// Every kind of refusal: the text, and of each error its code and what it points at.
    #[test]
    fn what_an_account_must_not_hold_is_refused_with_its_place() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\n", &[("duplicate_key", "c"), ("duplicate_key", "a")]),
            (
                "a: &x 1\nb: *x\nc: [*nowhere]\n*x : 1\n",
                &[("anchor", "&x"), ("alias", "*x"), ("alias", "*nowhere"), ("alias", "*x")],
            ),
            ("<<: {a: 1}\nb: 2\n", &[("merge_key", "<<")]),
            ("a: !!str 1\nb: !t [1]\n", &[("tag", "!!str"), ("tag", "!t")]),
            ("%YAML 1.2\n---\na: 1\n", &[("directive", "%")]),
            ("a: 1\n---\nb: 2\n", &[("second_document", "---")]),
            ("? [a, {b: c}]\n: [1]\nb: 1e5\n", &[("complex_key", "["), ("look_alike_number", "1e5")]),
            (": 1\n\"\": 2\n", &[("empty_key", ""), ("empty_key", "\"\"")]),
            ("a:\n\tb: 1\n", &[("tab", "\t")]),
            ("a:\n  b: 1\n\tc: 2\n", &[("tab", "\t")]),
            ("a:\n  \tb: 1\n", &[("tab", "\t")]),
            ("\t- 1\n", &[("tab", "\t"), ("root", "- 1")]),
            (
                "a: 1,234.50\nb: [１２, +1]\n",
                &[("look_alike_number", "1,234.50"), ("look_alike_number", "１２"), ("look_alike_number", "+1")],
            ),
            ("a: \u{feff}1\n", &[("syntax", "\u{feff}")]),
            ("a：1\n", &[("full_width_colon", "：")]),
            ("a: 1\nb：2\n", &[("full_width_colon", "：")]),
            ("x:\n  a：1\n  b: 2\n", &[("full_width_colon", "：")]),
            ("b：\n  c: 2\n", &[("full_width_colon", "：")]),
            ("{a：1, b:2, c: 3}", &[("full_width_colon", "："), ("colon_without_blank", ":")]),
            ("a:1\n", &[("colon_without_blank", ":")]),
            ("a: 1\nb:2\nc: 3\n", &[("colon_without_blank", ":")]),
            ("a: 1\nb\n", &[("colon", "b")]),
            ("a: 1\rb: 2\r", &[("lone_return", "\r")]),
            ("a: x\u{7}\nb: \u{85}\n", &[("control_character", "\u{7}"), ("control_character", "\u{85}")]),
            ("a\u{200b}: 1\n", &[("hidden_character", "a\u{200b}")]),
            ("\"\\u202ea\": 1\n", &[("hidden_character", "\"\\u202ea\"")]),
            ("\"a\\x1b\": 1\n", &[("hidden_character", "\"a\\x1b\"")]),
            ("", &[("empty", "")]),
            ("# nothing\n\n", &[("empty", "")]),
            ("---\n", &[("empty", "")]),
            ("- 1\n- 2\n", &[("root", "- 1\n- 2")]),
            ("null\n", &[("root", "null")]),
            ("a: \"x\nb: 2\n", &[("quote", "\"")]),
            ("a: \"x\" y\n", &[("quote_trailing", "y")]),
            ("a: \"\\q\"\n", &[("escape", "\"")]),
            ("a: [1, 2\nb: 3\n", &[("bracket", "b")]),
            ("a: {b: 1\n", &[("bracket", "{")]),
            ("a: 1\n b: 2\n", &[("indentation", ":")]),
            ("a: b: c\n", &[("two_colons", ":")]),
            ("a: -\nb: 1\n", &[("list_item", "-")]),
            ("a: @x\n", &[("syntax", "@")]),
            ("a: 1e5\na: 2\nb: [\n", &[("look_alike_number", "1e5"), ("duplicate_key", "a"), ("bracket", "[")]),
            ("year: 202\nunit: 千元\n", &[("year", "202"), ("unit", "千元")]),
        ];
        for (text, expected) in cases {
            let (sources, loaded) = read(text, &Limits::default());
            assert_told(text, &sources, &loaded.expect_err(text), expected);
        }
    }

    #[test]
    fn limits_hold_and_are_quick() {
        let deep = |open: &str, close: &str, n: usize| format!("a: {}{}", open.repeat(n), close.repeat(n));
        let limits = Limits { nodes: 1_000, errors: 10, ..Limits::default() };
        for text in [
            deep("[", "]", 100_000),
            deep("{a: ", "}", 100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
            (0..1_000).map(|n| " ".repeat(n) + "a:\n").collect(),
            format!("{}{}", deep("[", "]", 64), "\nb: 1e5\n"),
        ] {
            let errors = read(&text, &limits).1.expect_err("too deep");
            assert!(errors.iter().any(|error| error.code == "account::depth"), "{:?}", errors[0].code);
        }
        assert!(read(&deep("[", "]", 63), &limits).1.is_ok());

        let errors = read(&format!("a: [{}]", "1,".repeat(2_000)), &limits).1.expect_err("too many nodes");
        assert_eq!(errors[0].code, "account::too_many_nodes");
        let errors =
            read(&"a: 1\n".repeat(2_000), &Limits { nodes: 10_000, ..limits.clone() }).1.expect_err("duplicates");
        assert_eq!(errors.len(), 10);
        assert!(errors[9].help.as_ref().is_some_and(|help| help.get(Lang::En).contains("only 10")));
        let errors = read("a: 1\n", &Limits { bytes: 4, ..limits }).1.expect_err("too large");
        assert_eq!((errors[0].code, errors[0].file.as_deref()), ("account::too_large", Some("a.yaml")));
    }

    #[test]
    fn names_that_look_alike_are_a_warning() {
        let (_, loaded) = read("（x）: 1\n(x): 2\n\"a \": 3\na: 4\n", &Limits::default());
        let (account, warnings) = loaded.expect("only warnings");
        assert_eq!(account.len(), 5);
        assert_eq!(warnings.iter().map(|warning| warning.code).collect::<Vec<_>>(), ["account::similar_keys"; 2]);
        // However many there are, they do not stop the reading.
        let many: String = (0..200).map(|n| format!("（{n}）: 1\n({n}): 2\n")).collect();
        let (account, warnings) = read(&many, &Limits { errors: 10, ..Limits::default() }).1.expect("only warnings");
        assert_eq!((account.len(), warnings.len()), (401, 10));
    }

    /// Every form that is accepted: its text, and what becomes of the value at `a`.
    #[test]
    fn what_an_account_may_hold() {
        let text = Content::Text;
        for (yaml, content) in [
            ("a: \"145.20\"\n", text("145.20")),
            ("a: '1,234'\n", text("1,234")),
            ("a: |\n  145.20\n", text("145.20\n")),
            ("a: >-\n  x\n  y\n", text("x y")),
            ("a: 某局：1\n", text("某局：1")),
            ("a: x:1\n", text("x:1")),
            ("a:\n  说明：本表\n", text("说明：本表")),
            ("a: \u{2028}x\u{200b}y\n", text("\u{2028}x\u{200b}y")),
            ("a:\r\nb: 1\r\n", Content::Missing),
            ("{a: , b: 1}", Content::Missing),
            ("---\na: ~ # none\n...\n", Content::Missing),
            ("? a\n: --\n", Content::NoValue("--")),
            ("a: 涉密\n", Content::Withheld("涉密")),
            ("\"a\": []", Content::List(&[])),
            ("\u{feff}a: {}\n", Content::Record(&[])),
        ] {
            let (_, loaded) = read(yaml, &Limits::default());
            let (account, warnings) = loaded.expect(yaml);
            let a = account.child(account.root(), "a").expect(yaml);
            assert_eq!((account.node(a).content, warnings.len()), (content, 0), "{yaml:?}");
        }
    }

    #[test]
    fn every_node_knows_its_places() {
        let yaml = "a: 1.00  # x\n\"b\":\n  - {c: -2.5元}\n  - x: 1\n    y:\nd: [e: 3, 4]\n";
        let (sources, loaded) = read(yaml, &Limits::default());
        let (account, _) = loaded.expect(yaml);
        let slices: Vec<_> = account
            .ids()
            .map(|id| {
                (account.path(id), sources.slice(account.node(id).key_span), sources.slice(account.node(id).span))
            })
            .collect();
        let slices: Vec<_> = slices.iter().map(|(path, key, value)| (path.as_str(), *key, *value)).collect();
        let whole = yaml.trim_end();
        assert_eq!(
            slices,
            [
                ("", whole, whole),
                ("a", "a", "1.00"),
                ("b", "\"b\"", "- {c: -2.5元}\n  - x: 1\n    y"),
                ("b[1]", "{c: -2.5元}", "{c: -2.5元}"),
                ("b[1].c", "c", "-2.5元"),
                ("b[2]", "x: 1\n    y", "x: 1\n    y"),
                ("b[2].x", "x", "1"),
                ("b[2].y", "y", ""),
                ("d", "d", "[e: 3, 4]"),
                ("d[1]", "e: 3", "e: 3"),
                ("d[1].e", "e", "3"),
                ("d[2]", "4", "4"),
            ]
        );
        assert_eq!(account.node(account.root()).key, Key::Root);
    }
}
