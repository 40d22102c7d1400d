//! kaytop's binary: see the library for the map.

use kaytop::{cli, runtime};

fn main() {
    runtime::keep_memory_private();
    // Fails only when a hook is installed already, and nobody is before us.
    let _ = color_eyre::config::HookBuilder::default().display_env_section(false).install();
    runtime::terminal::restore_on_panic();
    // The terminal's reader thread may be stuck on a dead terminal: leave without waiting for it.
    std::process::exit(cli::run(std::env::args_os()) as i32)
}
