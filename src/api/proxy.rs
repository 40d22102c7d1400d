//! Through whom to ask. A proxy that was named and cannot be used is a mistake to be told: the HTTP library would pass
//! over it and carry the key past the proxy, straight to the network.
//!
//! Start with [`Proxies::judge`].

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;

use super::base_url::BaseUrl;

/// Through whom a host is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Via {
    /// As this machine is set up.
    #[default]
    Machine,
    /// Through nobody.
    Direct,
    /// Through this proxy.
    Proxy(Proxy),
}

/// A proxy that can be used. Prints itself without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy(Url);

impl Proxy {
    /// Reads the address of a proxy; without a scheme it is `http`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let example = "write it as http://proxy.example:8080";
        if text.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control()) {
            return Err(format!("it is no address of a proxy: {example}"));
        }
        let (scheme, whole) = match text.split_once("://") {
            Some((scheme, _)) => (scheme.to_ascii_lowercase(), text.to_owned()),
            None => ("http".to_owned(), format!("http://{text}")),
        };
        if scheme.starts_with("socks") {
            return Err(format!("SOCKS proxies are not supported, only http:// and https://: {example}"));
        }
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(format!("{scheme:?} is no scheme of a proxy: {example}"));
        }
        let url = Url::parse(&whole).map_err(|_| format!("it is no address of a proxy: {example}"))?;
        if url.query().is_some() || url.fragment().is_some() || url.path() != "/" {
            return Err(format!("nothing may stand behind the host and port: {example}"));
        }
        Ok(Self(url))
    }

    /// The address, for the HTTP library.
    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }

    /// Host and port, for people.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port_or_known_default().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }
}

impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proxy({})", self.host())
    }
}

/// A proxy as a variable names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The variable.
    pub name: &'static str,
    /// What it says; may hold a password.
    pub value: String,
}

/// What the environment says of proxies; an empty variable says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// `HTTPS_PROXY`.
    pub https: Option<Named>,
    /// `ALL_PROXY`.
    pub all: Option<Named>,
    /// `HTTP_PROXY`, which no request goes through: plain http stays on this machine.
    pub http: Option<Named>,
    /// `NO_PROXY`: hosts that are asked without one.
    pub exempt: Option<String>,
}

impl Proxies {
    /// Through whom `base` is asked, or which variable cannot be used and why. This machine needs no proxy.
    pub fn judge(&self, base: &BaseUrl) -> Result<Via, String> {
        if base.is_loopback() || self.exempts(base) {
            return Ok(Via::Direct);
        }
        // One for http alone is judged too: whoever wrote it wants a proxy, and may not know that https needs another.
        let Some(named) = self.https.as_ref().or(self.all.as_ref()).or(self.http.as_ref()) else {
            return Ok(Via::Machine);
        };
        let proxy = Proxy::parse(&named.value).map_err(|why| format!("{} cannot be used: {why}", named.name))?;
        if self.https.is_none() && self.all.is_none() { Ok(Via::Direct) } else { Ok(Via::Proxy(proxy)) }
    }

    /// Whether `NO_PROXY` names the host, by the rules of curl.
    fn exempts(&self, base: &BaseUrl) -> bool {
        let Some(exempt) = &self.exempt else { return false };
        let matcher = Matcher::builder().all("http://any.invalid").no(exempt.as_str()).build();
        base.as_str().parse::<Uri>().is_ok_and(|uri| matcher.intercept(&uri).is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &'static str, value: &str) -> Named {
        Named { name, value: value.to_owned() }
    }

    fn judge(proxies: &Proxies, base: &str) -> Result<Via, String> {
        proxies.judge(&BaseUrl::parse(base).unwrap())
    }

    const VENDOR: &str = "https://public-api.kayse.ai";

    #[test]
    fn a_proxy_is_http_or_https() {
        for (text, host) in [
            ("http://proxy.example:8080", "proxy.example:8080"),
            ("https://me:pw@proxy.example", "proxy.example:443"),
            ("proxy.example:8080", "proxy.example:8080"),
            ("HTTP://10.0.0.1:3128/", "10.0.0.1:3128"),
            ("[::1]:3128", "[::1]:3128"),
        ] {
            assert_eq!(Proxy::parse(text).map(|proxy| proxy.host()), Ok(host.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_named_and_its_password_is_not() {
        for value in [
            "socks://p:1080",
            "socks5h://me:canary@p:1080",
            "htpp://p",
            "htpp://me:canary@p",
            "http://",
            "http:// p",
            "p:99999",
            "http://me:canary@p:x",
            "ftp://p",
            "http://p/path",
            "http://p?canary",
            "\\\\p",
            "://",
            "http://me:canary@",
        ] {
            let proxies = Proxies { https: Some(named("https_proxy", value)), ..Proxies::default() };
            let why = judge(&proxies, VENDOR).unwrap_err();
            assert!(why.starts_with("https_proxy cannot be used: ") && !why.contains("canary"), "{value}: {why}");
            assert_eq!(judge(&proxies, "http://127.0.0.1:1"), Ok(Via::Direct), "this machine needs no proxy");
        }
        let proxy = Proxy::parse("http://me:canary@p").unwrap();
        assert!(!format!("{proxy:?}").contains("canary"));
    }

    #[test]
    fn the_one_for_https_comes_first_and_one_for_http_is_only_judged() {
        let via = |host: &str| Ok(Via::Proxy(Proxy::parse(host).unwrap()));
        let both = Proxies {
            https: Some(named("HTTPS_PROXY", "http://a")),
            all: Some(named("ALL_PROXY", "http://b")),
            ..Proxies::default()
        };
        assert_eq!(judge(&both, VENDOR), via("http://a"));
        assert_eq!(judge(&Proxies { https: None, ..both.clone() }, VENDOR), via("http://b"));
        let broken = Proxies { all: Some(named("all_proxy", "socks://b")), ..both.clone() };
        assert_eq!(judge(&broken, VENDOR), via("http://a"), "one that is not needed harms nobody");
        let http = Proxies { http: Some(named("HTTP_PROXY", "http://a")), ..Proxies::default() };
        assert_eq!(judge(&http, VENDOR), Ok(Via::Direct));
        let broken = Proxies { http: Some(named("HTTP_PROXY", "socks://a")), ..Proxies::default() };
        assert!(judge(&broken, VENDOR).is_err());
        assert_eq!(judge(&Proxies::default(), VENDOR), Ok(Via::Machine));
    }

    #[test]
    fn an_exempt_host_needs_none() {
        for (exempt, direct) in [
            ("kayse.ai", true),
            (".kayse.ai", true),
            ("*", true),
            ("x, public-api.kayse.ai", true),
            ("ayse.ai", false),
            ("", false),
        ] {
            let proxies = Proxies {
                https: Some(named("HTTPS_PROXY", "htpp://p")),
                exempt: Some(exempt.to_owned()),
                ..Proxies::default()
            };
            assert_eq!(judge(&proxies, VENDOR) == Ok(Via::Direct), direct, "{exempt}");
        }
    }
}
