//! When processes are to die, and what else happens at the places they pass.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use kaytop::runtime::launch::ports::{Later, Point, Points};
use kaytop::sandbox::faults::Fault;
use kaytop::sandbox::server::Running;
use tokio::sync::Notify;

use crate::places::Death;
use crate::tap::{Wire, Witness};

/// What a person does while the request is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// Kills the process.
    Kill,
    /// Quits, and the wait for the answer is given up.
    Quit,
}

/// What is planned for one machine.
#[derive(Default)]
pub(crate) struct Deaths {
    planned: Mutex<Vec<Death>>,
    interruption: Mutex<Option<Interruption>>,
    /// What becomes of the sandbox once the request may be on its way.
    later: Mutex<Vec<Fault>>,
    sandbox: OnceLock<Arc<Running>>,
    journal: PathBuf,
    /// The journal's file as it was before the first CONFIRMED.
    copy: OnceLock<Vec<u8>>,
    /// The body of each request that the wire took whole from a client.
    sent: Mutex<Vec<String>>,
}

impl Deaths {
    pub(crate) fn new(planned: &[Death], later: Vec<Fault>, sandbox: &Arc<Running>, journal: PathBuf) -> Self {
        let deaths =
            Self { planned: Mutex::new(planned.to_vec()), later: Mutex::new(later), journal, ..Self::default() };
        let _ = deaths.sandbox.set(Arc::clone(sandbox));
        deaths
    }

    /// The deaths that nobody died.
    pub(crate) fn left(&self) -> Vec<Death> {
        self.planned.lock().unwrap().clone()
    }

    /// The next request is interrupted once the server has all of it.
    pub(crate) fn interrupt(&self, how: Interruption) {
        *self.interruption.lock().unwrap() = Some(how);
    }

    /// Puts the older copy of the journal back. No process may run.
    pub(crate) fn restore_copy(&self) {
        if let Some(bytes) = self.copy.get() {
            std::fs::write(&self.journal, bytes).unwrap();
        }
    }

    /// The bodies of all requests that left a client.
    pub(crate) fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }

    fn strikes(&self, here: Death) -> bool {
        let mut planned = self.planned.lock().unwrap();
        let strikes = planned.first() == Some(&here);
        if strikes {
            planned.remove(0);
        }
        strikes
    }
}

/// What one process is told of it.
pub(crate) struct Doom {
    pub(crate) deaths: Arc<Deaths>,
    /// It dies.
    pub(crate) died: Notify,
    /// It is to quit.
    pub(crate) quit: Notify,
}

impl Doom {
    pub(crate) fn new(deaths: &Arc<Deaths>) -> Self {
        Self { deaths: Arc::clone(deaths), died: Notify::new(), quit: Notify::new() }
    }

    fn dies(&self, here: Death) -> bool {
        let dies = self.deaths.strikes(here);
        if dies {
            self.died.notify_one();
        }
        dies
    }
}

impl Points for Doom {
    fn reached(&self, point: Point) -> Later<'_, ()> {
        let deaths = &self.deaths;
        if point == Point::BeforeConfirmed && deaths.copy.get().is_none() && deaths.journal.is_file() {
            let _ = deaths.copy.set(std::fs::read(&deaths.journal).unwrap());
        }
        if point == Point::AfterSending
            && let later = std::mem::take(&mut *deaths.later.lock().unwrap())
            && !later.is_empty()
            && let Some(sandbox) = deaths.sandbox.get()
        {
            sandbox.set_faults(later);
        }
        if self.dies(Death::At(point)) {
            // The program never comes back from here: whoever waits for the death drops it.
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(()))
    }
}

impl Witness for Doom {
    fn took(&self, body: String) {
        self.deaths.sent.lock().unwrap().push(body);
    }

    fn saw(&self, wire: Wire) -> bool {
        if self.dies(Death::On(wire)) {
            return true;
        }
        if wire != Wire::AfterLastByte {
            return false;
        }
        match self.deaths.interruption.lock().unwrap().take() {
            Some(Interruption::Kill) => self.died.notify_one(),
            Some(Interruption::Quit) => self.quit.notify_one(),
            None => return false,
        }
        true
    }
}
