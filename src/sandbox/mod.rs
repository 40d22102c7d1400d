//! The campaigns API itself, for real: an HTTP server on a loopback port.
//!
//! [`world`] is pure (a request and the time in, an answer out), `seed` makes its first campaigns, `motion` moves
//! their numbers, [`past`] tells how they came to them, `arrivals` says when what was created comes to be, [`faults`] breaks answers on demand,
//! `listing_faults` makes lists untrue, [`company`] has the settings, and [`server`] puts it all on a socket. Knows api's wire types and routes, and
//! the domain; never reads a clock, which comes in with [`options::SandboxOptions`].
//!
//! Start with [`world::World::answer`]: the order in which a request is judged is the order of its lines.

mod arrivals;
mod body;
mod broken;
mod calling;
mod create;
mod limiter;
mod listing;
mod listing_faults;
mod motion;
mod names;
pub mod past;
mod seed;

pub mod company;
pub mod connections;
pub mod exchange;
pub mod faults;
pub mod kinds;
pub mod options;
pub mod server;
pub mod world;
