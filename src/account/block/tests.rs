//! The reader of plain blocks against the full parser: on every account of the project, and on texts changed at random.

use proptest::prelude::*;

use super::*;
use crate::account::build::build;
use crate::account::raw;
use crate::account::tree::NodeId;

/// What the full parser makes of a text, if it finds nothing to say about it.
fn full(text: &str) -> Option<Tree> {
    let mut problems = Problems::new(SourceId(0), 10);
    raw::scan(text, &mut problems);
    let (tree, whole) = build(&text.to_owned().into(), &Limits::default(), &mut problems);
    (whole && problems.is_empty()).then_some(tree)
}

fn fast(text: &str) -> Option<Tree> {
    read(SourceId(0), &text.to_owned().into(), &Limits::default())
}

/// Both trees node by node, with places, names, digits and the numbers by which names are found.
fn same(text: &str, ours: &Tree) {
    let Some(theirs) = full(text) else { unreachable!("the full parser refuses {text:?}") };
    let ids = |tree: &Tree| (0..u32::try_from(tree.len()).unwrap_or(0)).map(NodeId);
    for (id, other) in ids(ours).zip(ids(&theirs)) {
        assert_eq!(ours.node(id), theirs.node(other), "{text:?}");
        assert_eq!(ours.key_hash(id), theirs.key_hash(other));
        if let Some(hash) = ours.key_hash(id) {
            assert_eq!(ours.child(ours.slot(id).parent, hash, ours.name(id)), Some(id));
        }
    }
    assert_eq!(ours.len(), theirs.len(), "{text:?}");
}

/// The real accounts of the project, which the reader is made for.
const ACCOUNTS: [&str; 11] = [
    include_str!("../../../fixtures/anhui-duji-gov-office-2021.yaml"),
    include_str!("../../../fixtures/anhui-hefei-library-2021.yaml"),
    include_str!("../../../fixtures/anhui-wanzhi-taoxin-2021.yaml"),
    include_str!("../../../fixtures/guangdong-qingyuan-ecology-2019.yaml"),
    include_str!("../../../fixtures/neimenggu-ordos-2021.yaml"),
    include_str!("../../../fixtures/shaanxi-huanglong-dept-2018.yaml"),
    include_str!("../../../fixtures/shanghai-putuo-ecology-2025.yaml"),
    include_str!("../../../fixtures/shanghai-putuo-socialwork-2024.yaml"),
    include_str!("../../../fixtures/sichuan-daying-culture-2022.yaml"),
    include_str!("../../../fixtures/sichuan-panzhihua-2023.yaml"),
    include_str!("../../../fixtures/yunnan-diqing-2021.yaml"),
];

#[test]
fn every_real_account_is_read_alike() {
    for text in ACCOUNTS {
        let tree = fast(text);
        assert!(tree.is_some(), "given up: {:?}", text.lines().next());
        tree.iter().for_each(|tree| same(text, tree));
    }
}

#[test]
fn plain_blocks_are_read_and_all_else_is_left() {
    for text in [
        "a: 1\n",
        "a: 1",
        "# c\n\na: 1 # c\n  # c\nb:   # c\n\n  c: 2\n  d:\ne:\n",
        "a:\n- 1\n- 2\nb:\n  - x: 1\n    y: -2.50\n  - x: 2\n    y:\n    - z\nc: 3\n",
        "- a: 1\n- b: 2\n",
        "\"a b\": \"x # y\"\n'c': 'd'  # e\n某：局: 某局（1）\n",
        "a: {b: 1.10, \"c\": {d: [1, x y, '2']}, e: []}\nf: {}\n",
        "a: x:1\nb: http://x\nc: a#b\nd: --\ne: 涉密\nf: ~\ng: 5%\nh: 某局，另一局\n",
        "a: 12345678901234567890.12345678\n",
        "a: -\u{4e00}\nb: -1元\n",
    ] {
        let tree = fast(text);
        assert!(tree.is_some(), "{text:?}");
        tree.iter().for_each(|tree| same(text, tree));
    }
    for text in [
        "",
        "#\n",
        " a: 1\n",
        "---\na: 1\n",
        "a: 1\n...\n",
        "a: 1\na: 2\n",
        "a:\n\tb: 1\n",
        "a: x\r\n",
        "a: &x 1\n",
        "a: *x\n",
        "a: !!str 1\n",
        "? a\n: 1\n",
        "a: |\n  x\n",
        "a: x\n  y\n",
        "a:\n  x\n",
        "a: \"x\\n\"\n",
        "a: 'it''s'\n",
        "a: [1,\n 2]\n",
        "a: [b: 1]\n",
        "a: {b}\n",
        "a: {b: 1,}\n",
        "a: {b:1}\n",
        "a: b: c\n",
        "a:1\n",
        "a：1\n",
        "- a：1\n",
        "a : 1\n",
        "a: 1,234\n",
        "a\u{200b}: 1\n",
        "a: \u{feff}1\n",
        "a: @x\n",
        "a: 1\n b: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "-\n",
        "- - 1\n",
        "- 1\na: 2\n",
        "a: - 1\n",
        "<<: {}\n",
        "（a）: 1\n(a): 2\n",
        "a: [1] x\n",
        "a: \"x\" y\n",
        "{a: 1}\n",
        "[1]\n",
        "a: {b: c: d}\n",
        "1\n",
        "\"a\"\n",
        "a: {\"b\":1}\n",
        "a: x\u{85}\n",
    ] {
        assert!(fast(text).is_none(), "{text:?}");
    }
    let deep: String = (0..70).map(|n| "  ".repeat(n) + "a:\n").collect();
    assert!(fast(&deep).is_none());
    assert!(fast(&format!("a: {}{}", "[".repeat(70), "]".repeat(70))).is_none());
}

/// Pieces that near-plain texts are made of.
const PIECES: [&str; 44] = [
    "a: ", "b:", "名: ", "\"c\": ", "'d': ", "- ", "-", "\n", "\n", "\n  ", "\n    ", "\n      ", "\n- ", "\n  - ",
    " ", "  ", "1", "1.50", "-2", "x", "某局", "（x）", "：", ":", ": ", "# c", " # c", "{", "}", "[", "]", ", ", ",",
    "\"", "'", "~", "null", "--", "&", "*", "|", "\t", "a: 1\n", "  e: 2\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_pieces_are_read_alike_or_left(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..24)) {
        let text = pieces.concat();
        if let Some(tree) = fast(&text) {
            same(&text, &tree);
        }
    }

    #[test]
    fn changed_accounts_are_read_alike_or_left(
        at in any::<prop::sample::Index>(),
        window in 0usize..800,
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&PIECES[..]), 0usize..4), 0..4),
    ) {
        let lines: Vec<&str> = ACCOUNTS[at.index(ACCOUNTS.len())].split_inclusive('\n').collect();
        let from = at.index(lines.len().saturating_sub(window).max(1));
        let mut text: Vec<char> = lines.iter().skip(from).take(window.min(60) + 1).copied().collect::<String>().chars().collect();
        for (at, piece, cut) in changes {
            let at = at.index(text.len() + 1);
            let end = (at + cut).min(text.len());
            text.splice(at..end, piece.chars());
        }
        let text: String = text.into_iter().collect();
        if let Some(tree) = fast(&text) {
            same(&text, &tree);
        }
    }
}
