//! `kaytop settings`: the company's settings, once.

use std::io::{self, Write};

use serde::Serialize;

use super::args::Format;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, connect, launch, output, runtime};
use crate::api::wire;
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::shown::escape_json;
use crate::runtime::ask;
use crate::ui::text;

/// Where the values stand.
const INDENT: usize = 19;

/// Asks once and prints.
pub fn run(args: &args::Settings, mut environment: Environment) -> Result<Exit, Stop> {
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&args.common, &environment, &config)?;
    let settings = runtime()?.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let client = connect::client(&reached, limits)?;
        let answer = ask::within(&*launch::budget(&reached, &paths), async || client.settings().await).await;
        answer.result.map_err(Stop::from)
    })?;
    match args.output {
        Format::Text => output::people(|out| print(&settings, out)),
        Format::Json => print_json(&Answer { settings: wire::Settings::from(&settings), error: None }),
    }
}

/// The API's own object, and why its members are unknown where they could not be read.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    settings: wire::Settings,
    /// Null where the settings were read.
    error: Option<&'a str>,
}

/// The answer for programs when there are no settings to print.
pub fn print_failure(stop: &Stop) {
    let unknown = Settings { enabled: None, concurrency: None, hours: CompanyHours::Unknown };
    // The failure itself is what the program ends with.
    let _ = print_json(&Answer { settings: wire::Settings::from(&unknown), error: Some(&stop.message) });
}

fn print_json(answer: &Answer<'_>) -> Result<Exit, Stop> {
    output::data(|out| writeln!(out, "{}", escape_json(&serde_json::to_string(answer)?)))
}

fn print(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let enabled = match settings.enabled {
        Some(true) => "yes",
        Some(false) => "NO: no calls are made for this company",
        None => "–",
    };
    let concurrency = settings.concurrency.map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
    let hours = match &settings.hours {
        CompanyHours::Unknown => "–".to_owned(),
        CompanyHours::NotConfigured => "none configured".to_owned(),
        CompanyHours::Slots { slots, unreadable } => {
            let mut words: Vec<String> = slots.iter().map(|slot| format!("{}–{}", slot.start, slot.end)).collect();
            if *unreadable > 0 {
                words.push(format!("{unreadable} unreadable"));
            }
            if words.is_empty() { "no slots".to_owned() } else { words.join(", ") }
        }
    };
    for (head, words) in [
        ("campaigns enabled", enabled.to_owned()),
        ("concurrency rate", format!("{concurrency} of the outbound call limit")),
        ("business hours", format!("{hours} (clients' local time)")),
    ] {
        // Long hours go on under themselves.
        let room = output::width().map_or(usize::MAX, |width| width.saturating_sub(INDENT).max(1));
        for (at, line) in text::wrap_whole(&words, room).into_iter().enumerate() {
            let head = if at == 0 { head } else { "" };
            writeln!(out, "{}{}{line}", output::strong(head), " ".repeat(INDENT - head.len()))?;
        }
    }
    Ok(())
}
