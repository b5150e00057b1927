//! The functions of the language: what each wants of its arguments, and what it gives.

use super::Checker;
use super::known::{Caliber, Count, Fixed, Known, Origin, Sorts};
use super::problems::Wanted;
use crate::builtins::Builtin;
use crate::figure::{Boxes, Kind, Quantity};
use crate::plan::Node;

impl<'p> Checker<'p> {
    pub(super) fn call(&mut self, node: &'p Node, builtin: Builtin, arguments: &'p [Node]) -> Known<'p> {
        let values: Vec<Known<'p>> = arguments.iter().map(|a| self.value(a)).collect();
        let keys: Vec<&str> = values.iter().map(|v| v.key.as_str()).collect();
        let key = self.intern(format!("{builtin:?}({})", keys.join(",")));
        let given: Vec<(&'p Node, Known<'p>)> = arguments.iter().zip(values).collect();
        match (builtin, given.as_slice()) {
            (Builtin::Sum | Builtin::Min | Builtin::Max | Builtin::Avg, _) => self.aggregate(node, builtin, given, key),
            (Builtin::Count, [(source, known)]) => {
                self.list_wanted(source, known, Wanted::Count);
                Known { present: true, counted: true, ..Known::computed(Sorts::of(Kind::Count), key) }
            }
            (Builtin::Pct | Builtin::Growth, [a, b]) => self.share(node, builtin, a, b, key),
            (Builtin::PriorOf, [(a, now), (b, change)]) => {
                let (x, y) = (self.number(a, now), self.number(b, change));
                let sorts = self.meet(node, (a, x), (b, y), Wanted::Sum);
                Known { rounded: true, caliber: now.caliber.and(change.caliber), ..Known::computed(sorts, key) }
            }
            (Builtin::Abs, [(a, x)]) => {
                let sorts = self.number(a, x);
                Known { counted: true, caliber: x.caliber, rounded: x.rounded, ..Known::computed(sorts, key) }
            }
            (Builtin::Round | Builtin::Trunc, [(a, x), digits @ ..]) => {
                let sorts = self.number(a, x);
                self.numbers(digits);
                Known { caliber: x.caliber, ..Known::computed(sorts, key) }
            }
            (Builtin::Len, [(a, text)]) => {
                self.words(a, text);
                Known { counted: true, ..Known::computed(Sorts::of(Kind::Count), key) }
            }
            (Builtin::Year, [(a, date)]) => {
                self.words(a, date);
                Known::computed(Sorts::of(Kind::Year), key)
            }
            (Builtin::DaysBetween, [(a, from), (b, to)]) => {
                self.words(a, from);
                self.words(b, to);
                Known::computed(Sorts::of(Kind::Count), key)
            }
            (Builtin::StartsWith | Builtin::EndsWith, [(a, text), (b, part)]) => {
                self.words(a, text);
                self.words(b, part);
                Known::computed(Sorts::TRUTH, key)
            }
            (Builtin::Contains, [(a, whole), (b, part)]) => {
                if whole.count == Count::One && !self.is_record(whole) {
                    self.words(a, whole);
                }
                if whole.is_single() && self.is_figure(whole) {
                    self.words(b, part);
                } else if !matches!(whole.count, Count::One | Count::Unknown) {
                    self.can_be_in(node, (b, part), (a, whole));
                }
                Known::computed(Sorts::TRUTH, key)
            }
            (Builtin::Distinct, [(source, known)]) => {
                self.list_wanted(source, known, Wanted::Function);
                Known { count: Count::Many, key, ..known.clone() }
            }
            (Builtin::First | Builtin::Last, [(source, known)]) => {
                self.list_wanted(source, known, Wanted::Function);
                let element = self.element(known, key);
                let end = if builtin == Builtin::First { known.members.first() } else { known.members.last() };
                match (known.count, end) {
                    (Count::Exactly(_), Some(&sorts)) => Known { members: vec![sorts], ..element },
                    _ => element,
                }
            }
            // The key of a keyed child, the number of a row.
            (Builtin::Key, [_]) => Known::computed(Sorts::TEXT.or(Sorts::of(Kind::Count)), key),
            (Builtin::Counterpart, [(_, here), _]) => Known { key, present: false, fixed: None, ..here.clone() },
            (Builtin::Left, [(a, text), (b, digits)]) => {
                self.words(a, text);
                self.number(b, digits);
                Known::computed(Sorts::TEXT, key)
            }
            (Builtin::StandardName, [(a, code), years @ ..]) => {
                self.words(a, code);
                self.numbers(years);
                Known::computed(Sorts::TEXT, key)
            }
            (Builtin::IsStandardName, [(a, name), (b, code), years @ ..]) => {
                self.words(a, name);
                self.words(b, code);
                self.numbers(years);
                Known::computed(Sorts::TRUTH, key)
            }
            (Builtin::NearestStandardName, [(a, name), (b, above)]) => {
                self.words(a, name);
                self.words(b, above);
                Known::computed(Sorts::TEXT, key)
            }
            // The number of arguments was wrong, and reported.
            _ => Known::unknown(key),
        }
    }

    fn numbers(&mut self, wanted: &[(&'p Node, Known<'p>)]) {
        for (node, known) in wanted {
            self.number(node, known);
        }
    }

    fn list_wanted(&mut self, source: &'p Node, known: &Known<'p>, wanted: Wanted) {
        if known.is_single() && self.is_figure(known) {
            self.single(source, wanted);
        }
    }

    fn aggregate(
        &mut self,
        node: &'p Node,
        builtin: Builtin,
        given: Vec<(&'p Node, Known<'p>)>,
        key: String,
    ) -> Known<'p> {
        // The sum of one value that was worked out is a whole sum under 舍位平衡.
        if let [(source, known)] = given.as_slice()
            && known.is_single()
            && known.origin == Origin::Figure
        {
            self.single(source, Wanted::Function);
        }
        let alone = given.len() == 1;
        let mut total: Option<(&'p Node, Sorts)> = None;
        let mut caliber = Caliber::Neutral;
        let (mut partial, mut figures) = (false, false);
        for (argument, known) in given {
            let known = self.spread(known);
            caliber = caliber.and(known.caliber);
            partial = alone && known.partial;
            figures |= known.fixed.is_none();
            if known.sorts().clash() && known.count == Count::Many {
                self.mixed_elements(argument, known.sorts());
            }
            for member in &known.members {
                let one = Known { members: vec![*member], count: Count::One, ..known.clone() };
                let kinds = self.number(argument, &one);
                total = Some(match total {
                    None => (argument, kinds),
                    Some((first, before)) => (first, self.meet(node, (first, before), (argument, kinds), Wanted::Sum)),
                });
            }
        }
        let sorts = total.map_or(Sorts::ANY, |(_, sorts)| sorts);
        let sorts = if builtin == Builtin::Avg { self.mean(node, sorts) } else { sorts };
        let worked_out = matches!(builtin, Builtin::Sum | Builtin::Avg);
        Known {
            caliber,
            rounded: worked_out && figures,
            partial: builtin == Builtin::Sum && partial,
            ..Known::computed(sorts, key)
        }
    }

    /// The kind of a mean: of years there is none.
    fn mean(&mut self, node: &'p Node, sorts: Sorts) -> Sorts {
        sorts.combine(Sorts::of(Kind::Free), Kind::over).unwrap_or_else(|| {
            self.mixed(node, (node, sorts), (node, sorts), Wanted::Mean);
            Sorts::ANY
        })
    }

    /// `pct` and `growth`. A base that is zero whatever the account gives no percentage at all.
    fn share(
        &mut self,
        node: &'p Node,
        builtin: Builtin,
        (a, part): &(&'p Node, Known<'p>),
        (b, base): &(&'p Node, Known<'p>),
        key: String,
    ) -> Known<'p> {
        let (x, y) = (self.number(a, part), self.number(b, base));
        self.meet(node, (a, x), (b, y), Wanted::Share);
        let fixed = match (&part.fixed, &base.fixed) {
            (Some(Fixed::Undefined), _) | (_, Some(Fixed::Undefined)) => Some(Fixed::Undefined),
            (_, Some(Fixed::Number(q))) if q.value.is_zero() => Some(Fixed::Undefined),
            (_, Some(Fixed::Number(q))) if builtin == Builtin::Growth && q.value.signum() < 0 => Some(Fixed::Undefined),
            (Some(Fixed::Number(p)), Some(Fixed::Number(q))) => {
                let apply = if builtin == Builtin::Pct { Quantity::pct } else { Quantity::growth };
                apply(p, q, &Boxes::new()).ok().map(Fixed::Number)
            }
            _ => None,
        };
        let rounded = fixed.is_none();
        Known { fixed, rounded, ..Known::computed(Sorts::of(Kind::Percent), key) }
    }

    /// The kinds of two numbers that are added or compared; says so when they cannot meet.
    pub(super) fn meet(
        &mut self,
        node: &'p Node,
        (a, x): (&'p Node, Sorts),
        (b, y): (&'p Node, Sorts),
        wanted: Wanted,
    ) -> Sorts {
        x.combine(y, Kind::meet).unwrap_or_else(|| {
            self.mixed(node, (a, x), (b, y), wanted);
            Sorts::ANY
        })
    }

    /// Whether it is a literal in quotation marks, as far as is known.
    pub(super) fn is_quoted(known: &Known<'p>) -> bool {
        known.origin == Origin::Literal && known.sorts().only(Sorts::TEXT)
    }
}
