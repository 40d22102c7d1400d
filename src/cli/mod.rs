//! The command line: what `kaytop` can be asked, what it answers, and with which exit code.
//!
//! Knows every layer and is known by none. Start with [`args`] (the whole surface) and [`run`]; one file a command.

pub mod alerts;
pub mod args;
pub mod check;
pub mod connect;
pub mod create;
pub mod environment;
pub mod exit;
pub mod history;
mod judged;
pub mod launch;
pub mod launches;
pub mod list;
pub mod network;
pub mod options;
pub mod output;
pub mod paths;
mod pipelines;
mod polling;
pub mod practice;
mod query;
pub mod record;
pub mod sandbox;
pub mod screen;
pub mod settings;
pub mod table;
pub mod watch;
pub mod words;

use std::ffi::OsString;

use tokio::runtime::{Builder, Runtime};

use self::args::{Args, Command, Format};
use self::environment::Environment;
use self::exit::{Exit, Stop};
use self::options::Common;

/// Runs kaytop with `arguments` (the program's name first); the exit code is the caller's to return.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let args = match Args::read(arguments.iter().cloned()) {
        Ok(args) => args,
        Err(error) => return usage(&error, &arguments),
    };
    let failure = failure_for_programs(&args);
    let environment = Environment::read();
    environment.as_ref().unwrap_or(&Environment::default()).manner(args.common()).take();
    match perform(args, environment) {
        Ok(exit) => exit,
        Err(stop) => {
            failure(&stop);
            output::message(&stop.message);
            stop.exit
        }
    }
}

/// What is printed for programs when a command ends early: one object of the same shape as ever.
fn failure_for_programs(args: &Args) -> Box<dyn Fn(&Stop)> {
    match &args.command {
        Some(Command::Settings(settings)) if settings.output == Format::Json => Box::new(settings::print_failure),
        Some(Command::History(history)) if history.output == Format::Json && history.command.is_none() => {
            Box::new(history::print_failure)
        }
        Some(Command::Check(check)) if check.output == Format::Json && check.format.is_none() => {
            let plans = check.plans.clone();
            Box::new(move |stop| check::print_failure(&plans, stop))
        }
        _ => Box::new(|_| ()),
    }
}

/// Those that tell programs of every end tell of an environment that cannot be read as well.
fn perform(mut args: Args, environment: Result<Environment, Stop>) -> Result<Exit, Stop> {
    match args.command.take() {
        None => screen::run(&args, environment?),
        Some(Command::List(list)) => list::run(&list, environment?),
        Some(Command::Settings(settings)) => settings::run(&settings, environment?),
        Some(Command::Check(check)) => check::run(&check, &environment?),
        Some(Command::Create(create)) => create::run(&create, environment),
        Some(Command::Launches(launches)) => launches::run(launches, environment),
        Some(Command::Watch(watch)) => watch::run(&watch, environment?),
        Some(Command::Record(record)) => record::run(&record, environment?),
        Some(Command::History(history)) => history::run(&history, environment?),
        Some(Command::Alerts(alerts)) => alerts::run(&alerts, environment?),
        Some(Command::Sandbox(sandbox)) => sandbox::run(sandbox, &environment?),
        Some(Command::Paths(_)) => paths::run(&environment?),
    }
}

/// Help and version go to stdout with 0, mistakes to stderr with 2, as clap words them.
fn usage(error: &clap::Error, arguments: &[OsString]) -> Exit {
    let environment = Environment::read().unwrap_or_default();
    let ascii = arguments.iter().take_while(|word| *word != "--").any(|word| word == "--ascii");
    environment.manner(&Common { ascii, ..Common::default() }).take();
    let steers = arguments.iter().any(|word| word.to_string_lossy().contains(char::is_control));
    output::usage(error, words::colour(arguments), !environment.may_colour(), steers).unwrap_or_else(|stop| {
        output::message(&stop.message);
        stop.exit
    })
}

/// The runtime all commands share: two threads are enough for one terminal and two endpoints.
fn runtime() -> Result<Runtime, Stop> {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|error| Stop::error(error.to_string()))
}
