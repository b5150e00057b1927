//! Exact numbers: printed digits, kinds and units, rounding modes, intervals with open and closed ends,
//! and the forms that tell what a computed value can stand for. rust_decimal is used here alone.

mod exact;
mod form;
mod fraction;
mod interval;
mod linear;
mod mode;
mod printed;
mod quantity;
mod scaled;
mod unit;

pub use exact::{Exact, Limit};
pub(crate) use form::{Boxes, Form, disjoint};
pub use fraction::{Fraction, Ranged};
pub use interval::{End, Interval};
pub use linear::{Linear, VarId};
pub use mode::{Mode, Step};
pub(crate) use printed::Number;
pub use printed::{LookAlike, Printed, Reading, read as read_printed};
pub(crate) use quantity::{Fault, Quantity, scale_of};
pub(crate) use scaled::{Amount, Grid, Scaled, Total, Whole};
pub(crate) use unit::SuffixId;
pub use unit::{Kind, MoneyUnit, Suffix};
