//! One group, and what may be asked of it; and a line of the table, which is a group or a row.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::gather::Pool;
use super::row::{Row, RowKey, Text};
use super::snapshot::Snapshot;
use super::totals::Totals;
use crate::domain::campaign::share;
use crate::domain::grouping::GroupBy;
use crate::domain::order::Column;

/// Identifies a group from one read to the next: what its rows have in common, the outer level first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupKey(Vec<(GroupBy, Option<KeyValue>)>);

/// A value that rows have in common, texts as received.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum KeyValue {
    Text(Arc<str>),
    Number(i64),
}

impl GroupKey {
    /// What it is grouped by, the outer level first.
    pub fn by(&self) -> impl Iterator<Item = GroupBy> {
        self.0.iter().map(|(by, _)| *by)
    }
}

/// Identifies a line of the table from one read to the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LineKey {
    /// A campaign.
    Row(RowKey),
    /// A group.
    Group(GroupKey),
}

impl From<RowKey> for LineKey {
    fn from(key: RowKey) -> Self {
        Self::Row(key)
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub enum Line<'s> {
    /// A campaign.
    Row(Row<'s>),
    /// A group; its rows are lines below it while it is open.
    Group(Group<'s>),
}

impl<'s> Line<'s> {
    /// How to find it again.
    pub fn key(&self) -> LineKey {
        match self {
            Self::Row(row) => LineKey::Row(row.key()),
            Self::Group(group) => LineKey::Group(group.key()),
        }
    }

    /// The campaign, where it is one.
    pub fn row(self) -> Option<Row<'s>> {
        match self {
            Self::Row(row) => Some(row),
            Self::Group(_) => None,
        }
    }

    /// The group, where it is one.
    pub fn group(self) -> Option<Group<'s>> {
        match self {
            Self::Row(_) => None,
            Self::Group(group) => Some(group),
        }
    }
}

/// The value that the rows of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common<'s> {
    /// An agent or an origin.
    Text(Text<'s>),
    /// A case list.
    Number(i64),
}

impl<'s> Common<'s> {
    /// As people read it.
    pub fn shown(self) -> Cow<'s, str> {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Number(number) => number.to_string().into(),
        }
    }
}

/// As the API has it.
impl Serialize for Common<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text.raw()),
            Self::Number(number) => serializer.serialize_i64(*number),
        }
    }
}

/// What is shown of the rows that have a value in common.
#[derive(Debug, Clone, Copy)]
pub struct Group<'s> {
    pub(super) data: &'s Snapshot,
    pub(super) by: &'s [GroupBy],
    /// All groups, each followed by those within it.
    pub(super) pools: &'s [Pool],
    /// The rows that these are made of.
    pub(super) rows: &'s [u32],
    /// Of all that is shown.
    pub(super) all: &'s Totals,
    pub(super) pool: &'s Pool,
    pub(super) at: usize,
    pub(super) open: bool,
}

impl<'s> Group<'s> {
    /// How to find it again, in this read and the next.
    pub fn key(&self) -> GroupKey {
        let outer = self.outer().map(|outer| outer.key().0).unwrap_or_default();
        let value = self.value().map(|value| match value {
            Common::Text(text) => KeyValue::Text(text.raw().into()),
            Common::Number(number) => KeyValue::Number(number),
        });
        GroupKey(outer.into_iter().chain([(self.by(), value)]).collect())
    }

    /// What it is grouped by.
    pub fn by(&self) -> GroupBy {
        self.by.get(self.depth()).copied().unwrap_or(GroupBy::Agent)
    }

    /// How many groups it stands in: 0 or 1.
    pub fn depth(&self) -> usize {
        self.pool.outer.is_some().into()
    }

