//! The names a query may use, and what each of them stands for.

use crate::domain::nearest::nearest;
use crate::domain::order::Column;

/// Other names of columns, beside their names for programs. A bare `failed` is the count, which the API counts too; a
/// bare `success` is the rate, as everywhere on the screen.
const ALIASES: [(&str, Column); 13] = [
    ("success", Column::SuccessRate),
    ("success_rate", Column::SuccessRate),
    ("ok%", Column::SuccessRate),
    ("failed_rate", Column::FailedRate),
    ("vendor_rate", Column::VendorRate),
    ("sent", Column::Sentiment),
    ("conversion", Column::Conversion),
    ("conversion%", Column::Conversion),
    ("conv%", Column::Conversion),
    // What a range is ordered by and asked for; `cols:` shows the range itself.
    ("range", Column::SuccessRate),
    ("d.success", Column::SuccessChange),
    ("d.conversion", Column::ConversionChange),
    ("trend", Column::Pace),
];

/// Where the API keeps its numbers.
const STATS: &str = "stats.";

/// What stands before a colon, columns aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    /// `has:x`
    Has,
    /// `no:x`
    No,
    /// `sort:x-desc`
    Sort,
    /// `limit:n`
    Limit,
    /// `key:text`
    Key,
    /// `cols:a,b`
    Columns,
    /// `group:a,b`
    Group,
    /// `is:x`
    Is,
    /// `since:moment`
    Since,
}

const SPECIALS: [(&str, Special); 9] = [
    ("has", Special::Has),
    ("no", Special::No),
    ("sort", Special::Sort),
    ("limit", Special::Limit),
    ("key", Special::Key),
    ("cols", Special::Columns),
    ("group", Special::Group),
    ("is", Special::Is),
    ("since", Special::Since),
];

/// What a name waits for that this version cannot answer.
const LAUNCHES: &str = "needs the record of launches, which queries do not read yet";
const LABELS: &str = "needs labels of your own, which this version does not keep yet";
const TAGS: &str = "needs tags of your own, which this version does not keep yet";

/// Names of the language that this version cannot answer, with the reason.
const ABSENT: [(&str, &str); 2] = [("label", LABELS), ("tag", TAGS)];

/// `is:x` that this version cannot answer, with the reason.
const ABSENT_FLAGS: [(&str, &str); 2] = [("stalled", "is called is:quiet"), ("mine", LAUNCHES)];

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Column(Column),
    Special(Special),
    /// Part of the language, but not of this version: the reason.
    Absent(&'static str),
}

/// What `name` stands for, whatever its case; `None` when it is not of the language.
pub(super) fn named(name: &str) -> Option<Field> {
    column(name)
        .map(Field::Column)
        .or_else(|| look_up(&SPECIALS, name).map(Field::Special))
        .or_else(|| look_up(&ABSENT, name).map(Field::Absent))
}

/// The column of this name, whatever its case.
pub(super) fn column(name: &str) -> Option<Column> {
    let named = |of: fn(Column) -> &'static str, name: &str| {
        Column::ALL.into_iter().find(|column| of(*column).eq_ignore_ascii_case(name))
    };
    let in_stats = || match name.get(..STATS.len()) {
        Some(start) if start.eq_ignore_ascii_case(STATS) => {
            named(Column::member, name.get(STATS.len()..)?).filter(|column| column.is_of_stats())
        }
        _ => None,
    };
    named(Column::name, name)
        .or_else(|| named(Column::member, name))
        .or_else(|| look_up(&ALIASES, name))
        .or_else(in_stats)
}

/// Why `is:flag` cannot be answered; `None` when it is not of the language.
pub(super) fn absent_flag(flag: &str) -> Option<&'static str> {
    look_up(&ABSENT_FLAGS, flag)
}

fn look_up<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, meaning)| meaning)
}

/// The names that stand before a colon, each with what it means: columns, then the rest.
pub(super) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    let columns = Column::ALL.into_iter().map(|column| (column.name(), meaning(column)));
    columns.chain(SPECIALS.iter().map(|&(name, special)| (name, special.meaning())))
}

/// Other names of columns, each with what it means.
pub(super) fn synonyms() -> impl Iterator<Item = (&'static str, &'static str)> {
    let named = |name: &'static str| Some((name, meaning(column(name)?)));
    column_names().filter(|name| Column::ALL.iter().all(|column| column.name() != *name)).filter_map(named)
}

