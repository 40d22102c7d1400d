//! Charts as they look, and that nothing breaks one.

use proptest::prelude::*;

use super::*;
use crate::domain::time::{TimeOfDay, parse_date};
use crate::ui::ascii;

const ZONE: Zone = Zone::NEW_YORK;
const HOUR: i64 = 3_600;

fn at(date: &str, time: &str) -> Second {
    Second::of(ZONE.moment(parse_date(date).unwrap(), TimeOfDay::parse(time).unwrap()).unwrap())
}

fn monday() -> Second {
    at("2026-02-16", "00:00")
}

fn hours(from: Second, first: i64, length: i64) -> Span {
    Span { from: from.plus(first * HOUR), to: from.plus((first + length) * HOUR) }
}

/// Values from these hours on.
fn points(from: Second, points: impl IntoIterator<Item = (i64, f64)>) -> Vec<(Second, Option<f64>)> {
    points.into_iter().map(|(hours, value)| (from.plus(hours * HOUR), Some(value))).collect()
}

fn chart(time: Span, points: &[(Second, Option<f64>)]) -> Chart<'_> {
    Chart {
        span: time,
        zone: ZONE,
        unit: Unit::Count,
        series: Series::Steps { points, band: &[] },
        known: time,
        gaps: &[],
        open: None,
        cursor: None,
        end: "now",
    }
}

fn shown(chart: &Chart<'_>, width: usize, height: usize, plain: bool) -> String {
    let lines = chart.lines(Theme::default(), width, height);
    let mut text = lines.iter().fold(String::new(), |text, line| text + line.to_string().trim_end() + "\n");
    if plain {
        text = ascii::text(&text).into_owned();
        assert!(text.is_ascii());
    }
    text
}

#[track_caller]
fn looks(chart: &Chart<'_>, width: usize, height: usize, expected: &str) {
    assert_eq!(format!("\n{}", shown(chart, width, height, false)), expected);
}

#[track_caller]
fn looks_in_ascii(chart: &Chart<'_>, width: usize, height: usize, expected: &str) {
    assert_eq!(format!("\n{}", shown(chart, width, height, true)), expected);
}

#[test]
fn counts_go_up_in_steps_over_days_with_open_hours_and_a_cursor() {
    let rising = points(monday(), (0..12).map(|n| (n * 6, 500.0 + 150.0 * n as f64)));
    let slots = (0..3).flat_map(|day| [(9, 3), (13, 4)].map(|(from, length)| hours(monday(), 24 * day + from, length)));
    let open: Vec<Span> = slots.collect();
    let time = hours(monday(), 0, 72);
    let chart = Chart { open: Some(&open), cursor: Some(monday().plus(40 * HOUR)), ..chart(time, &rising) };
    looks(
        &chart,
        60,
        10,
        "
  4k ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  │  ·  ·  ·  ·  ·  ·  ·
     │                              │
     │                              │
  2k ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  │  ·  ·  ·⢀⣀⣀⣀⣀⡤⠤⠤⠤⠼⠉⠉⠉⠉
     │                      ⢀⣀⣀⣀⣀⡤⠤⠤●⠴⠒⠒⠒⠒⠋⠉⠉⠉⠉
     │    ⢀⣀⣀⣀⣀⡤⠤⠤⠤⠴⠒⠒⠒⠒⠋⠉⠉⠉⠉       │
   0 ┤⠉⠉⠉⠉⠉ ·  ·  ·  ·  ·  ·  ·  ·  │  ·  ·  ·  ·  ·  ·  ·
     └┬────────┬────────┬────────┬──┴─────┬────────┬────────
      Mon 16   12:00    Tue 17   12:00    Wed 18   12:00
open  ┄┄┄┄┄┄┄━━┄━━━┄┄┄┄┄┄┄┄┄┄┄┄━━┄━━━┄┄┄┄┄┄┄┄┄┄┄┄━━┄━━━┄┄┄┄┄
",
    );
    looks(
        &chart,
        40,
        6,
        "
4k ┤·  ·  ·  ·  ·  ·  · │·  ·  ·  ·  ·
   │                    │            ⣀⣀⣀
2k ┤·  ·  ·  ⣀⣀⣀⣀⣀⣀⡤⠤⠤⠤⠤●⠖⠒⠒⠒⠒⠒⠋⠉⠉⠉⠉⠉⠁
 0 ┤⠒⠒⠒⠒⠒⠒⠋⠉⠉⠁  ·  ·  · │·  ·  ·  ·  ·
   └┬───────────┬───────┴───┬───────────
    Mon 16      Tue 17      Wed 18   now
",
    );
    looks(
        &chart,
        20,
        3,
        "
·  ·  ·  · │·  ·  ·
·  ·  ·  ·⣀●⣀⡤⠤⠤⠤⠤⠖⠒
⠤⠴⠒⠒⠒⠋⠉⠉⠉⠉⠁│·  ·  ·
",
    );
    assert_eq!(chart.value_at(monday().plus(40 * HOUR)), Some(1_400.0));
}

