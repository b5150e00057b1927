//! 勾稽 gouji: rules that published accounts of government departments must satisfy, and proofs of
//! whether they do.
//!
//! ```
//! use gouji::{Engine, Verdict};
//!
//! let mut engine = Engine::new();
//! engine.use_rules("basic.gj", "basic_expenditure.total ≈ basic_expenditure.personnel + basic_expenditure.public");
//! let account = engine.read_account("a.yaml", "unit: 万元\nbasic_expenditure: {total: 1410.72, personnel: 1291.13, public: 119.53}".into()).unwrap();
//! let report = engine.check(vec![account]);
//! assert_eq!(report.count(Verdict::Violated), 1);
//! ```
//!
//! Rule text becomes a syntax tree (`syntax`), with the dictionary of a pack (`pack`) a program
//! (`plan`), and with accounts (`account`) verdicts (`eval`), which `report` writes.

mod account;
mod builtins;
mod diagnostic;
mod draw;
mod engine;
mod eval;
mod figure;
mod finding;
mod format;
mod message;
mod pack;
mod plan;
mod report;
mod schema;
pub mod snapshot;
mod source;
mod suggest;
mod syntax;

pub use account::{
    Account, Content, Entity, Header, Key, Limits, Node, NodeId, Setting, decode as decode_account,
    load as load_account,
};
pub use builtins::{Builtin, Signature, TABLE as FUNCTIONS};
pub use diagnostic::{Diagnostic, Label, Level};
pub use engine::{Engine, Evaluated};
pub use eval::{Options, Tree, Valued, Worth};
pub use figure::{
    End, Exact, Fraction, Interval, Kind, Limit, Linear, LookAlike, Mode, MoneyUnit, Printed, Ranged, Reading, Step,
    Suffix, VarId, read_printed,
};
pub use finding::{
    AccountReport, Adapted, Amount, Basis, Binding, Change, Comparison, Evidence, FigureUse, Instance, Note, Range,
    Report, RuleInfo, Severity, Side, Verdict,
};
pub use format::{FormatOptions, format};
pub use message::{Lang, Text};
pub use pack::{Applies, CodeInfo, Extends, FigureInfo, Manifest, Override, Parameter, ParameterKind, Retired, Years};

/// Reports and diagnostics as people and programs read them.
pub mod render {
    pub use crate::draw::{Style, diagnostic};
    pub use crate::report::{
        TextOptions, explain_rule, neutralised, range_text, values_json, values_text, worth_text, write_json,
        write_text,
    };
}

pub use schema::FileKind;
pub use source::{LineColumn, Source, SourceId, SourceMap, Span};
pub use suggest::nearest;
