//! What one frame costs: drawing the model into a buffer, and finding what changed since the last one.
//!
//! `cargo bench --bench frame`. The number of campaigns must not matter, since only visible rows are built.

#[path = "../tests/support/model.rs"]
mod model;
mod rows;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kaytop::app::action::Movement;
use kaytop::app::model::Model;
use kaytop::domain::store::Snapshot;
use kaytop::domain::time::{Now, from_unix};
use kaytop::ui::draw::draw;
use kaytop::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::model::{START, connection, model};
use self::rows::listing;

const SIZES: [(u16, u16); 2] = [(120, 36), (200, 60)];
const ROWS: [usize; 3] = [1_000, 10_000, 100_000];

fn dashboard(rows: usize) -> Model {
    let now = Now { mono: Duration::ZERO, wall: from_unix(START).unwrap_or_default() };
    let mut model = model(now, connection("public-api.kayse.ai", "https://public-api.kayse.ai"));
    model.context.store.apply(Snapshot::build(listing(rows)));
    model.context.campaigns.succeed(now);
    model.list.follow(&model.context.store);
    model
}

/// Drawing the same screen again, and scrolling by a row each frame with the difference to write.
fn frame(c: &mut Criterion) {
    let theme = Theme::default();
    for (width, height) in SIZES {
        let mut group = c.benchmark_group(format!("frame/{width}x{height}"));
        group.sample_size(50).measurement_time(Duration::from_secs(2));
        for rows in ROWS {
            let mut model = dashboard(rows);
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            group.bench_with_input(BenchmarkId::new("draw", rows), &(), |b, ()| {
                b.iter(|| {
                    buf.reset();
                    draw(&model, theme, &mut buf)
                });
            });
            let mut former = buf.clone();
            group.bench_with_input(BenchmarkId::new("scroll_and_diff", rows), &(), |b, ()| {
                b.iter(|| {
                    model.list.step(Movement::Down, &model.context.store);
                    let mut next = Buffer::empty(former.area);
                    let drawn = draw(&model, theme, &mut next);
                    model.settle(drawn.geometry);
                    let cells = former.diff(&next).len();
                    former = next;
                    cells
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, frame);
criterion_main!(benches);
