//! Follows the campaigns through the entries of the record, and tells what happened to each.

use std::collections::BTreeMap;

use super::calling::Calling;
use super::days::Days;
use super::event::{Event, What};
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Entry, News, Past};
use crate::domain::record::{Figures, Identity, Second};
use crate::domain::shown::Shown;
use crate::domain::verdict::{Fall, Shift, beyond_chance};

/// Where everybody stands.
#[derive(Debug)]
pub(super) struct Follower<'o> {
    open: &'o Calling,
    campaigns: BTreeMap<i64, Known>,
    events: Vec<Event>,
    /// The day of the last entry.
    day: Option<Span>,
}

/// What is remembered of a campaign.
#[derive(Debug, Default)]
struct Known {
    identity: Option<Identity>,
    figures: Option<Figures>,
    gone: Option<Second>,
    /// When its calls rose last.
    called: Option<Second>,
    days: Days,
}

impl<'o> Follower<'o> {
    pub(super) fn new(open: &'o Calling) -> Self {
        Self { open, campaigns: BTreeMap::new(), events: Vec::new(), day: None }
    }

    /// Everybody as they were before the first entry.
    pub(super) fn begin(&mut self, past: Past) {
        for row in past.rows {
            let known = Known { identity: Some(row.identity), figures: Some(row.figures), ..Known::default() };
            self.campaigns.insert(row.id, known);
        }
    }

    /// The next entry; none is older than the one before.
    pub(super) fn take(&mut self, entry: Entry) {
        let Entry { at, campaign, news } = entry;
        if let Some(day) = self.day.filter(|day| day.to <= at) {
            self.judge(day);
        }
        if self.day.is_none_or(|day| day.to <= at) {
            self.day = Some(self.open.day(at));
        }
        let is_new = !self.campaigns.contains_key(&campaign);
        let known = self.campaigns.entry(campaign).or_default();
        let mut tell = |what| self.events.push(Event { at, campaign: Some(campaign), name: None, what });
        match news {
            News::Came if is_new => tell(What::New),
            News::Came => {
                if let Some(gone) = known.gone.take() {
                    tell(What::CameBack { gone });
                }
            }
            News::Gone => {
                known.gone = Some(at);
                tell(What::Vanished);
            }
            News::Identity(identity) => {
                if let Some(before) = &known.identity {
                    differences(before, &identity).for_each(tell);
                }
                known.identity = Some(identity);
            }
            News::Figures(figures) => {
                if let Some(before) = known.figures.replace(figures) {
                    self.figures(at, campaign, before, figures);
                }
            }
        }
    }

    fn figures(&mut self, at: Second, campaign: i64, before: Figures, now: Figures) {
        let Some(known) = self.campaigns.get_mut(&campaign) else { return };
        let mut tell = |at, what| self.events.push(Event { at, campaign: Some(campaign), name: None, what });
        if let Some(Fall { counter, from, to, .. }) = Fall::between(at, &before, &now) {
            tell(at, What::Fell { counter, from, to });
            known.days.spoil(at, self.open.day(at));
            return;
        }
        let counts = [(before.calls, now.calls), (before.ok, now.ok), (before.failed, now.failed)];
        let [calls, ok, failed] = counts.map(|(from, to)| from.zip(to).map_or(0, |(from, to)| to.saturating_sub(from)));
        if calls > 0 {
            if let Some(since) = known.called
                && let Some(open) = known.days.silence(since, at, self.open)
            {
                tell(since, What::Quiet { open });
                tell(at, What::Resumed { since });
            }
            known.called = Some(at);
        }
        if calls + ok + failed > 0 {
            known.days.add(at, self.open.day(at), calls, ok, failed);
        }
    }

    /// A day is over, or as far as it goes: whose success differs from the days before.
    fn judge(&mut self, day: Span) {
        let judged = self.campaigns.iter().filter_map(|(id, known)| {
            let (at, shift) = known.days.compared(day)?;
            Some(((*id, at), shift))
        });
        let (whose, shifts): (Vec<(i64, Second)>, Vec<Shift>) = judged.unzip();
        let differ = beyond_chance(&shifts);
        for (((id, at), shift), _) in whose.into_iter().zip(shifts).zip(differ).filter(|(_, differs)| *differs) {
            let what = What::Success { day: shift.now, before: shift.before };
            self.events.push(Event { at, campaign: Some(id), name: None, what });
            if let Some(known) = self.campaigns.get_mut(&id) {
                known.days.turn();
            }
        }
    }

    /// Everything that happened until then, in no order.
    pub(super) fn finish(mut self, end: Second) -> Vec<Event> {
        if let Some(day) = self.day {
            self.judge(day);
        }
        for (id, known) in &self.campaigns {
            if let Some(since) = known.called.filter(|_| known.gone.is_none())
                && let Some(open) = known.days.silence(since, end, self.open)
            {
                let what = What::Quiet { open };
                self.events.push(Event { at: since, campaign: Some(*id), name: None, what });
            }
        }
        for event in &mut self.events {
            let known = event.campaign.and_then(|id| self.campaigns.get(&id)?.identity.as_ref()?.name.as_deref());
            event.name = known.map(Shown::new);
        }
        self.events
    }
}

fn differences(before: &Identity, now: &Identity) -> impl Iterator<Item = What> {
    let shown = |text: &Option<String>| text.as_deref().map(Shown::new);
    let renamed = (before.name != now.name).then(|| What::Renamed { from: shown(&before.name) });
    let agent =
        (before.agent != now.agent).then(|| What::OtherAgent { from: shown(&before.agent), to: shown(&now.agent) });
    let list = (before.list != now.list).then_some(What::OtherList { from: before.list, to: now.list });
    let edited = (before.edited_by != now.edited_by).then(|| What::Edited { by: shown(&now.edited_by) });
    [renamed, agent, list, edited].into_iter().flatten()
}
