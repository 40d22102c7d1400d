//! The contract from both sides. The client and the sandbox share wire types, so they could be wrong together: both
//! are also held against the vendor's own samples, word for word, in `tests/fixtures`.

mod case_lists;
mod client;
mod members;
mod recorded;
mod sandbox;

use std::sync::Arc;
use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Client;
use kaytop::api::key::Key;
use kaytop::api::target::Target;
use kaytop::domain::campaign::Listing;
use kaytop::domain::time::{Now, from_unix};
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{Running, start};

use crate::samples::sample;

/// The vendor's samples.
const CAMPAIGNS: &str = include_str!("../../fixtures/campaigns.json");
const SETTINGS: &str = include_str!("../../fixtures/settings.json");
const CREATE: &str = include_str!("../../fixtures/create.json");
const CREATED: &str = include_str!("../../fixtures/created.json");

/// The key of the vendor's samples.
const KEY: &str = "your_api_key";

fn sample_listing() -> Listing {
    Listing { rows: vec![sample()], unreadable: 0 }
}

/// A client of the server at `url`.
fn client_of(url: &str, key: &str) -> Client {
    let target = Target::new(BaseUrl::parse(url).unwrap(), Key::parse(key).unwrap());
    Client::new(&target, ApiLimits::default()).unwrap()
}

/// A sandbox with the sample's key that stands still.
async fn sandbox(change: impl FnOnce(SandboxOptions) -> SandboxOptions) -> Running {
    let now = Now { mono: Duration::ZERO, wall: from_unix(1_772_654_525).unwrap() };
    let options = SandboxOptions { pace: 0.0, ..SandboxOptions::standalone(Arc::new(move || now)) };
    start(change(SandboxOptions { api_key: Some(KEY.into()), ..options })).await.unwrap()
}
