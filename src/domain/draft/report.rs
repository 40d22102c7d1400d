//! The fields of the report schedule, and the values that a field may be chosen from.

use super::spec::{FieldSpec, spec};
use super::value::Kind;
use crate::domain::rules::fields;

/// One of the values that a field may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The text that is typed for it.
    pub text: &'static str,
    /// What people read.
    pub label: &'static str,
}

const fn choice(text: &'static str, label: &'static str) -> Choice {
    Choice { text, label }
}

pub(super) static FREQUENCIES: [Choice; 3] =
    [choice("daily", "every day"), choice("weekly", "every week"), choice("monthly", "every month")];

pub(super) static WEEKDAYS: [Choice; 7] = [
    choice("0", "Sunday"),
    choice("1", "Monday"),
    choice("2", "Tuesday"),
    choice("3", "Wednesday"),
    choice("4", "Thursday"),
    choice("5", "Friday"),
    choice("6", "Saturday"),
];

pub(super) static FORMATS: [Choice; 1] = [choice("csv", "CSV")];

pub(super) static DATE_RANGES: [Choice; 5] = [
    choice("cumulative", "everything so far"),
    choice("today_so_far", "today so far"),
    choice("previous_day", "the day before"),
    choice("previous_week", "the week before"),
    choice("previous_month", "the month before"),
];

/// A field of the report schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportField {
    /// `name`.
    Name,
    /// `frequency`.
    Frequency,
    /// `weekday`.
    Weekday,
    /// `day_of_month`.
    DayOfMonth,
    /// `time`.
    Time,
    /// `recipients`.
    Recipients,
    /// `run_client_ids`.
    RunIds,
    /// `format`.
    Format,
    /// `date_range`.
    DateRange,
    /// `filters`.
    Filters,
}

impl ReportField {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Frequency,
        Self::Weekday,
        Self::DayOfMonth,
        Self::Time,
        Self::Recipients,
        Self::RunIds,
        Self::Format,
        Self::DateRange,
        Self::Filters,
    ];

    pub(super) fn spec(self) -> &'static FieldSpec {
        static SPECS: [FieldSpec; 10] = [
            spec(
                &fields::REPORT_NAME,
                Kind::Text,
                "Report name",
                "What the report is called.",
                "Weekly campaign report",
            ),
            spec(&fields::FREQUENCY, Kind::Text, "Frequency", "How often the report is sent.", "weekly"),
            spec(
                &fields::WEEKDAY,
                Kind::Integer,
                "Weekday",
                "The day on which a weekly report is sent.",
                "2 for Tuesday",
            ),
            spec(
                &fields::DAY_OF_MONTH,
                Kind::Integer,
                "Day of the month",
                "The day on which a monthly report is sent. 28 is the last that every month has.",
                "1",
            ),
            spec(&fields::TIME, Kind::Time, "Time", "When the report is sent; any time of the day.", "09:30"),
            spec(
                &fields::RECIPIENTS,
                Kind::Texts,
                "Recipients",
                "Who gets the report: e-mail addresses, separated by commas.",
                "reports@firm.com, office@firm.com",
            ),
            spec(
                &fields::RUN_CLIENT_IDS,
                Kind::Texts,
                "Runs",
                "The run ids that the report is about, separated by commas. Empty means the whole campaign.",
                "run-1",
            ),
            spec(
                &fields::FORMAT,
                Kind::Text,
                "Format",
                "The format of the report. Empty leaves it to the vendor.",
                "csv",
            ),
            spec(
                &fields::DATE_RANGE,
                Kind::Text,
                "Date range",
                "The time that the report is about. Empty leaves it to the vendor.",
                "cumulative",
            ),
            spec(
                &fields::FILTERS,
                Kind::Json,
                "Filters",
                "Filters of the report, as a JSON object. What it may hold is not public: it is sent untouched.",
                "{}",
            ),
        ];
        FieldSpec::at(&SPECS, self as usize)
    }
}
