//! Which rates stand out. Colours and marks are for these alone: a number that differs from its like by no more than chance
//! gives, or by too little to matter, is plain.
//!
//! A success rate is judged against its *peers*. It stands out where its whole 95 % range lies at least five points
//! beyond theirs: with many calls nearly every campaign differs from the others by more than chance, and hardly any by
//! enough to ask for a person. Where the user set limits for a measure, those rule instead. Whatever is counted on too few
//! calls is never called good or poor.

use super::measure::Thresholds;
use super::significance::Proportion;

/// By how many points the nearer end of a range must lie beyond the peers' rate.
const APART: f64 = 5.0;

/// An agent's other campaigns are peers where they are at least so many, with so many finished calls.
const CAMPAIGNS: usize = 3;
const FINISHED: i128 = 300;

/// What is said of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grade {
    /// Nothing: it does not stand out, or there is nothing to judge it by.
    #[default]
    Plain,
    /// Clearly below its peers, or below the user's limit.
    Poor,
    /// Clearly above its peers, or at or above the user's limit.
    Good,
    /// It rests on too few finished calls to be judged: its 95 % range is wider than 20 points.
    Few,
}

/// What a value was judged by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Yardstick {
    /// The user's limits.
    Limits(Thresholds),
    /// The success of the other campaigns of its agent, in percent.
    SameAgent(f64),
    /// The success of all others, in percent.
    AllOthers(f64),
}

impl Yardstick {
    /// Where poor begins by the limits, or the rate of the others; in percent.
    pub fn percent(self) -> f64 {
        match self {
            Self::Limits(limits) => limits.poor,
            Self::SameAgent(percent) | Self::AllOthers(percent) => percent,
        }
    }
}

/// A grade, and what it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Judgement {
    /// What is said.
    pub grade: Grade,
    /// What it was judged by; `None` where there was nothing, or too few calls.
    pub by: Option<Yardstick>,
}

/// Campaigns that others may be judged by, pooled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// How many of them know their success.
    pub campaigns: usize,
    /// Success of their finished calls.
    pub success: Proportion,
}

/// Those that a campaign or a group is judged by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Peers {
    /// The other campaigns of its agent.
    pub same_agent: Option<Pool>,
    /// All others.
    pub all_others: Option<Pool>,
}

impl Peers {
    /// The nearest peers that are enough to judge by.
    fn yardstick(self) -> Option<Yardstick> {
        let enough = |pool: &Pool| pool.campaigns >= CAMPAIGNS && pool.success.whole() >= FINISHED;
        let same_agent = self.same_agent.filter(enough).map(|pool| Yardstick::SameAgent(pool.success.percent()));
        let others = || self.all_others.filter(|pool| !pool.success.is_of_few());
        same_agent.or_else(|| others().map(|pool| Yardstick::AllOthers(pool.success.percent())))
    }
}

/// Judges a success rate: by the user's limits where there are any, else by its peers.
pub fn success(own: Proportion, limits: Option<Thresholds>, peers: Peers) -> Judgement {
    if own.is_of_few() {
        return Judgement { grade: Grade::Few, by: None };
    }
    if let Some(limits) = limits {
        return by_limits(own.percent(), limits);
    }
    let by = peers.yardstick();
    let grade = match (by, own.range()) {
        (Some(Yardstick::SameAgent(theirs) | Yardstick::AllOthers(theirs)), Some(range)) => {
            if range.high <= theirs - APART {
                Grade::Poor
            } else if range.low >= theirs + APART {
                Grade::Good
            } else {
                Grade::Plain
            }
        }
        _ => Grade::Plain,
    };
    Judgement { grade, by }
}

/// Judges any other value: only the user's limits say anything of it, since it is not known what it was counted on.
pub fn value(value: f64, limits: Option<Thresholds>) -> Judgement {
    limits.map(|limits| by_limits(value, limits)).unwrap_or_default()
}

