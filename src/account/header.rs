//! What an account says about itself: whose it is, of which year and stage, and in which unit.

use std::collections::BTreeMap;

use super::packed::Tree;
use super::problems::{Problems, quote};
use super::setting::{Rounding, assign, rounding};
use super::tree::{Content, Node, NodeId, Setting};
use crate::diagnostic::Diagnostic;
use crate::figure::{MoneyUnit, Suffix};
use crate::finding::Classification;
use crate::message::msg;

/// Names at the root that describe the account.
pub(crate) const HEADER: [&str; 7] = ["entity", "year", "stage", "unit", "rounding", "source", "classification"];

/// Years that an account may be of: the first and the last.
const YEARS: (i32, i32) = (1949, 2999);

/// What the head of an account says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Whose account it is.
    pub entity: Entity,
    /// The year it is of, 1949 to 2999.
    pub year: Option<i32>,
    /// Its stage: 批复 for an approved one.
    pub stage: Option<String>,
    /// The unit of money of the whole account.
    pub unit: Option<MoneyUnit>,
    /// 密级: who may read it.
    pub classification: Option<Classification>,
}

/// A department or unit that accounts for its money.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// Its name.
    pub name: Option<String>,
    /// Its code.
    pub code: Option<String>,
    /// The province it is in.
    pub province: Option<String>,
    /// The level of government.
    pub level: Option<String>,
    /// What sort of body it is.
    pub kind: Option<String>,
    /// The name of the department above it.
    pub parent: Option<String>,
}

/// Reads the header out of the tree, marks the nodes that describe, and gives every node its setting.
pub(super) fn settle(tree: &mut Tree, problems: &mut Problems) -> (Header, Vec<Setting>) {
    let mut header = Header::default();
    // Of each record that narrows the setting: its unit and its rounding.
    let mut narrowed: BTreeMap<NodeId, (Option<MoneyUnit>, Rounding)> = BTreeMap::new();
    for id in std::mem::take(&mut tree.telling) {
        let parent = tree.slot(id).parent;
        let at_root = parent == NodeId(0);
        let node = tree.node(id);
        let mut describes = at_root && HEADER.contains(&node.name());
        match node.name() {
            "entity" if at_root => header.entity = entity(tree, &node, problems),
            "year" if at_root => header.year = year(&node, problems),
            "stage" if at_root => header.stage = words(&node, problems),
            "classification" if at_root => header.classification = classification(&node, problems),
            "unit" => {
                let unit = unit(&node, at_root, problems);
                if at_root {
                    header.unit = unit;
                }
                if unit.is_some() {
                    describes = true;
                    narrowed.entry(parent).or_default().0 = unit;
                }
            }
            "rounding" => {
                describes = true;
                narrowed.entry(parent).or_default().1 = rounding(tree, &node, problems);
            }
            _ => {}
        }
        tree.slot_mut(id).describes = describes;
    }
    (header, assign(tree, &narrowed))
}

fn entity(tree: &Tree, node: &Node<'_>, problems: &mut Problems) -> Entity {
    let mut entity = Entity::default();
    let Content::Record(children) = node.content else {
        entity.name = words(node, problems);
        return entity;
    };
    for &child in children {
        let place = match tree.name(child) {
            "name" => &mut entity.name,
            "code" => &mut entity.code,
            "province" => &mut entity.province,
            "level" => &mut entity.level,
            "kind" => &mut entity.kind,
            "parent" => &mut entity.parent,
            _ => continue,
        };
        *place = words(&tree.node(child), problems);
    }
    entity
}

/// The words of a scalar; a record or a list in their place is an error.
fn words(node: &Node<'_>, problems: &mut Problems) -> Option<String> {
    match &node.content {
        Content::Text(text) | Content::NoValue(text) | Content::Withheld(text) => Some(text.to_string()),
        Content::Number(number) => Some(number.text().to_owned()),
        Content::Missing => None,
        Content::Record(_) | Content::List(_) => {
            let name = quote(node.name());
            let message = msg!("account-header-text", name);
            let help = msg!("account-header-text-help");
            problems.add(Diagnostic::error("account::header_text", node.key_span, message).with_help(help));
            None
        }
    }
}

