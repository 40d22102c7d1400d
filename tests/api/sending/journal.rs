//! Permission to send, as only a journal gives it: here one in memory.

use std::time::Duration;

use kaytop::domain::launch::journal::{self, Armed, Journal, JournalError};
use kaytop::domain::launch::transition::Transition;
use kaytop::domain::launch::{Before, Launch, LaunchId, Owner, Phase, Request, Stamp};

/// A plan that the rules allow.
pub(crate) const BODY: &str = concat!(
    r#"{"name":"Übung \"A\"", "agent_id":"a","#,
    "\n ",
    r#""case_list_id":7,"runs":[{"start_date":"2026-11-23","end_date":"2026-11-23","start_time":"09:00","end_time":"17:00"}]}"#
);

#[derive(Default)]
struct Memory(Vec<Launch>);

impl Journal for Memory {
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError> {
        Ok(self.0.iter().rev().cloned().collect())
    }

    fn draft(&mut self, launch: &Launch) -> Result<(), JournalError> {
        self.0.push(launch.clone());
        Ok(())
    }

    fn write(&mut self, change: &Transition) -> Result<(), JournalError> {
        let kept = self.0.iter_mut().find(|launch| launch.id == *change.id()).ok_or(JournalError::Taken)?;
        if (kept.phase, kept.version) != (change.from(), change.version()) {
            return Err(JournalError::Taken);
        }
        *kept = change.launch().clone();
        Ok(())
    }
}

/// Permission to send `body` once.
pub(crate) fn armed(body: &str) -> Armed {
    let at =
        Stamp { wall: "2026-11-23T10:00:00Z".parse().unwrap(), clock: "one".into(), reading: Duration::from_secs(1) };
    let owner = Owner { name: String::new(), token: "one".into() };
    let request = Request {
        host: "127.0.0.1".into(),
        key_fingerprint: "f".into(),
        name: "Übung \"A\"".into(),
        agent_id: Some("a".into()),
        case_list_id: Some(7),
        body: body.into(),
    };
    let mut journal = Memory::default();
    let draft = Launch::draft(LaunchId::from_bits(7), request, Before::default(), at.clone());
    journal.draft(&draft).unwrap();
    let confirmed = draft.confirm(owner.clone(), false, at.clone()).unwrap();
    journal.write(&confirmed).unwrap();
    let mut launch = confirmed.into_launch();
    let armed = journal::arm(&mut journal, &mut launch, &owner, at).unwrap();
    assert_eq!(journal.launches().unwrap()[0].phase, Phase::Sending);
    armed
}
