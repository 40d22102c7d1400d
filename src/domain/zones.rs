//! The time zones of the fifty US states, as the timeline lists them.

use super::time::{Moment, Zone};

/// A zone with the name people know it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsZone {
    /// Two letters, such as `ET`.
    pub short: &'static str,
    /// In full, such as `Eastern`.
    pub name: &'static str,
    /// Its rules.
    pub zone: Zone,
}

/// From east to west. Arizona stands apart from mountain time, as it keeps no daylight-saving time.
pub const US: [UsZone; 7] = [
    UsZone { short: "ET", name: "Eastern", zone: Zone::NEW_YORK },
    UsZone { short: "CT", name: "Central", zone: Zone::CHICAGO },
    UsZone { short: "MT", name: "Mountain", zone: Zone::DENVER },
    UsZone { short: "AZ", name: "Arizona", zone: Zone::PHOENIX },
    UsZone { short: "PT", name: "Pacific", zone: Zone::LOS_ANGELES },
    UsZone { short: "AK", name: "Alaska", zone: Zone::ANCHORAGE },
    LAST,
];

/// Where clients are called unless the user says otherwise.
pub const CLIENTS: [Zone; 4] = [Zone::NEW_YORK, Zone::CHICAGO, Zone::DENVER, Zone::LOS_ANGELES];

/// Where a day ends last.
pub const LAST: UsZone = UsZone { short: "HI", name: "Hawaii", zone: Zone::HONOLULU };

/// Regions of which the places mean nothing by themselves: `US/Pacific`, `Canada/Eastern`.
const REGIONS: [&str; 5] = ["US", "Canada", "Mexico", "Brazil", "Chile"];

/// What people call a zone, in words that mean one thing everywhere: its city, such as `Manila`, else how far its clocks
/// are ahead of UTC at that moment. An abbreviation would not do: PST is a time of Manila and of Los Angeles.
pub fn place(zone: Zone, moment: Moment) -> String {
    let name = zone.name();
    let is_word = name.contains(|c: char| c.is_ascii_lowercase());
    match name.rsplit_once('/') {
        Some(("Etc", _)) => offset(zone, moment),
        Some((region, place)) if REGIONS.contains(&region) => format!("{region} {}", place.replace('_', " ")),
        Some((_, place)) => place.replace('_', " "),
        None if is_word && !["Zulu", "Universal", "Greenwich"].contains(&name) => name.to_owned(),
        None => offset(zone, moment),
    }
}