/// What a column holds, in a few words.
pub(super) fn meaning(column: Column) -> &'static str {
    match column {
        Column::Id => "the campaign's number",
        Column::Name => "the campaign's name",
        Column::Agent => "which AI agent calls",
        Column::List => "the case list that is called",
        Column::Origin => "what created it",
        Column::Updated => "what edited it last",
        Column::Calls => "calls in all",
        Column::Ok => "calls that succeeded",
        Column::Failed => "calls that failed",
        Column::Pending => "calls without an outcome yet",
        Column::Finished => "ok + failed",
        Column::SuccessRate => "ok of finished, in percent",
        Column::FailedRate => "failed of finished, in percent",
        Column::VendorRate => "the vendor's own success rate",
        Column::Sentiment => "the vendor's score",
        Column::Conversion => "of the clients called, in percent",
        Column::SuccessRange => "where the true success probably lies",
        Column::CallsChange => "new calls since the baseline",
        Column::OkChange => "new calls that succeeded since the baseline",
        Column::SuccessChange => "points of success since the baseline",
        Column::ConversionChange => "points of conversion since the baseline",
        Column::Pace => "calls in an open hour",
        Column::Quiet => "open time since the last new call",
        Column::Age => "time since it was first seen",
        Column::Need => "its place among those that need a person",
        Column::Trend => "calls by the hour, over 24 h",
    }
}

impl Special {
    /// What it asks for, in a few words.
    fn meaning(self) -> &'static str {
        match self {
            Self::Has => "columns that are known",
            Self::No => "columns that are unknown",
            Self::Sort => "the order, by one or several",
            Self::Limit => "no more than so many",
            Self::Key => "the server's own search",
            Self::Columns => "only these columns",
            Self::Group => "gathered by agent, list or origin",
            Self::Since => "what changes are compared with",
            Self::Is => "needs, quiet, soured, poor, twice, odd, new, moving …",
        }
    }
}

/// The name before a colon that was probably meant.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    nearest(name, column_names().chain(SPECIALS.iter().map(|&(name, _)| name)))
}

/// The column that was probably meant.
pub(super) fn nearest_column(name: &str) -> Option<&'static str> {
    nearest(name, column_names())
}

fn column_names() -> impl Iterator<Item = &'static str> {
    let of_programs = Column::ALL.into_iter().filter(|column| column.member() != column.name()).map(Column::member);
    Column::ALL.into_iter().map(Column::name).chain(ALIASES.iter().map(|&(name, _)| name)).chain(of_programs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_things() {
        let mut names: Vec<&str> = column_names().collect();
        names.extend(SPECIALS.iter().map(|s| s.0));
        names.extend(ABSENT.iter().map(|a| a.0));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn the_apis_own_names_have_the_apis_own_values() {
        for (name, meant) in [
            ("total_calls", Column::Calls),
            ("success_calls", Column::Ok),
            ("failed_calls", Column::Failed),
            ("success_calls_percentage", Column::VendorRate),
            ("average_sentiment_score", Column::Sentiment),
            ("conversion_rate", Column::Conversion),
            ("agent_id", Column::Agent),
            ("case_list_id", Column::List),
            ("update_origin", Column::Updated),
            ("stats.total_calls", Column::Calls),
            ("Stats.Conversion_Rate", Column::Conversion),
        ] {
            assert_eq!(named(name), Some(Field::Column(meant)), "{name}");
        }
        for name in ["stats.calls", "stats.name", "stats.agent_id", "stats.pending", "stats."] {
            assert_eq!(named(name), None, "{name} is nowhere in the API");
        }
    }

    #[test]
    fn names_are_known_whatever_their_case() {
        assert_eq!(named("Success%"), Some(Field::Column(Column::SuccessRate)));
        assert_eq!(named("SUCCESS"), Some(Field::Column(Column::SuccessRate)));
        assert_eq!(named("range"), Some(Field::Column(Column::SuccessRate)), "by which ranges are ordered");
        assert_eq!(named("failed"), Some(Field::Column(Column::Failed)));
        assert_eq!(named("ok%"), Some(Field::Column(Column::SuccessRate)), "no rate is taken for a count");
        assert_eq!(named("sort"), Some(Field::Special(Special::Sort)));
        assert_eq!(named("D.Success%"), Some(Field::Column(Column::SuccessChange)));
        assert_eq!(named("since"), Some(Field::Special(Special::Since)));
        assert!(matches!(named("label"), Some(Field::Absent(_))));
        assert_eq!(named("agnet"), None);
        assert_eq!(nearest_field("agnet"), Some("agent"));
    }
}
