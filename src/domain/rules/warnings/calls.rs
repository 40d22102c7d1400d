//! What is worth a look in days and hours: what is over, what overlaps, what is not used.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{fields, slots};
use crate::domain::hours::{Hours, Slot};
use crate::domain::rules::fields::ContractField;
use crate::domain::rules::finding::Kind;
use crate::domain::rules::reader::{Node, date, list};
use crate::domain::rules::runs::messaging_only;
use crate::domain::rules::{Verdict, reader};
use crate::domain::schedule::{Calls, Days};
use crate::domain::time::{Date, TimeOfDay, days_between, plus_days, weekday};
use crate::domain::today::Today;

/// A run of so many days and more is worth a look: its end may be of the wrong year.
const LONG: i64 = 100;

/// A run as far as its days and hours can be read.
struct Run<'v> {
    index: usize,
    node: Node<'v>,
    messages_only: bool,
    /// Its first and its last day, in order.
    bounds: Option<(Date, Date)>,
    calls: Calls,
}

/// Adds the warnings about when calls are made.
pub(super) fn judge(body: &Node<'_>, today: Today, verdict: &mut Verdict) {
    let company_hours = body.get(&fields::USE_COMPANY_HOURS).and_then(Value::as_bool) == Some(true);
    let hours = Hours::new(slots(body).iter().filter_map(|(_, node)| slot(node)));
    if !company_hours && body.get(&fields::BUSINESS_HOURS).and_then(reader::one_or_more).is_some() {
        verdict.warn(body.at(&fields::BUSINESS_HOURS), Kind::HoursNotUsed);
    }
    let own = company_hours.then_some(&hours);
    let runs: Vec<Run<'_>> = super::runs(body).into_iter().map(|(index, node)| read(index, node, own)).collect();
    if company_hours {
        times_beside_hours(body, &runs, verdict);
    }
    for run in &runs {
        past(run, today, verdict);
        long(run, verdict);
    }
    let is_over = |run: &Run<'_>| {
        let last = run.calls.days.ends().map(|(_, last)| last);
        last.is_some_and(|last| today.is_past(last) || end_of(&run.calls).is_some_and(|end| today.is_over(last, end)))
    };
    if !runs.is_empty() && runs.iter().all(is_over) {
        verdict.warn(body.at(&fields::RUNS), Kind::AllOver);
    }
    overlaps(&runs, verdict);
    weekends(body, &runs, verdict);
}

fn slot(node: &Node<'_>) -> Option<Slot> {
    let time = |field: &ContractField| node.get(field).and_then(Value::as_str).and_then(TimeOfDay::parse);
    Slot::new(time(&fields::START_TIME)?, time(&fields::END_TIME)?)
}

/// Reads a run; with `hours` of the campaign those are the hours of each.
fn read<'v>(index: usize, node: Node<'v>, hours: Option<&Hours>) -> Run<'v> {
    let day = |field: &ContractField| node.get(field).and_then(date);
    let bounds = day(&fields::START_DATE).zip(day(&fields::END_DATE)).filter(|(first, last)| first <= last);
    let all = bounds.map_or_else(Days::default, |(first, last)| Days::span(first, last));
    let selected = node.get(&fields::SELECTED_DAYS).and_then(list).unwrap_or_default();
    let days = if selected.is_empty() { all } else { Days::of(selected.iter().filter_map(date)).shared(&all) };
    let messages_only = messaging_only(&node) == Some(true);
    let hours = match hours {
        _ if messages_only => Hours::default(),
        Some(hours) => hours.clone(),
        None => Hours::new(slot(&node)),
    };
    Run { index, node, messages_only, bounds, calls: Calls { days, hours } }
}

/// Times of runs beside hours of the campaign, which hold for every run, and runs that rely on those alone. Each kind is
/// told once and names its runs: one word on every run of a campaign would hide what else there is.
fn times_beside_hours(body: &Node<'_>, runs: &[Run<'_>], verdict: &mut Verdict) {
    let times = [&fields::START_TIME, &fields::END_TIME];
    let own = |run: &Run<'_>| times.into_iter().find(|time| run.node.get(time).is_some());
    let calling = |has_own: bool| {
        let runs = runs.iter().filter(move |run| !run.messages_only && own(run).is_some() == has_own);
        runs.map(|run| run.index).collect::<Vec<_>>()
    };
    let first = runs.iter().filter(|run| !run.messages_only).find_map(|run| Some(run.node.at(own(run)?)));
    if let Some(place) = first {
        verdict.warn(place, Kind::TimesNotUsed(calling(true)));
    }
    let bare = calling(false);
    if !bare.is_empty() {
        verdict.warn(body.at(&fields::RUNS), Kind::NoTimes(bare));
    }
}

