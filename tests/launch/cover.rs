//! Few runs in which every level of each dimension meets every level of each other one.

use std::collections::BTreeSet;

use crate::case::Case;

/// Two levels that meet: a dimension and its level, and another's.
type Pair = (usize, usize, usize, usize);

/// Rows of levels that hold every pair, where the first two sides are the longest. Greedy, and always the same: the first
/// two sides need a row for each of their pairs, and the others are chosen so that the row holds the most new pairs.
pub(crate) fn cover(sides: [usize; 4]) -> Vec<[usize; 4]> {
    let [first, second, third, fourth] = sides;
    let mut held: BTreeSet<Pair> = BTreeSet::new();
    let mut rows = Vec::new();
    for at in 0..first * second {
        let choices = (0..third * fourth).map(|choice| {
            // Once every pair is held any choice is as good: turning gives each its turn with each level of the others.
            let turned = (choice + 7 * at + 3 * (at / second)) % (third * fourth);
            [at / second, at % second, turned / fourth, turned % fourth]
        });
        let new = |row: &[usize; 4]| pairs(row).into_iter().filter(|pair| !held.contains(pair)).count();
        // The last of equals is taken, hence from behind.
        let best = choices.rev().max_by_key(new).unwrap();
        held.extend(pairs(&best));
        rows.push(best);
    }
    rows
}

/// The pairs of a row.
fn pairs(row: &[usize; 4]) -> Vec<Pair> {
    let levels = row.iter().enumerate();
    levels.clone().flat_map(|(i, a)| levels.clone().skip(i + 1).map(move |(j, b)| (i, *a, j, *b))).collect()
}

/// How many pairs there are.
fn all_pairs(sides: [usize; 4]) -> usize {
    let sides = sides.iter().enumerate();
    sides.clone().flat_map(|(i, a)| sides.clone().skip(i + 1).map(move |(_, b)| a * b)).sum()
}

#[test]
fn every_pair_of_levels_is_met() {
    let rows = cover(Case::SIDES);
    let met: BTreeSet<Pair> = rows.iter().flat_map(pairs).collect();
    let [first, second, ..] = Case::SIDES;
    assert_eq!((rows.len(), met.len()), (first * second, all_pairs(Case::SIDES)));
}
