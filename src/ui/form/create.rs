//! The launch: what it does, to whom, the code, and what became of it.
//!
//! ```text
//! ╭─ Launch ──────────────────────────────────────────────────── LIVE · public-api.kayse.ai ─╮
//! │ This starts contacting people and cannot be undone here: the API documents no edit, …     │
//! │ Sent once. If the answer is lost, kaytop looks the name up instead of sending again.      │
//! │                                                                                           │
//! │ To launch, type the code   K 7 M W   K▏                                                   │
//! ╰───────────────────────────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::fields::button;
use super::{Scene, signed, wrapped};
use crate::app::connection::Mode;
use crate::app::form::Focus;
use crate::app::form::LaunchStage;
use crate::app::form::launch::{CODE_LETTERS, LaunchEnd, Refused};
use crate::domain::count::counted;
use crate::domain::draft::{BodyField, Field};
use crate::domain::launch::Launch;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::words::CANNOT_BE_UNDONE;
use crate::domain::shown::Shown;
use crate::ui::launch::{role, ways};
use crate::ui::popup::{self, Page, Place};
use crate::ui::text;
use crate::ui::theme::Role;

const ONCE: &str = "Sent once. If the answer is lost, kaytop looks the name up instead of sending again.";
const NARROW: usize = 60;
const CODE: &str = "To launch, type the code  ";
const SENDS: [&str; 2] = ["    the last letter sends · Esc goes back", "    the last letter sends"];
const WIDEST: u16 = 76;

/// Below this height, a refusal says only what must be said.
const LOW: u16 = 14;
const WHY: &str = "The name is all that the API gives back of yours: two campaigns that look alike cannot be told apart. \
                   Esc goes back to choose another one.";

const COPY: &str = "Two windows had this draft open, and the other one has launched it. Esc goes back; launch this one only \
                    if a second campaign is meant.";

