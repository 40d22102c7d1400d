//! The pick list of the form: typing finds lines, Enter takes one.

use kaytop::app::effect::Effect;
use kaytop::app::form::pick_list::Pick;
use kaytop::app::form::{Focus, PickList, Popup};
use kaytop::app::geometry::Geometry;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::draft::{BodyField, Field, ReportField};
use kaytop::domain::shown::Shown;

use super::{form, text};
use crate::stage::Stage;
use crate::{notice, row};

const AGENT: Field = Field::Body(BodyField::AgentId);
const LIST: Field = Field::Body(BodyField::CaseListId);
const FREQUENCY: Field = Field::InReport(ReportField::Frequency);

/// The form on its audience, with a few agents in the table.
fn audience() -> Stage {
    let agents = ["mia_intake", "mia_intake", "noah_reminders", "ava_records", "ava_records", "ava_records"];
    let of = |(id, agent): (usize, &&str)| Campaign { agent: Some(Shown::new(agent)), ..row(id as i64, "Wave") };
    let mut stage = Stage::with(agents.iter().enumerate().map(of).collect());
    stage.press("c<pgdn>");
    stage
}

fn list(stage: &Stage) -> &PickList {
    match &form(stage).popup {
        Some(Popup::Choices(list)) => list,
        other => unreachable!("{other:?}"),
    }
}

fn rows(stage: &Stage) -> Vec<&str> {
    list(stage)
        .picks()
        .into_iter()
        .map(|row| match row {
            Pick::Line(line) => line.text.as_str(),
            Pick::AsTyped(text) | Pick::Search(text) => text,
        })
        .collect()
}

#[test]
fn letters_are_text_there_and_enter_takes_what_they_find() {
    let mut stage = audience();
    stage.press("<enter>");
    assert_eq!(
        (stage.model.scope(), rows(&stage)),
        (Scope::Choices, vec!["ava_records", "mia_intake", "noah_reminders"])
    );
    stage.press("jk?q");
    assert_eq!(list(&stage).filter.text(), "jk?q");
    stage.press("<ctrl-u>RE<bs>e");
    assert_eq!(rows(&stage), ["ava_records", "noah_reminders", "Re"]);
    stage.press("<down><enter>");
    assert_eq!((text(&stage, AGENT), form(&stage).focus), ("noah_reminders", Focus::Field(LIST)), "and goes on");
}

#[test]
fn the_list_opens_on_what_the_field_holds_and_esc_changes_nothing() {
    let mut stage = audience();
    stage.press("mia_intake<tab><backtab><enter>");
    assert_eq!((list(&stage).choice, list(&stage).filter.text(), rows(&stage).len()), (1, "", 3));
    stage.press("noah<esc>");
    assert_eq!((text(&stage, AGENT), stage.model.scope()), ("mia_intake", Scope::FormText));
}

#[test]
fn what_nothing_answers_to_is_taken_as_typed_where_anything_may_be() {
    let mut stage = audience();
    stage.press("<enter>abc_9<enter>");
    assert_eq!(text(&stage, AGENT), "abc_9");
    stage.press("<backtab><enter>mia<end><enter>");
    assert_eq!(text(&stage, AGENT), "mia", "the last row, also where a longer id answers");
}

#[test]
fn a_closed_choice_is_never_typed() {
    let mut stage = audience();
    stage.press("<esc>5 <tab><tab><enter>hourly<enter>");
    assert_eq!(notice(&stage), "No choice is called that: Ctrl-U clears what is typed, Esc closes.");
    assert_eq!((text(&stage, FREQUENCY), stage.model.scope()), ("", Scope::Choices));
    stage.press("<ctrl-u>month<enter>");
    assert_eq!(text(&stage, FREQUENCY), "monthly");
}

#[test]
fn a_paste_is_text_and_never_acts() {
    let mut stage = audience();
    stage.press("<enter>");
    stage.send(Msg::Pasted("mia\n\u{1b}[B".to_owned()));
    assert_eq!((list(&stage).filter.text(), text(&stage, AGENT)), ("mia ", ""));
    stage.send(Msg::Pasted("x".repeat(5000)));
    assert_eq!(notice(&stage), "Pasted 5000 characters, kept 996.");
}

#[test]
fn ends_and_pages_are_gone_to() {
    let mut stage = audience();
    stage.model.settle(Geometry { overlay_page: 10, ..Geometry::default() });
    stage.press("<enter><end>");
    assert_eq!(list(&stage).choice, 2);
    stage.press("<home>");
    assert_eq!(list(&stage).choice, 0);
    stage.press("<pgdn><down>");
    assert_eq!(list(&stage).choice, 2);
    stage.press("<pgup>");
    assert_eq!(list(&stage).choice, 0);
}

#[test]
fn letters_find_in_an_open_list_and_arrows_turn_a_closed_one() {
    let mut stage = audience();
    stage.press("<esc>5 <tab><tab>");
    assert_eq!(stage.model.scope(), Scope::FormChoice);
    let effects = stage.press("<enter>weekly<enter>");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Keep(Keep::WriteFile(_)))), "w is a letter here");
    assert_eq!(text(&stage, FREQUENCY), "weekly");
    stage.press("<enter>2<enter>");
    assert_eq!(text(&stage, Field::InReport(ReportField::Weekday)), "2");
    stage.press("<backtab><enter>tues<enter><backtab><left>");
    assert_eq!(text(&stage, Field::InReport(ReportField::Weekday)), "1", "arrows turn as before");
}

#[test]
fn tab_takes_what_is_chosen_too() {
    let mut stage = audience();
    stage.press("<esc>5 <tab><tab><enter>w<tab><enter>tu<tab>");
    assert_eq!((text(&stage, FREQUENCY), text(&stage, Field::InReport(ReportField::Weekday))), ("weekly", "2"));
}

#[test]
fn a_name_typed_for_the_case_list_is_looked_for() {
    let mut stage = audience();
    stage.press("<tab>round<enter>");
    assert_eq!((stage.model.scope(), list(&stage).filter.text()), (Scope::Choices, "round"));
    stage.press("<esc><ctrl-u><enter>");
    assert_eq!(
        (stage.model.scope(), list(&stage).filter.text()),
        (Scope::Choices, ""),
        "an empty field opens its list"
    );
}
