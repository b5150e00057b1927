//! SARIF 2.1.0, the form in which code hosts and editors take results: every instance, with its fingerprint, waiver
//! and place.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::foot;
use super::sentence;
use super::text::TextOptions;
use crate::answer::WaiverStatus;
use crate::diagnostic::Level;
use crate::draw::Style;
use crate::finding::{Severity, Verdict};
use crate::message::{Lang, msg};
use crate::result::{Document, Extent, Figure, Finding, Place, Problem, Rule, Waiver};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Under which name results carry the fingerprint, and its version.
const FINGERPRINT: &str = "gouji/v1";

/// Writes one run with every finding of the document, in the language of the options.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, options: &TextOptions, out: &mut impl Write) -> io::Result<()> {
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [Log { document, style: &options.style }.run()] });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

struct Log<'a> {
    document: &'a Document,
    style: &'a Style,
}

impl Log<'_> {
    #[expect(clippy::indexing_slicing, reason = "the value is the object made just before, to which the name is added")]
    fn run(&self) -> Value {
        let document = self.document;
        let language = match self.style.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en-US",
        };
        let resolved = document.baseline.iter().flat_map(|baseline| &baseline.resolved);
        let resolved = resolved.map(|resolved| {
            json!({
                "message": { "text": resolved.what },
                "kind": "pass",
                "level": "none",
                "baselineState": "absent",
                "partialFingerprints": { FINGERPRINT: resolved.fingerprint },
            })
        });
        let mut run = json!({
            "tool": {
                "driver": {
                    "name": document.tool.name,
                    "version": document.tool.version,
                    "semanticVersion": document.tool.version,
                    "language": language,
                    "rules": document.rules.iter().map(|rule| self.rule(rule)).collect::<Vec<_>>(),
                },
                "extensions": self.packs(),
            },
            "language": language,
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": document.summary.unreadable == 0,
                "toolExecutionNotifications":
                    document.diagnostics.iter().map(|problem| self.notification(problem)).collect::<Vec<_>>(),
            }],
            "artifacts": self.artifacts(),
            "results": document.findings.iter().map(|f| self.result(f)).chain(resolved).collect::<Vec<_>>(),
        });
        if let Some(mark) = foot::watermark(document, self.style) {
            run["properties"] = json!({ "classification": mark });
        }
        run
    }

    /// The packs; rule files outside any pack are artifacts.
    fn packs(&self) -> Vec<Value> {
        let packs = self.document.packs.iter().filter_map(|pack| Some((pack, pack.version.as_ref()?)));
        packs
            .map(|(pack, version)| {
                json!({ "name": pack.name, "version": version, "properties": { "sha256": pack.sha256 } })
            })
            .collect()
    }

    /// The files of accounts and the rule files outside any pack, each once.
    fn artifacts(&self) -> Vec<Value> {
        let accounts =
            self.document.accounts.iter().filter_map(|a| Some((&a.file, a.sha256.as_ref()?, "analysisTarget")));
        let rules = self.document.packs.iter().filter(|pack| pack.version.is_none());
        let rules = rules.map(|pack| (&pack.name, &pack.sha256, "userSpecifiedConfiguration"));
        let files: BTreeMap<&String, (&String, &str)> =
            accounts.chain(rules).map(|(file, digest, role)| (file, (digest, role))).collect();
        let artifact = |(file, (digest, role)): (&String, (&String, &str))| {
            json!({
                "location": { "uri": uri(file) },
                "roles": [role],
                "hashes": { "sha-256": digest },
            })
        };
        files.into_iter().map(artifact).collect()
    }

    fn rule(&self, rule: &Rule) -> Value {
        let title = rule.title.as_deref().unwrap_or(&rule.id);
        let mut help = vec![title.to_owned()];
        let mut add = |text| help.push(self.style.say(text));
        add(msg!("sarif-severity", severity = rule.severity.term()));
        for basis in &rule.basis {
            add(msg!("sarif-basis", basis = &basis.text));
        }
        if let Some(source) = &rule.formula_source {
            add(msg!("report-formula-from", source));
        }
        if rule.pack.is_some() {
            add(msg!("sarif-explain", command = format!("gouji explain {}", rule.id)));
        }
        // A set in SARIF: the scope may be among the tags.
        let scope = rule.scope.iter().filter(|scope| !rule.tags.contains(scope));
        json!({
            "id": rule.id,
            "shortDescription": { "text": title },
            "help": { "text": help.join("\n") },
            "defaultConfiguration": { "level": level(rule.severity) },
            "properties": {
                "tags": scope.chain(&rule.tags).collect::<Vec<_>>(),
                "pack": rule.pack,
                "basis": rule.basis.iter().map(|basis| &basis.text).collect::<Vec<_>>(),
                "formulaSource": rule.formula_source,
                "waivable": rule.waivable,
            },
        })
    }

    fn result(&self, finding: &Finding) -> Value {
        let waived = finding.verdict == Verdict::Waived;
        let kind = match finding.verdict {
            Verdict::Violated | Verdict::Waived => "fail",
            Verdict::Improbable => "review",
            Verdict::Undefined | Verdict::Undetermined => "open",
            Verdict::NotApplicable => "notApplicable",
            Verdict::Rounding | Verdict::Holds => "pass",
        };
        // What a waiver covers has the weight of its rule.
        let severity = self.document.rule_of(finding).filter(|_| waived).map_or(finding.severity, |rule| rule.severity);
        let figures = sentence::figures(finding);
        let first = figures.iter().position(|figure| figure.extent.line.is_some());
        let others = figures.iter().enumerate().filter(|(n, f)| Some(*n) != first && f.extent.line.is_some());
        let related = others.enumerate().map(|(id, (_, figure))| {
            let mut location = located(&figure.extent, Some(&figure.path));
            location.insert("id".to_owned(), json!(id + 1));
            location.insert("message".to_owned(), json!({ "text": said(figure) }));
            location
        });
        let location = match first.and_then(|n| figures.get(n)) {
            Some(figure) => Some(located(&figure.extent, Some(&finding.at).filter(|at| !at.is_empty()))),
            None => self.document.account_of(finding).filter(|account| account.together.is_none()).map(|account| {
                let whole = Extent { file: Some(account.file.clone()), ..Extent::default() };
                located(&whole, Some(&finding.at).filter(|at| !at.is_empty()))
            }),
        };
        let mut result = object(json!({
            "ruleId": finding.rule,
            "kind": kind,
            "level": if kind == "fail" { level(severity) } else { "none" },
            "message": { "text": self.message(finding) },
            "locations": location.into_iter().collect::<Vec<_>>(),
            "relatedLocations": related.collect::<Vec<_>>(),
            "partialFingerprints": { FINGERPRINT: finding.fingerprint },
            "properties": {
                "verdict": finding.verdict.name(),
                "severity": finding.severity.name(),
                "assertion": finding.assertion,
                "expression": finding.expression,
                "difference": finding.difference,
            },
        }));
        if finding.rule_number < self.document.rules.len() {
            result.insert("ruleIndex".to_owned(), json!(finding.rule_number));
        }
        if self.document.baseline.is_some() && (finding.is_finding() || finding.known) {
            let state = if finding.known { "unchanged" } else { "new" };
            result.insert("baselineState".to_owned(), json!(state));
        }
        let answer = finding.waiver.map(|used| used.number).or(finding.answer);
        if let Some(waiver) = answer.and_then(|number| self.document.waivers.get(number)) {
            result.insert("suppressions".to_owned(), json!([suppression(waiver)]));
        }
        Value::Object(result)
    }

    /// The title and what was found.
    fn message(&self, finding: &Finding) -> String {
        let title = finding.title.as_deref().unwrap_or(&finding.expression);
        let why = sentence::reason(finding, self.style);
        let verdict = self.style.say(finding.verdict.term());
        let said = match why.is_empty() {
            true => verdict,
            false => self.style.say(msg!("sarif-verdict", verdict, why)),
        };
        self.style.say(msg!("sarif-verdict", verdict = title, why = said))
    }

    fn notification(&self, problem: &Problem) -> Value {
        let lang = self.style.lang;
        let help = problem.help.as_ref().map(|help| format!("\n{}", help.get(lang))).unwrap_or_default();
        json!({
            "descriptor": { "id": problem.code },
            "level": match problem.level {
                Level::Error => "error",
                Level::Warning => "warning",
            },
            "message": { "text": format!("{}{help}", problem.message.get(lang)) },
            "locations": problem.extent.file.iter().map(|_| located(&problem.extent, None)).collect::<Vec<_>>(),
        })
    }
}

