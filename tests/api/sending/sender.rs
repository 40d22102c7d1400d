//! Senders for the tests.

use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::key::Key;
use kaytop::api::sender::Sender;
use kaytop::api::target::Target;

/// A sender to `url`.
pub(crate) fn sender(url: &str, key: &str, limits: ApiLimits) -> Sender {
    let target = Target::new(BaseUrl::parse(url).unwrap(), Key::parse(key).unwrap());
    Sender::new(&target, limits).unwrap()
}

/// Limits for scenes that can only end in a timeout.
pub(crate) fn impatient() -> ApiLimits {
    ApiLimits { post: Duration::from_millis(300), ..ApiLimits::default() }
}
