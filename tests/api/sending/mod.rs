//! The one request of a launch, against the sandbox and against servers that speak no proper HTTP: what each way to
//! answer proves, and that no way to answer brings a second request.
//!
//! Start with `outcomes`: the table of what the wire can do, with the verdict of each written by hand.

mod journal;
mod network;
mod outcomes;
mod raw;
mod secure;
mod sender;
