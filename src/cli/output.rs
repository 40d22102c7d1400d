//! Writing to stdout and stderr: a closed pipe ends quietly, messages never mix with data, and people are written to
//! as their terminal and their options ask.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::OnceLock;

use clap::ColorChoice;

use super::exit::{Exit, Stop};
use crate::domain::shown::{Shown, ascii_json};
use crate::ui::{ascii, text};

/// How people are written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Without Unicode.
    pub ascii: bool,
    /// Only what went wrong.
    pub quiet: bool,
    /// With bold heads.
    pub colour: bool,
}

/// Decided once, at the start of the process, like the streams themselves.
static MANNER: OnceLock<Manner> = OnceLock::new();

impl Manner {
    /// Writes in this manner from here on.
    pub fn take(self) {
        let _ = MANNER.set(self);
    }
}

fn manner() -> Manner {
    MANNER.get().copied().unwrap_or_default()
}

/// A line on stderr for people, about what went wrong or must be known. What it quotes may come from anywhere.
pub fn message(text: &str) {
    let lines: Vec<Shown> = text.lines().map(Shown::new).collect();
    let safe: Vec<&str> = lines.iter().map(Shown::as_str).collect();
    let _ = writeln!(io::stderr().lock(), "kaytop: {}", spelled(&safe.join("\n")));
}

/// Control characters that a terminal shows as nothing, on stderr.
pub fn control(bytes: &[u8]) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(bytes).and_then(|()| err.flush());
}

/// Text for people in the characters that they can read.
fn spelled(text: &str) -> Cow<'_, str> {
    if manner().ascii { ascii::text(text) } else { Cow::Borrowed(text) }
}

/// What is shown before a question, on stderr.
pub fn ask(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    write!(err, "{}", spelled(text)).and_then(|()| err.flush())
}

/// A JSON document for people, its values exact in every manner.
pub fn document(json: String) -> String {
    if manner().ascii { ascii_json(&json).into_owned() } else { json }
}

/// Whether people can read no more than ASCII.
pub fn is_ascii() -> bool {
    manner().ascii
}

/// A path as a shell takes it: as it is, unless it cannot be shown so.
pub fn path(path: &Path) -> String {
    match path.to_str() {
        Some(text) if Shown::new(text).as_str() == text && (text.is_ascii() || !manner().ascii) => text.to_owned(),
        _ => format!("$'{}'", path.as_os_str().as_bytes().escape_ascii()),
    }
}

/// Text for people within the terminal that stdout is, `indent` columns from the left.
pub fn paragraph(out: &mut dyn Write, text: &str, indent: usize) -> io::Result<()> {
    let room = width().map_or(usize::MAX, |width| width.saturating_sub(indent).max(1));
    let indent = " ".repeat(indent);
    text::wrap_whole(text, room).iter().try_for_each(|line| writeln!(out, "{indent}{line}"))
}

/// Help or a mistake in the command line, as clap words it: coloured as asked, in the characters that can be read.
pub fn usage(error: &clap::Error, colour: ColorChoice, no_colour: bool, steers: bool) -> Result<Exit, Stop> {
    let is_error = error.use_stderr();
    let terminal = if is_error { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let coloured = match colour {
        // What was typed is repeated, and must not steer the terminal.
        _ if steers => false,
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => terminal && !no_colour,
    };
    let rendered = error.render();
    let text = if coloured { rendered.ansi().to_string() } else { rendered.to_string() };
    let safe = |line: &str| Shown::new(line).as_str().to_owned() + "\n";
    let text = if steers { text.lines().map(safe).collect() } else { text };
    if is_error {
        // It has no other way to be told.
        let _ = ask(&text);
        return Ok(Exit::Usage);
    }
    data(|out| out.write_all(spelled(&text).as_bytes()))
}

/// A line on stderr for people that may be left unsaid.
pub fn note(text: &str) {
    if !manner().quiet {
        message(text);
    }
}

/// A head, where heads are set off.
pub fn strong(text: &str) -> String {
    if manner().colour && !text.is_empty() { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

/// How many columns the terminal has that stdout goes to; `None` where it goes elsewhere.
pub fn width() -> Option<usize> {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten()?;
    (size.ws_col > 0).then(|| size.ws_col.into())
}

/// Writes text for people to stdout.
pub fn people(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Stop> {
    data(|out| {
        if !manner().ascii {
            return write(out);
        }
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        out.write_all(ascii::text(&String::from_utf8_lossy(&bytes)).as_bytes())
    })
}

/// Lines for whoever follows them: written at once. Answers whether anybody still reads.
pub fn lines(lines: &[String], for_people: bool) -> Result<bool, Stop> {
    let mut out = io::stdout().lock();
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    let text = if for_people { spelled(&text) } else { Cow::Borrowed(text.as_str()) };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Stop::error(format!("cannot write to standard output: {error}"))),
    }
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
