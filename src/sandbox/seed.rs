//! The first world: a law firm's campaigns and case lists, all decided by one number.
//!
//! The same seed and count make the same world, byte for byte. Campaign 1 is the vendor's own sample and stands still,
//! so that the samples of the contract answer as they are printed; no other name matches its search.

use std::collections::{HashMap, HashSet};

use fastrand::Rng;

use super::calling::{Slots, Stretch};
use super::listing::Campaign;
use super::motion::{Course, Moving, Outcomes, mix, salt};
use super::names::{AGENTS, AGENTS_ES, GROUPS, MARKS, MATTERS, ORIGINS, PARTICULAR, PURPOSES, PURPOSES_ES};
use crate::api::wire;

/// How many case lists there are.
const LISTS: i64 = 96;
/// The case list of the vendor's sample; the others follow it.
const FIRST_LIST: i64 = 123;
/// Every so many campaigns one that calls shares its list with another.
const SHARING_EVERY: usize = 61;
/// Every so many campaigns one has a particular name.
const PARTICULAR_EVERY: usize = 17;

/// What decides a world besides its seed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seeding {
    pub(super) seed: u64,
    pub(super) campaigns: usize,
    pub(super) pace: f64,
    /// The local second in which the world begins.
    pub(super) since: f64,
}

/// The company's case lists.
pub(super) fn case_lists(seed: u64) -> Vec<wire::CaseList> {
    let mut random = Rng::with_seed(mix(seed ^ 0x1157));
    let mut lists = vec![wire::CaseList {
        id: FIRST_LIST,
        name: Some("Outreach list".into()),
        description: Some("The list of the vendor's sample".into()),
        case_count: Some(480),
        origin: Some("public_api".into()),
        update_origin: None,
    }];
    for id in FIRST_LIST + 1..FIRST_LIST + LISTS {
        let matter = matter_of(id);
        let group = pick(&mut random, GROUPS);
        lists.push(wire::CaseList {
            id,
            name: Some(format!("{matter}: {group}")),
            description: (random.u8(..3) > 0).then(|| format!("{matter} clients, {group}")),
            case_count: Some(list_size(&mut random)),
            origin: Some(pick(&mut random, ORIGINS).into()),
            update_origin: (random.u8(..3) == 0).then(|| pick(&mut random, ORIGINS).into()),
        });
    }
    lists
}

/// What the cases of list `id` are about: each matter in turn.
fn matter_of(id: i64) -> &'static str {
    let turn = (id - FIRST_LIST) as usize % MATTERS.len();
    MATTERS.get(turn).copied().unwrap_or_default()
}

/// From a few dozen cases to some thousands; most lists have some hundreds.
fn list_size(random: &mut Rng) -> i64 {
    (60.0 * 100_f64.powf(random.f64())) as i64
}

/// How many cases list `id` holds; a list nobody knows has a size all the same.
pub(super) fn size_of(lists: &[wire::CaseList], id: Option<i64>) -> u64 {
    let known = lists.iter().find(|list| Some(list.id) == id).and_then(|list| list.case_count);
    known.map_or_else(|| 40 + mix(id.unwrap_or(0) as u64) % 960, |count| count.max(0) as u64)
}

/// The campaigns of a new world, by id.
pub(super) fn campaigns(seeding: &Seeding, lists: &[wire::CaseList]) -> Vec<Campaign> {
    let mut drawn = Drawn::default();
    let mut campaigns = Vec::new();
    for number in 1..=seeding.campaigns {
        campaigns.push(if number == 1 { sample() } else { campaign(seeding, number, lists, &mut drawn) });
    }
    campaigns
}

/// A campaign that somebody made to try things out, under a number that follows the others'.
pub(super) fn removed(seeding: &Seeding, number: usize, lists: &[wire::CaseList]) -> Campaign {
    let Campaign { mut row, course } = campaign(seeding, number, lists, &mut Drawn::default());
    row.name = row.name.map(|name| format!("TEST {name}"));
    Campaign { row, course }
}

/// The vendor's sample, with exactly its numbers.
fn sample() -> Campaign {
    let stats = wire::Stats {
        total_calls: Some(132),
        success_calls: Some(85),
        success_calls_percentage: Some(70.8),
        failed_calls: Some(35),
        average_sentiment_score: Some(0.76),
        conversion_rate: Some(42.1),
    };
    let row = wire::Campaign {
        id: 1,
        name: Some("Outreach Campaign".into()),
        agent_id: Some("abc_123".into()),
        case_list_id: Some(FIRST_LIST),
        origin: Some("public_api".into()),
        update_origin: None,
        stats: Some(stats.clone()),
    };
    Campaign { row, course: Course::Still(stats) }
}

/// What was given to the campaigns before.
#[derive(Debug, Default)]
struct Drawn {
    /// Names, each with how often.
    names: HashMap<String, u32>,
    /// The case lists of those that call.
    lists: HashSet<i64>,
}

