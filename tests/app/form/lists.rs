//! Names and sizes of the case lists: when they are asked for, and what the form makes of them.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::form::pick_list::Pick;
use kaytop::app::form::review;
use kaytop::app::form::suggestions::line;
use kaytop::app::form::{Form, Popup};
use kaytop::app::keymap::Scope;
use kaytop::domain::budget::RateLimit;
use kaytop::domain::case_list::{CaseList, Page};
use kaytop::domain::draft::meaning::Severity;
use kaytop::domain::draft::{BodyField, Field};
use kaytop::domain::failure::Failure;
use kaytop::domain::shown::Shown;

use super::{FILLED, form, opened, text};
use crate::stage::Stage;
use crate::{notice, three};

const LIST: Field = Field::Body(BodyField::CaseListId);
const MINUTE: Duration = Duration::from_secs(60);

/// What is asked of the case lists: the search, and the page.
fn asks(effects: &[Effect]) -> Vec<(Option<&str>, usize)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::FetchCaseLists { search, page, .. } => Some((search.as_deref(), *page)),
            _ => None,
        })
        .collect()
}

/// The form on its audience, typing the case list, and these lists known.
fn known(page: Page) -> Stage {
    let mut stage = opened();
    stage.press("<pgdn><tab>");
    stage.answer_lists(Ok(page));
    stage
}

/// A page of case lists, each with its number, name and size; the listing has so many.
fn lists(lists: &[(i64, &str, i64)], total: i64) -> Page {
    let list =
        |(id, name, cases): &(i64, &str, i64)| CaseList { id: *id, name: Some(Shown::new(name)), cases: Some(*cases) };
    Page { lists: lists.iter().map(list).collect(), unreadable: 0, total: Some(total) }
}

fn few() -> Page {
    lists(&[(123, "Outreach list", 480), (318, "Roundup Feb", 1204), (7, "Nobody yet", 0)], 3)
}

/// So many lists of a long listing, from this page on.
fn hundred(page: i64) -> Page {
    let all: Vec<(i64, String)> =
        (0..100).map(|at| 1000 + 100 * page + at).map(|id| (id, format!("List {id}"))).collect();
    lists(&all.iter().map(|(id, name)| (*id, name.as_str(), 5)).collect::<Vec<_>>(), 3204)
}

fn hint(stage: &Stage) -> (String, bool) {
    let line = line(&stage.model.context, form(stage), LIST);
    (line.hint, line.hint_warns)
}

fn words(stage: &Stage) -> String {
    stage.model.context.case_list_words().map_or_else(String::new, |[full, _]| full)
}

fn rows(stage: &Stage) -> Vec<String> {
    let Some(Popup::Choices(list)) = &form(stage).popup else { unreachable!("no pick list") };
    let told = |row: Pick<'_>| match row {
        Pick::Line(line) => format!("{} {} {} {}", line.text, line.name(), line.size, line.note),
        Pick::AsTyped(text) => format!("as {text}"),
        Pick::Search(text) => format!("search {text}"),
    };
    list.picks().into_iter().map(told).collect()
}

#[test]
fn they_are_asked_for_when_the_audience_comes_on_screen_and_not_again_for_a_while() {
    let mut stage = Stage::with(three());
    assert!(asks(&stage.press("cWave")).is_empty(), "not before");
    assert_eq!(asks(&stage.press("<pgdn>")), [(None, 1)]);
    assert!(asks(&stage.press("abc<tab><tab>")).is_empty(), "one at a time");
    assert!(asks(&stage.answer_lists(Ok(few()))).is_empty());
    assert!(asks(&stage.press("<pgdn><pgup><ctrl-c>c")).is_empty(), "known");
    stage.press("<pgdn>");
    assert!(asks(&stage.pass(14 * MINUTE)).is_empty());
    assert!(asks(&stage.press("<pgup>")).is_empty());
    stage.press("<pgdn>");
    assert!(asks(&stage.pass(MINUTE)).is_empty(), "nothing is asked for by itself");
    assert_eq!(asks(&stage.press("<pgup>")), [(None, 1)]);
}

#[test]
fn pages_follow_one_another_up_to_the_most() {
    let mut stage = opened();
    stage.press("<pgdn>");
    for page in 1..5 {
        assert_eq!(asks(&stage.answer_lists(Ok(hundred(page)))), [(None, page as usize + 1)]);
        assert_eq!(stage.model.context.case_lists.known().len(), 100 * page as usize, "shown as they come");
    }
    assert!(asks(&stage.answer_lists(Ok(hundred(5)))).is_empty());
    assert_eq!(stage.model.context.case_lists.known().part().as_deref(), Some("first 500 of 3,204"));
}

