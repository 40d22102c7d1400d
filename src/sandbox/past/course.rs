//! The course of one campaign before the world began: it ends in the numbers with which the world begins.

use std::sync::Arc;

use fastrand::Rng;

use super::workdays::Workdays;
use crate::api::wire;
use crate::domain::record::{Figures, Second};
use crate::sandbox::motion::{self, Course, Moving};

/// Hours of calling in a working day.
const DAY: f64 = 7.0;
/// What makes the choices of the past others than those of the seed.
const PAST: u64 = 0x0070_6173_7400;

/// A campaign's numbers before the world began.
#[derive(Debug)]
pub(super) struct Before {
    course: Course,
    /// When it called; nothing for one that never did in the time that is remembered.
    calling: Option<Calling>,
}

#[derive(Debug)]
struct Calling {
    workdays: Arc<Workdays>,
    /// Calls in an hour with all lines busy.
    rate: f64,
    /// The hours done when it last called.
    end: f64,
}

/// What is known of a campaign besides its numbers at the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// When the world begins.
    pub(super) born: Second,
    /// When it stopped calling, where that is part of the story.
    pub(super) stopped: Option<Second>,
    /// When it came to be, where that is part of the story.
    pub(super) came: Option<Second>,
}

impl Before {
    /// The course that leads to where `course` begins. At the real pace, which `course` has, where that leaves it days
    /// enough; slower, where its calls would else be made within hours.
    pub(super) fn of(course: Course, workdays: &Arc<Workdays>, frame: Frame) -> Self {
        let calling = match &course {
            Course::Still(_) => None,
            Course::Moving(moving) => calling(moving, workdays, frame),
        };
        Self { course, calling }
    }

    /// The numbers at a moment.
    pub(super) fn figures(&self, at: Second) -> Figures {
        let stats = match &self.course {
            Course::Still(stats) => stats.clone(),
            Course::Moving(moving) => {
                let missing = self.calling.as_ref().map_or(0.0, |calling| calling.missing(at));
                moving.stats_after((moving.made - missing).max(0.0))
            }
        };
        figures(&stats)
    }

    /// Whether the numbers may differ after that moment from those before it.
    pub(super) fn may_move(&self, at: Second) -> bool {
        self.calling.as_ref().is_some_and(|calling| calling.workdays.done(at) <= calling.end)
    }
}

impl Calling {
    /// The calls that are made later than at that moment.
    fn missing(&self, at: Second) -> f64 {
        self.rate * (self.end - self.workdays.done(at)).max(0.0)
    }
}

fn calling(moving: &Moving, workdays: &Arc<Workdays>, frame: Frame) -> Option<Calling> {
    let mut random = Rng::with_seed(motion::mix(moving.salt ^ PAST));
    let finished = moving.stretches.is_empty();
    if moving.made <= 0.0 {
        return None;
    }
    let end = match (frame.stopped, finished || moving.stalls_at.is_some()) {
        (Some(stopped), _) => stopped,
        (None, false) => frame.born,
        // Most of what is over was over before what is remembered.
        (None, true) if random.u8(..4) > 0 => return None,
        (None, true) => frame.born.plus(-random.i64(36_000..1_200_000)),
    };
    let end = workdays.done(end);
    let days = match moving.outcomes.soured {
        Some(_) => 6.0,
        None => 1.5 + 10.0 * random.f64(),
    };
    let slowly = moving.made / (days * DAY);
    let rate = match frame.came {
        // All it made, it made since.
        Some(came) => moving.made / (end - workdays.done(came)).max(1.0),
        None if moving.outcomes.soured.is_some() => slowly,
        None => slowly.min(moving.rate),
    };
    Some(Calling { workdays: Arc::clone(workdays), rate, end })
}

pub(super) fn figures(stats: &wire::Stats) -> Figures {
    Figures {
        calls: stats.total_calls,
        ok: stats.success_calls,
        failed: stats.failed_calls,
        vendor_rate: stats.success_calls_percentage,
        sentiment: stats.average_sentiment_score,
        conversion: stats.conversion_rate,
    }
}
