//! The help: found by typing, run by Enter, in the place it was opened from.

use kaytop::app::effect::Effect;
use kaytop::app::help::{Entry, HelpView, sections};
use kaytop::app::key::Key;
use kaytop::app::keymap::{BINDINGS, Chord, Scope};
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::why::why_not;

use super::{Stage, current, ids, notice, three};

/// The heads of what is listed, section by section.
fn listed(stage: &Stage) -> Vec<(String, Vec<String>)> {
    let Some(Overlay::Help(palette)) = stage.model.overlays.last() else { return Vec::new() };
    let reason = |action| why_not(action, &stage.model);
    let sections = sections(stage.model.place(), palette.field.text(), reason).into_iter();
    sections.map(|section| (section.title, section.entries.iter().map(Entry::head).collect())).collect()
}

fn palette(stage: &Stage) -> HelpView {
    let Some(Overlay::Help(palette)) = stage.model.overlays.last() else { return HelpView::default() };
    palette.clone()
}

fn choice(stage: &Stage) -> usize {
    palette(stage).choice
}

#[test]
fn what_this_place_offers_comes_first_and_everything_is_listed() {
    for (keys, title) in [
        ("?", "In the table"),
        ("<enter>?", "In a campaign"),
        ("s?", "In the sort menu"),
        ("b?", "In freshness and requests"),
    ] {
        let mut stage = Stage::with(three());
        stage.press(keys);
        let listed = listed(&stage);
        let titles: Vec<&str> = listed.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, [title, "Elsewhere", "Filters to try", "Signs and words"], "{keys}");
        let (_, elsewhere) = &listed[1];
        let (_, here) = &listed[0];
        let all = here.len() + elsewhere.len();
        assert!(all > 30 && here.iter().all(|head| !head.is_empty()), "{keys}: {all}");
    }
}

#[test]
fn typing_finds_by_key_label_and_words_and_letters_do_nothing_else() {
    for (typed, first) in [
        ("q", "q"),
        ("S", "S"),
        ("gg", "gg Home"),
        ("freeze", "f"),
        ("frz", "f"),
        ("FREEZE", "f"),
        ("pause", "d Del"),
        ("delete", "d Del"),
        ("often less", "+"),
        ("≠", "≠"),
        ("fuzzy", "~lejn"),
    ] {
        let mut stage = Stage::with(three());
        stage.press("?");
        assert_eq!(stage.press(typed), [], "{typed}");
        let found = listed(&stage);
        assert_eq!(found.first().and_then(|(_, heads)| heads.first()).map(String::as_str), Some(first), "{typed}");
        assert!(!stage.model.context.poll.is_frozen());
    }
}

#[test]
fn enter_runs_what_is_chosen_where_the_help_was_opened() {
    let mut stage = Stage::with(three());
    stage.press("?freeze<enter>");
    assert!(stage.model.context.poll.is_frozen() && stage.model.overlays.is_empty());
    stage.press("<enter>?the next one<enter>");
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(2)));
    assert_eq!(stage.press("?quit from anywhere<enter>"), [Effect::Quit]);
    stage.press("?web console<ctrl-u>pause<enter>");
    assert!(notice(&stage).contains("web console"));
    assert_eq!(stage.model.scope(), Scope::Detail);
    stage.press("<esc>?open the campaign<down><enter>");
    assert_eq!(stage.model.detail().map(|detail| detail.tab.title()), Some("Raw JSON"), "the second of two");
}

#[test]
fn what_cannot_be_done_says_why_and_leaves_the_help_open() {
    for (keys, said) in [
        ("<enter>?column to sort<enter>", "Only in the table."),
        ("?drop<enter>", "Nothing is filtered: all campaigns are shown."),
        ("?stale<enter>", "This explains a sign: there is nothing to run."),
        ("?zzzz<enter>", "Nothing is found: Ctrl-U clears what is typed."),
        ("f?ask the server<enter>", "Frozen: f asks again."),
    ] {
        let mut stage = Stage::with(three());
        assert_eq!(stage.press(keys), [], "{keys}");
        assert_eq!((stage.model.scope(), notice(&stage)), (Scope::Help, said), "{keys}");
    }
}

#[test]
fn a_filter_of_the_help_is_tried_out() {
    let mut stage = Stage::with(three());
    stage.press("<enter>?fuzzy<enter>");
    assert_eq!((stage.model.scope(), stage.model.list.filter.field.text()), (Scope::Table, "~lejn"));
    assert!(ids(&stage).is_empty());
    stage.press("<esc>");
    assert_eq!(ids(&stage), [3, 2, 1]);
}

#[test]
fn the_choice_moves_by_lines_and_sections_and_stays_in_the_list() {
    let mut stage = Stage::with(three());
    stage.press("?<up>");
    assert_eq!(choice(&stage), 0);
    stage.press("<down><down>");
    assert_eq!(choice(&stage), 2);
    let lengths: Vec<usize> = listed(&stage).iter().map(|(_, heads)| heads.len()).collect();
    stage.press("<tab>");
    assert_eq!(choice(&stage), lengths[0]);
    stage.press("<tab><tab>");
    assert_eq!(choice(&stage), lengths[..3].iter().sum::<usize>());
    stage.press("<tab>");
    assert_eq!(choice(&stage), 0);
    stage.press("<backtab>");
    assert_eq!(choice(&stage), lengths[..3].iter().sum::<usize>());
    stage.press(&"<down>".repeat(lengths[3]));
    assert_eq!(choice(&stage), lengths.iter().sum::<usize>() - 1);
    stage.press("f");
    assert_eq!(choice(&stage), 0, "another search starts at its best");
}

#[test]
fn a_paste_is_searched_for() {
    let mut stage = Stage::with(three());
    stage.press("?<down>");
    stage.send(Msg::Pasted("fre\neze".to_owned()));
    assert_eq!((palette(&stage).field.text(), choice(&stage)), ("fre eze", 0));
    assert!(!stage.model.context.poll.is_frozen());
}

/// Dispatch and help tell the same reason.
#[test]
fn a_key_that_cannot_act_answers_with_the_reason_of_the_help() {
    let places = ["", "f", "<enter>", "b", "GG", "/nobody<enter>", "++++++++++", "----------"];
    let mut reasons = 0;
    for place in places {
        for binding in BINDINGS {
            let mut stage = Stage::with(three());
            stage.press(place);
            let here = binding.scopes.contains(&stage.model.scope());
            let Some(reason) = why_not(binding.action, &stage.model).filter(|_| here) else { continue };
            for chord in binding.chords {
                let keys: &[Key] = match chord {
                    Chord::One(key) => &[*key],
                    Chord::Twice(key) => &[*key, *key],
                    Chord::Digit => &[Key::Char('1')],
                };
                for key in keys {
                    assert_eq!(stage.send(Msg::Key(*key)), [], "{place} {binding:?}");
                }
                assert_eq!(notice(&stage), reason, "{place} {binding:?}");
            }
            reasons += 1;
        }
    }
    assert!(reasons > 15, "{reasons}");
}
