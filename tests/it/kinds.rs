//! Kinds before an account is read: literals with units, figures that nothing is known of. That the check and
//! the run agree on every kind is proved in `src/engine/agreement.rs`.

use gouji::{Engine, Evaluated, Level, Verdict};

/// The codes of what the check finds wrong.
fn checked(rule: &str) -> Vec<&'static str> {
    let mut engine = Engine::new();
    engine.use_rules("claim.gj", rule);
    let errors = engine.lint().into_iter().filter(|d| d.level == Level::Error);
    errors.map(|d| d.code).collect()
}

#[test]
fn what_is_not_known_is_never_an_error() {
    for claim in
        ["某金额 ≈ 某百分数", "某数 + 另一数 == len(某字)", "x.y ≈ pct(a, b) / c", "prior.某处.甲 == approved.某处.乙"]
    {
        assert_eq!(checked(claim), Vec::<&str>::new(), "{claim}");
    }
    // Names say what a figure is outside the dictionary too.
    assert_eq!(checked("某处.甲_pct ≈ 某处.乙_yuan"), ["check::kinds"]);
}

#[test]
fn literals_carry_their_units() {
    let account = "entity: {name: 某局, units: 7, on_post: 66}\nunit: 万元\nincome: {total: 1.18, sources: {other: {amount: 0.16, share_pct: 5.00}}}\n\
                   overview: {total: 0.2932, change_pct: 5.5}\nprocurement: {total: 11800元, goods: 1.18, works: 0.000118亿元}\nstaff: {on_post: 66}\nyear: 2023\n";
    let verdict = |claim: &str| {
        let mut engine = Engine::new();
        let account = engine.read_account("a.yaml", account.as_bytes().to_vec()).unwrap();
        match engine.eval(claim, None, account) {
            Ok(Evaluated::Judged(report)) => Ok(report.instances().map(|i| i.verdict).collect::<Vec<_>>()),
            Ok(Evaluated::Values(values)) => panic!("`{claim}`: {values:?}"),
            Err(problems) => Err(problems.iter().map(|d| d.code).collect::<Vec<_>>()),
        }
    };
    for claim in [
        "income.total == 1.18万元",
        "income.total == 11800元 and income.total == 0.000118亿元 and income.total == 1.18",
        "1.18万元 == 11800元 and 2932元 == 0.2932万元 and 1亿元 == 10000万元 and 1亿元 == 100000000元",
        "overview.total == 2932元",
        "procurement.total == procurement.goods and procurement.goods == procurement.works",
        "procurement.total == 1.18万元 and procurement.total == 11800",
        "income.sources.other.share_pct == 5% and income.sources.other.share_pct == 5",
        "overview.change_pct - income.sources.other.share_pct == 0.5个百分点",
        "overview.change_pct ≈ income.sources.other.share_pct within 0.5个百分点",
        "income.total * 5% == 590元",
        "staff.on_post == 66人次 and staff.on_post == 66人 and staff.on_post < 67",
        "year == 2023年 and year - 1 == 2022",
        "-1.18万元 + 11800元 == 0万元",
        "income.total / 2人 == 5900元",
    ] {
        assert_eq!(verdict(claim), Ok(vec![Verdict::Holds]), "{claim}");
    }
    for (claim, code) in [
        ("income.total == 5%", "check::kinds"),
        ("income.total + 66人次 ≥ 0", "check::kinds"),
        ("income.sources.other.share_pct == 1.18万元", "check::kinds"),
        ("staff.on_post ≤ 0.5个百分点", "check::kinds"),
        ("1.18万元 * 2932元 > 0", "check::kinds"),
        ("year * 2 > 0", "check::kinds"),
        ("income.total ≈ overview.total within 0.5个百分点", "check::kinds"),
        ("income.sources.other.share_pct ≈ income.sources.other.amount / income.total", "check::quotient"),
        ("len(66人次) == 4", "check::text"),
        ("income.total ≥ 5千元", "syntax::unit"),
        ("income.total ≥ 1,234.5万元", "syntax::number"),
    ] {
        assert_eq!(verdict(claim), Err(vec![code]), "{claim}");
    }
}
