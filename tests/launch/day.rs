//! A day of one machine: three dashboards, a script that asks for the list in a loop, and launches, within one budget
//! (N27). The planners, the ledger's file and the way a look is asked for are kaytop's own; the hours are virtual.

use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use kaytop::api::client::Answer;
use kaytop::app::poll::rhythm::Rhythm;
use kaytop::app::poll::{Endpoint, Planner};
use kaytop::domain::budget::{HOUR, RateLimit};
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::reconcile::WAITS;
use kaytop::domain::launch::{NEEDED, RESERVE, Stamp};
use kaytop::domain::ledger::{Grant, Purpose};
use kaytop::domain::time::from_unix;
use kaytop::runtime::ask;
use kaytop::runtime::launch::ports::{Budget, Later};
use kaytop::storage::ledger::Ledger;

const ACCOUNT: &str = "api.example f00d";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long the script rests after a list, and after it was told that there is no room for one.
const RESTS: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(15));

/// The machine and the server that it asks.
struct Machine {
    ledger: Mutex<Ledger>,
    now: Mutex<Duration>,
    server: Mutex<Server>,
}

/// A server that counts in windows of an hour, as the vendor's documents say; it tells of them or not.
struct Server {
    limit: u32,
    tells: bool,
    window: (Duration, u32),
    sent: Vec<(Duration, Purpose)>,
}

impl Server {
    /// Takes a request; refuses what is over the limit.
    fn answer(&mut self, now: Duration, purpose: Purpose) -> Answer<()> {
        self.sent.push((now, purpose));
        if self.window.1 == 0 || now >= self.window.0 + HOUR {
            self.window = (now, 0);
        }
        self.window.1 += 1;
        let said = RateLimit {
            limit: Some(self.limit),
            remaining: Some(self.limit.saturating_sub(self.window.1)),
            reset: Some((self.window.0 + HOUR).saturating_sub(now)),
            retry_after: None,
        };
        assert!(self.window.1 <= self.limit, "the server had to refuse a request after {now:?}");
        Answer { result: Ok(()), limits: if self.tells { said } else { RateLimit::default() }, bytes: 0, date: None }
    }
}

impl Machine {
    fn new(state: &Path, limit: u32, tells: bool) -> Self {
        let server = Server { limit, tells, window: (Duration::ZERO, 0), sent: Vec::new() };
        let ledger = Ledger::open(state).unwrap();
        Self { ledger: Mutex::new(ledger), now: Mutex::default(), server: Mutex::new(server) }
    }

    fn now(&self) -> Duration {
        *self.now.lock().unwrap()
    }

    fn stamp(&self) -> Stamp {
        let wall = from_unix(1_795_435_200).unwrap() + self.now();
        Stamp { wall, clock: "boot".into(), reading: self.now() }
    }

    /// A look as dashboards and `kaytop list` take it.
    async fn look(&self) -> Answer<()> {
        ask::within(self, async || self.server.lock().unwrap().answer(self.now(), Purpose::Poll)).await
    }

    /// A request of a launch, and how many are left then as far as kaytop can know.
    async fn launch_request(&self) -> u32 {
        let counted = self.take(Purpose::Launch).await.unwrap();
        let said = self.server.lock().unwrap().answer(self.now(), Purpose::Launch).limits;
        self.heard(said).await;
        said.remaining.or(counted.remaining).unwrap()
    }
}

impl Budget for Machine {
    fn take(&self, purpose: Purpose) -> Later<'_, Result<RateLimit, Duration>> {
        let grant = self.ledger.lock().unwrap().take(ACCOUNT, purpose, &self.stamp()).unwrap();
        Box::pin(std::future::ready(match grant {
            Grant::Granted { used, limit } => {
                Ok(RateLimit { limit: Some(limit), remaining: Some(limit - used), ..RateLimit::default() })
            }
            Grant::NotBefore { wait, .. } => Err(wait),
        }))
    }

    fn heard(&self, said: RateLimit) -> Later<'_, ()> {
        self.ledger.lock().unwrap().heard(ACCOUNT, said, &self.stamp()).unwrap();
        Box::pin(std::future::ready(()))
    }
}

/// One dashboard and the longest time that it showed the same list.
struct Dashboard {
    planner: Planner,
    last: Duration,
    longest: Duration,
}

impl Dashboard {
    fn every(seconds: u64) -> Self {
        let planner = Planner::new(Rhythm::every(Duration::from_secs(seconds)), Rhythm::SETTINGS);
        Self { planner, last: Duration::ZERO, longest: Duration::ZERO }
    }

