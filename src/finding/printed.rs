//! What a result carries of the accounts and packs themselves, so that it stands for them.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::MoneyUnit;

/// 密级: who may read an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Classification {
    /// Published.
    #[serde(rename = "公开")]
    Public,
    /// For those concerned.
    #[serde(rename = "内部")]
    Internal,
    /// A secret of state.
    #[serde(rename = "涉密")]
    Secret,
}

impl Classification {
    /// Every one.
    pub const ALL: [Classification; 3] = [Classification::Public, Classification::Internal, Classification::Secret];

    /// The word of the header.
    pub fn word(self) -> &'static str {
        match self {
            Classification::Public => "公开",
            Classification::Internal => "内部",
            Classification::Secret => "涉密",
        }
    }
}

/// A printed table or section of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Table")]
pub struct PrintedTable {
    /// Its path; empty for what stands at the root.
    pub path: String,
    /// Its name in the dictionary.
    pub label: Option<String>,
    /// Its place in the document.
    pub place: Option<String>,
    /// Its rows, in the order of the file.
    pub rows: Vec<PrintedRow>,
}

/// A row of a table, or a figure of a section with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Row")]
pub struct PrintedRow {
    /// Its path.
    pub path: String,
    /// What it is called: its own name, the dictionary's, else its key.
    pub label: String,
    /// Its figures, in the order of the file.
    pub figures: Vec<PrintedFigure>,
}

/// A figure of an account as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PrintedFigure")]
pub struct PrintedFigure {
    /// Its path.
    pub path: String,
    /// As printed; empty where nothing is.
    pub text: String,
    /// What stands there.
    pub content: CellContent,
    /// Which of the columns it stands in: the last name of its path; none where it is the whole row.
    pub field: Option<Arc<str>>,
    /// What the column is called.
    pub head: Option<Arc<str>>,
    /// Its whole name in the dictionary.
    pub label: Option<String>,
    /// Its place in the document.
    pub place: Option<Arc<str>>,
    /// 口径
    pub caliber: Option<Arc<str>>,
    /// Its unit of money, when it is money.
    pub unit: Option<MoneyUnit>,
    /// Its line in the file, from 1.
    pub line: usize,
    /// Its column, in characters from 1.
    pub column: usize,
    /// Whether something holds for it that is not among the findings; no part of the form that is kept, which has all
    /// of them.
    #[serde(skip)]
    pub held: bool,
}

/// Where a figure stands in the file of its account: line and column, from 1.
pub type Spot = (usize, usize);

impl PrintedFigure {
    /// Where it stands.
    pub fn spot(&self) -> Spot {
        (self.line, self.column)
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellContent {
    /// A number.
    Number,
    /// Words.
    Text,
    /// 缺数
    Missing,
    /// A sign that there is no value.
    NoValue,
    /// 涉密: it may not be published.
    Withheld,
}

/// 规则包: a pack or rule file by which accounts were judged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Pack")]
pub struct PackUse {
    /// As accounts name it: name and version, or the file.
    pub shown: String,
    /// The name of the pack, or the file.
    pub name: String,
    /// Its version; none for a rule file outside any pack.
    pub version: Option<String>,
    /// SHA-256 of the rule file; of a pack that of the list of its files and their digests, as `sha256sum` writes it.
    pub sha256: String,
}
