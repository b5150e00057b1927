//! JSON Schemas (draft-07) of the files that people write and of results, for editors and for other programs.

mod account;
mod cases;
mod slips;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

pub(crate) use account::account;
pub(crate) use cases::cases;

use crate::layout::Layout;
use crate::pack::{CodesFile, FiguresFile, Manifest};
use crate::result::Document;
use crate::roster::UnitsFile;
use crate::waive::WaiversFile;

/// A file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// An account.
    Account,
    /// `figures.yaml` of a pack.
    Figures,
    /// `pack.yaml` of a pack.
    Pack,
    /// `codes.yaml` of a pack.
    Codes,
    /// `waivers.yaml`, beside the accounts.
    Waivers,
    /// `units.yaml`, the roster.
    Units,
    /// What `-o json` writes.
    Result,
    /// The layout of a working paper.
    Layout,
    /// A file in the folder `cases` of a pack.
    Cases,
}

/// The schema of `figures.yaml`.
pub(crate) fn figures() -> String {
    typed::<FiguresFile>()
}

/// The schema of `pack.yaml`.
pub(crate) fn pack() -> String {
    typed::<Manifest>()
}

/// The schema of `codes.yaml`.
pub(crate) fn codes() -> String {
    typed::<CodesFile>()
}

/// The schema of `waivers.yaml`.
pub(crate) fn waivers() -> String {
    typed::<WaiversFile>()
}

/// The schema of `units.yaml`.
pub(crate) fn units() -> String {
    typed::<UnitsFile>()
}

/// The schema of a layout.
pub(crate) fn layout() -> String {
    typed::<Layout>()
}

/// The schema of a result: every key that is written is asked for.
pub(crate) fn result() -> String {
    let schema = SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<Document>();
    written(&schema.to_value())
}

/// The schema of a typed file, from the struct that reads it.
fn typed<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    written(&schema.to_value())
}

/// A schema as text, its keys in one order.
fn written(schema: &Value) -> String {
    // Pretty JSON of a value cannot fail: its keys are texts.
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}
