//! Rule files and packs that are hostile.

use std::fs;

use super::{Case, ended, fault, gouji};
use crate::support::{folder, write};

/// An account for the rules to judge.
const ACCOUNT: &str = "unit: 万元\na: 1.00\nb: 2.00\nz: 0\nnear: 0.01\nnear2: 0.01\nrows: [{x: 1.00}, {x: 2.00}]\nempty: []\nmixed: {p: 1.00, q: 二}\nword: 某局\ngroup: {total: 3.00, x: 1.00, y: 2.00}\n";

/// Every case as a rule file, on the account; all that differ are told.
fn judge(name: &str, cases: &[Case]) {
    let dir = folder(name);
    write(&dir, "a.yaml", ACCOUNT);
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(what, bytes, wanted, says)| {
            fs::write(dir.join("r.gj"), bytes).unwrap();
            let outcome = ended(what, gouji(&dir).args(["check", "a.yaml", "--show", "all", "--rules", "r.gj"]));
            assert!(outcome.1.len() < 64_000, "{what} printed {} bytes", outcome.1.len());
            fault(what, &outcome, *wanted, says)
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn texts() {
    let cases: [Case; 34] = [
        ("64 empty", b"", 4, ""),
        ("64 only a comment", b"# x\n", 4, ""),
        ("7 a bad byte", b"a == 1 # \xff\n", 2, "UTF-8"),
        ("8 NUL", b"a == 1\0\n", 2, "NUL"),
        ("65 an open string", b"word == \"x\n", 2, "syntax::unclosed_string"),
        ("65 an open bracket", b"sum(a == 1\n", 2, "syntax::unclosed"),
        ("65 a back-quote", b"`a` == 1\n", 2, "syntax::"),
        ("67 chained", b"a == a == 1\n", 0, "相符 1"),
        ("68 one equals sign", b"a = 1\n", 0, "相符 1"),
        ("68 full-width equals signs", "a ＝＝ 1\n".as_bytes(), 0, "相符 1"),
        ("68 one full-width equals sign", "a ＝ 1\n".as_bytes(), 0, "相符 1"),
        ("68 another sign of approximation", "a ≒ 1\n".as_bytes(), 2, "syntax::"),
        ("68 a tilde", b"a ~ 1\n", 2, "syntax::"),
        ("68 ≅", "a ≅ 1\n".as_bytes(), 2, "syntax::"),
        ("68 a full stop for a dot", "rows。x == 1\n".as_bytes(), 2, "syntax::path"),
        ("69 by zero", b"a / z == 1\n", 4, "不可比 1"),
        ("69 zero by zero", b"z / z == 1\n", 4, "不可比 1"),
        ("69 by what may be zero", "pct(a, near - near2 + 0.005) ≈ 5\n".as_bytes(), 0, "尾差 1"),
        ("70 a sum of nothing", b"sum(empty) == 0\n", 4, "缺数 1"),
        ("70 a wildcard over text", b"sum(mixed.*) == 1\n", 4, "缺数 1"),
        ("70 a wildcard over nothing", b"sum(nowhere.*) == 0\n", 4, "缺数 1"),
        ("72 a path through a list", b"sum(rows.x) == 3\n", 0, "相符 1"),
        ("72 beyond the end", b"rows[3].x == 1\n", 4, "缺数 1"),
        ("72 from the end", b"rows[-1].x == 2\n", 0, "相符 1"),
        ("72 far beyond", b"rows[100000000000000000000].x == 1\n", 2, "syntax::"),
        ("72 the zeroth", b"rows[0].x == 1\n", 2, "syntax::index"),
        ("73 an unknown function", b"smu(a) == 1\n", 2, "rule::unknown_function"),
        ("73 too few arguments", b"growth(a) == 1\n", 2, "rule::arguments"),
        ("75 an id twice", b"rule R { assert a == 1 }\nrule R { assert a == 1 }\n", 2, "rule::duplicate_id"),
        ("76 an include", b"include \"../../etc/passwd\"\n", 2, "syntax::"),
        ("78 a keyword for a name", b"rule rule { assert a == 1 }\n", 0, "相符 1"),
        ("71 a wildcard over the total too", b"sum(group.*) == group.total\n", 1, "不符 1"),
        ("71 a figure on both sides", b"a == a + b - b\n", 0, "相符 1"),
        ("76 an absolute path", b"include \"/etc/passwd\"\n", 2, "syntax::"),
    ];
    judge("rule_texts", &cases);
}

#[test]
fn look_alikes_and_hidden_characters() {
    let cases: [Case; 6] = [
        ("77 a Cyrillic letter", "\u{430} == 1\n".as_bytes(), 4, "缺数 1"),
        ("77 a full-width letter", "ａ == 1\n".as_bytes(), 2, "syntax::wide_character"),
        ("77 a direction override", "a == 1 # \u{202e}\n".as_bytes(), 2, "syntax::hidden_character"),
        ("77 an override in a string", "word == \"\u{2066}x\"\n".as_bytes(), 2, "syntax::hidden_character"),
        ("77 a joiner of no width", "a\u{200d} == 1\n".as_bytes(), 2, "syntax::hidden_character"),
        ("77 a blank of no width", "a\u{200b} == 1\n".as_bytes(), 2, "syntax::hidden_character"),
    ];
    judge("rule_look_alikes", &cases);
}

#[test]
fn sizes() {
    let parens = format!("{}1{} == 1\n", "(".repeat(100_000), ")".repeat(100_000));
    let minus = format!("{}1 == 1\n", "-".repeat(100_000));
    let calls = "abs(".repeat(100_000);
    let terms = format!("a{} == 1\n", " + a".repeat(1_000_000));
    let nots = format!("{}a == 1\n", "not ".repeat(100_000));
    let implied = format!("a == 1{}\n", " implies a == 1".repeat(100_000));
    let huge = " ".repeat(5 << 20);
    let cases: [Case; 7] = [
        ("66 100 000 parentheses", parens.as_bytes(), 2, "syntax::limit"),
        ("66 100 000 minus signs", minus.as_bytes(), 2, "syntax::limit"),
        ("66 100 000 calls", calls.as_bytes(), 2, "syntax::"),
        ("66 a million terms", terms.as_bytes(), 2, "syntax::"),
        ("66 100 000 times not", nots.as_bytes(), 2, "syntax::limit"),
        ("66 100 000 implications", implied.as_bytes(), 2, "syntax::limit"),
        ("18 five MiB", huge.as_bytes(), 2, ""),
    ];
    judge("rule_sizes", &cases);
}

#[test]
fn patterns_that_explode_elsewhere() {
    let dir = folder("patterns");
    write(&dir, "a.yaml", format!("word: {}\n", "a".repeat(100_000)));
    let patterns = ["^(a+)+$", "(a|aa)+b", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$"];
    let rules: String = patterns.iter().map(|p| format!("word matches \"{p}\" or a is missing\n")).collect();
    write(&dir, "r.gj", rules + "a is missing\n");
    let outcome = ended("patterns", gouji(&dir).args(["check", "a.yaml", "--rules", "r.gj", "--show", "all"]));
    assert_eq!(fault("a pattern that takes exponential time elsewhere", &outcome, 0, "相符 5"), None);
    let large = "((((a{99}){99}){99}){99}){99}";
    write(&dir, "r.gj", format!("word matches \"{large}\"\n"));
    let outcome = ended("large", gouji(&dir).args(["check", "a.yaml", "--rules", "r.gj"]));
    assert_eq!(fault("a pattern that is too large", &outcome, 2, "rule::pattern"), None);
}

#[test]
fn ten_thousand_rules_that_fail() {
    let dir = folder("ten_thousand");
    write(&dir, "a.yaml", ACCOUNT);
    let rules: String = (0..10_000).map(|n| format!("rule R-{n} {{\n  assert a == {n}.5\n}}\n")).collect();
    write(&dir, "r.gj", rules);
    let outcome = ended("74", gouji(&dir).args(["check", "a.yaml", "--rules", "r.gj"]));
    assert_eq!(fault("74 ten thousand failing rules", &outcome, 1, "不符 10000"), None);
    let (code, text) = ended("74", gouji(&dir).args(["check", "a.yaml", "--rules", "r.gj", "--quiet"]));
    assert!(code == 1 && text.lines().count() < 10_050, "{} lines", text.lines().count());
}

#[test]
fn a_pack_stays_in_its_folder() {
    let dir = folder("pack_stays");
    fs::create_dir_all(dir.join("packs/evil")).unwrap();
    write(&dir, "secret.gj", "rule SECRET { assert a == 1 }\n");
    write(&dir, "a.yaml", ACCOUNT);
    for extends in ["../../secret", "/etc/passwd", "..", "evil/../../x", "evil"] {
        write(
            &dir,
            "packs/evil/pack.yaml",
            format!("name: evil\nversion: 0.1.0\ntitle: 甲\nextends:\n  - {{pack: \"{extends}\", version: \"*\"}}\n"),
        );
        let (code, text) = ended(
            &format!("76 a pack that extends {extends}"),
            gouji(&dir).args(["check", "a.yaml", "--pack", "packs/evil"]),
        );
        assert!(code == 2 && !text.contains("SECRET") && !text.contains("root:"), "{extends}: {code}\n{text}");
        assert!(text.contains("pack::"), "{extends}\n{text}");
    }
}
