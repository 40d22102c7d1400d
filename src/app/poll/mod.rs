//! The poll planner: which endpoint is asked when, within the request budget.
//!
//! Pure: time and randomness come in as numbers. [`Planner::due`] says what to ask now, [`Planner::loaded`] takes an
//! answer, [`Planner::next_wake`] says when to come back. Everything that delays a poll (rhythm, retry, breaker, 429,
//! budget, freeze) is weighed in one place, `Planner::ready`: the latest of them wins. Waits are derived from what
//! happened, never queued, so that after a laptop's sleep there is one poll and no burst (N30).
//!
//! Start with [`Planner`]; [`rhythm`] holds the steps of `+` and `-`, `lane` the retries and the breaker of one endpoint,
//! `state` what is said of it.

mod lane;
pub mod rhythm;
mod state;
#[cfg(test)]
mod tests;

use std::time::Duration;

use self::lane::{Landing, Lane, NEVER, Phase, part};
use self::rhythm::Rhythm;
pub use self::state::{Refusal, State, Why};
use crate::domain::budget::{Budget, HOUR, Left, RateLimit, SlidingHour};
use crate::domain::failure::Failure;
use crate::domain::interval::STALE_AFTER;

/// Waited on top of what a server asks for: the reset's own second must be over (N21).
const AFTER_RESET: Duration = Duration::from_secs(1);
/// At most this much more is waited after a 429, so that several windows with one key do not come back together.
const SPREAD: Duration = Duration::from_secs(5);
/// The wait after a 429 that names none.
const UNSTATED_WAIT: Duration = Duration::from_secs(60);
/// The share of the hour's requests that quick retries may take.
const RETRY_SHARE: u32 = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    Campaigns,
    Settings,
}

impl Endpoint {
    /// Both, in the order in which they are asked.
    pub const ALL: [Self; 2] = [Self::Campaigns, Self::Settings];
}

/// Identifies a request, so that its answer is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket(pub u64);

/// A request to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    pub endpoint: Endpoint,
    /// To be handed back with the answer.
    pub ticket: Ticket,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// It belongs to the flight under way: use it.
    Accepted,
    /// Nobody waits for it any more: drop it.
    Stale,
}

#[derive(Debug, Clone)]
pub struct Planner {
    rhythm: Rhythm,
    settings_rhythm: Rhythm,
    campaigns: Lane,
    settings: Lane,
    budget: Budget,
    /// Quick retries of the last hour.
    retried: SlidingHour,
    /// The shortest interval that the budget bears; zero while there is plenty.
    pace: Duration,
    /// Until when the server wants no request.
    held_until: Duration,
    /// Until when nothing is sent by itself, because the machine has just woken.
    awake_at: Duration,
    frozen: bool,
    last_ticket: u64,
}

impl Planner {
    /// A planner that is ready to ask both endpoints at once, then each in its rhythm.
    pub fn new(campaigns: Rhythm, settings: Rhythm) -> Self {
        Self {
            rhythm: campaigns,
            settings_rhythm: settings,
            campaigns: Lane::new(),
            settings: Lane::new(),
            budget: Budget::default(),
            retried: SlidingHour::default(),
            pace: Duration::ZERO,
            held_until: Duration::ZERO,
            awake_at: Duration::ZERO,
            frozen: false,
            last_ticket: 0,
        }
    }

    /// What is to be sent now. Each ask counts as sent: the caller must send it and report with [`Planner::loaded`].
    pub fn due(&mut self, now: Duration) -> Vec<Ask> {
        Endpoint::ALL.into_iter().filter_map(|endpoint| self.ask(endpoint, now)).collect()
    }

    /// When [`Planner::due`] next has something to say, if nothing else happens; `None` while it waits for an answer or
    /// a person.
    pub fn next_wake(&self) -> Option<Duration> {
        Endpoint::ALL.into_iter().filter_map(|endpoint| self.ready(endpoint)).map(|(at, _)| at).min()
    }

    /// Takes the answer to an ask. `jitter` is a random number from 0 to 1.
    pub fn loaded(
        &mut self,
        endpoint: Endpoint,
        ticket: Ticket,
        result: Result<(), &Failure>,
        said: RateLimit,
        now: Duration,
        jitter: f64,
    ) -> Receipt {
        if !self.awaits(endpoint, ticket) {
            return Receipt::Stale;
        }
        self.answered(result, said, now, jitter);
        let affordable = self.retried.count(now) < self.budget.limit() / RETRY_SHARE;
        let may_retry = affordable && self.slowed().is_none();
        let landing = Landing { now, period: self.period(endpoint), may_retry, jitter };
        self.lane_mut(endpoint).land(result, landing);
        Receipt::Accepted
    }