#[test]
fn nothing_is_drawn_over_a_gap() {
    let rising = points(monday(), (0..168).map(|n| (n, (n * n) as f64)));
    let gaps = [hours(monday(), 50, 24)];
    let chart = Chart { gaps: &gaps, ..chart(hours(monday(), 0, 168), &rising) };
    looks(
        &chart,
        60,
        8,
        "
40k ┤·  ·  ·  ·  ·  ·        ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    │                                                      ⣀
    │                                              ⣀⣀⡤⠤⠖⠒⠋⠉⠁
20k ┤·  ·  ·  ·  ·  ·        ·  ·  ·  ·  ·⢀⣀⣠⠤⠤⠖⠒⠚⠉⠁ ·  ·  ·
    │                         ⢀⣀⣀⣀⡤⠤⠤⠖⠒⠒⠋⠉⠉
  0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣠⠤⠤⠤⠤⠤⠤⠄╱╱╱╱╱╱╱⠉⠉ ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    └┬──────────────┬───────────────┬───────────────┬───────
     Mon 16         Wed 18          Fri 20          Sun 22
",
    );
    looks_in_ascii(
        &chart,
        60,
        8,
        r#"
40k +.  .  .  .  .  .        .  .  .  .  .  .  .  .  .  .  .
    |                                                      _
    |                                              ___---"".
20k +.  .  .  .  .  .        .  .  .  .  .___----"". .  .  .
    |                         _____-----"""
  0 +__________------.///////"" .  .  .  .  .  .  .  .  .  .
    ++--------------+---------------+---------------+-------
     Mon 16         Wed 18          Fri 20          Sun 22
"#,
    );
    assert_eq!([49, 60, 80].map(|hour| chart.value_at(monday().plus(hour * HOUR))), [Some(2401.0), None, Some(6400.0)]);
}

#[test]
fn a_rate_has_its_range_behind_it() {
    let rates = points(monday(), (0..12).map(|n| (n * 6, 60.0 + f64::from(n as i32 * 7 % 5) * 2.0)));
    let band: Vec<_> = rates
        .iter()
        .zip(1..)
        .map(|(&(at, rate), n)| {
            (at, rate.map(|rate| Range { low: rate - 12.0 / f64::from(n), high: rate + 12.0 / f64::from(n) }))
        })
        .collect();
    let series = Series::Steps { points: &rates, band: &band };
    let chart = Chart { unit: Unit::Percent, series, ..chart(hours(monday(), 0, 72), &[]) };
    looks(
        &chart,
        60,
        11,
        "
75% ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    │
70% ┤⠅⠅⠅⠅⠅ ·  ⠅⠅⠅⠅⠅ ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    │⠅⠅⠅⠅⠅⠅⠅⠅⠅⡤⠤⠤⠤⢤    ⠄⠄⠄⠄⠄         ⡤⠤⠤⠤⢤
65% ┤⠅⠅⠅⠅⠅⠅⠅⠅⠅⡇⠅⠅⠅⢸ ·  ⡖⠒⠒⠒⢲ ·  ·⠄⠄⠄⠄⡇⠁⠁⠁⢸  · ⡖⠒⠒⠒⢲  ·  ·  ·
    │⠅⠅⠅⠅⢰⠒⠒⠒⠒⠃⠁⠁⠁⢸⠅⠅⠅⠅⡇⠁⠁⠁⢸    ⢰⠒⠒⠒⠒⠃   ⢸⠄⠄⠄⠄⡇   ⢸    ⡖⠒⠒⠒⠒
60% ┤⣀⣀⣀⣀⣸⠅⠅⠅⠅⠅  ·⠈⠉⠉⠉⠉⠁  ·⢸⣀⣀⣀⣀⣸  ·  ·  ⠈⠉⠉⠉⠉⠁·  ⢸⣀⣀⣀⣀⡇·  ·
    │⠅⠅⠅⠅⠅⠅⠅⠅⠅⠅    ⠁⠁⠁⠁⠁    ⠅⠅⠅⠅⠅                  ⠁⠁⠁⠁⠁
55% ┤⠅⠅⠅⠅⠅ ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    └┬────────┬────────┬────────┬────────┬────────┬─────────
     Mon 16   12:00    Tue 17   12:00    Wed 18   12:00  now
",
    );
    looks_in_ascii(
        &chart,
        60,
        11,
        r#"
75% +.  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    |
70% +..... .  ..... .  .  .  .  .  .  .  .  .  .  .  .  .  .
    |........._---_    .....         _---_
65% +.........|...| .  /---\ .  .....|...|  . /---\  .  .  .
    |....|----"...|....|...|    |----"   |....|   |    /----
60% +____#.....  .""""".  .|____#  .  .  """""..  |____|.  .
    |..........    .....    .....                  .....
55% +..... .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
    ++--------+--------+--------+--------+--------+---------
     Mon 16   12:00    Tue 17   12:00    Wed 18   12:00  now
"#,
    );
}

