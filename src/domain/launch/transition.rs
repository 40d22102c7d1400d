//! The steps of a launch: the one place that decides what may follow what.
//!
//! Each method of [`Launch`] here answers with a [`Transition`], which holds the launch as it will be and what it must be
//! until then; only a journal makes it true. A step that the table [`Phase::after`] does not know is an [`OutOfOrder`].

use std::fmt;

use super::classify::Proof;
use super::reconcile::{self, Sight};
use super::{Launch, LaunchId, Owner, Phase, Stamp};

/// A step that may be written: made by the machine only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    from: Phase,
    retyped: bool,
    launch: Launch,
}

impl Transition {
    /// The launch it is about.
    pub fn id(&self) -> &LaunchId {
        &self.launch.id
    }

    /// The phase that must be found.
    pub fn from(&self) -> Phase {
        self.from
    }

    /// The version that must be found: any change made meanwhile by someone else outdates this one.
    pub fn version(&self) -> u64 {
        self.launch.version - 1
    }

    /// Whether a person typed the name again to pass the same-name gate.
    pub fn retyped(&self) -> bool {
        self.retyped
    }

    /// The launch as it will be.
    pub fn launch(&self) -> &Launch {
        &self.launch
    }

    /// The launch as it is, once the change is written.
    pub fn into_launch(self) -> Launch {
        self.launch
    }
}

/// A step that does not follow from where the launch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfOrder {
    /// Where it stands.
    pub from: Phase,
    /// Where the step would lead.
    pub to: Phase,
}

impl fmt::Display for OutOfOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a launch that is {} cannot become {}", self.from.name(), self.to.name())
    }
}

impl std::error::Error for OutOfOrder {}

impl Phase {
    /// Which phases may follow this one. Staying is a step too where a look at the list changes what is known.
    pub fn after(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Confirmed, Self::Abandoned],
            Self::Confirmed => &[Self::Sending, Self::Draft],
            Self::Sending => &[Self::Created, Self::CreatedNoId, Self::Rejected, Self::NotSent, Self::Unknown],
            Self::CreatedNoId => &[Self::CreatedNoId, Self::Matched, Self::Abandoned],
            Self::Unknown => &[Self::Unknown, Self::Matched, Self::Released, Self::Abandoned],
            Self::Released => &[Self::Released, Self::Abandoned],
            // Closed only where the campaign went with the sandbox that held it.
            Self::Created | Self::Matched => &[Self::Abandoned],
            // A refused launch is not taken up again: the next try is a launch of its own.
            Self::Rejected | Self::NotSent | Self::Abandoned => &[],
        }
    }
}

impl Launch {
    /// A person confirms it; from now on `owner` drives it. `retyped` says that the name was typed again although it
    /// looks like another's.
    pub fn confirm(&self, owner: Owner, retyped: bool, at: Stamp) -> Result<Transition, OutOfOrder> {
        let mut next = self.to(Phase::Confirmed, at.clone())?;
        next.owner = Some(owner);
        next.confirmed = Some(at);
        Ok(self.change(next, retyped))
    }

    /// The request is about to be sent.
    pub(super) fn arm(&self, owner: &Owner, at: Stamp) -> Result<Transition, OutOfOrder> {
        let mut next = self.own(Phase::Sending, owner, at.clone())?;
        next.quiet_from = Some(at);
        Ok(self.change(next, false))
    }

    /// A confirmed launch goes back to a draft: provably nothing was sent.
    pub fn withdraw(&self, owner: &Owner, at: Stamp) -> Result<Transition, OutOfOrder> {
        let mut next = self.own(Phase::Draft, owner, at)?;
        (next.owner, next.confirmed) = (None, None);
        Ok(self.change(next, false))
    }

    /// The request has ended; `why` says how, in words for people.
    pub fn ended(&self, owner: &Owner, verdict: Proof, why: String, at: Stamp) -> Result<Transition, OutOfOrder> {
        let (phase, found) = match verdict {
            Proof::NotSent => (Phase::NotSent, Vec::new()),
            Proof::Rejected => (Phase::Rejected, Vec::new()),
            Proof::Created(id) => (Phase::Created, vec![id]),
            Proof::CreatedNoId => (Phase::CreatedNoId, Vec::new()),
            Proof::Unknown => (Phase::Unknown, Vec::new()),
        };
        let mut next = self.own(phase, owner, at.clone())?;
        (next.found, next.why, next.quiet_from) = (found, why, Some(at));
        Ok(self.change(next, false))
    }

    /// Its owner is gone: what was only confirmed is a draft again, what may have been sent is unknown. `None` where
    /// there is nothing to recover.
    pub fn recover(&self, at: Stamp) -> Option<Transition> {
        let (phase, why) = match self.phase {
            Phase::Confirmed => (Phase::Draft, ""),
            Phase::Sending => (Phase::Unknown, "kaytop ended while the request was under way"),
            _ => return None,
        };
        let mut next = self.to(phase, at.clone()).ok()?;
        next.owner = None;
        why.clone_into(&mut next.why);
        match phase {
            // Nobody saw the end of it, so a byte may have been sent until now.
            Phase::Unknown => next.quiet_from = Some(at),
            _ => next.confirmed = None,
        }
        Some(self.change(next, false))
    }

