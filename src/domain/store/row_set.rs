//! A set of rows, one bit each.

/// Which of a snapshot's rows; asking twice for the same one is cheap, and so is the next one in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowSet {
    words: Vec<u64>,
    /// How many rows there are to choose from.
    of: usize,
}

impl RowSet {
    /// None of so many rows.
    pub(super) fn none(of: usize) -> Self {
        Self { words: vec![0; of.div_ceil(64)], of }
    }

    /// All of so many rows.
    pub(super) fn all(of: usize) -> Self {
        let mut words = vec![u64::MAX; of.div_ceil(64)];
        if let (Some(last), spare @ 1..) = (words.last_mut(), of % 64) {
            *last = (1 << spare) - 1;
        }
        Self { words, of }
    }

    /// How many rows there are to choose from.
    pub(super) fn of(&self) -> usize {
        self.of
    }

    /// How many are in it.
    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn insert(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(super) fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The rows in it, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            std::iter::successors((word != 0).then_some(word), |left| {
                let left = left & (left - 1);
                (left != 0).then_some(left)
            })
            .map(move |left| at * 64 + left.trailing_zeros() as usize)
        })
    }

    /// Keeps what is in both.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// Adds what is in the other.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// Takes away what is in the other.
    pub(super) fn without(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
        self
    }

    /// These rows of so many.
    pub(super) fn collect(of: usize, rows: impl IntoIterator<Item = usize>) -> Self {
        rows.into_iter().fold(Self::none(of), |mut set, row| {
            set.insert(row);
            set
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const OF: usize = 130;

    proptest! {
        #[test]
        fn a_row_set_is_a_set(
            a in prop::collection::btree_set(0..OF, 0..OF),
            b in prop::collection::btree_set(0..OF, 0..OF),
        ) {
            let set = |rows: &BTreeSet<usize>| RowSet::collect(OF, rows.iter().copied());
            let list = |set: &RowSet| set.iter().collect::<BTreeSet<usize>>();
            prop_assert_eq!(list(&set(&a)), a.clone());
            prop_assert_eq!(set(&a).len(), a.len());
            prop_assert!((0..OF).all(|row| set(&a).contains(row) == a.contains(&row)));
            prop_assert_eq!(list(&set(&a).and(&set(&b))), &a & &b);
            prop_assert_eq!(list(&set(&a).or(&set(&b))), &a | &b);
            prop_assert_eq!(list(&set(&a).without(&set(&b))), &a - &b);
        }
    }

    #[test]
    fn all_of_any_number_is_that_number() {
        for of in [0, 1, 63, 64, 65, 128] {
            let all = RowSet::all(of);
            assert_eq!((all.len(), all.iter().count(), all.contains(of)), (of, of, false));
        }
    }
}
