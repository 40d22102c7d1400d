//! Launches: the badge on every screen, and the view of them all.

use kaytop::app::connection::Mode;
use kaytop::app::mouse::{Gesture, Mouse};
use kaytop::app::msg::Msg;
use kaytop::domain::launch::{Launch, Phase};
use kaytop::ui::theme::Theme;
use ratatui::style::Color;

use super::golden::{rows, text};
use super::stage::{Stage, launch};
use super::states::{SMALL, Screen, USUAL, loaded, settled};
use super::{ASCII, COLOURLESS, FULL, fixture, frame};
use crate::samples::settings;

/// Every screen that is kept.
pub(crate) const SCREENS: &[Screen] = &[
    ("launch-unknown", USUAL, FULL, unknown),
    ("launch-unknown-80x24", SMALL, FULL, unknown),
    ("launch-unknown-60x20", (60, 20), FULL, unknown),
    ("launch-unknown-40x12", (40, 12), FULL, unknown),
    ("launch-unknown-20x5", (20, 5), FULL, unknown),
    ("launch-unknown-20x2", (20, 2), FULL, unknown),
    ("launch-unknown-30x1", (30, 1), FULL, unknown),
    ("launch-unknown-sandbox", (40, 12), ASCII, sandbox),
    ("launch-under-detail", SMALL, FULL, || pressed(unknown(), "<enter>")),
    ("launch-under-help", (40, 12), FULL, || pressed(unknown(), "?")),
    ("launch-duplicate", SMALL, FULL, duplicate),
    ("launch-duplicate-40x12", (40, 12), FULL, duplicate),
    ("launches", USUAL, FULL, || pressed(many(), "L")),
    ("launches-200x60", (200, 60), FULL, || pressed(many(), "Lj")),
    ("launches-80x24", SMALL, FULL, || pressed(many(), "L")),
    ("launches-60x20", (60, 20), ASCII, || pressed(many(), "LG")),
    ("launches-40x12", (40, 12), FULL, || pressed(unknown(), "L")),
    ("launches-20x5", (20, 5), FULL, || pressed(unknown(), "L")),
    ("launches-found-80x24", SMALL, FULL, || pressed(unknown(), "Lf")),
    ("launches-found-40x12", (40, 12), ASCII, not_found),
    ("launches-not-there", USUAL, FULL, || not_there("Round")),
    ("launches-not-there-40x12", (40, 12), FULL, || not_there("Round")),
    ("launches-alarm", SMALL, FULL, || pressed(alarms(), "L")),
    ("launches-empty", SMALL, FULL, || pressed(with(vec![]), "L")),
    ("launches-off", SMALL, FULL, off),
    ("launches-off-known", SMALL, FULL, off_known),
];

fn with(launches: Vec<Launch>) -> Stage {
    let mut stage = loaded();
    stage.journal(Ok(launches));
    stage
}

fn pressed(mut stage: Stage, keys: &str) -> Stage {
    stage.press(keys);
    stage
}

fn unknown() -> Stage {
    with(vec![Launch { looks: 4, ..launch(77, "Roundup intake wave 4", Phase::Unknown) }])
}

/// A number was stated that is not in the list.
fn not_found() -> Stage {
    let mut stage = pressed(unknown(), "Lf999<enter>");
    let id = stage.model.context.launches.newest_first()[0].id.clone();
    let why = "No campaign of that number is in the list. Nothing was changed.".to_owned();
    stage.send(Msg::StatementJudged(id, Err(why)));
    stage
}

/// Its name is being typed, long after the launch.
fn not_there(typed: &str) -> Stage {
    let open = launch(77, "Roundup intake wave 4", Phase::Unknown);
    let mut stage = with(vec![Launch { looks: 9, quiet_from: Some(open.changed.clone()), ..open }]);
    stage.pass(std::time::Duration::from_secs(11 * 60));
    stage.press("Lx");
    stage.press(typed);
    stage
}

fn late() -> Launch {
    Launch { found: vec![412], ..launch(5_000_000, "Talc status check", Phase::Released) }
}

