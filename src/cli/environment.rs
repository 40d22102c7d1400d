//! The environment, read once, through one door: what is unset, what is empty, and what is not UTF-8.
//!
//! A variable that kaytop reads as text and that is none ends the program, since passing over it would be taken for a
//! setting that holds. Paths may be any bytes. An empty variable counts as unset, except where emptiness says something.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use super::exit::{Exit, Stop};
use super::network::Network;
use super::options::{Common, When};
use super::output::{self, Manner};
use crate::api::proxy::{Named, Proxies};
use crate::domain::time::Zone;
use crate::runtime::clipboard::Clipboard;
use crate::runtime::notifier::Notifier;
use crate::storage::config::{self, Config};
use crate::storage::key::KeyVariables;
use crate::storage::log;
use crate::storage::paths::{Folders, Paths};
use crate::storage::zoneinfo;
use crate::ui::theme::Depth;

/// What the environment says.
#[derive(Debug, Default)]
pub struct Environment {
    /// The home folder and those of XDG.
    pub folders: Folders,
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
    /// `TZ`; empty where it is set to nothing, which means UTC.
    pub tz: Option<String>,
    /// Whether `NO_COLOR` is set, or `CLICOLOR` is 0, and `CLICOLOR_FORCE` does not overrule them.
    pub no_colour: bool,
    /// The ways to the clipboard.
    pub clipboard: Clipboard,
    /// How the terminal is asked to ring and to show notices.
    pub notifier: Notifier,
    /// The locale that decides about characters, where one is set.
    pub locale: Option<String>,
    /// Proxies and certificates.
    pub network: Network,
}

/// The variables, by name.
struct Variables<F>(F);

