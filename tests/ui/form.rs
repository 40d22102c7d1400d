//! The form that creates a campaign: each step, what lies over it, and the launch to its end.

use std::time::Duration;

use kaytop::app::connection::Mode;
use kaytop::app::drafts::DraftsView;
use kaytop::app::form::calendar::Calendar;
use kaytop::app::form::launch::{LaunchEnd, RefusalWords, Refused};
use kaytop::app::form::review::Shape;
use kaytop::app::form::sheet::Sheet;
use kaytop::app::form::{Focus, Form, LaunchStage, Popup, Saved};
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::text_field::TextField;
use kaytop::domain::case_list::{CaseList, Page};
use kaytop::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use kaytop::domain::draft::{BodyField, Draft, Field, ReportField, RunField, SlotField, Step};
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::{Launch, Phase};
use kaytop::domain::shown::Shown;
use kaytop::domain::time::Date;
use serde_json::{Value, json};

use super::golden::{rows, text};
use super::stage::{Stage, launch, stamp};
use super::states::{SMALL, Screen, USUAL, loaded, settled};
use super::{ASCII, COLOURLESS, FULL, frame};

const TINY: (u16, u16) = (40, 12);

/// Every screen that is kept.
pub(crate) const SCREENS: &[Screen] = &[
    ("form-basics", USUAL, FULL, basics),
    ("form-basics-80x24", SMALL, FULL, basics),
    ("form-basics-40x12", TINY, ASCII, basics),
    ("form-like", USUAL, FULL, like),
    ("form-like-80x24", SMALL, FULL, like),
    ("form-audience", USUAL, FULL, audience),
    ("form-audience-80x24", SMALL, FULL, audience),
    ("form-hours", USUAL, FULL, hours),
    ("form-hours-80x24", SMALL, FULL, hours),
    ("form-hours-40x12", TINY, FULL, hours),
    ("form-runs", USUAL, FULL, runs),
    ("form-runs-200x60", (200, 60), FULL, runs),
    ("form-runs-100x30", (100, 30), FULL, runs),
    ("form-runs-80x24", SMALL, FULL, runs),
    ("form-runs-60x20", (60, 20), FULL, runs),
    ("form-runs-40x12", TINY, ASCII, runs),
    ("form-runs-20x5", (20, 5), FULL, runs),
    ("form-runs-mono", USUAL, COLOURLESS, runs),
    ("form-runs-ascii", USUAL, ASCII, runs),
    ("form-report", USUAL, FULL, report),
    ("form-report-80x24", SMALL, FULL, report),
    ("form-report-40x12", TINY, FULL, report),
    ("form-review", USUAL, FULL, review),
    ("form-review-80x24", SMALL, FULL, review),
    ("form-review-40x12", TINY, ASCII, review),
    ("form-review-blocked", SMALL, FULL, blocked),
    ("form-code", USUAL, FULL, code),
    ("form-code-80x24", SMALL, FULL, code),
    ("form-code-40x12", TINY, ASCII, code),
    ("form-refused", SMALL, FULL, refused),
    ("form-same-name", USUAL, FULL, same_name),
    ("form-same-name-40x12", TINY, FULL, same_name),
    ("form-sending", SMALL, FULL, sending),
    ("form-created", SMALL, FULL, created),
    ("form-unknown", USUAL, FULL, unknown),
    ("form-unknown-80x24", SMALL, FULL, unknown),
    ("form-unknown-40x12", TINY, ASCII, unknown),
    ("form-calendar", USUAL, FULL, calendar),
    ("form-calendar-40x12", TINY, ASCII, calendar),
    ("form-days", USUAL, FULL, days),
    ("form-days-40x12", TINY, ASCII, days),
    ("form-lists", USUAL, FULL, lists),
    ("form-lists-80x24", SMALL, FULL, lists),
    ("form-lists-40x12", TINY, ASCII, lists),
    ("form-lists-search", USUAL, FULL, searched),
    ("form-lists-typed", USUAL, FULL, typed),
    ("form-list-missing", USUAL, FULL, missing),
    ("form-lists-failed", SMALL, FULL, unnamed),
    ("form-choices", SMALL, FULL, choices),
    ("form-choices-40x12", TINY, FULL, choices),
    ("form-pasted", USUAL, FULL, pasted),
    ("form-pasted-80x24", SMALL, FULL, pasted),
    ("form-pasted-40x12", TINY, ASCII, pasted),
    ("form-json", USUAL, FULL, editor),
    ("form-json-40x12", TINY, ASCII, editor),
    ("form-drafts", SMALL, FULL, drafts),
    ("form-drafts-40x12", TINY, ASCII, drafts),
    ("form-drafts-none", SMALL, FULL, no_drafts),
    ("form-sandbox", SMALL, FULL, sandbox),
    ("form-read-only", SMALL, FULL, read_only),
    ("form-not-saved", SMALL, FULL, not_saved),
    ("form-wide", USUAL, FULL, wide),
    ("form-wide-80x24", SMALL, FULL, wide),
    ("form-no-runs", USUAL, FULL, no_runs),
];

