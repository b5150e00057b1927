//! Exit codes, the same for every command.

/// Everything that was judged is good.
pub(crate) const GOOD: u8 = 0;
/// There are findings; for `fmt`, files that are not in canonical form; for `snapshot test`, outcomes that are not
/// as kept.
pub(crate) const FINDINGS: u8 = 1;
/// The command line, a rule or the input is wrong.
pub(crate) const USAGE: u8 = 2;
/// Some inputs could not be read though others could.
pub(crate) const PARTIAL: u8 = 3;
/// Nothing was checked, which is never a pass.
pub(crate) const NOTHING: u8 = 4;
