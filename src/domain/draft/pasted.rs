//! Rows from a spreadsheet that become runs, slots or recipients.
//!
//! [`read`] makes a [`Preview`] of a pasted text, which says of each row what would be typed or why nothing can be; the
//! rows that are understood are typed by [`Draft::add_pasted`]. Dates and times may be as loose as in the form; whether
//! a row is right is asked of the rules, as part of the draft it would join.

mod addresses;
mod columns;

use csv::{ReaderBuilder, StringRecord};
use serde_json::Value;

use self::addresses::{addresses, leave_out_known};
use self::columns::{Column, heading};

use super::dates::{self, Anchor};
use super::table::{ReportField, RunField, SlotField};
use super::value::SEPARATORS;
use super::{Draft, Field, run_leaves, slot_leaves};
use crate::domain::rules::fields;
use crate::domain::shown::Shown;
use crate::domain::today::Today;

/// How many rows are read of one text.
pub const MOST_ROWS: usize = 1000;

/// What rows become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A row is a run: id (may be missing), start date, end date, start time, end time, messages only, selected days.
    Runs,
    /// A row is a slot: from, to.
    Slots,
    /// Every address in it, however they are separated.
    Recipients,
}

/// What a pasted text comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What rows become.
    pub target: Target,
    /// Each row, in order; a heading and empty rows are none.
    pub rows: Vec<Row>,
    /// The columns of the heading that mean nothing here, safe to print.
    pub unused: Vec<String>,
    /// How many more rows the text has than are read.
    pub more: usize,
}

/// A row of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the text, from 1.
    pub line: u64,
    /// What it says, safe to print.
    pub cells: Vec<Shown>,
    /// What would be typed, or why nothing can be, in a sentence that is safe to print.
    pub reading: Result<Reading, String>,
    /// What had to be guessed to read it, or is left out of it: a sentence that is safe to print, or nothing.
    pub note: String,
}

/// What a row would type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The fields of a run.
    Run(Vec<(RunField, String)>),
    /// The fields of a slot.
    Slot(Vec<(SlotField, String)>),
    /// Addresses.
    Recipients(Vec<String>),
}

impl Preview {
    /// How many rows are understood.
    pub fn understood(&self) -> usize {
        self.rows.iter().filter(|row| row.reading.is_ok()).count()
    }

    /// What would be added, counted: `2 runs`, `1 address`.
    pub fn words(&self) -> String {
        let (one, many) = match self.target {
            Target::Runs => ("run", "runs"),
            Target::Slots => ("slot", "slots"),
            Target::Recipients => ("address", "addresses"),
        };
        let count: usize = self.rows.iter().filter_map(|row| row.reading.as_ref().ok()).map(Reading::parts).sum();
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

impl Reading {
    /// How many runs, slots or addresses it is.
    fn parts(&self) -> usize {
        if let Self::Recipients(addresses) = self { addresses.len() } else { 1 }
    }
}

impl Draft {
    /// Types the rows that are understood, after what is there; answers how many. A last run or slot that nobody touched
    /// makes room for them.
    pub fn add_pasted(&mut self, preview: &Preview) -> usize {
        let readings = preview.rows.iter().filter_map(|row| row.reading.as_ref().ok());
        self.make_room(preview);
        readings.map(|reading| self.add_reading(reading)).count()
    }

    fn make_room(&mut self, preview: &Preview) {
        if preview.understood() == 0 {
            return;
        }
        let is_untouched = |last: Option<Value>| last.is_some_and(|last| is_untouched(&last));
        match preview.target {
            Target::Runs if is_untouched(self.runs.items.last().map(|run| run.value(&run_leaves()))) => {
                self.remove_run(self.run_count() - 1);
            }
            Target::Slots if is_untouched(self.slots.items.last().map(|slot| slot.value(&slot_leaves()))) => {
                self.remove_slot(self.slot_count() - 1);
            }
            _ => {}
        }
    }

    fn add_reading(&mut self, reading: &Reading) {
        match reading {
            Reading::Run(fields) => {
                let index = self.add_run();
                for (field, text) in fields {
                    self.set_text(Field::InRun(index, *field), text);
                }
            }
            Reading::Slot(fields) => {
                let index = self.add_slot();
                for (field, text) in fields {
                    self.set_text(Field::InSlot(index, *field), text);
                }
            }
            Reading::Recipients(addresses) => {
                let field = Field::InReport(ReportField::Recipients);
                let there = self
                    .text(field)
                    .trim_end_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c))
                    .to_owned();
                let all = std::iter::once(&there).chain(addresses).filter(|text| !text.is_empty());
                let all: Vec<&str> = all.map(String::as_str).collect();
                self.set_text(field, &all.join(", "));
            }
        }
    }
}

