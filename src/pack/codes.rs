//! The standard subjects 科目 of 政府收支分类科目: which name a code has in which year. Read from the `codes.yaml`
//! of packs.
//!
//! The first digit of a code tells its classification: 2 is 支出功能分类 (类 3, 款 5, 项 7 digits), 3 is
//! 部门预算支出经济分类 (类 3, 款 5 digits).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use super::typed::Problem;
use crate::message::{Text, msg};
use crate::suggest;

/// `codes.yaml` as written: under each classification the codes with their names.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "标准科目表", description = "codes.yaml：政府收支分类科目的编码在各年度的标准名称")]
pub(crate) struct File {
    #[serde(default)]
    #[schemars(
        title = "支出功能分类",
        description = "键是编码：类 3 位、款 5 位、项 7 位，以 2 开头；下级科目须有其上级",
        extend("propertyNames" = { "pattern": "^2([0-9]{2}|[0-9]{4}|[0-9]{6})$" })
    )]
    functional: Ordered<Vec<RawName>>,
    #[serde(default)]
    #[schemars(
        title = "部门预算支出经济分类",
        description = "键是编码：类 3 位、款 5 位，以 3 开头；下级科目须有其上级",
        extend("propertyNames" = { "pattern": "^3([0-9]{2}|[0-9]{4})$" })
    )]
    economic: Ordered<Vec<RawName>>,
}

/// A name of a code and the years for which it stands.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "name", title = "名称", description = "一个名称和使用它的年度；同一编码的各名称，年度不能重叠")]
struct RawName {
    #[schemars(title = "标准名称", description = "政府收支分类科目所写的名称", length(min = 1))]
    name: String,
    #[schemars(title = "首年", description = "使用这个名称的第一个决算年度，不写不限", range(min = 1949, max = 2999))]
    from: Option<i32>,
    #[schemars(
        title = "末年",
        description = "使用这个名称的最后一个决算年度，不写不限",
        range(min = 1949, max = 2999)
    )]
    until: Option<i32>,
    #[schemars(title = "来历", description = "名称从何得知")]
    confidence: Option<Confidence>,
}

/// How a name is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(
    rename = "confidence",
    title = "来历",
    description = "verified 见于科目表或公开的决算，secondary 见于转述，memory 凭记忆"
)]
enum Confidence {
    /// Read in the classification itself, or in a published account.
    #[schemars(description = "见于科目表或公开的决算")]
    Verified,
    /// Seen in a secondary source.
    #[schemars(description = "见于转述")]
    Secondary,
    /// From memory.
    #[schemars(description = "凭记忆")]
    Memory,
}

/// A classification: the first digit of its codes and their lengths.
struct Classification {
    digit: char,
    lengths: &'static [usize],
    name: fn() -> Text,
}

/// The years for which a name may stand: the first and the last.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2999;

const FUNCTIONAL: Classification =
    Classification { digit: '2', lengths: &[3, 5, 7], name: || msg!("codes-functional") };
const ECONOMIC: Classification = Classification { digit: '3', lengths: &[3, 5], name: || msg!("codes-economic") };

/// A code with one of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeInfo {
    /// The code.
    pub code: String,
    /// Its standard name.
    pub name: String,
    /// The first year for which it stands; open when nothing is said.
    pub from: Option<i32>,
    /// The last year for which it stands; open when nothing is said.
    pub until: Option<i32>,
    /// How the name is known: `verified`, `secondary` or `memory`; none when the pack does not say.
    pub confidence: Option<&'static str>,
}

/// Why a code has no standard name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unnamed {
    /// The list has no such code.
    Unknown,
    /// The list has the code, and no name for the year.
    NotInYear,
}

/// Every code with its names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Codes {
    names: BTreeMap<String, Vec<CodeInfo>>,
}

impl CodeInfo {
    fn stands_in(&self, year: i32) -> bool {
        self.from.is_none_or(|from| from <= year) && self.until.is_none_or(|until| year <= until)
    }

    fn overlaps(&self, other: &CodeInfo) -> bool {
        let begins_by = |from: Option<i32>, until: Option<i32>| from.zip(until).is_none_or(|(f, u)| f <= u);
        begins_by(self.from, other.until) && begins_by(other.from, self.until)
    }

    /// The years as a message shows them: `2018–2019`, `2019–`.
    fn years(&self) -> Text {
        if self.from.is_none() && self.until.is_none() {
            return msg!("codes-every-year");
        }
        let end = |year: Option<i32>| year.map_or_else(String::new, |y| y.to_string());
        format!("{}–{}", end(self.from), end(self.until)).into()
    }
}

