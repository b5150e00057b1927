//! The schema of a case file: the accounts in it as the dictionary has them, verdicts and the rules under each.

use serde_json::{Map, Value, json};

use super::account;
use crate::finding::Verdict;
use crate::message::Lang;
use crate::pack::Dictionary;

/// The schema of a case file whose accounts have the figures that a dictionary declares.
pub(crate) fn cases(dictionary: &Dictionary) -> String {
    let mut account = account::whole(dictionary);
    let head = account.remove("$schema");
    let definitions = account.remove("definitions").unwrap_or_default();
    let mut schema = json!({
        "$schema": head,
        "title": "规则包的案例",
        "description": "cases 文件夹里的文件：一小段决算，加上各条规则应有的结论",
        "type": "object",
        "required": ["title"],
        "anyOf": [{ "required": ["expect"] }, { "required": ["cases"] }],
        "properties": {
            "title": title(),
            "account": {
                "title": "被审核的决算",
                "description": "只写案例涉及的部分；没有自带决算的案例都用这一份",
                "allOf": [reference("account")],
            },
            "with": reference("case:with"),
            "expect": reference("case:expect"),
            "only": reference("case:only"),
            "cases": {
                "title": "案例",
                "description": "同一份决算的各种改法，每一种是一个案例",
                "type": "array",
                "items": reference("case"),
            },
        },
        "additionalProperties": false,
        "definitions": definitions,
    });
    if let Some(Value::Object(definitions)) = schema.get_mut("definitions") {
        definitions.insert("account".into(), Value::Object(account));
        definitions.extend(parts().into_iter().map(|(name, part)| (name.to_owned(), part)));
    }
    super::written(&schema)
}

/// The parts of a case.
fn parts() -> [(&'static str, Value); 5] {
    let case = json!({
        "title": "案例",
        "description": "一个案例：在决算上改动若干处，写明应有的结论",
        "type": "object",
        "required": ["title", "expect"],
        "properties": {
            "title": title(),
            "account": { "title": "自带的决算", "allOf": [reference("account")] },
            "with": reference("case:with"),
            "set": {
                "title": "改动",
                "description": "路径和要改成的数；没有的位置会补上。列表的第二行写作 rows.2",
                "type": "object",
            },
            "drop": {
                "title": "去掉",
                "description": "去掉的路径",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
            "expect": reference("case:expect"),
            "only": reference("case:only"),
        },
        "additionalProperties": false,
    });
    let with = json!({
        "title": "一并给出的决算",
        "description": "上年、批复数、所属单位，按单位名称、年度、阶段自行对应",
        "anyOf": [reference("account"), { "type": "array", "items": reference("account") }],
    });
    let only = json!({
        "title": "不得再有不符",
        "description": "true：除所列之外不得再有不符",
        "enum": [true, false, "是", "否"],
    });
    [
        ("case", case),
        ("case:with", with),
        ("case:only", only),
        ("case:expect", expect()),
        ("case:expectation", expectation()),
    ]
}

fn title() -> Value {
    json!({ "title": "标题", "description": "案例是什么，一句话", "type": "string", "minLength": 1 })
}

/// Verdicts, by their words and their names, with the rules under each.
fn expect() -> Value {
    let one = reference("case:expectation");
    let rules = json!({ "anyOf": [one, { "type": "array", "items": one }] });
    let names = |v: Verdict| [v.term().get(Lang::Zh).into_owned(), v.name().to_owned()];
    let verdicts: Map<String, Value> =
        Verdict::ALL.into_iter().flat_map(names).map(|name| (name, rules.clone())).collect();
    json!({
        "title": "应有的结论",
        "description": "结论之下列规则；一条规则判断多处的，取最重的结论",
        "type": "object",
        "properties": verdicts,
        "additionalProperties": false,
    })
}

/// A rule, alone or with what is said of it.
fn expectation() -> Value {
    json!({
        "title": "规则",
        "description": "规则编号，或写明哪一条断言、哪一处、差额",
        "anyOf": [
            { "type": "string" },
            {
                "type": "object",
                "required": ["rule"],
                "properties": {
                    "rule": { "title": "规则编号", "type": "string" },
                    "assert": { "title": "第几条断言", "type": "integer", "minimum": 1 },
                    "at": { "title": "哪一处", "description": "记录或数据项的路径", "type": "string" },
                    "difference": { "title": "差额", "type": "number" },
                },
                "additionalProperties": false,
            },
        ],
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}
