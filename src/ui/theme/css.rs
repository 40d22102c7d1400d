//! The colours of a screen as a page or a picture writes them: `#rrggbb`.
//!
//! What a terminal calls by name looks different in each; here it is one palette that reads well on a dark ground.

use ratatui::style::Color;

/// The terminal's own background and text.
pub const BACKGROUND: &str = "#0f141b";
pub const TEXT: &str = "#d3dae3";
/// Bold text without a colour of its own.
pub const BRIGHT: &str = "#f2f5f9";

/// The colour of letters; `None` where it is the terminal's own.
pub fn ink(colour: Color) -> Option<String> {
    let name = match colour {
        Color::Rgb(r, g, b) => return Some(format!("#{r:02x}{g:02x}{b:02x}")),
        Color::Black => BACKGROUND,
        Color::Red | Color::LightRed => "#ff7b72",
        Color::Green | Color::LightGreen => "#4fc76a",
        Color::Yellow | Color::LightYellow => "#e6b450",
        Color::Blue | Color::LightBlue => "#6cb6ff",
        Color::Magenta | Color::LightMagenta => "#d2a8ff",
        Color::Cyan | Color::LightCyan => "#4ed2de",
        Color::DarkGray => "#6b7785",
        Color::Gray | Color::White => BRIGHT,
        // A picture is drawn in full colour, or in the sixteen.
        Color::Reset | Color::Indexed(_) => return None,
    };
    Some(name.to_owned())
}

/// The colour of what lies behind letters. They are light there, so red is deeper.
pub fn ground(behind: Color) -> Option<String> {
    if behind == Color::Red { Some("#c4302b".to_owned()) } else { ink(behind) }
}

/// Six parts of ten of a colour over its ground.
pub fn mixed(ink: &str, ground: &str) -> String {
    let part = |text: &str, at: usize| {
        let digits = text.get(at..at + 2).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or_default()
    };
    [1, 3, 5].into_iter().fold("#".to_owned(), |text, at| {
        let mixed = (part(ink, at) * 6 + part(ground, at) * 4) / 10;
        format!("{text}{mixed:02x}")
    })
}
