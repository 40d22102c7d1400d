//! The review: the plan in a few lines, what is good to know before it is launched, and the request itself.

use std::collections::BTreeSet;

use super::Form;
use super::suggestions::named_list;
use crate::app::connection::ListRequest;
use crate::app::context::Context;
use crate::domain::count::{count, plural};
use crate::domain::draft::meaning::Severity;
use crate::domain::draft::summary::NOTHING;
use crate::domain::draft::{BodyField, Field, ReportField, SlotField, Step};
use crate::domain::rules::request;
use crate::domain::shell::quoted;
use crate::domain::shown::Shown;
use crate::domain::shown::escape_json;

/// The longest name of a file without its ending, in characters.
const LONGEST_NAME: usize = 60;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    pub shape: Shape,
    /// By how many lines it is scrolled.
    pub scroll: usize,
    /// What was on screen of that which must be read.
    seen: BTreeSet<String>,
}

/// How a request can be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    #[default]
    Json,
    Curl,
    /// A command of kaytop.
    Command,
    /// A plan as a file.
    Toml,
}

impl Shape {
    /// Every one, from left to right.
    pub const ALL: [Self; 4] = [Self::Json, Self::Curl, Self::Command, Self::Toml];

    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Curl => "curl",
            Self::Command => "command",
            Self::Toml => "TOML",
        }
    }
}

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryLine {
    /// The step that it is about; its number, from 1, jumps there.
    pub step: Step,
    /// What it is about; empty where that is the line above.
    pub label: &'static str,
    pub text: Shown,
}

/// Something to know before a launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub severity: Severity,
    /// A sentence, safe to print.
    pub text: String,
    /// What of it no refresh changes: that other campaigns move on is no other warning.
    pub lasting: String,
    /// The field it is about, where there is one.
    pub field: Option<Field>,
}

/// Something that must be read before a launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The line of the review on which it begins.
    pub line: usize,
    /// The line behind its last one.
    pub end: usize,
    /// Whether all of it was on screen.
    pub shown: bool,
}

impl Review {
    /// Remembers that all of a note was on screen.
    pub fn saw(&mut self, note: &Note) {
        self.seen.insert(note.lasting.clone());
    }

    /// Turns to the next shape, or the one before, round the ends.
    pub(super) fn turn(&mut self, forward: bool) {
        let count = Shape::ALL.len();
        let at = Shape::ALL.iter().position(|shape| *shape == self.shape).unwrap_or_default();
        let to = if forward { at + 1 } else { at + count - 1 };
        self.shape = Shape::ALL.get(to % count).copied().unwrap_or_default();
    }
}

/// The plan in a few lines.
pub fn summary(form: &Form, context: &Context) -> Vec<SummaryLine> {
    let draft = form.draft();
    let mut lines = Vec::new();
    let mut line = |step, label, text: String| lines.push(SummaryLine { step, label, text: Shown::new(&text) });
    let typed = |field: Field| match draft.text(field) {
        text if text.trim().is_empty() => NOTHING.to_owned(),
        text => text.to_owned(),
    };
    let body = |field: BodyField| typed(Field::Body(field));
    line(Step::Basics, "name", body(BodyField::Name));
    for switch in [BodyField::IsObo, BodyField::SelfHealing, BodyField::NeverEnding, BodyField::ScheduledExternally] {
        let (field, usual) = (Field::Body(switch), switch == BodyField::SelfHealing);
        if draft.is_on(field) != usual {
            line(Step::Basics, "", format!("{}: {}", field.label(), if usual { "off" } else { "on" }));
        }
    }
    line(Step::Audience, "agent", body(BodyField::AgentId));
    let list = named_list(context.case_lists.known(), body(BodyField::CaseListId));
    line(Step::Audience, "case list", list);
    line(
        Step::Audience,
        "concurrency",
        match draft.text(Field::Body(BodyField::ConcurrencyLimit)).trim() {
            "" => "left to the vendor".to_owned(),
            "0" => "0 = unlimited".to_owned(),
            limit => limit.to_owned(),
        },
    );
    if !draft.text(Field::Body(BodyField::FormId)).is_empty() {
        line(Step::Audience, "form", body(BodyField::FormId));
    }
    let own_hours = draft.is_on(Field::Body(BodyField::UseCompanyHours));
    if own_hours {
        let slot = |index| {
            let time = |part| typed(Field::InSlot(index, part));
            format!("{}–{}", time(SlotField::Start), time(SlotField::End))
        };
        let slots: Vec<String> = (0..draft.slot_count()).map(slot).collect();
        line(Step::Hours, "hours", if slots.is_empty() { NOTHING.to_owned() } else { slots.join(", ") });
    } else {
        line(Step::Hours, "hours", "each run has its own".to_owned());
    }
    if draft.run_count() == 0 {
        line(Step::Runs, "runs", NOTHING.to_owned());
    }
    for index in 0..draft.run_count() {
        line(Step::Runs, if index == 0 { "runs" } else { "" }, draft.run_summary(index));
    }
    if draft.is_on(Field::Report) {
        line(Step::Report, "report", draft.report_summary());
        line(Step::Report, "", format!("to {}", typed(Field::InReport(ReportField::Recipients))));
    } else {
        line(Step::Report, "report", "none".to_owned());
    }
    lines
}

