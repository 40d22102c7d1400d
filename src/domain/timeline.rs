//! The business-hour timeline: one bar of slots on the clients' local day, and a light for each US zone.
//!
//! What the screen draws, worked out for one [`Moment`]; start with [`Timeline::new`]. It shows hours and gives no legal
//! clearance, so no word here may say that a call is allowed. Each light is judged by the wall clock of its own zone:
//! a change to or from daylight-saving time, or midnight, needs no case of its own.

use std::time::Duration;

use super::hours::{FRAME, Hours, Opening};
use super::settings::CompanyHours;
use super::time::{LocalTime, Moment, TimeOfDay, until_next_minute};
use super::zones::{US, UsZone};

/// The timeline at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// What the lights are judged by.
    pub basis: Basis,
    /// The company's slots as configured, also where they leave the frame; empty when there are none or none known.
    pub hours: Hours,
    /// Every US zone, from east to west.
    pub zones: [ZoneNow; US.len()],
    /// How long this picture stays true: until the next whole minute, when the clocks change.
    pub holds_for: Duration,
}

/// What the lights are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The company's slots, within the frame.
    Company {
        /// How many further slots could not be read, so that closed is not certain.
        unreadable: usize,
    },
    /// None are configured: the frame alone.
    Frame,
    /// Nothing is known, so no light is claimed.
    Unknown,
}

/// One zone at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneNow {
    /// Which zone.
    pub zone: UsZone,
    /// What calendar and clock show there.
    pub now: LocalTime,
    /// Open or closed, and until when by that clock; `None` where it is not known.
    pub light: Option<Opening>,
}

/// What a time of the day is on the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Outside the frame, and in no slot.
    Night,
    /// In the frame, but in no slot.
    Frame,
    /// In a slot.
    Slot,
    /// In a slot, but outside the frame: no call is made.
    Barred,
}

impl Timeline {
    /// The picture of `company`'s hours at `moment`.
    pub fn new(company: &CompanyHours, moment: Moment) -> Self {
        let (basis, hours, judged_by) = match company {
            CompanyHours::Unknown => (Basis::Unknown, Hours::default(), Hours::default()),
            CompanyHours::NotConfigured => (Basis::Frame, Hours::default(), Hours::new([FRAME])),
            CompanyHours::Slots { slots, unreadable } => {
                let hours = Hours::new(slots.iter().copied());
                let judged_by = hours.within(FRAME);
                (Basis::Company { unreadable: *unreadable }, hours, judged_by)
            }
        };
        let zones = US.map(|zone| {
            let now = zone.zone.local(moment);
            ZoneNow { zone, now, light: basis.light(judged_by.opening(now.time)) }
        });
        Self { basis, hours, zones, holds_for: until_next_minute(moment) }
    }

    /// In how many zones it is open.
    pub fn open_count(&self) -> usize {
        self.zones.iter().filter(|zone| zone.is_open()).count()
    }

    /// What `time` is on the bar.
    pub fn band(&self, time: TimeOfDay) -> Band {
        match (FRAME.contains(time), self.hours.is_open(time)) {
            (false, false) => Band::Night,
            (true, false) => Band::Frame,
            (true, true) => Band::Slot,
            (false, true) => Band::Barred,
        }
    }

    /// Whether a slot leaves the frame. It is shown, but no call is made there.
    pub fn leaves_frame(&self) -> bool {
        self.hours.slots().iter().any(|slot| !FRAME.covers(*slot))
    }

    /// The lights in a few words: `open in 6 of 7`.
    pub fn summary(&self) -> String {
        let (open, all) = (self.open_count(), self.zones.len());
        match self.basis {
            Basis::Company { unreadable: 0 } => format!("open in {open} of {all}"),
            Basis::Company { .. } => format!("open in {open} of {all}, others unknown"),
            Basis::Frame => format!("none configured; within {} in {open} of {all}", frame_words()),
            Basis::Unknown => "hours unknown".into(),
        }
    }

    /// What a reader of the bar must know besides: slots that leave the frame, slots that could not be read.
    pub fn notes(&self) -> Vec<String> {
        let outside = self.leaves_frame().then(|| format!("no calls outside {}", frame_words()));
        let unreadable = match self.basis {
            Basis::Company { unreadable: 1 } => Some("1 slot unreadable".into()),
            Basis::Company { unreadable: n @ 2.. } => Some(format!("{n} slots unreadable")),
            _ => None,
        };
        outside.into_iter().chain(unreadable).collect()
    }
}

impl Basis {
    /// Whose hours these are, for the title of the bar.
    pub fn words(self) -> String {
        match self {
            Self::Company { .. } => "company defaults".into(),
            Self::Frame => format!("none configured, the vendor’s frame {}", frame_words()),
            Self::Unknown => "not known".into(),
        }
    }

