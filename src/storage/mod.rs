//! What is kept on this machine and read from it: where files are, the configuration, the key, the log, the launch
//! journal, the request ledger and the record of readings.
//!
//! Knows `domain` only. The configuration is read and never written. Start with [`paths`], [`config`] and [`journal`].

pub mod config;
mod disk;
mod hosts;
pub mod journal;
pub mod kept;
pub mod key;
pub mod ledger;
pub mod lock;
pub mod log;
pub mod paths;
pub mod process;
pub mod record;
mod small_file;
mod sqlite;
mod stamp;
pub mod zoneinfo;
