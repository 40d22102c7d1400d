//! Every argument of every command.

mod alerts;
mod history;
mod list;
mod record;
mod watch;

use std::ffi::OsString;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use alerts::{AlertTest, Alerts, AlertsCommand};
pub use history::{Events, EventsFormat, Export, ExportFormat, History, HistoryCommand, Purge};
pub use list::{List, ListFormat, Size};
pub use record::Record;
pub use watch::{Every, Watch, WatchFormat};

use super::options::{self, Common, Screen};
use super::words;
use crate::domain::interval;
use crate::sandbox::company::CompanySettings;
use crate::sandbox::faults::{self, Fault};
use crate::sandbox::options::{MAX_PACE, limits as sandbox_limits};

const ABOUT: &str = "A full-screen dashboard for the outreach campaigns of Kayse AI";

const AFTER_HELP: &str = "\
Without a key the screen runs on its own sandbox: practice data, nobody is called.
To see your own company: KAYSE_API_KEY=… kaytop

Environment: KAYSE_API_KEY, KAYSE_API_KEY_FILE, KAYSE_BASE_URL, KAYTOP_CONFIG, KAYTOP_LOG, KAYTOP_MAX_BODY
Files: kaytop paths. Keys on the screen: press ?

Exit codes: 0 ok · 1 error · 2 usage, configuration, no terminal · 3 rate limited · 4 no key or not accepted ·
5 not sent, may be tried again · 6 rejected or invalid · 7 outcome unknown · 8 name taken · 10 nothing found by
watch --until · 101 panic · 129, 130, 143 signals";

/// kaytop's command line.
#[derive(Debug, Parser)]
#[command(name = "kaytop", version, about = ABOUT, after_help = AFTER_HELP)]
#[command(args_conflicts_with_subcommands = true, args_override_self = true)]
pub struct Args {
    /// What to do; without a command the screen opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Words of the filter the screen opens with: 'calls:>100' roundup '!origin:web*'
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Options of the screen.
    #[command(flatten)]
    pub screen: Screen,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

impl Args {
    /// The options that every command takes, wherever they stood.
    pub fn common(&self) -> &Common {
        match &self.command {
            None => &self.common,
            Some(Command::List(list)) => &list.common,
            Some(Command::Settings(settings)) => &settings.common,
            Some(Command::Check(check)) => &check.common,
            Some(Command::Create(create)) => &create.common,
            Some(Command::Launches(launches)) => &launches.common,
            Some(Command::Watch(watch)) => &watch.common,
            Some(Command::Record(record)) => &record.common,
            Some(Command::History(history)) => &history.common,
            Some(Command::Alerts(alerts)) => &alerts.common,
            Some(Command::Sandbox(sandbox)) => &sandbox.common,
            Some(Command::Paths(paths)) => &paths.common,
        }
    }

