//! One sound account: every rule of `benches/pack` holds or is not applicable.

use super::chance::Chance;
use super::tree::{Tree, record};

const CLASSES: [(&str, &str); 16] = [
    ("201", "一般公共服务支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("217", "金融支出"),
    ("221", "住房保障支出"),
    ("224", "灾害防治及应急管理支出"),
    ("229", "其他支出"),
];
const ITEMS: [&str; 8] = [
    "行政运行",
    "一般行政管理事务",
    "机关服务",
    "事业运行",
    "机关事业单位基本养老保险缴费支出",
    "行政单位医疗",
    "住房公积金",
    "信息化建设",
];
const SOURCES: [&str; 8] = [
    "general_public_budget",
    "government_fund",
    "state_capital",
    "superior_subsidy",
    "institutional",
    "operating",
    "affiliated_remittance",
    "other",
];
const KINDS: [&str; 5] = ["basic", "project", "superior_remittance", "operating", "affiliated_subsidy"];
const PERSONNEL: [&str; 13] = [
    "基本工资",
    "津贴补贴",
    "奖金",
    "绩效工资",
    "基本养老保险缴费",
    "职业年金缴费",
    "职工基本医疗保险缴费",
    "公务员医疗补助缴费",
    "其他社会保障缴费",
    "住房公积金",
    "生活补助",
    "医疗费补助",
    "其他对个人和家庭的补助",
];
const PUBLIC: [&str; 16] = [
    "办公费",
    "印刷费",
    "水费",
    "电费",
    "邮电费",
    "物业管理费",
    "差旅费",
    "维修费",
    "租赁费",
    "会议费",
    "培训费",
    "公务接待费",
    "劳务费",
    "工会经费",
    "公务用车运行维护费",
    "其他商品和服务支出",
];
const VEHICLES: [&str; 7] = ["leaders", "confidential", "emergency", "enforcement", "technical", "retired", "other"];

pub(crate) fn id(number: u64) -> String {
    format!("A{number:06}")
}

/// Hundredths of a percent, rounded half up; 0 of nothing.
fn share(part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let twice = i128::from(part) * 20_000;
    let (above, below) = (twice.abs() + i128::from(whole), 2 * i128::from(whole));
    let rounded = i64::try_from(above / below).expect("a percentage");
    if part < 0 { -rounded } else { rounded }
}

fn parts(names: &[&str], amounts: &[i64], whole: i64) -> Tree {
    let part = |(name, amount): (&&str, &i64)| {
        let record = record! {"amount": Tree::cents(*amount), "share_pct": Tree::cents(share(*amount, whole))};
        ((*name).to_owned(), record)
    };
    Tree::Record(names.iter().zip(amounts).map(part).collect())
}

fn lines(names: &[&str], amounts: &[i64]) -> Tree {
    Tree::Record(names.iter().zip(amounts).map(|(name, amount)| ((*name).to_owned(), Tree::cents(*amount))).collect())
}

fn sum(amounts: &[i64]) -> i64 {
    amounts.iter().sum()
}

/// The account of a number, drawn by chance.
pub(crate) fn account(number: u64, chance: &mut Chance) -> Tree {
    let money = Tree::cents;
    let budget_total = chance.between(30_000, 9_000_000);
    let mut sources = vec![budget_total];
    sources.extend((1..SOURCES.len()).map(|_| if chance.one_in(2) { 0 } else { chance.between(0, budget_total / 8) }));
    let income = sum(&sources);
    let carry_in = chance.between(0, income / 10);
    let total = income + carry_in;
    let carry_out = chance.between(0, total - budget_total);
    let expenditure = total - carry_out;
    let project = chance.between(budget_total / 10, budget_total / 2);
    let basic = budget_total - project;
    let mut kinds = chance.split(expenditure - budget_total, KINDS.len(), 2);
    kinds[0] += basic;
    kinds[1] += project;
    let prior = chance.between(total / 2, total * 3 / 2);
    let growth = |now: i64, before: i64| money(share(now - before, before));
    record! {
        "account": record! {
            "id": Tree::Text(id(number)), "department": Tree::Text(format!("第{number}局")),
            "region_code": Tree::Text(chance.between(510_000, 519_999).to_string()),
            "year": Tree::count(2023), "unit": Tree::text("万元"),
        },
        "overview": record! {
            "income_total": money(total), "expenditure_total": money(total), "prior_total": money(prior),
            "change": money(total - prior), "change_pct": growth(total, prior),
            "carry_in": money(carry_in), "carry_out": money(carry_out), "reason": Tree::text("人员经费及项目经费增加"),
        },
        "income": record! {"total": money(income), "sources": parts(&SOURCES, &sources, income)},
        "expenditure": record! {"total": money(expenditure), "kinds": parts(&KINDS, &kinds, expenditure)},
        "general_budget": general_budget(chance, budget_total, expenditure, basic, project),
        "three_public": three_public(chance, budget_total / 100),
        "operation_cost": operation_cost(chance, basic),
        "procurement": procurement(chance, budget_total / 3),
        "assets": assets(chance),
        "projects": projects(chance, project),
    }
}

fn general_budget(chance: &mut Chance, total: i64, expenditure: i64, basic: i64, project: i64) -> Tree {
    let money = Tree::cents;
    let first = chance.index(4);
    let classes = &CLASSES[first..first + usize::try_from(chance.between(8, 12)).expect("a few")];
    let amounts = chance.split(total, classes.len(), 100);
    let (mut budget, mut functional) = (0, Vec::new());
    for ((code, name), amount) in classes.iter().zip(amounts) {
        let mut items = Vec::new();
        let count = usize::try_from(chance.between(1, 4)).expect("a few");
        for spent in chance.split(amount, count, 100) {
            let planned = if chance.one_in(2) { spent } else { spent + chance.between(0, spent / 5 + 1) };
            budget += planned;
            items.push(record! {
                "code": Tree::Text(format!("{code}{:04}", chance.between(101, 9999))),
                "name": Tree::text(chance.choose::<&str>(&ITEMS)), "amount": money(spent), "budget": money(planned),
                "completion_pct": money(share(spent, planned)),
            });
        }
        let class = record! {
            "code": Tree::text(code), "amount": money(amount), "share_pct": money(share(amount, total)),
            "items": Tree::List(items),
        };
        functional.push(((*name).to_owned(), class));
    }
    let prior = chance.between(total / 2, total * 3 / 2);
    let personnel = chance.between(basic / 2, basic);
    let (people, running) =
        (chance.split(personnel, PERSONNEL.len(), 10), chance.split(basic - personnel, PUBLIC.len(), 10));
    record! {
        "total": money(total), "budget": money(budget), "completion_pct": money(share(total, budget)),
        "prior_total": money(prior), "change": money(total - prior), "change_pct": money(share(total - prior, prior)),
        "share_of_expenditure_pct": money(share(total, expenditure)), "functional": Tree::Record(functional),
        "basic": record! {
            "total": money(basic),
            "personnel": record! {"total": money(personnel), "detail": lines(&PERSONNEL, &people)},
            "public": record! {"total": money(basic - personnel), "detail": lines(&PUBLIC, &running)},
        },
        "project_total": money(project),
    }
}

fn three_public(chance: &mut Chance, most: i64) -> Tree {
    let money = Tree::cents;
    let total = if chance.one_in(10) { 0 } else { chance.between(0, most) };
    let amounts = chance.split(total, 3, 3);
    let priors: Vec<i64> = amounts.iter().map(|amount| chance.between(0, (amount * 2).max(1))).collect();
    let prior = sum(&priors);
    let part = |at: usize, rest: Vec<(&str, Tree)>| {
        let (amount, prior) = (amounts[at], priors[at]);
        let head = [
            ("amount", money(amount)),
            ("share_pct", money(share(amount, total))),
            ("prior", money(prior)),
            ("change", money(amount - prior)),
        ];
        Tree::Record(head.into_iter().chain(rest).map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let trips = if amounts[0] > 0 { chance.between(1, 5) } else { 0 };
    let bought = if amounts[1] > 2_000 && chance.one_in(2) { 1 } else { 0 };
    let purchase = if bought > 0 { chance.between(0, amounts[1]) } else { 0 };
    let foreign = chance.between(0, amounts[2] / 4);
    let mut record = record! {
        "total": money(total), "prior_total": money(prior), "change": money(total - prior),
        "change_pct": money(share(total - prior, prior)),
        "abroad": part(0, vec![("trips", Tree::count(trips)), ("people", Tree::count(trips * 2))]),
        "vehicles": part(1, vec![
            ("purchase", money(purchase)), ("upkeep", money(amounts[1] - purchase)), ("bought", Tree::count(bought)),
            ("kept", Tree::count(chance.between(0, 9))),
        ]),
        "reception": part(2, vec![
            ("domestic", money(amounts[2] - foreign)), ("foreign", money(foreign)),
            ("batches", Tree::count(chance.between(0, 40))), ("people", Tree::count(chance.between(0, 400))),
        ]),
    };
    if share(total - prior, prior).abs() > 2_000
        && let Tree::Record(members) = &mut record
    {
        members.push(("reason".to_owned(), Tree::text("接待批次和人数变动较大")));
    }
    record
}

fn operation_cost(chance: &mut Chance, most: i64) -> Tree {
    let (amount, prior) = (chance.between(0, most), chance.between(1, most + 1));
    record! {
        "amount": Tree::cents(amount), "prior": Tree::cents(prior), "change": Tree::cents(amount - prior),
        "change_pct": Tree::cents(share(amount - prior, prior)),
    }
}

fn procurement(chance: &mut Chance, most: i64) -> Tree {
    let money = Tree::cents;
    let total = if chance.one_in(5) { 0 } else { chance.between(0, most) };
    let parts = chance.split(total, 3, 5);
    let sme = chance.between(0, total);
    let micro = chance.between(0, sme);
    record! {
        "total": money(total), "goods": money(parts[0]), "works": money(parts[1]), "services": money(parts[2]),
        "sme": money(sme), "sme_share_pct": money(share(sme, total)),
        "micro": money(micro), "micro_share_pct": money(share(micro, total)),
    }
}

fn assets(chance: &mut Chance) -> Tree {
    let vehicles: Vec<i64> = VEHICLES.iter().map(|_| chance.between(0, 4)).collect();
    let each = VEHICLES.iter().zip(&vehicles).map(|(name, count)| ((*name).to_owned(), Tree::count(*count)));
    record! {
        "vehicles_total": Tree::count(sum(&vehicles)), "vehicles": Tree::Record(each.collect()),
        "equipment_over_500k": Tree::count(chance.between(0, 20)), "equipment_over_1m": Tree::count(chance.between(0, 5)),
    }
}

fn projects(chance: &mut Chance, total: i64) -> Tree {
    let count = usize::try_from(chance.between(3, 7)).expect("a few");
    let spent = chance.split(total, count, 100);
    let project = |executed: i64| {
        let budget = if chance.one_in(2) { executed } else { executed + chance.between(0, executed / 4 + 1) };
        record! {
            "name": Tree::Text(format!("{}专项", chance.choose::<&str>(&ITEMS))), "budget": Tree::cents(budget),
            "executed": Tree::cents(executed), "execution_pct": Tree::cents(share(executed, budget)),
            "score": Tree::cents(chance.between(8_000, 10_000)), "indicators": Tree::count(chance.between(5, 30)),
            "met": Tree::count(chance.between(3, 5)),
        }
    };
    Tree::List(spent.into_iter().map(project).collect())
}
