//! How rows and agents stand among others, by example and against plain counting.

use super::*;
use crate::domain::grouping::GroupBy;
use crate::domain::judgement::Grade;

fn of(id: i64, agent: &str, list: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: Some(Shown::new(agent)), list: Some(list), stats, ..Campaign::unknown(id) }
}

fn firm() -> Vec<Campaign> {
    vec![
        of(1, "Docs", 7, 850, 150),
        of(2, "Intake", 7, 300, 700),
        of(3, "Lucky", 8, 3, 0),
        of(4, "Docs", 8, 10, 10),
        Campaign::unknown(5),
        of(6, "Survey", 9, 600, 400),
    ]
}

/// The agents in order: name, campaigns, calls.
fn agents(store: &Store) -> Vec<(String, usize, Option<i64>)> {
    let name = |score: &AgentScore<'_>| score.agent().map_or("?".to_owned(), |agent| agent.raw().to_owned());
    store.agent_scores().map(|score| (name(&score), score.campaigns(), score.calls().total())).collect()
}

#[test]
fn the_best_agent_is_first_and_too_few_calls_never_are() {
    let mut store = loaded(firm());
    let named = |rows: &[(&str, usize, Option<i64>)]| -> Vec<_> {
        rows.iter().map(|&(name, rows, calls)| (name.to_owned(), rows, calls)).collect()
    };
    assert_eq!(
        agents(&store),
        named(&[
            ("Docs", 2, Some(1020)),
            ("Survey", 1, Some(1000)),
            ("Intake", 1, Some(1000)),
            ("Lucky", 1, Some(3)),
            ("?", 1, None),
        ])
    );
    store.set_query(query("list:7 or list:8"));
    assert_eq!(
        agents(&store),
        named(&[("Docs", 2, Some(1020)), ("Intake", 1, Some(1000)), ("Lucky", 1, Some(3))]),
        "what is shown is what counts"
    );
    store.set_query(query("limit:2"));
    assert_eq!(agents(&store), named(&[("Survey", 1, Some(1000)), ("?", 1, None)]), "a limit is kept");
}

#[test]
fn an_agent_is_judged_beside_all_the_others_that_are_shown() {
    let mut store = loaded(firm());
    let grades = |store: &Store| store.agent_scores().map(|score| score.judge().grade).collect::<Vec<_>>();
    assert_eq!(grades(&store), [Grade::Good, Grade::Plain, Grade::Poor, Grade::Few, Grade::Plain]);
    store.set_query(query("list:7 or list:9"));
    assert_eq!(grades(&store), [Grade::Good, Grade::Plain, Grade::Poor]);
    store.set_query(query("list:9"));
    assert_eq!(grades(&store), [Grade::Plain], "alone there is nobody to stand beside");
    let store = loaded(firm());
    let docs = store.agent_scores().next().unwrap();
    let has = [1, 2, 4, 5].map(|id| docs.has(store.get(key(id)).unwrap()));
    assert_eq!(has, [true, false, true, false]);
}

#[test]
fn a_row_has_a_rank_among_those_that_are_shown() {
    let mut store = loaded(firm());
    let ranks = |store: &Store, id| {
        let row = store.get(key(id)).unwrap();
        let told = |rank: Rank| (rank.place, rank.of);
        (store.rank_by_success(row).map(told), store.rank_by_calls(row).map(told))
    };
    assert_eq!(ranks(&store, 1), (Some((1, 3)), Some((1, 5))));
    assert_eq!(ranks(&store, 2), (Some((3, 3)), Some((1, 5))), "as many calls share a place");
    assert_eq!(ranks(&store, 3), (None, Some((5, 5))), "3 of 3 is no first place");
    assert_eq!(ranks(&store, 5), (None, None));
    store.set_query(query("list:7"));
    assert_eq!(ranks(&store, 2), (Some((2, 2)), Some((1, 2))));
    assert_eq!(ranks(&store, 6), (None, None), "it is not shown");
}