    /// What its rows have in common; `None` where that is unknown of them.
    pub fn value(&self) -> Option<Common<'s>> {
        let keys = self.data.keys(self.by());
        let example = self.data.row(*keys.examples.get(self.pool.number as usize)? as usize)?;
        match self.by() {
            GroupBy::Agent => example.agent().map(Common::Text),
            GroupBy::List => example.list().map(Common::Number),
            GroupBy::Origin => example.origin().map(Common::Text),
        }
    }

    /// What its rows have in common, in words.
    pub fn title(&self) -> String {
        let by = self.by().name();
        match self.value() {
            Some(Common::Number(number)) => format!("{by} {number}"),
            Some(Common::Text(text)) => text.as_str().to_owned(),
            None => format!("({by} unknown)"),
        }
    }

    /// Whether what is in it is shown below it.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// What its rows come to.
    pub fn totals(&self) -> &'s Totals {
        &self.pool.totals
    }

    /// Which part of the calls of all that is shown are its, in percent.
    pub fn share(&self) -> Option<f64> {
        share(self.totals().calls.total()?, self.all.calls.total()?)
    }

    /// Its rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'s>> + use<'s> {
        let data = self.data;
        let rows = self.rows.get(self.pool.rows.clone()).unwrap_or_default();
        rows.iter().filter_map(move |&row| data.row(row as usize))
    }

    /// Its campaigns with the most calls, the largest first.
    pub fn largest(&self) -> impl Iterator<Item = Row<'s>> + use<'s> {
        let data = self.data;
        self.pool.largest.rows().filter_map(move |row| data.row(row))
    }

    /// The groups within it.
    pub fn inner(&self) -> impl Iterator<Item = Group<'s>> + use<'s> {
        let group = *self;
        let within = move |pool: &&Pool| pool.outer == Some(group.at as u32);
        let behind = self.pools.get(self.at + 1..).unwrap_or_default();
        behind.iter().take_while(within).zip(self.at + 1..).map(move |(pool, at)| Group { pool, at, ..group })
    }

    /// The group that it stands in.
    pub fn outer(&self) -> Option<Group<'s>> {
        let at = self.pool.outer? as usize;
        Some(Group { at, pool: self.pools.get(at)?, ..*self })
    }
}

/// An object for programs, the groups within it under `groups`: unknown is null, texts are as received.
impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        self.serialize_into(&mut object)?;
        if self.by.len() > 1 && self.depth() == 0 {
            object.serialize_entry("groups", &self.inner().collect::<Vec<_>>())?;
        }
        object.end()
    }
}

/// A group as an object without those within it.
#[derive(Debug, Clone, Copy)]
pub struct Alone<'s>(pub Group<'s>);

impl Serialize for Alone<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        self.0.serialize_into(&mut object)?;
        object.end()
    }
}

impl Group<'_> {
    fn serialize_into<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        let Totals { rows, calls, ok, failed, pending, success, conversion, sentiment, .. } = self.totals();
        let range = success.range();
        object.serialize_entry("group", &self.value())?;
        object.serialize_entry("campaigns", rows)?;
        object.serialize_entry("calls", &calls.total())?;
        object.serialize_entry("ok", &ok.total())?;
        object.serialize_entry("failed", &failed.total())?;
        object.serialize_entry("pending", &pending.total())?;
        object.serialize_entry(Column::SuccessRate.member(), &success.percent())?;
        object.serialize_entry("success_low", &range.map(|range| range.low))?;
        object.serialize_entry("success_high", &range.map(|range| range.high))?;
        object.serialize_entry("conversion_percent", &conversion.value())?;
        object.serialize_entry("sentiment", &sentiment.value())
    }
}

impl Snapshot {
    /// The numbers of a group's values; `None` where no row of this read has one of them, or it is of another grouping.
    pub(super) fn group_numbers(&self, key: &GroupKey, by: &[GroupBy]) -> Option<Vec<u32>> {
        let fits = key.0.len() <= by.len() && key.by().zip(by).all(|(own, by)| own == *by);
        if !fits {
            return None;
        }
        key.0.iter().map(|(by, value)| self.value_number(*by, value.as_ref())).collect()
    }

    fn value_number(&self, by: GroupBy, value: Option<&KeyValue>) -> Option<u32> {
        let keys = self.keys(by);
        let Some(value) = value else { return Some(keys.unknown()) };
        let compare = |&example: &u32| {
            let row = self.rows.get(example as usize);
            let text =
                |text: Option<&crate::domain::shown::Shown>, sought: &str| text.map(|text| text.raw().cmp(sought));
            match (by, value) {
                (GroupBy::Agent, KeyValue::Text(sought)) => text(row?.agent.as_ref(), sought),
                (GroupBy::Origin, KeyValue::Text(sought)) => text(row?.origin.as_ref(), sought),
                (GroupBy::List, KeyValue::Number(sought)) => Some(row?.list?.cmp(sought)),
                _ => None,
            }
        };
        let found = keys.examples.binary_search_by(|example| compare(example).unwrap_or(std::cmp::Ordering::Less));
        found.ok().map(|place| place as u32)
    }
}
