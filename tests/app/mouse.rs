//! What a press and the wheel mean on the screen that was last drawn.

use std::time::Duration;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use kaytop::app::detail::Tab;
use kaytop::app::effect::Effect;
use kaytop::app::form::{Focus, Form, Popup};
use kaytop::app::geometry::{Area, Layer, Target};
use kaytop::app::help::HelpView;
use kaytop::app::key::keys;
use kaytop::app::model::Model;
use kaytop::app::mouse::{Gesture, Mouse};
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::record::Record;
use kaytop::app::update::update;
use kaytop::domain::alert::{Told, Ways};
use kaytop::domain::campaign::{Campaign, Listing};
use kaytop::domain::draft::{BodyField, Field, RunField, Step};
use kaytop::domain::order::{Column, Order};
use kaytop::domain::record::Second;
use kaytop::domain::store::Snapshot;
use kaytop::domain::time::{Now, from_unix};
use kaytop::ui::draw::draw;
use kaytop::ui::theme::Theme;

use crate::model::{START, connection, model};

/// A model with 100 campaigns and the real screen around it.
struct Screen {
    model: Model,
    size: (u16, u16),
    now: Now,
    drawn: Vec<String>,
}

impl Screen {
    fn new(size: (u16, u16)) -> Self {
        let now = Now { mono: Duration::ZERO, wall: from_unix(START).unwrap() };
        let mut model = model(now, connection("api.example", "https://api.example"));
        let rows = (1..=100).map(Campaign::unknown).collect();
        model.context.store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        model.list.follow(&model.context.store);
        let mut screen = Self { model, size, now, drawn: Vec::new() };
        screen.draw();
        screen.send(Msg::Mouse(Mouse { gesture: Gesture::Click, x: 1, y: 1 }));
        screen
    }

    fn on(size: (u16, u16)) -> Self {
        let mut screen = Self::new(size);
        screen.press("m");
        screen
    }

    fn draw(&mut self) {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = draw(&self.model, Theme::default(), &mut buf);
        self.model.settle(drawn.geometry);
        let rows = buf.content.chunks(usize::from(self.size.0).max(1));
        self.drawn = rows.map(|row| row.iter().map(Cell::symbol).collect()).collect();
    }

    /// The cell in which words begin, on the lowest line that has them.
    fn find(&self, words: &str) -> (u16, u16) {
        let found = self.drawn.iter().enumerate().rev().find_map(|(y, row)| Some((row.split_once(words)?.0, y)));
        assert!(found.is_some(), "no {words:?} on\n{}", self.drawn.join("\n"));
        let (before, y) = found.unwrap();
        (before.chars().count() as u16, y as u16)
    }

    fn click_on(&mut self, words: &str) -> Vec<Effect> {
        self.click(self.find(words))
    }

    fn form(&self) -> &Form {
        self.model.form.as_deref().unwrap()
    }

    fn send(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = update(&mut self.model, self.now, msg);
        self.draw();
        effects
    }

    fn press(&mut self, text: &str) -> Vec<Effect> {
        keys(text).into_iter().flat_map(|key| self.send(Msg::Key(key))).collect()
    }

    fn mouse(&mut self, gesture: Gesture, (x, y): (u16, u16)) -> Vec<Effect> {
        self.send(Msg::Mouse(Mouse { gesture, x, y }))
    }

    fn click(&mut self, at: (u16, u16)) -> Vec<Effect> {
        self.mouse(Gesture::Click, at)
    }

    /// A cell of a row of the table, counted from the first that shows.
    fn row(&self, row: u16) -> (u16, u16) {
        let Area { x, y, .. } = self.model.geometry.rows;
        (x + 3, y + row)
    }

    fn head(&self, column: Column) -> (u16, u16) {
        let head = self.model.geometry.heads.iter().find(|head| head.column == column).unwrap();
        (head.area.x, head.area.y)
    }
}

