//! About the focused field: what it is, what a right value is, what may be typed, and who says so.

use ratatui::text::{Line, Span};

use super::Scene;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Field};
use crate::ui::text;
use crate::ui::theme::Role;

/// Columns of the labels.
const LABEL: usize = 9;

/// Everything about `field` in `width` columns, what matters most first.
pub(super) fn lines(scene: &Scene<'_>, field: Field, width: usize) -> Vec<Line<'static>> {
    let help = field.help();
    let mut lines = wrapped(scene, help.what, width, Role::Text);
    lines.push(Line::default());
    let example = if help.example.is_empty() { String::new() } else { format!("e.g. {}", help.example) };
    for (label, words) in
        [("keys", keys(field)), ("rule", &help.rule), ("example", example.trim_start_matches("e.g. "))]
    {
        lines.extend(labelled(scene, label, words, width));
    }
    let path = field.path();
    lines.extend(labelled(scene, "sent as", &path, width));
    lines.extend(labelled(scene, "source", help.source, width));
    lines
}

/// The same in as few lines as will do: what it is, then the rule.
pub(super) fn brief(scene: &Scene<'_>, field: Field, width: usize) -> Vec<Line<'static>> {
    let help = field.help();
    let mut lines = wrapped(scene, help.what, width, Role::Text);
    lines.extend(labelled(scene, "rule", &help.rule, width));
    lines.extend(labelled(scene, "keys", keys(field), width));
    lines
}

/// What the keys do in a field besides typing.
fn keys(field: Field) -> &'static str {
    match field.kind() {
        Some(Kind::Date | Kind::Dates) => "Enter: calendar; after typing: next.",
        Some(Kind::Switch) => "Space switches, y and n set it.",
        Some(Kind::Json) => "Enter opens an editor.",
        _ if field == Field::Report => "Space switches, y and n set it.",
        _ if !field.choices().is_empty() => "← → turn it; Enter lists all, letters find there.",
        _ if matches!(field, Field::Body(BodyField::AgentId | BodyField::CaseListId)) => {
            "Enter: what is known; after typing: next."
        }
        _ => "",
    }
}

fn wrapped(scene: &Scene<'_>, words: &str, width: usize, role: Role) -> Vec<Line<'static>> {
    let lines = text::wrap_whole(words, width);
    lines.into_iter().map(|line| Line::styled(line, scene.style(role))).collect()
}

fn labelled(scene: &Scene<'_>, label: &'static str, words: &str, width: usize) -> Vec<Line<'static>> {
    if words.is_empty() {
        return Vec::new();
    }
    let parts = text::wrap_whole(words, width.saturating_sub(LABEL).max(1)).into_iter().enumerate();
    parts
        .map(|(at, part)| {
            let label = if at == 0 { label } else { "" };
            Line::from(vec![Span::styled(format!("{label:<LABEL$}"), scene.style(Role::Dim)), Span::raw(part)])
        })
        .collect()
}
