//! The sentences about a plan: what is right, what to know, what to read before sending, what blocks.

use super::super::report::ReportField;
use super::super::summary::listed;
use super::super::table::{BodyField, RunField};
use super::super::words::capital;
use super::super::{Draft, Field, Step};
use super::note::{Note, Severity, note};
use super::{Around, Meaning, campaign_hours, neighbours};
use crate::domain::case_list::CaseLists;
use crate::domain::count::count;
use crate::domain::hours::{Hours, Slot};
use crate::domain::rules::Verdict;
use crate::domain::settings::CompanyHours;

const DISABLED: &str = "Campaigns are not enabled for this company, so this one may be refused or stay idle.";

/// The notes, the gravest first.
pub(super) fn of(draft: &Draft, check: &Verdict, meaning: &Meaning, around: Around<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    rules(draft, check, &mut notes);
    company(draft, around, &mut notes);
    switches(draft, &mut notes);
    neighbours::of(draft, around, &mut notes);
    case_list(draft, around.case_lists, &mut notes);
    calendar(meaning, &mut notes);
    report(draft, &mut notes);
    notes.sort_by_key(|note| std::cmp::Reverse(note.severity));
    notes
}

/// What the rules say, and where they have nothing to say.
fn rules(draft: &Draft, check: &Verdict, notes: &mut Vec<Note>) {
    for found in &check.problems {
        note(notes, Severity::Blocking, found.field(), draft.describe_in_place(found, ""));
    }
    for found in &check.warnings {
        note(notes, Severity::Read, found.field(), draft.describe_in_place(found, ":"));
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
    let unknown = "Whether campaigns are enabled for this company is not known";
    let enabled = around.settings.and_then(|settings| settings.enabled);
    let (severity, text) = match (enabled, around.settings_unread) {
        (Some(true), None) => (Severity::Pass, "Campaigns are enabled for this company.".to_owned()),
        (Some(true), Some(why)) => (Severity::Info, format!("{unknown}: {why}. They said yes.")),
        (Some(false), None) => (Severity::Read, DISABLED.to_owned()),
        (Some(false), Some(why)) => (Severity::Read, format!("{DISABLED} That may have changed: {why}.")),
        (None, Some(why)) => (Severity::Info, format!("{unknown}: {why}.")),
        (None, None) => (Severity::Info, format!("{unknown}.")),
    };
    note(notes, severity, Field::Plan, text);
    let used = draft.is_on(Field::Body(BodyField::UseCompanyHours));
    if let Some(CompanyHours::Slots { slots, .. }) = around.settings.map(|settings| &settings.hours)
        && let Some(own) = campaign_hours(draft)
        && used
        && !inside(&own, slots)
    {
        note(notes, Severity::Read, Field::Slots, "The campaign's hours reach beyond the company's own.");
    }
}

/// Whether all of `own` lies in what the company opens.
fn inside(own: &Hours, company: &[Slot]) -> bool {
    let company = Hours::new(company.iter().copied());
    own.slots().iter().all(|own| company.slots().iter().any(|slot| slot.covers(*own)))
}

/// Switches that change what happens more than their size on the screen tells.
fn switches(draft: &Draft, notes: &mut Vec<Note>) {
    for (field, text) in [
        (BodyField::NeverEnding, "The runs go on after everyone on the list was contacted."),
        (BodyField::IsObo, "People are contacted on behalf of clients."),
    ] {
        let field = Field::Body(field);
        if draft.is_on(field) {
            note(notes, Severity::Info, field, text);
        }
    }
}

/// Whether the case list is one, and whom it holds.
fn case_list(draft: &Draft, known: Option<&CaseLists>, notes: &mut Vec<Note>) {
    let field = Field::Body(BodyField::CaseListId);
    let (Some(known), Some(id)) = (known, draft.value(field).and_then(|value| value.as_i64())) else { return };
    let mut say = |severity, text| notes.push(Note { severity, field, text, lasting: None, by_field: true });
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
    if let Some(sum) = meaning.sum(length) {
        note(notes, Severity::Info, Field::Runs, format!("{}.", capital(&sum)));
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

/// What the report leaves out.
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
}
