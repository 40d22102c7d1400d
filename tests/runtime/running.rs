//! A dashboard that runs: the program, the sandbox it asks, and the hands on its keys.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::key::Key;
use kaytop::api::target::Target;
use kaytop::app::key;
use kaytop::app::launches::LaunchesRead;
use kaytop::app::model::Model;
use kaytop::domain::launch::journal::JournalError;
use kaytop::domain::time::from_unix;
use kaytop::runtime::clipboard::Clipboard;
use kaytop::runtime::clock::Clock;
use kaytop::runtime::effects::Effects;
use kaytop::runtime::input::Input;
use kaytop::runtime::kept::Keeper;
use kaytop::runtime::launch::host::Unbounded;
use kaytop::runtime::launches::Launches;
use kaytop::runtime::notifier::Notifier;
use kaytop::runtime::run::Program;
use kaytop::sandbox::faults::Fault;
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use kaytop::storage::kept::Kept;
use kaytop::storage::paths::{Folders, Paths};
use kaytop::ui::theme::Theme;
use tokio::sync::mpsc::Sender;
use tokio::task::JoinHandle;

use super::LOADED;
use super::console::{Memory, Seen};
use super::model::{START, connection, model};

const KEY: &str = "sk_test";

pub(crate) struct Dashboard {
    pub(crate) console: Memory,
    pub(crate) sandbox: Running,
    clock: Clock,
    keys: Option<Sender<Input>>,
    program: JoinHandle<io::Result<Model>>,
}

fn read(faults: &[&str]) -> Vec<Fault> {
    faults.iter().map(|fault| fault.parse().unwrap()).collect()
}

/// Nobody launches here, and nobody else asks.
fn launches() -> Launches {
    Launches::new("api", Err(JournalError::Unusable("it is not wanted".to_owned())), Arc::new(Unbounded))
}

/// Nobody writes anything here.
fn keeper() -> Keeper {
    let nowhere = Path::new("/nowhere");
    let paths = Paths::find(&Folders { home: Some(nowhere.to_owned()), ..Folders::default() }, None).unwrap();
    Keeper::new(Kept::new(&paths, "api", nowhere.to_owned()))
}

impl Dashboard {
    /// Starts a sandbox that stands still, with these faults, and a dashboard on it.
    pub(crate) async fn start(size: (u16, u16), faults: &[&str]) -> Self {
        let (sandbox, clock) = Self::sandbox(faults).await;
        Self::open(size, sandbox, clock, launches(), None)
    }

    /// A sandbox that stands still, with these faults.
    pub(crate) async fn sandbox(faults: &[&str]) -> (Running, Clock) {
        let clock = Clock::fixed(from_unix(START).unwrap());
        let options = SandboxOptions {
            api_key: Some(KEY.into()),
            pace: 0.0,
            faults: read(faults),
            ..SandboxOptions::embedded(Arc::new(move || clock.now()))
        };
        (server::start(options).await.unwrap(), clock)
    }

    /// The sandbox and its key.
    pub(crate) fn target(sandbox: &Running) -> Target {
        Target::new(BaseUrl::parse(&sandbox.url).unwrap(), Key::parse(KEY).unwrap())
    }

    /// A dashboard on a sandbox; it knows of launches before its first frame.
    pub(crate) fn open(
        size: (u16, u16),
        sandbox: Running,
        clock: Clock,
        launches: Launches,
        known: Option<LaunchesRead>,
    ) -> Self {
        let target = Self::target(&sandbox);
        let mut model = model(clock.now(), connection(&target.base.host(), &sandbox.url));
        if let Some(known) = known {
            model.load_launches(known);
        }
        let (console, keys) = Memory::new(size);
        let program = Program {
            notifier: Notifier::default(),
            console: console.clone(),
            model,
            theme: Theme::default(),
            effects: Effects::new(target, ApiLimits::default(), launches, keeper()),
            clipboard: Clipboard::default(),
            clock,
        };
        Self { console, sandbox, clock, keys: Some(keys), program: tokio::spawn(program.run()) }
    }

    /// Waits until the words are on the screen.
    pub(crate) async fn until(&self, words: &str) {
        let shown = async {
            while !self.console.text().contains(words) {
                self.console.changed().await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(3600), shown).await;
        assert!(waited.is_ok(), "{words:?} never came:\n{}", self.console.text());
    }

    /// Waits until both endpoints have answered.
    pub(crate) async fn at_rest(&self) {
        self.until(LOADED).await;
        self.until("concurrency 70%").await;
    }

    /// Waits until the words are on the screen no more.
    pub(crate) async fn until_gone(&self, words: &str) {
        let gone = async {
            while self.console.text().contains(words) {
                self.console.changed().await;
            }
        };
        assert!(tokio::time::timeout(Duration::from_secs(3600), gone).await.is_ok(), "{words:?} stayed");
    }

    /// What goes wrong from the next request on.
    pub(crate) fn set_faults(&self, faults: &[&str]) {
        self.sandbox.set_faults(read(faults));
    }

    /// What is seen while this much time passes.
    pub(crate) async fn during(&self, span: Duration) -> Seen {
        let before = self.console.seen();
        tokio::time::sleep(span).await;
        self.console.seen() - before
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> Duration {
        self.clock.now().mono
    }

    pub(crate) fn send(&self, input: Input) {
        self.keys.as_ref().unwrap().try_send(input).unwrap();
    }

    /// Presses keys, as a terminal would report them.
    pub(crate) fn press(&self, text: &str) {
        for key in key::keys(text) {
            self.send(Input::Key(key));
        }
    }

    pub(crate) fn resize(&self, size: (u16, u16)) {
        self.console.resize(size);
        self.send(Input::Resized);
    }

    /// Ends the input.
    pub(crate) fn end_input(&mut self) {
        self.keys = None;
    }

    /// The model at the end of the program.
    pub(crate) async fn ended(self) -> io::Result<Model> {
        self.program.await.unwrap()
    }
}
