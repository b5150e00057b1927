//! JUnit's XML, whatever the test cases are: elements in order, words of others neutralised.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::draw;

/// Most characters of an attribute, and of a line of a failure.
const MAX_TEXT: usize = 500;

/// One line of harmless text that XML can have.
fn clean(text: &str, most: usize) -> String {
    draw::clean(text, most).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A suite of test cases.
pub(crate) struct Suite {
    /// What was tested.
    pub(crate) name: String,
    /// Its cases, in order.
    pub(crate) cases: Vec<TestCase>,
}

/// One test case.
pub(crate) struct TestCase {
    /// What was tested.
    pub(crate) name: String,
    /// What it belongs to, a file.
    pub(crate) class: String,
    /// In one line what is wrong, and the lines that say more.
    pub(crate) failures: Vec<(String, String)>,
    /// Why it was not judged.
    pub(crate) skipped: Option<String>,
}

/// Writes suites as one document.
pub(crate) fn write(suites: &[Suite], out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all: Vec<&TestCase> = suites.iter().flat_map(|suite| &suite.cases).collect();
    xml.write_event(Event::Start(counted("testsuites", "gouji", all.iter().copied())))?;
    for suite in suites {
        let name = clean(&suite.name, MAX_TEXT);
        xml.write_event(Event::Start(counted("testsuite", &name, suite.cases.iter())))?;
        for case in &suite.cases {
            write_case(&mut xml, case)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.write_all(b"\n")
}

fn counted<'a>(element: &'a str, name: &'a str, cases: impl Iterator<Item = &'a TestCase>) -> BytesStart<'a> {
    let (mut tests, mut failures, mut skipped) = (0usize, 0usize, 0usize);
    for case in cases {
        tests += 1;
        failures += usize::from(!case.failures.is_empty());
        skipped += usize::from(case.skipped.is_some());
    }
    let [tests, failures, skipped] = [tests, failures, skipped].map(|count| count.to_string());
    let mut attributes = vec![("name", name), ("tests", &tests), ("failures", &failures), ("errors", "0")];
    // The element around all suites has no such attribute.
    attributes.extend((element == "testsuite").then_some(("skipped", skipped.as_str())));
    BytesStart::new(element).with_attributes(attributes)
}

fn write_case<W: Write>(xml: &mut Writer<W>, case: &TestCase) -> io::Result<()> {
    let (name, class) = (clean(&case.name, MAX_TEXT), clean(&case.class, MAX_TEXT));
    let element = BytesStart::new("testcase").with_attributes([("name", name.as_str()), ("classname", class.as_str())]);
    if case.failures.is_empty() && case.skipped.is_none() {
        return xml.write_event(Event::Empty(element));
    }
    xml.write_event(Event::Start(element))?;
    if let Some(why) = &case.skipped {
        let why = clean(why, MAX_TEXT);
        xml.write_event(Event::Empty(BytesStart::new("skipped").with_attributes([("message", why.as_str())])))?;
    }
    for (message, text) in &case.failures {
        let message = clean(message, MAX_TEXT);
        let text: Vec<String> = text.lines().map(|line| clean(line, MAX_TEXT)).collect();
        let failure = BytesStart::new("failure").with_attributes([("message", message.as_str())]);
        xml.write_event(Event::Start(failure))?;
        xml.write_event(Event::Text(BytesText::new(&text.join("\n"))))?;
        xml.write_event(Event::End(BytesEnd::new("failure")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}