    /// Whether the answer to this ask is waited for.
    pub fn awaits(&self, endpoint: Endpoint, ticket: Ticket) -> bool {
        matches!(self.lane(endpoint).phase, Phase::InFlight { ticket: awaited, .. } if awaited == ticket)
    }

    /// Notes a request that is sent for another purpose: it counts too.
    pub fn spent(&mut self, now: Duration) {
        self.budget.spend(now);
        self.pace = self.budget.pace(now);
    }

    /// Takes what became of any request that only asks: what it says of the rate limit holds for all of them.
    pub fn answered(&mut self, result: Result<(), &Failure>, said: RateLimit, now: Duration, jitter: f64) {
        self.heard(said, now, jitter);
        match result {
            Err(Failure::RateLimited { wait }) => {
                self.hold(wait.or(said.retry_after).or(said.reset).unwrap_or(UNSTATED_WAIT), now, jitter);
            }
            Err(Failure::Spent { wait }) => {
                self.budget.fold(RateLimit { remaining: Some(0), reset: Some(*wait), ..said }, now);
            }
            _ => {}
        }
    }

    /// Takes what the answer to another request said of the rate limit.
    pub fn heard(&mut self, said: RateLimit, now: Duration, jitter: f64) {
        self.budget.fold(said, now);
        self.pace = self.budget.pace(now);
        if let Some(wait) = said.retry_after {
            self.hold(wait, now, jitter);
        }
    }

    /// Makes both endpoints ready now, also where one is stopped or its breaker is open; ask [`Planner::due`] next.
    pub fn refresh(&mut self, now: Duration) -> Result<(), Refusal> {
        self.may_refresh(now)?;
        self.campaigns.wake();
        self.settings.wake();
        Ok(())
    }

    /// Whether [`Planner::refresh`] would do anything now.
    pub fn may_refresh(&self, now: Duration) -> Result<(), Refusal> {
        let flies = |endpoint| matches!(self.lane(endpoint).phase, Phase::InFlight { .. });
        match self.may_ask(now) {
            Ok(()) | Err(Refusal::NotBefore { .. }) if Endpoint::ALL.into_iter().any(flies) => Err(Refusal::InFlight),
            other => other,
        }
    }

    /// Whether a request beside the polls may be sent now. Whoever sends one calls [`Planner::spent`].
    pub fn may_ask(&self, now: Duration) -> Result<(), Refusal> {
        if self.frozen {
            return Err(Refusal::Frozen);
        }
        let (at, why) = self.barred_until();
        if now < at {
            return Err(Refusal::NotBefore { at, why });
        }
        Ok(())
    }

    /// Makes an endpoint ready now because the question changed: the answer to a flight under way will be stale.
    pub fn restart(&mut self, endpoint: Endpoint) {
        self.lane_mut(endpoint).restart();
    }

    /// The machine slept. What was under way is asked anew: its answer would be as old as the sleep. That, and what fell
    /// due meanwhile, waits a moment first, until the network is back, and so that several windows do not ask together.
    pub fn awoke(&mut self, now: Duration, jitter: f64) {
        self.awake_at = now + AFTER_RESET + part(SPREAD, jitter);
        for endpoint in Endpoint::ALL {
            let at = self.awake_at;
            self.lane_mut(endpoint).give_up(at);
        }
    }

    /// Freezes or unfreezes: while frozen nothing is asked. An answer under way is still taken.
    pub fn set_frozen(&mut self, frozen: bool) {
        self.frozen = frozen;
    }

    pub fn is_frozen(&self) -> bool {
        self.frozen
    }

    /// Sets how often campaigns are asked for. Off stops the settings too: off means that nothing is asked by itself.
    pub fn set_rhythm(&mut self, rhythm: Rhythm) {
        self.rhythm = rhythm;
    }

    pub fn rhythm(&self) -> Rhythm {
        self.rhythm
    }

    /// The interval that the budget imposes, where it is longer than the rhythm's.
    pub fn slowed(&self) -> Option<Duration> {
        self.rhythm.period().filter(|period| self.pace > *period).map(|_| self.pace)
    }

    pub fn left(&self, now: Duration) -> Left {
        self.budget.left(now)
    }

    pub fn sent_this_hour(&self, now: Duration) -> u32 {
        self.budget.sent(now)
    }

    /// When the server's count starts anew, where it said so.
    pub fn resets_at(&self, now: Duration) -> Option<Duration> {
        self.budget.resets_at(now)
    }

