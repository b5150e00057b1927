//! JSON accounts: what they hold, where it stands, and every fault with its place.

use crate::account::load::tests::{Loaded, assert_told, read_as};
use crate::account::{Content, load};
use crate::limits::Limits;
use crate::source::{SourceId, SourceMap};

fn read(text: &str, limits: &Limits) -> (SourceMap, Loaded) {
    read_as("a.json", text, limits)
}

#[test]
fn every_node_keeps_its_digits_and_its_places() {
    let text = "{\"a\": 1.10, \"b\" : [ {\"c\":-0.00}, \"145.20\", null ,true],\n \"d\\n\": {}, \"e\": \"x\\u4e00\\ud83d\\ude00\\\"\", \"f\": \"--\", \"g\":\"涉密（不公开）\"}";
    let (sources, loaded) = read(text, &Limits::default());
    let (account, warnings) = loaded.expect("an account");
    assert_eq!(warnings.len(), 0);
    let nodes: Vec<_> = account
        .ids()
        .skip(1)
        .map(|id| {
            let node = account.node(id);
            (account.path(id), sources.slice(node.key_span), sources.slice(node.span), node.content)
        })
        .collect();
    let told = |at: usize| (nodes[at].0.as_str(), nodes[at].1, nodes[at].2);
    assert_eq!(told(0), ("a", "\"a\"", "1.10"));
    assert!(matches!(nodes[0].3, Content::Number(number) if (number.mantissa(), number.decimals()) == (110, 2)));
    assert_eq!(told(1), ("b", "\"b\"", "[ {\"c\":-0.00}, \"145.20\", null ,true]"));
    assert_eq!(told(2), ("b[1]", "{\"c\":-0.00}", "{\"c\":-0.00}"));
    assert_eq!(told(3), ("b[1].c", "\"c\"", "-0.00"));
    assert_eq!((told(4).2, nodes[4].3), ("\"145.20\"", Content::Text("145.20")));
    assert_eq!((told(5).2, nodes[5].3), ("null", Content::Missing));
    assert_eq!((told(6).2, nodes[6].3), ("true", Content::Text("true")));
    assert_eq!((told(7), nodes[7].3), (("\"d\\n\"", "\"d\\n\"", "{}"), Content::Record(&[])));
    assert_eq!(nodes[8].3, Content::Text("x一😀\""));
    assert_eq!(nodes[9].3, Content::NoValue("--"));
    assert_eq!(nodes[10].3, Content::Withheld("涉密（不公开）"));
}