impl Codes {
    /// The codes of some files together.
    ///
    /// # Errors
    /// A malformed code, a code without the one above it, years that contradict each other.
    #[expect(clippy::string_slice, reason = "a code that is not malformed is of three ASCII digits at least")]
    #[expect(clippy::arithmetic_side_effects, reason = "a code above another has two digits less")]
    pub(super) fn of<'f>(files: impl Iterator<Item = &'f File>) -> Result<Self, Vec<Problem>> {
        let mut codes = Codes::default();
        let mut problems = Vec::new();
        let mut places = Vec::new();
        for (number, file) in files.enumerate() {
            for (classification, entries) in [(FUNCTIONAL, &file.functional), (ECONOMIC, &file.economic)] {
                for (code, names) in &entries.0 {
                    let mut fault = |message| {
                        problems.push(Problem { file: number, key: code.clone(), message, help: None });
                    };
                    match classification.malformed(code) {
                        Some(message) => fault(message),
                        None => {
                            places.push((number, code.clone()));
                            names.iter().filter_map(|name| codes.add(code, name)).for_each(fault);
                        }
                    }
                }
            }
        }
        for (number, code) in places {
            let above = &code[..code.len() - 2];
            if above.len() >= 3 && !codes.names.contains_key(above) {
                let message = msg!("codes-without-parent", code = &code, above);
                problems.push(Problem { file: number, key: code, message, help: None });
            }
        }
        if problems.is_empty() { Ok(codes) } else { Err(problems) }
    }

    /// Adds a name; gives what is wrong with it.
    fn add(&mut self, code: &str, raw: &RawName) -> Option<Text> {
        let confidence = raw.confidence.map(|confidence| match confidence {
            Confidence::Verified => "verified",
            Confidence::Secondary => "secondary",
            Confidence::Memory => "memory",
        });
        let name = raw.name.trim().to_owned();
        let new = CodeInfo { code: code.to_owned(), name, from: raw.from, until: raw.until, confidence };
        let shown = &new.name;
        if shown.is_empty() {
            return Some(msg!("codes-no-name", code));
        }
        if new.from.zip(new.until).is_some_and(|(from, until)| from > until) {
            return Some(msg!("codes-years-reversed", code, name = shown, years = new.years()));
        }
        if let Some(year) = [new.from, new.until].into_iter().flatten().find(|year| !YEARS.contains(year)) {
            let (first, last) = (YEARS.start(), YEARS.end());
            return Some(msg!("codes-year-out", code, name = shown, year, first = *first, last = *last));
        }
        // Most codes have one name.
        let known = self.names.entry(code.to_owned()).or_insert_with(|| Vec::with_capacity(1));
        if let Some(other) = known.iter().find(|other| other.overlaps(&new)) {
            let (name, others) = (&other.name, other.years());
            return Some(msg!("codes-two-names", code, name, others, second = shown, years = new.years()));
        }
        known.push(new);
        None
    }

    /// Every code with every name, in the order of the codes.
    pub(crate) fn all(&self) -> Vec<CodeInfo> {
        self.names.values().flatten().cloned().collect()
    }

    /// The standard name of a code in a year.
    pub(crate) fn name(&self, code: &str, year: i32) -> Result<&str, Unnamed> {
        let names = self.names.get(code).ok_or(Unnamed::Unknown)?;
        names.iter().find(|name| name.stands_in(year)).map(|name| name.name.as_str()).ok_or(Unnamed::NotInYear)
    }

    /// The standard name nearest to `name` in a year, among the codes directly below `above`: a code, or the
    /// first digit of a classification.
    #[expect(clippy::arithmetic_side_effects, reason = "codes are short texts")]
    pub(crate) fn nearest(&self, name: &str, above: &str, year: i32) -> Option<&str> {
        let length = if above.len() == 1 { 3 } else { above.len() + 2 };
        let below = self.names.range(above.to_owned()..).take_while(|(code, _)| code.starts_with(above));
        let names = below.filter(|(code, _)| code.len() == length).flat_map(|(_, names)| names);
        let of_year: Vec<&str> = names.filter(|n| n.stands_in(year)).map(|n| n.name.as_str()).collect();
        let same = of_year.iter().find(|standard| same_name(standard, name));
        same.copied().or_else(|| suggest::nearest(name, of_year.iter().copied()))
    }
}

impl Classification {
    /// What is wrong with a code of the classification.
    fn malformed(&self, code: &str) -> Option<Text> {
        let Classification { digit, lengths, name } = self;
        let sound =
            code.starts_with(*digit) && code.bytes().all(|b| b.is_ascii_digit()) && lengths.contains(&code.len());
        let list = Text::list(lengths.iter().map(usize::to_string));
        (!sound).then(|| msg!("codes-malformed", classification = name(), digit = *digit, lengths = list, code))
    }
}

/// Whether two names differ in blanks and in the width of brackets and commas at most: that is typography, and
/// no other name.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let narrow = |c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            c => c,
        };
        text.chars().filter(|c| !c.is_whitespace()).map(narrow)
    }
    letters(a).eq(letters(b))
}
