//! `kaytop sandbox`: the API on a loopback port until a signal ends it.

use std::fs;
use std::sync::Arc;

use secrecy::ExposeSecret;
use serde::Serialize;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::{args, output, runtime};
use crate::runtime::clock::{self, Clock};
use crate::sandbox::options::{SandboxError, SandboxOptions};
use crate::sandbox::server;

/// Where the sandbox is, for whoever started it.
#[derive(Serialize)]
struct Line<'a> {
    url: &'a str,
    api_key: &'a str,
}

/// Serves. Exactly one line goes to stdout: where, and with which key.
pub fn run(args: args::Sandbox, environment: &Environment) -> Result<Exit, Stop> {
    // The requests it answers, unless KAYTOP_LOG says otherwise.
    environment.log_to_stderr(!args.common.quiet)?;
    let config = environment.configuration(&environment.paths()?)?;
    let data = match &args.data {
        Some(path) => {
            Some(fs::read(path).map_err(|error| Stop::error(format!("cannot read {}: {error}", path.display())))?)
        }
        None => None,
    };
    runtime()?.block_on(async {
        let clock = Clock::start();
        let options = SandboxOptions {
            listen: args.listen,
            api_key: args.api_key.map(Into::into),
            campaigns: args.campaigns,
            seed: args.seed,
            pace: args.pace,
            rate_limit: args.rate_limit,
            data,
            faults: args.fault,
            settings: args.settings,
            latency: args.latency.map(|latency| latency.0).unwrap_or_default(),
            utc_offset: environment.zone(&config).utc_offset(clock::wall()),
            ..SandboxOptions::standalone(Arc::new(move || clock.now()))
        };
        let mut running = server::start(options).await.map_err(|error| stop(&error))?;
        // Before the line is out: whoever reads it may send the signal at once.
        let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
        let line = serde_json::to_string(&Line { url: &running.url, api_key: running.key.expose_secret() })
            .map_err(|error| Stop::error(error.to_string()))?;
        output::data(|out| writeln!(out, "{line}"))?;
        output::note(&format!("the sandbox listens on {}; Ctrl-C ends it", running.url));
        tokio::select! {
            ended = running.ended() => ended.map_err(|error| stop(&error)).map(|()| Exit::Ok),
            _ = terminate.recv() => Ok(Exit::Ok),
            _ = interrupt.recv() => Ok(Exit::Ok),
        }
    })
}

fn listen(kind: SignalKind) -> Result<Signal, Stop> {
    signal(kind).map_err(|error| Stop::error(error.to_string()))
}

fn stop(error: &SandboxError) -> Stop {
    let exit = match error {
        SandboxError::NotLoopback(_)
        | SandboxError::Key
        | SandboxError::Pace(_)
        | SandboxError::Campaigns(_)
        | SandboxError::Latency(_)
        | SandboxError::Data(_) => Exit::Usage,
        SandboxError::Bind { .. } | SandboxError::Random | SandboxError::Panicked(_) => Exit::Error,
    };
    Stop::new(exit, error.to_string())
}
