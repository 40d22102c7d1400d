//! The vendor's words: request and reply bodies as they go over the wire.
//!
//! Reading is generous (every member optional, unknown members ignored), writing is exact: what the sandbox answers
//! carries every documented member, null rather than absent.

use serde::{Deserialize, Serialize};

use crate::domain::hours;
use crate::domain::settings::{self, CompanyHours};

/// One element of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    pub id: i64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub agent_id: Option<String>,
    #[serde(default)]
    pub case_list_id: Option<i64>,
    /// What created it.
    #[serde(default)]
    pub origin: Option<String>,
    /// What edited it last.
    #[serde(default)]
    pub update_origin: Option<String>,
    /// Counts and rates.
    #[serde(default)]
    pub stats: Option<Stats>,
}

/// `stats` of one element.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    #[serde(default)]
    pub total_calls: Option<i64>,
    /// Calls that succeeded.
    #[serde(default)]
    pub success_calls: Option<i64>,
    /// success / finished in percent.
    #[serde(default)]
    pub success_calls_percentage: Option<f64>,
    #[serde(default)]
    pub failed_calls: Option<i64>,
    #[serde(default)]
    pub average_sentiment_score: Option<f64>,
    /// Conversions per client called in percent.
    #[serde(default)]
    pub conversion_rate: Option<f64>,
}

/// The settings reply.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether campaigns are enabled.
    #[serde(default)]
    pub is_enabled: Option<bool>,
    /// Outbound call limit in percent.
    #[serde(default)]
    pub concurrency_rate: Option<i64>,
    /// Default slots; null when none are configured.
    #[serde(default)]
    pub business_hours: Option<Vec<Slot>>,
}

/// A slot of business hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// `HH:mm`.
    pub start_time: String,
    /// `HH:mm`.
    pub end_time: String,
}

/// The reply to a create.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// The new campaign's number.
    pub id: i64,
}

/// An error body. `problems` is the sandbox's addition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A short code such as `bad_request`.
    pub error: String,
    /// A sentence.
    pub message: String,
    /// Every breach of a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<ProblemBody>>,
}

/// One breach in an error body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemBody {
    /// JSON path.
    pub path: String,
    /// `"R16"`, or null for what belongs to no numbered rule.
    #[serde(default)]
    pub rule: Option<String>,
    /// A sentence.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseList {
    pub id: i64,
    #[serde(default)]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// How many cases it holds.
    #[serde(default)]
    pub case_count: Option<i64>,
    /// What created it.
    #[serde(default)]
    pub origin: Option<String>,
    /// What edited it last.
    #[serde(default)]
    pub update_origin: Option<String>,
}

/// A page of case lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLists {
    pub data: Vec<CaseList>,
    /// The page, from 1.
    pub page: u64,
    /// How many lists there are in all.
    pub total: u64,
}

impl From<&settings::Settings> for Settings {
    /// The settings in the vendor's words; hours that are not known are null, as are those that are not configured.
    fn from(settings: &settings::Settings) -> Self {
        let slot = |slot: &hours::Slot| Slot { start_time: slot.start.to_string(), end_time: slot.end.to_string() };
        Self {
            is_enabled: settings.enabled,
            concurrency_rate: settings.concurrency,
            business_hours: match &settings.hours {
                CompanyHours::Slots { slots, .. } => Some(slots.iter().map(slot).collect()),
                CompanyHours::Unknown | CompanyHours::NotConfigured => None,
            },
        }
    }
}