#[test]
fn the_day_on_which_clocks_fall_back_has_25_bars() {
    let day = at("2026-11-01", "00:00");
    let bars: Vec<_> = (0..25).map(|n| (hours(day, n, 1), (n != 12).then_some((n * 37 % 50) as f64))).collect();
    let chart = Chart { series: Series::Bars(&bars), ..chart(hours(day, 0, 25), &[]) };
    looks(
        &chart,
        80,
        7,
        "
50 ┤·  ·  ·  ·  ⣶⣶⣶·  ·  ·  ⣤⣤⣤·  ·  ·  ·  ·  ·  ·  ⢀⣀⣀⡀  ·  ·  ·  ·  ·  ·  ·  ·
   │   ⣶⣶⣶      ⣿⣿⣿⣤⣤⣤      ⣿⣿⣿⣤⣤⣤         ⢀⣀⣀⡀     ⢸⣿⣿⡇        ⢸⣿⣿⡇        ⢰⣶⣶⡆
   │   ⣿⣿⣿⣤⣤⣤   ⣿⣿⣿⣿⣿⣿⣀⣀⣀   ⣿⣿⣿⣿⣿⣿⣀⣀⣀      ⢸⣿⣿⡇     ⢸⣿⣿⣿⣿⣿⡇     ⢸⣿⣿⣷⣶⣶⡆     ⢸⣿⣿⡇
   │   ⣿⣿⣿⣿⣿⣿⣀⣀⣀⣿⣿⣿⣿⣿⣿⣿⣿⣿   ⣿⣿⣿⣿⣿⣿⣿⣿⣿      ⢸⣿⣿⣿⣿⣿⡇  ⢸⣿⣿⣿⣿⣿⣷⣶⣶⡆  ⢸⣿⣿⣿⣿⣿⣧⣤⣤⡄  ⢸⣿⣿⡇
 0 ┤·  ⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿·  ⢸⣿⣿⣿⣿⣿⣷⣶⣶⣾⣿⣿⣿⣿⣿⣿⣿⣿⣧⣤⣤⣼⣿⣿⣿⣿⣿⣿⣿⣿⣇⣀⣀⣸⣿⣿⡇
   └┬───────────┬────────┬────────┬────────┬────────┬────────┬────────┬─────────
    Sun 1       03:00    06:00    09:00    12:00    15:00    18:00    21:00  now
",
    );
    looks_in_ascii(
        &chart,
        80,
        7,
        "
50 +.  .  .  .  ###.  .  .  ===.  .  .  .  .  .  .  ____  .  .  .  .  .  .  .  .
   |   ###      ###===      ###===         ____     |##|        |##|        |##|
   |   ###===   ######___   ######___      |##|     |#####|     |#####|     |##|
   |   ######___#########   #########      |#####|  |########|  |######==_  |##|
 0 +.  #################################.  |##################==##########__###|
   ++-----------+--------+--------+--------+--------+--------+--------+---------
    Sun 1       03:00    06:00    09:00    12:00    15:00    18:00    21:00  now
",
    );
}

