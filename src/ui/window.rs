//! The window on the columns: which of those that the user wants are on screen, how wide, and how many are not.
//!
//! A table that nobody rearranged keeps its most important columns and the one it is sorted by; those that do not fit come
//! after them and can be scrolled to. A rearranged table stays as the user arranged it, scrolled to the sorted column. The
//! fixed columns do not move and the name keeps its width, so that scrolling moves nothing but what is scrolled.
//!
//! What the columns leave over goes where ids and texts are cut, to each as far as its longest one needs it, then to the
//! drawn range until it is best read, then to the name.

use super::columns::{self, COLUMNS, ColumnSpec, ID, NAME};
use crate::app::columns::{Columns, FIXED};
use crate::domain::order::Column;

#[derive(Debug)]
pub struct Window {
    /// From left to right, each with its width. One blank separates two.
    pub columns: Vec<(&'static ColumnSpec, u16)>,
    pub fixed: usize,
    /// How many are scrolled away to the left.
    pub left: usize,
    /// How many stand further to the right.
    pub right: usize,
    /// How many columns the table can scroll.
    pub end: usize,
}

/// The name's least width on a screen that is not narrow: other columns give way to it.
const NAME_LEAST: u16 = 26;
/// Below this width a screen is narrow.
const NARROW: u16 = 55;
/// The name's least width on a narrow screen that shows the id as well, being sorted by it.
const NAME_BESIDE_ID: u16 = 14;
/// The name's least width on a wide screen if a name needs it, and from which width on a screen is wide.
const NAME_WIDE: u16 = 40;
const WIDE: u16 = 130;
/// No text but the name is given more columns than these; a sentence is given more.
const LONGEST: u16 = 32;
const SENTENCE: u16 = 60;

/// How many columns a drawn range is best read in.
const RANGE: u16 = 25;

type Fitted = (&'static ColumnSpec, u16);

impl Window {
    /// The window of a table `width` columns wide; `needs` says how many the longest value of a column takes.
    pub fn new(chosen: &Columns, sorted: Column, needs: impl Fn(Column) -> u16, width: u16) -> Self {
        let needs = |spec: &ColumnSpec| needs(spec.column);
        let shown = chosen.all().filter(|&column| chosen.shows(column));
        let wanted: Vec<Fitted> = shown
            .filter_map(|column| COLUMNS.iter().find(|spec| spec.column == column))
            .map(|spec| (spec, least(spec, sorted, needs(spec), width)))
            .collect();
        let kept = most_important(&wanted, sorted, width);
        let is_kept = |(spec, _): &Fitted| kept.contains(&spec.column);
        let (mut fixed, mut tape): (Vec<Fitted>, Vec<Fitted>) =
            wanted.into_iter().partition(|fitted| FIXED.contains(&fitted.0.column) && is_kept(fitted));
        let first = if chosen.in_order() {
            // What gave way comes last.
            tape.sort_by_key(|(spec, _)| FIXED.contains(&spec.column));
            fitting(&tape, (width + 1).saturating_sub(taken(&fixed)))
        } else {
            tape.sort_by_key(|column| !is_kept(column));
            kept.len() - fixed.len()
        };
        // The name has what the others leave before any scrolling.
        let mut unscrolled: Vec<Fitted> = tape.iter().take(first).copied().collect();
        let spare = (width + 1).saturating_sub(taken(&fixed) + taken(&unscrolled));
        share(&mut unscrolled, spare, &needs);
        let id: u16 = fixed.iter().filter(|(spec, _)| spec.column != NAME).map(|(_, wide)| wide + 1).sum();
        let others = id + taken(&unscrolled);
        if let Some(name) = fixed.iter_mut().find(|(spec, _)| spec.column == NAME) {
            name.1 = width.saturating_sub(others).max(name.1.min(width / 2));
        }
        let room = (width + 1).saturating_sub(taken(&fixed));
        let end = if first == tape.len() { 0 } else { scroll_end(&tape, room) };
        let count = |left: usize| if left == 0 { first } else { fitting(tape.get(left..).unwrap_or_default(), room) };
        let on_screen = |left: &usize| {
            tape.iter()
                .position(|(spec, _)| spec.column == sorted)
                .is_none_or(|at| (*left..*left + count(*left)).contains(&at))
        };
        let mut left = chosen.scroll().min(end);
        if chosen.shows_sorted() && sorted != ID {
            left = (0..=end).filter(on_screen).min_by_key(|other| other.abs_diff(left)).unwrap_or(left);
        }
        let count = count(left);
        let mut columns: Vec<Fitted> = tape.iter().skip(left).take(count).copied().collect();
        for (_, wide) in &mut columns {
            *wide = (*wide).min(room.saturating_sub(1));
        }
        let spare = room.saturating_sub(taken(&columns));
        share(&mut columns, spare, &needs);
        let right = tape.len() - left - count;
        let fixed_count = fixed.len();
        fixed.extend(columns);
        Self { fixed: fixed_count, left, right, end, columns: fixed }
    }
}

/// Gives the columns whose values are cut what they lack, or of too little `spare` to each its part; a drawn range has
/// what is left.
fn share(columns: &mut [Fitted], mut spare: u16, needs: &impl Fn(&ColumnSpec) -> u16) {
    let before = taken(columns);
    let is_drawn = |spec: &ColumnSpec| spec.column == columns::RANGE;
    let longest = |spec: &ColumnSpec| if spec.column == Column::Need { SENTENCE } else { needs(spec).min(LONGEST) };
    share_among(columns, spare, |spec| if is_drawn(spec) { 0 } else { longest(spec) });
    spare -= taken(columns) - before;
    share_among(columns, spare, |spec| if is_drawn(spec) { RANGE } else { 0 });
}

fn share_among(columns: &mut [Fitted], spare: u16, needs: impl Fn(&ColumnSpec) -> u16) {
    let lacks = |(spec, wide): &Fitted| u32::from(needs(spec).saturating_sub(*wide));
    let all: u32 = columns.iter().map(lacks).sum();
    let most = all.min(spare.into());
    let mut before = 0;
    for column in columns {
        // Rounding the sums leaves no column over.
        let behind = before + lacks(column);
        column.1 += (behind * most / all.max(1) - before * most / all.max(1)) as u16;
        before = behind;
    }
}

fn least(spec: &ColumnSpec, sorted: Column, need: u16, width: u16) -> u16 {
    match spec.column {
        NAME if width < NARROW && sorted == ID => NAME_BESIDE_ID,
        NAME if width >= WIDE => need.clamp(NAME_LEAST, NAME_WIDE),
        NAME if width >= NARROW => NAME_LEAST,
        ID => spec.width.max(need),
        _ => spec.width,
    }
}

/// The columns that remain when the least important ones go until the others fit: at least two, and always the sorted one.
fn most_important(wanted: &[Fitted], sorted: Column, width: u16) -> Vec<Column> {
    let rank = |(spec, _): &Fitted| if spec.column == sorted { 0 } else { spec.priority };
    let mut kept = wanted.to_vec();
    while kept.len() > 2 && taken(&kept) > width + 1 {
        let lowest = kept.iter().map(rank).max();
        kept.retain(|column| Some(rank(column)) != lowest);
    }
    if sorted == ID && kept.len() < wanted.len() && kept.iter().all(|(spec, _)| FIXED.contains(&spec.column)) {
        // No room for any number beside the id: the number counts for more.
        return most_important(wanted, NAME, width);
    }
    kept.iter().map(|(spec, _)| spec.column).collect()
}

/// The width of columns, each with the blank after it.
fn taken(columns: &[Fitted]) -> u16 {
    columns.iter().map(|column| column.1 + 1).sum()
}

/// How many columns fit into `room` from the left; one, cut, where none does.
fn fitting(columns: &[Fitted], room: u16) -> usize {
    let fits = |&count: &usize| columns.get(..count).is_some_and(|columns| taken(columns) <= room);
    (1..=columns.len()).rev().find(fits).unwrap_or(1).min(columns.len())
}

/// How many columns are scrolled away when the last one is on screen.
fn scroll_end(columns: &[Fitted], room: u16) -> usize {
    let fits = |&from: &usize| columns.get(from..).is_some_and(|rest| taken(rest) <= room);
    (0..columns.len()).find(fits).unwrap_or(columns.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Movement;
    use crate::domain::order::Column;

    fn titles(window: &Window) -> Vec<&'static str> {
        window.columns.iter().map(|(column, _)| column.title).collect()
    }

    fn fixed(window: &Window) -> Vec<(Column, u16)> {
        window.columns.iter().take(window.fixed).map(|&(spec, width)| (spec.column, width)).collect()
    }

    fn at(width: u16) -> Window {
        Window::new(&Columns::default(), NAME, |_| 3, width)
    }

    fn scrolled(columns: &mut Columns, times: usize, width: u16) -> Window {
        (0..times).for_each(|_| columns.scroll_by(Movement::Down));
        Window::new(columns, NAME, |_| 3, width)
    }

    #[test]
    fn narrow_screens_keep_what_matters() {
        assert_eq!(titles(&at(85)), ["ID", "NAME", "AGENT", "CALLS", "Δ", "PEND", "SUCC%", "CONV"]);
        assert_eq!(titles(&at(71)), ["ID", "NAME", "CALLS", "Δ", "PEND", "SUCC%", "CONV"]);
        assert_eq!(titles(&at(64)), ["ID", "NAME", "CALLS", "Δ", "SUCC%", "CONV"]);
        assert_eq!(titles(&at(57)), ["ID", "NAME", "CALLS", "SUCC%", "CONV"]);
        assert_eq!(titles(&at(36)), ["NAME", "CALLS", "SUCC%"]);
        assert_eq!(titles(&at(20)), ["NAME", "CALLS"]);
        assert_eq!(at(300).columns.len(), COLUMNS.len());
    }

    #[test]
    fn the_columns_never_take_more_than_there_is() {
        for width in 12..260 {
            for digits in [3, 12] {
                let window = Window::new(&Columns::default(), NAME, |_| digits, width);
                assert_eq!(taken(&window.columns) - 1, width, "{width} {digits}");
            }
        }
    }

    #[test]
    fn a_wide_table_cuts_no_text_while_there_is_room() {
        let needs = |column| match column {
            Column::Name => 48,
            Column::Agent => 22,
            Column::Origin => 60,
            _ => 3,
        };
        let width_of = |window: &Window, title: &str| {
            window.columns.iter().find(|(column, _)| column.title == title).map(|(_, width)| *width)
        };
        let wide = Window::new(&Columns::default(), NAME, needs, 390);
        let [name, agent, origin] = ["NAME", "AGENT", "ORIGIN"].map(|title| width_of(&wide, title).unwrap());
        assert!(name > 48 && (agent, origin) == (22, LONGEST), "{name} {agent} {origin}");
        let scarce = Window::new(&Columns::default(), NAME, needs, 250);
        let [name, agent] = ["NAME", "AGENT"].map(|title| width_of(&scarce, title).unwrap());
        assert!(name == NAME_WIDE && (13..22).contains(&agent), "{name} {agent}");
    }

    #[test]
    fn scrolling_reaches_every_column_and_moves_only_what_is_scrolled() {
        for width in 12..200 {
            for wide in [false, true] {
                let mut columns = Columns::default();
                if wide {
                    columns.toggle_wide();
                }
                let start = Window::new(&columns, NAME, |_| 3, width);
                let mut seen = titles(&start);
                for step in 1..=start.end {
                    let now = scrolled(&mut columns, 1, width);
                    assert_eq!((now.left, now.end), (step, start.end));
                    assert_eq!(fixed(&now), fixed(&start), "{width}");
                    assert!(taken(&now.columns) - 1 <= width, "{width} {:?}", titles(&now));
                    assert_eq!(now.left + now.columns.len() + now.right, COLUMNS.len());
                    seen.extend(titles(&now));
                }
                assert_eq!(scrolled(&mut columns, 99, width).right, 0);
                assert!(COLUMNS.iter().all(|column| seen.contains(&column.title)), "{width}: {seen:?}");
            }
        }
    }

    #[test]
    fn the_name_alone_takes_everything() {
        for step in [Movement::Up, Movement::Down] {
            let mut columns = Columns::default();
            columns.shift(Column::Agent, step).unwrap();
            columns.all().collect::<Vec<_>>().into_iter().for_each(|column| _ = columns.toggle(column));
            let window = Window::new(&columns, NAME, |_| 3, 40);
            assert_eq!((titles(&window), window.right, window.end), (vec!["NAME"], 0, 0));
            assert_eq!(taken(&window.columns) - 1, 40);
        }
    }

    #[test]
    fn a_table_that_was_rearranged_stands_as_told() {
        let mut columns = Columns::default();
        let updated = Column::Updated;
        (0..Columns::COUNT).for_each(|_| _ = columns.shift(updated, Movement::Up));
        assert_eq!(
            titles(&Window::new(&columns, NAME, |_| 3, 77)),
            ["ID", "NAME", "UPDATED BY", "AGENT", "LIST", "CALLS"]
        );
        columns.toggle(updated).unwrap();
        columns.toggle(ID).unwrap();
        assert_eq!(
            titles(&Window::new(&columns, NAME, |_| 3, 77)),
            ["NAME", "AGENT", "LIST", "CALLS", "TREND 24 h", "Δ"]
        );
    }

    #[test]
    fn who_needs_a_person_is_told_why_on_every_screen() {
        let columns = Columns::default();
        let columns = columns.chosen(&[Column::Need, Column::Calls, Column::CallsChange]);
        let why = |width| {
            let window = Window::new(&columns, Column::Need, |_| 3, width);
            window.columns.iter().find(|(spec, _)| spec.column == Column::Need).map(|(_, width)| *width)
        };
        assert_eq!([120, 100, 76, 73, 36].map(why), [Some(60), Some(52), Some(49), Some(46), Some(17)]);
    }

    #[test]
    fn the_sorted_column_is_on_screen_until_the_user_scrolls() {
        for width in 20..200 {
            for key in Column::ALL {
                for (rearranged, scrolled) in [(false, 0), (false, 9), (true, 0), (true, 9)] {
                    let sorted = key;
                    let mut columns = Columns::default();
                    if rearranged {
                        columns.shift(Column::Agent, Movement::Down).unwrap();
                    }
                    (0..scrolled).for_each(|_| columns.scroll_by(Movement::Down));
                    columns.show_sorted();
                    let window = Window::new(&columns, sorted, |_| 3, width);
                    let shown = window.columns.iter().any(|(spec, _)| spec.column == sorted);
                    // Where the id and the name leave no room, the id gives way.
                    let fits = width >= 27 || sorted != ID;
                    assert!(shown || !fits, "{width} {key:?} {rearranged} {scrolled}: {:?}", titles(&window));
                    assert!(taken(&window.columns) - 1 <= width, "{width} {key:?}");
                }
            }
        }
        let mut columns = Columns::default();
        columns.shift(Column::Agent, Movement::Down).unwrap();
        columns.show_sorted();
        let updated = Column::Updated;
        let scrolled = Window::new(&columns, updated, |_| 3, 77);
        assert!(scrolled.left > 0 && scrolled.right == 0, "{scrolled:?}");
        columns.settle(scrolled.left);
        columns.scroll_by(Movement::Up);
        assert_eq!(Window::new(&columns, updated, |_| 3, 77).left, scrolled.left - 1);
    }

    #[test]
    fn a_narrow_table_keeps_what_it_is_sorted_by() {
        let at = |key, width| titles(&Window::new(&Columns::default(), key, |_| 3, width));
        assert_eq!(at(Column::Id, 35), ["ID", "NAME", "CALLS", "SUCC%"]);
        assert_eq!(at(Column::Sentiment, 35), ["NAME", "CALLS", "SENT"]);
        assert_eq!(at(Column::Sentiment, 20), ["NAME", "SENT"]);
        assert_eq!((at(Column::Id, 27), at(Column::Id, 26)), (vec!["ID", "NAME", "CALLS"], vec!["NAME", "CALLS"]));
    }
}
