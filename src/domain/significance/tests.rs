//! Two rates beside each other, against independent packages and for any counts.

use proptest::prelude::*;

use super::*;

/// Cases with what independent packages say of them; its head names packages and calls.
const FIXTURE: &str = include_str!("../../../tests/fixtures/significance.csv");

fn proportion(part: i64, whole: i64) -> Proportion {
    Proportion::new(part, whole).unwrap()
}

fn close(own: f64, other: f64, within: f64) -> bool {
    (own - other).abs() <= within * other.abs().max(1e-280)
}

#[test]
fn independent_packages_say_the_same() {
    let mut tests = Vec::new();
    for line in FIXTURE.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(',').collect();
        let count = |at: usize| cells[at].parse::<i64>().unwrap();
        let value = |at: usize| cells[at].parse::<f64>().unwrap();
        let (a, b) = (proportion(count(0), count(1)), proportion(count(2), count(3)));
        let test = if smallest_expected(a, b) < SMALL { "fisher" } else { "z" };
        assert_eq!(test, cells[4], "{line}");
        let found = a.against(b);
        assert!(close(found.p, value(5), 1e-6), "{line}: {found:?}");
        assert!((found.low - value(6)).abs() < 1e-6 && (found.high - value(7)).abs() < 1e-6, "{line}: {found:?}");
        tests.push(test);
    }
    assert!(["fisher", "z"].iter().all(|test| tests.iter().filter(|one| one == &test).count() > 10), "{tests:?}");
}

/// Newcombe (1998), table II, the first contrast.
#[test]
fn the_published_range_is_reached() {
    let found = proportion(56, 70).against(proportion(48, 80));
    assert!((found.points - 20.0).abs() < 1e-9);
    assert!((found.low - 5.24).abs() < 0.005 && (found.high - 33.39).abs() < 0.005, "{found:?}");
}

#[test]
fn few_never_outrank_many() {
    let verdict = |a: (i64, i64), b: (i64, i64)| proportion(a.0, a.1).against(proportion(b.0, b.1)).evidence();
    assert_eq!(verdict((3, 3), (850, 1000)), Evidence::TooFew);
    assert_eq!(verdict((2, 20), (850, 1000)), Evidence::Worse, "few, and still beyond chance");
    assert_eq!(verdict((1402, 2013), (7_928, 12_431)), Evidence::Better);
    assert_eq!(verdict((650, 1000), (640, 1000)), Evidence::WithinChance);
}

#[test]
fn a_part_is_compared_with_the_rest_of_the_pool() {
    let (part, pool) = (proportion(80, 100), proportion(580, 1000));
    assert_eq!(pool.without(part), Some(proportion(500, 900)));
    assert_eq!(pool.without(pool), None, "there is no rest");
    assert_eq!(part.without(pool), None, "a whole is no part of its part");
    assert_eq!(proportion(5, 10).without(proportion(0, 7)), None, "5 of 3");
}

#[test]
fn impossible_counts_say_nothing() {
    for (part, whole) in [(0, 0), (1, 0), (-1, 5), (6, 5), (0, -1), (i64::MIN, i64::MAX), (0, i64::MIN)] {
        assert_eq!(Proportion::new(part, whole), None, "{part}/{whole}");
    }
}

/// The adjusted values are statsmodels' `multipletests(p, method="holm")`.
#[test]
fn many_looks_are_paid_for() {
    let adjusted = holm(&[0.01, 0.04, 0.03, 0.005, 0.2, 0.9]);
    let expected = [0.05, 0.12, 0.12, 0.03, 0.4, 0.9];
    assert!(adjusted.iter().zip(expected).all(|(own, other)| (own - other).abs() < 1e-12), "{adjusted:?}");
    assert_eq!(holm(&[]), [] as [f64; 0]);
    let (one, same) = (proportion(120, 200).against(proportion(100, 200)), proportion(1, 2).against(proportion(1, 2)));
    assert_eq!(one.evidence(), Evidence::Better);
    assert_eq!(evidence_of_all(&[one, same]), [Evidence::WithinChance, Evidence::TooFew]);
    assert_eq!((one.among(1), one.among(143)), (Evidence::Better, Evidence::WithinChance));
}

#[test]
fn a_difference_that_cannot_be_computed_has_no_direction() {
    let (nearly, all) = (
        proportion(57_511_241_136_963_664, 57_511_241_136_963_665),
        proportion(1_114_005_032_333_569_089, 1_114_005_032_333_569_089),
    );
    assert_eq!(nearly.against(all).evidence(), all.against(nearly).evidence());
}

prop_compose! {
    fn proportions()(
        whole in prop_oneof![1_i64..30, 1_i64..100_000, 1_i64..=i64::MAX],
        share in prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0_f64],
    ) -> Proportion {
        proportion(((whole as f64 * share) as i64).min(whole), whole)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn turning_the_question_round_turns_the_answer_round(a in proportions(), b in proportions()) {
        let (there, back) = (a.against(b), b.against(a));
        prop_assert!((0.0..=1.0).contains(&there.p), "{there:?}");
        prop_assert!(close(there.p, back.p, 1e-6), "{there:?} {back:?}");
        prop_assert!((there.points + back.points).abs() < 1e-9 && (there.low + back.high).abs() < 1e-9);
        prop_assert!(there.low <= there.points + 1e-9 && there.points <= there.high + 1e-9, "{there:?}");
        let opposite = match there.evidence() {
            Evidence::Better => Evidence::Worse,
            Evidence::Worse => Evidence::Better,
            same => same,
        };
        prop_assert_eq!(back.evidence(), opposite);
    }

    #[test]
    fn any_counts_are_answered(part in any::<i64>(), whole in any::<i64>(), b in proportions()) {
        if let Some(a) = Proportion::new(part, whole) {
            prop_assert!(a.against(b).p.is_finite() && a.without(b).is_none_or(|rest| rest.range().is_some()));
        }
    }

    #[test]
    fn what_is_multiplied_is_never_smaller(p in proptest::collection::vec(0.0..=1.0_f64, 0..8)) {
        let adjusted = holm(&p);
        prop_assert!(p.iter().zip(&adjusted).all(|(own, more)| own <= more && *more <= 1.0));
    }
}
