//! What the record knows of listed campaigns beyond one reading, where the query or `--since` asks for it.

use std::sync::Arc;

use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::memory::{Baseline, Question};
use crate::domain::query::Query;
use crate::domain::record::Second;
use crate::domain::record::engine::Engine as _;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::store::Store;
use crate::domain::time::{Moment, Zone};
use crate::runtime::alerts::recollected;
use crate::storage::config::Config;
use crate::storage::record::Record;

/// What is asked of the record.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// What changes are compared with, as it was written.
    since: Option<String>,
    /// Whether the table shows new calls, without being asked for the column.
    pub(super) shows_change: bool,
}

impl Wanted {
    /// Nothing where one reading says all; `since` outweighs the query's own.
    pub(super) fn of(query: &Query, since: Option<&str>) -> Option<Self> {
        let wanted = since.is_some() || query.is_remembered();
        wanted.then(|| Self { since: since.or(query.since()).map(str::to_owned), shows_change: since.is_some() })
    }

    /// What changes are compared with, seen from a moment; somebody last looked at the screen at `look`.
    fn baseline(&self, at: Moment, zone: Zone, look: Option<Moment>) -> Result<Baseline, Stop> {
        let read = |text: &String| Baseline::read(text, Viewpoint::today(at, zone));
        let read = self.since.as_ref().map_or_else(|| Ok(Baseline::default()), read);
        let baseline = read.map_err(|why| Stop::new(Exit::Usage, format!("--since: {why}")))?;
        Ok(baseline.looked(look.map(Second::of)))
    }

    /// Asks as of a moment; says on stderr what the record does not know. `look` is when somebody last looked at the screen.
    pub(super) fn ask(
        &self,
        store: &mut Store,
        record: Option<&mut Record>,
        at: Moment,
        (config, zone): (&Config, Zone),
        look: Option<Moment>,
    ) -> Result<(), Stop> {
        let baseline = self.baseline(at, zone, look)?;
        let Some(record) = record else {
            output::message("no readings are recorded: what changed, pace, quiet and age are unknown");
            return Ok(());
        };
        let at = Second::of(at);
        let company = record.settings_as_of(at).ok().flatten().unwrap_or_default();
        let client_zones = config.client_zones();
        match recollected(record, &Question { at, baseline, zone, client_zones, company }) {
            Ok(Some(memory)) => {
                match baseline {
                    Baseline::Look(None) => {
                        output::message("nobody has looked at the screen yet: what changed since then is unknown");
                    }
                    _ => output::note(&format!("changes {}", memory.compared.words(memory.at, zone))),
                }
                store.remember(Some(Arc::new(memory)), false);
            }
            Ok(None) => output::message("nothing was recorded yet: what changed, pace, quiet and age are unknown"),
            Err(why) => output::message(&format!("the record does not answer: {why}")),
        }
        Ok(())
    }
}
