//! The event loop: messages in, one update each, one frame for all that are queued.

use std::future::poll_fn;
use std::io;
use std::task::Poll;
use std::time::Duration;

use crossterm::event::Event;
use futures_util::{Stream, StreamExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until};

use super::clock::Clock;
use super::console::{Console, Frames};
use super::effects::Effects;
use super::input;
use super::signals::{Job, JobControl};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::update::update;
use crate::ui::draw::draw;
use crate::ui::theme::Theme;

/// The least time between two frames while the terminal is being resized (T2).
const RESIZE_PAUSE: Duration = Duration::from_millis(16);

/// Everything the loop needs.
#[derive(Debug)]
pub struct Program<C> {
    /// The terminal.
    pub console: C,
    /// The state.
    pub model: Model,
    /// How it looks.
    pub theme: Theme,
    /// Who sends requests.
    pub effects: Effects,
    /// The time.
    pub clock: Clock,
}

/// How the loop goes on after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Suspend,
    Quit,
}

impl<C: Console> Program<C> {
    /// Runs until the user leaves or the input ends. The first frame is drawn before anything is asked.
    pub async fn run(mut self) -> io::Result<Model> {
        let (to, mut from) = unbounded_channel();
        let mut jobs = JobControl::new()?;
        let mut frames = Frames::default();
        let mut events = self.console.events();
        let mut drawn = self.draw(&mut frames)?;
        let mut flow = self.take(Msg::Woke, &mut frames, &to);
        while flow != Flow::Quit {
            if flow == Flow::Suspend {
                drop(events);
                flow = self.suspend(&mut frames, &to)?;
                events = self.console.events();
                continue;
            }
            self.draw(&mut frames)?;
            drawn = drawn.max(self.instant());
            let deadline = self.deadline();
            let msg = tokio::select! {
                biased;
                event = events.next() => match event {
                    Some(Ok(event)) => input::message(event),
                    // The terminal is gone or its input closed: nobody can press a key any more (T6).
                    Some(Err(_)) | None => break,
                },
                job = jobs.next() => match job {
                    Job::Stop => { flow = Flow::Suspend; continue }
                    Job::Continued => { self.console.resume()?; Some(Msg::Resumed) }
                },
                msg = from.recv() => msg,
                () = sleep_until(deadline) => Some(Msg::Woke),
            };
            let Some(msg) = msg else { continue };
            if matches!(msg, Msg::Resized(..)) {
                sleep_until(drawn + RESIZE_PAUSE).await;
            }
            flow = self.take(msg, &mut frames, &to);
            while flow == Flow::On {
                match queued(&mut events, &mut from).await {
                    Some(msg) => flow = self.take(msg, &mut frames, &to),
                    None => break,
                }
            }
        }
        Ok(self.model)
    }

    /// Gives the terminal back until the process is continued.
    fn suspend(&mut self, frames: &mut Frames, to: &UnboundedSender<Msg>) -> io::Result<Flow> {
        if self.console.suspend()? {
            return Ok(self.take(Msg::Resumed, frames, to));
        }
        self.model.refuse("There is no shell to go back to: kaytop was not started from one.");
        Ok(Flow::On)
    }

    /// Updates the model and hands its effects on.
    fn take(&mut self, msg: Msg, frames: &mut Frames, to: &UnboundedSender<Msg>) -> Flow {
        let mut flow = Flow::On;
        for effect in update(&mut self.model, self.clock.now(), msg) {
            match effect {
                Effect::Quit => flow = Flow::Quit,
                Effect::Suspend => flow = Flow::Suspend,
                Effect::Redraw => frames.forget(),
                request => self.effects.perform(request, to.clone()),
            }
        }
        flow
    }

    fn draw(&mut self, frames: &mut Frames) -> io::Result<Instant> {
        let mut next = Frames::next(self.console.size()?);
        let drawn = draw(&self.model, self.theme, &mut next);
        self.model.settle(drawn.geometry);
        frames.show(&mut self.console, next, drawn.cursor)?;
        Ok(self.instant())
    }

    /// The runtime's instant of this moment.
    fn instant(&self) -> Instant {
        self.clock.instant(self.clock.now().mono)
    }

    /// When something changes by itself.
    fn deadline(&self) -> Instant {
        const DAY: Duration = Duration::from_secs(24 * 60 * 60);
        self.clock.instant(self.model.next_wake().unwrap_or(self.model.now.mono + DAY))
    }
}

/// A message that is already there; keys come before answers.
async fn queued<E>(events: &mut E, from: &mut UnboundedReceiver<Msg>) -> Option<Msg>
where
    E: Stream<Item = io::Result<Event>> + Unpin,
{
    loop {
        // Polled with this task's own waker: crossterm keeps the first waker that it sees, and one that does nothing
        // would leave the next key unheard.
        let ready = poll_fn(|context| match events.poll_next_unpin(context) {
            Poll::Ready(Some(Ok(event))) => Poll::Ready(Some(event)),
            Poll::Ready(_) | Poll::Pending => Poll::Ready(None),
        });
        match ready.await.map(input::message) {
            Some(Some(msg)) => return Some(msg),
            Some(None) => {}
            None => return from.try_recv().ok(),
        }
    }
}
