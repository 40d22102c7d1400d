//! What the form calls the fields of the contract: “Messages only” where a plan has `messaging_only`.

use super::report::ReportField;
use super::spec::FieldSpec;
use super::table::{BodyField, RunField, SlotField};
use crate::domain::failure::sentence;
use crate::domain::rules::fields::{self, ContractField, Word};

/// What stands before the list of slots.
pub(super) const HOURS: &str = "Business hours";
/// What stands before the switch of the report.
pub(super) const REPORT: &str = "Send a report";

/// A word of the rules as the form says it. A name that is a plain word stays.
pub(super) fn word(word: Word) -> String {
    let quoted = |field: &ContractField| match label(field).filter(|_| field.name.contains('_')) {
        Some(label) => format!("“{label}”"),
        None => field.name.to_owned(),
    };
    match word {
        Word::Plain(text) => text.to_owned(),
        Word::Name(field) | Word::Meant(field) => quoted(field),
        Word::Plural(field) => format!("{}s", label(field).unwrap_or(field.name).to_lowercase()),
        Word::IsTrue(field) => format!("{} is on", quoted(field)),
        Word::Value(text) => text.replace('_', " "),
    }
}

/// What a right value is and when it must be there, as a sentence.
pub(super) fn rule(field: &ContractField) -> String {
    let when = if field.when.is_empty() { "" } else { "; required" };
    let words = |words: &[Word]| words.iter().map(|part| word(*part)).collect::<String>();
    sentence(&format!("{}{when}{}", words(field.expected), words(field.when)))
}

fn label(field: &ContractField) -> Option<&'static str> {
    let of = |specs: &[&'static FieldSpec]| specs.iter().find(|spec| spec.contract == field).map(|spec| spec.label);
    of(&BodyField::ALL.map(BodyField::spec))
        .or_else(|| of(&SlotField::ALL.map(SlotField::spec)))
        .or_else(|| of(&RunField::ALL.map(RunField::spec)))
        .or_else(|| of(&ReportField::ALL.map(ReportField::spec)))
        .or_else(|| (*field == fields::BUSINESS_HOURS).then_some(HOURS))
        .or_else(|| (*field == fields::REPORT_SCHEDULE).then_some(REPORT))
}
