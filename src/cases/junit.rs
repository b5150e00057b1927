//! The outcome of cases for build servers: JUnit's XML, a suite for each pack and a test case for each case. Without
//! times and ids, so that the same cases give the same bytes.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::text::{miss_lines, place};
use super::{Outcome, Tested};
use crate::draw::{Style, clean};

/// Most characters of a title.
const MAX_TITLE: usize = 500;

/// Writes the outcome of every case of some packs, in the words that the text output has for failures.
pub fn write(tested: &[Tested], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = tested.iter().map(|pack| pack.outcomes.len()).sum();
    let failed = tested.iter().map(|pack| pack.failed().count()).sum();
    xml.write_event(Event::Start(counted("testsuites", "gouji", all, failed)))?;
    for pack in tested {
        xml.write_event(Event::Start(counted("testsuite", &pack.pack, pack.outcomes.len(), pack.failed().count())))?;
        for outcome in &pack.outcomes {
            case(&mut xml, outcome, style)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.write_all(b"\n")
}

fn counted<'a>(element: &'a str, name: &'a str, tests: usize, failures: usize) -> BytesStart<'a> {
    let (tests, failures) = (tests.to_string(), failures.to_string());
    BytesStart::new(element).with_attributes([
        ("name", name),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
        ("errors", "0"),
    ])
}

fn case<W: Write>(xml: &mut Writer<W>, outcome: &Outcome, style: &Style) -> io::Result<()> {
    let title = clean(&outcome.title, MAX_TITLE);
    let file = clean(&outcome.place.file, MAX_TITLE);
    let element = BytesStart::new("testcase").with_attributes([("name", title.as_str()), ("classname", file.as_str())]);
    if outcome.missed.is_empty() {
        return xml.write_event(Event::Empty(element));
    }
    xml.write_event(Event::Start(element))?;
    for miss in &outcome.missed {
        let subject = clean(&miss.subject(), MAX_TITLE);
        let told = miss_lines(miss, style);
        let failure = BytesStart::new("failure").with_attributes([("message", subject.as_str())]);
        xml.write_event(Event::Start(failure))?;
        xml.write_event(Event::Text(BytesText::new(&format!("{}\n{}", place(&miss.place), told.join("\n")))))?;
        xml.write_event(Event::End(BytesEnd::new("failure")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}
