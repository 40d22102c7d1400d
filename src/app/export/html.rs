//! One page for people who have no kaytop: to be read on a screen, light or dark, and to be printed.
//!
//! It needs nothing beside itself: no script, no font, no picture, no network; its own policy forbids them all.

use std::borrow::Cow;
use std::io::{self, Write};

use super::caption::{Caption, GROUP_NOTES, NOTES, REDACTED};
use super::field::{Field, fields};
use super::figures::{heading, total};
use super::sheet::Sheet;
use crate::app::connection::Mode;
use crate::domain::measure::Measures;
use crate::domain::order::Column;
use crate::domain::store::Line;

const STYLE: &str = include_str!("page.css");

/// Whose totals stand above the table.
const FIGURES: [Column; 6] =
    [Column::Calls, Column::Ok, Column::Failed, Column::Pending, Column::SuccessRate, Column::Conversion];

/// Writes what the sheet shows as a page.
pub fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let caption = &sheet.caption;
    let notes: &[&str] = if sheet.rows.groups_by().is_empty() { &[NOTES] } else { &[NOTES, GROUP_NOTES] };
    let extent = format!("{}, {}", sheet.extent(), caption.order());
    page("Campaigns", caption, Some(&extent), notes, out, |out| table(sheet, out))
}

/// A page: its title and the words about what is on it, that itself, and the notes below.
pub fn page(
    title: &str,
    caption: &Caption,
    extent: Option<&str>,
    notes: &[&str],
    out: &mut dyn Write,
    body: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    head(title, caption, out)?;
    if let Some(extent) = extent {
        writeln!(out, "<p>{}</p>", escaped(extent))?;
    }
    for (what, typed) in caption.choices() {
        writeln!(out, "<p>{what}: <code>{}</code></p>", escaped(typed))?;
    }
    writeln!(out, "</header>")?;
    body(out)?;
    writeln!(out, "<footer>")?;
    for note in caption.redacted.then_some(REDACTED).iter().chain(notes) {
        writeln!(out, "<p>{}</p>", escaped(note))?;
    }
    writeln!(out, "<p>Written by kaytop {}.</p>", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "</footer>\n</body>\n</html>")
}

/// The totals, and below them the lines.
fn table(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let Sheet { rows, columns, measures, .. } = sheet;
    writeln!(out, "<dl>")?;
    for column in FIGURES {
        let figure = total(rows.totals(), column, measures);
        writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", heading(column), escaped(&figure))?;
    }
    let fields = fields(rows, columns);
    let nested = rows.groups_by().len() > 1 || (!rows.groups_by().is_empty() && rows.has_row_lines());
    writeln!(out, "</dl>\n<table{}>\n<thead>\n<tr>", if nested { " class=\"nested\"" } else { "" })?;
    for field in &fields {
        writeln!(out, "<th scope=\"col\"{}>{}</th>", side(*field), escaped(&field.heading(rows)))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    for line in rows.lines() {
        body_line(line, &fields, rows.groups_by().len(), measures, out)?;
    }
    write!(out, "</tbody>\n<tfoot>\n<tr>")?;
    for field in &fields {
        write!(out, "<td{}>{}</td>", side(*field), escaped(&field.total(rows.totals(), measures)))?;
    }
    writeln!(out, "</tr>\n</tfoot>\n</table>")
}

/// A campaign, or a group; each is set in by the groups that it stands in, of which there are at most `levels`.
fn body_line(
    line: Line<'_>,
    fields: &[Field],
    levels: usize,
    measures: &Measures,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (class, depth) = match line {
        Line::Row(_) => ("", levels),
        Line::Group(group) if group.depth() == 0 => (" class=\"group\"", 0),
        Line::Group(group) => (" class=\"inner group\"", group.depth()),
    };
    write!(out, "<tr{class}>")?;
    for field in fields {
        match (field, line) {
            (Field::Title, Line::Group(group)) => {
                write!(out, "<th scope=\"row\" class=\"in{depth}\"><bdi>{}</bdi></th>", escaped(&group.title()))?;
            }
            (Field::Title, Line::Row(_)) => {
                write!(out, "<td class=\"in{depth}\"><bdi>{}</bdi></td>", escaped(&field.cell(line, measures)))?;
            }
            (field, line) if field.is_number() => {
                write!(out, "<td{}>{}</td>", side(*field), escaped(&field.cell(line, measures)))?;
            }
            // Text in a script that runs the other way must not turn its neighbours round.
            (field, line) => write!(out, "<td><bdi>{}</bdi></td>", escaped(&field.cell(line, measures)))?,
        }
    }
    writeln!(out, "</tr>")
}

fn head(title: &str, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let (mode, host, as_of) = (caption.mode.word(), escaped(&caption.host), escaped(&caption.as_of));
    let class = match caption.mode {
        Mode::Live => "live",
        Mode::Sandbox => "sandbox",
    };
    let practice = match caption.mode {
        Mode::Live => "",
        Mode::Sandbox => " · practice data: nobody was called",
    };
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}, {mode}, as of {as_of}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <h1>{title}<span class=\"mode {class}\">{mode}</span></h1>\n\
         <p>{host} · as of {}{practice}</p>",
        escaped(&caption.freshness()),
    )
}

fn side(field: Field) -> &'static str {
    if field.is_number() { " class=\"n\"" } else { "" }
}

/// Text that stays text, between tags and in an attribute.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let needs = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'');
    if !text.contains(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