/// How many requests a launch takes when all goes well: the list twice, the campaign, and the list once more.
const REQUESTS: u32 = 4;

/// What is good to know before it is launched, what matters most first.
pub fn notes(form: &Form, context: &Context) -> Vec<Note> {
    let mut notes: Vec<Note> = of_plan(form).collect();
    let left = context.poll.left(context.now.mono);
    let after = left.remaining.saturating_sub(REQUESTS);
    let [after, limit] = [after, left.limit].map(|requests| count(requests.into()));
    let budget = format!("About {after} of {limit} requests an hour are left after it.");
    // Before what passes: what matters most comes first.
    let place = notes.iter().position(|note| note.severity == Severity::Pass).unwrap_or(notes.len());
    notes.insert(place, Note { severity: Severity::Info, lasting: budget.clone(), text: budget, field: None });
    notes
}

fn of_plan(form: &Form) -> impl Iterator<Item = Note> {
    let said = form.meaning().notes.iter();
    said.map(move |note| Note {
        severity: note.severity,
        text: note.text.clone(),
        lasting: note.lasting().to_owned(),
        field: Some(note.field),
    })
}

/// The notes that must have been on screen before a launch.
pub fn must_read(form: &Form) -> impl Iterator<Item = Note> {
    of_plan(form).filter(|note| note.severity.must_be_read())
}

/// How the last frame showed the form.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct View {
    /// How many lines of what scrolls fit.
    pub(super) page: usize,
    /// How far it can scroll, in lines.
    pub(super) scroll_end: usize,
    /// Where the notes were that must be read, in their order.
    reading: Vec<Reading>,
}

impl Form {
    /// Takes in how a frame showed it: how many lines fit, how far they scroll, and where what must be read was.
    pub fn settle(&mut self, page: usize, scroll_end: usize, reading: &[Reading]) {
        self.view = View { page, scroll_end, reading: reading.to_vec() };
        self.review.scroll = self.review.scroll.min(scroll_end);
        if self.step == Step::Review && self.popup.is_none() {
            let notes: Vec<Note> = must_read(self).collect();
            let shown = notes.iter().zip(reading).filter(|(_, place)| place.shown);
            shown.for_each(|(note, _)| self.review.saw(note));
        }
    }

    /// Scrolls to what must be read and was never on screen, and says so; nothing when all of it was.
    pub(super) fn show_unseen(&mut self, then: &str) -> Option<String> {
        let unseen = |note: &Note| !self.review.seen.contains(&note.lasting);
        let notes: Vec<Note> = must_read(self).collect();
        let first = notes.iter().position(unseen)?;
        let count = notes.iter().filter(|note| unseen(note)).count();
        let View { page, scroll_end, reading } = &self.view;
        let (page, at) = ((*page).max(1), self.review.scroll);
        self.review.scroll = match reading.get(first) {
            // What is longer than the page is read on in.
            Some(place) if (place.line..place.end).contains(&at) && place.end > at + page => {
                (at + page.saturating_sub(1).max(1)).min(*scroll_end)
            }
            Some(place) => place.line,
            None => 0,
        };
        let what = plural(count, "warning was", "warnings were");
        Some(format!("{what} not on screen yet: read on here. {then}"))
    }
}

/// The request in the shape that is chosen.
///
/// # Errors
/// This shape cannot hold the plan; in words for people.
pub fn request_text(form: &Form, target: &ListRequest) -> Result<String, String> {
    let plan = form.draft().request();
    match form.review.shape {
        Shape::Json => Ok(request::json(&plan)),
        Shape::Curl => Ok(request::curl(&format!("{}{}", target.base_url, target.route), target.key_header, &plan)),
        Shape::Command => {
            // JSON on one line: a command that is copied must stay one.
            let (name, text) = (format!("{}.json", stem(form)), escape_json(&plan.to_string()).into_owned());
            Ok(format!("printf %s {} > {name} && kaytop create {name}", quoted(&text)))
        }
        Shape::Toml => request::toml(&plan),
    }
}

/// The plan as a file: its name, made of the campaign's, and what it holds. TOML where that can hold the plan.
pub(super) fn file(form: &Form) -> (String, String) {
    let (plan, stem) = (form.draft().request(), stem(form));
    match request::toml(&plan) {
        Ok(text) => (format!("{stem}.toml"), text),
        Err(_) => (format!("{stem}.json"), request::json(&plan)),
    }
}

/// The name of a plan's file without its ending: the campaign's, in plain letters.
fn stem(form: &Form) -> String {
    let name = form.draft().text(Field::Body(BodyField::Name)).to_lowercase();
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_NAME).collect();
    if stem.is_empty() { "campaign".to_owned() } else { stem }
}
