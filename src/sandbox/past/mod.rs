//! The world before it began: fifteen days of practice, told to whoever keeps a record as if it had been read then.
//!
//! [`Past::replay`] is the way in. `workdays` says when there was calling at all, `course` leads each campaign to the
//! numbers that the seed gives it, `story` has what happened besides. All of it is a function of the seed and the moment
//! in which the world begins.

mod course;
mod story;
mod workdays;

use std::sync::Arc;

use self::course::{Before, Frame};
use self::story::Story;
use self::workdays::Workdays;
use super::company::CompanySettings;
use super::options::SandboxOptions;
use super::seed::{self, Seeding};
use crate::api::wire;
use crate::domain::hours::Slot;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Campaigns, Engine, Reading, Retention};
use crate::domain::record::{Figures, Identity, Row, Second};
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::{Moment, TimeOfDay, Zone};

/// So many days before the world begins its past does.
const DAYS: i64 = 15;
const DAY: i64 = 86_400;
/// It was read in this rhythm, in seconds.
const EVERY: u32 = 300;
/// Where nothing changes, every other reading is enough to say that somebody looked.
const AT_REST: i64 = 2 * EVERY as i64;
/// What the company's lines were before they were raised, in percent.
const FEWER_LINES: i64 = 60;

/// The past of a world of seeded campaigns. Cheap: nothing is made before it is told.
#[derive(Debug, Clone, Copy)]
pub struct Past {
    seed: u64,
    campaigns: usize,
    removed: usize,
    settings: CompanySettings,
    /// When the world begins, and how far the clock of its clients is ahead of UTC.
    born: Second,
    utc_offset: i32,
}

impl Past {
    /// That of the world that these options make at that moment; nothing where its campaigns come from a file.
    pub fn new(options: &SandboxOptions, born: Moment) -> Option<Self> {
        let SandboxOptions { seed, campaigns, removed, settings, utc_offset, .. } = *options;
        let born = Second::of(born);
        options.data.is_none().then_some(Self { seed, campaigns, removed, settings, born, utc_offset })
    }

    /// Lets a record take all readings of the past, oldest first, and makes it small as one does that is kept for long.
    /// Days are those of `zone`.
    ///
    /// # Errors
    /// What the record says; what it has taken until then is kept.
    pub fn replay(&self, record: &mut dyn Engine, zone: Zone) -> Result<(), String> {
        let scene = self.scene();
        let company = company(self.settings);
        let begins = self.born.plus(-DAYS * DAY);
        record.take_settings(begins, &Settings { concurrency: Some(FEWER_LINES), ..company.clone() })?;
        let mut told: Option<Then<'_>> = None;
        let mut day = None;
        for at in self.moments().filter(|at| !scene.story.outage.is_some_and(|gap| gap.from <= *at && *at < gap.to)) {
            let due = told.as_ref().is_none_or(|told| told.at.plus(AT_REST) <= at) || at == self.born;
            if !due && !scene.may_differ(at) {
                continue;
            }
            let then = scene.at(at, told.as_ref());
            if !due && told.as_ref().is_some_and(|told| told.says(&then)) {
                continue;
            }
            record.take(Reading { at, now: at, every: EVERY, whole: true }, &then)?;
            if scene
                .story
                .lines_raised
                .is_some_and(|raised| raised <= at && told.as_ref().is_none_or(|told| told.at < raised))
            {
                record.take_settings(at, &company)?;
            }
            told = Some(then);
            let today = at.moment().map(|moment| zone.today(moment));
            if day != today {
                day = today;
                while record.tidy(at, zone, Retention::default())? {}
            }
        }
        record.leave()
    }

    /// When it was read; the last time at the moment in which the world begins.
    fn moments(&self) -> impl Iterator<Item = Second> {
        let (born, every) = (self.born, i64::from(EVERY));
        (0..=DAYS * DAY / every).rev().map(move |back| born.plus(-back * every))
    }

