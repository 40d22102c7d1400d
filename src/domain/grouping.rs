//! What rows can be gathered by: an agent, a case list, an origin, or any two of them, one within the other.

use super::order::Column;

/// One thing that rows can be gathered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The AI agent that calls.
    Agent,
    /// The case list that is called.
    List,
    /// What created the campaign.
    Origin,
}

impl GroupBy {
    /// Everything that rows can be gathered by.
    pub const ALL: [Self; 3] = [Self::Agent, Self::List, Self::Origin];

    /// How many levels of groups there can be.
    pub const DEEPEST: usize = 2;

    /// The column whose equal values make a group.
    pub fn column(self) -> Column {
        match self {
            Self::Agent => Column::Agent,
            Self::List => Column::List,
            Self::Origin => Column::Origin,
        }
    }

    /// Its name in the query language: its column's.
    pub fn name(self) -> &'static str {
        self.column().name()
    }

    /// By the values of this column, where that is possible.
    pub fn of(column: Column) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.column() == column)
    }
}
