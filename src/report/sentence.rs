//! What a finding says in words: amounts with their units, the difference and what explains it, remarks.

use crate::diagnostic::Lang;
use crate::draw::Style;
use crate::figure::{Kind, MoneyUnit};
use crate::finding::{Amount, Comparison, Evidence, FigureUse, Instance, Note, Range, Severity, Side, Verdict};

/// Most decimals of the end of a range; what follows is left out, visibly.
const RANGE_DECIMALS: usize = 4;
/// 数词 before 数, from 0.
const COUNTS: [(&str, &str); 11] = [
    ("", ""),
    ("", ""),
    ("两", "two"),
    ("三", "three"),
    ("四", "four"),
    ("五", "five"),
    ("六", "six"),
    ("七", "seven"),
    ("八", "eight"),
    ("九", "nine"),
    ("十", "ten"),
];

/// The unit of money in the language of the report.
pub(super) fn money(unit: MoneyUnit, style: &Style) -> &'static str {
    match (style.lang, unit) {
        (Lang::Zh, unit) => unit.label(),
        (Lang::En, MoneyUnit::Yuan) => "yuan",
        (Lang::En, MoneyUnit::WanYuan) => "wan yuan",
        (Lang::En, MoneyUnit::YiYuan) => "yi yuan",
    }
}

/// A number with the unit of an amount after it.
fn with_unit(number: &str, amount: &Amount, style: &Style) -> String {
    match (amount.kind, amount.unit) {
        (Kind::Money, Some(unit)) => format!("{number} {}", money(unit, style)),
        (Kind::Percent, _) => format!("{number}%"),
        _ => number.to_owned(),
    }
}

/// An amount for people.
fn amount(amount: &Amount, style: &Style) -> String {
    with_unit(&amount.short, amount, style)
}

/// A difference for people: that of two percentages is in percentage points.
pub(super) fn gap(gap: &Amount, style: &Style) -> String {
    match gap.kind {
        Kind::Percent => format!("{} {}", gap.short, style.say("个百分点", "percentage points")),
        _ => amount(gap, style),
    }
}

/// `=` before a number that is told in full, else `≈`.
fn equals(amount: &Amount) -> &'static str {
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if bare(&amount.text) == bare(&amount.short) { "=" } else { "≈" }
}

/// The figures that alone are the left and the right side of the comparison.
pub(super) fn stated(evidence: &Evidence) -> [Option<&FigureUse>; 2] {
    let alone = |side: &Option<Side>, not: Option<&FigureUse>| {
        let side = side.as_ref()?;
        let printed = side.computation.trim_start_matches('“').trim_end_matches('”');
        let name = side.written.rsplit('.').next().unwrap_or_default();
        let same = || {
            evidence
                .figures
                .iter()
                .filter(|f| f.text == printed && !printed.is_empty() && not.is_none_or(|n| !std::ptr::eq(n, *f)))
        };
        same().find(|f| f.path.ends_with(name)).or_else(|| same().next())
    };
    let left = alone(&evidence.left, None);
    [left, alone(&evidence.right, left)]
}

/// A printed figure with its unit, which the text may hold already; words in quotation marks.
pub(super) fn printed(figure: &FigureUse, side: &Side, style: &Style) -> String {
    match &side.value {
        Some(value) if figure.text.ends_with(|c: char| c.is_ascii_digit()) => with_unit(&figure.text, value, style),
        Some(_) => figure.text.clone(),
        None => style.say(format!("“{}”", figure.text), format!("\"{}\"", figure.text)),
    }
}

/// One side of a comparison: where it comes from and its value. The value in another unit is added when
/// the difference is told in that one.
pub(super) fn side(
    side: &Side,
    figure: Option<&FigureUse>,
    difference: Option<&Amount>,
    style: &Style,
) -> ((&'static str, &'static str), String) {
    let converted = match (&side.converted, difference) {
        (Some(converted), Some(gap)) if side.value.as_ref().is_some_and(|v| v.unit != gap.unit) => {
            format!(" {} {}", equals(converted), amount(converted, style))
        }
        _ => String::new(),
    };
    if let Some(figure) = figure {
        let label = figure.label.as_deref().map(|l| format!("{l} ")).unwrap_or_default();
        return (("公开", "printed"), format!("{label}{}{converted}", printed(figure, side, style)));
    }
    match &side.value {
        Some(value) if is_literal(&side.computation, value) => {
            (("对照", "against"), format!("{}{converted}", amount(value, style)))
        }
        Some(value) => (
            ("计算", "computed"),
            format!("{} {} {}{converted}", side.computation, equals(value), amount(value, style)),
        ),
        None => (("对照", "against"), side.computation.clone()),
    }
}

