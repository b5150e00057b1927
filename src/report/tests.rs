//! The writers on reports made by hand.

use serde_json::Value;

use super::{TextOptions, explain_rule, write_json, write_text};
use crate::draw::Style;
use crate::figure::{Kind, MoneyUnit};
use crate::finding::{
    AccountReport, Amount, Basis, Binding, Comparison, Evidence, FigureUse, Instance, Note, Range, Report, RuleInfo,
    Severity, Side, Verdict,
};
use crate::message::{Lang, msg};
use crate::result::{Document, Wanted};
use crate::source::{SourceId, SourceMap, Span};

const RULE: &str = "rule N-1 \"合计＝人员＋公用\" {\r\n  assert total ≈ personnel + public\r\n}";
const ACCOUNT: &str = "basic:\n  total: 1410.72\n  personnel: 1291.13\n  public: 119.53\n";
const MONEY: (Kind, Option<MoneyUnit>) = (Kind::Money, Some(MoneyUnit::WanYuan));
const PERCENT: (Kind, Option<MoneyUnit>) = (Kind::Percent, None);

fn amount(text: &str, (kind, unit): (Kind, Option<MoneyUnit>)) -> Amount {
    let short = text.get(..text.find('.').map_or(text.len(), |dot| dot + 5)).unwrap_or(text);
    Amount { text: text.to_owned(), short: short.to_owned(), kind, unit }
}

fn side(written: &str, computation: &str, value: &str, measure: (Kind, Option<MoneyUnit>)) -> Option<Side> {
    Some(Side {
        written: written.to_owned(),
        computation: computation.to_owned(),
        value: Some(amount(value, measure)),
        converted: None,
        range: None,
        terms: None,
    })
}

/// A report on one account with one rule; the account is text 0, the rule text 1.
fn report(instance: Instance) -> (Report, SourceMap) {
    let mut sources = SourceMap::default();
    sources.add("a.yaml", ACCOUNT);
    let rule = sources.add("basic.gj", RULE);
    let rule = RuleInfo {
        effective: (None, None),
        id: "N-1".to_owned(),
        title: Some("合计＝人员＋公用".to_owned()),
        severity: Severity::Error,
        scope: Some("表内".to_owned()),
        tags: vec!["基本支出".to_owned()],
        basis: vec![
            Basis { text: "旧办法 第一条".to_owned(), from: None, until: Some(2019) },
            Basis { text: "新条例 第五条".to_owned(), from: Some(2020), until: None },
        ],
        formula_source: Some("决算表表式".to_owned()),
        message: None,
        pack: Some("national".to_owned()),
        waivable: false,
        assertions: instance.assertion,
        span: Span::new(rule, 0, RULE.len()),
    };
    let account = AccountReport {
        together: 0,
        adapted: Vec::new(),
        narrowed: None,
        file: "a.yaml".to_owned(),
        entity: Some("某中心".to_owned()),
        province: None,
        year: Some(2023),
        stage: None,
        unit: Some(MoneyUnit::WanYuan),
        packs: vec!["national 0.1.0".to_owned()],
        chosen: msg!("pack-named"),
        instances: vec![instance],
        ..AccountReport::default()
    };
    (Report { rules: vec![rule.into()], accounts: vec![account], ..Report::default() }, sources)
}

fn figure(path: &str, text: &str, label: &str) -> FigureUse {
    let span = ACCOUNT.find(text).filter(|_| !text.is_empty()).map(|at| Span::new(SourceId(0), at, at + text.len()));
    FigureUse {
        account: 0,
        path: path.to_owned(),
        text: text.to_owned(),
        label: Some(label.to_owned()),
        place: Some("第二部分 六、".to_owned()),
        caliber: None,
        unit: Some(MoneyUnit::WanYuan),
        span,
    }
}

fn instance(verdict: Verdict, evidence: Evidence) -> Instance {
    let at = RULE.find("total").unwrap_or_default();
    Instance {
        rule: 0,
        assertion: 1,
        span: Span::new(SourceId(1), at, at + "total ≈ personnel + public".len()),
        on: "basic".to_owned(),
        bindings: Vec::new(),
        verdict,
        severity: Severity::Error,
        evidence: evidence.into(),
        message: None,
        waiver: None,
        answer: None,
        known: false,
    }
}

