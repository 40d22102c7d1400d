//! The past in words: which moment is shown, on every screen.
//!
//! ```text
//!  kaytop  LIVE  public-api.kayse.ai                         PAST  Thu 26 Nov 17:00 Chicago · 22 h ago
//!  LIVE                PAST  Thu 26 Nov 17:00
//! ```

use ratatui::text::{Line, Span};

use super::text;
use super::theme::{Role, Theme};
use crate::app::model::Model;
use crate::domain::record::moment_said::{ago, briefly, dated};
use crate::domain::zones;

/// The moment that is shown, in as many words as fit beside the badges' `taken` columns and the open campaign's name.
pub(super) fn line(model: &Model, theme: Theme, width: u16, taken: usize) -> Line<'static> {
    const BADGE: &str = " PAST ";
    let (at, now, zone) = (model.context.moment(), model.context.now.wall, model.context.prefs.zone);
    let share = if model.detail().is_some() { width / 2 } else { width.saturating_sub(8) };
    let most = usize::from(share.max(30)).min(usize::from(width).saturating_sub(taken));
    let (day, short, ago) = (dated(at, now, zone), briefly(at, now, zone), ago(at, now));
    // Where nobody looked then, what is shown is older.
    let unseen = model.context.past.then().filter(|then| then.unseen.is_some());
    let read = unseen.and_then(|then| then.looked.moment()).map(|read| format!(", read {}", briefly(read, at, zone)));
    let read = read.unwrap_or_default();
    let wordings = [
        format!("  {day} {} · {ago}{read} ", zones::place(zone, at)),
        format!("  {day} · {ago}{read} "),
        format!("  {day}{read} "),
        format!("  {day} "),
        format!(" {day} "),
        format!(" {short} "),
        String::new(),
    ];
    let words = text::fitting(&wordings, most.saturating_sub(BADGE.len()));
    Line::from(vec![theme.span(BADGE, Role::Past), Span::styled(words.to_owned(), theme.style(Role::PastWords))])
}
