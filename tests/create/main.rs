//! `kaytop create` and `kaytop launches` as processes: the real binary against a sandbox in a process of its own.
//!
//! [`desk`] is a person's machine with a key that is looked for in everything that was printed or written (K2); the
//! sandbox's list is what was really created. A place to die is named by `KAYTOP_TEST_CRASH`, in debug builds.
//!
//! The random kills are 50 in `cargo test`; a thousand, a few minutes:
//!
//! ```text
//! KAYTOP_KILLS=1000 cargo test --test create kill -- --nocapture
//! ```

#[cfg(test)]
#[path = "../pty/canary.rs"]
mod canary;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod plans;
#[cfg(test)]
#[path = "../pty/program.rs"]
#[expect(dead_code, reason = "shared with the tests of the screen")]
mod program;
#[cfg(test)]
mod resolving;
#[cfg(test)]
mod rotated;
#[cfg(test)]
#[path = "../pty/screen.rs"]
#[expect(dead_code, reason = "shared with the tests of the screen")]
mod screen;
#[cfg(test)]
mod together;
#[cfg(test)]
mod typed;
