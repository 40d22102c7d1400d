//! What the header and the status line say of the form.

use ratatui::layout::Rect;

use super::{FormLayout, calendar};
use crate::app::form::{Form, LaunchStage, Popup, Saved};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::domain::count::counted;
use crate::domain::draft::Step;
use crate::domain::shown::Shown;
use crate::domain::time;
use crate::ui::text;
use crate::ui::theme::Role;

/// The form, where it is on screen.
pub fn shown(model: &Model) -> Option<&Form> {
    let open = model.overlays.iter().any(|overlay| matches!(overlay, Overlay::Form));
    model.form.as_deref().filter(|_| open)
}

/// What the status line says while letters are commands.
const COMMANDS: [&str; 3] = [
    "COMMANDS: letters act, 1–6 go to a step, ? lists all. Enter or Tab goes back to the fields.",
    "COMMANDS: 1–6 go to a step, ? lists all. Enter or Tab: back to the fields.",
    "COMMANDS: ? lists them, Enter types.",
];

/// Whether the draft is saved, in at most `most` columns; empty if they are too few.
pub fn saved_words(model: &Model, form: &Form, most: usize) -> (String, Role) {
    let (wordings, role) = match &form.saved {
        Saved::Nothing => return (String::new(), Role::Dim),
        Saved::Saving => (vec!["saving the draft".to_owned(), "saving".to_owned()], Role::Dim),
        Saved::At(at) => {
            let at = time::format_clock_minute(*at, model.context.prefs.zone);
            let what = if form.copy_of.is_some() { "copy" } else { "draft" };
            let mut wordings = vec![format!("{what} saved {at}"), format!("saved {at}")];
            if form.sought {
                wordings.insert(0, format!("{what} saved {at} · another window has a copy"));
            }
            (wordings, Role::Dim)
        }
        Saved::Not(why) => {
            let why = format!("draft NOT saved: {}", Shown::new(why).as_str());
            (vec![text::fit(&why, most.max(24)).into_owned(), "NOT saved".to_owned()], Role::Warning)
        }
    };
    let words = text::fitting(&wordings, most);
    (if text::width(words) <= most { words.to_owned() } else { String::new() }, role)
}

/// What the status line says of the form on a whole `screen`: the help if there is no room for it elsewhere, else what is
/// wrong.
pub fn line(model: &Model, form: &Form, screen: Rect) -> (String, Role) {
    if form.is_commanding() {
        return (text::fitting(&COMMANDS, usize::from(screen.width).saturating_sub(2)).to_owned(), Role::Strong);
    }
    // Header, tabs, status and keys have a line each.
    let body = Rect { height: screen.height.saturating_sub(4), ..screen };
    if let (FormLayout::Bare, Some(Popup::Calendar(open))) = (FormLayout::of(body), &form.popup) {
        return (calendar::words(open).join(" · "), Role::Text);
    }
    if let (FormLayout::Bare, Some(field)) = (FormLayout::of(body), form.focused_field())
        && form.step != Step::Review
    {
        return (field.help().what.to_owned(), Role::Dim);
    }
    if let (FormLayout::Bare, Some(words)) = (FormLayout::of(body), scroll_words(model, form)) {
        return (words, Role::Dim);
    }
    let problems = form.problems_shown();
    match (form.step, problems) {
        (Step::Review, _) if model.context.connection.read_only => {
            ("Read-only: nothing can be created here.".to_owned(), Role::Dim)
        }
        (_, 0) => (String::new(), Role::Dim),
        (_, 1) => ("1 problem. Only creating needs it solved: go on, back or away at any time.".to_owned(), Role::Text),
        (_, n) => {
            let words = format!("{n} problems. Only creating needs them solved: go on, back or away at any time.");
            (words, Role::Text)
        }
    }
}

/// Which keys scroll a review that is longer than its page. Read-only has more to say there.
fn scroll_words(model: &Model, form: &Form) -> Option<String> {
    let idle = form.step == Step::Review && form.launch == LaunchStage::Idle && !model.context.connection.read_only;
    let below = model.geometry.scroll_end.saturating_sub(form.review.scroll);
    match (idle && model.geometry.scroll_end > 0, below) {
        (false, _) => None,
        (true, 0) => Some("PgUp scrolls back up.".to_owned()),
        (true, _) => Some(format!("PgDn reads on: {} below.", counted(below, "line"))),
    }
}
