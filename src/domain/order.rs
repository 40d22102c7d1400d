//! What rows are ordered by, and how two values of a column compare.
//!
//! [`Column`] is the one list of what a row can be asked for: the query language, the sort and the screen all name
//! columns from here. Start with [`Values`]. Knows nothing of how many rows there are; the store does that.

use super::campaign::Campaign;
use super::confidence::Range;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The vendor's number.
    Id,
    /// The campaign's name.
    Name,
    /// Which AI agent calls.
    Agent,
    /// Who is called: the number of the case list.
    List,
    /// What created it.
    Origin,
    /// What edited it last.
    Updated,
    /// Calls in all.
    Calls,
    /// Calls that succeeded.
    Ok,
    /// Calls that failed.
    Failed,
    /// Calls without an outcome yet.
    Pending,
    /// Calls with an outcome: ok + failed.
    Finished,
    /// ok / finished in percent.
    SuccessRate,
    /// failed / finished in percent.
    FailedRate,
    /// The vendor's own success rate in percent.
    VendorRate,
    /// The vendor's sentiment score.
    Sentiment,
    /// The vendor's conversion rate in percent.
    Conversion,
    /// New calls since the baseline.
    CallsChange,
    /// New calls that succeeded since the baseline.
    OkChange,
    /// By how many points success changed since the baseline.
    SuccessChange,
    /// By how many points conversion changed since the baseline.
    ConversionChange,
    /// Calls in an open hour.
    Pace,
    /// Open seconds since the last new call.
    Quiet,
    /// Seconds since it was first seen.
    Age,
    /// Its place among the campaigns that need a person, the worst being 1. Shown is why it does.
    Need,
    /// New calls in each of the last 24 hours. It is drawn; whatever orders or asks by it means [`Column::Pace`].
    Trend,
    /// Where the true success probably lies (95 %), in percent. It is shown and handed on; whatever orders or asks by it
    /// means [`Column::SuccessRate`].
    SuccessRange,
}

/// What a column holds, which decides how a query may ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared folded.
    Text,
    /// A whole number that names something: an id.
    Number,
    /// A whole number that counts something.
    Count,
    /// 0–100.
    Percent,
    /// Any number.
    Score,
    /// Two numbers of 0–100.
    Range,
    /// By how much a count changed.
    Change,
    /// By how many points a percentage changed.
    Points,
    /// Calls in an hour.
    Pace,
    /// A length of time, in seconds.
    Span,
    /// A place among others, 1 being the first.
    Place,
    /// Values over time, which are drawn: [`super::store::Row::trend`].
    Course,
}

/// A known value of one column of one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Of a [`Kind::Text`] column.
    Text(&'a str),
    /// Of a [`Kind::Number`], [`Kind::Count`], [`Kind::Change`], [`Kind::Span`] or [`Kind::Place`] column.
    Whole(i64),
    /// Of a [`Kind::Percent`], [`Kind::Score`], [`Kind::Points`] or [`Kind::Pace`] column; finite, and never −0.
    Real(f64),
    /// Of a [`Kind::Range`] column.
    Range(Range),
}

impl Value<'_> {
    /// Compares two values of the same column: numbers by size, text as people count and spell.
    #[cfg(test)]
    fn compare(&self, other: &Value<'_>) -> std::cmp::Ordering {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => super::natural::compare(a, b),
            (Value::Whole(a), Value::Whole(b)) => a.cmp(b),
            (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
            _ => std::cmp::Ordering::Equal,
        }
    }
}

impl Column {
    /// Every column that rows can be ordered by and asked for, in the table's order from left to right.
    pub const ALL: [Self; 24] = [
        Self::Id,
        Self::Name,
        Self::Agent,
        Self::List,
        Self::Origin,
        Self::Updated,
        Self::Calls,
        Self::Ok,
        Self::Failed,
        Self::Pending,
        Self::Finished,
        Self::SuccessRate,
        Self::FailedRate,
        Self::VendorRate,
        Self::Sentiment,
        Self::Conversion,
        Self::CallsChange,
        Self::OkChange,
        Self::SuccessChange,
        Self::ConversionChange,
        Self::Pace,
        Self::Quiet,
        Self::Age,
        Self::Need,
    ];

    /// The columns that are drawn: they can be chosen, and not asked for.
    pub const DRAWN: [Self; 2] = [Self::SuccessRange, Self::Trend];

