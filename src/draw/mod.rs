//! The one place where miette draws: frames of labelled lines, and diagnostics in the user's language.

mod excerpt;
mod prose;

use std::borrow::Cow;
use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan};

use self::excerpt::{Excerpt, Mark, TAB};
pub use self::prose::Style;
pub(crate) use self::prose::{Ink, cells, clean, wrap};
use crate::diagnostic::{Diagnostic, Level};
use crate::message::msg;
use crate::source::{SourceId, SourceMap, Span};

/// Most labels in one drawing; the rest are counted.
const MAX_LABELS: usize = 16;
/// Most characters of one label, name or message.
const MAX_LABEL: usize = 120;
const MAX_NAME: usize = 400;
const MAX_MESSAGE: usize = 2000;
/// Least cells beside an underline in which a label is wrapped.
const LEAST_LABEL: usize = 30;
/// Least digits that line numbers leave room for, so that most frames of a report stand in one column.
const LEAST_DIGITS: usize = 3;
/// Blanks before what belongs to a heading.
const INDENT: usize = 3;
/// Bounds for the cells of a source line.
const LINE_CELLS: (usize, usize) = (40, 160);

/// An input error or warning: what is wrong, where, and what to write instead. Ends with a line end.
pub fn diagnostic(d: &Diagnostic, sources: &SourceMap, style: &Style) -> String {
    let (word, ink) = match d.level {
        Level::Error => (style.say(msg!("diagnostic-error")), Ink::Red),
        Level::Warning => (style.say(msg!("diagnostic-warning")), Ink::Yellow),
    };
    let head = format!("{word}[{}]", d.code);
    let message = clean(&d.message.get(style.lang), MAX_MESSAGE);
    let mut text = String::new();
    for (n, line) in wrap(&format!("{head} {message}"), room(style, INDENT)).enumerate() {
        match line.strip_prefix(&head) {
            Some(rest) if n == 0 => {
                text.push_str(&format!("{}{}\n", style.paint(&head, ink), style.paint(rest, Ink::Bold)))
            }
            _ => text.push_str(&format!("{:INDENT$}{}\n", "", style.paint(line, Ink::Bold))),
        }
    }
    let marks = d
        .labels
        .iter()
        .enumerate()
        .map(|(n, label)| (label.span, label.text.get(style.lang), (n == 0).then_some(d.level)));
    text.push_str(&frames(marks, sources, style));
    if let (Some(file), true) = (&d.file, d.labels.is_empty()) {
        let file = style.say(msg!("diagnostic-file", file = clean(file, MAX_NAME)));
        text.push_str(&format!("{:INDENT$}{file}\n", ""));
    }
    if let Some(help) = &d.help {
        let word = style.say(msg!("diagnostic-help"));
        let help = clean(&help.get(style.lang), MAX_MESSAGE);
        let indent = INDENT + cells(&word);
        for (n, line) in wrap(&help, room(style, indent)).enumerate() {
            let before =
                if n == 0 { format!("{:INDENT$}{}", "", style.paint(&word, Ink::Green)) } else { " ".repeat(indent) };
            text.push_str(&format!("{before}{line}\n"));
        }
    }
    text
}

/// Frames around the lines that the labels point at, one for each text, in the order of the lines. Empty
/// without labels, else it ends with a line end.
pub(crate) fn snippet(labels: &[(Span, String)], sources: &SourceMap, style: &Style) -> String {
    frames(labels.iter().map(|(span, text)| (*span, Cow::Borrowed(text.as_str()), None)), sources, style)
}

/// The cells left in a line after an indent; 0 when lines are not limited.
pub(crate) fn room(style: &Style, indent: usize) -> usize {
    if style.width == 0 { 0 } else { style.width.saturating_sub(indent).max(20) }
}

/// The lines of one text as drawn, without the frame.
#[derive(Debug, Default)]
struct Drawing {
    head: String,
    /// Each with the digits of its line numbers.
    parts: Vec<(usize, Vec<String>)>,
}

