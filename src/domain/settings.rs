//! The company's campaign settings, as the settings endpoint answers them.

use super::hours::Slot;

/// What the settings endpoint says. Each member may be unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// `is_enabled`: whether campaigns are enabled for this company.
    pub enabled: Option<bool>,
    /// `concurrency_rate`: the outbound call limit in percent, 1–100.
    pub concurrency: Option<i64>,
    /// `business_hours`: the company's default slots.
    pub hours: CompanyHours,
}

/// The company's default business hours.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum CompanyHours {
    /// Absent or unreadable in the answer.
    #[default]
    Unknown,
    /// The vendor says null: none configured.
    NotConfigured,
    /// The slots, in the clients' local time. Slots that could not be read are counted.
    Slots {
        /// Those that could be read, by start.
        slots: Vec<Slot>,
        /// How many could not.
        unreadable: usize,
    },
}