    /// How many requests polling leaves for creating campaigns.
    pub fn reserve(&self) -> u32 {
        self.budget.reserve()
    }

    pub fn state(&self, endpoint: Endpoint) -> State {
        match self.lane(endpoint).phase {
            Phase::InFlight { since, .. } => State::InFlight { since },
            Phase::Stopped { status } => State::Stopped { status },
            Phase::Idle(_) if self.frozen => State::Frozen,
            Phase::Idle(_) => self.ready(endpoint).map_or(State::Off, |(until, why)| State::Waiting { until, why }),
        }
    }

    /// When data last came.
    pub fn loaded_at(&self, endpoint: Endpoint) -> Option<Duration> {
        self.lane(endpoint).good_at
    }

    /// How old data may be before its age is told: two of the intervals that the user chose, and at least a minute, which
    /// is also what holds while nothing is asked. A pace that the budget slows is no promise.
    pub fn promised(&self, endpoint: Endpoint) -> Duration {
        const LEAST: Duration = Duration::from_secs(60);
        let rhythm = match endpoint {
            Endpoint::Campaigns => self.rhythm,
            Endpoint::Settings => self.settings_rhythm,
        };
        let period = rhythm.period().filter(|_| !self.frozen && self.rhythm != Rhythm::OFF);
        period.map_or(LEAST, |period| period.saturating_mul(STALE_AFTER).max(LEAST))
    }

    /// When the data is to be called stale: after two missed intervals. Nothing where there is none, and where none is
    /// missed because polling is frozen or off.
    pub fn stale_at(&self, endpoint: Endpoint) -> Option<Duration> {
        let period = Some(self.period(endpoint)).filter(|period| *period < NEVER && !self.frozen)?;
        Some(self.loaded_at(endpoint)?.saturating_add(period.saturating_mul(STALE_AFTER)))
    }

    pub fn stale(&self, endpoint: Endpoint, now: Duration) -> bool {
        self.stale_at(endpoint).is_some_and(|at| now > at)
    }

    fn ask(&mut self, endpoint: Endpoint, now: Duration) -> Option<Ask> {
        self.ready(endpoint).filter(|(at, _)| *at <= now)?;
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        if self.lane_mut(endpoint).depart(ticket, now) {
            self.retried.add(now);
        }
        self.spent(now);
        Some(Ask { endpoint, ticket })
    }

    /// When an endpoint may be asked next, and what it waits for. Nothing while it flies, is stopped, frozen or off.
    fn ready(&self, endpoint: Endpoint) -> Option<(Duration, Why)> {
        let mut own = self.lane(endpoint).ready(self.period(endpoint)).filter(|(at, _)| *at < NEVER && !self.frozen)?;
        if self.lane(endpoint).goes_by_itself() {
            own.0 = own.0.max(self.awake_at);
        }
        let barred = self.barred_until();
        Some(if barred.0 > own.0 { barred } else { own })
    }

    /// Until when no poll may go out at all, and why.
    fn barred_until(&self) -> (Duration, Why) {
        let free_from = self.budget.free_from();
        if free_from > self.held_until { (free_from, Why::Budget) } else { (self.held_until, Why::RateLimited) }
    }

    /// The interval between two polls, as the budget allows it. Off stops both endpoints, and settings that never came
    /// are asked for as often as campaigns: an outage at the start must not leave the hours unknown for long.
    fn period(&self, endpoint: Endpoint) -> Duration {
        let rhythm = match endpoint {
            Endpoint::Campaigns => self.rhythm,
            Endpoint::Settings if self.rhythm == Rhythm::OFF || self.settings.good_at.is_none() => self.rhythm,
            Endpoint::Settings => self.settings_rhythm,
        };
        rhythm.period().map_or(NEVER, |period| period.max(self.pace))
    }

    /// Sends nothing for as long as the server asks (at most an hour), and then a little longer.
    fn hold(&mut self, wait: Duration, now: Duration, jitter: f64) {
        self.held_until = self.held_until.max(now + wait.min(HOUR) + AFTER_RESET + part(SPREAD, jitter));
    }

    fn lane(&self, endpoint: Endpoint) -> &Lane {
        match endpoint {
            Endpoint::Campaigns => &self.campaigns,
            Endpoint::Settings => &self.settings,
        }
    }

    fn lane_mut(&mut self, endpoint: Endpoint) -> &mut Lane {
        match endpoint {
            Endpoint::Campaigns => &mut self.campaigns,
            Endpoint::Settings => &mut self.settings,
        }
    }
}
