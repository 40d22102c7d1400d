//! In which forms what is shown can be handed on.

/// A form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The rows.
    Rows(Rows),
    /// The screen as it is drawn.
    Screen(Screen),
}

/// A form for rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rows {
    Csv,
    /// CSV for Excel and its like.
    Excel,
    JsonLines,
    Markdown,
    Html,
}

/// A form for a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Screen {
    Svg,
    Text,
}

impl Format {
    /// In the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Rows(Rows::Csv),
        Self::Rows(Rows::Excel),
        Self::Rows(Rows::JsonLines),
        Self::Rows(Rows::Markdown),
        Self::Rows(Rows::Html),
        Self::Screen(Screen::Svg),
        Self::Screen(Screen::Text),
    ];

    /// What the name of such a file ends in, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Rows(Rows::Csv | Rows::Excel) => "csv",
            Self::Rows(Rows::JsonLines) => "jsonl",
            Self::Rows(Rows::Markdown) => "md",
            Self::Rows(Rows::Html) => "html",
            Self::Screen(Screen::Svg) => "svg",
            Self::Screen(Screen::Text) => "txt",
        }
    }

    /// What it is called where it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rows(Rows::Excel) => "excel",
            Self::Screen(Screen::Text) => "text",
            format => format.ending(),
        }
    }

    /// What such a file is for.
    pub fn about(self) -> &'static str {
        match self {
            Self::Rows(Rows::Csv) => "exact values, for programs",
            Self::Rows(Rows::Excel) => "opens in a spreadsheet, runs nothing",
            Self::Rows(Rows::JsonLines) => "an object a line, for programs",
            Self::Rows(Rows::Markdown) => "a table for notes and tickets",
            Self::Rows(Rows::Html) => "a page to read and print, needs nothing else",
            Self::Screen(Screen::Svg) => "a picture of the screen below",
            Self::Screen(Screen::Text) => "the characters of the screen below",
        }
    }
}
