//! What it takes to make a read ready, to find rows by typing, and to order them: time per row.
//!
//! `cargo bench --bench find`. The listings are generated, the same ones every time.

mod rows;

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kaytop::domain::grouping::GroupBy;
use kaytop::domain::order::{Column, Order};
use kaytop::domain::query::Query;
use kaytop::domain::store::{Snapshot, Store};

use self::rows::listing;

const SIZES: [usize; 2] = [1_000, 100_000];

fn loaded(rows: usize) -> Store {
    let mut store = Store::default();
    store.apply(Snapshot::build(listing(rows)));
    store
}

fn query(text: &str) -> Query {
    Query::parse(text).unwrap_or_default()
}

fn group<'c>(c: &'c mut Criterion, name: &str, rows: usize) -> BenchmarkGroup<'c, WallTime> {
    let mut group = c.benchmark_group(format!("{name}/{rows}"));
    group.throughput(Throughput::Elements(rows as u64)).sample_size(20).measurement_time(Duration::from_secs(2));
    group
}

/// A read, made ready off the thread that draws, and taken over by it: the same rows, and 1 % of them changed.
fn read(c: &mut Criterion) {
    for rows in SIZES {
        let listing = listing(rows);
        let mut changed = listing.clone();
        changed.rows.iter_mut().step_by(100).for_each(|row| row.stats.calls = row.stats.calls.map(|calls| calls + 1));
        let mut group = group(c, "read", rows);
        group.bench_function("build", |b| b.iter_batched(|| listing.clone(), Snapshot::build, BatchSize::LargeInput));
        let [plain, held]: [fn(&mut Store, Snapshot); 2] =
            [|store, snapshot| _ = store.apply(snapshot), |store, snapshot| _ = store.apply_held(snapshot)];
        for (name, second, apply) in [
            ("apply unchanged", &listing, plain),
            ("apply 1 % changed", &changed, plain),
            ("apply held 1 % changed", &changed, held),
        ] {
            let ready = || (loaded(rows), Snapshot::build(second.clone()));
            group.bench_function(name, |b| {
                b.iter_batched(
                    ready,
                    |(mut store, snapshot)| {
                        apply(&mut store, snapshot);
                        store
                    },
                    BatchSize::LargeInput,
                );
            });
        }
    }
}

/// A word typed key by key, each key measured after the one before it; then filters that look at every row.
fn find(c: &mut Criterion) {
    for rows in SIZES {
        let mut store = loaded(rows);
        let mut group = group(c, "find", rows);
        for length in 1..="housto".len() {
            let before = query("housto".get(..length - 1).unwrap_or_default());
            let typed = query("housto".get(..length).unwrap_or_default());
            group.bench_function(BenchmarkId::new("typed", typed.as_str()), |b| {
                b.iter_custom(|times| after(&mut store, &before, &typed, times));
            });
        }
        for text in ["calls > 1500 success%:<50", "~hstn", "Houston", "-houston", "name:hou*ton*", "/hou.*202\\d/"] {
            group.bench_function(text, |b| {
                b.iter_custom(|times| after(&mut store, &Query::default(), &query(text), times));
            });
        }
    }
}

/// The same word where rows are gathered, all groups closed; and what the number beside the name of a view takes.
fn gathered(c: &mut Criterion) {
    for rows in SIZES {
        let mut store = loaded(rows);
        let mut group = group(c, "gathered", rows);
        for (name, by) in
            [("by agent", vec![GroupBy::Agent]), ("by list and agent", vec![GroupBy::List, GroupBy::Agent])]
        {
            store.set_grouping(by);
            for length in 1..="hou".len() {
                let before = query("hou".get(..length - 1).unwrap_or_default());
                let typed = query("hou".get(..length).unwrap_or_default());
                group.bench_function(BenchmarkId::new(name, typed.as_str()), |b| {
                    b.iter_custom(|times| after(&mut store, &before, &typed, times));
                });
            }
        }
        for text in ["is:moving", "calls:>500 sort:success limit:10", "hou"] {
            let view = query(text);
            group.bench_function(BenchmarkId::new("count of a view", text), |b| b.iter(|| store.count_of(&view)));
        }
    }
}

/// How long a query takes when another is in force.
fn after(store: &mut Store, before: &Query, typed: &Query, times: u64) -> Duration {
    (0..times)
        .map(|_| {
            store.set_query(before.clone());
            let typed = typed.clone();
            let start = std::time::Instant::now();
            store.set_query(typed);
            black_box(store.shown());
            start.elapsed()
        })
        .sum()
}

/// One order after another.
fn sort(c: &mut Criterion) {
    for rows in SIZES {
        let mut store = loaded(rows);
        let mut group = group(c, "sort", rows);
        for column in [Column::Calls, Column::SuccessRate, Column::Name, Column::Origin] {
            let mut order = Order::ascending(column);
            group.bench_function(column.name(), |b| {
                b.iter(|| {
                    order = order.reversed();
                    store.set_order(order);
                });
            });
        }
    }
}

criterion_group!(benches, read, find, gathered, sort);
criterion_main!(benches);
