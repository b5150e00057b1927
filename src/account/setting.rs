//! How the figures of an account are printed: `rounding` and `unit`, and which of them hold where.

use std::collections::{BTreeMap, HashMap};

use super::packed::Tree;
use super::problems::{Problems, quote};
use super::tree::{Content, Node, NodeId, Setting};
use crate::diagnostic::Diagnostic;
use crate::figure::{Mode, MoneyUnit, Step};
use crate::message::{Text, msg};
use crate::suggest::keyword;

/// The largest power of ten, up or down, that figures may be rounded to.
const COARSEST: i8 = 8;

/// What a `rounding` says; each part is none when it does not say it.
#[derive(Clone, Copy, Default)]
pub(super) struct Rounding {
    money: Option<Step>,
    pct: Option<Step>,
    mode: Option<Mode>,
}

/// Gives every node the index of its setting. Parents come before their children.
#[expect(clippy::indexing_slicing, reason = "a node's setting is the number of one pushed before")]
#[expect(clippy::arithmetic_side_effects, reason = "one was pushed just before")]
pub(super) fn assign(tree: &mut Tree, narrowed: &BTreeMap<NodeId, (Option<MoneyUnit>, Rounding)>) -> Vec<Setting> {
    let mut settings = vec![Setting::default()];
    if narrowed.is_empty() {
        return settings;
    }
    let mut index = HashMap::from([(Setting::default(), 0u16)]);
    // The records that narrow, in the order of the file.
    let mut narrowed = narrowed.iter();
    let mut next = narrowed.next();
    for at in 0..u32::try_from(tree.len()).unwrap_or(u32::MAX) {
        let id = NodeId(at);
        let inherited = tree.slot(tree.slot(id).parent).setting;
        let Some((_, &(unit, rounding))) = next.filter(|(narrowing, _)| **narrowing == id) else {
            tree.slot_mut(id).setting = inherited;
            continue;
        };
        next = narrowed.next();
        let setting = narrow(settings[usize::from(inherited)], unit, rounding);
        tree.slot_mut(id).setting = *index.entry(setting).or_insert_with(|| {
            settings.push(setting);
            // There are fewer than 7 000 different ones: 4 units, 18 steps each for money and percentages, 5 modes.
            u16::try_from(settings.len() - 1).unwrap_or_default()
        });
    }
    settings
}

/// `outer` with what a section says itself. A step of money is in the unit it was declared with, and so
/// does not reach into a section with another unit.
fn narrow(outer: Setting, unit: Option<MoneyUnit>, rounding: Rounding) -> Setting {
    let same_unit = unit.is_none() || unit == outer.unit;
    Setting {
        unit: unit.or(outer.unit),
        money: rounding.money.or(outer.money.filter(|_| same_unit)),
        pct: rounding.pct.or(outer.pct),
        mode: rounding.mode.or(outer.mode),
    }
}

/// Reads a `rounding`.
pub(super) fn rounding(tree: &Tree, node: &Node<'_>, problems: &mut Problems) -> Rounding {
    let mut rounding = Rounding::default();
    let children = match node.content {
        Content::Record(children) => children,
        Content::Missing => return rounding,
        _ => {
            let message = msg!("account-rounding");
            let help = msg!("account-rounding-help");
            problems.add(Diagnostic::error("account::rounding", node.place(), message).with_help(help));
            return rounding;
        }
    };
    for &child in children {
        let part = tree.node(child);
        match part.name() {
            "money" => rounding.money = step(&part, problems),
            "pct" => rounding.pct = step(&part, problems),
            "mode" => rounding.mode = mode(&part, problems),
            other => problems.add(unknown_part(&part, other)),
        }
    }
    rounding
}

fn step(node: &Node<'_>, problems: &mut Problems) -> Option<Step> {
    let step = match &node.content {
        Content::Missing => return None,
        Content::Number(number) if number.suffix().is_none() => number.as_step(),
        _ => None,
    };
    let step = step.filter(|step| (-COARSEST..=COARSEST).contains(&step.0));
    if step.is_none() {
        let name = quote(node.name());
        let message = msg!("account-rounding-step", name);
        let help = msg!("account-rounding-step-help");
        problems.add(Diagnostic::error("account::rounding_step", node.place(), message).with_help(help));
    }
    step
}

fn mode(node: &Node<'_>, problems: &mut Problems) -> Option<Mode> {
    let mode = match &node.content {
        Content::Missing => return None,
        Content::Text(text) => Mode::parse(text),
        _ => None,
    };
    if mode.is_none() {
        let names = Mode::ALL.map(Mode::name);
        let meant = match &node.content {
            Content::Text(text) => keyword(text, &names),
            _ => None,
        };
        let message = msg!("account-rounding-mode");
        problems
            .add(Diagnostic::error("account::rounding_mode", node.place(), message).with_help(one_of(meant, &names)));
    }
    mode
}

