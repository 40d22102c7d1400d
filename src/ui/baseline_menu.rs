//! The menu of baselines: what changes can be compared with, each with the moment that it means now.
//!
//! ```text
//! ╭─ Compare with ───── :since names any moment ─╮
//! │     the refresh before                       │
//! │     the last look         Tue 3 Mar 18:04    │
//! │     an hour ago                     13:02    │
//! │ ▸ ● the start of today              00:00    │
//! │     the start of Monday   Mon 2 Mar 00:00    │
//! ╰──────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::popup::{self, Page, Place};
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::memory::Baseline;
use crate::domain::record::Second;

const WIDE: u16 = 44;

pub fn draw(model: &Model, theme: Theme, choice: usize, area: Rect, buf: &mut Buffer) -> Page {
    let context = &model.context;
    let (zone, now) = (context.prefs.zone, Second::of(context.now.wall));
    let lines: Vec<Line<'_>> = Baseline::NAMED
        .into_iter()
        .enumerate()
        .map(|(at, baseline)| {
            let held = if model.list.baseline == baseline { "●" } else { " " };
            let (mark, role) = if at == choice { ('▸', Role::Cursor) } else { (' ', Role::Text) };
            let when = if baseline == Baseline::Refresh {
                String::new()
            } else {
                baseline.looked(context.look.before()).when(now, zone)
            };
            // No moment is cut on a narrow screen.
            let named = baseline.about();
            let about = if area.width < WIDE { named.strip_prefix("the ").unwrap_or(named) } else { named };
            let wide = if area.width < WIDE { 15 } else { 20 };
            theme.line(format!("{mark} {held} {about:<wide$} {when:>16} "), role)
        })
        .collect();
    let place = Place { theme, title: "Compare with", note: ":since names any moment", wide: WIDE, area };
    popup::menu(place, &lines, choice, buf)
}
