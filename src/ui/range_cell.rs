//! The success of a line of the table as a range on the axis that all lines share, beside the rate of all that is shown.
//!
//! ```text
//! 30%     RANGE      90%
//!      ├━●━┤ │               poor
//!             │   ├●┤        good
//!       ├━━━━━│●━━━━━┤       of few calls
//!             ●              all that is shown
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::axis::{Axis, Mark};
use super::theme::{Role, Theme};
use super::{grade, text};
use crate::domain::judgement::Grade;
use crate::domain::significance::Proportion;
use crate::domain::store::Store;

/// From one end of the axis to the other, at least, and what both are a multiple of: in points.
const LEAST: f64 = 20.0;
const STEP: f64 = 10.0;

/// Draws a line's success; `over` is how the whole line looks, where it has no colours of its own.
pub fn draw(
    store: &Store,
    own: Option<Proportion>,
    grade: Grade,
    over: Option<Role>,
    theme: Theme,
    room: Rect,
    buf: &mut Buffer,
) {
    let mark = Mark {
        rate: own.map(Proportion::percent),
        range: own.and_then(Proportion::range),
        pool: store.totals().success.percent(),
    };
    let role = over.unwrap_or(grade::role(grade));
    text::put(buf, room, &Line::from(axis(store, room.width).bare(mark, role, theme)));
}

/// The ends of the axis, and between them what it shows as far as there is room.
pub fn head(store: &Store, width: u16) -> String {
    const TITLE: &str = "RANGE";
    let (low, high) = ends(store);
    let (low, high, width) = (format!("{low:.0}%"), format!("{high:.0}%"), usize::from(width));
    let between = width.saturating_sub(low.len() + high.len());
    if between < TITLE.len() + 2 {
        return text::fit(TITLE, width).into_owned();
    }
    format!("{low}{TITLE:^between$}{high}")
}

fn axis(store: &Store, width: u16) -> Axis {
    let (low, high) = ends(store);
    Axis::between(low, high, width.into())
}

/// The axis spans the success of all campaigns, so that it stands still while rows are found and ordered.
fn ends(store: &Store) -> (f64, f64) {
    let Some((low, high)) = store.success_span() else { return (0.0, 100.0) };
    let (low, high) = ((low / STEP).floor() * STEP, (high / STEP).ceil() * STEP);
    let wanting = (LEAST - (high - low)).max(0.0);
    let low = (low - (wanting / 2.0 / STEP).ceil() * STEP).clamp(0.0, 100.0 - LEAST);
    (low, high.max(low + LEAST).min(100.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, Listing, Stats};
    use crate::domain::store::Snapshot;

    fn store(successes: &[(i64, i64)]) -> Store {
        let rows = (1..).zip(successes).map(|(id, &(ok, failed))| Campaign {
            stats: Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() },
            ..Campaign::unknown(id)
        });
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows: rows.collect(), unreadable: 0 }));
        store
    }

    #[test]
    fn the_axis_spans_all_campaigns_with_enough_calls_to_round_ends() {
        let wide = store(&[(410, 590), (890, 110), (0, 9), (9, 0)]);
        assert_eq!(head(&wide, 20), "40%    RANGE     90%");
        assert_eq!([head(&wide, 13), head(&wide, 12), head(&wide, 3)], ["40% RANGE 90%", "RANGE", "RA…"]);
        for (one, expected) in [((640, 360), (50.0, 70.0)), ((1_000, 0), (80.0, 100.0)), ((0, 1_000), (0.0, 20.0))] {
            assert_eq!(ends(&store(&[one])), expected, "{one:?}");
        }
        assert_eq!(ends(&Store::default()), (0.0, 100.0));
    }

    #[test]
    fn a_line_shows_its_range_beside_the_rate_of_all() {
        let store = store(&[(300, 700), (700, 300)]);
        let drawn = |ok: i64, of: i64| {
            let mut buf = Buffer::empty(Rect::new(0, 0, 21, 1));
            draw(&store, Proportion::new(ok, of), Grade::Plain, None, Theme::default(), buf.area, &mut buf);
            buf.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>()
        };
        assert_eq!(drawn(46_000, 100_000), "        ● │          ");
        assert_eq!(drawn(1_160, 2_000), "          │  ├●┤     ");
        assert_eq!(drawn(1, 9), "●━━━━━━┤  │          ", "beyond the axis");
        assert_eq!(drawn(0, 0), "          │          ", "unknown");
    }
}
