//! The looks that paint their own background, and how they are told to a terminal with 256 colours.

use ratatui::style::{Color, Modifier, Style};

use super::{Depth, Role};
use crate::app::connection::Mode;

/// Red, green, blue.
pub(super) type Rgb = [u8; 3];

/// One look: a ground, and a colour for each meaning on it.
#[derive(Debug)]
pub(super) struct Painted {
    pub(super) ground: Rgb,
    text: Rgb,
    strong: Rgb,
    dim: Rgb,
    old: Rgb,
    faint: Rgb,
    accent: Rgb,
    live: Rgb,
    sandbox: Rgb,
    /// Ground of the badge LIVE and of the banner; that of SANDBOX is the accent.
    alarm: Rgb,
    /// Ground of the row under the cursor, and its text.
    cursor: [Rgb; 2],
    matched: Rgb,
    /// Text that is good, to be looked at, poor.
    words: [Rgb; 3],
    /// Bars and marks of the same.
    shapes: [Rgb; 3],
    pending: Rgb,
    closed: Rgb,
    past: Rgb,
}

pub(super) const DARK: Painted = Painted {
    ground: [0x14, 0x18, 0x1f],
    text: [0xd3, 0xd9, 0xe2],
    strong: [0xf5, 0xf7, 0xfa],
    dim: [0x98, 0xa3, 0xb3],
    old: [0x86, 0x90, 0x9f],
    faint: [0x5e, 0x66, 0x70],
    accent: [0x7c, 0xc7, 0xd6],
    live: [0xa8, 0x5d, 0x66],
    sandbox: [0x3d, 0x7b, 0x88],
    alarm: [0xf2, 0x8b, 0x82],
    cursor: [[0x25, 0x35, 0x48], [0xff, 0xff, 0xff]],
    matched: [0xff, 0xd4, 0x79],
    words: [[0x8f, 0xd6, 0x9d], [0xe8, 0xc5, 0x72], [0xf5, 0x95, 0x8d]],
    shapes: [[0x5f, 0xb8, 0x78], [0xd9, 0xae, 0x4c], [0xe0, 0x6c, 0x66]],
    pending: [0x6f, 0x9f, 0xe0],
    closed: [0x5e, 0x66, 0x70],
    past: [0xc3, 0xa6, 0xf5],
};

pub(super) const LIGHT: Painted = Painted {
    ground: [0xfb, 0xfb, 0xf8],
    text: [0x2a, 0x30, 0x38],
    strong: [0x0c, 0x10, 0x16],
    dim: [0x5a, 0x63, 0x6e],
    old: [0x6c, 0x74, 0x7e],
    faint: [0x9a, 0xa2, 0xab],
    accent: [0x0b, 0x64, 0x74],
    live: [0xc4, 0x6f, 0x78],
    sandbox: [0x4f, 0x9a, 0xa6],
    alarm: [0xa8, 0x1f, 0x1a],
    cursor: [[0xde, 0xec, 0xf5], [0x0c, 0x10, 0x16]],
    matched: [0x8a, 0x3d, 0x00],
    words: [[0x1b, 0x6b, 0x36], [0x7a, 0x53, 0x00], [0xb3, 0x26, 0x1e]],
    shapes: [[0x2f, 0x8f, 0x4e], [0xa4, 0x72, 0x08], [0xcf, 0x4a, 0x43]],
    pending: [0x3b, 0x76, 0xc4],
    closed: [0x9a, 0xa2, 0xab],
    past: [0x6a, 0x3a, 0xb2],
};

