//! Groups as text for other programs: what their campaigns come to, pooled.

use super::{Copied, Source};
use crate::app::action::CopyItem;
use crate::app::export;
use crate::domain::count::counted;
use crate::domain::measure::{Measure, Measures};
use crate::domain::order::{Column, Value};
use crate::domain::shown;
use crate::domain::store::{Common, Group};

/// What a copied group holds behind its name, and the head of each in Markdown.
const HEADS: [&str; 11] = [
    "Group",
    "Campaigns",
    "Calls",
    "OK",
    "Failed",
    "Pending",
    "Success of finished",
    "95 % from",
    "95 % to",
    "Conversion ≈",
    "Sentiment ≈",
];

/// The text of one line of the menu, or why there is none for groups.
pub(super) fn copied(source: &Source<'_>, item: CopyItem) -> Result<Copied, String> {
    let groups = source.groups.as_slice();
    let (column, measures) = (source.sorted_by, source.measures);
    let which = match groups {
        [one] => format!("group {}", name(one)),
        several => counted(several.len(), "group"),
    };
    let (what, text) = match item {
        CopyItem::Id => return Err("A group has no id; n copies its name.".to_owned()),
        CopyItem::Name => (format!("name of {which}"), lines(groups, name)),
        CopyItem::Cell if !column.can_be_pooled() => (format!("name of {which}"), lines(groups, name)),
        CopyItem::Cell => {
            let value = |group: &Group<'_>| group.totals().value(column);
            if groups.iter().all(|group| value(group).is_none()) {
                return Err(format!("The {} of {which} is unknown: there is nothing to copy.", column.name()));
            }
            let cell =
                |group: &Group<'_>| value(group).map_or_else(String::new, |value| written(value, column, measures));
            (format!("{} of {which}", column.name()), lines(groups, cell))
        }
        CopyItem::Row => {
            let line = |group: &Group<'_>| {
                let name = shown::spreadsheet_cell(&name(group)).into_owned();
                let known = figures(group, measures).map(Option::unwrap_or_default);
                [vec![name], known.to_vec()].concat().join("\t")
            };
            (format!("{which} as TSV"), lines(groups, line))
        }
        CopyItem::Markdown => (format!("{which} as Markdown"), markdown(groups, measures)),
        _ => {
            let json = match groups {
                [one] => serde_json::to_string_pretty(one),
                all => serde_json::to_string_pretty(all),
            };
            // Writing such objects into a String cannot fail.
            (format!("{which} as JSON"), shown::escape_json(&json.unwrap_or_default()).into_owned())
        }
    };
    Ok(Copied { what, text })
}

/// What its rows have in common, or that it is unknown of them.
fn name(group: &Group<'_>) -> String {
    group.value().map_or("unknown".into(), Common::shown).into_owned()
}

/// All but the name, as the table shows them; `None` where unknown.
fn figures(group: &Group<'_>, measures: &Measures) -> [Option<String>; HEADS.len() - 1] {
    let totals = group.totals();
    let total = |column| totals.value(column).map(|value| written(value, column, measures));
    let range = totals.success.range();
    [
        Some(totals.rows.to_string()),
        total(Column::Calls),
        total(Column::Ok),
        total(Column::Failed),
        total(Column::Pending),
        total(Column::SuccessRate),
        range.map(|range| Measure::RATE.write(range.low)),
        range.map(|range| Measure::RATE.write(range.high)),
        total(Column::Conversion),
        total(Column::Sentiment),
    ]
}

/// The groups as a table of GitHub's Markdown, numbers at the right.
fn markdown(groups: &[Group<'_>], measures: &Measures) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let heads = line(HEADS.map(str::to_owned).to_vec());
    let sides = line(HEADS.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "---:" }.to_owned()).collect());
    let cells = |group: &Group<'_>| {
        let figures = figures(group, measures).map(|figure| figure.unwrap_or_else(|| "–".to_owned()));
        line([vec![export::markdown::text(&name(group))], figures.to_vec()].concat())
    };
    [heads, sides].into_iter().chain(groups.iter().map(cells)).collect::<Vec<_>>().join("\n")
}

/// A value as the table shows it, without separators.
fn written(value: Value<'_>, column: Column, measures: &Measures) -> String {
    match value {
        Value::Text(text) => text.to_owned(),
        Value::Whole(n) => n.to_string(),
        Value::Real(n) => measures.of(column).write(n),
        Value::Range(range) => measures.of(column).write_range(range.low, range.high),
    }
}

fn lines(groups: &[Group<'_>], line: impl Fn(&Group<'_>) -> String) -> String {
    groups.iter().map(line).collect::<Vec<_>>().join("\n")
}
