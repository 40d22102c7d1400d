//! Places where the program panics or dies on request, so that tests see what survives it (T11, T13).

/// Panics when `KAYTOP_TEST_PANIC` names this place. Does nothing in builds without debug assertions.
pub(super) fn point(place: &str) {
    #[cfg(debug_assertions)]
    assert!(std::env::var_os("KAYTOP_TEST_PANIC").is_none_or(|named| named != place), "asked to panic at {place}");
    #[cfg(not(debug_assertions))]
    let _ = place;
}

/// Ends the process as `kill -9` does when `KAYTOP_TEST_CRASH` names this place. Does nothing in builds without debug
/// assertions.
pub(super) fn die_at(place: &str) {
    #[cfg(debug_assertions)]
    if std::env::var_os("KAYTOP_TEST_CRASH").is_some_and(|named| named == place) {
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    }
    #[cfg(not(debug_assertions))]
    let _ = place;
}
