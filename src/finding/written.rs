//! Values of a report in the form in which JSON has them (`docs/json.md`).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, Serializer};

use super::{Adapted, Amount, Change, Severity};
use crate::figure::{Kind, MoneyUnit};

/// An amount as JSON has it: one key for the word after the number, whatever it measures.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Amount")]
pub(super) struct WrittenAmount<'a> {
    /// Decimal text: exact when it terminates within ten places, else rounded to ten.
    text: Cow<'a, str>,
    /// 元, 万元, 亿元 or %.
    unit: Option<Cow<'a, str>>,
    kind: Kind,
    /// The same for people: at most two places beyond the standard digit.
    short: Cow<'a, str>,
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unit = Some(self.suffix()).filter(|s| !s.is_empty()).map(Cow::Borrowed);
        let (text, short) = (Cow::Borrowed(self.text.as_str()), Cow::Borrowed(self.short.as_str()));
        WrittenAmount { text, unit, kind: self.kind, short }.serialize(serializer)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        WrittenAmount::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        WrittenAmount::json_schema(generator)
    }
}

impl TryFrom<WrittenAmount<'_>> for Amount {
    type Error = String;

    fn try_from(written: WrittenAmount<'_>) -> Result<Self, String> {
        let unit = written.unit.as_deref().and_then(MoneyUnit::parse);
        let amount =
            Self { text: written.text.into_owned(), short: written.short.into_owned(), kind: written.kind, unit };
        match Some(amount.suffix()).filter(|s| !s.is_empty()) == written.unit.as_deref() {
            true => Ok(amount),
            false => Err(format!("no unit of {}: {}", amount.kind.name(), written.unit.unwrap_or_default())),
        }
    }
}

/// An override as JSON has it: the same keys whatever is changed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Override")]
pub(super) struct WrittenAdapted {
    by: String,
    subject: String,
    change: ChangeName,
    before: Option<String>,
    now: Option<String>,
    reason: String,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "Change")]
pub(super) enum ChangeName {
    Severity,
    Disabled,
    Parameter,
}

impl From<Adapted> for WrittenAdapted {
    fn from(adapted: Adapted) -> Self {
        let (change, before, now) = match adapted.change {
            Change::Severity(before, now) => {
                (ChangeName::Severity, Some(before.name().to_owned()), Some(now.name().to_owned()))
            }
            Change::Disabled => (ChangeName::Disabled, None, None),
            Change::Parameter(before, now) => (ChangeName::Parameter, Some(before), Some(now)),
        };
        Self { by: adapted.by, subject: adapted.subject, change, before, now, reason: adapted.reason }
    }
}

impl TryFrom<WrittenAdapted> for Adapted {
    type Error = String;

    fn try_from(written: WrittenAdapted) -> Result<Self, String> {
        let severity = |word: &Option<String>| word.as_deref().and_then(Severity::parse);
        let change = match (written.change, severity(&written.before), severity(&written.now)) {
            (ChangeName::Severity, Some(before), Some(now)) => Change::Severity(before, now),
            (ChangeName::Severity, ..) => return Err("a change of severity from none or to none".to_owned()),
            (ChangeName::Disabled, ..) => Change::Disabled,
            (ChangeName::Parameter, ..) => {
                Change::Parameter(written.before.unwrap_or_default(), written.now.unwrap_or_default())
            }
        };
        Ok(Self { by: written.by, subject: written.subject, change, reason: written.reason })
    }
}
