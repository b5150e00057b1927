//! The packs of the provinces: each loads, stands on the national one and is chosen for its province; each of
//! their rules is violated by a small account that breaks it and holds on one that does not.

use std::collections::BTreeSet;

use gouji::{Engine, RuleInfo, Verdict};

use crate::support::{check, expected_accounts, text};

/// The packs made for a province, by the short and the full name of it.
const PROVINCES: &[(&str, &str, &str)] = &[
    ("anhui", "安徽", "安徽省"),
    ("beijing", "北京", "北京市"),
    ("chongqing", "重庆", "重庆市"),
    ("guangdong", "广东", "广东省"),
    ("guangxi", "广西", "广西壮族自治区"),
    ("hubei", "湖北", "湖北省"),
    ("hunan", "湖南", "湖南省"),
    ("jiangsu", "江苏", "江苏省"),
    ("shaanxi", "陕西", "陕西省"),
    ("shanghai", "上海", "上海市"),
    ("sichuan", "四川", "四川省"),
    ("yunnan", "云南", "云南省"),
    ("zhejiang", "浙江", "浙江省"),
];

/// A rule with the figures that break it and those on which it holds, under the header of `HEADER`.
struct Case {
    province: &'static str,
    rule: &'static str,
    broken: &'static str,
    whole: &'static str,
}

const fn case(province: &'static str, rule: &'static str, broken: &'static str, whole: &'static str) -> Case {
    Case { province, rule, broken, whole }
}

const HEADER: &str = "year: 2023\nunit: 万元\nrounding: {money: 0.01, pct: 0.01}\n";

/// Domestic receptions one by one, as Sichuan lists them; the count, the persons and the amount of the whole.
macro_rules! receptions {
    ($batches:literal, $persons:literal, $amount:literal) => {
        concat!(
            "three_public: {reception: {domestic: {batches: ",
            $batches,
            ", persons: ",
            $persons,
            ", amount: ",
            $amount,
            ", receptions: [{persons: 3, amount_yuan: 1000}, {persons: 2, amount_yuan: 500}]}}}"
        )
    };
}