    /// What may be claimed of `opening`: nothing where nothing is known, and not closed where a slot is unreadable.
    fn light(self, opening: Opening) -> Option<Opening> {
        let claimed = match self {
            Self::Company { unreadable } => unreadable == 0 || matches!(opening, Opening::Open { .. }),
            Self::Frame => true,
            Self::Unknown => false,
        };
        claimed.then_some(opening)
    }
}

impl ZoneNow {
    /// Whether it is known to be open.
    pub fn is_open(&self) -> bool {
        matches!(self.light, Some(Opening::Open { .. }))
    }

    /// Whether it is open and until when, by the zone's own clock: `open until 17:00`, `opens at 13:00`.
    pub fn standing(&self) -> String {
        match self.light {
            Some(Opening::Open { until }) => format!("open until {until}"),
            Some(Opening::Closed { .. }) => format!("opens {}", self.until()),
            Some(Opening::Never) | None => self.until(),
        }
    }

    /// When that changes, in short: `to 17:00`, `at 13:00`, `tomorrow 09:00`.
    pub fn until(&self) -> String {
        match self.light {
            Some(Opening::Open { until }) => format!("to {until}"),
            Some(Opening::Closed { opens, tomorrow: false }) => format!("at {opens}"),
            Some(Opening::Closed { opens, tomorrow: true }) => format!("tomorrow {opens}"),
            Some(Opening::Never) => "no slots".into(),
            None => "–".into(),
        }
    }
}

