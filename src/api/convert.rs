//! From bodies to domain values: the list, the settings, the case lists.
//!
//! Start with [`listing`]. Reading is generous (P1–P12): a list is read in one typed pass; when that fails, row by row
//! and member by member, so that a bad member costs itself, and a row is lost only when it is no object or has no
//! integer id. Both passes read a good row alike. What is unknown stays unknown and is never 0. Rows are counted and
//! weighed as they come ([`Caps`]): a small body can hold more of them than a machine has memory for.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::bounds::Caps;
use super::decode::{self, Int, Members, Stopped, Text, each};
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::case_list::{self, CaseList, Page};
use crate::domain::failure::Failure;
use crate::domain::hours::Slot;
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::TimeOfDay;

/// Of business hours so many slots are looked at; the others count as unreadable.
const MOST_SLOTS: usize = 1000;

/// Reads the body of the list endpoint.
pub fn listing(body: &[u8], caps: Caps) -> Result<Listing, Failure> {
    let text = decode::text(body)?;
    let mut tally = Tally::new(caps);
    match each(text, |row: Element| tally.take(Some(row.into()))) {
        Ok(()) => Ok(tally.listing),
        Err(Stopped::Enough(failure)) => Err(failure),
        Err(Stopped::Json(_)) => {
            drop(tally);
            row_by_row(text, caps)
        }
    }
}

/// Reads the body of the settings endpoint, each member by itself.
pub fn settings(body: &[u8], _: Caps) -> Result<Settings, Failure> {
    let text = decode::text(body)?;
    let members = Members::among(text, &["is_enabled", "concurrency_rate", "business_hours"])
        .map_err(|e| decode::refusal(text, &e, "no object where the settings were due"))?;
    Ok(Settings {
        enabled: members.get("is_enabled"),
        concurrency: members.get::<Int>("concurrency_rate").map(|n| n.0),
        hours: members.raw("business_hours").map_or(CompanyHours::Unknown, hours),
    })
}

/// Reads a page of the case lists, element by element: it is too short for a typed pass to be worth its while.
pub fn case_lists(body: &[u8], _: Caps) -> Result<Page, Failure> {
    let text = decode::text(body)?;
    let refusal = |error| decode::refusal(text, &error, "no page of case lists where one was due");
    let members = Members::among(text, &["data", "total"]).map_err(refusal)?;
    let data = members.raw("data").map_or("null", RawValue::get);
    let mut page = Page::default();
    let read = each(data, |element: &RawValue| {
        match case_list(element) {
            Some(list) if page.lists.len() < case_list::MOST => page.lists.push(list),
            Some(_) => {}
            None => page.unreadable += 1,
        }
        Ok(())
    });
    match read {
        Ok(()) => {}
        Err(Stopped::Json(error)) => return Err(refusal(error)),
        Err(Stopped::Enough(failure)) => return Err(failure),
    }
    page.total = members.get::<Int>("total").map(|n| n.0).filter(|total| *total >= 0);
    Ok(page)
}

fn case_list(element: &RawValue) -> Option<CaseList> {
    let row = Members::among(element.get(), &["id", "name", "case_count"]).ok()?;
    Some(CaseList {
        id: row.get::<Int>("id")?.0,
        name: row.get::<Text>("name").map(|text| text.0),
        cases: row.get::<Int>("case_count").map(|n| n.0),
    })
}

/// A list as it is read, counted and weighed.
struct Tally {
    listing: Listing,
    caps: Caps,
    weight: u64,
}

impl Tally {
    fn new(caps: Caps) -> Self {
        Self { listing: Listing::default(), caps, weight: 0 }
    }

    /// Takes the next element of the list, or that it could not be read.
    fn take(&mut self, row: Option<Campaign>) -> Result<(), Failure> {
        let Listing { rows, unreadable } = &mut self.listing;
        if rows.len() + *unreadable >= self.caps.rows {
            return Err(Failure::TooManyRows { most: self.caps.rows as u64 });
        }
        let Some(row) = row else {
            *unreadable += 1;
            return Ok(());
        };
        self.weight += row.weight() as u64;
        if self.weight > self.caps.model {
            return Err(Failure::TooHeavy { cap: self.caps.model });
        }
        rows.push(row);
        Ok(())
    }
}

