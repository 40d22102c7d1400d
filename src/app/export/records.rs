//! The lines of a table whose rows are gathered, for programs: each says what it is, so that groups are told from
//! campaigns.

use std::io::{self, Write};
use std::iter::Peekable;

use serde::Serialize;

use super::csv::{self, Reader};
use super::json::{self, Members};
use super::sheet::Sheet;
use crate::domain::grouping::GroupBy;
use crate::domain::order::{Column, Value};
use crate::domain::store::{Alone, Common, Group, Line};

/// What the line of a campaign is.
const CAMPAIGN: &str = "campaign";

/// A column of CSV.
#[derive(Debug, Clone, Copy)]
enum Field {
    /// What the line is: a campaign, or a group by what is named.
    Kind,
    /// What rows are gathered by at this level, the outer one as 0.
    Key(usize),
    Campaigns,
    Share,
    Low,
    High,
    Value(Column),
}

/// A line for each group and each campaign that is shown, under the names for programs; figures exact, unknown empty.
///
/// # Errors
/// The writer's own, of its own kind.
pub(super) fn csv(sheet: &Sheet, reader: Reader, out: &mut dyn Write) -> io::Result<()> {
    let by = sheet.rows.groups_by();
    let keys = (0..by.len()).map(Field::Key);
    let figures = [Field::Campaigns, Field::Share, Field::Low, Field::High];
    let is_said = |column: Column| column == Column::SuccessRange || by.iter().any(|by| by.column() == column);
    let others = sheet.columns.iter().copied().filter(|column| !is_said(*column));
    let fields: Vec<Field> =
        std::iter::once(Field::Kind).chain(keys).chain(figures).chain(others.map(Field::Value)).collect();
    let heads = fields.iter().map(|field| field.member(by));
    let lines = sheet.rows.lines().map(|line| fields.iter().map(move |field| field.value(line, by)));
    csv::table(heads, lines, reader, out)
}

impl Field {
    fn member(self, by: &[GroupBy]) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Key(level) => by.get(level).map_or("", |by| by.column().member()),
            Self::Campaigns => "campaigns",
            Self::Share => "calls_share_percent",
            Self::Low => "success_low",
            Self::High => "success_high",
            Self::Value(column) => column.member(),
        }
    }

    fn value<'s>(self, line: Line<'s>, by: &[GroupBy]) -> Option<Value<'s>> {
        match (self, line) {
            (Self::Kind, Line::Row(_)) => Some(Value::Text(CAMPAIGN)),
            (Self::Kind, Line::Group(group)) => Some(Value::Text(group.by().name())),
            (Self::Key(level), Line::Row(row)) => row.value(by.get(level)?.column()),
            (Self::Key(level), Line::Group(group)) => key(&group, level),
            (Self::Campaigns, Line::Group(group)) => Some(Value::Whole(group.totals().rows as i64)),
            (Self::Share, Line::Group(group)) => group.share().map(Value::Real),
            (Self::Campaigns | Self::Share, Line::Row(_)) => None,
            (Self::Low, line) => range(line).map(|range| Value::Real(range.low)),
            (Self::High, line) => range(line).map(|range| Value::Real(range.high)),
            (Self::Value(column), Line::Row(row)) => row.value(column),
            (Self::Value(column), Line::Group(group)) => group.totals().value(column),
        }
    }
}

/// What the rows of a group have in common at a level.
fn key<'s>(group: &Group<'s>, level: usize) -> Option<Value<'s>> {
    let value = match level {
        level if level == group.depth() => group.value(),
        level if level < group.depth() => group.outer().and_then(|outer| outer.value()),
        _ => None,
    };
    value.map(|value| match value {
        Common::Text(text) => Value::Text(text.as_str()),
        Common::Number(number) => Value::Whole(number),
    })
}

fn range(line: Line<'_>) -> Option<crate::domain::confidence::Range> {
    match line {
        Line::Row(row) => row.success_range(),
        Line::Group(group) => group.totals().success.range(),
    }
}

/// A group, and what is shown below it while it is open.
#[derive(Serialize)]
struct Opened<'s> {
    #[serde(flatten)]
    own: Alone<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<Vec<Opened<'s>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Members<'s>>>,
}

/// The groups of the outer level, one object a line: as `kaytop list` prints them, and what is shown below an open one
/// within it, other groups under `groups` and campaigns, with the chosen columns, under `rows`.
pub(super) fn json_lines(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = sheet.rows.lines().peekable();
    while let Some(line) = lines.next() {
        if let Line::Group(group) = line {
            writeln!(out, "{}", json::line(&opened(group, &mut lines, sheet))?)?;
        }
    }
    Ok(())
}

/// Takes the lines that stand below the group.
fn opened<'s>(group: Group<'s>, lines: &mut Peekable<impl Iterator<Item = Line<'s>>>, sheet: &'s Sheet) -> Opened<'s> {
    let (mut groups, mut rows) = (Vec::new(), Vec::new());
    let is_below = |line: &Line<'s>| match line {
        Line::Row(_) => true,
        Line::Group(inner) => inner.depth() > group.depth(),
    };
    while let Some(line) = lines.next_if(is_below) {
        match line {
            Line::Row(row) => rows.push(Members { row, columns: &sheet.columns }),
            Line::Group(inner) => groups.push(opened(inner, lines, sheet)),
        }
    }
    let any = |is_empty: bool| (group.is_open() && !is_empty).then_some(());
    Opened {
        own: Alone(group),
        groups: any(groups.is_empty()).map(|()| groups),
        rows: any(rows.is_empty()).map(|()| rows),
    }
}