impl<F: Fn(&str) -> Option<OsString>> Variables<F> {
    /// A path, or whatever else may be any bytes; empty counts as unset.
    fn path(&self, name: &str) -> Option<PathBuf> {
        (self.0)(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// A text; empty counts as unset.
    fn text(&self, name: &str) -> Result<Option<String>, Stop> {
        Ok(self.set(name)?.filter(|value| !value.is_empty()))
    }

    /// A text, also where it is set to nothing. What is not UTF-8 is not repeated: it may be a key.
    fn set(&self, name: &str) -> Result<Option<String>, Stop> {
        let Some(value) = (self.0)(name) else { return Ok(None) };
        value.into_string().map(Some).map_err(|_| {
            Stop::new(Exit::Usage, format!("{name} is not UTF-8 and cannot be used: correct it, or unset it"))
        })
    }

    /// A proxy, under its name in large letters or in small ones.
    fn proxy(&self, names: [&'static str; 2]) -> Result<Option<Named>, Stop> {
        for name in names {
            if let Some(value) = self.text(name)? {
                return Ok(Some(Named { name, value }));
            }
        }
        Ok(None)
    }
}

impl Environment {
    /// Reads the process's environment.
    pub fn read() -> Result<Self, Stop> {
        let mut environment = Self::from_env(|name| env::var_os(name))?;
        // Without HOME the system's list of users says where it is.
        environment.folders.home = environment.folders.home.or_else(env::home_dir);
        Ok(environment)
    }

    /// Reads an environment; `variable` is asked for each by its name.
    fn from_env(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, Stop> {
        let clipboard = Clipboard::from_env(&variable);
        let notifier = Notifier::from_env(&variable);
        let read = Variables(variable);
        let forced = read.text("CLICOLOR_FORCE")?.is_some_and(|value| value != "0");
        let switched_off = read.text("CLICOLOR")?.as_deref() == Some("0");
        let unwanted = read.text("NO_COLOR")?.is_some() || switched_off;
        let (all, ctype, lang) = (read.text("LC_ALL")?, read.text("LC_CTYPE")?, read.text("LANG")?);
        Ok(Self {
            folders: Folders {
                home: read.path("HOME"),
                config: read.path("XDG_CONFIG_HOME"),
                data: read.path("XDG_DATA_HOME"),
                state: read.path("XDG_STATE_HOME"),
            },
            config: read.path("KAYTOP_CONFIG"),
            base_url: read.text("KAYSE_BASE_URL")?,
            key: KeyVariables {
                key: read.set("KAYSE_API_KEY")?.map(Into::into),
                file: read.path("KAYSE_API_KEY_FILE"),
                home: read.path("HOME"),
            },
            log: read.text("KAYTOP_LOG")?,
            max_body: read.text("KAYTOP_MAX_BODY")?,
            term: read.text("TERM")?,
            colour_term: read.text("COLORTERM")?,
            tz: read.set("TZ")?,
            no_colour: unwanted && !forced,
            clipboard,
            notifier,
            locale: all.or(ctype).or(lang),
            network: Network {
                proxies: Proxies {
                    https: read.proxy(["HTTPS_PROXY", "https_proxy"])?,
                    all: read.proxy(["ALL_PROXY", "all_proxy"])?,
                    http: read.proxy(["HTTP_PROXY", "http_proxy"])?,
                    exempt: read.proxy(["NO_PROXY", "no_proxy"])?.map(|named| named.value),
                },
                cert_file: (read.0)("SSL_CERT_FILE"),
                cert_folders: (read.0)("SSL_CERT_DIR").map(|folders| {
                    env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty()).collect()
                }),
            },
        })
    }

    /// Where this user's files are.
    pub fn paths(&self) -> Result<Paths, Stop> {
        Paths::find(&self.folders, self.config.as_deref()).map_err(|why| Stop::new(Exit::Usage, why))
    }

    pub fn configuration(&self, paths: &Paths) -> Result<Config, Stop> {
        config::read(&paths.config, self.config.is_some())
            .map_err(|error| Stop::new(Exit::Usage, format!("the configuration is not used: {error}")))
    }

    /// The zone of clock times; says on stderr where `TZ` means none.
    pub fn zone(&self, config: &Config) -> Zone {
        let (zone, complaint) = self.told_zone(config);
        if let Some(complaint) = complaint {
            output::message(&complaint);
        }
        zone
    }

    /// The zone of clock times: the configured one, else `TZ`, else the machine's; and why it is UTC where it is that
    /// because something cannot be read.
    pub fn told_zone(&self, config: &Config) -> (Zone, Option<String>) {
        if let Some(zone) = config.zone.as_deref().and_then(Zone::named) {
            return (zone, None);
        }
        match self.tz.as_deref().map_or_else(zoneinfo::of_machine, zoneinfo::of_variable) {
            Ok(zone) => (zone, None),
            Err(complaint) => (Zone::UTC, Some(complaint)),
        }
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

    /// Whether a terminal may be written to in colour.
    pub fn may_colour(&self) -> bool {
        !self.no_colour && self.term.as_deref().is_some_and(|term| term != "dumb")
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

    /// How to write to people: as the options, the configuration and the terminal ask.
    pub fn manner(&self, common: &Common) -> Manner {
        let configured = || self.paths().and_then(|paths| self.configuration(&paths)).ok()?.ascii;
        let colour = match common.color {
            When::Always => true,
            When::Never => false,
            When::Auto => io::stdout().is_terminal() && self.may_colour(),
        };
        Manner {
            ascii: common.ascii || configured().unwrap_or_else(|| self.wants_ascii()),
            quiet: common.quiet,
            colour,
        }
    }

    /// Logs to stderr from here on, where `KAYTOP_LOG` or `-v` asks for it.
    pub fn log_to_stderr(&self, verbose: bool) -> Result<(), Stop> {
        if self.log.is_none() && !verbose {
            return Ok(());
        }
        log::to_stderr(self.log_filter(verbose)).map_err(|error| Stop::new(Exit::Usage, error.to_string()))
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
    use secrecy::ExposeSecret as _;
    use std::os::unix::ffi::OsStringExt;

    fn of(variables: &[(&str, &[u8])]) -> Result<Environment, Stop> {
        Environment::from_env(|wanted| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| OsString::from_vec(value.to_vec()))
        })
    }

    #[test]
    fn a_text_that_is_not_utf8_ends_the_program_with_its_name() {
        for name in [
            "KAYSE_API_KEY",
            "KAYSE_BASE_URL",
            "KAYTOP_LOG",
            "KAYTOP_MAX_BODY",
            "TZ",
            "TERM",
            "COLORTERM",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "LC_ALL",
            "LC_CTYPE",
            "LANG",
            "HTTPS_PROXY",
            "https_proxy",
            "ALL_PROXY",
            "all_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "NO_PROXY",
            "no_proxy",
        ] {
            let stop = of(&[(name, b"canary\xff")]).unwrap_err();
            assert_eq!(stop.exit, Exit::Usage, "{name}");
            assert!(stop.message.starts_with(name) && !stop.message.contains("canary"), "{}", stop.message);
        }
    }

    #[test]
    fn a_path_may_be_any_bytes() {
        for name in [
            "HOME",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "KAYTOP_CONFIG",
            "KAYSE_API_KEY_FILE",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "PATH",
            "DISPLAY",
        ] {
            assert!(of(&[(name, b"/a\xff")]).is_ok(), "{name}");
        }
    }

    #[test]
    fn empty_is_told_apart_from_unset_where_it_says_something() {
        let empty = |name| of(&[(name, b"")]).unwrap();
        assert_eq!(empty("TZ").told_zone(&Config::default()), (Zone::UTC, None));
        assert_eq!(empty("SSL_CERT_FILE").network.cert_file, Some(OsString::new()));
        assert!(empty("KAYSE_API_KEY").key.key.unwrap().expose_secret().is_empty());
        assert!(empty("KAYTOP_CONFIG").config.is_none() && empty("KAYSE_BASE_URL").base_url.is_none());
        assert!(!empty("NO_COLOR").no_colour && empty("HOME").folders.home.is_none());
        let proxies = of(&[("HTTPS_PROXY", b""), ("https_proxy", b"http://p")]).unwrap().network.proxies;
        assert_eq!(proxies.https, Some(Named { name: "https_proxy", value: "http://p".to_owned() }));
    }

    #[test]
    fn a_zone_that_cannot_be_read_is_utc_and_said() {
        let told = |tz: &[u8], zone: Option<&str>| {
            let config = Config { zone: zone.map(str::to_owned), ..Config::default() };
            of(&[("TZ", tz)]).unwrap().told_zone(&config)
        };
        assert_eq!(told(b":Asia/Manila", None).0.name(), "Asia/Manila");
        assert_eq!(told(b"EST5EDT,M3.2.0,M11.1.0", None).0.name(), "EST5EDT");
        let (zone, complaint) = told(b"Mars/Base", None);
        assert!(zone == Zone::UTC && complaint.unwrap().contains("TZ=\"Mars/Base\""));
        assert_eq!(told(b"Mars/Base", Some("America/Chicago")), (Zone::CHICAGO, None), "not needed");
    }

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
