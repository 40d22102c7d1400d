//! What is worth a look in the report.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Broken, fields, members, texts};
use crate::domain::rules::Verdict;
use crate::domain::rules::path::Path;
use crate::domain::rules::reader::{Node, integer, list, shown};
use crate::domain::rules::report::Frequency;

/// Adds the warnings about `report_schedule`.
pub(super) fn judge(body: &Node<'_>, broken: &Broken, verdict: &mut Verdict) {
    let name = fields::REPORT_SCHEDULE.name;
    let Some(report) = body.get(name).and_then(|report| Node::new(Path::Member(&Path::Body, name), report)) else {
        return;
    };
    members(&report, &fields::REPORT, broken, verdict);
    texts(&report, [&fields::REPORT_NAME], verdict);
    days(&report, verdict);
    recipients(&report, verdict);
}

/// Days that some months do not have, and days that the frequency does not use.
fn days(report: &Node<'_>, verdict: &mut Verdict) {
    let Some(frequency) = report.get(fields::FREQUENCY.name).and_then(Frequency::read) else { return };
    let day = report.get(fields::DAY_OF_MONTH.name).and_then(integer);
    if frequency == Frequency::Monthly
        && let Some(day) = day.filter(|day| (29..=31).contains(day))
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

/// Addresses that get the report more than once. Letter case tells no two mailboxes apart.
fn recipients(report: &Node<'_>, verdict: &mut Verdict) {
    let recipients = report.get(fields::RECIPIENTS.name).and_then(list).unwrap_or_default();
    let mut counts: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for address in recipients.iter().filter_map(Value::as_str) {
        counts.entry(address.trim().to_lowercase()).or_insert((address, 0)).1 += 1;
    }
    for (address, count) in counts.into_values().filter(|(_, count)| *count > 1) {
        let times = if count == 2 { "twice".to_owned() } else { format!("{count} times") };
        verdict.warn(report.at(fields::RECIPIENTS.name), format!("{} is named {times}", shown(address)));
    }
}
