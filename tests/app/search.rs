//! The server's own search: sent on Enter only, and one question at a time.

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::domain::campaign::Listing;

use super::{Stage, ids, notice, row, three};

/// What the effects ask the list for.
fn asked(effects: &[Effect]) -> Vec<Option<&str>> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::FetchCampaigns { search, .. } => Some(search.as_deref()),
            _ => None,
        })
        .collect()
}

#[test]
fn the_server_is_asked_on_enter_and_only_for_something_new() {
    for (keys, expected) in [
        ("/key:out", &[][..]),
        ("/key:out<esc>", &[]),
        ("/key:out<enter>", &[Some("out")]),
        ("/key:out sum<enter>", &[Some("out")]),
        ("/sum<enter>", &[]),
        ("/key:out<enter>/ sum<enter>", &[Some("out")]),
        ("/key:out<enter>/<ctrl-u>key:round<enter>", &[Some("out"), Some("round")]),
        ("/key:out<enter><esc>", &[Some("out"), None]),
        ("/key:out<enter>0", &[Some("out"), None]),
        ("/key:out<enter>/<ctrl-u><esc>", &[Some("out")]),
    ] {
        let mut stage = Stage::with(three());
        assert_eq!(asked(&stage.press(keys)), expected, "{keys}");
    }
}

#[test]
fn what_the_command_line_searches_for_stands_until_a_filter_says_otherwise() {
    for (keys, expected) in [
        ("/sum<enter>", &[][..]),
        ("/key:round<enter>", &[Some("round")]),
        ("/key:round<enter><esc>", &[Some("round"), Some("out")]),
    ] {
        let mut stage = Stage::with(three());
        stage.model.open("", Some("out".to_owned()));
        assert_eq!(asked(&stage.press(keys)), expected, "{keys}");
    }
}

#[test]
fn the_answer_to_the_former_question_is_dropped() {
    let mut stage = Stage::with(three());
    stage.pass(std::time::Duration::from_secs(30));
    let former = stage.list_flight.unwrap();
    let effects = stage.press("/key:out<enter>");
    assert_eq!(asked(&effects), [Some("out")]);
    assert!(notice(&stage).contains("\"out\"") && notice(&stage).contains("1 request"), "{}", notice(&stage));

    stage.land(former, Ok(Listing { rows: vec![row(9, "of the former question")], unreadable: 0 }));
    assert_eq!(ids(&stage), [3, 2, 1], "an old answer changes nothing");
    stage.answer(Ok(vec![row(1, "Outreach")]));
    assert_eq!(ids(&stage), [1]);
}

#[test]
fn the_search_holds_for_the_polls_that_follow() {
    let mut stage = Stage::with(three());
    stage.press("/key:out<enter>");
    stage.answer(Ok(vec![row(1, "Outreach")]));
    assert_eq!(asked(&stage.pass(std::time::Duration::from_secs(30))), [Some("out")]);
}

#[test]
fn a_search_from_the_command_line_is_the_first_question() {
    for (filter, search, expected) in
        [("", None, None), ("", Some("out"), Some("out")), ("key:sum", None, Some("sum")), ("sum", None, None)]
    {
        let mut stage = Stage::unasked(Mode::Live);
        stage.model.open(filter, search.map(str::to_owned));
        assert_eq!(asked(&stage.send(kaytop::app::msg::Msg::Woke)), [expected], "{filter} {search:?}");
    }
}

#[test]
fn nobody_is_told_that_the_server_is_asked_while_it_is_not() {
    let mut stage = Stage::with(three());
    let effects = stage.press("f/key:out<enter>");
    assert_eq!(asked(&effects), [] as [Option<&str>; 0]);
    assert_eq!(notice(&stage), "The server is not asked for names with \"out\" yet. Frozen: f asks again.");
    assert_eq!(asked(&stage.press("f")), [Some("out")]);
}
