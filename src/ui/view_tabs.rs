//! The views in a row, the open one in brackets, in the longest wording that fits.
//!
//! ```text
//!   1 All 143 │[2 Worst success* 89]│ 3 Largest pending 131
//!   1 All 143 │[2 Worst success* 89]│ 3 Larges… 131
//!   1 │[2 Worst success* 89]│ 3
//! ```
//!
//! `!` stands behind how many campaigns need a person. `*` says that what is shown is no longer what the view says. On a low screen the open view stands before the filter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::layout::spot;
use super::text;
use super::theme::{Role, Theme};
use crate::app::action::Action;
use crate::app::geometry::{Spot, Target};
use crate::app::model::Model;
use crate::app::views::Tab;
use crate::domain::shown::Shown;

/// The number of columns that the names of closed views may take, from the longest wording to the shortest.
const NAMES: [usize; 6] = [usize::MAX, 16, 12, 9, 6, 0];

/// How many views have a key.
const KEYS: usize = 9;

/// The fewest columns in which a view's name says something.
const NAME: usize = 12;

/// The tabs of a line, each with its number, its first column and its width.
type Places = Vec<(usize, usize, usize)>;

/// Draws the views that have a key, and the open one; they answer to clicks.
pub fn draw(model: &Model, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) {
    let mut tabs = model.views.tabs(&model.list);
    tabs.retain(|tab| tab.number <= KEYS || tab.open);
    let width = usize::from(area.width);
    let fits = NAMES.iter().map(|&names| line(theme, &tabs, names)).find(|(line, _)| line.width() <= width);
    let (line, places) = fits.unwrap_or_else(|| {
        let open = tabs.iter().find(|tab| tab.open);
        (open.map_or_else(Line::default, |tab| alone(theme, &counted(tab, usize::MAX), width)), Vec::new())
    });
    text::put(buf, area, &line);
    let act = |number| u8::try_from(number).ok().map(|number| Target::Act(Action::OpenView(number)));
    spots.extend(places.into_iter().filter_map(|(number, from, width)| spot(area, from, width, act(number)?)));
}

fn line(theme: Theme, tabs: &[Tab<'_>], names: usize) -> (Line<'static>, Places) {
    let (mut line, mut places) = (Line::default(), Vec::new());
    for (at, tab) in tabs.iter().enumerate() {
        if at > 0 {
            line.push_span(theme.span("│", Role::Faint));
        }
        let from = line.width();
        if tab.open {
            line.push_span(theme.span(format!("[{}]", counted(tab, usize::MAX)), Role::Strong));
        } else {
            let role = if tab.asks { Role::Warning } else { Role::Dim };
            line.push_span(theme.span(format!(" {} ", counted(tab, names)), role));
        }
        places.push((tab.number, from, line.width() - from));
    }
    (line, places)
}

/// `2 Worst success* 89`, its name in at most so many columns; without any, the number alone.
fn counted(tab: &Tab<'_>, name: usize) -> String {
    let campaigns = text::count_or_unknown(tab.campaigns.map(|campaigns| campaigns as i64));
    let asks = if tab.asks { "!" } else { "" };
    if name == 0 { format!("{}{asks}", words(tab, 0)) } else { format!("{} {campaigns}{asks}", words(tab, name)) }
}

/// The same without how many campaigns it would show.
fn words(tab: &Tab<'_>, name: usize) -> String {
    let number = if tab.number <= KEYS { format!("{} ", tab.number) } else { String::new() };
    if name == 0 {
        return number.trim_end().to_owned();
    }
    let shown = Shown::new(tab.name);
    let name = text::fit(shown.as_str(), name);
    let edited = if tab.edited { "*" } else { "" };
    format!("{number}{name}{edited}")
}

/// The open view alone, in these words, in `width` columns.
fn alone(theme: Theme, words: &str, width: usize) -> Line<'static> {
    theme.line(format!("[{}]", text::fit(words, width.saturating_sub(2))), Role::Strong)
}

/// Draws the open view at the left of the filter's line, for screens without a line for the views; returns how many columns
/// it takes. What is being typed has the whole line.
pub fn draw_open(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) -> u16 {
    let room = usize::from(area.width / 3);
    let tabs = model.views.tabs(&model.list);
    let open = tabs.iter().find(|tab| tab.open).filter(|_| room >= NAME && !model.list.filter.editing());
    let Some(open) = open else { return 0 };
    let line = alone(theme, &words(open, usize::MAX), room);
    text::put(buf, area, &line);
    line.width() as u16
}
