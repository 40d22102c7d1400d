//! Random plans that use every field of the contract: all of it right, or one value of it anything.

use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value, json};

use super::properties::any_json;

/// Members of a plan's object, the absent ones left out.
fn object(members: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Value {
    let given = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect::<Map<_, _>>())
}

fn day(after: u64) -> Value {
    let first = NaiveDate::from_ymd_opt(2026, 3, 2);
    first.and_then(|first| first.checked_add_days(Days::new(after))).map(|day| day.to_string()).into()
}

/// Slots that are in order and touch at most.
fn slots() -> impl Strategy<Value = Value> {
    let all = vec![("08:00", "09:30"), ("09:30", "12:00"), ("13:00", "17:15"), ("18:00", "21:00")];
    subsequence(all, 1..=4).prop_map(|slots| {
        slots.into_iter().map(|(start, end)| json!({"start_time": start, "end_time": end})).collect::<Vec<_>>().into()
    })
}

/// A run; whether it may do without times is the campaign's to say.
fn run(index: usize, own_hours: bool) -> impl Strategy<Value = Value> {
    let days = (0..60_u64, 0..20_u64).prop_flat_map(|(first, length)| {
        (Just(first), Just(length), of(subsequence((0..=length).collect::<Vec<_>>(), 1..=length as usize + 1)))
    });
    let times = of(select(vec![("08:00", "08:01"), ("09:00", "17:00"), ("20:59", "21:00")]));
    let messages = of(vec(any_json(), 0..3).prop_map(Value::from));
    (days, of(any::<bool>()), times, messages, any::<bool>()).prop_map(
        move |((first, length, selected), only, times, messages, named)| {
            let calls = only != Some(true);
            let times = times.or((!own_hours).then_some(("10:00", "16:30"))).filter(|_| calls);
            object([
                ("client_run_id", named.then(|| format!("run-{index}").into())),
                ("messaging_only", only.map(Value::from)),
                ("start_date", Some(day(first))),
                ("end_date", Some(day(first + length))),
                ("selected_days", selected.map(|days| days.into_iter().map(|at| day(first + at)).collect())),
                ("start_time", times.map(|(start, _)| start.into())),
                ("end_time", times.map(|(_, end)| end.into())),
                ("messages", messages),
            ])
        },
    )
}

/// A report about these runs, or all.
fn report(ids: Vec<Value>) -> impl Strategy<Value = Value> {
    let when = prop_oneof![
        Just(("daily", None, None)),
        (0..7_i64).prop_map(|day| ("weekly", Some(day), None)),
        (1..32_i64).prop_map(|day| ("monthly", None, Some(day))),
    ];
    let ranges = select(vec!["cumulative", "today_so_far", "previous_day", "previous_week", "previous_month"]);
    let filters = prop::collection::hash_map("[a-z]{1,5}", any_json(), 0..3);
    let many = ids.len();
    let about = of(subsequence(ids, 0..=many));
    let time = (0..24_u8, 0..60_u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    let people = vec("[a-z]{1,6}@[a-z]{1,6}\\.(com|org)", 1..4);
    ("[A-Za-z ]{0,10}r", when, time, people, about, of(Just("csv")), of(ranges), of(filters)).prop_map(
        |(name, (frequency, weekday, date), time, people, about, format, range, filters)| {
            object([
                ("name", Some(name.into())),
                ("frequency", Some(frequency.into())),
                ("weekday", weekday.map(Value::from)),
                ("day_of_month", date.map(Value::from)),
                ("time", Some(time.into())),
                ("recipients", Some(people.into())),
                ("run_client_ids", about.map(Value::from)),
                ("format", format.map(Value::from)),
                ("date_range", range.map(Value::from)),
                ("filters", filters.map(|members| Value::Object(members.into_iter().collect()))),
            ])
        },
    )
}

/// Plans with any of the contract's fields, each of them right.
pub(crate) fn whole() -> impl Strategy<Value = Value> {
    let hours = any::<bool>().prop_flat_map(|own| {
        let slots = slots();
        (Just(own), if own { slots.prop_map(Some).boxed() } else { of(slots).boxed() })
    });
    let parts = (hours, 1..5_usize).prop_flat_map(|((own, slots), many)| {
        let runs: Vec<_> = (0..many).map(|index| run(index, own).boxed()).collect();
        (Just(own), Just(slots), runs)
    });
    let parts = parts.prop_flat_map(|(own, slots, runs)| {
        let ids: Vec<Value> = runs.iter().filter_map(|run| run.get("client_run_id").cloned()).collect();
        (Just(own), Just(slots), Just(runs), of(report(ids)))
    });
    let switches = vec(of(any::<bool>()), 4);
    let numbers = (any::<i64>(), of(0..i64::MAX), of(any::<i64>()));
    (parts, switches, numbers, "[A-Za-z0-9 ]{0,12}x", any::<bool>()).prop_map(
        |((own, slots, runs, report), switches, (list, limit, form), name, named)| {
            let calls = runs.iter().any(|run| run.get("messaging_only") != Some(&json!(true)));
            let mut switches = switches.into_iter().map(|on| on.map(Value::from));
            let mut switch = || switches.next().flatten();
            object([
                ("name", Some(name.into())),
                ("agent_id", (calls || named).then(|| "abc_123".into())),
                ("case_list_id", Some(list.into())),
                ("is_obo", switch()),
                ("calls_scheduled_externally", switch()),
                ("never_ending", switch()),
                ("self_healing_disabled", switch()),
                ("use_company_hours", own.then_some(Value::Bool(true))),
                ("concurrency_limit", limit.map(Value::from)),
                ("form_id", form.map(Value::from)),
                ("business_hours", slots),
                ("runs", Some(runs.into())),
                ("report_schedule", report),
            ])
        },
    )
}

/// The same with one of its values replaced by anything, anywhere.
pub(crate) fn spoiled() -> impl Strategy<Value = Value> {
    let places = vec!["", "/runs/0", "/runs/1", "/business_hours/0", "/business_hours/1", "/report_schedule"];
    (whole(), select(places), any::<Index>(), any_json()).prop_map(|(mut plan, place, which, value)| {
        if let Some(members) = plan.pointer_mut(place).and_then(Value::as_object_mut) {
            let which = which.index(members.len());
            if let Some(member) = members.values_mut().nth(which) {
                *member = value;
            }
        }
        plan
    })
}
