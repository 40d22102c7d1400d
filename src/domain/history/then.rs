//! How a campaign stood at the moments that people compare with.

use super::Question;
use crate::domain::memory::{Baseline, Compared};
use crate::domain::record::Figures;
use crate::domain::record::coverage::Coverage;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Engine, Grain};

/// How a campaign stood at a baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Then {
    /// The moment, and which reading speaks for it.
    pub compared: Compared,
    /// Its figures; nothing where it was not in the list.
    pub figures: Option<Figures>,
}

/// `covered` says when somebody looked; it is not empty.
pub(super) fn then(
    engine: &mut dyn Engine,
    question: &Question,
    since: Baseline,
    covered: &[Coverage],
) -> Result<Then, String> {
    let first = covered.first().map_or(question.until, |first| first.from);
    let looked = |at| {
        let before = covered.iter().rev().find(|looked| looked.from <= at)?;
        Some(before.to.min(at))
    };
    let compared = since.compared(question.until, question.zone, first, looked);
    let at = compared.moment();
    let course = engine.course(question.campaign, Span { from: at, to: at.plus(1) }, Grain::Changes)?;
    Ok(Then { compared, figures: course.last().map(|(_, figures)| *figures) })
}
