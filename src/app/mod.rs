//! What the dashboard knows and how it changes: the model, its messages, and one pure function between them.
//!
//! [`update::update`] takes the model, the time and a [`msg::Msg`] and returns [`effect::Effect`]s as data; it does no
//! IO and reads no clock. It may not know how anything is drawn (`ui`) or sent (`api`). From the bottom up:
//!
//! - [`key`], [`text_field`], [`action`] and the one table of keys, [`keymap`];
//! - the data and how fresh it is: [`poll`], [`remote`], [`launches`], [`case_lists`] and more, gathered in [`context`];
//! - the components, such as [`form`], [`list`], [`help`] and [`mouse`]: each owns its state, is shown what it needs, and
//!   answers with what it wants, as data;
//! - [`overlay`] and [`model`], which hold them, and [`why`], which knows when an action can do nothing;
//! - [`update`], the only place that changes the model: it says what a component wants said and tells its siblings.

pub mod action;
pub mod alerts;
pub mod case_lists;
pub mod columns;
pub mod command;
pub mod compare;
pub mod connection;
pub mod context;
pub mod copy;
pub mod detail;
pub mod drafts;
pub mod effect;
pub mod export;
pub mod filter;
pub mod form;
pub mod geometry;
pub mod happened;
pub mod help;
pub mod history;
pub mod keep;
pub mod key;
mod keyboard;
pub mod keymap;
pub mod launches;
pub mod list;
pub mod look;
pub mod marks;
pub mod model;
pub mod moment;
pub mod mouse;
pub mod msg;
pub mod notice;
pub mod overlay;
pub mod past;
mod plain;
pub mod poll;
pub mod prefs;
pub mod preview;
pub mod recall;
pub mod record;
pub mod redacted;
pub mod remembering;
pub mod remote;
pub mod statement;
mod text_edit;
pub mod text_field;
pub mod update;
pub mod view_state;
pub mod views;
pub mod why;
pub mod why_quiet;
pub mod write;
