//! What the record knows of listed campaigns beyond one reading, where the query or `--since` asks for it.

use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::memory::{Baseline, Question, recollect};
use crate::domain::query::Query;
use crate::domain::record::Second;
use crate::domain::record::engine::Engine as _;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::settings::CompanyHours;
use crate::domain::store::Store;
use crate::domain::time::{Moment, Zone};
use crate::storage::config::Config;
use crate::storage::record::Record;

/// What is asked of the record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    baseline: Baseline,
    /// Whether the table shows new calls, without being asked for the column.
    pub(super) shows_change: bool,
}

impl Wanted {
    /// Nothing where one reading says all; `since` outweighs the query's own.
    pub(super) fn of(query: &Query, since: Option<&str>, now: Moment, zone: Zone) -> Result<Option<Self>, Stop> {
        if since.is_none() && !query.is_remembered() {
            return Ok(None);
        }
        let baseline = match since.or(query.since()) {
            Some(text) => Baseline::read(text, Viewpoint::today(now, zone))
                .map_err(|why| Stop::new(Exit::Usage, format!("--since: {why}")))?,
            None => Baseline::default(),
        };
        Ok(Some(Self { baseline, shows_change: since.is_some() }))
    }

    /// Asks as of a moment; says on stderr what the record does not know.
    pub(super) fn ask(
        self,
        store: &mut Store,
        record: Option<&mut Record>,
        at: Moment,
        (config, zone): (&Config, Zone),
    ) {
        let Some(record) = record else {
            output::message("no readings are recorded: what changed, pace, quiet and age are unknown");
            return;
        };
        let at = Second::of(at);
        let settings = record.settings_as_of(at).ok().flatten();
        let hours = settings.map_or(CompanyHours::Unknown, |settings| settings.hours);
        let client_zones = config.client_zones();
        match recollect(record, &Question { at, baseline: self.baseline, zone, client_zones, hours }) {
            Ok(Some(memory)) => {
                output::note(&format!("changes {}", memory.compared.words(memory.at, zone)));
                store.remember(Some(std::sync::Arc::new(memory)));
            }
            Ok(None) => output::message("nothing was recorded yet: what changed, pace, quiet and age are unknown"),
            Err(why) => output::message(&format!("the record does not answer: {why}")),
        }
    }
}
