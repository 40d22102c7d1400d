//! A course as pieces of time: in each, somebody looked and the value stayed the same.

use crate::domain::record::Second;
use crate::domain::record::days::Span;

/// A time in which a value stayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece<V> {
    pub(super) span: Span,
    pub(super) value: V,
    /// Whether the piece before reaches up to this one.
    pub(super) joined: bool,
}

/// The pieces of a course. `points` say from when on a value holds, oldest first, up to the next one. What is outside
/// `known` is left out, and so is what lies between the ends of a gap; both ends themselves are known.
pub(super) fn pieces<V: Copy>(points: &[(Second, Option<V>)], known: Span, gaps: &[Span]) -> Vec<Piece<V>> {
    let mut pieces: Vec<Piece<V>> = Vec::with_capacity(points.len());
    let mut gaps = gaps.iter().filter(|gap| gap.to.0 > gap.from.0 + 1).peekable();
    let ends = points.iter().skip(1).map(|point| point.0).chain([known.to]);
    for (&(from, value), to) in points.iter().zip(ends) {
        let (mut from, to) = (from.max(known.from), to.min(known.to));
        while from < to {
            while gaps.next_if(|gap| gap.to <= from).is_some() {}
            let gap = gaps.peek().filter(|gap| gap.from.plus(1) < to);
            let end = gap.map_or(to, |gap| gap.from.plus(1));
            if let (Some(value), true) = (value, from < end) {
                let joined = pieces.last().is_some_and(|last| last.span.to == from);
                pieces.push(Piece { span: Span { from, to: end }, value, joined });
            }
            from = gap.map_or(to, |gap| gap.to.max(from));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(from: i64, to: i64) -> Span {
        Span { from: Second(from), to: Second(to) }
    }

    fn points(points: &[(i64, Option<i32>)]) -> Vec<(Second, Option<i32>)> {
        points.iter().map(|&(at, value)| (Second(at), value)).collect()
    }

    #[test]
    fn a_value_stays_until_the_next_and_over_no_gap() {
        let course = points(&[(0, Some(1)), (50, Some(2)), (80, None), (90, Some(3))]);
        let pieces = pieces(&course, span(10, 100), &[span(20, 40), span(60, 70)]);
        let told: Vec<_> =
            pieces.iter().map(|piece| (piece.span.from.0, piece.span.to.0, piece.value, piece.joined)).collect();
        assert_eq!(
            told,
            [(10, 21, 1, false), (40, 50, 1, false), (50, 61, 2, true), (70, 80, 2, false), (90, 100, 3, false)]
        );
    }

    proptest! {
        #[test]
        fn each_second_is_in_the_piece_that_holds_it(
            values in proptest::collection::btree_map(-5..60_i64, proptest::option::of(0..9), 0..8),
            edges in proptest::collection::btree_set(0..60_i64, 0..8),
        ) {
            let course: Vec<_> = values.into_iter().map(|(at, value)| (Second(at), value)).collect();
            let edges: Vec<i64> = edges.into_iter().collect();
            let gaps: Vec<Span> = edges.chunks_exact(2).map(|pair| span(pair[0], pair[1])).collect();
            let pieces = pieces(&course, span(3, 50), &gaps);
            for at in -9..70 {
                let hidden = gaps.iter().any(|gap| gap.from.0 < at && at < gap.to.0) || !(3..50).contains(&at);
                let value = course.iter().rfind(|point| point.0.0 <= at).and_then(|point| point.1);
                let found = pieces.iter().find(|piece| (piece.span.from.0..piece.span.to.0).contains(&at));
                prop_assert_eq!(found.map(|piece| piece.value), value.filter(|_| !hidden), "{}", at);
            }
        }
    }
}