/// A plan of two runs, with a report.
pub(crate) fn plan() -> Value {
    json!({
        "name": "Roundup intake wave 4", "agent_id": "abc_771", "case_list_id": 318, "concurrency_limit": 0,
        "use_company_hours": false,
        "runs": [
            {"client_run_id": "run-1", "start_date": "2026-03-09", "end_date": "2026-03-13",
             "start_time": "09:00", "end_time": "17:00"},
            {"client_run_id": "run-2", "start_date": "2026-03-16", "end_date": "2026-03-20",
             "start_time": "09:00", "end_time": "17:00"},
        ],
        "report_schedule": {
            "name": "Weekly report", "frequency": "weekly", "weekday": 2, "time": "09:30",
            "recipients": ["reports@firm.com"], "run_client_ids": ["run-1"], "format": "csv",
        },
    })
}

/// The form with this plan, at this step, this field in focus.
pub(crate) fn open(plan: &Value, step: Step, focus: Focus) -> Stage {
    let mut stage = loaded();
    stage.journal(Ok(vec![]));
    let saved = SavedDraft {
        id: DraftId::from_bits(77),
        step,
        saved_at: stamp(Duration::ZERO).wall,
        copy_of: None,
        draft: Draft::from_plan(plan).unwrap(),
    };
    let mut form = Form::resume(saved, stage.model.context.today());
    form.focus = focus;
    form.weigh(&stage.model.context);
    stage.model.form = Some(Box::new(form));
    stage.model.overlays.push(Overlay::Form);
    stage
}

fn form(stage: &mut Stage) -> &mut Form {
    stage.model.form.as_deref_mut().unwrap()
}

fn at(step: Step, field: Field) -> Stage {
    open(&plan(), step, Focus::Field(field))
}

/// The field with the focus is typed into.
fn typing(mut stage: Stage) -> Stage {
    let form = form(&mut stage);
    let field = form.focused_field().unwrap();
    form.editing = Some(TextField::new(form.draft().text(field)));
    stage
}

fn basics() -> Stage {
    typing(at(Step::Basics, Field::Body(BodyField::Name)))
}

fn audience() -> Stage {
    let mut plan = plan();
    plan["concurrency_limit"] = json!("ten");
    plan.as_object_mut().unwrap().remove("case_list_id");
    typing(open(&plan, Step::Audience, Focus::Field(Field::Body(BodyField::CaseListId))))
}

fn hours() -> Stage {
    let mut plan = plan();
    plan["use_company_hours"] = json!(true);
    plan["business_hours"] = json!([
        {"start_time": "09:00", "end_time": "12:00"}, {"start_time": "13:00", "end_time": "17"},
    ]);
    for run in plan["runs"].as_array_mut().unwrap() {
        run.as_object_mut().unwrap().retain(|name, _| !name.ends_with("_time"));
    }
    typing(open(&plan, Step::Hours, Focus::Field(Field::InSlot(1, SlotField::End))))
}

/// The end of the second run is before its start.
fn runs() -> Stage {
    let mut plan = plan();
    plan["runs"][1]["end_date"] = json!("2026-03-01");
    typing(open(&plan, Step::Runs, Focus::Field(Field::InRun(1, RunField::EndDate))))
}

fn report() -> Stage {
    at(Step::Report, Field::InReport(ReportField::Weekday))
}

fn review() -> Stage {
    open(&plan(), Step::Review, Focus::Create)
}

pub(crate) fn blocked() -> Stage {
    let mut plan = plan();
    plan["runs"][1]["end_date"] = json!("2026-03-01");
    open(&plan, Step::Review, Focus::Field(Field::Plan))
}

fn launched(stage: LaunchStage) -> Stage {
    let mut open = review();
    form(&mut open).launch = stage;
    open
}

fn ours(phase: Phase) -> Box<Launch> {
    let found = if phase == Phase::Created { vec![482] } else { Vec::new() };
    Box::new(Launch { found, ..launch(77, "Roundup intake wave 4", phase) })
}

pub(crate) fn code() -> Stage {
    launched(LaunchStage::Ready {
        launch: ours(Phase::Draft),
        code: "K7MW".to_owned(),
        typed: "K".to_owned(),
        since: Duration::ZERO,
        at: Duration::ZERO,
        retyped: false,
    })
}

