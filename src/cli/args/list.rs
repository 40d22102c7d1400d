//! What `kaytop list` can be asked.

use std::ops::RangeInclusive;

use clap::ValueEnum;

use crate::cli::options::Common;
use crate::storage::config::ThemeName;

/// Arguments of `kaytop list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Words of the filter: 'calls:>100' '!origin:web*' sort:conv-desc group:agent
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = ListFormat::Table)]
    pub output: ListFormat,
    /// CSV for Excel: with a byte-order mark, and ' before whatever it would run as a formula
    #[arg(long)]
    pub excel: bool,
    /// Call campaigns and agents by letters, number campaigns and lists anew, leave the filter out
    #[arg(long)]
    pub redact: bool,
    /// A view of the screen: its filter, order and columns; words of a filter come before its own
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// How large a picture of the screen is: columns and rows of a terminal
    #[arg(long, value_name = "COLSxROWS", value_parser = size_argument)]
    pub size: Option<Size>,
    /// Where the colours of a picture come from: dark where nothing is said
    #[arg(long, value_enum, value_name = "NAME")]
    pub theme: Option<ThemeName>,
    /// The server's own search (its key= parameter)
    #[arg(long, value_name = "TERM")]
    pub search: Option<String>,
    /// As it was then, from what is kept; sends nothing: 3h, 14:00, 'yesterday 17:00', mon, 2026-11-24
    #[arg(long, value_name = "TIME", conflicts_with = "search")]
    pub at: Option<String>,
    /// Tell new calls since then: day, look (when you last had the screen), hour, monday, week, 3h, 'yesterday 17:00', 2026-11-24
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// How campaigns are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Columns for people
    Table,
    /// An array of the API's own objects
    Json,
    /// The same, one object a line
    Jsonl,
    /// One line a campaign, for spreadsheets
    Csv,
    /// A table in Markdown, with its total and what it shows
    #[value(name = "md", alias = "markdown")]
    Markdown,
    /// One page that needs nothing else, to be read and printed
    Html,
    /// A picture of the screen that would show it
    Svg,
    /// The characters of that screen
    Text,
}

/// A size of the screen, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

impl Default for Size {
    fn default() -> Self {
        Self { columns: 120, rows: 36 }
    }
}

/// The smallest and the largest screen that is drawn, in columns and in rows.
const COLUMNS: RangeInclusive<u16> = 20..=500;
const ROWS: RangeInclusive<u16> = 5..=500;

fn size_argument(text: &str) -> Result<Size, String> {
    let parsed = text
        .to_ascii_lowercase()
        .split_once('x')
        .and_then(|(columns, rows)| Some(Size { columns: columns.parse().ok()?, rows: rows.parse().ok()? }));
    parsed.filter(|size| COLUMNS.contains(&size.columns) && ROWS.contains(&size.rows)).ok_or_else(|| {
        let [(least, most), (low, high)] = [COLUMNS, ROWS].map(|range| (*range.start(), *range.end()));
        format!("write it as 120x36: {least} to {most} columns, {low} to {high} rows")
    })
}
