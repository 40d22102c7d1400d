//! Whom to ask, as whom, and through whom.

use super::base_url::BaseUrl;
use super::key::Key;
use super::proxy::Via;

/// A server and the key to ask it with.
#[derive(Debug, Clone)]
pub struct Target {
    /// Whom to ask.
    pub base: BaseUrl,
    /// The key, sent to this host only.
    pub key: Key,
    /// Through whom.
    pub(super) via: Via,
    /// Whether the user chose whom to trust.
    own_trust: bool,
}

/// Who is asked, as errors need to know it.
#[derive(Debug, Clone)]
pub(super) struct Whom {
    /// Host and port for people, and the proxy that stands before it.
    pub(super) host: String,
    /// Whether the certificates to trust were named by the user.
    pub(super) own_trust: bool,
}

impl Target {
    /// A server, asked in the way that this machine is set up for.
    pub fn new(base: BaseUrl, key: Key) -> Self {
        Self { base, key, via: Via::Machine, own_trust: false }
    }

    /// The same, asked through another.
    #[must_use]
    pub fn through(self, via: Via) -> Self {
        Self { via, ..self }
    }

    /// The same; `own_trust` says that `SSL_CERT_FILE` or `SSL_CERT_DIR` name the certificates to trust.
    #[must_use]
    pub fn trusting(self, own_trust: bool) -> Self {
        Self { own_trust, ..self }
    }

    /// Who is asked.
    pub(super) fn whom(&self) -> Whom {
        let host = match &self.via {
            Via::Proxy(proxy) => format!("{} through the proxy {}", self.base.host(), proxy.host()),
            Via::Machine | Via::Direct => self.base.host(),
        };
        Whom { host, own_trust: self.own_trust }
    }
}
