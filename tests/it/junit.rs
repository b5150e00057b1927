//! `-o junit` of a check, read back by an XML parser: its shape, its counts, its words.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::support::{folder, gouji_in, stdout, write};

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
