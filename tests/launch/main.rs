//! A launch cannot happen twice: the real protocol, the real journal and the real sandbox, in virtual time.
//!
//! `cargo test --test launch` runs a slice; everything: `KAYTOP_LAUNCHES=all cargo test --release --test launch -- --nocapture`,
//! which also names what does not count as passed. `case` has the dimensions, `oracle` what must hold after each run,
//! `people` stories that no table tells.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod belief;
mod case;
mod cover;
mod day;
mod deaths;
mod fake;
mod matrix;
mod oracle;
mod people;
mod places;
mod tap;
mod user;
mod world;

use case::Case;
use matrix::sum_up;

/// Everything where that is asked for; else a slice. A stride that shares no factor with the sides meets every level.
fn chosen(all: Vec<Case>, stride: usize) -> Vec<Case> {
    let everything = std::env::var_os("KAYTOP_LAUNCHES").is_some_and(|value| value == "all");
    if everything { all } else { all.into_iter().step_by(stride).collect() }
}

#[tokio::test(start_paused = true)]
async fn wherever_it_dies_and_however_the_wire_breaks_there_is_one_campaign_at_most() {
    let cases = chosen(Case::all(), 31);
    println!("{}", Box::pin(sum_up("death × wire", &cases)).await);
}

#[tokio::test(start_paused = true)]
async fn whatever_the_list_is_like_and_the_user_does_besides_there_is_one_campaign_at_most() {
    let cases = chosen(cover::cover(Case::SIDES).into_iter().map(Case::at).collect(), 29);
    println!("{}", Box::pin(sum_up("death × wire × list × user, by pairs", &cases)).await);
}
