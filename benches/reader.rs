//! Reading accounts, against the parsers alone: run with `cargo bench --bench reader`. The ratios between the lines of
//! one run are what counts.

use gouji::{Limits, SourceId};

/// A short report and a long one.
const NAMES: [&str; 2] = ["shaanxi-huanglong-dept-2018.yaml", "sichuan-panzhihua-2023.yaml"];

fn main() {
    divan::main();
}

fn yaml(name: &str) -> String {
    std::fs::read_to_string(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).expect("the fixture is there")
}

/// The same in one line of JSON.
fn json(name: &str) -> String {
    let value: serde_json::Value = serde_yaml::from_str(&yaml(name)).expect("the fixture is sound");
    value.to_string()
}

/// Bytes of YAML to an account.
#[divan::bench(args = NAMES)]
fn read_yaml(bencher: divan::Bencher, name: &str) {
    let bytes = yaml(name).into_bytes();
    let limits = Limits::default();
    bencher.bench(|| {
        let text = gouji::text_of_account(name, &bytes, &limits).expect("the fixture is UTF-8");
        gouji::load_account(SourceId(0), name, text, &limits).is_ok()
    });
}

/// The events of the full parser alone, without a tree.
#[divan::bench(args = NAMES)]
fn yaml_events(bencher: divan::Bencher, name: &str) {
    let text = yaml(name);
    bencher.bench(|| granit_parser::Parser::new_from_str(&text).filter(Result::is_ok).count());
}

/// Bytes of JSON to an account.
#[divan::bench(args = NAMES)]
fn read_json(bencher: divan::Bencher, name: &str) {
    let bytes = json(name).into_bytes();
    let limits = Limits::default();
    bencher.bench(|| {
        let text = gouji::text_of_account(name, &bytes, &limits).expect("the text is UTF-8");
        gouji::load_json_account(SourceId(0), name, text, &limits).is_ok()
    });
}

/// The same bytes to a `serde_json::Value`, with floats and without places.
#[divan::bench(args = NAMES)]
fn json_value(bencher: divan::Bencher, name: &str) {
    let bytes = json(name).into_bytes();
    bencher.bench(|| serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
}
