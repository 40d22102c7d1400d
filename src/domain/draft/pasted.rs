//! Rows from a spreadsheet that become runs, slots or recipients.
//!
//! [`read`] makes a [`Preview`] of a pasted text, which says of each row what would be typed or why nothing can be; the
//! rows that are understood are typed by [`Draft::add_pasted`]. Dates and times may be as loose as in the form; whether
//! a row is right is asked of the rules, as part of the draft it would join.

pub mod plan;

mod addresses;
mod cells;
mod columns;
mod records;

use serde_json::Value;

use self::addresses::{addresses, leave_out_known};
use self::cells::{DayOrder, Said, run, slot};
use self::columns::{Column, heading};
use self::records::{Record, has_cells, records};

use super::dates::{self, Anchor};
use super::report::ReportField;
use super::table::{RunField, SlotField};
use super::value::SEPARATORS;
use super::{Draft, Field, run_specs, slot_specs};
use crate::domain::count::{counted, plural};
use crate::domain::rules::fields;
use crate::domain::rules::place::Part;
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
    pub rows: Vec<PastedRow>,
    /// The columns of the heading that mean nothing here, safe to print.
    pub unused: Vec<String>,
    /// How many more rows the text has than are read.
    pub more: usize,
}

/// A row of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedRow {
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
        let parts: usize = self.rows.iter().filter_map(|row| row.reading.as_ref().ok()).map(Reading::parts).sum();
        match self.target {
            Target::Runs => counted(parts, "run"),
            Target::Slots => counted(parts, "slot"),
            Target::Recipients => plural(parts, "address", "addresses"),
        }
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
            Target::Runs if is_untouched(self.runs.items.last().map(|run| run.value(&run_specs()))) => {
                self.remove_run(self.run_count() - 1);
            }
            Target::Slots if is_untouched(self.slots.items.last().map(|slot| slot.value(&slot_specs()))) => {
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

/// Whether a line that may well be the text of one field is a row of cells where no field is open to take it.
pub fn is_row(text: &str, target: Target) -> bool {
    has_cells(text) || target == Target::Slots && text.split(['-', '–']).count() == 2
}

/// Reads a pasted text, separated by tabs, semicolons or commas, for the draft it would join. A first row that names
/// columns is a heading and puts them in order.
pub fn read(text: &str, target: Target, draft: &Draft, today: Today) -> Preview {
    let mut records = records(text);
    let heading = records.first().and_then(|first| heading(&first.cells, target));
    let (columns, unused) = match heading {
        Some(heading) => {
            records.remove(0);
            heading
        }
        None => (Vec::new(), Vec::new()),
    };
    let more = records.len().saturating_sub(MOST_ROWS);
    records.truncate(MOST_ROWS);
    let reader = Reader { columns, target, today, days: DayOrder::of(&records) };
    let (rows, readings) = records.into_iter().map(|record| reader.row(record)).unzip();
    let mut preview = Preview { target, rows, unused, more };
    leave_out_known(&mut preview, draft);
    judge(&mut preview, readings, draft, today);
    preview
}

/// What is known of all rows.
struct Reader {
    columns: Vec<Column>,
    target: Target,
    today: Today,
    days: DayOrder,
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

impl Reader {
    /// A row, and what it would type also where it cannot be taken: the rules say what else is wrong with it.
    fn row(&self, record: Record) -> (PastedRow, Option<Reading>) {
        let Record { line, cells, fault } = record;
        let mut said = Said { faults: fault.map(str::to_owned).into_iter().collect(), ..Said::default() };
        let reading = self.reading(&cells, &mut said);
        let taken = match &reading {
            Some(reading) if said.faults.is_empty() => Ok(reading.clone()),
            _ => Err(said.faults.join("; ")),
        };
        let cells = cells.iter().map(|cell| Shown::new(cell)).collect();
        (PastedRow { line, cells, reading: taken, note: said.notes.join(", ") }, reading)
    }

    fn reading(&self, cells: &[String], said: &mut Said) -> Option<Reading> {
        match self.target {
            Target::Runs => {
                let usual = run_columns(cells, self.today);
                Some(run(&placed(cells, &self.columns, &RunField::ALL, &usual, said), self.today, self.days, said))
            }
            Target::Slots => {
                let split: Vec<String> = match cells {
                    [both] => both.split(['-', '–']).map(|time| time.trim().to_owned()).collect(),
                    _ => cells.to_vec(),
                };
                Some(slot(&placed(&split, &self.columns, &SlotField::ALL, &SlotField::ALL, said), said))
            }
            Target::Recipients => {
                let columns = &self.columns;
                let used = |index: usize| columns.is_empty() || columns.get(index).copied().flatten().is_some();
                let cells = cells.iter().enumerate().filter(|(index, _)| used(*index));
                let addresses: Vec<String> = cells.flat_map(|(_, cell)| addresses(cell)).collect();
                if addresses.is_empty() {
                    said.faults.push("there is no address in it".into());
                    return None;
                }
                Some(Reading::Recipients(addresses))
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
fn placed<F: Copy>(cells: &[String], heading: &[Column], all: &[F], usual: &[F], said: &mut Said) -> Vec<(F, String)> {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    if heading.is_empty() && filled.clone().any(|(index, _)| index >= usual.len()) {
        said.faults.push(format!("it has more cells than {}", usual.len()));
    }
    let field = |index: usize| match heading {
        [] => usual.get(index).copied(),
        heading => heading.get(index).copied().flatten().and_then(|column| all.get(column).copied()),
    };
    filled.filter_map(|(index, cell)| Some((field(index)?, cell.clone()))).collect()
}

/// Asks the rules what they say of each row as a part of the draft; a row that breaks one is not understood. Each row is
/// told everything, also where something else is wrong with it already.
fn judge(preview: &mut Preview, readings: Vec<Option<Reading>>, draft: &Draft, today: Today) {
    let mut joined = draft.clone();
    joined.make_room(preview);
    let mut owners = Vec::new();
    let (runs, slots) = (joined.run_count(), joined.slot_count());
    let recipients = joined.recipients().len();
    for (index, (row, all)) in preview.rows.iter().zip(readings).enumerate() {
        // Addresses that are known already are taken out of what is taken.
        let all = all.filter(|_| preview.target != Target::Recipients);
        let Some(reading) = row.reading.as_ref().ok().or(all.as_ref()) else { continue };
        owners.extend(std::iter::repeat_n(index, reading.parts()));
        joined.add_reading(reading);
    }
    if preview.target == Target::Recipients && !joined.is_on(Field::Report) {
        joined.toggle(Field::Report);
    }
    let people = joined.recipients();
    for found in joined.check(today).problems {
        let entry = match found.place.part {
            Part::Entry(_, index) => Some(index),
            _ => None,
        };
        let part = match found.field() {
            Field::Run(index) | Field::InRun(index, _) => index.checked_sub(runs),
            Field::Slot(index) | Field::InSlot(index, _) => index.checked_sub(slots),
            Field::InReport(ReportField::Recipients) => entry.and_then(|at| at.checked_sub(recipients)),
            _ => None,
        };
        let concerned = part.and_then(|part| owners.get(part)).and_then(|index| preview.rows.get_mut(*index));
        if let Some(row) = concerned {
            let why = format!("{} {}", found.field().label().to_lowercase(), joined.describe(&found));
            row.refuse(entry.and_then(|at| people.get(at)), why);
        }
    }
}

#[cfg(test)]
mod tests;
