//! Looking for launches in the list, and what people state about them.

use std::fmt;
use std::time::Duration;

use super::ports::Point;
use super::records::Records;
use super::refusal::Refusal;
use super::{Launcher, Read};
use crate::domain::belief::Doubt;
use crate::domain::campaign::Listing;
use crate::domain::launch::journal::JournalError;
use crate::domain::launch::reconcile::{self, Sight};
use crate::domain::launch::transition::ReleaseError;
use crate::domain::launch::words::numbers;
use crate::domain::launch::{Launch, LaunchId, Phase, Stamp, gate};
use crate::domain::ledger::Purpose;
use crate::domain::shown::Shown;

/// Why a launch was not resolved by hand.
#[derive(Debug, Clone, PartialEq)]
pub enum Unresolved {
    /// There is no launch of this number.
    NoSuchLaunch,
    /// Something stood in the way of looking.
    Refused(Refusal),
    /// It cannot be released: why, and how it stands after the look.
    NotReleased(ReleaseError, Box<Launch>),
    /// The look found it: nothing is to be released.
    Found(Box<Launch>),
    /// The named campaign was there before the launch, or belongs to another launch.
    NotItsCampaign,
    /// The named campaign is not in the list.
    NoSuchCampaign,
    /// Its outcome is known already.
    Resolved(Box<Launch>),
}

const EARLY: &str = "ten minutes must pass after the send, and then a list that can be trusted must lack it";

/// What of a look is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// All of it.
    Everything,
    /// A list that was read for another purpose counts as a look when one is due; what it shows of the launch counts
    /// always. So the journal does not grow with every poll.
    WhatIsDue,
}

impl fmt::Display for Unresolved {
    /// Why the statement is not taken, as a clause. Nothing was changed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchLaunch => f.write_str("there is no launch of this number on this host"),
            Self::Refused(refusal) => write!(f, "{refusal}. Nothing was changed"),
            Self::NotReleased(ReleaseError::OtherName, launch) => write!(
                f,
                "the name must be the campaign's, letter by letter: {}. Nothing was changed",
                Shown::new(&launch.request.name)
            ),
            Self::NotReleased(ReleaseError::NotUnknown, _) => f.write_str("nothing is to be released"),
            Self::NotReleased(ReleaseError::TooEarly, launch) => match launch.near.as_slice() {
                near @ [_, ..] => {
                    write!(f, "too early to say that it is not there: {EARLY}. {} in the list may be it", numbers(near))
                }
                [] => write!(f, "too early to say that it is not there: {EARLY}"),
            },
            Self::Found(launch) => {
                write!(f, "it is there: the look just now found {}. Nothing is to be released", numbers(&launch.found))
            }
            Self::NotItsCampaign => f.write_str(
                "that campaign was there before the launch, or belongs to another launch. Nothing was changed",
            ),
            Self::NoSuchCampaign => f.write_str("no campaign of that number is in the list. Nothing was changed"),
            Self::Resolved(launch) => {
                write!(f, "nothing is to be resolved: launch {} is {}", launch.id, launch.phase.word())
            }
        }
    }
}

/// A whole list, as it was seen.
#[derive(Debug, Clone, Copy)]
struct Seen<'l> {
    list: &'l Listing,
    /// Whether it is believed: one that lacks most of what was there proves no absence.
    believed: Result<(), Doubt>,
    /// When it was asked for: it may be as old as that.
    asked: &'l Stamp,
}

impl From<Refusal> for Unresolved {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<JournalError> for Unresolved {
    fn from(error: JournalError) -> Self {
        Self::Refused(error.into())
    }
}

impl Launcher {
    /// Looks once for a launch, with a request of its own.
    ///
    /// # Errors
    /// The list could not be read or the journal not written; the launch stands as it stood.
    pub async fn look(&self, id: &LaunchId) -> Result<Launch, Refusal> {
        let _lock = self.lock().await?;
        let launch = self.records.find(id).await?.ok_or(JournalError::Taken)?;
        let asked = self.records.time().stamp();
        let Read { list, believed, .. } = self.list(Purpose::Launch).await?;
        Ok(self.records.saw(launch, Seen { list: &list, believed, asked: &asked }, Told::Everything).await?)
    }

    /// Looks until it is resolved or `patience` is over, with the waits of the protocol; what stands in the way of one
    /// look does not end the search.
    pub async fn search(&self, launch: Launch, patience: Duration, mut seen: impl FnMut(&Launch)) -> Launch {
        let (mut launch, mut waited) = (launch, Duration::ZERO);
        while launch.is_sought() {
            let wait = reconcile::next_wait(launch.looks);
            if waited + wait > patience {
                break;
            }
            self.records.time().sleep(wait).await;
            waited += wait;
            match self.look(&launch.id).await {
                Ok(looked) => launch = looked,
                // Counted all the same, so that the waits grow while nothing can be seen.
                Err(_) => launch.looks = launch.looks.saturating_add(1),
            }
            seen(&launch);
        }
        launch
    }

