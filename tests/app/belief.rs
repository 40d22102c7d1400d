//! A list that lacks most of what was there is shown when it comes again; until then the old rows stay and are old.

use std::time::Duration;

use kaytop::app::poll::Endpoint;
use kaytop::domain::campaign::{Campaign, Listing};
use kaytop::domain::failure::Failure;

use super::form::{FILLED, form};
use super::{Stage, current, ids, row, three};

/// A dashboard of three campaigns that asks every five seconds, and its next answers.
fn answered(answers: &[Vec<Campaign>]) -> Stage {
    let mut stage = Stage::with(three());
    stage.press("---");
    for rows in answers {
        while stage.list_flight.is_none() {
            stage.pass(Duration::from_secs(5));
        }
        stage.answer(Ok(rows.clone()));
    }
    stage
}

#[test]
fn an_empty_list_after_a_full_one_keeps_the_rows_until_it_comes_again() {
    let mut stage = Stage::with(three());
    let loaded = stage.model.context.campaigns.loaded;
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok(vec![]));
    assert_eq!((ids(&stage), current(&stage)), (vec![3, 2, 1], Some(3)));
    assert!(stage.model.context.is_old(Endpoint::Campaigns), "the rows are shown as old");
    assert_eq!(stage.model.context.campaigns.loaded, loaded, "and are as old as they were");
    let said = stage.model.context.campaigns.failure.as_ref().map(|(_, failure)| failure.happened());
    assert_eq!(said.as_deref(), Some("the server sent an empty list after one of 3"));
    stage.pass(Duration::from_secs(29));
    assert!(stage.list_flight.is_none(), "the rhythm goes on as it was");
    stage.pass(Duration::from_secs(1));
    stage.answer(Ok(vec![]));
    assert_eq!(
        (ids(&stage), stage.model.context.campaigns.failure.is_none()),
        (vec![], true),
        "half a minute later it is true"
    );
}

#[test]
fn a_quick_rhythm_believes_no_earlier() {
    let none = vec![vec![]; 6];
    assert_eq!(ids(&answered(&none)), [3, 2, 1], "25 seconds after the first");
    let none = vec![vec![]; 7];
    assert_eq!(ids(&answered(&none)), [0; 0], "30 seconds after it");
    let back = [vec![vec![]; 5], vec![three()], vec![vec![]; 6]].concat();
    assert_eq!(ids(&answered(&back)), [3, 2, 1], "what came back in between begins anew");
}

#[test]
fn rows_that_cannot_be_read_any_more_are_not_passed_over() {
    let mut stage = Stage::with(three());
    stage.pass(Duration::from_secs(30));
    let ticket = stage.list_flight.take().unwrap();
    stage.land(ticket, Ok(Listing { rows: vec![row(3, "Summer")], unreadable: 2 }));
    assert_eq!((ids(&stage), stage.model.context.store.unreadable()), (vec![3, 2, 1], 0));
    let failure = stage.model.context.campaigns.failure.clone().unwrap().1;
    assert!(matches!(failure, Failure::Doubtful { unreadable: 2, .. }), "{failure:?}");
}

#[test]
fn a_search_of_the_server_finds_fewer_and_is_believed() {
    let mut stage = Stage::with(three());
    stage.press("/key:summer<enter>");
    stage.answer(Ok(vec![row(3, "Summer")]));
    assert_eq!(ids(&stage), [3]);
    stage.press("<esc>");
    stage.answer(Ok(vec![]));
    assert!(
        stage.model.context.campaigns.failure.is_some(),
        "what was known of the whole list is not forgotten meanwhile"
    );
}

/// What the form says about who else uses the case list, after these events.
fn told_of_the_list(events: fn(&mut Stage)) -> String {
    let mut stage = Stage::with(three());
    events(&mut stage);
    stage.press("c");
    stage.press(FILLED);
    let notes = &form(&stage).meaning().notes;
    notes.iter().map(|note| note.text.as_str()).filter(|text| text.contains("Who else")).collect()
}

#[test]
fn the_form_says_why_it_does_not_know_who_else_uses_the_list() {
    assert_eq!(told_of_the_list(|_| ()), "");
    for (events, why) in [
        ((|stage| drop(stage.pass(Duration::from_secs(61)))) as fn(&mut Stage), "the list is that of 14:02:05."),
        (
            |stage| {
                stage.press("f");
                stage.pass(Duration::from_secs(600));
            },
            "the list is that of 14:02:05.",
        ),
        (
            |stage| {
                stage.pass(Duration::from_secs(30));
                stage.answer(Err(Failure::CutOff));
            },
            "the list is that of 14:02:05, and the connection broke before the answer was complete.",
        ),
        (
            |stage| {
                stage.press("/key:out<enter>");
                stage.answer(Ok(three()));
            },
            "only what the server finds for \"out\" was read.",
        ),
        (
            |stage| {
                stage.pass(Duration::from_secs(30));
                let ticket = stage.list_flight.take().unwrap();
                stage.land(ticket, Ok(Listing { rows: three(), unreadable: 2 }));
            },
            "2 rows of the list could not be read.",
        ),
    ] {
        let told = told_of_the_list(events);
        assert!(told.ends_with(why) && told.contains("is not known: "), "{told} / {why}");
    }
}

#[test]
fn repeated_ids_count_once() {
    let mut stage = answered(&[[three(), three()].concat()]);
    assert_eq!((stage.model.context.store.shown(), stage.model.context.store.repeated()), (6, 3));
    let totals = stage.model.context.store.totals();
    assert_eq!((totals.rows, totals.calls.total()), (3, Some(3 * 132)));
    assert_eq!((stage.model.context.store.changes().new, stage.model.listed.grown_from()), (0, None));
    stage.press("/summer");
    assert_eq!(stage.model.context.store.totals().rows, 1);
}

#[test]
fn twice_the_rows_are_remarked_upon_for_a_while() {
    let six: Vec<Campaign> = (1..=6).map(|id| row(id, "Another")).collect();
    assert_eq!(answered(std::slice::from_ref(&six)).model.listed.grown_from(), Some(3));
    assert_eq!(answered(&vec![six; 8]).model.listed.grown_from(), None);
}
