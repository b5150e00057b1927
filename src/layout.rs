//! The layout of a working paper: what an office prints on the sheets of `-o xlsx`, in which order and how wide.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text, msg};
use crate::pack::whole;
use crate::source::{SourceId, SourceMap, Span};

/// Code of everything that is wrong with a layout.
const CODE: &str = "layout::file";
/// The layouts of those who have none of their own, in Chinese and in English.
const STANDARD_ZH: &str = include_str!("report/xlsx/layout.zh.yaml");
const STANDARD_EN: &str = include_str!("report/xlsx/layout.en.yaml");
/// Widest column of a sheet, in characters: a limit of Excel.
const MAX_WIDTH: u16 = 255;
/// Tallest row, in lines: Excel has at most 409 points.
const MAX_LINES: u16 = 20;
/// Most rows and columns of one sheet that a layout may ask for.
const MAX_PARTS: usize = 100;
/// Most sheets of evidence.
const MAX_EVIDENCE: usize = 500;

/// 版式: how a working paper looks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "底稿版式", description = "gouji check -o xlsx=文件 --layout 版式.yaml：审计工作底稿的版式")]
pub struct Layout {
    /// 字体
    #[schemars(description = "字体和字号")]
    pub(crate) font: Font,
    /// 封面
    #[schemars(description = "封面")]
    pub(crate) cover: Cover,
    /// 汇总
    #[schemars(description = "审核问题汇总表")]
    pub(crate) summary: SummarySheet,
    /// 上年对比; no such sheet without it.
    #[serde(default)]
    #[schemars(description = "上年对比表；不写则没有这张表")]
    pub(crate) years: Option<YearsSheet>,
    /// 单位底稿
    #[schemars(description = "单位底稿，每户一张")]
    pub(crate) account: AccountSheet,
    /// 取证单
    #[schemars(description = "取证单，逻辑性问题一事一单")]
    pub(crate) evidence: EvidenceSheet,
}

/// The font of all sheets.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "font", title = "字体", description = "所有工作表的字体")]
pub(crate) struct Font {
    /// Its name.
    #[schemars(description = "字体名称", length(min = 1, max = 31))]
    pub(crate) name: String,
    /// Points of the text.
    #[schemars(description = "正文字号（磅）", range(min = 6, max = 40))]
    pub(crate) size: u16,
    /// Points of titles.
    #[schemars(description = "标题字号（磅）", range(min = 6, max = 40))]
    pub(crate) title_size: u16,
}

/// The first sheet.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "cover", title = "封面", description = "第一张工作表")]
pub(crate) struct Cover {
    /// The name of the sheet.
    #[schemars(description = "工作表名称", length(min = 1, max = 31))]
    pub(crate) sheet: String,
    /// The title.
    #[schemars(description = "标题")]
    pub(crate) title: String,
    /// Its rows.
    #[schemars(description = "各行")]
    pub(crate) rows: Vec<Row<CoverField>>,
}

/// A label and what stands beside it: what the result says, fixed words, or nothing yet.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "row", title = "行", description = "名目及其旁边的内容")]
pub(crate) struct Row<F> {
    /// What it is called.
    #[schemars(description = "名目")]
    pub(crate) label: String,
    /// What the result says.
    #[schemars(description = "由审核结果填入的内容")]
    pub(crate) field: Option<F>,
    /// Fixed words.
    #[schemars(description = "照印的文字")]
    pub(crate) text: Option<String>,
    /// Its height in lines.
    #[serde(default = "one")]
    #[schemars(description = "行高（行数）", range(min = 1, max = 20))]
    pub(crate) lines: u16,
}

fn one() -> u16 {
    1
}

/// What a cover may say of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "cover_field", description = "封面可填入的内容")]
pub(crate) enum CoverField {
    /// The units.
    #[schemars(description = "各被审计单位")]
    Entities,
    /// Their fiscal years.
    #[schemars(description = "年度")]
    Years,
    /// The mark of the paper.
    #[schemars(description = "索引号")]
    Index,
    /// How many of each verdict.
    #[schemars(description = "各结论的条数")]
    Counts,
    /// The highest classification.
    #[schemars(description = "最高的密级")]
    Classification,
}

