//! What campaigns are judged by: made ready with a read, so that judging one walks over no others.

use super::group_keys::GroupKeys;
use super::totals::Rate;
use crate::domain::campaign::Campaign;
use crate::domain::significance::Proportion;

/// The success of all campaigns that know theirs, pooled. Of rows of one id the first counts.
#[derive(Debug, Clone, Default)]
pub(super) struct Pools {
    pub(super) all: Rate,
    /// By the number of the agent.
    pub(super) agents: Vec<Rate>,
    /// The lowest and the highest success of those with enough calls, in percent.
    pub(super) span: Option<(f64, f64)>,
}

impl Pools {
    /// From all rows in order of their ids, so that those of one id stand together.
    pub(super) fn new(rows: &[Campaign], agents: &GroupKeys) -> Self {
        let mut pools = Self { all: Rate::default(), agents: vec![Rate::default(); agents.len()], span: None };
        let mut number = 0;
        for same in rows.chunk_by(|a, b| a.id == b.id) {
            if let Some(first) = same.first() {
                let own = own(first);
                pools.all.merge(own);
                if let Some(success) = own.proportion().filter(|success| !success.is_of_few()).map(Proportion::percent)
                {
                    let (low, high) = pools.span.unwrap_or((success, success));
                    pools.span = Some((low.min(success), high.max(success)));
                }
                if let Some(pool) = pools.agents.get_mut(agents.number(number) as usize) {
                    pool.merge(own);
                }
            }
            number += same.len();
        }
        pools
    }
}

/// Its success; none where its counts contradict each other.
pub(super) fn own(campaign: &Campaign) -> Rate {
    let stats = &campaign.stats;
    let mut rate = Rate::default();
    if stats.success().is_some() && stats.pending().is_none_or(|pending| pending >= 0) {
        rate.add(stats.ok, stats.finished());
    }
    rate
}
