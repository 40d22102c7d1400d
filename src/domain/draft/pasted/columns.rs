//! The heading of pasted rows: which column holds what.

use super::Target;
use crate::domain::draft::Field;
use crate::domain::draft::table::{RunField, SlotField};
use crate::domain::shown::Shown;

/// What a column holds: the field at this place of the target's order; nothing for a column that means nothing.
pub(super) type Column = Option<usize>;

/// The columns that a heading names, and those it names in vain. Nothing when the row is no heading.
pub(super) fn heading(cells: &[String], target: Target) -> Option<(Vec<Column>, Vec<String>)> {
    let columns: Vec<Column> = cells.iter().map(|cell| column(cell, target)).collect();
    columns.iter().any(Option::is_some).then(|| {
        let named = cells.iter().zip(&columns).filter(|(cell, column)| column.is_none() && !cell.is_empty());
        let unused = named.map(|(cell, _)| Shown::new(cell).as_str().to_owned()).collect();
        (columns, unused)
    })
}

/// The field that a word of a heading names: by its name in the contract, its label, or what people call it.
fn column(word: &str, target: Target) -> Column {
    let plain = |word: &str| word.to_lowercase().replace(['_', '-'], " ");
    let word = plain(word);
    let names = |field: Field| field.leaf().is_some_and(|leaf| plain(leaf.name()) == word || plain(leaf.label) == word);
    let called = |words: &[&str]| words.contains(&word.as_str());
    match target {
        Target::Runs => RunField::ALL.into_iter().position(|field| {
            names(Field::InRun(0, field))
                || match field {
                    RunField::Id => called(&["id", "run", "run name", "name"]),
                    RunField::StartDate => called(&["start", "first day", "from date", "date"]),
                    RunField::EndDate => called(&["end", "last day", "to date"]),
                    RunField::StartTime => called(&["from", "from time"]),
                    RunField::EndTime => called(&["to", "to time"]),
                    RunField::SelectedDays => called(&["days"]),
                    RunField::MessagingOnly | RunField::Messages => false,
                }
        }),
        Target::Slots => SlotField::ALL.into_iter().position(|field| {
            names(Field::InSlot(0, field))
                || match field {
                    SlotField::Start => called(&["start", "open", "opens"]),
                    SlotField::End => called(&["end", "close", "closes"]),
                }
        }),
        Target::Recipients => {
            called(&["email", "e mail", "mail", "address", "email address", "recipient", "recipients"]).then_some(0)
        }
    }
}
