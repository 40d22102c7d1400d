//! Where the API is. A [`BaseUrl`] that exists may be sent a key: it is judged once, in [`BaseUrl::parse`].

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

/// Where the API is: `https` anywhere, `http` only on this machine (K9, K10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(Url);

/// Why a text cannot be a base URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseUrlError {
    /// No URL at all, or one with a backslash, white space or control character in it.
    NotAUrl,
    /// Neither `https` nor `http`.
    Scheme,
    /// Plain `http` to another machine: the key would travel readable.
    PlainHttp,
    /// A user name or password before the host.
    UserInfo,
    /// A `?query` or `#fragment`.
    QueryOrFragment,
}

impl BaseUrl {
    /// Judges a base URL. A path is kept as a prefix; `http://localhost` means `http://127.0.0.1`.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        // What readers of URLs disagree about is refused before the parser mends it.
        if text.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
            return Err(BaseUrlError::NotAUrl);
        }
        let mut url = Url::parse(text).map_err(|_| BaseUrlError::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(BaseUrlError::Scheme);
        }
        if has_userinfo(text) {
            return Err(BaseUrlError::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(BaseUrlError::QueryOrFragment);
        }
        if url.scheme() == "http" {
            if url.host_str() == Some("localhost") {
                url.set_ip_host(IpAddr::V4(Ipv4Addr::LOCALHOST)).map_err(|()| BaseUrlError::NotAUrl)?;
            }
            if !loopback_ip(&url) {
                return Err(BaseUrlError::PlainHttp);
            }
        }
        Ok(Self(url))
    }

    /// The URL, without a slash at its end, international names in punycode.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Host, and port where it is not the scheme's own: for people, and to keep what belongs to one host together.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether it is `https`.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether it stays on this machine, judged on the parsed address.
    pub fn is_loopback(&self) -> bool {
        loopback_ip(&self.0) || self.0.host_str() == Some("localhost")
    }

    /// The URL of a route under this base.
    pub(super) fn join(&self, route: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{route}", self.0.path().trim_end_matches('/')));
        url
    }
}

/// A text that was meant as a URL, without what may be a secret in it: a password, a query, a fragment.
pub fn without_secrets(text: &str) -> String {
    // Up to the last `@`, wherever it stands: in a text that is no URL nobody knows where the host begins.
    let shown = match text.rsplit_once('@') {
        Some((before, host)) => {
            let scheme = before.split_once("//").map_or_else(String::new, |(scheme, _)| format!("{scheme}//"));
            format!("{scheme}…@{host}")
        }
        None => without_odd_port(text),
    };
    match shown.split_once(['?', '#']) {
        Some((before, _)) => format!("{before}?…"),
        None => shown,
    }
}

/// A text without what stands where a port belongs and is none: a password whose `@` is missing.
fn without_odd_port(text: &str) -> String {
    let begin = text.find("//").map_or(0, |at| at + 2);
    let (scheme, rest) = text.split_at_checked(begin).unwrap_or(("", text));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') && !port.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{scheme}{host}:…{}", rest.strip_prefix(authority).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}

/// Whether something, even nothing, stands before an `@` in the authority.
fn has_userinfo(text: &str) -> bool {
    let after_scheme = text.split_once(':').map_or(text, |(_, rest)| rest).trim_start_matches('/');
    after_scheme.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
}

/// Whether the host is an IP of 127.0.0.0/8 or `::1`.
fn loopback_ip(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(v6) => v6.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback()),
        None => host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback()),
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for BaseUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAUrl => "not a URL; write it like https://public-api.kayse.ai",
            Self::Scheme => "only https, or http on this machine",
            Self::PlainHttp => "plain http would show the key to the network; it is for 127.0.0.1 and [::1] only",
            Self::UserInfo => "no user name or password may stand before the host",
            Self::QueryOrFragment => "no ?query and no #fragment",
        })
    }
}

