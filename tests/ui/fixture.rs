//! A believable company of 143 campaigns: what such names and numbers look like, and each kind of row that has ever
//! broken a table.

use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::shown::Shown;

use crate::samples::sample;

const CASES: [&str; 12] = [
    "Roundup",
    "Camp Lejeune",
    "Zantac",
    "3M earplugs",
    "Hernia mesh",
    "Talcum powder",
    "Paraquat",
    "Hair relaxer",
    "Depo-Provera",
    "Ozempic",
    "AFFF firefighters",
    "Rideshare",
];
const AIMS: [&str; 7] =
    ["intake", "missing records", "settlement update", "recontact", "retainer reminder", "status check", "fee consent"];
const AGENTS: [&str; 5] = ["Intake-EN", "Intake-ES", "Docs-EN", "Followup-2", "abc_123"];
const ORIGINS: [&str; 3] = ["web_app", "public_api", "csv_import"];

/// The whole company, newest first as the vendor answers it.
pub(crate) fn company() -> Vec<Campaign> {
    let usual = (2..=131).rev().map(usual);
    odd().into_iter().chain(usual).chain([sample()]).collect()
}

/// A company without accidents, for the pictures: as many campaigns, each as most are.
pub(crate) fn presentable() -> Vec<Campaign> {
    let accented = Campaign { name: Some(Shown::new("Señora Núñez – français à côté")), ..usual(138) };
    let differs = Stats { vendor_rate: Some(64.4), ..usual(136).stats };
    let mut rows: Vec<Campaign> = (2..=143).rev().map(usual).chain([sample()]).collect();
    rows[5] = accented;
    rows[7].stats = differs;
    rows
}

/// The 130 campaigns in the middle: plain names, plausible counts.
fn usual(id: i64) -> Campaign {
    let n = usize::try_from(id).unwrap();
    let (case, aim) = (CASES[n * 5 % CASES.len()], AIMS[n * 3 % AIMS.len()]);
    let name = match id % 4 {
        0 => format!("{case} {aim} wave {}", 1 + id % 5),
        1 => format!("{case} – {aim}"),
        _ => format!("{case} {aim}"),
    };
    let calls = 40 + (id * 7919) % 2411;
    let finished = calls * (55 + (id * 31) % 45) / 100;
    let ok = finished * (38 + (id * 17) % 48) / 100;
    let rate = 100.0 * ok as f64 / finished as f64;
    Campaign {
        id: 300 + id,
        name: Some(Shown::new(&name)),
        agent: Some(Shown::new(AGENTS[n % AGENTS.len()])),
        list: Some(1000 + id * 37 % 800),
        origin: Some(Shown::new(ORIGINS[n % ORIGINS.len()])),
        updated: (id % 3 == 0).then(|| Shown::new("web_app")),
        stats: Stats {
            calls: Some(calls),
            ok: Some(ok),
            failed: Some(finished - ok),
            vendor_rate: Some((rate * 10.0).round() / 10.0),
            sentiment: Some(((id * 13) % 90) as f64 / 100.0),
            conversion: Some((80 + (id * 29) % 320) as f64 / 10.0),
        },
    }
}

/// Twelve rows that are not as others are.
fn odd() -> Vec<Campaign> {
    let named = |id, name: &str, base: i64| Campaign { id, name: Some(Shown::new(name)), ..usual(base) };
    let counts = |id, name: &str, stats: Stats| Campaign { stats, ..named(id, name, 50) };
    let usual_stats = usual(50).stats;
    vec![
        named(481, "Roundup intake wave 3", 17),
        named(
            480,
            "Camp Lejeune: second recontact of everyone who asked for a call back in the evening, Pacific time",
            23,
        ),
        named(479, "日本語クライアント 再連絡", 31),
        named(478, "Señora Núñez – Depo-Provera, français à côté", 8),
        named(477, "👩‍👩‍👧 Family intake 🇺🇸 ☎️", 12),
        Campaign::unknown(476),
        Campaign { agent: None, stats: Stats::default(), ..named(475, "Messaging only, no calls yet", 40) },
        counts(474, "Nothing finished yet", Stats { ok: Some(0), failed: Some(0), ..usual_stats }),
        counts(473, "More outcomes than calls", Stats { calls: Some(10), ..usual_stats }),
        counts(472, "Conversion beyond everything", Stats { conversion: Some(4210.0), ..usual_stats }),
        counts(471, "Vendor counts otherwise", Stats { vendor_rate: Some(64.4), ..usual_stats }),
        named(470, "line\nbreak, tab\t, \u{202e}turned round", 44),
    ]
}