const CASES: &[Case] = &[
    case(
        "陕西",
        "SN-221",
        "conference: {amount: 1.00}\ntraining: {amount: 2.00}\ntables: {t7_three_public: {conference: {final: 1.00}, training: {final: 2.01}}}",
        "conference: {amount: 1.00}\ntraining: {amount: 2.00}\ntables: {t7_three_public: {conference: {final: 1.00}, training: {final: 2.00}}}",
    ),
    case(
        "陕西",
        "SN-222",
        "conference: {amount: 1.00, budget: 2.00, completion_pct: 60.00}",
        "training: {amount: 1.00, budget: 2.00, completion_pct: 50.00}",
    ),
    case(
        "陕西",
        "SN-223",
        "training: {amount: 1.00}\ntables: {t6_basic: {rows: [{code: \"30216\", amount: 1.02}]}}",
        "conference: {amount: 3.00}\ntraining: {amount: 1.00}\ntables: {t6_basic: {rows: [{code: \"30215\", amount: 2.00}, {code: \"30216\", amount: 1.00}]}}",
    ),
    case(
        "陕西",
        "SN-224",
        "cover: {secrecy_review: 已审查, sign_off: 未审签}",
        "cover: {secrecy_review: 已审查, sign_off: 已审签}",
    ),
    case(
        "江苏",
        "SN-225",
        "training: {amount: 1.00, budget: 2.00, change_vs_budget: 1.00}",
        "training: {amount: 1.00, budget: 2.00, change_vs_budget: -1.00}",
    ),
    case(
        "江苏",
        "SN-226",
        "training: {amount: 1.00, prior: 2.00, change: -0.90}",
        "training: {amount: 1.00, prior: 2.00, change: -1.00}",
    ),
    case(
        "江苏",
        "SN-227",
        "conference: {amount: 1.00, prior: 2.00, change_pct: -40.00}",
        "conference: {amount: 1.00, change: -1.00, change_pct: -50.00}",
    ),
    case(
        "江苏",
        "JS-261",
        "tables: {procurement: {total: 4.00, goods: 1.00, services: 2.00}}",
        "tables: {procurement: {total: 3.00, goods: 1.00, services: 2.00}}",
    ),
    case(
        "北京",
        "BJ-251",
        "procurement: {total: 3.00, goods: 1.00, works: 0, services: 2.00}\ntables: {procurement: {total: 3.00, goods: 2.00, services: 1.00}}",
        "procurement: {total: 3.00, goods: 1.00, works: 0, services: 2.00}\ntables: {procurement: {total: 3.00, goods: 1.00, services: 2.00}}",
    ),
    case(
        "北京",
        "BJ-252",
        "tables: {purchased_services: {total: 3.00, rows: [{name: 甲, amount: 1.00}, {name: 乙, amount: 1.50}]}}",
        "tables: {purchased_services: {total: 2.50, rows: [{name: 甲, amount: 1.00}, {name: 乙, amount: 1.50}]}}",
    ),
    case(
        "北京",
        "BJ-253",
        "tables: {t5_general_budget: {rows: [{code: \"208\", name: 甲, total: 3.00, income: 4.00}]}}",
        "tables: {t5_general_budget: {rows: [{code: \"208\", name: 甲, opening_carryover: 1.00, total: 3.00, income: 4.00, closing_carryover: 2.00}]}}",
    ),
    case(
        "北京",
        "BJ-254",
        "purchased_services: {total: 3.00}\ntables: {purchased_services: {total: 2.00}}",
        "purchased_services: {total: 3.00}\ntables: {purchased_services: {total: 3.00}}",
    ),
    case(
        "湖北",
        "BJ-255",
        "purchased_services: {total: 3.00}\nexpenditure: {total: 2.00}",
        "purchased_services: {total: 3.00}\nexpenditure: {total: 20.00}",
    ),
    case(
        "云南",
        "BJ-256",
        "tables: {t5_general_budget: {total: {amount: 3.00, income: 4.00}}}",
        "tables: {t5_general_budget: {total: {amount: 3.00, income: 4.00, closing_carryover: 1.00}}}",
    ),
    case(
        "上海",
        "SH-321",
        "operating_cost: {total: 2.00}\ntables: {t7_three_public: {operating_cost: 1.00}}",
        "operating_cost: {total: 2.00}\ntables: {t7_three_public: {operating_cost: 2.00}}",
    ),
    case(
        "上海",
        "SH-322",
        "tables: {balance: {closing: {assets: 5.00, liabilities: 1.00, net_assets: 3.00}}}",
        "tables: {balance: {opening: {assets: 4.00, liabilities: 1.00, net_assets: 3.00}, closing: {assets: 5.00, liabilities: 1.00, net_assets: 4.00}}}",
    ),
    case(
        "广东",
        "GD-232",
        "three_public: {abroad: {amount: 1.00, prior: 0, change_pct: 100}}",
        "three_public: {abroad: {amount: 1.00, prior: 0, change_pct: --（基数为0，不可比）}}",
    ),
    case(
        "广东",
        "GD-233",
        "three_public: {reception: {amount: 1.00, in_2019: 3.00, change_from_2019: -1.00}}",
        "three_public: {reception: {amount: 1.00, in_2019: 3.00, change_from_2019: -2.00}}",
    ),
    case(
        "广东",
        "GD-234",
        "three_public: {abroad: {amount: 0, budget: 0, completion_pct: 0}}",
        "three_public: {abroad: {amount: 0, budget: 0, completion_pct: --}}",
    ),
    case(
        "广东",
        "GD-235",
        "three_public: {reception: {amount: 1.00, in_2019: 4.00, change_from_2019_pct: -70.00}}",
        "three_public: {reception: {amount: 1.00, change_from_2019: -3.00, change_from_2019_pct: -75.00}}",
    ),
    case(
        "广东",
        "GD-236",
        "three_public: {total: 1.00, in_2019: 4.00, change_from_2019: -3.00, change_from_2019_pct: 75.00}",
        "three_public: {total: 1.00, in_2019: 4.00, change_from_2019: -3.00, change_from_2019_pct: -75.00}",
    ),
    case(
        "浙江",
        "ZJ-241",
        "tables: {t2_income_by_unit: {total: 3.00, rows: [{name: 甲, total: 1.00}, {name: 乙, total: 1.00}]}}",
        "tables: {t3_expenditure_by_unit: {total: 3.00, rows: [{name: 甲, total: 1.00}, {name: 乙, total: 2.00}]}}",
    ),
    case(
        "浙江",
        "ZJ-242",
        "tables: {t3_expenditure_by_unit: {total: 3.00}, t3_expenditure: {total: {amount: 3.10}}}",
        "tables: {t2_income_by_unit: {total: 3.00}, t1_overview: {income_total: 3.00}, t3_expenditure_by_unit: {total: 3.00}, t3_expenditure: {total: {amount: 3.00}}}",
    ),
    case(
        "浙江",
        "ZJ-243",
        "tables: {t3_expenditure_by_unit: {rows: [{name: 甲, total: 3.00, basic: 1.00, project: 1.00}]}}",
        "tables: {t3_expenditure_by_unit: {rows: [{name: 甲, total: 3.00, basic: 1.00, project: 1.00, business: 1.00}]}}",
    ),
    case(
        "湖南",
        "HN-271",
        "training: {amount: 1.00, persons: 0}",
        "training: {amount: 1.00, persons: 30}\nconference: {amount: 0}",
    ),
    case(
        "湖南",
        "HN-272",
        "conference: {amount: 1.00}\nevents: {amount: 12.00}\nexpenditure: {total: 12.00}",
        "conference: {amount: 1.00}\nevents: {amount: 2.00}\nexpenditure: {total: 12.00}",
    ),
    case(
        "湖北",
        "HB-301",
        "general_budget: {total: 9.00, initial_budget: 12.00, budget: 10.00, completion_pct: 90.00}",
        "general_budget: {total: 9.00, initial_budget: 12.00, budget: 10.00, completion_pct: 75.00}",
    ),
    case(
        "云南",
        "YN-281",
        "tables: {asset_use: {total: 9.00, kinds: {current: 3.00, fixed: {amount: 6.00, parts: {buildings: 4.00, vehicles: 1.00}}}}}",
        "tables: {asset_use: {total: 9.00, kinds: {current: 3.00, fixed: {amount: 6.00, parts: {buildings: 4.00, vehicles: 2.00}}}}}",
    ),
    case(
        "云南",
        "YN-282",
        "tables: {general_budget_three_public: {total: {final: 3.00}, reception: {final: 3.00}}, t7_three_public: {total: {final: 2.00}, reception: {final: 2.00}}}",
        "tables: {general_budget_three_public: {total: {final: 2.00}, abroad: {final: 0}, vehicles: {final: 0}, reception: {final: 2.00}}, t7_three_public: {total: {final: 3.00}, abroad: {final: 1.00}, vehicles: {final: 0}, reception: {final: 2.00}}}",
    ),
    case(
        "云南",
        "YN-283",
        "tables: {general_budget_three_public: {total: {final: 3.00}, abroad: {final: 0}, vehicles: {final: 0}, reception: {final: 2.00}}}",
        "tables: {general_budget_three_public: {total: {final: 2.00}, abroad: {final: 0}, vehicles: {final: 0}, vehicles_purchase: {final: 0}, vehicles_operation: {final: 0}, reception: {final: 2.00}}}",
    ),
    // The second is the sample of the catalogue, 綦江区公路事务中心 2023.
    case(
        "重庆",
        "CQ-291",
        "overview: {change: 418.97, reasons: [{name: 一般公共预算, change: 2296.45}, {name: 政府性基金, change: 401.85}]}",
        "overview: {change: 418.97, reasons: [{name: 一般公共预算, change: 2296.45}, {name: 政府性基金, change: -401.85}, {name: 年初结转结余, change: -1475.63}]}",
    ),
    case("四川", "SC-204", receptions!(2, 5, 0.20), receptions!(2, 5, 0.15)),
    case("四川", "SC-205", receptions!(2, 6, 0.15), receptions!(2, 5, 0.15)),
    case("四川", "SC-206", receptions!(3, 5, 0.15), receptions!(2, 5, 0.15)),
    case("四川", "SC-213", receptions!(3, 4, 0.15), receptions!(3, 9, 0.30)),
    case(
        "四川",
        "SC-207",
        "three_public: {vehicles: {owned: 2, owned_by_kind: {cars: 2, suvs: 1}}}",
        "three_public: {vehicles: {owned: 3, owned_by_kind: {cars: 1, suvs: 1}}}",
    ),
    case(
        "四川",
        "SC-208",
        "three_public: {vehicles: {purchase: {amount: 10.00, bought: 1, cars: 1, suvs: 1, cars_amount: 10.00}}}",
        "three_public: {vehicles: {purchase: {amount: 10.00, bought: 1, cars: 1, cars_amount: 10.00}}}",
    ),
    case(
        "四川",
        "SC-210",
        "projects: [{name: 甲, kind: recurrent, amount: 2.00}, {name: 乙, kind: one_off, amount: 1.00}]\nrestated: {recurrent_projects: {count: 1, amount: 3.00}, one_off_projects: {count: 1, amount: 1.00}}",
        "projects: [{name: 甲, kind: recurrent, amount: 2.00}, {name: 乙, kind: one_off, amount: 1.00}]\nrestated: {recurrent_projects: {count: 1, amount: 2.00}, one_off_projects: {count: 1, amount: 1.00}}",
    ),
    case(
        "四川",
        "SC-212",
        "government_fund: {total: 0}\nstate_capital: {total: 0}\nexpenditure: {kinds: {project: {amount: 3.00}}}\nprojects: [{name: 甲, amount: 3.00}]\nbasic_expenditure: {total: 5.00}\ngeneral_budget: {total: 9.00}",
        "government_fund: {total: 0}\nstate_capital: {total: 0}\nexpenditure: {kinds: {project: {amount: 3.00}}}\nprojects: [{name: 甲, amount: 3.00}]\nbasic_expenditure: {total: 5.00}\ngeneral_budget: {total: 8.00}",
    ),
];