/// Whether an entry holds nothing but the id that it was given and switches that are off.
fn is_untouched(entry: &Value) -> bool {
    let given = |id: &str| id.strip_prefix("run-").is_some_and(|number| number.parse::<u32>().is_ok());
    let untouched = |(name, value): (&String, &Value)| {
        name == fields::MESSAGING_ONLY.name && value == false
            || name == fields::CLIENT_RUN_ID.name && value.as_str().is_some_and(given)
    };
    entry.as_object().is_some_and(|members| members.iter().all(untouched))
}

/// Whether a text is rows to look at: several lines or cells, or several addresses.
pub fn has_rows(text: &str, target: Target) -> bool {
    text.trim().contains(['\n', '\t']) || (target == Target::Recipients && addresses(text).len() > 1)
}

/// Reads a pasted text, separated by tabs, semicolons or commas, for the draft it would join. A first row that names
/// columns is a heading and puts them in order.
pub fn read(text: &str, target: Target, draft: &Draft, today: Today) -> Preview {
    let mut records = records(text);
    let heading = records.first().and_then(|(_, cells)| heading(cells, target));
    let (columns, unused) = match heading {
        Some(heading) => {
            records.remove(0);
            heading
        }
        None => (Vec::new(), Vec::new()),
    };
    let more = records.len().saturating_sub(MOST_ROWS);
    let rows = records.into_iter().take(MOST_ROWS).map(|(line, cells)| {
        let read = row(&cells, &columns, target, today);
        let (reading, note) = read.map_or_else(|why| (Err(why), String::new()), |(reading, note)| (Ok(reading), note));
        Row { line, cells: cells.iter().map(|cell| Shown::new(cell)).collect(), reading, note }
    });
    let mut preview = Preview { target, rows: rows.collect(), unused, more };
    leave_out_known(&mut preview, draft);
    judge(&mut preview, draft, today);
    preview
}

/// The rows with something in them and their lines.
fn records(text: &str) -> Vec<(u64, Vec<String>)> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = [b'\t', b';'].into_iter().find(|c| first.contains(char::from(*c))).unwrap_or(b',');
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let cells = |record: StringRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        (line, record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
    };
    let records = reader.records().map_while(Result::ok).map(cells);
    records.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect()
}

/// The order of columns without a heading, for a row that begins with an id.
const RUN_COLUMNS: [RunField; 7] = [
    RunField::Id,
    RunField::StartDate,
    RunField::EndDate,
    RunField::StartTime,
    RunField::EndTime,
    RunField::MessagingOnly,
    RunField::SelectedDays,
];

/// What a row would type, with what had to be guessed for that; else why it types nothing.
type Read = Result<(Reading, String), String>;

fn row(cells: &[String], columns: &[Column], target: Target, today: Today) -> Read {
    match target {
        Target::Runs => Ok(run(&placed(cells, columns, &RunField::ALL, &run_columns(cells, today))?, today)),
        Target::Slots => {
            let split: Vec<String> = match cells {
                [both] => both.split(['-', '–']).map(|time| time.trim().to_owned()).collect(),
                _ => cells.to_vec(),
            };
            Ok(slot(&placed(&split, columns, &SlotField::ALL, &SlotField::ALL)?))
        }
        Target::Recipients => {
            let used = |index: usize| columns.is_empty() || columns.get(index).copied().flatten().is_some();
            let cells = cells.iter().enumerate().filter(|(index, _)| used(*index));
            let addresses: Vec<String> = cells.flat_map(|(_, cell)| addresses(cell)).collect();
            if addresses.is_empty() {
                Err("there is no address in it".into())
            } else {
                Ok((Reading::Recipients(addresses), String::new()))
            }
        }
    }
}

/// The order of the columns of a run: an id stands first unless the row begins with a date.
fn run_columns(cells: &[String], today: Today) -> Vec<RunField> {
    let dated = cells
        .first()
        .is_some_and(|cell| dates::read(cell, Anchor { today: today.date(), from: today.date() }).is_some());
    RUN_COLUMNS.into_iter().skip(usize::from(dated)).collect()
}

/// The filled cells with their fields: by the heading, else in the usual order.
fn placed<F: Copy>(cells: &[String], heading: &[Column], all: &[F], usual: &[F]) -> Result<Vec<(F, String)>, String> {
    let mut placed = Vec::new();
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let field = if heading.is_empty() {
            Some(*usual.get(index).ok_or_else(|| format!("it has more cells than {}", usual.len()))?)
        } else {
            heading.get(index).copied().flatten().and_then(|column| all.get(column).copied())
        };
        placed.extend(field.map(|field| (field, cell.clone())));
    }
    Ok(placed)
}

