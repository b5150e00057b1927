//! `gouji schema`: the JSON Schema of a file that people write, or of a result.

use clap::{Args, ValueEnum};
use gouji::FileKind;

use super::{OutputArgs, RuleArgs, check, exit, output};

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// 哪一种文件 · Which file
    of: Of,
    /// 决算和案例用哪些规则包的数据项，名称或文件夹 · Packs whose figures an account or a case may have; repeatable. Without it: national
    #[arg(long = "pack", value_name = "NAME|DIR")]
    packs: Vec<String>,
    #[command(flatten)]
    config: super::config::ConfigArgs,
    #[command(flatten)]
    out: OutputArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// 决算 · An account
    Account,
    /// 数据项目录 · figures.yaml of a pack
    Figures,
    /// 规则包 · pack.yaml of a pack
    Pack,
    /// 标准科目表 · codes.yaml of a pack
    Codes,
    /// 审核说明 · waivers.yaml, beside the accounts
    Waivers,
    /// 应报单位 · units.yaml, the roster
    Units,
    /// 审核结果 · What `gouji check -o json` writes
    Result,
    /// 底稿版式 · The layout of a working paper, for `--layout`
    Layout,
    /// 案例 · A file in the folder cases of a pack
    Cases,
}

impl From<Of> for FileKind {
    fn from(of: Of) -> Self {
        match of {
            Of::Account => FileKind::Account,
            Of::Figures => FileKind::Figures,
            Of::Pack => FileKind::Pack,
            Of::Codes => FileKind::Codes,
            Of::Waivers => FileKind::Waivers,
            Of::Units => FileKind::Units,
            Of::Result => FileKind::Result,
            Of::Layout => FileKind::Layout,
            Of::Cases => FileKind::Cases,
        }
    }
}

pub(crate) fn run(args: &SchemaArgs) -> u8 {
    let mut problems = Vec::new();
    let rules = RuleArgs { rules: Vec::new(), packs: args.packs.clone(), config: args.config.clone() };
    let mut engine = check::engine(&rules, &mut problems);
    problems.extend(engine.diagnostics().iter().cloned());
    let schema = if problems.is_empty() { engine.schema(args.of.into()) } else { Err(problems) };
    let written = match schema {
        Ok(schema) => output::stdout(schema.as_bytes()),
        Err(problems) => {
            output::diagnostics(&problems, engine.sources(), &args.out);
            return exit::USAGE;
        }
    };
    match written {
        Ok(()) => exit::GOOD,
        Err(error) => output::failed(&error, args.out.style),
    }
}
