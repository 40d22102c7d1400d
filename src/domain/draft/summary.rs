//! A run and the report in a line each, as a person would say them.
//!
//! What cannot be read yet stands as it is typed, and [`NOTHING`] for what is not filled in. The lines may hold what was
//! typed: make them safe before they are printed.

use super::report::ReportField;
use super::table::{BodyField, RunField};
use super::{Draft, Field};
use crate::domain::time::{Date, parse_date, ymd};

/// Stands for what is not filled in.
pub const NOTHING: &str = "–";
/// How many names a sentence has at most; the rest are counted.
const NAMED: usize = 4;

/// From a day to a day as people read it: `Mon 9 – Fri 13 Mar 2026`.
pub fn span(first: Date, last: Date) -> String {
    let ((year, month, _), (last_year, last_month, _)) = (ymd(first), ymd(last));
    let form = match (year == last_year, month == last_month) {
        (true, true) => "%a %-d",
        (true, false) => "%a %-d %b",
        (false, _) => "%a %-d %b %Y",
    };
    let to = super::dates::written(last);
    if first == last { to } else { format!("{} – {to}", first.format(form)) }
}

/// Names in a row, those beyond the first few counted: `run-1, run-2 and run-3`.
pub(super) fn listed(names: &[String]) -> String {
    in_a_row(names.iter().take(NAMED).cloned().collect(), names.len().saturating_sub(NAMED))
}

/// Names in a row, and how many more there are: `a, b and 3 more`.
pub(super) fn in_a_row(mut names: Vec<String>, more: usize) -> String {
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}

impl Draft {
    /// A run: `run-1  Mon 9 – Fri 13 Mar 2026  09:00–17:00  on Mon 9 Mar, Wed 11 Mar`.
    pub fn run_summary(&self, index: usize) -> String {
        let typed = |part| self.typed(Field::InRun(index, part));
        let mut parts = vec![typed(RunField::Id)];
        parts.push(match self.bounds(index) {
            (Some(first), Some(last)) if first <= last => span(first, last),
            _ => format!("{} to {}", typed(RunField::StartDate), typed(RunField::EndDate)),
        });
        if self.is_on(Field::InRun(index, RunField::MessagingOnly)) {
            parts.push("messages only".to_owned());
        } else if !self.is_on(Field::Body(BodyField::UseCompanyHours)) {
            parts.push(format!("{}–{}", typed(RunField::StartTime), typed(RunField::EndTime)));
        }
        let days = Field::InRun(index, RunField::SelectedDays);
        if !self.text(days).trim().is_empty() {
            parts.push(format!("on {}", self.days_summary(days)));
        }
        parts.join("  ")
    }

    /// Selected days with their weekdays; as typed while one of them cannot be read.
    fn days_summary(&self, field: Field) -> String {
        let value = self.value(field);
        let days = value.as_ref().and_then(serde_json::Value::as_array);
        let read = |day: &serde_json::Value| Some(parse_date(day.as_str()?)?.format("%a %-d %b").to_string());
        let read: Option<Vec<String>> = days.and_then(|days| days.iter().map(read).collect());
        read.map_or_else(|| self.typed(field), |days| days.join(", "))
    }

    /// The report: `Weekly report: weekly on Tuesday at 09:30, csv, everything so far, about run-1`.
    pub fn report_summary(&self) -> String {
        let typed = |field| self.typed(Field::InReport(field));
        let given = |field| Some(typed(field)).filter(|text| text != NOTHING);
        let day = match self.text(Field::InReport(ReportField::Frequency)) {
            "weekly" => format!(" on {}", self.label_of(Field::InReport(ReportField::Weekday))),
            "monthly" => format!(" on day {}", typed(ReportField::DayOfMonth)),
            _ => String::new(),
        };
        let when = format!("{}{day} at {}", typed(ReportField::Frequency), typed(ReportField::Time));
        let range = Field::InReport(ReportField::DateRange);
        let range = given(ReportField::DateRange).map(|_| self.label_of(range));
        let filtered = self.value(Field::InReport(ReportField::Filters)).and_then(|filters| {
            let some = filters.as_object().is_some_and(|filters| !filters.is_empty());
            some.then(|| "filtered".to_owned())
        });
        let about = match self.report_run_ids().as_slice() {
            [] => "about all runs".to_owned(),
            ids => format!("about {}", listed(ids)),
        };
        let parts = [Some(when), given(ReportField::Format), range, filtered, Some(about)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}: {}", typed(ReportField::Name), parts.join(", "))
    }

