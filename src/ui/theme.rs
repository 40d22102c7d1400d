//! Roles and what they look like. The only file that names a colour.
//!
//! The terminal's own sixteen colours are used, so that its palette is respected; weight, reverse and dim carry the
//! same meaning without colour, and a word or glyph always says what a colour says.

use ratatui::style::{Color, Modifier, Style};

use crate::app::model::Mode;
use crate::app::prefs::Grade;

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// What is there but not in the foreground: labels, units, stale data.
    Dim,
    /// Numbers and names that matter.
    Strong,
    /// Box titles and column heads.
    Title,
    /// Box borders.
    Border,
    /// The badge LIVE or SANDBOX.
    Badge(Mode),
    /// The row under the cursor.
    Cursor,
    /// What the filter matched.
    Match,
    /// A row the user marked.
    Marked,
    /// What the last refresh changed.
    Changed,
    /// A key in a hint.
    Key,
    /// A value by its grade.
    Grade(Grade),
    /// Successful calls.
    Ok,
    /// Failed calls.
    Failed,
    /// Calls without an outcome yet.
    Pending,
    /// Hours in which calls are made.
    Open,
    /// Hours inside the legal frame in which no calls are made.
    Closed,
    /// Something to look at.
    Warning,
    /// Something that is wrong.
    Alert,
    /// The banner over the table.
    Banner,
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether colours are used (not under `NO_COLOR`).
    pub colour: bool,
    /// Whether only ASCII is written.
    pub ascii: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = Self::coloured(role);
        match style.bg {
            _ if self.colour => style,
            // What stands out by its background is reversed instead.
            Some(_) => Style { fg: None, bg: None, ..style }.add_modifier(Modifier::REVERSED),
            None => Style { fg: None, ..style },
        }
    }

    fn coloured(role: Role) -> Style {
        let plain = Style::new();
        let bold = Modifier::BOLD;
        match role {
            Role::Text => plain,
            Role::Strong => plain.add_modifier(bold),
            Role::Dim | Role::Border | Role::Closed => plain.add_modifier(Modifier::DIM),
            Role::Title | Role::Key => plain.fg(Color::Cyan).add_modifier(bold),
            Role::Badge(Mode::Live) => plain.fg(Color::White).bg(Color::Red).add_modifier(bold),
            Role::Badge(Mode::Sandbox) => plain.fg(Color::Black).bg(Color::Cyan).add_modifier(bold),
            Role::Cursor => plain.add_modifier(Modifier::REVERSED),
            Role::Marked => plain.fg(Color::Magenta).add_modifier(bold),
            Role::Changed => plain.fg(Color::Cyan),
            Role::Match => plain.fg(Color::Yellow).add_modifier(bold | Modifier::UNDERLINED),
            Role::Grade(Grade::Good) | Role::Ok | Role::Open => plain.fg(Color::Green),
            Role::Grade(Grade::Fair) => plain.fg(Color::Yellow),
            Role::Grade(Grade::Poor) | Role::Failed => plain.fg(Color::Red),
            Role::Pending => plain.fg(Color::Blue),
            Role::Warning => plain.fg(Color::Yellow).add_modifier(bold),
            Role::Alert => plain.fg(Color::Red).add_modifier(bold),
            Role::Banner => plain.fg(Color::Black).bg(Color::Yellow).add_modifier(bold),
        }
    }
}

/// The word that says what a grade's colour says.
pub fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "good",
        Grade::Fair => "fair",
        Grade::Poor => "poor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_colour_is_left_and_the_weight_is() {
        let theme = Theme { colour: false, ascii: false };
        for role in [Role::Badge(Mode::Live), Role::Title, Role::Alert, Role::Banner] {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(!style.add_modifier.is_empty(), "{role:?}");
        }
    }
}
