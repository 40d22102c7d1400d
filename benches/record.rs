//! The record over generated years, each figure beside what it must reach.
//!
//! `cargo bench --bench record` takes minutes; `cargo bench --bench record -- small` leaves the hundred thousand out.
//! Times are medians, on a machine at rest.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that goes wrong should stop"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use fastrand::Rng;
use kaytop::domain::record::days::Span;
use kaytop::domain::record::engine::{Campaigns, Engine, Grain, Reading, Retention};
use kaytop::domain::record::{Figures, Identity, Row, Second};
use kaytop::domain::time::Zone;
use kaytop::storage::record::Record;

const DAYS: i64 = 260;
/// 60 changes a day of each campaign that moves, in ten open hours of readings every 30 s.
const CHANGES: usize = 60;
const READINGS: i64 = 1200;
const START: i64 = 1_790_000_000 / 86_400 * 86_400;

#[derive(Debug)]
struct Rows(Vec<Row>);

impl Campaigns for Rows {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        Box::new(self.0.iter().map(|row| Row { id: row.id, identity: row.identity.as_deref(), figures: row.figures }))
    }
}

/// A campaign in the making: what its rates are made of.
struct World {
    rng: Rng,
    rows: Vec<Row>,
    clients: Vec<(f64, f64)>,
}

impl World {
    fn new(campaigns: usize) -> Self {
        let mut rng = Rng::with_seed(7);
        let row = |id: usize| Row {
            id: id as i64 + 1,
            identity: Identity {
                name: Some(format!("Campaign number {id} of the year")),
                agent: Some(format!("agent_{}", id % 12)),
                list: Some(id as i64 % 300),
                origin: Some("public_api".into()),
                edited_by: None,
            },
            figures: Figures { calls: Some(0), ok: Some(0), failed: Some(0), ..Figures::default() },
        };
        let rows: Vec<Row> = (0..campaigns).rev().map(row).collect();
        let clients = rows.iter().map(|_| (1.0, rng.f64())).collect();
        let mut world = Self { rng, rows, clients };
        (0..campaigns).for_each(|at| (0..30).for_each(|_| world.call(at)));
        world
    }

    /// A call begins, ends, or both: and the vendor's rates follow, with as many decimals as in the vendor's sample.
    fn call(&mut self, at: usize) {
        let (rng, figures) = (&mut self.rng, &mut self.rows[at].figures);
        let kind = rng.u8(..10);
        let (calls, ok, failed) =
            (figures.calls.as_mut().unwrap(), figures.ok.as_mut().unwrap(), figures.failed.as_mut().unwrap());
        if !(5..8).contains(&kind) {
            *calls += 1;
        }
        if kind >= 5 && *ok + *failed < *calls {
            if rng.f64() < 0.65 { *ok += 1 } else { *failed += 1 }
        }
        let finished = (*ok + *failed).max(1) as f64;
        let rounded = |value: f64, unit: f64| Some((value * unit).round() / unit);
        figures.vendor_rate = rounded(100.0 * *ok as f64 / finished, 10.0);
        let sentiment = figures.sentiment.unwrap_or(0.6);
        figures.sentiment = rounded(sentiment + (rng.f64() - 0.5) * 2.0 / finished, 100.0);
        let (clients, converted) = &mut self.clients[at];
        if rng.f64() < 0.7 {
            *clients += 1.0;
            *converted += f64::from(rng.f64() < 0.3);
        }
        figures.conversion = rounded(100.0 * *converted / *clients, 10.0);
    }

    /// Of which reading of a day each change is, by reading.
    fn day(&mut self, moving: usize) -> Vec<Vec<usize>> {
        let mut plan = vec![Vec::new(); READINGS as usize];
        for at in 0..moving {
            for _ in 0..CHANGES {
                plan[self.rng.usize(..READINGS as usize)].push(at);
            }
        }
        for changes in &mut plan {
            changes.dedup();
        }
        plan
    }
}

fn reading(at: i64, whole: bool) -> Reading {
    Reading { at: Second(at), now: Second(at), every: 30, whole }
}

