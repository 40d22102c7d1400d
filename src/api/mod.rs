//! The HTTP contract: the vendor's words on the wire, and the one client that speaks them.
//!
//! Knows `domain`, and nothing of screens or files. Start with [`client`]: it asks a [`target`] (a [`base_url`] and a [`key`]) for what [`routes`]
//! spells; [`sender`] sends the one request of a launch. `body` reads the answer under a cap, `decode` reads its JSON
//! generously, [`convert`] turns that into domain values, `error` turns what went wrong into a `Failure`, and `limits`
//! reads the headers; [`bounds`] says how much is waited for. [`proxy`] and [`trust`] judge what the way there needs. [`wire`] holds the vendor's words as documented, for
//! whoever writes them.

pub mod base_url;
mod body;
pub mod bounds;
pub mod client;
pub mod convert;
mod decode;
mod error;
pub mod key;
mod limits;
pub mod proxy;
pub mod routes;
pub mod sender;
pub mod target;
pub mod trust;
pub mod wire;
