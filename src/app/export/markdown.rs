//! A table of GitHub's Markdown, numbers at the right, and the words about it.

use std::borrow::Cow;
use std::io::{self, Write};

use super::caption::{Caption, GROUP_NOTES, NOTES, REDACTED};
use super::field::{Field, fields};
use super::figures::{cell, heading, is_number};
use super::sheet::Sheet;
use crate::domain::measure::Measures;
use crate::domain::order::Column;
use crate::domain::store::Row;

/// Writes what the sheet shows, its total and its caption.
pub fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let Sheet { rows, columns, measures, caption } = sheet;
    opening("Campaigns", caption, Some(&format!("{}, {}", sheet.extent(), caption.order())), out)?;
    let fields = fields(rows, columns);
    head(fields.iter().map(|field| (field.heading(rows), field.is_number())), out)?;
    for shown in rows.lines() {
        let is_group = shown.group().is_some();
        let cell = |field: &Field| {
            let cell = text(&field.cell(shown, measures));
            if is_group && *field == Field::Title { format!("**{cell}**") } else { cell }
        };
        line(fields.iter().map(cell), out)?;
    }
    let sums = fields.iter().map(|field| {
        let sum = field.total(rows.totals(), measures);
        if sum.is_empty() { sum } else { format!("**{}**", text(&sum)) }
    });
    line(sums, out)?;
    writeln!(out, "\n{NOTES}")?;
    if rows.groups_by().is_empty() { Ok(()) } else { writeln!(out, "\n{GROUP_NOTES}") }
}

/// The title and the words about what follows, some of which say how much that is.
pub fn opening(title: &str, caption: &Caption, extent: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {title}\n")?;
    writeln!(out, "- {} {}", caption.mode.word(), text(&caption.host))?;
    writeln!(out, "- as of {}", text(&caption.freshness()))?;
    if let Some(extent) = extent {
        writeln!(out, "- {}", text(extent))?;
    }
    for (what, typed) in caption.choices() {
        writeln!(out, "- {what}: {}", text(typed))?;
    }
    if caption.redacted {
        writeln!(out, "- {REDACTED}")?;
    }
    writeln!(out)
}

/// The heads and the rows.
pub fn table<'s>(
    mut rows: impl Iterator<Item = Row<'s>>,
    columns: &[Column],
    measures: &Measures,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(columns.iter().map(|column| (heading(*column).into(), is_number(*column))), out)?;
    rows.try_for_each(|row| line(columns.iter().map(|column| text(&cell(row, *column, measures))), out))
}

/// The heads, and on which side what is below each stands.
fn head(heads: impl Iterator<Item = (Cow<'static, str>, bool)> + Clone, out: &mut dyn Write) -> io::Result<()> {
    line(heads.clone().map(|(head, _)| head.into_owned()), out)?;
    line(heads.map(|(_, is_number)| if is_number { "---:" } else { "---" }.to_owned()), out)
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
