//! `-o docx`: letters read back by a reader that knows nothing of the tool, and templates made by another writer.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use docx_rs::{
    DocumentChild, Docx, Paragraph, ParagraphChild, Run, RunChild, Table, TableCell, TableCellContent, TableChild,
    TableRow, TableRowChild, read_docx,
};
use serde_json::Value;

use crate::support::{folder, gouji_in, path, write};

fn text_of(paragraph: &Paragraph) -> String {
    let of_run = |run: &Run| -> String {
        let text = |child: &RunChild| match child {
            RunChild::Text(text) => text.text.clone(),
            RunChild::Break(_) => "\n".to_owned(),
            _ => String::new(),
        };
        run.children.iter().map(text).collect()
    };
    let text = |child: &ParagraphChild| match child {
        ParagraphChild::Run(run) => of_run(run),
        _ => String::new(),
    };
    paragraph.children.iter().map(text).collect()
}

/// The paragraphs outside tables, and the rows of tables, cell by cell.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let document = read_docx(bytes).unwrap();
    let (mut paragraphs, mut rows) = (Vec::new(), Vec::new());
    for child in &document.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => paragraphs.push(text_of(paragraph)),
            DocumentChild::Table(table) => {
                for TableChild::TableRow(row) in &table.rows {
                    let cell = |TableRowChild::TableCell(cell): &TableRowChild| {
                        let text = |content: &TableCellContent| match content {
                            TableCellContent::Paragraph(paragraph) => text_of(paragraph),
                            _ => String::new(),
                        };
                        cell.children.iter().map(text).collect::<String>()
                    };
                    rows.push(row.cells.iter().map(cell).collect());
                }
            }
            _ => {}
        }
    }
    (paragraphs, rows)
}

fn letters(name: &str, arguments: &[&str]) -> (Vec<u8>, Value) {
    let folder = folder(name);
    let (docx, json) = (folder.join("letter.docx"), folder.join("result.json"));
    let (to_docx, to_json) = (format!("docx={}", docx.display()), format!("json={}", json.display()));
    let (code, _, problems) = gouji_in(&path("."), &[&["check", "-o", &to_docx, "-o", &to_json], arguments].concat());
    assert!(code == 0 || code == 1, "{code} {problems}");
    (fs::read(docx).unwrap(), serde_json::from_slice(&fs::read(json).unwrap()).unwrap())
}

/// A template by another writer.
fn template(folder: &Path, name: &str, docx: Docx) -> String {
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).unwrap();
    write(folder, name, bytes.into_inner());
    folder.join(name).display().to_string()
}

fn runs(texts: &[&str]) -> Paragraph {
    texts.iter().fold(Paragraph::new(), |paragraph, text| paragraph.add_run(Run::new().add_text(*text)))
}

fn row(texts: &[&str]) -> TableRow {
    TableRow::new(texts.iter().map(|text| TableCell::new().add_paragraph(runs(&[text]))).collect())
}

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

#[test]
fn every_finding_is_in_the_letter_with_its_figures() {
    let (bytes, document) = letters("docx-all", &["fixtures"]);
    let (paragraphs, rows) = read(&bytes);
    let mut findings = 0;
    for finding in document["findings"].as_array().unwrap() {
        if !["violated", "improbable"].contains(&finding["verdict"].as_str().unwrap()) {
            continue;
        }
        findings += 1;
        let title = format!("{} {}", finding["rule"].as_str().unwrap(), finding["title"].as_str().unwrap());
        let rule = finding["rule"].as_str().unwrap();
        assert!(paragraphs.iter().any(|p| p.contains(rule)), "{title}");
        for figure in finding["figures"].as_array().unwrap().iter().filter(|figure| figure["text"] != "") {
            let (name, text) =
                (figure["label"].as_str().or(figure["path"].as_str()).unwrap(), figure["text"].as_str().unwrap());
            assert!(rows.iter().any(|row| row[0] == name && row[1].starts_with(text)), "{title} {figure}");
        }
        for basis in finding["basis"].as_array().unwrap() {
            assert!(
                rows.iter().any(|row| row.len() == 2 && row[1].contains(basis.as_str().unwrap())),
                "{title} {basis}"
            );
        }
    }
    assert!(findings > 20, "{findings}");
    let titles = paragraphs.iter().filter(|p| *p == "审核意见").count();
    assert_eq!(titles, document["accounts"].as_array().unwrap().len());
}

