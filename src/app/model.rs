//! Everything the dashboard knows.

use std::time::Duration;

use super::case_lists::Directory;
use super::detail::Detail;
use super::effect::Effect;
use super::form::drafts::Drafts;
use super::form::{self, Form};
use super::key::Key;
use super::keymap::Scope;
use super::launches::{self, Launches, LaunchesRead, View};
use super::list::List;
use super::mouse::{Area, Head, Layer, Pointer, Spot};
use super::overlay::Overlay;
use super::poll::{Endpoint, Planner};
use super::prefs::Prefs;
use super::preview::Seen;
use super::remote::{Incidents, Remote};
use super::view_state::Keeping;
use crate::domain::belief::Belief;
use crate::domain::settings::Settings;
use crate::domain::shown::Shown;
use crate::domain::store::{Row, Store};
use crate::domain::time::{self, Now, until_next_minute};
use crate::domain::today::Today;

/// The state of the whole program, read by `ui` and changed only by [`super::update::update`].
#[derive(Debug)]
pub struct Model {
    /// The time of the last message.
    pub now: Now,
    /// Whom we talk to.
    pub connection: Connection,
    /// What the user chose.
    pub prefs: Prefs,
    /// The campaigns.
    pub store: Store,
    /// What is believed of the whole list, and of what the server finds for [`Model::search`].
    pub listed: Belief,
    /// See [`Model::listed`].
    pub found: Belief,
    /// How fresh the campaigns are.
    pub campaigns: Remote,
    /// The company's settings, as last received.
    pub company: Settings,
    /// How fresh the settings are.
    pub settings: Remote,
    /// The last failures of this run.
    pub incidents: Incidents,
    /// The launches of this machine.
    pub launches: Launches,
    /// The form that creates a campaign, on screen or left: nothing of it is lost until it is launched.
    pub form: Option<Box<Form>>,
    /// The drafts on this machine.
    pub drafts: Drafts,
    /// The names and sizes of the case lists.
    pub case_lists: Directory,
    /// The campaign that was just created: the cursor goes there when it appears.
    pub arrival: Option<i64>,
    /// When to ask again.
    pub poll: Planner,
    /// The server's own search (`key:`), as last sent.
    pub search: Option<String>,
    /// What the command line searches for (`--search`); a filter's `key:` outweighs it.
    pub standing_search: Option<String>,
    /// The table's view state.
    pub list: List,
    /// How the screen is kept for the next start.
    pub keeping: Keeping,
    /// What lies over the table, the top last.
    pub overlays: Vec<Overlay>,
    /// A line for the user; gone with the next key, or with the answer it waits for.
    pub notice: Option<Notice>,
    /// The first key of two.
    pub pending: Option<Key>,
    /// When a letter was last pressed that meant nothing, where another key has not been pressed since.
    pub(super) stray: Option<Duration>,
    /// The mouse.
    pub pointer: Pointer,
    /// What the last frame showed where.
    pub geometry: Geometry,
}

/// Data is stale just after its time, not at it.
const MOMENT: Duration = Duration::from_millis(1);

/// Whom the program talks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// LIVE or SANDBOX.
    pub mode: Mode,
    /// The host, as shown.
    pub host: Shown,
    /// Where the key came from, in words; never the key.
    pub key_source: String,
    /// Whether creating is switched off.
    pub read_only: bool,
    /// The list request, for commands that repeat it elsewhere.
    pub list: ListRequest,
}

/// The request for the list, in the API's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// The API's URL, without a slash at its end.
    pub base_url: String,
    /// The path of the list under it.
    pub route: &'static str,
    /// The parameter of the server's own search.
    pub search_param: &'static str,
    /// The header that carries the key.
    pub key_header: &'static str,
}

/// Whether real people are behind the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The vendor's API, or another the user named.
    Live,
    /// The built-in sandbox: nobody is called.
    Sandbox,
}

/// A line for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// Whether something could not be done.
    pub warning: bool,
    /// Whether it is said of a request, and over with its answer.
    pub until_answer: bool,
}

