//! `kaytop alerts test`: tells once in each way of an alert, so that nobody has to wait for a bad day to see it work.

use std::io::{self, IsTerminal as _};

use super::at_home;
use crate::cli::environment::Environment;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::alert::{Telling, Way, notice};
use crate::domain::nearest::nearest;
use crate::domain::record::Second;
use crate::runtime::{alert_command, clock};
use crate::storage::config::Config;

/// Tells of the alert of that name, in any case; fails where its command does.
pub(super) fn run(name: &str, config: &Config, environment: &Environment) -> Result<Exit, Stop> {
    let alerts = config.alerts();
    let Some(alert) = alerts.iter().find(|alert| alert.name.to_lowercase() == name.to_lowercase()) else {
        let names = alerts.iter().map(|alert| alert.name.as_str());
        let why = match nearest(name, names.clone()) {
            Some(near) => format!("there is no alert {name:?}, did you mean {near:?}?"),
            None if alerts.is_empty() => "no alert is defined: the configuration names none".to_owned(),
            None => format!("there is no alert {name:?}; there are: {}", names.collect::<Vec<_>>().join(", ")),
        };
        return Err(Stop::new(Exit::Usage, why));
    };
    let telling = Telling::test(at_home(alert.clone(), environment), Second::of(clock::wall()));
    let mut lines = Vec::new();
    let mut failure = None;
    let terminal = io::stderr().is_terminal();
    let words = notice(std::slice::from_ref(&telling), Way::Desktop).filter(|_| terminal);
    let rings = telling.alert.say.has(Way::Bell) && terminal;
    output::control(&environment.notifier.bytes(words.as_deref(), rings));
    for way in telling.alert.say.iter() {
        let said = match way {
            Way::Screen => "a line at the foot of the screen, in an open window".to_owned(),
            Way::Bell | Way::Desktop if !terminal => "not told: standard error is no terminal".to_owned(),
            Way::Bell => "rung".to_owned(),
            Way::Desktop => environment.notifier.words().to_owned(),
            Way::Command => match alert_command::run(&telling) {
                Ok(()) => "it ran and ended well".to_owned(),
                Err(failed) => {
                    let said = format!("failed: {}", failed.why);
                    failure = Some(failed.why);
                    said
                }
            },
        };
        lines.push(format!("{:<8} {said}", way.name()));
    }
    output::lines(&lines, true)?;
    match failure {
        Some(why) => Err(Stop::error(format!("the command of the alert {}: {why}", telling.alert.name))),
        None => Ok(Exit::Ok),
    }
}