/// Whether a computation is nothing but its value: a number of the rule, perhaps with its unit.
fn is_literal(computation: &str, value: &Amount) -> bool {
    let number = computation.trim_end_matches(|c: char| !c.is_ascii_digit());
    number == value.text || number == value.short
}

/// 差额, and whether rounding explains it.
pub(super) fn difference(instance: &Instance, style: &Style) -> Option<String> {
    let evidence = &instance.evidence;
    let difference = evidence.difference.as_ref()?;
    let d = gap(difference, style);
    let slack = evidence.slack.as_ref().map(|s| gap(s, style));
    let explained = evidence.explained_by_rounding;
    Some(match (instance.verdict, slack) {
        (Verdict::Rounding, Some(s)) => style.say(
            format!("{d}，不超过允许尾差 {s}，四舍五入可以解释"),
            format!("{d}, within the {s} that rounding explains"),
        ),
        (Verdict::Rounding, None) => style.say(format!("{d}，四舍五入可以解释"), format!("{d}, explained by rounding")),
        (Verdict::Improbable, slack) => improbable(&d, slack, evidence.z.as_deref(), style),
        (Verdict::Holds, _) => d,
        _ if is_strict(evidence.comparison) && is_zero(&difference.text) => {
            style.say(format!("{d}，按公开数两者相等"), format!("{d}, the two are equal as printed"))
        }
        (_, slack) if explained == Some(true) && !is_tolerant(evidence.comparison) => {
            let of = slack
                .map(|s| style.say(format!("（允许尾差 {s}）"), format!(" ({s} allowed for)")))
                .unwrap_or_default();
            style.say(
                format!("{d}，按公开数不成立；四舍五入可以解释{of}，但本公式按公开数审核"),
                format!(
                    "{d}, so it fails as printed; rounding could explain it{of}, but this rule is about what is printed"
                ),
            )
        }
        (_, Some(s)) if evidence.within => {
            style.say(format!("{d}，超过允许差 {s}"), format!("{d}, more than the {s} allowed"))
        }
        (_, Some(s)) if s == d => style.say(
            format!("{d}，四舍五入造成的差额须小于 {s}，不能解释{}", at_fault(instance, style)),
            format!("{d}, and rounding explains only less than {s}{}", at_fault(instance, style)),
        ),
        (_, Some(s)) => style.say(
            format!("{d}，超过允许尾差 {s}，四舍五入不能解释{}", at_fault(instance, style)),
            format!("{d}, more than the {s} that rounding explains{}", at_fault(instance, style)),
        ),
        (_, None) => style.say(format!("{d}，四舍五入不能解释"), format!("{d}, not explained by rounding")),
    })
}

fn improbable(d: &str, slack: Option<String>, z: Option<&str>, style: &Style) -> String {
    let within = slack
        .map(|s| style.say(format!("，虽不超过允许尾差 {s}"), format!(", within the {s} that rounding could explain")))
        .unwrap_or_default();
    let far = z
        .map(|z| style.say(format!("（偏离 {z} 个标准差）"), format!(" ({z} standard deviations)")))
        .unwrap_or_default();
    style.say(format!("{d}{within}，但仅凭四舍五入极难凑成{far}"), format!("{d}{within}, but only by luck{far}"))
}

/// What an equation that must hold proves when no true values satisfy it.
fn at_fault(instance: &Instance, style: &Style) -> String {
    let evidence = &instance.evidence;
    let equation = matches!(evidence.comparison, Some(Comparison::Approx | Comparison::Equal));
    let count = evidence.figures.len();
    if !equation || evidence.explained_by_rounding != Some(false) || instance.severity != Severity::Error || count < 2 {
        return String::new();
    }
    match COUNTS.get(count) {
        Some((zh, en)) => {
            style.say(format!("，{zh}数中至少一数有误"), format!("; at least one of the {en} figures is wrong"))
        }
        None => style
            .say(format!("，所列 {count} 数中至少一数有误"), format!("; at least one of the {count} figures is wrong")),
    }
}

