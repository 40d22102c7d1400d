//! The places to die: fourteen steps of a launch, before and after each.

use kaytop::runtime::launch::ports::Point;

use crate::tap::Wire;

/// Where a process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Death {
    /// Between two lines of the program.
    At(Point),
    /// While the request is on the wire.
    On(Wire),
}

/// The fourteen steps, and the places before and after each. `Point::AfterSend` is not among them: nothing happens
/// between it and the last byte of the answer.
pub(crate) const STEPS: [(&str, Death, Death); 14] = {
    use Death::{At, On};
    [
        ("snapshot", At(Point::BeforeSnapshot), At(Point::AfterSnapshot)),
        ("CONFIRMED commit", At(Point::BeforeConfirmed), At(Point::AfterConfirmed)),
        ("SENDING commit", At(Point::BeforeSending), At(Point::AfterSending)),
        ("connect", At(Point::BeforeSend), On(Wire::Connected)),
        ("first byte", On(Wire::BeforeFirstByte), On(Wire::AfterFirstByte)),
        ("last byte", On(Wire::BeforeLastByte), On(Wire::AfterLastByte)),
        ("head received", On(Wire::BeforeHead), On(Wire::AfterHead)),
        ("body received", On(Wire::BeforeBody), On(Wire::AfterBody)),
        ("outcome commit", At(Point::BeforeOutcome), At(Point::AfterOutcome)),
        ("match commit", At(Point::BeforeMatch), At(Point::AfterMatch)),
        ("release commit", At(Point::BeforeRelease), At(Point::AfterRelease)),
        ("lock take", At(Point::BeforeLock), At(Point::AfterLock)),
        ("recovery read", At(Point::BeforeRecoveryRead), At(Point::AfterRecoveryRead)),
        ("recovery write", At(Point::BeforeRecoveryWrite), At(Point::AfterRecoveryWrite)),
    ]
};

/// Every way to die, and not to: 28 places and none.
pub(crate) fn deaths() -> Vec<Option<Death>> {
    let places = STEPS.into_iter().flat_map(|(_, before, after)| [Some(before), Some(after)]);
    std::iter::once(None).chain(places).collect()
}

/// The name of a place.
pub(crate) fn name(death: Option<Death>) -> String {
    let Some(death) = death else { return "nowhere".into() };
    let (step, before, _) = STEPS.into_iter().find(|(_, before, after)| [*before, *after].contains(&death)).unwrap();
    format!("{} {step}", if death == before { "before" } else { "after" })
}

#[test]
fn there_are_twenty_eight_places_and_each_place_of_the_program_and_the_wire_is_one_of_them() {
    let places: Vec<Death> = deaths().into_iter().flatten().collect();
    assert_eq!(places.len(), 28);
    let program = Point::ALL.into_iter().filter(|point| *point != Point::AfterSend).map(Death::At);
    let known: Vec<Death> = program.chain(Wire::ALL.into_iter().map(Death::On)).collect();
    assert_eq!(known.len(), 28);
    for place in known {
        assert_eq!(places.iter().filter(|other| **other == place).count(), 1, "{place:?}");
    }
}
