//! An account seen through the dictionary: what each figure measures, in which unit, to which digit, and
//! what it can stand for.

use std::collections::HashMap;

use crate::account::{Account, Content, NodeId, Setting};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Interval, Kind, Limit, Mode, MoneyUnit, Printed, Step, Suffix, scale_of};
use crate::message::msg;
use crate::pack::{self, Declared, Dictionary, EntryId, Group, Word, says_yuan};

/// An account bound to a dictionary.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) account: Account,
    /// Of each node.
    declared: Vec<Declared>,
    /// Children that the account calls by an alias, by their canonical name.
    aliased: HashMap<(NodeId, String), NodeId>,
}

/// What is known about a printed number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    /// Unit of money, when it is money and the unit is known.
    pub(crate) unit: Option<MoneyUnit>,
    /// 列报精度; none for an exact number.
    pub(crate) step: Option<Step>,
    pub(crate) mode: Mode,
}

/// What a printed number measures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    pub(crate) kind: Kind,
    /// Its unit of money, where it has one that is not the header's.
    pub(crate) unit: Option<MoneyUnit>,
    /// Whether the dictionary takes it for words.
    pub(crate) is_words: bool,
}

/// What a name finds in a record.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Member {
    There(NodeId),
    /// A cell that is not there in a row that is, and counts as zero.
    Blank(EntryId),
    Missing,
}

/// What is declared of the members of a record that is bound itself. Of those that the record calls by an alias it makes a
/// list. It is a function for itself, since most of what it takes to bind an account happens here.
#[inline(never)]
fn bind_members(
    account: &Account,
    record: NodeId,
    group: Group<'_>,
    declared: &mut [Declared],
    aliases: &mut Vec<(NodeId, NodeId)>,
) {
    for (member, hash, name) in account.members(record) {
        let Some(declared) = declared.get_mut(member.0 as usize) else { continue };
        match group.called(hash, name) {
            Some(of_name) => {
                *declared = *of_name;
                if declared.is_alias {
                    aliases.push((member, record));
                }
            }
            None => *declared = Declared { says_yuan: says_yuan(name), ..group.star() },
        }
    }
}

impl Bound {
    /// Binds an account. Two keys that name one figure are an error.
    pub(crate) fn new(account: Account, dictionary: &Dictionary) -> Result<Bound, Vec<Diagnostic>> {
        let mut declared = vec![Declared::default(); account.len()];
        if let Some(root) = declared.first_mut() {
            root.entry = Some(dictionary.root());
        }
        let mut aliases = Vec::new();
        for id in account.groups() {
            let group = dictionary.group(declared.get(id.0 as usize).and_then(|declared| declared.entry));
            if account.is_record(id) {
                bind_members(&account, id, group, &mut declared, &mut aliases);
                continue;
            }
            for child in account.children(id).unwrap_or_default() {
                if let Some(declared) = declared.get_mut(child.0 as usize) {
                    *declared = group.star();
                }
            }
        }
        aliases.sort_unstable();
        let (mut aliased, mut problems) = (HashMap::new(), Vec::new());
        for (id, record) in aliases {
            let Some(entry) = declared.get(id.0 as usize).and_then(|declared| declared.entry) else { continue };
            let canonical = &dictionary.entry(entry).name;
            let key = (record, canonical.clone());
            let clash = account.child(record, canonical).or_else(|| aliased.get(&key).copied());
            if let Some(other) = clash {
                problems.push(same_figure(&account, id, other, canonical));
            }
            aliased.insert(key, id);
        }
        if problems.is_empty() { Ok(Bound { account, declared, aliased }) } else { Err(problems) }
    }

