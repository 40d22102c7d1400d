//! Which rates stand out among all campaigns of a read, whatever is shown of them: see [`crate::domain::judgement`]. What
//! campaigns are judged by was pooled with the read: one is judged by looking up, and what a filter asks of all of them is
//! judged once a read.

use super::group::Group;
use super::peers::own;
use super::snapshot::Snapshot;
use super::totals::Rate;
use super::{Row, Store};
use crate::domain::grouping::GroupBy;
use crate::domain::judgement::{self, Grade, Judgement, Peers, Pool};
use crate::domain::measure::Thresholds;
use crate::domain::order::{Column, Value};
use crate::domain::significance::Proportion;

fn pool(rate: Rate) -> Option<Pool> {
    rate.proportion().map(|success| Pool { campaigns: rate.rows, success })
}

impl Store {
    /// Whether a row's value in a column stands out. Only rates and scores ever do, and none that follows from counts which
    /// contradict each other.
    pub fn judge(&self, row: Row<'_>, column: Column) -> Judgement {
        self.judged(own(row.campaign).proportion(), row.value(column), column, || {
            peers(&self.data, row.number(), self.data.first(row.id()))
        })
    }

    /// Whether what a group comes to in a column stands out among all that is shown.
    pub fn judge_group(&self, group: &Group<'_>, column: Column) -> Judgement {
        let own = group.totals();
        let others = || Peers { same_agent: None, all_others: pool(self.totals.success.without(own.success)) };
        self.judged(own.success.proportion(), own.value(column), column, others)
    }

    /// Whether the success of a part of the shown rows stands out among all that is shown.
    pub(super) fn judge_part(&self, success: Rate) -> Judgement {
        let others = || Peers { same_agent: None, all_others: pool(self.totals.success.without(success)) };
        self.judged(success.proportion(), None, Column::SuccessRate, others)
    }

    /// Whether what all shown rows come to in a column is good or poor by the user's limits: it has no peers.
    pub fn judge_shown(&self, column: Column) -> Judgement {
        self.judged(self.totals.success.proportion(), self.totals.value(column), column, Peers::default)
    }

    /// The lowest and the highest success among all campaigns with enough calls to be judged, in percent.
    pub fn success_span(&self) -> Option<(f64, f64)> {
        self.data.pools.span
    }

    /// What is said of the success of every row, by number. Judges them all once a read.
    pub(super) fn grades(&self) -> &[Grade] {
        self.grades.get_or_init(|| grades(&self.data, self.measures.success))
    }

    fn judged(
        &self,
        success: Option<Proportion>,
        value: Option<Value<'_>>,
        column: Column,
        peers: impl FnOnce() -> Peers,
    ) -> Judgement {
        let limits = self.measures.limits(column);
        match (column, success, value) {
            (Column::SuccessRate, Some(own), _) => judgement::success(own, limits, peers()),
            (Column::Conversion | Column::Sentiment, _, Some(Value::Real(value))) => judgement::value(value, limits),
            _ => Judgement::default(),
        }
    }
}

/// What is said of the success of a row.
pub(super) fn success(data: &Snapshot, number: usize, limits: Option<Thresholds>) -> Judgement {
    let own = data.rows.get(number).and_then(|row| Some((row.id, own(row).proportion()?)));
    let judged = own.map(|(id, own)| judgement::success(own, limits, peers(data, number, data.first(id))));
    judged.unwrap_or_default()
}

/// What is said of the success of every row, by number.
pub(super) fn grades(data: &Snapshot, limits: Option<Thresholds>) -> Vec<Grade> {
    let mut grades = Vec::with_capacity(data.rows.len());
    for same in data.rows.chunk_by(|a, b| a.id == b.id) {
        let first = grades.len();
        let judged = (first..).zip(same).map(|(number, campaign)| match own(campaign).proportion() {
            Some(own) => judgement::success(own, limits, peers(data, number, first)).grade,
            None => Grade::Plain,
        });
        grades.extend(judged);
    }
    grades
}

/// Those that a row is judged by: all campaigns but the one that it is. `first` is the first row of its id, which is the
/// one that was counted.
fn peers(data: &Snapshot, number: usize, first: usize) -> Peers {
    let agents = data.keys(GroupBy::Agent);
    let counted = data.rows.get(first).map(own).unwrap_or_default();
    let agent = agents.number(number);
    let of_agent = (agent != agents.unknown()).then(|| data.pools.agents.get(agent as usize)).flatten();
    // The first row of the id may have another agent.
    let counts = agents.number(first) == agent;
    let same_agent = of_agent.map(|all| if counts { all.without(counted) } else { *all });
    Peers { same_agent: same_agent.and_then(pool), all_others: pool(data.pools.all.without(counted)) }
}