/// The verdicts of a rule on figures of a province, by the pack that is chosen for it.
fn verdicts(province: &str, rule: &str, figures: &str) -> BTreeSet<Verdict> {
    let account = format!("entity: {{name: 某局, province: {province}}}\n{HEADER}{figures}\n");
    let mut engine = Engine::new();
    let account = engine.read_account("a.yaml", account.into_bytes()).unwrap_or_else(|e| panic!("{rule}: {e:#?}"));
    let report = engine.check(vec![account]);
    assert!(!engine.has_errors(), "{rule}: {:#?}", engine.diagnostics());
    report.instances().filter(|i| report.rules[i.rule].id == rule).map(|i| i.verdict).collect()
}

/// The rules that are a pack's own.
fn own_rules(pack: &str) -> Vec<RuleInfo> {
    let mut engine = Engine::new();
    engine.use_pack(pack);
    engine.prepare();
    assert!(!engine.has_errors(), "{pack}: {:#?}", engine.diagnostics());
    engine.rules(None).into_iter().filter(|r| r.pack.as_deref() == Some(pack)).collect()
}

#[test]
fn every_rule_is_violated_by_what_breaks_it_and_holds_on_what_does_not() {
    let mut wrong = Vec::new();
    for Case { province, rule, broken, whole } in CASES {
        let found = verdicts(province, rule, broken);
        if !found.contains(&Verdict::Violated) {
            wrong.push(format!("{rule} is not violated: {found:?}"));
        }
        let found = verdicts(province, rule, whole);
        if !found.contains(&Verdict::Holds) || !found.is_subset(&[Verdict::Holds, Verdict::NotApplicable].into()) {
            wrong.push(format!("{rule} does not hold: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_a_province_has_a_case_and_no_case_is_of_another() {
    let packs = PROVINCES.iter().map(|(pack, ..)| *pack).chain(["regional"]);
    let rules: BTreeSet<String> = packs.flat_map(own_rules).map(|r| r.id).collect();
    let cases: BTreeSet<String> = CASES.iter().map(|c| c.rule.to_owned()).collect();
    assert_eq!(rules, cases);
}

/// What an account does not show is neither a finding nor a lack: no rule of a province applies to an account
/// that has none of its figures.
#[test]
fn no_rule_of_a_province_applies_to_an_empty_account() {
    for Case { province, rule, .. } in CASES {
        let found = verdicts(province, rule, "");
        assert!(found.is_subset(&[Verdict::NotApplicable].into()), "{rule}: {found:?}");
    }
}

/// The packs by which the real accounts are judged.
#[test]
fn real_accounts_are_judged_by_the_pack_of_their_province() {
    let chosen = |account: &String| (account.split('-').next().unwrap().to_owned(), check(account));
    for (province, report) in expected_accounts().iter().map(chosen) {
        let pack = if province == "neimenggu" { "national" } else { &province };
        assert_eq!(report.accounts[0].packs.last().unwrap(), &format!("{pack} 0.1.0"));
    }
}

#[test]
fn every_pack_is_of_a_province_or_a_base_of_some() {
    let packs: Vec<&str> = PROVINCES.iter().map(|(pack, ..)| *pack).chain(["national", "regional"]).collect();
    let embedded: BTreeSet<String> = Engine::new().pack_names().into_iter().collect();
    assert_eq!(embedded, packs.iter().map(|p| (*p).to_owned()).collect());
    for (pack, short, full) in PROVINCES {
        let manifest = Engine::new().manifest(pack).unwrap().unwrap();
        assert_eq!(manifest.applies.provinces, [*short, *full], "{pack}");
        assert!(manifest.extends.iter().any(|e| e.pack == "national"), "{pack}");
        assert!(manifest.applies.years.from.is_none() && manifest.applies.levels.is_empty(), "{pack}");
        for province in [short, full] {
            let mut engine = Engine::new();
            let account = format!("entity: {{name: 某局, province: {province}}}\n{HEADER}");
            let account = engine.read_account("a.yaml", account.into_bytes()).unwrap();
            let report = engine.check(vec![account]);
            let chosen = report.accounts[0].packs.iter().any(|p| p == &format!("{pack} 0.1.0"));
            assert!(chosen, "{province}: {:?}", report.accounts[0].packs);
        }
    }
}

/// A pack says where its rules and places come from, and lists its own rules.
#[test]
fn every_pack_says_what_it_knows() {
    for pack in PROVINCES.iter().map(|(pack, ..)| *pack).chain(["regional"]) {
        let readme = text(&format!("rules/{pack}/README.md"));
        for rule in own_rules(pack) {
            assert!(readme.contains(&rule.id), "{pack}: {} is not in the README", rule.id);
            assert!(!rule.basis.is_empty() && rule.formula_source.is_some() && rule.scope.is_some(), "{}", rule.id);
        }
    }
}
