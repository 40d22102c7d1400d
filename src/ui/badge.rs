//! The badge of launches that need care: on every screen, whatever lies over it, at every size.
//!
//! ```text
//!  kaytop   LIVE  ! 1 launch unknown  L launches  public-api.kayse.ai      as of 14:02:05 CST · every 30 s
//!  LIVE  !! LATE DUPLICATE #412             as of 14:02:05 CST
//!  LIVE  !1 launch?       as of 14:02:05
//!  LIVE  !1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::text;
use super::theme::{Role, Theme};
use crate::app::action::Action;
use crate::app::keymap::BINDINGS;
use crate::app::launches::Alarm;
use crate::app::model::Model;
use crate::domain::count::plural;
use crate::domain::launch::words::numbers;
use crate::domain::launch::{Launch, Phase};

/// From this width on, the key fits beside an open campaign's name.
const KEYED: u16 = 120;

/// The badge for a line of `width` columns: it takes up to two fifths of them, or half for an alarm. Empty when no launch
/// needs care.
pub fn line(model: &Model, theme: Theme, width: u16) -> Line<'static> {
    let (alarm, open) = (alarm_words(model), open_words(model));
    let mut badges = SHORTENING.map(|wordings| joined(theme, [&alarm, &open], wordings)).to_vec();
    if let Some(longest) = badges.first().filter(|line| line.width() > 0)
        && (model.detail().is_none() || width >= KEYED)
    {
        let mut keyed = longest.clone();
        keyed.extend(key(model, theme));
        badges.insert(0, keyed);
    }
    let most = usize::from(if alarm.is_some() { width / 2 } else { width * 2 / 5 });
    let fits = badges.iter().position(|badge| badge.width() <= most);
    badges.swap_remove(fits.unwrap_or(badges.len() - 1))
}

/// Writes the badge over the right end of a screen that has no line for a header.
pub fn draw_over(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let badge = line(model, theme, area.width);
    if badge.width() == 0 || area.is_empty() {
        return;
    }
    // A column more: the half of a wide glyph that stays would be drawn over the badge.
    let cleared = (badge.width() as u16 + 1).min(area.width);
    Clear.render(Rect { x: area.right() - cleared, width: cleared, height: 1, ..area }, buf);
    text::put_right(buf, area, &badge);
}

/// A part of the badge, from the longest wording to the shortest.
type Wordings = [String; 3];

/// Which wording the alarm has, and which the rest beside it, from the longest badge to the shortest.
const SHORTENING: [[usize; 2]; 4] = [[0, 0], [0, 1], [1, 1], [2, 2]];

fn joined(theme: Theme, parts: [&Option<Wordings>; 2], wordings: [usize; 2]) -> Line<'static> {
    let mut line = Line::default();
    for ((part, wording), role) in parts.into_iter().zip(wordings).zip([Role::Alert, Role::Warning]) {
        let Some(words) = part.as_ref().and_then(|words| words.get(wording)) else { continue };
        if line.width() > 0 {
            line.push_span(Span::raw(" "));
        }
        line.push_span(theme.span(words.clone(), role));
    }
    line
}

/// The key that shows the launches, on screens where it does.
fn key(model: &Model, theme: Theme) -> Vec<Span<'static>> {
    let binding = BINDINGS.iter().find(|binding| binding.action == Action::OpenLaunches);
    let here = binding.filter(|binding| binding.scopes.contains(&model.scope()));
    here.map_or_else(Vec::new, |binding| {
        let key = theme.span(format!("  {}", binding.first_chord()), Role::Key);
        vec![key, Span::raw(format!(" {}", binding.label))]
    })
}

/// Launches that became more than one campaign.
fn alarm_words(model: &Model) -> Option<Wordings> {
    let count = model.context.launches.alarms().count();
    let (launch, alarm) = model.context.launches.alarms().next()?;
    let tiny = format!("!!{count}");
    if count > 1 {
        return Some([format!("!! {count} LAUNCHES DUPLICATED"), format!("!!{count} DOUBLE"), tiny]);
    }
    let ids = numbers(&launch.found);
    Some(match alarm {
        Alarm::LateDuplicate => [format!("!! LATE DUPLICATE {ids}"), "!!DUPLICATE".into(), tiny],
        Alarm::SeveralFound => [format!("!! {} FOUND {ids}", counted(launch.found.len())), "!!DOUBLE".into(), tiny],
    })
}

fn counted(found: usize) -> String {
    if found == 2 { "TWO".into() } else { found.to_string() }
}

/// Launches without an outcome.
fn open_words(model: &Model) -> Option<Wordings> {
    let under_way =
        |launch: &&Launch| !launch.phase.is_resolved() || model.context.launches.progress(&launch.id).is_some();
    let open: Vec<&Launch> = model.context.launches.newest_first().iter().filter(under_way).collect();
    let count = open.len();
    let unknown = open.iter().filter(|launch| launch.phase == Phase::Unknown).count();
    let out = open.iter().filter(|launch| launch.phase == Phase::Sending).count();
    let word = match (unknown, out) {
        (0, 0) => "confirmed",
        (0, n) if n == count => "sending",
        (n, _) if n == count => "unknown",
        (0, _) => "under way",
        _ => "unresolved",
    };
    let launches = plural(count, "launch", "launches");
    (count > 0).then(|| [format!("! {launches} {word}"), format!("!{launches}?"), format!("!{count}")])
}