pub(super) const CONTRAST: Painted = Painted {
    ground: [0x00, 0x00, 0x00],
    text: [0xff, 0xff, 0xff],
    strong: [0xff, 0xff, 0xff],
    dim: [0xe4, 0xe4, 0xe4],
    old: [0xbc, 0xbc, 0xbc],
    faint: [0xa8, 0xa8, 0xa8],
    accent: [0x5f, 0xff, 0xff],
    live: [0xff, 0x87, 0x87],
    sandbox: [0x5f, 0xff, 0xff],
    alarm: [0xff, 0x87, 0x87],
    cursor: [[0xff, 0xff, 0x5f], [0x00, 0x00, 0x00]],
    matched: [0xff, 0xff, 0x5f],
    words: [[0x87, 0xff, 0x87], [0xff, 0xff, 0x5f], [0xff, 0xaf, 0xaf]],
    shapes: [[0x5f, 0xff, 0x5f], [0xff, 0xff, 0x5f], [0xff, 0x87, 0x87]],
    pending: [0x87, 0xd7, 0xff],
    closed: [0xa8, 0xa8, 0xa8],
    past: [0xd7, 0xaf, 0xff],
};

impl Painted {
    /// The style of a role, always with a background.
    pub(super) fn style(&self, role: Role, mode: Mode, depth: Depth) -> Style {
        const BOLD: Modifier = Modifier::BOLD;
        let on = |ground: Rgb, text: Rgb| Style::new().fg(colour(text, depth)).bg(colour(ground, depth));
        let plain = |text: Rgb| on(self.ground, text);
        let [good, warning, poor] = self.words;
        let [good_bar, warning_bar, poor_bar] = self.shapes;
        let [cursor, on_cursor] = self.cursor;
        match role {
            Role::Text => plain(self.text),
            Role::Dim => plain(self.dim),
            Role::Strong => plain(self.strong).add_modifier(BOLD),
            Role::Old => plain(self.old),
            Role::Faint => plain(self.faint),
            Role::Title | Role::Key => plain(self.accent).add_modifier(BOLD),
            Role::Head => plain(self.accent).add_modifier(BOLD | Modifier::UNDERLINED),
            Role::Border => plain(match mode {
                Mode::Live => self.live,
                Mode::Sandbox => self.sandbox,
            }),
            Role::Badge(Mode::Live) | Role::Banner => on(self.alarm, self.ground).add_modifier(BOLD),
            Role::Badge(Mode::Sandbox) => on(self.accent, self.ground).add_modifier(BOLD),
            Role::Cursor => on(cursor, on_cursor),
            Role::Changed | Role::Course => plain(self.accent),
            Role::Marked => plain(self.matched).add_modifier(BOLD),
            Role::Match => plain(self.matched).add_modifier(BOLD | Modifier::UNDERLINED),
            Role::Good => plain(good),
            Role::Poor => plain(poor),
            Role::Ok | Role::Open => plain(good_bar),
            Role::Barred => plain(warning_bar),
            Role::Failed => plain(poor_bar),
            Role::Pending => plain(self.pending),
            Role::Closed => plain(self.closed),
            Role::Past => on(self.past, self.ground).add_modifier(BOLD),
            Role::PastWords => plain(self.past).add_modifier(BOLD),
            Role::Warning => plain(warning).add_modifier(BOLD),
            Role::Alert => plain(poor).add_modifier(BOLD),
        }
    }
}

fn colour(rgb: Rgb, depth: Depth) -> Color {
    let [r, g, b] = rgb;
    match depth {
        Depth::True => Color::Rgb(r, g, b),
        Depth::Indexed | Depth::Sixteen => Color::Indexed(nearest(rgb)),
    }
}

/// The levels of xterm's colour cube, which takes the places 16 to 231.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// What xterm shows at a place of the cube or of the greys after it.
pub(super) fn indexed(place: u8) -> Rgb {
    let level = |at: u8| LEVELS.get(usize::from(at % 6)).copied().unwrap_or_default();
    match place.saturating_sub(16) {
        cube @ 0..216 => [level(cube / 36), level(cube / 6), level(cube)],
        grey => [8 + 10 * (grey - 216); 3],
    }
}

/// The nearest of the 240 colours that are the same in every terminal.
fn nearest(rgb: Rgb) -> u8 {
    let distance = |place: &u8| -> i32 {
        let parts = indexed(*place).into_iter().zip(rgb);
        parts.map(|(a, b)| (i32::from(a) - i32::from(b)).pow(2)).sum()
    };
    (16..=255).min_by_key(distance).unwrap_or(16)
}
