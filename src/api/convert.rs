//! From bodies to domain values: the list, the settings, the case lists.
//!
//! Start with [`listing`]. Reading is generous (P1–P12): a list is read in one typed pass; when that fails, row by row
//! and member by member, so that a bad member costs itself, and a row is lost only when it is no object or has no
//! integer id. Both passes read a good row alike. What is unknown stays unknown and is never 0.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::decode::{self, Int, Members, Text};
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::case_list::{CaseList, Page};
use crate::domain::failure::Failure;
use crate::domain::hours::Slot;
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::TimeOfDay;

/// Reads the body of the list endpoint.
pub fn listing(body: &[u8]) -> Result<Listing, Failure> {
    let text = decode::text(body)?;
    match serde_json::from_str::<Vec<Row>>(text) {
        Ok(rows) => Ok(Listing { rows: rows.into_iter().map(Campaign::from).collect(), unreadable: 0 }),
        Err(_) => row_by_row(text),
    }
}

/// Reads the body of the settings endpoint, each member by itself.
pub fn settings(body: &[u8]) -> Result<Settings, Failure> {
    let text = decode::text(body)?;
    let members: Members<'_> =
        serde_json::from_str(text).map_err(|e| decode::refusal(text, &e, "no object where the settings were due"))?;
    Ok(Settings {
        enabled: members.get("is_enabled"),
        concurrency: members.get::<Int>("concurrency_rate").map(|n| n.0),
        hours: members.raw("business_hours").map_or(CompanyHours::Unknown, hours),
    })
}

/// Reads a page of the case lists, element by element: it is too short for a typed pass to be worth its while.
pub fn case_lists(body: &[u8]) -> Result<Page, Failure> {
    let text = decode::text(body)?;
    let refusal = |error| decode::refusal(text, &error, "no page of case lists where one was due");
    let members: Members<'_> = serde_json::from_str(text).map_err(refusal)?;
    let data = members.raw("data").map_or("null", RawValue::get);
    let elements: Vec<&RawValue> = serde_json::from_str(data).map_err(refusal)?;
    let lists: Vec<CaseList> = elements.iter().copied().filter_map(case_list).collect();
    let total = members.get::<Int>("total").map(|n| n.0).filter(|total| *total >= 0);
    Ok(Page { unreadable: elements.len() - lists.len(), lists, total })
}

fn case_list(element: &RawValue) -> Option<CaseList> {
    let row = Members::of(element)?;
    Some(CaseList {
        id: row.get::<Int>("id")?.0,
        name: row.get::<Text>("name").map(|text| text.0),
        cases: row.get::<Int>("case_count").map(|n| n.0),
    })
}

/// One element of the list, as the typed pass reads it.
#[derive(Deserialize)]
struct Row {
    id: Int,
    name: Option<Text>,
    agent_id: Option<Text>,
    case_list_id: Option<Int>,
    origin: Option<Text>,
    update_origin: Option<Text>,
    stats: Option<RowStats>,
}

/// `stats` of one element.
#[derive(Deserialize)]
struct RowStats {
    total_calls: Option<Int>,
    success_calls: Option<Int>,
    failed_calls: Option<Int>,
    success_calls_percentage: Option<f64>,
    average_sentiment_score: Option<f64>,
    conversion_rate: Option<f64>,
}

impl From<Row> for Campaign {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.0,
            name: row.name.map(|text| text.0),
            agent: row.agent_id.map(|text| text.0),
            list: row.case_list_id.map(|n| n.0),
            origin: row.origin.map(|text| text.0),
            updated: row.update_origin.map(|text| text.0),
            stats: row.stats.map(Stats::from).unwrap_or_default(),
        }
    }
}

impl From<RowStats> for Stats {
    fn from(stats: RowStats) -> Self {
        Self {
            calls: stats.total_calls.map(|n| n.0),
            ok: stats.success_calls.map(|n| n.0),
            failed: stats.failed_calls.map(|n| n.0),
            vendor_rate: stats.success_calls_percentage,
            sentiment: stats.average_sentiment_score,
            conversion: stats.conversion_rate,
        }
    }
}

/// The second pass, for a list that the typed one refuses.
fn row_by_row(text: &str) -> Result<Listing, Failure> {
    let elements: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|e| decode::refusal(text, &e, "no array where the list was due"))?;
    let rows: Vec<Campaign> = elements.iter().copied().filter_map(campaign).collect();
    let unreadable = elements.len() - rows.len();
    Ok(Listing { rows, unreadable })
}

fn campaign(element: &RawValue) -> Option<Campaign> {
    let row = Members::of(element)?;
    let text = |name| row.get::<Text>(name).map(|text| text.0);
    Some(Campaign {
        id: row.get::<Int>("id")?.0,
        name: text("name"),
        agent: text("agent_id"),
        list: row.get::<Int>("case_list_id").map(|n| n.0),
        origin: text("origin"),
        updated: text("update_origin"),
        stats: row.raw("stats").and_then(stats).unwrap_or_default(),
    })
}

fn stats(member: &RawValue) -> Option<Stats> {
    let stats = Members::of(member)?;
    let count = |name| stats.get::<Int>(name).map(|n| n.0);
    Some(Stats {
        calls: count("total_calls"),
        ok: count("success_calls"),
        failed: count("failed_calls"),
        vendor_rate: stats.get("success_calls_percentage"),
        sentiment: stats.get("average_sentiment_score"),
        conversion: stats.get("conversion_rate"),
    })
}

/// `business_hours`: null says that none are configured, what is no array says nothing.
fn hours(member: &RawValue) -> CompanyHours {
    match serde_json::from_str::<Option<Vec<&RawValue>>>(member.get()) {
        Err(_) => CompanyHours::Unknown,
        Ok(None) => CompanyHours::NotConfigured,
        Ok(Some(elements)) => {
            let mut slots: Vec<Slot> = elements.iter().copied().filter_map(slot).collect();
            slots.sort_by_key(|slot| (slot.start, slot.end));
            CompanyHours::Slots { unreadable: elements.len() - slots.len(), slots }
        }
    }
}

fn slot(element: &RawValue) -> Option<Slot> {
    let slot = Members::of(element)?;
    let time = |name| TimeOfDay::parse(&slot.get::<String>(name)?);
    Slot::new(time("start_time")?, time("end_time")?)
}

#[cfg(test)]
mod tests;
