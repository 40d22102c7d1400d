//! The configuration file: read whole, judged strictly, never written.

mod alerts;

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;
use serde::Deserialize;

use crate::domain::alert::Alert;
use crate::domain::interval;
use crate::domain::measure::{self, Measures};
use crate::domain::nearest::nearest;
use crate::domain::time::Zone;
use crate::domain::zones;

/// No configuration is larger.
const LARGEST: u64 = 1 << 20;

/// How much of an answer may be read: less holds no answer, and more no machine holds.
const BODY_SIZES: RangeInclusive<u64> = 1024..=64 << 30;

/// What the file may say. What it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Another host than the vendor's.
    pub base_url: Option<String>,
    /// A file that holds the key.
    pub api_key_file: Option<String>,
    /// A command that prints the key: program and arguments.
    pub api_key_command: Option<Vec<String>>,
    /// How often the campaigns are asked for.
    #[serde(default, deserialize_with = "span")]
    pub interval: Option<Span>,
    /// How often the settings are asked for.
    #[serde(default, deserialize_with = "span")]
    pub settings_interval: Option<Span>,
    /// The zone of clock times, such as `America/Chicago`.
    pub zone: Option<String>,
    /// The zones in which clients are called.
    pub client_zones: Option<Vec<String>>,
    /// The largest answer that is read, in bytes after decoding.
    pub max_body: Option<u64>,
    /// Whether readings are recorded.
    pub history: Option<bool>,
    /// Whether creating is switched off.
    pub read_only: Option<bool>,
    /// Where the colours come from.
    pub theme: Option<ThemeName>,
    /// Whether only ASCII is written.
    pub ascii: Option<bool>,
    /// Whether presses and the wheel of the mouse are taken from the start.
    pub mouse: Option<bool>,
    /// Where rates turn good or poor, whatever others come to.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// What a person wants to be told of.
    #[serde(default)]
    pub alert: Vec<alerts::Section>,
    /// Where the file is: relative paths in it begin there.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// A time span, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So often.
    Every(Duration),
    /// Only when asked.
    Off,
}

/// Where the colours come from, unless `NO_COLOR` is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// Dark or light as the terminal's own background, where it tells; else as `16`
    #[default]
    Auto,
    /// Light on dark, with a background of its own
    Dark,
    /// Dark on light, with a background of its own
    Light,
    /// The terminal's own sixteen colours
    #[serde(rename = "16")]
    #[value(name = "16")]
    Sixteen,
    /// High contrast on black
    Contrast,
    /// No colours
    None,
}

/// Thresholds per measure, each `{ good = …, poor = … }`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Success of finished calls, in percent.
    pub success: Option<Edges>,
    /// Conversion, in percent.
    pub conversion: Option<Edges>,
    /// Sentiment, on the vendor's scale.
    pub sentiment: Option<Edges>,
}

impl Thresholds {
    /// The limits of rates and scores, as far as the file sets any.
    pub fn measures(&self) -> Measures {
        let limits = |edges: Option<Edges>| edges.map(|Edges { good, poor }| measure::Thresholds { good, poor });
        let [success, conversion, sentiment] = [self.success, self.conversion, self.sentiment].map(limits);
        Measures { success, conversion, sentiment }
    }
}

impl Config {
    /// What a person wants to be told of.
    pub fn alerts(&self) -> Vec<Alert> {
        self.alert.iter().map(alerts::Section::alert).collect()
    }

    /// Where clients are called.
    pub fn client_zones(&self) -> Arc<[Zone]> {
        match &self.client_zones {
            Some(zones) => zones.iter().filter_map(|zone| Zone::named(zone)).collect(),
            None => zones::CLIENTS.into(),
        }
    }
}

/// At or above `good` is good, below `poor` is poor.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edges {
    /// The lower edge of good.
    pub good: f64,
    /// The upper edge of poor.
    pub poor: f64,
}

/// What is wrong with the file: path, line, reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Reads the file; one that does not exist says nothing, unless the user named it. A link that leads nowhere is a file
/// that cannot be read.
pub fn read(path: &Path, named: bool) -> Result<Config, ConfigError> {
    let wrong = |why: &dyn std::fmt::Display| ConfigError(format!("{}: {why}", path.display()));
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)) {
        Ok(_) if bytes.len() as u64 > LARGEST => return Err(wrong(&"larger than 1 MiB: this is no configuration")),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => match leads_nowhere(path) {
            Some(link) if link == path => return Err(wrong(&"a link that leads nowhere")),
            Some(link) => return Err(wrong(&format!("{} is a link that leads nowhere", link.display()))),
            None if named => return Err(wrong(&error)),
            None => return Ok(Config::default()),
        },
        Err(error) => return Err(wrong(&error)),
    }
    let at = |(line, reason): (usize, String)| ConfigError(format!("{}:{line}: {reason}", path.display()));
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        at((before.split(|byte| *byte == b'\n').count(), "not UTF-8: save the file as UTF-8".to_owned()))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    parse(text).map(|config| Config { folder, ..config }).map_err(at)
}

