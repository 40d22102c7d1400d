//! Roles and what they look like. The only place that names a colour.
//!
//! Start with [`Role`], then [`Theme::style`]. `painted` holds the looks that bring a background of their own; which of
//! them a person gets, the terminal's own background decides. `sixteen` is the terminal's own palette, for terminals that
//! show no other colours or do not tell their background. Without colour the weight of `sixteen` stays. A
//! word or glyph always says what a colour says, and nothing blinks or moves.

pub mod css;
mod ground;
mod painted;
mod sixteen;

#[cfg(test)]
mod contrast;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

pub use ground::Ground;

use crate::app::connection::Mode;

/// What a piece of the screen means. Text roles are words and numbers; shape roles are bars, lights and lines, whose
/// meaning stands beside them in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Plain text.
    Text,
    /// What explains a value: labels, units, notes.
    Dim,
    /// Numbers and names that matter.
    Strong,
    /// Data that is older than it should be.
    Old,
    /// What may be overlooked: separators, placeholders, the empty part of a gauge.
    Faint,
    /// Box titles.
    Title,
    /// The row of column heads.
    Head,
    /// Box borders; they show LIVE or SANDBOX.
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
    /// A value that is clearly better than its like, or good by the user's limits.
    Good,
    /// A value that is clearly worse than its like, or poor by the user's limits.
    Poor,
    /// Successful calls, as a part of a bar; the bar or the mark of what is good.
    Ok,
    /// Failed calls, as a part of a bar; the bar or the mark of what is poor.
    Failed,
    /// Calls without an outcome yet, as a part of a bar.
    Pending,
    /// The course of a value: lines, bars of time, sparklines.
    Course,
    /// Hours in which calls are made.
    Open,
    /// Hours inside the frame in which no calls are made.
    Closed,
    /// Hours of a slot that leave the frame.
    Barred,
    /// That the past is shown, reversed.
    Past,
    /// The moment of the past that is shown.
    PastWords,
    /// Something to look at.
    Warning,
    /// Something that is wrong.
    Alert,
    /// The banner over the table.
    Banner,
}

/// Where the colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The terminal's own sixteen colours on its own background.
    Sixteen,
    /// Ours, on a dark background.
    Dark,
    /// Ours, on a light background.
    Light,
    /// Ours, as far apart as possible.
    Contrast,
    /// None: weight, reverse and dim alone.
    None,
}

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Any colour.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own sixteen only: every look with colours is [`Look::Sixteen`].
    Sixteen,
}

/// How the screen looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    look: Look,
    depth: Depth,
    mode: Mode,
    /// Whether the terminal's background decides.
    follows: bool,
    /// That background, where the terminal told it.
    ground: Option<Ground>,
    /// Whether only ASCII is written.
    pub ascii: bool,
}

impl Default for Theme {
    /// The terminal's own colours, and every glyph.
    fn default() -> Self {
        Self::new(Look::Sixteen, Depth::Sixteen, false)
    }
}

impl Theme {
    /// The look as far as the terminal can show it.
    pub const fn new(look: Look, depth: Depth, ascii: bool) -> Self {
        let look = match (look, depth) {
            (Look::None, _) => Look::None,
            (_, Depth::Sixteen) => Look::Sixteen,
            (look, _) => look,
        };
        Self { look, depth, mode: Mode::Sandbox, follows: false, ground: None, ascii }
    }

    /// The look that the terminal's background decides: its own colours until [`Theme::on`] says what that is.
    pub const fn following(depth: Depth, ascii: bool) -> Self {
        Self { follows: !matches!(depth, Depth::Sixteen), ..Self::new(Look::Sixteen, depth, ascii) }
    }

    /// Whether it matters what background the terminal has.
    pub const fn follows(self) -> bool {
        self.follows
    }

    /// The theme for a terminal with this background.
    #[must_use]
    pub const fn on(self, ground: Ground) -> Self {
        let told = Self { ground: Some(ground), ..self };
        match ground {
            _ if !self.follows => told,
            Ground::Dark => Self { look: Look::Dark, ..told },
            Ground::Light => Self { look: Look::Light, ..told },
        }
    }

    /// The same terminal in another look; without one, as its background decides.
    #[must_use]
    pub const fn wearing(self, look: Option<Look>) -> Self {
        let Self { depth, ascii, ground, .. } = self;
        match (look, ground) {
            (Some(look), _) => Self { ground, ..Self::new(look, depth, ascii) },
            (None, Some(ground)) => Self::following(depth, ascii).on(ground),
            (None, None) => Self::following(depth, ascii),
        }
    }

    /// Where the colours come from.
    pub const fn look(self) -> Look {
        self.look
    }

    /// The theme for a screen that is LIVE or SANDBOX.
    #[must_use]
    pub const fn of(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The same where any colour can be shown, such as in a picture.
    #[must_use]
    pub const fn in_full_colour(self) -> Self {
        match self.depth {
            Depth::Indexed => Self { depth: Depth::True, ..self },
            Depth::True | Depth::Sixteen => self,
        }
    }

    pub fn style(self, role: Role) -> Style {
        let painted = match self.look {
            Look::Sixteen => return sixteen::style(role, self.mode),
            Look::None => return colourless(sixteen::style(role, self.mode)),
            Look::Dark => &painted::DARK,
            Look::Light => &painted::LIGHT,
            Look::Contrast => &painted::CONTRAST,
        };
        painted.style(role, self.mode, self.depth)
    }

    pub fn span<'a>(self, words: impl Into<Cow<'a, str>>, role: Role) -> Span<'a> {
        Span::styled(words, self.style(role))
    }

    pub fn line<'a>(self, words: impl Into<Cow<'a, str>>, role: Role) -> Line<'a> {
        Line::styled(words, self.style(role))
    }

    /// Whether the row under the cursor has a ground of its own on which every colour can be read; else it is reversed.
    pub const fn tints(self) -> bool {
        matches!(self.look, Look::Dark | Look::Light)
    }

    /// Shows a row as the one under the cursor.
    pub fn select(self, area: Rect, buf: &mut Buffer) {
        let cursor = self.style(Role::Cursor);
        buf.set_style(area, if self.tints() { Style { fg: None, ..cursor } } else { cursor });
    }

    /// Gives every cell that has none the look's own foreground and background.
    pub fn paint(self, buf: &mut Buffer) {
        let ground = match self.look {
            Look::Sixteen | Look::None => return,
            Look::Dark | Look::Light | Look::Contrast => self.style(Role::Text),
        };
        for cell in &mut buf.content {
            if cell.fg == Color::Reset {
                cell.fg = ground.fg.unwrap_or_default();
            }
            if cell.bg == Color::Reset {
                cell.bg = ground.bg.unwrap_or_default();
            }
        }
    }
}

/// The weight of a style without its colours.
fn colourless(style: Style) -> Style {
    Style { fg: None, bg: None, ..style }
}
