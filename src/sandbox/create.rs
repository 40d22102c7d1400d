//! What an accepted plan becomes: a row of the list, and calls within its runs.
//!
//! The plan was judged before (`domain::rules`); what is read here generously is what the rules allow.

use serde_json::Value;

use super::calling::{Slots, Stretch};
use super::listing::Campaign;
use super::motion::{Course, Moving, Outcomes, salt};
use crate::api::wire;
use crate::domain::time::Date;

/// Calls one line can place in an hour.
const CALLS_PER_LINE: f64 = 20.0;

/// Where a new campaign finds itself.
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) seed: u64,
    pub(super) pace: f64,
    /// The local second of its creation.
    pub(super) since: f64,
    /// How many calls its list holds.
    pub(super) list: u64,
}

/// The campaign that `plan` asks for.
pub(super) fn campaign(plan: &Value, place: &Place) -> Campaign {
    Campaign { row: row(plan, place.id), course: Course::Moving(course(plan, place)) }
}

/// The row of the campaign that `plan` asks for, before its first call.
pub(super) fn row(plan: &Value, id: i64) -> wire::Campaign {
    wire::Campaign {
        id,
        name: text(plan, "name"),
        agent_id: text(plan, "agent_id"),
        case_list_id: plan.get("case_list_id").and_then(Value::as_i64),
        origin: Some("public_api".into()),
        update_origin: None,
        stats: Some(wire::Stats::default()),
    }
}

fn course(plan: &Value, place: &Place) -> Moving {
    let salt = salt(place.seed, place.id as u64);
    let mut random = fastrand::Rng::with_seed(salt);
    let lines = plan.get("concurrency_limit").and_then(Value::as_u64).filter(|limit| *limit > 0);
    let most = lines.map_or(f64::INFINITY, |lines| lines as f64 * CALLS_PER_LINE);
    let rate = (90.0 + 60.0 * random.f64()).min(most);
    Moving {
        salt,
        since: place.since,
        stretches: if flag(plan, "calls_scheduled_externally") { Vec::new() } else { stretches(plan) },
        rate: rate * place.pace,
        made: 0.0,
        under_way: rate / CALLS_PER_LINE,
        list: (!flag(plan, "never_ending")).then_some(place.list),
        stalls_at: None,
        outcomes: Outcomes {
            success: 0.55 + 0.3 * random.f64(),
            soured: None,
            sentiment: 0.5 + 0.3 * random.f64(),
            conversion: 15.0 + 35.0 * random.f64(),
            phase: 6.0 * random.f64(),
        },
    }
}

/// When the plan's runs call.
fn stretches(plan: &Value) -> Vec<Stretch> {
    let company = flag(plan, "use_company_hours").then(|| slots(items(plan, "business_hours")));
    let mut stretches = Vec::new();
    for run in items(plan, "runs").iter().filter(|run| !flag(run, "messaging_only")) {
        let slots = company.clone().unwrap_or_else(|| slots(std::slice::from_ref(run)));
        let selected: Vec<Date> = items(run, "selected_days").iter().filter_map(as_date).collect();
        if !selected.is_empty() {
            stretches.extend(selected.into_iter().map(|day| Stretch::days(day, day, slots.clone())));
        } else if let (Some(first), Some(last)) = (date(run, "start_date"), date(run, "end_date")) {
            stretches.push(Stretch::days(first, last, slots));
        }
    }
    stretches
}

/// The slots of whatever has a start and an end time.
fn slots(of: &[Value]) -> Slots {
    Slots::new(of.iter().filter_map(|slot| Some((minute(slot, "start_time")?, minute(slot, "end_time")?))))
}

fn minute(of: &Value, name: &str) -> Option<u32> {
    let (hours, minutes) = of.get(name)?.as_str()?.split_once(':')?;
    Some(hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?)
}

fn date(of: &Value, name: &str) -> Option<Date> {
    of.get(name).and_then(as_date)
}

fn as_date(value: &Value) -> Option<Date> {
    value.as_str()?.parse().ok()
}

fn items<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(of: &Value, name: &str) -> Option<String> {
    of.get(name).and_then(Value::as_str).map(Into::into)
}

fn flag(of: &Value, name: &str) -> bool {
    of.get(name).and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::calling::date_of;
    use super::*;

    const HOUR: f64 = 3600.0;

    /// A local second on 2026-11-23.
    fn at(hour: f64) -> f64 {
        let days = ("2026-11-23".parse::<Date>().unwrap() - Date::default()).num_days();
        days as f64 * 86_400.0 + hour * HOUR
    }

    fn plan(more: &Value) -> Value {
        let mut plan = json!({"name": "Talc", "agent_id": "a", "case_list_id": 5, "runs": [
            {"start_date": "2026-11-23", "end_date": "2026-11-24", "start_time": "09:00", "end_time": "17:00"}]});
        plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        plan
    }

    fn calls(more: &Value, from: f64, to: f64) -> i64 {
        let place = Place { id: 9, seed: 1, pace: 1.0, since: from, list: 400 };
        campaign(&plan(more), &place).course.stats(to).total_calls.unwrap()
    }

    #[test]
    fn a_created_campaign_starts_at_nothing_and_calls_within_its_runs() {
        assert_eq!(date_of(at(12.0)).to_string(), "2026-11-23");
        assert_eq!(calls(&json!({}), at(9.0), at(9.0)), 0);
        let first_hour = calls(&json!({}), at(9.0), at(10.0));
        assert!((89..=151).contains(&first_hour), "{first_hour}");
        assert!(calls(&json!({}), at(18.0), at(19.0)) > 0, "hours shape the rate, never to nothing");
        assert_eq!(calls(&json!({}), at(9.0), at(24.0 * 9.0)), 400, "the list bounds the calls");
    }

    #[test]
    fn what_never_calls_stays_at_nothing() {
        let run = |run: Value| json!({ "runs": [run] });
        for (why, more) in [
            ("tomorrow", run(json!({"start_date": "2026-11-24", "end_date": "2026-11-24"}))),
            ("past", run(json!({"start_date": "2026-02-20", "end_date": "2026-02-20"}))),
            (
                "not selected",
                run(json!({"start_date": "2026-11-23", "end_date": "2026-11-24", "selected_days": ["2026-11-24"]})),
            ),
            (
                "messages only",
                run(json!({"start_date": "2026-11-23", "end_date": "2026-11-23", "messaging_only": true})),
            ),
            ("scheduled elsewhere", json!({"calls_scheduled_externally": true})),
        ] {
            assert_eq!(calls(&more, at(9.0), at(17.0)), 0, "{why}");
        }
    }

    #[test]
    fn options_of_the_plan_shape_the_calls() {
        let ever = calls(&json!({"never_ending": true}), at(9.0), at(24.0 * 9.0));
        assert!(ever > 1000, "{ever}");
        let one_line = calls(&json!({"concurrency_limit": 1}), at(9.0), at(10.0));
        assert!((19..=21).contains(&one_line), "{one_line}");
        let hours =
            json!({"use_company_hours": true, "business_hours": [{"start_time": "12:00", "end_time": "13:00"}]});
        assert!(calls(&hours, at(9.0), at(10.0)) < 40);
    }
}
