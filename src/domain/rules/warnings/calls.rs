//! What is worth a look in days and hours: what is over, what overlaps, what is not used.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{RUNS, SLOTS, entries, fields};
use crate::domain::count::{count, counted};
use crate::domain::hours::{Hours, Slot};
use crate::domain::rules::path::Path;
use crate::domain::rules::reader::{Node, date, list};
use crate::domain::rules::runs::messaging_only;
use crate::domain::rules::{Verdict, reader};
use crate::domain::schedule::{Calls, Days};
use crate::domain::time::{Date, TimeOfDay, days_between, plus_days, weekday};
use crate::domain::today::Today;
use crate::domain::zones;

const NOT_USED: &str = "are given but not used: each run keeps its own times unless use_company_hours is true";
const ALL_OVER: &str = "every run is over: nobody would be contacted";

/// A run of so many days and more is worth a look: its end may be of the wrong year.
const LONG: i64 = 100;

/// A run as far as its days and hours can be read.
struct Run<'v> {
    node: Node<'v>,
    messages_only: bool,
    /// Its first and its last day, in order.
    bounds: Option<(Date, Date)>,
    calls: Calls,
}

/// Adds the warnings about when calls are made.
pub(super) fn judge(body: &Node<'_>, today: Today, verdict: &mut Verdict) {
    let company_hours = body.get(fields::USE_COMPANY_HOURS.name).and_then(Value::as_bool) == Some(true);
    let slots = Hours::new(entries(body, fields::BUSINESS_HOURS.name, &SLOTS).iter().filter_map(slot));
    if !company_hours && body.get(fields::BUSINESS_HOURS.name).and_then(reader::one_or_more).is_some() {
        verdict.warn(body.at(fields::BUSINESS_HOURS.name), NOT_USED);
    }
    let own = company_hours.then_some(&slots);
    let runs: Vec<Run<'_>> = entries(body, fields::RUNS.name, &RUNS).into_iter().map(|node| read(node, own)).collect();
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
        verdict.warn(body.at(fields::RUNS.name), ALL_OVER);
    }
    overlaps(&runs, verdict);
    weekends(body, &runs, verdict);
}

fn slot(node: &Node<'_>) -> Option<Slot> {
    let time = |name| node.get(name).and_then(Value::as_str).and_then(TimeOfDay::parse);
    Slot::new(time(fields::START_TIME.name)?, time(fields::END_TIME.name)?)
}

/// Reads a run; with `hours` of the campaign those are the hours of each.
fn read<'v>(node: Node<'v>, hours: Option<&Hours>) -> Run<'v> {
    let day = |name| node.get(name).and_then(date);
    let bounds = day(fields::START_DATE.name).zip(day(fields::END_DATE.name)).filter(|(first, last)| first <= last);
    let all = bounds.map_or_else(Days::default, |(first, last)| Days::span(first, last));
    let selected = node.get(fields::SELECTED_DAYS.name).and_then(list).unwrap_or_default();
    let days = if selected.is_empty() { all } else { Days::of(selected.iter().filter_map(date)).shared(&all) };
    let messages_only = messaging_only(&node) == Some(true);
    let hours = match hours {
        _ if messages_only => Hours::default(),
        Some(hours) => hours.clone(),
        None => Hours::new(slot(&node)),
    };
    Run { node, messages_only, bounds, calls: Calls { days, hours } }
}

/// Times of runs beside hours of the campaign, which hold for every run, and runs that rely on those alone. Each kind is
/// told once and names its runs: one word on every run of a campaign would hide what else there is.
fn times_beside_hours(body: &Node<'_>, runs: &[Run<'_>], verdict: &mut Verdict) {
    let times = [fields::START_TIME.name, fields::END_TIME.name];
    let own = |run: &Run<'_>| times.into_iter().find(|time| run.node.get(time).is_some());
    let calling = |has_own: bool| {
        let runs = runs.iter().enumerate().filter(|(_, run)| !run.messages_only);
        runs.filter(|(_, run)| own(run).is_some() == has_own).map(|(index, _)| index).collect::<Vec<_>>()
    };
    let with_own = calling(true);
    if let Some((run, time)) =
        with_own.first().and_then(|first| runs.get(*first)).and_then(|run| Some((run, own(run)?)))
    {
        let words = format!(
            "the times of {} are not used: business_hours hold for every run while use_company_hours is true",
            named(&with_own)
        );
        verdict.warn(run.node.at(time), words);
    }
    let bare = calling(false);
    if !bare.is_empty() {
        let [have, rely] = if bare.len() == 1 { ["has", "relies"] } else { ["have", "rely"] };
        let words = format!(
            "{} {have} no start_time and end_time and {rely} on business_hours alone, which the vendor's \
             documentation neither asks for nor rules out",
            named(&bare)
        );
        verdict.warn(body.at(fields::RUNS.name), words);
    }
}

