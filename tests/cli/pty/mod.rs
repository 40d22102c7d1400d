//! The real binary on a real pseudo-terminal: what a person at a terminal, a shell and the system see of it.
//!
//! [`program`] starts kaytop in an environment of its own, [`screen`] is the terminal around it and [`stream`] reads
//! the bytes it wrote. Every wait is for a condition, with a deadline that only a broken program meets. Rows such as
//! `T5` name the fault that a test stands for. `KAYTOP_TEST_PANIC` (see `src/runtime/crash.rs`) makes debug builds panic.

// Marked as tests, so that what may be done in a test may also be done in the harness around it.
mod alerts;
mod checking;
mod clipboard;
mod colours;
mod commands;
mod export;
mod form;
mod groups;
mod hostile;
mod input;
mod keys;
mod leaving;
mod output;
mod panics;
mod past;
mod quiet;
mod resize;
mod secrets;
mod settings;
mod start;
mod stopping;
mod stream;
mod view;
mod watch;