fn frames<'t>(
    labels: impl Iterator<Item = (Span, Cow<'t, str>, Option<Level>)>,
    sources: &SourceMap,
    style: &Style,
) -> String {
    let mut texts: Vec<(SourceId, Vec<Mark>)> = Vec::new();
    let mut left_out = 0;
    for (n, (span, text, level)) in labels.enumerate() {
        if n >= MAX_LABELS {
            left_out += 1;
            continue;
        }
        let mark = |heads| Mark::new(sources.get(span.source), span.range(), clean(&text, MAX_LABEL), level, heads);
        match texts.iter_mut().find(|(id, _)| *id == span.source) {
            Some((_, marks)) => marks.push(mark(false)),
            None => texts.push((span.source, vec![mark(true)])),
        }
    }
    let drawings: Vec<Drawing> = texts.into_iter().map(|(id, marks)| draw(id, marks, sources, style)).collect();
    let digits = drawings.iter().flat_map(|d| &d.parts).map(|(digits, _)| *digits).fold(LEAST_DIGITS, usize::max);
    let indent = " ".repeat(digits + 2);
    let mut text = String::new();
    for (n, drawing) in drawings.iter().enumerate() {
        text.push_str(&format!("{indent}{}\n", drawing.head));
        for (n, (own, rows)) in drawing.parts.iter().enumerate() {
            if n > 0 {
                text.push_str(&format!("{indent}⋮\n"));
            }
            for row in rows {
                text.push_str(&format!("{}{row}\n", " ".repeat(digits - own)));
            }
        }
        if left_out > 0 && n + 1 == drawings.len() {
            let more = style.say(msg!("diagnostic-more-places", count = left_out));
            text.push_str(&format!("{indent}· {more}\n"));
        }
        text.push_str(&format!("{indent}╰────\n"));
    }
    text
}

/// What miette draws of one text, taken apart. The head names the place that was given first.
fn draw(id: SourceId, marks: Vec<Mark>, sources: &SourceMap, style: &Style) -> Drawing {
    let source = sources.get(id);
    let name = clean(&source.name, MAX_NAME);
    let (least, most) = LINE_CELLS;
    let width = if style.width == 0 { most } else { style.width.saturating_sub(LEAST_DIGITS + 6).clamp(least, most) };
    let mut drawing = Drawing::default();
    for excerpt in Excerpt::gather(source, &name, marks, width) {
        let drawn = frame(&excerpt, style);
        let mut lines = drawn.lines().skip_while(|line| !line.trim_start().starts_with('╭'));
        let head = lines.next().unwrap_or_default();
        let rows = labelled(&excerpt, lines, style);
        if excerpt.marks.iter().any(|m| m.heads) {
            drawing.head = head.trim_start().to_owned();
        }
        drawing.parts.push(((excerpt.next() - 1).to_string().len(), rows));
    }
    drawing
}

/// The rows inside a frame. A label that is alone on its line stands beside its underline; miette, which
/// would put it below, has drawn the underline only.
fn labelled<'r>(excerpt: &Excerpt, mut rows: impl Iterator<Item = &'r str>, style: &Style) -> Vec<String> {
    let mut drawn = Vec::new();
    for marks in excerpt.by_line() {
        let below = match marks {
            [] => 0,
            [_] => 1,
            several => 1 + several.iter().filter(|m| !m.text.is_empty()).count(),
        };
        drawn.extend(rows.by_ref().take(1 + below).map(|row| row.trim_end().to_owned()));
        if let [mark] = marks {
            let underline = drawn.pop().unwrap_or_default();
            drawn.extend(beside(&underline, mark, style));
        }
    }
    drawn
}

/// An underline with its label after it, in as many rows as the width asks for.
fn beside(underline: &str, mark: &Mark, style: &Style) -> Vec<String> {
    let (margin, _) = underline.split_once('·').unwrap_or_default();
    let used = uncoloured(underline) + 1;
    // The margin grows when line numbers are aligned.
    let final_used = used + (LEAST_DIGITS + 2).saturating_sub(cells(margin));
    let room = if style.width < final_used + LEAST_LABEL { 0 } else { style.width - final_used };
    let margin = format!("{margin}·");
    let indent = " ".repeat(used.saturating_sub(cells(&margin)));
    let painted = wrap(&mark.text, room).enumerate().map(|(n, line)| {
        let before = if n == 0 { format!("{underline} ") } else { format!("{margin}{indent}") };
        format!("{before}{}", style.paint(line, ink(mark))).trim_end().to_owned()
    });
    painted.collect()
}

/// How many cells a text takes that may hold colours.
fn uncoloured(text: &str) -> usize {
    let plain = |part: &str| cells(part.split_once('m').map_or(part, |(_, after)| after));
    let mut parts = text.split('\u{1b}');
    parts.next().map_or(0, cells) + parts.map(plain).sum::<usize>()
}

