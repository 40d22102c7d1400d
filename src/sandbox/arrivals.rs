//! When campaigns that were asked for come to be: at once, late, or never.

use std::time::Duration;

use serde_json::Value;

use super::create;
use crate::api::wire;

/// A campaign that was accepted.
#[derive(Debug)]
pub(super) struct Arrival {
    /// When it comes to be.
    pub(super) at: Duration,
    pub(super) id: i64,
    pub(super) plan: Value,
}

/// Campaigns on their way, and those that came.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    awaited: Vec<Arrival>,
    /// Id and time of those that came.
    came: Vec<(i64, Duration)>,
    /// What each of those that came was asked for with.
    plans: Vec<(i64, Value)>,
    last_asked: Option<wire::Campaign>,
}

impl Arrivals {
    /// A campaign was asked for under `id`; it comes to be `at`, or never.
    pub(super) fn ask(&mut self, id: i64, plan: Value, at: Option<Duration>) {
        self.last_asked = Some(create::row(&plan, id));
        if let Some(at) = at {
            self.awaited.push(Arrival { at, id, plan });
        }
    }

    /// Takes those that have come to be by `now`, in the order in which they do.
    pub(super) fn take_due(&mut self, now: Duration) -> Vec<Arrival> {
        let mut due: Vec<Arrival> = self.awaited.extract_if(.., |one| one.at <= now).collect();
        due.sort_by_key(|one| one.at);
        self.came.extend(due.iter().map(|one| (one.id, one.at)));
        self.plans.extend(due.iter().map(|one| (one.id, one.plan.clone())));
        due
    }

    /// How many came.
    pub(super) fn count(&self) -> u64 {
        self.came.len() as u64
    }

    /// The plans of those that came, each with its id.
    pub(super) fn plans(&self) -> &[(i64, Value)] {
        &self.plans
    }

    /// The ids of those that came less than `span` before `now`.
    pub(super) fn recent(&self, now: Duration, span: Duration) -> Vec<i64> {
        self.came.iter().filter(|(_, at)| now.saturating_sub(*at) < span).map(|(id, _)| *id).collect()
    }

    /// The row of the last campaign that was asked for, whether it came or not.
    pub(super) fn last_asked(&self) -> Option<&wire::Campaign> {
        self.last_asked.as_ref()
    }
}
