//! `-o junit` of a check, read back by an XML parser: its shape, its counts, its words.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::support::{folder, gouji, gouji_in, stdout, text, write};

/// The start of an element: how deep, its name, and its attributes.
type Element = (usize, String, Vec<(String, String)>);

/// Every one of a document.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut found) = (0, Vec::new());
    let element = |start: &BytesStart<'_>| {
        let attributes = start.attributes().map(|a| {
            let a = a.unwrap();
            (a.key.as_ref().to_owned(), a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
        });
        (start.name().as_ref().to_owned(), attributes.collect::<Vec<_>>())
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let (name, attributes) = element(&start);
                found.push((depth, name, attributes));
                depth += 1;
            }
            Event::Empty(start) => {
                let (name, attributes) = element(&start);
                found.push((depth, name, attributes));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn suites_are_accounts_and_cases_are_instances() {
    for lang in ["zh", "en"] {
        let xml = stdout(&["check", "fixtures", "-o", "junit", "--lang", lang]).1;
        let document: serde_json::Value =
            serde_json::from_str(&stdout(&["check", "fixtures", "-o", "json"]).1).unwrap();
        let found = elements(&xml);
        let attribute = |n: usize, name: &str| {
            found[n].2.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let parents = ["", "testsuites", "testsuite", "testcase"];
        for (depth, name, attributes) in &found {
            let allowed: &[&str] = match depth {
                0 => &["testsuites"],
                1 => &["testsuite"],
                2 => &["testcase"],
                _ => &["failure", "skipped"],
            };
            assert!(allowed.contains(&name.as_str()) && *depth < parents.len() + 1, "{name} at {depth}");
            let wanted = if *depth < 3 { "name" } else { "message" };
            assert!(attributes.iter().any(|(key, value)| key == wanted && !value.is_empty()), "{name}");
        }
        let of = |verdict: &str| document["summary"][verdict].as_u64().unwrap() as usize;
        let count = |name: &str| found.iter().filter(|(_, n, _)| n == name).count();
        assert_eq!(count("testsuite"), document["accounts"].as_array().unwrap().len());
        assert_eq!(count("testcase"), document["findings"].as_array().unwrap().len());
        assert_eq!(count("failure"), of("violated") + of("improbable"));
        assert_eq!(count("skipped"), of("undefined") + of("undetermined") + of("not_applicable") + of("waived"));
        // The numbers that suites give are those of their cases.
        let (mut given, mut counted) = (0, 0);
        for (n, (depth, name, _)) in found.iter().enumerate() {
            match (depth, name.as_str()) {
                (1, _) => {
                    assert_eq!(given, counted);
                    (given, counted) = (attribute(n, "tests").parse::<usize>().unwrap(), 0);
                }
                (2, _) => counted += 1,
                _ => {}
            }
        }
        assert_eq!(given, counted);
    }
}

#[test]
fn what_xml_cannot_have_is_neutralised() {
    let folder = folder("junit_hostile");
    write(&folder, "a.yaml", "entity: \"<b>&\\u001b[2J\\uFFFE]]>\"\nunit: 元\na: 1\nb: 2\n");
    write(&folder, "r.gj", "rule X \"<甲 & 乙>\" {\n  assert a == b\n}\n");
    let (_, xml, _) = gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj", "-o", "junit"]);
    let legal = |c: char| c == '\n' || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}');
    assert!(xml.chars().all(legal), "{xml:?}");
    let found = elements(&xml);
    assert!(found[1].2.iter().any(|(_, value)| value.contains("<b>&␛[2J")), "{found:?}");
}

#[test]
fn the_case_of_a_finding() {
    let xml = stdout(&["check", "fixtures/sichuan-panzhihua-2023.yaml", "-o", "junit"]).1;
    let from = xml.find("    <testcase name=\"N-018").unwrap();
    let to = xml[from..].find("</testcase>").unwrap();
    insta::assert_snapshot!("seed_n018", &xml[from..from + to]);
}

/// What the schema of the dialect has against a document.
fn faults(xml: &str) -> Vec<String> {
    let schema = text("tests/schemas/junit.xsd");
    let parsed = oxml::parse(&schema).unwrap();
    assert!(xmlschema::support::unsupported(&parsed).is_empty(), "the validator passes over a part of the schema");
    let schema = xmlschema::parse_schema(&schema).unwrap();
    let report = xmlschema::validate(&oxml::parse(xml).unwrap(), &schema);
    let faults = report.violations.iter().map(ToString::to_string);
    // What the validator leaves alone: attributes that the schema does not declare.
    let counts = ["name", "tests", "failures", "errors", "time"];
    let declared = |element: &str, attribute: &str| match element {
        "testsuites" => counts.contains(&attribute),
        "testsuite" => counts.contains(&attribute) || ["skipped", "timestamp", "hostname"].contains(&attribute),
        "testcase" => ["name", "classname", "time"].contains(&attribute),
        "error" | "failure" => ["message", "type"].contains(&attribute),
        _ => attribute == "message",
    };
    let found = elements(xml);
    let attributes =
        found.iter().flat_map(|(_, element, attributes)| attributes.iter().map(move |(a, _)| (element, a)));
    let unknown = attributes.filter(|(element, attribute)| !declared(element, attribute));
    faults.chain(unknown.map(|(element, attribute)| format!("{element} has no attribute {attribute}"))).collect()
}

#[test]
fn checks_and_cases_pass_the_schema() {
    let none: [String; 0] = [];
    for lang in ["zh", "en"] {
        let xml = stdout(&["check", "fixtures", "-o", "junit", "--lang", lang]).1;
        assert!(xml.contains("<failure") && xml.contains("<skipped"));
        assert_eq!(faults(&xml), none, "{lang}");
    }
    let xml = stdout(&["test", "national", "-o", "junit"]).1;
    assert!(xml.matches("<testcase").count() > 100);
    assert_eq!(faults(&xml), none);
    // A case that fails, one with several faults.
    let folder = folder("junit_cases");
    let pack = folder.join("mine");
    assert_eq!(gouji(&["pack", "new", pack.to_str().unwrap()]).status.code(), Some(0));
    let cases = std::fs::read_to_string(pack.join("cases/example.yaml")).unwrap();
    write(&pack, "cases/example.yaml", cases.replace("140.00", "40.01"));
    let (code, xml, _) = gouji_in(&pack, &["test", "-o", "junit"]);
    assert_eq!((code, xml.matches("<failure").count()), (1, 1), "{xml}");
    assert_eq!(faults(&xml), none);
    // Nothing at all, and an account with words that XML cannot have.
    assert_eq!(faults(&gouji_in(&pack, &["test", "--filter", "nothing", "-o", "junit"]).1), none);
    write(&folder, "a.yaml", "entity: \"<b>&\\u001b[2J\\uFFFE]]>\"\nunit: 元\na: 1\nb: 2\n");
    write(&folder, "r.gj", "rule X \"<甲 & 乙>\" {\n  assert a == b\n}\n");
    assert_eq!(faults(&gouji_in(&folder, &["check", "a.yaml", "--rules", "r.gj", "-o", "junit"]).1), none);
}

/// A schema that lets everything pass would prove nothing.
#[test]
fn broken_documents_do_not_pass_the_schema() {
    let xml = stdout(&["check", "fixtures/sichuan-panzhihua-2023.yaml", "-o", "junit"]).1;
    assert_eq!(faults(&xml), [""; 0]);
    let failure = {
        let from = xml.find("      <failure").unwrap();
        &xml[from..from + xml[from..].find("</failure>").unwrap() + "</failure>\n".len()]
    };
    let broken = [
        ("a count that is no number", xml.replacen("failures=\"", "failures=\"x", 1)),
        ("a count below nothing", xml.replacen("errors=\"0\"", "errors=\"-1\"", 1)),
        ("a count that is not there", xml.replacen(" errors=\"0\"", "", 1)),
        ("an attribute that nobody knows", xml.replacen("<testsuite name", "<testsuite colour=\"red\" name", 1)),
        ("a case without a class", xml.replacen(" classname=", " class=", 1)),
        ("a case without a name", xml.replacen("<testcase name=\"", "<testcase name=\"\" title=\"", 1)),
        ("an element that nobody knows", xml.replacen("<skipped ", "<ignored ", 1)),
        ("elements in another order", xml.replacen(failure, &format!("{failure}      <skipped message=\"x\"/>\n"), 1)),
        ("skipped twice", xml.replacen("<skipped message=", "<skipped/><skipped message=", 1)),
        ("a failure outside a case", xml.replacen("  </testsuite>", &format!("{failure}  </testsuite>"), 1)),
        ("a failure that says nothing", xml.replacen("<failure message=", "<failure type=", 1)),
        ("another root", xml.replace("testsuites", "suites")),
        ("a time that is none", xml.replacen("<testcase ", "<testcase time=\"soon\" ", 1)),
    ];
    for (what, document) in broken {
        assert_ne!(document, xml, "{what}");
        assert!(!faults(&document).is_empty(), "{what} passes");
    }
}
