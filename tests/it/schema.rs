//! `gouji schema`: real files pass their schemas, broken ones do not, by a validator that knows nothing of the tool.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use gouji::{Engine, FileKind};
use serde_json::Value;

use crate::support::{Validator, expected_accounts, gouji, path, stdout, text};

/// A schema ready to judge files.
struct Judge(Validator);

impl Judge {
    /// The schema of a kind of file.
    fn of(kind: FileKind, pack: Option<&str>) -> Self {
        let mut engine = Engine::new();
        pack.into_iter().for_each(|pack| engine.use_pack(pack));
        Self(Validator::of(serde_json::from_str(&engine.schema(kind).unwrap()).unwrap()))
    }

    /// What is wrong with a YAML text; nothing when it passes.
    fn faults(&self, yaml: &str) -> Option<String> {
        let instance: Value = serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{yaml}: {e}"));
        self.0.fault(&instance)
    }

    fn accepts(&self, yaml: &str) {
        assert_eq!(self.faults(yaml), None, "{yaml}");
    }

    /// The text is refused, and the fault lies at a place in it.
    fn refuses(&self, yaml: &str, place: &str) {
        let faults = self.faults(yaml).unwrap_or_else(|| panic!("accepted: {yaml}"));
        assert!(faults.contains(&format!("at '{place}'")), "{yaml}: the fault is not at {place}: {faults}");
    }
}

#[test]
fn every_account_passes() {
    for pack in [None, Some("sichuan")] {
        let judge = Judge::of(FileKind::Account, pack);
        for account in expected_accounts() {
            assert_eq!(judge.faults(&text(&format!("fixtures/{account}.yaml"))), None, "{account}");
        }
    }
}

#[test]
fn every_file_of_the_packs_passes() {
    let mut count = 0;
    for (file, kind) in
        [("pack.yaml", FileKind::Pack), ("figures.yaml", FileKind::Figures), ("codes.yaml", FileKind::Codes)]
    {
        let judge = Judge::of(kind, None);
        for pack in fs::read_dir(path("rules")).unwrap() {
            let file = pack.unwrap().path().join(file);
            let Ok(yaml) = fs::read_to_string(&file) else { continue };
            count += 1;
            assert_eq!(judge.faults(&yaml), None, "{}", file.display());
        }
    }
    assert!(count >= 5, "{count} files");
}

