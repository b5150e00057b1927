//! The same said in both languages. A run mostly speaks one of them, so each is worded when it is first asked for.

use std::borrow::Cow;
use std::sync::OnceLock;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::message::{Lang, Text};

/// The same said in both languages.
#[derive(Debug, Clone)]
pub struct Words {
    text: Text,
    zh: OnceLock<String>,
    en: OnceLock<String>,
}

/// Words as results keep them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename = "Words")]
#[schemars(description = "The same said in both languages.")]
struct Kept<'a> {
    /// 中文
    zh: Cow<'a, str>,
    /// English
    en: Cow<'a, str>,
}

impl Words {
    /// What is said in one language.
    pub fn get(&self, lang: Lang) -> &str {
        let worded = match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        };
        worded.get_or_init(|| self.text.get(lang).into_owned())
    }

    pub(crate) fn of(text: &Text) -> Self {
        Self { text: text.clone(), zh: OnceLock::new(), en: OnceLock::new() }
    }

    /// Changes both languages, one after the other.
    pub(super) fn each(&mut self, mut change: impl FnMut(&mut String)) {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| {
            let mut words = self.get(lang).to_owned();
            change(&mut words);
            words.into()
        });
        *self = Self { text: Text::default(), zh, en };
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        [Lang::Zh, Lang::En].into_iter().all(|lang| self.get(lang) == other.get(lang))
    }
}

impl Eq for Words {}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Kept { zh: self.get(Lang::Zh).into(), en: self.get(Lang::En).into() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Kept { zh, en } = Kept::deserialize(deserializer)?;
        Ok(Self { text: Text::default(), zh: zh.into_owned().into(), en: en.into_owned().into() })
    }
}

impl JsonSchema for Words {
    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Kept::json_schema(generator)
    }
}
