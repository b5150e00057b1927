//! The functions of the language: names, arguments, and what each does, as `gouji explain` and the
//! reference show it.

use crate::message::{Text, msg};

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// Adds.
    Sum,
    /// Counts.
    Count,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// The mean.
    Avg,
    /// Without its sign.
    Abs,
    /// 四舍五入
    Round,
    /// 去尾
    Trunc,
    /// Length of a text.
    Len,
    /// 占比
    Pct,
    /// 增减率
    Growth,
    /// 推算上年
    PriorOf,
    /// Whether a text begins so.
    StartsWith,
    /// Whether a text ends so.
    EndsWith,
    /// Whether a text or list contains something.
    Contains,
    /// Without repetitions.
    Distinct,
    /// The first of a list.
    First,
    /// The last of a list.
    Last,
    /// The year of a date.
    Year,
    /// Days from one date to the other.
    DaysBetween,
    /// Under which key something stands.
    Key,
    /// What stands in the same place of another account.
    Counterpart,
    /// The beginning of a text.
    Left,
    /// The name of a code in 政府收支分类科目.
    StandardName,
    /// Whether a name is the standard one of a code.
    IsStandardName,
    /// The standard name that a name is, or is a slip of.
    NearestStandardName,
}

impl Builtin {
    /// Whether the function gives a condition and never a value.
    pub(crate) fn gives_truth(self) -> bool {
        matches!(self, Builtin::StartsWith | Builtin::EndsWith | Builtin::Contains | Builtin::IsStandardName)
    }

    /// Whether the function may stand for a condition. `first` and `last` give whatever the list holds.
    pub(crate) fn is_logical(self) -> bool {
        self.gives_truth() || matches!(self, Builtin::First | Builtin::Last)
    }
}

/// One line of the function table.
#[derive(Debug)]
pub struct Signature {
    /// The function.
    pub builtin: Builtin,
    /// Its names: the English one, the canonical Chinese one, other Chinese ones.
    pub names: &'static [&'static str],
    /// The arguments as written in the reference.
    pub usage: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// What it does.
    pub does: fn() -> Text,
    /// An assertion that uses it.
    pub example: &'static str,
}

impl Signature {
    /// The English name.
    pub fn english(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// The canonical Chinese name.
    pub fn chinese(&self) -> &'static str {
        self.names.get(1).copied().unwrap_or_default()
    }
}

macro_rules! table {
    ($($builtin:ident [$($name:literal),+] $usage:literal $least:literal..$most:literal $does:expr, $example:literal;)+) => {
        &[$(Signature { builtin: Builtin::$builtin, names: &[$($name),+], usage: $usage, least: $least, most: $most, does: || $does, example: $example }),+]
    };
}

/// Every function.
pub const TABLE: &[Signature] = table! {
    Sum ["sum", "求和"] "sum(a, …)" 1..1000 msg!("function-sum"), "sum(income.sources.*) ≈ income.total";
    Count ["count", "个数"] "count(a)" 1..1 msg!("function-count"), "count(general_budget.items.*) > 0";
    Min ["min", "最小值"] "min(a, …)" 1..1000 msg!("function-min"), "min(three_public.abroad, three_public.reception) ≥ 0";
    Max ["max", "最大值"] "max(a, …)" 1..1000 msg!("function-max"), "max(income.sources.*) ≲ income.total";
    Avg ["avg", "平均值"] "avg(a, …)" 1..1000 msg!("function-avg"), "avg(performance.project_scores.*.score) ≥ 60";
    Abs ["abs", "绝对值"] "abs(x)" 1..1 msg!("function-abs"), "abs(overview.change) ≲ overview.total";
    Round ["round", "四舍五入"] "round(x, n)" 1..2 msg!("function-round"), "round(pct(basic_expenditure.public, basic_expenditure.total), 1) ≤ 100";
    Trunc ["trunc", "去尾"] "trunc(x, n)" 1..2 msg!("function-trunc"), "trunc(income.sources.other.share_pct) ≤ 100";
    Len ["len", "位数", "长度"] "len(text)" 1..1 msg!("function-len"), "all row in tables.t3_expenditure.rows : len(row.code) in [3, 5, 7]";
    Pct ["pct", "百分比", "占比"] "pct(part, whole)" 2..2 msg!("function-pct"), "income.sources.other.share_pct ≈ pct(income.sources.other.amount, income.total)";
    Growth ["growth", "增减率"] "growth(now, before)" 2..2 msg!("function-growth"), "overview.change_pct ≈ growth(overview.total, overview.prior)";
    PriorOf ["prior_of", "推算上年"] "prior_of(now, change)" 2..2 msg!("function-prior-of"), "prior_of(appropriation.total, appropriation.change) ≲ prior_of(overview.total, overview.change)";
    StartsWith ["starts_with", "开头为"] "starts_with(text, beginning)" 2..2 msg!("function-starts-with"), "any row in tables.t5_general_budget.rows : starts_with(row.code, \"208\")";
    EndsWith ["ends_with", "结尾为"] "ends_with(text, end)" 2..2 msg!("function-ends-with"), "ends_with(entity.name, \"局\")";
    Contains ["contains", "包含"] "contains(text, part)" 2..2 msg!("function-contains"), "contains(tables.t3_expenditure.rows.code, \"208\")";
    Distinct ["distinct", "去重"] "distinct(list)" 1..1 msg!("function-distinct"), "count(distinct(general_budget.items.code)) == count(general_budget.items.code)";
    First ["first", "首项"] "first(list)" 1..1 msg!("function-first"), "first(general_budget.items.amount) ≥ 0";
    Last ["last", "末项"] "last(list)" 1..1 msg!("function-last"), "last(tables.t3_expenditure.rows.total) ≥ 0";
    Year ["year", "取年份"] "year(date)" 1..1 msg!("function-year"), "year(approval.date) == 2024";
    DaysBetween ["days_between", "间隔天数"] "days_between(from, to)" 2..2 msg!("function-days-between"), "days_between(approval.date, publication.date) ≤ 20";
    Key ["key", "键名"] "key(x)" 1..1 msg!("function-key"), "all item in general_budget.items : len(key(item)) in [3, 5, 7]";
    Counterpart ["counterpart", "对应数"] "counterpart(x, account)" 2..2 msg!("function-counterpart"), "all item in general_budget.items : item.amount ≈ counterpart(item.amount, prior)";
    Left ["left", "取左"] "left(text, n)" 2..2 msg!("function-left"), "all row in tables.t3_expenditure.rows : left(row.code, 1) == \"2\"";
    StandardName ["standard_name", "标准名称"] "standard_name(code, year)" 1..2 msg!("function-standard-name"), "all row in tables.t3_expenditure.rows : row.name == standard_name(row.code, year)";
    IsStandardName ["is_standard_name", "是标准名称"] "is_standard_name(name, code, year)" 2..3 msg!("function-is-standard-name"), "all row in tables.t3_expenditure.rows : is_standard_name(row.name, row.code)";
    NearestStandardName ["nearest_standard_name", "最近标准名称"] "nearest_standard_name(name, above)" 2..2 msg!("function-nearest-standard-name"), "all row in tables.t3_expenditure.rows : row.name == nearest_standard_name(row.name, left(row.code, 3))";
};

/// The function of a name.
pub(crate) fn find(name: &str) -> Option<&'static Signature> {
    TABLE.iter().find(|s| s.names.contains(&name))
}

/// Every name of every function, for suggestions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().flat_map(|s| s.names.iter().copied())
}