/// How far a zone's clocks are ahead of UTC: `UTC`, `UTC-05:00`.
fn offset(zone: Zone, moment: Moment) -> String {
    let minutes = zone.utc_offset(moment) / 60;
    match minutes.unsigned_abs() {
        0 => "UTC".to_owned(),
        ahead => format!("UTC{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, ahead / 60, ahead % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every zone's clock at one moment, as `Sat 23:59 …`.
    fn clocks(moment: &str) -> String {
        let moment = moment.parse().unwrap();
        let clock = |us: &UsZone| {
            let local = us.zone.local(moment);
            format!("{} {}", local.weekday(), local.time)
        };
        US.iter().map(clock).collect::<Vec<_>>().join(" · ")
    }

    #[test]
    fn a_day_ends_last_in_the_last_zone_all_year_long() {
        for moment in ["2026-02-20T09:30:00Z", "2026-03-08T09:30:00Z", "2026-07-17T09:30:00Z", "2026-11-01T09:30:00Z"] {
            let moment = moment.parse().unwrap();
            let behind = |us: &UsZone| us.zone.utc_offset(moment) >= LAST.zone.utc_offset(moment);
            assert!(US.iter().all(behind) && US.last() == Some(&LAST), "{moment}");
        }
    }

    #[test]
    fn a_zone_is_called_by_its_city_or_by_its_offset_and_never_by_letters_that_two_zones_share() {
        let winter = "2026-01-15T12:00:00Z".parse().unwrap();
        for (name, expected) in [
            ("Asia/Manila", "Manila"),
            ("America/Los_Angeles", "Los Angeles"),
            ("America/Argentina/Buenos_Aires", "Buenos Aires"),
            ("US/Pacific", "US Pacific"),
            ("Canada/Eastern", "Canada Eastern"),
            ("Australia/Sydney", "Sydney"),
            ("Asia/Kathmandu", "Kathmandu"),
            ("Japan", "Japan"),
            ("UTC", "UTC"),
            ("Etc/UTC", "UTC"),
            ("Zulu", "UTC"),
            ("GMT", "UTC"),
            ("Etc/GMT+5", "UTC-05:00"),
            ("EST", "UTC-05:00"),
            ("PST8PDT", "UTC-08:00"),
            ("CET", "UTC+01:00"),
        ] {
            assert_eq!(place(Zone::named(name).unwrap(), winter), expected, "{name}");
        }
        let summer = "2026-07-15T12:00:00Z".parse().unwrap();
        assert_eq!(place(Zone::named("PST8PDT").unwrap(), summer), "UTC-07:00", "as far as its clocks are then");
    }

    #[test]
    fn winter_and_summer() {
        let winter = "Fri 14:00 · Fri 13:00 · Fri 12:00 · Fri 12:00 · Fri 11:00 · Fri 10:00 · Fri 09:00";
        let summer = "Fri 15:00 · Fri 14:00 · Fri 13:00 · Fri 12:00 · Fri 12:00 · Fri 11:00 · Fri 09:00";
        assert_eq!(clocks("2026-02-20T19:00:00Z"), winter);
        assert_eq!(clocks("2026-07-17T19:00:00Z"), summer);
    }

    #[test]
    fn clocks_leap_forward_on_2026_03_08_each_in_its_own_night() {
        let cases = [
            ("06:59:59", "Sun 01:59 · Sun 00:59 · Sat 23:59 · Sat 23:59 · Sat 22:59 · Sat 21:59 · Sat 20:59"),
            ("07:00:00", "Sun 03:00 · Sun 01:00 · Sun 00:00 · Sun 00:00 · Sat 23:00 · Sat 22:00 · Sat 21:00"),
            ("08:00:00", "Sun 04:00 · Sun 03:00 · Sun 01:00 · Sun 01:00 · Sun 00:00 · Sat 23:00 · Sat 22:00"),
            ("09:00:00", "Sun 05:00 · Sun 04:00 · Sun 03:00 · Sun 02:00 · Sun 01:00 · Sun 00:00 · Sat 23:00"),
            ("10:00:00", "Sun 06:00 · Sun 05:00 · Sun 04:00 · Sun 03:00 · Sun 03:00 · Sun 01:00 · Sun 00:00"),
            ("11:00:00", "Sun 07:00 · Sun 06:00 · Sun 05:00 · Sun 04:00 · Sun 04:00 · Sun 03:00 · Sun 01:00"),
        ];
        for (utc, expected) in cases {
            assert_eq!(clocks(&format!("2026-03-08T{utc}Z")), expected, "{utc}");
        }
    }

    #[test]
    fn clocks_fall_back_on_2026_11_01_each_in_its_own_night() {
        let cases = [
            ("05:30:00", "Sun 01:30 · Sun 00:30 · Sat 23:30 · Sat 22:30 · Sat 22:30 · Sat 21:30 · Sat 19:30"),
            ("06:30:00", "Sun 01:30 · Sun 01:30 · Sun 00:30 · Sat 23:30 · Sat 23:30 · Sat 22:30 · Sat 20:30"),
            ("07:30:00", "Sun 02:30 · Sun 01:30 · Sun 01:30 · Sun 00:30 · Sun 00:30 · Sat 23:30 · Sat 21:30"),
            ("08:30:00", "Sun 03:30 · Sun 02:30 · Sun 01:30 · Sun 01:30 · Sun 01:30 · Sun 00:30 · Sat 22:30"),
            ("09:30:00", "Sun 04:30 · Sun 03:30 · Sun 02:30 · Sun 02:30 · Sun 01:30 · Sun 01:30 · Sat 23:30"),
            ("10:30:00", "Sun 05:30 · Sun 04:30 · Sun 03:30 · Sun 03:30 · Sun 02:30 · Sun 01:30 · Sun 00:30"),
        ];
        for (utc, expected) in cases {
            assert_eq!(clocks(&format!("2026-11-01T{utc}Z")), expected, "{utc}");
        }
    }
}
