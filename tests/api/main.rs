//! The API's client: the contract that it shares with the sandbox, what it makes of servers that misbehave, and the one
//! request that creates.

#[cfg(test)]
mod contract;
#[cfg(test)]
#[path = "../support/samples.rs"]
mod samples;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod server;
#[cfg(test)]
mod wire_faults;