    /// A person names the campaign that a launch became.
    ///
    /// # Errors
    /// The campaign cannot be it, or something stood in the way.
    pub async fn found_by_hand(&self, id: &LaunchId, campaign: i64) -> Result<Launch, Unresolved> {
        let _lock = self.lock().await?;
        let launch = self.records.find(id).await?.ok_or(Unresolved::NoSuchLaunch)?;
        if !launch.is_sought() {
            return Err(Unresolved::Resolved(Box::new(launch)));
        }
        if launch.before.ids.contains(&campaign) || self.records.others(id).await?.contains(&campaign) {
            return Err(Unresolved::NotItsCampaign);
        }
        let Read { list, believed, .. } = self.list(Purpose::Launch).await?;
        if believed.is_ok() && list.unreadable == 0 && list.ids().binary_search(&campaign).is_err() {
            return Err(Unresolved::NoSuchCampaign);
        }
        let change = launch.found_by_hand(campaign, self.records.time().stamp()).map_err(|_| JournalError::Taken)?;
        self.records.point(Point::BeforeMatch).await;
        let launch = self.records.write(change).await?;
        self.records.point(Point::AfterMatch).await;
        Ok(launch)
    }

    /// A person states that a launch created nothing; `typed_name` is the campaign's name, typed by them. Looks once
    /// more first.
    ///
    /// # Errors
    /// It was found, it is too early, the name is another, or something stood in the way.
    pub async fn release(&self, id: &LaunchId, typed_name: &str) -> Result<Launch, Unresolved> {
        let _lock = self.lock().await?;
        let launch = self.records.find(id).await?.ok_or(Unresolved::NoSuchLaunch)?;
        if launch.phase != Phase::Unknown {
            return Err(Unresolved::Resolved(Box::new(launch)));
        }
        let asked = self.records.time().stamp();
        let Read { list, believed, .. } = self.list(Purpose::Launch).await?;
        let launch = self.records.saw(launch, Seen { list: &list, believed, asked: &asked }, Told::Everything).await?;
        if launch.phase == Phase::Matched {
            return Err(Unresolved::Found(Box::new(launch)));
        }
        let change = match launch.release(typed_name, self.records.time().stamp()) {
            Ok(change) => change,
            Err(why) => return Err(Unresolved::NotReleased(why, Box::new(launch))),
        };
        self.records.point(Point::BeforeRelease).await;
        let launch = self.records.write(change).await?;
        self.records.point(Point::AfterRelease).await;
        Ok(launch)
    }
}

impl Records {
    /// Uses a whole list that was `asked` for for another purpose: for every launch that waits for one. Answers with
    /// every launch. Does nothing while another process holds the lock.
    ///
    /// # Errors
    /// The journal cannot be used.
    pub async fn saw_list(&self, list: &Listing, asked: &Stamp) -> Result<Option<Vec<Launch>>, JournalError> {
        let believed = self.judge(list, asked).await?;
        let seen = Seen { list, believed, asked };
        let waiting = |launch: &Launch| launch.is_watched(asked.wall);
        if !self.launches().await?.iter().any(waiting) {
            return Ok(None);
        }
        let Some(_lock) = self.try_lock().await? else { return Ok(None) };
        // The sought ones first: what they become is not a late duplicate of one that was released.
        let (sought, released): (Vec<_>, Vec<_>) =
            self.launches().await?.into_iter().filter(waiting).partition(Launch::is_sought);
        for launch in sought.into_iter().chain(released) {
            self.saw(launch, seen, Told::WhatIsDue).await?;
        }
        Ok(Some(self.launches().await?))
    }

    /// Writes down what a list shows of a launch. The lock is held by the caller.
    async fn saw(&self, launch: Launch, seen: Seen<'_>, told: Told) -> Result<Launch, JournalError> {
        let Seen { list, believed, asked } = seen;
        let others: Vec<Launch> = self.launches().await?.into_iter().filter(|other| other.id != launch.id).collect();
        let known: Vec<i64> = others.iter().flat_map(|other| other.found.iter().copied()).collect();
        let sight = reconcile::look(&launch, list, &known);
        let sight = if believed.is_ok() { sight } else { sight.doubted() };
        if launch.phase == Phase::Released {
            // What appears may be the one that took its place and is still being looked for.
            let replaced = |other: &Launch| other.is_sought() && gate::alike(&other.request.name, &launch.request.name);
            if !matches!(sight, Sight::Found(_)) || others.iter().any(replaced) {
                return Ok(launch);
            }
        }
        let early = told == Told::WhatIsDue && !reconcile::next_look(&launch, asked).is_zero();
        if early && !matches!(sight, Sight::Found(_)) {
            return Ok(launch);
        }
        let Ok(change) = launch.looked(&sight, asked) else { return Ok(launch) };
        self.point(Point::BeforeMatch).await;
        let launch = self.write(change).await?;
        self.point(Point::AfterMatch).await;
        Ok(launch)
    }

    /// The campaigns that other launches became.
    async fn others(&self, id: &LaunchId) -> Result<Vec<i64>, JournalError> {
        let launches = self.launches().await?;
        Ok(launches.into_iter().filter(|launch| launch.id != *id).flat_map(|launch| launch.found).collect())
    }

    async fn find(&self, id: &LaunchId) -> Result<Option<Launch>, JournalError> {
        Ok(self.launches().await?.into_iter().find(|launch| launch.id == *id))
    }
}
