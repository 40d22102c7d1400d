//! The campaigns API itself, for real: an HTTP server on a loopback port.
//!
//! [`world`] is pure (a request and the time in, a response out), [`seed`] makes its first campaigns, [`faults`]
//! breaks answers on demand and [`server`] puts it all on a socket. Knows api's wire types and routes, and the domain.

pub mod faults;
pub mod seed;
pub mod server;
pub mod world;