    /// The ids of the runs that the report is about, as typed; none for the whole campaign.
    pub(super) fn report_run_ids(&self) -> Vec<String> {
        let value = self.value(Field::InReport(ReportField::RunIds));
        let ids = value.as_ref().and_then(serde_json::Value::as_array).into_iter().flatten();
        ids.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned)).collect()
    }

    /// The addresses that get the report, as typed.
    pub(super) fn recipients(&self) -> Vec<String> {
        let value = self.value(Field::InReport(ReportField::Recipients));
        let all = value.as_ref().and_then(serde_json::Value::as_array).into_iter().flatten();
        all.filter_map(|address| address.as_str().map(str::to_owned)).collect()
    }

    /// What a choice is called; as typed where it is none.
    fn label_of(&self, field: Field) -> String {
        self.echo(field).unwrap_or_else(|| self.typed(field))
    }

    /// What is typed in a field, without blanks around it.
    fn typed(&self, field: Field) -> String {
        let text = self.text(field).trim();
        if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn draft(run: &Value, report: &Value) -> Draft {
        Draft::from_plan(&json!({"runs": [run], "report_schedule": report})).unwrap()
    }

    #[test]
    fn spans_name_weekdays_and_the_year() {
        for (first, last, words) in [
            ("2026-03-09", "2026-03-13", "Mon 9 – Fri 13 Mar 2026"),
            ("2026-02-23", "2026-03-06", "Mon 23 Feb – Fri 6 Mar 2026"),
            ("2026-12-28", "2027-01-08", "Mon 28 Dec 2026 – Fri 8 Jan 2027"),
            ("2026-03-09", "2027-03-12", "Mon 9 Mar 2026 – Fri 12 Mar 2027"),
            ("2026-03-09", "2026-03-09", "Mon 9 Mar 2026"),
        ] {
            assert_eq!(span(first.parse().unwrap(), last.parse().unwrap()), words);
        }
    }

    #[test]
    fn a_run_is_told_by_its_days_and_hours() {
        let run = |edit: Value| {
            let mut run = json!({"client_run_id": "run-1", "start_date": "2026-12-07", "end_date": "2026-12-11",
                                 "start_time": "09:00", "end_time": "17:00"});
            run.as_object_mut().unwrap().extend(edit.as_object().unwrap().clone());
            draft(&run, &json!({})).run_summary(0)
        };
        assert_eq!(run(json!({})), "run-1  Mon 7 – Fri 11 Dec 2026  09:00–17:00");
        let messages = run(json!({"messaging_only": true, "selected_days": ["2026-12-07", "2026-12-09"]}));
        assert_eq!(messages, "run-1  Mon 7 – Fri 11 Dec 2026  messages only  on Mon 7 Dec, Wed 9 Dec");
        assert_eq!(run(json!({"end_date": "2026-12-01"})), "run-1  2026-12-07 to 2026-12-01  09:00–17:00");
        assert_eq!(run(json!({"end_date": "fri"})), "run-1  2026-12-07 to fri  09:00–17:00");
        assert_eq!(run(json!({"end_time": null})), "run-1  Mon 7 – Fri 11 Dec 2026  09:00––");
        assert!(run(json!({"selected_days": ["mon"]})).ends_with("  on mon"));
        let mut campaign = draft(&json!({"start_date": "2026-12-07", "end_date": "2026-12-07"}), &json!({}));
        campaign.toggle(Field::Body(BodyField::UseCompanyHours));
        assert_eq!(campaign.run_summary(0), "–  Mon 7 Dec 2026");
    }

    #[test]
    fn a_report_is_told_in_words() {
        let report = |edit: Value| {
            let mut report = json!({"name": "Weekly report", "frequency": "weekly", "weekday": 2, "time": "09:30"});
            report.as_object_mut().unwrap().extend(edit.as_object().unwrap().clone());
            draft(&json!({}), &report).report_summary()
        };
        assert_eq!(report(json!({})), "Weekly report: weekly on Tuesday at 09:30, about all runs");
        let all = json!({"format": "csv", "date_range": "cumulative", "run_client_ids": ["run-1"], "filters": {}});
        let told = "Weekly report: weekly on Tuesday at 09:30, csv, everything so far, about run-1";
        assert_eq!(report(all), told);
        let some = json!({"frequency": "monthly", "day_of_month": 31, "run_client_ids": ["a", "b", "c", "d", "e", "f"],
                          "filters": {"state": "TX"}});
        let told = "Weekly report: monthly on day 31 at 09:30, filtered, about a, b, c, d and 2 more";
        assert_eq!(report(some), told);
        assert_eq!(draft(&json!({}), &json!({"frequency": "daily"})).report_summary(), "–: daily at –, about all runs");
    }
}