/// What a frame's geometry tells the model: how much was visible, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The first visible row of the table.
    pub offset: usize,
    /// How many rows fit.
    pub page: usize,
    /// How many columns the table is scrolled sideways.
    pub columns_left: usize,
    /// How far the top overlay can scroll.
    pub scroll_end: usize,
    /// How many lines of the top overlay fit.
    pub overlay_page: usize,
    /// Where the preview was.
    pub preview: Seen,
    /// The rows of the table.
    pub rows: Area,
    /// The heads of its columns.
    pub heads: Vec<Head>,
    /// What else answers to a click, the top last.
    pub spots: Vec<Spot>,
    /// Whose keys held.
    pub scope: Option<Scope>,
    /// How many overlays there were.
    pub layers: usize,
    /// The top one.
    pub layer: Layer,
    /// What must be read on the review, in the order of its notes.
    pub reading: Vec<Reading>,
}

/// Something that must be read before a launch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// On which line of the review it begins.
    pub line: usize,
    /// And before which it ends.
    pub end: usize,
    /// Whether all of it was on screen.
    pub shown: bool,
}

impl Model {
    /// A model that has seen no data yet.
    pub fn new(now: Now, connection: Connection, prefs: Prefs, poll: Planner) -> Self {
        let mut store = Store::default();
        store.set_measures(prefs.measures);
        Self {
            now,
            connection,
            prefs,
            store,
            listed: Belief::default(),
            found: Belief::default(),
            campaigns: Remote::default(),
            company: Settings::default(),
            settings: Remote::default(),
            incidents: Incidents::default(),
            launches: Launches::default(),
            form: None,
            drafts: Drafts::default(),
            case_lists: Directory::default(),
            arrival: None,
            poll,
            search: None,
            standing_search: None,
            list: List::default(),
            keeping: Keeping::default(),
            overlays: Vec::new(),
            notice: None,
            pending: None,
            stray: None,
            pointer: Pointer::default(),
            geometry: Geometry::default(),
        }
    }

    /// Sets what the command line asked for: the filter, and the server's own search.
    pub fn open(&mut self, filter: &str, search: Option<String>) {
        self.list.set_filter(filter, &mut self.store);
        self.standing_search = search;
        self.search = self.wanted_search();
    }

    /// Takes in what the journal said before the first frame; opens on what needs care.
    pub fn know(&mut self, read: LaunchesRead) {
        self.launches.take(self.now, read);
        if self.launches.need_care() {
            launches::open(self);
        }
    }

    /// How fresh an endpoint's data is.
    pub fn remote(&self, endpoint: Endpoint) -> &Remote {
        match endpoint {
            Endpoint::Campaigns => &self.campaigns,
            Endpoint::Settings => &self.settings,
        }
    }

    /// What the server is to search for.
    pub fn wanted_search(&self) -> Option<String> {
        let typed = self.list.filter.query.server_search().map(str::to_owned);
        typed.or_else(|| self.standing_search.clone())
    }

    /// Whose keys hold now.
    pub fn scope(&self) -> Scope {
        self.scope_under(self.overlays.last())
    }

    /// Where the user is, an open help apart: what it lists are the keys of this place.
    pub fn place(&self) -> Scope {
        self.scope_under(self.overlays.iter().rfind(|overlay| !matches!(overlay, Overlay::Help(_))))
    }

    fn scope_under(&self, top: Option<&Overlay>) -> Scope {
        match top {
            Some(Overlay::Form) => self.form.as_ref().map_or(Scope::Form, |form| form.scope()),
            Some(overlay) => overlay.scope(),
            None if self.list.filter.editing() => Scope::Filter,
            None => Scope::Table,
        }
    }

