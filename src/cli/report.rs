//! `gouji report`: writes a result that was kept as JSON in any format, without the accounts and the rules.

use std::path::{Path, PathBuf};

use clap::Args;
use gouji::result::{Document, Limits};
use gouji::{Diagnostic, SourceMap, msg};

use super::outcome::GateArgs;
use super::{ListingArgs, OutputArgs, exit, files, output};

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// 审核结果（gouji check -o json=PATH 所写）· A result, as `gouji check -o json=PATH` writes it
    #[arg(value_name = "RESULT")]
    result: PathBuf,
    #[command(flatten)]
    listing: ListingArgs,
    #[command(flatten)]
    gate: GateArgs,
    #[command(flatten)]
    out: OutputArgs,
}

pub(crate) fn run(args: &ReportArgs) -> u8 {
    if let Some(problem) = output::refused(&args.out, std::slice::from_ref(&args.result)) {
        output::note(&problem, args.out.style);
        return exit::USAGE;
    }
    let document = match read(&args.result) {
        Ok(document) => document,
        Err(problem) => {
            output::diagnostics(&[problem], &SourceMap::default(), &args.out);
            return exit::USAGE;
        }
    };
    let forms = match output::forms(&args.listing, &args.out) {
        Ok(forms) => forms,
        Err(code) => return code,
    };
    match output::report(&document, &args.out, &args.listing.verdicts(), (args.listing.quiet, &forms)) {
        Ok(()) => args.gate.code(&document),
        Err(error) => output::failed(&error, args.out.style),
    }
}

fn read(path: &Path) -> Result<Document, Diagnostic> {
    let limits = Limits::default();
    let bytes = files::read(path, &gouji::Limits { bytes: limits.bytes, ..gouji::Limits::default() })?;
    Document::read(&bytes, &limits).map_err(|problem| {
        let file = match problem.place {
            Some((line, column)) => format!("{}:{line}:{column}", files::shown(path)),
            None => files::shown(path),
        };
        Diagnostic::file_error("result::unreadable", file, problem.message).with_help(msg!("result-help"))
    })
}
