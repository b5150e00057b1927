//! `-o xlsx` read back by a reader that knows nothing of the tool. `tests/xlsx/check.sh` works it out anew as well.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;

use crate::support::{folder, gouji_in, path, write};

/// A workbook of some accounts, and the JSON of the same run.
fn paper(name: &str, arguments: &[&str]) -> (Xlsx<std::io::BufReader<fs::File>>, Value) {
    let folder = folder(name);
    let (xlsx, json) = (folder.join("paper.xlsx"), folder.join("result.json"));
    let (to_xlsx, to_json) = (format!("xlsx={}", xlsx.display()), format!("json={}", json.display()));
    let (code, _, problems) = gouji_in(&path("."), &[&["check", "-o", &to_xlsx, "-o", &to_json], arguments].concat());
    assert!(code == 0 || code == 1, "{code} {problems}");
    (open_workbook(xlsx).unwrap(), serde_json::from_slice(&fs::read(json).unwrap()).unwrap())
}

/// A cell as a decimal text.
fn shown(cell: Option<&Data>, decimals: usize) -> String {
    match cell {
        Some(Data::Float(number)) => format!("{number:.decimals$}"),
        Some(Data::Int(number)) => format!("{number:.decimals$}"),
        Some(Data::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The rows of a sheet by the text of a column.
fn rows(sheet: &Range<Data>, column: u32) -> HashMap<String, Vec<u32>> {
    let mut rows: HashMap<String, Vec<u32>> = HashMap::new();
    for row in 0..=sheet.end().unwrap().0 {
        if let Some(Data::String(text)) = sheet.get_value((row, column)) {
            rows.entry(text.clone()).or_default().push(row);
        }
    }
    rows
}

#[test]
fn every_amount_is_a_number_with_its_digits() {
    let (mut workbook, document) = paper("xlsx-amounts", &["fixtures"]);
    let names = workbook.sheet_names();
    let mut amounts = 0;
    for (account, name) in document["accounts"].as_array().unwrap().iter().zip(&names[3..]) {
        let sheet = workbook.worksheet_range(name).unwrap();
        let by_path = rows(&sheet, 1);
        for row in account["tables"].as_array().unwrap().iter().flat_map(|t| t["rows"].as_array().unwrap()) {
            let at = &by_path[row["path"].as_str().unwrap()];
            for figure in row["figures"].as_array().unwrap().iter().filter(|f| f["content"] == "number") {
                let text = figure["text"].as_str().unwrap();
                let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
                let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
                let columns = 2..=sheet.end().unwrap().1;
                let found = at
                    .iter()
                    .flat_map(|&r| columns.clone().map(move |c| (r, c)))
                    .any(|place| shown(sheet.get_value(place), decimals) == digits);
                assert!(found, "{name} {figure}");
                amounts += 1;
            }
        }
    }
    assert!(amounts > 1000, "{amounts}");
}

#[test]
fn every_side_is_a_formula_with_the_value_of_the_result() {
    let (mut workbook, document) = paper("xlsx-formulas", &["fixtures", "--show", "rounding"]);
    let names = workbook.sheet_names();
    let listed = ["violated", "improbable", "undefined", "waived", "rounding"];
    let mut counted = 0;
    for (number, name) in (0..document["accounts"].as_array().unwrap().len()).zip(&names[3..]) {
        let (values, formulas) = (workbook.worksheet_range(name).unwrap(), workbook.worksheet_formula(name).unwrap());
        let mut results: Vec<String> = Vec::new();
        for (row, column, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let (top, left) = formulas.start().unwrap();
            let place = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            assert_eq!(place.1, 2, "{formula}");
            results.push(shown(values.get_value(place), 10));
        }
        let of_account = |f: &&Value| f["account_number"] == number && listed.contains(&f["verdict"].as_str().unwrap());
        let mut wanted: Vec<String> = Vec::new();
        for finding in document["findings"].as_array().unwrap().iter().filter(of_account) {
            let sides = [&finding["left"], &finding["right"]].into_iter().filter(|side| side["terms"].is_object());
            let told = sides.map(|side| &side["value"]).chain([&finding["difference"]]);
            for amount in told.filter(|amount| amount.is_object()) {
                let text = amount["text"].as_str().unwrap();
                let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
                let filler = if decimals == 0 { ".0000000000" } else { &"0000000000"[decimals..] };
                wanted.push(format!("{text}{filler}"));
            }
        }
        results.sort();
        wanted.sort();
        assert_eq!(results, wanted, "{name}");
        counted += results.len();
    }
    assert!(counted > 100, "{counted}");
}

/// An account whose words mean harm.
fn hostile(folder: &Path, name: &str) {
    let entity = "=cmd|'/c calc'!A1[x]:*?/\\\\".to_owned() + &"长".repeat(60) + name;
    let account = format!(
        "entity: {{name: \"{entity}\\u001b\\u0001\"}}\nyear: 2023\nunit: 万元\n\
         general_budget_expenditure:\n  total: 9007199254740993.01\n  categories:\n    - {{name: \"+1+1\", amount: 1.10}}\n    - {{name: \"@SUM(A1)\", amount: —}}\n"
    );
    write(folder, name, account);
}

#[test]
fn hostile_words_stay_words() {
    let folder = folder("xlsx-hostile");
    hostile(&folder, "a.yaml");
    hostile(&folder, "b.yaml");
    write(&folder, "r.gj", "rule A-1 \"=1+1\" {\n  assert general_budget_expenditure.total == 1\n}\n");
    let all = folder.to_str().unwrap().to_owned();
    let (mut workbook, _) = paper("xlsx-hostile-out", &[&all, "--rules", folder.join("r.gj").to_str().unwrap()]);
    let names = workbook.sheet_names();
    let accounts: Vec<&String> = names.iter().filter(|name| name.starts_with("00")).collect();
    assert_eq!(accounts.len(), 2, "{names:?}");
    for name in &accounts {
        assert!(name.chars().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
        let sheet = workbook.worksheet_range(name).unwrap();
        let texts: Vec<String> = sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        assert!(texts.iter().any(|text| text == "9007199254740993.01"), "{texts:?}");
        assert!(texts.iter().any(|text| text == "+1+1"));
        assert!(texts.iter().all(|text| !text.contains(['\u{1b}', '\u{1}'])));
        // More digits than a cell keeps: the side is told in words.
        assert!(texts.iter().any(|text| text.contains("未写成公式")), "{texts:?}");
        for (_, _, formula) in workbook.worksheet_formula(name).unwrap().used_cells() {
            assert!(!formula.contains("cmd") && !formula.contains("1+1"), "{formula}");
        }
    }
}

#[test]
fn the_same_result_gives_the_same_bytes() {
    let folder = folder("xlsx-same");
    let account = "fixtures/sichuan-panzhihua-2023.yaml";
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (kept, first, second) = (file("kept.json"), file("first.xlsx"), file("second.xlsx"));
    let (json, xlsx, again) = (format!("json={kept}"), format!("xlsx={first}"), format!("xlsx={second}"));
    gouji_in(&path("."), &["check", account, "-o", &json, "-o", &xlsx]);
    assert_eq!(gouji_in(&path("."), &["report", &kept, "-o", &again]).0, 1);
    assert_eq!(fs::read(first).unwrap(), fs::read(second).unwrap());
}

#[test]
fn it_needs_a_file_and_a_layout_that_fits() {
    let folder = folder("xlsx-refused");
    let account = path("fixtures/sichuan-panzhihua-2023.yaml");
    let account = account.to_str().unwrap();
    let (code, out, said) = gouji_in(&folder, &["check", account, "-o", "xlsx"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("-o xlsx="), "{said}");
    let standard = crate::support::text("src/report/xlsx/layout.zh.yaml");
    write(&folder, "mine.yaml", standard.replace("title: 审计取证单", "title: 取证记录"));
    write(&folder, "wide.yaml", standard.replace("width: 48", "width: 480").replace("most: 30", "most: 3000"));
    write(&folder, "wrong.yaml", standard.replace("field: summary, width", "field: sumary, width"));
    let run = |layout: &str| gouji_in(&folder, &["check", account, "-o", "xlsx=out.xlsx", "--layout", layout]);
    let (code, _, said) = run("wide.yaml");
    assert_eq!(code, 2);
    assert!(said.contains("480") && said.contains("3000") && said.contains("wide.yaml:"), "{said}");
    let (code, _, said) = run("wrong.yaml");
    assert_eq!(code, 2);
    assert!(said.contains("sumary") && said.contains("wrong.yaml:36:"), "{said}");
    // Every mistake in one run, but not what is missing because of another.
    let many = standard
        .replace("field: summary, width", "field: sumary, width")
        .replace("  size: 10", "  size: 十")
        .replace("most: 30", "mots: 30");
    write(&folder, "many.yaml", many);
    let (code, _, said) = run("many.yaml");
    assert_eq!(code, 2);
    assert_eq!(said.matches("[layout::file]").count(), 3, "{said}");
    assert!(said.contains("sumary") && said.contains("size") && said.contains("mots"), "{said}");
    assert!(!folder.join("out.xlsx").exists());
    assert_ne!(run("mine.yaml").0, 2);
    let mut workbook: Xlsx<_> = open_workbook(folder.join("out.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("取证单1").unwrap();
    assert_eq!(sheet.get_value((0, 0)).unwrap().to_string(), "取证记录");
}

#[test]
fn what_is_hidden_stands_on_no_sheet() {
    let seed = "fixtures/sichuan-panzhihua-2023.yaml";
    let (_, document) = paper("xlsx-whole", &[seed]);
    let entity = document["accounts"][0]["entity"].as_str().unwrap();
    let tables = document["accounts"][0]["tables"].as_array().unwrap();
    let figures =
        tables.iter().flat_map(|t| t["rows"].as_array().unwrap()).flat_map(|r| r["figures"].as_array().unwrap());
    let printed = figures.filter(|f| f["content"] == "number").map(|f| f["text"].as_str().unwrap());
    let amounts: Vec<&str> = printed.filter(|text| text.contains('.') && text.len() >= 6).collect();
    assert!(amounts.len() > 20, "{}", amounts.len());
    let (mut workbook, _) = paper("xlsx-hidden", &[seed, "--redact-amounts", "--redact-names"]);
    let mut hidden = 0;
    for name in workbook.sheet_names() {
        assert!(!name.contains(entity), "{name}");
        let sheet = workbook.worksheet_range(&name).unwrap();
        for (_, _, cell) in sheet.used_cells() {
            let text = cell.to_string();
            hidden += usize::from(text == "***");
            assert!(!text.contains(entity), "{name}: {text}");
            assert!(amounts.iter().all(|amount| !text.contains(amount)), "{name}: {text}");
        }
    }
    assert!(hidden >= amounts.len(), "{hidden}");
    // The cover says what is missing, and what made it all the same.
    let cover = workbook.worksheet_range(&workbook.sheet_names()[0]).unwrap();
    let said: Vec<String> = cover.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for words in ["金额已隐去", "名称已隐去", "本报告由 gouji"] {
        assert!(said.iter().any(|text| text.contains(words)), "{words} {said:?}");
    }
}

#[test]
fn a_figure_of_the_year_before_is_a_cell_of_its_own_sheet() {
    let folder = folder("xlsx-prior");
    write(&folder, "a.yaml", "entity: {name: 甲局}\nyear: 2022\nunit: 万元\nexpenditure: {total: 10.00}\n");
    write(
        &folder,
        "b.yaml",
        "entity: {name: 甲局}\nyear: 2023\nunit: 万元\nexpenditure: {total: 12.00, change: 1.00}\n",
    );
    let rule = "rule X-1 \"增减额\" { assert expenditure.change == expenditure.total - prior.expenditure.total }\n";
    write(&folder, "r.gj", rule);
    let file = |name: &str| folder.join(name).display().to_string();
    let (mut workbook, _) = paper("xlsx-prior-paper", &["--rules", &file("r.gj"), &file("a.yaml"), &file("b.yaml")]);
    let formulas = workbook.worksheet_formula("002 甲局 2023").unwrap();
    let across = formulas.used_cells().filter(|(_, _, formula)| formula.contains("'001 甲局 2022'!")).count();
    assert!(across > 0, "{:?}", formulas.used_cells().collect::<Vec<_>>());
}

#[test]
fn the_layout_is_of_the_language_and_the_same_in_both() {
    let folder = folder("xlsx-lang");
    let account = path("fixtures/sichuan-panzhihua-2023.yaml").display().to_string();
    let sheets = |lang: &str| {
        let target = format!("xlsx={}", folder.join(format!("{lang}.xlsx")).display());
        gouji_in(&folder, &["check", &account, "-o", &target, "--lang", lang]);
        open_workbook::<Xlsx<_>, _>(folder.join(format!("{lang}.xlsx"))).unwrap().sheet_names()
    };
    let (zh, en) = (sheets("zh"), sheets("en"));
    assert_eq!((zh[0].as_str(), en[0].as_str()), ("封面", "Cover"));
    assert_eq!(zh.len(), en.len());
    let standard = |lang: &str| {
        let (code, text, _) = gouji_in(&folder, &["template", "layout", "--lang", lang]);
        assert_eq!(code, 0);
        text
    };
    assert!(standard("en").is_ascii());
    // Everything but words and looks.
    let bones = |text: &str| -> Vec<String> {
        let parts = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split([',', '{', '}']));
        let worded = |part: &str| {
            ["label:", "title:", "text:", "sheet:", "- name:", "name:"].iter().any(|w| part.starts_with(w))
        };
        parts.map(str::trim).filter(|part| !part.is_empty() && !worded(part)).map(str::to_owned).collect()
    };
    assert_eq!(bones(&standard("zh")), bones(&standard("en")));
}