fn is_tolerant(comparison: Option<Comparison>) -> bool {
    matches!(comparison, Some(Comparison::Approx | Comparison::LessApprox | Comparison::GreaterApprox))
}

fn is_strict(comparison: Option<Comparison>) -> bool {
    matches!(comparison, Some(Comparison::NotEqual | Comparison::Less | Comparison::Greater))
}

fn is_zero(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '0' | '.' | '-'))
}

/// 可能区间 of the sides that are percentages.
pub(super) fn ranges(evidence: &Evidence, style: &Style) -> Vec<String> {
    let stated = stated(evidence);
    let sides = [&evidence.left, &evidence.right];
    let shown = sides.into_iter().zip(stated).filter_map(|(side, figure)| {
        let side = side.as_ref()?;
        let range = side.range.as_ref().filter(|r| r.low != r.high)?;
        if side.value.as_ref()?.kind != Kind::Percent {
            return None;
        }
        let text = range_text(range, style);
        Some(match figure {
            Some(_) => style.say(format!("公开数可代表 {text}"), format!("the printed figure stands for {text}")),
            None => style.say(format!("计算结果可为 {text}"), format!("the computed one can be {text}")),
        })
    });
    shown.collect()
}

fn range_text(range: &Range, style: &Style) -> String {
    let end = |text: &str| match text.split_once('.') {
        Some((whole, decimals)) if decimals.len() > RANGE_DECIMALS && text.is_ascii() => {
            format!("{whole}.{}…%", &decimals[..RANGE_DECIMALS])
        }
        _ => format!("{text}%"),
    };
    match (&range.low, &range.high) {
        (None, None) => style.say("任何数", "anything").to_owned(),
        (Some(low), None) => {
            style.say(format!("{} 以上，没有上限", end(low)), format!("{} and above, without bound", end(low)))
        }
        (None, Some(high)) => {
            style.say(format!("{} 以下，没有下限", end(high)), format!("{} and below, without bound", end(high)))
        }
        (Some(low), Some(high)) => {
            let ends = match (range.low_included, range.high_included) {
                (true, true) => "",
                (true, false) => style.say("（不含上端）", " (upper end excluded)"),
                (false, true) => style.say("（不含下端）", " (lower end excluded)"),
                (false, false) => style.say("（不含两端）", " (both ends excluded)"),
            };
            style.say(format!("{} 至 {}{ends}", end(low), end(high)), format!("{} to {}{ends}", end(low), end(high)))
        }
    }
}

/// 备注: what the notes of the evidence mean, and blank cells that were taken for zero.
pub(super) fn remarks(evidence: &Evidence, style: &Style) -> Vec<String> {
    let mut texts: Vec<String> = evidence
        .notes
        .iter()
        .map(|note| match note {
            Note::Truncated => style.say(
                "去尾：公开的百分比是截去尾数所得，不是四舍五入所得",
                "truncated: the printed percentage was cut, not rounded",
            ),
            Note::Plugged => style.say(
                "倒挤：与同组其他百分比的偏差正好相抵，是为凑足合计所作的调整",
                "plugged: its deviation cancels those of the other parts, as if adjusted to add up",
            ),
            Note::BaseNearZero => {
                style.say("基数可能为 0，可能区间没有界限", "the base could be zero, so the range has no bound")
            }
            Note::Bound => style.say("可能区间是外围估计，可能偏宽", "the range is a bound and may be too wide"),
        })
        .map(str::to_owned)
        .collect();
    let blank: Vec<&str> =
        evidence.figures.iter().filter(|f| f.span.is_none() && f.text.is_empty()).map(name).collect();
    if !blank.is_empty() {
        texts.push(style.say(
            format!("空白单元格按 0 计：{}", blank.join("、")),
            format!("blank cells count as 0: {}", blank.join(", ")),
        ));
    }
    texts
}

/// What a figure is called: its Chinese name, else its path.
pub(super) fn name(figure: &FigureUse) -> &str {
    figure.label.as_deref().unwrap_or(&figure.path)
}