#[test]
fn a_folder_gets_a_letter_for_each_unit() {
    let folder = folder("docx-each");
    let target = format!("docx={}/意见/", folder.display());
    let (code, _, problems) = gouji_in(&path("."), &["check", "-o", &target, "fixtures"]);
    assert_eq!(code, 1, "{problems}");
    let mut names: Vec<String> =
        fs::read_dir(folder.join("意见")).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 11, "{names:?}");
    assert_eq!(names[9], "010 攀枝花市社会保险事务中心 2023.docx");
    let (paragraphs, _) = read(&fs::read(folder.join("意见").join(&names[9])).unwrap());
    assert_eq!(paragraphs[1], "攀枝花市社会保险事务中心：");
    let (paragraphs, rows) = read(&fs::read(folder.join("意见").join(&names[10])).unwrap());
    assert!(paragraphs[2].ends_with("未发现疑点。"), "{paragraphs:?}");
    assert!(rows.is_empty());
}

#[test]
fn a_letter_of_ones_own_is_filled_however_word_has_cut_it() {
    let folder = folder("docx-own");
    let docx = Docx::new()
        .add_paragraph(runs(&["关于{", "{ enti", "ty }", "}", "的函 & <印>"]))
        .add_paragraph(runs(&["{%p for", " f in findings %}"]))
        .add_paragraph(runs(&["{{ f.rule }}：{{ f.basis | replace(“中华人民共和国”, ‘’) }}"]))
        .add_table(Table::new(vec![
            row(&["{%tr for x in f.figures %}", ""]),
            row(&["{{ x.name }}", "{{ x.text }}"]),
            row(&["{%tr endfor %}", ""]),
        ]))
        .add_paragraph(runs(&["{%p endfor %}"]))
        .add_paragraph(runs(&["完"]));
    let own = template(&folder, "own.docx", docx);
    let (bytes, _) = letters("docx-own-letter", &[SEED, "--letter", &own, "--select", "N-018"]);
    let (paragraphs, rows) = read(&bytes);
    assert_eq!(
        paragraphs,
        [
            "关于攀枝花市社会保险事务中心的函 & <印>",
            "N-018：预算法实施条例 第五条\n预算法 第七十五条\n公式来源：一般公共预算财政拨款基本支出决算表的表式",
            "完"
        ]
    );
    assert_eq!(rows, [["基本支出合计", "1410.72"], ["人员经费", "1291.13"], ["公用经费", "119.53"]]);
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_its_paragraph() {
    let folder = folder("docx-wrong");
    let mut told = String::new();
    let mut tell = |name: &str, file: String| {
        let (code, out, problems) =
            gouji_in(&path("."), &["check", SEED, "--letter", &file, "-o", "docx=/nowhere/x.docx"]);
        assert_eq!((code, out.as_str()), (2, ""), "{name} {problems}");
        told.push_str(&format!("── {name}\n{}", problems.replace(&folder.display().to_string(), "…")));
    };
    for (name, paragraph) in [
        ("unknown", runs(&["致{{ entiti }}"])),
        ("far", runs(&["致{{ 单位 }}"])),
        ("inner", runs(&["{% for f in findings %}{{ f.nothing }}{% endfor %}"])),
        ("open", runs(&["致{{ entity"])),
        ("alone", runs(&["一 {%p if findings %}"])),
        ("row", runs(&["{%tr if findings %}"])),
        ("grammar", runs(&["{% if %}"])),
        ("unclosed", runs(&["{% if findings %}"])),
        ("endless", runs(&["{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"])),
        ("include", runs(&["{% include 'x' %}"])),
    ] {
        tell(name, template(&folder, &format!("{name}.docx"), Docx::new().add_paragraph(paragraph)));
    }
    write(&folder, "words.docx", "not a document");
    tell("words", folder.join("words.docx").display().to_string());
    tell("absent", folder.join("absent.docx").display().to_string());
    insta::assert_snapshot!("letter_templates", told);
}

#[test]
fn a_bomb_is_no_letter() {
    let folder = folder("docx-bomb");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    writer.start_file("word/document.xml", options).unwrap();
    for _ in 0..65 {
        std::io::Write::write_all(&mut writer, &vec![b' '; 1 << 20]).unwrap();
    }
    write(&folder, "bomb.docx", writer.finish().unwrap().into_inner());
    let file = folder.join("bomb.docx").display().to_string();
    let (code, _, problems) = gouji_in(&path("."), &["check", SEED, "--letter", &file]);
    assert_eq!(code, 2);
    assert!(problems.contains("64 MB"), "{problems}");
}

#[test]
fn the_standard_letter_and_layout_are_written_once() {
    let folder = folder("docx-standard");
    let (code, ..) = gouji_in(&folder, &["template", "letter", "mine.docx"]);
    assert_eq!(code, 0);
    let standard = fs::read(folder.join("mine.docx")).unwrap();
    assert!(read(&standard).0.iter().any(|text| text == "{{ entity }}："));
    let (code, _, problems) = gouji_in(&folder, &["template", "letter", "mine.docx"]);
    assert_eq!(code, 2);
    assert!(problems.contains("mine.docx 已经存在"), "{problems}");
    let (code, layout, _) = gouji_in(&folder, &["template", "layout"]);
    assert_eq!(code, 0);
    write(&folder, "mine.yaml", layout);
    // What is written is what is used without it.
    let used = |extra: &[&str], name: &str| {
        let targets =
            [format!("docx={}/{name}.docx", folder.display()), format!("xlsx={}/{name}.xlsx", folder.display())];
        let arguments = [&["check", SEED, "-o", &targets[0], "-o", &targets[1]], extra].concat();
        assert_eq!(gouji_in(&path("."), &arguments).0, 1);
        ["docx", "xlsx"].map(|end| fs::read(folder.join(format!("{name}.{end}"))).unwrap())
    };
    let (letter, layout) =
        (folder.join("mine.docx").display().to_string(), folder.join("mine.yaml").display().to_string());
    assert!(used(&[], "a") == used(&["--letter", &letter, "--layout", &layout], "b"));
}

#[test]
fn a_letter_in_english_and_one_that_is_not_for_everybody() {
    let folder = folder("docx-closed");
    let account = fs::read_to_string(path(SEED)).unwrap();
    write(&folder, "a.yaml", format!("classification: 内部\n{account}"));
    let account = folder.join("a.yaml").display().to_string();
    let target = format!("docx={}/a.docx", folder.display());
    let (code, _, problems) = gouji_in(&path("."), &["check", &account, "-o", &target]);
    assert_eq!(code, 2, "{problems}");
    let (code, ..) =
        gouji_in(&path("."), &["check", &account, "-o", &target, "--with-closed", "--lang", "en", "--redact-amounts"]);
    assert_eq!(code, 1);
    let (paragraphs, rows) = read(&fs::read(folder.join("a.docx")).unwrap());
    assert!(paragraphs[0].contains("内部"), "{}", paragraphs[0]);
    assert_eq!(paragraphs[1], "Audit opinion");
    assert!(rows.iter().any(|row| row[0] == "人员经费" && row[1].starts_with("***")), "{rows:?}");
    assert!(paragraphs.iter().any(|text| text.contains("***")), "{paragraphs:?}");
}
