//! The company's settings as the sandbox answers them.

use clap::ValueEnum;

use crate::api::wire;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CompanySettings {
    /// Those of the vendor's sample
    #[default]
    Usual,
    /// No business hours are configured (null)
    NoHours,
    /// Campaigns are not enabled for the company
    Disabled,
    /// Outside the contract: unknown, beyond 100 %, hours out of bounds, backwards and overlapping
    Odd,
}

impl CompanySettings {
    /// The body of the answer.
    pub(super) fn body(self) -> wire::Settings {
        let slot = |start: &str, end: &str| wire::Slot { start_time: start.into(), end_time: end.into() };
        let usual = wire::Settings {
            is_enabled: Some(true),
            concurrency_rate: Some(70),
            business_hours: Some(vec![slot("09:00", "12:00"), slot("13:00", "17:00")]),
        };
        match self {
            Self::Usual => usual,
            Self::NoHours => wire::Settings { business_hours: None, ..usual },
            Self::Disabled => wire::Settings { is_enabled: Some(false), ..usual },
            Self::Odd => wire::Settings {
                is_enabled: None,
                concurrency_rate: Some(250),
                business_hours: Some(vec![
                    slot("06:30", "09:00"),
                    slot("17:00", "13:00"),
                    slot("08:00", "10:00"),
                    slot("9am", "24:00"),
                    slot("", ""),
                ]),
            },
        }
    }
}
