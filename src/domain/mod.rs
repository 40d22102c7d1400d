//! The business: its words and its rules, pure.
//!
//! Nothing here does IO, reads a clock or knows a terminal, so every type can be tested with a table of examples.
//! Start with [`campaign`] (what the list holds), then [`store`] (all rows, filtered and ordered), [`query`] (the
//! filter's language), [`rules`] (what a plan must be) and [`hours`] (when calls may be made). `R16` and the like are
//! the numbered rules of the vendor's contract; `N3`, `P14` and the like are rows of the project's table of faults.

#![warn(missing_docs)]

pub mod alert;
pub mod belief;
pub mod budget;
pub mod campaign;
pub mod case_list;
pub mod confidence;
pub mod count;
pub mod draft;
pub mod failure;
pub mod fold;
pub mod forecast;
pub mod grouping;
pub mod happened;
pub mod history;
pub mod hours;
pub mod interval;
pub mod judgement;
pub mod launch;
pub mod ledger;
pub mod measure;
pub mod memory;
pub mod natural;
pub mod nearest;
pub mod needle;
pub mod order;
pub mod posix_zone;
pub mod query;
pub mod record;
pub mod rules;
pub mod schedule;
pub mod settings;
pub mod shell;
pub mod shown;
pub mod significance;
pub mod store;
pub mod time;
pub mod timeline;
pub mod today;
pub mod verdict;
pub mod view;
pub mod view_state;
pub mod zones;
