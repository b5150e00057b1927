//! Accounts to measure with, as many as wanted and the same every time: `cargo run --release --example corpus --
//! FOLDER COUNT` writes FOLDER/yaml/*.yaml, FOLDER/all.ndjson, and FOLDER/truth.json, which says of each account
//! with a planted error which rule of `benches/pack` must find it.
//!
//! Amounts are whole cents, so that every sum is exact, and a percentage is the exact quotient rounded half up.
//! One account in ten has exactly one planted error.

#![allow(clippy::panic, reason = "an account that is not as planned must not be measured")]

mod account;
mod chance;
mod plant;
mod tree;

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use chance::Chance;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (arguments.next(), arguments.next().and_then(|count| count.parse::<u64>().ok()))
    else {
        eprintln!("corpus FOLDER COUNT");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("yaml"))?;
    let mut lines = BufWriter::new(fs::File::create(folder.join("all.ndjson"))?);
    let mut truth = BufWriter::new(fs::File::create(folder.join("truth.json"))?);
    write!(truth, "{{")?;
    let mut planted = 0;
    for number in 0..count {
        let mut chance = Chance::new(number);
        let mut tree = account::account(number, &mut chance);
        let id = account::id(number);
        if chance.one_in(10) {
            let planting = plant::plant(planted, &mut tree, &mut chance);
            let comma = if planted == 0 { "" } else { "," };
            write!(truth, "{comma}\n\"{id}\":{{\"rule\":\"{}\",\"path\":\"{}\"}}", planting.rule, planting.path)?;
            planted += 1;
        }
        fs::write(folder.join("yaml").join(format!("{id}.yaml")), tree.yaml())?;
        writeln!(lines, "{}", tree.json())?;
    }
    writeln!(truth, "\n}}")?;
    println!("{count} accounts, {planted} with an error");
    Ok(())
}