#[test]
fn every_case_file_passes() {
    let mut count = 0;
    let mut packs: Vec<(PathBuf, String)> = fs::read_dir(path("rules"))
        .unwrap()
        .map(|pack| pack.unwrap().path())
        .map(|pack| (pack.join("cases"), pack.file_name().unwrap().to_string_lossy().into_owned()))
        .collect();
    packs.push((path("tests/cases/small/cases"), "national".to_owned()));
    packs.push((path("tests/cases/failing/cases"), "national".to_owned()));
    for (folder, pack) in packs {
        let judge = Judge::of(FileKind::Cases, Some(&pack));
        for file in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let file = file.unwrap().path();
            count += 1;
            assert_eq!(judge.faults(&fs::read_to_string(&file).unwrap()), None, "{}", file.display());
        }
    }
    assert!(count >= 40, "{count} files");
    let (_, example) =
        text("docs/cases.md").split_once("```yaml\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    Judge::of(FileKind::Cases, None).accepts(example.split_once("```").unwrap().0);
}

#[test]
fn a_broken_case_file_is_refused() {
    let judge = Judge::of(FileKind::Cases, None);
    judge.accepts("{title: 甲, account: {year: 2023}, with: {year: 2022}, expect: {holds: N-018}, only: 否}");
    judge
        .accepts("{title: 甲, cases: [{title: 乙, account: {}, drop: a.b, set: {a: {b: 1}}, expect: {}, only: true}]}");
    let head = "title: 甲\naccount: {three_public: {total: 1.00}}\n";
    for (rest, place) in [
        ("", ""),
        ("expact: {相符: [N-018]}", ""),
        ("expect: {不对: [N-018]}", "/expect"),
        ("expect: [N-018]", "/expect"),
        ("expect: {相符: [1]}", "/expect/相符/0"),
        ("expect: {相符: [{rule: N-018, asert: 1}]}", "/expect/相符/0"),
        ("expect: {相符: [{assert: 1}]}", "/expect/相符/0"),
        ("expect: {相符: [{rule: N-018, assert: 1.5}]}", "/expect/相符/0/assert"),
        ("expect: {相符: [{rule: N-018, difference: 1万元}]}", "/expect/相符/0/difference"),
        ("expect: {相符: [N-018]}\nonly: maybe", "/only"),
        ("expect: {相符: [N-018]}\nwith: [{yaer: 2022}]", "/with/0/yaer"),
        ("cases: [{expect: {相符: [N-018]}}]", "/cases/0"),
        ("cases: [{title: 乙}]", "/cases/0"),
        ("cases: [{tittle: 乙, title: 丙, expect: {}}]", "/cases/0"),
        ("cases: [{title: 乙, expect: {}, set: [a.b]}]", "/cases/0/set"),
        ("cases: [{title: 乙, expect: {}, drop: [1]}]", "/cases/0/drop/0"),
        ("cases: [{title: 乙, expect: {}, account: {unit: 千元}}]", "/cases/0/account/unit"),
    ] {
        judge.refuses(&format!("{head}{rest}"), place);
    }
    judge.refuses("{title: 甲, account: {three_public: {total: 无}}, expect: {}}", "/account/three_public/total");
    judge.refuses("{account: {}, expect: {}}", "");
    assert!(judge.faults(&text("tests/cases/malformed/cases/first.yaml")).is_some());
}

#[test]
fn an_account_may_hold_what_the_tool_reads() {
    let judge = Judge::of(FileKind::Account, None);
    for cell in [
        "145.20",
        "0",
        "-27.77",
        "1584元",
        "0.16万元",
        "-1亿元",
        "--",
        "—",
        "－－",
        "不可比",
        "--（基数为0，不可比）",
        "不可比(上年为0)",
        "涉密",
        "涉密（不予公开）",
        "null",
        "~",
        "",
    ] {
        judge.accepts(&format!("three_public: {{total: {cell}}}"));
        judge.accepts(&format!("三公: {{合计: {cell}}}"));
    }
    for whole in [
        "three_public: {change_pct: 8.8%, abroad: {groups: 1团组, persons: 66人次, share_pct: 0.5个百分点}}",
        "{year: 2023, unit: 万元, rounding: {money: 0.01, pct: 1, mode: half_up}, stage: 批复, source: {url: x}, entity: 某局}",
        "{year: 2023年, unit: null, entity: {name: 某局, code: 101, province: 四川, level: 市级, kind: 行政, parent: 某厅, 备注: x}}",
        // Keys that no dictionary knows.
        "{month: 1, yearly: 2, unitary: 3, UNIT: 4, 年: 5}",
        "{自定的甲: 1.00, 自定的组: {x: 无, y: [1, 2]}, three_public: {备注: 一段文字, more: [1]}}",
        // Keyed children, rows, and groups with a unit and rounding of their own.
        "income: {unit: 元, rounding: {mode: 去尾}, sources: {任意来源: {amount: 1}, other: {决算数: 2, 占比: 3}, unit: 元}}",
        "tables: {t3_expenditure: {rows: [{code: \"208\", name: 甲, total: 1}, {科目编码: 208, basic: null}]}}",
        "tables: {t1_overview: {expenditure: {\"208\": 1.00, 210: 3万元}}}",
        "general_budget: null",
    ] {
        judge.accepts(whole);
    }
}

#[test]
fn a_broken_account_is_refused() {
    let judge = Judge::of(FileKind::Account, None);
    for (yaml, place) in [
        // A slip of a header's key would go unread.
        ("yaer: 2023", "/yaer"),
        ("years: 2023", "/years"),
        ("yar: 2023", "/yar"),
        ("ear: 2023", "/ear"),
        ("yeear: 2023", "/yeear"),
        ("yeer: 2023", "/yeer"),
        ("Year: 2023", "/Year"),
        ("units: 万元", "/units"),
        ("entitty: {name: 某局}", "/entitty"),
        ("ronding: {money: 0.01}", "/ronding"),
        ("stag: 批复", "/stag"),
        ("entity: {provinec: 四川}", "/entity/provinec"),
        ("entity: [某局]", "/entity"),
        ("unit: 千元", "/unit"),
        ("year: 202", "/year"),
        ("year: \"2023\"", "/year"),
        ("rounding: {monye: 0.01}", "/rounding"),
        ("rounding: {mode: 四舍六入}", "/rounding/mode"),
        ("rounding: {money: -0.01}", "/rounding/money"),
        // A figure is a number, and a group is none.
        ("three_public: {total: [2.35]}", "/three_public/total"),
        ("three_public: {total: {amount: 2.35}}", "/three_public/total"),
        ("three_public: {total: 无}", "/three_public/total"),
        ("three_public: {total: \"2.35\"}", "/three_public/total"),
        ("three_public:\n  total: 1,234.50万元\n", "/three_public/total"),
        ("three_public: {change_pct: 3万元}", "/three_public/change_pct"),
        ("three_public: {abroad: {groups: 5%}}", "/three_public/abroad/groups"),
        ("three_public: 2.35", "/three_public"),
        ("three_public: [2.35]", "/three_public"),
        ("三公: {公务接待费: {国内接待: {人次: 很多}}}", "/三公/公务接待费/国内接待/人次"),
        ("income: {sources: {任意来源: {amount: 无}}}", "/income/sources/任意来源/amount"),
        ("tables: {t3_expenditure: {rows: [{code: \"208\", total: [1]}]}}", "/tables/t3_expenditure/rows/0/total"),
        ("tables: {t1_overview: {expenditure: {\"208\": 无}}}", "/tables/t1_overview/expenditure/208"),
        ("[1]", ""),
    ] {
        judge.refuses(yaml, place);
    }
}

#[test]
fn broken_files_of_a_pack_are_refused() {
    let judge = Judge::of(FileKind::Figures, None);
    judge.accepts("figures: {a.b: {kind: money, unit: 元, parts: null, aliases: [甲], has: []}}");
    for (yaml, place) in [
        ("figures: {a.b: {kind: 金额}}", "/figures/a.b/kind"),
        ("figures: {a.b: {alias: [甲]}}", "/figures/a.b"),
        ("figures: {a.b: {aliases: 甲}}", "/figures/a.b/aliases"),
        ("figures: {a.b: {caliber: 全部}}", "/figures/a.b/caliber"),
        ("figures: {a.b: {blank: 0}}", "/figures/a.b/blank"),
        ("figures: [a.b]", "/figures"),
        ("figure: {a.b: {kind: money}}", ""),
        ("fields: {amount: {kind: moeny}}", "/fields/amount/kind"),
    ] {
        judge.refuses(yaml, place);
    }
    let judge = Judge::of(FileKind::Pack, None);
    judge.accepts("{name: x, version: 0.1.0, title: y}");
    for (yaml, place) in [
        ("{name: x, version: 0.1.0, title: y, parents: []}", ""),
        ("{name: x, title: y}", ""),
        ("{name: x, version: 1, title: y}", "/version"),
        ("{name: x, version: one, title: y}", "/version"),
        ("{name: x, version: 0.1.0, title: y, applies: {years: {since: 2020}}}", "/applies/years"),
        ("{name: x, version: 0.1.0, title: y, extends: [national]}", "/extends/0"),
        ("{name: x, version: 0.1.0, title: y, extends: [{pack: national}]}", "/extends/0"),
    ] {
        judge.refuses(yaml, place);
    }
    let judge = Judge::of(FileKind::Codes, None);
    judge.accepts("functional: {\"213\": [{name: 农林水支出, from: 2018, until: null}]}");
    for (yaml, place) in [
        ("functional: {\"2131\": [{name: 甲}]}", ""),
        ("functional: {\"301\": [{name: 甲}]}", ""),
        ("economic: {\"3010101\": [{name: 甲}]}", ""),
        ("functional: {\"213\": {name: 甲}}", "/functional/213"),
        ("functional: {\"213\": [{from: 2018}]}", "/functional/213/0"),
        ("functional: {\"213\": [{name: 甲, form: 2018}]}", "/functional/213/0"),
        ("functional: {\"213\": [{name: 甲, from: 20180}]}", "/functional/213/0/from"),
        ("functional: {\"213\": [{name: 甲, confidence: sure}]}", "/functional/213/0/confidence"),
        ("income: {}", ""),
    ] {
        judge.refuses(yaml, place);
    }
}

/// The definition at the end of a way of names, following references.
fn at<'s>(schema: &'s Value, way: &[&str]) -> &'s Value {
    let follow = |mut here: &'s Value| {
        while let Some(reference) = here["$ref"].as_str() {
            here = &schema["definitions"][reference.strip_prefix("#/definitions/").unwrap()];
        }
        here
    };
    way.iter().fold(schema, |here, name| {
        let next = if *name == "*" { &here["additionalProperties"] } else { &here["properties"][*name] };
        follow(next)
    })
}

#[test]
fn the_schema_of_an_account_has_every_figure_under_each_of_its_names() {
    let mut engine = Engine::new();
    let schema: Value = serde_json::from_str(&engine.schema(FileKind::Account).unwrap()).unwrap();
    let figures = engine.figures("national").unwrap();
    let mut count = 0;
    for figure in &figures {
        let segments: Vec<&str> = figure.path.split('.').collect();
        let (own, groups) = segments.split_last().unwrap();
        let mut names = vec![*own];
        // The header is read under its own keys alone.
        if *own != "*" && !["year", "stage", "entity"].contains(&figure.path.as_str()) {
            names.extend(figure.label.as_deref().into_iter().chain(figure.aliases.iter().map(String::as_str)));
        }
        for name in names {
            let found = at(&schema, &[groups, &[name]].concat());
            if figure.path != "entity" {
                assert_eq!(found["title"].as_str(), figure.label.as_deref(), "{} as {name}", figure.path);
            }
            count += 1;
        }
    }
    assert!(count > 900, "{count} names");
}

#[test]
fn files_beside_the_accounts_pass_or_are_refused() {
    let document = text("docs/waivers.md");
    let example = |sort: &str| {
        let (_, rest) = document.split_once(&format!("```yaml {sort}\n")).unwrap();
        rest.split_once("```").unwrap().0
    };
    let judge = Judge::of(FileKind::Waivers, None);
    judge.accepts(example("waivers"));
    judge.accepts("[]");
    // As `gouji waive` writes it.
    judge.accepts("- {rule: N-018, at: \"\", figures: {a: 1.00, b: \"\"}, kind: , reason: , owner: , decision: , expires: , evidence: []}");
    judge.accepts("- {rule: N-018, at: x, kind: policy, decision: {result: returned, by: 张三, date: 2024-08-30}}");
    judge.refuses("- {rule: N-018, entitty: 某局}", "/0");
    judge.refuses("- {entity: 某局}", "/0");
    judge.refuses("- {rule: N-018, year: 二〇二三}", "/0/year");
    judge.refuses("- {rule: N-018, kind: 口径}", "/0/kind");
    judge.refuses("- {rule: N-018, expires: 明天}", "/0/expires");
    judge.refuses("- {rule: N-018, decision: {result: 同意, by: 张三, date: 2024-08-30}}", "/0/decision/result");
    judge.refuses("- {rule: N-018, decision: {result: 采信}}", "/0/decision");
    judge.refuses("{rule: N-018}", "");
    let judge = Judge::of(FileKind::Units, None);
    judge.accepts(example("units"));
    judge.refuses("- {name: 某局, kind: 机关}", "/0/kind");
    judge.refuses("- {code: 101}", "/0");
    judge.refuses("- {name: 某局, yeers: [2023]}", "/0");
    judge.refuses("- {name: 某局, years: 2023}", "/0/years");
}