/// 1410.72 ≈ 1291.13 + 119.53
fn sum(comparison: Comparison, difference: &str, slack: &str, explained: bool) -> Evidence {
    Evidence {
        comparison: Some(comparison),
        left: side("total", "1410.72", "1410.72", MONEY),
        right: side("personnel + public", "1291.13 + 119.53", "1410.66", MONEY),
        difference: Some(amount(difference, MONEY)),
        slack: Some(amount(slack, MONEY)),
        explained_by_rounding: Some(explained),
        figures: vec![
            figure("basic.total", "1410.72", "基本支出合计"),
            figure("basic.personnel", "1291.13", "人员经费"),
            figure("basic.public", "119.53", "公用经费"),
        ],
        ..Evidence::default()
    }
}

fn options(lang: Lang, quiet: bool) -> TextOptions {
    TextOptions {
        style: Style { color: false, width: 90, lang },
        shown: Verdict::ALL.to_vec(),
        quiet,
        forms: super::Forms::default(),
    }
}

fn text(instance: Instance) -> String {
    let (report, sources) = report(instance);
    drawn(&report, &sources, &options(Lang::Zh, false))
}

fn drawn(report: &Report, sources: &SourceMap, options: &TextOptions) -> String {
    let mut out = Vec::new();
    assert!(write_text(&Document::of(report, sources, &Wanted::default()), options, &mut out).is_ok());
    String::from_utf8(out).unwrap_or_default()
}

fn json(report: &Report, sources: &SourceMap) -> Value {
    let mut out = Vec::new();
    assert!(write_json(&Document::of(report, sources, &Wanted::default()), &mut out).is_ok());
    serde_json::from_slice(&out).unwrap_or_default()
}

#[test]
fn a_violation_in_full() {
    let violated = Instance {
        message: Some("两者不等".to_owned()),
        ..instance(Verdict::Violated, sum(Comparison::Approx, "0.06", "0.015", false))
    };
    assert_eq!(
        text(violated),
        "\
── 某中心 · 2023 年度 · 万元 ─────────────────────────────────────────────────────────────
   文件  a.yaml
   规则  national 0.1.0（命令行指定）
   结果  不符 1

✗ N-1 合计＝人员＋公用                                                       逻辑性 · 不符
   位置  第二部分 六、
     ╭─[a.yaml:2:10]
   2 │   total: 1410.72
     ·          ─────── 基本支出合计，公开数 1410.72 万元
   3 │   personnel: 1291.13
     ·              ─────── 人员经费
   4 │   public: 119.53
     ·           ────── 公用经费
     ╰────
     ╭─[basic.gj:2:10]
   2 │   assert total ≈ personnel + public
     ·          ────────────────────────── 此断言不成立
     ╰────
   说明  两者不等
   公开  基本支出合计 1410.72 万元
   计算  1291.13 + 119.53 = 1410.66 万元
   差额  0.06 万元，超过允许尾差 0.015 万元，四舍五入不能解释，三数中至少一数有误
   依据  新条例 第五条
         公式来源：决算表表式
   处理  请核对并更正，或填写审核说明
   规则  basic.gj:2   gouji explain N-1

以上不符和尾差偏大均为疑点，待单位核实、说明后认定。
审核 1 户：不符 1，尾差偏大 0，尾差 0，缺数 0，相符 0
"
    );
}

#[test]
fn the_difference_is_told_as_it_was_judged() {
    let told = |verdict, evidence| {
        let (report, sources) = report(instance(verdict, evidence));
        let mut options = options(Lang::Zh, false);
        options.style.width = 0;
        drawn(&report, &sources, &options).lines().find(|l| l.contains("差额")).unwrap_or_default().trim().to_owned()
    };
    assert_eq!(
        told(Verdict::Rounding, sum(Comparison::Approx, "0.01", "0.03", true)),
        "差额  0.01 万元，不超过允许尾差 0.03 万元，四舍五入可以解释"
    );
    assert_eq!(
        told(
            Verdict::Improbable,
            Evidence { z: Some("3.8".to_owned()), ..sum(Comparison::Approx, "0.04", "0.065", true) }
        ),
        "差额  0.04 万元，虽不超过允许尾差 0.065 万元，但仅凭四舍五入极难凑成（偏离 3.8 个标准差）"
    );
    assert!(
        told(Verdict::Violated, sum(Comparison::Equal, "0.01", "0.03", true))
            .starts_with("差额  0.01 万元，按公开数不成立；四舍五入可以解释（允许尾差 0.03 万元）")
    );
    // `within`: rounding is not what is asked.
    assert_eq!(
        told(Verdict::Violated, Evidence { within: true, ..sum(Comparison::Approx, "0.06", "0.05", true) }),
        "差额  0.06 万元，超过允许差 0.05 万元"
    );
    // The end of the interval is not included.
    assert!(
        told(Verdict::Violated, sum(Comparison::LessApprox, "0.01", "0.01", false))
            .starts_with("差额  0.01 万元，四舍五入造成的差额须小于 0.01 万元，不能解释")
    );
    assert_eq!(told(Verdict::Violated, sum(Comparison::Less, "0", "0", false)), "差额  0 万元，按公开数两者相等");
}

