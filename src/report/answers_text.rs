//! What stands after the accounts in the text report: waivers that cover nothing, known findings, the roster.

use super::rows::Rows;
use crate::answer::WaiverStatus;
use crate::draw::{Ink, Style, cells, clean};
use crate::message::{Text, msg};
use crate::result::{Baseline, Document, Place, Region, Roster, Unit, Waiver};

/// Most characters of a name in a table, and blanks between its columns.
const MAX_NAME: usize = 40;
const GAP: usize = 2;

/// Everything of it; with `quiet` a line for each thing to see to.
pub(super) fn write(document: &Document, style: &Style, quiet: bool) -> String {
    let mut rows = Rows::new(style);
    waivers(&document.waivers, quiet, &mut rows);
    if let Some(known) = &document.baseline {
        baseline(known, quiet, &mut rows);
    }
    if let Some(roster) = &document.roster {
        units(roster, quiet, &mut rows);
    }
    rows.finish()
}

/// Where something stands: `waivers.yaml:3`.
pub(super) fn place(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

/// Why an accepted waiver says that the finding is right, and who says so.
pub(super) fn accepted(waiver: &Waiver) -> Text {
    let kind = waiver.kind.map(|k| k.term()).unwrap_or_default();
    let (by, date) = (waiver.decided_by.clone().unwrap_or_default(), waiver.decided.clone().unwrap_or_default());
    let (reason, owner) = (waiver.reason.clone().unwrap_or_default(), waiver.owner.clone().unwrap_or_default());
    msg!("report-accepted", kind, reason, owner, by, date, place = place(&waiver.place))
}

/// The waivers that cover nothing, and how many of each status there are.
fn waivers(waivers: &[Waiver], quiet: bool, rows: &mut Rows) {
    let uncovering = waivers.iter().filter(|w| w.status != WaiverStatus::Applied);
    if waivers.is_empty() {
        return;
    }
    if !quiet {
        let title = rows.style.say(msg!("report-waivers"));
        rows.bar(&title);
    }
    for waiver in uncovering {
        let at = place(&waiver.place);
        let mut what = vec![waiver.rule.clone()];
        what.extend(waiver.entity.clone());
        what.extend(waiver.year.map(|year| year.to_string()));
        what.extend(waiver.stage.clone());
        let (what, term) = (what.join(" "), rows.style.say(waiver.status.term()));
        let detail = waiver.detail.as_ref().map_or("", |detail| detail.get(rows.style.lang));
        if quiet {
            let weight = if waiver.open { "warning" } else { "info" };
            rows.line(format!("{at}: {weight} {what}: {term}: {detail}").trim_end_matches(": "));
        } else {
            let mark = if waiver.open { ("!", Ink::Yellow) } else { ("-", Ink::Dim) };
            rows.entry(mark, &term, &format!("{what}  {at}"), detail);
        }
    }
    if !quiet {
        let of = |status: WaiverStatus| waivers.iter().filter(|w| w.status == status).count();
        let counted = WaiverStatus::ALL.into_iter().map(|s| (s, of(s))).filter(|(_, n)| *n > 0);
        let each = counted.map(|(status, count)| msg!("report-count", verdict = status.term(), count));
        let counts = rows.style.say(Text::list(each));
        let line = rows.style.say(msg!("report-waivers-counted", count = waivers.len(), counts));
        rows.line(&line);
        rows.blank();
    }
}

fn baseline(known: &Baseline, quiet: bool, rows: &mut Rows) {
    if !quiet {
        for resolved in &known.resolved {
            let term = rows.style.say(msg!("report-resolved"));
            rows.entry(("-", Ink::Dim), &term, &resolved.what, &resolved.fingerprint);
        }
        let counted = msg!("report-baseline", known = known.known, new = known.new, resolved = known.resolved.len());
        let line = rows.style.say(counted);
        rows.line(&line);
        rows.blank();
    }
}

fn units(roster: &Roster, quiet: bool, rows: &mut Rows) {
    if !quiet {
        let title = rows.style.say(msg!("report-roster"));
        rows.bar(&title);
    }
    let mut told = Vec::new();
    for missing in &roster.missing {
        told.push((msg!("report-roster-missing"), named(&missing.unit), place(&missing.place)));
    }
    for unit in &roster.double {
        told.push((msg!("report-roster-double"), named(unit), rows.style.say(Text::list(&unit.files))));
    }
    for extra in &roster.extra {
        let mut name: Vec<String> = extra.name.clone().into_iter().collect();
        name.extend(extra.year.map(|year| year.to_string()));
        told.push((msg!("report-roster-extra"), name.join(" "), extra.files.join(" ")));
    }
    for (term, name, at) in &told {
        let term = rows.style.say(term.clone());
        match quiet {
            true => rows.line(&format!("{at}: {term}: {name}")),
            false => rows.entry(("!", Ink::Yellow), &term, name, at),
        }
    }
    if quiet {
        return;
    }
    if !told.is_empty() {
        rows.blank();
    }
    // A table of nothing but units without a region says nothing.
    let by = [(msg!("report-roster-region"), &roster.regions), (msg!("report-roster-department"), &roster.departments)];
    let mut named = by.into_iter().filter(|(_, groups)| groups.iter().any(|g| g.name.is_some())).peekable();
    if named.peek().is_none() {
        table(Text::default(), &[], &roster.total, rows);
    }
    for (head, groups) in named {
        table(head, groups, &roster.total, rows);
    }
}

/// `攀枝花市社会保险事务中心 2023（101）`
fn named(unit: &Unit) -> String {
    let mut parts: Vec<String> = unit.name.clone().into_iter().collect();
    parts.extend(unit.code.clone());
    parts.extend(unit.year.map(|year| year.to_string()));
    parts.join(" ")
}

/// Numbers of accounts, a line for each group and one for all, in columns of equal display width.
#[expect(clippy::indexing_slicing, reason = "the headings are the first line, and every line has as many cells")]
fn table(head: Text, groups: &[Region], total: &Region, rows: &mut Rows) {
    let style = rows.style;
    let columns = [
        head,
        msg!("report-roster-owed"),
        msg!("report-roster-submitted"),
        msg!("report-roster-missing"),
        msg!("report-roster-passed"),
        msg!("report-roster-rate"),
    ];
    let mut lines = vec![columns.map(|column| style.say(column))];
    let without_name = style.say(msg!("report-roster-unnamed"));
    let line = |name: &str, group: &Region| {
        let numbers = [group.owed, group.submitted, group.owed.saturating_sub(group.submitted), group.passed]
            .map(|n| n.to_string());
        let [owed, submitted, missing, passed] = numbers;
        [clean(name, MAX_NAME), owed, submitted, missing, passed, group.rate.clone().unwrap_or_else(|| "—".to_owned())]
    };
    lines.extend(groups.iter().map(|g| line(g.name.as_deref().unwrap_or(&without_name), g)));
    lines.push(line(&style.say(msg!("report-roster-total")), total));
    let widths: Vec<usize> =
        (0..lines[0].len()).map(|n| lines.iter().map(|line| cells(&line[n])).max().unwrap_or_default()).collect();
    for line in &lines {
        let mut text = String::new();
        for (n, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let filler = " ".repeat(width - cells(cell));
            match n {
                0 => text.push_str(&format!("{cell}{filler}")),
                _ => text.push_str(&format!("{:GAP$}{filler}{cell}", "")),
            }
        }
        rows.line(&text);
    }
    rows.blank();
}
