//! What an empty table says: what happened, and what can be done about it.
//!
//! ```text
//!                    No campaign matches “calls:>9000”.
//!                        The filter hides all 143.
//!
//!                    / edits the filter · Esc drops it
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::freshness;
use super::paragraph;
use super::text;
use super::theme::{Role, Theme};
use crate::app::connection::Mode;
use crate::app::model::Model;
use crate::app::poll::Endpoint;
use crate::domain::count::counted;
use crate::domain::failure::sentence;
use crate::domain::shown::Shown;
use crate::domain::time;

const WIDEST: usize = 72;

/// Draws the words into the middle of `area`.
pub fn draw(model: &Model, theme: Theme, area: Rect, buf: &mut Buffer) {
    let wide = usize::from(area.width.saturating_sub(4)).min(WIDEST);
    let paragraphs = words(model);
    let wrapped = |gap: &str| -> Vec<Line<'static>> {
        let lines = paragraphs.iter().enumerate().flat_map(|(at, (words, role))| {
            let last = at > 0 && at + 1 == paragraphs.len();
            let before = if last && !gap.is_empty() { vec![Line::default()] } else { Vec::new() };
            before.into_iter().chain(paragraph::wrapped(theme, words, *role, wide))
        });
        lines.collect()
    };
    let roomy = wrapped("blank");
    let lines = if roomy.len() <= usize::from(area.height) { roomy } else { wrapped("") };
    let top = area.height.saturating_sub(lines.len() as u16) / 2;
    for (y, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        text::put_centered(buf, text::row(area, top + y as u16), line);
    }
}

/// What happened, what it means, and last what can be done.
fn words(model: &Model) -> Vec<(String, Role)> {
    let strong = |words: String| (words, Role::Strong);
    let plain = |words: String| (words, Role::Text);
    let keys = |words: &str| (words.to_owned(), Role::Dim);
    let host = model.context.connection.host.as_str();
    match (&model.context.campaigns.loaded, &model.context.campaigns.failure) {
        _ if model.context.has_read() && model.context.store.total() > 0 => vec![
            strong(format!("No campaign matches “{}”.", safe(model.list.filter.query.as_str()))),
            plain(format!("The filter hides {}.{}", all_of(model.context.store.total()), forgiving(model))),
            keys(if model.list.filter.editing() {
                "Esc brings back what stood before"
            } else {
                "/ edits the filter · Esc drops it"
            }),
        ],
        _ if model.context.past.is_shown() => {
            vec![
                strong("The list was empty then.".to_owned()),
                keys("[ and ] go to the change before and after · . now"),
            ]
        }
        (None, None) if model.context.poll.is_frozen() => {
            vec![strong("No data yet: frozen.".to_owned()), keys("f asks the server")]
        }
        (None, None) => vec![strong(format!("Asking {host} for the campaigns …")), keys("? help · q quit")],
        (None, Some((_, failure))) => vec![
            strong("No data yet.".to_owned()),
            (sentence(&failure.happened()), Role::Alert),
            plain(failure.advice().to_owned()),
            keys(&freshness::next_words(model, Endpoint::Campaigns)),
        ],
        (Some(_), _) if model.context.store.unreadable() > 0 => vec![
            strong(format!("The server sent {}, and none can be read.", rows(model.context.store.unreadable()))),
            plain("A campaign is an object with a whole number as its id; none of these is.".to_owned()),
            keys("r asks again"),
        ],
        (Some(at), _) => match &model.context.search {
            Some(term) => vec![
                strong(format!("The server finds no campaign for “{}”.", safe(term))),
                keys("/ edits the filter · Esc asks for all (1 request)"),
            ],
            None => vec![
                strong("This company has no campaigns yet.".to_owned()),
                plain(format!(
                    "{host} answered with an empty list at {}.",
                    time::format_clock(at.wall, model.context.prefs.zone)
                )),
                plain(where_they_come_from(model.context.connection.mode).to_owned()),
                keys("r asks again"),
            ],
        },
    }
}

/// What finds a word with a slip in it.
fn forgiving(model: &Model) -> String {
    let word = model.list.filter.query.as_str().trim();
    if word.chars().count() > 2 && word.chars().all(char::is_alphabetic) {
        format!(" ~{} also finds names where letters are missing.", safe(word))
    } else {
        String::new()
    }
}

fn where_they_come_from(mode: Mode) -> &'static str {
    match mode {
        Mode::Live => "What is created in the web console or by the API will appear here.",
        Mode::Sandbox => "What is created by the sandbox’s API will appear here.",
    }
}

fn all_of(n: usize) -> String {
    if n == 1 { "the only one".to_owned() } else { format!("all {}", text::count(n as i64)) }
}

/// What was typed or pasted is also text from outside.
fn safe(typed: &str) -> String {
    text::fit(Shown::new(typed).as_str(), WIDEST).into_owned()
}

fn rows(n: usize) -> String {
    counted(n, "row")
}
