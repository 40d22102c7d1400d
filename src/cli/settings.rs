//! `kaytop settings`: the company's settings, once.

use std::io::{self, Write};

use super::args::Format;
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, connect, launch, output, runtime};
use crate::api::wire;
use crate::domain::settings::{CompanyHours, Settings};
use crate::runtime::ask;

/// Asks once and prints.
pub fn run(args: &args::Settings, mut environment: Environment) -> Result<Exit, Stop> {
    output::log_to_stderr(&environment, args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    let limits = connect::limits(&args.common, &environment, &config)?;
    let settings = runtime()?.block_on(async {
        let reached = connect::reach(&args.common, &mut environment, &config, false).await?;
        let client = connect::client(&reached, limits)?;
        let answer = ask::within(&*launch::budget(&reached, &paths), async || client.settings().await).await;
        answer.result.map_err(Stop::from)
    })?;
    output::data(|out| match args.output {
        Format::Text => print(&settings, out),
        Format::Json => {
            serde_json::to_writer(&mut *out, &wire::Settings::from(&settings))?;
            writeln!(out)
        }
    })
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
    writeln!(out, "campaigns enabled  {enabled}")?;
    writeln!(out, "concurrency rate   {concurrency} of the outbound call limit")?;
    writeln!(out, "business hours     {hours} (clients' local time)")
}
