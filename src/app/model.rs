//! Everything the dashboard knows.

use std::time::Duration;

use super::compare::CompareView;
use super::connection::Connection;
use super::context::Context;
use super::copy;
use super::detail::Detail;
use super::drafts::{Drafts, DraftsView};
use super::effect::Effect;
use super::form::Form;
use super::geometry::Geometry;
use super::history::HistoryView;
use super::key::Key;
use super::keymap::Scope;
use super::launches::{LaunchesRead, LaunchesView};
use super::list::List;
use super::mouse::Pointer;
use super::notice::Notice;
use super::overlay::Overlay;
use super::past::{Present, Scene};
use super::poll::{Endpoint, Planner};
use super::prefs::Prefs;
use super::remote::Incidents;
use super::view_state::{self, Keeping};
use super::views::Views;
use crate::domain::belief::Belief;
use crate::domain::draft::saved::DraftSummary;
use crate::domain::launch::Launch;
use crate::domain::store::{Group, Line, Row};
use crate::domain::time::{Now, until_next_minute};
use crate::domain::view_state::ViewState;

/// The state of the whole program, read by `ui` and changed only by [`super::update::update`].
#[derive(Debug)]
pub struct Model {
    pub context: Context,
    /// What is believed of the whole list, and of what the server finds for [`Context::search`].
    pub listed: Belief,
    /// See [`Model::listed`].
    pub found: Belief,
    /// The last failures of this run.
    pub incidents: Incidents,
    /// The form that creates a campaign, on screen or left: nothing of it is lost until it is launched.
    pub form: Option<Box<Form>>,
    pub drafts: Drafts,
    /// The campaign that was just created: the cursor goes there when it appears.
    pub arrival: Option<i64>,
    /// What the command line searches for (`--search`); a filter's `key:` outweighs it.
    pub standing_search: Option<String>,
    pub list: List,
    pub views: Views,
    /// The commands that were run, the latest last.
    pub commands: Vec<String>,
    /// Saves the view for the next start.
    pub keeping: Keeping,
    /// Of the campaign that is open.
    pub history: HistoryView,
    /// What lies over the table, the top last.
    pub overlays: Vec<Overlay>,
    /// A line for the user; gone with the next key, or with the answer it waits for.
    pub notice: Option<Notice>,
    /// The first key of two.
    pub pending: Option<Key>,
    /// When a letter that means nothing was pressed, if no other key came since.
    pub(super) stray: Option<Duration>,
    pub pointer: Pointer,
    pub geometry: Geometry,
}

/// Data is stale just after its time, not at it.
const MOMENT: Duration = Duration::from_millis(1);

impl Model {
    /// A model that has seen no data yet.
    pub fn new(now: Now, connection: Connection, prefs: Prefs, poll: Planner) -> Self {
        Self {
            context: Context::new(now, connection, prefs, poll),
            listed: Belief::default(),
            found: Belief::default(),
            incidents: Incidents::default(),
            form: None,
            drafts: Drafts::default(),
            arrival: None,
            standing_search: None,
            list: List::default(),
            views: Views::default(),
            commands: Vec::new(),
            keeping: Keeping::default(),
            history: HistoryView::default(),
            overlays: Vec::new(),
            notice: None,
            pending: None,
            stray: None,
            pointer: Pointer::default(),
            geometry: Geometry::default(),
        }
    }

    /// Restores how the screen was left, else opens the first view, and saves what changes from then on; a filter from the
    /// command line comes before the one restored.
    pub fn resume(&mut self, left: Option<&ViewState>, filter: &str, search: Option<String>) {
        match left {
            Some(left) => {
                view_state::restore(left, &mut self.list, &mut self.views, &mut self.context.store);
                self.list.set_filter(&left.filter, &mut self.context.store);
            }
            None => self.views.open(0, &mut self.list, &mut self.context.store),
        }
        let kept = self.list.filter.field.text().to_owned();
        self.keeping.begin(&self.list, &self.views, &kept, filter);
        let own = self.views.opened().is_some_and(|view| view.query == kept);
        if filter.is_empty() && !kept.is_empty() && !own {
            self.say("The filter is the one of last time: 0 shows all.");
        }
        self.open(if filter.is_empty() { &kept } else { filter }, search);
    }

    /// Opens the view of this name; a filter from the command line comes before its own.
    ///
    /// # Errors
    /// There is no such view: a sentence for people.
    pub fn open_view(&mut self, name: &str, filter: &str) -> Result<(), String> {
        let at = self.views.find(name)?;
        self.views.open(at, &mut self.list, &mut self.context.store);
        if !filter.is_empty() {
            self.list.set_filter(filter, &mut self.context.store);
        }
        self.context.search = self.wanted_search();
        self.notice = None;
        Ok(())
    }

    /// The view to be saved now, where it differs from what was saved.
    pub fn unwritten_view(&mut self) -> Option<ViewState> {
        self.keeping.unwritten(&self.list, &self.views)
    }

    /// Shows the campaigns of a moment of the past; the present is put aside.
    pub fn enter_past(&mut self, scene: Scene) {
        let Scene { then, read, settings, .. } = scene;
        let Context { store, company, past, .. } = &mut self.context;
        let live = std::mem::replace(company, settings.unwrap_or_default());
        past.enter(then, || Present { read: store.last_read(), company: live });
        store.show(&read);
        self.list.travel(true, store);
    }

