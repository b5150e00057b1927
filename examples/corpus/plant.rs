//! One error in a sound account, and the rule that must find it.

#![allow(clippy::panic, reason = "a generator that is wrong stops")]

use super::chance::Chance;
use super::tree::Tree;

/// What was planted.
pub(crate) struct Planting {
    pub(crate) rule: &'static str,
    pub(crate) path: String,
}

/// Amounts that are changed by some cents: the path, `*` for any member, and the rule.
const AMOUNTS: [(&str, &str); 16] = [
    ("overview.expenditure_total", "R04"),
    ("overview.change", "R05"),
    ("income.sources.general_public_budget.amount", "R09"),
    ("expenditure.kinds.basic.amount", "R13"),
    ("general_budget.functional.*.amount", "R16"),
    ("general_budget.functional.*.items.*.amount", "R18"),
    ("general_budget.functional.*.items.*.budget", "R26"),
    ("general_budget.change", "R21"),
    ("general_budget.basic.total", "R27"),
    ("general_budget.basic.personnel.detail.*", "R28"),
    ("general_budget.basic.public.detail.*", "R29"),
    ("three_public.change", "R33"),
    ("three_public.vehicles.upkeep", "R34"),
    ("operation_cost.change", "R37"),
    ("procurement.goods", "R38"),
    ("assets.vehicles_total", "R40"),
];
/// Percentages that are changed by more than a hundredth of a point.
const PERCENTAGES: [(&str, &str); 11] = [
    ("overview.change_pct", "R06"),
    ("income.sources.*.share_pct", "R10"),
    ("expenditure.kinds.*.share_pct", "R14"),
    ("general_budget.functional.*.share_pct", "R17"),
    ("general_budget.functional.*.items.*.completion_pct", "R19"),
    ("general_budget.change_pct", "R22"),
    ("general_budget.share_of_expenditure_pct", "R23"),
    ("general_budget.completion_pct", "R24"),
    ("operation_cost.change_pct", "R37"),
    ("procurement.sme_share_pct", "R39"),
    ("projects.*.execution_pct", "R41"),
];
/// What is taken out.
const NEEDED: [(&str, &str, &str); 3] =
    [("account", "region_code", "R01"), ("account", "unit", "R02"), ("account", "department", "R01")];

/// Plants the error of a number.
pub(crate) fn plant(number: usize, tree: &mut Tree, chance: &mut Chance) -> Planting {
    let sorts = AMOUNTS.len() + PERCENTAGES.len() + NEEDED.len() + 2;
    let at = number % sorts;
    if let Some((pattern, rule)) = AMOUNTS.get(at) {
        let change = *chance.choose(&[1, 9, 90, 100, 12_345]);
        return bump(tree, chance, pattern, rule, change);
    }
    let at = at - AMOUNTS.len();
    if let Some((pattern, rule)) = PERCENTAGES.get(at) {
        let change = *chance.choose(&[2, 5, 10, 100, 1_000]);
        return bump(tree, chance, pattern, rule, change);
    }
    let at = at - PERCENTAGES.len();
    if let Some((record, name, rule)) = NEEDED.get(at) {
        assert!(tree.at(record).remove(name), "{record}.{name} was there");
        return Planting { rule, path: format!("{record}.{name}") };
    }
    if at == NEEDED.len() {
        let path = found(tree, chance, "general_budget.functional.*.items.*.code");
        let Tree::Text(code) = tree.at(&path) else { panic!("a code is text") };
        code.replace_range(..1, "9");
        return Planting { rule: "R20", path };
    }
    let path = found(tree, chance, "projects.*.score");
    *tree.at(&path) = Tree::cents(10_050);
    Planting { rule: "R41", path }
}

fn bump(tree: &mut Tree, chance: &mut Chance, pattern: &str, rule: &'static str, change: i64) -> Planting {
    let path = found(tree, chance, pattern);
    let number = tree.at(&path);
    let whole = matches!(number, Tree::Number(text) if !text.contains('.'));
    let changed = number.digits() + change;
    *number = if whole { Tree::count(changed) } else { Tree::cents(changed) };
    Planting { rule, path }
}

/// A path of a pattern.
fn found(tree: &mut Tree, chance: &mut Chance, pattern: &str) -> String {
    let mut path = String::new();
    for segment in pattern.split('.') {
        let name = match segment {
            "*" => chance.choose(&tree.at(&path).names()).clone(),
            name => name.to_owned(),
        };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(&name);
    }
    path
}
