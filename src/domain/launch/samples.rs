//! Launches for tests: one plan, one owner, one boot, moments counted in seconds.

use super::*;

/// The name of every sample.
pub(super) const NAME: &str = "Spring follow-up";

/// The machine's first start, `seconds` after it; on the wall, as long after 2026-11-23 09:00 UTC.
pub(crate) fn at(seconds: u64) -> Stamp {
    let noon: Moment = "2026-11-23T09:00:00Z".parse().unwrap();
    Stamp { wall: noon + Duration::from_secs(seconds), clock: "one".into(), reading: Duration::from_secs(seconds) }
}

/// As [`at`], after another start of the machine.
pub(super) fn rebooted(seconds: u64) -> Stamp {
    Stamp { clock: "two".into(), ..at(seconds) }
}

/// The owner of this number.
pub(super) fn owner(number: u32) -> Owner {
    Owner { name: format!("process {number}"), token: number.to_string() }
}

/// A draft made at second 0, with campaigns 1 to 4 in the list before it.
pub(super) fn draft() -> Launch {
    named(1, NAME)
}

/// As [`draft`], with a number and a name of its own.
pub(super) fn named(number: u64, name: &str) -> Launch {
    let request = Request {
        host: "api.example:443".into(),
        key_fingerprint: "abcd".into(),
        name: name.into(),
        agent_id: Some("agent".into()),
        case_list_id: Some(9),
        body: format!("{{\"name\":\"{name}\"}}"),
    };
    Launch::draft(LaunchId::from_bits(number), request, Before { ids: vec![1, 2, 3, 4] }, at(0))
}

/// A launch in this phase since `seconds`, driven by process 1, with a quiet period that began then.
pub(crate) fn in_phase(phase: Phase, seconds: u64) -> Launch {
    Launch {
        phase,
        owner: Some(owner(1)),
        changed: at(seconds),
        confirmed: Some(at(0)),
        quiet_from: Some(at(seconds)),
        ..draft()
    }
}
