//! The real binary on a real pseudo-terminal: what a person at a terminal, a shell and the system see of it.
//!
//! [`program`] starts kaytop in an environment of its own, [`screen`] is the terminal around it and [`stream`] reads
//! the bytes it wrote. Every wait is for a condition, with a deadline that only a broken program meets. Rows such as
//! `T5` name the fault that a test stands for.

mod colours;
mod commands;
mod hostile;
mod keys;
mod leaving;
mod panics;
mod program;
mod quiet;
mod resize;
mod screen;
mod secrets;
mod start;
mod stopping;
mod stream;
