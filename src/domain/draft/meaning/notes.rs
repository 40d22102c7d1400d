//! The sentences about a plan: what is right, what to know, what to read before sending, what blocks.

use std::collections::BTreeMap;

use super::super::check::Check;
use super::super::dates::written;
use super::super::summary::listed;
use super::super::table::{BodyField, ReportField, RunField};
use super::super::words::capital;
use super::super::{Draft, Field, Step};
use super::note::{Note, Severity, note};
use super::{Around, Meaning, RunMeaning, campaign_hours, neighbours};
use crate::domain::case_list::CaseLists;
use crate::domain::count::count;
use crate::domain::hours::{Hours, Slot};
use crate::domain::settings::CompanyHours;
use crate::domain::shown::Shown;
use crate::domain::time::{days_between, weekday};

const DISABLED: &str = "Campaigns are not enabled for this company, so this one may be refused or stay idle.";

/// A run of so many days and more is worth a look: its end may be of the wrong year.
const LONG: i64 = 100;

/// The notes, the gravest first.
pub(super) fn of(draft: &Draft, check: &Check, meaning: &Meaning, around: Around<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    rules(draft, check, &mut notes);
    company(draft, around, &mut notes);
    switches(draft, &mut notes);
    neighbours::of(draft, around, &mut notes);
    case_list(draft, around.case_lists, &mut notes);
    runs(draft, meaning, &mut notes);
    calendar(meaning, &mut notes);
    report(draft, &mut notes);
    notes.sort_by_key(|note| std::cmp::Reverse(note.severity));
    notes
}

/// What the rules say, and where they have nothing to say.
fn rules(draft: &Draft, check: &Check, notes: &mut Vec<Note>) {
    for found in &check.problems {
        note(notes, Severity::Blocking, found.field, draft.said_with_place(found, ""));
    }
    for found in &check.warnings {
        note(notes, Severity::Read, found.field, draft.said_with_place(found, ":"));
    }
    for (step, field, right) in [
        (Step::Basics, Field::Body(BodyField::Name), "The campaign has a name."),
        (Step::Audience, Field::Body(BodyField::AgentId), "Agent and case list are given as they must be."),
        (Step::Hours, Field::Slots, "Hours are within 08:00–21:00 and do not overlap."),
        (Step::Runs, Field::Runs, "Every run has real dates, in order, and times where it calls."),
        (Step::Report, Field::Report, "The report is complete, and its runs are runs of this campaign."),
    ] {
        let told = step != Step::Report || draft.is_on(Field::Report);
        if told && check.problems_on(step).next().is_none() {
            note(notes, Severity::Pass, field, right);
        }
    }
    if !draft.is_on(Field::Report) {
        note(notes, Severity::Info, Field::Report, "No report is sent.");
    }
}

/// What the company's settings say.
fn company(draft: &Draft, around: Around<'_>, notes: &mut Vec<Note>) {
    match around.settings.and_then(|settings| settings.enabled) {
        Some(true) => note(notes, Severity::Pass, Field::Plan, "Campaigns are enabled for this company."),
        Some(false) => note(notes, Severity::Read, Field::Plan, DISABLED),
        None => {
            note(notes, Severity::Info, Field::Plan, "Whether campaigns are enabled for this company is not known.");
        }
    }
    let used = draft.is_on(Field::Body(BodyField::UseCompanyHours));
    if let Some(CompanyHours::Slots { slots, .. }) = around.settings.map(|settings| &settings.hours)
        && let Some(own) = campaign_hours(draft)
        && used
        && !inside(&own, slots)
    {
        note(notes, Severity::Read, Field::Slots, "The campaign's hours reach beyond the company's own.");
    }
    if !used && draft.slot_count() > 0 {
        let text = "Business hours are given but not used: each run keeps its own times while \"Use the campaign's \
                    hours\" is off.";
        note(notes, Severity::Read, Field::Body(BodyField::UseCompanyHours), text);
    }
}

/// Whether all of `own` lies in what the company opens.
fn inside(own: &Hours, company: &[Slot]) -> bool {
    let company = Hours::new(company.iter().copied());
    own.slots().iter().all(|own| company.slots().iter().any(|slot| slot.covers(*own)))
}

/// Switches that change what happens more than their size on the screen tells.
fn switches(draft: &Draft, notes: &mut Vec<Note>) {
    let name = Field::Body(BodyField::Name);
    if draft.text(name).trim() != draft.text(name) && !draft.text(name).trim().is_empty() {
        note(notes, Severity::Read, name, "The name begins or ends with a blank; it is sent so.");
    }
    for (field, severity, text) in [
        (
            BodyField::ScheduledExternally,
            Severity::Read,
            "The vendor places no calls by itself: something else must schedule them.",
        ),
        (BodyField::NeverEnding, Severity::Info, "The runs go on after everyone on the list was contacted."),
        (BodyField::IsObo, Severity::Info, "People are contacted on behalf of clients."),
    ] {
        let field = Field::Body(field);
        if draft.is_on(field) {
            note(notes, severity, field, text);
        }
    }
}

