//! A table of GitHub's Markdown, numbers at the right, and the words about it.

use std::io::{self, Write};

use super::caption::{Caption, NOTES, REDACTED};
use super::figures::{cell, heading, is_number, total};
use super::sheet::Sheet;
use crate::domain::measure::Measures;
use crate::domain::order::Column;
use crate::domain::store::Row;

/// Writes what the sheet shows, its total and its caption.
pub fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let Sheet { rows, columns, measures, caption } = sheet;
    writeln!(out, "# Campaigns\n")?;
    writeln!(out, "- {} {}", caption.mode.word(), text(&caption.host))?;
    writeln!(out, "- as of {}", text(&caption.freshness()))?;
    writeln!(out, "- {}, {}", Caption::extent(rows.len(), rows.total()), text(&caption.order()))?;
    for (what, typed) in caption.choices() {
        writeln!(out, "- {what}: {}", text(typed))?;
    }
    if caption.redacted {
        writeln!(out, "- {REDACTED}")?;
    }
    writeln!(out)?;
    table(rows.rows(), columns, measures, out)?;
    let sums = columns.iter().map(|column| {
        let sum = total(rows.totals(), *column, measures);
        if sum.is_empty() { sum } else { format!("**{}**", text(&sum)) }
    });
    line(sums, out)?;
    writeln!(out, "\n{NOTES}")
}

/// The heads and the rows.
pub fn table<'s>(
    mut rows: impl Iterator<Item = Row<'s>>,
    columns: &[Column],
    measures: &Measures,
    out: &mut dyn Write,
) -> io::Result<()> {
    line(columns.iter().map(|column| heading(*column).to_owned()), out)?;
    line(columns.iter().map(|column| if is_number(*column) { "---:" } else { "---" }.to_owned()), out)?;
    rows.try_for_each(|row| line(columns.iter().map(|column| text(&cell(row, *column, measures))), out))
}

fn line(mut cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "|")?;
    cells.try_for_each(|cell| write!(out, " {cell} |"))?;
    writeln!(out)
}

/// Text that stays text, also in a cell of a table: no cell ends in it, and no link, image, emphasis or tag begins.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // Within a word it emphasises nothing.
        let underscore = c == '_' && !(is_letter(before) && is_letter(rest.peek().copied()));
        if underscore || matches!(c, '\\' | '|' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~') {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}