#[test]
fn amounts_in_two_units_are_shown_in_both() {
    let mut evidence = sum(Comparison::Approx, "0.0036", "0.005", true);
    evidence.left = side("amount", "1.18", "1.18", MONEY);
    evidence.right = side("sum(receptions.*)", "8904 + 2932", "11836", (Kind::Money, Some(MoneyUnit::Yuan)));
    if let (Some(left), Some(right)) = (&mut evidence.left, &mut evidence.right) {
        left.converted = Some(amount("11800", (Kind::Money, Some(MoneyUnit::Yuan))));
        right.converted = Some(amount("1.1836", MONEY));
    }
    let text = text(instance(Verdict::Rounding, evidence));
    assert!(text.contains("   计算  8904 + 2932 = 11836 元 = 1.1836 万元\n"), "{text}");
    assert!(text.contains("1.18 万元\n"), "{text}");
}

#[test]
fn a_number_of_the_rule_is_no_computation() {
    let mut evidence = sum(Comparison::Less, "1310.72", "0.005", false);
    evidence.right = side("100万元", "100万元", "100", MONEY);
    let text = text(instance(Verdict::Violated, evidence));
    assert!(text.contains("   公开  基本支出合计 1410.72 万元\n   对照  100 万元\n"), "{text}");
}

#[test]
fn percentages_have_ranges_and_points() {
    let range = Range {
        low: Some("0.005".to_owned()),
        low_included: true,
        high: Some("0.015".to_owned()),
        high_included: false,
        exact: true,
    };
    let computed = Range {
        low: Some("0.0028922347".to_owned()),
        low_included: false,
        high: None,
        high_included: false,
        exact: true,
    };
    let mut evidence = sum(Comparison::Approx, "0.0068", "0.0053", false);
    evidence.left = side("share_pct", "1410.72", "1410.72", PERCENT).map(|s| Side { range: Some(range), ..s });
    evidence.right =
        side("pct(a, b)", "1 ÷ 3 × 100%", "0.0032135534", PERCENT).map(|s| Side { range: Some(computed), ..s });
    evidence.difference = Some(amount("0.0068", PERCENT));
    evidence.slack = None;
    evidence.notes = vec![Note::Truncated, Note::Plugged];
    evidence.figures.push(FigureUse { span: None, ..figure("t.x", "", "空格") });
    let bindings = vec![Binding { name: "x".to_owned(), path: "sources.other".to_owned(), code: None }];
    let text = text(Instance { bindings, ..instance(Verdict::Violated, evidence) });
    for line in [
        "位置  第二部分 六、（sources.other）",
        "公开  基本支出合计 1410.72%",
        "计算  1 ÷ 3 × 100% ≈ 0.0032%",
        "区间  公开数可代表 0.005% 至 0.015%（不含上端）",
        "      计算结果可为 0.0028…% 以上，没有上限",
        "差额  0.0068 个百分点，四舍五入不能解释",
        "备注  去尾：",
        "      倒挤：",
        "      空白单元格按 0 计：空格",
    ] {
        assert!(text.contains(&format!("\n   {line}")), "{line}\n{text}");
    }
}

#[test]
fn what_was_not_judged_takes_one_line() {
    let reason = Some(msg!("eval-missing"));
    let missing = (1..=8).map(|n| format!("a{n}")).collect();
    let bindings = vec![Binding { name: "x".to_owned(), path: "rows[3]".to_owned(), code: None }];
    let missing = Instance {
        bindings,
        assertion: 2,
        ..instance(Verdict::Undetermined, Evidence { reason, missing, ..Evidence::default() })
    };
    let text = text(missing);
    assert!(
        text.contains("\n? 缺数    N-1（2） 合计＝人员＋公用（rows[3]）  缺少数据项：a1、a2、a3、a4、a5、a6 等 8 项\n"),
        "{text}"
    );
    assert!(!text.contains("均为疑点"));
    assert!(text.contains("   结果  未发现疑点；缺数 1\n"));
}