#[test]
fn nothing_is_asked_while_frozen_and_pages_go_on_afterwards() {
    let mut stage = Stage::with(three());
    assert!(asks(&stage.press("fc<pgdn><tab><enter>")).is_empty());
    assert_eq!(words(&stage), "Names are not read yet. Frozen: f asks again.");
    assert!(asks(&stage.press("<ctrl-c>f")).is_empty(), "of no use any more");
    assert_eq!(asks(&stage.press("c")), [(None, 1)]);
    stage.press("<ctrl-c>f");
    assert!(asks(&stage.answer_lists(Ok(hundred(1)))).is_empty());
    assert_eq!(asks(&stage.press("f")), [(None, 2)]);
}

#[test]
fn a_key_that_may_not_read_them_is_never_said_a_word_of() {
    for failure in [
        Failure::Unauthorized { status: 401, said: None },
        Failure::Unauthorized { status: 403, said: None },
        Failure::Rejected { status: 404, said: None, problems: Vec::new() },
        Failure::Rejected { status: 405, said: None, problems: Vec::new() },
    ] {
        let mut stage = opened();
        stage.press("<pgdn><tab>");
        stage.answer_lists(Err(failure));
        assert!(asks(&stage.press("<enter>")).is_empty());
        assert_eq!((words(&stage), notice(&stage)), (String::new(), ""));
        assert_eq!(rows(&stage), ["123   3 campaigns, 70.8% success"]);
        stage.press("<esc>999");
        assert_eq!(hint(&stage), (String::new(), false));
        stage.press("<pgup>");
        stage.pass(20 * MINUTE);
        assert!(asks(&stage.press("<pgdn>")).is_empty(), "nor asked again");
    }
}

#[test]
fn other_trouble_is_told_in_the_pick_list_and_tried_again_when_that_opens_next() {
    let mut stage = opened();
    stage.press("<pgdn><tab>");
    stage.answer_lists(Err(Failure::Server { status: 503, said: None }));
    assert_eq!(notice(&stage), "");
    assert!(asks(&stage.press("<pgup><pgdn>")).is_empty());
    assert_eq!(asks(&stage.press("<tab><enter>")), [(None, 1)]);
    assert_eq!(words(&stage), "Reading names and sizes…");
    stage.answer_lists(Err(Failure::CutOff));
    assert_eq!(words(&stage), "Names could not be read: the connection broke before the answer was complete.");
    assert!(asks(&stage.press("<down><up>3")).is_empty());
    assert_eq!(asks(&stage.press("<esc><enter>")), [(None, 1)]);
}

#[test]
fn their_answers_count_for_the_budget_as_those_of_a_poll() {
    let mut stage = opened();
    let sent = stage.model.context.poll.sent_this_hour(Duration::ZERO);
    stage.press("<pgdn>");
    assert_eq!(stage.model.context.poll.sent_this_hour(Duration::ZERO), sent + 1);
    stage.limits = RateLimit { retry_after: Some(10 * MINUTE), ..RateLimit::default() };
    stage.answer_lists(Err(Failure::RateLimited { wait: Some(10 * MINUTE) }));
    stage.pass(9 * MINUTE);
    assert_eq!(stage.list_flight, None, "the polls wait too");
    assert!(asks(&stage.press("<tab><enter>")).is_empty());
    assert!(words(&stage).starts_with("Names are not read yet. The server asked to wait"), "{}", words(&stage));
    assert_eq!(asks(&stage.pass(2 * MINUTE)), [(None, 1)]);
}

#[test]
fn used_lists_come_first_and_each_has_its_name_and_size() {
    let mut stage = known(few());
    stage.press("<enter>");
    assert_eq!(
        rows(&stage),
        [
            "123 Outreach list 480 cases 3 campaigns, 70.8% success",
            "318 Roundup Feb 1,204 cases no campaign",
            "7 Nobody yet 0 cases no campaign",
        ]
    );
    stage.press("round<enter>");
    assert_eq!((text(&stage, LIST), hint(&stage)), ("318", ("“Roundup Feb” · 1,204 cases".to_owned(), false)));
}

#[test]
fn a_field_says_what_is_known_of_its_list() {
    let mut stage = opened();
    stage.press("<pgdn><tab>");
    assert_eq!(hint(&stage), ("Enter: 1 seen".to_owned(), false));
    stage.press("999");
    assert_eq!(hint(&stage), (String::new(), false), "nobody knows yet");
    stage.answer_lists(Ok(few()));
    assert_eq!((text(&stage, LIST), stage.model.scope()), ("999", Scope::FormText), "typing goes on");
    assert_eq!(hint(&stage), ("no list 999 among the 3 this key can read".to_owned(), true));
    stage.press("<bs><bs><bs>7");
    assert_eq!(hint(&stage), ("“Nobody yet” · 0 cases: nobody would be contacted".to_owned(), true));
    stage.press("<bs>");
    assert_eq!(hint(&stage), (String::new(), false), "Enter goes on from what was typed");
    stage.press("<tab><backtab>");
    assert_eq!(hint(&stage), ("Enter: 3 known".to_owned(), false));
    let stage = known(Page { unreadable: 1, ..few() });
    assert_eq!(hint(&stage).0, "Enter: 3 known");
}