fn by_limits(value: f64, limits: Thresholds) -> Judgement {
    let grade = if value >= limits.good {
        Grade::Good
    } else if value < limits.poor {
        Grade::Poor
    } else {
        Grade::Plain
    };
    Judgement { grade, by: Some(Yardstick::Limits(limits)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(part: i64, whole: i64) -> Proportion {
        Proportion::new(part, whole).unwrap()
    }

    fn pool(campaigns: usize, part: i64, whole: i64) -> Pool {
        Pool { campaigns, success: rate(part, whole) }
    }

    const LIMITS: Thresholds = Thresholds { good: 60.0, poor: 45.0 };

    #[test]
    fn only_what_is_beyond_chance_and_five_points_stands_out() {
        let peers = Peers { same_agent: None, all_others: Some(pool(9, 600, 1_000)) };
        for (part, whole, grade) in [
            // 57–63 %: the rate itself.
            (600, 1_000, Grade::Plain),
            // 50.7–55.1 %: beyond chance, and not by five points.
            (1_058, 2_000, Grade::Plain),
            // 50.3–54.7 and 49.6–54.0 %: the upper end on either side of 55.
            (1_065, 2_000, Grade::Plain),
            (1_050, 2_000, Grade::Poor),
            (1_300, 2_000, Grade::Plain),
            (1_360, 2_000, Grade::Good),
            // 21–43 %: far below, and counted on too few.
            (20, 65, Grade::Few),
            (2, 2, Grade::Few),
        ] {
            assert_eq!(success(rate(part, whole), None, peers).grade, grade, "{part} of {whole}");
        }
    }

    #[test]
    fn an_agents_own_campaigns_come_first_where_they_are_enough() {
        let all_others = Some(pool(50, 600, 1_000));
        let by = |same_agent| success(rate(450, 1_000), None, Peers { same_agent, all_others });
        assert_eq!(
            by(Some(pool(3, 138, 300))),
            Judgement { grade: Grade::Plain, by: Some(Yardstick::SameAgent(46.0)) }
        );
        for short in [Some(pool(2, 138, 300)), Some(pool(3, 138, 299)), None] {
            assert_eq!(by(short), Judgement { grade: Grade::Poor, by: Some(Yardstick::AllOthers(60.0)) });
        }
        let alone = Peers { same_agent: None, all_others: Some(pool(4, 9, 10)) };
        assert_eq!(success(rate(1, 1_000), None, alone), Judgement::default(), "they say too little themselves");
        assert_eq!(success(rate(1, 1_000), None, Peers::default()), Judgement::default());
    }

    #[test]
    fn the_users_limits_rule_and_their_edges_belong_to_the_better_side() {
        let peers = Peers { same_agent: None, all_others: Some(pool(9, 990, 1_000)) };
        let graded = |percent: i64| success(rate(10 * percent, 1_000), Some(LIMITS), peers).grade;
        assert_eq!([60, 59, 45, 44].map(graded), [Grade::Good, Grade::Plain, Grade::Plain, Grade::Poor]);
        assert_eq!(success(rate(1, 9), Some(LIMITS), peers).grade, Grade::Few);
        assert_eq!(value(44.9, Some(LIMITS)), Judgement { grade: Grade::Poor, by: Some(Yardstick::Limits(LIMITS)) });
        assert_eq!(value(1.0, None), Judgement::default());
    }

    proptest! {
        #[test]
        fn what_stands_out_does_so_by_itself_and_by_five_points(
            (whole, part) in (1_i64..5_000).prop_flat_map(|whole| (Just(whole), 0..=whole)),
            (of, theirs) in (1_i64..5_000).prop_flat_map(|whole| (Just(whole), 0..=whole)),
        ) {
            let peers = Peers { same_agent: Some(pool(3, theirs, of)), all_others: Some(pool(9, theirs, of)) };
            let (own, others) = (rate(part, whole), rate(theirs, of));
            let apart = own.percent() - others.percent();
            match success(own, None, peers).grade {
                Grade::Poor => prop_assert!(apart <= -APART && !own.is_of_few(), "{}", apart),
                Grade::Good => prop_assert!(apart >= APART && !own.is_of_few(), "{}", apart),
                Grade::Few => prop_assert!(own.is_of_few()),
                Grade::Plain => prop_assert!(!own.is_of_few()),
            }
        }
    }
}