/// A waiver as SARIF has it: what is accepted suppresses, what waits or was refused does not.
fn suppression(waiver: &Waiver) -> Value {
    let status = match waiver.status {
        WaiverStatus::Applied | WaiverStatus::Duplicate => "accepted",
        WaiverStatus::Undecided => "underReview",
        _ => "rejected",
    };
    let Place { file, line, column } = &waiver.place;
    json!({
        "kind": "external",
        "status": status,
        "justification": waiver.reason.clone().unwrap_or_default(),
        "location": { "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": { "startLine": line, "startColumn": column },
        } },
        "properties": {
            "status": waiver.status.name(), "kind": waiver.kind, "owner": waiver.owner,
            "decidedBy": waiver.decided_by, "decided": waiver.decided, "expires": waiver.expires,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// What a related figure is: `人员经费 1291.13`.
fn said(figure: &Figure) -> String {
    format!("{} {}", sentence::name(figure), figure.text)
}

fn located(extent: &Extent, path: Option<&String>) -> Map<String, Value> {
    let mut region = Map::new();
    let parts = [
        ("startLine", extent.line),
        ("startColumn", extent.column),
        ("endLine", extent.end_line),
        ("endColumn", extent.end_column),
    ];
    region.extend(parts.into_iter().filter_map(|(key, at)| Some((key.to_owned(), json!(at?)))));
    let mut physical =
        object(json!({ "artifactLocation": { "uri": uri(extent.file.as_deref().unwrap_or_default()) } }));
    if !region.is_empty() {
        physical.insert("region".to_owned(), Value::Object(region));
    }
    let mut location = object(json!({ "physicalLocation": physical }));
    if let Some(path) = path {
        location.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": path, "kind": "member" }]));
    }
    location
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A path as the reference of a URI: relative as it is, absolute under `file:`.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::new();
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') || drive {
        uri.push_str(if drive { "file:///" } else { "file://" });
    }
    for byte in path.strip_prefix("./").unwrap_or(&path).bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if drive => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_references() {
        assert_eq!(super::uri("决算/a b%.yaml"), "%E5%86%B3%E7%AE%97/a%20b%25.yaml");
        assert_eq!(super::uri("./a:b.yaml"), "a%3Ab.yaml");
        assert_eq!(super::uri("/srv/账.yaml"), "file:///srv/%E8%B4%A6.yaml");
        assert_eq!(super::uri("C:\\账\\a.yaml"), "file:///C:/%E8%B4%A6/a.yaml");
    }
}
