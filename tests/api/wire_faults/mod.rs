//! The client against servers that misbehave on the wire, row by row of the table of faults.
//!
//! The servers are raw sockets, not an HTTP library: a library would refuse to say what they say. Names begin with the
//! row's id.

mod network;
mod payload;
mod tls;
