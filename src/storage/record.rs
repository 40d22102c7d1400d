//! The record of each account: the one place that chooses the engine, and the file that continues another key's.
//!
//! Each record is a file of its own in `history` in the data folder, beside the launch journal and never in it: a fault
//! here stops no launch, and a purge touches no evidence. A new key continues the record of its host that has the same
//! campaigns, else it begins one.

mod acknowledged;
mod claims;
mod company;
mod days;
mod file;
#[cfg(test)]
mod oracle;
mod pages;
mod past;
mod purge;
#[cfg(test)]
mod recollected;
#[cfg(test)]
mod recounted;
mod schema;
mod steps;
#[cfg(test)]
mod tests;
mod tidy;
mod told;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Error};

use self::file::{RecordFile, Unopened, is_damage};
use super::{disk, hosts, sqlite};
use crate::domain::record::coverage::Coverage;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{
    About, Campaigns, Engine, Grain, Page, Past, Purge, Reading, Retention, Taken, Way,
};
use crate::domain::record::{Figures, Second};
use crate::domain::settings::Settings;
use crate::domain::time::Zone;

/// No host has more records.
const MOST: usize = 1000;

/// Readings of an account at a host, as they are kept.
#[derive(Debug)]
pub struct Record {
    folder: PathBuf,
    host: String,
    /// Whose it is; `None` where it is one of its host, whosever.
    account: Option<String>,
    /// Whether it is kept nowhere.
    temporary: bool,
    file: Option<RecordFile>,
    /// Said once: a damaged file was set aside.
    note: Option<String>,
    /// The company's settings, read before there is a file: with the first reading they are written.
    settings: Option<(Second, String)>,
}

impl Record {
    /// The record of `account`, a key's fingerprint, at `host` (with its port). Nothing is opened yet.
    pub fn new(data_folder: &Path, host: &str, account: &str) -> Self {
        let folder = data_folder.join("history");
        Self { account: Some(account.into()), ..Self::in_folder(folder, host) }
    }

    /// One for this process alone, for practice. It has no name, and it is gone with the process, however that ends.
    pub fn temporary() -> Self {
        Self { temporary: true, ..Self::in_folder(PathBuf::new(), "") }
    }

    fn in_folder(folder: PathBuf, host: &str) -> Self {
        Self { folder, host: host.into(), account: None, temporary: false, file: None, note: None, settings: None }
    }

    /// Every record of a host, whosever it is.
    ///
    /// # Errors
    /// One cannot be opened: a clause for people.
    pub fn all(data_folder: &Path, host: &str) -> Result<Vec<Self>, String> {
        let folder = data_folder.join("history");
        let of_host = || Self::in_folder(folder.clone(), host);
        let opened = |path: &PathBuf| {
            let mut record = of_host();
            record.file = record.open(path)?;
            Ok(record)
        };
        of_host().paths().iter().map(opened).collect()
    }

    /// Where it is; nothing where nothing was recorded yet, and of a temporary one.
    ///
    /// # Errors
    /// It cannot be opened: a clause for people.
    pub fn path(&mut self) -> Result<Option<PathBuf>, String> {
        if self.temporary {
            return Ok(None);
        }
        Ok(self.file(None)?.map(|file| file.path.clone()))
    }

    /// The file, if there is one for the account; `campaigns`, where they are known, decide whether another key's record
    /// goes on or a new one begins.
    fn file(&mut self, campaigns: Option<&dyn Campaigns>) -> Result<Option<&mut RecordFile>, String> {
        if self.file.is_none() {
            self.file = self.find(campaigns)?;
        }
        Ok(self.file.as_mut())
    }

