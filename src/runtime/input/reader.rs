//! Waits for the terminal's bytes, in a thread of its own.

use std::io;
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::Input;
use super::parser::Parser;
use crate::runtime::clock::Clock;

/// As much input waits for the loop; more is left to the terminal, as it would be if nobody read it.
const WAITING: usize = 1024;

/// Starts reading standard input. `answered` is called when the terminal has answered all that it was asked, `end` once
/// nothing can come any more.
pub fn start(answered: fn(), end: impl FnOnce() + Send + 'static) -> Receiver<Input> {
    let (to, input) = channel(WAITING);
    thread::spawn(move || {
        if read(&to, answered).is_err() {
            end();
        }
    });
    input
}

/// Reads until nobody listens, or until nothing can be read any more, which is an error.
fn read(to: &Sender<Input>, answered: fn()) -> io::Result<()> {
    // The descriptor itself: the buffer of the standard library would hold bytes back from `poll`.
    let stdin = io::stdin();
    let (clock, mut parser, mut out) = (Clock::start(), Parser::default(), Vec::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        let wait = parser.deadline().map(|deadline| deadline.saturating_sub(clock.now().mono));
        let wait = wait.map(|wait| Timespec::try_from(wait).unwrap_or_default());
        let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
        match rustix::event::poll(&mut watched, wait.as_ref()) {
            // Silence is told only where nothing waits to be read, however late this thread is.
            Ok(0) => parser.silence(clock.now().mono, &mut out),
            Ok(_) => match rustix::io::read(&stdin, &mut buffer) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => parser.feed(clock.now().mono, buffer.get(..count).unwrap_or_default(), &mut out),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            },
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        for input in out.drain(..) {
            if input == Input::Answered {
                answered();
            } else if to.blocking_send(input).is_err() {
                return Ok(());
            }
        }
    }
}
