//! Handing on: what the table shows as a file for others.
//!
//! A [`Sheet`] is what is shown at one moment, with the words about it. Each format has a writer of its own; values for
//! programs are exact ([`csv`], [`json`]), for people they are written as the screen writes them ([`markdown`], [`html`]).
//! Where rows are gathered, groups are lines among them: `records` for programs, `field` for people.
//! Unknown is empty for programs and `–` for people. Nothing here knows where the text goes.

mod caption;
pub mod csv;
mod field;
mod figures;
mod format;
pub mod html;
pub mod json;
pub mod markdown;
mod records;
mod sheet;
#[cfg(test)]
mod tests;
mod written;

pub use caption::Caption;
pub use figures::cell;
pub use format::{Format, Rows, Screen};
pub use sheet::Sheet;
pub use written::write;
