//! Whose record is meant. Nobody is asked for it: the host and the key tell.

use crate::cli::connect;
use crate::cli::environment::Environment;
use crate::cli::exit::{Exit, Stop};
use crate::cli::options::Common;
use crate::cli::{output, practice};
use crate::domain::count::plural;
use crate::domain::failure::sentence;
use crate::domain::record::engine::Engine;
use crate::runtime::launch::host;
use crate::storage::config::Config;
use crate::storage::paths::Paths;
use crate::storage::record::Record;

/// The records that may be meant.
pub(crate) struct Whose {
    /// Whom they are of, with its port.
    pub(crate) host: String,
    /// That of the key, if anything is recorded for it; without a key every one of the host.
    pub(crate) records: Vec<Record>,
    /// Whether there is a key to tell.
    by_key: bool,
}

impl Whose {
    /// Finds them.
    pub(crate) fn find(
        common: &Common,
        environment: &mut Environment,
        config: &Config,
        paths: &Paths,
    ) -> Result<Self, Stop> {
        if common.sandbox {
            let zone = environment.told_zone(config).0;
            let mut record = Record::temporary();
            practice::make(&mut record, connect::practice_past(zone), zone).map_err(|why| unusable(&why))?;
            return Ok(Self { host: host::PRACTICE.to_owned(), records: vec![record], by_key: false });
        }
        let (host, account) = connect::account(common, environment, config)?;
        let by_key = account.is_some();
        let records = match account {
            Some(account) => {
                let mut record = Record::new(&paths.data, &host, &account);
                record.path().map(|path| path.map(|_| record).into_iter().collect())
            }
            None => Record::all(&paths.data, &host),
        };
        let mut records: Vec<Record> = records.map_err(|why| unusable(&why))?;
        for note in records.iter_mut().filter_map(Engine::note) {
            output::message(&note);
        }
        Ok(Self { host, records, by_key })
    }

    /// The one that is meant.
    pub(crate) fn one(self) -> Result<Record, Stop> {
        let nothing = self.nothing();
        let count = self.records.len();
        let mut records = self.records.into_iter();
        match (records.next(), records.next()) {
            (Some(record), None) => Ok(record),
            (None, _) => Err(Stop::error(nothing)),
            (Some(_), Some(_)) => Err(Stop::new(
                Exit::Authentication,
                format!(
                    "there are {} of {}, each of another key: set KAYSE_API_KEY or KAYSE_API_KEY_FILE to say which is \
                     meant",
                    plural(count, "record", "records"),
                    self.host
                ),
            )),
        }
    }

    /// That nothing is there, in words.
    pub(crate) fn nothing(&self) -> String {
        let whose = if self.by_key { "with this key" } else { "on this machine" };
        format!("nothing is recorded of {} {whose} yet; the screen, list, watch and record do it", self.host)
    }
}

/// A record that does not answer.
pub(crate) fn unusable(why: &str) -> Stop {
    Stop::error(sentence(why))
}
