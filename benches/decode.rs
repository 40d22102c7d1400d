//! How fast a list is read: rows a second, beside serde alone on the same bytes.
//!
//! `typed` is what a list without faults costs, safe text included; `row_by_row` is the same list with one bad element
//! at its end, the dearest place; `serde` only fills the wire types, and makes nothing safe.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kaytop::api::bounds::ApiLimits;
use kaytop::api::{convert, wire};

/// A list such as the API answers it: names of usual length, one in twenty with accents.
fn list(rows: usize) -> String {
    let mut json = String::from("[");
    for n in 0..rows {
        let name = if n % 20 == 0 { "Campaña de otoño" } else { "Spring follow-up intake" };
        let (total, failed) = (100 + n % 900, n % 90);
        let ok = (total - failed) / 2;
        let comma = if n == 0 { "" } else { "," };
        // Writing to a String cannot fail.
        write!(
            json,
            "{comma}{{\"id\":{n},\"name\":\"{name} {n}\",\"agent_id\":\"agent_{}\",\"case_list_id\":{},\
             \"origin\":\"public_api\",\"update_origin\":null,\"stats\":{{\"total_calls\":{total},\
             \"success_calls\":{ok},\"success_calls_percentage\":{:.1},\"failed_calls\":{failed},\
             \"average_sentiment_score\":0.{},\"conversion_rate\":{:.1}}}}}",
            n % 40,
            n % 300,
            100.0 * ok as f64 / (ok + failed) as f64,
            n % 100,
            n as f64 % 1000.0 / 10.0,
        )
        .unwrap_or_default();
    }
    json.push(']');
    json
}

fn decode(c: &mut Criterion) {
    let mut group = c.benchmark_group("decode");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    for rows in [10_000, 100_000] {
        let whole = list(rows);
        let faulty = format!("{},7]", whole.trim_end_matches(']'));
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_with_input(BenchmarkId::new("typed", rows), whole.as_bytes(), |b, body| {
            b.iter(|| convert::listing(black_box(body), ApiLimits::default().caps()));
        });
        group.bench_with_input(BenchmarkId::new("row_by_row", rows), faulty.as_bytes(), |b, body| {
            b.iter(|| convert::listing(black_box(body), ApiLimits::default().caps()));
        });
        group.bench_with_input(BenchmarkId::new("serde", rows), whole.as_bytes(), |b, body| {
            b.iter(|| serde_json::from_slice::<Vec<wire::Campaign>>(black_box(body)));
        });
    }
    group.finish();
}

criterion_group!(benches, decode);
criterion_main!(benches);
