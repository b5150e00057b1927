//! Accounts: a file of figures read into a tree that keeps every printed digit and its place.

mod build;
mod colon;
mod decode;
mod grow;
mod header;
mod load;
mod names;
mod packed;
mod part;
mod problems;
mod raw;
mod scalar;
mod setting;
mod syntax;
mod tree;

pub use decode::decode;
pub(crate) use header::HEADER;
pub use header::{Entity, Header};
pub use load::{Limits, load};
pub(crate) use part::Edit;
pub use tree::{Account, Content, Key, Node, NodeId, Setting, name_hash};