    /// The open campaign, else the row under the cursor. `None` where there is none, or it is gone.
    pub fn current(&self) -> Option<Row<'_>> {
        match self.detail() {
            Some(detail) => self.store.get(detail.row),
            None => self.store.row(self.list.position()),
        }
    }

    /// The open campaign's view state.
    pub fn detail(&self) -> Option<&Detail> {
        self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    /// The open campaign's view state, to be changed.
    pub(super) fn detail_mut(&mut self) -> Option<&mut Detail> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    /// The day, for plans. Asked for at every moment anew: no day lasts for ever.
    pub fn today(&self) -> Today {
        Today::at(self.now.wall, self.prefs.zone)
    }

    /// Whether the list on screen is older than two of its intervals.
    pub fn stale(&self) -> bool {
        self.poll.stale(Endpoint::Campaigns, self.now.mono)
    }

    /// How old an endpoint's data is; nothing where there is none.
    pub fn age(&self, endpoint: Endpoint) -> Option<Duration> {
        Some(self.now.mono.saturating_sub(self.remote(endpoint).loaded?.mono))
    }

    /// The age of data that is older than was promised, whatever the reason: then it is told in words.
    pub fn overdue(&self, endpoint: Endpoint) -> Option<Duration> {
        self.age(endpoint).filter(|age| *age >= self.poll.promised(endpoint))
    }

    /// Whether an endpoint's data is shown as old: it is stale, or could not be read again.
    pub fn is_old(&self, endpoint: Endpoint) -> bool {
        self.poll.stale(endpoint, self.now.mono) || self.remote(endpoint).failure.is_some()
    }

    /// The clock time of a time since the start, in the user's zone: `14:02:05`.
    pub fn clock_at(&self, mono: Duration) -> String {
        let wall = self.now.wall + mono.saturating_sub(self.now.mono) - self.now.mono.saturating_sub(mono);
        time::format_clock(wall, self.prefs.zone)
    }

    /// Sets the line for the user.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), warning: false, until_answer: false });
    }

    /// Says what is being asked, until the answer comes.
    pub fn say_until_answer(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), warning: false, until_answer: true });
    }

    /// Says why something could not be done.
    pub fn refuse(&mut self, text: impl Into<String>) -> Vec<Effect> {
        self.notice = Some(Notice { text: text.into(), warning: true, until_answer: false });
        Vec::new()
    }

    /// Takes in what the last frame showed.
    pub fn settle(&mut self, geometry: Geometry) {
        self.list.settle(geometry.offset, geometry.page);
        self.list.columns.settle(geometry.columns_left);
        if let Some(
            Overlay::Detail(Detail { scroll, .. }) | Overlay::Status(scroll) | Overlay::Launches(View { scroll, .. }),
        ) = self.overlays.last_mut()
        {
            *scroll = (*scroll).min(geometry.scroll_end);
        }
        if let (Some(Overlay::Form), Some(form)) = (self.overlays.last(), &mut self.form) {
            form.review.scroll = form.review.scroll.min(geometry.scroll_end);
        }
        self.geometry = geometry;
        super::form::review::keep_seen(self);
    }

    /// When something will change by itself: a request falls due, data grows stale, a zone's clock moves on. As time
    /// since the program started.
    pub fn next_wake(&self) -> Option<Duration> {
        let minute = self.now.mono + until_next_minute(self.now.wall);
        let stale = self.poll.stale_at(Endpoint::Campaigns).filter(|at| *at >= self.now.mono).map(|at| at + MOMENT);
        let overdue = Endpoint::ALL.into_iter().filter_map(|endpoint| {
            let at = self.remote(endpoint).loaded?.mono + self.poll.promised(endpoint);
            Some(at).filter(|at| *at > self.now.mono)
        });
        let counts_down = |overlay: &Overlay| match overlay {
            Overlay::Status(_) => true,
            Overlay::Launches(_) | Overlay::Statement(_) => self.launches.unresolved().next().is_some(),
            Overlay::Form => {
                let outcome = self.form.as_ref().and_then(|form| form.outcome(&self.launches));
                outcome.is_some_and(|launch| !launch.phase.is_resolved())
            }
            _ => false,
        };
        let second = self.overlays.iter().any(counts_down).then(|| self.now.mono + Duration::from_secs(1));
        let look = self.launches.next_look().filter(|_| !self.poll.is_frozen());
        let (drafts, view) = (form::drafts::next(self), self.keeping.due());
        let due = [Some(minute), self.poll.next_wake(), stale, second, look, drafts, view];
        due.into_iter().flatten().chain(overdue).min()
    }
}
