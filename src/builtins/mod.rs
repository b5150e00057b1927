//! The functions of the language: names, arguments, and what each does, as `gouji explain` and the
//! reference show it.

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
}

impl Builtin {
    /// Whether the function gives a condition and no value. `first` and `last` give whatever the list holds.
    pub(crate) fn is_logical(self) -> bool {
        matches!(self, Builtin::StartsWith | Builtin::EndsWith | Builtin::Contains | Builtin::First | Builtin::Last)
    }
}

/// One line of the function table.
#[derive(Debug)]
pub struct Signature {
    /// The function.
    pub builtin: Builtin,
    /// Its names, the English one first, then the Chinese.
    pub names: &'static [&'static str],
    /// The arguments as written in the reference.
    pub usage: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// An assertion that uses it.
    pub example: &'static str,
}

macro_rules! table {
    ($($builtin:ident [$($name:literal),+] $usage:literal $least:literal..$most:literal $zh:literal $en:literal $example:literal;)+) => {
        &[$(Signature { builtin: Builtin::$builtin, names: &[$($name),+], usage: $usage, least: $least, most: $most, zh: $zh, en: $en, example: $example }),+]
    };
}

/// Every function.
pub const TABLE: &[Signature] = table! {
    Sum ["sum", "求和"] "sum(a, …)" 1..1000 "各项之和；没有任何一项时为缺数" "the sum of all; missing when there is nothing to add" "sum(income.sources.*) ≈ income.total";
    Count ["count", "个数"] "count(a)" 1..1 "有几项；没有时为 0" "how many there are; 0 when there are none" "count(general_budget.items.*) > 0";
    Min ["min", "最小值"] "min(a, …)" 1..1000 "最小的一项" "the smallest" "min(three_public.abroad, three_public.reception) ≥ 0";
    Max ["max", "最大值"] "max(a, …)" 1..1000 "最大的一项" "the largest" "max(income.sources.*) ≲ income.total";
    Avg ["avg", "平均值"] "avg(a, …)" 1..1000 "平均值" "the mean" "avg(performance.project_scores.*.score) ≥ 60";
    Abs ["abs", "绝对值"] "abs(x)" 1..1 "去掉正负号" "x without its sign" "abs(overview.change) ≲ overview.total";
    Round ["round", "四舍五入"] "round(x, n)" 1..2 "四舍五入到 n 位小数（不写 n 则到整数）" "x rounded half away from zero to n decimals, or to a whole number" "round(pct(basic_expenditure.public, basic_expenditure.total), 1) ≤ 100";
    Trunc ["trunc", "去尾"] "trunc(x, n)" 1..2 "去尾到 n 位小数（不写 n 则到整数）" "x cut toward zero at n decimals, or at the point" "trunc(income.sources.other.share_pct) ≤ 100";
    Len ["len", "位数", "长度"] "len(text)" 1..1 "文字的字数、编码的位数" "the number of characters of a text or code" "all row in tables.t3_expenditure.rows : len(row.code) in [3, 5, 7]";
    Pct ["pct", "百分比", "占比"] "pct(part, whole)" 2..2 "部分占整体的百分比；整体为 0 则不可比" "part as a percentage of whole; undefined when whole is 0" "income.sources.other.share_pct ≈ pct(income.sources.other.amount, income.total)";
    Growth ["growth", "增减率"] "growth(now, before)" 2..2 "(now − before) ÷ before，百分数；before 为 0 或负则不可比" "(now − before) / before as a percentage; undefined when before is 0 or negative" "overview.change_pct ≈ growth(overview.total, overview.prior)";
    PriorOf ["prior_of", "推算上年"] "prior_of(now, change)" 2..2 "now − change" "now − change" "prior_of(appropriation.total, appropriation.change) ≲ prior_of(overview.total, overview.change)";
    StartsWith ["starts_with", "开头为"] "starts_with(text, beginning)" 2..2 "文字是否以此开头" "whether a text begins so" "any row in tables.t5_general_budget.rows : starts_with(row.code, \"208\")";
    EndsWith ["ends_with", "结尾为"] "ends_with(text, end)" 2..2 "文字是否以此结尾" "whether a text ends so" "ends_with(entity.name, \"局\")";
    Contains ["contains", "包含"] "contains(text, part)" 2..2 "文字是否含有此段；列表是否含有此项" "whether a text has a part, or a list an element" "contains(tables.t3_expenditure.rows.code, \"208\")";
    Distinct ["distinct", "去重"] "distinct(list)" 1..1 "去掉重复的项" "the list without repetitions" "count(distinct(general_budget.items.code)) == count(general_budget.items.code)";
    First ["first", "首项"] "first(list)" 1..1 "第一项" "the first element" "first(general_budget.items.amount) ≥ 0";
    Last ["last", "末项"] "last(list)" 1..1 "最后一项" "the last element" "last(tables.t3_expenditure.rows.total) ≥ 0";
    Year ["year", "取年份"] "year(date)" 1..1 "日期的年份" "the year of a date" "year(approval.date) == 2024";
    DaysBetween ["days_between", "间隔天数"] "days_between(from, to)" 2..2 "从前一日期到后一日期的天数" "the days from one date to the other" "days_between(approval.date, publication.date) ≤ 20";
};

/// The function of a name.
pub(crate) fn find(name: &str) -> Option<&'static Signature> {
    TABLE.iter().find(|s| s.names.contains(&name))
}

/// Every name of every function, for suggestions.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().flat_map(|s| s.names.iter().copied())
}
