//! The API connection: which host, with which key source, and the list request as commands repeat it.

use crate::domain::shown::Shown;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    pub mode: Mode,
    pub host: Shown,
    /// Where the key came from, in words; never the key.
    pub key_source: String,
    /// Whether creating is switched off.
    pub read_only: bool,
    /// The list request, for commands that repeat it elsewhere.
    pub list: ListRequest,
}

/// The request for the list, in the API's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// The API's URL, without a slash at its end.
    pub base_url: String,
    /// The path of the list under it.
    pub route: &'static str,
    pub search_param: &'static str,
    pub key_header: &'static str,
}

/// Whether real people are behind the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The vendor's API, or another the user named.
    Live,
    /// The built-in sandbox: nobody is called.
    Sandbox,
}

impl Mode {
    /// As badges say it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "LIVE",
            Self::Sandbox => "SANDBOX",
        }
    }
}
