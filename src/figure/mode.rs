//! How a printed figure was rounded, and to which digit.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The rounding that a document's producer used; decides what a printed figure can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Mode {
    /// 四舍五入: half away from zero. A printed `x > 0` stands for `[x − u/2, x + u/2)`.
    #[default]
    HalfUp,
    /// As XBRL Calculations 1.1 reads it: both ends included.
    Nearest,
    /// 去尾: digits cut toward zero. A printed `x > 0` stands for `[x, x + u)`.
    Truncate,
    /// 舍位平衡: as `Nearest`, and a sum of n lines may be off by n·u/2 more, since its producer
    /// pushed the residue into some addend.
    Plug,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 4] = [Mode::HalfUp, Mode::Nearest, Mode::Truncate, Mode::Plug];

    /// The mode's stable name, as written in account headers, packs and rules.
    pub fn name(self) -> &'static str {
        let [name, _] = self.names();
        name
    }

    /// The stable name and the Chinese term.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Mode::HalfUp => ["half_up", "四舍五入"],
            Mode::Nearest => ["nearest", "最近值"],
            Mode::Truncate => ["truncate", "去尾"],
            Mode::Plug => ["plug", "舍位平衡"],
        }
    }

    /// The mode that a word names: the stable name, or its Chinese term.
    pub fn parse(word: &str) -> Option<Self> {
        Mode::ALL.into_iter().find(|mode| mode.names().contains(&word))
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The place value of a last digit: a power of ten. `Step(-2)` is 0.01, `Step(0)` is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step(pub i8);

impl Step {
    /// The step of a number printed with `decimals` digits after the point.
    #[expect(clippy::arithmetic_side_effects, reason = "what fits from a u32 is not negative")]
    pub fn of_decimals(decimals: u32) -> Self {
        Step(i8::try_from(decimals).map_or(i8::MIN, |d| -d))
    }
}