fn unknown_part(node: &Node<'_>, name: &str) -> Diagnostic {
    const PARTS: [&str; 3] = ["money", "pct", "mode"];
    let meant = match name.to_lowercase().as_str() {
        "percent" | "percentage" | "百分比" => Some("pct"),
        "amount" | "金额" => Some("money"),
        lower => keyword(lower, &PARTS),
    };
    let message = msg!("account-rounding-key", name = quote(name));
    Diagnostic::error("account::rounding_key", node.key_span, message).with_help(one_of(meant, &PARTS))
}

/// Advice to write one of some names, the probable one first.
fn one_of(meant: Option<&str>, names: &[&str]) -> Text {
    let names = names.iter().map(|name| format!("`{name}`"));
    match meant {
        Some(meant) => msg!("account-rounding-meant", meant, names = Text::list(names)),
        None => msg!("account-rounding-names", names = Text::list(names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Account, load};
    use crate::limits::Limits;
    use crate::message::Lang;
    use crate::source::SourceId;

    fn read(text: &str) -> Result<Account, Vec<&'static str>> {
        let loaded = load(SourceId(0), "a.yaml", text, &Limits::default());
        loaded.map(|(account, _)| account).map_err(|errors| errors.iter().map(|error| error.code).collect())
    }

    #[test]
    fn sections_narrow_the_setting_and_settings_are_marked() {
        let text = "unit: 万元\nrounding: {money: 0.01, pct: 0.01}\n\
                    a: {total: 1, rounding: {mode: plug}, b: {unit: 元, total: 2}, c: {unit: 元, rounding: {money: 1}, total: 3}}\n\
                    rows: [{unit: 某单位, total: 4}, {unit: 元, total: 5}]\n";
        let account = read(text).expect("an account");
        let at = |path: &str| account.ids().find(|&id| account.path(id) == path).expect(path);
        let setting = |path| {
            let Setting { unit, money, pct, mode } = *account.setting(at(path));
            (unit.map(MoneyUnit::label), money.map(|step| step.0), pct.map(|step| step.0), mode.map(Mode::name))
        };
        assert_eq!(setting("a.total"), (Some("万元"), Some(-2), Some(-2), Some("plug")));
        assert_eq!(setting("a.b.total"), (Some("元"), None, Some(-2), Some("plug")));
        assert_eq!(setting("a.c.total"), (Some("元"), Some(0), Some(-2), Some("plug")));
        assert_eq!(setting("rows[1].total"), (Some("万元"), Some(-2), Some(-2), None));
        assert_eq!(setting("rows[2].total"), (Some("元"), None, Some(-2), None));
        let marked: Vec<_> = account.ids().filter(|&id| account.is_setting(id)).map(|id| account.path(id)).collect();
        assert_eq!(marked, ["unit", "rounding", "a.rounding", "a.b.unit", "a.c.unit", "a.c.rounding", "rows[2].unit"]);
    }

    #[test]
    fn what_a_rounding_cannot_say_is_an_error() {
        for (text, code) in [
            ("rounding: 0.01", "account::rounding"),
            ("rounding: {money: 0.02}", "account::rounding_step"),
            ("rounding: {money: 0}", "account::rounding_step"),
            ("rounding: {money: -0.01}", "account::rounding_step"),
            ("rounding: {money: 0.01元}", "account::rounding_step"),
            ("rounding: {pct: 0.000000001}", "account::rounding_step"),
            ("rounding: {pct: two}", "account::rounding_step"),
            ("rounding: {mode: halfup}", "account::rounding_mode"),
            ("rounding: {mode: 1}", "account::rounding_mode"),
            ("rounding: {monye: 0.01}", "account::rounding_key"),
            ("a: {rounding: {percent: 0.01}}", "account::rounding_key"),
        ] {
            assert_eq!(read(text).expect_err(text), [code], "{text}");
        }
    }

    #[test]
    fn slips_are_told_what_was_meant() {
        for (text, meant) in [
            ("rounding: {monye: 1}", "did you mean `money`?"),
            ("rounding: {Percent: 1}", "did you mean `pct`?"),
            ("rounding: {金额: 1}", "did you mean `money`?"),
            ("rounding: {mode: halfup}", "did you mean `half_up`?"),
            ("rounding: {zzz: 1}", "write one of `money`, `pct`, `mode`"),
        ] {
            let errors = load(SourceId(0), "a.yaml", text, &Limits::default()).expect_err(text);
            let help = errors[0].help.as_ref().map(|help| help.get(Lang::En)).unwrap_or_default();
            assert!(help.starts_with(meant), "{text}: {help}");
        }
    }
}