fn classification(node: &Node<'_>, problems: &mut Problems) -> Option<Classification> {
    let word: &str = match &node.content {
        Content::Missing => return None,
        Content::Text(text) | Content::Withheld(text) => text,
        _ => "",
    };
    let known = Classification::ALL.into_iter().find(|c| c.word() == word);
    if known.is_none() {
        let help = msg!("account-classification-help");
        let problem = Diagnostic::error("account::classification", node.place(), msg!("account-classification"));
        problems.add(problem.with_help(help));
    }
    known
}

fn year(node: &Node<'_>, problems: &mut Problems) -> Option<i32> {
    let (first, last) = YEARS;
    let year = match &node.content {
        Content::Missing => return None,
        Content::Number(number) if matches!(number.suffix(), None | Some(Suffix::Year)) => number.digits().parse().ok(),
        _ => None,
    };
    if let Some(year) = year.filter(|year| (first..=last).contains(year)) {
        return Some(year);
    }
    let message = msg!("account-year", first, last);
    let help = msg!("account-year-help");
    problems.add(Diagnostic::error("account::year", node.place(), message).with_help(help));
    None
}

/// The unit of money that a `unit` names. At the root it must name one; further in the word has other
/// uses too.
fn unit(node: &Node<'_>, at_root: bool, problems: &mut Problems) -> Option<MoneyUnit> {
    let unit = match &node.content {
        Content::Missing => return None,
        Content::Text(text) => MoneyUnit::parse(text),
        _ => None,
    };
    if unit.is_none() && at_root {
        let message = msg!("account-unit");
        let help = msg!("account-unit-help");
        problems.add(Diagnostic::error("account::unit", node.place(), message).with_help(help));
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Account, load};
    use crate::figure::{Mode, Step};
    use crate::limits::Limits;
    use crate::source::SourceId;

    fn read(text: &str) -> Result<Account, Vec<&'static str>> {
        let loaded = load(SourceId(0), "a.yaml", text, &Limits::default());
        loaded.map(|(account, _)| account).map_err(|errors| errors.iter().map(|error| error.code).collect())
    }

    #[test]
    fn the_header_is_read() {
        let text = "entity: {name: 某局, code: \"001\", province: 四川, level: 市级, kind: 行政, parent: 某厅, units: 3}\n\
                    year: 2023年\nstage: 批复\nunit: 万元\nrounding: {money: 0.01, pct: 0.1, mode: 去尾}\nsource: {url: x}\nclassification: 内部\n";
        let account = read(text).expect("a header");
        let some = |word: &str| Some(word.to_owned());
        let entity = Entity {
            name: some("某局"),
            code: some("001"),
            province: some("四川"),
            level: some("市级"),
            kind: some("行政"),
            parent: some("某厅"),
        };
        assert_eq!(
            account.header,
            Header {
                entity,
                year: Some(2023),
                stage: some("批复"),
                unit: Some(MoneyUnit::WanYuan),
                classification: Some(Classification::Internal),
            }
        );
        let setting = Setting {
            unit: Some(MoneyUnit::WanYuan),
            money: Some(Step(-2)),
            pct: Some(Step(-1)),
            mode: Some(Mode::Truncate),
        };
        assert_eq!(*account.setting(account.root()), setting);

        assert_eq!(read("entity: 某局\n").expect("a name").header.entity.name, some("某局"));
        assert_eq!(
            read("entity: {name: null}\nyear:\nunit: ~\nrounding:\n").expect("nothing").header,
            Header::default()
        );
    }

    #[test]
    fn what_a_header_cannot_say_is_an_error() {
        for (text, code) in [
            ("year: 2023.5", "account::year"),
            ("year: 1948", "account::year"),
            ("year: 3000", "account::year"),
            ("year: 99999999999", "account::year"),
            ("year: \"2023\"", "account::year"),
            ("year: 2023年度", "account::year"),
            ("year: 2023元", "account::year"),
            ("year: [2023]", "account::year"),
            ("unit: 千元", "account::unit"),
            ("unit: 1", "account::unit"),
            ("unit: {a: 1}", "account::unit"),
            ("classification: 绝密", "account::classification"),
            ("classification: [内部]", "account::classification"),
            ("stage: [x]", "account::header_text"),
            ("entity: [x]", "account::header_text"),
            ("entity: {name: {a: 1}}", "account::header_text"),
        ] {
            assert_eq!(read(text).expect_err(text), [code], "{text}");
        }
    }
}
