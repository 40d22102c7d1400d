//! When somebody looked at the screen. A key, a click, a paste, and a terminal that gains the focus say so.
//!
//! A look ends with the program, or with a pause. What changed since the look before is what whoever comes back asks
//! first; so its end is kept between runs. Where nothing tells of one, none is claimed.

use std::time::Duration;

use crate::domain::record::Second;
use crate::domain::time::{Moment, Now};

/// A pause of so many seconds ends a look.
const PAUSE: i64 = 600;

/// A look that goes on is written this often, so that a program which is killed loses no more of it.
const REST: Duration = Duration::from_secs(60);

/// The look of now, and the end of the one before.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// When the look before ended.
    before: Option<Moment>,
    /// The last sign of this run.
    last: Option<Moment>,
    /// When it is to be written, since the start of the program.
    due: Option<Duration>,
    /// Whether it is written.
    kept: bool,
}

impl Look {
    /// Keeps what comes; `before` is what an earlier run kept.
    pub fn begin(&mut self, before: Option<Moment>) {
        (self.before, self.kept) = (before, true);
    }

    /// When the look before this one ended.
    pub fn before(&self) -> Option<Second> {
        self.before.map(Second::of)
    }

    /// Takes a sign that somebody looks.
    pub(super) fn seen(&mut self, now: Now) {
        let (at, last) = (Second::of(now.wall), self.last.map(Second::of));
        if last.is_some_and(|last| at.0 - last.0 >= PAUSE) {
            self.before = self.last;
        }
        self.last = Some(now.wall);
        if self.kept && self.due.is_none() {
            self.due = Some(now.mono + REST);
        }
    }

    pub(super) fn due_at(&self) -> Option<Duration> {
        self.due
    }

    /// Hands out the last sign, once it is to be written.
    pub(super) fn due(&mut self, now: Duration) -> Option<Moment> {
        self.due.is_some_and(|due| due <= now).then(|| self.unwritten()).flatten()
    }

    /// Hands out the last sign, where it is not written.
    pub fn unwritten(&mut self) -> Option<Moment> {
        self.due.take().and(self.last)
    }

    /// It cannot be written, and is not tried again in this run.
    pub(super) fn failed(&mut self) {
        (self.kept, self.due) = (false, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::from_unix;

    fn at(seconds: u64) -> Now {
        Now { mono: Duration::from_secs(seconds), wall: moment(seconds) }
    }

    fn moment(seconds: u64) -> Moment {
        from_unix(1_772_654_525 + seconds.cast_signed()).unwrap()
    }

    #[test]
    fn a_pause_or_a_start_begins_another_look() {
        let mut look = Look::default();
        let before = |look: &Look| look.before().map(|at| at.0 - 1_772_654_525);
        look.begin(Some(moment(0)));
        look.seen(at(5000));
        assert_eq!(before(&look), Some(0), "the run before");
        look.seen(at(5599));
        assert_eq!(before(&look), Some(0), "no pause of ten minutes");
        look.seen(at(6199));
        assert_eq!(before(&look), Some(5599));
        let back = Now { wall: moment(100), ..at(6300) };
        look.seen(back);
        assert_eq!(before(&look), Some(5599), "a clock that is set back is no pause");
    }

    #[test]
    fn it_is_written_once_a_minute_while_it_goes_on_and_never_without_a_sign() {
        let mut look = Look::default();
        look.seen(at(1));
        assert_eq!((look.due_at(), look.unwritten()), (None, None), "nothing is kept before it begins");
        look.begin(None);
        assert_eq!((look.due(Duration::from_secs(900)), look.unwritten()), (None, None));
        look.seen(at(1000));
        look.seen(at(1040));
        assert_eq!((look.due(Duration::from_secs(1059)), look.due_at()), (None, Some(Duration::from_secs(1060))));
        assert_eq!(look.due(Duration::from_secs(1060)), Some(moment(1040)));
        assert_eq!((look.due_at(), look.unwritten()), (None, None), "it is written");
        look.seen(at(1100));
        look.failed();
        look.seen(at(1200));
        assert_eq!((look.due_at(), look.unwritten()), (None, None), "it is not tried again");
    }
}
