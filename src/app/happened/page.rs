//! What happened on its way to a file, the clipboard or a command's output.

use std::io::{self, Write};

use serde::Serialize;

use crate::app::export::csv::{self, Reader};
use crate::app::export::html::{self, escaped};
use crate::app::export::{Caption, Rows, json, markdown};
use crate::domain::count::counted;
use crate::domain::happened::{Event, when};
use crate::domain::shown::{Shown, spreadsheet_cell};
use crate::domain::time::{self, Zone};

/// What is written of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The newest first.
    pub events: Vec<Event>,
    /// Whose days and clock times are told.
    pub zone: Zone,
    pub caption: Caption,
}

const HEADS: [&str; 5] = ["at", "id", "name", "event", "words"];

/// An event for programs.
#[derive(Serialize)]
struct Line<'a> {
    at: String,
    id: Option<i64>,
    name: Option<&'a str>,
    event: &'static str,
    words: String,
}

impl Page {
    /// The same with campaigns numbered anew, in the order in which they come, and without what may hold a name.
    #[must_use]
    pub(in crate::app) fn redacted(mut self) -> Self {
        let mut known: Vec<i64> = Vec::new();
        for event in &mut self.events {
            if let Some(id) = &mut event.campaign {
                let place = known.iter().position(|known| known == id).unwrap_or_else(|| {
                    known.push(*id);
                    known.len() - 1
                });
                *id = place as i64 + 1;
                event.name = Some(Shown::new(&format!("Campaign {id}")));
            }
            event.what = event.what.clone().redacted();
        }
        Self { caption: self.caption.redacted(), ..self }
    }

    /// What it is, as a notice names it.
    pub fn extent(&self) -> String {
        counted(self.events.len(), "event")
    }

    /// Writes it in a form for rows.
    ///
    /// # Errors
    /// The writer's own.
    pub fn write(&self, format: Rows, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Rows::Csv => self.csv(Reader::Program, out),
            Rows::Excel => self.csv(Reader::Spreadsheet, out),
            Rows::JsonLines => self.events.iter().try_for_each(|event| {
                let line = json::line(&self.line(event))?;
                writeln!(out, "{line}")
            }),
            Rows::Markdown => self.markdown(out),
            Rows::Html => self.html(out),
        }
    }

    fn line<'e>(&self, event: &'e Event) -> Line<'e> {
        Line {
            at: event.at.moment().map(time::iso).unwrap_or_default(),
            id: event.campaign,
            name: event.name.as_ref().map(Shown::raw),
            event: event.what.kind(),
            words: event.what.sentence(self.zone),
        }
    }

    fn csv(&self, reader: Reader, out: &mut dyn Write) -> io::Result<()> {
        let cell = |text: &str| match reader {
            Reader::Program => text.to_owned(),
            Reader::Spreadsheet => spreadsheet_cell(text).into_owned(),
        };
        let lines = self.events.iter().map(|event| {
            let name = event.name.as_ref().map_or("", Shown::as_str);
            let Line { at, id, event, words, .. } = self.line(event);
            vec![at, number(id), cell(name), event.to_owned(), cell(&words)]
        });
        csv::records(std::iter::once(HEADS.map(str::to_owned).to_vec()).chain(lines), reader, out)
    }

    /// Moment, number, name and sentence, as people read them.
    pub fn cells(&self, event: &Event) -> [String; 4] {
        let when = when(event.at, self.zone);
        let name = event.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default();
        [when, number(event.campaign), name, event.what.sentence(self.zone)]
    }

    /// A line of text an event.
    pub fn text(&self) -> String {
        let line = |event: &Event| {
            let cells = self.cells(event);
            cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ") + "\n"
        };
        self.events.iter().map(line).collect()
    }

    fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        markdown::opening("What happened", &self.caption, Some(&self.extent()), out)?;
        writeln!(out, "| When | ID | Campaign | What |\n| --- | ---: | --- | --- |")?;
        self.events.iter().try_for_each(|event| {
            let [when, id, name, words] = self.cells(event).map(|cell| markdown::text(&cell));
            writeln!(out, "| {when} | {id} | {name} | {words} |")
        })
    }

    fn html(&self, out: &mut dyn Write) -> io::Result<()> {
        html::page("What happened", &self.caption, Some(&self.extent()), &[], out, |out| {
            writeln!(out, "<table>\n<thead>\n<tr>")?;
            for (head, side) in [("When", ""), ("ID", " class=\"n\""), ("Campaign", ""), ("What", "")] {
                writeln!(out, "<th scope=\"col\"{side}>{head}</th>")?;
            }
            writeln!(out, "</tr>\n</thead>\n<tbody>")?;
            for event in &self.events {
                let [when, id, name, words] = self.cells(event).map(|cell| escaped(&cell).into_owned());
                writeln!(
                    out,
                    "<tr><td>{when}</td><td class=\"n\">{id}</td><td><bdi>{name}</bdi></td><td>{words}</td></tr>"
                )?;
            }
            writeln!(out, "</tbody>\n</table>")
        })
    }
}

fn number(id: Option<i64>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}
