//! Places where the program panics on request, so that tests see the terminal survive it (T11).

/// Panics when `KAYTOP_TEST_PANIC` names this place. Does nothing in builds without debug assertions.
pub(super) fn point(place: &str) {
    #[cfg(debug_assertions)]
    assert!(std::env::var_os("KAYTOP_TEST_PANIC").is_none_or(|named| named != place), "asked to panic at {place}");
    #[cfg(not(debug_assertions))]
    let _ = place;
}
