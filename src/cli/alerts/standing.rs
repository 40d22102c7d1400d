//! `kaytop alerts`: each alert with its query, what it holds for now, and what was last told.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::cli::args;
use crate::cli::environment::Environment;
use crate::cli::exit::{Exit, Stop};
use crate::cli::history::whose::{Whose, unusable};
use crate::cli::output;
use crate::domain::alert::{Alert, Claims as _, Conditions, Standing, Told, Way};
use crate::domain::count::counted;
use crate::domain::happened::when;
use crate::domain::memory::{OpenTime, Workdays};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::Engine as _;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{self, Zone};
use crate::runtime::{alerts, clock};
use crate::storage::config::Config;
use crate::storage::paths::Paths;
use crate::storage::record::Record;

/// That somebody looks is known this late, in seconds: it is not written at every reading.
const LATE: i64 = 600;
/// So much of the log is looked through for what was last told.
const LOG: usize = 10_000;
/// So many campaigns are named.
const NAMED: usize = 10;

/// An alert and how it stands.
struct Line {
    alert: Alert,
    /// The campaigns for which it holds; nothing where nobody looked yet.
    holding: Option<Vec<i64>>,
    /// How many match, held long enough or not.
    matching: usize,
    /// When somebody looked last, as far as that is written.
    looked: Option<Second>,
    told: Option<Told>,
}

/// Prints them.
pub(super) fn print(
    args: &args::Alerts,
    environment: &mut Environment,
    config: &Config,
    paths: &Paths,
) -> Result<Exit, Stop> {
    let zone = environment.told_zone(config).0;
    let mut record = None;
    if config.history == Some(false) {
        output::message(
            "no readings are recorded (history = false in the configuration): each window tells for itself",
        );
    } else {
        let whose = Whose::find(&args.common, environment, config, paths)?;
        if whose.records.is_empty() {
            output::note(&whose.nothing());
        } else {
            record = Some(whose.one()?);
        }
    }
    let lines = lines(config, record)?;
    if args.output == args::Format::Json {
        let document: Vec<Value> = lines.iter().map(object).collect();
        return output::data(|out| writeln!(out, "{}", output::document(Value::Array(document).to_string())));
    }
    if lines.is_empty() {
        output::note("no alert is defined: the configuration names none (kaytop paths says where it is)");
    }
    output::people(|out| lines.iter().try_for_each(|line| line.write(zone, out)))
}

fn lines(config: &Config, mut record: Option<Record>) -> Result<Vec<Line>, Stop> {
    let unusable = |why: String| unusable(&why);
    let now = Second::of(clock::wall());
    let mut log = Vec::new();
    let (mut hours, mut workdays) = (CompanyHours::Unknown, Workdays::default());
    if let Some(record) = &mut record {
        log = record.told(LOG).map_err(unusable)?;
        hours = record.settings_as_of(now).map_err(unusable)?.map_or(hours, |settings| settings.hours);
        workdays = alerts::workdays(record, now, &config.client_zones()).map_err(unusable)?;
    }
    let within = Span { from: now.plus(-alerts::BACK), to: now.plus(1) };
    let open = OpenTime::new(&hours, &config.client_zones(), workdays, within);
    let line = |alert: Alert| {
        let standing = match &mut record {
            Some(record) => record.standing(&alert.definition()).map_err(unusable)?,
            None => None,
        };
        let told = log.iter().find(|told| told.alert == alert.name).cloned();
        let holding = standing.as_ref().map(|standing| holding(&alert, standing, now, &open));
        let matches = |standing: &Standing| standing.campaigns.values().filter(|known| known.first.is_some()).count();
        let (matching, looked) = (standing.as_ref().map_or(0, matches), standing.and_then(|standing| standing.looked));
        Ok(Line { alert, holding, matching, looked, told })
    };
    config.alerts().into_iter().map(line).collect()
}

/// For whom it holds: by now where somebody looks, else by when somebody did.
fn holding(alert: &Alert, standing: &Standing, now: Second, open: &OpenTime) -> Vec<i64> {
    let looked = standing.looked.unwrap_or(now);
    let at = if now.0 - looked.0 <= LATE { now } else { looked };
    standing.holding(alert.hold, &Conditions { at, every: 0, enabled: true, open })
}

impl Line {
    fn write(&self, zone: Zone, out: &mut dyn Write) -> io::Result<()> {
        let Self { alert, holding, matching, looked, told } = self;
        writeln!(out, "{}", output::strong(&alert.name))?;
        output::paragraph(out, &format!("{}; told by {}", alert.asked_for(), alert.say), 2)?;
        let standing = match (holding, looked) {
            (Some(holding), Some(looked)) => {
                let ids: Vec<String> = holding.iter().take(NAMED).map(ToString::to_string).collect();
                let more = if holding.len() > NAMED { ", …" } else { "" };
                let which = if ids.is_empty() { String::new() } else { format!(": {}{more}", ids.join(", ")) };
                let of = if *matching > holding.len() { format!(" of {matching} that match") } else { String::new() };
                let (count, when) = (counted(holding.len(), "campaign"), when(*looked, zone));
                format!("holds for {count}{of}{which} (looked at {when} or a few minutes later)")
            }
            _ => "nobody has looked yet: the screen, record and watch do it".to_owned(),
        };
        output::paragraph(out, &standing, 2)?;
        let last = match told {
            Some(told) => {
                let failed =
                    told.failure.as_ref().map_or_else(String::new, |why| format!("; its command did not work: {why}"));
                format!("told last {} of {} by {}: {}{failed}", when(told.at, zone), told.campaign, told.by, told.ways)
            }
            None => "never told".to_owned(),
        };
        output::paragraph(out, &last, 2)
    }
}

fn object(line: &Line) -> Value {
    let Line { alert, holding, matching, looked, told } = line;
    let at = |at: Second| at.moment().map(time::iso);
    let ways = |ways: crate::domain::alert::Ways| ways.iter().map(Way::name).collect::<Vec<_>>();
    let told = told.as_ref().map(|told| {
        json!({
            "at": at(told.at), "id": told.campaign, "by": told.by, "ways": ways(told.ways), "failure": told.failure,
        })
    });
    json!({
        "alert": alert.name,
        "query": alert.when.as_str(),
        "for": alert.hold.to_string(),
        "say": ways(alert.say),
        "holding": holding,
        "matching": holding.as_ref().map(|_| matching),
        "looked": looked.and_then(at),
        "told": told,
    })
}
