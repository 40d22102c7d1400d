//! What is under the cursor, briefly, in a box beside the table or below it: a campaign as drawn here, a group as in
//! [`super::group_panel`].
//!
//! ```text
//! ╭─ Campaign 481 ───────────────────────╮
//! │ Roundup intake wave 3                │
//! │ ! Quiet for 4 open hours, usual      │
//! │   38/h.                              │
//! │ agent       Docs-EN                  │
//! │ list        1629                     │
//! │ origin      csv_import               │
//! │ edited by   –                        │
//! │                                      │
//! │ calls         2,058                  │
//! │ ok              698 ━━━━━            │
//! │ failed        1,092 ━━━━━━━━         │
//! │ pending         268 ━━               │
//! │ last 24 h   ▁▁▁▁▁▁▁▂▅▇▆▃▁▄▆▇▇▅▂▁▁▁▁▁ │
//! │                                      │
//! │ success     39.0% poor               │
//! │ peers       62.4% same agent’s       │
//! │ of finished 1,790 ok + failed        │
//! │ vendor says 39.0% the same           │
//! │ conversion  25.3% of clients called  │
//! │ sentiment   0.41 scale unknown       │
//! ╰──────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::group_panel;
use super::panel::Panel;
use super::popup;
use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::store::{Group, Row};

/// From this width on, the outcome stands beside the identity: below the table there is width instead of height.
const BESIDE: u16 = 80;

/// The lines of a brief outcome before its rates: calls, ok, failed, pending.
const COUNTS: usize = 4;

pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let current = model.current();
    let group = model.current_group();
    let title = match (current, group) {
        (Some(row), _) => format!("Campaign {}", row.id()),
        (None, Some(group)) => format!("Group by {}", group.by().name()),
        (None, None) => "Campaign".to_owned(),
    };
    let inner = popup::frame(theme, &title, "", area, buf);
    let inner = popup::inset(inner);
    match (current, group) {
        (Some(row), _) => draw_campaign(model, row, theme, inner, buf),
        (None, Some(group)) => draw_group(model, &group, theme, inner, buf),
        (None, None) => {
            text::put(buf, text::row(inner, 0), &theme.line("No campaign selected.", Role::Dim));
            return;
        }
    }
    if model.context.is_old(Endpoint::Campaigns) {
        popup::age(theme, inner, buf);
    }
}

fn draw_campaign(model: &Model, row: Row<'_>, theme: Theme, area: Rect, buf: &mut Buffer) {
    let panel = |width: u16| Panel { model, row, theme, width: usize::from(width), brief: true };
    let half = area.width / 2;
    let beside = area.width >= BESIDE;
    let mut identity = panel(if beside { half.saturating_sub(2) } else { area.width }).identity().lines;
    let trend = panel(area.width.min(BESIDE)).trend();
    let outcome = |roomy| panel(if beside { half } else { area.width }).outcome(roomy).lines;
    let outcome = Some(outcome(area.height > 12))
        .filter(|lines| beside || identity.len() + lines.len() <= usize::from(area.height))
        .unwrap_or_else(|| outcome(false));
    if beside {
        identity.extend(trend.into_iter().flat_map(|trend| [Line::default(), trend]));
        popup::scrolled(&identity, 0, Rect { width: half.saturating_sub(2), ..area }, buf);
        popup::scrolled(&outcome, 0, Rect { x: area.x + half, width: area.width - half, ..area }, buf);
        return;
    }
    let mut outcome = outcome;
    if let Some(trend) = trend.filter(|_| usize::from(area.height) > identity.len() + outcome.len()) {
        outcome.insert(COUNTS.min(outcome.len()), trend);
    }
    let gap = usize::from(area.height) > identity.len() + outcome.len();
    let lines: Vec<Line<'_>> = identity.into_iter().chain(gap.then(Line::default)).chain(outcome).collect();
    popup::scrolled(&lines, 0, area, buf);
}

fn draw_group(model: &Model, group: &Group<'_>, theme: Theme, area: Rect, buf: &mut Buffer) {
    let beside = area.width >= BESIDE;
    let half = area.width / 2;
    let width = usize::from(if beside { half.saturating_sub(2) } else { area.width });
    let identity = group_panel::identity(model, group, theme, width);
    let largest = group_panel::largest(group, theme, width);
    let outcome = group_panel::outcome(model, group, theme, width, area.height > 12);
    let blank = || std::iter::once(Line::default());
    if beside {
        let left: Vec<Line<'_>> = identity.into_iter().chain(blank()).chain(largest).collect();
        popup::scrolled(&left, 0, Rect { width: half.saturating_sub(2), ..area }, buf);
        popup::scrolled(&outcome, 0, Rect { x: area.x + half, width: area.width - half, ..area }, buf);
        return;
    }
    let lines: Vec<Line<'_>> =
        identity.into_iter().chain(blank()).chain(outcome).chain(blank()).chain(largest).collect();
    popup::scrolled(&lines, 0, area, buf);
}
