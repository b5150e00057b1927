//! 上年对比 in HTML and XLSX: figures of two years, from the account itself or from that of the year before.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::{folder, gouji_in, path, write};

/// The rows of the table in the workbook: name, this year, the year before, change, rate, source.
fn rows(name: &str, arguments: &[&str]) -> Vec<String> {
    let file = folder(&format!("{name}-paper")).join("years.xlsx");
    let target = format!("xlsx={}", file.display());
    let (code, _, problems) = gouji_in(&path("."), &[&["check", "-o", &target], arguments].concat());
    assert!(code < 2 || code == 4, "{code} {problems}");
    let mut workbook: Xlsx<_> = open_workbook(file).unwrap();
    let sheet = workbook.worksheet_range("上年对比").unwrap();
    let shown = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::String(text) => text.clone(),
        _ => String::new(),
    };
    sheet.rows().skip(3).map(|row| [2, 4, 5, 6, 7, 8].map(|column| shown(&row[column])).join(" | ")).collect()
}

const NOW: &str = "entity: {name: 甲局}\nyear: 2023\nunit: 万元
expenditure: {total: 120.00, kinds: {basic: {amount: 90.00}, project: {amount: 30.00}, business: {amount: 5.00}}}
three_public: {total: 2.35, change: 0.19, reception: {amount: 1.18, prior: 0.54, change: 0.63}, abroad: {amount: 0, change: 0}}
next_budget: {total: 9, change: 5}
general_budget:
  items:
    - {code: \"2080101\", item: 行政运行, amount: 60.00}
    - {code: \"2101101\", item: 行政单位医疗, amount: 7.00}\n";
const BEFORE: &str = "entity: {name: 甲局}\nyear: 2022\nunit: 元
expenditure: {total: 1000000.00, kinds: {basic: {amount: 0}, project: {amount: 300000.00}}}
general_budget:
  items:
    - {code: \"2101101\", item: 行政单位医疗, amount: 35000.00}\n";

#[test]
fn the_year_before_comes_from_the_account_or_from_that_of_the_year() {
    let folder = folder("years-two");
    write(&folder, "now.yaml", NOW);
    let now = folder.join("now.yaml").display().to_string();
    insta::assert_snapshot!(rows("years-two", &[&now, "--change-over", "0"]).join("\n"), @"
    三公经费合计 | 2.35 | 2.16 | 0.19 | 8.7962962963 | 本年数减所列增减额
    公务接待费 | 1.18 | 0.54 | 0.64 | 118.5185185185 | 本决算所列上年数
    因公出国（境）费 | 0 | 0 | 0 | — | 本年数减所列增减额
    ");
    write(&folder, "before.yaml", BEFORE);
    let before = folder.join("before.yaml").display().to_string();
    let told = rows("years-two", &[&now, &before, "--change-over", "12.5%"]).join("\n");
    insta::assert_snapshot!(told.replace(&before, "before.yaml"), @"
    本年支出合计 | 120 | 100 | 20 | 20 | 上年决算 before.yaml
    基本支出 | 90 | 0 | 90 | — | 上年决算 before.yaml
    公务接待费 | 1.18 | 0.54 | 0.64 | 118.5185185185 | 本决算所列上年数
    行政单位医疗 | 7 | 3.5 | 3.5 | 100 | 上年决算 before.yaml
    ");
}

#[test]
fn two_accounts_of_one_year_say_nothing_of_it() {
    let folder = folder("years-twice");
    write(&folder, "now.yaml", NOW);
    write(&folder, "a.yaml", BEFORE.replace("甲局", "乙局"));
    write(&folder, "b.yaml", BEFORE.replace("year: 2022", "year: 2021"));
    let all = folder.display().to_string();
    assert_eq!(rows("years-twice", &[&all]).len(), 1);
}

#[test]
fn the_page_has_the_table_with_links_to_its_figures() {
    let folder = folder("years-html");
    let target = format!("html={}/a.html", folder.display());
    let seed = "fixtures/sichuan-panzhihua-2023.yaml";
    assert_eq!(gouji_in(&path("."), &["check", seed, "-o", &target]).0, 1);
    let page = fs::read_to_string(folder.join("a.html")).unwrap();
    let table = page.split("<h3>上年对比</h3>").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(table.contains("有上年数的 8 项，其中增减率达到 30% 的 1 项。"), "{table}");
    let link = table.split("<td><a href=\"#").nth(1).unwrap().split('"').next().unwrap();
    assert!(page.contains(&format!(" id=\"{link}\"")), "{link}");
    assert!(table.contains("<td>0.54</td><td>+0.64</td><td>+118.52%</td>"), "{table}");
    // Without amounts there is nothing to compare.
    assert_eq!(gouji_in(&path("."), &["check", seed, "-o", &target, "--redact-amounts"]).0, 1);
    assert!(!fs::read_to_string(folder.join("a.html")).unwrap().contains("<h3>上年对比</h3>"));
}

#[test]
fn a_threshold_is_a_percentage() {
    for wrong in ["-5", "x", "5万元", ""] {
        let (code, _, problems) = gouji_in(&path("."), &["check", &format!("--change-over={wrong}")]);
        assert_eq!(code, 2);
        assert!(problems.contains("应为百分数"), "{problems}");
    }
}
