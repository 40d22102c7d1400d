//! What is known of agents and case lists: those that the campaigns of the table use, and the lists that the API names.
//! It names no agents.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::lines::FieldLine;
use super::pick_list::ChoiceLine;
use super::pick_list::PickList;
use super::{Form, Popup};
use crate::app::context::Context;
use crate::domain::case_list::{CaseList, CaseLists};
use crate::domain::count::counted;
use crate::domain::draft::suggest::Suggestion;
use crate::domain::draft::{BodyField, Field};
use crate::domain::measure::Measure;
use crate::domain::natural;
use crate::domain::order::Column;
use crate::domain::store::Use;

/// The lines of the pick list of a field: its own choices, else what is known of agents and case lists.
pub fn choices(context: &Context, field: Field) -> Vec<ChoiceLine> {
    let own = field.choices().iter();
    let own = own.map(|choice| ChoiceLine { note: choice.label.to_owned(), ..ChoiceLine::plain(choice.text) });
    if field.choices().is_empty() { suggestions(context, field) } else { own.collect() }
}

/// The ids that campaigns use in the place of this field, the most used first, then the case lists that none uses; none
/// for other fields.
fn suggestions(context: &Context, field: Field) -> Vec<ChoiceLine> {
    match field {
        Field::Body(BodyField::AgentId) => {
            let success = context.prefs.measures.of(Column::SuccessRate);
            let used = most_used(context.store.agents(), |a, b| natural::compare(a, b)).into_iter();
            used.map(|(id, used)| ChoiceLine { note: note(&used, success), ..ChoiceLine::plain(id) }).collect()
        }
        Field::Body(BodyField::CaseListId) => case_lists(context),
        _ => Vec::new(),
    }
}

fn case_lists(context: &Context) -> Vec<ChoiceLine> {
    let known = context.case_lists.known();
    let success = context.prefs.measures.of(Column::SuccessRate);
    let line = |id: i64, list: Option<&CaseList>, note| ChoiceLine {
        name: list.and_then(|list| list.name.clone()),
        size: list.and_then(|list| list.cases).map_or_else(String::new, |cases| counted(cases, "case")),
        note,
        ..ChoiceLine::plain(&id.to_string())
    };
    let used = most_used(context.store.case_lists(), Ord::cmp);
    let ids: BTreeSet<i64> = used.iter().map(|(id, _)| *id).collect();
    let unused = known.iter().filter(|list| !ids.contains(&list.id));
    let unused = unused.map(|list| line(list.id, Some(list), "no campaign".to_owned()));
    used.iter().map(|(id, used)| line(*id, known.get(*id), note(used, success))).chain(unused).collect()
}

/// The most used first, then in `order`.
fn most_used<Id>(uses: impl IntoIterator<Item = (Id, Use)>, order: impl Fn(&Id, &Id) -> Ordering) -> Vec<(Id, Use)> {
    let mut uses = Vec::from_iter(uses);
    uses.sort_by(|(left, a), (right, b)| b.rows.cmp(&a.rows).then_with(|| order(left, right)));
    uses
}

fn note(used: &Use, by: Measure) -> String {
    let rate = used.success.percent().map_or_else(String::new, |rate| format!(", {} success", by.write(rate)));
    counted(used.rows, "campaign") + &rate
}

/// A field as the form shows it, with what is known of its value beside the plan.
pub fn line(context: &Context, form: &Form, field: Field) -> FieldLine {
    let mut line = form.line(field);
    if line.suggestion.is_none() {
        line.suggestion = agent_meant(context, form, field);
    }
    if !line.hint.is_empty() {
        return line;
    }
    let hint = match field {
        _ if line.text.raw().trim().is_empty() => (line.focused && form.editing.is_some() && !form.edited)
            .then(|| known_count(context, field))
            .flatten()
            .map(|known| (format!("Enter: {known}"), false)),
        Field::Body(BodyField::CaseListId) => case_list_words(context.case_lists.known(), form),
        _ => None,
    };
    let (hint, hint_warns) = hint.unwrap_or_default();
    FieldLine { hint, hint_warns, ..line }
}

/// What was probably meant in a field, by the draft itself or by what is known beside it.
pub(super) fn offered(context: &Context, form: &Form, field: Field) -> Option<Suggestion> {
    form.draft().suggestion(field, form.today).or_else(|| agent_meant(context, form, field))
}

/// The agent that was probably meant, once its field was left or the typing has paused at a known one.
fn agent_meant(context: &Context, form: &Form, field: Field) -> Option<Suggestion> {
    if field != Field::Body(BodyField::AgentId) || !form.visited.contains(&field) {
        return None;
    }
    form.draft()
        .agent_meant(&context.store)
        .map(|text| Suggestion { text, note: "the agent of other campaigns".to_owned() })
}

/// How many values the pick list of a field has: `9 seen`; nothing where it has none.
fn known_count(context: &Context, field: Field) -> Option<String> {
    match field {
        Field::Body(BodyField::AgentId) => {
            let seen = context.store.agents();
            (!seen.is_empty()).then(|| format!("{} seen", seen.len()))
        }
        Field::Body(BodyField::CaseListId) => {
            let known = context.case_lists.known();
            let mut ids: BTreeSet<i64> = context.store.case_lists().into_keys().collect();
            ids.extend(known.iter().map(|list| list.id));
            let word = if known.is_empty() { "seen" } else { "known" };
            (!ids.is_empty()).then(|| format!("{} {word}", ids.len()))
        }
        _ => None,
    }
}

/// What is known of the case list that is typed, and whether that is a warning.
fn case_list_words(known: &CaseLists, form: &Form) -> Option<(String, bool)> {
    let id = form.draft().value(Field::Body(BodyField::CaseListId))?.as_i64()?;
    match known.get(id) {
        None if known.lacks(id) => Some((format!("no list {id} among the {} this key can read", known.len()), true)),
        None => None,
        Some(list) if list.is_empty() => Some((format!("{}: nobody would be contacted", list.words()?), true)),
        Some(list) => Some((list.words()?, false)),
    }
}

/// A case list in the review's summary: `318 “Roundup Feb” · 1,204 cases`.
pub(super) fn named_list(known: &CaseLists, typed: String) -> String {
    let list = typed.trim().parse().ok().and_then(|id| known.get(id));
    match list.and_then(CaseList::words) {
        Some(words) => format!("{typed} {words}"),
        None => typed,
    }
}

impl Form {
    /// Brings the open pick list of the case list up to what is known.
    pub fn refill(&mut self, context: &Context) {
        if let Some(Popup::Choices(list)) = &mut self.popup
            && list.field == Field::Body(BodyField::CaseListId)
        {
            let new = PickList::new(list.field, choices(context, list.field), "").informed(&context.case_lists);
            list.take_lines(new);
        }
    }
}