/// The link on the way to `path`, or at its end, that leads nowhere.
fn leads_nowhere(path: &Path) -> Option<&Path> {
    let there = |path: &&Path| fs::symlink_metadata(path).is_ok();
    path.ancestors().find(there).filter(|found| fs::metadata(found).is_err())
}

/// Reads the text; an error carries the line, from 1.
fn parse(text: &str) -> Result<Config, (usize, String)> {
    let config: Config = toml::from_str(text).map_err(|error| {
        let line =
            error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| before.matches('\n').count() + 1);
        let key = text.lines().nth(line - 1).and_then(|line| line.split_once('=')).map_or("", |(key, _)| key.trim());
        (line, wrong_value(key, error.message()).unwrap_or_else(|| reason(error.message())))
    })?;
    judge(&config).map_err(|(key, reason)| (line_of(text, key), reason))?;
    alerts::judge(&config.alert, text)?;
    Ok(config)
}

/// Judges how much of an answer may be read, in bytes.
pub fn body_size(bytes: u64) -> Result<u64, String> {
    if BODY_SIZES.contains(&bytes) {
        return Ok(bytes);
    }
    Err(format!("max_body is a number of bytes from {} to {} (64 GiB)", BODY_SIZES.start(), BODY_SIZES.end()))
}

/// What a key must hold, where the parser says in its own terms that it holds something else.
fn wrong_value(key: &str, message: &str) -> Option<String> {
    let (found, expected) = message.split_once(", expected ")?;
    if let Some(found) = found.strip_prefix("unknown variant ") {
        return Some(format!("`{key}` cannot be {found}: use {expected}"));
    }
    let is_type = found.starts_with("invalid type: ") || found.starts_with("invalid value: ");
    let meant = match expected {
        "a string" => "text in quotes",
        "a boolean" => "true or false",
        "a sequence" => "a list in [ ]",
        "u64" => "a whole number, zero or more",
        "f64" => "a number",
        other if other.starts_with("struct ") => "a table",
        other => other,
    };
    is_type.then(|| format!("`{key}` must be {meant}"))
}

/// The parser's message, with the name that was probably meant.
fn reason(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let guess = quoted.next().filter(|_| message.starts_with("unknown field")).and_then(|wrong| nearest(wrong, quoted));
    match guess {
        Some(meant) => format!("{message}; did you mean `{meant}`?"),
        None => message.to_owned(),
    }
}

/// What the types alone cannot judge: the key it stands at, and the reason.
fn judge(config: &Config) -> Result<(), (&'static str, String)> {
    if let Some(zone) = &config.zone
        && Zone::named(zone).is_none()
    {
        return Err(("zone", format!("unknown zone {zone:?}: write it as America/Chicago")));
    }
    if config.api_key_command.as_ref().is_some_and(Vec::is_empty) {
        return Err(("api_key_command", "name a program and its arguments, such as [\"pass\", \"kayse\"]".to_owned()));
    }
    if let Some(zones) = &config.client_zones {
        if zones.is_empty() {
            return Err(("client_zones", "client_zones: name at least one zone, or leave it out".to_owned()));
        }
        if let Some(unknown) = zones.iter().find(|zone| Zone::named(zone).is_none()) {
            return Err(("client_zones", format!("unknown zone {unknown:?}: write it as America/Chicago")));
        }
    }
    if let Some(bytes) = config.max_body {
        body_size(bytes).map_err(|why| ("max_body", why))?;
    }
    let edges = [
        ("success", config.thresholds.success),
        ("conversion", config.thresholds.conversion),
        ("sentiment", config.thresholds.sentiment),
    ];
    for (key, edges) in edges {
        let Some(edges) = edges else { continue };
        if !(edges.good.is_finite() && edges.poor.is_finite()) {
            return Err((key, format!("{key}: good and poor must be numbers")));
        }
        if edges.poor > edges.good {
            return Err((key, format!("{key}: poor must not be above good")));
        }
    }
    Ok(())
}

