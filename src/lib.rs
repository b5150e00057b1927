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
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::unreachable,
        clippy::unimplemented,
        clippy::exit,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::string_slice
    )
)]

mod account;
mod answer;
mod builtins;
#[expect(clippy::arithmetic_side_effects, reason = "counts of cases, rules and figures held in memory")]
mod cases;
mod check;
mod config;
mod diagnostic;
mod digest;
#[expect(clippy::arithmetic_side_effects, reason = "places within lines and widths of what is drawn, cut to its room")]
mod draw;
mod engine;
mod eval;
mod figure;
mod finding;
mod fingerprint;
#[expect(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "places of characters within one text, and the width of its lines"
)]
mod format;
#[expect(clippy::arithmetic_side_effects, reason = "places within one text held in memory")]
mod layout;
mod limits;
mod message;
mod pack;
mod page;
mod plan;
#[expect(
    clippy::arithmetic_side_effects,
    reason = "numbers of rows, columns and bars, widths, and counts, of which a document has less than 2^48"
)]
mod report;
pub mod result;
mod roster;
mod schema;
mod scratch;
mod shelf;
#[expect(clippy::arithmetic_side_effects, reason = "places within one text, and counts of outcomes held in memory")]
pub mod snapshot;
#[expect(clippy::arithmetic_side_effects, reason = "places within texts held in memory, below 4 GiB each")]
mod source;
#[expect(clippy::arithmetic_side_effects, reason = "places in a table as wide and high as two names")]
mod suggest;
#[expect(clippy::arithmetic_side_effects, clippy::string_slice, reason = "places within one text, from mark to mark")]
mod syntax;
#[expect(clippy::arithmetic_side_effects, reason = "places within one text, counts, and days since 1970")]
mod waive;

pub use account::{
    Account, Content, Entity, Header, Key, Node, NodeId, Setting, decode as decode_account, load as load_account,
    load_file as load_account_file, load_json as load_json_account, name_hash, text_of as text_of_account,
};
pub use answer::{
    Group, KnownFindings, Missing, ReasonKind, RosterReport, Slot, Submitted, WaiverReport, WaiverStatus,
};
pub use builtins::{Builtin, Signature, TABLE as FUNCTIONS};
pub use config::{Config, Located, Lock};
pub use diagnostic::{Diagnostic, Edit, Label, Level, apply as apply_edits};
pub use engine::{Batch, Engine, Entered, Evaluated, Mended};
pub use eval::{Options, Tree, Valued, Worth};
pub use figure::{
    End, Exact, Fraction, Interval, Kind, Limit, Linear, LookAlike, Mode, MoneyUnit, Printed, Ranged, Reading, Step,
    Suffix, VarId, read_printed,
};
pub use finding::{
    AccountReport, Adapted, Amount, Basis, BatchAccount, BatchError, BatchFinding, BatchLine, Binding, CellContent,
    Change, Classification, Comparison, Evidence, FigureUse, Grounds, Instance, Narrowed, Note, PackUse, PrintedFigure,
    PrintedRow, PrintedTable, Range, Report, RuleInfo, Severity, Side, Spot, Tables, Term, Unlisted, Verdict,
    WaiverUse,
};
pub use fingerprint::fingerprint;
pub use format::{FormatOptions, format};
pub use limits::Limits;
pub use message::{Lang, Text};
pub use pack::{
    Applies, CodeInfo, Extends, FigureInfo, Manifest, Override, Parameter, ParameterKind, Retired, Years,
    is_name as is_pack_name,
};

pub use page::{Move, PackDiff, PackPage, ParameterPage, RuleChanged, RulePage};

/// Cases of packs: reading, running, and what they say of the rules.
pub mod case {
    pub use crate::cases::{
        Case, Coverage, Expectation, Miss, Mutation, Outcome, Tested, Unguarded, coverage, mutate, read, run,
        write_json, write_junit, write_text,
    };
}

/// Reports and diagnostics as people and programs read them.
pub mod render {
    pub use crate::draw::{Style, diagnostic};
    pub use crate::layout::Layout;
    pub use crate::report::{
        Examined, Forms, Letter, Setting, TextOptions, about_json, about_text, diff_json, diff_text, examined_json,
        examined_text, explain_rule, lint_json, neutralised, pack_json, pack_text, packs_json, packs_text, range_text,
        retired_text, separator, settings_json, settings_text, values_json, values_text, worth_text, write_batch_line,
        write_concise, write_docx, write_docx_each, write_github, write_html, write_json, write_junit, write_markdown,
        write_ndjson, write_sarif, write_text, write_xlsx,
    };
}

pub use roster::Roster;
pub use schema::FileKind;
pub use shelf::{Medium, Opener, Shelf, Shelved};
pub use source::{LineColumn, Source, SourceId, SourceMap, Span};
pub use suggest::nearest;
pub use waive::{Baseline, Date, NoDate, Skeletons, Waivers};
