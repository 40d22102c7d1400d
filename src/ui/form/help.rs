//! Help on the focused field: what it is, its keys, the rule, an example, and who says so.

use ratatui::text::Line;

use super::{Scene, wrapped};
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Field};
use crate::ui::paragraph;
use crate::ui::theme::Role;

/// Columns of the labels.
const LABEL: usize = 9;

/// Everything about `field`, what matters most first.
pub(super) fn lines(scene: &Scene<'_>, field: Field, width: usize) -> Vec<Line<'static>> {
    let help = field.help();
    let mut lines = wrapped(scene, help.what, Role::Text, width);
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

/// The same in few lines: what it is, then the rule.
pub(super) fn brief(scene: &Scene<'_>, field: Field, width: usize) -> Vec<Line<'static>> {
    let help = field.help();
    let mut lines = wrapped(scene, help.what, Role::Text, width);
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

fn labelled(scene: &Scene<'_>, label: &str, words: &str, width: usize) -> Vec<Line<'static>> {
    if words.is_empty() {
        return Vec::new();
    }
    paragraph::labelled(scene.theme, label, words, Role::Text, LABEL, width)
}
