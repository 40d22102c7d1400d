//! A sheet in each of its forms.

use std::io::{self, Write};

use super::csv::{self, Reader};
use super::format::Rows;
use super::sheet::Sheet;
use super::{html, json, markdown};

/// Writes exactly the rows and columns that the sheet has.
pub fn write(sheet: &Sheet, format: Rows, out: &mut dyn Write) -> io::Result<()> {
    let (rows, columns) = (sheet.rows.rows(), &sheet.columns);
    match format {
        Rows::Csv => csv::write(rows, columns, Reader::Program, out),
        Rows::Excel => csv::write(rows, columns, Reader::Spreadsheet, out),
        Rows::JsonLines => json::records(rows, columns, out),
        Rows::Markdown => markdown::write(sheet, out),
        Rows::Html => html::write(sheet, out),
    }
}
