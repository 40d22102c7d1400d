//! What is worth a look in the report.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Broken, fields, members, texts};
use crate::domain::rules::Verdict;
use crate::domain::rules::finding::Kind;
use crate::domain::rules::place::Object;
use crate::domain::rules::reader::{Node, integer, list, shown};
use crate::domain::rules::report::Frequency;

/// Adds the warnings about `report_schedule`.
pub(super) fn judge(body: &Node<'_>, broken: &Broken, verdict: &mut Verdict) {
    let report = body.get(&fields::REPORT_SCHEDULE).and_then(|report| Node::new(Object::Report, report));
    let Some(report) = report else { return };
    members(&report, &fields::REPORT, broken, verdict);
    texts(&report, [&fields::REPORT_NAME], verdict);
    days(&report, verdict);
    recipients(&report, verdict);
}

/// Days that some months do not have, and days that the frequency does not use.
fn days(report: &Node<'_>, verdict: &mut Verdict) {
    let Some(frequency) = report.get(&fields::FREQUENCY).and_then(Frequency::read) else { return };
    let day = report.get(&fields::DAY_OF_MONTH).and_then(integer);
    if frequency == Frequency::Monthly
        && let Some(day) = day.filter(|day| (29..=31).contains(day))
    {
        verdict.warn(report.at(&fields::DAY_OF_MONTH), Kind::NotInEveryMonth(day));
    }
    for (field, user) in [(&fields::WEEKDAY, Frequency::Weekly), (&fields::DAY_OF_MONTH, Frequency::Monthly)] {
        if frequency != user && report.get(field).is_some() {
            let frequency = if user == Frequency::Weekly { "weekly" } else { "monthly" };
            verdict.warn(report.at(field), Kind::OnlyFor { frequency, field });
        }
    }
}

/// Addresses that get the report more than once. Letter case tells no two mailboxes apart.
fn recipients(report: &Node<'_>, verdict: &mut Verdict) {
    let recipients = report.get(&fields::RECIPIENTS).and_then(list).unwrap_or_default();
    let mut counts: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for address in recipients.iter().filter_map(Value::as_str) {
        counts.entry(address.trim().to_lowercase()).or_insert((address, 0)).1 += 1;
    }
    for (address, times) in counts.into_values().filter(|(_, times)| *times > 1) {
        verdict.warn(report.at(&fields::RECIPIENTS), Kind::NamedAgain { address: shown(address), times });
    }
}
