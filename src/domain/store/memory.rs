//! What the record remembers of the rows, as the store takes it and says it.

use std::sync::Arc;

use super::snapshot::Snapshot;
use super::verdicts::weighed;
use super::{Row, Store};
use crate::domain::memory::{Compared, HOURS, Memory, Quiet};

impl Row<'_> {
    /// For how long there was no new call.
    pub fn quiet(&self) -> Option<Quiet> {
        self.data.remembered.of(self.number())?.quiet
    }

    /// Calls in an open hour, over the open days before its last call; unknown where it is over.
    pub fn usual_pace(&self) -> Option<f64> {
        self.data.remembered.of(self.number())?.usual
    }

    /// New calls in each of the last hours, the newest last; unknown where nobody looked.
    pub fn trend(&self) -> Option<[Option<i64>; HOURS]> {
        self.data.remembered.trend(self.number())
    }
}

impl Store {
    /// Takes what is remembered of the campaigns, or forgets it. Rows stay where they are unless the query or the order
    /// asks for what is remembered; where `hold`, also then.
    pub fn remember(&mut self, memory: Option<Arc<Memory>>, hold: bool) {
        self.tellings += 1;
        let remembered = self.data.remembered.with(memory, &self.data.rows);
        self.data = Arc::new(weighed(Snapshot::clone(&self.data).remembering(remembered), self.measures.success));
        let asked = self.query.is_remembered() || self.orders().iter().any(|order| order.column.is_remembered());
        if asked {
            self.sort();
            self.rearrange(hold && !self.is_grouped());
        } else if self.is_grouped() && !self.held {
            // What groups come to is gathered with their places.
            self.arrange();
        }
        self.count();
    }

    /// What changes are compared with; nothing while only the read before is known.
    pub fn compared(&self) -> Option<Compared> {
        self.memory().map(|memory| memory.compared)
    }

    /// How often something was remembered: what was computed from that is valid until this changes.
    pub fn tellings(&self) -> u64 {
        self.tellings
    }

    /// What is remembered of all campaigns.
    pub fn memory(&self) -> Option<&Arc<Memory>> {
        self.data.remembered.memory()
    }
}
