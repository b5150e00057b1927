//! Accounts with figures that look like others, are too long, or are hidden.

use std::fmt::Write as _;

use super::{Case, accounts};

#[test]
fn look_alikes() {
    const NUMBER: &str = "account::look_alike_number";
    let wrong: Vec<(String, Vec<u8>)> = [
        "1,234.50",
        "1，234",
        "1 234",
        "1_000",
        "010",
        "0o17",
        "0x1F",
        "0b1",
        "1e3",
        "1E-7",
        ".5",
        "5.",
        "+1",
        "--1",
        "−1",
        "（1.00）",
        "(1.00)",
        "１２３．４５",
        "١٢٣",
        ".inf",
        ".nan",
        "-.inf",
        "¥1.00",
        "￥1.00",
        "1\u{a0}234",
    ]
    .iter()
    .map(|figure| (format!("47–52, 56 {figure}"), format!("a: {figure}\n").into_bytes()))
    .collect();
    let cases: Vec<Case> = wrong.iter().map(|(what, bytes)| (what.as_str(), bytes.as_slice(), 2, NUMBER)).collect();
    accounts("look_alikes", "a == 1\n", &cases);
}

#[test]
fn figures_of_other_kinds() {
    let long = format!("a: 1{}\n", "0".repeat(39));
    let longest = format!("a: {}\n", "1".repeat(28));
    let too_long = format!("a: {}\n", "1".repeat(29));
    let decimals = format!("a: 0.{}1\n", "0".repeat(59));
    let cases: [Case; 22] = [
        ("50 -0", b"a: -0\n", 1, "不符 1"),
        ("52 NaN", b"a: NaN\n", 2, "account::look_alike_number"),
        ("53 sexagesimal", b"a: 12:30:45\n", 4, "缺数 1"),
        ("60 an ideographic blank inside", "a: 1\u{3000}2\n".as_bytes(), 4, "缺数 1"),
        ("51 words for a number", "a: 壹佰\n".as_bytes(), 4, "缺数 1"),
        ("54 a date", b"a: 2023-01-01\n", 4, "缺数 1"),
        ("55 40 digits", long.as_bytes(), 2, "account::"),
        ("55 28 digits", longest.as_bytes(), 1, "不符 1"),
        ("55 29 digits", too_long.as_bytes(), 2, "account::"),
        ("55 60 decimals", decimals.as_bytes(), 2, "account::"),
        ("56 a percentage", b"a: 118.52%\n", 1, "118.52%"),
        ("56 a full-width percent sign", "a: 118.52％\n".as_bytes(), 1, "118.52％"),
        ("56 with its unit", "a: 12.3万元\n".as_bytes(), 1, "12.3万元"),
        ("57 in quotes", b"a: \"1\"\n", 4, "缺数 1"),
        ("59 a minus", b"a: -\n", 2, "account::"),
        ("59 a long dash", "a: —\n".as_bytes(), 4, "不可比 1"),
        ("59 a stroke", b"a: /\n", 4, "缺数 1"),
        ("59 无", "a: 无\n".as_bytes(), 4, "缺数 1"),
        ("60 a blank of no width", "a: 1\u{200b}\n".as_bytes(), 2, "account::"),
        ("61 other decimals", b"a: 1.00\n", 0, "相符 1"),
        ("58 是", "a: 是\n".as_bytes(), 4, "缺数 1"),
        ("79 a direction override", "a: 1\u{202e}\n".as_bytes(), 2, "account::"),
    ];
    accounts("figures_of_other_kinds", "a == 1\n", &cases);
}

#[test]
fn many_and_large() {
    let mut many = String::from("list:\n");
    for _ in 0..100_000 {
        many.push_str("  - 1000000000000000.01\n");
    }
    many.push_str("total: 100000000000000001000.00\n");
    accounts(
        "many_and_large",
        "sum(list) == total\n",
        &[("62 a hundred thousand large figures", many.as_bytes(), 0, "相符 1")],
    );
}

#[test]
fn ever_growing_fractions() {
    let mut account = String::new();
    let mut product = String::from("1");
    for n in 0..400 {
        writeln!(account, "x{n}: 1.{n:03}{}7", "3".repeat(20)).unwrap();
        write!(product, " * x{n} / (x{n} + 1)").unwrap();
    }
    let rule = format!("{product} ≈ 1\n");
    accounts("ever_growing", &rule, &[("63 products beyond every bound", account.as_bytes(), 4, "缺数 1")]);
}
