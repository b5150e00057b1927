//! The dictionary of figures: it knows every figure of every real account, says of each what it is, what it
//! is called and where it stands, and no name means two figures.

use std::collections::BTreeMap;
use std::fs;

use gouji::{Account, Content, Engine, Evaluated, FigureInfo, Key, Lang, NodeId, Worth};

use crate::support::{expected_accounts, path, stderr};

/// Parts of the header that are no figures: they say how the file is to be read.
const SETTINGS: &[&str] = &["stage", "unit", "rounding", "source"];

/// Amounts of no caliber, with the reason.
const NO_CALIBER: &[(&str, &str)] = &[
    ("procurement", "a contract may be paid from any money, and over several years"),
    ("performance", "the projects with targets are paid from any of the three budgets"),
    ("projects", "the amount of a project comes from several levels of government"),
    ("restated.recurrent_projects", "as the projects it adds up"),
    ("restated.one_off_projects", "as the projects it adds up"),
];

fn figures(pack: &str) -> Vec<FigureInfo> {
    Engine::new().figures(pack).unwrap()
}

fn account(engine: &mut Engine, name: &str) -> Account {
    let file = format!("fixtures/{name}.yaml");
    engine.read_account(&file, fs::read(path(&file)).unwrap()).unwrap()
}

/// The figures of a dictionary by their paths, walked from group to group without the tool's own lookup.
struct Tree {
    figures: BTreeMap<String, FigureInfo>,
}

impl Tree {
    fn of(pack: &str) -> Self {
        Self { figures: figures(pack).into_iter().map(|f| (f.path.clone(), f)).collect() }
    }

    /// The declared path of a node: each key by its own name, else by `*`.
    fn declared(&self, account: &Account, id: NodeId) -> Option<String> {
        let Some(parent) = account.node(id).parent else { return Some(String::new()) };
        let group = self.declared(account, parent)?;
        let below = |name: &str| if group.is_empty() { name.to_owned() } else { format!("{group}.{name}") };
        let name = account.node(id).name();
        [below(name), below("*")].into_iter().find(|way| self.figures.contains_key(way))
    }
}

/// Every scalar of an account that is a figure or a word of it.
fn scalars(account: &Account) -> Vec<NodeId> {
    let is_setting = |id: NodeId| {
        let mut at = id;
        while let Some(parent) = account.node(at).parent.filter(|p| *p != account.root()) {
            at = parent;
        }
        SETTINGS.contains(&account.node(at).name())
    };
    let leaf = |id: &NodeId| !matches!(account.node(*id).content, Content::Record(_) | Content::List(_));
    account.ids().filter(leaf).filter(|id| !is_setting(*id)).collect()
}

#[test]
fn every_scalar_of_every_account_is_declared() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (pack, name) in
        ["national", "sichuan"].into_iter().flat_map(|p| expected_accounts().into_iter().map(move |a| (p, a)))
    {
        let tree = Tree::of(pack);
        let account = account(&mut Engine::new(), &name);
        for id in scalars(&account) {
            count += 1;
            let shown = format!("{name}: {}", account.path(id));
            let Some(declared) = tree.declared(&account, id) else {
                wrong.push(format!("{shown} is not declared"));
                continue;
            };
            let figure = &tree.figures[&declared];
            let excused = NO_CALIBER.iter().any(|(group, _)| declared.starts_with(&format!("{group}.")));
            let lacks = [
                ("kind", figure.kind.is_none()),
                ("label", figure.label.is_none()),
                ("place", figure.place.is_none()),
                ("caliber", figure.kind == Some("money") && figure.caliber.is_none() && !excused),
            ];
            wrong.extend(lacks.iter().filter(|(_, lacks)| *lacks).map(|(what, _)| format!("{shown} has no {what}")));
        }
    }
    assert!(count > 3000, "{count} scalars");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn exceptions_to_the_caliber_are_exceptions() {
    let all = figures("national");
    for (group, _) in NO_CALIBER {
        let below = format!("{group}.");
        let amounts = all.iter().filter(|f| f.path.starts_with(&below) && f.kind == Some("money"));
        assert!(amounts.clone().count() > 0 && amounts.clone().all(|f| f.caliber.is_none()), "{group}");
    }
}

