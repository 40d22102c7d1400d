//! The statement a person makes about a launch whose outcome is unknown.
//!
//! ```text
//! ╭─ It is there ──────────────────────────────────────────────── K7MW-3XQP ─╮
//! │ Roundup intake wave 4                                                    │
//! │ Type the number under which the web console shows it, and press Enter.   │
//! │ The list is looked at first; a number that is not in it is not taken.    │
//! │ ▸ 412                                                                    │
//! ╰──────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::paragraph;
use super::popup::{self, Page, Place};
use super::theme::{Role, Theme};
use crate::app::action::Claim;
use crate::app::model::Model;
use crate::app::statement::Statement;

const WIDEST: u16 = 76;
const EDGES: u16 = 2;

/// Draws the statement over `area`. A low screen leaves out what is done with it, so that the name, the question and the
/// field stay in sight.
pub fn draw(model: &Model, open: &Statement, theme: Theme, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let width = usize::from(wide);
    let room = usize::from(area.height.saturating_sub(EDGES));
    let whole = said(model, open, theme, width, true);
    let all = whole.len();
    let lines = if all < room { whole } else { said(model, open, theme, width, false) };
    let left_out = all.saturating_sub(lines.len());
    let place = Place { theme, title: title(open.claim), note: open.launch.as_str(), wide, area };
    popup::question(place, lines, left_out, Some(&open.field), buf)
}

fn title(claim: Claim) -> &'static str {
    match claim {
        Claim::Found => "It is there",
        Claim::NotThere => "It is not there",
    }
}

/// What stands above the field; with `how`, also what is done with the statement.
fn said(model: &Model, open: &Statement, theme: Theme, width: usize, how: bool) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |words: &str, role| lines.extend(paragraph::wrapped(theme, words, role, width));
    let launches = model.context.launches.newest_first();
    if let Some(launch) = launches.iter().find(|launch| launch.id == open.launch) {
        say(&launch.request.name, Role::Strong);
    }
    let (asks, does) = match open.claim {
        Claim::Found => (
            "Type the number under which the web console shows it, and press Enter.",
            "The list is looked at first; a campaign that was there before, or that is not in it, is not taken.",
        ),
        Claim::NotThere => (
            "Look in the web console. If it is not there, type its name, letter by letter, and press Enter.",
            "The list is looked at once more first. Its name may be used again then; a late duplicate is told for seven \
             days.",
        ),
    };
    say(asks, Role::Text);
    if how {
        say(does, Role::Dim);
    }
    if open.asking {
        say("Looking at the list…", Role::Strong);
    } else if let Some(why) = &open.refused {
        say(&format!("✗ {why}"), Role::Alert);
    }
    lines
}