/// `08:00–21:00`.
fn frame_words() -> String {
    format!("{}–{}", FRAME.start, FRAME.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::Slot;

    fn company(slots: &[(&str, &str)], unreadable: usize) -> CompanyHours {
        let time = |text| TimeOfDay::parse(text).unwrap();
        let slots = slots.iter().map(|&(start, end)| Slot::new(time(start), time(end)).unwrap()).collect();
        CompanyHours::Slots { slots, unreadable }
    }

    fn office() -> CompanyHours {
        company(&[("09:00", "12:00"), ("13:00", "17:00")], 0)
    }

    fn timeline(hours: &CompanyHours, utc: &str) -> Timeline {
        Timeline::new(hours, utc.parse().unwrap())
    }

    /// Every light, as `ET 15:02 ● to 17:00`.
    fn lights(timeline: &Timeline) -> Vec<String> {
        let light = |zone: &ZoneNow| {
            let mark = match zone.light {
                Some(Opening::Open { .. }) => "●",
                Some(_) => "○",
                None => "?",
            };
            format!("{} {} {mark} {}", zone.zone.short, zone.now.time, zone.until())
        };
        timeline.zones.iter().map(light).collect()
    }

    #[test]
    fn an_afternoon_in_february() {
        let picture = timeline(&office(), "2026-02-20T20:02:17Z");
        let expected = [
            "ET 15:02 ● to 17:00",
            "CT 14:02 ● to 17:00",
            "MT 13:02 ● to 17:00",
            "AZ 13:02 ● to 17:00",
            "PT 12:02 ○ at 13:00",
            "AK 11:02 ● to 12:00",
            "HI 10:02 ● to 12:00",
        ];
        assert_eq!(lights(&picture), expected);
        assert_eq!((picture.summary().as_str(), picture.open_count()), ("open in 6 of 7", 6));
        assert_eq!(picture.holds_for, Duration::from_secs(43));
        assert!(picture.notes().is_empty());
        assert_eq!(picture.basis.words(), "company defaults");
    }

    #[test]
    fn around_midnight_each_zone_has_its_own_day() {
        let picture = timeline(&office(), "2028-03-01T06:30:00Z");
        let expected = [
            "ET 01:30 ○ at 09:00",
            "CT 00:30 ○ at 09:00",
            "MT 23:30 ○ tomorrow 09:00",
            "AZ 23:30 ○ tomorrow 09:00",
            "PT 22:30 ○ tomorrow 09:00",
            "AK 21:30 ○ tomorrow 09:00",
            "HI 20:30 ○ tomorrow 09:00",
        ];
        assert_eq!(lights(&picture), expected);
        let dates: Vec<String> = picture.zones.iter().map(|zone| zone.now.date.to_string()).collect();
        assert_eq!((dates[0].as_str(), dates[6].as_str()), ("2028-03-01", "2028-02-29"));
    }

    #[test]
    fn on_the_day_clocks_leap_forward_lights_follow_the_wall_clock() {
        // One second before New York's clocks leap, and the second itself.
        assert_eq!(lights(&timeline(&office(), "2026-03-08T06:59:59Z"))[0], "ET 01:59 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-03-08T07:00:00Z"))[0], "ET 03:00 ○ at 09:00");
        // That morning New York opens an hour earlier in UTC than the day before; Arizona and Hawaii do not.
        assert_eq!(lights(&timeline(&office(), "2026-03-07T13:59:59Z"))[0], "ET 08:59 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-03-08T12:59:59Z"))[0], "ET 08:59 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-03-08T13:00:00Z"))[0], "ET 09:00 ● to 12:00");
        let west = ["MT 10:00 ● to 12:00", "AZ 09:00 ● to 12:00", "PT 09:00 ● to 12:00", "AK 08:00 ○ at 09:00"];
        let picture = lights(&timeline(&office(), "2026-03-08T16:00:00Z"));
        assert_eq!(picture[2..6], west);
        assert_eq!(picture[6], "HI 06:00 ○ at 09:00");
    }

    #[test]
    fn on_the_day_clocks_fall_back_lights_follow_the_wall_clock() {
        // 01:30 comes twice in New York, and both times the next opening is the same.
        assert_eq!(lights(&timeline(&office(), "2026-11-01T05:30:00Z"))[0], "ET 01:30 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-11-01T06:30:00Z"))[0], "ET 01:30 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-11-01T13:00:00Z"))[0], "ET 08:00 ○ at 09:00");
        assert_eq!(lights(&timeline(&office(), "2026-11-01T14:00:00Z"))[0], "ET 09:00 ● to 12:00");
        let picture = lights(&timeline(&office(), "2026-11-01T17:00:00Z"));
        let west = ["AZ 10:00 ● to 12:00", "PT 09:00 ● to 12:00", "AK 08:00 ○ at 09:00", "HI 07:00 ○ at 09:00"];
        assert_eq!(picture[3..], west);
    }

    #[test]
    fn none_configured_is_judged_by_the_frame_and_says_so() {
        let picture = timeline(&CompanyHours::NotConfigured, "2026-02-20T13:30:00Z");
        assert_eq!(lights(&picture)[..2], ["ET 08:30 ● to 21:00", "CT 07:30 ○ at 08:00"]);
        assert_eq!(picture.summary(), "none configured; within 08:00–21:00 in 1 of 7");
        assert_eq!(picture.basis.words(), "none configured, the vendor’s frame 08:00–21:00");
        assert_eq!(picture.band(FRAME.start), Band::Frame);
    }

    #[test]
    fn unknown_hours_claim_no_light() {
        let picture = timeline(&CompanyHours::Unknown, "2026-02-20T19:00:00Z");
        assert!(picture.zones.iter().all(|zone| zone.light.is_none() && zone.until() == "–"));
        assert_eq!(picture.summary(), "hours unknown");
    }

    #[test]
    fn an_unreadable_slot_leaves_closed_in_doubt() {
        let picture = timeline(&company(&[("09:00", "12:00")], 1), "2026-02-20T17:00:00Z");
        assert_eq!(lights(&picture)[..2], ["ET 12:00 ? –", "CT 11:00 ● to 12:00"]);
        assert_eq!(picture.summary(), "open in 4 of 7, others unknown");
        assert_eq!(picture.notes(), ["1 slot unreadable"]);
    }

    #[test]
    fn a_list_of_no_slots_never_opens() {
        let picture = timeline(&company(&[], 0), "2026-02-20T17:00:00Z");
        assert_eq!(lights(&picture)[0], "ET 12:00 ○ no slots");
        assert_eq!(picture.summary(), "open in 0 of 7");
    }

    #[test]
    fn slots_outside_the_frame_are_shown_but_never_open() {
        let hours = company(&[("06:00", "10:00"), ("20:00", "23:00")], 0);
        let picture = timeline(&hours, "2026-02-20T12:30:00Z");
        assert_eq!(lights(&picture)[0], "ET 07:30 ○ at 08:00");
        assert_eq!(lights(&timeline(&hours, "2026-02-21T01:30:00Z"))[0], "ET 20:30 ● to 21:00");
        assert_eq!(lights(&timeline(&hours, "2026-02-21T02:00:00Z"))[0], "ET 21:00 ○ tomorrow 08:00");
        assert_eq!(picture.notes(), ["no calls outside 08:00–21:00"]);
        let band = |text| picture.band(TimeOfDay::parse(text).unwrap());
        let bands = ["05:00", "07:30", "09:00", "12:00"].map(band);
        assert_eq!(bands, [Band::Night, Band::Barred, Band::Slot, Band::Frame]);
    }

    #[test]
    fn every_light_changes_at_the_minute_it_said_also_while_clocks_change() {
        for day in ["2026-03-07T12:00:00Z", "2026-10-31T12:00:00Z", "2028-02-28T12:00:00Z"] {
            let mut picture = timeline(&office(), day);
            let mut moment: Moment = day.parse().unwrap();
            let mut flips = 0;
            for _ in 0..2 * 24 * 60 {
                moment += picture.holds_for;
                let next = Timeline::new(&office(), moment);
                for (before, after) in picture.zones.iter().zip(&next.zones) {
                    let said = match before.light.unwrap() {
                        Opening::Open { until } => until,
                        Opening::Closed { opens, .. } => opens,
                        Opening::Never => panic!("there are slots"),
                    };
                    let changed = before.is_open() != after.is_open();
                    assert_eq!(changed, after.now.time == said, "{} at {moment}", after.zone.short);
                    flips += usize::from(changed);
                }
                picture = next;
            }
            assert_eq!(flips, 2 * 4 * US.len());
        }
    }
}
