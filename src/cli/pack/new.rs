//! `gouji pack new`: a pack to begin with, which works and passes every check as it is.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use gouji::{Diagnostic, Engine, Text, is_pack_name, msg, nearest};

use super::super::{files, output};
use super::{Known, OutputArgs, exit, said, write};

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// 新的文件夹，其名称就是规则包的名称 · The new folder; its name is the pack's
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// 以哪个规则包为基础 · The pack to build on
    #[arg(long, value_name = "NAME")]
    extends: Vec<String>,
    /// 适用的省份，写法与决算的 entity.province 相同 · The province it is for
    #[arg(long, value_name = "NAME")]
    province: Vec<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    out: OutputArgs,
}

pub(super) fn run(args: &NewArgs) -> u8 {
    let mut problems = Vec::new();
    let (mut engine, _) = args.known.engine(&mut problems);
    let written = match texts(args, &mut engine) {
        Ok(texts) if problems.is_empty() => {
            texts.iter().try_for_each(|(name, text)| write(&args.folder.join(name), text)).map_err(|p| vec![p])
        }
        other => Err(other.err().unwrap_or_default()),
    };
    if let Err(found) = written {
        problems.extend(found);
        output::diagnostics(&problems, engine.sources(), &args.out);
        return exit::USAGE;
    }
    said(&msg!("cli-pack-written", file = files::shown(&args.folder)), &args.out)
}

/// The files of the new pack.
fn texts(args: &NewArgs, engine: &mut Engine) -> Result<[(&'static str, String); 5], Vec<Diagnostic>> {
    let fail = |message: Text| Diagnostic::file_error("pack::new", files::shown(&args.folder), message);
    let name = args.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !is_pack_name(&name) {
        let problem = fail(msg!("cli-pack-folder-name", name));
        return Err(vec![problem.with_help(msg!("pack-name-help"))]);
    }
    if engine.pack_names().contains(&name) {
        return Err(vec![fail(msg!("cli-pack-taken", name))]);
    }
    let taken = match fs::read_dir(&args.folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    };
    if taken {
        return Err(vec![fail(msg!("cli-pack-not-empty"))]);
    }
    let mut bases = String::new();
    for base in &args.extends {
        let Some(manifest) = engine.manifest(base)? else {
            let known = engine.pack_names();
            let near = nearest(base, known.iter().map(String::as_str));
            let help = near.map(|near| msg!("common-did-you-mean", near));
            let message = msg!("pack-unknown", name = base, known = Text::list(&known));
            return Err(vec![Diagnostic { help, ..fail(message) }]);
        };
        let version = &manifest.version;
        bases.push_str(&format!("\n  - {{pack: {base}, version: \"^{}.{}\"}}", version.major, version.minor));
    }
    let bases = if bases.is_empty() { " []".to_owned() } else { bases };
    let provinces: Vec<String> = args.province.iter().map(|province| quoted(province)).collect();
    let applies = match provinces.as_slice() {
        [] => String::new(),
        provinces => format!("provinces: [{}]", provinces.join(", ")),
    };
    let rule = format!("{}-001", prefix(&name));
    Ok([
        (
            "pack.yaml",
            format!(
                "name: {}\nversion: 0.1.0\ntitle: {}\napplies: {{{applies}}}\nextends:{bases}\n",
                quoted(&name),
                quoted(&format!("{name} 审核规则包")),
            ),
        ),
        ("figures.yaml", FIGURES.to_owned()),
        ("example.gj", RULES.replace("EXAMPLE-001", &rule)),
        ("cases/example.yaml", CASES.replace("EXAMPLE-001", &rule)),
        ("README.md", README.replace("{name}", &name).replace("EXAMPLE-001", &rule)),
    ])
}

/// A text as YAML reads it back.
fn quoted(text: &str) -> String {
    let escaped = text.chars().flat_map(|c| match c {
        '"' | '\\' => vec!['\\', c],
        c if c.is_control() => Vec::new(),
        c => vec![c],
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The beginning of the ids of the pack's rules. A short one would be another pack's.
fn prefix(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase()).collect();
    if letters.len() < 3 { "LOCAL".to_owned() } else { letters }
}

const FIGURES: &str = "\
# 规则可以使用的数据项：路径、种类、中文名、含义、位置。写法见 docs/language.md 第十七节。
figures:
  local_example: {label: 示例表, place: 示例表}
  local_example.total: {kind: money, label: 合计, meaning: 示例表的合计数, place: 示例表·合计}
  local_example.part: {kind: money, label: 其中, meaning: 合计中的一部分, place: 示例表·其中}
";

const RULES: &str = "\
# 一条可以照着改的规则。改完后运行 gouji fmt 和 gouji pack verify。
rule EXAMPLE-001 \"其中数不大于合计\" {
  severity warning
  scope    表内
  basis    \"中华人民共和国预算法 第七十五条\"
  formula_source \"示例表表式\"
  tags     [示例]
  on       local_example
  assert   part ≲ total
  message  \"其中数 {part} 大于合计 {total}\"
}
";

const CASES: &str = "\
# 一小段决算和应有的结论：每条规则有一例相符、一例不符。写法见 docs/cases.md，运行 gouji test。
title: 示例表
account:
  year: 2023
  unit: 万元
  local_example: {total: 100.00, part: 40.00}
expect: {相符: [EXAMPLE-001]}
only: true
cases:
  - title: 其中数大于合计
    set: {local_example.part: 140.00}
    expect: {不符: [{rule: EXAMPLE-001, difference: 40.00}]}
";

const README: &str = "\
# {name}

- `pack.yaml`：名称、版本、适用范围、所依据的包
- `figures.yaml`：规则可以使用的数据项
- `example.gj`：规则，从 EXAMPLE-001 起编号；停用的编号写在 `pack.yaml` 的 `retired` 里，不再使用
- `cases/`：案例，写明每条规则应有的结论

```sh
gouji pack verify .          # 检查规则包
gouji pack show .            # 查看规则包
gouji test . --coverage      # 运行案例
gouji check --pack . 决算.yaml
```
";