fn refusal(words: &str, same_name: bool) -> Stage {
    launched(LaunchStage::Refused(Refused {
        why: RefusalWords { words: words.to_owned(), same_name },
        name: same_name.then(|| TextField::new("Roundup in")),
    }))
}

fn refused() -> Stage {
    refusal("the list could not be read: the connection broke off", false)
}

fn same_name() -> Stage {
    refusal("the campaign 481 “Roundup intake wave 4” looks the same", true)
}

fn sending() -> Stage {
    launched(LaunchStage::Sending(ours(Phase::Sending)))
}

fn ended(phase: Phase) -> Stage {
    launched(LaunchStage::Ended(LaunchEnd { launch: ours(phase), unrecorded: None }))
}

fn created() -> Stage {
    ended(Phase::Created)
}

/// The journal knows of it too, so that the badge stands in the header.
pub(crate) fn unknown() -> Stage {
    let mut stage = ended(Phase::Unknown);
    stage.journal(Ok(vec![*ours(Phase::Unknown)]));
    stage
}

fn under(mut stage: Stage, popup: Popup) -> Stage {
    form(&mut stage).popup = Some(popup);
    stage
}

fn calendar() -> Stage {
    let field = Field::InRun(1, RunField::EndDate);
    under(at(Step::Runs, field), Popup::Calendar(Calendar { field, day: date(20), picked: None, bounds: (None, None) }))
}

/// Some days of the second run, which is from 2 to 6 March.
fn days() -> Stage {
    let field = Field::InRun(1, RunField::SelectedDays);
    let picked = Some([2, 4, 6].map(date).into());
    let bounds = (Some(date(2)), Some(date(6)));
    under(at(Step::Runs, field), Popup::Calendar(Calendar { field, day: date(4), picked, bounds }))
}

fn date(day: u32) -> Date {
    Date::from_ymd_opt(2026, 3, day).unwrap()
}

fn choices() -> Stage {
    let mut stage = report();
    stage.press("<enter>");
    stage
}

/// The pick list of the case list, with names.
fn lists() -> Stage {
    let mut stage = listed(named(20, 20));
    stage.press("<enter>");
    stage
}

/// Of a long listing a part was read: what is typed can be searched for on the server.
fn searched() -> Stage {
    let mut stage = at_list();
    for page in 0..5 {
        let mut lists = named(100, 3204);
        lists.lists.iter_mut().for_each(|list| list.id += 10_000 * page);
        stage.answer_lists(Ok(lists));
    }
    stage.press("<enter>smith");
    stage
}

/// Typed what nothing answers to.
fn typed() -> Stage {
    let mut stage = lists();
    stage.press("9001");
    stage
}

/// A list that a whole listing does not have.
fn missing() -> Stage {
    let mut stage = listed(named(20, 20));
    stage.press("999");
    stage
}

/// Names could not be read, nor when the list was opened.
fn unnamed() -> Stage {
    let mut stage = at_list();
    let down = || Failure::Server { status: 503, said: Some(Shown::new("Down for maintenance.")) };
    stage.answer_lists(Err(down()));
    stage.press("<enter>");
    stage.answer_lists(Err(down()));
    stage
}

/// Typing the case list.
fn at_list() -> Stage {
    let mut plan = plan();
    plan.as_object_mut().unwrap().remove("case_list_id");
    let mut stage = open(&plan, Step::Audience, Focus::Field(Field::Body(BodyField::AgentId)));
    stage.press("<tab>");
    stage
}

fn listed(page: Page) -> Stage {
    let mut stage = at_list();
    stage.answer_lists(Ok(page));
    stage
}

/// So many lists of so many, first some that the company's campaigns use.
fn named(count: i64, total: i64) -> Page {
    const NAMES: [&str; 5] = [
        "Roundup Feb",
        "Camp Lejeune veterans and surviving spouses: second medical records request (North Carolina)",
        "日本語クライアント 再連絡 👩‍👩‍👧",
        "Hair relaxer: unsigned\u{202e} retainers",
        "",
    ];
    const USED: [i64; 7] = [1250, 1028, 1051, 1296, 1347, 123, 1005];
    let list = |at: i64| CaseList {
        id: USED.get(at as usize).copied().unwrap_or(310 + at),
        name: Some(NAMES[at as usize % NAMES.len()]).filter(|name| !name.is_empty()).map(Shown::new),
        cases: (at % 7 != 3).then_some(at * at * 37 % 5000),
    };
    Page { lists: (0..count).map(list).collect(), unreadable: 0, total: Some(total) }
}

