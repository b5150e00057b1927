//! `-o html`: one file that needs nothing else, well-formed, with every finding and its figures, whatever an account says.

use std::collections::BTreeSet;
use std::fs;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::support::{folder, gouji_in, stdout, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

/// A report as an XML parser reads it.
#[derive(Default)]
struct Page {
    /// Every element: its name and its attributes.
    elements: Vec<(String, Vec<(String, String)>)>,
    /// All text, without blanks at ends.
    text: String,
}

fn html(arguments: &[&str]) -> String {
    stdout(&[&["check", "-o", "html"], arguments].concat()).1
}

fn read(html: &str) -> Page {
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = true;
    let (mut page, mut open) = (Page::default(), 0_i32);
    let element = |start: &BytesStart<'_>| {
        let attribute = |a: quick_xml::events::attributes::Attribute<'_>| {
            let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned();
            (a.key.as_ref().to_owned(), value)
        };
        (start.name().as_ref().to_owned(), start.attributes().map(|a| attribute(a.unwrap())).collect())
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                page.elements.push(element(&start));
                open += 1;
            }
            Event::Empty(start) => page.elements.push(element(&start)),
            Event::End(_) => open -= 1,
            Event::Text(text) => page.text.push_str(&text),
            Event::GeneralRef(name) => page.text.push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "#x27" => "'",
                "#x2f" => "/",
                other => panic!("&{other};"),
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0, "an element is open");
    page
}

impl Page {
    fn all(&self, key: &str) -> Vec<&str> {
        let attributes = self.elements.iter().flat_map(|(_, attributes)| attributes);
        attributes.filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect()
    }

    /// How many elements of each name there are.
    fn names(&self) -> BTreeSet<&str> {
        self.elements.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// Anchors are unique and resolve, references of labels too; nothing is loaded from anywhere.
fn stands_alone(page: &Page) {
    let ids = page.all("id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for link in page.all("href") {
        assert!(link.strip_prefix('#').is_some_and(|id| unique.contains(id)), "{link} leads nowhere");
    }
    for id in page.all("aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
        assert!(unique.contains(id), "{id} labels nothing");
    }
    assert!(page.all("src").is_empty() && page.all("style").is_empty() && page.all("onclick").is_empty());
    assert!(!page.names().contains("link") && !page.names().contains("img"));
}

#[test]
fn every_finding_is_told_with_its_figures_and_its_law() {
    for lang in ["zh", "en"] {
        let page = read(&html(&["--lang", lang, "fixtures"]));
        stands_alone(&page);
        let json: Value = serde_json::from_str(&stdout(&["check", "-o", "json", "fixtures"]).1).unwrap();
        let mut found = 0;
        for finding in json["findings"].as_array().unwrap() {
            if !matches!(finding["verdict"].as_str().unwrap(), "violated" | "improbable") {
                continue;
            }
            found += 1;
            for figure in finding["figures"].as_array().unwrap() {
                for key in ["text", "place", "label"] {
                    assert!(figure[key].as_str().is_none_or(|said| page.text.contains(said)), "{figure}");
                }
                let line = figure["line"].as_u64().map(|line| format!("{}:{line}", figure["file"].as_str().unwrap()));
                assert!(line.is_none_or(|line| page.text.contains(&line)));
            }
            for basis in finding["basis"].as_array().unwrap() {
                assert!(page.text.contains(basis.as_str().unwrap()));
            }
            assert!(page.text.contains(finding["rule"].as_str().unwrap()));
        }
        assert!(found > 15, "{found}");
        let cards =
            page.elements.iter().filter(|(_, a)| a.iter().any(|(n, c)| n == "class" && c.starts_with("card found")));
        assert_eq!(cards.count(), found);
        assert!(page.all("lang").contains(&if lang == "zh" { "zh-CN" } else { "en" }));
    }
}

#[test]
fn the_account_stands_there_with_what_became_of_its_figures() {
    let page = read(&html(&[SEED]));
    let (_, attributes) = page.elements.iter().find(|(_, a)| a.contains(&("id".into(), "f12".into()))).unwrap();
    assert!(attributes.iter().any(|(name, _)| name == "data-v"));
    for said in ["差额 0.06 万元，超过允许尾差 0.015 万元", "1291.13 + 119.53 = 1410.66 万元", "SHA-256", "无公式审核"]
    {
        assert!(page.text.contains(said), "{said}");
    }
    let (svgs, titles) = ("svg", "desc");
    assert!(page.names().contains(svgs) && page.names().contains(titles));
}

#[test]
fn a_hostile_account_is_nothing_but_text() {
    let folder = folder("html_hostile");
    let account = |name: &str| {
        let name = serde_json::to_string(name).unwrap();
        format!(
            "entity: {{name: {name}}}\nyear: 2023\nunit: 万元\nexpenditure:\n  total: 10\n  kinds:\n    basic: {{amount: 3}}\n    \
             project: {{amount: 3}}\nbasic_expenditure: {{total: 5, personnel: 1, public: 1}}\n"
        )
    };
    let hostile =
        "</title></style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7*7 }}\u{202e}\u{1}";
    let good = html(&[&write(&folder, "good.yaml", account("某局"))]);
    let bad = html(&[&write(&folder, "evil.yaml", account(&format!("{hostile}{}", "长".repeat(9000))))]);
    let (good, read_bad) = (read(&good), read(&bad));
    stands_alone(&read_bad);
    let tags = |page: &Page| page.elements.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(tags(&good), tags(&read_bad), "an account has made elements");
    assert!(!bad.contains(['\u{202e}', '\u{1}']), "a character that steers is left");
    assert!(read_bad.text.contains("{{ 7*7 }}") && read_bad.text.contains("<script>alert(1)</script>"));
    assert!(bad.len() < 150_000, "{}", bad.len());
}

#[test]
fn only_what_is_shipped_may_run() {
    let text = html(&[SEED]);
    let part = |from: &str, to: &str| {
        let start = text.find(from).unwrap() + from.len();
        &text[start..start + text[start..].find(to).unwrap()]
    };
    let policy = part("Content-Security-Policy\" content=\"", "\"");
    for (source, part) in [("style-src", part("<style>", "</style>")), ("script-src", part("<script>", "</script>"))] {
        let digest = <sha2::Sha256 as sha2::Digest>::digest(part.as_bytes());
        let named = policy.split(source).nth(1).unwrap().replace("&#x2f;", "/");
        let named = named.trim_start_matches(" &#x27;sha256-").split("&#x27;").next().unwrap();
        assert_eq!(base64(&digest), named);
    }
    assert!(policy.starts_with("default-src &#x27;none&#x27;"));
}

/// Base64 written the plain way: bit by bit.
fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |n| byte >> n & 1)).collect();
    let sextets = bits.chunks(6).map(|six| (0..6).fold(0, |sum, n| sum << 1 | usize::from(*six.get(n).unwrap_or(&0))));
    let mut text: String = sextets.map(|six| letters[six]).collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[test]