fn campaign(seeding: &Seeding, number: usize, lists: &[wire::CaseList], drawn: &mut Drawn) -> Campaign {
    let salt = salt(seeding.seed, number as u64);
    let mut random = Rng::with_seed(salt);
    let list = FIRST_LIST + random.i64(1..LISTS);
    let spanish = random.u8(..8) == 0;
    let name = unique(name(&mut random, number, matter_of(list), spanish), &mut drawn.names);
    let agents = if spanish { AGENTS_ES } else { AGENTS };
    let stage = Stage::choose(&mut random, number as f64 / seeding.campaigns as f64);
    let list =
        if stage.calls() { list_to_call(list, number.is_multiple_of(SHARING_EVERY), &mut drawn.lists) } else { list };
    let row = wire::Campaign {
        id: number as i64,
        name: Some(name),
        agent_id: (stage != Stage::Messages).then(|| pick(&mut random, agents).into()),
        case_list_id: Some(list),
        origin: Some(pick(&mut random, ORIGINS).into()),
        update_origin: (random.u8(..4) == 0).then(|| pick(&mut random, ORIGINS).into()),
        stats: None,
    };
    let course = course(&mut random, stage, size_of(lists, Some(list)), seeding);
    Campaign { row, course: Course::Moving(Moving { salt, ..course }) }
}

/// A list of the same matter for a campaign that calls: one that nobody else calls, while there are any; for one that
/// shares its own, one that another calls.
fn list_to_call(drawn: i64, shares: bool, called: &mut HashSet<i64>) -> i64 {
    let matters = MATTERS.len() as i64;
    let first = FIRST_LIST + 1 + (drawn - FIRST_LIST - 1) % matters;
    let turns = (LISTS - 1 + matters - 1) / matters;
    let begin = (drawn - first) / matters;
    let same_matter = (0..turns).map(|turn| first + (begin + turn) % turns * matters);
    let list = same_matter.filter(|list| *list < FIRST_LIST + LISTS).find(|list| called.contains(list) == shares);
    let list = list.unwrap_or(drawn);
    called.insert(list);
    list
}

fn name(random: &mut Rng, number: usize, matter: &str, spanish: bool) -> String {
    if number % PARTICULAR_EVERY == PARTICULAR_EVERY - 1
        && let Some(name) = PARTICULAR.get(number / PARTICULAR_EVERY % PARTICULAR.len())
    {
        return (*name).into();
    }
    if spanish {
        return format!("{matter}: {}", pick(random, PURPOSES_ES));
    }
    format!("{matter} {}{}", pick(random, PURPOSES), pick(random, MARKS))
}

/// `name`, numbered when it was given before.
fn unique(name: String, seen: &mut HashMap<String, u32>) -> String {
    let times = seen.entry(name.clone()).or_insert(0);
    *times += 1;
    if *times == 1 { name } else { format!("{name} #{times}") }
}

/// Where in its life a campaign is when the world begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Calls go out; the list has an end.
    Running,
    /// Calls go out for ever.
    NeverEnding,
    /// Calls go out, and since a while turn out badly.
    Souring,
    /// Stopped half-way, outcomes missing.
    Stalled,
    /// The list is exhausted.
    Finished,
    /// No calls yet.
    Waiting,
    /// Messages only: there are never calls.
    Messages,
}

impl Stage {
    /// Whether it calls people now.
    fn calls(self) -> bool {
        !matches!(self, Self::Waiting | Self::Messages | Self::Finished)
    }

    /// Newer campaigns run, older ones are mostly done. `age` is 0 for the oldest and 1 for the newest.
    fn choose(random: &mut Rng, age: f64) -> Self {
        let weights: [(Self, u32); 7] = if age > 0.6 {
            [
                (Self::Running, 57),
                (Self::NeverEnding, 14),
                (Self::Souring, 3),
                (Self::Stalled, 7),
                (Self::Finished, 9),
                (Self::Waiting, 7),
                (Self::Messages, 3),
            ]
        } else {
            [
                (Self::Running, 10),
                (Self::NeverEnding, 6),
                (Self::Souring, 1),
                (Self::Stalled, 6),
                (Self::Finished, 74),
                (Self::Waiting, 1),
                (Self::Messages, 2),
            ]
        };
        let sum: u32 = weights.iter().map(|(_, weight)| weight).sum();
        let mut left = random.u32(..sum);
        for (stage, weight) in weights {
            if left < weight {
                return stage;
            }
            left -= weight;
        }
        Self::Finished
    }
}

