//! The files of a new project: those that stand beside this one, and the schemas as `gouji schema` prints them.

use gouji::{Diagnostic, Engine, FileKind};

/// What a user can try to see a finding.
pub(super) struct Example {
    /// The account.
    pub(super) file: &'static str,
    /// A line as it is.
    pub(super) before: &'static str,
    /// The line that makes a finding.
    pub(super) after: &'static str,
}

pub(super) const EXAMPLE: Example =
    Example { file: "accounts/example-2023.yaml", before: "personnel: 882.35", after: "personnel: 882.85" };

const TEXTS: [(&str, &str); 9] = [
    ("gouji.toml", include_str!("files/gouji.toml")),
    (EXAMPLE.file, include_str!("files/accounts/example-2023.yaml")),
    ("rules/pack.yaml", include_str!("files/rules/pack.yaml")),
    ("rules/own.gj", include_str!("files/rules/own.gj")),
    ("rules/cases/own.yaml", include_str!("files/rules/cases/own.yaml")),
    (".vscode/settings.json", include_str!("files/editor/settings.json")),
    (".github/workflows/gouji.yml", include_str!("files/ci.yml")),
    (".gitattributes", include_str!("files/gitattributes")),
    (".gitignore", include_str!("files/gitignore")),
];

/// The schemas that `.vscode/settings.json` names.
const SCHEMAS: [(&str, FileKind); 5] = [
    (".vscode/account.schema.json", FileKind::Account),
    (".vscode/waivers.schema.json", FileKind::Waivers),
    (".vscode/pack.schema.json", FileKind::Pack),
    (".vscode/figures.schema.json", FileKind::Figures),
    (".vscode/cases.schema.json", FileKind::Cases),
];

/// Every file: its path within the project, and its text.
///
/// # Errors
/// What is wrong with the packs inside the binary.
pub(super) fn all() -> Result<Vec<(&'static str, String)>, Vec<Diagnostic>> {
    let mut files: Vec<(&str, String)> = TEXTS.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    let mut engine = Engine::new();
    for (name, of) in SCHEMAS {
        files.push((name, engine.schema(of)?));
    }
    Ok(files)
}
