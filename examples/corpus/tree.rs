//! The tree of an account, and how it is written.

#![allow(clippy::panic, reason = "a generator that is wrong stops")]

use std::fmt::Write;

pub(crate) enum Tree {
    Record(Vec<(String, Tree)>),
    List(Vec<Tree>),
    /// A number as printed.
    Number(String),
    Text(String),
}

/// A record.
macro_rules! record {
    ($($name:literal: $value:expr),* $(,)?) => {
        Tree::Record(vec![$(($name.to_owned(), $value)),*])
    };
}
pub(crate) use record;

impl Tree {
    /// Hundredths with two decimals.
    pub(crate) fn cents(cents: i64) -> Tree {
        let sign = if cents < 0 { "-" } else { "" };
        Tree::Number(format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100))
    }

    pub(crate) fn count(count: i64) -> Tree {
        Tree::Number(count.to_string())
    }

    pub(crate) fn text(text: &str) -> Tree {
        Tree::Text(text.to_owned())
    }

    /// The member at a path of names and numbers from 0.
    pub(crate) fn at(&mut self, path: &str) -> &mut Tree {
        path.split('.').filter(|name| !name.is_empty()).fold(self, |tree, name| match tree {
            Tree::Record(members) => {
                &mut members.iter_mut().find(|(key, _)| key == name).unwrap_or_else(|| panic!("no {name}")).1
            }
            Tree::List(elements) => &mut elements[name.parse::<usize>().expect("a number")],
            _ => panic!("nothing below a scalar: {path}"),
        })
    }

    /// Takes a member out.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        let Tree::Record(members) = self else { return false };
        let before = members.len();
        members.retain(|(key, _)| key != name);
        members.len() < before
    }

    /// The names of the members, or how many elements there are.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Tree::Record(members) => members.iter().map(|(name, _)| name.clone()).collect(),
            Tree::List(elements) => (0..elements.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    /// The digits of a number, without the point.
    pub(crate) fn digits(&self) -> i64 {
        let Tree::Number(text) = self else { panic!("not a number") };
        text.replace('.', "").parse().expect("digits")
    }

    pub(crate) fn yaml(&self) -> String {
        let mut text = String::new();
        self.block(0, &mut text);
        text
    }

    fn block(&self, depth: usize, out: &mut String) {
        let Tree::Record(members) = self else { return };
        for (name, value) in members {
            write!(out, "{:depth$}{name}:", "").expect("a text grows");
            match value {
                Tree::Record(_) => {
                    out.push('\n');
                    value.block(depth + 2, out);
                }
                Tree::List(elements) => {
                    out.push('\n');
                    for element in elements {
                        let mut lines = String::new();
                        element.block(depth + 4, &mut lines);
                        write!(out, "{:depth$}  - {}", "", lines.trim_start()).expect("a text grows");
                    }
                }
                Tree::Number(number) => writeln!(out, " {number}").expect("a text grows"),
                Tree::Text(text) if text.bytes().all(|b| b.is_ascii_digit()) => {
                    writeln!(out, " \"{text}\"").expect("a text grows");
                }
                Tree::Text(text) => writeln!(out, " {text}").expect("a text grows"),
            }
        }
    }

    pub(crate) fn json(&self) -> String {
        match self {
            Tree::Record(members) => {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{}", value.json())).collect();
                format!("{{{}}}", members.join(","))
            }
            Tree::List(elements) => {
                format!("[{}]", elements.iter().map(Tree::json).collect::<Vec<_>>().join(","))
            }
            Tree::Number(number) => number.clone(),
            Tree::Text(text) => format!("\"{text}\""),
        }
    }
}
