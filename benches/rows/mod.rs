//! Generated campaigns for the benches, the same ones every time.

use kaytop::domain::campaign::{Campaign, Listing, Stats, share};
use kaytop::domain::shown::Shown;

const FIRMS: [&str; 12] = [
    "Kessler",
    "Ortiz",
    "Whitfield",
    "Abernathy",
    "Nakamura",
    "O'Brien",
    "Vance",
    "Hartman",
    "Houston",
    "Thibodeaux",
    "Okafor",
    "Norwood",
];
/// Firms beyond ASCII: about every sixteenth.
const FOREIGN: [&str; 4] = ["Müller", "García-Peña", "東京法律事務所", "Юристы"];
const SUBJECTS: [&str; 8] = [
    "Camp Lejeune",
    "Roundup",
    "Hernia Mesh",
    "Workers Comp",
    "Hair Relaxer",
    "Paraquat",
    "Nursing Home Abuse",
    "Talcum",
];
const KINDS: [&str; 6] = ["Intake", "Outreach", "Follow-up", "Document Chase", "Survey", "Claim Status"];
const REGIONS: [&str; 8] =
    ["TX", "Houston", "Gulf Coast", "South Florida", "Chicago", "Phoenix", "EN/ES", "Nationwide"];
const ORIGINS: [&str; 4] = ["public_api", "dashboard", "import", "zapier"];

pub(crate) fn listing(rows: usize) -> Listing {
    let mut rng = fastrand::Rng::with_seed(7);
    let rows = (1..=rows as i64).map(|id| campaign(id, &mut rng)).collect();
    Listing { rows, unreadable: 0 }
}

fn campaign(id: i64, rng: &mut fastrand::Rng) -> Campaign {
    let mut pick = |of: &[&'static str]| rng.choice(of.iter().copied()).unwrap_or_default();
    let first = if id % 16 == 0 { pick(&FOREIGN) } else { pick(&FIRMS) };
    let name = format!("{first} & {} {} {} {}", pick(&FIRMS), pick(&SUBJECTS), pick(&KINDS), pick(&REGIONS));
    let origin = pick(&ORIGINS);
    let calls = rng.i64(0..3_000);
    let ok = rng.i64(0..=calls);
    let failed = rng.i64(0..=calls - ok);
    Campaign {
        id,
        name: Some(Shown::new(&format!("{name} {} {}", rng.u32(1..53), rng.u32(2022..2027)))),
        agent: Some(Shown::new(&format!("abc_{:06}", rng.u32(0..400_000)))),
        list: Some(rng.i64(1..5_000)),
        origin: Some(Shown::new(origin)),
        updated: None,
        stats: Stats {
            calls: Some(calls),
            ok: Some(ok),
            failed: Some(failed),
            vendor_rate: share(ok, ok + failed),
            sentiment: Some(rng.f64()),
            conversion: Some(100.0 * rng.f64()),
        },
    }
}
