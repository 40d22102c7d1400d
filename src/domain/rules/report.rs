//! The report that is scheduled together with the campaign: R20–R30.

use serde_json::Value;

use super::Verdict;
use super::fields;
use super::place::Object;
use super::reader::{Node, filled, integer, list, one_or_more, time};
use super::runs::RunIds;

const DATE_RANGES: [&str; 5] = ["cumulative", "today_so_far", "previous_day", "previous_week", "previous_month"];

/// How often a report is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
}

impl Frequency {
    pub(super) fn read(value: &Value) -> Option<Self> {
        match value.as_str()? {
            "daily" => Some(Self::Daily),
            "weekly" => Some(Self::Weekly),
            "monthly" => Some(Self::Monthly),
            _ => None,
        }
    }
}

/// Judges `report_schedule`, if the body has one. `run_ids` are the runs it can be about.
pub(super) fn judge(body: &Node<'_>, run_ids: &RunIds<'_>, verdict: &mut Verdict) {
    let field = &fields::REPORT_SCHEDULE;
    let read = |value| Node::new(Object::Report, value);
    let Some(report) = field.optional(body, read, verdict) else { return };
    fields::REPORT_NAME.required(&report, filled, verdict);
    judge_scope(&report, run_ids, verdict);
    judge_days(&report, verdict);
    fields::TIME.required(&report, time, verdict);
    judge_recipients(&report, verdict);
    fields::FORMAT.optional(&report, |value| one_of(value, &["csv"]), verdict);
    fields::DATE_RANGE.optional(&report, |value| one_of(value, &DATE_RANGES), verdict);
    fields::FILTERS.optional(&report, Value::as_object, verdict);
}

fn judge_scope(report: &Node<'_>, run_ids: &RunIds<'_>, verdict: &mut Verdict) {
    let ids = fields::RUN_CLIENT_IDS.optional(report, list, verdict).unwrap_or_default();
    for (index, id) in ids.iter().enumerate() {
        let at = report.object().entry(&fields::RUN_CLIENT_IDS, index);
        let known = |value: &Value| value.as_str().filter(|id| run_ids.contains_key(id)).map(drop);
        fields::RUN_CLIENT_ID.value(id, at, known, verdict);
    }
}

fn judge_days(report: &Node<'_>, verdict: &mut Verdict) {
    let frequency = fields::FREQUENCY.required(report, Frequency::read, verdict);
    let weekly = frequency == Some(Frequency::Weekly);
    let monthly = frequency == Some(Frequency::Monthly);
    let weekday = |value| integer(value).filter(|day| (0..=6).contains(day));
    fields::WEEKDAY.required_if(weekly, report, weekday, verdict);
    let day_of_month = |value| integer(value).filter(|day| (1..=31).contains(day));
    fields::DAY_OF_MONTH.required_if(monthly, report, day_of_month, verdict);
}

fn judge_recipients(report: &Node<'_>, verdict: &mut Verdict) {
    let recipients = fields::RECIPIENTS.required(report, one_or_more, verdict).unwrap_or_default();
    for (index, recipient) in recipients.iter().enumerate() {
        fields::RECIPIENT.value(recipient, report.object().entry(&fields::RECIPIENTS, index), address, verdict);
    }
}

/// `local@domain.tld`: one `@`, no blanks, no list or name around it, and a domain of at least two labels.
fn address(value: &Value) -> Option<&str> {
    let address = value.as_str()?;
    let (local, domain) = address.split_once('@')?;
    let foreign = |c: char| c.is_whitespace() || c.is_control() || "@,;:<>()[]\\\"".contains(c);
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let right = !local.is_empty() && !local.contains(foreign) && domain.contains('.') && domain.split('.').all(label);
    right.then_some(address)
}

fn one_of<'v>(value: &'v Value, words: &[&str]) -> Option<&'v str> {
    value.as_str().filter(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_local_part_and_a_domain_with_a_dot() {
        for (text, right) in [
            ("reports@firm.com", true),
            ("first.last+tag@mail.firm.co.uk", true),
            ("a@b.c", true),
            ("büro@kanzlei-müller.de", true),
            ("o'brien@firm.com", true),
            ("", false),
            ("@", false),
            ("reports", false),
            ("@firm.com", false),
            ("reports@", false),
            ("reports@firm", false),
            ("reports@.com", false),
            ("reports@firm.", false),
            ("reports@firm..com", false),
            ("a@b@firm.com", false),
            (" reports@firm.com", false),
            ("reports@firm.com ", false),
            ("two words@firm.com", false),
            ("a@firm.com,b@firm.com", false),
            ("Reports <reports@firm.com>", false),
            ("<reports@firm.com>", false),
            ("mailto:reports@firm.com", false),
            ("reports@firm.com\n", false),
            ("rep\u{1b}orts@firm.com", false),
        ] {
            assert_eq!(address(&text.into()).is_some(), right, "{text:?}");
        }
        assert_eq!(address(&1.into()), None);
    }
}