    /// What is declared of each node, in their order.
    pub(crate) fn all_declared(&self) -> &[Declared] {
        &self.declared
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "there is one for each node of the account, made with it")]
    fn declared(&self, id: NodeId) -> Declared {
        self.declared[id.0 as usize]
    }

    /// The entry of the dictionary that speaks of a node.
    #[inline]
    pub(crate) fn entry(&self, id: NodeId) -> Option<EntryId> {
        self.declared(id).entry
    }

    /// The member at a place of a record, if it is surely called so.
    #[inline]
    pub(crate) fn member_at(&self, record: NodeId, place: u32, word: Option<Word>) -> Option<NodeId> {
        let member = self.account.member_at(record, place)?;
        (word.is_some() && self.declared(member).word == word).then_some(member)
    }

    /// The child that a name means here: by the account's own key, or through the dictionary.
    pub(crate) fn child(&self, id: NodeId, name: &str, dictionary: &Dictionary) -> Option<NodeId> {
        if let Some(child) = self.account.child(id, name) {
            return Some(child);
        }
        let canonical = match self.entry(id).and_then(|entry| dictionary.named_child(entry, name)) {
            Some(found) => dictionary.entry(found).name.as_str(),
            None => name,
        };
        self.account.child(id, canonical).or_else(|| self.aliased.get(&(id, canonical.to_owned())).copied())
    }

    /// The member of a record that a name means, a blank cell that counts as zero, or nothing.
    pub(crate) fn member(&self, id: NodeId, name: &str, dictionary: &Dictionary) -> Member {
        if let Some(child) = self.child(id, name, dictionary) {
            return Member::There(child);
        }
        if let (Content::Record(_), Some(entry)) = (self.account.content(id), self.entry(id))
            && let Some(child) = dictionary.named_child(entry, name).filter(|&c| dictionary.entry(c).blank_zero)
        {
            return Member::Blank(child);
        }
        Member::Missing
    }

    /// Whether the dictionary says that a scalar is words, however it is printed.
    pub(crate) fn declared_text(&self, id: NodeId, dictionary: &Dictionary) -> bool {
        let entry = self.entry(id).map(|e| dictionary.entry(e));
        entry.is_some_and(|e| e.content == Some(pack::Content::Text))
    }

    /// Kind, unit, digit and mode of a printed number: the scalar itself, the dictionary, the header, the
    /// printed digits, in this order.
    pub(crate) fn facts<T>(&self, id: NodeId, printed: Printed<T>, dictionary: &Dictionary) -> Facts {
        let Measure { kind, unit, .. } = self.measure(id, printed.suffix(), dictionary);
        Facts::of(kind, unit, self.account.setting(id), printed.step())
    }

    /// What a number measures.
    #[inline]
    pub(crate) fn measure(&self, id: NodeId, suffix: Option<Suffix>, dictionary: &Dictionary) -> Measure {
        let entry = self.entry(id).map(|e| dictionary.entry(e));
        // Most figures are declared, with their kind, and have no suffix.
        if let (None, Some(entry)) = (suffix, entry)
            && let Some(pack::Content::Number(kind)) = entry.content
        {
            return Measure { kind, unit: self.unit(id, kind, entry.unit), is_words: false };
        }
        self.other_measure(id, suffix, entry)
    }

    #[inline(never)]
    fn other_measure(&self, id: NodeId, suffix: Option<Suffix>, entry: Option<&pack::Entry>) -> Measure {
        let declared = entry.and_then(|e| match e.content {
            Some(pack::Content::Number(kind)) => Some(kind),
            Some(pack::Content::Text) => Some(Kind::Plain),
            None => None,
        });
        // The name tells only of what is not declared.
        let kind = suffix.map(Suffix::kind).or(declared).unwrap_or_else(|| match self.account.name(id) {
            n if n.ends_with(b"_pct") => Kind::Percent,
            _ if self.declared(id).says_yuan => Kind::Money,
            b"year" => Kind::Year,
            _ if self.account.setting(id).unit.is_some() => Kind::Money,
            _ => Kind::Plain,
        });
        let unit = match suffix {
            Some(Suffix::Money(unit)) => Some(unit),
            _ => self.unit(id, kind, entry.and_then(|e| e.unit)),
        };
        Measure { kind, unit, is_words: entry.is_some_and(|e| e.content == Some(pack::Content::Text)) }
    }

    /// The unit of a figure of money that is declared, or that its name tells.
    #[inline]
    fn unit(&self, id: NodeId, kind: Kind, declared: Option<MoneyUnit>) -> Option<MoneyUnit> {
        if kind != Kind::Money {
            return None;
        }
        declared.or_else(|| self.declared(id).says_yuan.then_some(MoneyUnit::Yuan))
    }
}

impl Facts {
    /// The facts of numbers of one kind, own unit, setting and last printed digit.
    pub(crate) fn of(kind: Kind, own_unit: Option<MoneyUnit>, setting: &Setting, printed: Step) -> Self {
        let unit = if kind == Kind::Money { own_unit.or(setting.unit) } else { None };
        let standard = match kind {
            // The header's digit is in the header's unit; another unit has its printed digits.
            Kind::Money if unit == setting.unit => setting.money,
            Kind::Percent => setting.pct,
            _ => None,
        };
        let step = match kind {
            Kind::Count | Kind::Year => None,
            _ => Some(standard.map_or(printed, |s| s.min(printed))),
        };
        Facts { kind, unit, step, mode: setting.mode.unwrap_or_default() }
    }

    /// What a number of these facts can stand for, in the unit printed.
    pub(crate) fn interval(&self, value: &Exact, mode: Option<Mode>) -> Result<Interval, Limit> {
        match self.step {
            None => Ok(Interval::point(value.clone())),
            Some(step) => Interval::of_printed(value, step, mode.unwrap_or(self.mode)),
        }
    }

    /// What one of the printed unit is in the unit of calculation.
    pub(crate) fn scale(&self) -> Exact {
        if self.kind == Kind::Money { scale_of(self.unit) } else { Exact::ONE }
    }

    /// Digits after the point that the figure's standard digit has.
    #[expect(clippy::arithmetic_side_effects, reason = "a step is an i8")]
    pub(crate) fn decimals(&self, printed: Printed<&str>) -> u32 {
        let standard = self.step.map_or(0, |s| u32::try_from(-i32::from(s.0)).unwrap_or(0));
        standard.max(printed.decimals())
    }
}

fn same_figure(account: &Account, id: NodeId, other: NodeId, canonical: &str) -> Diagnostic {
    let message = msg!("account-same-figure", canonical);
    Diagnostic::error("account::same_figure", account.node(id).key_span, message)
        .also(account.node(other).key_span, msg!("account-other-place"))
        .with_help(msg!("account-same-figure-help"))
}
