//! What `gouji doctor` has looked at: for each thing what it found, and what is to be done.

use serde_json::json;

use super::rows::Rows;
use crate::draw::{Ink, Style};
use crate::message::{Text, msg};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    /// What it is, for programs.
    pub id: &'static str,
    /// What it is, for people.
    pub name: Text,
    /// What was found.
    pub found: Text,
    /// What is to be done; none when all is good.
    pub advice: Option<Text>,
}

/// A line for each thing, its advice below it, and how many there are to do.
pub fn examined_text(examined: &[Examined], style: &Style) -> String {
    let mut rows = Rows::new(style);
    for thing in examined {
        let mark = if thing.advice.is_none() { ("✓", Ink::Green) } else { ("✗", Ink::Red) };
        rows.entry(mark, &style.say(thing.name.clone()), &style.say(thing.found.clone()), "");
        if let Some(advice) = &thing.advice {
            rows.row(msg!("report-key-action"), &style.say(advice.clone()));
        }
    }
    let count = to_do(examined);
    rows.blank();
    rows.line(&style.say(if count == 0 { msg!("doctor-good") } else { msg!("doctor-todo", count) }));
    rows.finish()
}

/// The same as one JSON document, with the words of a language.
pub fn examined_json(examined: &[Examined], style: &Style) -> String {
    let entry = |thing: &Examined| {
        let advice = thing.advice.clone().map(|advice| style.say(advice));
        json!({ "id": thing.id, "good": advice.is_none(), "found": style.say(thing.found.clone()), "advice": advice })
    };
    let good = to_do(examined) == 0;
    let checks: Vec<serde_json::Value> = examined.iter().map(entry).collect();
    super::document(&json!({ "schema_version": 1, "good": good, "checks": checks }))
}

fn to_do(examined: &[Examined]) -> usize {
    examined.iter().filter(|thing| thing.advice.is_some()).count()
}
