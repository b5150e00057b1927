//! One account from bytes to report, and the parts of the way: run with `cargo bench`. The ratios between
//! the lines of one run are what counts; the machine makes the rest.

use gouji::{Engine, SourceMap};

const NAME: &str = "sichuan-panzhihua-2023.yaml";

fn main() {
    divan::main();
}

fn account() -> Vec<u8> {
    std::fs::read(format!("{}/fixtures/{NAME}", env!("CARGO_MANIFEST_DIR"))).expect("the fixture is there")
}

/// Reading the account alone: the floor under everything.
#[divan::bench]
fn read_account(bencher: divan::Bencher) {
    let text = String::from_utf8(account()).expect("the fixture is UTF-8");
    bencher.bench(|| {
        let mut sources = SourceMap::default();
        let source = sources.add(NAME, text.clone());
        gouji::load_account(source, NAME, &text, &gouji::Limits::default()).is_ok()
    });
}

/// Packs to programs and nothing judged: what every start costs.
#[divan::bench]
fn compile_packs(bencher: divan::Bencher) {
    bencher.bench(|| {
        let mut engine = Engine::new();
        engine.use_pack("sichuan");
        engine.prepare();
        engine.has_errors()
    });
}

/// The same packs from their folders, every file parsed: what `compile_packs` would cost if the binary
/// held texts alone.
#[divan::bench]
fn compile_packs_from_text(bencher: divan::Bencher) {
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    bencher.bench(|| {
        let mut engine = Engine::new();
        engine.use_pack_folder(&rules.join("national"));
        engine.use_pack_folder(&rules.join("sichuan"));
        engine.prepare();
        engine.has_errors()
    });
}

/// What `gouji check ACCOUNT` does, without writing the report.
#[divan::bench]
fn check_one_account(bencher: divan::Bencher) {
    let bytes = account();
    bencher.bench(|| {
        let mut engine = Engine::new();
        let account = engine.read_account(NAME, bytes.clone()).expect("the fixture is sound");
        engine.check(vec![account]).accounts.len()
    });
}

/// The same account a hundred times with the packs compiled once.
#[divan::bench(sample_count = 10)]
fn check_a_hundred_accounts(bencher: divan::Bencher) {
    let bytes = account();
    bencher.bench(|| {
        let mut engine = Engine::new();
        let accounts =
            (0..100).map(|_| engine.read_account(NAME, bytes.clone()).expect("the fixture is sound")).collect();
        engine.check(accounts).accounts.len()
    });
}
