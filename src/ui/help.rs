//! The list of keys, made from the one table, and what the words on the screen mean.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::popup::{self, Page};
use super::text;
use super::theme::{Role, Theme};
use crate::app::keymap::{BINDINGS, Binding, Scope, chords_label};
use crate::app::model::Model;

/// What the signs on the screen mean.
const SIGNS: &[(&str, &str)] = &[
    ("success", "ok / finished, where finished = ok + failed"),
    ("pending", "calls without an outcome yet: calls − finished"),
    ("–", "unknown: the API did not say. Never counted as 0"),
    ("≈", "an approximation: rates of several rows, weighted by finished calls"),
    ("≠", "the vendor's own rate differs from ours by more than 0.05"),
    ("!", "these numbers contradict each other"),
    ("□ ■", "a rate that is fair, a rate that is poor; your thresholds decide"),
    ("Δ ▲ ▼ new ~", "what the last refresh changed: calls, a new campaign, something else"),
    ("◆ ◇", "a marked row; the range that v will mark"),
    ("‹ ›", "more columns that way: h l scroll, W shows all, C chooses"),
    ("order held", "rows stay while you work; R ranks them, and so does a refresh 20 s after a key"),
    ("hours", "each client's own local time. It shows hours and clears nothing"),
    ("STALE", "the data is older than two of its intervals"),
];

/// What the filter understands.
const FILTER: &[(&str, &str)] = &[
    ("roundup wave", "both words, anywhere in name, id, agent, list, origin"),
    ("calls:>100", "a comparison; also success% failed% pending conv sent id …"),
    ("agent:abc* -origin:web*", "a field with * ; - excludes"),
    ("a or (b c)", "either; brackets group"),
    ("~lejn", "fuzzy"),
    ("sort:conv-desc", "the order"),
    ("key:outreach", "the server's own search, sent on Enter (1 request)"),
];

/// Draws the help over `area`.
pub fn draw(model: &Model, theme: Theme, scroll: usize, area: Rect, buf: &mut Buffer) -> Page {
    let mut lines = Vec::new();
    let section = |title: &'static str| Line::styled(title, theme.style(Role::Title));
    lines.push(section("Keys"));
    let of_a_menu = |binding: &&Binding| matches!(binding.scopes, [Scope::Sort | Scope::Copying]);
    for binding in BINDINGS.iter().filter(|binding| !of_a_menu(binding)) {
        lines.push(entry(theme, chords_label(binding), binding.help));
    }
    lines.push(Line::default());
    lines.push(section("Filter"));
    lines.extend(FILTER.iter().map(|(example, meaning)| entry(theme, (*example).to_owned(), meaning)));
    lines.push(Line::default());
    lines.push(section("Signs"));
    lines.extend(SIGNS.iter().map(|(sign, meaning)| entry(theme, (*sign).to_owned(), meaning)));
    lines.push(Line::default());
    lines.push(entry(theme, "log".to_owned(), &model.prefs.log));
    let wide = lines.iter().map(Line::width).max().unwrap_or_default() as u16;
    let inner = popup::open(theme, "Help", "Esc closes · ↑↓ scrolls", wide, lines.len(), area, buf);
    popup::page(&lines, scroll, inner, buf)
}

fn entry(theme: Theme, key: String, meaning: &str) -> Line<'static> {
    const KEY: usize = 26;
    let gap = " ".repeat(KEY.saturating_sub(text::width(&key)).max(1));
    Line::from(vec![Span::styled(key, theme.style(Role::Key)), Span::raw(format!("{gap}{meaning}"))])
}
