//! Kinds of figures, units of money, and the words that may follow a printed number.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a figure measures. Figures of different kinds do not add or compare, save where
/// [`Kind::meet`] says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An amount of money.
    Money,
    /// A percentage, in percentage points: `8.61` is 8.61 %.
    Percent,
    /// A number of things; exact.
    Count,
    /// The quotient of two amounts of one kind.
    Ratio,
    /// A number without a unit: a score, or money of an account that states no unit.
    Plain,
    /// A calendar year; exact.
    Year,
    /// A literal of a rule, or what is computed from literals alone: takes the kind and the unit of
    /// what it meets.
    #[serde(rename = "literal")]
    Free,
}

impl Kind {
    /// The kind's stable name, as in JSON and in `figures.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Money => "money",
            Kind::Percent => "percent",
            Kind::Count => "count",
            Kind::Ratio => "ratio",
            Kind::Plain => "plain",
            Kind::Year => "year",
            Kind::Free => "literal",
        }
    }

    /// The kind of a sum, difference or comparison of the two, or none when they cannot meet.
    pub fn meet(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Kind::Free, k) | (k, Kind::Free) => Some(k),
            // A plain number beside a percentage means percent; beside a count, a count.
            (Kind::Plain, k @ (Kind::Percent | Kind::Count | Kind::Ratio | Kind::Year))
            | (k @ (Kind::Percent | Kind::Count | Kind::Ratio | Kind::Year), Kind::Plain) => Some(k),
            // `year - prior.year` and the like.
            (Kind::Year, Kind::Count) | (Kind::Count, Kind::Year) => Some(Kind::Year),
            _ => None,
        }
    }

    /// The kind of a product, or none when there is no such product.
    pub(crate) fn times(self, other: Kind) -> Option<Kind> {
        use Kind::{Count, Free, Money, Percent, Plain, Ratio, Year};
        Some(match (self, other) {
            (Money, Money) | (Year, _) | (_, Year) => return None,
            (Percent, Percent) => Percent,
            (Money, _) | (_, Money) => Money,
            (Percent, kind @ (Count | Plain | Ratio)) | (kind @ (Count | Plain | Ratio), Percent) => kind,
            (Free, Free) => Free,
            // `a / b * 100`: a number that may mean percent.
            (Ratio, Free) | (Free, Ratio) => Plain,
            (Free, kind) | (kind, Free) | (Ratio, kind) | (kind, Ratio) => kind,
            (Count, Count) => Count,
            _ => Plain,
        })
    }

    /// Whether a product with `other` counts the percentage among the two by its hundredth: percent ×
    /// money = money / 100. A literal beside a percentage is a plain factor.
    pub(crate) fn scales(self, other: Kind) -> bool {
        match (self, other) {
            (Kind::Percent, k) | (k, Kind::Percent) => k != Kind::Free,
            _ => false,
        }
    }

    /// The kind of a quotient, or none when there is no such quotient.
    pub(crate) fn over(self, other: Kind) -> Option<Kind> {
        use Kind::{Free, Money, Plain, Ratio, Year};
        Some(match (self, other) {
            (Year, _) | (_, Year) => return None,
            (Free, Free) => Free,
            (x, y) if x == y => Ratio,
            (Money, _) => Money,
            (x, Free) => x,
            (_, Money) => return None,
            _ => Plain,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A unit of money. 元 is the unit of account (预算法实施条例 第十一条); the others are ways to print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum MoneyUnit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元, 10 000 元
    #[serde(rename = "万元")]
    WanYuan,
    /// 亿元, 100 000 000 元
    #[serde(rename = "亿元")]
    YiYuan,
}

impl MoneyUnit {
    /// How many powers of ten the unit is above 元.
    pub fn power(self) -> u32 {
        match self {
            MoneyUnit::Yuan => 0,
            MoneyUnit::WanYuan => 4,
            MoneyUnit::YiYuan => 8,
        }
    }

    /// The unit as printed.
    pub fn label(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "元",
            MoneyUnit::WanYuan => "万元",
            MoneyUnit::YiYuan => "亿元",
        }
    }

    /// The unit that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "元" => Some(MoneyUnit::Yuan),
            "万元" => Some(MoneyUnit::WanYuan),
            "亿元" => Some(MoneyUnit::YiYuan),
            _ => None,
        }
    }
}

/// Words that may follow a printed number, each with what it makes of it. 个百分点 stands before 个.
const SUFFIXES: &[(&str, Suffix)] = &[
    ("亿元", Suffix::Money(MoneyUnit::YiYuan)),
    ("万元", Suffix::Money(MoneyUnit::WanYuan)),
    ("元", Suffix::Money(MoneyUnit::Yuan)),
    ("个百分点", Suffix::Points),
    ("百分点", Suffix::Points),
    ("%", Suffix::Percent),
    ("％", Suffix::Percent),
    ("人次", Suffix::Count("人次")),
    ("批次", Suffix::Count("批次")),
    ("团组", Suffix::Count("团组")),
    ("人", Suffix::Count("人")),
    ("批", Suffix::Count("批")),
    ("辆", Suffix::Count("辆")),
    ("个", Suffix::Count("个")),
    ("台", Suffix::Count("台")),
    ("套", Suffix::Count("套")),
    ("户", Suffix::Count("户")),
    ("家", Suffix::Count("家")),
    ("项", Suffix::Count("项")),
    ("次", Suffix::Count("次")),
    ("天", Suffix::Count("天")),
    ("年", Suffix::Year),
];

/// The word after a number: `1584元`, `5%`, `0.5个百分点`, `66人次`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    /// A unit of money.
    Money(MoneyUnit),
    /// A percentage.
    Percent,
    /// Percentage points: a difference of two percentages, never a fraction of something.
    Points,
    /// A number of things.
    Count(&'static str),
    /// A calendar year.
    Year,
}

/// A suffix as a number of one byte, for the many figures of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SuffixId(u8);

impl SuffixId {
    /// The suffix that `word` is, whole.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        let at = SUFFIXES.iter().position(|(text, _)| *text == word)?;
        u8::try_from(at).ok().map(SuffixId)
    }

    pub(crate) fn suffix(self) -> Suffix {
        SUFFIXES.get(usize::from(self.0)).map_or(Suffix::Percent, |&(_, suffix)| suffix)
    }
}

impl Suffix {
    /// The suffix that `word` is, whole.
    pub fn parse(word: &str) -> Option<Self> {
        SUFFIXES.iter().find(|(text, _)| *text == word).map(|&(_, suffix)| suffix)
    }

    /// Every word that may follow a number of a kind.
    pub(crate) fn words(kind: Kind) -> impl Iterator<Item = &'static str> {
        SUFFIXES.iter().filter(move |(_, suffix)| suffix.kind() == kind).map(|(word, _)| *word)
    }

    /// The kind of a number that carries the suffix.
    pub fn kind(self) -> Kind {
        match self {
            Suffix::Money(_) => Kind::Money,
            Suffix::Percent | Suffix::Points => Kind::Percent,
            Suffix::Count(_) => Kind::Count,
            Suffix::Year => Kind::Year,
        }
    }

    /// The suffix as printed.
    pub fn label(self) -> &'static str {
        match self {
            Suffix::Money(unit) => unit.label(),
            Suffix::Percent => "%",
            Suffix::Points => "个百分点",
            Suffix::Count(word) => word,
            Suffix::Year => "年",
        }
    }
}