#[test]
fn every_entry_says_what_it_is() {
    let mut wrong = Vec::new();
    for figure in figures("national") {
        let cell = figure.path.starts_with("tables.");
        let lacks = [
            ("label", figure.label.is_none()),
            ("place", figure.place.is_none()),
            // The place of a cell is its table, row and column.
            ("meaning", figure.meaning.is_none() && !cell),
            ("column", cell && figure.kind.is_some() && !figure.place.as_ref().is_some_and(|p| p.contains('表'))),
        ];
        wrong
            .extend(lacks.iter().filter(|(_, lacks)| *lacks).map(|(what, _)| format!("{} has no {what}", figure.path)));
        if figure.parts.is_some() && figure.kind.is_some() {
            wrong.push(format!("{} is a figure and a list of parts", figure.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_list_of_parts_says_whether_it_is_complete() {
    let parts: BTreeMap<String, &str> =
        figures("national").into_iter().filter_map(|f| Some((f.path, f.parts?))).collect();
    let of = |word: &str| parts.iter().filter(|(_, p)| **p == word).map(|(path, _)| path.as_str()).collect::<Vec<_>>();
    assert_eq!(
        of("complete"),
        [
            "expenditure.kinds",
            "general_budget.functional",
            "general_budget.items",
            "income.sources",
            "restated.expenditure.kinds",
            "restated.income.items",
            "tables.t1_overview.expenditure",
            "tables.t1_overview.income",
        ]
    );
    // Lists that the report introduces by 其中, or that may name the main items alone.
    assert_eq!(
        of("partial"),
        ["projects", "three_public.reception.domestic.receptions", "three_public.vehicles.owned_by_kind"]
    );
}

#[test]
fn no_name_means_two_figures() {
    for pack in Engine::new().pack_names() {
        let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
        for figure in figures(&pack) {
            let (group, own) = figure.path.rsplit_once('.').unwrap_or(("", &figure.path));
            if own == "*" {
                continue;
            }
            for name in
                [own].into_iter().chain(figure.label.as_deref()).chain(figure.aliases.iter().map(String::as_str))
            {
                let before = seen.insert((group.to_owned(), name.to_owned()), figure.path.clone());
                assert!(
                    before.as_ref().is_none_or(|b| *b == figure.path),
                    "{pack}: {name} is {before:?} and {}",
                    figure.path
                );
            }
        }
    }
}

/// The Chinese name of a figure that needs no quotation marks.
fn bare_name(figure: &FigureInfo) -> Option<&str> {
    let names = figure.label.as_deref().into_iter().chain(figure.aliases.iter().map(String::as_str));
    names.into_iter().find(|name| name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit()))
}

/// A node's path with every declared segment in Chinese.
fn chinese_path(tree: &Tree, account: &Account, id: NodeId) -> String {
    let node = account.node(id);
    let Some(parent) = node.parent else { return String::new() };
    let mut written = chinese_path(tree, account, parent);
    match &node.key {
        Key::Root => {}
        Key::Index(at) => written.push_str(&format!("[{at}]")),
        Key::Name(name) => {
            let figure = &tree.figures[&tree.declared(account, id).unwrap()];
            let segment = match bare_name(figure).filter(|_| !figure.path.ends_with('*')) {
                Some(name) => name.to_owned(),
                None if figure.path.ends_with('*') => format!("\"{name}\""),
                None => panic!("{} has no Chinese name that needs no quotation marks", figure.path),
            };
            written.push_str(&format!("{}{segment}", if written.is_empty() { "" } else { "." }));
        }
    }
    written
}

#[test]
fn every_figure_answers_to_its_chinese_path() {
    let tree = Tree::of("national");
    let mut count = 0;
    for name in expected_accounts() {
        let mut engine = Engine::new();
        let account = account(&mut engine, &name);
        for id in scalars(&account) {
            if matches!(account.node(id).content, Content::Missing) {
                continue;
            }
            let chinese = chinese_path(&tree, &account, id);
            let Ok(Evaluated::Values(values)) = engine.eval(&chinese, None, account.clone()) else {
                panic!("{name}: {chinese} does not resolve")
            };
            let printed = match (&values[0].worth, &account.node(id).content) {
                (Worth::Number { printed, .. }, Content::Number(number)) => printed.as_deref() == Some(number.text()),
                (Worth::Text(text), Content::Text(words)) => *text == **words,
                _ => false,
            };
            let place = values[0].at == account.path(id);
            assert!(values.len() == 1 && place && printed, "{name}: {chinese} is {:?}", values[0]);
            count += 1;
        }
    }
    assert!(count > 1500, "{count} paths");
}

/// Packs under `tests/packs` whose `figures.yaml` is wrong, as the user sees it.
#[test]
fn mistakes_in_figures_are_explained() {
    for name in ["figures_clash", "figures_contradict", "figures_unknown_key", "figures_unknown_kind"] {
        let folder = format!("tests/packs/{name}");
        let arguments = ["check", "fixtures/sichuan-panzhihua-2023.yaml", "--pack", &folder];
        let (code, zh) = stderr(&arguments);
        assert_eq!(code, 2, "{name}");
        let (_, en) = stderr(&[&arguments[..], &["--lang", "en"]].concat());
        insta::assert_snapshot!(name, format!("════ zh\n{zh}\n════ en\n{en}"));
    }
}

#[test]
fn a_hostile_dictionary_is_refused() {
    let folder = path(env!("CARGO_TARGET_TMPDIR")).join("hostile-figures");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("pack.yaml"), "name: hostile\nversion: 0.1.0\ntitle: x\n").unwrap();
    let refused = |figures: &str| {
        fs::write(folder.join("figures.yaml"), figures).unwrap();
        let mut engine = Engine::new();
        engine.use_pack_folder(&folder);
        engine.prepare();
        engine.diagnostics().iter().map(|d| d.message.get(Lang::En).into_owned()).collect::<Vec<_>>().join("; ")
    };
    let deep = vec!["a"; 20].join(".");
    assert!(refused(&format!("figures: {{{deep}: {{label: x}}}}")).contains("more than 16 segments"));
    // Every level doubles what is below it.
    let mut doubling = String::from("figures:\n");
    for depth in 0..15 {
        for last in ["x", "y", "z"] {
            doubling.push_str(&format!("  \"{}{last}\": {{label: {last}}}\n", "*.".repeat(depth)));
        }
    }
    assert!(refused(&doubling).contains("too many figures"), "{}", refused(&doubling));
    assert!(refused("figures: {a..b: {label: x}}").contains("empty segment"));
}
