//! A proof on one account: statements in order, counting.

use super::figures;
use super::walk::Found;
use super::{Anchor, Condition, Place, Proof, Proofs, Step};
use crate::account::NodeId;
use crate::eval::bind::Bound;
use crate::figure::{Mode, Whole};
use crate::plan::Program;

/// For how many variables there is room from the beginning, and for how many places that a selector finds.
const FEW: usize = 8;
const MANY: usize = 64;

/// How many instances of a rule hold and are not applicable: all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counted {
    pub(crate) holds: u64,
    pub(crate) not_applicable: u64,
}

/// The state of one account's proofs.
pub(crate) struct Prover<'a> {
    pub(super) proofs: &'a Proofs,
    pub(super) bound: &'a Bound,
    pub(super) program: &'a Program,
    /// Where the shared places are; none where that is not known here.
    pub(super) shared: Vec<Option<Place>>,
    /// Of each cell from where it was last followed, and where to.
    pub(super) cells: Vec<(NodeId, Place)>,
    /// The figures of the account, by their nodes; a rule with a rounding mode of its own reads anew.
    pub(super) figures: Vec<Option<Whole>>,
    pub(super) on: Place,
    pub(super) slots: Vec<Place>,
    pub(super) elements: Vec<Place>,
    /// What selectors have found and is still gone through.
    pub(super) found: Vec<Found>,
    pub(super) mode: Option<Mode>,
    steps: usize,
    most_steps: usize,
    counted: Counted,
}

impl<'a> Prover<'a> {
    /// Looks up what the rules share. At most so many steps are taken for all rules.
    pub(crate) fn new(proofs: &'a Proofs, bound: &'a Bound, program: &'a Program, steps: usize) -> Self {
        let mut prover = Self {
            proofs,
            bound,
            program,
            shared: Vec::with_capacity(proofs.shared.len()),
            cells: vec![(NodeId(u32::MAX), Place::Missing); proofs.cells],
            figures: figures::of(bound, &program.dictionary),
            on: Place::Node(NodeId(0)),
            slots: Vec::with_capacity(FEW),
            elements: Vec::new(),
            found: Vec::with_capacity(MANY),
            mode: None,
            steps,
            most_steps: steps,
            counted: Counted::default(),
        };
        prover.find_shared();
        prover
    }

    /// Proves that all instances of a rule hold or are not applicable; none when that is not so, or not known.
    pub(crate) fn prove(&mut self, rule: usize) -> Option<Counted> {
        let proof = self.proofs.rules.get(rule)?.as_ref()?;
        self.counted = Counted::default();
        let (from, until) = proof.effective;
        let outside = |year| from.is_some_and(|from| year < from) || until.is_some_and(|until| year > until);
        if self.bound.account.header.year.is_some_and(outside) {
            self.counted.not_applicable = u64::from(proof.assertions);
            return Some(self.counted);
        }
        self.mode = proof.mode;
        self.elements.clear();
        self.found.clear();
        self.on = Place::Node(NodeId(0));
        match &proof.on {
            Anchor::Fixed => self.instance(proof)?,
            Anchor::At(selection) => {
                let places = self.find(selection)?;
                if places.is_empty() {
                    self.pass_over(&proof.statements);
                }
                self.visit(places, |prover, place| {
                    prover.on = place;
                    prover.instance(proof)?;
                    prover.on = Place::Node(NodeId(0));
                    Some(())
                })?;
            }
        }
        Some(self.counted)
    }

    /// Whether something may be proved of an assertion of a rule, by its number from 1.
    pub(crate) fn knows(&self, rule: usize, number: usize) -> bool {
        self.assertion(rule, number).is_some_and(|(_, condition)| !matches!(condition, Condition::Unknown))
    }

    fn assertion(&self, rule: usize, number: usize) -> Option<(&'a Proof, &'a Condition)> {
        let proof = self.proofs.rules.get(rule)?.as_ref()?;
        let conditions = proof.statements.iter().filter_map(|statement| match statement {
            Step::Assert(condition) => Some(condition),
            Step::For { .. } | Step::When(_) => None,
        });
        { conditions }.nth(number.checked_sub(1)?).map(|condition| (proof, condition))
    }

    /// Proves that one assertion of a rule holds, by its number from 1, where the rule's paths start at `on` and its
    /// variables stand for `slots`. False proves nothing.
    pub(crate) fn proves(&mut self, rule: usize, number: usize, on: Place, slots: impl Iterator<Item = Place>) -> bool {
        let Some((proof, condition)) = self.assertion(rule, number) else { return false };
        self.mode = proof.mode;
        self.elements.clear();
        self.found.clear();
        self.on = if matches!(proof.on, Anchor::Fixed) { Place::Node(NodeId(0)) } else { on };
        self.slots.clear();
        self.slots.extend(slots);
        self.slots.resize(proof.variables, Place::Missing);
        self.holds(condition) == Some(true)
    }

    fn instance(&mut self, proof: &'a Proof) -> Option<()> {
        self.slots.clear();
        self.slots.resize(proof.variables, Place::Missing);
        self.statements(&proof.statements)
    }

    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn statements(&mut self, statements: &'a [Step]) -> Option<()> {
        for (at, statement) in statements.iter().enumerate() {
            let rest = statements.get(at + 1..)?;
            match statement {
                Step::Assert(condition) => self.assert(condition)?,
                Step::When(condition) => {
                    if !self.holds(condition)? {
                        self.pass_over(rest);
                        return Some(());
                    }
                }
                Step::For { slot, source, filter } => {
                    let mut judged = false;
                    let elements = self.find_elements(source)?;
                    self.visit(elements, |prover, place| {
                        *prover.slots.get_mut(*slot)? = place;
                        if !prover.chosen(filter.as_ref())? {
                            return Some(());
                        }
                        judged = true;
                        match rest {
                            [Step::Assert(condition)] => prover.assert(condition),
                            _ => prover.statements(rest),
                        }
                    })?;
                    if !judged {
                        self.pass_over(rest);
                    }
                    return Some(());
                }
            }
        }
        Some(())
    }

    /// Counts one assertion that holds; none if it does not.
    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn assert(&mut self, condition: &'a Condition) -> Option<()> {
        if !self.holds(condition)? {
            return None;
        }
        self.counted.holds += 1;
        Some(())
    }

    fn chosen(&mut self, filter: Option<&'a Condition>) -> Option<bool> {
        filter.map_or(Some(true), |filter| self.holds(filter))
    }

    /// The remaining assertions are not applicable.
    #[expect(clippy::arithmetic_side_effects, reason = "counts of things held in memory")]
    fn pass_over(&mut self, rest: &[Step]) {
        let assertions = rest.iter().filter(|step| matches!(step, Step::Assert(_))).count();
        self.counted.not_applicable += u64::try_from(assertions).unwrap_or(u64::MAX);
    }

    /// Takes one step; none when they are used up.
    #[inline]
    pub(super) fn spend(&mut self) -> Option<()> {
        self.steps = self.steps.checked_sub(1)?;
        Some(())
    }

    /// How many steps were taken.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "steps are looked at after each one, and none goes beyond the most"
    )]
    pub(crate) fn spent(&self) -> usize {
        self.most_steps - self.steps
    }
}
