//! `waivers.yaml`: what people write, and what is wrong with it.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::date::Date;
use crate::answer::ReasonKind;
use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text, msg};
use crate::pack::{Listed, Ordered, entries};
use crate::source::{SourceId, SourceMap, Span};

/// Code of everything that is wrong with a file of waivers.
const CODE: &str = "waiver::file";

/// The file, for its schema alone: entries are read one by one.
#[derive(JsonSchema)]
#[schemars(title = "审核说明", description = "waivers.yaml：各条疑点的审核说明及裁定，逐条以“- ”起头")]
pub(crate) struct File(#[expect(dead_code, reason = "stands for the list")] Vec<Entry>);

/// 审核说明: why a finding is right as it stands, and what was decided on that.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "keys and values")]
#[schemars(rename = "waiver", title = "审核说明", description = "一条疑点的审核说明及裁定")]
pub(crate) struct Entry {
    /// The rule.
    #[schemars(title = "规则", description = "规则编号", length(min = 1))]
    pub(super) rule: String,
    /// The entity.
    #[serde(default)]
    #[schemars(title = "单位", description = "与决算的 entity.name 相同；各户合审的规则不写")]
    pub(super) entity: Option<String>,
    /// The fiscal year.
    #[serde(default)]
    #[schemars(title = "年度", description = "与决算的 year 相同")]
    pub(super) year: Option<i32>,
    /// The stage.
    #[serde(default)]
    #[schemars(title = "阶段", description = "与决算的 stage 相同；决算没有写的不写")]
    pub(super) stage: Option<String>,
    /// The place of the finding.
    #[serde(default)]
    #[schemars(title = "所在", description = "疑点所在的记录或逐项的路径；不写的不限")]
    pub(super) at: Option<String>,
    /// Every figure of the finding with its value as printed.
    #[serde(default)]
    #[schemars(
        title = "数据项",
        description = "疑点涉及的全部数据项的路径和公开数，逐位照写；有一位变了，说明即失效",
        schema_with = "figures"
    )]
    pub(super) figures: Ordered<String>,
    /// The kind of reason.
    #[serde(default)]
    #[schemars(title = "原因类别", description = "为什么数是对的", schema_with = "kinds")]
    pub(super) kind: Option<ReasonKind>,
    /// The reason.
    #[serde(default)]
    #[schemars(title = "理由", description = "采信的必须写明")]
    pub(super) reason: Option<String>,
    /// The unit that explains.
    #[serde(default)]
    #[schemars(title = "说明单位", description = "对说明负责的单位，采信的必须写明")]
    pub(super) owner: Option<String>,
    /// What was decided.
    #[serde(default)]
    #[schemars(title = "裁定", description = "不写的为未裁定，不起作用")]
    pub(super) decision: Option<Decision>,
    /// The last day on which it is good.
    #[serde(default)]
    #[schemars(title = "有效期至", description = "最后一天，如 2025-12-31；不写的不限", schema_with = "optional_day")]
    pub(super) expires: Option<String>,
    /// Documents that prove it.
    #[serde(default)]
    #[schemars(title = "证明材料", description = "文号、文件名或网址")]
    pub(super) evidence: Vec<String>,
}

/// 裁定: what was decided, by whom and when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "decision", title = "裁定", description = "采信、不采信或退回，何人何日裁定")]
pub(super) struct Decision {
    /// What.
    #[schemars(title = "结果", description = "采信、不采信或退回", schema_with = "results")]
    pub(super) result: Outcome,
    /// Who.
    #[schemars(title = "裁定人", description = "姓名或单位", length(min = 1))]
    pub(super) by: String,
    /// When.
    #[schemars(title = "日期", description = "裁定之日，如 2024-08-30", schema_with = "day")]
    pub(super) date: String,
}

/// What can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// It covers its findings.
    #[serde(alias = "采信")]
    Accepted,
    /// It is not believed.
    #[serde(alias = "不采信")]
    Rejected,
    /// The unit has to complete it.
    #[serde(alias = "退回")]
    Returned,
}

fn figures(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": ["string", "number"] } })
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    let terms: Vec<String> = ReasonKind::ALL.map(|kind| kind.term().get(Lang::Zh).into_owned()).to_vec();
    let words: Vec<String> = ReasonKind::ALL.map(|kind| kind.name().to_owned()).into_iter().chain(terms).collect();
    json_schema!({ "anyOf": [{ "type": "string", "enum": words }, { "type": "null" }] })
}

fn results(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["accepted", "rejected", "returned", "采信", "不采信", "退回"] })
}

fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn optional_day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

impl Entry {
    /// Whether it is accepted.
    pub(super) fn is_accepted(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| d.result == Outcome::Accepted)
    }

    /// The last day on which it is good.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.expires.as_ref().and_then(|day| day.parse().ok())
    }
}

/// Reads a file of waivers.
///
/// # Errors
/// Everything that is wrong with it, at least one mistake of each entry.
pub(super) fn read(source: SourceId, sources: &SourceMap) -> Result<Vec<Listed<Entry>>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let found = entries::<Entry>(CODE, source, sources, &mut problems);
    for entry in &found {
        problems.extend(faults(entry, sources));
    }
    problems.sort_by_key(|p| p.labels.first().map(|l| l.span));
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// What is wrong with an entry that has the right form.
fn faults(entry: &Listed<Entry>, sources: &SourceMap) -> Vec<Diagnostic> {
    let value = &entry.value;
    let written = sources.slice(entry.extent);
    // The typed reader keeps no places; a word of the entry is found again in its text.
    let place = |word: &str| match written.find(word).filter(|_| !word.is_empty()) {
        Some(at) => {
            let start = entry.extent.start as usize + at;
            Span::new(entry.extent.source, start, start + word.len())
        }
        None => entry.span,
    };
    let mut problems = Vec::new();
    let mut wrong = |span: Span, message: Text, help: Option<Text>| {
        problems.push(Diagnostic { help, ..Diagnostic::error(CODE, span, message) });
    };
    let days = [value.expires.as_ref(), value.decision.as_ref().map(|d| &d.date)];
    for day in days.into_iter().flatten().filter(|day| day.parse::<Date>().is_err()) {
        wrong(place(day), msg!("waive-no-day", written = day), Some(msg!("waive-no-day-help")));
    }
    if value.figures.0.is_empty() && value.at.is_none() {
        wrong(entry.span, msg!("waive-no-figures"), Some(msg!("waive-no-figures-help", rule = &value.rule)));
    }
    if value.is_accepted() {
        let blank = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
        let missing =
            [("kind", value.kind.is_none()), ("reason", blank(&value.reason)), ("owner", blank(&value.owner))];
        let missing: Vec<String> = missing.iter().filter(|(_, m)| *m).map(|(key, _)| format!("`{key}`")).collect();
        if !missing.is_empty() {
            wrong(entry.span, msg!("waive-incomplete", keys = Text::list(missing)), None);
        }
    }
    problems
}
