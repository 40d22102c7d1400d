//! The contract's table of fields: names, rules, and in words what a right value is.
//!
//! [`BODY`], [`RUN`], [`SLOT`] and [`REPORT`] list every field that an object of the body may have; a name that is in
//! none of them is unknown. What a value must be is said twice, here in words and at the call that reads it in code.

/// One field of the contract.
pub(in crate::domain) struct Field {
    /// Its name in JSON.
    pub(in crate::domain) name: &'static str,
    /// The rule a wrong value breaks.
    pub(in crate::domain) rule: u8,
    /// The rule that says when it must be there.
    pub(in crate::domain) presence_rule: u8,
    /// What a right value is, to go on after "must be".
    pub(in crate::domain) expected: &'static str,
    /// When it must be there, to go on after "is required"; empty for always.
    pub(in crate::domain) when: &'static str,
}

const fn field(name: &'static str, rule: u8, expected: &'static str) -> Field {
    Field { name, rule, presence_rule: rule, expected, when: "" }
}

impl Field {
    const fn when(self, when: &'static str) -> Self {
        Self { when, ..self }
    }

    const fn presence_rule(self, presence_rule: u8) -> Self {
        Self { presence_rule, ..self }
    }
}

const BOOLEAN: &str = "true or false";
const INTEGER: &str = "a whole number, such as 123";
const DATE: &str = "a real date as YYYY-MM-DD, such as 2026-03-02";
const CALLING_TIME: &str = "HH:mm between 08:00 and 21:00, such as 09:00";

pub(in crate::domain) const NAME: Field = field("name", 1, "a name that is not blank");
pub(in crate::domain) const AGENT_ID: Field = field("agent_id", 2, "an agent's id that is not blank, such as abc_123")
    .when(" unless every run is messaging_only");
pub(in crate::domain) const CASE_LIST_ID: Field = field("case_list_id", 3, INTEGER);
pub(in crate::domain) const IS_OBO: Field = field("is_obo", 4, BOOLEAN);
pub(in crate::domain) const CALLS_SCHEDULED_EXTERNALLY: Field = field("calls_scheduled_externally", 4, BOOLEAN);
pub(in crate::domain) const NEVER_ENDING: Field = field("never_ending", 4, BOOLEAN);
pub(in crate::domain) const SELF_HEALING_DISABLED: Field = field("self_healing_disabled", 4, BOOLEAN);
pub(in crate::domain) const USE_COMPANY_HOURS: Field = field("use_company_hours", 4, BOOLEAN);
pub(in crate::domain) const CONCURRENCY_LIMIT: Field =
    field("concurrency_limit", 5, "a whole number from 0 up, where 0 means unlimited");
pub(in crate::domain) const FORM_ID: Field = field("form_id", 6, INTEGER);
pub(in crate::domain) const BUSINESS_HOURS: Field =
    field("business_hours", 7, "a list of one or more slots, each with start_time and end_time")
        .when(" when use_company_hours is true");
pub(in crate::domain) const RUNS: Field = field("runs", 11, "a list of at least one run");
pub(in crate::domain) const REPORT_SCHEDULE: Field =
    field("report_schedule", 20, "an object with name, frequency, time and recipients");

/// The switches that no other rule asks for.
pub(in crate::domain) const SWITCHES: [&Field; 4] =
    [&IS_OBO, &CALLS_SCHEDULED_EXTERNALLY, &NEVER_ENDING, &SELF_HEALING_DISABLED];

/// The fields of the body.
pub(in crate::domain) const BODY: [&Field; 13] = [
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

pub(in crate::domain) const SLOT_START: Field = field("start_time", 8, CALLING_TIME);
pub(in crate::domain) const SLOT_END: Field = field("end_time", 8, CALLING_TIME);

/// The fields of a slot.
pub(in crate::domain) const SLOT: [&Field; 2] = [&SLOT_START, &SLOT_END];

const UNLESS_NO_CALLS: &str = " unless the run is messaging_only or use_company_hours is true";

pub(in crate::domain) const CLIENT_RUN_ID: Field =
    field("client_run_id", 12, "a name for the run that is not blank, such as run-1");
pub(in crate::domain) const START_DATE: Field = field("start_date", 13, DATE);
pub(in crate::domain) const END_DATE: Field = field("end_date", 13, DATE);
pub(in crate::domain) const START_TIME: Field =
    field("start_time", 16, CALLING_TIME).presence_rule(15).when(UNLESS_NO_CALLS);
pub(in crate::domain) const END_TIME: Field =
    field("end_time", 16, CALLING_TIME).presence_rule(15).when(UNLESS_NO_CALLS);
pub(in crate::domain) const MESSAGING_ONLY: Field = field("messaging_only", 17, BOOLEAN);
pub(in crate::domain) const SELECTED_DAYS: Field = field("selected_days", 18, "a list of dates as YYYY-MM-DD");
pub(in crate::domain) const SELECTED_DAY: Field = field("", 18, DATE);
pub(in crate::domain) const MESSAGES: Field = field("messages", 19, "a list of messages");

/// The fields of a run.
pub(in crate::domain) const RUN: [&Field; 8] =
    [&CLIENT_RUN_ID, &START_DATE, &END_DATE, &START_TIME, &END_TIME, &MESSAGING_ONLY, &SELECTED_DAYS, &MESSAGES];

pub(in crate::domain) const REPORT_NAME: Field = field("name", 21, "a name that is not blank");
pub(in crate::domain) const RUN_CLIENT_IDS: Field =
    field("run_client_ids", 22, "a list of client_run_ids of this campaign");
pub(in crate::domain) const RUN_CLIENT_ID: Field = field("", 22, "the client_run_id of a run of this campaign");
pub(in crate::domain) const FREQUENCY: Field = field("frequency", 23, "daily, weekly or monthly");
pub(in crate::domain) const WEEKDAY: Field =
    field("weekday", 24, "a whole number from 0 (Sunday) to 6 (Saturday)").when(" for a weekly report");
pub(in crate::domain) const DAY_OF_MONTH: Field =
    field("day_of_month", 25, "a whole number from 1 to 31").when(" for a monthly report");
pub(in crate::domain) const TIME: Field = field("time", 26, "HH:mm between 00:00 and 23:59, such as 09:30");
pub(in crate::domain) const RECIPIENTS: Field = field("recipients", 27, "a list of at least one e-mail address");
pub(in crate::domain) const RECIPIENT: Field = field("", 27, "an e-mail address, such as reports@firm.com");
pub(in crate::domain) const FORMAT: Field = field("format", 28, "csv");
pub(in crate::domain) const DATE_RANGE: Field =
    field("date_range", 29, "cumulative, today_so_far, previous_day, previous_week or previous_month");
pub(in crate::domain) const FILTERS: Field = field("filters", 30, "an object");

/// The fields of a report schedule.
pub(in crate::domain) const REPORT: [&Field; 10] = [
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
