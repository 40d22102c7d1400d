//! Runs cases, judges them, and sums up: how many, and by name those that do not count as passed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::case::Case;
use crate::oracle::{Count, judge};
use crate::places;
use crate::user::{End, live};
use crate::world::World;

/// For how long the world goes on after the story: what comes late comes.
const AFTERWARDS: Duration = Duration::from_secs(20 * 60);

/// Runs one case and judges it.
pub(crate) async fn run(case: &Case) -> Result<Count, String> {
    if case.is_impossible() {
        return Ok(Count::Skipped);
    }
    let world = World::new(&case.fault(), case.list, &case.deaths()).await;
    let end = live(&world, case.user, !case.lies()).await.unwrap_or_else(End::Stuck);
    tokio::time::sleep(AFTERWARDS).await;
    let last = world.process();
    last.launcher.records().recover().await.map_err(|why| format!("{case:?}: {why}"))?;
    drop(last);
    judge(&world, case, &end)
}

/// Runs the cases and tells how many came to what, and which do not count as passed; every breach is told.
pub(crate) async fn sum_up(what: &str, cases: &[Case]) -> String {
    let (mut counted, mut breaches) = (BTreeMap::<Count, Vec<Case>>::new(), Vec::new());
    for case in cases {
        match run(case).await {
            Ok(count) => counted.entry(count).or_default().push(*case),
            Err(breach) => breaches.push(breach),
        }
    }
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
    let of = |count| counted.get(&count).map_or(&[][..], Vec::as_slice);
    let [passed, assumed, skipped] = [Count::Run, Count::Assumed, Count::Skipped].map(|count| of(count).len());
    let mut report = vec![format!(
        "{what}: {} cases: {passed} run, {assumed} assumed, {skipped} skipped; 0 duplicates, 0 stuck",
        cases.len()
    )];
    let (lies, forgotten): (Vec<Case>, Vec<Case>) = of(Count::Assumed).iter().partition(|case| case.lies());
    let (never, elsewhere): (Vec<Case>, Vec<Case>) = of(Count::Skipped).iter().partition(|case| case.is_impossible());
    for (why, cases) in [
        ("assumed, the server says the contrary of what it did", lies),
        ("assumed, an older copy of the journal and a list that hides what it forgot", forgotten),
        ("skipped, no server creates what it has not read", never),
        ("skipped, nobody comes by that place", elsewhere),
    ] {
        report.extend(named(&cases).iter().map(|line| format!("  {why}: {line}")));
    }
    let met = [of(Count::Run), of(Count::Assumed)].concat();
    let unmet: Vec<String> = pairs(cases).difference(&pairs(&met)).cloned().collect();
    if !unmet.is_empty() {
        report.push(format!("  met by skipped cases only: {}", unmet.join(", ")));
    }
    report.join("\n")
}

/// The pairs of levels that meet in these cases, apart from those of a place and an outcome, which are a case each.
fn pairs(cases: &[Case]) -> BTreeSet<String> {
    let possible = cases.iter().filter(|case| !case.is_impossible()).map(Case::names);
    let of = |[death, outcome, list, user]: [String; 4]| {
        let with = |name: &str| [format!("{name} × [{list}]"), format!("{name} × {user}")];
        [with(&death), with(&outcome), [format!("[{list}] × {user}"), String::new()]].concat()
    };
    possible.flat_map(of).filter(|pair| !pair.is_empty()).collect()
}

/// The cases by name: places that share their outcomes on one line.
fn named(cases: &[Case]) -> Vec<String> {
    let mut outcomes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases {
        let mut outcome = case.wire();
        if case.is_forgotten_and_hidden() {
            outcome = format!("{outcome} {}", case.list.join(" "));
        }
        outcomes.entry(places::name(case.death)).or_default().insert(outcome);
    }
    let mut places: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    for (place, outcomes) in outcomes {
        places.entry(outcomes).or_default().push(place);
    }
    let list = |names: &BTreeSet<String>| names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    places.iter().map(|(outcomes, places)| format!("{} × {}", short(places), list(outcomes))).collect()
}

/// The places, or, where they are most, those that are not among them.
fn short(places: &[String]) -> String {
    let all: Vec<String> = places::deaths().into_iter().map(places::name).collect();
    let others: Vec<&str> = all.iter().filter(|place| !places.contains(place)).map(String::as_str).collect();
    match others.len() {
        0 => "everywhere".into(),
        few if few < places.len() => format!("everywhere but {}", others.join(", ")),
        _ => places.join(", "),
    }
}
