//! Draws the model: pure functions that write into a buffer of cells.
//!
//! [`draw::draw`] reads a `&Model` and a [`theme::Theme`] and returns the frame's geometry; it never changes state,
//! does IO or asks the time. Start with [`draw`], then [`layout`] (what stands where at which size). Colours live in
//! [`theme`], columns in [`columns`]; every screen's file opens with a sketch of it.

pub mod agents;
pub mod alerts;
pub mod ascii;
pub mod axis;
pub mod badge;
pub mod baseline_menu;
pub mod cells;
pub mod chart;
pub mod cluster;
pub mod columns;
pub mod columns_sheet;
pub mod command;
pub mod compare;
pub mod comparison;
pub mod copy;
pub mod detail;
pub mod draw;
pub mod empty;
pub mod figure;
pub mod filter;
pub mod footer;
pub mod form;
pub mod freshness;
pub mod gauge_line;
pub mod gauges;
pub mod grade;
pub mod group_line;
pub mod group_panel;
pub mod happened;
pub mod header;
pub mod help;
pub mod history;
pub mod launch;
pub mod launches;
pub mod layout;
pub mod moment;
mod needs;
pub mod news;
pub mod panel;
pub mod paragraph;
pub mod past;
pub mod pooled;
pub mod popup;
pub mod preview;
pub mod range_cell;
pub mod raw;
pub mod siblings;
pub mod sort_menu;
pub mod sparkline;
pub mod standing;
pub mod statement;
pub mod status;
pub mod svg;
pub mod table;
pub mod text;
pub mod text_field;
pub mod theme;
pub mod timeline;
pub mod trend;
pub mod view_tabs;
pub mod window;
pub mod write;
