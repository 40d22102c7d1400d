//! What the user chose, once and for the whole run: thresholds for grades, the zone of clock times.

use std::sync::Arc;

use crate::domain::measure::Measures;
use crate::domain::time::Zone;
use crate::domain::zones;

/// The look of the screen, as a person names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    Auto,
    Dark,
    Light,
    Contrast,
    Sixteen,
    None,
}

impl ThemeName {
    pub const ALL: [Self; 6] = [Self::Dark, Self::Light, Self::Contrast, Self::Sixteen, Self::None, Self::Auto];

    /// As in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
            Self::Sixteen => "16",
            Self::None => "none",
        }
    }

    pub fn about(self) -> &'static str {
        match self {
            Self::Auto => "dark or light as the terminal's own background, where it tells",
            Self::Dark => "light on dark",
            Self::Light => "dark on light",
            Self::Contrast => "as far apart as possible",
            Self::Sixteen => "the terminal's own sixteen colours",
            Self::None => "no colours: weight and reverse alone",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Prefs {
    /// The zone in which clock times and "today" are shown.
    pub zone: Zone,
    /// Where clients are called: an hour is open where it is in any of them.
    pub client_zones: Arc<[Zone]>,
    /// How rates and scores are written and graded.
    pub measures: Measures,
    /// Where the log is, in words, for the overlay of freshness and requests.
    pub log: String,
}

impl Prefs {
    pub fn new(zone: Zone) -> Self {
        Self { zone, client_zones: zones::CLIENTS.into(), measures: Measures::default(), log: String::new() }
    }
}