/// Lines, and the column and line of a text cursor among them.
pub(super) type Placed = (Vec<Line<'static>>, Option<(usize, usize)>);

pub(super) fn title(scene: &Scene<'_>) -> &'static str {
    match scene.form.launch {
        LaunchStage::Idle | LaunchStage::Refused(_) => "Create",
        LaunchStage::Sending(_) if scene.model.context.launches.running().is_none_or(Progress::may_be_out) => "Sending",
        LaunchStage::Preparing { .. } | LaunchStage::Ready { .. } | LaunchStage::Sending(_) => "Launch",
        LaunchStage::Ended(_) => "Outcome",
    }
}

/// LIVE or SANDBOX, and the host.
pub(super) fn place(scene: &Scene<'_>) -> String {
    let connection = &scene.model.context.connection;
    format!("{} · {}", connection.mode.word(), connection.host.as_str())
}

/// How far the launch is; `dense` leaves out blank lines.
pub(super) fn lines(scene: &Scene<'_>, width: usize, dense: bool) -> Placed {
    let (mut lines, mut cursor) = (Vec::new(), None);
    let gap = |lines: &mut Vec<Line<'static>>| lines.extend((!dense).then(Line::default));
    match &scene.form.launch {
        LaunchStage::Idle => {
            // Nothing can be sent yet: on the smallest screens the plan needs the room more.
            if width < NARROW && dense {
                lines.extend(wrapped(scene, &whom(scene), Role::Text, width));
            } else {
                lines.extend(warning(scene, width, dense));
            }
            gap(&mut lines);
            lines.extend(offer(scene, width));
        }
        LaunchStage::Refused(refused) => {
            lines.extend(signed(scene, "✗", &refusal(refused), Role::Alert, width));
            gap(&mut lines);
            lines.extend(offer(scene, width));
        }
        LaunchStage::Preparing { .. } => {
            lines.extend(warning(scene, width, dense));
            gap(&mut lines);
            lines.extend(wrapped(
                scene,
                "Looking at the list of campaigns first. Nothing is sent yet.",
                Role::Strong,
                width,
            ));
        }
        LaunchStage::Ready { launch, code, typed, retyped, .. } => {
            lines.extend(warning(scene, width, dense));
            lines.extend(what(scene, launch, *retyped, width));
            gap(&mut lines);
            let (line, column) = code_line(scene, code, typed, width);
            cursor = Some((column, lines.len()));
            lines.push(line);
        }
        LaunchStage::Sending(_) => lines.extend(outcome(scene, None, width)),
        LaunchStage::Ended(end) => lines.extend(outcome(scene, Some(end), width)),
    }
    (lines, cursor)
}

/// What a launch does, and to whom, in words beside the badge.
fn warning(scene: &Scene<'_>, width: usize, dense: bool) -> Vec<Line<'static>> {
    let mut lines = wrapped(scene, CANNOT_BE_UNDONE, Role::Strong, width);
    if dense {
        let short = "Starts contacting people. Cannot be undone here. Sent once.";
        lines = wrapped(scene, if width < 76 { short } else { CANNOT_BE_UNDONE }, Role::Strong, width);
    } else {
        lines.extend(wrapped(scene, ONCE, Role::Text, width));
    }
    let role = if scene.model.context.connection.mode == Mode::Live { Role::Warning } else { Role::Text };
    lines.extend(wrapped(scene, &whom(scene), role, width));
    lines
}

/// Whether people are contacted, and through which host.
fn whom(scene: &Scene<'_>) -> String {
    let host = scene.model.context.connection.host.as_str();
    match scene.model.context.connection.mode {
        Mode::Live => format!("LIVE: real people are contacted, through {host}."),
        Mode::Sandbox => format!("SANDBOX: practice at {host}; nobody is contacted."),
    }
}

/// The button, or why there is none.
fn offer(scene: &Scene<'_>, width: usize) -> Vec<Line<'static>> {
    let blocking = scene.form.check().problems.len();
    let focused = scene.form.focus == Focus::Create;
    let why = if scene.model.context.connection.read_only {
        Some("Read-only: creating is switched off.".to_owned())
    } else if let Some(why) = scene.model.context.launches.unusable() {
        Some(format!("Launching is off: {why}."))
    } else if blocking > 0 {
        let words = counted(blocking, "problem");
        Some(format!("{words} to solve first; see the pre-flight."))
    } else {
        None
    };
    let mut lines = vec![button(scene, "Create campaign", focused)];
    if let Some(why) = why {
        let used = lines.first().map_or(0, Line::width) + 2;
        if used + text::width(&why) + 2 <= width {
            if let Some(line) = lines.first_mut() {
                line.push_span(scene.span(format!("  ✗ {why}"), Role::Alert));
            }
        } else {
            lines.splice(0..0, signed(scene, "✗", &why, Role::Alert, width));
        }
    }
    lines
}

fn what(scene: &Scene<'_>, launch: &Launch, retyped: bool, width: usize) -> Vec<Line<'static>> {
    let request = &launch.request;
    let agent = request.agent_id.as_ref().map(|agent| format!(" · agent {agent}")).unwrap_or_default();
    let list = request.case_list_id.map(|list| format!(" · list {list}")).unwrap_or_default();
    let again = if retyped { " · the same name again, as you typed it" } else { "" };
    let words = format!("“{}”{agent}{list}{again}", request.name);
    vec![scene.line(text::fit(Shown::new(&words).as_str(), width).into_owned(), Role::Text)]
}

/// The code, the letters typed so far, and the column of the cursor.
fn code_line(scene: &Scene<'_>, code: &str, typed: &str, width: usize) -> (Line<'static>, usize) {
    let words = if width < NARROW { "type the code " } else { CODE };
    let left = CODE_LETTERS.saturating_sub(typed.chars().count());
    let mut line = Line::from(vec![
        Span::raw(words),
        scene.span(format!(" {code} "), Role::Cursor),
        Span::raw("  "),
        scene.span(typed.to_owned(), Role::Strong),
    ]);
    let cursor = line.width();
    line.push_span(scene.span("_".repeat(left), Role::Dim));
    let room = width.saturating_sub(line.width());
    let words = text::fitting(&SENDS, room);
    if text::width(words) <= room {
        line.push_span(scene.span(words, Role::Dim));
    }
    (line, cursor)
}

/// What became of it, and what to do.
fn outcome(scene: &Scene<'_>, end: Option<&LaunchEnd>, width: usize) -> Vec<Line<'static>> {
    let model = scene.model;
    let Some(launch) = scene.form.outcome(&model.context.launches) else { return Vec::new() };
    let now = model.context.launches.stamp(model.context.now).unwrap_or_else(|| launch.changed.clone());
    let role = match role(launch, model.context.launches.progress(&launch.id)) {
        Role::Text => Role::Strong,
        role => role,
    };
    let mut lines = wrapped(scene, &model.context.launch_words(launch), role, width);
    let next = launch.what_to_do(&now, &ways("L, then "));
    if !next.is_empty() && model.context.launches.progress(&launch.id).is_none() {
        lines.extend(wrapped(scene, &next, Role::Text, width));
    }
    if let Some(why) = end.and_then(|end| end.unrecorded.as_ref()) {
        let words = format!("This could not be written into the journal: {why}");
        lines.extend(signed(scene, "!", &words, Role::Warning, width));
    }
    let number = format!("Launch {} · “{}”", launch.id, launch.request.name);
    lines.push(scene.line(text::fit(Shown::new(&number).as_str(), width).into_owned(), Role::Dim));
    lines
}

fn refusal(refused: &Refused) -> String {
    let words = refused.why.words.trim_end_matches('.');
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    format!("{}. Nothing was sent.", first.chain(letters).collect::<String>())
}

/// Draws the refusal of a name that looks like another's, with a field to type it again.
pub(super) fn draw_refusal(scene: &Scene<'_>, refused: &Refused, area: Rect, buf: &mut Buffer) -> Page {
    let wide = popup::room(area.width).min(WIDEST);
    let width = usize::from(wide);
    let name = Shown::new(scene.form.draft().text(Field::Body(BodyField::Name)));
    let mut lines = signed(scene, "✗", &refusal(refused), Role::Alert, width);
    let copy = scene.form.was_launched_as_a_copy(&scene.model.context.launches);
    if area.height >= LOW {
        lines.push(Line::default());
        lines.extend(wrapped(scene, if copy { COPY } else { WHY }, Role::Text, width));
    }
    lines.extend(wrapped(scene, "To create it all the same, type the name again and press Enter:", Role::Text, width));
    lines.push(scene.line(format!("  {}", text::fit(name.as_str(), width.saturating_sub(2))), Role::Strong));
    let title = if copy { "Launched in another window" } else { "The name is taken" };
    popup::question(Place { theme: scene.theme, title, note: "", wide, area }, lines, 0, refused.name.as_ref(), buf)
}