fn ink(mark: &Mark) -> Ink {
    match mark.level {
        Some(Level::Error) => Ink::Red,
        Some(Level::Warning) => Ink::Yellow,
        None => Ink::Cyan,
    }
}

/// An excerpt in the frame of miette, under a heading that is not used.
fn frame(excerpt: &Excerpt, style: &Style) -> String {
    let mut theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let styles = &mut theme.styles;
    styles.link = styles.linum;
    styles.highlights = excerpt
        .marks
        .iter()
        .map(|mark| match mark.level {
            Some(Level::Error) => styles.error,
            Some(Level::Warning) => styles.warning,
            None => styles.help,
        })
        .collect();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_urls(false)
        .without_cause_chain()
        .without_syntax_highlighting()
        .with_context_lines(0)
        .with_wrap_lines(false)
        .tab_width(TAB);
    let mut text = String::new();
    // Only a text that cannot be read fails, and an excerpt always can.
    let _ = handler.render_report(&mut text, &Framed(excerpt));
    text
}

/// What miette is given to draw.
#[derive(Debug)]
struct Framed<'a>(&'a Excerpt);

impl fmt::Display for Framed<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Framed<'_> {}

impl miette::Diagnostic for Framed<'_> {
    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(self.0)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.0.marks.iter().map(|mark| {
            let label = (!mark.alone && !mark.text.is_empty()).then(|| mark.text.clone());
            let span = (mark.range.start, mark.range.len());
            if mark.heads {
                LabeledSpan::new_primary_with_span(label, span)
            } else {
                LabeledSpan::new_with_span(label, span)
            }
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Lang, Text};

    fn style(lang: Lang) -> Style {
        Style { color: false, width: 80, lang }
    }

    /// The frames around parts of one text, each labelled with itself.
    fn framed(text: &str, parts: &[&str]) -> String {
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml", text);
        let label = |part: &&str| {
            let at = text.find(part).unwrap_or(text.len());
            (Span::new(id, at, at + part.len()), "此处".to_owned())
        };
        let labels: Vec<(Span, String)> = parts.iter().map(label).collect();
        snippet(&labels, &sources, &style(Lang::Zh))
    }

    #[test]
    fn underlines_stand_under_chinese_and_columns_count_characters() {
        assert_eq!(
            framed("年度: 1\n合计（万元）: 1410.72\n", &["1410.72"]),
            "     ╭─[a.yaml:2:9]\n   2 │ 合计（万元）: 1410.72\n     ·               ─────── 此处\n     ╰────\n"
        );
    }

    #[test]
    fn two_labels_on_a_line_and_lines_apart() {
        assert_eq!(
            framed("a: {x: 10, y: 20}\n\n\n\nb: 30\n", &["10", "20", "30"]),
            "     ╭─[a.yaml:1:8]\n   1 │ a: {x: 10, y: 20}\n     ·        ─┬     ─┬\n     ·         │      ╰── 此处\n     ·         ╰── 此处\n     ⋮\n   5 │ b: 30\n     ·    ── 此处\n     ╰────\n"
        );
    }

    #[test]
    fn a_long_line_is_cropped_around_the_label() {
        let text = format!("k: {}1410.72{}\n", "长".repeat(500_000), "x".repeat(500_000));
        let drawn = framed(&text, &["1410.72"]);
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines[1].contains("…长长") && lines[1].contains("长1410.72x") && lines[1].ends_with("x…"), "{drawn}");
        assert!(cells(lines[1]) <= 80);
        let before = lines[1].split("1410.72").next().map(cells);
        assert_eq!(before, lines[2].find('─').map(|at| cells(&lines[2][..at])), "{drawn}");
        let drawn = framed(&format!("k: {}\n", "长".repeat(500_000)), &[&"长".repeat(500_000)]);
        assert!(drawn.len() < 1000, "{drawn}");
    }

    #[test]
    fn nothing_in_a_text_steers_the_terminal() {
        let text = "a\u{1b}[2J: \u{202e}10\u{200b}\u{7f}\u{9b}5m # 1\n";
        let drawn = framed(text, &["10\u{200b}"]);
        assert!(drawn.contains("   1 │ a␛[2J: ·10·␡·5m # 1\n     ·         ─── 此处\n"), "{drawn}");
    }

    #[test]
    fn a_lone_return_ends_a_line() {
        let drawn = framed("a: 1\rb: 20\r\nc: 3\n", &["20", "3"]);
        assert!(drawn.contains("[a.yaml:2:4]\n   2 │ b: 20\n     ·    ── 此处\n   3 │ c: 3\n"), "{drawn}");
    }

    #[test]
    fn labels_that_overlap_are_all_there() {
        let mut sources = SourceMap::default();
        let id = sources.add("a.gj", "abcdefghij");
        let ranges = [(0, 10), (2, 4), (2, 4), (2, 6), (4, 4), (9, 10), (10, 99)];
        let labels: Vec<(Span, String)> =
            ranges.iter().enumerate().map(|(n, (from, to))| (Span::new(id, *from, *to), format!("<{n}>"))).collect();
        let drawn = snippet(&labels, &sources, &style(Lang::Zh));
        for n in 0..ranges.len() {
            assert!(drawn.contains(&format!("<{n}>")), "{drawn}");
        }
    }

    #[test]
    fn a_long_label_is_wrapped_beside_its_underline() {
        let mut sources = SourceMap::default();
        let id = sources.add("a.gj", "合计: 1\n");
        let label = "此处应为数字，".repeat(9);
        for color in [false, true] {
            let style = Style { color, ..style(Lang::Zh) };
            let drawn = snippet(&[(Span::new(id, 8, 9), label.clone())], &sources, &style);
            let rows: Vec<&str> = drawn.lines().collect();
            let start = |row: &str| row.find(['此', '数']).map(|at| uncoloured(&row[..at]));
            assert_eq!((start(rows[2]), start(rows[3])), (Some(15), Some(15)), "{drawn}");
            assert!(rows.iter().all(|row| uncoloured(row) <= 80), "{drawn}");
        }
    }

    #[test]
    fn many_labels_are_counted() {
        let text = "1\n".repeat(40);
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml", text);
        let labels: Vec<(Span, String)> = (0..40).map(|n| (Span::new(id, 2 * n, 2 * n + 1), String::new())).collect();
        let drawn = snippet(&labels, &sources, &style(Lang::Zh));
        assert!(drawn.ends_with("     · 另有 24 处\n     ╰────\n"), "{drawn}");
        assert_eq!(drawn.matches(" │ 1\n").count(), MAX_LABELS);
    }

    #[test]
    fn a_diagnostic_speaks_one_language_and_points_into_every_text() {
        let mut sources = SourceMap::default();
        let (rule, account) = (sources.add("规.gj", "甲 ≈ 乙\n"), sources.add("账.yaml", "乙: 5\n"));
        let d = Diagnostic::error(
            "check::kinds",
            Span::new(rule, 0, 3),
            msg!("eval-kinds", left = msg!("kind-money"), right = msg!("kind-percent")),
        )
        .with_label(msg!("kind-money"))
        .also(Span::new(account, 5, 6), msg!("kind-percent"))
        .with_help(msg!("account-depth-help"));
        let zh = diagnostic(&d, &sources, &style(Lang::Zh));
        assert_eq!(
            zh,
            "错误[check::kinds] 金额与百分数不能直接比较或相加\n     ╭─[规.gj:1:1]\n   1 │ 甲 ≈ 乙\n     · ── 金额\n     ╰────\n     ╭─[账.yaml:1:4]\n   1 │ 乙: 5\n     ·     ─ 百分数\n     ╰────\n   帮助：请减少层次\n"
        );
        let mut sources = SourceMap::default();
        sources.add("r.gj", "abc ≈ d\n");
        sources.add("a.yaml", "abcde: 5\n");
        let en = diagnostic(&d, &sources, &style(Lang::En));
        assert!(
            en.starts_with("error[check::kinds] a money and a percent cannot be compared or added\n")
                && en.ends_with("   help: use fewer levels\n"),
            "{en}"
        );
        assert!(!en.chars().any(|c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')), "{en}");
    }

    #[test]
    fn a_thousand_diagnostics_at_the_end_of_a_large_file_are_quick() {
        let text = "  key: 1410.72 # 万元\n".repeat(400_000);
        let end = text.len() - 20;
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml", text);
        let begun = std::time::Instant::now();
        for _ in 0..1000 {
            let d = Diagnostic::error("a::b", Span::new(id, end, end + 5), Text::default());
            assert!(diagnostic(&d, &sources, &style(Lang::En)).contains("[a.yaml:400000:"));
        }
        assert!(begun.elapsed().as_secs() < 5);
    }
}
