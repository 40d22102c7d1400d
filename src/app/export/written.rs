//! A sheet in each of its forms.

use std::io::{self, Write};

use super::csv::{self, Reader};
use super::format::Rows;
use super::sheet::Sheet;
use super::{html, json, markdown, records};

/// Writes exactly the lines and columns that the sheet has.
pub fn write(sheet: &Sheet, format: Rows, out: &mut dyn Write) -> io::Result<()> {
    let (rows, columns) = (sheet.rows.rows(), &sheet.columns);
    let grouped = !sheet.rows.groups_by().is_empty();
    match format {
        Rows::Csv if grouped => records::csv(sheet, Reader::Program, out),
        Rows::Excel if grouped => records::csv(sheet, Reader::Spreadsheet, out),
        Rows::JsonLines if grouped => records::json_lines(sheet, out),
        Rows::Csv => csv::write(rows, columns, Reader::Program, out),
        Rows::Excel => csv::write(rows, columns, Reader::Spreadsheet, out),
        Rows::JsonLines => json::records(rows, columns, out),
        Rows::Markdown => markdown::write(sheet, out),
        Rows::Html => html::write(sheet, out),
    }
}
