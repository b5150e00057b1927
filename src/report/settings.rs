//! The effective configuration: each value, and where it comes from.

use serde_json::json;

use super::rows::Rows;
use crate::draw::Style;
use crate::message::{Text, msg};

/// A value of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    key: String,
    /// None when nothing is set.
    value: Option<String>,
    origin: &'static str,
    /// The file and line, the option or the variable.
    place: String,
}

impl Setting {
    /// A value that comes from somewhere.
    pub fn new(key: &str, value: &str, origin: &'static str, place: String) -> Self {
        Self { key: key.to_owned(), value: Some(value.to_owned()), origin, place }
    }

    /// A key without any value.
    pub fn unset(key: &str) -> Self {
        Self { key: key.to_owned(), value: None, origin: "default", place: String::new() }
    }

    /// An origin: a line of the configuration.
    pub fn in_file(file: &str, line: usize) -> (&'static str, String) {
        ("config", format!("{file}:{line}"))
    }

    /// An origin: an option of the command line.
    pub fn by_option(option: &str) -> (&'static str, String) {
        ("option", option.to_owned())
    }

    /// An origin: a variable of the environment.
    pub fn by_environment(variable: &str) -> (&'static str, String) {
        ("environment", variable.to_owned())
    }

    /// An origin: nobody has said anything.
    pub fn by_default() -> (&'static str, String) {
        ("default", String::new())
    }

    fn origin(&self) -> Text {
        if self.place.is_empty() { msg!("config-default") } else { self.place.as_str().into() }
    }
}

/// One line for each value.
pub fn settings_text(settings: &[Setting], style: &Style) -> String {
    let mut rows = Rows::new(style);
    for setting in settings {
        let value = match &setting.value {
            Some(value) => value.clone(),
            None => style.say(msg!("config-unset")),
        };
        let line = msg!("config-line", key = &setting.key, value, origin = setting.origin());
        rows.line(&style.say(line));
    }
    rows.finish()
}

/// The values as one JSON document; `file` is the configuration, if there is one.
pub fn settings_json(settings: &[Setting], file: Option<String>) -> String {
    let entry = |s: &Setting| {
        let place = Some(&s.place).filter(|place| !place.is_empty());
        json!({ "key": s.key, "value": s.value, "origin": s.origin, "place": place })
    };
    let settings: Vec<serde_json::Value> = settings.iter().map(entry).collect();
    super::document(&json!({ "schema_version": 1, "config": file, "settings": settings }))
}
