//! How the agents of the shown rows do: what their campaigns come to, the best agent first.

use super::totals::{Rate, Sum};
use super::{Row, Store, Text};
use crate::domain::grouping::GroupBy;
use crate::domain::judgement::Judgement;

/// What the shown rows of one agent come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Score {
    /// The number of the agent among all that occur.
    agent: u32,
    rows: usize,
    calls: Sum,
    success: Rate,
}

impl Score {
    /// Whether its success says something, nothing yet, or is unknown.
    fn class(&self) -> u8 {
        match self.success.percent() {
            Some(_) if !self.success.is_of_too_few() => 0,
            Some(_) => 1,
            None => 2,
        }
    }

    /// The best first; of those that cannot be ranked by success, the one with the most calls.
    fn stand(&self, other: &Self) -> std::cmp::Ordering {
        let success = |score: &Self| score.success.percent().filter(|_| score.class() == 0).unwrap_or_default();
        let calls = |score: &Self| score.calls.total();
        let by_class = self.class().cmp(&other.class());
        by_class
            .then_with(|| success(other).total_cmp(&success(self)))
            .then_with(|| calls(other).cmp(&calls(self)))
            .then(self.agent.cmp(&other.agent))
    }
}

/// An agent of the shown rows.
#[derive(Debug, Clone, Copy)]
pub struct AgentScore<'s> {
    store: &'s Store,
    score: &'s Score,
}

impl<'s> AgentScore<'s> {
    /// Who it is; `None` stands for the rows of which it is unknown.
    pub fn agent(&self) -> Option<Text<'s>> {
        let example = *self.store.data.keys(GroupBy::Agent).examples.get(self.score.agent as usize)?;
        self.store.data.row(example as usize)?.agent()
    }

    /// How many of the shown campaigns are its.
    pub fn campaigns(&self) -> usize {
        self.score.rows
    }

    /// Calls in all.
    pub fn calls(&self) -> Sum {
        self.score.calls
    }

    /// Success of finished calls, pooled.
    pub fn success(&self) -> Rate {
        self.score.success
    }

    /// Whether its success stands out among all that is shown.
    pub fn judge(&self) -> Judgement {
        self.store.judge_part(self.score.success)
    }

    /// Whether a row is its.
    pub fn has(&self, row: Row<'_>) -> bool {
        self.store.data.keys(GroupBy::Agent).number(row.number()) == self.score.agent
    }
}

impl Store {
    /// The agents of the shown rows, the best first: by success those with enough finished calls; then those with too
    /// few and at last those with none, the most calls first. The first look after a change walks the shown rows.
    pub fn agent_scores(&self) -> impl ExactSizeIterator<Item = AgentScore<'_>> {
        let scores = self.asked.agents.get_or_init(|| self.score_agents());
        scores.iter().map(|score| AgentScore { store: self, score })
    }

    fn score_agents(&self) -> Vec<Score> {
        let keys = self.data.keys(GroupBy::Agent);
        let mut scores: Vec<Score> = (0..keys.len() as u32).map(|agent| Score { agent, ..Score::default() }).collect();
        for row in self.counted() {
            let stats = self.data.rows.get(row).map(|campaign| campaign.stats);
            if let (Some(score), Some(stats)) = (scores.get_mut(keys.number(row) as usize), stats) {
                score.rows += 1;
                score.calls.add(stats.calls);
                score.success.add(stats.ok, stats.finished());
            }
        }
        scores.retain(|score| score.rows > 0);
        scores.sort_unstable_by(Score::stand);
        scores
    }
}
