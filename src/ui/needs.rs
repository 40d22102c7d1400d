//! Which campaigns need a person, the worst first, each with why.
//!
//! ```text
//! ╭─ Needs you ───────────────────── 4 campaigns ─╮
//! │ ! 479 Depo follow-up                          │
//! │   quiet for 4 open hours, usual 38/h          │
//! │ ! 476 Hair relaxer docs                       │
//! │   its case list 318 also moves in 481         │
//! │ and 2 more                                    │
//! ╰───────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::layout::spot;
use super::theme::{Role, Theme};
use super::{panel, popup, text};
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::app::why_quiet;
use crate::domain::count::counted;
use crate::domain::failure::sentence;
use crate::domain::store::{Row, RowKey};

/// How far a sentence is set in.
const INDENT: &str = "  ";
/// A sentence takes at most so many lines; one where there is no room for all campaigns.
const SENTENCE: usize = 2;

/// Draws the panel into `area`. A click on a campaign opens it.
pub(super) fn draw(model: &Model, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) {
    let needs = model.context.store.needs_you();
    let all = needs.len();
    let known = model.context.store.memory().is_some();
    let note = if known || all > 0 { counted(all, "campaign") } else { String::new() };
    let inner = popup::inset(popup::frame(theme, "Needs you", &note, area, buf));
    let (width, height) = (usize::from(inner.width), usize::from(inner.height));
    let mut lines: Vec<(Line<'static>, Option<RowKey>)> = Vec::new();
    if let Some(why) = why_quiet::of_all(&model.context) {
        let quiet = text::wrap(&sentence(&format!("nobody is called: {why}")), width, SENTENCE + 1);
        lines.extend(quiet.into_iter().map(|line| (theme.line(line, Role::Text), None)));
    }
    let mut shown = 0;
    let most = if (1 + SENTENCE) * all + lines.len() > height { 1 } else { SENTENCE };
    for row in needs {
        let entry = entry(row, theme, width, most);
        let left = usize::from(shown + 1 < all);
        if lines.len() + entry.len() + left > height {
            break;
        }
        lines.extend(entry.into_iter().map(|line| (line, Some(row.key()))));
        shown += 1;
    }
    match all - shown {
        0 if all == 0 && lines.is_empty() => {
            let words = if known { "Nothing needs you." } else { "Known when the record answers." };
            lines.push((theme.line(words, Role::Dim), None));
        }
        0 => {}
        more => lines.push((theme.line(format!("and {} more", text::count(more as i64)), Role::Dim), None)),
    }
    for (y, (line, row)) in (0..).zip(&lines).take(height) {
        let place = text::row(inner, y);
        text::put(buf, place, line);
        spots.extend(row.and_then(|row| spot(place, 0, width, Target::Campaign(row))));
    }
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, inner, buf);
    }
}

fn entry(row: Row<'_>, theme: Theme, width: usize, most: usize) -> Vec<Line<'static>> {
    let id = format!("{} ", row.id());
    let name = text::fit(&panel::name(row), width.saturating_sub(2 + id.len())).into_owned();
    let head =
        Line::from(vec![theme.span("! ", Role::Warning), theme.span(id, Role::Dim), theme.span(name, Role::Strong)]);
    let why = row.need_words().unwrap_or_default();
    let why = text::wrap(&why, width.saturating_sub(INDENT.len()), most).into_iter();
    std::iter::once(head)
        .chain(why.map(|line| Line::from(vec![Span::raw(INDENT), theme.span(line, Role::Text)])))
        .collect()
}