/// Three runs that are understood, one of them by a guess, two that are not, and a column that means nothing.
fn pasted() -> Stage {
    let mut stage = at(Step::Runs, Field::Runs);
    let rows = "run\tstart\tend\tfrom\tto\tmessages only\tOffice\n\
                wave-3\t23 Mar\tfri\t9am\t5\t\tNorth\n\
                wave-4\t2026-03-30\t2026-03-01\t09:00\t17:00\n\
                wave-5\t6 Apr\t\t\t\tyes\n\
                run-1\t2026-04-13\t2026-04-17\t09:00\t17:00\n\
                日本語 👩‍👩‍👧\u{202e}\t2026-04-20\t2026-04-24\t09:00\t17:00\n";
    stage.send(Msg::Pasted(rows.to_owned()));
    stage
}

/// Begun from a launch of the month before.
fn like() -> Stage {
    let mut stage = loaded();
    let mut earlier = launch(77, "Roundup intake wave 4", Phase::Created);
    earlier.request.body = plan().to_string().replace("2026-03-", "2026-02-");
    stage.journal(Ok(vec![earlier]));
    stage.press("Lt");
    stage
}

fn editor() -> Stage {
    let field = Field::InRun(0, RunField::Messages);
    let sheet =
        Sheet::new("[\n  {\n    \"text\": \"Hello 日本 {name}, this is a message that goes on and on and on\"\n  }\n");
    let problem = Some("EOF while parsing a list at line 5 column 0".to_owned());
    under(at(Step::Runs, field), Popup::Sheet { field, sheet, problem })
}

fn summary(bits: u64, title: &str, step: Step, days: u64) -> DraftSummary {
    let saved_at = stamp(Duration::ZERO).wall - Duration::from_secs(days * 24 * 60 * 60);
    DraftSummary {
        id: DraftId::from_bits(bits),
        title: Shown::new(title),
        step,
        saved_at,
        body: String::new(),
        copy: false,
        elsewhere: false,
    }
}

/// The second one is removed by y.
fn drafts() -> Stage {
    let mut stage = loaded();
    let removing = summary(2, "日本語クライアント 再連絡 👩‍👩‍👧", Step::Runs, 1);
    stage.model.overlays.push(Overlay::Drafts(DraftsView { choice: 1, removing: Some(removing.id.clone()) }));
    stage.model.drafts.known = vec![
        summary(1, "Roundup intake wave 4", Step::Review, 0),
        removing,
        DraftSummary {
            copy: true,
            ..summary(4, "Roundup intake wave 4, for those whose number changed", Step::Runs, 2)
        },
        summary(3, "(no name yet)", Step::Basics, 9),
    ];
    stage.model.drafts.notes = vec!["1 file is no draft and was set aside: K7MWABCD.json.damaged".to_owned()];
    stage.model.drafts.listed = true;
    stage
}

fn no_drafts() -> Stage {
    let mut stage = loaded();
    stage.model.overlays.push(Overlay::Drafts(DraftsView::default()));
    stage.model.drafts.listed = true;
    stage
}

fn sandbox() -> Stage {
    let mut stage = code();
    stage.model.context.connection.mode = Mode::Sandbox;
    stage.model.context.connection.host = Shown::new("127.0.0.1:41267");
    stage
}

fn read_only() -> Stage {
    let mut stage = review();
    stage.model.context.connection.read_only = true;
    stage
}

fn not_saved() -> Stage {
    let mut stage = basics();
    form(&mut stage).saved = Saved::Not("the disk is full".to_owned());
    stage
}

/// Wide glyphs wherever something is typed.
fn wide() -> Stage {
    let mut plan = plan();
    plan["name"] = json!("日本語クライアント 再連絡 👩‍👩‍👧 é\u{202e}");
    plan["runs"][0]["client_run_id"] = json!("日本語の実行 👩‍👩‍👧 もっと長い名前");
    plan["runs"][0]["end_date"] = json!("三月");
    typing(open(&plan, Step::Runs, Focus::Field(Field::InRun(0, RunField::EndDate))))
}

fn no_runs() -> Stage {
    let mut plan = plan();
    plan["runs"] = json!([]);
    open(&plan, Step::Runs, Focus::Field(Field::Runs))
}

/// Every state at this focus and that.
pub(crate) fn states() -> Vec<(&'static str, Stage)> {
    let mut seen: Vec<fn() -> Stage> = Vec::new();
    let mut states = Vec::new();
    for (name, _, _, state) in SCREENS {
        if !seen.iter().any(|known| std::ptr::fn_addr_eq(*known, *state)) {
            seen.push(*state);
            states.push((*name, state()));
        }
    }
    states
}

