//! The runs of a campaign: R12–R19.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value;

use super::Verdict;
use super::fields;
use super::finding::Kind;
use super::hours::Times;
use super::place::Object;
use super::reader::{Node, boolean, date, filled, list};
use crate::domain::time::Date;

const TIMES: Times = Times { start: &fields::START_TIME, end: &fields::END_TIME, order: 16 };

/// The names that the runs of a campaign have, each with the index of the first run that has it.
pub(super) type RunIds<'v> = HashMap<&'v str, usize>;

/// The first and last day of a run; each may be unreadable, and they may be reversed.
#[derive(Clone, Copy)]
struct Dates {
    start: Option<Date>,
    end: Option<Date>,
}

/// Judges the runs. With `company_hours` they need no times of their own.
pub(super) fn judge<'v>(runs: &'v [Value], company_hours: bool, verdict: &mut Verdict) -> RunIds<'v> {
    let mut ids = RunIds::new();
    for (index, run) in runs.iter().enumerate() {
        let Some(run) = Node::entry(Object::Run(index), run, verdict) else { continue };
        judge_id(&run, index, &mut ids, verdict);
        let days = judge_dates(&run, verdict);
        judge_calls(&run, company_hours, verdict);
        judge_selected_days(&run, days, verdict);
        fields::MESSAGES.optional(&run, list, verdict);
    }
    ids
}

/// What a run says of itself, when it is readable.
pub(super) fn messaging_only(run: &Node<'_>) -> Option<bool> {
    run.get(&fields::MESSAGING_ONLY).and_then(boolean)
}

fn judge_id<'v>(run: &Node<'v>, index: usize, ids: &mut RunIds<'v>, verdict: &mut Verdict) {
    let field = &fields::CLIENT_RUN_ID;
    field.optional(run, filled, verdict);
    let Some(id) = run.get(field).and_then(Value::as_str) else { return };
    match ids.entry(id) {
        Entry::Vacant(free) => {
            free.insert(index);
        }
        Entry::Occupied(first) if !id.trim().is_empty() => {
            verdict.breach(run.at(field), field.rule, Kind::SameId(*first.get()));
        }
        Entry::Occupied(_) => {}
    }
}

fn judge_dates(run: &Node<'_>, verdict: &mut Verdict) -> Dates {
    let start = fields::START_DATE.required(run, date, verdict);
    let end = fields::END_DATE.required(run, date, verdict);
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        verdict.breach(run.at(&fields::END_DATE), 14, Kind::EndsBeforeStart { start, end });
    }
    Dates { start, end }
}

fn judge_calls(run: &Node<'_>, company_hours: bool, verdict: &mut Verdict) {
    if fields::MESSAGING_ONLY.optional(run, boolean, verdict) != Some(true) {
        TIMES.judge(!company_hours, run, verdict);
        return;
    }
    for time in [TIMES.start, TIMES.end] {
        if run.get(time).is_some() {
            verdict.breach(run.at(time), 17, Kind::TimeWithoutCalls);
        }
    }
}

fn judge_selected_days(run: &Node<'_>, run_days: Dates, verdict: &mut Verdict) {
    let days = fields::SELECTED_DAYS.optional(run, list, verdict).unwrap_or_default();
    let mut first_at = HashMap::new();
    for (index, day) in days.iter().enumerate() {
        let at = run.object().entry(&fields::SELECTED_DAYS, index);
        let Some(day) = fields::SELECTED_DAY.value(day, at.clone(), date, verdict) else { continue };
        let start = run_days.start.filter(|&start| day < start);
        let end = run_days.end.filter(|&end| day > end);
        let repeats = Some(*first_at.entry(day).or_insert(index)).filter(|&first| first != index);
        if start.is_some() || end.is_some() || repeats.is_some() {
            verdict.breach(at, fields::SELECTED_DAY.rule, Kind::WrongDay { day, start, end, repeats });
        }
    }
}