fn course(random: &mut Rng, stage: Stage, list: u64, seeding: &Seeding) -> Moving {
    let size = list as f64;
    let rate = 30.0 + 110.0 * random.f64();
    let under_way = (rate / 20.0).min(size / 4.0);
    let part = random.f64();
    let made = match stage {
        Stage::Running => size * (0.03 + 0.6 * part),
        Stage::Stalled => size * (0.2 + 0.5 * part),
        // Enough for one day of it to be told from chance.
        Stage::Souring => 800.0 + 1500.0 * part,
        Stage::NeverEnding => 80.0 * 40_f64.powf(part),
        Stage::Finished => size + under_way + 1.0,
        Stage::Waiting | Stage::Messages => 0.0,
    };
    // Most do about as well as each other; a few stand out.
    let success = match random.f64() {
        poor @ ..0.05 => 0.42 + poor,
        good @ 0.96.. => good - 0.12,
        usual => 0.60 + 0.12 * usual,
    };
    Moving {
        salt: 0,
        since: seeding.since,
        stretches: if stage.calls() { vec![Stretch::always(Slots::company())] } else { Vec::new() },
        rate: rate * seeding.pace,
        made,
        under_way,
        list: (!matches!(stage, Stage::NeverEnding | Stage::Souring)).then_some(list),
        stalls_at: (stage == Stage::Stalled).then_some(made),
        outcomes: Outcomes {
            success,
            soured: (stage == Stage::Souring).then_some((made * 0.8, success * 0.3)),
            sentiment: 0.35 + 0.5 * random.f64(),
            conversion: 5.0 + 50.0 * random.f64() * success,
            phase: 6.0 * random.f64(),
        },
    }
}

fn pick<'a>(random: &mut Rng, words: &[&'a str]) -> &'a str {
    random.choice(words).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(seed: u64, campaigns: usize) -> Vec<Campaign> {
        campaigns_of(seed, campaigns, 1.0)
    }

    fn campaigns_of(seed: u64, count: usize, pace: f64) -> Vec<Campaign> {
        let seeding = Seeding { seed, campaigns: count, pace, since: 0.0 };
        campaigns(&seeding, &case_lists(seed))
    }

    fn described(campaigns: &[Campaign], at: f64) -> Vec<(wire::Campaign, wire::Stats)> {
        campaigns.iter().map(|campaign| (campaign.row.clone(), campaign.course.stats(at))).collect()
    }

    #[test]
    fn a_seed_makes_one_world_and_another_seed_another() {
        for at in [0.0, 5000.0] {
            assert_eq!(described(&world(1, 140), at), described(&world(1, 140), at));
            assert_ne!(described(&world(1, 140), at), described(&world(2, 140), at));
        }
    }

    #[test]
    fn the_search_of_the_sample_finds_the_sample_only() {
        for seed in 0..5 {
            let found: Vec<i64> = world(seed, 300)
                .iter()
                .filter(|campaign| campaign.row.name.as_deref().unwrap().to_lowercase().contains("outreach"))
                .map(|campaign| campaign.row.id)
                .collect();
            assert_eq!(found, [1]);
        }
    }

    #[test]
    fn a_world_has_some_of_everything() {
        let campaigns = world(0, 140);
        let stats: Vec<wire::Stats> = campaigns.iter().map(|campaign| campaign.course.stats(0.0)).collect();
        let some = |what: &str, test: &dyn Fn(usize) -> bool| {
            let count = (0..140).filter(|index| test(*index)).count();
            assert!((2..140).contains(&count), "{what}: {count}");
        };
        let name = |index: usize| campaigns[index].row.name.clone().unwrap();
        some("no agent", &|index| campaigns[index].row.agent_id.is_none());
        some("edited", &|index| campaigns[index].row.update_origin.is_some());
        some("no calls", &|index| stats[index].total_calls == Some(0));
        some("no rate", &|index| stats[index].success_calls_percentage.is_none());
        some("pending", &|index| {
            stats[index].total_calls > Some(0) && {
                stats[index].success_calls.unwrap() + stats[index].failed_calls.unwrap()
                    < stats[index].total_calls.unwrap()
            }
        });
        some("beyond ASCII", &|index| !name(index).is_ascii());
        some("wide", &|index| name(index).chars().any(|c| c > '\u{3000}'));
        assert!(campaigns.iter().any(|campaign| campaign.row.name.as_ref().unwrap().len() > 120));
        let names: std::collections::HashSet<String> = (0..140).map(name).collect();
        assert_eq!(names.len(), 140);
    }

    #[test]
    fn newer_campaigns_move_within_ten_seconds_at_any_hour() {
        for hour in 0..24 {
            let since = f64::from(hour) * 3600.0;
            for seed in 0..4 {
                let seeding = Seeding { seed, campaigns: 140, pace: crate::sandbox::options::EMBEDDED_PACE, since };
                let campaigns = campaigns(&seeding, &case_lists(seed));
                let moved = campaigns[110..]
                    .iter()
                    .filter(|campaign| campaign.course.stats(since) != campaign.course.stats(since + 10.0))
                    .count();
                assert!(moved >= 4, "seed {seed}, {hour} h: {moved}");
            }
        }
    }

    #[test]
    fn every_campaign_calls_a_list_that_is_listed() {
        for seed in 0..5 {
            let lists = case_lists(seed);
            for campaign in world(seed, 300) {
                assert!(lists.iter().any(|list| Some(list.id) == campaign.row.case_list_id), "{:?}", campaign.row);
            }
        }
    }

    #[test]
    fn sizes_of_lists_are_known_or_made_up_but_never_nothing() {
        let lists = case_lists(3);
        assert_eq!(size_of(&lists, Some(FIRST_LIST)), 480);
        assert!(lists.iter().all(|list| list.case_count >= Some(60)));
        assert!((40..1000).contains(&size_of(&lists, Some(-5))));
    }
}
