//! What gouji reads in the cases of suites by others: one case a line on the standard input, `{"name", "text"}`; one
//! line out for each, its tree or what is wrong with it and where. `tests/outside/run` compares.

use std::io::{self, BufRead, Write};

use gouji::{Account, Content, Key, Lang, Limits, NodeId, SourceMap, load_account_file};
use serde_json::{Value, json};

/// A node as the comparison sees it: its kind and what it holds. Records are lists of pairs, so that order counts.
fn tree(account: &Account, id: NodeId) -> Value {
    match account.node(id).content {
        Content::Record(children) => {
            let pairs: Vec<Value> =
                children.iter().map(|&child| json!([name(account, child), tree(account, child)])).collect();
            json!(["record", pairs])
        }
        Content::List(children) => {
            json!(["list", children.iter().map(|&child| tree(account, child)).collect::<Vec<Value>>()])
        }
        Content::Number(number) => json!(["number", number.text()]),
        Content::Text(text) => json!(["text", text]),
        Content::Missing => json!(["missing", ""]),
        Content::NoValue(text) => json!(["no_value", text]),
        Content::Withheld(text) => json!(["withheld", text]),
    }
}

fn name(account: &Account, id: NodeId) -> &str {
    match account.node(id).key {
        Key::Name(name) => name,
        Key::Root | Key::Index(_) => "",
    }
}

/// One case: what is read, or each mistake with its code, line, column and words.
fn answer(name: &str, text: &str) -> Value {
    let mut sources = SourceMap::default();
    let source = sources.add(name, text);
    match load_account_file(source, name, text, &Limits::default()) {
        Ok((account, _)) => json!({ "name": name, "tree": tree(&account, account.root()) }),
        Err(problems) => {
            let told = problems.iter().map(|problem| {
                let place = problem.labels.first().map(|label| sources.locate(label.span));
                let place = place.map(|place| [place.line, place.column]);
                json!({ "code": problem.code, "place": place, "message": problem.message.get(Lang::En) })
            });
            json!({ "name": name, "errors": told.collect::<Vec<Value>>() })
        }
    }
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line?)?;
        let part = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        writeln!(out, "{}", answer(&part("name"), &part("text")))?;
    }
    Ok(())
}
