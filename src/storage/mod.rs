//! What is kept on this machine and read from it: where files are, the configuration, the key, the log.
//!
//! Knows `domain` only. The configuration is read and never written. Start with [`paths`] and [`config`].

pub mod config;
pub mod drafts;
pub mod key;
pub mod log;
pub mod paths;
pub mod pid;
