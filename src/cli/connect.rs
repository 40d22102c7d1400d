//! Whom to talk to: the live API, or the sandbox.

use std::sync::Arc;

use secrecy::ExposeSecret;

use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::options::{Common, Timeout};
use crate::api::base_url::{self, BaseUrl};
use crate::api::bounds::ApiLimits;
use crate::api::client::{Client, ClientError};
use crate::api::key::Key;
use crate::api::routes;
use crate::api::target::Target;
use crate::app::connection::Mode;
use crate::domain::time::Zone;
use crate::runtime::clock::{self, Clock};
use crate::runtime::launch::host;
use crate::sandbox::options::SandboxOptions;
use crate::sandbox::past::Past;
use crate::sandbox::server::{self, Running};
use crate::storage::config::{Config, body_size};
use crate::storage::key;

/// A host that can be asked, and who it is.
pub struct Reached {
    /// Host and key.
    pub target: Target,
    /// LIVE or SANDBOX.
    pub mode: Mode,
    /// Where the key came from, in words.
    pub key_source: String,
    /// The embedded sandbox; it ends when this is dropped.
    pub sandbox: Option<Running>,
}

/// Decides about host and key. Without a key only the screen (`may_practise`) falls back to the sandbox, and only
/// where no host was named.
pub async fn reach(
    common: &Common,
    environment: &mut Environment,
    config: &Config,
    may_practise: bool,
) -> Result<Reached, Stop> {
    if common.sandbox {
        return practise(environment.told_zone(config).0).await;
    }
    let (base, named) = base(common, environment, config)?;
    let set_to_nothing = environment.key.key.as_ref().is_some_and(|key| key.expose_secret().is_empty());
    match found_key(environment, config)? {
        Some((key, key_source)) => {
            let via = environment.network.way(&base)?;
            let target = Target::new(base, key).through(via).trusting(environment.network.has_own_trust());
            Ok(Reached { target, mode: Mode::Live, key_source, sandbox: None })
        }
        None if may_practise && !named => practise(environment.told_zone(config).0).await,
        None => {
            let host = base.host();
            let what_to_do = "or practise with --sandbox";
            Err(Stop::new(
                Exit::Authentication,
                if set_to_nothing {
                    format!("no API key for {host}: KAYSE_API_KEY is set to nothing. Put the key into it, {what_to_do}")
                } else {
                    format!("no API key for {host}: set KAYSE_API_KEY or KAYSE_API_KEY_FILE, {what_to_do}")
                },
            ))
        }
    }
}

/// The host that was named, else the vendor's; and whether one was.
fn base(common: &Common, environment: &mut Environment, config: &Config) -> Result<(BaseUrl, bool), Stop> {
    let named = common.base_url.clone().or(environment.base_url.take()).or(config.base_url.clone());
    Ok((base_url(named.as_deref())?, named.is_some()))
}

/// Judges the host that was named, else takes the vendor's. What cannot be used is repeated without its secrets.
pub fn base_url(named: Option<&str>) -> Result<BaseUrl, Stop> {
    let url = named.unwrap_or(routes::VENDOR_BASE);
    let wrong = |error| Stop::new(Exit::Usage, format!("the base URL {:?}: {error}", base_url::without_secrets(url)));
    BaseUrl::parse(url).map_err(wrong)
}

/// The host whose launches are meant, without reaching it.
pub fn journal_host(common: &Common, environment: &mut Environment, config: &Config) -> Result<String, Stop> {
    if common.sandbox {
        return Ok(host::PRACTICE.to_owned());
    }
    Ok(base(common, environment, config)?.0.host())
}

/// The host that is meant, and the key's fingerprint where there is a key, without reaching the host.
pub fn account(
    common: &Common,
    environment: &mut Environment,
    config: &Config,
) -> Result<(String, Option<String>), Stop> {
    let host = base(common, environment, config)?.0.host();
    let found = found_key(environment, config)?;
    Ok((host, found.map(|(key, _)| key.fingerprint())))
}

/// The key, if there is one, and where it came from.
fn found_key(environment: &mut Environment, config: &Config) -> Result<Option<(Key, String)>, Stop> {
    let variables = std::mem::take(&mut environment.key);
    let Some(found) = key::find(variables, config).map_err(|why| Stop::new(Exit::Authentication, why))? else {
        return Ok(None);
    };
    let key = Key::parse(found.text.expose_secret())
        .map_err(|error| Stop::new(Exit::Authentication, format!("{error}; it comes from {}", found.source)))?;
    Ok(Some((key, found.source)))
}

/// What the embedded sandbox starts from.
fn practice(zone: Zone) -> SandboxOptions {
    let clock = Clock::start();
    SandboxOptions {
        utc_offset: zone.utc_offset(clock::wall()),
        ..SandboxOptions::embedded(Arc::new(move || clock.now()))
    }
}

/// What an embedded sandbox that begins now has behind it.
pub fn practice_past(zone: Zone) -> Option<Past> {
    Past::new(&practice(zone), clock::wall())
}

/// Starts the embedded sandbox.
async fn practise(zone: Zone) -> Result<Reached, Stop> {
    let running = server::start(practice(zone)).await.map_err(|error| Stop::error(error.to_string()))?;
    let base = BaseUrl::parse(&running.url).map_err(|error| Stop::error(error.to_string()))?;
    let key = Key::parse(running.key.expose_secret()).map_err(|error| Stop::error(error.to_string()))?;
    Ok(Reached {
        target: Target::new(base, key),
        mode: Mode::Sandbox,
        key_source: "the sandbox itself".to_owned(),
        sandbox: Some(running),
    })
}

/// The limits of every request: `--timeout`, and `max_body` from the environment or the configuration.
pub fn limits(common: &Common, environment: &Environment, config: &Config) -> Result<ApiLimits, Stop> {
    let from_variable = environment.max_body.as_deref().map(|text| {
        // What is no number is no size either: the range says what is one.
        let bytes = body_size(text.parse().unwrap_or_default());
        bytes.map_err(|why| Stop::new(Exit::Usage, format!("KAYTOP_MAX_BODY={text:?} cannot be used: {why}")))
    });
    let max_body = from_variable.transpose()?.or(config.max_body);
    let defaults = ApiLimits::default();
    let limits = ApiLimits { max_body: max_body.unwrap_or(defaults.max_body), ..defaults };
    let Some(Timeout(timeout)) = common.timeout else { return Ok(limits) };
    // A launch is given its usual time at least: an answer that is not waited for leaves its outcome unknown.
    Ok(ApiLimits { connect: limits.connect.min(timeout), get: timeout, post: limits.post.max(timeout), ..limits })
}

/// A client for commands without a screen.
pub fn client(reached: &Reached, limits: ApiLimits) -> Result<Client, Stop> {
    Client::new(&reached.target, limits).map(|client| client.with_wall_clock(clock::wall)).map_err(|error| {
        let exit = if error == ClientError::NoTrustStore { Exit::Network } else { Exit::Error };
        Stop::new(exit, error.to_string())
    })
}
