//! A journal in memory, and one that forgets: what it said was written is lost when its process dies.

use std::sync::{Arc, Mutex};

use kaytop::domain::launch::journal::{Journal, JournalError, blocking};
use kaytop::domain::launch::transition::Transition;
use kaytop::domain::launch::{Launch, Phase};

/// What survives the death of every process.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    launches: Arc<Mutex<Vec<Launch>>>,
}

impl Disk {
    /// A journal of a new process. `durable` says whether a write reaches the disk before it is confirmed.
    pub(crate) fn open(&self, durable: bool) -> Box<dyn Journal> {
        Box::new(Memory { disk: self.clone(), durable, seen: self.launches.lock().unwrap().clone() })
    }
}

struct Memory {
    disk: Disk,
    durable: bool,
    /// What this process sees; the disk may know less.
    seen: Vec<Launch>,
}

impl Memory {
    fn keep(&mut self) {
        if self.durable {
            self.disk.launches.lock().unwrap().clone_from(&self.seen);
        }
    }

    fn refresh(&mut self) {
        if self.durable {
            self.seen.clone_from(&self.disk.launches.lock().unwrap());
        }
    }
}

impl Journal for Memory {
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError> {
        self.refresh();
        Ok(self.seen.clone())
    }

    fn draft(&mut self, launch: &Launch) -> Result<(), JournalError> {
        self.refresh();
        self.seen.insert(0, launch.clone());
        self.keep();
        Ok(())
    }

    fn write(&mut self, change: &Transition) -> Result<(), JournalError> {
        self.refresh();
        let next = change.launch();
        if next.phase == Phase::Confirmed
            && let Some(other) = blocking(&self.seen, &next.id, &next.request.name, change.retyped(), &next.changed)
        {
            return Err(JournalError::SameName(Box::new(other.clone())));
        }
        let found = self.seen.iter_mut().find(|launch| launch.id == next.id);
        match found.filter(|launch| launch.phase == change.from() && launch.version == change.version()) {
            Some(launch) => launch.clone_from(next),
            None => return Err(JournalError::Taken),
        }
        self.keep();
        Ok(())
    }
}
