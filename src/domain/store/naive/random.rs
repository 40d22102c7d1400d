//! Filters and rows by chance.

use proptest::prelude::*;

use super::{Ask, Like, NUMBERS, Plain, Size, TEXTS, graded};

fn some<T: Clone + std::fmt::Debug + 'static>(from: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    prop::collection::vec(prop::sample::select(from.to_vec()), 1..3)
}

fn like() -> impl Strategy<Value = Like> {
    let words = || prop::sample::select(vec!["depo", "Wave", "2", "café", "cafe", "a+b", "é", "x y", "v"]);
    let pieces = vec!["", "depo", "a", "É", "2", "wave"];
    prop_oneof![
        words().prop_map(Like::Holds),
        words().prop_map(Like::Is),
        prop::collection::vec(prop::sample::select(pieces), 2..4).prop_map(Like::Wild),
        prop::sample::select(vec!["dw2", "ce", "é", "xy"]).prop_map(Like::Fuzzy),
        prop::sample::select(vec!["depo", "caf", "x y", "2"]).prop_map(Like::Starts),
    ]
}

fn size() -> impl Strategy<Value = Size> {
    let end = || prop::option::of(-20..120_i32);
    prop_oneof![
        (prop::sample::select(vec![">", ">=", "<", "<="]), -20..120_i32)
            .prop_map(|(sign, than)| Size::Compared(sign, than)),
        (end(), end())
            .prop_filter("no range ends before it begins", |(low, high)| {
                low.zip(*high).is_none_or(|(low, high)| low <= high)
            })
            .prop_map(|(low, high)| Size::Within(low, high)),
    ]
}

pub(super) fn ask() -> impl Strategy<Value = Ask> {
    let fields = ["name", "agent", "origin", "updated", "list", "sentiment", "calls", "finished"];
    let leaf = prop_oneof![
        prop::sample::select(vec!["depo", "wave 2", "1", "café", "e", "x y", "A+B"]).prop_map(Ask::Word),
        (prop::sample::select(TEXTS.map(|(name, _)| name).to_vec()), prop::collection::vec(like(), 1..3))
            .prop_map(|(field, likes)| Ask::Text(field, likes)),
        (prop::sample::select(NUMBERS.to_vec()), prop::collection::vec(size(), 1..3))
            .prop_map(|(field, sizes)| Ask::Number(field, sizes)),
        (any::<bool>(), some(&fields)).prop_map(|(known, fields)| Ask::Known(known, fields)),
        some(&["marked", "moving", "edited", "odd", "poor", "good", "few"]).prop_map(Ask::Is),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|ask| Ask::Not(Box::new(ask))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Ask::All),
            prop::collection::vec(inner, 2..4).prop_map(Ask::Any),
        ]
    })
}

pub(super) fn rows() -> impl Strategy<Value = Vec<Plain>> {
    let text = || {
        let texts = ["Depo wave 2", "depo", "CAFÉ", "Café x y", "cafe", "v(a+b)", "12", "Wave"];
        prop::option::weighted(0.8, prop::sample::select(texts.to_vec()))
    };
    let count = || prop::option::weighted(0.8, -1..12_i64);
    let rate = || prop::option::weighted(0.8, -10..1010_i32);
    let row = (
        [text(), text(), text(), text()],
        [count(), count(), count(), count()],
        [rate(), rate(), rate()],
        (any::<bool>(), prop_oneof![Just(0_i64), -3..4_i64]),
        // Campaigns of few calls and of many.
        prop::sample::select(vec![1_i64, 100]),
    );
    prop::collection::vec(row, 0..40).prop_map(|rows| {
        let plain =
            |(id, (texts, counts, rates, (marked, moved), times)): (i64, (_, [Option<i64>; 4], _, _, i64))| Plain {
                id,
                texts,
                list: counts[0],
                counts: [counts[1], counts[2], counts[3]].map(|count| count.map(|count| count * times)),
                rates,
                marked,
                moved,
                graded: None,
            };
        let rows: Vec<Plain> = (1..).zip(rows).map(plain).collect();
        rows.iter().map(|row| Plain { graded: graded(row, &rows), ..row.clone() }).collect()
    })
}
