//! What happened before the world began, besides calls: who came and went, was renamed, was edited, and when nobody
//! looked.

use super::workdays::working_time;
use crate::api::wire;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::sandbox::listing::Campaign;
use crate::sandbox::motion::Course;

/// Fewer calls than so many make no story.
const ENOUGH: f64 = 100.0;

/// The story of a world.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    /// When nobody looked.
    pub(super) outage: Option<Span>,
    /// When the company's lines were raised to what they are.
    pub(super) lines_raised: Option<Second>,
    /// A campaign that stopped in the middle of an open day.
    pub(super) stalled: Option<(i64, Second)>,
    /// The newest campaigns, and when they came.
    pub(super) came: Vec<(i64, Second)>,
    /// When those were there that are no more.
    pub(super) removed: Option<Span>,
    /// What campaigns were until a moment.
    pub(super) was: Vec<Was>,
}

/// What a campaign was until a moment.
#[derive(Debug, Clone)]
pub(super) struct Was {
    pub(super) campaign: i64,
    pub(super) until: Second,
    pub(super) what: Trait,
}

/// A part of an identity.
#[derive(Debug, Clone)]
pub(super) enum Trait {
    Name(String),
    Agent(String),
    EditedBy(Option<String>),
}

impl Story {
    /// The story of these campaigns, which begin at that moment. Of a world too small for a part of it, that is left out.
    pub(super) fn of(campaigns: &[Campaign], born: Second) -> Self {
        let time = |days, clock| working_time(born, days, clock);
        let outage = time(4, (10, 40)).zip(time(4, (14, 55)));
        let last = campaigns.last().filter(|last| campaigns.len() > 1 && makes_calls(last));
        let mut was = Vec::new();
        let mut calling = campaigns.iter().rev().skip(1).filter(|campaign| makes_calls(campaign));
        if let (Some(renamed), Some(until)) = (calling.find(|one| is_plain(one)), time(2, (11, 25))) {
            let name = format!("Copy of {}", renamed.row.name.as_deref().unwrap_or_default());
            was.push(Was { campaign: renamed.row.id, until, what: Trait::Name(name) });
        }
        let edited = calling.find(|one| is_by_web(one.row.update_origin.as_deref()));
        if let (Some(edited), Some(until)) = (edited, time(3, (15, 5))) {
            was.push(Was { campaign: edited.row.id, until, what: Trait::EditedBy(None) });
        }
        if let (Some(moved), Some(until)) = (calling.find(|one| one.row.agent_id.is_some()), time(5, (9, 30))) {
            was.push(Was { campaign: moved.row.id, until, what: Trait::Agent("abc_123".to_owned()) });
        }
        let stalled = campaigns.iter().rev().find(|campaign| stalls(campaign)).map(|stalled| stalled.row.id);
        Self {
            outage: outage.map(|(from, to)| Span { from, to }),
            lines_raised: time(6, (9, 15)),
            stalled: stalled.zip(time(1, (14, 20))),
            came: last.map(|last| last.row.id).zip(time(3, (10, 10))).into_iter().collect(),
            removed: time(2, (9, 50)).zip(time(1, (16, 30))).map(|(from, to)| Span { from, to }),
            was,
        }
    }

    /// When a campaign came, if after everything began.
    pub(super) fn came(&self, campaign: i64) -> Option<Second> {
        self.came.iter().find(|(id, _)| *id == campaign).map(|(_, at)| *at)
    }

    /// When a campaign stopped, if before the world began.
    pub(super) fn stopped(&self, campaign: i64) -> Option<Second> {
        self.stalled.filter(|(id, _)| *id == campaign).map(|(_, at)| at)
    }

    /// What a campaign was at that moment, where it was something else than it is.
    pub(super) fn row_at(&self, row: &wire::Campaign, at: Second) -> Option<wire::Campaign> {
        let was: Vec<&Was> = self.was.iter().filter(|was| was.campaign == row.id && at < was.until).collect();
        if was.is_empty() {
            return None;
        }
        let mut row = row.clone();
        for Was { what, .. } in was {
            match what {
                Trait::Name(name) => row.name = Some(name.clone()),
                Trait::Agent(agent) => row.agent_id = Some(agent.clone()),
                Trait::EditedBy(who) => row.update_origin.clone_from(who),
            }
        }
        Some(row)
    }
}

fn makes_calls(campaign: &Campaign) -> bool {
    matches!(&campaign.course, Course::Moving(moving) if !moving.stretches.is_empty() && moving.made >= ENOUGH && moving.stalls_at.is_none())
}

fn stalls(campaign: &Campaign) -> bool {
    matches!(&campaign.course, Course::Moving(moving) if moving.stalls_at.is_some_and(|calls| calls >= ENOUGH))
}

fn is_plain(campaign: &Campaign) -> bool {
    campaign.row.name.as_deref().is_some_and(|name| name.is_ascii() && !name.contains('#'))
}

fn is_by_web(who: Option<&str>) -> bool {
    who == Some("web_app")
}
