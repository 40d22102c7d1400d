//! Alerts: what a person wants to be told of without looking.
//!
//! An [`Alert`] is a query and how long a campaign must match it, counted in open time or by the clock. [`Standing`]
//! follows the campaigns of one alert from reading to reading and says when one begins to hold: an *edge*, told once in
//! each of its ways. [`Claims`] is where that is kept, so that of all windows and commands of a machine one alone claims
//! an edge; [`Telling`] puts what is claimed at one reading into words.

mod claims;
mod standing;
mod telling;

use std::fmt;

pub use self::claims::{Claimed, Claims, Sighting, Told, Unrecorded};
pub use self::standing::{Conditions, Edge, Looked, Match, Seen, Standing};
pub use self::telling::{About, Telling, notice};
use super::interval;
use super::query::Query;
use super::shown::Shown;

/// The longest hold, in seconds of the clock: the open time of a longer one is not counted.
const LONGEST: i64 = 28 * 86_400;
/// The longest hold, in open seconds: two weeks of ten open hours on each working day.
const LONGEST_OPEN: i64 = 100 * 3600;

/// What a person wants to be told of.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// What it is called; each has its own.
    pub name: String,
    /// Which campaigns it is about.
    pub when: Query,
    /// How long one must match.
    pub hold: Hold,
    /// How it is told.
    pub say: Ways,
    /// Program and arguments of [`Way::Command`].
    pub command: Vec<String>,
    /// Whether bell and desktop notices name campaigns.
    pub names: bool,
    /// Whether it is told in closed hours too.
    pub always: bool,
}

impl Alert {
    /// What tells it from every other: with another query or another hold it is another alert, also under the same name.
    /// Windows of before and after a change of the configuration may be open at once.
    pub fn definition(&self) -> String {
        format!("{}: {} for {}", self.name, self.when.canonical(), self.hold)
    }

    /// What it asks for, for people: `failed%:>40 for 30m open`.
    pub fn asked_for(&self) -> String {
        let hold = if self.hold.seconds == 0 { String::new() } else { format!(" for {}", self.hold) };
        format!("{}{hold}", Shown::new(self.when.as_str()).as_str())
    }
}

/// How long a campaign must match without a break.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hold {
    /// So many seconds; 0 for at once.
    pub seconds: i64,
    /// Whether only open time counts.
    pub open: bool,
}

impl Hold {
    /// Reads `30m`, `2h`, `1d`, `30m open`.
    ///
    /// # Errors
    /// It is none: a clause for people.
    pub fn read(text: &str) -> Result<Self, String> {
        let (length, open) = match text.trim().strip_suffix("open") {
            Some(length) => (length.trim(), true),
            None => (text.trim(), false),
        };
        let wrong = || format!("{text:?} is no length of time: write it as 30m, 2h, 1d or, in open time, 30m open");
        let seconds = interval::seconds(length).ok_or_else(wrong)?;
        if open && length.ends_with(['d', 'w']) {
            return Err(format!("{text:?}: a day has only some open hours, so say how many, such as 8h open"));
        }
        let longest = if open { LONGEST_OPEN } else { LONGEST };
        if seconds > longest {
            return Err(format!("{text:?} is too long: at most {}", Self { seconds: longest, open }));
        }
        Ok(Self { seconds, open })
    }
}

/// `at once`, `30m`, `30m open`.
impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seconds {
            0 => f.write_str("at once"),
            seconds => write!(f, "{}{}", interval::written(seconds.into()), if self.open { " open" } else { "" }),
        }
    }
}

/// A way to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A line at the foot of the screen.
    Screen,
    /// The terminal's bell.
    Bell,
    /// A notice of the desktop, by the terminal, and the bell.
    Desktop,
    /// A command of the person's own.
    Command,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Screen, Self::Bell, Self::Desktop, Self::Command];

    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Bell => "bell",
            Self::Desktop => "desktop",
            Self::Command => "command",
        }
    }

    /// The way of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    fn bit(self) -> u8 {
        match self {
            Self::Screen => 1,
            Self::Bell => 2,
            Self::Desktop => 4,
            Self::Command => 8,
        }
    }
}

/// Some of the ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways(u8);

impl Ways {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// As a record keeps them; bits that mean nothing are left out.
    pub fn from_bits(bits: u8) -> Self {
        Way::ALL.into_iter().filter(|way| bits & way.bit() != 0).collect()
    }

    /// For a record.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether it is one of them.
    pub fn has(self, way: Way) -> bool {
        self.0 & way.bit() != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that are in both.
    #[must_use]
    pub fn among(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// Those that are in none of the others.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Those that are in either.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Way> {
        Way::ALL.into_iter().filter(move |way| self.has(*way))
    }
}

impl FromIterator<Way> for Ways {
    fn from_iter<I: IntoIterator<Item = Way>>(ways: I) -> Self {
        Self(ways.into_iter().fold(0, |bits, way| bits | way.bit()))
    }
}

/// `screen, bell`.
impl fmt::Display for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Way::name).collect();
        f.write_str(&names.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_is_read_and_written_alike() {
        for (text, seconds, open, written) in [
            ("30m open", 1800, true, "30m open"),
            (" 90 min ", 0, false, ""),
            ("90min", 5400, false, "90m"),
            ("2h", 7200, false, "2h"),
            ("0s", 0, false, "at once"),
            ("1d", 86_400, false, "1d"),
        ] {
            match Hold::read(text) {
                Ok(hold) => {
                    assert_eq!((hold, hold.to_string().as_str()), (Hold { seconds, open }, written), "{text}");
                }
                Err(why) => assert!(written.is_empty() && why.contains("30m open"), "{text}: {why}"),
            }
        }
        assert!(Hold::read("1d open").unwrap_err().contains("8h open"));
        assert!(Hold::read("5w").unwrap_err().contains("at most 4w"));
        assert!(Hold::read("101h open").unwrap_err().contains("at most 100h open"));
        assert!(Hold::read("open").is_err());
    }

    #[test]
    fn ways_are_a_set() {
        let some: Ways = [Way::Bell, Way::Command].into_iter().collect();
        assert_eq!(some.to_string(), "bell, command");
        assert_eq!(Ways::from_bits(some.bits() | 0xF0), some);
        assert_eq!(some.without(Ways::from_iter([Way::Bell])), Ways::from_iter([Way::Command]));
        for way in Way::ALL {
            assert_eq!(Way::named(way.name()), Some(way));
            assert_eq!(some.has(way), some.iter().any(|other| other == way));
        }
    }
}
