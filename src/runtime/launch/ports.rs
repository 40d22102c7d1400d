//! What a launch needs of the machine, as seams: time, the request budget, and places where tests end the process.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use crate::domain::budget::RateLimit;
use crate::domain::launch::Stamp;
use crate::domain::ledger::Purpose;

/// A future of a trait object.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Time and chance.
pub trait Time: Send + Sync + Debug {
    fn stamp(&self) -> Stamp;

    fn sleep(&self, span: Duration) -> Later<'_, ()>;

    fn bits(&self) -> u64;
}

/// The request budget that all windows and commands of this machine share.
pub trait Budget: Send + Sync {
    /// Books one request, and says how many are left then, where that is counted. The error says how long to wait until
    /// there is room for it.
    fn take(&self, purpose: Purpose) -> Later<'_, Result<RateLimit, Duration>>;

    /// Hears what an answer said of the rate limit.
    fn heard(&self, said: RateLimit) -> Later<'_, ()>;
}

/// Places on the way of a launch where the process may die. Named as tests name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// Before the list is read.
    BeforeSnapshot,
    AfterSnapshot,
    /// Before CONFIRMED is written.
    BeforeConfirmed,
    AfterConfirmed,
    /// Before SENDING is written.
    BeforeSending,
    AfterSending,
    /// Before the socket is opened.
    BeforeSend,
    /// After the answer, whatever it was.
    AfterSend,
    /// Before the outcome is written.
    BeforeOutcome,
    AfterOutcome,
    /// Before what a look found is written.
    BeforeMatch,
    AfterMatch,
    /// Before a release is written.
    BeforeRelease,
    AfterRelease,
    /// Before the lock is taken.
    BeforeLock,
    AfterLock,
    /// Before recovery reads the journal.
    BeforeRecoveryRead,
    AfterRecoveryRead,
    /// Before recovery writes.
    BeforeRecoveryWrite,
    AfterRecoveryWrite,
}

impl Point {
    /// Every point.
    pub const ALL: [Self; 20] = [
        Self::BeforeSnapshot,
        Self::AfterSnapshot,
        Self::BeforeConfirmed,
        Self::AfterConfirmed,
        Self::BeforeSending,
        Self::AfterSending,
        Self::BeforeSend,
        Self::AfterSend,
        Self::BeforeOutcome,
        Self::AfterOutcome,
        Self::BeforeMatch,
        Self::AfterMatch,
        Self::BeforeRelease,
        Self::AfterRelease,
        Self::BeforeLock,
        Self::AfterLock,
        Self::BeforeRecoveryRead,
        Self::AfterRecoveryRead,
        Self::BeforeRecoveryWrite,
        Self::AfterRecoveryWrite,
    ];

    /// Its name: `before-snapshot` and so on.
    pub fn name(self) -> &'static str {
        match self {
            Self::BeforeSnapshot => "before-snapshot",
            Self::AfterSnapshot => "after-snapshot",
            Self::BeforeConfirmed => "before-confirmed",
            Self::AfterConfirmed => "after-confirmed",
            Self::BeforeSending => "before-sending",
            Self::AfterSending => "after-sending",
            Self::BeforeSend => "before-send",
            Self::AfterSend => "after-send",
            Self::BeforeOutcome => "before-outcome",
            Self::AfterOutcome => "after-outcome",
            Self::BeforeMatch => "before-match",
            Self::AfterMatch => "after-match",
            Self::BeforeRelease => "before-release",
            Self::AfterRelease => "after-release",
            Self::BeforeLock => "before-lock",
            Self::AfterLock => "after-lock",
            Self::BeforeRecoveryRead => "before-recovery-read",
            Self::AfterRecoveryRead => "after-recovery-read",
            Self::BeforeRecoveryWrite => "before-recovery-write",
            Self::AfterRecoveryWrite => "after-recovery-write",
        }
    }
}

/// Where a process may be made to die.
pub trait Points: Send + Sync {
    /// Reached `point`: returns, or never does.
    fn reached(&self, point: Point) -> Later<'_, ()>;
}
