//! Business hours: slots of the day in the clients' local time, and the frame no call leaves.
//!
//! A [`Slot`] is what somebody wrote; [`Hours`] is what a day of several slots comes to. Hours have no weekdays: every
//! day is alike.

use super::time::TimeOfDay;

/// The vendor's frame, 08:00 to 21:00: no call is made outside it, whatever the slots say (R8, R16).
pub const FRAME: Slot = Slot { start: full_hour(8), end: full_hour(21) };

/// The full hour `hour`.
const fn full_hour(hour: u16) -> TimeOfDay {
    match TimeOfDay::from_hm(hour, 0) {
        Some(time) => time,
        None => TimeOfDay::LAST,
    }
}

/// A slot of the day in which calls may be made: from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When calls may begin.
    pub start: TimeOfDay,
    /// When they must have ended; after `start`.
    pub end: TimeOfDay,
}

impl Slot {
    /// A slot whose end is after its start (R9), else nothing.
    pub fn new(start: TimeOfDay, end: TimeOfDay) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Whether `time` lies in the slot. The end itself does not.
    pub fn contains(&self, time: TimeOfDay) -> bool {
        (self.start..self.end).contains(&time)
    }

    /// Whether the whole of `inner` lies in this slot; both edges may touch (R8).
    pub fn covers(&self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether the two share time; touching is not sharing (R10).
    pub fn overlaps(&self, other: Self) -> bool {
        self.clip(other).is_some()
    }

    /// The time that both slots share.
    pub fn clip(&self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }

    /// Its length in minutes.
    pub fn minutes(&self) -> u16 {
        self.end.minutes().saturating_sub(self.start.minutes())
    }
}

/// The open times of a day: slots in order, apart from each other, none of them empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(Vec<Slot>);

impl Hours {
    /// Everything that any of `slots` opens. Overlapping and touching slots become one; a slot whose end is not after
    /// its start opens nothing.
    pub fn new(slots: impl IntoIterator<Item = Slot>) -> Self {
        let mut slots: Vec<Slot> = slots.into_iter().filter(|slot| slot.start < slot.end).collect();
        slots.sort_by_key(|slot| slot.start);
        slots.dedup_by(|next, kept| {
            let joined = next.start <= kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
        Self(slots)
    }

    /// The slots, in order.
    pub fn slots(&self) -> &[Slot] {
        &self.0
    }

    /// Whether there is no open time at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `time` is an open time.
    pub fn is_open(&self, time: TimeOfDay) -> bool {
        self.0.iter().any(|slot| slot.contains(time))
    }

    /// The part of these hours that lies in `frame`.
    #[must_use]
    pub fn within(&self, frame: Slot) -> Self {
        Self(self.0.iter().filter_map(|slot| slot.clip(frame)).collect())
    }

    /// How many minutes a day are open.
    pub fn minutes(&self) -> u16 {
        self.0.iter().map(Slot::minutes).sum()
    }

    /// What `time` is, and when that next changes.
    pub fn opening(&self, time: TimeOfDay) -> Opening {
        let Some(first) = self.0.first() else { return Opening::Never };
        match self.0.iter().find(|slot| time < slot.end) {
            Some(slot) if slot.start <= time => Opening::Open { until: slot.end },
            Some(slot) => Opening::Closed { opens: slot.start, tomorrow: false },
            None => Opening::Closed { opens: first.start, tomorrow: true },
        }
    }
}

/// Whether a time of day is open, and when that next changes, as the wall clock will show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Open until this time of the same day.
    Open {
        /// The first closed minute.
        until: TimeOfDay,
    },
    /// Closed for now.
    Closed {
        /// The next open minute.
        opens: TimeOfDay,
        /// Whether that is on the next day.
        tomorrow: bool,
    },
    /// There are no open times.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    fn slot(start: &str, end: &str) -> Slot {
        Slot { start: time(start), end: time(end) }
    }