fn a_kept_result_gives_the_same_bytes_and_so_does_a_second_run() {
    let folder = folder("html_kept");
    let (kept, page) = (folder.join("r.json").display().to_string(), folder.join("r.html").display().to_string());
    let (json, to) = (format!("json={kept}"), format!("html={page}"));
    stdout(&["check", "-o", &json, "-o", &to, SEED]);
    let first = fs::read_to_string(&page).unwrap();
    assert!(first == html(&[SEED]));
    assert!(first == stdout(&["report", &kept, "-o", "html"]).1);
}

#[test]
fn a_thousand_accounts_make_a_file_of_a_size() {
    let folder = folder("html_thousand");
    for number in 0..1000 {
        let name = format!("a{number}.yaml");
        let total = if number % 3 == 0 { "10.00" } else { "9.00" };
        let text = format!(
            "entity: {{name: 单位{number}}}\nyear: 2023\nunit: 万元\nbasic_expenditure: {{total: {total}, personnel: 5.00, public: 4.00}}\n"
        );
        write(&folder, &name, text);
    }
    let text = html(&[&folder.display().to_string()]);
    assert!(text.len() < 8_000_000, "{}", text.len());
    let page = read(&text);
    stands_alone(&page);
    assert_eq!(page.all("class").iter().filter(|class| **class == "account").count(), 1000);
    assert!(page.all("id").contains(&"matrix"));
}

#[test]
fn a_figure_of_the_year_before_is_marked_in_its_own_account() {
    let folder = folder("html_prior");
    write(&folder, "a.yaml", "entity: {name: 甲局}\nyear: 2022\nunit: 万元\nexpenditure: {total: 10.00}\n");
    write(
        &folder,
        "b.yaml",
        "entity: {name: 甲局}\nyear: 2023\nunit: 万元\nexpenditure: {total: 12.00, change: 1.00, opening: 10.00}\n",
    );
    write(
        &folder,
        "r.gj",
        "rule X-1 \"增减额\" { assert expenditure.change == expenditure.total - prior.expenditure.total }\n\
         rule X-2 \"年初\" { assert expenditure.opening ≈ prior.expenditure.total }\n",
    );
    let file = |name: &str| folder.join(name).display().to_string();
    for others in [&[][..], &["-o", "json=/dev/null"]] {
        let page = read(&html(&[&["--rules", &file("r.gj"), &file("a.yaml"), &file("b.yaml")], others].concat()));
        let of = |id: &str| page.elements.iter().find(|(_, a)| a.contains(&("id".into(), id.into()))).unwrap();
        let cells: BTreeSet<&str> = page.all("href").into_iter().filter(|link| link.contains('c')).collect();
        assert_eq!(cells.iter().filter(|link| link.starts_with("#a1c")).count(), 1, "{cells:?}");
        assert_eq!(cells.len(), 3, "the finding leads to every figure");
        assert!(cells.iter().all(|link| of(&link[1..]).1.contains(&("class".into(), "violated".into()))));
    }
}

#[test]
fn accounts_without_a_name_are_told_apart_by_their_files() {
    let dir = folder("html_unnamed");
    write(&dir, "r.gj", "a == b\n");
    for file in ["first.yaml", "second.yaml"] {
        write(&dir, file, "year: 2023\na: 1\nb: 2\n");
    }
    let (_, page, _) = gouji_in(&dir, &["check", ".", "--rules", "r.gj", "-o", "html"]);
    for file in ["first.yaml", "second.yaml"] {
        let heading = page.lines().find(|line| line.contains("<h2") && line.contains(file));
        assert!(heading.is_some_and(|line| line.contains("未写明单位名称")), "{file}");
    }
}
