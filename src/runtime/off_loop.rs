//! Work that takes longer than a frame, or waits for the disk: on a thread of its own, never on the loop's.

use tokio::task::spawn_blocking;

/// Runs such work. A panic there is a panic here.
pub(super) async fn off_loop<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => match ended.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // Only a runtime that is shutting down cancels: nobody waits for the result any more.
            Err(_) => std::future::pending().await,
        },
    }
}