    fn office() -> Hours {
        Hours::new([slot("13:00", "17:00"), slot("09:00", "12:00")])
    }

    #[test]
    fn the_frame_is_eight_to_nine_in_the_evening() {
        assert_eq!(FRAME, slot("08:00", "21:00"));
        assert_eq!(FRAME.minutes(), 780);
    }

    #[test]
    fn a_slot_ends_after_it_starts_and_excludes_its_end() {
        assert_eq!(Slot::new(time("09:00"), time("09:00")), None);
        assert_eq!(Slot::new(time("10:00"), time("09:00")), None);
        let morning = Slot::new(time("09:00"), time("12:00")).unwrap();
        for (text, inside) in [("08:59", false), ("09:00", true), ("11:59", true), ("12:00", false)] {
            assert_eq!(morning.contains(time(text)), inside, "{text}");
        }
    }

    #[test]
    fn edges_may_touch() {
        assert!(FRAME.covers(FRAME));
        assert!(!FRAME.covers(slot("07:59", "12:00")) && !FRAME.covers(slot("12:00", "21:01")));
        assert!(!slot("09:00", "12:00").overlaps(slot("12:00", "13:00")));
        assert!(slot("09:00", "12:01").overlaps(slot("12:00", "13:00")));
    }

    #[test]
    fn overlapping_and_touching_slots_become_one() {
        let hours = Hours::new([
            slot("12:00", "13:00"),
            slot("09:00", "12:00"),
            slot("10:00", "11:00"),
            slot("15:00", "14:00"),
        ]);
        assert_eq!(hours.slots(), [slot("09:00", "13:00")]);
    }

    #[test]
    fn hours_are_clipped_to_the_frame() {
        let hours = Hours::new([slot("06:00", "07:00"), slot("07:30", "09:00"), slot("20:00", "23:00")]);
        assert_eq!(hours.within(FRAME).slots(), [slot("08:00", "09:00"), slot("20:00", "21:00")]);
        assert_eq!((hours.minutes(), hours.within(FRAME).minutes()), (330, 120));
    }

    #[test]
    fn every_minute_knows_its_next_change() {
        let closed = |opens, tomorrow| Opening::Closed { opens: time(opens), tomorrow };
        let cases = [
            ("00:00", closed("09:00", false)),
            ("08:59", closed("09:00", false)),
            ("09:00", Opening::Open { until: time("12:00") }),
            ("11:59", Opening::Open { until: time("12:00") }),
            ("12:00", closed("13:00", false)),
            ("16:59", Opening::Open { until: time("17:00") }),
            ("17:00", closed("09:00", true)),
            ("23:59", closed("09:00", true)),
        ];
        for (text, opening) in cases {
            assert_eq!(office().opening(time(text)), opening, "{text}");
        }
        assert_eq!(Hours::default().opening(time("12:00")), Opening::Never);
    }

    fn any_time() -> impl Strategy<Value = TimeOfDay> {
        (0u16..24, 0u16..60).prop_map(|(hour, minute)| TimeOfDay::from_hm(hour, minute).unwrap())
    }

    proptest! {
        #[test]
        fn hours_open_exactly_what_their_slots_open(
            slots in proptest::collection::vec((any_time(), any_time()).prop_map(|(start, end)| Slot { start, end }), 0..8),
            time in any_time(),
        ) {
            let hours = Hours::new(slots.clone());
            let open = slots.iter().any(|slot| slot.contains(time));
            prop_assert_eq!(hours.is_open(time), open);
            prop_assert_eq!(matches!(hours.opening(time), Opening::Open { .. }), open);
            prop_assert_eq!(hours.within(FRAME).is_open(time), open && FRAME.contains(time));
            prop_assert!(hours.slots().windows(2).all(|pair| pair[0].end < pair[1].start));
            prop_assert_eq!(Hours::new(hours.slots().to_vec()), hours);
        }
    }
}
