//! "Did you mean …?": what a person probably meant by a text that the rules refuse. It is only ever offered.

use super::Draft;
use super::dates::{self, Anchor, Meant};
use super::days::{self, Span};
use super::field::Field;
use super::report::ReportField;
use super::table::{RunField, SlotField};
use super::times::{self, Reading, Side};
use super::value::{Kind, SEPARATORS};
use crate::domain::nearest::nearest;
use crate::domain::time::{Date, TimeOfDay, parse_date};
use crate::domain::today::Today;

/// A text to put in the place of what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What would be typed.
    pub text: String,
    /// What it says to people, such as `Fri 6 Mar 2026`, and what was put right; may be empty.
    pub note: String,
}

impl Draft {
    /// What was probably meant in a field; nothing when it holds what it says, or nobody can tell.
    pub fn suggestion(&self, field: Field, today: Today) -> Option<Suggestion> {
        let text = self.text(field);
        let suggestion = match field.kind()? {
            _ if text.trim().is_empty() => None,
            Kind::Date => self.suggested_date(field, text, today),
            Kind::Time => self.suggested_time(field, text),
            Kind::Dates => self.suggested_days(field, today),
            Kind::Switch => switch(text),
            Kind::Text | Kind::Integer | Kind::Texts | Kind::Json => suggested_choice(field, text),
        };
        suggestion.filter(|suggestion| suggestion.text != text)
    }

    /// What a date says to people, such as `Fri`; nothing for a text that is no date of the contract.
    pub fn echo(&self, field: Field) -> Option<String> {
        let text = self.text(field);
        match field.kind()? {
            Kind::Date => parse_date(text).map(|date| date.format("%a").to_string()),
            _ => field.choices().iter().find(|choice| choice.text == text).map(|choice| choice.label.to_owned()),
        }
    }

    /// What words in this field are counted from: the start of the run, or today while there is none.
    pub fn anchor(&self, field: Field, today: Today) -> Anchor {
        Anchor { today: today.date(), from: self.start_before(field).unwrap_or(today.date()) }
    }

    /// The start of the run that a field comes after.
    fn start_before(&self, field: Field) -> Option<Date> {
        match field {
            Field::InRun(_, RunField::StartDate) => None,
            Field::InRun(index, _) => self.bounds(index).0,
            _ => None,
        }
    }

    fn suggested_date(&self, field: Field, text: &str, today: Today) -> Option<Suggestion> {
        let suggestion = date(self.date_meant(field, today)?);
        Some(match dates::from_today(text) {
            // The day differs between the reader and the clients.
            Some(word) => {
                Suggestion { note: format!("{}, {word} in {}", suggestion.note, today.place()), ..suggestion }
            }
            None => suggestion,
        })
    }

    /// The date that is meant by what is typed in a field; nothing when it cannot be told. An end is never before its
    /// start, and without a year of its own never in another year that is far from it.
    pub fn date_meant(&self, field: Field, today: Today) -> Option<Meant> {
        let text = self.text(field);
        let meant = dates::read(text, self.anchor(field, today))?;
        let is_end = matches!(field, Field::InRun(_, RunField::EndDate));
        let Some(start) = self.start_before(field).filter(|_| is_end) else { return Some(meant) };
        let date = dates::in_year_of(start, text, meant.date);
        if date < start { dates::end_after(start, date) } else { Some(meant) }
    }

    /// The first and the last day of a run, as far as each can be read.
    pub fn bounds(&self, run: usize) -> (Option<Date>, Option<Date>) {
        let date = |part| parse_date(self.text(Field::InRun(run, part)));
        (date(RunField::StartDate), date(RunField::EndDate))
    }

    /// The days that a list of days means, typed or in words, in order; nothing where a part of it cannot be read.
    pub fn days_meant(&self, field: Field, today: Today) -> Option<Vec<Date>> {
        self.days_read(field, today).map(|read| read.days)
    }

    /// The same with what had to be put right to read it.
    pub(super) fn days_read(&self, field: Field, today: Today) -> Option<days::Meant> {
        let Field::InRun(index, _) = field else { return None };
        days::read(self.text(field), Span { anchor: self.anchor(field, today), last: self.bounds(index).1 })
    }

    /// The text that a list of days stands for where nothing of it had to be put right.
    pub fn days_said(&self, field: Field, today: Today) -> Option<String> {
        let right = self.days_read(field, today).is_some_and(|read| read.notes.is_empty());
        self.suggestion(field, today).filter(|_| right).map(|suggestion| suggestion.text)
    }

