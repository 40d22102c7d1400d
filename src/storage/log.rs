//! The log file: what happened, for the day something is odd. It never holds a key or a control character (K2, K15).

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::paths::private_folder;
use crate::domain::shown::Shown;

/// A log larger than this is set aside at the next start; one older log is kept.
const LARGEST: u64 = 1 << 20;

/// Starts logging into `path`. `filter` is `KAYTOP_LOG`, such as `kaytop=debug`.
pub fn to_file(path: &Path, filter: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
    }
    if fs::metadata(path).is_ok_and(|found| found.len() > LARGEST) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    let nofollow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let file = OpenOptions::new().create(true).append(true).mode(0o600).custom_flags(nofollow).open(path)?;
    install(Mutex::new(Inert(file)), filter)
}

/// Starts logging to stderr, for commands without a screen.
pub fn to_stderr(filter: &str) -> io::Result<()> {
    install(|| Inert(io::stderr()), filter)
}

fn install<W>(writer: W, filter: &str) -> io::Result<()>
where
    W: for<'a> tracing_subscriber::fmt::MakeWriter<'a> + Send + Sync + 'static,
{
    let targets: Targets = filter.parse().map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidInput, format!("KAYTOP_LOG={filter:?} is no filter: kaytop=debug"))
    })?;
    let layer = tracing_subscriber::fmt::layer().with_writer(writer).with_ansi(false).with_filter(targets);
    tracing_subscriber::registry().with(layer).try_init().map_err(io::Error::other)
}

/// Makes every line inert, so that `cat` of a log does nothing to a terminal.
#[derive(Debug)]
struct Inert<W>(W);

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        for line in text.split_inclusive('\n') {
            let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
            self.0.write_all(Shown::new(words).as_str().as_bytes())?;
            self.0.write_all(end.as_bytes())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_moves_no_terminal() {
        let mut out = Inert(Vec::new());
        out.write_all(b"name \x1b[31mred\x07\nnext\n").unwrap();
        let written = String::from_utf8(out.0).unwrap();
        assert!(written.ends_with("\nnext\n"));
        assert!(!written.replace('\n', "").chars().any(char::is_control), "{written:?}");
    }
}