#[test]
fn the_mouse_is_the_terminals_until_it_is_asked_for() {
    let mut screen = Screen::new((120, 36));
    let at = screen.row(4);
    screen.click(at);
    assert_eq!(screen.model.list.position(), 0);
    assert_eq!(screen.press("m").last(), Some(&Effect::CaptureMouse(true)));
    assert!(screen.model.notice.as_ref().unwrap().text.contains("needs Shift"));
    screen.click(at);
    assert_eq!(screen.model.list.position(), 4);
    assert_eq!(screen.press("m").last(), Some(&Effect::CaptureMouse(false)));
    screen.click(screen.row(7));
    assert_eq!(screen.model.list.position(), 4);
}

#[test]
fn the_wheel_moves_the_window_by_three_rows_and_the_cursor_only_to_stay_in_it() {
    let mut screen = Screen::on((80, 24));
    screen.press("<down><down><down><down>");
    let at = screen.row(0);
    screen.mouse(Gesture::WheelDown, at);
    assert_eq!((screen.model.geometry.offset, screen.model.list.position()), (3, 4));
    screen.mouse(Gesture::WheelDown, at);
    assert_eq!((screen.model.geometry.offset, screen.model.list.position()), (6, 6));
    screen.mouse(Gesture::WheelUp, at);
    assert_eq!((screen.model.geometry.offset, screen.model.list.position()), (3, 6));
    (0..60).for_each(|_| drop(screen.mouse(Gesture::WheelDown, at)));
    let Area { height, .. } = screen.model.geometry.rows;
    assert_eq!(screen.model.geometry.offset, 100 - usize::from(height));
    (0..60).for_each(|_| drop(screen.mouse(Gesture::WheelUp, at)));
    assert_eq!((screen.model.geometry.offset, screen.model.list.position()), (0, usize::from(height) - 1));
}

#[test]
fn a_click_on_a_head_sorts_and_another_turns_the_order_round() {
    let mut screen = Screen::on((120, 36));
    let calls = screen.head(Column::Calls);
    screen.click(calls);
    assert_eq!(screen.model.list.order, Order::descending(Column::Calls));
    screen.click(calls);
    assert_eq!(screen.model.list.order, Order::ascending(Column::Calls));
    screen.click(screen.head(Column::Name));
    assert_eq!(screen.model.list.order, Order::ascending(Column::Name));
}

#[test]
fn two_quick_clicks_in_the_log_of_alerts_open_the_campaign() {
    let mut screen = Screen::on((120, 36));
    screen.model.context.record = Record::On;
    screen.press("!");
    let told = |campaign| Told {
        at: Second(START),
        alert: "Failing".to_owned(),
        campaign,
        name: None,
        since: Second(START),
        ways: Ways::default(),
        by: "screen 1".to_owned(),
        failure: None,
    };
    screen.send(Msg::Recalled(Recall::Alerts, Ok(Recalled::Alerts(vec![told(41), told(42)]))));
    let at = screen.find("Failing  42");
    screen.click(at);
    assert!(matches!(screen.model.overlays.last(), Some(Overlay::Alerts(view)) if view.choice == 1));
    screen.click(at);
    assert_eq!(screen.model.detail().map(|detail| detail.row.id), Some(42));
}

#[test]
fn two_quick_clicks_on_a_row_open_it() {
    let mut screen = Screen::on((120, 36));
    let (row, other) = (screen.row(5), screen.row(6));
    screen.click(row);
    screen.click(other);
    assert!(screen.model.overlays.is_empty(), "two rows, one click each");
    screen.now.mono += Duration::from_millis(401);
    screen.click(other);
    assert!(screen.model.overlays.is_empty(), "too slow");
    screen.click(other);
    assert!(matches!(screen.model.overlays.as_slice(), [Overlay::Detail(_)]));
}