fn size(folder: &Path) -> u64 {
    std::fs::read_dir(folder.join("history")).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

/// The median of some runs.
fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

fn told(what: &str, found: Duration, limit: f64) {
    println!("{what:<66} {:>9.2} ms   to reach {limit:>6.1} ms", found.as_secs_f64() * 1000.0);
}

fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

struct Goals {
    reading: f64,
    as_of: f64,
}

fn year(campaigns: usize, moving: usize, goals: &Goals) {
    let folder = tempfile::tempdir().unwrap();
    let open = || Record::new(folder.path(), "api.kayse.ai", "fp");
    let mut record = open();
    let mut world = World::new(campaigns);
    record.take(reading(START, true), &Rows(world.rows.clone())).unwrap();
    let mut changes = campaigns as u64;
    let mut at = START;
    for day in 0..DAYS {
        let opens = START + day * 86_400 + 8 * 3600;
        for (number, moved) in world.day(moving).into_iter().enumerate() {
            at = opens + number as i64 * 30 + i64::from(world.rng.u8(..8) == 0);
            if moved.is_empty() {
                continue;
            }
            for &row in &moved {
                world.call(row);
            }
            // What did not change is left out: the record would find out itself, at some length.
            let mut rows: Vec<usize> = moved;
            rows.sort_unstable();
            rows.dedup();
            let rows: Vec<Row> = rows.into_iter().map(|row| world.rows[row].clone()).collect();
            if let Ok(kaytop::domain::record::engine::Taken::Changed(some)) =
                record.take(reading(at, false), &Rows(rows))
            {
                changes += some as u64;
            }
        }
        while record.tidy(Second(at + 3600), Zone::UTC, Retention { days: 4000, bytes: 1 << 40 }).unwrap() {}
    }
    while record.tidy(Second(at + 9 * 86_400), Zone::UTC, Retention { days: 4000, bytes: 1 << 40 }).unwrap() {}
    record.leave().unwrap();
    drop(record);
    println!("\n{campaigns} campaigns, {moving} of them moving: {changes} changes in {DAYS} days");
    println!(
        "{:<66} {:>9.2} B    to reach    2.5 B",
        "bytes a sealed change, file on disk",
        size(folder.path()) as f64 / changes as f64
    );

    let before = memory();
    let mut record = open();
    let mut rng = Rng::with_seed(1);
    let now = at + 9 * 86_400;
    record.take(reading(now, true), &Rows(world.rows.clone())).unwrap();
    println!("{:<66} {:>9.2} MB", "memory with the record open, over none", memory() - before);
    let mut poll = now;
    let mut one_percent = || {
        for _ in 0..campaigns.div_ceil(100) {
            let row = world.rng.usize(..campaigns);
            world.call(row);
        }
        Rows(world.rows.clone())
    };
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let rows = one_percent();
            poll += 30;
            let began = Instant::now();
            record.take(reading(poll, true), &rows).unwrap();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    told("writing a reading of which 1 % changed", times[7], goals.reading);
    let rows = Rows(world.rows.clone());
    let unchanged = median(15, || {
        black_box(record.take(reading(poll, true), &rows).unwrap());
    });
    println!("{:<66} {:>9.2} ms", "taking a reading that says nothing new", unchanged.as_secs_f64() * 1000.0);
    let span = at - START;
    let as_of = median(15, || {
        let moment = START + rng.i64(86_400..span);
        assert_eq!(record.as_of(Second(moment)).unwrap().unwrap().rows.len(), campaigns);
    });
    told("the whole table as of any moment of the year", as_of, goals.as_of);
    let year = Span { from: Second(START), to: Second(now) };
    let course = median(15, || {
        let id = (campaigns - rng.usize(..moving)) as i64;
        assert!(record.course(id, year, Grain::Days).unwrap().len() > 200);
    });
    told("one campaign's year, by days", course, 15.0);
    let week = Span { from: Second(at - 7 * 86_400), to: Second(at) };
    let course = median(15, || drop(black_box(record.course(campaigns as i64, week, Grain::Changes).unwrap())));
    println!("{:<66} {:>9.2} ms", "one campaign's week, by changes", course.as_secs_f64() * 1000.0);
    let opened = median(5, || {
        black_box(open().about().unwrap().bytes);
    });
    println!("{:<66} {:>9.2} ms   off the loop", "opening it, checked whole", opened.as_secs_f64() * 1000.0);
}

fn main() {
    year(1000, 100, &Goals { reading: 2.0, as_of: 10.0 });
    if !std::env::args().any(|argument| argument == "small") {
        year(100_000, 1000, &Goals { reading: 25.0, as_of: 200.0 });
    }
}