#[test]
fn little_is_drawn_as_little() {
    let week = hours(monday(), 0, 168);
    looks(
        &chart(week, &[]),
        40,
        6,
        "
1 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
  │
  │
0 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
  └┬─────────┬──────────┬─────────┬─────
   Mon 16    Wed 18     Fri 20    Sun 22
",
    );
    let one = points(monday(), [(80, 132.0)]);
    let known = Span { from: one[0].0, to: one[0].0 };
    looks(
        &Chart { known, ..chart(week, &one) },
        40,
        6,
        "
133 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    │
132 ┤·  ·  ·  ·  ·  ·⠈ ·  ·  ·  ·  ·  ·
131 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    └┬─────────┬─────────┬─────────┬────
     Mon 16    Wed 18    Fri 20      now
",
    );
    let constant = points(monday(), [(0, 132.0)]);
    looks(
        &chart(week, &constant),
        40,
        6,
        "
133 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    │
132 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
131 ┤·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
    └┬─────────┬─────────┬─────────┬────
     Mon 16    Wed 18    Fri 20      now
",
    );
    let huge = points(monday(), [(0, 1.0), (100, 9.0e18)]);
    looks(
        &chart(week, &huge),
        40,
        6,
        "
10E ┤·  ·  ·  ·  ·  ·  · ⢰⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒
    │                    ⢸
 5E ┤·  ·  ·  ·  ·  ·  · ⢸·  ·  ·  ·  ·
  0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸·  ·  ·  ·  ·
    └┬─────────┬─────────┬─────────┬────
     Mon 16    Wed 18    Fri 20      now
",
    );
}

/// Anything that may be asked for.
fn any_series() -> impl Strategy<Value = Vec<(Second, Option<f64>)>> {
    let value = proptest::option::weighted(0.9, prop_oneof![0.0..100.0_f64, -1e19..1e19_f64, Just(f64::NAN)]);
    proptest::collection::btree_map(-100_000..700_000_i64, value, 0..40)
        .prop_map(|points| points.into_iter().map(|(at, value)| (Second(1_790_000_000 + at), value)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_chart_breaks_or_leaves_its_place(
        points in any_series(),
        (width, height) in (0_usize..300, 0_usize..60),
        (from, length, cursor) in (-200_000..700_000_i64, -5..1_000_000_i64, -9..900_000_i64),
        edges in proptest::collection::btree_set(-100_000..700_000_i64, 0..6),
        percent: bool,
        bars: bool,
    ) {
        let second = |at| Second(1_790_000_000 + at);
        let time = Span { from: second(from), to: second(from + length) };
        let edges: Vec<i64> = edges.into_iter().collect();
        let gaps: Vec<Span> = edges.chunks_exact(2).map(|pair| Span { from: second(pair[0]), to: second(pair[1]) }).collect();
        let band: Vec<_> = points.iter().map(|&(at, value)| (at, value.map(|value| Range { low: value - 9.0, high: value + 9.0 }))).collect();
        let spans: Vec<_> = points.windows(2).map(|pair| (Span { from: pair[0].0, to: pair[1].0 }, pair[0].1)).collect();
        let chart = Chart {
            unit: if percent { Unit::Percent } else { Unit::Count },
            series: if bars { Series::Bars(&spans) } else { Series::Steps { points: &points, band: &band } },
            gaps: &gaps,
            open: Some(&gaps),
            cursor: Some(second(cursor)),
            ..chart(time, &[])
        };
        let lines = chart.lines(Theme::default(), width, height);
        prop_assert_eq!(lines.len(), height);
        prop_assert!(lines.iter().all(|line| line.width() <= width), "{:?}", lines);
        prop_assert!(chart.columns(width, height) <= width);
    }

    #[test]
    fn what_rises_is_never_drawn_falling(
        steps in proptest::collection::vec((1..40_000_i64, 0.0..50.0_f64), 1..60),
        (width, height) in (1_usize..120, 1_usize..30),
    ) {
        let mut course: Vec<(Second, Option<f64>)> = vec![(monday(), Some(0.0))];
        for (later, more) in steps {
            let &(at, value) = course.last().unwrap();
            course.push((at.plus(later), value.map(|value| value + more)));
        }
        let time = Span { from: monday(), to: course.last().unwrap().0.plus(1) };
        let chart = chart(time, &course);
        let pieces = chart.pieces();
        let dots = Grid { columns: width, rows: height, span: time }.line(&pieces, chart.value_axis(&pieces, height));
        let column = |x: usize| {
            let set = (0..height * DOWN).filter(|y| {
                let bits = dots.glyph(x / ACROSS, y / DOWN).map_or(0, |glyph| glyph as u32 - 0x2800);
                let mut one = Dots::new(1, 1);
                one.set(x % ACROSS, y % DOWN);
                bits & (one.glyph(0, 0).unwrap() as u32 - 0x2800) != 0
            });
            set.collect::<Vec<usize>>()
        };
        for x in 1..width * ACROSS {
            let (before, here) = (column(x - 1), column(x));
            prop_assert!(!here.is_empty() && here.windows(2).all(|pair| pair[0] + 1 == pair[1]), "a hole at {x}");
            prop_assert!(here.last() <= before.first(), "falls at {x}: {before:?} {here:?}");
        }
    }
}
