//! What one campaign's changes come to.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Baseline, Before, Compared, HOUR, HOURS, OpenTime, Quiet, Remembered};
use crate::domain::record::days::Span;
use crate::domain::record::engine::Engine;
use crate::domain::record::{Figures, Second};

/// The changes of one campaign, oldest first.
#[derive(Debug, Default)]
pub(super) struct Course {
    first: Option<Second>,
    steps: Vec<(Second, Figures)>,
}

/// What is asked of every course.
pub(super) struct Asked<'o> {
    /// As of when.
    pub(super) at: Second,
    /// When the record begins.
    pub(super) first: Second,
    pub(super) compared: Compared,
    /// Where the open hours begin that the pace is of.
    pub(super) paced: Option<Second>,
    pub(super) open: &'o OpenTime,
    pub(super) marks: [Second; HOURS + 1],
}

/// The courses of a span: every change since `fine`, the last of each day before it. Without the campaigns that are there
/// no more.
pub(super) fn told(engine: &mut dyn Engine, span: Span, fine: Second) -> Result<HashMap<i64, Course>, String> {
    let present = engine.present(span.to.plus(-1))?;
    let mut courses: HashMap<i64, Course> = HashMap::with_capacity(present.len());
    courses.extend(present.into_iter().map(|(id, first)| (id, Course { first: Some(first), ..Course::default() })));
    engine.tell(span, fine, &mut |id, at, figures| {
        if let Some(course) = courses.get_mut(&id) {
            course.steps.push((at, figures));
        }
    })?;
    Ok(courses)
}

impl Course {
    #[cfg(test)]
    pub(super) fn of(steps: Vec<(Second, Figures)>) -> Self {
        Self { first: None, steps }
    }

    /// Its figures at a moment, or at the first one after it that is known, and which that is.
    pub(super) fn from(&self, moment: Second) -> Option<(Second, Figures)> {
        self.at(moment).map(|figures| (moment, figures)).or_else(|| self.steps.first().copied())
    }

    /// Its figures at a moment, and each change since.
    pub(super) fn since(&self, moment: Second) -> impl Iterator<Item = (Second, Figures)> {
        let begin = self.steps.partition_point(|(at, _)| *at <= moment).saturating_sub(1);
        self.steps.iter().skip(begin).copied()
    }

    /// When it is first known.
    pub(super) fn first(&self) -> Option<Second> {
        self.steps.first().map(|(at, _)| *at)
    }

    /// The last figures at or before a moment.
    pub(super) fn at(&self, moment: Second) -> Option<Figures> {
        let before = self.steps.partition_point(|(at, _)| *at <= moment).checked_sub(1)?;
        self.steps.get(before).map(|(_, figures)| *figures)
    }

    /// When it changed last.
    pub(super) fn last(&self) -> Option<Second> {
        self.steps.last().map(|(at, _)| *at)
    }

    /// When new calls were seen, latest first.
    pub(super) fn rises(&self) -> impl Iterator<Item = Second> {
        let steps = self.steps.iter().zip(self.steps.iter().skip(1)).rev();
        steps
            .filter(|(before, after)| after.1.calls > before.1.calls && before.1.calls.is_some())
            .map(|(_, after)| after.0)
    }

    /// By how many its calls rose when, within the weeks of which it is told.
    pub(super) fn gains(&self) -> impl Iterator<Item = (Second, i64)> {
        let steps = self.steps.iter().zip(self.steps.iter().skip(1));
        steps.filter_map(|((_, before), (at, after))| Some((*at, after.calls?.saturating_sub(before.calls?))))
    }

    /// Without what is found of it.
    pub(super) fn remembered(&self, asked: &Asked<'_>) -> Remembered {
        Remembered {
            first: self.first.filter(|first| *first > asked.first),
            before: self.before(asked),
            pace: self.pace(asked),
            quiet: self.quiet(asked),
            hours: self.hours(asked),
            ..Remembered::default()
        }
    }

    fn before(&self, asked: &Asked<'_>) -> Before {
        if asked.compared.baseline == Baseline::Look(None) {
            return Before::Unknown;
        }
        let moment = asked.compared.moment();
        match self.at(moment) {
            Some(figures) => Before::Was(figures),
            None if self.first.is_some_and(|first| first > moment) => Before::Absent,
            None => Before::Unknown,
        }
    }

    /// Calls in an open hour since the pace began, or since it was first seen.
    fn pace(&self, asked: &Asked<'_>) -> Option<f64> {
        let (began, figures) = match asked.paced.and_then(|paced| Some((paced, self.at(paced)?))) {
            Some(then) => then,
            None => *self.steps.first()?,
        };
        let open = asked.open.between(began, asked.at);
        let calls = self.at(asked.at)?.calls?.checked_sub(figures.calls?)?;
        (open >= HOUR && calls >= 0).then(|| calls as f64 * HOUR as f64 / open as f64)
    }

    fn quiet(&self, asked: &Asked<'_>) -> Option<Quiet> {
        self.at(asked.at)?.calls?;
        let last = self.rises().next();
        let since = last.or_else(|| self.steps.first().map(|(at, _)| *at))?;
        Some(Quiet { seconds: asked.open.between(since, asked.at), at_least: last.is_none() })
    }

    fn hours(&self, asked: &Asked<'_>) -> Option<Arc<[Option<Figures>; HOURS + 1]>> {
        let begin = asked.marks.first()?;
        let changed = self.steps.last().is_some_and(|(at, _)| at > begin);
        changed.then(|| Arc::new(asked.marks.map(|mark| self.at(mark))))
    }
}