/// Whether the case list is one, and whom it holds.
fn case_list(draft: &Draft, known: Option<&CaseLists>, notes: &mut Vec<Note>) {
    let field = Field::Body(BodyField::CaseListId);
    let (Some(known), Some(id)) = (known, draft.value(field).and_then(|value| value.as_i64())) else { return };
    let mut say = |severity, text| notes.push(Note { severity, field, text, by_field: true });
    let many = known.len();
    match known.get(id).map(|list| (list.is_empty(), list.words())) {
        None if known.lacks(id) => say(
            Severity::Read,
            format!("No case list {id} is among the {many} this key can read: see that the id is right."),
        ),
        Some((true, Some(words))) => {
            say(Severity::Read, format!("Case list {id} is empty, {words}: nobody would be contacted."));
        }
        Some((false, Some(words))) => say(Severity::Info, format!("Case list {id}: {words}.")),
        None | Some((_, None)) => {}
    }
}

/// What the days come to.
fn calendar(meaning: &Meaning, notes: &mut Vec<Note>) {
    note(notes, Severity::Info, Field::Runs, "Hours are each client's local time.");
    let days = || meaning.weeks.iter().flat_map(|week| &week.days).filter(|day| !day.runs.is_empty());
    if let Some(sum) = meaning.sum(length) {
        note(notes, Severity::Info, Field::Runs, format!("{}.", capital(&sum)));
    }
    if meaning.days() > 0 && meaning.more_weeks == 0 && days().all(|day| day.past) {
        note(notes, Severity::Read, Field::Runs, "Every day of the plan is past: nobody would be contacted.");
    }
    let weekend = days().filter(|day| weekday(day.date).num_days_from_monday() >= 5 && !day.hours.is_empty()).count();
    if weekend > 0 {
        let days = if weekend == 1 { "a day".to_owned() } else { format!("{weekend} days") };
        // The vendor's own builder asks before it takes a weekend.
        let text = format!("Calls are made on {days} of a weekend, which the vendor advises against.");
        note(notes, Severity::Read, Field::Runs, text);
    }
}

/// Runs that are not what their author most likely meant.
fn runs(draft: &Draft, meaning: &Meaning, notes: &mut Vec<Note>) {
    for (index, run) in meaning.runs.iter().enumerate() {
        let (field, name) = (Field::Run(index), draft.run_name(index));
        if let RunMeaning::Days { days, .. } = run
            && days_between(days.first, days.last) >= LONG
        {
            let length = count(days_between(days.first, days.last) + 1);
            note(notes, Severity::Read, field, format!("{name} goes on for {length} days, to {}.", written(days.last)));
        }
        let times = [RunField::StartTime, RunField::EndTime].map(|part| Field::InRun(index, part));
        let has_times = times.into_iter().any(|time| !draft.text(time).is_empty());
        if has_times && draft.is_on(Field::Body(BodyField::UseCompanyHours)) {
            let text = format!("The times of {name} are not used: the campaign's hours hold for every run.");
            note(notes, Severity::Read, field, text);
        }
    }
}

/// A time in hours: `70 h`, `about 70 h`, `7 h 30 min`.
fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{} h", count(hours)),
        (hours, _) if hours >= 24 => format!("about {} h", count(hours)),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// What the report leaves out or sends twice.
fn report(draft: &Draft, notes: &mut Vec<Note>) {
    if !draft.is_on(Field::Report) {
        return;
    }
    let ids = draft.report_run_ids();
    let own = |index: &usize| ids.iter().any(|id| id == draft.text(Field::InRun(*index, RunField::Id)));
    let (about, missing): (Vec<usize>, Vec<usize>) = (0..draft.run_count()).partition(own);
    if !about.is_empty() && !missing.is_empty() {
        let [about, left_out] =
            [&about, &missing].map(|runs| listed(&runs.iter().map(|index| draft.run_name(*index)).collect::<Vec<_>>()));
        let verb = if missing.len() == 1 { "is" } else { "are" };
        let text = format!("The report is about {about} alone; {left_out} {verb} not in it.");
        note(notes, Severity::Info, Field::InReport(ReportField::RunIds), text);
    }
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for address in draft.recipients() {
        counts.entry(address.to_lowercase()).or_insert((address, 0)).1 += 1;
    }
    for (address, count) in counts.into_values().filter(|(_, count)| *count > 1) {
        let times = if count == 2 { "twice".to_owned() } else { format!("{count} times") };
        let text = format!("{} is among the recipients {times}.", Shown::new(&address));
        note(notes, Severity::Read, Field::InReport(ReportField::Recipients), text);
    }
}