#[test]
fn a_click_on_nothing_changes_nothing() {
    let mut screen = Screen::on((120, 36));
    let Area { x, y, width, height } = screen.model.geometry.rows;
    let before = (screen.model.list.position(), screen.model.list.order);
    for at in [(0, 0), (x + width + 5, y + 2), (x, y + height), (119, 35), (u16::MAX, u16::MAX), (x, u16::MAX)] {
        screen.click(at);
        assert_eq!((screen.model.list.position(), screen.model.list.order), before, "{at:?}");
        assert!(screen.model.overlays.is_empty(), "{at:?}");
    }
}

#[test]
fn a_click_beside_an_overlay_closes_that_one_alone() {
    let mut screen = Screen::on((120, 36));
    screen.press("<enter>?");
    screen.click((60, 18));
    assert_eq!(screen.model.overlays.len(), 2, "inside");
    screen.mouse(Gesture::WheelDown, (0, 0));
    screen.click((0, 0));
    assert!(matches!(screen.model.overlays.as_slice(), [Overlay::Detail(_)]));
    screen.click((0, 0));
    assert!(screen.model.overlays.is_empty());
}

#[test]
fn a_click_on_a_line_of_a_menu_chooses_it() {
    let mut screen = Screen::on((120, 36));
    screen.press("s");
    let Layer { lines, .. } = screen.model.geometry.layer;
    let calls = Column::ALL.iter().position(|column| *column == Column::Calls).unwrap() as u16;
    screen.click((lines.x, lines.y + calls));
    assert_eq!((screen.model.list.order, screen.model.overlays.len()), (Order::descending(Column::Calls), 0));
    screen.press("y");
    let Layer { lines, .. } = screen.model.geometry.layer;
    let effects = screen.click((lines.x, lines.y + 1));
    assert!(matches!(effects.as_slice(), [Effect::Copy(copied)] if copied.what == "id 100"), "{effects:?}");
}

#[test]
fn a_key_named_at_the_foot_can_be_clicked() {
    let mut screen = Screen::on((120, 36));
    screen.click_on("s sort");
    assert!(matches!(screen.model.overlays.as_slice(), [Overlay::Sort(_)]));
    screen.click_on("Esc back");
    assert!(screen.model.overlays.is_empty());
    screen.click_on("? help");
    assert!(matches!(screen.model.overlays.as_slice(), [Overlay::Help(_)]));
    screen.press("<esc>");
    assert_eq!(screen.click_on("q quit").last(), Some(&Effect::Quit));
}

#[test]
fn a_click_on_the_filter_line_edits_the_filter_where_the_click_was() {
    let mut screen = Screen::on((120, 36));
    screen.click_on("type / to filter");
    screen.press("abcdef<enter>");
    screen.click_on("def");
    screen.press("X");
    assert_eq!(screen.model.list.filter.field.text(), "abcXdef");
    let (x, y) = screen.find("abcXdef");
    screen.click((x + 30, y));
    screen.press("Y<esc>");
    assert_eq!(screen.model.list.filter.field.text(), "abcdef", "Esc restores what stood before the first click");
}

#[test]
fn a_long_filter_is_pointed_into_where_it_shows() {
    let mut screen = Screen::on((80, 24));
    screen.press(&format!("/{}needle", "x".repeat(200)));
    screen.click_on("edle");
    screen.press("|");
    assert!(screen.model.list.filter.field.text().ends_with("xne|edle"));
}

#[test]
fn the_pages_and_neighbours_of_a_campaign_can_be_clicked() {
    let mut screen = Screen::on((120, 36));
    let first = screen.row(0);
    screen.click(first);
    screen.click(first);
    screen.click_on("Raw JSON");
    assert_eq!(screen.model.detail().unwrap().tab, Tab::Raw);
    screen.click_on("Overview");
    assert_eq!(screen.model.detail().unwrap().tab, Tab::Overview);
    let (x, y) = screen.find("( 1 of 100 )");
    screen.click((x + 11, y));
    assert_eq!(screen.model.detail().unwrap().row.id, 99);
    screen.click((x, y));
    assert_eq!(screen.model.detail().unwrap().row.id, 100);
}