    fn find(&mut self, campaigns: Option<&dyn Campaigns>) -> Result<Option<RecordFile>, String> {
        if self.temporary {
            return RecordFile::temporary()
                .map(Some)
                .map_err(|why| format!("the practice record cannot be made: {why}"));
        }
        let Some(account) = self.account.clone() else { return Ok(None) };
        let mut others = Vec::new();
        for path in self.paths() {
            let Some(file) = self.open(&path)? else { continue };
            if file.has_account(&account).map_err(|error| unusable(&path, &sqlite::words(&error)))? {
                return Ok(Some(file));
            }
            others.push((path, file));
        }
        let Some(campaigns) = campaigns else { return Ok(None) };
        for (path, mut other) in others {
            let mut joined = || {
                let continues = continues(&mut other, campaigns)?;
                if continues { other.add_account(&account).map(|()| true) } else { Ok(false) }
            };
            if joined().map_err(|error| unusable(&path, &sqlite::words(&error)))? {
                return Ok(Some(other));
            }
        }
        let folder = disk::own_folder(&self.folder).map_err(|error| error.to_string())?;
        let free = |number: &usize| !folder.join(self.name(*number)).exists();
        let path = folder.join(self.name((1..=MOST).find(free).unwrap_or(1)));
        let file = self.open(&path)?;
        if let Some(file) = &file {
            file.add_account(&account).map_err(|error| unusable(&path, &sqlite::words(&error)))?;
        }
        Ok(file)
    }

    fn name(&self, number: usize) -> String {
        hosts::file_name(&self.host, &format!("{number}.sqlite3"))
    }

    /// The records of the host.
    fn paths(&self) -> Vec<PathBuf> {
        let names = (1..=MOST).map(|number| self.folder.join(self.name(number)));
        names.take_while(|path| fs::symlink_metadata(path).is_ok()).collect()
    }

    /// Opens one; where it is damaged, it is set aside and a new one stands in its place.
    fn open(&mut self, path: &Path) -> Result<Option<RecordFile>, String> {
        match RecordFile::open(path) {
            Ok(file) => Ok(Some(file)),
            Err(Unopened::Unusable(why)) => Err(unusable(path, &why)),
            Err(Unopened::Damaged) => self.replace(path),
        }
    }

    /// Sets a damaged file aside and begins a new one in its place.
    fn replace(&mut self, path: &Path) -> Result<Option<RecordFile>, String> {
        let aside = set_aside(path).map_err(|error| unusable(path, &format!("it is damaged, and {error}")))?;
        self.note = Some(format!("The record was damaged. It is kept as {}; a new one begins.", aside.display()));
        let file = RecordFile::open(path).ok();
        if let (Some(file), Some(account)) = (&file, &self.account) {
            file.add_account(account).map_err(|error| unusable(path, &sqlite::words(&error)))?;
        }
        Ok(file)
    }

    fn read<T: Default>(&mut self, question: impl Fn(&Connection) -> Result<T, Error>) -> Result<T, String> {
        self.with(None, |file| file.read(&question))
    }

    /// Does something with the file; where that finds it damaged, it is set aside and asked again.
    fn with<T: Default>(
        &mut self,
        campaigns: Option<&dyn Campaigns>,
        work: impl Fn(&mut RecordFile) -> Result<T, Error>,
    ) -> Result<T, String> {
        let Some(file) = self.file(campaigns)? else { return Ok(T::default()) };
        let done = work(file);
        let path = file.path.clone();
        match done {
            Err(error) if is_damage(&error) => {
                self.file = None;
                self.file = self.replace(&path)?;
                self.file.as_mut().map_or(Ok(T::default()), work)
            }
            done => done,
        }
        .map_err(|error| unusable(&path, &sqlite::words(&error)))
    }
}

fn unusable(path: &Path, why: &str) -> String {
    format!("the record {} cannot be used: {why}", path.display())
}

/// Whether a record is of the same company: at least half of the campaigns have the names that it knows.
fn continues(record: &mut RecordFile, campaigns: &dyn Campaigns) -> Result<bool, Error> {
    let Some(past) = record.read(|connection| past::as_of(connection, Second(i64::MAX)))? else { return Ok(false) };
    let known: HashMap<i64, Option<&str>> =
        past.rows.iter().map(|row| (row.id, row.identity.name.as_deref())).collect();
    let same = campaigns.rows().filter(|row| known.get(&row.id) == Some(&row.identity.name)).count();
    Ok(same > 0 && 2 * same >= campaigns.rows().count())
}

