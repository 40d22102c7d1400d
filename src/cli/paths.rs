//! `kaytop paths`: where the files are.

use super::environment::Environment;
use super::exit::{Exit, Stop};
use super::output;

/// Prints every location with what it holds.
pub fn run(environment: &Environment) -> Result<Exit, Stop> {
    let paths = environment.paths()?;
    output::people(|out| {
        for (name, path, what) in paths.listed() {
            let there = if path.exists() { "" } else { "not there yet: " };
            writeln!(out, "{} {}", output::strong(&format!("{name:<7}")), output::path(path))?;
            output::paragraph(out, &format!("{there}{what}"), 8)?;
        }
        Ok(())
    })
}
