//! The accounts to measure with (`examples/corpus`), for the test that their errors are found.
#![allow(dead_code, reason = "the example writes files besides")]

#[path = "../../examples/corpus/account.rs"]
pub(crate) mod account;
#[path = "../../examples/corpus/chance.rs"]
pub(crate) mod chance;
#[path = "../../examples/corpus/plant.rs"]
pub(crate) mod plant;
#[path = "../../examples/corpus/tree.rs"]
pub(crate) mod tree;
