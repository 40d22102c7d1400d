//! The rules R1–R30 of the campaigns contract, for the sandbox, `kaytop check`, the form and the launch.
//!
//! One set of rules, judged on the JSON that would be sent, so that all who use them say the same. Nothing here
//! changes a plan. Start with [`judge`], which walks the body in the order of the contract's table: [`fields`] is that
//! table in code, `reader` finds members, `hours`, `runs` and `report` judge the parts, `warnings` looks for what is worth
//! a look but never blocks. What they find is data, a [`Finding`] at a [`place`]; [`words`] makes sentences of it.
//!
//! [`plan`] reads the file a person wrote, with the [`positions`] of its parts, [`json`] is its JSON; [`request`] writes
//! down what would be sent.

pub mod fields;
pub mod finding;
pub mod json;
pub mod place;
pub mod plan;
pub mod positions;
pub mod request;
pub mod words;

mod as_toml;
mod hours;
mod path;
mod reader;
mod report;
mod runs;
mod warnings;

use std::collections::HashSet;

use serde_json::Value;

use self::place::{Object, Place};
use self::reader::{Node, boolean, filled, integer, list, no_fewer_than_zero, one_or_more, seen};
use super::today::Today;

pub use self::finding::{Finding, Kind};
pub use self::warnings::disabled_warning;
pub use self::words::Message;

/// The most bytes that the body of a request may have in the sandbox. The vendor names no limit of its own.
pub const BODY_LIMIT: usize = 256 * 1024;

/// Everything the rules say of one plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Every breach, in the order of the contract's table (a switch before what depends on it) and, within a list, of
    /// the list. No two have the same place and rule.
    pub problems: Vec<Finding>,
    /// What is worth a look and never blocks.
    pub warnings: Vec<Finding>,
    /// The members that must be there as the rest of the plan stands, whether they are or not.
    pub required: HashSet<Place>,
}

impl Verdict {
    /// Whether the plan may be sent.
    pub fn is_valid(&self) -> bool {
        self.problems.is_empty()
    }

    /// What is worth a look in this verdict and was not in one of the same plan `before`: time alone made it so.
    pub fn news_since<'v>(&'v self, before: &'v Self) -> impl Iterator<Item = &'v Finding> {
        self.warnings.iter().filter(|now| !before.warnings.contains(now))
    }

    fn breach(&mut self, place: Place, rule: impl Into<Option<u8>>, kind: Kind) {
        self.problems.push(Finding { place, rule: rule.into(), kind });
    }

    fn warn(&mut self, place: Place, kind: Kind) {
        self.warnings.push(Finding { place, rule: None, kind });
    }
}

/// Judges a request body by R1–R30, and says what is worth a look. `today` is for what is over.
pub fn judge(body: &Value, today: Today) -> Verdict {
    let mut verdict = problems(body);
    if let Some(object) = Node::new(Object::Body, body) {
        warnings::judge(&object, today, &mut verdict);
        warnings::size(body, &mut verdict);
    }
    verdict
}

/// Judges a request body by R1–R30 alone: those ask for no clock.
pub fn problems(body: &Value) -> Verdict {
    let mut verdict = Verdict::default();
    match Node::new(Object::Body, body) {
        Some(body) => judge_body(&body, &mut verdict),
        None => verdict.breach(Object::Body.whole(), None, Kind::NotAnObject(seen(body))),
    }
    verdict
}

fn judge_body(body: &Node<'_>, verdict: &mut Verdict) {
    fields::NAME.required(body, filled, verdict);
    fields::AGENT_ID.required_if(!all_messaging_only(body), body, filled, verdict);
    fields::CASE_LIST_ID.required(body, integer, verdict);
    for switch in fields::SWITCHES {
        switch.optional(body, boolean, verdict);
    }
    let company_hours = fields::USE_COMPANY_HOURS.optional(body, boolean, verdict) == Some(true);
    fields::CONCURRENCY_LIMIT.optional(body, no_fewer_than_zero, verdict);
    fields::FORM_ID.optional(body, integer, verdict);

    let slots = if company_hours { one_or_more } else { list };
    let slots = fields::BUSINESS_HOURS.required_if(company_hours, body, slots, verdict);
    hours::judge(slots.unwrap_or_default(), verdict);

    let runs = fields::RUNS.required(body, one_or_more, verdict);
    let run_ids = runs::judge(runs.unwrap_or_default(), company_hours, verdict);
    report::judge(body, &run_ids, verdict);
}

/// Whether nobody is called, so that no agent is needed (R2). Without a run that cannot be said.
fn all_messaging_only(body: &Node<'_>) -> bool {
    let messaging_only = |run: &Value| run.get(fields::MESSAGING_ONLY.name).and_then(boolean) == Some(true);
    body.get(&fields::RUNS).and_then(one_or_more).is_some_and(|runs| runs.iter().all(messaging_only))
}
