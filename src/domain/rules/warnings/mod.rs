//! What is worth a look and never blocks.
//!
//! The same for everybody who judges a plan. Start with [`judge`], which walks the body as the rules do: each object's
//! members here, what days and hours come to in `calls`, the report in `report`.

mod calls;
mod report;

use std::collections::HashSet;

use serde_json::Value;

use super::fields::{self, Field};
use super::path::Path;
use super::reader::{Node, integer, list, one_or_more, shown};
use super::{BODY_LIMIT, Verdict, Warning, runs};
use crate::domain::nearest::nearest;
use crate::domain::shown::shows_nothing;
use crate::domain::today::Today;

const DISABLED: &str = "campaigns are not enabled for this company (is_enabled is false in its settings), so this one \
                        may be refused or stay idle";
const EXTERNAL: &str = "the vendor places no calls by itself: something else must schedule them";
const NULL: &str = "is null and sent so, which may not be the same to the vendor as leaving it out";
const NOTHING: &str = "shows nothing to read: it has only characters that cannot be seen, or marks without a letter";
const BLANK: &str = "begins or ends with a blank; it is sent so";
const NOTHING_TO_SEND: &str = "a run that is messaging_only has nothing to send without messages";

static SLOTS: Path<'static> = Path::Member(&Path::Body, fields::BUSINESS_HOURS.name);
static RUNS: Path<'static> = Path::Member(&Path::Body, fields::RUNS.name);

/// The paths at which a rule is broken.
type Broken = HashSet<String>;

/// The warning for a company whose settings say `is_enabled=false`: the body does not tell, so callers add it.
pub fn disabled_warning() -> Warning {
    Warning { path: String::new(), message: DISABLED.to_owned() }
}

/// Adds the warnings of a body of which `verdict` holds the problems.
pub(super) fn judge(body: &Node<'_>, today: Today, verdict: &mut Verdict) {
    let broken: Broken = verdict.problems.iter().map(|problem| problem.path.clone()).collect();
    members(body, &fields::BODY, &broken, verdict);
    texts(body, [&fields::NAME, &fields::AGENT_ID], verdict);
    for field in [&fields::CASE_LIST_ID, &fields::FORM_ID] {
        if let Some(id) = body.get(field.name).and_then(integer).filter(|id| *id < 0) {
            verdict.warn(body.at(field.name), format!("is negative ({id}): see that the id is right"));
        }
    }
    if body.get(fields::CALLS_SCHEDULED_EXTERNALLY.name).and_then(Value::as_bool) == Some(true) {
        verdict.warn(body.at(fields::CALLS_SCHEDULED_EXTERNALLY.name), EXTERNAL);
    }
    for slot in entries(body, fields::BUSINESS_HOURS.name, &SLOTS) {
        members(&slot, &fields::SLOT, &broken, verdict);
    }
    for run in entries(body, fields::RUNS.name, &RUNS) {
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
        let (size, limit) = (bytes.div_ceil(1024), BODY_LIMIT / 1024);
        let message =
            format!("the request has {size} KiB; the sandbox takes {limit} KiB, and the server may refuse it too");
        verdict.warn(Path::Body, message);
    }
}

/// The objects of a list of the body.
fn entries<'v>(body: &Node<'v>, name: &str, path: &'static Path<'static>) -> Vec<Node<'v>> {
    let list = body.get(name).and_then(list).unwrap_or_default();
    list.iter().enumerate().filter_map(|(index, entry)| Node::new(Path::Entry(path, index), entry)).collect()
}

/// Members that the contract does not have, most often typing errors, and nulls, of which it says nothing.
fn members(node: &Node<'_>, known: &[&Field], broken: &Broken, verdict: &mut Verdict) {
    let known = known.iter().map(|field| field.name);
    for name in node.names().filter(|&name| known.clone().all(|known| known != name)) {
        let meant = match nearest(name, known.clone()) {
            Some(meant) => format!(", did you mean `{meant}`? It"),
            None => "; it".to_owned(),
        };
        let name = shown(name);
        verdict.warn(node.at(&name), format!("unknown field `{name}`{meant} is sent as written"));
    }
    for name in known.filter(|name| node.is_null(name)) {
        // Where it must be there, that is said already.
        if !broken.contains(&node.at(name).to_string()) {
            verdict.warn(node.at(name), NULL);
        }
    }
}

/// Names of which people see nothing, or other than what is sent.
fn texts<const N: usize>(node: &Node<'_>, fields: [&Field; N], verdict: &mut Verdict) {
    for field in fields {
        let Some(text) = node.get(field.name).and_then(Value::as_str).filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        if shows_nothing(text) {
            verdict.warn(node.at(field.name), NOTHING);
        } else if text.trim() != text {
            verdict.warn(node.at(field.name), BLANK);
        }
    }
}

/// A messaging-only run without a message does nothing. Messages that are no list are a breach already (R19).
fn nothing_to_send(run: &Node<'_>, verdict: &mut Verdict) {
    let messages = run.get(fields::MESSAGES.name);
    let none = messages.is_none_or(|messages| messages.is_array() && one_or_more(messages).is_none());
    if none && runs::messaging_only(run) == Some(true) {
        verdict.warn(run.at(fields::MESSAGES.name), NOTHING_TO_SEND);
    }
}