    /// The column's name in the query language; it never changes, since queries are saved.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Agent => "agent",
            Self::List => "list",
            Self::Origin => "origin",
            Self::Updated => "updated",
            Self::Calls => "calls",
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Pending => "pending",
            Self::Finished => "finished",
            Self::SuccessRate => "success%",
            Self::FailedRate => "failed%",
            Self::VendorRate => "vendor%",
            Self::Sentiment => "sentiment",
            Self::Conversion => "conv",
            Self::SuccessRange => "range",
            Self::CallsChange => "d.calls",
            Self::OkChange => "d.ok",
            Self::SuccessChange => "d.success%",
            Self::ConversionChange => "d.conv",
            Self::Pace => "pace",
            Self::Quiet => "quiet",
            Self::Age => "age",
            Self::Need => "need",
            Self::Trend => "trend",
        }
    }

    /// Its name for programs: the API's own where the API has it.
    pub fn member(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Agent => "agent_id",
            Self::List => "case_list_id",
            Self::Origin => "origin",
            Self::Updated => "update_origin",
            Self::Calls => "total_calls",
            Self::Ok => "success_calls",
            Self::Failed => "failed_calls",
            Self::Pending => "pending",
            Self::Finished => "finished",
            Self::SuccessRate => "success_percent",
            Self::FailedRate => "failed_percent",
            Self::VendorRate => "success_calls_percentage",
            Self::Sentiment => "average_sentiment_score",
            Self::Conversion => "conversion_rate",
            Self::SuccessRange => "success_range",
            Self::CallsChange => "calls_change",
            Self::OkChange => "ok_change",
            Self::SuccessChange => "success_change_points",
            Self::ConversionChange => "conversion_change_points",
            Self::Pace => "calls_per_open_hour",
            Self::Quiet => "quiet_open_seconds",
            Self::Age => "age_seconds",
            Self::Need => "needs_a_person",
            Self::Trend => "calls_by_hour",
        }
    }

    /// Whether the API keeps it within `stats`.
    pub fn is_of_stats(self) -> bool {
        matches!(self, Self::Calls | Self::Ok | Self::Failed | Self::VendorRate | Self::Sentiment | Self::Conversion)
    }

    /// Whether it follows from other columns and is not in the API.
    pub fn is_derived(self) -> bool {
        matches!(self, Self::Pending | Self::Finished | Self::SuccessRate | Self::FailedRate | Self::SuccessRange)
    }

    /// Whether it follows from more than the last read.
    pub fn is_remembered(self) -> bool {
        matches!(self.kind(), Kind::Change | Kind::Points | Kind::Pace | Kind::Span | Kind::Place | Kind::Course)
    }

    /// What the rows are ordered by where they are to be ordered by this column.
    #[must_use]
    pub fn sorts_as(self) -> Self {
        match self {
            Self::SuccessRange => Self::SuccessRate,
            Self::Trend => Self::Pace,
            column => column,
        }
    }

    /// Whether several campaigns come to one value in it.
    pub fn can_be_pooled(self) -> bool {
        // How the vendor would pool its own rates is not known.
        !matches!(self.kind(), Kind::Text | Kind::Number | Kind::Span | Kind::Place | Kind::Course)
            && self != Self::VendorRate
    }

    /// What the column holds.
    pub fn kind(self) -> Kind {
        match self {
            Self::Name | Self::Agent | Self::Origin | Self::Updated => Kind::Text,
            Self::Id | Self::List => Kind::Number,
            Self::Calls | Self::Ok | Self::Failed | Self::Pending | Self::Finished => Kind::Count,
            Self::SuccessRate | Self::FailedRate | Self::VendorRate | Self::Conversion => Kind::Percent,
            Self::Sentiment => Kind::Score,
            Self::SuccessRange => Kind::Range,
            Self::CallsChange | Self::OkChange => Kind::Change,
            Self::SuccessChange | Self::ConversionChange => Kind::Points,
            Self::Pace => Kind::Pace,
            Self::Quiet | Self::Age => Kind::Span,
            Self::Need => Kind::Place,
            Self::Trend => Kind::Course,
        }
    }
}

/// A row that can be asked for its values, however they are kept.
pub trait Values {
    /// The value in a column; `None` when it is unknown.
    fn value(&self, column: Column) -> Option<Value<'_>>;
}

