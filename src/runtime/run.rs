//! The event loop: messages in, one update each, one frame for all that are queued.

use std::io;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until, timeout};

use super::alert_command;
use super::clipboard::Clipboard;
use super::clock::Clock;
use super::console::{Console, Frames};
use super::crash;
use super::effects::Effects;
use super::input::{Input, message};
use super::notifier::Notifier;
use super::off_loop::off_loop;
use super::picture;
use super::signals::{Job, JobControl};
use crate::app::copy::{Copied, Sent};
use crate::app::effect::{Effect, Picture};
use crate::app::keep::{Content, FileToWrite, Keep, Purpose};
use crate::app::model::Model;
use crate::app::msg::Msg;
use crate::app::prefs::ThemeName;
use crate::app::update::update;
use crate::domain::alert::{Telling, Way, notice};
use crate::ui::draw::draw;
use crate::ui::theme::{Look, Theme};

/// The least time between two frames while the terminal is being resized (T2).
const RESIZE_PAUSE: Duration = Duration::from_millis(16);

/// A machine that stood still for less than this was busy, not asleep.
const A_NAP: Duration = Duration::from_secs(2);

/// How long leaving waits for what is being written.
const LAST_WRITES: Duration = Duration::from_secs(2);

/// Everything the loop needs.
#[derive(Debug)]
pub struct Program<C> {
    pub console: C,
    pub model: Model,
    pub theme: Theme,
    pub effects: Effects,
    pub clipboard: Clipboard,
    pub notifier: Notifier,
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
        let mut input = self.console.input();
        if self.model.pointer.on {
            self.console.capture_mouse(true)?;
        }
        self.draw(&mut frames)?;
        self.effects.watch(to.clone());
        let mut slept = self.clock.slept();
        let mut flow = self.take(Msg::Woke, &mut frames, &to)?;
        while flow != Flow::Quit {
            if flow == Flow::Suspend {
                flow = self.suspend(&mut frames, &to)?;
                continue;
            }
            let drawn = self.draw(&mut frames)?;
            let deadline = self.model.next_wake();
            let clock = self.clock;
            let msg = tokio::select! {
                biased;
                event = input.recv() => match event {
                    Some(event) => self.hear(event),
                    // The terminal is gone or its input closed: nobody can press a key any more (T6).
                    None => break,
                },
                job = jobs.next() => match job {
                    Job::Stop => { flow = Flow::Suspend; continue }
                    Job::Resized => Some(Msg::Resized),
                    Job::Continued => { self.console.resume()?; Some(Msg::Resumed) }
                },
                msg = from.recv() => msg,
                () = clock.reach(deadline) => Some(Msg::Woke),
            };
            let Some(msg) = msg else { continue };
            let asleep = self.clock.slept().saturating_sub(slept);
            if asleep >= A_NAP {
                slept += asleep;
                self.take(Msg::Awoke { jitter: fastrand::f64() }, &mut frames, &to)?;
            }
            if matches!(msg, Msg::Resized) {
                sleep_until(drawn + RESIZE_PAUSE).await;
            }
            flow = self.take(msg, &mut frames, &to)?;
            while flow == Flow::On {
                let heard = input.try_recv().map(|event| self.hear(event));
                match heard.or_else(|_| from.try_recv().map(Some)) {
                    Ok(Some(msg)) => flow = self.take(msg, &mut frames, &to)?,
                    Ok(None) => {}
                    Err(_) => break,
                }
            }
        }
        if let Some(view) = self.model.unwritten_view() {
            self.effects.perform(Effect::Keep(Keep::SaveView(Box::new(view))), to.clone());
        }
        if let Some(at) = self.model.context.look.unwritten() {
            self.effects.perform(Effect::Keep(Keep::SaveLook(at)), to);
        }
        // A disk that does not answer keeps nobody.
        let _ = timeout(LAST_WRITES, self.effects.finish()).await;
        Ok(self.model)
    }

    /// Takes in what is about the terminal; the rest is a message to the model.
    fn hear(&mut self, input: Input) -> Option<Msg> {
        if let Input::Ground(ground) = input {
            self.theme = self.theme.on(ground);
        }
        message(input)
    }

    /// Lets the screen look as named, or says why it cannot.
    fn wear(&mut self, name: ThemeName) {
        let look = match name {
            ThemeName::Auto => None,
            ThemeName::Dark => Some(Look::Dark),
            ThemeName::Light => Some(Look::Light),
            ThemeName::Contrast => Some(Look::Contrast),
            ThemeName::Sixteen => Some(Look::Sixteen),
            ThemeName::None => Some(Look::None),
        };
        self.theme = self.theme.wearing(look);
        if look.is_some_and(|look| look != self.theme.look()) {
            self.model
                .refuse("This terminal shows its own sixteen colours only: set COLORTERM=truecolor if it can do more.");
        }
    }

    /// Gives the terminal back until the process is continued.
    fn suspend(&mut self, frames: &mut Frames, to: &UnboundedSender<Msg>) -> io::Result<Flow> {
        if self.console.suspend()? {
            return self.take(Msg::Resumed, frames, to);
        }
        self.model.refuse("There is no shell to go back to: kaytop was not started from one.");
        Ok(Flow::On)
    }

    /// Updates the model and hands its effects on.
    fn take(&mut self, msg: Msg, frames: &mut Frames, to: &UnboundedSender<Msg>) -> io::Result<Flow> {
        crash::point("update");
        if matches!(msg, Msg::Resized) {
            // A terminal that shrank and grew back meanwhile has lost cells, even if its size is the old one again.
            frames.forget();
        }
        let mut flow = Flow::On;
        for effect in update(&mut self.model, self.clock.now(), msg) {
            match effect {
                Effect::Quit => flow = Flow::Quit,
                Effect::Suspend => flow = Flow::Suspend,
                Effect::Redraw => frames.forget(),
                Effect::Copy(copied) => self.copy(copied, to)?,
                Effect::Tell(tellings) => self.tell(tellings, to)?,
                Effect::SetTheme(name) => self.wear(name),
                Effect::Picture(wanted) => self.effects.perform(self.pictured(*wanted)?, to.clone()),
                Effect::CaptureMouse(on) => self.console.capture_mouse(on)?,
                request => self.effects.perform(request, to.clone()),
            }
        }
        Ok(flow)
    }

    /// Sends a text to the terminal's clipboard and, off the loop, to the desktop's.
    fn copy(&mut self, Copied { what, text }: Copied, to: &UnboundedSender<Msg>) -> io::Result<()> {
        let (sequence, terminal) = self.clipboard.sequence(&text);
        self.console.send(&sequence)?;
        let (clipboard, to) = (self.clipboard.clone(), to.clone());
        tokio::spawn(async move {
            let program = clipboard.hand_over(text).await;
            let _ = to.send(Msg::Copied(what, Sent { terminal, program }));
        });
        Ok(())
    }

    /// Rings and has the terminal show a notice, at once; runs commands, off the loop.
    fn tell(&mut self, tellings: Vec<Telling>, to: &UnboundedSender<Msg>) -> io::Result<()> {
        let bell = tellings.iter().any(|telling| telling.ways().has(Way::Bell));
        let bytes = self.notifier.bytes(notice(&tellings, Way::Desktop).as_deref(), bell);
        if !bytes.is_empty() {
            self.console.send(&bytes)?;
        }
        for telling in tellings.into_iter().filter(|telling| telling.ways().has(Way::Command)) {
            let to = to.clone();
            tokio::spawn(async move {
                if let Err(failed) = off_loop(move || alert_command::run(&telling)).await {
                    let _ = to.send(Msg::CommandFailed(failed));
                }
            });
        }
        Ok(())
    }

    /// The screen as it is now, to be written as a file.
    fn pictured(&self, Picture { view, screen, there }: Picture) -> io::Result<Effect> {
        let text = picture::of(&self.model, view.redacted, self.theme, screen, self.console.size()?);
        let (name, content) = (view.file(), Content::Text(text));
        Ok(Effect::Keep(Keep::WriteFile(Box::new(FileToWrite { purpose: Purpose::Shown(view), name, content, there }))))
    }

    fn draw(&mut self, frames: &mut Frames) -> io::Result<Instant> {
        crash::point("draw");
        let mut next = Frames::next(self.console.size()?);
        let drawn = draw(&self.model, self.theme, &mut next);
        self.model.settle(drawn.geometry);
        frames.show(&mut self.console, next, drawn.cursor)?;
        Ok(self.clock.instant())
    }
}
