//! The last two lines: what there is to say, and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::form;
use super::freshness;
use super::layout::{Density, spot};
use super::news;
use super::text;
use super::theme::{Role, Theme};
use super::timeline;
use crate::app::action::Action;
use crate::app::action::form::FormAction;
use crate::app::connection::Mode;
use crate::app::geometry::{Spot, Target};
use crate::app::keymap::{self, Binding, Scope};
use crate::app::model::Model;
use crate::app::record::Record;
use crate::app::why::why_not;
use crate::app::why_quiet;
use crate::domain::failure::sentence;
use crate::domain::shown::Shown;

const MOST_LINES: usize = 4;

/// Draws the status line: a failure, else what is good to know here. The answer to the last key ([`draw_said`]) covers it.
pub fn draw_status(model: &Model, theme: Theme, density: Density, area: Rect, buf: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(2);
    if let Some(open) = form::status::shown(model) {
        let (said, role) = form::status::line(model, open, buf.area);
        return text::put(buf, area, &theme.line(format!(" {}", text::fit(&said, room)), role));
    }
    let unrecorded = unrecorded(model, theme, area.width);
    text::put(buf, area, &unrecorded);
    let taken = (unrecorded.width() as u16).min(area.width);
    let area = Rect { x: area.x + taken, width: area.width - taken, ..area };
    let room = room.saturating_sub(taken.into());
    let words = |words: &str, role| theme.line(format!(" {}", text::fit(words, room)), role);
    let line = if let Some(failure) = freshness::failure_words(model, room) {
        words(&failure, Role::Alert)
    } else if density == Density::Folded {
        let mut line = Line::raw(" ");
        line.extend(timeline::folded(model, theme));
        if area.width >= 60 {
            line.push_span(theme.span(format!(" {}", standing_words(model)), Role::Dim));
        }
        line
    } else if model.context.past.is_shown() {
        past_keys(theme, room)
    } else {
        words(standing_words(model), Role::Dim)
    };
    text::put(buf, area, &line);
    let room = room.saturating_sub(line.width() + 2);
    if let Some(words) = news::words(model, room) {
        text::put_right(buf, area, &theme.line(format!("{words} "), Role::Changed));
    } else if let Some(why) = why_quiet::of_all(&model.context).filter(|why| text::width(why) + 12 <= room) {
        text::put_right(buf, area, &theme.line(format!("no calls: {why} "), Role::Dim));
    }
}

/// How to go on in the past; what does not fit is left out, the last first.
fn past_keys(theme: Theme, room: usize) -> Line<'static> {
    let mut line = Line::raw(" ");
    for (keys, words) in [(".", " now   "), ("[ ]", " change   "), ("{ }", " day   "), ("T", " go to a moment")] {
        if line.width() + keys.len() + words.len() <= room + 1 {
            line.extend([theme.span(keys, Role::Key), theme.span(words, Role::Dim)]);
        }
    }
    line
}

/// That readings are not recorded, for as long as that lasts.
fn unrecorded(model: &Model, theme: Theme, width: u16) -> Line<'static> {
    let Record::Failing(_) = model.context.record else { return Line::default() };
    let words = if width >= 80 { " not recorded, b says why " } else { " not recorded " };
    theme.line(words, Role::Warning)
}

/// Draws the answer to the last key, or a mistake in the filter that was given, over the status line. What is too long for one
/// line grows upwards instead of being cut.
pub fn draw_said(model: &Model, theme: Theme, status: Rect, buf: &mut Buffer) {
    // While the filter is edited, its mistake stands at its place.
    let mistake = model.list.filter.error.as_ref().filter(|_| !model.list.filter.editing());
    let (words, role) = match (mistake, &model.notice) {
        (_, Some(notice)) if notice.warning => (notice.text.clone(), Role::Warning),
        (Some(error), _) => (format!("{} The rest of the filter holds.", sentence(&error.to_string())), Role::Warning),
        (None, Some(notice)) => (notice.text.clone(), Role::Text),
        (None, None) => return,
    };
    if status.is_empty() {
        return;
    }
    let lines = text::wrap(Shown::new(&words).as_str(), usize::from(status.width).saturating_sub(2), MOST_LINES);
    let height = (lines.len() as u16).min(status.y + 1);
    let place = Rect { y: status.bottom() - height, height, ..status };
    Clear.render(place, buf);
    for (y, line) in lines.iter().enumerate() {
        text::put(buf, text::row(place, y as u16), &theme.line(format!(" {line}"), role));
    }
}

fn standing_words(model: &Model) -> &'static str {
    match model.context.connection.mode {
        Mode::Sandbox => "Practice data: nobody is called. Go live: set KAYSE_API_KEY and start again.",
        Mode::Live => "",
    }
}

/// Draws the keys that matter here; those that do not fit are left to the help. A click on one does what its key does.
pub fn draw_hints(model: &Model, theme: Theme, area: Rect, spots: &mut Vec<Spot>, buf: &mut Buffer) {
    let (help, others): (Vec<&Binding>, Vec<&Binding>) =
        keymap::hints(model.scope()).into_iter().partition(|binding| binding.action == Action::OpenHelp);
    let key = |binding: &Binding| theme.span(binding.first_chord(), Role::Key);
    let shows_help = !help.is_empty();
    let help = help.first().map_or_else(Line::default, |binding| {
        // On the narrowest screen nothing but the key itself is left.
        let label = if area.width < 12 { "" } else { binding.label };
        Line::from(vec![key(binding), Span::raw(format!(" {label} "))])
    });
    let mut line = Line::raw(" ");
    // Where there are more keys than room, those that do nothing for what is chosen are left out.
    let acts = |binding: &Binding| {
        !matches!(binding.action, Action::Form(_) | Action::State(_)) || why_not(binding.action, model).is_none()
    };
    for binding in others.into_iter().filter(|binding| acts(binding)) {
        let label = match (binding.action, form::status::shown(model)) {
            (Action::Form(FormAction::Back), Some(open)) => open.escape(),
            (Action::Form(FormAction::Enter), Some(open)) => open.enter_word().unwrap_or(binding.label).to_owned(),
            // Over the table, it closes what lies there.
            (Action::Quit, None) if model.scope() != Scope::Table => "close".to_owned(),
            _ => binding.label.to_owned(),
        };
        let hint = [key(binding), Span::raw(format!(" {label}  "))];
        let wide: usize = hint.iter().map(Span::width).sum();
        if line.width() + wide + help.width() > usize::from(area.width) {
            break;
        }
        // The blanks behind it belong to nobody.
        spots.extend(spot(area, line.width(), wide.saturating_sub(2), Target::Act(binding.action)));
        line.extend(hint);
    }
    text::put(buf, area, &line);
    text::put_right(buf, area, &help);
    if shows_help {
        let from = usize::from(area.width).saturating_sub(help.width());
        spots.extend(spot(area, from, help.width().saturating_sub(1), Target::Act(Action::OpenHelp)));
    }
}