/// Days that are over for every client, and hours of today that are: legal, and likely a plan from an earlier time.
fn past(run: &Run<'_>, today: Today, verdict: &mut Verdict) {
    let mut past = |day: Option<Date>, place| {
        if let Some(day) = day.filter(|day| today.is_past(*day)) {
            verdict.warn(place, Kind::DayPast(day));
        }
    };
    for field in [&fields::START_DATE, &fields::END_DATE] {
        past(run.node.get(field).and_then(date), run.node.at(field));
    }
    let selected = run.node.get(&fields::SELECTED_DAYS).and_then(list).unwrap_or_default();
    for (index, day) in selected.iter().enumerate() {
        past(date(day), run.node.object().entry(&fields::SELECTED_DAYS, index));
    }
    let day = today.last();
    if run.calls.days.contains(day)
        && let Some(end) = end_of(&run.calls).filter(|end| today.is_over(day, *end))
    {
        let own = run.node.get(&fields::END_TIME).is_some();
        let place = if own { run.node.at(&fields::END_TIME) } else { run.node.object().whole() };
        verdict.warn(place, Kind::CallsOver { day, end });
    }
}

/// When the last hour of a day ends.
fn end_of(calls: &Calls) -> Option<TimeOfDay> {
    calls.hours.slots().last().map(|slot| slot.end)
}

fn long(run: &Run<'_>, verdict: &mut Verdict) {
    let days = run.bounds.map(|(first, last)| (days_between(first, last), last));
    if let Some((days, last)) = days.filter(|(days, _)| *days >= LONG) {
        verdict.warn(run.node.at(&fields::END_DATE), Kind::Long { days: days + 1, last });
    }
}

/// Runs that may call at the same time of the same day. Each is told once, with the first of the list among those that
/// begin before it, so that a plan of many runs stays readable and fast.
fn overlaps(runs: &[Run<'_>], verdict: &mut Verdict) {
    let days = |at: usize| runs.get(at).and_then(|run| run.calls.days.ends());
    let mut by_day: Vec<(Date, Date, usize)> =
        (0..runs.len()).filter_map(|at| days(at).map(|(first, last)| (first, last, at))).collect();
    by_day.sort_unstable();
    let mut found = Vec::new();
    // The runs that have begun and not ended, by their place in the list and by their last day.
    let (mut open, mut ends) = (BTreeSet::new(), BTreeSet::new());
    for (first, last, at) in by_day {
        while let Some(ended) = ends.first().copied().filter(|(last, _)| *last < first) {
            ends.remove(&ended);
            open.remove(&ended.1);
        }
        found.extend(open.iter().find_map(|other| Some((at.max(*other), at.min(*other), shared(runs, at, *other)?))));
        open.insert(at);
        ends.insert((last, at));
    }
    found.sort_unstable_by_key(|(later, earlier, _)| (*later, *earlier));
    for (later, earlier, shared) in found {
        if let (Some(later), Some(earlier)) = (runs.get(later), runs.get(earlier)) {
            let kind = Kind::Overlap { later: later.index, earlier: earlier.index, shared };
            verdict.warn(later.node.object().whole(), kind);
        }
    }
}

/// When both runs may call.
fn shared(runs: &[Run<'_>], one: usize, other: usize) -> Option<Calls> {
    runs.get(one)?.calls.overlap(&runs.get(other)?.calls)
}

/// Weekend days on which somebody is called, each once. The vendor's own builder asks before it takes one.
fn weekends(body: &Node<'_>, runs: &[Run<'_>], verdict: &mut Verdict) {
    let calling = runs.iter().filter(|run| !run.calls.hours.is_empty());
    let spans = calling.flat_map(|run| run.calls.days.spans());
    let days = Days::union(spans.copied());
    let many: i64 = days.spans().iter().map(|&(first, last)| weekend_days(first, last)).sum();
    if many > 0 {
        verdict.warn(body.at(&fields::RUNS), Kind::Weekend(many));
    }
}

/// How many Saturdays and Sundays there are from a first to a last day.
fn weekend_days(first: Date, last: Date) -> i64 {
    let days = days_between(first, last) + 1;
    let rest = (days / 7 * 7..days).filter_map(|day| plus_days(first, day));
    days / 7 * 2 + rest.filter(|day| weekday(*day).num_days_from_monday() >= 5).count() as i64
}
