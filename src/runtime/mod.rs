//! The loop between the terminal, the model and the network.
//!
//! [`run`] is generic over a [`console::Console`], so that tests run the real loop on a screen in memory; [`terminal`]
//! is the only place that changes terminal modes and [`clock`] the only one that asks the time. [`effects`] performs
//! what the model asks for, [`ask`] within the request budget, [`kept`] what stays between runs, [`clipboard`] passes on
//! what is copied, [`alerts`] watches for what a person wants to be told, [`notifier`] and [`alert_command`] tell it, [`signals`] ends or stops the program from outside.

pub mod alert_command;
pub mod alerts;
pub mod ask;
pub mod clipboard;
pub mod clock;
pub mod console;
mod crash;
pub mod effects;
pub mod input;
pub mod kept;
pub mod launch;
pub mod launches;
pub mod notifier;
mod off_loop;
pub mod past;
pub mod picture;
mod recall;
pub mod record;
pub mod run;
pub mod signals;
pub mod terminal;

/// Keeps other processes and core dumps away from this process's memory, which holds the key (K3). To be called
/// before any thread starts. Where the system refuses, the program works as well.
pub fn keep_memory_private() {
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}
