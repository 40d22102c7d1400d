//! The runs of a campaign: R12–R19.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::Value;

use super::Verdict;
use super::fields;
use super::hours::Times;
use super::path::Path;
use super::reader::{Node, boolean, date, filled, list};
use crate::domain::time::Date;

static RUNS: Path<'static> = Path::Member(&Path::Body, fields::RUNS.name);

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
        let Some(run) = Node::entry(&RUNS, index, run, verdict) else { continue };
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
    run.get(fields::MESSAGING_ONLY.name).and_then(boolean)
}

fn judge_id<'v>(run: &Node<'v>, index: usize, ids: &mut RunIds<'v>, verdict: &mut Verdict) {
    let field = &fields::CLIENT_RUN_ID;
    field.optional(run, filled, verdict);
    let Some(id) = run.get(field.name).and_then(Value::as_str) else { return };
    match ids.entry(id) {
        Entry::Vacant(free) => {
            free.insert(index);
        }
        Entry::Occupied(first) if !id.trim().is_empty() => {
            let first = Path::Entry(&RUNS, *first.get());
            verdict.breach(
                run.at(field.name),
                field.rule,
                format!("must be unique in the campaign; {first} has the same"),
            );
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
        verdict.breach(
            run.at(fields::END_DATE.name),
            14,
            format!("must not be before the start ({start}); it is {end}"),
        );
    }
    Dates { start, end }
}

fn judge_calls(run: &Node<'_>, company_hours: bool, verdict: &mut Verdict) {
    if fields::MESSAGING_ONLY.optional(run, boolean, verdict) != Some(true) {
        TIMES.judge(!company_hours, run, verdict);
        return;
    }
    for time in [TIMES.start, TIMES.end] {
        if run.get(time.name).is_some() {
            verdict.breach(run.at(time.name), 17, "must be left out: a run that is messaging_only places no calls");
        }
    }
}

fn judge_selected_days(run: &Node<'_>, run_days: Dates, verdict: &mut Verdict) {
    let path = run.at(fields::SELECTED_DAYS.name);
    let days = fields::SELECTED_DAYS.optional(run, list, verdict).unwrap_or_default();
    let mut first_at = HashMap::new();
    for (index, day) in days.iter().enumerate() {
        let at = Path::Entry(&path, index);
        let Some(day) = fields::SELECTED_DAY.value(day, at, date, verdict) else { continue };
        let mut wrong = Vec::new();
        if let Some(start) = run_days.start.filter(|&start| day < start) {
            wrong.push(format!("must not be before the start ({start})"));
        }
        if let Some(end) = run_days.end.filter(|&end| day > end) {
            wrong.push(format!("must not be after the end ({end})"));
        }
        let first = *first_at.entry(day).or_insert(index);
        if first != index {
            wrong.push(format!("must not repeat {}", Path::Entry(&path, first)));
        }
        if !wrong.is_empty() {
            verdict.breach(at, fields::SELECTED_DAY.rule, format!("{}; it is {day}", wrong.join(" and ")));
        }
    }
}
