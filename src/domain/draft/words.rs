//! What the rules find, in people's words: the form says “Messages only” and run-2 where a plan has `messaging_only` and
//! `runs[1]`. The sentences are those of the rules, in the draft's own voice.

use super::field::Field;
use super::table::{RunField, SlotField};
use super::{Draft, names};
use crate::domain::rules::Finding;
use crate::domain::rules::fields::Word;
use crate::domain::rules::place::{Part, Place};
use crate::domain::rules::words::Voice;
use crate::domain::time::TimeOfDay;

impl Voice for Draft {
    fn word(&self, word: Word) -> String {
        names::word(word)
    }

    /// `slot 1 (09:00–12:00)`, `run-2`, `day 1 of the list`.
    fn place(&self, place: &Place) -> String {
        match (Field::at(place), &place.part) {
            (Field::InRun(_, RunField::SelectedDays), Part::Entry(_, index)) => {
                format!("day {} of the list", index + 1)
            }
            (Field::Run(index), _) if self.shares_its_name(index) => format!("run {}", index + 1),
            (field @ Field::Slot(index), _) => {
                let time = |part| TimeOfDay::parse(self.text(Field::InSlot(index, part)));
                let times = time(SlotField::Start).zip(time(SlotField::End));
                let times = times.map_or_else(String::new, |(start, end)| format!(" ({start}–{end})"));
                format!("{}{times}", self.whereabouts(field))
            }
            (field, _) => self.whereabouts(field),
        }
    }
}

impl Draft {
    /// What a finding says, in people's words, to go on after the label of its field. Safe to print.
    pub fn describe(&self, found: &Finding) -> String {
        let field = found.field();
        let unread = field.kind().and_then(|kind| kind.problem(self.text(field)));
        unread.unwrap_or_else(|| found.say(self))
    }

    /// The same as a sentence of its own, with where it is: `run-2, end date must not be before the start`.
    pub fn describe_in_place(&self, found: &Finding, link: &str) -> String {
        let said = self.describe(found);
        let field = found.field();
        let told = if found.names_its_place() { said } else { format!("{}{link} {said}", self.whereabouts(field)) };
        // A run's id stays as it is typed.
        if matches!(field, Field::Run(_) | Field::InRun(..)) { told } else { capital(&told) }
    }

    fn shares_its_name(&self, index: usize) -> bool {
        let name = self.run_name(index);
        (0..self.run_count()).any(|other| other != index && self.run_name(other) == name)
    }
}

/// With a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::today::Today;
    use serde_json::{Value, json};

    fn today() -> Today {
        Today::of("2026-02-18")
    }

    /// What the form says of a plan, each with its path.
    fn said(plan: &Value) -> Vec<String> {
        let draft = Draft::from_plan(plan).unwrap();
        let check = draft.check(today());
        check
            .problems
            .iter()
            .chain(&check.warnings)
            .map(|found| format!("{}: {}", found.path(), draft.describe(found)))
            .collect()
    }

    #[test]
    fn names_and_paths_are_said_as_the_form_says_them() {
        let run = |id: &str| json!({"client_run_id": id, "start_date": "2026-03-02", "end_date": "2026-03-06"});
        let timed = |id: &str| {
            let mut run = run(id);
            (run["start_time"], run["end_time"]) = (json!("09:00"), json!("12:00"));
            run
        };
        let hours = json!([{"start_time": "09:00", "end_time": "12:00"}, {"start_time": "11:00", "end_time": "13:00"}]);
        let days = json!({"selected_days": ["2026-03-02", "2026-03-02"], "start_date": "2026-03-02",
                          "end_date": "2026-03-06", "messaging_only": true, "start_time": "09:00"});
        for (plan, expected) in [
            (
                json!({"business_hours": hours}),
                "business_hours[1]: must not overlap slot 1 (09:00–12:00); touching it is fine",
            ),
            (
                json!({"runs": [run("a"), run("a")]}),
                "runs[1].client_run_id: must be unique in the campaign; run 1 has the same",
            ),
            (
                json!({"runs": [timed("a"), timed("b")]}),
                "runs[1]: b and a overlap from 2026-03-02 to 2026-03-06, 09:00–12:00",
            ),
            (json!({"runs": [days]}), "runs[0].selected_days[1]: must not repeat day 1 of the list; it is 2026-03-02"),
            (
                json!({"runs": [days]}),
                "runs[0].start_time: must be left out: a run that is “Messages only” places no calls",
            ),
            (
                json!({"runs": [days]}),
                "runs[0].messages: a run that is “Messages only” has nothing to send without messages",
            ),
            (
                json!({"runs": [{}]}),
                "runs[0].end_time: is required unless the run is “Messages only” or “Use the campaign's \
                                     hours” is on: HH:mm between 08:00 and 21:00, such as 09:00",
            ),
            (
                json!({}),
                "agent_id: is required unless every run is “Messages only”: an agent's id that is not blank, such as abc_123",
            ),
            (
                json!({"use_company_hours": true}),
                "business_hours: is required when “Use the campaign's hours” is on: a list \
                                                  of one or more slots, each with “From” and “To”",
            ),
            (
                json!({"report_schedule": {"run_client_ids": 1}}),
                "report_schedule.run_client_ids: must be a list of run ids of this campaign; it is 1",
            ),
            (
                json!({"report_schedule": {"run_client_ids": ["runs[0] run_client_ids"]}}),
                "report_schedule.run_client_ids[0]: must be the “Run id” of a run of this campaign; it is \"runs[0] run_client_ids\"",
            ),
            (
                json!({"report_schedule": {"date_range": "x"}}),
                "report_schedule.date_range: must be cumulative, today so far, \
                                        previous day, previous week or previous month; it is \"x\"",
            ),
            (
                json!({"report_schedule": {"frequency": "daily", "day_of_month": 1}}),
                "report_schedule.day_of_month: only a monthly report uses “Day of the month”",
            ),
            (
                json!({"concurency_limit": 1}),
                "concurency_limit: unknown field `concurency_limit`, did you mean “Concurrency limit”? It is sent as written",
            ),
            (json!({"start_time": 1}), "start_time: unknown field `start_time`; it is sent as written"),
            (
                json!({"runs": [{"messages": "{a"}]}),
                "runs[0].messages: is not JSON: line 1, column 2: key must be a string",
            ),
        ] {
            let said = said(&plan);
            assert!(said.iter().any(|said| said == expected), "{expected}\n{said:#?}");
        }
    }

    #[test]
    fn a_sentence_of_its_own_names_its_place_once() {
        let run = |id: &str| {
            json!({"client_run_id": id, "start_date": "2026-03-02", "end_date": "2026-03-02",
                                     "start_time": "09:00", "end_time": "12:00"})
        };
        let mut draft = Draft::from_plan(&json!({"runs": [run("run-1"), run("run-2")]})).unwrap();
        let check = draft.check(today());
        let overlap = check.warnings.first().map(|found| draft.describe_in_place(found, ":"));
        assert_eq!(overlap.as_deref(), Some("run-2 and run-1 overlap on 2026-03-02, 09:00–12:00"));
        draft.set_text(Field::InRun(1, RunField::EndTime), "");
        let check = draft.check(today());
        let time = check.problems.iter().find(|found| found.path() == "runs[1].end_time").unwrap();
        assert!(draft.describe_in_place(time, "").starts_with("run-2, end time is required unless"));
    }
}