/// Gives a damaged file and what belongs to it other names.
fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let with = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let free = |number: &u32| !with(&format!(".damaged-{number}")).exists();
    let number = (1..=1000_u32).find(free).unwrap_or(1);
    let aside = with(&format!(".damaged-{number}"));
    fs::rename(path, &aside)?;
    for part in ["-wal", "-shm", "-journal"] {
        match fs::rename(with(part), with(&format!(".damaged-{number}{part}"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

impl Engine for Record {
    fn take(&mut self, reading: Reading, campaigns: &dyn Campaigns) -> Result<Taken, String> {
        let taken = self.with(Some(campaigns), |file| file.take(reading, campaigns).map(Some))?;
        if let Some((at, text)) = self.settings.take() {
            self.with(None, |file| file.take_settings(at, &text))?;
        }
        Ok(taken.unwrap_or(Taken::Same))
    }

    fn take_settings(&mut self, at: Second, settings: &Settings) -> Result<(), String> {
        let text = company::written(settings);
        if self.file(None)?.is_none() {
            self.settings = Some((at, text));
            return Ok(());
        }
        self.with(None, |file| file.take_settings(at, &text))
    }

    fn leave(&mut self) -> Result<(), String> {
        self.file
            .as_mut()
            .map_or(Ok(()), |file| file.leave().map_err(|error| unusable(&file.path, &sqlite::words(&error))))
    }

    fn note(&mut self) -> Option<String> {
        self.note.take()
    }

    fn as_of(&mut self, at: Second) -> Result<Option<Past>, String> {
        self.read(|connection| past::as_of(connection, at))
    }

    fn settings_as_of(&mut self, at: Second) -> Result<Option<Settings>, String> {
        Ok(self.read(|connection| past::settings(connection, at))?.map(|text| company::read(&text)))
    }

    fn settings_in(&mut self, span: Span) -> Result<Vec<(Second, Settings)>, String> {
        let texts = self.read(|connection| past::settings_in(connection, span))?;
        Ok(texts.into_iter().map(|(at, text)| (at, company::read(&text))).collect())
    }

    fn step(&mut self, from: Second, way: Way, campaign: Option<i64>) -> Result<Option<Second>, String> {
        self.read(|connection| steps::step(connection, from, way, campaign))
    }

    fn course(&mut self, campaign: i64, span: Span, grain: Grain) -> Result<Vec<(Second, Figures)>, String> {
        self.read(|connection| past::course(connection, campaign, span, grain))
    }

    fn present(&mut self, at: Second) -> Result<Vec<(i64, Second)>, String> {
        self.read(|connection| told::present(connection, at))
    }

    fn tell(&mut self, span: Span, fine: Second, to: &mut dyn FnMut(i64, Second, Figures)) -> Result<(), String> {
        let to = RefCell::new(to);
        self.read(|connection| told::tell(connection, span, fine, &mut **to.borrow_mut()))
    }

    fn page(&mut self, from: Second) -> Result<Option<Page>, String> {
        self.read(|connection| pages::page(connection, from))
    }

    fn coverage(&mut self, span: Span) -> Result<Vec<Coverage>, String> {
        self.read(|connection| past::covered(connection, span))
    }

    fn tidy(&mut self, now: Second, zone: Zone, retention: Retention) -> Result<bool, String> {
        self.with(None, |file| file.tidy(now, zone, retention))
    }

    fn used(&mut self) -> Result<u64, String> {
        self.read(tidy::used)
    }

    fn about(&mut self) -> Result<About, String> {
        self.read(past::about)
    }

    fn purge(&mut self, purge: Purge) -> Result<(), String> {
        self.with(None, |file| file.purge(purge))
    }
}
