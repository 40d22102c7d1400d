//! Groups by example.

mod plain;

use super::*;
use crate::domain::grouping::GroupBy;

fn of(id: i64, agent: &str, list: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: Some(Shown::new(agent)), list: Some(list), stats, ..Campaign::unknown(id) }
}

fn firm() -> Vec<Campaign> {
    vec![
        of(1, "Docs", 7, 850, 150),
        of(2, "Intake", 7, 30, 70),
        of(3, "Lucky", 8, 3, 0),
        of(4, "Docs", 8, 10, 10),
        Campaign::unknown(5),
    ]
}

fn grouped(rows: Vec<Campaign>, by: &[GroupBy]) -> Store {
    let mut store = loaded(rows);
    store.set_grouping(by.to_vec());
    store
}

/// The lines in words: a group with its sign, its number of campaigns and its calls, set in by its depth; a row's id.
fn told(store: &Store) -> Vec<String> {
    let lines = (0..store.lines()).map(|at| store.line(at).unwrap());
    let told = lines.map(|line| {
        let words = match line {
            Line::Row(row) => row.id().to_string(),
            Line::Group(group) => {
                let sign = if group.is_open() { '-' } else { '+' };
                let name = group.value().map_or("?".into(), Common::shown);
                let calls = group.totals().calls.total().map_or("?".to_owned(), |calls| calls.to_string());
                format!("{sign}{name} {} {calls}", group.totals().rows)
            }
        };
        " ".repeat(store.depth(&line)) + &words
    });
    told.collect()
}

fn first_group(store: &Store) -> GroupKey {
    store.groups().next().unwrap().key()
}

#[test]
fn groups_are_closed_at_first_and_open_one_by_one_or_all_at_once() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_query(query("sort:calls-desc"));
    let closed = ["+Docs 2 1020", "+Intake 1 100", "+Lucky 1 3", "+? 1 ?"];
    assert_eq!(told(&store), closed);
    store.toggle(&first_group(&store));
    assert_eq!(told(&store), ["-Docs 2 1020", " 1", " 4", "+Intake 1 100", "+Lucky 1 3", "+? 1 ?"]);
    store.open_all(true);
    assert_eq!((store.lines(), store.any_open()), (9, true));
    store.toggle(&first_group(&store));
    assert_eq!(told(&store)[..2], ["+Docs 2 1020", "-Intake 1 100"]);
    store.set_grouping(Vec::new());
    assert_eq!((store.lines(), store.groups().count(), store.is_grouped()), (5, 0, false));
    store.set_grouping(vec![GroupBy::Agent]);
    assert_eq!(told(&store), closed, "another grouping begins closed");
}

#[test]
fn the_querys_group_outweighs_the_one_set_and_two_levels_nest() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_query(query("group:list,agent sort:list has:agent"));
    store.open_all(true);
    assert_eq!(store.groups_by(), [GroupBy::List, GroupBy::Agent]);
    assert_eq!(
        told(&store),
        [
            "-7 2 1100",
            " -Docs 1 1000",
            "  1",
            " -Intake 1 100",
            "  2",
            "-8 2 23",
            " -Docs 1 20",
            "  4",
            " -Lucky 1 3",
            "  3"
        ]
    );
    let inner = store.groups().next().unwrap().inner().nth(1).unwrap();
    assert_eq!((inner.by(), inner.depth(), inner.share()), (GroupBy::Agent, 1, Some(100.0 * 100.0 / 1123.0)));
    assert_eq!(store.group(&inner.key()).unwrap().totals(), inner.totals());
    store.set_query(query("has:agent"));
    assert_eq!(told(&store), ["+Docs 2 1020", "+Lucky 1 3", "+Intake 1 100"]);
}