#[test]
fn nothing_is_missed_from_a_listing_that_was_not_read_whole() {
    for page in [Page { unreadable: 1, total: Some(4), ..few() }, Page { total: Some(9), ..few() }] {
        let mut stage = known(page);
        stage.press("999");
        assert_eq!(hint(&stage), (String::new(), false));
    }
}

#[test]
fn the_review_tells_of_the_list() {
    for (id, summary, severity, note) in [
        ("318", "318 “Roundup Feb” · 1,204 cases", Severity::Info, "Case list 318: “Roundup Feb” · 1,204 cases."),
        (
            "7",
            "7 “Nobody yet” · 0 cases",
            Severity::Read,
            "Case list 7 is empty, “Nobody yet” · 0 cases: nobody would be contacted.",
        ),
        ("9", "9", Severity::Read, "No case list 9 is among the 3 this key can read: see that the id is right."),
    ] {
        let mut stage = opened();
        stage.press(&FILLED.replace("<tab>318<", &format!("<tab>{id}<")));
        stage.answer_lists(Ok(few()));
        let told = review::summary(form(&stage), &stage.model.context);
        assert!(told.iter().any(|line| line.label == "case list" && line.text.as_str() == summary), "{told:?}");
        let notes = review::notes(form(&stage), &stage.model.context);
        assert!(notes.iter().any(|found| found.severity == severity && found.text == note), "{notes:?}");
    }
}

#[test]
fn a_draft_resumed_on_the_review_knows_its_list_too() {
    let mut stage = opened();
    stage.press(FILLED);
    let mut other = Stage::with(three());
    other.model.form = Some(Box::new(Form::clone(form(&stage))));
    assert_eq!(asks(&other.press("c")), [(None, 1)]);
}

#[test]
fn what_was_not_read_is_searched_for_on_the_server() {
    let mut stage = opened();
    stage.press("<pgdn><tab>");
    for page in 1..=5 {
        stage.answer_lists(Ok(hundred(page)));
    }
    stage.press("<enter>");
    assert_eq!(words(&stage), "The first 500 of 3,204. Type part of a name to search the server (1 request).");
    stage.press("smith");
    assert_eq!(rows(&stage), ["search smith"]);
    assert_eq!(asks(&stage.press("<enter>")), [(Some("smith"), 1)]);
    assert_eq!(
        (words(&stage), rows(&stage)),
        ("Searching the server for “smith”…".to_owned(), vec!["as smith".to_owned()])
    );
    stage.answer_lists(Ok(lists(&[(9000, "Smith v. Jones", 12)], 1)));
    assert_eq!(rows(&stage), ["9000 Smith v. Jones 12 cases no campaign"]);
    stage.press("<enter>");
    assert_eq!((text(&stage, LIST), hint(&stage).0), ("9000", "“Smith v. Jones” · 12 cases".to_owned()));
    stage.press("<backtab><enter>nobody<enter>");
    stage.answer_lists(Ok(lists(&[], 0)));
    assert_eq!(words(&stage), "The server finds no list for “nobody”.");
    stage.press("<ctrl-u>else<enter>");
    stage.answer_lists(Err(Failure::CutOff));
    assert!(words(&stage).starts_with("The server could not be searched: "), "{}", words(&stage));
    assert_eq!(asks(&stage.press("<enter>")), [(Some("else"), 1)], "asked again by hand");
}

#[test]
fn a_search_waits_for_nothing_it_may_not_ask() {
    let mut stage = opened();
    stage.press("<pgdn>");
    for page in 1..=5 {
        stage.answer_lists(Ok(hundred(page)));
    }
    stage.press("<ctrl-c>fc<tab><enter>smith");
    assert!(asks(&stage.press("<enter>")).is_empty());
    assert_eq!(notice(&stage), "The server is not searched yet. Frozen: f asks again.");
}

#[test]
fn late_names_disturb_neither_the_choice_nor_what_is_typed() {
    let mut stage = opened();
    stage.press("<pgdn><tab><enter>");
    assert_eq!(rows(&stage).len(), 1);
    stage.press("2");
    stage.answer_lists(Ok(lists(&[(20, "Two", 1), (123, "Outreach", 480)], 2)));
    assert_eq!(rows(&stage)[..2], ["20 Two 1 case no campaign", "123 Outreach 480 cases 3 campaigns, 70.8% success"]);
    stage.press("<enter>");
    assert_eq!(text(&stage, LIST), "123", "the line that was chosen before");
}
