//! The review: the plan in a few lines, what is good to know before it is launched, and the request itself.

use super::Form;
use crate::app::model::{ListRequest, Model};
use crate::domain::draft::{Field, Step};
use crate::domain::rules::request;
use crate::domain::shown::Shown;

/// The review's own state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Review {
    /// How the request is shown.
    pub shape: Shape,
    /// By how many lines the request is scrolled.
    pub scroll: usize,
}

/// How a request can be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// The body.
    #[default]
    Json,
    /// A curl command.
    Curl,
    /// A command of kaytop.
    Command,
    /// A plan as a file.
    Toml,
}

impl Shape {
    /// Every one, from left to right.
    pub const ALL: [Self; 4] = [Self::Json, Self::Curl, Self::Command, Self::Toml];

    /// Its title.
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
    /// What it comes to.
    pub text: Shown,
}

/// How much a note matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It blocks: `✗`.
    Blocking,
    /// It is to be read: `!`.
    ToRead,
    /// It is good to know: `i`.
    Info,
    /// It passed: `✓`.
    Pass,
}

/// Something to know before a launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub weight: Weight,
    /// A sentence, safe to print.
    pub text: String,
    /// The field it is about, where there is one.
    pub field: Option<Field>,
}

/// The plan in a few lines.
pub fn summary(form: &Form) -> Vec<SummaryLine> {
    let _ = form;
    Vec::new()
}

/// What is good to know before it is launched, what matters most first.
pub fn notes(form: &Form, model: &Model) -> Vec<Note> {
    let _ = (form, model);
    Vec::new()
}

/// The request in the shape that is chosen.
///
/// # Errors
/// This shape cannot hold the plan; in words for people.
pub fn request_text(form: &Form, target: &ListRequest) -> Result<String, String> {
    let plan = form.draft().request();
    let url = format!("{}{}", target.base_url, target.route);
    match form.review.shape {
        Shape::Json => Ok(request::json(&plan)),
        Shape::Curl => Ok(request::curl(&url, target.key_header, &plan)),
        Shape::Command => Ok(String::new()),
        Shape::Toml => request::toml(&plan),
    }
}