#[test]
fn an_entry_of_the_help_is_chosen_by_a_click_and_run_by_two() {
    let mut screen = Screen::on((120, 36));
    screen.press("?freeze");
    let (x, y) = screen.find("─ Help");
    let entry = (x + 3, y + 3);
    assert!(screen.drawn[usize::from(y) + 3].contains("freeze: no requests"));
    screen.click(entry);
    assert!(!screen.model.context.poll.is_frozen());
    screen.click(entry);
    assert!(screen.model.context.poll.is_frozen() && screen.model.overlays.is_empty());
}

#[test]
fn steps_fields_and_buttons_of_the_form_can_be_clicked_at_every_size() {
    for size in [(120, 36), (80, 24)] {
        let mut screen = Screen::on(size);
        screen.press("c");
        screen.click_on("Audience");
        assert_eq!(screen.form().step, Step::Audience);
        screen.click_on("Case list");
        assert_eq!(screen.form().focus, Focus::Field(Field::Body(BodyField::CaseListId)));
        assert!(screen.form().editing.is_some(), "typing begins");
        screen.click_on("[ ");
        assert_eq!(screen.form().step, Step::Hours, "the button goes on");
        screen.click_on("Runs");
        screen.press("a");
        assert_eq!(screen.form().step, Step::Runs);
    }
}

#[test]
fn a_day_of_the_calendar_and_a_line_of_a_list_are_taken_by_a_click() {
    let mut screen = Screen::on((120, 36));
    screen.press("c");
    screen.click_on("Runs");
    screen.press("a");
    screen.click_on("Start date  ");
    screen.click_on("Start date  ");
    assert!(matches!(screen.form().popup, Some(Popup::Calendar(_))), "a second click opens what there is to pick");
    let days: Vec<Area> = screen
        .model
        .geometry
        .spots
        .iter()
        .filter_map(|spot| match spot.target {
            Target::Day(_) => Some(spot.area),
            _ => None,
        })
        .collect();
    let Area { x, y, width, .. } = days[14];
    let words: String = screen.drawn[usize::from(y)].chars().skip(x.into()).take(width.into()).collect();
    assert_eq!((words.trim(), days.len()), ("15", 31));
    screen.click((x + 3, y));
    assert_eq!(screen.form().popup, None);
    let run = screen.form().draft().run_count() - 1;
    assert_eq!(screen.form().draft().text(Field::InRun(run, RunField::StartDate)), "2026-03-15");
}

#[test]
fn what_was_meant_for_another_layer_is_dropped() {
    let mut screen = Screen::on((120, 36));
    screen.model.overlays.push(Overlay::Help(HelpView::default()));
    update(&mut screen.model, screen.now, Msg::Mouse(Mouse { gesture: Gesture::Click, x: 0, y: 0 }));
    assert_eq!(screen.model.overlays.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_mouse_anywhere_breaks_anything(
        size in (0..140_u16, 0..45_u16),
        events in prop::collection::vec(
            (
                prop::sample::select(vec![Gesture::Click, Gesture::WheelUp, Gesture::WheelDown]),
                prop_oneof![8 => 0..150_u16, 1 => Just(u16::MAX)],
                prop_oneof![8 => 0..50_u16, 1 => Just(u16::MAX)],
                prop::sample::select(vec!["", "", "s", "?", "y", "<enter>", "b", "/9<enter>", "<esc>", "G", "c", "<esc>6", "<esc>4a", "D"]),
                prop::option::weighted(0.1, (0..140_u16, 0..45_u16)),
            ),
            0..20,
        ),
    ) {
        let mut screen = Screen::on(size);
        for (gesture, x, y, keys, resized) in events {
            screen.size = resized.unwrap_or(screen.size);
            let done = [screen.mouse(gesture, (x, y)), screen.press(keys)].concat();
            let sends = |effect: &Effect| matches!(effect, Effect::Launch { .. });
            prop_assert!(!done.iter().any(sends));
            prop_assert!(screen.model.list.position() < screen.model.context.store.shown().max(1));
        }
    }
}
