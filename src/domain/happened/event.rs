//! An event, and all that can happen.

use crate::domain::launch::Launch;
use crate::domain::record::Second;
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::shown::Shown;
use crate::domain::significance::Proportion;
use crate::domain::verdict::Counter;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When it was seen; of what began then and lasted, when it began.
    pub at: Second,
    /// To which campaign; nothing for what concerns all.
    pub campaign: Option<i64>,
    /// What that is called now, or was called last.
    pub name: Option<Shown>,
    /// What it was.
    pub what: What,
}

impl Event {
    /// That a launch of this machine became a campaign.
    pub fn of_launch(launch: &Launch) -> Option<Self> {
        let at = Second::of(launch.confirmed.as_ref()?.wall);
        let campaign = *launch.found.first()?;
        let name = Some(Shown::new(&launch.request.name));
        Some(Self { at, campaign: Some(campaign), name, what: What::Launched })
    }

    /// The moment at which its campaign is seen with it: one that is in the list no more is seen before that.
    pub fn seen(&self) -> Second {
        if self.what == What::Vanished { self.at.plus(-1) } else { self.at }
    }

    /// Whether it is the same event, told again from a longer record.
    pub fn is_again(&self, other: &Self) -> bool {
        (self.at, self.campaign, self.what.kind()) == (other.at, other.campaign, other.what.kind())
    }

    /// What concerns all campaigns.
    pub fn of_all(at: Second, what: What) -> Self {
        Self { at, campaign: None, name: None, what }
    }
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// It is in the list for the first time.
    New,
    /// It is in the list again.
    CameBack {
        /// Since when it was not.
        gone: Second,
    },
    /// It is in the list no more.
    Vanished,
    /// It has another name.
    Renamed {
        /// The one before.
        from: Option<Shown>,
    },
    /// It has another agent.
    OtherAgent {
        /// The one before.
        from: Option<Shown>,
        /// The one now.
        to: Option<Shown>,
    },
    /// It has another case list.
    OtherList {
        /// The one before.
        from: Option<i64>,
        /// The one now.
        to: Option<i64>,
    },
    /// Something was edited elsewhere.
    Edited {
        /// By what, as `update_origin` says.
        by: Option<Shown>,
    },
    /// The success of a day's finished calls differs from the days before by more than chance.
    Success {
        /// Of the day.
        day: Proportion,
        /// Of the days before.
        before: Proportion,
    },
    /// No new call for longer than chance lets a campaign of its pace be silent.
    Quiet {
        /// How much of the time until the day ended was open, in seconds.
        open: i64,
    },
    /// New calls after such a silence.
    Resumed {
        /// When it had called last.
        since: Second,
    },
    /// A count went down.
    Fell {
        /// Which.
        counter: Counter,
        /// What it was.
        from: i64,
        /// What it is.
        to: i64,
    },
    /// The company calls at other times.
    Hours {
        /// Before.
        from: CompanyHours,
        /// Now.
        to: CompanyHours,
    },
    /// Campaigns were switched on for the company, or off.
    Enabled(bool),
    /// The company's share of lines is another.
    Concurrency {
        /// Before, in percent.
        from: Option<i64>,
        /// Now, in percent.
        to: Option<i64>,
    },
    /// Nobody read, so that nothing is known.
    NobodyLooked {
        /// When somebody did again.
        until: Second,
        /// How much of that time was open, in seconds.
        open: i64,
    },
    /// It was launched with kaytop on this machine.
    Launched,
}

impl What {
    /// The same without what may name a campaign, an agent or a list.
    #[must_use]
    pub fn redacted(self) -> Self {
        let hidden = |text: Option<Shown>| text.map(|_| Shown::plain("(not shown)"));
        match self {
            Self::Renamed { from } => Self::Renamed { from: hidden(from) },
            Self::OtherAgent { from, to } => Self::OtherAgent { from: hidden(from), to: hidden(to) },
            Self::OtherList { .. } => Self::OtherList { from: None, to: None },
            what => what,
        }
    }

    /// What other settings of the company come to.
    pub(super) fn of_settings(old: &Settings, new: &Settings) -> impl Iterator<Item = Self> {
        let hours = (old.hours != new.hours).then(|| Self::Hours { from: old.hours.clone(), to: new.hours.clone() });
        let enabled = (old.enabled != new.enabled).then_some(new.enabled).flatten().map(Self::Enabled);
        let (from, to) = (old.concurrency, new.concurrency);
        let concurrency = (from != to).then_some(Self::Concurrency { from, to });
        [hours, enabled, concurrency].into_iter().flatten()
    }
}
