//! The HTTP contract: the vendor's words on the wire, and the one client that speaks them.
//!
//! Knows `domain`, and nothing of screens or files. Start with [`routes`] and [`wire`]; [`client`] sends, [`convert`]
//! turns wire words into domain values, [`error`] turns what went wrong into a `Failure`, [`limits`] reads the headers.

pub mod client;
pub mod convert;
pub mod error;
pub mod limits;
pub mod routes;
pub mod wire;
