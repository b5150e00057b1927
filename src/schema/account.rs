//! The schema of an account, from the dictionary: every figure under each of its names, the header, and what a
//! cell may hold.
//!
//! The tool takes keys that no dictionary knows, and so does the schema; but not a slip of a header's key, which
//! would go unread.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::slips;
use crate::account::HEADER;
use crate::figure::{Kind, Mode, MoneyUnit, Suffix};
use crate::pack::{Content, Dictionary, EntryId};
use crate::suggest;

/// Keys of `entity` that describe the account.
const ENTITY: [&str; 6] = ["name", "code", "province", "level", "kind", "parent"];

/// The kinds of cells, with their definitions' names.
const CELLS: [(Content, &str); 7] = [
    (Content::Number(Kind::Money), "金额"),
    (Content::Number(Kind::Percent), "百分数"),
    (Content::Number(Kind::Count), "个数"),
    (Content::Number(Kind::Ratio), "比值"),
    (Content::Number(Kind::Plain), "数"),
    (Content::Number(Kind::Year), "年度"),
    (Content::Text, "文字"),
];

/// The schema of an account whose figures a dictionary declares.
pub(crate) fn account(dictionary: &Dictionary) -> String {
    super::written(&Value::Object(whole(dictionary)))
}

/// The same, to be written or to stand in another schema, which takes its definitions.
pub(super) fn whole(dictionary: &Dictionary) -> Map<String, Value> {
    let mut writer = Writer { dictionary, definitions: cells(), known: HashMap::new() };
    let mut root = writer.group(dictionary.root());
    let mut properties = take(&mut root, "properties");
    // The header is read under its own keys alone.
    for key in HEADER {
        if let Some(id) = dictionary.named_child(dictionary.root(), key) {
            dictionary.entry(id).names().for_each(|name| drop(properties.remove(name)));
        }
    }
    properties.extend(writer.header());
    root.extend(object(json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "决算",
        "description": "一户决算：文件头和各数据项。目录以外的数据项也可以写",
        "type": "object",
        "properties": properties,
        "patternProperties": slips_of(&HEADER, dictionary, dictionary.root()),
        "definitions": writer.definitions,
    })));
    root
}

struct Writer<'d> {
    dictionary: &'d Dictionary,
    definitions: Map<String, Value>,
    /// Names of definitions by their text: figures that are described alike share one.
    known: HashMap<String, String>,
}

impl Writer<'_> {
    /// A reference to the definition of a figure or group.
    fn figure(&mut self, id: EntryId) -> Value {
        let entry = self.dictionary.entry(id);
        let mut schema = match entry.content {
            Some(content) => object(json!({ "allOf": [reference(&cell_name(content))] })),
            None if self.dictionary.is_open(id) => Map::new(),
            None => self.group(id),
        };
        if let Some(label) = &entry.label {
            schema.insert("title".into(), json!(label));
        }
        let told = [
            entry.meaning.clone(),
            entry.unit.map(|unit| format!("以{}计", unit.label())),
            entry.caliber.as_ref().map(|caliber| format!("口径：{caliber}")),
            entry.place.as_ref().map(|place| format!("位置：{place}")),
            entry.blank_zero.then(|| "空格是 0".to_owned()),
        ];
        let told: Vec<String> = told.into_iter().flatten().collect();
        if !told.is_empty() {
            schema.insert("description".into(), json!(told.join("。")));
        }
        let schema = Value::Object(schema);
        let path = self.dictionary.path(id);
        let name = self.known.entry(schema.to_string()).or_insert_with(|| {
            let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "_.*".contains(c));
            let name = if plain { path } else { format!("figure:{}", self.definitions.len()) };
            self.definitions.insert(name.clone(), schema);
            name
        });
        reference(name)
    }

    /// What a group may hold: its figures under each of their names, rows and keyed children where it has them, and
    /// a unit and rounding of its own.
    fn group(&mut self, id: EntryId) -> Map<String, Value> {
        let mut properties = object(json!({ "rounding": reference("cell:rounding") }));
        for &child in self.dictionary.children(id) {
            let figure = self.figure(child);
            for name in self.dictionary.entry(child).names() {
                properties.insert(name.to_owned(), figure.clone());
            }
        }
        let Some(star) = self.dictionary.star(id) else {
            return object(json!({ "type": ["object", "null"], "properties": properties }));
        };
        // A unit is no keyed child; further in, the word has other uses too.
        properties.entry("unit").or_insert_with(|| json!({}));
        let star = self.figure(star);
        object(json!({
            "type": ["object", "array", "null"],
            "properties": properties,
            "additionalProperties": star,
            "items": star,
        }))
    }

    /// The parts of the header.
    fn header(&mut self) -> Map<String, Value> {
        let entity = self.dictionary.named_child(self.dictionary.root(), "entity");
        let slips = slips_of(&ENTITY, self.dictionary, entity.unwrap_or(self.dictionary.root()));
        let mut group = match entity {
            Some(id) => self.group(id),
            None => object(json!({ "properties": {} })),
        };
        let mut properties = take(&mut group, "properties");
        for key in ENTITY {
            properties.entry(key).or_insert_with(|| reference("cell:text"));
        }
        object(json!({
            "entity": {
                "title": "单位",
                "description": "单位的名称、代码、省份、级次、性质、主管部门，或只写名称",
                "type": ["object", "string", "null"],
                "properties": properties,
                "patternProperties": slips,
            },
            "year": { "title": "决算年度", "allOf": [reference("cell:year")] },
            "stage": { "title": "阶段", "description": "如批复", "type": ["string", "null"] },
            "unit": {
                "title": "金额单位",
                "enum": [MoneyUnit::Yuan.label(), MoneyUnit::WanYuan.label(), MoneyUnit::YiYuan.label(), null],
            },
            "rounding": reference("cell:rounding"),
            "source": { "title": "出处", "description": "决算从哪里来，写法不限" },
        }))
    }
}

