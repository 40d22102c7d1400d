//! What happened in words: a sign, a word for programs, and a sentence.

use super::event::{Event, What};
use crate::domain::count::count;
use crate::domain::record::{Second, moment_said};
use crate::domain::settings::CompanyHours;
use crate::domain::shown::Shown;
use crate::domain::significance::Proportion;
use crate::domain::time::Zone;

impl Event {
    /// Whether all these words stand in its number, name or sentence; upper and lower case are one.
    pub fn holds(&self, words: &str, zone: Zone) -> bool {
        let id = self.campaign.map(|id| id.to_string()).unwrap_or_default();
        let name = self.name.as_ref().map_or("", Shown::as_str);
        let text = format!("{id} {name} {} {}", self.what.kind(), self.what.sentence(zone)).to_lowercase();
        words.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

impl What {
    /// What it is called in files.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::CameBack { .. } => "came_back",
            Self::Vanished => "vanished",
            Self::Renamed { .. } => "renamed",
            Self::OtherAgent { .. } => "agent",
            Self::OtherList { .. } => "list",
            Self::Edited { .. } => "edited",
            Self::Success { day, before } if day.percent() < before.percent() => "success_fell",
            Self::Success { .. } => "success_rose",
            Self::Quiet { .. } => "quiet",
            Self::Resumed { .. } => "resumed",
            Self::Fell { .. } => "count_fell",
            Self::Hours { .. } => "hours",
            Self::Enabled(true) => "enabled",
            Self::Enabled(false) => "disabled",
            Self::Concurrency { .. } => "concurrency",
            Self::NobodyLooked { .. } => "gap",
            Self::Launched => "launched",
        }
    }

    /// A sign of one column: `!` asks for a look, `+` came, `-` went, `~` is another, `▲` got better, `·` is told so that
    /// the rest is understood.
    pub fn sign(&self) -> &'static str {
        match self {
            Self::New | Self::CameBack { .. } | Self::Launched => "+",
            Self::Vanished => "-",
            Self::Renamed { .. } | Self::OtherAgent { .. } | Self::OtherList { .. } | Self::Edited { .. } => "~",
            Self::Success { day, before } if day.percent() >= before.percent() => "▲",
            Self::Resumed { .. } => "▲",
            Self::Success { .. } | Self::Quiet { .. } | Self::Fell { .. } | Self::Enabled(false) => "!",
            Self::Hours { .. } | Self::Enabled(true) | Self::Concurrency { .. } | Self::NobodyLooked { .. } => "·",
        }
    }

    /// What happened, to be read behind the campaign's name; moments in `zone`.
    pub fn sentence(&self, zone: Zone) -> String {
        match self {
            Self::New => "new in the list".to_owned(),
            Self::CameBack { gone } => format!("in the list again, gone since {}", when(*gone, zone)),
            Self::Vanished => "no longer in the list".to_owned(),
            Self::Renamed { from: Some(from) } => format!("renamed; it was “{}”", from.as_str()),
            Self::Renamed { from: None } => "named; it had no name".to_owned(),
            Self::OtherAgent { from, to } => format!("agent {}, before {}", text(to.as_ref()), text(from.as_ref())),
            Self::OtherList { from, to } => format!("case list {}, before {}", number(*to), number(*from)),
            Self::Edited { by: Some(by) } => format!("edited by {}", by.as_str()),
            Self::Edited { by: None } => "no longer called edited".to_owned(),
            Self::Success { day, before } => {
                let fell = day.percent() < before.percent();
                let word = if fell { "fell" } else { "rose" };
                let before = share(*before);
                format!("success {word} to {} that day, from {before} before", share(*day))
            }
            Self::Quiet { open } => {
                format!("went quiet: no new call in {} of open hours", length(*open))
            }
            Self::Resumed { since } => format!("calls again, silent since {}", when(*since, zone)),
            Self::Fell { counter, from, to } => {
                let counter = counter.name();
                format!("{counter} went down from {} to {}", count(*from), count(*to))
            }
            Self::Hours { from, to } => format!("calling hours {}, before {}", hours(to), hours(from)),
            Self::Enabled(true) => "campaigns were switched on for the company".to_owned(),
            Self::Enabled(false) => "campaigns were switched off for the company".to_owned(),
            Self::Concurrency { from, to } => {
                let percent =
                    |share: &Option<i64>| share.map_or_else(|| "unknown".to_owned(), |share| format!("{share} %"));
                format!("calls may take {} of the lines, before {}", percent(to), percent(from))
            }
            Self::NobodyLooked { until, open } => {
                format!("nobody looked for {} of open hours, until {}", length(*open), when(*until, zone))
            }
            Self::Launched => "launched from here".to_owned(),
        }
    }
}

fn text(text: Option<&Shown>) -> &str {
    text.map_or("unknown", Shown::as_str)
}

fn number(number: Option<i64>) -> String {
    number.map_or_else(|| "unknown".to_owned(), |number| number.to_string())
}

/// `31 % of 120`.
fn share(share: Proportion) -> String {
    let whole = i64::try_from(share.whole()).unwrap_or(i64::MAX);
    format!("{:.0} % of {}", share.percent(), count(whole))
}

/// A length of time, rounded down to five minutes: so finely it was read.
fn length(seconds: i64) -> String {
    let minutes = seconds / 300 * 5;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

fn hours(hours: &CompanyHours) -> String {
    match hours {
        CompanyHours::Unknown => "unknown".to_owned(),
        CompanyHours::NotConfigured => "not configured".to_owned(),
        CompanyHours::Slots { slots, .. } if slots.is_empty() => "none".to_owned(),
        CompanyHours::Slots { slots, .. } => {
            let slots: Vec<String> = slots.iter().map(|slot| format!("{}–{}", slot.start, slot.end)).collect();
            slots.join(" ")
        }
    }
}

/// `Thu 26 Nov`.
pub fn day_words(at: Second, zone: Zone) -> String {
    at.moment().map(|moment| moment_said::day(zone.today(moment))).unwrap_or_default()
}

/// `14:20`.
pub fn clock_words(at: Second, zone: Zone) -> String {
    at.moment().map(|moment| zone.local(moment).time.to_string()).unwrap_or_default()
}

/// `Thu 26 Nov 14:20`.
pub fn when(at: Second, zone: Zone) -> String {
    format!("{} {}", day_words(at, zone), clock_words(at, zone))
}
