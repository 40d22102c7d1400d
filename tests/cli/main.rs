//! The real binary as a process: on a pseudo-terminal, in a pipe, and with a journal that must survive it.

#[cfg(test)]
mod alerts;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod create;
#[cfg(test)]
mod history;
#[cfg(test)]
mod program;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod record;
#[cfg(test)]
mod screen;