    fn suggested_days(&self, field: Field, today: Today) -> Option<Suggestion> {
        let days::Meant { days, notes } = self.days_read(field, today)?;
        let typed = self.text(field).split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty());
        if notes.is_empty() && typed.clone().count() == days.len() && typed.clone().all(|day| parse_date(day).is_some())
        {
            // Days of the contract stay in the order in which they are typed.
            return None;
        }
        let written: Vec<String> = days.iter().map(ToString::to_string).collect();
        let weekdays: Vec<String> = days.iter().map(|day| day.format("%a").to_string()).collect();
        let note = [vec![weekdays.join(", ")], notes].concat().join("; ");
        Some(Suggestion { text: written.join(", "), note })
    }

    fn suggested_time(&self, field: Field, text: &str) -> Option<Suggestion> {
        let Some(side) = self.side(field) else {
            let time = times::read(text).filter(|_| matches!(field, Field::InReport(_)))?;
            return Some(Suggestion { text: time.to_string(), note: String::new() });
        };
        let meant = times::read_calling(text, side)?;
        Some(Suggestion { text: meant.time.to_string(), note: meant.note() })
    }

    /// Which calling time a field is, beside the other one; nothing for other fields and where nobody is called (R17).
    fn side(&self, field: Field) -> Option<Side> {
        let time = |field| TimeOfDay::parse(self.text(field));
        let in_slot = |slot, part| time(Field::InSlot(slot, part));
        let in_run = |run, part| time(Field::InRun(run, part));
        let calls = |run| !self.is_on(Field::InRun(run, RunField::MessagingOnly));
        match field {
            Field::InSlot(slot, SlotField::Start) => Some(Side::Start(in_slot(slot, SlotField::End))),
            Field::InSlot(slot, SlotField::End) => Some(Side::End(in_slot(slot, SlotField::Start))),
            Field::InRun(run, RunField::StartTime) if calls(run) => Some(Side::Start(in_run(run, RunField::EndTime))),
            Field::InRun(run, RunField::EndTime) if calls(run) => Some(Side::End(in_run(run, RunField::StartTime))),
            _ => None,
        }
    }

    /// The time that a loosely typed one says plainly: nothing for a guess, and for a call at night.
    pub fn time_said(&self, field: Field) -> Option<TimeOfDay> {
        let at_night = |time: &TimeOfDay| !matches!(field, Field::InReport(_)) && !times::may_call(*time);
        times::read(self.text(field)).filter(|time| !at_night(time))
    }

    /// The time of the afternoon that a bare hour most likely means, such as 17:00 for `5`.
    pub(super) fn afternoon_meant(&self, field: Field) -> Option<TimeOfDay> {
        let text = self.text(field);
        let meant = times::read_calling(text, self.side(field)?).filter(|_| times::is_bare(text))?;
        (meant.reading == Reading::Afternoon).then_some(meant.time)
    }
}

fn date(Meant { date, note }: Meant) -> Suggestion {
    let because = if note.is_empty() { String::new() } else { format!("; {note}") };
    Suggestion { text: date.to_string(), note: dates::written(date) + &because }
}

fn switch(text: &str) -> Option<Suggestion> {
    let text = match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "on" | "1" | "true" => "true",
        "no" | "n" | "off" | "0" | "false" => "false",
        _ => return None,
    };
    Some(Suggestion { text: text.to_owned(), note: String::new() })
}

