//! A table for people that fits its terminal: texts are cut first, then columns are left out from the right.

use std::io::{self, Write};

use super::output;
use crate::ui::text;

/// Texts are cut down to this width before a column is left out.
const LEAST: usize = 10;
/// What stands between two columns.
const GAP: usize = 2;

/// A column: its head, and whether it holds text, which stands at the left and may be cut.
pub struct Column {
    pub head: String,
    pub is_text: bool,
}

/// The lines of a table, and the heads of what had no room.
#[derive(Debug, PartialEq, Eq)]
pub struct Fitted {
    /// The head line, then a line for each row.
    pub lines: Vec<String>,
    /// The columns that were left out.
    pub left_out: Vec<String>,
}

/// Lays the rows out within `most` columns of a terminal; without a terminal nothing is cut.
pub fn fit(columns: &[Column], rows: &[Vec<String>], most: Option<usize>) -> Fitted {
    let mut widths: Vec<usize> = columns.iter().map(|column| text::width(&column.head)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = text::width(cell).max(*width);
        }
    }
    let mut kept = columns.len();
    if let Some(most) = most {
        while needed(&widths, kept) > most {
            let widest =
                widths.iter_mut().zip(columns).take(kept).filter(|(width, column)| column.is_text && **width > LEAST);
            match widest.max_by_key(|(width, _)| **width) {
                Some((width, _)) => *width -= 1,
                None if kept > 1 => kept -= 1,
                None => break,
            }
        }
        if let Some(width) = widths.first_mut() {
            *width = (*width).min(most);
        }
    }
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = String::new();
        for ((cell, column), width) in cells.zip(columns).zip(&widths).take(kept) {
            let cell = text::fit(cell, *width);
            let gap = " ".repeat(width.saturating_sub(text::width(&cell)));
            if column.is_text {
                line.extend([&cell, gap.as_str()]);
            } else {
                line.extend([gap.as_str(), &cell]);
            }
            line.push_str(&" ".repeat(GAP));
        }
        line.trim_end().to_owned()
    };
    let heads = line(&mut columns.iter().map(|column| column.head.as_str()));
    let lines = rows.iter().map(|row| line(&mut row.iter().map(String::as_str)));
    Fitted {
        lines: std::iter::once(heads).chain(lines).collect(),
        left_out: columns.iter().skip(kept).map(|column| column.head.clone()).collect(),
    }
}

/// Prints the rows within the terminal that stdout is, and says what had no room.
pub fn print(columns: &[Column], rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let fitted = fit(columns, rows, output::width());
    for (at, line) in fitted.lines.iter().enumerate() {
        if at == 0 { writeln!(out, "{}", output::strong(line))? } else { writeln!(out, "{line}")? }
    }
    if !fitted.left_out.is_empty() {
        let left_out = fitted.left_out.join(", ");
        output::note(&format!("the terminal is too narrow for {left_out}; -o csv prints every column"));
    }
    Ok(())
}

/// How wide the first `kept` columns are.
fn needed(widths: &[usize], kept: usize) -> usize {
    widths.iter().take(kept).sum::<usize>() + kept.saturating_sub(1) * GAP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        [("ID", false), ("NAME", true), ("AGENT", true), ("CALLS", false), ("OK", false)]
            .map(|(head, is_text)| Column { head: head.to_owned(), is_text })
            .into()
    }

    fn row(cells: [&str; 5]) -> Vec<String> {
        cells.map(str::to_owned).into()
    }

    #[test]
    fn every_line_fits_and_numbers_are_whole_or_left_out() {
        let rows = [
            row(["412", "Depo follow-up wave 12", "agent_quite_long", "1,234", "999"]),
            row(["7", "Größe 漢字漢字漢字漢字", "–", "3", "–"]),
        ];
        let whole = fit(&columns(), &rows, None);
        assert!(whole.left_out.is_empty() && whole.lines[1].contains("agent_quite_long  1,234  999"), "{whole:?}");
        for most in 1..80 {
            let fitted = fit(&columns(), &rows, Some(most));
            for line in &fitted.lines {
                assert!(text::width(line) <= most.max(1), "{most}: {line}");
            }
            let numbers = [("CALLS", "1,234"), ("OK", "999")];
            for (head, number) in numbers {
                let there = !fitted.left_out.iter().any(|left| left == head);
                assert_eq!(there, fitted.lines[0].contains(head), "{most}");
                assert_eq!(there, fitted.lines[1].contains(number), "{most}: a number is never cut");
            }
        }
        assert_eq!(fit(&columns(), &rows, Some(79)), whole);
        assert_eq!(fit(&columns(), &rows, Some(20)).left_out, ["AGENT", "CALLS", "OK"]);
    }
}
