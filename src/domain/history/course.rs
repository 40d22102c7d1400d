//! What is made of a campaign's changes before they are drawn.

use super::{Value, of};
use crate::domain::record::days::Span;
use crate::domain::record::{Figures, Second};

/// A window is told in so many parts: more than the dots beside each other on the widest screens.
const PARTS: i128 = 1_200;

/// Of each part of a window the first change, the last, and those with the highest and the lowest values: drawn on fewer
/// columns than there are parts, it looks the same.
pub(super) fn thinned(changes: &[(Second, Figures)], span: Span) -> Vec<(Second, Figures)> {
    let length = i128::from(span.to.0 - span.from.0).max(1);
    let part = |at: Second| (i128::from(at.0 - span.from.0) * PARTS).div_euclid(length);
    let mut kept = Vec::with_capacity(changes.len().min(4_096));
    for together in changes.chunk_by(|a, b| part(a.0) == part(b.0)) {
        let mut places = vec![0, together.len() - 1];
        for value in [Value::Calls, Value::Success, Value::Conversion] {
            let known = || together.iter().enumerate().filter_map(|(at, (_, figures))| Some((at, of(value, figures)?)));
            places.extend(known().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at));
            places.extend(known().min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at));
        }
        places.sort_unstable();
        places.dedup();
        kept.extend(places.into_iter().filter_map(|at| together.get(at)).copied());
    }
    kept
}

/// The new calls in each of these times, which follow each other, and those that nobody can say the time of: they were
/// found by the first reading after a gap. A counter that falls is no call.
pub(super) fn bars(
    changes: &[(Second, Figures)],
    times: Vec<Span>,
    known: Span,
    gaps: &[Span],
) -> (Vec<(Span, Option<i64>)>, i64) {
    let looked = |time: &Span| {
        let known = Span { to: known.to.plus(1), ..known };
        time.clip(known).is_some_and(|time| !gaps.iter().any(|gap| gap.from <= time.from && time.to <= gap.to))
    };
    let mut bars: Vec<(Span, Option<i64>)> = times.into_iter().map(|time| (time, looked(&time).then_some(0))).collect();
    let mut unseen = 0_i64;
    for ((_, before), (at, after)) in changes.iter().zip(changes.iter().skip(1)) {
        let rise = before.calls.zip(after.calls).map_or(0, |(before, after)| after.saturating_sub(before).max(0));
        if gaps.binary_search_by_key(at, |gap| gap.to).is_ok() {
            unseen = unseen.saturating_add(rise);
        } else if let Some(place) = bars.partition_point(|(time, _)| time.from <= *at).checked_sub(1)
            && let Some((_, Some(calls))) = bars.get_mut(place)
        {
            *calls = calls.saturating_add(rise);
        }
    }
    (bars, unseen)
}
