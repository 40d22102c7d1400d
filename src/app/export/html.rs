//! One page for people who have no kaytop: to be read on a screen, light or dark, and to be printed.
//!
//! It needs nothing beside itself: no script, no font, no picture, no network; its own policy forbids them all.

use std::borrow::Cow;
use std::io::{self, Write};

use super::caption::{Caption, NOTES, REDACTED};
use super::figures::{cell, heading, is_number, total};
use super::sheet::Sheet;
use crate::app::connection::Mode;
use crate::domain::order::Column;

const STYLE: &str = include_str!("page.css");

/// Whose totals stand above the table.
const FIGURES: [Column; 6] =
    [Column::Calls, Column::Ok, Column::Failed, Column::Pending, Column::SuccessRate, Column::Conversion];

/// Writes what the sheet shows as a page.
pub fn write(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let Sheet { rows, columns, measures, caption } = sheet;
    head(caption, out)?;
    let extent = Caption::extent(rows.len(), rows.total());
    writeln!(out, "<p>{extent}, {}</p>", escaped(&caption.order()))?;
    for (what, typed) in caption.choices() {
        writeln!(out, "<p>{what}: <code>{}</code></p>", escaped(typed))?;
    }
    writeln!(out, "</header>\n<dl>")?;
    for column in FIGURES {
        let figure = total(rows.totals(), column, measures);
        writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", heading(column), escaped(&figure))?;
    }
    writeln!(out, "</dl>\n<table>\n<thead>\n<tr>")?;
    for column in columns {
        writeln!(out, "<th scope=\"col\"{}>{}</th>", side(*column), heading(*column))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    for row in rows.rows() {
        write!(out, "<tr>")?;
        for column in columns {
            let text = cell(row, *column, measures);
            // Text in a script that runs the other way must not turn its neighbours round.
            let (before, after) = if is_number(*column) { ("", "") } else { ("<bdi>", "</bdi>") };
            write!(out, "<td{}>{before}{}{after}</td>", side(*column), escaped(&text))?;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "</tbody>\n<tfoot>\n<tr>")?;
    for column in columns {
        write!(out, "<td{}>{}</td>", side(*column), escaped(&total(rows.totals(), *column, measures)))?;
    }
    writeln!(out, "</tr>\n</tfoot>\n</table>\n<footer>")?;
    if caption.redacted {
        writeln!(out, "<p>{REDACTED}</p>")?;
    }
    writeln!(out, "<p>{NOTES}</p>\n<p>Written by kaytop {}.</p>", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "</footer>\n</body>\n</html>")
}

fn head(caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
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
         <title>Campaigns, {mode}, as of {as_of}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n\
         <h1>Campaigns<span class=\"mode {class}\">{mode}</span></h1>\n\
         <p>{host} · as of {}{practice}</p>",
        escaped(&caption.freshness()),
    )
}

fn side(column: Column) -> &'static str {
    if is_number(column) { " class=\"n\"" } else { "" }
}

/// Text that stays text, between tags and in an attribute.
fn escaped(text: &str) -> Cow<'_, str> {
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