impl std::error::Error for BaseUrlError {}

#[cfg(test)]
mod tests {
    use super::*;
    use BaseUrlError::*;

    #[test]
    fn k9_k10_only_safe_bases_are_taken() {
        let plus_port = |text| BaseUrl::parse(text).map(|base| (base.as_str().to_owned(), base.host()));
        for (text, url, host) in [
            ("https://public-api.kayse.ai", "https://public-api.kayse.ai", "public-api.kayse.ai"),
            (" https://public-api.kayse.ai:443/ ", "https://public-api.kayse.ai", "public-api.kayse.ai"),
            ("https://gw.example:8443/kayse/", "https://gw.example:8443/kayse", "gw.example:8443"),
            ("https://bücher.example", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://127.9.9.9", "http://127.9.9.9", "127.9.9.9"),
            ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
            ("http://localhost:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("HTTP://LOCALHOST", "http://127.0.0.1", "127.0.0.1"),
            ("http://2130706433", "http://127.0.0.1", "127.0.0.1"),
        ] {
            assert_eq!(plus_port(text), Ok((url.to_owned(), host.to_owned())), "{text}");
        }
        for (text, error) in [
            ("", NotAUrl),
            ("public-api.kayse.ai", NotAUrl),
            ("https://", NotAUrl),
            ("https:\\\\evil.example", NotAUrl),
            ("https://good.example\\@evil.example", NotAUrl),
            ("https://a b.example", NotAUrl),
            ("ftp://example.com", Scheme),
            ("file:///etc/passwd", Scheme),
            ("http://example.com", PlainHttp),
            ("http://127.evil.com", PlainHttp),
            ("http://127.0.0.1.evil.com", PlainHttp),
            ("http://localhost.evil.com", PlainHttp),
            ("http://localhost.", PlainHttp),
            ("http://10.0.0.1", PlainHttp),
            ("http://0.0.0.0", PlainHttp),
            ("http://[::ffff:10.0.0.1]", PlainHttp),
            ("http://[::2]", PlainHttp),
            ("https://me@example.com", UserInfo),
            ("https://me:pw@example.com", UserInfo),
            ("https://@example.com", UserInfo),
            ("http://127.0.0.1@evil.example", UserInfo),
            ("https://example.com?x=1", QueryOrFragment),
            ("https://example.com/#top", QueryOrFragment),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_repeated_without_its_secrets() {
        for (text, shown) in [
            ("https://me:canary@host.example/p", "https://…@host.example/p"),
            ("https://me:canary@ho st", "https://…@ho st"),
            ("https://me:ca@nary/@host", "https://…@host"),
            ("me:canary@host", "…@host"),
            ("https://host/?key=canary", "https://host/?…"),
            ("https://host#canary", "https://host?…"),
            ("https://me:canary?x@host", "https://…@host"),
            ("ftp://host", "ftp://host"),
            ("https://me:canary", "https://me:…"),
            ("https://me:canary/p", "https://me:…/p"),
            ("me:canary", "me:…"),
            ("http://[::1", "http://[::1"),
            ("https://host:8443/p", "https://host:8443/p"),
            ("http://[::1]", "http://[::1]"),
        ] {
            assert_eq!(without_secrets(text), shown, "{text}");
        }
    }

    #[test]
    fn routes_stand_under_the_prefix() {
        let join = |base: &str| BaseUrl::parse(base).unwrap().join("/v1/x").to_string();
        assert_eq!(join("https://a.example"), "https://a.example/v1/x");
        assert_eq!(join("https://a.example/p/"), "https://a.example/p/v1/x");
    }

    #[test]
    fn loopback_is_judged_by_address() {
        let is = |base: &str| BaseUrl::parse(base).unwrap().is_loopback();
        assert!(is("http://127.0.0.2") && is("https://[::1]") && is("https://localhost"));
        assert!(!is("https://127.evil.com") && !is("https://localhost.evil.com"));
    }
}