#[test]
fn faults_are_told_with_their_places() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("", &[("empty", "")]),
        (" \n", &[("empty", "")]),
        ("[1]", &[("root", "[1]")]),
        ("null", &[("root", "null")]),
        ("\"a\"", &[("root", "\"a\"")]),
        ("{\"a\": 1, \"a\": 2}", &[("duplicate_key", "\"a\"")]),
        ("{\"a\": {\"b\": 1, \"\\u0062\": 2}}", &[("duplicate_key", "\"\\u0062\"")]),
        ("{\"\": 1}", &[("empty_key", "\"\"")]),
        ("{\"a\\u200b\": 1}", &[("hidden_character", "\"a\\u200b\"")]),
        ("{\"a\": 1e5, \"b\": 1.5E-3}", &[("look_alike_number", "1e5"), ("look_alike_number", "1.5E-3")]),
        (
            "{\"a\": 010, \"b\": +1, \"c\": .5, \"d\": 5.}",
            &[
                ("look_alike_number", "010"),
                ("look_alike_number", "+1"),
                ("look_alike_number", ".5"),
                ("look_alike_number", "5."),
            ],
        ),
        ("{\"a\": NaN, \"b\": -Infinity}", &[("look_alike_number", "NaN"), ("look_alike_number", "-Infinity")]),
        ("{\"a\": 12345678901234567890123456789}", &[("look_alike_number", "12345678901234567890123456789")]),
        ("{\"a\": 5%}", &[("json", "5")]),
        ("{\"a\": undefined}", &[("json", "u")]),
        ("{\"a\": }", &[("json", "}")]),
        ("{\"a\": 1,}", &[("json", "}")]),
        ("{\"a\": [1,]}", &[("json", "]")]),
        ("{a: 1}", &[("json", "a")]),
        ("{'a': 1}", &[("json", "'")]),
        ("{\"a\" 1}", &[("json", "1")]),
        ("{\"a\": 1 \"b\": 2}", &[("json", "\"")]),
        ("{\"a\": 1} x", &[("json", "x")]),
        ("{\"a\": 1}\n{\"a\": 2}", &[("second_document", "{")]),
        ("{\"a\": 1", &[("bracket", "")]),
        ("{\"a\": [1}", &[("bracket", "}")]),
        ("{\"a\": \"x", &[("quote", "\"")]),
        ("{\"a\": \"x\ny\"}", &[("quote", "\"")]),
        ("{\"a\": \"x\ty\"}", &[("control_character", "\t")]),
        ("{\"a\": \"x\u{7}y\"}", &[("control_character", "\u{7}")]),
        ("{\"a\": \"\\x\"}", &[("escape", "\\x")]),
        ("{\"a\": \"\\u12\"}", &[("escape", "\\u")]),
        ("{\"a\": \"中\\ud800\"}", &[("escape", "\\ud800")]),
        ("{\"a\": \"\\ud800\\u0041\"}", &[("escape", "\\ud800")]),
        ("{\"a\": \"\\udc00\\ud800\"}", &[("escape", "\\udc00")]),
        ("{\"a\": 1 // x\n}", &[("json", "/")]),
        ("{\"year\": 202, \"unit\": \"千元\"}", &[("year", "202"), ("unit", "\"千元\"")]),
    ];
    for (text, expected) in cases {
        let (sources, loaded) = read(text, &Limits::default());
        assert_told(text, &sources, &loaded.expect_err(text), expected);
    }
}

#[test]
fn limits_hold() {
    let deep = |n: usize| format!("{{\"a\": {}{}}}", "[".repeat(n), "]".repeat(n));
    assert!(read(&deep(63), &Limits::default()).1.is_ok());
    for text in [deep(64), deep(100_000), "[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let errors = read(&text, &Limits::default()).1.expect_err("too deep");
        assert_eq!(errors[0].code, "account::depth");
    }
    let limits = Limits { nodes: 1_000, bytes: 10_000, ..Limits::default() };
    let errors = read(&format!("{{\"a\": [{}1]}}", "1,".repeat(2_000)), &limits).1.expect_err("too many nodes");
    assert_eq!(errors[0].code, "account::too_many_nodes");
    assert_eq!(read(&" ".repeat(10_001), &limits).1.expect_err("too large")[0].code, "account::too_large");
}

/// The header, the settings and the children of large records are those of the same account in YAML.
#[test]
fn an_account_in_json_is_the_account_in_yaml() {
    let many: String = (0..40).map(|n| format!(", \"k{n}\": {n}.50")).collect();
    let json = format!(
        "{{\"entity\": {{\"name\": \"某局\", \"code\": \"001\"}}, \"year\": 2023, \"unit\": \"万元\", \
         \"rounding\": {{\"money\": 0.01}}, \"a\": {{\"unit\": \"元\", \"b\": [1, {{\"c\": 2}}]{many}}}}}"
    );
    let (_, loaded) = read(&json, &Limits::default());
    let (ours, _) = loaded.expect("an account");
    // JSON is YAML, too.
    let (theirs, _) = load(SourceId(0), "a.yaml", &json, &Limits::default()).expect("an account");
    assert_eq!((&ours.header, ours.len()), (&theirs.header, theirs.len()));
    for (id, other) in ours.ids().zip(theirs.ids()) {
        assert_eq!(ours.node(id), theirs.node(other));
        assert_eq!((ours.setting(id), ours.is_setting(id)), (theirs.setting(other), theirs.is_setting(other)));
    }
    let a = ours.child(ours.root(), "a").expect("a");
    assert_eq!(ours.child(a, "k39").map(|id| ours.path(id)).as_deref(), Some("a.k39"));
}
