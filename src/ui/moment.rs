//! The field for a moment of the past, with what is understood of it while it is typed.
//!
//! ```text
//! ╭─ Go to ─────────────────── of Thu 26 Nov ─╮
//! │ ▸ 17:00                                   │
//! │ Thu 26 Nov 17:00 · 22 h ago               │
//! ╰───────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paragraph;
use super::popup::{self, Page, Place};
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::moment::MomentField;
use crate::domain::record::moment_said::{ago, dated};

const WIDEST: u16 = 60;
const EDGES: u16 = 2;
const EXAMPLES: &str = "3h · 14:00 · yesterday 9:00 · mon · 2026-11-24 17:00";

/// Draws the field over `area`.
pub fn draw(model: &Model, open: &MomentField, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let (now, zone) = (model.context.now.wall, model.context.prefs.zone);
    let (words, role) = match open.meant(now, zone) {
        _ if open.field.text().trim().is_empty() => (EXAMPLES.to_owned(), Role::Dim),
        Ok(at) => (format!("{} · {}", dated(at, now, zone), ago(at, now)), Role::Strong),
        Err(why) if why.ends_with("is yet to come") => (why, Role::Warning),
        // It may become one with the next letter.
        Err(_) => (EXAMPLES.to_owned(), Role::Dim),
    };
    let all = paragraph::wrapped(theme, &words, role, usize::from(wide));
    let room = usize::from(area.height.saturating_sub(EDGES + 1));
    let lines = if all.len() <= room { all } else { Vec::new() };
    let note = if open.day == zone.today(now) { String::new() } else { open.day.format("of %a %-d %b").to_string() };
    let place = Place { theme, title: "Go to a moment", note: &note, wide, area };
    popup::question(place, lines, 0, Some(&open.field), buf)
}
