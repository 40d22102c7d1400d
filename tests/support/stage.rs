//! A model on a stage: keys and answers go in, effects come out, and time is what the test says. Shared with the
//! tests of the screens.

use std::time::Duration;

use kaytop::app::connection::{Connection, Mode};
use kaytop::app::effect::Effect;
use kaytop::app::form::review::must_read;
use kaytop::app::geometry::Geometry;
use kaytop::app::keep::Keep;
use kaytop::app::key::keys;
use kaytop::app::launches::LaunchesRead;
use kaytop::app::model::Model;
use kaytop::app::msg::{Flight, Msg};
use kaytop::app::past::{Found, Scene, Then, Visit};
use kaytop::app::poll::Ticket;
use kaytop::app::recall::{Recall, Recalled};
use kaytop::app::update::update;
use kaytop::domain::budget::RateLimit;
use kaytop::domain::campaign::{Campaign, Listing};
use kaytop::domain::case_list::Page;
use kaytop::domain::draft::Step;
use kaytop::domain::failure::Failure;
use kaytop::domain::launch::{Before, Launch, LaunchId, Phase, Request, Stamp};
use kaytop::domain::record::Second;
use kaytop::domain::settings::Settings;
use kaytop::domain::store::Snapshot;
use kaytop::domain::time::{Now, from_unix};

use crate::model::{START, connection, model};
use crate::samples::settings;

/// The model and what it waits for.
pub(crate) struct Stage {
    pub(crate) model: Model,
    /// The flights under way, as asked.
    pub(crate) list_flight: Option<Ticket>,
    pub(crate) settings_flight: Option<Ticket>,
    pub(crate) lists_flight: Option<Ticket>,
    /// What the next answers say of the rate limit.
    pub(crate) limits: RateLimit,
    /// Whether a screen is so large that nothing of the review is hidden.
    pub(crate) all_is_read: bool,
    now: Now,
}

impl Stage {
    /// A model that was just started and has asked for both.
    pub(crate) fn new(mode: Mode) -> Self {
        let mut stage = Self::unasked(mode);
        stage.send(Msg::Woke);
        stage
    }

    /// A model that has done nothing yet; ten rows fit its screen.
    pub(crate) fn unasked(mode: Mode) -> Self {
        let now = Now { mono: Duration::ZERO, wall: from_unix(START).unwrap() };
        let connection = match mode {
            Mode::Live => connection("public-api.kayse.ai", "https://public-api.kayse.ai"),
            Mode::Sandbox => Connection {
                mode,
                key_source: "the sandbox itself".to_owned(),
                ..connection("127.0.0.1:41267", "https://public-api.kayse.ai")
            },
        };
        let mut model = model(now, connection);
        model.context.prefs.log = String::from("/home/you/.local/state/kaytop/kaytop.log");
        let limits = RateLimit::default();
        let mut stage = Self {
            model,
            list_flight: None,
            settings_flight: None,
            lists_flight: None,
            limits,
            all_is_read: true,
            now,
        };
        stage.model.settle(Geometry { page: 10, ..Geometry::default() });
        stage
    }

    /// A model that has received `rows` and the usual settings.
    pub(crate) fn with(rows: Vec<Campaign>) -> Self {
        let mut stage = Self::new(Mode::Live);
        stage.answer_settings(Ok(settings()));
        stage.answer(Ok(rows));
        stage
    }

    /// Sends a message and books the flights it starts.
    pub(crate) fn send(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = update(&mut self.model, self.now, msg);
        self.read();
        for effect in &effects {
            match effect {
                Effect::FetchCampaigns { ticket, .. } => self.list_flight = Some(*ticket),
                Effect::FetchSettings { ticket } => self.settings_flight = Some(*ticket),
                Effect::FetchCaseLists { ticket, .. } => self.lists_flight = Some(*ticket),
                _ => {}
            }
        }
        effects
    }

    /// Everything on the review that must be read is on screen.
    fn read(&mut self) {
        if let Some(form) = self.model.form.as_mut().filter(|form| form.step == Step::Review && self.all_is_read) {
            let notes: Vec<_> = must_read(form).collect();
            for note in &notes {
                form.review.saw(note);
            }
        }
    }

    /// Presses keys, written as [`keys`] reads them.
    pub(crate) fn press(&mut self, text: &str) -> Vec<Effect> {
        keys(text).into_iter().flat_map(|key| self.send(Msg::Key(key))).collect()
    }

    /// Lets time pass and wakes the model.
    pub(crate) fn pass(&mut self, span: Duration) -> Vec<Effect> {
        self.sleep(span);
        self.send(Msg::Woke)
    }