#[test]
fn quiet_is_one_line_a_finding() {
    let (report, sources) = report(instance(Verdict::Violated, sum(Comparison::Approx, "0.06", "0.015", false)));
    let text = drawn(&report, &sources, &options(Lang::En, true));
    assert_eq!(
        text.lines().next(),
        Some("a.yaml:2: error N-1 合计＝人员＋公用: 1410.72 ≠ 1410.66, difference 0.06 wan yuan")
    );
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn english_has_no_chinese_of_its_own() {
    for verdict in Verdict::ALL {
        let (mut report, sources) =
            report(instance(verdict, sum(Comparison::Approx, "0.06", "0.015", verdict != Verdict::Violated)));
        std::sync::Arc::make_mut(&mut report.rules[0]).title = Some("title".to_owned());
        std::sync::Arc::make_mut(&mut report.rules[0]).basis.clear();
        std::sync::Arc::make_mut(&mut report.rules[0]).formula_source = Some("form".to_owned());
        report.accounts[0].entity = None;
        for figure in report.accounts[0].instances[0].evidence.figures_mut() {
            (figure.label, figure.place) = (None, None);
        }
        for quiet in [false, true] {
            let text = drawn(&report, &sources, &options(Lang::En, quiet));
            assert!(!text.chars().any(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')), "{text}");
        }
    }
}

#[test]
fn an_account_cannot_steer_the_terminal_nor_break_the_json() {
    let evil = "\u{1b}[2J\u{202e}\"\n\\\u{0}\u{7f}";
    let mut evidence = sum(Comparison::Approx, "0.06", "0.015", false);
    for figure in &mut evidence.figures {
        (figure.path, figure.label, figure.place) = (evil.to_owned(), Some(evil.to_owned()), Some(evil.to_owned()));
    }
    evidence.missing = vec![evil.to_owned()];
    for verdict in Verdict::ALL {
        let bindings = vec![Binding { name: evil.to_owned(), path: evil.to_owned(), code: None }];
        let (mut report, sources) =
            report(Instance { bindings, message: Some(evil.to_owned()), ..instance(verdict, evidence.clone()) });
        let account = &mut report.accounts[0];
        (account.file, account.entity, account.stage) = (evil.to_owned(), Some(evil.to_owned()), Some(evil.to_owned()));
        for quiet in [false, true] {
            let text = drawn(&report, &sources, &options(Lang::Zh, quiet));
            assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{text:?}");
        }
        assert_eq!(json(&report, &sources)["findings"][0]["at"], evil);
    }
}

#[test]
fn json_has_every_key_and_amounts_as_text() {
    let (report, sources) = report(instance(Verdict::Violated, sum(Comparison::Approx, "0.06", "0.015", false)));
    let full = json(&report, &sources);
    assert_eq!(full["schema_version"], 1);
    assert_eq!(full["summary"]["violated"], 1);
    let finding = &full["findings"][0];
    assert_eq!(
        finding["difference"],
        serde_json::json!({"text": "0.06", "unit": "万元", "kind": "money", "short": "0.06"})
    );
    assert_eq!(finding["rule_place"], serde_json::json!({"file": "basic.gj", "line": 2, "column": 10}));
    assert_eq!(finding["basis"], serde_json::json!(["新条例 第五条"]));
    assert_eq!(finding["expression"], "total ≈ personnel + public");
    assert_eq!(
        (&finding["figures"][0]["line"], &finding["figures"][0]["end_column"]),
        (&Value::from(2), &Value::from(17))
    );

    let (report, sources) = self::report(instance(Verdict::NotApplicable, Evidence::default()));
    let empty = json(&report, &sources);
    let keys = |value: &Value| value.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>());
    assert_eq!(keys(&empty["findings"][0]), keys(finding));
    assert_eq!(empty["findings"][0]["left"], Value::Null);
    assert_eq!(empty["findings"][0]["figures"], serde_json::json!([]));
}

#[test]
fn the_page_of_a_rule_has_its_years_and_its_text() {
    let (report, sources) = report(instance(Verdict::Holds, Evidence::default()));
    let style = Style { color: false, width: 80, lang: Lang::Zh };
    assert_eq!(
        explain_rule(&report.rules[0], &sources, &style),
        "\
N-1 合计＝人员＋公用
   级别  逻辑性（须改正）
   类别  表内
   依据  旧办法 第一条（至 2019 年度）
         新条例 第五条（2020 年度起）
   公式  来源：决算表表式
   标签  基本支出
   所属  national
   位置  basic.gj:1

   │ rule N-1 \"合计＝人员＋公用\" {
   │   assert total ≈ personnel + public
   │ }
"
    );
}
