//! The environment, read once.

use std::env;
use std::path::PathBuf;

use super::exit::{Exit, Stop};
use crate::domain::time::Zone;
use crate::runtime::clipboard::Clipboard;
use crate::runtime::clock::machine_zone;
use crate::storage::config::{self, Config};
use crate::storage::key::KeyVariables;
use crate::storage::paths::Paths;
use crate::ui::theme::Depth;

/// What the environment says. An empty variable counts as unset.
#[derive(Debug, Default)]
pub struct Environment {
    /// `KAYTOP_CONFIG`.
    pub config: Option<PathBuf>,
    /// `KAYSE_BASE_URL`.
    pub base_url: Option<String>,
    /// `KAYSE_API_KEY`, `KAYSE_API_KEY_FILE`.
    pub key: KeyVariables,
    /// `KAYTOP_LOG`.
    pub log: Option<String>,
    /// `KAYTOP_MAX_BODY`.
    pub max_body: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLORTERM`.
    pub colour_term: Option<String>,
    /// `TZ`.
    pub tz: Option<String>,
    /// Whether `NO_COLOR` is set, or `CLICOLOR` is 0, and `CLICOLOR_FORCE` does not overrule them.
    pub no_colour: bool,
    /// The ways to the clipboard.
    pub clipboard: Clipboard,
    /// The locale that decides about characters, where one is set.
    pub locale: Option<String>,
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Self {
        let forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let unwanted = variable("NO_COLOR").is_some() || variable("CLICOLOR").as_deref() == Some("0");
        Self {
            config: variable("KAYTOP_CONFIG").map(PathBuf::from),
            base_url: variable("KAYSE_BASE_URL"),
            key: KeyVariables {
                key: variable("KAYSE_API_KEY").map(Into::into),
                file: variable("KAYSE_API_KEY_FILE").map(PathBuf::from),
            },
            log: variable("KAYTOP_LOG"),
            max_body: variable("KAYTOP_MAX_BODY"),
            term: variable("TERM"),
            colour_term: variable("COLORTERM"),
            tz: variable("TZ"),
            no_colour: unwanted && !forced,
            clipboard: Clipboard::surrounded_by(|name| env::var_os(name)),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable),
        }
    }

    /// Where this user's files are.
    pub fn paths(&self) -> Result<Paths, Stop> {
        Paths::find(self.config.clone()).map_err(|why| Stop::new(Exit::Usage, why))
    }

    /// The configuration.
    pub fn configuration(&self, paths: &Paths) -> Result<Config, Stop> {
        config::read(&paths.config, self.config.is_some())
            .map_err(|error| Stop::new(Exit::Usage, format!("the configuration is not used: {error}")))
    }

    /// The zone of clock times: the configured one, else `TZ` where it names one, else the machine's.
    pub fn zone(&self, config: &Config) -> Zone {
        let wanted = [config.zone.as_deref(), self.tz.as_deref().map(|name| name.trim_start_matches(':'))];
        wanted.into_iter().flatten().find_map(Zone::named).unwrap_or_else(machine_zone)
    }

    /// How many colours the terminal says it can show.
    pub fn depth(&self) -> Depth {
        /// Terminals whose name alone promises every colour, as over SSH, which loses `COLORTERM`.
        const TRUE: [&str; 6] = ["-direct", "-kitty", "-ghostty", "alacritty", "foot", "wezterm"];
        let term = self.term.as_deref().unwrap_or_default();
        match self.colour_term.as_deref() {
            Some("truecolor" | "24bit") => Depth::True,
            _ if TRUE.iter().any(|name| term.contains(name)) => Depth::True,
            _ if term.contains("256color") => Depth::Indexed,
            _ => Depth::Sixteen,
        }
    }

    /// Whether the locale cannot show Unicode, or the terminal is the Linux console, whose font lacks most of it. A
    /// locale that is not set says nothing.
    pub fn wants_ascii(&self) -> bool {
        let console = self.term.as_deref() == Some("linux");
        console
            || self.locale.as_ref().is_some_and(|locale| {
                let locale = locale.to_ascii_lowercase();
                !locale.contains("utf-8") && !locale.contains("utf8")
            })
    }

    /// What is logged: `KAYTOP_LOG`, else more with `-v`.
    pub fn log_filter(&self, verbose: bool) -> &str {
        match &self.log {
            Some(filter) => filter,
            None if verbose => "kaytop=debug",
            None => "kaytop=info",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_is_set_can_ask_for_ascii() {
        let ascii = |locale: Option<&str>| {
            Environment { locale: locale.map(str::to_owned), ..Environment::default() }.wants_ascii()
        };
        assert!(!ascii(None));
        assert!(!ascii(Some("en_US.UTF-8")));
        assert!(!ascii(Some("C.utf8")));
        assert!(ascii(Some("C")));
        assert!(ascii(Some("de_DE.ISO-8859-1")));
        assert!(Environment { term: Some("linux".to_owned()), ..Environment::default() }.wants_ascii());
    }

    #[test]
    fn the_terminal_says_how_many_colours_it_has() {
        for (term, colour_term, depth) in [
            ("xterm-256color", Some("truecolor"), Depth::True),
            ("xterm-256color", Some("24bit"), Depth::True),
            ("xterm-kitty", None, Depth::True),
            ("screen-256color", Some("yes"), Depth::Indexed),
            ("xterm", None, Depth::Sixteen),
        ] {
            let environment = Environment {
                term: Some(term.to_owned()),
                colour_term: colour_term.map(str::to_owned),
                ..Environment::default()
            };
            assert_eq!(environment.depth(), depth, "{term} {colour_term:?}");
        }
    }
}