/// A run of these cells, its dates and times as the contract writes them, and what was guessed of them. Without an end it
/// ends on the day it starts.
fn run(cells: &[(RunField, String)], today: Today) -> (Reading, String) {
    let mut scratch = Draft::default();
    scratch.runs.insert(0, super::Object::default());
    let field = |field| Field::InRun(0, field);
    for (name, text) in cells {
        scratch.set_text(field(*name), text);
    }
    for name in [RunField::StartDate, RunField::EndDate] {
        let anchor = scratch.anchor(field(name), today);
        if let Some(meant) = dates::read(scratch.text(field(name)), anchor).filter(|meant| meant.note.is_empty()) {
            scratch.set_text(field(name), &meant.date.to_string());
        }
    }
    if scratch.text(field(RunField::EndDate)).is_empty() {
        let start = scratch.text(field(RunField::StartDate)).to_owned();
        scratch.set_text(field(RunField::EndDate), &start);
    }
    for name in [RunField::MessagingOnly, RunField::SelectedDays] {
        if let Some(meant) = scratch.suggestion(field(name), today) {
            scratch.set_text(field(name), &meant.text);
        }
    }
    let guessed = read_times(&mut scratch, [RunField::StartTime, RunField::EndTime].map(field));
    let fields = RunField::ALL.map(|name| (name, scratch.text(field(name)).to_owned()));
    (Reading::Run(fields.into_iter().filter(|(_, text)| !text.is_empty()).collect()), guessed)
}

fn slot(cells: &[(SlotField, String)]) -> (Reading, String) {
    let mut scratch = Draft::default();
    scratch.add_slot();
    let field = |field| Field::InSlot(0, field);
    for (name, text) in cells {
        scratch.set_text(field(*name), text);
    }
    let guessed = read_times(&mut scratch, SlotField::ALL.map(field));
    let fields = SlotField::ALL.map(|name| (name, scratch.text(field(name)).to_owned()));
    (Reading::Slot(fields.into_iter().filter(|(_, text)| !text.is_empty()).collect()), guessed)
}

/// Types the times that loose ones mean, the end after the start; answers which of them are a guess: `5 is read as
/// 17:00`.
fn read_times(scratch: &mut Draft, times: [Field; 2]) -> String {
    let mut guessed = Vec::new();
    for field in times {
        let guess = scratch.afternoon_meant(field);
        if let Some(guess) = guess {
            guessed.push(format!("{} is read as {guess}", scratch.text(field).trim()));
        }
        if let Some(time) = guess.or_else(|| scratch.time_said(field)) {
            scratch.set_text(field, &time.to_string());
        }
    }
    guessed.join(", ")
}

/// Asks the rules what they say of each row as a part of the draft; a row that breaks one is not understood.
fn judge(preview: &mut Preview, draft: &Draft, today: Today) {
    let mut joined = draft.clone();
    joined.make_room(preview);
    let mut owners = Vec::new();
    let (runs, slots) = (joined.run_count(), joined.slot_count());
    let recipients = joined.recipients().len();
    for (index, row) in preview.rows.iter().enumerate() {
        let Ok(reading) = &row.reading else { continue };
        owners.extend(std::iter::repeat_n(index, reading.parts()));
        joined.add_reading(reading);
    }
    if preview.target == Target::Recipients && !joined.is_on(Field::Report) {
        joined.toggle(Field::Report);
    }
    let people = joined.recipients();
    for found in joined.check(today).problems {
        let part = match found.field {
            Field::Run(index) | Field::InRun(index, _) => index.checked_sub(runs),
            Field::Slot(index) | Field::InSlot(index, _) => index.checked_sub(slots),
            Field::InReport(ReportField::Recipients) => entry(&found.path).and_then(|at| at.checked_sub(recipients)),
            _ => None,
        };
        let concerned = part.and_then(|part| owners.get(part)).and_then(|index| preview.rows.get_mut(*index));
        if let Some(row) = concerned.filter(|row| row.reading.is_ok()) {
            let why = format!("{} {}", found.field.label().to_lowercase(), joined.said(&found));
            row.refuse(entry(&found.path).and_then(|at| people.get(at)), why);
        }
    }
}

/// The index at the end of a path.
fn entry(path: &str) -> Option<usize> {
    path.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
}

#[cfg(test)]
mod tests;
