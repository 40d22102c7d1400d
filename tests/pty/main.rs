//! The real binary on a real pseudo-terminal: what a person at a terminal, a shell and the system see of it.
//!
//! [`program`] starts kaytop in an environment of its own, [`screen`] is the terminal around it and [`stream`] reads
//! the bytes it wrote. Every wait is for a condition, with a deadline that only a broken program meets. Rows such as
//! `T5` name the fault that a test stands for. `KAYTOP_TEST_PANIC` (see `src/runtime/crash.rs`) makes debug builds panic.

// Marked as tests, so that what may be done in a test may also be done in the harness around it.
#[cfg(test)]
mod canary;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod colours;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod form;
mod hostile;
#[cfg(test)]
mod input;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod output;
#[cfg(test)]
mod panics;
#[cfg(test)]
mod program;
#[cfg(test)]
mod quiet;
#[cfg(test)]
mod resize;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod start;
#[cfg(test)]
mod stopping;
#[cfg(test)]
mod stream;
#[cfg(test)]
mod view;
