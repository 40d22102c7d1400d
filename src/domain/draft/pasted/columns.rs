//! The heading of pasted rows: which column holds what.

use super::Target;
use crate::domain::draft::Field;
use crate::domain::draft::table::{RunField, SlotField};
use crate::domain::shown::Shown;

/// What a column holds: the field at this place of the target's order; nothing for a column that means nothing.
pub(super) type Column = Option<usize>;

/// The columns that a heading names, and those it names in vain: they mean nothing here, or one before them is the same.
/// Nothing when the row is no heading.
pub(super) fn heading(cells: &[String], target: Target) -> Option<(Vec<Column>, Vec<String>)> {
    let mut columns: Vec<Column> = Vec::new();
    for cell in cells {
        // A row may have several addresses and has one of everything else.
        let is_new = |column: &usize| target == Target::Recipients || !columns.contains(&Some(*column));
        columns.push(column(cell, target).filter(is_new));
    }
    columns.iter().any(Option::is_some).then(|| {
        let named = cells.iter().zip(&columns).filter(|(cell, column)| column.is_none() && !cell.is_empty());
        let unused = named.map(|(cell, _)| Shown::new(cell).as_str().to_owned()).collect();
        (columns, unused)
    })
}

/// The field that a word of a heading names: by its name in the contract, its label, or what people call it.
fn column(word: &str, target: Target) -> Column {
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let word = plain(word);
    let names = |field: Field| field.spec().is_some_and(|spec| plain(spec.name()) == word || plain(spec.label) == word);
    let called = |words: &[&str]| words.iter().any(|called| plain(called) == word);
    match target {
        Target::Runs => RunField::ALL.into_iter().position(|field| {
            names(Field::InRun(0, field))
                || match field {
                    RunField::Id => called(&["id", "run", "run name", "name"]),
                    RunField::StartDate => called(&["start", "starts", "begin", "first day", "from date", "date"]),
                    RunField::EndDate => called(&["end", "ends", "finish", "last day", "to date"]),
                    RunField::StartTime => called(&["from", "from time"]),
                    RunField::EndTime => called(&["to", "until", "till", "to time"]),
                    RunField::SelectedDays => called(&["days"]),
                    RunField::MessagingOnly | RunField::Messages => false,
                }
        }),
        Target::Slots => SlotField::ALL.into_iter().position(|field| {
            names(Field::InSlot(0, field))
                || match field {
                    SlotField::Start => called(&["start", "from", "open", "opens"]),
                    SlotField::End => called(&["end", "to", "until", "till", "close", "closes"]),
                }
        }),
        Target::Recipients => {
            called(&["email", "e mail", "mail", "address", "email address", "recipient", "recipients"]).then_some(0)
        }
    }
}