fn duplicate() -> Stage {
    with(vec![late()])
}

fn two() -> Launch {
    Launch { found: vec![481, 480], ..launch(9_000_000, "Zantac status check", Phase::Matched) }
}

fn alarms() -> Stage {
    with(vec![launch(77, "Roundup intake wave 4", Phase::Unknown), two()])
}

/// A launch of each kind.
fn many() -> Stage {
    let near = Launch { near: vec![479], ..launch(77_000, "日本語 wave 4\u{202e}", Phase::Unknown) };
    let created = Launch { found: vec![481], ..launch(88_000, "Roundup intake wave 3", Phase::Created) };
    let old = |launch: Launch| {
        let wall = launch.changed.wall - std::time::Duration::from_secs(3 * 24 * 60 * 60);
        let changed = kaytop::domain::launch::Stamp { wall, ..launch.changed.clone() };
        Launch { confirmed: Some(changed.clone()), changed, ..launch }
    };
    with(vec![
        near,
        created,
        launch(99_000, "Bard port wave 2", Phase::Rejected),
        old(launch(111_000, "Talc status check", Phase::Released)),
        old(launch(222_000, "Draft of a very long name that goes on and on beyond every column", Phase::Draft)),
    ])
}

fn sandbox() -> Stage {
    let mut stage = Stage::new(Mode::Sandbox);
    stage.answer_settings(Ok(settings()));
    stage.answer(Ok(fixture::company()));
    stage.journal(Ok(vec![launch(77, "Roundup intake wave 4", Phase::Unknown)]));
    stage
}

fn off() -> Stage {
    let mut stage = loaded();
    stage.journal(Err("the journal /home/you/.local/state/kaytop/launches.db is damaged".to_owned()));
    pressed(stage, "L")
}

fn off_known() -> Stage {
    let mut stage = unknown();
    stage.journal(Err("the disk is full".to_owned()));
    pressed(stage, "L")
}

