//! `units.yaml`: the units that owe an account, as people write them.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::message::{Text, msg};
use crate::pack::{Listed, entries};
use crate::source::{SourceId, SourceMap};

/// Code of everything that is wrong with a roster.
const CODE: &str = "roster::file";

/// The file, for its schema alone: entries are read one by one.
#[derive(JsonSchema)]
#[schemars(title = "应报单位", description = "units.yaml：应当报送决算的单位，逐条以“- ”起头")]
pub(crate) struct File(#[expect(dead_code, reason = "stands for the list")] Vec<Unit>);

/// A unit that owes an account.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "keys and values")]
#[schemars(rename = "unit", title = "单位", description = "一个应当报送决算的单位")]
pub(crate) struct Unit {
    /// Its name.
    #[schemars(title = "名称", description = "与决算的 entity.name 相同", length(min = 1))]
    pub(super) name: String,
    /// Its code, by which it is known even under another name.
    #[serde(default)]
    #[schemars(
        title = "代码",
        description = "与决算的 entity.code 相同；两边都有代码的，只认代码",
        schema_with = "code"
    )]
    pub(super) code: Option<String>,
    /// Its region.
    #[serde(default)]
    #[schemars(title = "地区", description = "按地区汇总户数和通过率")]
    pub(super) region: Option<String>,
    /// Its department.
    #[serde(default)]
    #[schemars(title = "主管部门", description = "按部门汇总户数和通过率")]
    pub(super) department: Option<String>,
    /// What it is.
    #[serde(default)]
    #[schemars(title = "单位性质", description = "行政、参公、事业、企业", schema_with = "kinds")]
    #[expect(dead_code, reason = "checked on reading, for the people who keep the list")]
    pub(super) kind: Option<UnitKind>,
    /// The unit above it.
    #[serde(default)]
    #[schemars(title = "上级单位", description = "与决算的 entity.parent 相同")]
    pub(super) parent: Option<String>,
    /// The fiscal years for which it owes an account; without any, one of any year.
    #[serde(default)]
    #[schemars(title = "年度", description = "应报哪些年度；不写的，报了任一年度即可")]
    pub(super) years: Vec<i32>,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum UnitKind {
    /// 行政单位
    #[serde(alias = "行政")]
    Administrative,
    /// 参照公务员法管理的事业单位
    #[serde(alias = "参公")]
    CivilServiceManaged,
    /// 事业单位
    #[serde(alias = "事业")]
    Institution,
    /// 企业
    #[serde(alias = "企业")]
    Enterprise,
}

fn code(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "number", "null"] })
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    let words =
        ["administrative", "civil_service_managed", "institution", "enterprise", "行政", "参公", "事业", "企业"];
    json_schema!({ "anyOf": [{ "type": "string", "enum": words }, { "type": "null" }] })
}

/// Reads a roster.
///
/// # Errors
/// Everything that is wrong with it; a unit that stands twice would be counted twice.
pub(super) fn read(source: SourceId, sources: &SourceMap) -> Result<Vec<Listed<Unit>>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let units = entries::<Unit>(CODE, source, sources, &mut problems);
    let mut seen = BTreeMap::new();
    for unit in &units {
        let value = &unit.value;
        // Units of one name are told apart by their code, or else by the unit above them.
        let key = match &value.code {
            Some(code) => (code, &None, true),
            None => (&value.name, &value.parent, false),
        };
        if let Some(first) = seen.insert(key, unit.span) {
            let problem = Diagnostic::error(CODE, unit.span, msg!("roster-twice", name = &value.name));
            problems.push(problem.also(first, Text::default()));
        }
    }
    problems.sort_by_key(|p| p.labels.first().map(|l| l.span));
    if problems.is_empty() { Ok(units) } else { Err(problems) }
}
