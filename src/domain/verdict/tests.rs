//! What verdicts say, and when they say the same again.

use super::*;
use crate::domain::measure::Thresholds;
use crate::domain::time::Zone;

fn at(text: &str) -> Second {
    Second::of(text.parse().unwrap())
}

fn share(part: i64, whole: i64) -> Proportion {
    Proportion::new(part, whole).unwrap()
}

fn said(verdict: &Verdict) -> String {
    verdict.sentence(AsOf { at: at("2026-11-27T20:00:00Z"), zone: Zone::NEW_YORK })
}

fn soured(day: &str) -> Shift {
    Shift { day: at(day), now: share(86, 210), before: share(630, 1_000), looks: 4 }
}

#[test]
fn a_verdict_says_what_it_rests_on() {
    let silence = |open, usual| Verdict::Quiet(Silence { since: at("2026-11-27T15:00:00Z"), open, usual, missed: 9.0 });
    let fall = Fall { at: at("2026-11-27T15:00:00Z"), counter: Counter::Ok, from: 1_400, to: 12 };
    let limits = Thresholds { good: 60.0, poor: 45.0 };
    for (verdict, sentence) in [
        (silence(14_500, 38.2), "quiet for 4 open hours, usual 38/h"),
        (silence(3_700, 1.2), "quiet for 1 open hour, usual 1/h"),
        (silence(2_999, 90.0), "quiet for 45 open minutes, usual 90/h"),
        (silence(90_000, 0.26), "quiet for 25 open hours, usual 1 in 4 h"),
        (Verdict::Twice { list: 318, others: vec![481] }, "its case list 318 also moves in 481"),
        (Verdict::Twice { list: 318, others: vec![481, 7] }, "its case list 318 also moves in 481 and 7"),
        (Verdict::Twice { list: 318, others: vec![481, 7, 5] }, "its case list 318 also moves in 481 and 2 others"),
        (Verdict::Soured(soured("2026-11-27T14:00:00Z")), "success fell to 41.0% of 210 today from 63.0%"),
        (Verdict::Soured(soured("2026-11-26T14:00:00Z")), "success fell to 41.0% of 210 on Thu from 63.0%"),
        (
            Verdict::Poor { own: share(480, 1_200), by: Yardstick::SameAgent(58.0) },
            "success 40.0% of 1,200, its agent's others 58.0%",
        ),
        (
            Verdict::Poor { own: share(480, 1_200), by: Yardstick::AllOthers(58.0) },
            "success 40.0% of 1,200, all others 58.0%",
        ),
        (
            Verdict::Poor { own: share(480, 1_200), by: Yardstick::Limits(limits) },
            "success 40.0% of 1,200, below your limit of 45.0%",
        ),
        (Verdict::Odd(Oddity::Fell(fall)), "ok went down from 1,400 to 12 at 10:00"),
        (Verdict::Odd(Oddity::Unmade { calls: 9, finished: 12 }), "12 finished of 9 calls"),
        (
            Verdict::Odd(Oddity::VendorRate { theirs: 70.0, ours: 65.2 }),
            "the vendor says 70.0% success, its counts 65.2%",
        ),
        (Verdict::Odd(Oddity::Repeated(2)), "2 times in the list"),
    ] {
        assert_eq!(said(&verdict), sentence);
    }
}

#[test]
fn those_that_ask_for_a_person_come_first_and_every_kind_has_a_name() {
    assert!(Kind::ALL.is_sorted());
    let asking: Vec<&str> = Kind::ALL.into_iter().filter(|kind| kind.asks()).map(Kind::name).collect();
    assert_eq!(asking, ["quiet", "twice", "soured", "poor", "odd"]);
    assert!(Kind::ALL.into_iter().all(|kind| Kind::named(kind.name()) == Some(kind)));
}

#[test]
fn what_is_known_is_news_again_when_its_evidence_is_another() {
    let poor = |part| Verdict::Poor { own: share(part, 1_000), by: Yardstick::AllOthers(60.0) };
    let evidence = poor(400).evidence();
    assert!(poor(440).is_as(evidence) && !poor(455).is_as(evidence) && !poor(340).is_as(evidence));
    let twice = |others: &[i64]| Verdict::Twice { list: 3, others: others.to_vec() };
    assert!(twice(&[4]).is_as(twice(&[4]).evidence()) && !twice(&[4, 5]).is_as(twice(&[4]).evidence()));
    let day = |day| Verdict::Soured(soured(day));
    let thursday = day("2026-11-26T14:00:00Z").evidence();
    assert!(!day("2026-11-27T14:00:00Z").is_as(thursday) && day("2026-11-26T14:00:00Z").is_as(thursday));
}

#[test]
fn the_more_calls_a_verdict_concerns_the_worse_it_is() {
    let weight = |part, whole| Verdict::Poor { own: share(part, whole), by: Yardstick::AllOthers(60.0) }.weight();
    assert_eq!(weight(400, 1_000).round() as i64, 200);
    assert!(weight(4_000, 10_000) > weight(300, 1_000));
    assert_eq!(Verdict::Soured(soured("2026-11-26T14:00:00Z")).weight().round() as i64, 46);
}

#[test]
fn looking_often_finds_no_more_than_looking_once() {
    let shift =
        |looks| Shift { now: share(33, 50), before: share(440, 1_000), looks, ..soured("2026-11-26T14:00:00Z") };
    assert_eq!(beyond_chance(&[shift(1)]), [true], "p = 0.0023");
    assert_eq!(beyond_chance(&[shift(2)]), [false]);
    assert_eq!(beyond_chance(&[shift(1), shift(9), shift(9), shift(9), shift(9)]), [false; 5], "as one of five");
}
