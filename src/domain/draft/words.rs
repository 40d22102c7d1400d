//! What the rules say, in people's words: the form says “Messages only” and run-2 where a plan has `messaging_only` and
//! `runs[1]`.
//!
//! The rules speak to those who write plans, with the names and paths of the contract. [`Draft::said`] translates a
//! finding for those who fill in the form, `names` a sentence that is about no plan. What a message quotes from the plan
//! stays as it is.

use super::Draft;
use super::check::Finding;
use super::field::Field;
use super::report::{DATE_RANGES, ReportField};
use super::spec::FieldSpec;
use super::table::{BodyField, RunField, SlotField};
use crate::domain::rules::fields;
use crate::domain::time::TimeOfDay;

/// Where a message begins to repeat a text of the plan.
const SEEN: &str = "; it is \"";
/// Where a warning repeats the name of a member that the contract does not have, and where it says which was meant.
const UNKNOWN: &str = "unknown field ";
const MEANT: &str = ", did you mean `";

impl Draft {
    /// What a finding says, in people's words, to go on after the label of its field. Safe to print.
    pub fn said(&self, found: &Finding) -> String {
        if let Some(problem) = found.field.kind().and_then(|kind| kind.problem(self.text(found.field))) {
            return problem;
        }
        let place = |path: &str| self.place_of(path);
        translated(found.field, &found.message, &place)
    }

    /// The same as a sentence of its own, with where it is: `run-2, end date must not be before the start`.
    pub fn said_with_place(&self, found: &Finding, link: &str) -> String {
        let (place, said) = (self.place(found.field), self.said(found));
        let told = if said.starts_with(&format!("{place} ")) { said } else { format!("{place}{link} {said}") };
        // A run's id stays as it is typed.
        if matches!(found.field, Field::Run(_) | Field::InRun(..)) { told } else { capital(&told) }
    }

    /// A path of the rules in words: `slot 1 (09:00–12:00)`, `run-2`, `day 1 of the list`.
    fn place_of(&self, path: &str) -> String {
        let field = Field::at(path);
        let entry = path.strip_prefix(&field.path()).and_then(|rest| rest.strip_prefix('[')?.strip_suffix(']'));
        match field {
            Field::InRun(_, RunField::SelectedDays) if entry.is_some() => {
                let index: usize = entry.and_then(|index| index.parse().ok()).unwrap_or_default();
                format!("day {} of the list", index + 1)
            }
            Field::Run(index) if self.shares_its_name(index) => format!("run {}", index + 1),
            Field::Slot(index) => {
                let time = |part| TimeOfDay::parse(self.text(Field::InSlot(index, part)));
                let times = time(SlotField::Start).zip(time(SlotField::End));
                let times = times.map_or_else(String::new, |(start, end)| format!(" ({start}–{end})"));
                format!("{}{times}", self.place(field))
            }
            _ => self.place(field),
        }
    }

    fn shares_its_name(&self, index: usize) -> bool {
        let name = self.run_name(index);
        (0..self.run_count()).any(|other| other != index && self.run_name(other) == name)
    }
}

/// A sentence about a field with the contract's names in people's words.
pub(super) fn names(field: Field, sentence: &str) -> String {
    translated(field, sentence, &str::to_owned)
}

/// With a capital letter at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(char::to_uppercase).into_iter().flatten().chain(chars).collect()
}

fn translated(field: Field, message: &str, place: &dyn Fn(&str) -> String) -> String {
    if let Some(unknown) = message.strip_prefix(UNKNOWN) {
        let parts = unknown.rsplit_once(MEANT).and_then(|(name, rest)| Some((name, rest.split_once('`')?)));
        return match parts {
            Some((name, (meant, rest))) => {
                format!("{UNKNOWN}{name}, did you mean {}{rest}", words(field, meant, place))
            }
            None => message.to_owned(),
        };
    }
    let (ours, seen) = message.split_at_checked(message.find(SEEN).unwrap_or(message.len())).unwrap_or((message, ""));
    format!("{}{seen}", words(field, ours, place).replace("” is true", "” is on"))
}

/// Translates each word that is a path or a name of the contract.
fn words(field: Field, text: &str, place: &dyn Fn(&str) -> String) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_[].".contains(c);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (word, after) =
            from.split_at_checked(from.find(|c| !is_part(c)).unwrap_or(from.len())).unwrap_or((from, ""));
        let bare = word.trim_end_matches('.');
        out.push_str(before);
        out.push_str(&word_said(field, bare, place));
        out.push_str(word.strip_prefix(bare).unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    out
}

fn word_said(field: Field, word: &str, place: &dyn Fn(&str) -> String) -> String {
    if word.contains(']') && Field::at(word) != Field::Plan {
        return place(word);
    }
    if !word.contains('_') {
        return word.to_owned();
    }
    if let Some(label) = label(field, word) {
        return format!("“{label}”");
    }
    match word.strip_suffix('s').and_then(|one| label(field, one)) {
        Some(label) => format!("{}s", label.to_lowercase()),
        None if DATE_RANGES.iter().any(|choice| choice.text == word) => word.replace('_', " "),
        None => word.to_owned(),
    }
}

/// What the form calls a name of the contract: in the object of `field` first, as a slot and a run have times of the same
/// names.
fn label(field: Field, name: &str) -> Option<&'static str> {
    let of = |specs: &[&'static FieldSpec]| specs.iter().find(|spec| spec.name() == name).map(|spec| spec.label);
    let (body, slot) = (BodyField::ALL.map(BodyField::spec), SlotField::ALL.map(SlotField::spec));
    let (run, report) = (RunField::ALL.map(RunField::spec), ReportField::ALL.map(ReportField::spec));
    let in_slot = matches!(field, Field::Slots | Field::Slot(_) | Field::InSlot(..));
    let own = in_slot.then(|| of(&slot)).flatten();
    let lists = [(&fields::BUSINESS_HOURS, Field::Slots), (&fields::REPORT_SCHEDULE, Field::Report)];
    let list = lists.into_iter().find(|(contract, _)| contract.name == name).map(|(_, field)| field.label());
    own.or(of(&body)).or(of(&run)).or(of(&report)).or(list)
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
            .map(|found| format!("{}: {}", found.path, draft.said(found)))
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
        let overlap = check.warnings.first().map(|found| draft.said_with_place(found, ":"));
        assert_eq!(overlap.as_deref(), Some("run-2 and run-1 overlap on 2026-03-02, 09:00–12:00"));
        draft.set_text(Field::InRun(1, RunField::EndTime), "");
        let check = draft.check(today());
        let time = check.problems.iter().find(|found| found.path == "runs[1].end_time").unwrap();
        assert!(draft.said_with_place(time, "").starts_with("run-2, end time is required unless"));
    }
}
