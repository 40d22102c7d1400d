//! The fields of the body, a slot and a run, each in the order of the form; `report` has those of the report.

use super::spec::{FieldSpec, spec};
use super::step::Step;
use super::value::Kind;
use crate::domain::rules::fields;

/// A field of the campaign itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyField {
    /// `name`.
    Name,
    /// `is_obo`.
    IsObo,
    /// `self_healing_disabled`; shown the other way round.
    SelfHealing,
    /// `never_ending`.
    NeverEnding,
    /// `calls_scheduled_externally`.
    ScheduledExternally,
    /// `agent_id`.
    AgentId,
    /// `case_list_id`.
    CaseListId,
    /// `concurrency_limit`.
    ConcurrencyLimit,
    /// `form_id`.
    FormId,
    /// `use_company_hours`.
    UseCompanyHours,
}

impl BodyField {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::IsObo,
        Self::SelfHealing,
        Self::NeverEnding,
        Self::ScheduledExternally,
        Self::AgentId,
        Self::CaseListId,
        Self::ConcurrencyLimit,
        Self::FormId,
        Self::UseCompanyHours,
    ];

    pub(super) fn step(self) -> Step {
        match self {
            Self::Name | Self::IsObo | Self::SelfHealing | Self::NeverEnding | Self::ScheduledExternally => {
                Step::Basics
            }
            Self::AgentId | Self::CaseListId | Self::ConcurrencyLimit | Self::FormId => Step::Audience,
            Self::UseCompanyHours => Step::Hours,
        }
    }

    pub(super) fn spec(self) -> &'static FieldSpec {
        static SPECS: [FieldSpec; 10] = [
            spec(
                &fields::NAME,
                Kind::Text,
                "Name",
                "What the campaign is called in every list. It is the only thing of yours that the API gives back, so \
                 choose one that no other campaign has.",
                "Roundup intake wave 4",
            ),
            spec(
                &fields::IS_OBO,
                Kind::Switch,
                "On behalf of clients",
                "Whether the people are contacted on behalf of clients.",
                "no",
            ),
            spec(
                &fields::SELF_HEALING_DISABLED,
                Kind::Switch,
                "Self-healing",
                "Looks up a better phone number after failed tries. On unless you switch it off, which sends \
                 self_healing_disabled as true.",
                "on",
            ),
            spec(
                &fields::NEVER_ENDING,
                Kind::Switch,
                "Never ending",
                "Whether the runs go on after everyone on the list was contacted.",
                "no",
            ),
            spec(
                &fields::CALLS_SCHEDULED_EXTERNALLY,
                Kind::Switch,
                "Calls scheduled externally",
                "When on, the vendor places no calls by itself: something else must schedule them.",
                "no",
            ),
            spec(
                &fields::AGENT_ID,
                Kind::Text,
                "Agent",
                "The AI agent that calls. It may be left out when every run sends messages only. The API lists no \
                 agents: the ids offered are those seen in your campaigns.",
                "abc_123",
            ),
            spec(
                &fields::CASE_LIST_ID,
                Kind::Integer,
                "Case list",
                "The list of cases whose clients are contacted. List, cases and form must share a case type; that \
                 cannot be checked here.",
                "318",
            ),
            spec(
                &fields::CONCURRENCY_LIMIT,
                Kind::Integer,
                "Concurrency limit",
                "How many calls may run at the same time. Empty leaves it to the vendor; 0 is unlimited.",
                "10",
            ),
            spec(
                &fields::FORM_ID,
                Kind::Integer,
                "Form",
                "The form that the agent fills in, if any. It must be of the case type of the list.",
                "12",
            ),
            spec(
                &fields::USE_COMPANY_HOURS,
                Kind::Switch,
                "Use the campaign's hours",
                "When on, the slots below hold for every run and take the place of the times of each run. You can \
                 fill them with the company's own hours.",
                "no",
            ),
        ];
        FieldSpec::at(&SPECS, self as usize)
    }
}

/// A field of a slot of the business hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotField {
    /// `start_time`.
    Start,
    /// `end_time`.
    End,
}

impl SlotField {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Start, Self::End];

    pub(super) fn spec(self) -> &'static FieldSpec {
        static SPECS: [FieldSpec; 2] = [
            spec(
                &fields::SLOT_START,
                Kind::Time,
                "From",
                "When calls may begin, in the client's local time. Slots may touch but not overlap.",
                "09:00",
            ),
            spec(
                &fields::SLOT_END,
                Kind::Time,
                "To",
                "When calls must have ended, in the client's local time. It is after the start.",
                "12:00",
            ),
        ];
        FieldSpec::at(&SPECS, self as usize)
    }
}

/// A field of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunField {
    /// `client_run_id`.
    Id,
    /// `messaging_only`.
    MessagingOnly,
    /// `start_date`.
    StartDate,
    /// `end_date`.
    EndDate,
    /// `selected_days`.
    SelectedDays,
    /// `start_time`.
    StartTime,
    /// `end_time`.
    EndTime,
    /// `messages`.
    Messages,
}

impl RunField {
    /// Every one, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Id,
        Self::MessagingOnly,
        Self::StartDate,
        Self::EndDate,
        Self::SelectedDays,
        Self::StartTime,
        Self::EndTime,
        Self::Messages,
    ];

    pub(super) fn spec(self) -> &'static FieldSpec {
        static SPECS: [FieldSpec; 8] = [
            spec(
                &fields::CLIENT_RUN_ID,
                Kind::Text,
                "Run id",
                "Your own name for the run, so that the report can be about this run alone. No two runs may share one.",
                "run-1",
            ),
            spec(
                &fields::MESSAGING_ONLY,
                Kind::Switch,
                "Messages only",
                "When on, the run sends messages and places no calls; it then has no times.",
                "no",
            ),
            spec(
                &fields::START_DATE,
                Kind::Date,
                "Start date",
                "First day of the run. Type it, or today, fri, +4d, 6 mar.",
                "2026-03-02",
            ),
            spec(
                &fields::END_DATE,
                Kind::Date,
                "End date",
                "Last day of the run; the same day is fine. Type it, or fri, +4d, eow, 6 mar.",
                "2026-03-06",
            ),
            spec(
                &fields::SELECTED_DAYS,
                Kind::Dates,
                "Selected days",
                "The days of the run on which it is active. Empty means every day from start to end. Type dates, or \
                 mon-fri, or 2,4,6 mar.",
                "2026-03-02, 2026-03-04",
            ),
            spec(
                &fields::START_TIME,
                Kind::Time,
                "Start time",
                "When the calls of a day begin, in the client's local time.",
                "09:00",
            ),
            spec(
                &fields::END_TIME,
                Kind::Time,
                "End time",
                "When the calls of a day end, in the client's local time. It is after the start.",
                "17:00",
            ),
            spec(
                &fields::MESSAGES,
                Kind::Json,
                "Messages",
                "The messages that the run sends, as a JSON list. What an entry holds is not public: it is sent \
                 untouched.",
                "[]",
            ),
        ];
        FieldSpec::at(&SPECS, self as usize)
    }
}
