//! How often an endpoint is asked: the steps that `+` and `-` walk.

use std::fmt;
use std::time::Duration;

/// The steps in seconds, from the fastest to the slowest. What comes after is off.
const STEPS: [u64; 9] = [2, 5, 10, 15, 30, 60, 120, 300, 600];

/// No rhythm is faster.
const FASTEST: u64 = 2;

/// An interval of whole seconds, or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm(Option<u64>);

impl Rhythm {
    /// Never by itself.
    pub const OFF: Self = Self(None);
    /// How often campaigns are asked for, unless set otherwise.
    pub const CAMPAIGNS: Self = Self(Some(30));
    /// How often settings are asked for, unless set otherwise.
    pub const SETTINGS: Self = Self(Some(15 * 60));

    /// The shortest interval.
    pub const MOST_OFTEN: Duration = Duration::from_secs(FASTEST);

    /// Every `interval`, in whole seconds and not faster than 2 s.
    pub fn every(interval: Duration) -> Self {
        Self(Some(interval.as_secs().max(FASTEST)))
    }

    /// The interval; nothing when off.
    pub fn period(self) -> Option<Duration> {
        self.0.map(Duration::from_secs)
    }

    /// The next slower step; past the slowest is off.
    #[must_use]
    pub fn slower(self) -> Self {
        Self(self.0.and_then(|seconds| STEPS.into_iter().find(|step| *step > seconds)))
    }

    /// The next faster step; the fastest stays.
    #[must_use]
    pub fn faster(self) -> Self {
        let seconds = self.0.unwrap_or(u64::MAX);
        Self(Some(STEPS.into_iter().rfind(|step| *step < seconds).unwrap_or(FASTEST)))
    }
}

/// `every 30 s`, `every 2 min`, `off`.
impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("off"),
            Some(seconds) if seconds % 60 == 0 => write!(f, "every {} min", seconds / 60),
            Some(seconds) => write!(f, "every {seconds} s"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_go_from_two_seconds_to_off_and_back() {
        let words = |rhythm: &Rhythm| rhythm.to_string();
        let up = std::iter::successors(Some(Rhythm(Some(2))), |at| Some(at.slower()).filter(|next| next != at));
        let mut steps: Vec<Rhythm> = up.collect();
        let said: Vec<String> = steps.iter().map(words).collect();
        assert_eq!(
            said.join(", "),
            "every 2 s, every 5 s, every 10 s, every 15 s, every 30 s, every 1 min, every 2 min, every 5 min, every 10 min, off"
        );
        let down = std::iter::successors(Some(Rhythm::OFF), |at| Some(at.faster()).filter(|next| next != at));
        steps.reverse();
        assert_eq!(down.collect::<Vec<_>>(), steps);
    }

    #[test]
    fn an_interval_between_two_steps_finds_its_neighbours() {
        let odd = Rhythm::every(Duration::from_millis(45_900));
        assert_eq!((odd.to_string().as_str(), odd.period()), ("every 45 s", Some(Duration::from_secs(45))));
        assert_eq!((odd.slower(), odd.faster()), (Rhythm(Some(60)), Rhythm(Some(30))));
        let slow = Rhythm::every(Duration::from_secs(1200));
        assert_eq!((slow.slower(), slow.faster()), (Rhythm::OFF, Rhythm(Some(600))));
        assert_eq!(Rhythm::every(Duration::ZERO), Rhythm(Some(2)));
    }
}
