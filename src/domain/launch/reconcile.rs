//! Looking for a launch in the list: what a look proves, and when the next is due.
//!
//! A list is believed to lack a campaign only when it shows what was there before (the canary), holds no row that could
//! not be read, and the quiet period is over: a late server and a lagging list must both have had their time.

use std::time::Duration;

use super::{Launch, Phase, Stamp};
use crate::domain::campaign::Listing;
use crate::domain::launch::gate::NameKey;
use crate::domain::shown::Shown;

/// The waits between looks; together the quiet period.
pub const WAITS: [Duration; 9] = [
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(10),
    Duration::from_secs(20),
    Duration::from_secs(40),
    Duration::from_secs(60),
    Duration::from_secs(120),
    Duration::from_secs(180),
    Duration::from_secs(163),
];

/// How long after the last byte an absence begins to mean something: longer than a server's timeout and a list's lag
/// together.
pub const QUIET: Duration = Duration::from_secs(600);

/// The vendor's word for campaigns made through this API.
const ORIGIN: &str = "public_api";

/// What one look at the whole list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// It is there: once, or, when something went badly wrong, more often.
    Found(Vec<i64>),
    /// It is not there, and the list is trustworthy.
    Absent {
        /// Campaigns that look like it but are not surely it.
        near: Vec<i64>,
    },
    /// It is not there, and the list proves nothing.
    Doubtful {
        /// Why the list is not believed.
        why: Doubt,
        /// Campaigns that look like it but are not surely it.
        near: Vec<i64>,
    },
}

impl Sight {
    /// The same sight of a list that is not believed: what it shows is there, what it lacks may be too.
    #[must_use]
    pub fn doubted(self) -> Self {
        match self {
            Self::Absent { near } => Self::Doubtful { why: Doubt::Lacks, near },
            other => other,
        }
    }
}

/// Why a list is not believed to be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It lacks more than half of what was there before, or before the launch.
    Lacks,
    /// It has rows that cannot be read, or a new one whose name cannot be read.
    Unreadable,
}

/// Looks for `launch` in a whole list. `others` are the campaigns that other launches of the journal have become.
pub fn look(launch: &Launch, list: &Listing, others: &[i64]) -> Sight {
    let before = &launch.before.ids;
    let new = list.rows.iter().filter(|row| before.binary_search(&row.id).is_err() && !others.contains(&row.id));
    let (mut found, mut near, mut nameless) = (Vec::new(), Vec::new(), false);
    let key = NameKey::of(&launch.request.name);
    let request = &launch.request;
    for row in new {
        let raw = |text: &Option<Shown>| text.as_ref().map(|text| text.raw().to_owned());
        let same = raw(&row.name).as_ref() == Some(&request.name)
            && raw(&row.agent) == request.agent_id
            && row.list == request.case_list_id
            && row.origin.as_ref().is_some_and(|origin| origin.raw() == ORIGIN);
        if same {
            found.push(row.id);
        } else if let Some(name) = &row.name {
            if NameKey::of(name.raw()).is_like(&key) {
                near.push(row.id);
            }
        } else {
            nameless = true;
        }
    }
    for ids in [&mut found, &mut near] {
        ids.sort_unstable();
        ids.dedup();
    }
    if !found.is_empty() {
        return Sight::Found(found);
    }
    let now = list.ids();
    let kept = before.iter().filter(|id| now.binary_search(id).is_ok()).count();
    if kept * 2 < before.len() {
        Sight::Doubtful { why: Doubt::Lacks, near }
    } else if list.unreadable > 0 || nameless {
        Sight::Doubtful { why: Doubt::Unreadable, near }
    } else {
        Sight::Absent { near }
    }
}

/// Whether the quiet period is over at `now`. A restart of the machine or a clock that went back is never enough: the
/// period then starts anew, which [`super::transition`] writes down.
pub fn quiet_is_over(launch: &Launch, now: &Stamp) -> bool {
    launch.quiet_from.as_ref().and_then(|from| now.since(from)).is_some_and(|passed| passed >= QUIET)
}

/// How long to wait before the next look, after `looks` of them; the last wait goes on for as long as it takes.
pub fn next_wait(looks: u32) -> Duration {
    const LATER: Duration = Duration::from_secs(300);
    WAITS.get(looks as usize).copied().unwrap_or(LATER)
}

/// How long until the list is to be looked at again for a launch whose outcome is unknown. Nothing where that is due, or
/// where the machine was restarted since the last look: how long ago that was is not known then.
pub fn next_look(launch: &Launch, now: &Stamp) -> Duration {
    now.since(&launch.changed).map_or(Duration::ZERO, |since| next_wait(launch.looks).saturating_sub(since))
}

/// Whether a person may state that it is not there: unknown, quiet long enough, and the last look found a trustworthy
/// list without it.
pub fn may_be_released(launch: &Launch, now: &Stamp) -> bool {
    launch.phase == Phase::Unknown && launch.absent && quiet_is_over(launch, now)
}

#[cfg(test)]
mod tests;
