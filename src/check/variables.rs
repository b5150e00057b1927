//! Variables: a `let` that nothing uses, a name that hides another.

use super::Checker;
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::{Op, Shadowed};

impl Checker<'_> {
    /// Looks at the variables of a rule after all that could use them.
    pub(super) fn variables(&mut self) {
        for op in &self.rule.statements {
            let Op::Let { slot, .. } = op else { continue };
            if self.used[*slot] {
                continue;
            }
            let name = &self.rule.variables[*slot].name;
            let message =
                Text::new(format!("取数 `{}` 没有用到", name.value), format!("the `let` `{}` is not used", name.value));
            let help = Text::new(
                "删去这一句，或在断言、提示语里用上它",
                "leave it out, or use it in an assertion or in the message",
            );
            self.warn(Diagnostic::warning("lint::unused_let", name.span, message).with_help(help));
        }
        for variable in &self.rule.variables {
            let Some(shadowed) = variable.shadows else { continue };
            let name = &variable.name;
            let (zh, en) = match shadowed {
                Shadowed::Variable(_) => ("前面的变量", "a variable before it"),
                Shadowed::Parameter => ("定义的参数", "a parameter of the definition"),
                Shadowed::Figure(_) => ("同名的数据项", "the figure of that name"),
            };
            let message = Text::new(
                format!("变量 `{}` 遮住了{zh}", name.value),
                format!("the variable `{}` hides {en}", name.value),
            );
            let mut problem = Diagnostic::warning("lint::shadowed", name.span, message)
                .with_help(Text::new("给变量另取一个名称", "give the variable another name"));
            match shadowed {
                Shadowed::Variable(slot) => {
                    let before = self.rule.variables[slot].name.span;
                    problem = problem.also(before, Text::new("被遮住的变量", "the variable that is hidden"));
                }
                Shadowed::Figure(entry) => {
                    let path = self.dictionary.path(entry);
                    problem = problem.with_label(Text::new(format!("数据项 {path}"), format!("the figure {path}")));
                }
                Shadowed::Parameter => {}
            }
            self.warn(problem);
        }
    }
}