/// The paths of runs in order, those that follow each other as one: `runs[0] to runs[2], runs[4]`.
fn named(runs: &[usize]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &run in runs {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == run => *last = run,
            _ => spans.push((run, run)),
        }
    }
    let path = |run| Path::Entry(&RUNS, run).to_string();
    let spans = spans.into_iter().map(|(first, last)| match last - first {
        0 => path(first),
        1 => format!("{}, {}", path(first), path(last)),
        _ => format!("{} to {}", path(first), path(last)),
    });
    spans.collect::<Vec<_>>().join(", ")
}

/// Days that are over for every client, and hours of today that are: legal, and likely a plan from an earlier time.
fn past(run: &Run<'_>, today: Today, verdict: &mut Verdict) {
    let (place, now) = (zones::LAST.name, today.last());
    // Without the moment: what is worth a look is told anew when there is more of it, not at every midnight.
    let words = |day: Date| format!("{day} is past even in {place}");
    for field in [&fields::START_DATE, &fields::END_DATE] {
        if let Some(day) = run.node.get(field.name).and_then(date).filter(|day| today.is_past(*day)) {
            verdict.warn(run.node.at(field.name), words(day));
        }
    }
    let path = run.node.at(fields::SELECTED_DAYS.name);
    let selected = run.node.get(fields::SELECTED_DAYS.name).and_then(list).unwrap_or_default();
    for (index, day) in selected.iter().enumerate() {
        if let Some(day) = date(day).filter(|day| today.is_past(*day)) {
            verdict.warn(Path::Entry(&path, index), words(day));
        }
    }
    if run.calls.days.contains(now)
        && let Some(end) = end_of(&run.calls).filter(|end| today.is_over(now, *end))
    {
        let own = run.node.get(fields::END_TIME.name).is_some();
        let path = if own { run.node.at(fields::END_TIME.name) } else { run.node.path() };
        verdict.warn(path, format!("calls of {now} are over: {end} is past even in {place}"));
    }
}

/// When the last hour of a day ends.
fn end_of(calls: &Calls) -> Option<TimeOfDay> {
    calls.hours.slots().last().map(|slot| slot.end)
}

fn long(run: &Run<'_>, verdict: &mut Verdict) {
    let days = run.bounds.map(|(first, last)| (days_between(first, last), last));
    if let Some((days, last)) = days.filter(|(days, _)| *days >= LONG) {
        let words = format!("the run goes on for {} days, to {last}", count(days + 1));
        verdict.warn(run.node.at(fields::END_DATE.name), words);
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
            let (later, earlier) = (later.node.path(), earlier.node.path());
            verdict.warn(later, format!("{later} and {earlier} overlap {}", when(&shared)));
        }
    }
}

/// When both runs may call.
fn shared(runs: &[Run<'_>], one: usize, other: usize) -> Option<Calls> {
    runs.get(one)?.calls.overlap(&runs.get(other)?.calls)
}

/// `on 2026-03-02, 10:00–12:00`, `from 2026-03-02 to 2026-03-06, 09:00–12:00 and 13:00–17:00`.
fn when(calls: &Calls) -> String {
    let days = match (calls.days.spans(), calls.days.ends()) {
        ([(first, last)], _) if first == last => format!("on {first}"),
        ([(first, last)], _) => format!("from {first} to {last}"),
        (_, Some((first, last))) => format!("on {} from {first} to {last}", counted(calls.days.count(), "day")),
        (_, None) => String::new(),
    };
    let hours: Vec<String> = calls.hours.slots().iter().map(|slot| format!("{}–{}", slot.start, slot.end)).collect();
    format!("{days}, {}", hours.join(" and "))
}

/// Weekend days on which somebody is called, each once. The vendor's own builder asks before it takes one.
fn weekends(body: &Node<'_>, runs: &[Run<'_>], verdict: &mut Verdict) {
    let calling = runs.iter().filter(|run| !run.calls.hours.is_empty());
    let spans = calling.flat_map(|run| run.calls.days.spans());
    let days = Days::union(spans.copied());
    let many: i64 = days.spans().iter().map(|&(first, last)| weekend_days(first, last)).sum();
    if many > 0 {
        let days = if many == 1 { "a weekend day".to_owned() } else { format!("{} weekend days", count(many)) };
        let words = format!("calls are made on {days}, which the vendor advises against");
        verdict.warn(body.at(fields::RUNS.name), words);
    }
}

/// How many Saturdays and Sundays there are from a first to a last day.
fn weekend_days(first: Date, last: Date) -> i64 {
    let days = days_between(first, last) + 1;
    let rest = (days / 7 * 7..days).filter_map(|day| plus_days(first, day));
    days / 7 * 2 + rest.filter(|day| weekday(*day).num_days_from_monday() >= 5).count() as i64
}