fn line_of(text: &str, key: &str) -> usize {
    text.lines().position(|line| line.trim_start().starts_with(key)).map_or(1, |at| at + 1)
}

fn span<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Span>, D::Error> {
    let text = String::deserialize(deserializer)?;
    interval::rhythm(&text).map(|every| Some(every.map_or(Span::Off, Span::Every))).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn the_sample_is_a_valid_configuration() {
        let text = include_str!("../../assets/config.sample.toml");
        assert!(parse(text).is_ok(), "{:?}", parse(text));
        // Every commented-out setting must be valid too, or the sample would teach mistakes.
        let all: String = text.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line).to_owned() + "\n").collect();
        let config = parse(&all).unwrap();
        assert_eq!(config.interval, Some(Span::Every(Duration::from_secs(30))));
        assert_eq!(config.alerts().len(), 2);
        assert!(config.thresholds.sentiment.is_some() && config.api_key_command.is_some() && config.zone.is_some());
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_the_word_that_was_meant() {
        for (text, line, words) in [
            ("read_only = true\nintervall = \"30s\"\n", 2, "did you mean `interval`"),
            ("interval = \"soon\"", 1, "30s, 15min"),
            ("\nzone = \"Mars/Base\"", 2, "America/Chicago"),
            ("\nclient_zones = [\"America/Denver\", \"Denver\"]", 2, "unknown zone \"Denver\""),
            ("client_zones = []", 1, "at least one zone"),
            ("read_only = maybe", 1, ""),
            ("interval = \"10ms\"", 1, "at least 1s"),
            ("settings_interval = \"999ms\"", 1, "at least 1s"),
            ("\ninterval = \"10000000000000000000s\"", 2, "too long"),
            ("max_body = 0", 1, "from 1024 to"),
            ("\nmax_body = 9223372036854775807", 2, "from 1024 to"),
            ("max_body = -1", 1, ""),
            ("max_body = 99999999999999999999", 1, ""),
            ("[thresholds]\nsuccess = { good = nan, poor = 2 }", 2, "must be numbers"),
            ("[thresholds]\nsuccess = { good = inf, poor = 2 }", 2, "must be numbers"),
            ("theme = \"drak\"", 1, "`contrast`"),
            ("[thresholds]\nsuccess = { good = 1, poor = 2 }", 2, "poor must not be above good"),
        ] {
            let (at, reason) = parse(text).unwrap_err();
            assert_eq!(at, line, "{text}: {reason}");
            assert!(reason.contains(words), "{text}: {reason}");
        }
    }

    #[test]
    fn every_theme_has_one_name_in_the_file_and_on_the_command_line() {
        for name in ThemeName::value_variants() {
            let word = name.to_possible_value().unwrap();
            assert_eq!(parse(&format!("theme = \"{}\"", word.get_name())).unwrap().theme, Some(*name));
        }
    }

    #[test]
    fn only_a_file_that_was_named_must_exist() {
        let nowhere = Path::new("/nonexistent/kaytop.toml");
        assert_eq!(read(nowhere, false), Ok(Config::default()));
        assert!(read(nowhere, true).is_err());
    }

    #[test]
    fn a_file_that_is_there_and_cannot_be_read_is_said() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        let said = |path: &Path| read(path, false).unwrap_err().to_string();
        symlink(at("nowhere"), at("link.toml")).unwrap();
        assert_eq!(said(&at("link.toml")), format!("{}: a link that leads nowhere", at("link.toml").display()));
        symlink(at("nowhere"), at("folder")).unwrap();
        assert!(said(&at("folder/kaytop/config.toml")).contains("/folder is a link that leads nowhere"));
        symlink(at("circle"), at("circle")).unwrap();
        said(&at("circle"));
        fs::write(at("file"), "").unwrap();
        said(&at("file/config.toml"));
        said(root.path());
        fs::write(at("latin1.toml"), b"read_only = true\n# caf\xe9\n").unwrap();
        assert!(said(&at("latin1.toml")).ends_with("latin1.toml:2: not UTF-8: save the file as UTF-8"));
        fs::write(at("bom.toml"), "\u{feff}read_only = true").unwrap();
        let config = read(&at("bom.toml"), false).unwrap();
        assert_eq!((config.read_only, config.folder.as_path()), (Some(true), root.path()));
        assert!(said(Path::new("/dev/zero")).contains("larger than 1 MiB"));
    }
}
