//! The explorer: breadth first, so that the first bad story is a shortest one.

use std::collections::HashMap;

use super::moves::{Move, moves};
use super::world::{State, Variant};

/// What a search found.
#[derive(Debug)]
pub(crate) enum Found {
    /// No order of moves leads to a bad state.
    None {
        /// How many states there are.
        states: usize,
        /// How many moves were a release.
        releases: usize,
        /// In how many states a campaign exists.
        created: usize,
    },
    /// This one does.
    Bad {
        /// A shortest one.
        story: Vec<Move>,
        /// How many states were seen until then.
        states: usize,
    },
}

/// Every state that can be reached, or the first that is `bad`.
pub(crate) fn explore(variant: &Variant, bad: fn(&State) -> bool) -> Found {
    let found = search(variant, bad);
    let Variant { name, late, lag, quiet, processes, presses, kills, .. } = variant;
    let world = format!("L {late}, V {lag}, Q {quiet}; {processes} processes, {presses} presses, {kills} kills");
    match &found {
        Found::None { states, .. } => println!("{name} ({world}): none bad in {states} states"),
        Found::Bad { story, states } => {
            println!("{name} ({world}): bad after {} moves, among {states} states", story.len());
            for (at, step) in story.iter().enumerate() {
                println!("  {:2} {step:?}", at + 1);
            }
        }
    }
    found
}

fn search(variant: &Variant, bad: fn(&State) -> bool) -> Found {
    let first = State::first(variant);
    let mut numbers = HashMap::from([(first.clone(), 0)]);
    let mut states = vec![first];
    let mut came: Vec<Option<(usize, Move)>> = vec![None];
    let (mut at, mut releases) = (0, 0);
    while at < states.len() {
        for (step, next) in moves(&states[at], variant) {
            releases += usize::from(step == Move::Released);
            if numbers.contains_key(&next) {
                continue;
            }
            numbers.insert(next.clone(), states.len());
            came.push(Some((at, step)));
            if bad(&next) {
                return Found::Bad { story: story(&came), states: states.len() };
            }
            states.push(next);
        }
        at += 1;
    }
    Found::None { states: states.len(), releases, created: states.iter().filter(|state| state.applied > 0).count() }
}

/// The moves that led to the last state.
fn story(came: &[Option<(usize, Move)>]) -> Vec<Move> {
    let mut story = Vec::new();
    let mut at = came.len() - 1;
    while let Some((before, step)) = came[at] {
        story.push(step);
        at = before;
    }
    story.reverse();
    story
}