    fn scene(&self) -> Scene {
        let since = (self.born.0 + i64::from(self.utc_offset)) as f64;
        // At the real pace: how the world goes on is another matter.
        let seeding = Seeding { seed: self.seed, campaigns: self.campaigns, pace: 1.0, since };
        let lists = seed::case_lists(self.seed);
        let mut campaigns = seed::campaigns(&seeding, &lists);
        let story = Story::of(&campaigns, self.born);
        let removed = self.campaigns + 1..=self.campaigns + self.removed;
        campaigns.extend(removed.map(|number| seed::removed(&seeding, number, &lists)));
        let dates = workdays::date(self.born, -DAYS - 5).zip(workdays::date(self.born, 1));
        let workdays = Arc::new(dates.map_or_else(Workdays::default, |(first, last)| Workdays::new(first, last)));
        let cast = campaigns.into_iter().rev().map(|campaign| {
            let id = campaign.row.id;
            let (came, went) = match story.removed.filter(|_| id > self.campaigns as i64) {
                Some(Span { from, to }) => (Some(from), Some(to)),
                None => (story.came(id), None),
            };
            let frame = Frame { born: self.born, stopped: went.or(story.stopped(id)), came };
            Actor { before: Before::of(campaign.course, &workdays, frame), row: campaign.row, came, went }
        });
        Scene { cast: cast.collect(), workdays, story }
    }
}

/// Everybody who was there, by id, falling.
#[derive(Debug)]
struct Scene {
    cast: Vec<Actor>,
    workdays: Arc<Workdays>,
    story: Story,
}

#[derive(Debug)]
struct Actor {
    row: wire::Campaign,
    before: Before,
    came: Option<Second>,
    went: Option<Second>,
}

impl Scene {
    /// Whether a reading may say something else than the one before it. Calls come only in open hours; people do.
    fn may_differ(&self, at: Second) -> bool {
        self.workdays.is_open(at) || self.workdays.is_open(at.plus(-i64::from(EVERY)))
    }

    /// What was to be read at a moment; `before` may have been told shortly before.
    fn at<'s>(&'s self, at: Second, before: Option<&Then<'s>>) -> Then<'s> {
        let since = before.map(|before| before.at);
        let known = |id: i64| before?.figures.binary_search_by(|(other, _)| id.cmp(other)).ok();
        let figures = self.cast.iter().filter(|actor| actor.is_there(at)).map(|actor| {
            let still = since.filter(|since| !actor.before.may_move(*since)).and_then(|_| known(actor.row.id));
            let still = still.zip(before).and_then(|(place, before)| before.figures.get(place));
            still.copied().unwrap_or_else(|| (actor.row.id, actor.before.figures(at)))
        });
        let figures = figures.collect();
        let others = self.cast.iter().filter_map(|actor| self.story.row_at(&actor.row, at)).collect();
        Then { scene: self, at, figures, others }
    }
}

impl Actor {
    fn is_there(&self, at: Second) -> bool {
        self.came.is_none_or(|came| came <= at) && self.went.is_none_or(|went| at < went)
    }
}

/// One reading of the past.
#[derive(Debug)]
struct Then<'s> {
    scene: &'s Scene,
    at: Second,
    /// Of those that were there, by id, falling.
    figures: Vec<(i64, Figures)>,
    /// Those that were something else than they are.
    others: Vec<wire::Campaign>,
}

impl Then<'_> {
    /// Whether both say the same.
    fn says(&self, other: &Self) -> bool {
        self.figures == other.figures && self.others == other.others
    }
}

impl Campaigns for Then<'_> {
    fn rows(&self) -> Box<dyn Iterator<Item = Row<&str>> + '_> {
        let mut cast = self.scene.cast.iter();
        Box::new(self.figures.iter().filter_map(move |(id, figures)| {
            let row = &cast.find(|actor| actor.row.id == *id)?.row;
            let row = self.others.iter().find(|other| other.id == *id).unwrap_or(row);
            Some(Row { id: *id, identity: identity(row), figures: *figures })
        }))
    }
}

fn identity(row: &wire::Campaign) -> Identity<&str> {
    Identity {
        name: row.name.as_deref(),
        agent: row.agent_id.as_deref(),
        list: row.case_list_id,
        origin: row.origin.as_deref(),
        edited_by: row.update_origin.as_deref(),
    }
}

/// The company's settings as whoever asks reads them.
fn company(settings: CompanySettings) -> Settings {
    let wire::Settings { is_enabled, concurrency_rate, business_hours } = settings.body();
    let slot = |slot: &wire::Slot| {
        Slot::new(TimeOfDay::parse(slot.start_time.as_str())?, TimeOfDay::parse(slot.end_time.as_str())?)
    };
    let hours = business_hours.map_or(CompanyHours::NotConfigured, |given| {
        let slots: Vec<Slot> = given.iter().filter_map(slot).collect();
        let unreadable = given.len() - slots.len();
        CompanyHours::Slots { slots, unreadable }
    });
    Settings { enabled: is_enabled, concurrency: concurrency_rate, hours }
}

#[cfg(test)]
mod tests;
