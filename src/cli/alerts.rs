//! `kaytop alerts`: the alerts of the configuration, how they stand, and whether their ways work; and how commands watch
//! for them.

mod standing;
mod test;

use std::thread::{self, JoinHandle};

use super::args::{self, AlertsCommand};
use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::output;
use crate::app::alerts::CommandFailed;
use crate::domain::alert::{Alert, Telling, Way, Ways, notice};
use crate::domain::time::Zone;
use crate::runtime::alert_command;
use crate::runtime::alerts::{Watch, Watcher};
use crate::storage::config::Config;
use crate::storage::paths::expanded;

/// Prints how the alerts stand, or tells of one as a test. Asks nobody.
pub fn run(args: &args::Alerts, mut environment: Environment) -> Result<Exit, Stop> {
    environment.log_to_stderr(args.common.verbose)?;
    let paths = environment.paths()?;
    let config = environment.configuration(&paths)?;
    match &args.command {
        Some(AlertsCommand::Test(wanted)) => test::run(&wanted.name, &config, &environment),
        None => standing::print(args, &mut environment, &config, &paths),
    }
}

/// Where somebody watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A window, which can tell in every way.
    Screen,
    /// A command of this name. It runs commands only: who looks at a screen is to be told there.
    Command(&'static str),
}

/// Who watches for the alerts of the configuration; nothing where there are none.
pub fn watcher(config: &Config, environment: &Environment, zone: Zone, place: Place) -> Option<Watcher> {
    let (name, ways): (_, Ways) = match place {
        Place::Screen => ("screen", Way::ALL.into_iter().collect()),
        Place::Command(name) => (name, [Way::Command].into_iter().collect()),
    };
    let by = format!("{name} {}", std::process::id());
    let (client_zones, measures) = (config.client_zones(), config.thresholds.measures());
    let alerts = config.alerts().into_iter().map(|alert| at_home(alert, environment)).collect();
    Watcher::new(alerts, Watch { by, ways, zone, client_zones, measures })
}

/// No shell reads the command, so that nobody else would read what stands for the home folder.
fn at_home(mut alert: Alert, environment: &Environment) -> Alert {
    let home = environment.folders.home.as_deref();
    for word in alert.command.iter_mut().filter(|word| word.starts_with("~/")) {
        if let Some(path) = expanded(word.as_ref(), home).ok().and_then(|path| path.into_os_string().into_string().ok())
        {
            *word = path;
        }
    }
    alert
}

/// Runs the commands of what is to be told, none of which holds anybody up, and says so on stderr.
pub fn tell(tellings: Vec<Telling>, failed: impl Fn(CommandFailed) + Clone + Send + 'static) -> Vec<JoinHandle<()>> {
    if let Some(words) = notice(&tellings, Way::Command) {
        output::note(&format!("alert: {words}"));
    }
    let run = |telling: Telling| {
        let failed = failed.clone();
        thread::spawn(move || {
            if let Err(why) = alert_command::run(&telling) {
                output::message(&format!("the command of the alert {}: {}", telling.alert.name, why.why));
                failed(why);
            }
        })
    };
    tellings.into_iter().map(run).collect()
}
