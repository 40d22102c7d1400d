//! Which steps may follow which.

use super::*;

#[test]
fn no_phase_leads_back_to_sending() {
    for phase in Phase::ALL {
        assert_eq!(phase.after().contains(&Phase::Sending), phase == Phase::Confirmed, "{phase:?}");
    }
}