#[test]
fn too_few_data_never_stand_before_enough_of_them() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    for (sort, names) in [
        ("success-desc", ["Docs", "Intake", "Lucky", "?"]),
        ("success-asc", ["Intake", "Docs", "Lucky", "?"]),
        ("failed%-desc", ["Intake", "Docs", "Lucky", "?"]),
        ("calls-asc", ["Lucky", "Intake", "Docs", "?"]),
        ("agent-desc", ["Lucky", "Intake", "Docs", "?"]),
        ("name", ["Docs", "Intake", "Lucky", "?"]),
        ("vendor%-desc", ["Docs", "Intake", "Lucky", "?"]),
        ("id-desc", ["?", "Docs", "Lucky", "Intake"]),
        ("id-asc", ["Docs", "Intake", "Lucky", "?"]),
    ] {
        store.set_query(query(&format!("sort:{sort}")));
        let shown = store.groups().map(|group| group.value().map_or("?".into(), Common::shown).into_owned());
        assert_eq!(shown.collect::<Vec<_>>(), names, "{sort}");
    }
}

#[test]
fn a_limit_keeps_so_many_groups_and_the_totals_are_of_these() {
    let mut store = loaded(firm());
    store.set_query(query("group:agent sort:calls-desc limit:2"));
    assert_eq!(told(&store), ["+Docs 2 1020", "+Intake 1 100"]);
    assert_eq!((store.shown(), store.totals().rows, store.totals().calls.total()), (3, 3, Some(1120)));
}

#[test]
fn a_cursor_in_a_closed_group_stands_on_it_and_a_row_can_be_revealed() {
    let mut store = loaded(firm());
    store.set_query(query("group:agent,list sort:agent"));
    let row = LineKey::Row(key(4));
    assert_eq!((store.position(&row), store.place(&row, 3), store.rank_of(key(4))), (None, Some(0), Some(1)));
    store.reveal(key(4));
    assert_eq!(told(&store)[..4], ["-Docs 2 1020", " +7 1 1000", " -8 1 20", "  4"]);
    assert_eq!(store.position(&row), Some(3));
    let inner = store.line(2).unwrap().key();
    store.open_all(false);
    assert_eq!((store.position(&inner), store.place(&inner, 2)), (None, Some(0)), "its outer group stands for it");
    store.set_query(query("group:list"));
    assert_eq!(store.position(&inner), None, "another grouping does not know it");
}

#[test]
fn groups_keep_their_names_as_received_and_their_largest_campaigns() {
    let rows = (1..=9).map(|id| of(id, if id % 2 == 0 { "ab" } else { "AB" }, 1, id, 0)).collect();
    let mut store = grouped(rows, &[GroupBy::Agent]);
    store.set_query(query("sort:agent"));
    let raw = |group: Group<'_>| match group.value() {
        Some(Common::Text(text)) => text.raw().to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(store.groups().map(raw).collect::<Vec<_>>(), ["AB", "ab"]);
    let largest = |group: Group<'_>| group.largest().map(|row| row.id()).collect::<Vec<_>>();
    assert_eq!(store.groups().map(largest).collect::<Vec<_>>(), [vec![9, 7, 5, 3, 1], vec![8, 6, 4, 2]]);
}

#[test]
fn held_groups_and_their_rows_stay_until_ranked() {
    let mut store = grouped(firm(), &[GroupBy::Agent]);
    store.set_order(Order::descending(Column::Calls));
    store.toggle(&first_group(&store));
    let mut second = firm();
    second[1] = of(2, "Intake", 7, 3000, 0);
    second.push(of(6, "New", 7, 5000, 0));
    second.push(of(7, "Docs", 7, 9000, 0));
    store.apply_held(Snapshot::build(listing(second)));
    let held = ["-Docs 3 10020", " 1", " 4", " 7", "+Intake 1 3000", "+Lucky 1 3", "+? 1 ?", "+New 1 5000"];
    assert_eq!((told(&store), store.held()), (held.map(str::to_owned).to_vec(), true));
    assert!(store.rank());
    assert_eq!(told(&store)[..4], ["-Docs 3 10020", " 7", " 1", " 4"]);
    assert_eq!(told(&store)[4..], ["+New 1 5000", "+Intake 1 3000", "+Lucky 1 3", "+? 1 ?"]);
}