    /// Shows the present again.
    pub(super) fn leave_past(&mut self) {
        let Context { store, company, past, campaigns, .. } = &mut self.context;
        let Some(present) = past.leave() else { return };
        *company = present.company;
        store.show(&present.read);
        if campaigns.loaded.is_none() {
            store.reset_comparison();
        }
        self.list.travel(false, store);
    }

    /// Sets what the command line asked for: the filter, and the server's own search.
    pub fn open(&mut self, filter: &str, search: Option<String>) {
        self.list.set_filter(filter, &mut self.context.store);
        self.standing_search = search;
        self.context.search = self.wanted_search();
    }

    /// Takes in what the journal said before the first frame, and opens the launches where one needs care.
    pub fn load_launches(&mut self, read: LaunchesRead) {
        self.context.launches.take(self.context.now, read);
        if self.context.launches.need_care() {
            self.overlays.push(Overlay::Launches(LaunchesView::new(&self.context.launches)));
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
            Some(detail) => self.context.store.get(detail.row),
            None => self.context.store.row(self.list.position()),
        }
    }

    /// The group under the cursor, while no campaign is open.
    pub fn current_group(&self) -> Option<Group<'_>> {
        self.list.line(&self.context.store).and_then(Line::group).filter(|_| self.detail().is_none())
    }

    /// The form, where nothing lies over it.
    pub fn open_form(&self) -> Option<&Form> {
        self.form.as_deref().filter(|_| self.overlays.last() == Some(&Overlay::Form))
    }

    /// The list of drafts, where nothing lies over it.
    pub fn drafts_view(&self) -> Option<&DraftsView> {
        match self.overlays.last() {
            Some(Overlay::Drafts(view)) => Some(view),
            _ => None,
        }
    }

    /// The draft that is chosen there.
    pub fn chosen_draft(&self) -> Option<&DraftSummary> {
        self.drafts.chosen(self.drafts_view()?)
    }

    pub fn detail(&self) -> Option<&Detail> {
        self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    pub(super) fn detail_mut(&mut self) -> Option<&mut Detail> {
        self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    /// What the sheet for files lies over, or would; nothing over the table.
    pub fn under_sheet(&self) -> Option<&Overlay> {
        self.overlays.iter().rfind(|overlay| !matches!(overlay, Overlay::Write(_)))
    }

    /// The launch chosen in the open view of the launches.
    pub fn chosen_launch(&self) -> Option<&Launch> {
        self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::Launches(view) => view.chosen(&self.context.launches),
            _ => None,
        })
    }

    /// What there is to copy: all marked campaigns, else all marked groups, else what is under the cursor; and the view
    /// they stand in.
    pub fn copy_source(&self) -> copy::Source<'_> {
        let Context { store, prefs, connection, search, .. } = &self.context;
        let (mut rows, mut groups) = (self.list.marks.rows(store), Vec::new());
        if rows.is_empty() {
            groups = self.list.marks.groups(store);
        }
        if rows.is_empty() && groups.is_empty() {
            rows.extend(self.current());
            groups.extend(self.current_group());
        }
        copy::Source {
            rows,
            groups,
            measures: &prefs.measures,
            sorted_by: store.order().column,
            connection,
            at: self.context.past.then().and_then(|then| then.at.moment()),
            search: search.as_deref(),
            query: &self.list.filter.query,
            order: self.list.order,
            grouping: &self.list.grouping,
        }
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
            Overlay::Detail(Detail { scroll, .. })
            | Overlay::Compare(CompareView { scroll, .. })
            | Overlay::Status(scroll)
            | Overlay::Launches(LaunchesView { scroll, .. }),
        ) = self.overlays.last_mut()
        {
            *scroll = (*scroll).min(geometry.scroll_end);
        }
        if let (Some(Overlay::Form), Some(form)) = (self.overlays.last(), &mut self.form) {
            form.settle(geometry.overlay_page, geometry.scroll_end, &geometry.reading);
        }
        self.geometry = geometry;
    }

    /// When something will change by itself: a request falls due, data grows stale, a zone's clock moves on. As time
    /// since the program started.
    pub fn next_wake(&self) -> Duration {
        let minute = self.context.now.mono + until_next_minute(self.context.now.wall);
        let stale = self
            .context
            .poll
            .stale_at(Endpoint::Campaigns)
            .filter(|at| *at >= self.context.now.mono)
            .map(|at| at + MOMENT);
        let overdue = Endpoint::ALL.into_iter().filter_map(|endpoint| {
            let at = self.context.remote(endpoint).loaded?.mono + self.context.poll.promised(endpoint);
            Some(at).filter(|at| *at > self.context.now.mono)
        });
        let counts_down = |overlay: &Overlay| match overlay {
            Overlay::Status(_) => true,
            Overlay::Launches(_) | Overlay::Statement(_) => self.context.launches.unresolved().next().is_some(),
            Overlay::Form => {
                let outcome = self.form.as_ref().and_then(|form| form.outcome(&self.context.launches));
                outcome.is_some_and(|launch| !launch.phase.is_resolved())
            }
            _ => false,
        };
        let second = self.overlays.iter().any(counts_down).then(|| self.context.now.mono + Duration::from_secs(1));
        let look = self.context.launches.next_look().filter(|_| !self.context.poll.is_frozen());
        let drafts = self.drafts_view().and_then(|_| self.drafts.next());
        let view = self.keeping.due_at();
        let seen = self.context.look.due_at();
        let due = [self.context.poll.next_wake(), stale, second, look, drafts, view, seen];
        due.into_iter().flatten().chain(overdue).fold(minute, Duration::min)
    }
}
