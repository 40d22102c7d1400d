//! `kaytop create` and `kaytop launches` as processes: the real binary against a sandbox in a process of its own.
//!
//! [`desk`] is a person's machine with a key that is looked for in everything that was printed or written (K2); the
//! sandbox's list is what was really created. A place to die is named by `KAYTOP_TEST_CRASH`, in debug builds.
//!
//! The random kills are 50 in `cargo test`; a thousand, a few minutes:
//!
//! ```text
//! KAYTOP_KILLS=1000 cargo test --test cli crashes -- --nocapture
//! ```

mod codes;
mod crashes;
mod desk;
mod disk;
mod plans;
mod resolving;
mod rotated;
mod together;
mod typed;
