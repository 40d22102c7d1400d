//! What the campaigns that exist say about a plan: names that look alike or nearly, the same list, the agent's record.

use super::super::summary::in_a_row;
use super::super::table::BodyField;
use super::super::{Draft, Field};
use super::Around;
use super::note::{Note, Severity, note};
use crate::domain::count::{count, counted};
use crate::domain::launch::gate::NameKey;
use crate::domain::order::Column;
use crate::domain::shown::Shown;
use crate::domain::store::{Row, Store, Use};

/// What the names of all campaigns look like, by row. Made once a read: a plan is compared with them at every key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names(Vec<Option<NameKey>>);

impl Names {
    /// The names in `store`.
    pub fn of(store: &Store) -> Self {
        Self(store.rows().map(|row| row.name().map(|name| NameKey::of(name.raw()))).collect())
    }
}

/// How many campaigns a sentence names.
const NAMED: usize = 3;

/// The notes about the name, the list and the agent.
pub(super) fn of(draft: &Draft, around: Around<'_>, notes: &mut Vec<Note>) {
    let Around { store, names, unread, .. } = around;
    same_name(draft, store, names, notes);
    same_list(draft, store, notes);
    agent(draft, store, unread.is_none(), notes);
    if let Some(why) = unread {
        not_known(draft, why, notes);
    }
}

/// What cannot be said of other campaigns, because the list of them is not known, or not all of it.
fn not_known(draft: &Draft, why: &str, notes: &mut Vec<Note>) {
    let list = Field::Body(BodyField::CaseListId);
    if let Some(id) = draft.value(list).and_then(|value| value.as_i64()) {
        note(notes, Severity::Read, list, format!("Who else uses case list {id} is not known: {why}."));
    }
    let name = Field::Body(BodyField::Name);
    if !draft.text(name).trim().is_empty() {
        let text = format!("Whether a campaign of this name exists is not known: {why}. The launch looks again first.");
        note(notes, Severity::Read, name, text);
    }
}

/// Campaigns of which the name looks the same, else those of which it nearly does.
fn same_name(draft: &Draft, store: &Store, names: &Names, notes: &mut Vec<Note>) {
    let field = Field::Body(BodyField::Name);
    let typed = draft.text(field);
    if typed.trim().is_empty() {
        return;
    }
    let own = NameKey::of(typed);
    let (mut same, mut near) = (Vec::new(), Vec::new());
    for (row, key) in store.rows().zip(&names.0) {
        match key {
            Some(key) if own.is_like(key) => same.push(row),
            Some(key) if own.is_near(key) => near.push(row),
            _ => {}
        }
    }
    if let Some(who) = named(&same, |_| String::new()) {
        let text = format!("The name looks the same as that of {who}; the list could not tell them apart.");
        note(notes, Severity::Read, field, text);
    } else if let Some(who) = named(&near, |_| String::new()) {
        note(notes, Severity::Read, field, format!("The name is one character from that of {who}."));
    }
}

/// Campaigns that contact the same people, those that move first.
fn same_list(draft: &Draft, store: &Store, notes: &mut Vec<Note>) {
    let field = Field::Body(BodyField::CaseListId);
    let Some(id) = draft.value(field).and_then(|value| value.as_i64()) else { return };
    let users: Vec<Row<'_>> = store.rows().filter(|row| row.list() == Some(id)).collect();
    let (moving, resting): (Vec<Row<'_>>, Vec<Row<'_>>) =
        users.iter().copied().partition(|row| calls_moved(store, row).is_some_and(|calls| calls != 0));
    let all = [moving.as_slice(), &resting].concat();
    let moved = |row: &Row<'_>| match calls_moved(store, row) {
        Some(calls @ 1..) => format!(" (▲{})", count(calls)),
        Some(calls @ ..=-1) => format!(" (▼{})", count(calls.saturating_abs())),
        Some(0) | None => String::new(),
    };
    let (Some(who), Some(lasting)) = (named(&all, moved), named(&users, |_| String::new())) else { return };
    let moved = match (moving.len(), all.len()) {
        (0, 1) => "It did not move".to_owned(),
        (0, _) => "None of them moved".to_owned(),
        (1, 1) => "It moved".to_owned(),
        (moving, all) => format!("{moving} of {all} moved"),
    };
    let by = if all.len() == 1 { "by both" } else { "by more than one of them" };
    let text = format!("Case list {id} is also used by {who}: people may be called {by}. {moved} in the last refresh.");
    let lasting = Some(format!("Case list {id} is also used by {lasting}"));
    notes.push(Note { severity: Severity::Read, field, text, lasting, by_field: false });
}

fn calls_moved(store: &Store, row: &Row<'_>) -> Option<i64> {
    store.change_of(row.key())?.calls()
}

/// How the campaigns of the agent do.
fn agent(draft: &Draft, store: &Store, all_known: bool, notes: &mut Vec<Note>) {
    let field = Field::Body(BodyField::AgentId);
    let typed = draft.text(field);
    if typed.trim().is_empty() || store.total() == 0 {
        return;
    }
    let Use { rows, success: pooled } = store.use_of_agent(typed);
    if rows == 0 && !all_known {
        return;
    }
    let shown = Shown::new(typed);
    let campaigns = counted(rows, "campaign");
    let success = store.measures().of(Column::SuccessRate);
    let (severity, text) = match (rows, pooled.percent()) {
        (0, _) => {
            let see = match draft.agent_meant(store) {
                Some(meant) => format!("did you mean {}?", Shown::new(&meant)),
                None => "see that the id is right.".to_owned(),
            };
            (Severity::Read, format!("No campaign has the agent {shown} yet: {see}"))
        }
        (_, None) => (Severity::Info, format!("Agent {shown}: {campaigns}, no call finished.")),
        (_, Some(rate)) => {
            let (rate, of) = (success.write(rate), counted(pooled.whole(), "finished call"));
            (Severity::Info, format!("Agent {shown}: {campaigns}, {rate} success of {of}."))
        }
    };
    note(notes, severity, field, text);
}

/// The first campaigns by number and name, each with what is said of it, and how many more:
/// `#481 "Roundup" and 2 more`.
fn named(rows: &[Row<'_>], said: impl Fn(&Row<'_>) -> String) -> Option<String> {
    let name = |row: &Row<'_>| {
        let name = row.name().map_or_else(String::new, |name| format!(" \"{name}\""));
        format!("#{}{name}{}", row.id(), said(row))
    };
    let names = || in_a_row(rows.iter().take(NAMED).map(name).collect(), rows.len().saturating_sub(NAMED));
    (!rows.is_empty()).then(names)
}
