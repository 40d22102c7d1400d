//! A launch cannot happen twice: the real protocol, the real journal and the real sandbox, in virtual time.
//!
//! `cargo test --test launch` runs a slice; everything: `KAYTOP_LAUNCHES=all cargo test --release --test launch -- --nocapture`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod day;
mod fake;
mod matrix;
mod people;
mod tap;
mod user;
mod world;

use matrix::{Case, sum_up};

/// Whether everything is to be run.
fn everything() -> bool {
    std::env::var_os("KAYTOP_LAUNCHES").is_some_and(|value| value == "all")
}

#[tokio::test(start_paused = true)]
async fn wherever_it_dies_and_however_the_wire_breaks_there_is_one_campaign_at_most() {
    let all = Case::all();
    // A stride that shares no factor with the sides of the product meets every row and every column.
    let cases: Vec<Case> = if everything() { all } else { all.into_iter().step_by(31).collect() };
    let counts = sum_up(&cases).await;
    println!("{} pairs of a place to die and an outcome: {counts:?}, 0 duplicates, 0 stuck", cases.len());
}
