//! Accounts: a file of figures read into a tree that keeps every printed digit and its place.

mod block;
mod build;
mod class;
mod colon;
mod decode;
mod grow;
mod habits;
mod header;
mod json;
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

pub use crate::source::name_hash;
pub use decode::{decode, text_of};
pub(crate) use header::HEADER;
pub use header::{Entity, Header};
pub(crate) use load::load_source;
pub use load::{load, load_file, load_json};
pub(crate) use part::Edit;
pub(crate) use tree::Short;
pub use tree::{Account, Content, Key, Node, NodeId, Setting};
