//! What is worth a look and never blocks.
//!
//! The same for everybody who judges a plan. Start with [`judge`], which walks the body as the rules do: each object's
//! members here, what days and hours come to in `calls`, the report in `report`.

mod calls;
mod report;

use std::collections::HashSet;

use serde_json::Value;

use super::fields::{self, ContractField};
use super::finding::{Finding, Kind};
use super::place::{Object, Part, Place};
use super::reader::{Node, integer, list, one_or_more, shown};
use super::runs::messaging_only;
use super::{BODY_LIMIT, Verdict};
use crate::domain::nearest::nearest;
use crate::domain::shown::shows_nothing;
use crate::domain::today::Today;

/// The places at which a rule is broken.
type Broken = HashSet<Place>;

/// The warning for a company whose settings say `is_enabled=false`: the body does not tell, so callers add it.
pub fn disabled_warning() -> Finding {
    Finding { place: Object::Body.whole(), rule: None, kind: Kind::NotEnabled }
}

/// Adds the warnings of a body of which `verdict` holds the problems.
pub(super) fn judge(body: &Node<'_>, today: Today, verdict: &mut Verdict) {
    let broken: Broken = verdict.problems.iter().map(|problem| problem.place.clone()).collect();
    members(body, &fields::BODY, &broken, verdict);
    texts(body, [&fields::NAME, &fields::AGENT_ID], verdict);
    for field in [&fields::CASE_LIST_ID, &fields::FORM_ID] {
        if let Some(id) = body.get(field).and_then(integer).filter(|id| *id < 0) {
            verdict.warn(body.at(field), Kind::Negative(id));
        }
    }
    if body.get(&fields::CALLS_SCHEDULED_EXTERNALLY).and_then(Value::as_bool) == Some(true) {
        verdict.warn(body.at(&fields::CALLS_SCHEDULED_EXTERNALLY), Kind::ScheduledExternally);
    }
    for (_, slot) in slots(body) {
        members(&slot, &fields::SLOT, &broken, verdict);
    }
    for (_, run) in runs(body) {
        members(&run, &fields::RUN, &broken, verdict);
        texts(&run, [&fields::CLIENT_RUN_ID], verdict);
        nothing_to_send(&run, verdict);
    }
    calls::judge(body, today, verdict);
    report::judge(body, &broken, verdict);
}

/// A body larger than the sandbox takes, which a server may refuse as well.
pub(super) fn size(body: &Value, verdict: &mut Verdict) {
    let bytes = body.to_string().len();
    if bytes > BODY_LIMIT {
        verdict.warn(Object::Body.whole(), Kind::TooLarge(bytes));
    }
}

fn slots<'v>(body: &Node<'v>) -> Vec<(usize, Node<'v>)> {
    entries(body, &fields::BUSINESS_HOURS, Object::Slot)
}

fn runs<'v>(body: &Node<'v>) -> Vec<(usize, Node<'v>)> {
    entries(body, &fields::RUNS, Object::Run)
}

/// The objects of a list of the body, with their indices.
fn entries<'v>(body: &Node<'v>, field: &ContractField, object: fn(usize) -> Object) -> Vec<(usize, Node<'v>)> {
    let list = body.get(field).and_then(list).unwrap_or_default();
    list.iter().enumerate().filter_map(|(index, entry)| Some((index, Node::new(object(index), entry)?))).collect()
}

/// Members that the contract does not have, most often typing errors, and nulls, of which it says nothing.
fn members(node: &Node<'_>, known: &[&'static ContractField], broken: &Broken, verdict: &mut Verdict) {
    let find = |name: &str| known.iter().copied().find(|known| known.name == name);
    for name in node.names().filter(|name| find(name).is_none()) {
        let meant = nearest(name, known.iter().map(|known| known.name)).and_then(find);
        let name = shown(name);
        let place = Place { object: node.object(), part: Part::Unknown(name.clone()) };
        verdict.warn(place, Kind::Unknown { name, meant });
    }
    for place in known.iter().filter(|field| node.is_null(field)).map(|field| node.at(field)) {
        // Where it must be there, that is said already.
        if !broken.contains(&place) {
            verdict.warn(place, Kind::Null);
        }
    }
}

/// Names of which people see nothing, or other than what is sent.
fn texts<const N: usize>(node: &Node<'_>, fields: [&'static ContractField; N], verdict: &mut Verdict) {
    for field in fields {
        let Some(text) = node.get(field).and_then(Value::as_str).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        if shows_nothing(text) {
            verdict.warn(node.at(field), Kind::ShowsNothing);
        } else if text.trim() != text {
            verdict.warn(node.at(field), Kind::Blank);
        }
    }
}

/// A messaging-only run without a message does nothing. Messages that are no list are a breach already (R19).
fn nothing_to_send(run: &Node<'_>, verdict: &mut Verdict) {
    let messages = run.get(&fields::MESSAGES);
    let none = messages.is_none_or(|messages| messages.is_array() && one_or_more(messages).is_none());
    if none && messaging_only(run) == Some(true) {
        verdict.warn(run.at(&fields::MESSAGES), Kind::NothingToSend);
    }
}