    /// Lets time pass of which the model hears with the next message only.
    pub(crate) fn sleep(&mut self, span: Duration) {
        self.now = Now { mono: self.now.mono + span, wall: self.now.wall + span };
    }

    /// The list's flight lands.
    pub(crate) fn answer(&mut self, result: Result<Vec<Campaign>, Failure>) -> Vec<Effect> {
        let ticket = self.list_flight.take().unwrap();
        self.land(ticket, result.map(|rows| Listing { rows, unreadable: 0 }))
    }

    /// An answer of the list with this ticket lands.
    pub(crate) fn land(&mut self, ticket: Ticket, result: Result<Listing, Failure>) -> Vec<Effect> {
        let result = result.map(|listing| Box::new(Snapshot::build(listing)));
        self.send(Msg::CampaignsLoaded(Flight { ticket, result, limits: self.limits, jitter: 0.5 }))
    }

    /// What the keys ask of the past, if anything.
    pub(crate) fn visit(&mut self, keys: &str) -> Option<Visit> {
        asked(&self.press(keys))
    }

    /// The record finds that.
    pub(crate) fn find(&mut self, visit: Visit, found: Found) -> Vec<Effect> {
        self.send(Msg::Recalled(Recall::Past(visit), Ok(Recalled::Past(found))))
    }

    /// Goes to the past with a key: to these campaigns, so many seconds before the start.
    pub(crate) fn go_back(&mut self, key: &str, scene: Scene) -> Visit {
        let visit = self.visit(key).unwrap();
        self.find(visit, Found::Scene(Box::new(scene)));
        visit
    }

    /// The journal is read.
    pub(crate) fn journal(&mut self, launches: Result<Vec<Launch>, String>) -> Vec<Effect> {
        self.send(Msg::LaunchesRead(LaunchesRead { at: stamp(self.now.mono), launches }))
    }

    /// The settings' flight lands.
    pub(crate) fn answer_settings(&mut self, result: Result<Settings, Failure>) -> Vec<Effect> {
        let ticket = self.settings_flight.take().unwrap();
        self.send(Msg::SettingsLoaded(Flight { ticket, result, limits: self.limits, jitter: 0.5 }))
    }

    /// The flight of the case lists lands.
    pub(crate) fn answer_lists(&mut self, result: Result<Page, Failure>) -> Vec<Effect> {
        let ticket = self.lists_flight.take().unwrap();
        self.send(Msg::CaseListsLoaded(Flight { ticket, result, limits: self.limits, jitter: 0.5 }))
    }
}

/// What effects ask of the past, if anything.
pub(crate) fn asked(effects: &[Effect]) -> Option<Visit> {
    effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::Recall(Recall::Past(visit))) => Some(*visit),
        _ => None,
    })
}

/// Those campaigns, so many seconds before the start.
pub(crate) fn scene(seconds_ago: i64, rows: Vec<Campaign>) -> Scene {
    let read = Snapshot::build(Listing { rows, unreadable: 0 }).into();
    let at = Second(START - seconds_ago);
    let then = Then { at, looked: at, unseen: None };
    Scene { then, read, settings: None, crossed: None }
}

/// The time of the launches, so long after the start of the test.
pub(crate) fn stamp(after: Duration) -> Stamp {
    let wall = from_unix(START).unwrap() + after;
    Stamp { wall, clock: "boot".to_owned(), reading: Duration::from_secs(100_000) + after }
}

/// A launch of this name in this phase, confirmed 65 seconds and changed 62 seconds before the test began.
pub(crate) fn launch(bits: u64, name: &str, phase: Phase) -> Launch {
    let before = |seconds| Stamp {
        wall: from_unix(START - seconds).unwrap(),
        reading: Duration::from_secs(100_000 - seconds as u64),
        ..stamp(Duration::ZERO)
    };
    let request = Request {
        host: "public-api.kayse.ai".to_owned(),
        key_fingerprint: "9f3c2a".to_owned(),
        name: name.to_owned(),
        agent_id: Some("abc_771".to_owned()),
        case_list_id: Some(318),
        body: format!(
            r#"{{"name":"{name}","agent_id":"abc_771","case_list_id":318,"runs":[{{"start_date":"2026-03-05"}}]}}"#
        ),
    };
    let draft = Launch::draft(LaunchId::from_bits(bits), request, Before::default(), before(62));
    let why = match phase {
        Phase::Unknown => "the connection broke off before an answer",
        Phase::Rejected => "Invalid case list (422)",
        _ => "",
    };
    let confirmed = Some(before(65));
    Launch { phase, confirmed, quiet_from: Some(before(62)), why: why.to_owned(), ..draft }
}