/// The table of findings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "summary", title = "汇总", description = "疑点的汇总表")]
pub(crate) struct SummarySheet {
    /// The name of the sheet.
    #[schemars(description = "工作表名称", length(min = 1, max = 31))]
    pub(crate) sheet: String,
    /// The title.
    #[schemars(description = "标题")]
    pub(crate) title: String,
    /// Its columns.
    #[schemars(description = "各列", length(min = 1, max = 100))]
    pub(crate) columns: Vec<Column>,
}

/// A column of the table of findings.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column", title = "列", description = "汇总表的一列")]
pub(crate) struct Column {
    /// Its head.
    #[schemars(description = "列名")]
    pub(crate) title: String,
    /// What it says of a finding; to be filled in without.
    #[schemars(description = "内容；不写的留空待填")]
    pub(crate) field: Option<Field>,
    /// Its width in characters.
    #[schemars(description = "列宽（字符数）", range(min = 1, max = 255))]
    pub(crate) width: u16,
}

/// What can be said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "field", description = "一条疑点可填入的内容")]
pub(crate) enum Field {
    /// Its number.
    #[schemars(description = "序号")]
    Number,
    /// The unit.
    #[schemars(description = "单位")]
    Entity,
    /// The fiscal year.
    #[schemars(description = "年度")]
    Year,
    /// Severity, verdict and scope.
    #[schemars(description = "审核级别、结论和类别")]
    Category,
    /// Severity.
    #[schemars(description = "审核级别")]
    Severity,
    /// Verdict.
    #[schemars(description = "结论")]
    Verdict,
    /// Scope.
    #[schemars(description = "类别")]
    Scope,
    /// Id of the rule.
    #[schemars(description = "规则编号")]
    Rule,
    /// Id and title of the rule.
    #[schemars(description = "规则编号和名称")]
    Title,
    /// What is said of it.
    #[schemars(description = "摘要")]
    Summary,
    /// The difference as a number.
    #[schemars(description = "差额，为数字")]
    Difference,
    /// The unit of the difference.
    #[schemars(description = "差额的单位")]
    Unit,
    /// The difference with its unit.
    #[schemars(description = "差额及单位")]
    Amount,
    /// Both sides as computed.
    #[schemars(description = "两边的计算过程")]
    Computation,
    /// Where the figures stand in the document.
    #[schemars(description = "公开文件中的位置")]
    Place,
    /// 依据
    #[schemars(description = "依据")]
    Basis,
    /// The mark of its block, a link.
    #[schemars(description = "索引号")]
    Index,
}

/// The table of two years.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "years", title = "上年对比", description = "本年数与上年数的对照，列增减达到 --change-over 的")]
pub(crate) struct YearsSheet {
    /// The name of the sheet.
    #[schemars(description = "工作表名称", length(min = 1, max = 31))]
    pub(crate) sheet: String,
    /// The title.
    #[schemars(description = "标题")]
    pub(crate) title: String,
}

/// The sheets of accounts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "account", title = "单位底稿", description = "单位底稿")]
pub(crate) struct AccountSheet {
    /// The title.
    #[schemars(description = "标题")]
    pub(crate) title: String,
    /// Width of the names.
    #[schemars(description = "名称列宽（字符数）", range(min = 1, max = 255))]
    pub(crate) name_width: u16,
    /// Width of the paths.
    #[schemars(description = "路径列宽（字符数）", range(min = 1, max = 255))]
    pub(crate) path_width: u16,
    /// Width of a figure.
    #[schemars(description = "数字列宽（字符数）", range(min = 1, max = 255))]
    pub(crate) figure_width: u16,
}

/// 取证单
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "evidence", title = "取证单", description = "取证单")]
pub(crate) struct EvidenceSheet {
    /// What the names of the sheets begin with.
    #[schemars(description = "工作表名称，后接序号", length(min = 1, max = 20))]
    pub(crate) sheet: String,
    /// The title.
    #[schemars(description = "标题")]
    pub(crate) title: String,
    /// Most sheets.
    #[schemars(description = "至多几张", range(min = 0, max = 500))]
    pub(crate) most: usize,
    /// Its rows.
    #[schemars(description = "各行")]
    pub(crate) rows: Vec<Row<Field>>,
}

