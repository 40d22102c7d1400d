//! The look on the terminal's own palette, whatever that is.
//!
//! Of its sixteen colours only three are readable as text on all common palettes, dark and light: magenta, bright red
//! and bright magenta (green, yellow and cyan vanish on Solarized light, blue on xterm, red on a VGA console, black and
//! white on half of them). So text is plain or bold, and only what is wrong is coloured; the other hues are left to
//! bars, lights and borders. What must stand out is reversed, so that both colours of the pair are the terminal's own.

use ratatui::style::{Color, Modifier, Style};

use super::Role;
use crate::app::connection::Mode;

pub(super) fn style(role: Role, mode: Mode) -> Style {
    const BOLD: Modifier = Modifier::BOLD;
    const REVERSED: Modifier = Modifier::REVERSED;
    let plain = Style::new();
    match role {
        Role::Text | Role::Dim | Role::Good => plain,
        Role::Strong | Role::Title | Role::Key => plain.add_modifier(BOLD),
        Role::Head => plain.add_modifier(BOLD | Modifier::UNDERLINED),
        Role::Old | Role::Faint | Role::Closed => plain.add_modifier(Modifier::DIM),
        Role::Border => match mode {
            Mode::Live => plain.fg(Color::Red).add_modifier(Modifier::DIM),
            Mode::Sandbox => plain.fg(Color::Cyan).add_modifier(Modifier::DIM),
        },
        Role::Badge(Mode::Live) | Role::Banner => plain.fg(Color::LightRed).add_modifier(BOLD | REVERSED),
        Role::Badge(Mode::Sandbox) => plain.add_modifier(BOLD | REVERSED),
        Role::Cursor => plain.add_modifier(REVERSED),
        Role::Match => plain.fg(Color::Magenta).add_modifier(BOLD | Modifier::UNDERLINED),
        Role::Poor | Role::Failed => plain.fg(Color::LightRed),
        Role::Ok | Role::Open => plain.fg(Color::Green),
        Role::Barred => plain.fg(Color::Yellow),
        Role::Pending => plain.fg(Color::LightBlue),
        Role::Course => plain.fg(Color::Cyan),
        Role::Changed => plain.fg(Color::Magenta),
        Role::Past => plain.fg(Color::Magenta).add_modifier(BOLD | REVERSED),
        Role::PastWords | Role::Warning | Role::Marked => plain.fg(Color::Magenta).add_modifier(BOLD),
        Role::Alert => plain.fg(Color::LightRed).add_modifier(BOLD),
    }
}
