//! Writing to stdout and stderr: a closed pipe ends quietly, messages never mix with data.

use std::io::{self, ErrorKind, Write};

use super::environment::Environment;
use super::exit::{Exit, Stop};
use crate::storage::log;

/// A line on stderr for people.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "kaytop: {text}");
}

/// Writes data to stdout through a buffer. A reader that went away is no error (T7).
pub fn data(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Ok),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            // The buffer still holds what nobody wants; dropping it would write again.
            let _ = out.into_parts();
            Ok(Exit::Ok)
        }
        Err(error) => Err(Stop::error(format!("cannot write to standard output: {error}"))),
    }
}

/// Logs to stderr from here on, where `KAYTOP_LOG` or `-v` asks for it.
pub fn log_to_stderr(environment: &Environment, verbose: bool) -> Result<(), Stop> {
    if environment.log.is_none() && !verbose {
        return Ok(());
    }
    log::to_stderr(environment.log_filter(verbose)).map_err(|error| Stop::new(Exit::Usage, error.to_string()))
}
