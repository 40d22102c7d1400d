//! The fields of the report schedule, and the values that a field may be chosen from.

use super::table::Leaf;
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

/// In the order of [`ReportField`](super::ReportField).
pub(super) static LEAVES: [Leaf; 10] = [
    Leaf {
        contract: &fields::REPORT_NAME,
        kind: Kind::Text,
        label: "Report name",
        what: "What the report is called.",
        example: "Weekly campaign report",
    },
    Leaf {
        contract: &fields::FREQUENCY,
        kind: Kind::Text,
        label: "Frequency",
        what: "How often the report is sent.",
        example: "weekly",
    },
    Leaf {
        contract: &fields::WEEKDAY,
        kind: Kind::Integer,
        label: "Weekday",
        what: "The day on which a weekly report is sent.",
        example: "2 for Tuesday",
    },
    Leaf {
        contract: &fields::DAY_OF_MONTH,
        kind: Kind::Integer,
        label: "Day of the month",
        what: "The day on which a monthly report is sent. 28 is the last that every month has.",
        example: "1",
    },
    Leaf {
        contract: &fields::TIME,
        kind: Kind::Time,
        label: "Time",
        what: "When the report is sent; any time of the day.",
        example: "09:30",
    },
    Leaf {
        contract: &fields::RECIPIENTS,
        kind: Kind::Texts,
        label: "Recipients",
        what: "Who gets the report: e-mail addresses, separated by commas.",
        example: "reports@firm.com, office@firm.com",
    },
    Leaf {
        contract: &fields::RUN_CLIENT_IDS,
        kind: Kind::Texts,
        label: "Runs",
        what: "The run ids that the report is about, separated by commas. Empty means the whole campaign.",
        example: "run-1",
    },
    Leaf {
        contract: &fields::FORMAT,
        kind: Kind::Text,
        label: "Format",
        what: "The format of the report. Empty leaves it to the vendor.",
        example: "csv",
    },
    Leaf {
        contract: &fields::DATE_RANGE,
        kind: Kind::Text,
        label: "Date range",
        what: "The time that the report is about. Empty leaves it to the vendor.",
        example: "cumulative",
    },
    Leaf {
        contract: &fields::FILTERS,
        kind: Kind::Json,
        label: "Filters",
        what: "Filters of the report, as a JSON object. What it may hold is not public: it is sent untouched.",
        example: "{}",
    },
];
