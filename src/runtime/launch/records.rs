//! The journal and the lock of one host, used off the loop; and recovery, which comes before anything else.

use std::sync::{Arc, Mutex, PoisonError};

use super::ports::{Point, Points, Time};
use crate::domain::belief::{Belief, Doubt};
use crate::domain::campaign::Listing;
use crate::domain::launch::engine::{Engine, Lock, TryLock};
use crate::domain::launch::journal::{Journal, JournalError};
use crate::domain::launch::transition::Transition;
use crate::domain::launch::{Launch, Owner, Stamp};
use crate::runtime::off_loop::off_loop;

/// Where launches of one host are written down. Cheap to clone.
#[derive(Clone)]
pub struct Records {
    shared: Arc<Shared>,
}

struct Shared {
    journal: Mutex<Box<dyn Journal>>,
    lock: TryLock,
    owner: Owner,
    is_gone: fn(&Owner) -> bool,
    time: Arc<dyn Time>,
    points: Arc<dyn Points>,
    /// What is believed of the host's list.
    belief: Mutex<Belief>,
}

impl Records {
    /// The launches that `engine` keeps; tests end the process at `points`.
    pub fn new(engine: Engine, time: Arc<dyn Time>, points: Arc<dyn Points>) -> Self {
        let Engine { journal, lock, owner, is_gone } = engine;
        let belief = Mutex::default();
        Self { shared: Arc::new(Shared { journal: Mutex::new(journal), lock, owner, is_gone, time, points, belief }) }
    }

    /// Who acts here.
    pub fn owner(&self) -> &Owner {
        &self.shared.owner
    }

    /// Time and chance.
    pub fn time(&self) -> &dyn Time {
        &*self.shared.time
    }

    /// Every launch, the newest first.
    pub async fn launches(&self) -> Result<Vec<Launch>, JournalError> {
        self.with(|journal| journal.launches()).await
    }

    /// Tells one state of the journal from the next: it changes when another process has written.
    pub async fn epoch(&self) -> Result<u64, JournalError> {
        self.with(|journal| journal.epoch()).await
    }

    /// Whether nobody drives a launch: it has no owner, or one that is provably gone.
    pub fn is_deserted(&self, launch: &Launch) -> bool {
        launch.owner.as_ref().is_none_or(self.shared.is_gone)
    }

    /// Takes up what processes that are no more left behind: only confirmed, it is a draft again; perhaps sent, it is
    /// unknown from now on. Answers with every launch. A launch whose process lives is left alone, and so is every one
    /// while another process holds the lock.
    pub async fn recover(&self) -> Result<Vec<Launch>, JournalError> {
        let Some(_lock) = self.try_lock().await? else { return self.launches().await };
        self.point(Point::BeforeRecoveryRead).await;
        let mut launches = self.launches().await?;
        self.point(Point::AfterRecoveryRead).await;
        for launch in &mut launches {
            if !self.is_deserted(launch) {
                continue;
            }
            if let Some(change) = launch.recover(self.time().stamp()) {
                self.point(Point::BeforeRecoveryWrite).await;
                *launch = self.write(change).await?;
                self.point(Point::AfterRecoveryWrite).await;
            }
        }
        Ok(launches)
    }

    /// Closes what was sent to an embedded sandbox that is no more: its campaigns went with it.
    pub async fn close_practice(&self) -> Result<Vec<Launch>, JournalError> {
        let mut launches = self.recover().await?;
        for launch in &mut launches {
            if !self.is_deserted(launch) {
                continue;
            }
            // A draft, and what was never created, has nothing to close.
            if let Ok(change) = launch.abandon("the sandbox it was sent to has ended", self.time().stamp()) {
                *launch = self.write(change).await?;
            }
        }
        Ok(launches)
    }

    /// Judges a whole list that was `asked` for, by what this process saw before, else by what the last launch did.
    ///
    /// # Errors
    /// The journal cannot be used.
    pub(super) async fn judge(&self, list: &Listing, asked: &Stamp) -> Result<Result<(), Doubt>, JournalError> {
        let belief = || self.shared.belief.lock().unwrap_or_else(PoisonError::into_inner);
        if belief().is_empty()
            && let Some(last) = self.launches().await?.first()
        {
            *belief() = Belief::since(last.before.ids.len());
        }
        Ok(belief().judge(list.ids().len(), asked.reading))
    }

    pub(super) async fn draft(&self, launch: Launch) -> Result<(), JournalError> {
        self.with(move |journal| journal.draft(&launch)).await
    }

    /// Writes a change and answers with the launch as it is then.
    pub(super) async fn write(&self, change: Transition) -> Result<Launch, JournalError> {
        self.with(move |journal| {
            journal.write(&change)?;
            Ok(change.into_launch())
        })
        .await
    }

    pub(super) async fn try_lock(&self) -> Result<Option<Lock>, JournalError> {
        let shared = Arc::clone(&self.shared);
        off_loop(move || (shared.lock)()).await
    }

    pub(super) async fn point(&self, point: Point) {
        self.shared.points.reached(point).await;
    }

    /// Uses the journal on a thread of its own: a commit waits for the disk.
    pub(super) async fn with<T: Send + 'static>(&self, work: impl FnOnce(&mut dyn Journal) -> T + Send + 'static) -> T {
        let shared = Arc::clone(&self.shared);
        off_loop(move || work(&mut **shared.journal.lock().unwrap_or_else(PoisonError::into_inner))).await
    }
}
