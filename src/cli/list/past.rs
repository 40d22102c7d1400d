//! `kaytop list --at`: the campaigns as they were, from the record. Nothing is sent.

use std::time::Duration;

use super::dated;
use crate::app::export::Screen;
use crate::cli::environment::Environment;
use crate::cli::exit::{Exit, Stop};
use crate::cli::history::whose::{Whose, unusable};
use crate::cli::options::Common;
use crate::cli::output;
use crate::domain::query::Query;
use crate::domain::record::Second;
use crate::domain::record::engine::Engine as _;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::store::Snapshot;
use crate::domain::time::{self, Moment, Zone};
use crate::runtime::clock;
use crate::storage::config::Config;
use crate::storage::paths::Paths;
use crate::storage::record::Record;

/// What the record knows of a moment.
pub(super) struct Then {
    /// Whose campaigns they are.
    pub(super) host: String,
    /// When somebody last looked, then.
    pub(super) looked: Moment,
    pub(super) snapshot: Snapshot,
    /// The moment asked for.
    pub(super) at: Moment,
    pub(super) record: Record,
}

/// Reads the record as of a moment, and says how old it was then.
pub(super) fn read(
    text: &str,
    common: &Common,
    environment: &mut Environment,
    (config, paths): (&Config, &Paths),
    zone: Zone,
) -> Result<Then, Stop> {
    let at = Viewpoint::today(clock::wall(), zone).read(text);
    let at = at.map_err(|why| Stop::new(Exit::Usage, format!("--at: {why}")))?;
    let whose = Whose::find(common, environment, config, paths)?;
    let host = whose.host.clone();
    let mut record = whose.one()?;
    let second = Second::of(at);
    let Some(past) = record.as_of(second).map_err(|why| unusable(&why))? else {
        let about = record.about().map_err(|why| unusable(&why))?;
        let begins = about.coverage.first().and_then(|looked| looked.from.moment());
        let begins =
            begins.map_or_else(|| "it is empty".to_owned(), |begins| format!("it begins at {}", dated(begins, zone)));
        return Err(Stop::error(format!("the record of {host} knows nothing as of {}: {begins}", dated(at, zone))));
    };
    let age = match second.0.saturating_sub(past.looked.0) {
        0 => "read then".to_owned(),
        age => format!("read {} before", time::exact(Duration::from_secs(age.unsigned_abs()))),
    };
    let practice = if common.sandbox { " in practice" } else { "" };
    output::note(&format!("as of {}, {age}{practice}", dated(at, zone)));
    let looked = past.looked.moment().unwrap_or(at);
    Ok(Then { host, looked, snapshot: Snapshot::of_past(past.rows), at, record })
}

/// Only the server can search as it does, and only the screen knows the rest of itself.
pub(super) fn can_be_asked(query: &Query, pictured: Option<Screen>) -> Result<(), Stop> {
    let why = if query.server_search().is_some() {
        "the server cannot search in the past: leave its search out of the query"
    } else if pictured.is_some() {
        "there is no picture of the past: -o table, json, jsonl, csv, md or html prints it"
    } else {
        return Ok(());
    };
    Err(Stop::new(Exit::Usage, format!("--at: {why}")))
}