/// The definitions of what a cell may hold.
fn cells() -> Map<String, Value> {
    let mut definitions = Map::new();
    for (content, title) in CELLS {
        definitions.insert(cell_name(content), cell(content, title));
    }
    let modes: Vec<&str> =
        Mode::ALL.into_iter().map(Mode::name).chain(["四舍五入", "最近值", "去尾", "舍位平衡"]).collect();
    let step = json!({ "type": ["number", "null"], "exclusiveMinimum": 0, "description": "10 的整数次幂，如 0.01" });
    definitions.insert(
        "cell:rounding".into(),
        json!({
            "title": "列报精度",
            "description": "金额、百分数保留到哪一位，按哪种方式舍入；各部分都可不写",
            "type": ["object", "null"],
            "properties": { "money": step, "pct": step, "mode": { "title": "舍入方式", "enum": modes } },
            "additionalProperties": false,
        }),
    );
    definitions
}

/// What a cell of one kind may hold: a number, a number with its unit, words that say why there is none, nothing.
fn cell(content: Content, title: &str) -> Value {
    let Content::Number(kind) = content else {
        // A code without quotation marks is a number to YAML.
        return json!({ "title": title, "type": ["string", "number", "null"] });
    };
    if kind == Kind::Year {
        return json!({
            "title": title,
            "anyOf": [
                { "type": "integer", "minimum": 1949, "maximum": 2999 },
                { "type": "string", "pattern": "^[0-9]{4}年$" },
                { "type": "null" },
            ],
        });
    }
    let words: Vec<&str> = Suffix::words(kind).collect();
    let mut forms = vec![json!({ "type": "number" }), json!({ "type": "null" })];
    if !words.is_empty() {
        let pattern = format!("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?({})$", words.join("|"));
        forms.push(json!({ "type": "string", "pattern": pattern }));
    }
    forms.push(json!({
        "type": "string",
        "pattern": "^([-‐‑‒–—―−－─﹣]+|不可比|涉密) *([（(].+[）)])?$",
        "description": "没有值的格子：--、—、不可比；不公开的：涉密；可以在括号里说明",
    }));
    json!({ "title": title, "anyOf": forms })
}

fn cell_name(content: Content) -> String {
    format!("cell:{}", content.name())
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// For each of some keys of a group, its slips, which are refused with a word on what was meant. A key that is near
/// to a figure of the group has none: that figure is no slip.
fn slips_of(keys: &[&str], dictionary: &Dictionary, group: EntryId) -> Value {
    let figures = || dictionary.children(group).iter().flat_map(|&child| dictionary.entry(child).names());
    let is_near = |key: &str| figures().any(|name| name != key && suggest::nearest(name, [key].into_iter()).is_some());
    let refused = |key: &str| {
        let meant = json!({ "not": {}, "title": format!("是否想写 {key}"), "description": "文件头的名称写错了" });
        (slips::pattern(key), meant)
    };
    Value::Object(keys.iter().filter(|key| !is_near(key)).map(|key| refused(key)).collect())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn take(map: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    object(map.remove(key).unwrap_or_default())
}