#[test]
fn peers_are_the_others_of_an_agent_or_a_list_shown_or_not() {
    let mut store = loaded(firm());
    store.set_query(query("list:9"));
    let told = |store: &Store, id, by| {
        let siblings = store.siblings(store.get(key(id)).unwrap(), by)?;
        Some((siblings.others(), siblings.largest().map(|row| row.id()).collect::<Vec<_>>(), siblings.moving()))
    };
    assert_eq!(told(&store, 4, GroupBy::Agent), Some((1, vec![1], None)));
    assert_eq!(told(&store, 2, GroupBy::List), Some((1, vec![1], Some(0))));
    assert_eq!(told(&store, 6, GroupBy::Agent), Some((0, vec![], None)));
    assert_eq!(told(&store, 5, GroupBy::List), None, "unknown is nothing in common");
    let mut next = firm();
    next[0].stats.calls = Some(2000);
    next[1].stats.calls = Some(1001);
    store.apply(Snapshot::build(listing(next)));
    assert_eq!(told(&store, 2, GroupBy::List), Some((1, vec![1], Some(2))));
    assert_eq!(told(&store, 4, GroupBy::List), Some((1, vec![3], Some(0))));
}

#[test]
fn what_is_shown_redacted_stands_as_it_did() {
    let mut store = loaded(firm());
    store.set_query(query("limit:3 sort:calls-desc"));
    let redacted = store.redacted();
    let told = |store: &Store| store.agent_scores().map(|score| score.calls().total()).collect::<Vec<_>>();
    assert_eq!(told(&redacted), told(&store));
    assert!(redacted.agent_scores().all(|score| score.agent().is_none_or(|agent| agent.raw().starts_with("Agent "))));
}

/// Of rows with the same id the first one.
fn firsts(rows: impl IntoIterator<Item = Campaign>) -> Vec<Campaign> {
    let mut seen = std::collections::HashSet::new();
    rows.into_iter().filter(|row| seen.insert(row.id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn agents_come_to_what_their_rows_come_to(rows in campaigns(), filter in filter(), order in order()) {
        let mut store = loaded(rows.clone());
        store.set_order(order);
        store.set_query(query(&filter));
        let scores: Vec<AgentScore<'_>> = store.agent_scores().collect();
        prop_assert_eq!(scores.iter().map(AgentScore::campaigns).sum::<usize>(), store.totals().rows);
        for pair in scores.windows(2) {
            let [a, b] = [pair[0].success(), pair[1].success()];
            prop_assert!(a.is_of_too_few() <= b.is_of_too_few());
            prop_assert!(a.is_of_too_few() || b.is_of_too_few() || a.percent() >= b.percent());
        }
        let shown = firsts(rows.into_iter().filter(|row| store.query().matches(row)));
        for score in scores {
            let own = |row: &&Campaign| row.agent.as_ref().map(Shown::raw) == score.agent().map(Text::raw);
            prop_assert_eq!(score.campaigns(), shown.iter().filter(own).count());
        }
    }

    #[test]
    fn ranks_and_peers_are_what_counting_gives(rows in campaigns()) {
        let store = loaded(rows);
        let all = firsts(store.rows().map(|row| row.campaign.clone()));
        for row in store.rows().filter(|row| row.key().occurrence == 0) {
            let better = row.calls().map(|own| all.iter().filter(|other| other.stats.calls > Some(own)).count());
            prop_assert_eq!(store.rank_by_calls(row).map(|rank| rank.place), better.map(|better| better + 1));
            let told = store.rank_by_success(row).is_some();
            prop_assert_eq!(told, row.success().is_some_and(|success| !success.is_of_few()));
            let siblings = store.siblings(row, GroupBy::List);
            let same = |other: &&Campaign| other.list == row.list() && other.id != row.id();
            let others: Vec<&Campaign> = all.iter().filter(same).collect();
            prop_assert_eq!(siblings.map(|siblings| siblings.others()), row.list().map(|_| others.len()));
            if let Some(siblings) = siblings {
                let calls: Vec<_> = siblings.largest().map(|row| row.calls()).collect();
                prop_assert_eq!(calls.len(), others.len());
                prop_assert!(calls.windows(2).all(|pair| pair[0] >= pair[1]));
            }
        }
    }
}