    /// Asks for what is due.
    async fn run(&mut self, machine: &Machine, random: &mut fastrand::Rng) {
        let now = machine.now();
        for due in self.planner.due(now) {
            let answer = machine.look().await;
            let result = answer.result.as_ref().copied();
            self.planner.loaded(due.endpoint, due.ticket, result, answer.limits, now, random.f64());
            if answer.result.is_ok() && due.endpoint == Endpoint::Campaigns {
                self.longest = self.longest.max(now.saturating_sub(self.last));
                self.last = now;
            }
        }
    }
}

/// A launch every other hour, never two within one: the settings, the list twice, the request, and every look of a quiet period.
fn launches(random: &mut fastrand::Rng) -> Vec<Duration> {
    let begun: Vec<Duration> = (1..12).map(|at| HOUR * 2 * at + Duration::from_secs(random.u64(..2900))).collect();
    let looks = WAITS.iter().scan(Duration::ZERO, |waited, wait| {
        *waited += *wait;
        Some(*waited)
    });
    let offsets: Vec<Duration> = std::iter::repeat_n(Duration::ZERO, 4).chain(looks).collect();
    begun.into_iter().flat_map(|at| offsets.iter().map(move |offset| at + *offset)).collect()
}

/// Lives the day; the longest time that a dashboard showed the same list.
async fn day(machine: &Machine) -> Duration {
    let mut random = fastrand::Rng::with_seed(7);
    let mut dashboards = [2, 10, 30].map(Dashboard::every);
    let (mut script, mut steps) = (Duration::ZERO, launches(&mut random).into_iter().enumerate().peekable());
    loop {
        let wakes = dashboards.iter().filter_map(|dashboard| dashboard.planner.next_wake());
        let next = wakes.chain([script]).chain(steps.peek().map(|(_, at)| *at)).min().unwrap();
        if next >= DAY {
            break;
        }
        let now = next.max(machine.now());
        *machine.now.lock().unwrap() = now;
        while let Some((step, _)) = steps.next_if(|(_, at)| *at <= now) {
            let left = machine.launch_request().await;
            // Behind the lists, kaytop looks whether the rest of the launch has room.
            let is_list = matches!(step % (WAITS.len() + 4), 1 | 2);
            assert!(!is_list || left >= NEEDED, "{left} requests left for a launch after {now:?}");
        }
        for dashboard in &mut dashboards {
            dashboard.run(machine, &mut random).await;
        }
        if script <= now {
            let told = machine.look().await.result;
            assert!(matches!(told, Ok(()) | Err(Failure::Spent { .. })));
            script = now + if told.is_ok() { RESTS.0 } else { RESTS.1 };
        }
    }
    dashboards.iter().map(|dashboard| dashboard.longest.max(DAY.saturating_sub(dashboard.last))).max().unwrap()
}

/// The most requests within any hour.
fn most_in_an_hour(sent: impl Iterator<Item = Duration>) -> usize {
    let sent: Vec<Duration> = sent.collect();
    let before = |at: &Duration| sent.partition_point(|sent| *sent + HOUR <= *at);
    sent.iter().enumerate().map(|(count, at)| count + 1 - before(at)).max().unwrap()
}

/// Requests of the busiest hour, polls of the busiest hour, and the longest time without a new list.
async fn lived(limit: u32, tells: bool) -> (usize, usize, Duration) {
    let state = tempfile::tempdir_in(crate::world::fast_folder()).unwrap();
    let machine = Machine::new(state.path(), limit, tells);
    let longest = day(&machine).await;
    let sent = machine.server.into_inner().unwrap().sent;
    let polls = sent.iter().filter(|(_, purpose)| *purpose == Purpose::Poll).map(|(at, _)| *at);
    (most_in_an_hour(sent.iter().map(|(at, _)| *at)), most_in_an_hour(polls), longest)
}

#[tokio::test]
async fn n27_a_day_of_three_dashboards_a_script_and_launches_stays_within_500_an_hour() {
    let (all, polls, longest) = lived(500, false).await;
    assert!(longest <= 2 * HOUR, "a dashboard had no new list for {longest:?}");
    assert!(all <= 500 && polls <= 500 - RESERVE as usize, "{all} requests, {polls} polls");
}

#[tokio::test]
async fn n27_a_server_that_tells_its_limit_is_never_asked_beyond_it() {
    let (all, polls, longest) = lived(120, true).await;
    assert!(longest <= 2 * HOUR, "a dashboard had no new list for {longest:?}");
    assert!(all <= 120 && polls <= 120 - RESERVE as usize, "{all} requests, {polls} polls");
}
