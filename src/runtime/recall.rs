//! Answers what the screen asks of the record.

use super::alerts::{self, Keeps, recollected};
use super::past;
use crate::app::recall::{Recall, Recalled};
use crate::domain::happened;
use crate::domain::history::recount;

/// The answer, or why there is none: a clause.
pub(super) fn answer(engine: &mut dyn Keeps, question: &Recall) -> Result<Recalled, String> {
    match question {
        Recall::Alerts => alerts::log(engine).map(Recalled::Alerts),
        Recall::Happened(question) => happened::recall(engine, question).map(Recalled::Happened),
        Recall::History(question) => recount(engine, question).map(|told| Recalled::History(told.map(Box::new))),
        Recall::Memory(question) => recollected(engine, question).map(|memory| Recalled::Memory(memory.map(Box::new))),
        Recall::Past(visit) => past::visit(engine, *visit).map(Recalled::Past),
    }
}
