//! What the form knows of a field: its name and rule in the contract, how its text is read, its label and what it means.
//!
//! Names and the words for a right value are those of the rules (`rules::fields`).

use super::value::Kind;
use crate::domain::rules::fields;

/// One field that is typed.
#[derive(Clone, Copy)]
pub(super) struct FieldSpec {
    /// The contract's field.
    pub(super) contract: &'static fields::ContractField,
    /// How its text is read.
    pub(super) kind: Kind,
    /// What stands before it.
    pub(super) label: &'static str,
    /// What it is.
    pub(super) what: &'static str,
    /// What may be typed.
    pub(super) example: &'static str,
}

impl FieldSpec {
    /// Its name in JSON.
    pub(super) fn name(&self) -> &'static str {
        self.contract.name
    }

    /// The entry of a table that is in the order of its enum, so that the answer is always its own.
    pub(super) fn at(table: &'static [Self], index: usize) -> &'static Self {
        static NONE: FieldSpec = spec(&fields::NAME, Kind::Text, "", "", "");
        table.get(index).unwrap_or(&NONE)
    }
}

pub(super) const fn spec(
    contract: &'static fields::ContractField,
    kind: Kind,
    label: &'static str,
    what: &'static str,
    example: &'static str,
) -> FieldSpec {
    FieldSpec { contract, kind, label, what, example }
}
