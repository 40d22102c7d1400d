//! Watches for alerts: asks each of them of every reading, claims what begins to hold, and says what is to be told.
//!
//! Works where the record is kept, off the loop, and in commands as on the screen. Where no readings are recorded, a
//! window knows and tells for itself; what a query asks of the record is unknown then, and matches nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::app::record::{Recorded, Recording};
use crate::domain::alert::{
    About, Alert, Claimed, Claims, Conditions, Edge, Seen, Sighting, Telling, Told, Unrecorded, Ways,
};
use crate::domain::measure::Measures;
use crate::domain::memory::{Baseline, Memory, OpenTime, Question, Workdays, recollect};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Campaigns as _, Engine, Reading};
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::settings::Settings;
use crate::domain::shown::Shown;
use crate::domain::store::{Store, WholeRead};
use crate::domain::time::{Moment, Zone};
use crate::domain::verdict::Acknowledgements;

/// What is remembered of the campaigns is good for so many seconds.
const GOOD_FOR: i64 = 60;
/// The weekdays on which clients are called are learnt anew after so many seconds.
const LEARNT_FOR: i64 = 6 * 3600;
/// Open time is counted so far back, in seconds: no hold is longer.
pub const BACK: i64 = 28 * 86_400;

/// A record that also keeps how alerts stand, and what people said of verdicts.
pub trait Keeps: Engine + Claims + Acknowledgements {}

impl<T: Engine + Claims + Acknowledgements> Keeps for T {}

/// What the record remembers, with what people said of it.
///
/// # Errors
/// The record cannot be read.
pub fn recollected(record: &mut dyn Keeps, question: &Question) -> Result<Option<Memory>, String> {
    let Some(memory) = recollect(record, question)? else { return Ok(None) };
    Ok(Some(Memory { acknowledged: record.acknowledged()?, ..memory }))
}

/// Whoever watches: a window or a command.
#[derive(Debug, Clone)]
pub struct Watch {
    /// As the log names it: `screen 4711`.
    pub by: String,
    /// How it can tell.
    pub ways: Ways,
    /// The zone of days and clock times.
    pub zone: Zone,
    /// Where clients are called.
    pub client_zones: Arc<[Zone]>,
    /// The user's own limits.
    pub measures: Measures,
}

/// Asks the alerts of each reading.
#[derive(Debug)]
pub struct Watcher {
    alerts: Vec<(Alert, String)>,
    watch: Watch,
    store: Store,
    /// The company's settings, once they are known.
    settings: Option<Settings>,
    /// The weekdays on which clients are called, and when they were learnt.
    workdays: Option<(Second, Workdays)>,
    /// By what queries say of the baseline.
    memories: HashMap<Option<String>, (Second, Arc<Memory>)>,
    unrecorded: Unrecorded,
}

impl Watcher {
    /// Nothing where there is no alert.
    pub fn new(alerts: Vec<Alert>, watch: Watch) -> Option<Self> {
        if alerts.is_empty() {
            return None;
        }
        let mut store = Store::default();
        store.set_measures(watch.measures);
        let alerts = alerts.into_iter().map(|alert| (alert.clone(), alert.definition())).collect();
        let (memories, unrecorded) = (HashMap::new(), Unrecorded::default());
        Some(Self { alerts, watch, store, settings: None, workdays: None, memories, unrecorded })
    }