/// What follows from more than the last read is nothing that a campaign knows.
impl Values for Campaign {
    fn value(&self, column: Column) -> Option<Value<'_>> {
        match column {
            Column::Id => Some(Value::Whole(self.id)),
            Column::Name => text(self.name.as_ref()),
            Column::Agent => text(self.agent.as_ref()),
            Column::List => self.list.map(Value::Whole),
            Column::Origin => text(self.origin.as_ref()),
            Column::Updated => text(self.updated.as_ref()),
            Column::Calls => self.stats.calls.map(Value::Whole),
            Column::Ok => self.stats.ok.map(Value::Whole),
            Column::Failed => self.stats.failed.map(Value::Whole),
            Column::Pending => self.stats.pending().map(Value::Whole),
            Column::Finished => self.stats.finished().map(Value::Whole),
            Column::SuccessRate => real(self.stats.success_rate()),
            Column::FailedRate => real(self.stats.failed_rate()),
            Column::VendorRate => real(self.stats.vendor_rate),
            Column::Sentiment => real(self.stats.sentiment),
            Column::Conversion => real(self.stats.conversion),
            Column::SuccessRange => self.stats.success_range().map(Value::Range),
            _ => None,
        }
    }
}

fn text(text: Option<&super::shown::Shown>) -> Option<Value<'_>> {
    text.map(|text| Value::Text(text.as_str()))
}

/// −0 becomes 0 so that equal numbers tie; what is not finite is no value.
fn real<'a>(number: Option<f64>) -> Option<Value<'a>> {
    number.filter(|n| n.is_finite()).map(|n| Value::Real(n + 0.0))
}

/// One key of an order. Rows that tie keep the default order: id descending, then as the server sent them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// What is compared.
    pub column: Column,
    /// Largest, or last in the alphabet, first. Unknown values come last either way.
    pub descending: bool,
}

impl Default for Order {
    /// By id, newest first.
    fn default() -> Self {
        Self { column: Column::Id, descending: true }
    }
}

impl Order {
    /// Smallest first.
    pub fn ascending(column: Column) -> Self {
        Self { column, descending: false }
    }

    /// Largest first.
    pub fn descending(column: Column) -> Self {
        Self { column, descending: true }
    }

    /// The same column, the other way round.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { descending: !self.descending, ..self }
    }

    /// Which of two rows comes first by this key alone: what the store's own sorting is held against.
    #[cfg(test)]
    pub(super) fn compare<R: Values>(self, a: &R, b: &R) -> std::cmp::Ordering {
        match (a.value(self.column), b.value(self.column)) {
            (Some(a), Some(b)) if self.descending => b.compare(&a),
            (Some(a), Some(b)) => a.compare(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::Stats;
    use crate::domain::shown::Shown;
    use std::cmp::Ordering;

    fn calls(calls: Option<i64>) -> Campaign {
        Campaign { stats: Stats { calls, ..Stats::default() }, ..Campaign::unknown(1) }
    }

    fn named(name: &str) -> Campaign {
        Campaign { name: Some(Shown::new(name)), ..Campaign::unknown(1) }
    }

    #[test]
    fn numbers_compare_as_numbers_and_unknown_comes_last_both_ways() {
        let (nine, ten, unknown) = (calls(Some(9)), calls(Some(10)), calls(None));
        let (up, down) = (Order::ascending(Column::Calls), Order::descending(Column::Calls));
        assert_eq!(up.compare(&nine, &ten), Ordering::Less);
        assert_eq!(down.compare(&nine, &ten), Ordering::Greater);
        assert_eq!(up.compare(&unknown, &ten), Ordering::Greater);
        assert_eq!(down.compare(&unknown, &ten), Ordering::Greater);
        assert_eq!(up.compare(&unknown, &unknown), Ordering::Equal);
    }

    #[test]
    fn names_compare_as_people_count_and_spell() {
        let order = Order::ascending(Column::Name);
        assert_eq!(order.compare(&named("Wave 2"), &named("wave 10")), Ordering::Less);
        assert_eq!(order.compare(&named("Äpfel"), &named("Birnen")), Ordering::Less);
        assert_eq!(order.compare(&named("alpha"), &named("Beta")), Ordering::Less);
        assert_eq!(order.compare(&named("ÉTUDE"), &named("étude")), Ordering::Equal);
    }

    #[test]
    fn what_is_not_a_number_is_unknown_and_minus_nothing_is_nothing() {
        let with = |sentiment| Campaign {
            stats: Stats { sentiment: Some(sentiment), ..Stats::default() },
            ..Campaign::unknown(1)
        };
        assert_eq!(with(f64::NAN).value(Column::Sentiment), None);
        assert_eq!(Order::ascending(Column::Sentiment).compare(&with(-0.0), &with(0.0)), Ordering::Equal);
    }
}