/// Which forms of the badge say enough in so many columns.
fn told(width: u16, words: [&'static str; 3]) -> Vec<&'static str> {
    let [long, short, tiny] = words;
    match width {
        60.. => vec![long],
        30.. => vec![long, short],
        3.. => vec![short, tiny],
        _ => vec!["!"],
    }
}

#[test]
fn the_badge_stands_on_every_screen_at_every_size() {
    for keys in ["", "<enter>", "<enter>i", "s", "C", "?", "b", "y", "/round", "L", "<enter>?", "e", "W"] {
        let mut open = pressed(unknown(), keys);
        let mut alarmed = pressed(duplicate(), keys);
        for width in (1..32).chain([40, 59, 60, 80, 100, 120, 200]) {
            for (height, theme) in [(1, FULL), (2, ASCII), (3, FULL), (5, COLOURLESS), (12, ASCII), (30, FULL)] {
                let held = |stage: &mut Stage, words| {
                    let shown = text(&frame(stage, (width, height), theme).0);
                    let head = shown.lines().next().unwrap_or_default();
                    assert!(
                        told(width, words).iter().any(|form| head.contains(form)),
                        "{keys} at {width}x{height}:\n{shown}"
                    );
                };
                held(&mut open, ["! 1 launch unknown", "!1 launch?", "!1"]);
                held(&mut alarmed, ["!! LATE DUPLICATE #412", "!!DUPLICATE", "!!1"]);
            }
        }
    }
}

#[test]
fn without_a_launch_that_needs_care_nothing_is_said() {
    let quiet = |theme: Theme| text(&settled(&mut loaded(), USUAL, theme));
    for phase in [Phase::Draft, Phase::Created, Phase::CreatedNoId, Phase::Rejected, Phase::NotSent, Phase::Released] {
        assert_eq!(text(&settled(&mut with(vec![launch(1, "A", phase)]), USUAL, FULL)), quiet(FULL), "{phase:?}");
    }
}

#[test]
fn the_key_is_named_where_it_works() {
    for (keys, named) in [("", true), ("s", true), ("/round", false), ("?", false), ("L", false)] {
        let shown = text(&settled(&mut pressed(unknown(), keys), USUAL, FULL));
        let head = shown.lines().next().unwrap();
        assert_eq!(head.contains("L launches"), named, "{keys}: {head}");
    }
}

#[test]
fn several_launches_are_counted() {
    let unknown = |bits| launch(bits, "A", Phase::Unknown);
    for (launches, words) in [
        (vec![unknown(1), unknown(2)], "! 2 launches unknown"),
        (vec![launch(1, "A", Phase::Sending)], "! 1 launch sending"),
        (vec![unknown(1), launch(2, "B", Phase::Sending)], "! 2 launches unresolved"),
        (vec![two()], "!! TWO FOUND #481 and #480"),
        (vec![two(), late()], "!! 2 LAUNCHES DUPLICATED"),
        (vec![unknown(1), late()], "!! LATE DUPLICATE #412 ! 1 launch unknown"),
    ] {
        let shown = text(&settled(&mut with(launches), USUAL, FULL));
        assert!(shown.lines().next().unwrap().contains(words), "{words}:\n{shown}");
    }
}

#[test]
fn the_badge_is_coloured_where_there_are_colours() {
    let (buf, _) = frame(&mut duplicate(), SMALL, FULL);
    let head = rows(&buf).next().unwrap();
    let at = head.iter().position(|cell| cell.symbol() == "!").unwrap();
    assert_ne!(head[at].fg, Color::Reset);
}

#[test]
fn a_click_on_a_launch_chooses_it() {
    for size in [USUAL, SMALL] {
        let mut stage = pressed(many(), "mL");
        let shown = text(&settled(&mut stage, size, FULL));
        let y = shown.lines().position(|line| line.contains("E77E-3333")).unwrap();
        stage.send(Msg::Mouse(Mouse { gesture: Gesture::Click, x: 30, y: y as u16 }));
        let now = text(&settled(&mut stage, size, FULL));
        assert!(now.contains("Refused by the server: Invalid case list (422)."), "{now}");
        assert!(now.contains("3 of 5"), "{now}");
    }
}

#[test]
fn a_statement_shows_the_name_what_is_asked_and_its_field_down_to_the_smallest_screen_that_is_promised() {
    for size in [(200, 60), USUAL, SMALL, (60, 20), (40, 12)] {
        for (mut stage, asked, typed) in
            [(not_found(), "Type the number", "999"), (not_there("Round"), "Look in the web console.", "Round")]
        {
            let shown = text(&settled(&mut stage, size, FULL));
            let lines: Vec<&str> = shown.lines().collect();
            let find = |words: &str| lines.iter().rposition(|line| line.contains(words));
            let (asked, field) = (find(asked).unwrap(), find(&format!("▸ {typed}")).unwrap());
            assert!(asked < field && lines[asked - 1].contains("Roundup intake wave 4"), "{size:?}:\n{shown}");
        }
    }
}

#[test]
fn a_page_that_is_whole_says_so() {
    let mut stage = pressed(unknown(), "L");
    settled(&mut stage, USUAL, FULL);
    let shown = text(&settled(&mut pressed(stage, "<pgdn>"), USUAL, FULL));
    assert!(shown.contains("All of it is on screen."), "{shown}");
}

#[test]
fn what_was_sent_can_be_read_to_its_end() {
    for size in [USUAL, SMALL, (40, 12), (20, 5)] {
        let mut stage = pressed(unknown(), "L");
        settled(&mut stage, size, FULL);
        for _ in 0..60 {
            stage.press("<pgdn>");
            settled(&mut stage, size, FULL);
        }
        let shown = text(&settled(&mut stage, size, FULL));
        let goes_on = |line: &str| line.contains(" more ") && line.contains('↓');
        assert!(!shown.lines().any(goes_on), "{shown}");
        assert!(shown.lines().any(|line| line.trim_matches(['│', ' ']).ends_with('}')), "{shown}");
    }
}
