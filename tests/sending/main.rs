//! The one request of a launch, against the sandbox and against servers that speak no proper HTTP: what each way to
//! answer proves, and that no way to answer brings a second request.
//!
//! Start with `outcomes`: the table of what the wire can do, with the verdict of each written by hand.

#[cfg(test)]
mod journal;
#[cfg(test)]
mod network;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod secure;
#[cfg(test)]
mod sender;
#[cfg(test)]
#[path = "../wire_faults/server.rs"]
#[expect(dead_code, reason = "what only asks is not needed here")]
mod server;