#[test]
fn the_focused_field_and_what_is_wrong_with_it_are_in_sight() {
    for size in [(200, 60), USUAL, (100, 30), SMALL, (60, 20), TINY] {
        for theme in [FULL, ASCII] {
            let mut stage = runs();
            let shown = text(&settled(&mut stage, size, theme));
            let sign = if theme == ASCII { 'x' } else { '✗' };
            for words in
                ["End date".to_owned(), format!("{sign} must not be before the start"), "2026-03-20".to_owned()]
            {
                assert!(shown.contains(&words), "{words:?} at {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn every_field_can_be_reached_and_seen() {
    for step in Step::ALL.into_iter().filter(|step| *step != Step::Review) {
        let stops = form(&mut at(step, Field::Plan)).stops();
        for focus in stops {
            for size in [USUAL, SMALL, TINY, (30, 8)] {
                let shown = text(&settled(&mut open(&plan(), step, focus), size, FULL));
                assert_eq!(shown.matches('▸').count(), 1, "{focus:?} at {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn the_cursor_stands_behind_what_is_typed() {
    for (state, before) in
        [(runs as fn() -> Stage, "2026-03-01"), (hours, "17"), (code, "K7MW   K"), (same_name, "Roundup in")]
    {
        for size in [USUAL, SMALL, TINY] {
            let mut stage = state();
            frame(&mut stage, size, FULL);
            let (buf, drawn) = frame(&mut stage, size, FULL);
            let cursor = drawn.cursor.unwrap_or_else(|| panic!("no cursor at {size:?}:\n{}", text(&buf)));
            let row = rows(&buf).nth(usize::from(cursor.y)).unwrap();
            let left: String = row[..usize::from(cursor.x)].iter().map(ratatui::buffer::Cell::symbol).collect();
            assert!(left.ends_with(before), "{left:?} at {size:?}");
        }
    }
}

#[test]
fn what_is_to_be_known_before_a_launch_stands_at_every_size() {
    for size in [(200, 60), USUAL, SMALL, (60, 20), TINY] {
        for (state, mode) in [(code as fn() -> Stage, "LIVE: real people"), (sandbox, "SANDBOX: practice")] {
            let shown = text(&settled(&mut state(), size, FULL));
            for words in ["annot be", "K7MW", mode] {
                assert!(shown.contains(words), "{words:?} at {size:?}:\n{shown}");
            }
        }
    }
}

#[test]
fn the_smallest_review_says_how_to_scroll_it() {
    let mut stage = review();
    assert!(text(&settled(&mut stage, TINY, FULL)).contains("PgDn reads on: "));
    stage.press("<end>");
    assert!(text(&settled(&mut stage, TINY, FULL)).contains("PgUp scrolls back up."));
    assert!(!text(&settled(&mut stage, USUAL, FULL)).contains("PgDn reads on"));
}

#[test]
fn a_small_review_tells_what_must_be_read_then_the_plan_then_the_other_notes() {
    for width in [59, 80] {
        let shown = text(&settled(&mut blocked(), (width, 90), FULL));
        let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words}:\n{shown}"));
        let notes = [at("1 blocking"), at("✗ run-2, end date"), at("! The name is")];
        let order = [notes.as_slice(), &[at("name Roundup"), at("i Hours are each"), at("[JSON]")]].concat();
        assert!(order.is_sorted(), "{order:?}:\n{shown}");
    }
}

#[test]
fn an_unknown_outcome_is_never_called_a_failure() {
    for size in [(200, 60), USUAL, SMALL, TINY] {
        let shown = text(&settled(&mut unknown(), size, FULL));
        assert!(shown.contains("Outcome unknown") && shown.contains("create it again"), "{shown}");
        assert!(!shown.to_lowercase().contains("failed"), "{shown}");
    }
}

#[test]
fn every_shape_of_the_request_is_shown() {
    for (shape, words) in
        [(Shape::Json, "\"case_list_id\": 318"), (Shape::Curl, "curl -sS"), (Shape::Toml, "case_list_id = 318")]
    {
        let mut stage = review();
        form(&mut stage).review.shape = shape;
        let shown = text(&settled(&mut stage, (200, 60), FULL));
        assert!(shown.contains(words) && shown.contains(&format!("[{}]", shape.title())), "{shown}");
    }
}

#[test]
fn the_text_is_the_same_with_and_without_colour() {
    for (name, mut stage) in states() {
        let [with, without] = [FULL, COLOURLESS].map(|theme| text(&settled(&mut stage, USUAL, theme)));
        assert_eq!(with, without, "{name}");
    }
}
