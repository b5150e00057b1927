//! Variables: a `let` that nothing uses, a name that hides another.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::message::msg;
use crate::plan::{Op, Shadowed};

impl Checker<'_> {
    /// Looks at the variables of a rule after all that could use them.
    #[expect(
        clippy::indexing_slicing,
        reason = "the planner numbers the variables of a rule, and there is a slot for each of them"
    )]
    pub(super) fn variables(&mut self) {
        for op in &self.rule.statements {
            let Op::Let { slot, .. } = op else { continue };
            if self.used[*slot] {
                continue;
            }
            let name = &self.rule.variables[*slot].name;
            let message = msg!("check-unused-let", name = &name.value);
            let help = msg!("check-unused-let-help");
            self.warn(Diagnostic::warning("lint::unused_let", name.span, message).with_help(help));
        }
        for variable in &self.rule.variables {
            let Some(shadowed) = variable.shadows else { continue };
            let name = &variable.name;
            let hidden = match shadowed {
                Shadowed::Variable(_) => msg!("check-a-variable-before"),
                Shadowed::Parameter => msg!("check-a-parameter"),
                Shadowed::Figure(_) => msg!("check-a-figure"),
            };
            let message = msg!("check-shadowed", name = &name.value, hidden);
            let mut problem =
                Diagnostic::warning("lint::shadowed", name.span, message).with_help(msg!("check-shadowed-help"));
            match shadowed {
                Shadowed::Variable(slot) => {
                    let before = self.rule.variables[slot].name.span;
                    problem = problem.also(before, msg!("check-hidden-variable"));
                }
                Shadowed::Figure(entry) => {
                    let path = self.dictionary.path(entry);
                    problem = problem.with_label(msg!("check-hidden-figure", path));
                }
                Shadowed::Parameter => {}
            }
            self.warn(problem);
        }
    }
}