    /// Reads a command line, the program's name first. Options may stand before or after the command, and a word of a
    /// query may begin with `-`.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let mut command = options::hidden_where_unused(Self::command());
        let arranged = words::arrange(&command, arguments.into_iter().collect())
            .map_err(|why| command.error(ErrorKind::InvalidValue, why))?;
        let matches = command.color(words::colour(&arranged)).try_get_matches_from(arranged)?;
        Self::from_arg_matches(&matches)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the campaigns
    List(List),
    /// Print the company's settings
    Settings(Settings),
    /// Judge a plan for a campaign by every rule, offline
    Check(Check),
    /// Create a campaign from a plan; sends once
    Create(Create),
    /// Print this machine's launches, or resolve one whose outcome is unknown
    Launches(Launches),
    /// Print a line for each change among the campaigns that a query finds
    Watch(Watch),
    /// Record what the API says, without a screen, until it is stopped
    Record(Record),
    /// Print what is kept of what was read, hand it on, or forget it
    History(History),
    /// Print the alerts of the configuration and how they stand, or test one
    Alerts(Alerts),
    /// Serve the API on this machine, for practice and tests
    Sandbox(Sandbox),
    /// Print where kaytop's files are
    Paths(Paths),
}

/// Arguments of `kaytop settings`.
#[derive(Debug, clap::Args)]
pub struct Settings {
    /// How to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// Text for people, or JSON for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Arguments of `kaytop check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Files with the API's JSON or the same names in TOML; - reads standard input
    #[arg(value_name = "PLAN|-", required = true)]
    pub plans: Vec<PathBuf>,
    /// How to print; of several files JSON is an array
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Print for a build pipeline instead
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "output")]
    pub format: Option<Pipeline>,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// Forms that build pipelines read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pipeline {
    /// Workflow commands, which GitHub shows at their lines
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// Arguments of `kaytop create`.
#[derive(Debug, clap::Args)]
pub struct Create {
    /// A file with the API's JSON or the same names in TOML; - reads standard input
    #[arg(value_name = "PLAN|-")]
    pub plan: PathBuf,
    /// Print the exact request and send nothing; works offline
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask for the code
    #[arg(long)]
    pub yes: bool,
    /// How long to look for an unknown outcome: 10min
    #[arg(long, value_name = "TIME", value_parser = wait_argument)]
    pub wait: Option<Wait>,
    /// The plan's name, typed again: create it although another looks the same
    #[arg(long, value_name = "NAME")]
    pub same_name: Option<String>,
    /// Where a campaign of exactly this name is there already: say so and exit 0
    #[arg(long, conflicts_with = "same_name")]
    pub skip_existing: bool,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    pub output: Format,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// A value of `--wait`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub Duration);

fn wait_argument(text: &str) -> Result<Wait, String> {
    interval::parse(text).map(|span| Wait(span.unwrap_or_default()))
}

/// The longest list that the sandbox makes: as many rows as an answer may have.
const MOST_CAMPAIGNS: usize = 2_000_000;

/// Reads a whole number, or says what it should be.
fn whole<T: FromStr + PartialOrd + Display>(text: &str, what: &str, [least, most]: [T; 2]) -> Result<T, String> {
    let wrong = || format!("{text:?} is no {what} from {least} to {most}");
    text.parse().ok().filter(|number| *number >= least && *number <= most).ok_or_else(wrong)
}

fn campaigns_argument(text: &str) -> Result<usize, String> {
    whole(text, "number of campaigns", [0, MOST_CAMPAIGNS])
}

fn seed_argument(text: &str) -> Result<u64, String> {
    whole(text, "whole number", [0, u64::MAX])
}

fn rate_argument(text: &str) -> Result<u32, String> {
    whole(text, "number of requests", [0, u32::MAX])
}

fn found_argument(text: &str) -> Result<i64, String> {
    whole(text, "campaign's number", [1, i64::MAX])
}

fn listen_argument(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an address and a port, such as 127.0.0.1:8080".to_owned())
}

/// Arguments of `kaytop launches`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = false)]
pub struct Launches {
    /// What to do; without it the launches are printed.
    #[command(subcommand)]
    pub command: Option<LaunchesCommand>,
    /// How to print
    #[arg(short, long, value_enum, default_value_t = Format::Text, global = true)]
    pub output: Format,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// What can be done about a launch.
#[derive(Debug, Subcommand)]
pub enum LaunchesCommand {
    /// State what became of a launch whose outcome is unknown
    Resolve(Resolve),
}

/// Arguments of `kaytop launches resolve`.
#[derive(Debug, clap::Args)]
pub struct Resolve {
    /// The launch's number, such as K7MW-3XQP
    #[arg(value_name = "LAUNCH")]
    pub launch: String,
    /// The campaign that it is, as seen in the web console
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["not_there", "name"], value_parser = found_argument)]
    pub found: Option<i64>,
    /// It is not in the web console; only after ten minutes of looking, and with --name
    #[arg(long, requires = "name")]
    pub not_there: bool,
    /// The campaign's name, typed as the statement that you looked
    #[arg(long, value_name = "NAME", requires = "not_there")]
    pub name: Option<String>,
}

/// A value of `--latency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency(pub Duration);

fn latency_argument(text: &str) -> Result<Latency, String> {
    interval::parse(text).map(|span| Latency(span.unwrap_or_default()))
}

fn pace_argument(text: &str) -> Result<f64, String> {
    let pace = text.parse().ok().filter(|pace| (0.0..=MAX_PACE).contains(pace));
    pace.ok_or_else(|| format!("use a number from 0 to {MAX_PACE}, where 1 is real"))
}

/// Arguments of `kaytop paths`.
#[derive(Debug, clap::Args)]
pub struct Paths {
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `kaytop sandbox`.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{}\n\n{}", sandbox_limits(), faults::help()))]
pub struct Sandbox {
    /// Where to listen; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = listen_argument)]
    pub listen: SocketAddr,
    /// The key to accept; random when absent
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// How many campaigns to begin with
    #[arg(long, value_name = "N", default_value_t = crate::sandbox::options::DEFAULT_CAMPAIGNS, value_parser = campaigns_argument)]
    pub campaigns: usize,
    /// Decides the world
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed_argument)]
    pub seed: u64,
    /// Multiplies the rates at which numbers move; 1 is real
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = pace_argument)]
    pub pace: f64,
    /// Requests an hour; 0 means a million
    #[arg(long, value_name = "N", default_value_t = crate::sandbox::options::STANDALONE_RATE_LIMIT, value_parser = rate_argument)]
    pub rate_limit: u32,
    /// Serve this JSON array as the list, byte for byte until the first create
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// The company's settings
    #[arg(long, value_enum, value_name = "KIND", default_value_t = CompanySettings::Usual)]
    pub settings: CompanySettings,
    /// Hold every answer back: 250ms, 2s
    #[arg(long, value_name = "TIME", value_parser = latency_argument)]
    pub latency: Option<Latency>,
    /// What goes wrong, as below; may be given several times
    #[arg(long, value_name = "ROUTE:KIND[:COUNT]")]
    pub fault: Vec<Fault>,
    /// Options that every command takes.
    #[command(flatten)]
    pub common: Common,
}

#[cfg(test)]
mod tests;
