//! `gouji batch`: a line out for each line in, the same verdicts as `gouji check`, and what becomes of lines that
//! are no accounts.

use std::io::Write;
use std::process::{Command, Stdio};

use gouji::{Content, Engine};

use crate::corpus;
use crate::support::{assert_same_in_batch, expected_accounts, folder, path, stdout, text, write};

/// Runs `gouji batch` with some input.
fn batch(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .arg("batch")
        .args(arguments)
        .current_dir(path("."))
        .env_remove("GOUJI_LANG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A run that fails at once does not read.
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

const SOUND: &str = r#"{"id":"甲","unit":"万元","basic_expenditure":{"total":10.00,"personnel":7.00,"public":3.00}}"#;
const UNSOUND: &str =
    r#"{"account":{"id":7},"unit":"万元","basic_expenditure":{"total":11.00,"personnel":7.00,"public":3.00}}"#;

#[test]
fn every_line_in_gives_one_line_out() {
    let lines = [
        SOUND,
        "",
        "{\"id\": \"乙\", \"a\":",
        UNSOUND,
        "[1, 2]",
        "{\"id\":\"丙\",\"basic_expenditure\":{\"total\":1e3}}",
    ];
    let (code, out, err) = batch(&["--select", "N-018"], &(lines.join("\n") + "\n"));
    insta::assert_snapshot!("batch_lines", format!("exit {code}\n{out}\n{err}"));
    // Lines of Windows end with two characters, and are the same lines.
    assert_eq!(batch(&["--select", "N-018"], &(lines.join("\r\n") + "\r\n")), (code, out, err));
}

#[test]
fn the_id_stands_where_it_is_said_to() {
    let line = r#"{"entity":{"code":"001","name":"某局"},"unit":"万元"}"#;
    let id = |arguments: &[&str]| {
        let out = batch(arguments, line).1;
        serde_json::from_str::<serde_json::Value>(&out).unwrap()["id"].clone()
    };
    assert_eq!(id(&[]), "001");
    assert_eq!(id(&["--id-path", "entity.name"]), "某局");
    assert_eq!(id(&["--id-path", "entity.nothing"]), serde_json::Value::Null);
}

#[test]
fn the_output_does_not_depend_on_the_threads() {
    let mut input = String::new();
    for number in 0..500 {
        let total = 1000 + number % 7;
        input.push_str(&format!(
            "{{\"id\":{number},\"unit\":\"万元\",\"basic_expenditure\":{{\"total\":{}.{:02},\"personnel\":7.00,\"public\":3.00}}}}\n",
            total / 100,
            total % 100
        ));
    }
    let (code, one, told) = batch(&["-j", "1"], &input);
    assert_eq!((code, one.lines().count()), (0, 500));
    for arguments in [&["-j", "4"][..], &["-j", "3", "--in-flight", "1"], &["-j", "2", "--in-flight", "7"]] {
        assert_eq!(batch(arguments, &input), (0, one.clone(), told.clone()), "{arguments:?}");
    }
    for (number, line) in one.lines().enumerate() {
        assert!(line.starts_with(&format!("{{\"id\":\"{number}\",\"line\":{},", number + 1)), "{line}");
    }
}

#[test]
fn a_line_that_is_too_long_is_told_and_the_next_is_read() {
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(500));
    let (code, out, _) = batch(&["--max-line", "300", "--select", "N-018"], &format!("{long}\n{SOUND}"));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((code, lines.len()), (0, 2));
    assert!(lines[0].contains("batch::line_too_long"), "{out}");
    assert!(lines[1].contains("\"holds\":1"), "{out}");
}

#[test]
fn nothing_in_gives_nothing_out_and_a_wrong_run_fails() {
    assert_eq!(batch(&[], "").1, "");
    let (code, out, err) = batch(&["--pack", "nowhere"], SOUND);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    let (code, out, _) = batch(&["no-such-file.ndjson"], "");
    assert_eq!((code, out.as_str()), (2, ""));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["batch", "-j", "2"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The input stays open: the run ends because nobody listens.
    let _ = stdin.write_all(format!("{SOUND}\n").as_bytes());
    let status = child.wait().unwrap();
    drop(stdin);
    let mut told = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut told).unwrap();
    assert_eq!((status.code(), told.as_str()), (Some(0), ""));
}

/// The text of an account with one figure changed or taken out.
fn changed(text: &str, at: usize) -> String {
    let account = gouji::load_account(gouji::SourceId(0), "a.yaml", text, &gouji::Limits::default()).unwrap().0;
    let figures: Vec<_> = account
        .ids()
        .map(|id| account.node(id))
        .filter(|node| matches!(node.content, Content::Number(_)) && node.name() != "year")
        .collect();
    let span = figures[at * 37 % figures.len()].span.range();
    let figure = &text[span.clone()];
    let now = match at % 3 {
        0 => "~".to_owned(),
        1 => figure.replace(['1', '2', '3', '4'], "5"),
        _ if figure.starts_with('-') => figure[1..].to_owned(),
        _ => format!("-{figure}"),
    };
    format!("{}{now}{}", &text[..span.start], &text[span.end..])
}

#[test]
fn real_accounts_and_changed_ones_get_the_verdicts_of_a_check() {
    for name in expected_accounts() {
        let sound = text(&format!("fixtures/{name}.yaml"));
        for at in 0..7 {
            let account = if at == 0 { sound.clone() } else { changed(&sound, at) };
            let mut engine = Engine::new();
            // A changed figure can make the account unreadable, as a unit that is none.
            let Ok(read) = engine.read_account("1", account.into()) else { continue };
            assert_same_in_batch(engine, &read);
        }
    }
}

/// Figures that a pack declares together, as `*`, may still differ in what their names say of them.
#[test]
fn a_name_that_tells_the_unit_tells_it_beside_others_too() {
    let pack = folder("batch-names");
    write(&pack, "pack.yaml", "name: names\nversion: 1.0.0\ntitle: 名称\nissuer: 某局\nlicence: MIT\n");
    let figures = "figures:\n  total: {kind: money, label: 合计}\n  detail: {label: 明细}\n  \
                   detail.*: {kind: money, label: 项}\n  open: {label: 其他}\n  open.*: {label: 项}\n";
    write(&pack, "figures.yaml", figures);
    let rules = "rule A1 \"明细之和\" {\n  assert sum(detail.*) == total\n}\n\
                 rule A2 \"其他之和\" {\n  assert sum(open.*) == total\n}\n";
    write(&pack, "rules.gj", rules);
    let counts = |line: &str| {
        let (code, out, err) = batch(&["--pack", pack.to_str().unwrap()], line);
        assert_eq!(code, 0, "{err}");
        let counts = &serde_json::from_str::<serde_json::Value>(&out).unwrap()["counts"];
        ["holds", "violated", "undetermined"].map(|verdict| counts[verdict].as_u64().unwrap())
    };
    // 1万元 and 100元 are 1.01万元.
    let account = |total: &str, other: &str| {
        format!(
            r#"{{"unit":"万元","total":{total},"detail":{{"a":1.00,"b_yuan":100.00}},"open":{{"a":1.00,"{other}":100.00}}}}"#
        )
    };
    assert_eq!(counts(&account("1.01", "b_yuan")), [2, 0, 0]);
    assert_eq!(counts(&account("101.00", "b_yuan")), [0, 2, 0]);
    // A percentage is not added to money.
    assert_eq!(counts(&account("101.00", "b_pct")), [0, 1, 1]);
}

#[test]
fn a_check_of_many_files_does_not_depend_on_the_threads() {
    let one = stdout(&["check", "fixtures", "-o", "json", "-j", "1"]);
    assert!(one.1.len() > 100_000);
    assert_eq!(stdout(&["check", "fixtures", "-o", "json", "-j", "4"]), one);
    assert_eq!(stdout(&["check", "fixtures", "-o", "json"]), one);
}

#[test]
fn the_pack_to_measure_with_finds_what_is_planted() {
    let mut truth = Vec::new();
    let mut input = String::new();
    for number in 0..400 {
        let mut chance = corpus::chance::Chance::new(number);
        let mut tree = corpus::account::account(number, &mut chance);
        let planted = number % 10 == 0;
        let planted =
            planted.then(|| corpus::plant::plant(truth.iter().flatten().count(), &mut tree, &mut chance).rule);
        truth.push(planted);
        input.push_str(&tree.json());
        input.push('\n');
    }
    let (code, out, err) = batch(&["--pack", "benches/pack"], &input);
    assert_eq!((code, out.lines().count()), (0, truth.len()), "{err}");
    for (line, planted) in out.lines().zip(truth) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let found: Vec<&str> =
            line["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
        match planted {
            Some(rule) => assert!(found.contains(&rule), "{rule}: {line}"),
            None => assert!(found.is_empty(), "{line}"),
        }
        assert_eq!(line["counts"]["undetermined"], 0, "{line}");
    }
}
