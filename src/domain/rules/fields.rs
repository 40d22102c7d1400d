//! The contract's table of fields: names, rules, and in [`Word`]s what a right value is.
//!
//! `BODY`, `RUN`, `SLOT` and `REPORT` list every field that an object of the body may have; a name that is in
//! none of them is unknown. What a value must be is said twice, here in words and at the call that reads it in code.

use std::hash::{Hash, Hasher};

/// A word of a sentence. Not every reader knows a name of the contract: who speaks says it in a voice of his own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Said alike to everybody.
    Plain(&'static str),
    /// A member of the contract: `messaging_only`.
    Name(&'static ContractField),
    /// Several of its values: `client_run_ids`.
    Plural(&'static ContractField),
    /// That a switch is on: `messaging_only is true`.
    IsTrue(&'static ContractField),
    /// A member that was probably meant.
    Meant(&'static ContractField),
    /// A value of the contract: `today_so_far`.
    Value(&'static str),
}

use Word::{IsTrue, Name, Plain, Plural, Value};

/// One field of the contract.
#[derive(Debug, PartialEq, Eq)]
pub struct ContractField {
    /// Its name in JSON; empty for the entries of a list.
    pub(in crate::domain) name: &'static str,
    /// The rule a wrong value breaks.
    pub(in crate::domain) rule: u8,
    /// The rule that says when it must be there.
    pub(in crate::domain) presence_rule: u8,
    /// What a right value is, to go on after "must be".
    pub(in crate::domain) expected: &'static [Word],
    /// When it must be there, to go on after "is required"; empty for always.
    pub(in crate::domain) when: &'static [Word],
}

impl Hash for ContractField {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.name, self.rule).hash(state);
    }
}

const fn field(name: &'static str, rule: u8, expected: &'static [Word]) -> ContractField {
    ContractField { name, rule, presence_rule: rule, expected, when: &[] }
}

impl ContractField {
    const fn when(self, when: &'static [Word]) -> Self {
        Self { when, ..self }
    }

    const fn presence_rule(self, presence_rule: u8) -> Self {
        Self { presence_rule, ..self }
    }
}

const BOOLEAN: &[Word] = &[Plain("true or false")];
const INTEGER: &[Word] = &[Plain("a whole number, such as 123")];
const DATE: &[Word] = &[Plain("a real date as YYYY-MM-DD, such as 2026-03-02")];
const CALLING_TIME: &[Word] = &[Plain("HH:mm between 08:00 and 21:00, such as 09:00")];

pub(in crate::domain) const NAME: ContractField = field("name", 1, &[Plain("a name that is not blank")]);
pub(in crate::domain) const AGENT_ID: ContractField =
    field("agent_id", 2, &[Plain("an agent's id that is not blank, such as abc_123")])
        .when(&[Plain(" unless every run is "), Name(&MESSAGING_ONLY)]);
pub(in crate::domain) const CASE_LIST_ID: ContractField = field("case_list_id", 3, INTEGER);
pub(in crate::domain) const IS_OBO: ContractField = field("is_obo", 4, BOOLEAN);
pub(in crate::domain) const CALLS_SCHEDULED_EXTERNALLY: ContractField = field("calls_scheduled_externally", 4, BOOLEAN);
pub(in crate::domain) const NEVER_ENDING: ContractField = field("never_ending", 4, BOOLEAN);
pub(in crate::domain) const SELF_HEALING_DISABLED: ContractField = field("self_healing_disabled", 4, BOOLEAN);
pub(in crate::domain) const USE_COMPANY_HOURS: ContractField = field("use_company_hours", 4, BOOLEAN);
pub(in crate::domain) const CONCURRENCY_LIMIT: ContractField =
    field("concurrency_limit", 5, &[Plain("a whole number from 0 up, where 0 means unlimited")]);
pub(in crate::domain) const FORM_ID: ContractField = field("form_id", 6, INTEGER);
pub(in crate::domain) const BUSINESS_HOURS: ContractField = field(
    "business_hours",
    7,
    &[Plain("a list of one or more slots, each with "), Name(&SLOT_START), Plain(" and "), Name(&SLOT_END)],
)
.when(&[Plain(" when "), IsTrue(&USE_COMPANY_HOURS)]);
pub(in crate::domain) const RUNS: ContractField = field("runs", 11, &[Plain("a list of at least one run")]);
pub(in crate::domain) const REPORT_SCHEDULE: ContractField =
    field("report_schedule", 20, &[Plain("an object with name, frequency, time and recipients")]);

/// The switches that no other rule asks for.
pub(in crate::domain) const SWITCHES: [&ContractField; 4] =
    [&IS_OBO, &CALLS_SCHEDULED_EXTERNALLY, &NEVER_ENDING, &SELF_HEALING_DISABLED];

/// The fields of the body.
pub(in crate::domain) const BODY: [&ContractField; 13] = [
    &NAME,
    &AGENT_ID,
    &CASE_LIST_ID,
    &IS_OBO,
    &CALLS_SCHEDULED_EXTERNALLY,
    &NEVER_ENDING,
    &SELF_HEALING_DISABLED,
    &USE_COMPANY_HOURS,
    &CONCURRENCY_LIMIT,
    &FORM_ID,
    &BUSINESS_HOURS,
    &RUNS,
    &REPORT_SCHEDULE,
];

pub(in crate::domain) const SLOT_START: ContractField = field("start_time", 8, CALLING_TIME);
pub(in crate::domain) const SLOT_END: ContractField = field("end_time", 8, CALLING_TIME);

/// The fields of a slot.
pub(in crate::domain) const SLOT: [&ContractField; 2] = [&SLOT_START, &SLOT_END];

const UNLESS_NO_CALLS: &[Word] =
    &[Plain(" unless the run is "), Name(&MESSAGING_ONLY), Plain(" or "), IsTrue(&USE_COMPANY_HOURS)];

pub(in crate::domain) const CLIENT_RUN_ID: ContractField =
    field("client_run_id", 12, &[Plain("a name for the run that is not blank, such as run-1")]);
pub(in crate::domain) const START_DATE: ContractField = field("start_date", 13, DATE);
pub(in crate::domain) const END_DATE: ContractField = field("end_date", 13, DATE);
pub(in crate::domain) const START_TIME: ContractField =
    field("start_time", 16, CALLING_TIME).presence_rule(15).when(UNLESS_NO_CALLS);
pub(in crate::domain) const END_TIME: ContractField =
    field("end_time", 16, CALLING_TIME).presence_rule(15).when(UNLESS_NO_CALLS);
pub(in crate::domain) const MESSAGING_ONLY: ContractField = field("messaging_only", 17, BOOLEAN);
pub(in crate::domain) const SELECTED_DAYS: ContractField =
    field("selected_days", 18, &[Plain("a list of dates as YYYY-MM-DD")]);
pub(in crate::domain) const SELECTED_DAY: ContractField = field("", 18, DATE);
pub(in crate::domain) const MESSAGES: ContractField = field("messages", 19, &[Plain("a list of messages")]);

/// The fields of a run.
pub(in crate::domain) const RUN: [&ContractField; 8] =
    [&CLIENT_RUN_ID, &START_DATE, &END_DATE, &START_TIME, &END_TIME, &MESSAGING_ONLY, &SELECTED_DAYS, &MESSAGES];

pub(in crate::domain) const REPORT_NAME: ContractField = field("name", 21, &[Plain("a name that is not blank")]);
pub(in crate::domain) const RUN_CLIENT_IDS: ContractField =
    field("run_client_ids", 22, &[Plain("a list of "), Plural(&CLIENT_RUN_ID), Plain(" of this campaign")]);
pub(in crate::domain) const RUN_CLIENT_ID: ContractField =
    field("", 22, &[Plain("the "), Name(&CLIENT_RUN_ID), Plain(" of a run of this campaign")]);
pub(in crate::domain) const FREQUENCY: ContractField = field("frequency", 23, &[Plain("daily, weekly or monthly")]);
pub(in crate::domain) const WEEKDAY: ContractField =
    field("weekday", 24, &[Plain("a whole number from 0 (Sunday) to 6 (Saturday)")])
        .when(&[Plain(" for a weekly report")]);
pub(in crate::domain) const DAY_OF_MONTH: ContractField =
    field("day_of_month", 25, &[Plain("a whole number from 1 to 31")]).when(&[Plain(" for a monthly report")]);
pub(in crate::domain) const TIME: ContractField =
    field("time", 26, &[Plain("HH:mm between 00:00 and 23:59, such as 09:30")]);
pub(in crate::domain) const RECIPIENTS: ContractField =
    field("recipients", 27, &[Plain("a list of at least one e-mail address")]);
pub(in crate::domain) const RECIPIENT: ContractField =
    field("", 27, &[Plain("an e-mail address, such as reports@firm.com")]);
pub(in crate::domain) const FORMAT: ContractField = field("format", 28, &[Plain("csv")]);
pub(in crate::domain) const DATE_RANGE: ContractField = field(
    "date_range",
    29,
    &[
        Plain("cumulative, "),
        Value("today_so_far"),
        Plain(", "),
        Value("previous_day"),
        Plain(", "),
        Value("previous_week"),
        Plain(" or "),
        Value("previous_month"),
    ],
);
pub(in crate::domain) const FILTERS: ContractField = field("filters", 30, &[Plain("an object")]);

/// The fields of a report schedule.
pub(in crate::domain) const REPORT: [&ContractField; 10] = [
    &REPORT_NAME,
    &RUN_CLIENT_IDS,
    &FREQUENCY,
    &WEEKDAY,
    &DAY_OF_MONTH,
    &TIME,
    &RECIPIENTS,
    &FORMAT,
    &DATE_RANGE,
    &FILTERS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contracts_description_has_the_same_fields() {
        let document: serde_json::Value =
            serde_json::from_str(include_str!("../../../assets/openapi.json")).expect("JSON");
        for (schema, fields) in
            [("Plan", &BODY[..]), ("Run", &RUN[..]), ("CallingSlot", &SLOT[..]), ("ReportSchedule", &REPORT[..])]
        {
            let described = document["components"]["schemas"][schema]["properties"].as_object().expect(schema);
            let described: Vec<&str> = described.keys().map(String::as_str).collect();
            let mut fields: Vec<&str> = fields.iter().map(|field| field.name).collect();
            fields.sort_unstable();
            assert_eq!(described, fields, "{schema}");
        }
    }
}
