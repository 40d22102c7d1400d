//! What the rules find in a plan, as data: `words` makes sentences of it.

use super::fields::ContractField;
use super::place::Place;
use crate::domain::schedule::Calls;
use crate::domain::time::{Date, TimeOfDay};

/// A problem or a warning: where, which rule, and what is the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// The number of the broken rule (1–30); `None` for a warning and for what belongs to no numbered rule.
    pub rule: Option<u8>,
    /// What is the matter.
    pub kind: Kind,
}

/// What is the matter, with the values that a sentence about it needs. A `String` is safe to print: what it repeats of
/// the plan went through [`Shown`](crate::domain::shown::Shown) and is cut when long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The body, or an entry of its lists, is no object but this.
    NotAnObject(String),
    /// A required member is not there.
    Missing(&'static ContractField),
    /// A value is not what it must be.
    Wrong {
        /// What it must be.
        field: &'static ContractField,
        /// What it is.
        seen: String,
    },
    /// A calling time is outside 08:00–21:00, not after its start, or both.
    WrongTime {
        /// The time.
        time: TimeOfDay,
        /// Whether it is outside.
        outside: bool,
        /// The start that it is not after.
        start: Option<TimeOfDay>,
    },
    /// A slot overlaps an earlier one, of this index.
    OverlapsSlot(usize),
    /// A run has the id of an earlier one, of this index.
    SameId(usize),
    /// A run ends before it starts.
    EndsBeforeStart {
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
    },
    /// A run that places no calls has calling times.
    TimeWithoutCalls,
    /// A selected day is outside its run, or is selected twice.
    WrongDay {
        /// The day.
        day: Date,
        /// The first day of the run, where the day is before it.
        start: Option<Date>,
        /// The last day of the run, where the day is after it.
        end: Option<Date>,
        /// The index of the same day earlier in the list.
        repeats: Option<usize>,
    },

    /// The company's settings say `is_enabled=false`.
    NotEnabled,
    /// The vendor places no calls.
    ScheduledExternally,
    /// A member is null.
    Null,
    /// A text has nothing to read.
    ShowsNothing,
    /// A text begins or ends with a blank.
    Blank,
    /// An id is negative.
    Negative(i128),
    /// The body has more bytes than the sandbox takes.
    TooLarge(usize),
    /// The contract has no member of this name.
    Unknown {
        /// The name.
        name: String,
        /// The member that was probably meant.
        meant: Option<&'static ContractField>,
    },
    /// A run of messages only has none.
    NothingToSend,
    /// `business_hours` are not used.
    HoursNotUsed,
    /// The own times of these runs, by index, are not used.
    TimesNotUsed(Vec<usize>),
    /// These runs, by index, have no times of their own.
    NoTimes(Vec<usize>),
    /// A day is past for every client.
    DayPast(Date),
    /// The calls of a day are over for every client.
    CallsOver {
        /// The day.
        day: Date,
        /// When they ended.
        end: TimeOfDay,
    },
    /// Every run is over.
    AllOver,
    /// A run is long.
    Long {
        /// How many days it has.
        days: i64,
        /// The last of them.
        last: Date,
    },
    /// Two runs may call at the same time.
    Overlap {
        /// The index of the later in the list.
        later: usize,
        /// The index of the earlier.
        earlier: usize,
        /// When both may call.
        shared: Calls,
    },
    /// Calls are made on so many weekend days.
    Weekend(i64),
    /// Not every month has this day.
    NotInEveryMonth(i128),
    /// Only a report of another frequency uses a member.
    OnlyFor {
        /// That frequency: `weekly`.
        frequency: &'static str,
        /// The member.
        field: &'static ContractField,
    },
    /// An address gets the report several times.
    NamedAgain {
        /// The address.
        address: String,
        /// How many times.
        times: usize,
    },
}
