//! Places in a plan: what a finding is about.

use std::fmt;

use super::fields::{self, ContractField};

/// An object of a plan. Indices count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Object {
    /// The body itself.
    Body,
    /// An entry of `business_hours`.
    Slot(usize),
    /// An entry of `runs`.
    Run(usize),
    /// `report_schedule`.
    Report,
}

/// A part of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// The object as a whole.
    Whole,
    /// A member that the contract has.
    Member(&'static ContractField),
    /// An entry of such a member, by its index.
    Entry(&'static ContractField, usize),
    /// A member that the contract does not have: its name, cut to what a sentence can hold and safe to print.
    Unknown(String),
}

/// A place in a plan, displayed as its JSON path: `runs[0].end_time`. The body itself is the empty path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The object.
    pub object: Object,
    /// What of it.
    pub part: Part,
}

impl Object {
    /// The object itself.
    pub fn whole(self) -> Place {
        Place { object: self, part: Part::Whole }
    }

    /// A member of it.
    pub fn member(self, field: &'static ContractField) -> Place {
        Place { object: self, part: Part::Member(field) }
    }

    /// An entry of a list that it has.
    pub fn entry(self, field: &'static ContractField, index: usize) -> Place {
        Place { object: self, part: Part::Entry(field, index) }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => Ok(()),
            Self::Slot(index) => write!(f, "{}[{index}]", fields::BUSINESS_HOURS.name),
            Self::Run(index) => write!(f, "{}[{index}]", fields::RUNS.name),
            Self::Report => f.write_str(fields::REPORT_SCHEDULE.name),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)?;
        if self.object != Object::Body && self.part != Part::Whole {
            f.write_str(".")?;
        }
        match &self.part {
            Part::Whole => Ok(()),
            Part::Member(field) => f.write_str(field.name),
            Part::Entry(field, index) => write!(f, "{}[{index}]", field.name),
            Part::Unknown(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_the_contract_writes_them() {
        let unknown = |object| Place { object, part: Part::Unknown("x".to_owned()) };
        for (place, path) in [
            (Object::Body.whole(), ""),
            (Object::Body.member(&fields::RUNS), "runs"),
            (unknown(Object::Body), "x"),
            (Object::Run(3).whole(), "runs[3]"),
            (Object::Run(3).member(&fields::END_TIME), "runs[3].end_time"),
            (Object::Run(0).entry(&fields::SELECTED_DAYS, 2), "runs[0].selected_days[2]"),
            (Object::Slot(1).member(&fields::SLOT_START), "business_hours[1].start_time"),
            (Object::Report.entry(&fields::RECIPIENTS, 1), "report_schedule.recipients[1]"),
            (unknown(Object::Report), "report_schedule.x"),
        ] {
            assert_eq!(place.to_string(), path);
        }
    }
}
