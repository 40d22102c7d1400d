//! What is worth a look and never blocks.

use serde_json::Value;

use super::fields::{self, Field};
use super::path::Path;
use super::reader::{Node, date, list, one_or_more, shown};
use super::report::Frequency;
use super::runs::Dates;
use super::{BODY_LIMIT, Verdict, Warning};
use crate::domain::nearest::nearest;
use crate::domain::time::Date;

const DISABLED: &str = "campaigns are not enabled for this company (is_enabled is false in its settings), so this one \
                        may be refused or stay idle";

/// The warning for a company whose settings say `is_enabled=false`: the body does not tell, so callers add it.
pub fn disabled_warning() -> Warning {
    Warning { path: String::new(), message: DISABLED.to_owned() }
}

/// Fields that the contract does not have, most often typing errors.
pub(super) fn unknown_fields(node: &Node<'_>, known: &[&Field], verdict: &mut Verdict) {
    let known = known.iter().map(|field| field.name);
    for name in node.names().filter(|&name| known.clone().all(|known| known != name)) {
        let meant = match nearest(name, known.clone()) {
            Some(meant) => format!(", did you mean `{meant}`? It"),
            None => "; it".to_owned(),
        };
        let name = shown(name);
        verdict.warn(node.at(&name), format!("unknown field `{name}`{meant} is sent as written"));
    }
}

/// A body larger than the sandbox takes, which a server may refuse as well.
pub(super) fn size(body: &Value, verdict: &mut Verdict) {
    let bytes = body.to_string().len();
    if bytes > BODY_LIMIT {
        let (size, limit) = (bytes.div_ceil(1024), BODY_LIMIT / 1024);
        let message =
            format!("the request has {size} KiB; the sandbox takes {limit} KiB, and the server may refuse it too");
        verdict.warn(Path::Body, message);
    }
}

/// Run dates before `today`: legal, and likely a plan from an earlier time.
pub(super) fn past_dates(run: &Node<'_>, days: Dates, today: Date, verdict: &mut Verdict) {
    for (field, day) in [(&fields::START_DATE, days.start), (&fields::END_DATE, days.end)] {
        if let Some(day) = day.filter(|&day| day < today) {
            verdict.warn(run.at(field.name), format!("{day} is in the past; today is {today}"));
        }
    }
    let path = run.at(fields::SELECTED_DAYS.name);
    let selected = run.get(fields::SELECTED_DAYS.name).and_then(list).unwrap_or_default();
    for (index, day) in selected.iter().enumerate() {
        if let Some(day) = date(day).filter(|&day| day < today) {
            verdict.warn(Path::Entry(&path, index), format!("{day} is in the past; today is {today}"));
        }
    }
}

/// A messaging-only run without a message does nothing. Messages that are no list are a breach already (R19).
pub(super) fn nothing_to_send(run: &Node<'_>, verdict: &mut Verdict) {
    let messages = run.get(fields::MESSAGES.name);
    if messages.is_none_or(|messages| messages.is_array() && one_or_more(messages).is_none()) {
        verdict
            .warn(run.at(fields::MESSAGES.name), "a run that is messaging_only has nothing to send without messages");
    }
}

/// Runs whose dates overlap. Each is compared with the one that reaches furthest of those that start before it, so
/// that a plan of many runs stays readable and fast.
pub(super) fn overlapping_runs(list: &Path<'_>, runs: &[(usize, Dates)], verdict: &mut Verdict) {
    let in_order = |&(index, days): &(usize, Dates)| {
        let (start, end) = (days.start?, days.end?);
        (start <= end).then_some((start, end, index))
    };
    let mut runs: Vec<_> = runs.iter().filter_map(in_order).collect();
    runs.sort_unstable_by_key(|&(start, _, index)| (start, index));
    let mut overlaps = Vec::new();
    let mut furthest: Option<(Date, usize)> = None;
    for (start, end, index) in runs {
        if let Some((until, other)) = furthest.filter(|&(until, _)| start <= until) {
            overlaps.push((index.max(other), index.min(other), start, end.min(until)));
        }
        furthest = furthest.max(Some((end, index)));
    }
    overlaps.sort_unstable();
    for (later, earlier, from, to) in overlaps {
        let days = if from == to { format!("on {from}") } else { format!("from {from} to {to}") };
        let (later, earlier) = (Path::Entry(list, later), Path::Entry(list, earlier));
        verdict.warn(later, format!("{later} and {earlier} overlap {days}"));
    }
}

/// Days that some months do not have, and days that the frequency does not use.
pub(super) fn report_days(report: &Node<'_>, frequency: Frequency, day_of_month: Option<i128>, verdict: &mut Verdict) {
    if frequency == Frequency::Monthly
        && let Some(day) = day_of_month.filter(|&day| day > 28)
    {
        verdict.warn(
            report.at(fields::DAY_OF_MONTH.name),
            format!("not every month has a day {day}; 28 is the last that all have"),
        );
    }
    for (field, user) in [(&fields::WEEKDAY, Frequency::Weekly), (&fields::DAY_OF_MONTH, Frequency::Monthly)] {
        if frequency != user && report.get(field.name).is_some() {
            let word = if user == Frequency::Weekly { "weekly" } else { "monthly" };
            verdict.warn(report.at(field.name), format!("only a {word} report uses {}", field.name));
        }
    }
}