    /// Takes what was read; what is answered is to be told, by nobody else. What the server found for a search says
    /// nothing of the other campaigns, and nothing is asked of it.
    pub fn take(&mut self, record: Option<&mut (dyn Keeps + 'static)>, recording: &Recording) -> Vec<Telling> {
        match &recording.what {
            Recorded::Settings(settings) => {
                self.settings = Some(settings.clone());
                Vec::new()
            }
            Recorded::Campaigns { searched: true, .. } => Vec::new(),
            Recorded::Campaigns { read, every, .. } => {
                let every = Reading::new(recording.at, recording.at, *every, true).every;
                self.look(record, read, recording.at, every).unwrap_or_else(|why| {
                    tracing::warn!(why, "alerts are not looked at");
                    Vec::new()
                })
            }
        }
    }

    /// What was told without a record.
    pub fn unrecorded(&mut self) -> &mut dyn Claims {
        &mut self.unrecorded
    }

    fn look(
        &mut self,
        mut record: Option<&mut (dyn Keeps + 'static)>,
        read: &WholeRead,
        moment: Moment,
        every: u32,
    ) -> Result<Vec<Telling>, String> {
        let at = Second::of(moment);
        if let (None, Some(record)) = (&self.settings, &mut record) {
            self.settings = record.settings_as_of(at)?;
        }
        self.store.follow(read);
        let mut matching = Vec::new();
        for place in 0..self.alerts.len() {
            matching.push(self.matching(place, record.as_deref_mut(), moment)?);
        }
        let workdays = self.workdays(record.as_deref_mut(), at)?;
        let Watch { by, ways, client_zones, .. } = &self.watch;
        let seen: Vec<Seen<'_>> = self
            .alerts
            .iter()
            .zip(&matching)
            .map(|((alert, definition), matching)| {
                let Alert { name, hold, say, always, .. } = alert;
                Seen { name, definition, hold: *hold, matching, ways: say.among(*ways), always: *always }
            })
            .collect();
        let company = self.settings.clone().unwrap_or_default();
        let within = Span { from: at.plus(-BACK), to: at.plus(3600) };
        let open = OpenTime::new(&company.hours, client_zones, workdays, within);
        let conditions = Conditions { at, every, enabled: company.enabled != Some(false), open: &open };
        let sighting = Sighting { seen: &seen, conditions, by };
        let claimed = match record {
            Some(record) => record.claim(&sighting)?,
            None => self.unrecorded.claim(&sighting)?,
        };
        Ok(self.tellings(claimed, read, at))
    }

    /// The campaigns that an alert finds.
    fn matching(
        &mut self,
        place: usize,
        record: Option<&mut (dyn Keeps + 'static)>,
        at: Moment,
    ) -> Result<Vec<i64>, String> {
        let Some((alert, _)) = self.alerts.get(place) else { return Ok(Vec::new()) };
        let query = alert.when.clone();
        if let (true, Some(record)) = (query.is_remembered(), record) {
            let memory = self.memory(query.since(), record, at)?;
            self.store.remember(memory, false);
        }
        self.store.set_query(query);
        Ok(self.store.shown_rows().map(|row| row.id()).collect())
    }

    /// The weekdays on which clients are called: from Monday to Friday until the record knows better.
    fn workdays(&mut self, record: Option<&mut (dyn Keeps + 'static)>, at: Second) -> Result<Workdays, String> {
        let Some(record) = record else { return Ok(Workdays::default()) };
        if let Some((known, workdays)) = self.workdays
            && (0..LEARNT_FOR).contains(&(at.0 - known.0))
        {
            return Ok(workdays);
        }
        let workdays = workdays(record, at, &self.watch.client_zones)?;
        self.workdays = Some((at, workdays));
        Ok(workdays)
    }

    fn memory(
        &mut self,
        since: Option<&str>,
        record: &mut dyn Keeps,
        moment: Moment,
    ) -> Result<Option<Arc<Memory>>, String> {
        let at = Second::of(moment);
        let key = since.map(str::to_owned);
        if let Some((known, memory)) = self.memories.get(&key)
            && (0..GOOD_FOR).contains(&(at.0 - known.0))
        {
            return Ok(Some(Arc::clone(memory)));
        }
        let zone = self.watch.zone;
        let read = |since| Baseline::read(since, Viewpoint::today(moment, zone));
        let baseline = since.map_or(Ok(Baseline::default()), read)?;
        let client_zones = Arc::clone(&self.watch.client_zones);
        let company = self.settings.clone().unwrap_or_default();
        let question = Question { at, baseline, zone, client_zones, company };
        let memory = recollected(record, &question)?.map(Arc::new);
        if let Some(memory) = &memory {
            self.memories.insert(key, (at, Arc::clone(memory)));
        }
        Ok(memory)
    }

    /// What was claimed, with what is known of the campaigns.
    fn tellings(&self, claimed: Vec<Claimed>, read: &WholeRead, at: Second) -> Vec<Telling> {
        if claimed.is_empty() {
            return Vec::new();
        }
        let ids: HashSet<i64> = claimed.iter().flat_map(|claimed| &claimed.edges).map(|edge| edge.campaign).collect();
        let known: HashMap<i64, _> = read.rows().filter(|row| ids.contains(&row.id)).map(|row| (row.id, row)).collect();
        let about = |edge: Edge| {
            let row = known.get(&edge.campaign);
            let name = row.and_then(|row| row.identity.name).map(Shown::new);
            About { edge, name, figures: row.map(|row| row.figures).unwrap_or_default() }
        };
        let telling = |claimed: Claimed| {
            let (alert, _) = self.alerts.iter().find(|(alert, _)| alert.name == claimed.alert)?;
            let campaigns = claimed.edges.into_iter().map(about).collect();
            Some(Telling { alert: alert.clone(), at, campaigns, test: false })
        };
        claimed.into_iter().filter_map(telling).collect()
    }
}

/// The weekdays on which clients are called, as the record knows them.
///
/// # Errors
/// It cannot be read.
pub fn workdays(record: &mut dyn Engine, at: Second, zones: &[Zone]) -> Result<Workdays, String> {
    let always = Span { from: Second(i64::MIN), to: at.plus(1) };
    match record.coverage(always)?.first() {
        Some(first) => Workdays::usual(record, first.from, at, zones),
        None => Ok(Workdays::default()),
    }
}

/// The log of alerts: what was told, the newest first.
pub(super) fn log(claims: &mut dyn Claims) -> Result<Vec<Told>, String> {
    /// More nobody reads on a screen.
    const MOST: usize = 1000;
    claims.told(MOST)
}

#[cfg(test)]
mod tests;
