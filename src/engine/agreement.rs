//! The check and the run agree on kinds: what the check calls an error the run judges on no account, and what
//! the run cannot do for the sake of kinds the check calls an error. Random expressions over one figure of
//! every kind, all of which are there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use crate::account;
use crate::check;
use crate::eval::{self, Bound, Options, Proofs, Relations};
use crate::finding::{Instance, Verdict};
use crate::limits::Limits;
use crate::message::Lang;
use crate::pack::{Codes, Dictionary, Store};
use crate::plan::{self, Lowering, PlannedRule, Program};
use crate::source::{SourceId, SourceMap};
use crate::syntax;

const ACCOUNT: &str = "unit: 万元
year: 2023
entity: {name: 某局, units: 7, province: 某省}
income: {total: 30.00, sources: {other: {amount: 1.50, share_pct: 5.00}}}
procurement: {total: 1584元}
performance: {department_score: 95.5}
restated: {department_score: 91}
general_budget:
  items:
    - {code: \"2080101\", amount: 3.00}
    - {code: \"2100101\", amount: 4.00}
";

/// One figure of every kind, literals of every kind, and what has a kind only when it is worked out.
const LEAVES: [&str; 18] = [
    "income.total",
    "procurement.total",
    "income.sources.other",
    "income.sources.other.share_pct",
    "entity.units",
    "performance.department_score",
    "restated.department_score",
    "year",
    "entity.name",
    "(income.total / procurement.total)",
    "(income.total > 1)",
    "3",
    "1.18万元",
    "2932元",
    "0.5个百分点",
    "66人次",
    "2019年",
    "\"208\"",
];

static DICTIONARY: LazyLock<Arc<Dictionary>> = LazyLock::new(|| {
    let mut sources = SourceMap::default();
    Arc::new(Store::embedded().resolve("national", &mut sources).unwrap().dictionary)
});

fn planned(sources: &mut SourceMap, claim: &str) -> PlannedRule {
    let source = sources.add("claim", claim);
    let expr = syntax::parse_expression(source, claim).unwrap_or_else(|p| panic!("`{claim}`: {p:?}"));
    let keys = HashSet::new();
    let parameters = BTreeMap::new();
    let mut lowering = Lowering {
        dictionary: &DICTIONARY,
        sources,
        pack: None,
        parameters: &parameters,
        keys: &keys,
        problems: Vec::new(),
        spellings: None,
        most_terms: Limits::default().rule_terms,
    };
    let rule = plan::lower_expression(&mut lowering, &expr, None);
    assert!(lowering.problems.is_empty(), "`{claim}`: {:?}", lowering.problems);
    rule
}

/// What the check finds wrong, and the verdict of the run with its reason.
fn both(claim: &str) -> (Vec<&'static str>, Verdict, String) {
    let mut sources = SourceMap::default();
    let rule = planned(&mut sources, claim);
    let errors = check::check(std::slice::from_ref(&rule), &DICTIONARY, &sources).errors;
    let source = sources.add("a.yaml", ACCOUNT);
    let (account, _) = account::load(source, "a.yaml", ACCOUNT, &Limits::default()).unwrap();
    let bound = Bound::new(account, &DICTIONARY).unwrap();
    let program = Program { rules: vec![rule], dictionary: DICTIONARY.clone(), codes: Arc::new(Codes::default()) };
    let options = Options { explain_all: true, ..Options::default() };
    let instances = eval::judge_account(&program, &[&bound], 0, &Relations::default(), &options, &sources);
    same_in_brief(claim, &program, &instances, &options, &sources);
    let reason = instances[0].evidence.reason.as_ref().map(|r| r.get(Lang::Zh).into_owned()).unwrap_or_default();
    (errors.iter().map(|d| d.code).collect(), instances[0].verdict, reason)
}

/// How many claims were compiled, and so could be proved.
static COMPILED: AtomicUsize = AtomicUsize::new(0);

/// What is plainly proved is what the evaluator says.
fn same_in_brief(claim: &str, program: &Program, instances: &[Instance], options: &Options, sources: &SourceMap) {
    let (account, _) = account::load(SourceId(0), "a.yaml", ACCOUNT, &Limits::default()).unwrap();
    let proofs = Proofs::of(program);
    COMPILED.fetch_add(proofs.known(), Ordering::Relaxed);
    let brief = eval::judge_briefly(
        program,
        &proofs,
        (&[&Bound::new(account, &DICTIONARY).unwrap()], 0, &Relations::default()),
        options,
        sources,
    );
    let counts = Verdict::ALL.map(|verdict| instances.iter().filter(|i| i.verdict == verdict).count() as u64);
    assert_eq!(brief.counts, counts, "`{claim}` in brief");
}

fn agree(claim: &str) -> Result<bool, String> {
    let (errors, verdict, reason) = both(claim);
    let of_kinds = ["不能直接比较或相加", "此处应为数，", "此处应为文字", "此处应为一个数", "此处应为判断"];
    // A text of an account may be a condition, 是 or 否; this one is none.
    let of_this_account = reason.contains("此处应为判断") && claim.contains("entity.name");
    let judged = !matches!(verdict, Verdict::Undetermined | Verdict::Undefined);
    // What cannot be compared does not matter where another member is found.
    let found = claim.contains(" in [") && verdict == Verdict::Holds;
    match (errors.is_empty(), judged && !found, of_kinds.iter().any(|r| reason.contains(r))) {
        (false, true, _) => Err(format!("`{claim}` is refused ({errors:?}), and judged: {verdict:?}")),
        (true, _, true) if !of_this_account => Err(format!("`{claim}` passes, and the run says: {reason}")),
        (passes, _, _) => Ok(passes),
    }
}

/// A template with its underlined places filled.
fn fill(template: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    template
        .split('_')
        .enumerate()
        .map(|(n, piece)| {
            let part = if n == 0 { "" } else { parts.next().copied().unwrap_or_default() };
            format!("{part}{piece}")
        })
        .collect::<String>()
        .replace('~', "_")
}

#[test]
fn every_pair_of_kinds() {
    // `~` stands for the underline of a name.
    let templates = [
        "_ ≈ _",
        "_ == _",
        "_ < _",
        "_ + _ ≥ 0",
        "_ - _ ≥ 0",
        "_ * _ == _",
        "_ / _ == _",
        "pct(_, _) ≤ 7",
        "growth(_, _) ≤ 7",
        "prior~of(_, _) == _",
        "sum(_, _) == _",
        "min(_, _) == _",
        "avg(_, _) == _",
        "_ in [_, _]",
        "contains(_, _)",
        "starts~with(_, _)",
        "_ ≈ _ within _",
        "_ + _ ≈ _ within _",
        "abs(_) == _",
        "round(_, 1) == _",
        "len(_) == _",
        "days~between(_, _) > 0",
        "[_, _] == _",
        "first([_, _]) == _",
        "_ and _ is present",
        "not _ or _ is missing",
    ];
    let (mut wrong, mut passed, mut refused) = (Vec::new(), 0, 0);
    for template in templates {
        for a in LEAVES {
            for b in LEAVES {
                // A record is all its members here, some of which can always be compared.
                if template.starts_with("contains") && a == "income.sources.other" {
                    continue;
                }
                match agree(&fill(template, &[a, b, a, b])) {
                    Ok(true) => passed += 1,
                    Ok(false) => refused += 1,
                    Err(problem) => wrong.push(problem),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    assert!(COMPILED.load(Ordering::Relaxed) > 3000);
    assert!(passed > 2000 && refused > 2000, "{passed} passed, {refused} were refused");
}

/// What is wrong with some of these is known in the run alone. A proof says of them what the evaluator says.
#[test]
fn what_is_replaced_or_looked_for_is_proved_alike() {
    let templates = [
        "(_ ?? _) == _",
        "(overview.income~total ?? _) ≈ _ + 0",
        "(_ ?? overview.income~total) ≈ _",
        "(overview.income~total ?? overview.total ?? _) is present",
        "_ in general~budget.items.amount or _ == 1",
        "_ in general~budget.items.code or _ == 1",
        "_ in general~budget.items[amount > 3.5].amount",
        "all x in [_, overview.income~total, income.sources]: x is missing or x == _",
        "count([income.total, overview.income~total, income.sources, general~budget.items]) == 3 or _ == _",
        "any x in general~budget.items: (x.amount ?? _) == _",
    ];
    for template in templates {
        for a in LEAVES {
            LEAVES.iter().for_each(|b| drop(both(&fill(template, &[a, b, a, b]))));
        }
    }
}

fn value() -> impl Strategy<Value = String> {
    let leaf = (0..LEAVES.len()).prop_map(|n| LEAVES[n].to_owned());
    leaf.prop_recursive(3, 10, 2, |inner| {
        let two = ["(_ + _)", "(_ - _)", "(_ * _)", "(_ / _)", "pct(_, _)", "prior~of(_, _)", "max(_, _)", "sum(_, _)"];
        let one = [
            "(-_)",
            "abs(_)",
            "round(_, 1)",
            "len(_)",
            "(_ is present)",
            "first([_, 3])",
            "sum(general~budget.items.*)",
        ];
        prop_oneof![
            3 => (0..two.len(), inner.clone(), inner.clone()).prop_map(move |(n, a, b)| fill(two[n], &[&a, &b])),
            1 => (0..one.len(), inner).prop_map(move |(n, a)| fill(one[n], &[&a])),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_expressions(a in value(), b in value(), c in value(), sign in 0..5usize) {
        let signs = ["_ ≈ _", "_ == _", "_ ≲ _", "_ in [_, _]", "_ ≈ _ within _"];
        if let Err(problem) = agree(&fill(signs[sign], &[&a, &b, &c])) {
            return Err(TestCaseError::fail(problem));
        }
    }
}