    /// A look at the whole list. `at` is when the list was asked for, not when it came: it may be as old as that.
    ///
    /// For an unknown outcome a list without it is an absence only once the quiet period is over; where the machine was
    /// restarted or its clock went back before the period began, the period begins again with this look.
    pub fn looked(&self, sight: &Sight, at: &Stamp) -> Result<Transition, OutOfOrder> {
        let phase = match (self.phase, sight) {
            (Phase::Unknown | Phase::CreatedNoId, Sight::Found(ids)) if !ids.is_empty() => Phase::Matched,
            (phase, _) => phase,
        };
        let mut next = self.to(phase, at.clone())?;
        next.looks = self.looks.saturating_add(1);
        if self.phase == Phase::Unknown {
            if self.quiet_from.as_ref().is_none_or(|from| at.since(from).is_none()) {
                (next.quiet_from, next.looks) = (Some(at.clone()), 0);
            }
            next.absent = matches!(sight, Sight::Absent { .. }) && reconcile::quiet_is_over(&next, at);
        } else if phase == self.phase {
            // The days of watching count from the release or the answer, whenever a look comes.
            next.changed = self.changed.clone();
        }
        match sight {
            Sight::Found(ids) => {
                // What was found once stays named, though a later list lacks it.
                next.found.extend(ids);
                next.found.sort_unstable();
                next.found.dedup();
                next.near.clear();
            }
            Sight::Absent { near } | Sight::Doubtful { near, .. } => next.near.clone_from(near),
        }
        Ok(self.change(next, false))
    }

    /// A person names the campaign that it is.
    pub fn found_by_hand(&self, campaign: i64, at: Stamp) -> Result<Transition, OutOfOrder> {
        let mut next = self.to(Phase::Matched, at)?;
        (next.found, next.near, next.why) = (vec![campaign], Vec::new(), "named by hand".into());
        Ok(self.change(next, false))
    }

    /// A person states that it is not there. Only after the quiet period and a trustworthy list without it.
    pub fn release(&self, typed_name: &str, at: Stamp) -> Result<Transition, ReleaseError> {
        if self.phase != Phase::Unknown {
            return Err(ReleaseError::NotUnknown);
        }
        if typed_name != self.request.name {
            return Err(ReleaseError::OtherName);
        }
        if !reconcile::may_be_released(self, &at) {
            return Err(ReleaseError::TooEarly);
        }
        let mut next = self.to(Phase::Released, at).map_err(|_| ReleaseError::NotUnknown)?;
        next.why = "released by hand: not in the web console".into();
        Ok(self.change(next, false))
    }

    /// The sandbox that it was sent to has ended, and whatever it held with it.
    pub fn abandon(&self, why: &str, at: Stamp) -> Result<Transition, OutOfOrder> {
        let mut next = self.to(Phase::Abandoned, at)?;
        why.clone_into(&mut next.why);
        (next.found, next.near) = (Vec::new(), Vec::new());
        Ok(self.change(next, false))
    }

    fn to(&self, phase: Phase, at: Stamp) -> Result<Self, OutOfOrder> {
        if self.phase.after().contains(&phase) {
            Ok(Self { phase, changed: at, ..self.clone() })
        } else {
            Err(OutOfOrder { from: self.phase, to: phase })
        }
    }

    /// As [`Launch::to`], for the owner only and while there is one: a request ends once.
    fn own(&self, phase: Phase, owner: &Owner, at: Stamp) -> Result<Self, OutOfOrder> {
        if self.phase.is_owned() && self.owner.as_ref() == Some(owner) {
            self.to(phase, at)
        } else {
            Err(OutOfOrder { from: self.phase, to: phase })
        }
    }

    fn change(&self, next: Self, retyped: bool) -> Transition {
        Transition { from: self.phase, retyped, launch: Self { version: self.version + 1, ..next } }
    }
}

/// Why a release is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseError {
    /// Its outcome is not unknown: there is nothing to release.
    NotUnknown,
    /// Another name was typed.
    OtherName,
    /// The quiet period is not over, or the last list proved nothing.
    TooEarly,
}

impl fmt::Display for ReleaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUnknown => "only a launch whose outcome is unknown can be released",
            Self::OtherName => "that is not its name; type the name exactly as it was sent",
            Self::TooEarly => {
                "it is too early; ten minutes must pass after the send, and then a list that can be trusted must lack it"
            }
        })
    }
}

impl std::error::Error for ReleaseError {}

#[cfg(test)]
mod stories;
#[cfg(test)]
mod tests;