/// One element of the list, as the typed pass reads it.
#[derive(Deserialize)]
struct Element {
    id: Int,
    name: Option<Text>,
    agent_id: Option<Text>,
    case_list_id: Option<Int>,
    origin: Option<Text>,
    update_origin: Option<Text>,
    stats: Option<ElementStats>,
}

/// `stats` of one element.
#[derive(Deserialize)]
struct ElementStats {
    total_calls: Option<Int>,
    success_calls: Option<Int>,
    failed_calls: Option<Int>,
    success_calls_percentage: Option<f64>,
    average_sentiment_score: Option<f64>,
    conversion_rate: Option<f64>,
}

impl From<Element> for Campaign {
    fn from(row: Element) -> Self {
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

impl From<ElementStats> for Stats {
    fn from(stats: ElementStats) -> Self {
        Self {
            calls: stats.total_calls.map(|n| n.0),
            ok: stats.success_calls.map(|n| n.0),
            failed: stats.failed_calls.map(|n| n.0),
            vendor_rate: stats.success_calls_percentage.map(unsigned_zero),
            sentiment: stats.average_sentiment_score.map(unsigned_zero),
            conversion: stats.conversion_rate.map(unsigned_zero),
        }
    }
}

/// The number; a zero without a sign, which would say nothing to anybody.
fn unsigned_zero(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

/// The second pass, for a list that the typed one refuses.
fn row_by_row(text: &str, caps: Caps) -> Result<Listing, Failure> {
    let mut tally = Tally::new(caps);
    match each(text, |element: &RawValue| tally.take(campaign(element))) {
        Ok(()) => Ok(tally.listing),
        Err(Stopped::Enough(failure)) => Err(failure),
        Err(Stopped::Json(error)) => Err(decode::refusal(text, &error, "no array where the list was due")),
    }
}

/// The members of a row and of its `stats` that are read.
const ROW: [&str; 7] = ["id", "name", "agent_id", "case_list_id", "origin", "update_origin", "stats"];
const STATS: [&str; 6] = [
    "total_calls",
    "success_calls",
    "failed_calls",
    "success_calls_percentage",
    "average_sentiment_score",
    "conversion_rate",
];

fn campaign(element: &RawValue) -> Option<Campaign> {
    let row = Members::among(element.get(), &ROW).ok()?;
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
    let stats = Members::among(member.get(), &STATS).ok()?;
    let count = |name| stats.get::<Int>(name).map(|n| n.0);
    let real = |name| stats.get::<f64>(name).map(unsigned_zero);
    Some(Stats {
        calls: count("total_calls"),
        ok: count("success_calls"),
        failed: count("failed_calls"),
        vendor_rate: real("success_calls_percentage"),
        sentiment: real("average_sentiment_score"),
        conversion: real("conversion_rate"),
    })
}

/// `business_hours`: null says that none are configured, what is no array says nothing.
fn hours(member: &RawValue) -> CompanyHours {
    if member.get() == "null" {
        return CompanyHours::NotConfigured;
    }
    let (mut slots, mut unreadable) = (Vec::new(), 0);
    let read = each(member.get(), |element: &RawValue| {
        match slot(element).filter(|_| slots.len() < MOST_SLOTS) {
            Some(slot) => slots.push(slot),
            None => unreadable += 1,
        }
        Ok(())
    });
    if read.is_err() {
        return CompanyHours::Unknown;
    }
    slots.sort_by_key(|slot: &Slot| (slot.start, slot.end));
    CompanyHours::Slots { slots, unreadable }
}

fn slot(element: &RawValue) -> Option<Slot> {
    let slot = Members::among(element.get(), &["start_time", "end_time"]).ok()?;
    let time = |name| TimeOfDay::parse(&slot.get::<String>(name)?);
    Slot::new(time("start_time")?, time("end_time")?)
}

#[cfg(test)]
mod tests;
