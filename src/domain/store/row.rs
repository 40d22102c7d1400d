//! One row, and what may be asked of it.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct as _, Serializer};

use super::snapshot::Snapshot;
use super::sums;
use super::totals::Totals;
use crate::domain::campaign::{Campaign, Stats};
use crate::domain::confidence::Range;
use crate::domain::order::{Column, Value, Values};
use crate::domain::shown::Shown;
use crate::domain::significance::Proportion;

/// Identifies a row from one read to the next. An id may occur twice (P6); then the order of the rows tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RowKey {
    /// The vendor's number.
    pub id: i64,
    /// How many rows of this id the server sent before this one.
    pub occurrence: u32,
}

impl RowKey {
    /// The first row of an id.
    pub fn first(id: i64) -> Self {
        Self { id, occurrence: 0 }
    }
}

/// One row of the store. What is unknown is `None`, never 0.
///
/// It is asked for its values; how they are kept is the store's own matter:
///
/// ```compile_fail
/// use kaytop::domain::store::Row;
/// fn whole(row: Row<'_>) -> &kaytop::domain::campaign::Campaign { row.campaign }
/// ```
#[derive(Clone, Copy)]
pub struct Row<'s> {
    pub(super) data: &'s Snapshot,
    /// The index in the snapshot.
    number: usize,
    pub(super) campaign: &'s Campaign,
}

impl Snapshot {
    /// The row of this number.
    pub(super) fn row(&self, number: usize) -> Option<Row<'_>> {
        Some(Row { data: self, number, campaign: self.rows.get(number)? })
    }

    /// The number of the row of a key.
    pub(super) fn number(&self, key: RowKey) -> Option<usize> {
        let number = self.first(key.id) + key.occurrence as usize;
        self.rows.get(number).is_some_and(|found| found.id == key.id).then_some(number)
    }
}

impl<'s> Row<'s> {
    /// How to find it again, in this read and the next.
    pub fn key(&self) -> RowKey {
        let id = self.id();
        RowKey { id, occurrence: (self.number - self.data.first(id)) as u32 }
    }

    /// The vendor's number.
    pub fn id(&self) -> i64 {
        self.campaign.id
    }

    /// The campaign's name.
    pub fn name(&self) -> Option<Text<'s>> {
        self.campaign.name.as_ref().map(Text::of)
    }

    /// `agent_id`: which AI agent calls.
    pub fn agent(&self) -> Option<Text<'s>> {
        self.campaign.agent.as_ref().map(Text::of)
    }

    /// `case_list_id`: who is called.
    pub fn list(&self) -> Option<i64> {
        self.campaign.list
    }

    /// `origin`: what created it, such as `public_api`.
    pub fn origin(&self) -> Option<Text<'s>> {
        self.campaign.origin.as_ref().map(Text::of)
    }

    /// `update_origin`: what edited it last; unknown also when it was never edited.
    pub fn updated(&self) -> Option<Text<'s>> {
        self.campaign.updated.as_ref().map(Text::of)
    }

    /// Calls in all.
    pub fn calls(&self) -> Option<i64> {
        self.stats().calls
    }

    /// Calls that succeeded.
    pub fn ok(&self) -> Option<i64> {
        self.stats().ok
    }

    /// Calls that failed.
    pub fn failed(&self) -> Option<i64> {
        self.stats().failed
    }

    /// Calls without an outcome yet; negative when the counts contradict each other.
    pub fn pending(&self) -> Option<i64> {
        self.stats().pending()
    }

    /// Calls with an outcome: ok + failed.
    pub fn finished(&self) -> Option<i64> {
        self.stats().finished()
    }

    /// ok / finished in percent; unknown while nothing is finished.
    pub fn success_rate(&self) -> Option<f64> {
        self.stats().success_rate()
    }

    /// Its figures, as those of several rows are summed.
    pub fn totals(&self) -> Totals {
        sums::of(self.data, [self.number])
    }

    /// ok of finished, to be compared; unknown while nothing is finished.
    pub fn success(&self) -> Option<Proportion> {
        self.stats().success()
    }

    /// Where the true success rate probably lies (95 %); unknown while nothing is finished.
    pub fn success_range(&self) -> Option<Range> {
        self.stats().success_range()
    }

    /// The vendor's own success rate, in percent.
    pub fn vendor_rate(&self) -> Option<f64> {
        self.stats().vendor_rate
    }

    /// Whether the vendor's success rate agrees with ours; unknown while either is.
    pub fn vendor_agrees(&self) -> Option<bool> {
        self.stats().vendor_agrees()
    }

    /// The vendor's sentiment score; its scale is not documented.
    pub fn sentiment(&self) -> Option<f64> {
        self.stats().sentiment
    }

    /// In percent of the clients called (not of the calls).
    pub fn conversion(&self) -> Option<f64> {
        self.stats().conversion
    }

    /// Whether the numbers contradict each other or themselves.
    pub fn is_impossible(&self) -> bool {
        self.stats().impossible()
    }

    /// Whether its numbers are not to be believed as they stand: they contradict each other or themselves, or the
    /// vendor's success rate is not the one that follows from them.
    pub fn is_odd(&self) -> bool {
        self.stats().odd()
    }

    /// Its value in any column.
    pub fn value(&self, column: Column) -> Option<Value<'s>> {
        self.data.value(self.number, column)
    }

    /// Its index in the snapshot.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    fn stats(&self) -> &'s Stats {
        &self.campaign.stats
    }
}

impl Values for Row<'_> {
    fn value(&self, column: Column) -> Option<Value<'_>> {
        self.data.value(self.number, column)
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Row").field(&self.key()).field(self.campaign).finish()
    }
}

/// The API's own object: every member is present, unknown ones are null, texts are as received.
impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Campaign", 7)?;
        object.serialize_field(Column::Id.member(), &self.id())?;
        object.serialize_field(Column::Name.member(), &self.name().map(Text::raw))?;
        object.serialize_field(Column::Agent.member(), &self.agent().map(Text::raw))?;
        object.serialize_field(Column::List.member(), &self.list())?;
        object.serialize_field(Column::Origin.member(), &self.origin().map(Text::raw))?;
        object.serialize_field(Column::Updated.member(), &self.updated().map(Text::raw))?;
        object.serialize_field("stats", &Numbers(self.stats()))?;
        object.end()
    }
}

/// `stats` of the API's own object.
struct Numbers<'s>(&'s Stats);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(stats) = self;
        let mut object = serializer.serialize_struct("Stats", 6)?;
        object.serialize_field(Column::Calls.member(), &stats.calls)?;
        object.serialize_field(Column::Ok.member(), &stats.ok)?;
        object.serialize_field(Column::VendorRate.member(), &stats.vendor_rate)?;
        object.serialize_field(Column::Failed.member(), &stats.failed)?;
        object.serialize_field(Column::Sentiment.member(), &stats.sentiment)?;
        object.serialize_field(Column::Conversion.member(), &stats.conversion)?;
        object.end()
    }
}

/// A text of a row: safe to show, like a [`Shown`], and borrowed from the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'s> {
    shown: &'s str,
    raw: &'s str,
}

impl<'s> Text<'s> {
    fn of(text: &'s Shown) -> Self {
        Self { shown: text.as_str(), raw: text.raw() }
    }

    /// The safe text.
    pub fn as_str(self) -> &'s str {
        self.shown
    }

    /// The text as received: for comparing, and for machine output that escapes it; never for a terminal.
    pub fn raw(self) -> &'s str {
        self.raw
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.shown)
    }
}
