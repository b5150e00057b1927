//! The exit code of a result, the same for the run that made it and for whoever renders it later.

use clap::{Args, ValueEnum};
use gouji::result::Document;
use gouji::{Level, Severity, Verdict};

use super::exit;

/// What makes a result a bad one.
#[derive(Debug, Args)]
pub(super) struct GateArgs {
    /// 何种级别的疑点使退出码为 1 · Which findings make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// 缺数也算不通过 · Fail when a figure is missing
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    /// Whether a severity weighs enough to fail.
    fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            Self::Warning => severity <= Severity::Warning,
            Self::Never => false,
        }
    }
}

impl GateArgs {
    /// The exit code of a result.
    pub(super) fn code(&self, document: &Document) -> u8 {
        let unread = document.summary.unreadable > 0;
        let broken = document.diagnostics.iter().any(|problem| problem.level == Level::Error);
        if document.accounts.is_empty() && (unread || broken) {
            return exit::USAGE;
        }
        if unread {
            return exit::PARTIAL;
        }
        let judged = |verdict: &Verdict| verdict.is_judgement() && document.count(*verdict) > 0;
        if !Verdict::ALL.iter().any(judged) {
            return exit::NOTHING;
        }
        let missing = self.strict && document.count(Verdict::Undetermined) > 0;
        if missing || self.finds(document) || self.owes(document) { exit::FINDINGS } else { exit::GOOD }
    }

    /// Whether there is a finding that weighs enough and that the baseline does not have.
    fn finds(&self, document: &Document) -> bool {
        document.findings.iter().any(|f| f.is_finding() && !f.known && self.fail_on.fails(f.severity))
    }

    /// Whether waivers or the roster make it fail: a waiver to see to weighs like a warning, an account that is
    /// missing or double like an error.
    fn owes(&self, document: &Document) -> bool {
        let open = document.waivers.iter().any(|waiver| waiver.open);
        let incomplete = document.roster.as_ref().is_some_and(|r| !r.missing.is_empty() || !r.double.is_empty());
        (open && self.fail_on.fails(Severity::Warning)) || (incomplete && self.fail_on.fails(Severity::Error))
    }
}
