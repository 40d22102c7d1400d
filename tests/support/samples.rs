//! The vendor's samples, as the program knows them.

use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::hours::Slot;
use kaytop::domain::settings::{CompanyHours, Settings};
use kaytop::domain::shown::Shown;
use kaytop::domain::time::TimeOfDay;

pub(crate) fn settings() -> Settings {
    let slots = [slot("09:00", "12:00"), slot("13:00", "17:00")].to_vec();
    Settings { enabled: Some(true), concurrency: Some(70), hours: CompanyHours::Slots { slots, unreadable: 0 } }
}

pub(crate) fn slot(start: &str, end: &str) -> Slot {
    Slot::new(TimeOfDay::parse(start).unwrap(), TimeOfDay::parse(end).unwrap()).unwrap()
}

pub(crate) fn sample() -> Campaign {
    Campaign {
        id: 1,
        name: Some(Shown::new("Outreach Campaign")),
        agent: Some(Shown::new("abc_123")),
        list: Some(123),
        origin: Some(Shown::new("public_api")),
        updated: None,
        stats: Stats {
            calls: Some(132),
            ok: Some(85),
            failed: Some(35),
            vendor_rate: Some(70.8),
            sentiment: Some(0.76),
            conversion: Some(42.1),
        },
    }
}
