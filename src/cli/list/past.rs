//! `kaytop list --at`: the campaigns as they were, from the record. Nothing is sent.

use std::time::Duration;

use super::dated;
use crate::api::routes;
use crate::app::connection::{Connection, ListRequest, Mode};
use crate::app::past::Scene;
use crate::cli::environment::Environment;
use crate::cli::exit::{Exit, Stop};
use crate::cli::history::whose::{Whose, unusable};
use crate::cli::options::Common;
use crate::cli::output;
use crate::domain::query::Query;
use crate::domain::record::Second;
use crate::domain::record::engine::Engine as _;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::shown::Shown;
use crate::domain::time::{self, Moment, Zone};
use crate::runtime::clock;
use crate::runtime::past::scene;
use crate::storage::config::Config;
use crate::storage::paths::Paths;
use crate::storage::record::Record;

/// What the record knows of a moment.
pub(super) struct Then {
    /// Whose campaigns they are.
    pub(super) host: String,
    pub(super) mode: Mode,
    /// When somebody last looked, then.
    pub(super) looked: Moment,
    pub(super) scene: Scene,
    /// The moment asked for.
    pub(super) at: Moment,
    pub(super) record: Record,
}

impl Then {
    /// Whom the screen would say that it talks to.
    pub(super) fn connection(&self) -> Connection {
        let list = ListRequest {
            base_url: self.host.clone(),
            route: routes::CAMPAIGNS,
            search_param: routes::SEARCH_PARAM,
            key_header: routes::KEY_HEADER,
        };
        let (mode, host) = (self.mode, Shown::new(&self.host));
        Connection { mode, host, key_source: String::new(), read_only: false, list }
    }
}

/// Reads the record as of a moment, and says how old it was then.
pub(super) fn read(
    text: &str,
    common: &Common,
    environment: &mut Environment,
    (config, paths): (&Config, &Paths),
    zone: Zone,
) -> Result<Then, Stop> {
    let now = clock::wall();
    let at = Viewpoint::today(now, zone).read(text);
    let at = at.map_err(|why| Stop::new(Exit::Usage, format!("--at: {why}")))?;
    let whose = Whose::find(common, environment, config, paths)?;
    let host = whose.host.clone();
    let mut record = whose.one()?;
    let second = Second::of(at);
    let Some(scene) = scene(&mut record, second, Second::of(now)).map_err(|why| unusable(&why))? else {
        let about = record.about().map_err(|why| unusable(&why))?;
        let begins = about.coverage.first().and_then(|looked| looked.from.moment());
        let begins =
            begins.map_or_else(|| "it is empty".to_owned(), |begins| format!("it begins at {}", dated(begins, zone)));
        return Err(Stop::error(format!("the record of {host} knows nothing as of {}: {begins}", dated(at, zone))));
    };
    let looked = scene.then.looked;
    let age = match second.0.saturating_sub(looked.0) {
        0 => "read then".to_owned(),
        age => format!("read {} before", time::exact(Duration::from_secs(age.unsigned_abs()))),
    };
    let practice = if common.sandbox { " in practice" } else { "" };
    output::note(&format!("as of {}, {age}{practice}", dated(at, zone)));
    let mode = if common.sandbox { Mode::Sandbox } else { Mode::Live };
    Ok(Then { host, mode, looked: looked.moment().unwrap_or(at), scene, at, record })
}

/// Only the server can search as it does.
pub(super) fn can_be_asked(query: &Query) -> Result<(), Stop> {
    if query.server_search().is_none() {
        return Ok(());
    }
    let why = "the server cannot search in the past: leave its search out of the query";
    Err(Stop::new(Exit::Usage, format!("--at: {why}")))
}