#[test]
fn layouts_pass_and_broken_ones_do_not() {
    let judge = Judge::of(FileKind::Layout, None);
    judge.accepts(&text("src/report/xlsx/layout.en.yaml"));
    let standard = text("src/report/xlsx/layout.zh.yaml");
    judge.accepts(&standard);
    judge.refuses(&standard.replace("field: basis, width", "field: grund, width"), "/summary/columns/8/field");
    judge.refuses(&standard.replace("width: 48", "width: 480"), "/summary/columns/5/width");
    judge.refuses(&standard.replace("title_size: 16", "titlesize: 16"), "/font");
}

/// Every text of a schema that people read.
fn texts<'s>(schema: &'s Value, found: &mut Vec<&'s str>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key == "title" || key == "description" => found.push(text),
                    value => texts(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn schemas_speak_chinese_and_come_out_alike() {
    for kind in [
        FileKind::Account,
        FileKind::Figures,
        FileKind::Pack,
        FileKind::Codes,
        FileKind::Waivers,
        FileKind::Units,
        FileKind::Layout,
        FileKind::Cases,
    ] {
        let written = Engine::new().schema(kind).unwrap();
        assert_eq!(written, Engine::new().schema(kind).unwrap());
        assert!(written.ends_with("}\n"));
        let schema: Value = serde_json::from_str(&written).unwrap();
        let mut found = Vec::new();
        texts(&schema, &mut found);
        let foreign: BTreeSet<&str> = found
            .iter()
            .copied()
            .filter(|text| !text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
            .collect();
        assert_eq!(foreign, BTreeSet::new(), "{kind:?}");
        assert!(found.len() > 10, "{kind:?}");
    }
}

#[test]
fn the_command_prints_a_schema() {
    let (code, printed) = stdout(&["schema", "account", "--pack", "sichuan"]);
    assert_eq!(code, 0);
    let mut engine = Engine::new();
    engine.use_pack("sichuan");
    assert_eq!(printed, engine.schema(FileKind::Account).unwrap());
    assert!(printed.contains("第二部分 七、财政拨款“三公”经费支出决算情况说明"));
    assert_eq!(stdout(&["schema", "codes"]).1, Engine::new().schema(FileKind::Codes).unwrap());
    for wrong in [&["schema"][..], &["schema", "rules"], &["schema", "account", "--pack", "nowhere"]] {
        let output = gouji(wrong);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{wrong:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
}
