//! `-o sarif` against the schema that OASIS publishes, with a validator that knows nothing of the tool.

use serde_json::Value;

use crate::support::{Validator, folder, gouji_in, stdout, text, waiver_entry, write};

const SEED: &str = "fixtures/sichuan-panzhihua-2023.yaml";

fn validator() -> Validator {
    Validator::of(serde_json::from_str(&text("tests/schemas/sarif-2.1.0.json")).unwrap())
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn real_results_pass_and_broken_ones_do_not() {
    let judge = validator();
    for lang in ["zh", "en"] {
        let log: Value =
            serde_json::from_str(&stdout(&["check", "fixtures", "-o", "sarif", "--lang", lang]).1).unwrap();
        assert_eq!(judge.fault(&log), None);
        for (place, value) in [
            ("/runs/0/results/0/kind", "failed"),
            ("/runs/0/columnKind", "bytes"),
            ("/runs/0/artifacts/0/location/uri", "a b"),
            ("/version", "2.0"),
        ] {
            let mut broken = log.clone();
            *broken.pointer_mut(place).unwrap() = value.into();
            assert!(judge.fault(&broken).is_some(), "{place}");
        }
    }
}

#[test]
fn every_instance_is_a_result_of_its_kind() {
    let log: Value = serde_json::from_str(&stdout(&["check", "fixtures", "-o", "sarif"]).1).unwrap();
    let document: Value = serde_json::from_str(&stdout(&["check", "fixtures", "-o", "json"]).1).unwrap();
    let findings = document["findings"].as_array().unwrap();
    assert_eq!(results(&log).len(), findings.len());
    for (result, finding) in results(&log).iter().zip(findings) {
        let kind = match finding["verdict"].as_str().unwrap() {
            "violated" => "fail",
            "improbable" => "review",
            "undefined" | "undetermined" => "open",
            "not_applicable" => "notApplicable",
            _ => "pass",
        };
        assert_eq!(result["kind"], kind);
        assert_eq!(result["level"] == "none", kind != "fail");
        assert_eq!(result["partialFingerprints"]["gouji/v1"], finding["fingerprint"]);
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], finding["rule"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_result_of_the_seed() {
    let log: Value = serde_json::from_str(&stdout(&["check", SEED, "-o", "sarif"]).1).unwrap();
    let result = results(&log).iter().find(|r| r["ruleId"] == "N-018").unwrap();
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    insta::assert_snapshot!(
        "seed_n018",
        serde_json::to_string_pretty(&[rule, result, &log["runs"][0]["artifacts"]]).unwrap()
    );
}

#[test]
fn waivers_and_baselines_are_suppressions_and_states() {
    let folder = folder("sarif_answers");
    write(&folder, "部门 账.yaml", text(SEED));
    let decided = "  kind: 口径不同\n  reason: 项目支出另列\n  owner: 某中心\n  decision: {result: 采信, by: 财政局, date: 2024-08-30}\n";
    let waivers = waiver_entry(SEED, "SC-212") + decided + &waiver_entry(SEED, "N-018");
    write(&folder, "waivers.yaml", waivers);
    gouji_in(&folder, &["check", "部门 账.yaml", "--write-baseline", "known.yaml"]);
    let known = std::fs::read_to_string(folder.join("known.yaml")).unwrap();
    assert!(known.contains("N-018"));
    let (_, out, _) = gouji_in(&folder, &["check", ".", "--baseline", "known.yaml", "-o", "sarif"]);
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(validator().fault(&log), None);
    let of = |rule: &str| results(&log).iter().find(|r| r["ruleId"] == rule && r["kind"] == "fail").unwrap();
    let waived = of("SC-212");
    assert_eq!(waived["suppressions"][0]["status"], "accepted");
    assert_eq!(waived["suppressions"][0]["justification"], "项目支出另列");
    assert_eq!(waived["level"], "warning");
    let open = of("N-018");
    assert_eq!(
        (&open["suppressions"][0]["status"], &open["baselineState"]),
        (&"underReview".into(), &"unchanged".into())
    );
    let uri = "./%E9%83%A8%E9%97%A8%20%E8%B4%A6.yaml".trim_start_matches("./");
    assert_eq!(open["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], uri);
    assert_eq!(log["runs"][0]["artifacts"][0]["location"]["uri"], uri);
}