impl Layout {
    /// The layout that is used without another, in a language.
    ///
    /// # Errors
    /// None: a test reads it.
    pub fn standard(lang: Lang) -> Result<Self, Vec<Diagnostic>> {
        let mut sources = SourceMap::default();
        let source = sources.add("layout.yaml", Self::standard_text(lang).to_owned());
        Self::read(source, &sources)
    }

    /// The text of that layout, to begin with one's own from.
    pub fn standard_text(lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => STANDARD_ZH,
            Lang::En => STANDARD_EN,
        }
    }

    /// Reads a layout.
    ///
    /// # Errors
    /// What is wrong with it: the mistakes of its form, else everything that does not fit a sheet.
    pub fn read(source: SourceId, sources: &SourceMap) -> Result<Self, Vec<Diagnostic>> {
        let layout: Self = whole(CODE, source, sources)?;
        let text = &sources.get(source).text;
        // The typed reader keeps no places; a key is found again in the section that it belongs to.
        let place = |section: &str, key: &str| {
            let head = format!("{section}:");
            let start = text.lines().position(|line| line.starts_with(&head)).unwrap_or(0);
            let offset: usize = text.split_inclusive('\n').take(start).map(str::len).sum();
            let at = text.get(offset..).and_then(|rest| rest.find(key)).map_or(offset, |at| offset + at);
            Span::new(source, at, at + key.len())
        };
        let problems: Vec<Diagnostic> = layout
            .faults()
            .into_iter()
            .map(|(section, key, message)| Diagnostic::error(CODE, place(section, key), message))
            .collect();
        if problems.is_empty() { Ok(layout) } else { Err(problems) }
    }

    /// What has the right form and fits no sheet: section, key, and what is wrong.
    fn faults(&self) -> Vec<(&'static str, &'static str, Text)> {
        let mut faults = Vec::new();
        let mut bound = |section, key, value: usize, least: usize, most: usize| {
            if !(least..=most).contains(&value) {
                let (value, least, most) = (value.to_string(), least.to_string(), most.to_string());
                faults.push((section, key, msg!("layout-bound", key, value, least, most)));
            }
        };
        bound("font", "name", self.font.name.chars().count(), 1, 31);
        bound("font", "size", self.font.size.into(), 6, 40);
        bound("font", "title_size", self.font.title_size.into(), 6, 40);
        bound("cover", "sheet", self.cover.sheet.chars().count(), 1, 31);
        bound("cover", "rows", self.cover.rows.len(), 0, MAX_PARTS);
        bound("summary", "sheet", self.summary.sheet.chars().count(), 1, 31);
        bound("summary", "columns", self.summary.columns.len(), 1, MAX_PARTS);
        if let Some(years) = &self.years {
            bound("years", "sheet", years.sheet.chars().count(), 1, 31);
        }
        bound("evidence", "sheet", self.evidence.sheet.chars().count(), 1, 20);
        bound("evidence", "most", self.evidence.most, 0, MAX_EVIDENCE);
        bound("evidence", "rows", self.evidence.rows.len(), 0, MAX_PARTS);
        for width in self.summary.columns.iter().map(|column| column.width) {
            bound("summary", "width", width.into(), 1, MAX_WIDTH.into());
        }
        let account = &self.account;
        for (key, width) in [
            ("name_width", account.name_width),
            ("path_width", account.path_width),
            ("figure_width", account.figure_width),
        ] {
            bound("account", key, width.into(), 1, MAX_WIDTH.into());
        }
        let cover = self.cover.rows.iter().map(|row| ("cover", row.lines));
        let evidence = self.evidence.rows.iter().map(|row| ("evidence", row.lines));
        for (section, lines) in cover.chain(evidence) {
            bound(section, "lines", lines.into(), 1, MAX_LINES.into());
        }
        faults
    }
}
