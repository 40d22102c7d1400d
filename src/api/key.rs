//! The API key. A [`Key`] that exists can stand in a header, and prints itself nowhere.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{HeaderValue, InvalidHeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

/// An API key. Wiped from memory when dropped; `Debug` does not show it, and there is no `Display` (K2).
#[derive(Clone)]
pub struct Key(SecretString);

/// Why a text cannot be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyError {
    /// Nothing but white space.
    Empty,
    /// Something other than visible ASCII, which a header cannot carry.
    NotVisibleAscii,
}

impl Key {
    /// Takes a key as it stands in a file or a variable: white space around it is dropped.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            Err(KeyError::Empty)
        } else if text.bytes().all(|b| b.is_ascii_graphic()) {
            Ok(Self(text.into()))
        } else {
            Err(KeyError::NotVisibleAscii)
        }
    }

    /// The key as a header that hides it from `Debug` (M6).
    pub(super) fn header(&self) -> Result<HeaderValue, InvalidHeaderValue> {
        let mut value = HeaderValue::from_str(self.0.expose_secret())?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// A short digest of the key, to tell keys apart without knowing them: 8 hexadecimal digits of its SHA-256.
    pub fn fingerprint(&self) -> String {
        let digest = ring::digest::digest(&ring::digest::SHA256, self.0.expose_secret().as_bytes());
        let (first, _) = digest.as_ref().split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
        format!("{:08x}", u32::from_be_bytes(*first))
    }

    /// `text` without the key, plain or percent-encoded: servers and proxies like to repeat requests (P21).
    pub(super) fn scrub(&self, text: &str) -> String {
        let plain = self.0.expose_secret();
        let percent = utf8_percent_encode(plain, UNRESERVED).to_string();
        text.replace(plain, SCRUBBED).replace(&percent, SCRUBBED).replace(&percent.to_ascii_lowercase(), SCRUBBED)
    }
}

/// What stands where the key was.
const SCRUBBED: &str = "[key]";

/// What the query of a URL carries as it is (RFC 3986, 2.3); everything else is encoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the key is empty",
            Self::NotVisibleAscii => "the key holds a character that no key has (only visible ASCII can be sent)",
        })
    }
}

impl std::error::Error for KeyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::base_url::BaseUrl;
    use crate::api::target::Target;

    #[test]
    fn k2_a_key_is_never_printed() {
        let key = Key::parse(" canary-4711+/=\n").unwrap();
        let target = Target::new(BaseUrl::parse("https://a.example").unwrap(), key.clone());
        let header = key.header().unwrap();
        for text in [format!("{key:?}"), format!("{target:?}"), format!("{target:#?}"), format!("{header:?}")] {
            assert!(!text.contains("4711"), "{text}");
        }
        assert_eq!(header.to_str().unwrap(), "canary-4711+/=");
        assert_eq!(Key::parse(" \n").unwrap_err(), KeyError::Empty);
        for bad in ["a b", "a\nb", "schlüssel", "a\0"] {
            assert_eq!(Key::parse(bad).unwrap_err(), KeyError::NotVisibleAscii);
        }
    }

    #[test]
    fn p21_a_key_is_scrubbed_from_what_servers_say() {
        let key = Key::parse("canary+4711/").unwrap();
        let said = "bad canary+4711/, ?key=canary%2B4711%2F or canary%2b4711%2f";
        assert_eq!(key.scrub(said), "bad [key], ?key=[key] or [key]");
    }
}
