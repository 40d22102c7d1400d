//! The rules R1–R30 and the warnings, judged from outside: each row is one edit of the vendor's sample and what the
//! contract says of it.

mod agree;
mod campaign;
mod draft;
mod messages;
#[expect(clippy::string_slice, reason = "a test that cannot go on must fail")]
mod people;
mod plans;
mod properties;
mod report;
mod runs;
mod warnings;

use kaytop::domain::rules::{Finding, Verdict, judge};
use kaytop::domain::time::{TimeOfDay, Zone};
use kaytop::domain::today::Today;
use serde_json::{Value, json};

/// The vendor's sample, word for word.
const SAMPLE: &str = include_str!("../../fixtures/create.json");

/// Before the sample's dates, so that it has no warning.
fn before() -> Today {
    on("2026-02-01", "00:00")
}

/// When clocks in Hawaii show that date and time; for a reader in Manila, who is a day ahead at most hours.
fn on(date: &str, time: &str) -> Today {
    let moment = Zone::HONOLULU.moment(date.parse().unwrap(), TimeOfDay::parse(time).unwrap()).unwrap();
    Today::at(moment, Zone::named("Asia/Manila").unwrap())
}

fn sample() -> Value {
    serde_json::from_str(SAMPLE).unwrap_or_default()
}

/// One edit of the sample: a member, named by its JSON pointer, set to a value or taken out.
#[derive(Debug, Clone)]
enum Edit {
    Set(&'static str, Value),
    Unset(&'static str),
}

use Edit::{Set, Unset};

fn edited(edits: &[Edit]) -> Value {
    let mut body = sample();
    for edit in edits {
        let (Set(pointer, _) | Unset(pointer)) = edit;
        let Some((parent, name)) = pointer.rsplit_once('/') else { unreachable!("{pointer} is no pointer") };
        let members = body.pointer_mut(parent).and_then(Value::as_object_mut);
        let Some(members) = members else { unreachable!("{pointer} has no parent in the sample") };
        match edit {
            Set(_, value) => members.insert(name.to_owned(), value.clone()),
            Unset(_) => members.remove(name),
        };
    }
    body
}

/// Path and rule of each problem, such as `runs[0].end_time R16`; no number is `R-`.
fn problems(verdict: &Verdict) -> Vec<String> {
    let rule = |number: Option<u8>| number.map_or("R-".to_owned(), |number| format!("R{number}"));
    verdict.problems.iter().map(|problem| format!("{} {}", problem.path(), rule(problem.rule))).collect()
}

fn warnings(verdict: &Verdict) -> Vec<String> {
    verdict.warnings.iter().map(Finding::path).collect()
}

/// Judges each row's edits of the sample and compares what is broken, and where.
fn expect<const N: usize>(rows: [(Vec<Edit>, &[&str]); N]) {
    for (edits, expected) in rows {
        let verdict = judge(&edited(&edits), before());
        assert_eq!(problems(&verdict), expected, "{edits:?}: {:#?}", verdict.problems);
    }
}

fn run(members: Value) -> Value {
    let mut run =
        json!({"start_date": "2026-02-20", "end_date": "2026-02-25", "start_time": "09:00", "end_time": "17:00"});
    if let (Some(run), Value::Object(members)) = (run.as_object_mut(), members) {
        run.extend(members);
    }
    run
}

fn runs(members: Value) -> Vec<Edit> {
    vec![Set("/runs", json!([run(members)])), Unset("/report_schedule")]
}

fn hours(slots: &[(&str, &str)]) -> Vec<Edit> {
    let slots: Vec<Value> = slots.iter().map(|(start, end)| json!({"start_time": start, "end_time": end})).collect();
    vec![Set("/business_hours", slots.into())]
}
