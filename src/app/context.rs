//! What every component may look at and only [`super::update`] changes: the clock, the data, and how fresh it is.

use std::time::Duration;

use super::case_lists::Directory;
use super::connection::Connection;
use super::launches::Launches;
use super::look::Look;
use super::past::Past;
use super::poll::{Endpoint, Planner, Refusal, Why};
use super::prefs::Prefs;
use super::record::Record;
use super::remembering::Remembering;
use super::remote::Remote;
use crate::domain::alert::Alert;
use crate::domain::launch::Launch;
use crate::domain::settings::Settings;
use crate::domain::store::Store;
use crate::domain::time::{self, Moment, Now};
use crate::domain::today::Today;

#[derive(Debug)]
pub struct Context {
    /// The time of the last message.
    pub now: Now,
    pub connection: Connection,
    pub prefs: Prefs,
    pub store: Store,
    /// How fresh the campaigns are.
    pub campaigns: Remote,
    pub company: Settings,
    /// How fresh the settings are.
    pub settings: Remote,
    pub launches: Launches,
    pub case_lists: Directory,
    /// When the API is asked next, and what its rate limit leaves.
    pub poll: Planner,
    /// The server's own search (`key:`), as last sent.
    pub search: Option<String>,
    pub record: Record,
    /// What a person wants to be told of.
    pub alerts: Vec<Alert>,
    /// What the record is asked of every campaign.
    pub remembering: Remembering,
    /// When somebody looked.
    pub look: Look,
    /// Where in time the screen is: of when [`Context::store`] and [`Context::company`] are.
    pub past: Past,
}

impl Context {
    pub fn new(now: Now, connection: Connection, prefs: Prefs, poll: Planner) -> Self {
        let mut store = Store::default();
        store.set_measures(prefs.measures);
        Self {
            now,
            connection,
            prefs,
            store,
            campaigns: Remote::default(),
            company: Settings::default(),
            settings: Remote::default(),
            launches: Launches::default(),
            case_lists: Directory::default(),
            poll,
            search: None,
            record: Record::default(),
            alerts: Vec::new(),
            remembering: Remembering::default(),
            look: Look::default(),
            past: Past::default(),
        }
    }

    pub fn remote(&self, endpoint: Endpoint) -> &Remote {
        match endpoint {
            Endpoint::Campaigns => &self.campaigns,
            Endpoint::Settings => &self.settings,
        }
    }

    /// The day, for plans. Ask again at every moment: the date changes at midnight, which differs by zone.
    pub fn today(&self) -> Today {
        Today::at(self.now.wall, self.prefs.zone)
    }

    /// The moment that is shown: one of the past, else now.
    pub fn moment(&self) -> Moment {
        self.past.then().and_then(|then| then.at.moment()).unwrap_or(self.now.wall)
    }

    /// Whether there are campaigns to show, be it none.
    pub fn has_read(&self) -> bool {
        self.past.is_shown() || self.campaigns.loaded.is_some()
    }

    /// Whether the list on screen is older than two of its intervals.
    pub fn stale(&self) -> bool {
        !self.past.is_shown() && self.poll.stale(Endpoint::Campaigns, self.now.mono)
    }

    /// How old an endpoint's data is. `None` before the first answer.
    pub fn age(&self, endpoint: Endpoint) -> Option<Duration> {
        Some(self.now.mono.saturating_sub(self.remote(endpoint).loaded?.mono))
    }

    /// The age of data that is older than promised, for whatever reason: it is then told in words.
    pub fn overdue(&self, endpoint: Endpoint) -> Option<Duration> {
        self.age(endpoint).filter(|_| !self.past.is_shown()).filter(|age| *age >= self.poll.promised(endpoint))
    }

    /// Whether an endpoint's data is shown as old: it is stale, or could not be read again.
    pub fn is_old(&self, endpoint: Endpoint) -> bool {
        let fails = self.poll.stale(endpoint, self.now.mono) || self.remote(endpoint).failure.is_some();
        fails && !self.past.is_shown()
    }

    /// A time since the start as the clock shows it in the user's zone: `14:02:05`.
    pub fn clock_at(&self, mono: Duration) -> String {
        let wall = self.now.wall + mono.saturating_sub(self.now.mono) - self.now.mono.saturating_sub(mono);
        time::format_clock(wall, self.prefs.zone)
    }

    /// Where a launch stands, in words that are true at this moment.
    pub fn launch_words(&self, launch: &Launch) -> String {
        self.launches.words(launch, self.now, self.prefs.zone, self.poll.is_frozen())
    }

    /// What the pick list of the case lists says below its lines, in full and in short.
    pub fn case_list_words(&self) -> Option<[String; 2]> {
        self.case_lists.words(self.poll.may_ask(self.now.mono).err().map(|refusal| self.refusal_words(refusal)))
    }

    /// Why nothing is asked now, and when it can be.
    pub fn refusal_words(&self, refusal: Refusal) -> String {
        match refusal {
            Refusal::Frozen => "Frozen: f asks again.".to_owned(),
            Refusal::InFlight => "The server is being asked already.".to_owned(),
            Refusal::NotBefore { at, why } => {
                let reason =
                    if why == Why::Budget { "The hour's requests are spent" } else { "The server asked to wait" };
                format!("{reason}: possible again at {}.", self.clock_at(at))
            }
        }
    }
}