/// The choice that is named by its label or by a near spelling of its text.
fn suggested_choice(field: Field, text: &str) -> Option<Suggestion> {
    let choices = field.choices();
    let typed = text.trim().to_lowercase();
    let found = if field == Field::InReport(ReportField::Weekday) {
        let day = dates::read_weekday(&typed)?.num_days_from_sunday().to_string();
        choices.iter().find(|choice| choice.text == day)
    } else {
        let meant = nearest(&typed, choices.iter().map(|choice| choice.text));
        choices.iter().find(|choice| choice.label == typed || Some(choice.text) == meant)
    }?;
    Some(Suggestion { text: found.text.to_owned(), note: found.label.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::BodyField;
    use proptest::prelude::*;

    fn today() -> Today {
        Today::of("2026-02-18")
    }

    fn in_run(field: RunField) -> Field {
        Field::InRun(0, field)
    }

    /// A run from 2026-03-02 to 2026-03-06.
    fn draft() -> Draft {
        let mut draft = Draft::new();
        draft.add_slot();
        draft.set_text(in_run(RunField::StartDate), "2026-03-02");
        draft.set_text(in_run(RunField::EndDate), "2026-03-06");
        draft
    }

    #[test]
    fn what_was_meant_is_offered_and_nothing_is_changed() {
        for (field, text, expected) in [
            (in_run(RunField::StartDate), "fri", Some("2026-02-20")),
            (in_run(RunField::EndDate), "fri", Some("2026-03-06")),
            (in_run(RunField::EndDate), "2026-03-01", Some("2026-03-06")),
            (in_run(RunField::EndDate), "2026-03-31", None),
            (in_run(RunField::EndDate), "2026-02-30", Some("2026-03-06")),
            (in_run(RunField::SelectedDays), "mon, wed", Some("2026-03-02, 2026-03-04")),
            (in_run(RunField::SelectedDays), "2026-03-02, 2026-03-04", None),
            (in_run(RunField::StartTime), "9", Some("09:00")),
            (in_run(RunField::EndTime), "5", Some("17:00")),
            (in_run(RunField::EndTime), "17:00", None),
            (in_run(RunField::StartTime), "07:00", Some("08:00")),
            (in_run(RunField::EndTime), "7:00", Some("19:00")),
            (in_run(RunField::EndTime), "22:00", Some("21:00")),
            (Field::InSlot(0, SlotField::Start), "7:00", Some("08:00")),
            (Field::InReport(ReportField::Time), "22", Some("22:00")),
            (Field::InSlot(0, SlotField::Start), "9am", Some("09:00")),
            (Field::InReport(ReportField::Time), "5", Some("05:00")),
            (Field::InReport(ReportField::Weekday), "tue", Some("2")),
            (Field::InReport(ReportField::Weekday), "2", None),
            (Field::InReport(ReportField::Frequency), "weekley", Some("weekly")),
            (Field::InReport(ReportField::Frequency), "Every week", Some("weekly")),
            (Field::InReport(ReportField::Format), "CSV", Some("csv")),
            (Field::Body(BodyField::IsObo), "yes", Some("true")),
            (Field::Body(BodyField::Name), "fri", None),
            (in_run(RunField::StartDate), "soon", None),
            (Field::Runs, "", None),
        ] {
            let mut draft = draft();
            draft.set_text(field, text);
            let suggestion = draft.suggestion(field, today());
            assert_eq!(suggestion.map(|suggestion| suggestion.text).as_deref(), expected, "{} {text}", field.path());
            assert_eq!(draft.text(field), text);
        }
    }

    #[test]
    fn an_end_is_read_after_its_start_and_a_run_of_messages_has_no_times() {
        let mut draft = draft();
        for (start, end, expected) in [
            ("09:00", "8", Some("20:00")),
            ("09:00", "05:00", Some("17:00")),
            ("21:00", "9", None),
            ("7", "9", Some("09:00")),
        ] {
            draft.set_text(in_run(RunField::StartTime), start);
            draft.set_text(in_run(RunField::EndTime), end);
            let offered = draft.suggestion(in_run(RunField::EndTime), today()).map(|offered| offered.text);
            assert_eq!(offered.as_deref(), expected, "{start} {end}");
        }
        draft.toggle(in_run(RunField::MessagingOnly));
        draft.set_text(in_run(RunField::StartTime), "9");
        assert_eq!(draft.suggestion(in_run(RunField::StartTime), today()), None);
    }

    proptest! {
        #[test]
        fn what_is_offered_for_a_time_breaks_no_rule_of_times(
            texts in prop::collection::vec("[0-9]{1,2}:?[0-9]{0,2}|[0-2][0-9]:[0-5][0-9]", 2), end in any::<bool>()
        ) {
            let run = [RunField::StartTime, RunField::EndTime].map(in_run);
            let slot = [SlotField::Start, SlotField::End].map(|part| Field::InSlot(0, part));
            for pair in [run, slot] {
                let mut draft = draft();
                for (field, text) in pair.into_iter().zip(&texts) {
                    draft.set_text(field, text);
                }
                let (field, other) = if end { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
                if let Some(offered) = draft.suggestion(field, today()) {
                    let readable = TimeOfDay::parse(draft.text(other)).is_some_and(times::may_call);
                    draft.set_text(field, &offered.text);
                    let check = draft.check(today());
                    let broken = |field| check.problems_of(field).any(|found| found.rule.is_some());
                    prop_assert!(!broken(field), "{:?} offered for {:?}", offered, texts);
                    prop_assert!(!(readable && broken(other)), "{:?} offered for {:?}", offered, texts);
                }
            }
        }
    }

    #[test]
    fn a_suggestion_says_the_weekday_and_what_was_put_right() {
        let mut draft = draft();
        let note = |draft: &Draft, field| draft.suggestion(field, today()).unwrap().note;
        draft.set_text(in_run(RunField::StartDate), "2026-02-30");
        assert_eq!(note(&draft, in_run(RunField::StartDate)), "Sat 28 Feb 2026; that month has no such day");
        draft.set_text(in_run(RunField::StartDate), "2026-03-02");
        draft.set_text(in_run(RunField::EndDate), "2026-03-01");
        assert_eq!(note(&draft, in_run(RunField::EndDate)), "Fri 6 Mar 2026; the Friday of that week");
        assert_eq!(draft.echo(in_run(RunField::EndDate)).as_deref(), Some("Sun"));
        draft.set_text(Field::InReport(ReportField::Weekday), "2");
        assert_eq!(draft.echo(Field::InReport(ReportField::Weekday)).as_deref(), Some("Tuesday"));
    }
}
