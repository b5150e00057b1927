//! How the oracle's trees are written in a rule file.

use std::fmt::{self, Display, Formatter};

use super::tree::{Claim, Expr, Many};

/// The names of an account's groups, by their number.
const GROUPS: [&str; 3] = ["g", "h", "e"];

/// Items with something between.
struct Joined<'a, T>(&'a [T], &'a str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, item) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(self.1)?;
            }
            write!(f, "{item}")?;
        }
        Ok(())
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // Everything that is not an operand by itself stands in brackets.
        match self {
            Expr::Figure(_, path) | Expr::Absent(path) => f.write_str(path),
            Expr::Element => f.write_str("k"),
            Expr::Literal(text, _) => f.write_str(text),
            Expr::Sum(terms) => {
                for (at, (minus, term)) in terms.iter().enumerate() {
                    f.write_str(match (at, minus) {
                        (0, false) => "(",
                        (0, true) => "(-",
                        (_, false) => " + ",
                        (_, true) => " - ",
                    })?;
                    write!(f, "{term}")?;
                }
                f.write_str(")")
            }
            Expr::Children(group) => write!(f, "{}.*", GROUPS[*group]),
            Expr::SumOf(arguments) => write!(f, "sum({})", Joined(arguments, ", ")),
            Expr::Negative(inner) => write!(f, "(-{inner})"),
            Expr::Times(a, b) | Expr::Share(a, b) => write!(f, "({a} * {b})"),
            Expr::Over(a, b) => write!(f, "({a} / {b})"),
            Expr::Pct(a, b) => write!(f, "pct({a}, {b})"),
            Expr::Growth(a, b) => write!(f, "growth({a}, {b})"),
            Expr::Least(least, all) => write!(f, "{}({})", if *least { "min" } else { "max" }, Joined(all, ", ")),
            Expr::Abs(inner) => write!(f, "abs({inner})"),
            Expr::Round(half, inner, decimals, _) => {
                write!(f, "{}({inner}, {decimals})", if *half { "round" } else { "trunc" })
            }
            Expr::Coalesce(choices) => write!(f, "({})", Joined(choices, " ?? ")),
            Expr::Count(group) => write!(f, "count({}.*)", GROUPS[*group]),
        }
    }
}

impl Display for Claim {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Claim::Compare(first, rest, within) => {
                write!(f, "{first}")?;
                for (op, side) in rest {
                    write!(f, " {} {side}", op.sign())?;
                }
                within.as_ref().map_or(Ok(()), |within| write!(f, " within {}", within.text))
            }
            Claim::Is(expr, present) => write!(f, "{expr} is {}", if *present { "present" } else { "missing" }),
            Claim::And(parts) => write!(f, "({})", Joined(parts, " and ")),
            Claim::Or(parts) => write!(f, "({})", Joined(parts, " or ")),
            Claim::Not(inner) => write!(f, "not ({inner})"),
            Claim::Implies(premise, conclusion) => write!(f, "(({premise}) implies ({conclusion}))"),
            Claim::Quantified(many, group, body) => {
                match many {
                    Many::All => f.write_str("(all")?,
                    Many::Any => f.write_str("(any")?,
                    Many::None => f.write_str("(none")?,
                    Many::Exactly(number) => write!(f, "(exactly {number}")?,
                }
                write!(f, " k in {}.*: {body})", GROUPS[*group])
            }
        }
    }
}
