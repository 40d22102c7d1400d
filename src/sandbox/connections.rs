//! The connections that are open: how many there may be, and which one gives way (B4).

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::AbortHandle;

/// The most connections at a time.
pub const MAX_CONNECTIONS: usize = 256;

/// Whether a connection has a request that is not answered yet.
pub(super) type Busy = Arc<AtomicBool>;

/// The open connections, the oldest first.
#[derive(Default)]
pub(super) struct Connections(VecDeque<(AbortHandle, Busy)>);

impl Connections {
    /// Makes room for one more. When all places are taken the oldest that waits for a request gives way, or else the
    /// oldest of all, so that slow clients lock nobody out.
    pub(super) fn make_room(&mut self) {
        self.0.retain(|(task, _)| !task.is_finished());
        if self.0.len() >= MAX_CONNECTIONS {
            let waiting = self.0.iter().position(|(_, busy)| !busy.load(Ordering::Relaxed));
            if let Some((task, _)) = self.0.remove(waiting.unwrap_or_default()) {
                task.abort();
            }
        }
    }

    /// Takes in a new connection.
    pub(super) fn add(&mut self, task: AbortHandle, busy: Busy) {
        self.0.push_back((task, busy));
    }
}
