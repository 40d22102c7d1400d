//! What every journal must do, whatever keeps it.

use super::*;
use crate::domain::launch::classify::Proof;
use crate::domain::launch::journal::arm;

/// Holds a new, empty journal to the contract of [`Journal`].
fn contract(journal: &mut dyn Journal) {
    drafts_are_kept_the_newest_first(journal);
    a_change_is_written_once(journal);
    what_was_changed_meanwhile_is_taken(journal);
    a_name_that_looks_the_same_is_not_confirmed(journal);
    sending_is_written_before_it_is_permitted(journal);
}

fn drafts_are_kept_the_newest_first(journal: &mut dyn Journal) {
    assert_eq!(journal.launches().unwrap(), []);
    let drafts = [draft(1, "First"), draft(2, "Second")];
    for launch in &drafts {
        journal.draft(launch).unwrap();
    }
    assert_eq!(journal.launches().unwrap(), [drafts[1].clone(), drafts[0].clone()]);
    assert_eq!(journal.draft(&draft(1, "Of the same number")), Err(JournalError::Taken));
    let confirmed = draft(9, "Not new").confirm(me(), false, at(9)).unwrap().into_launch();
    assert_eq!(journal.draft(&confirmed), Err(JournalError::Taken));
    assert_eq!(journal.launches().unwrap().len(), 2);
}

fn a_change_is_written_once(journal: &mut dyn Journal) {
    let change = draft(1, "First").confirm(me(), false, at(10)).unwrap();
    assert_eq!(journal.write(&change), Ok(()));
    assert_eq!(journal.launches().unwrap()[1], *change.launch());
    assert_eq!(journal.write(&change), Err(JournalError::Taken));
}

fn what_was_changed_meanwhile_is_taken(journal: &mut dyn Journal) {
    let held = journal.launches().unwrap();
    let first = held[1].clone();
    let withdrawn = first.withdraw(&me(), at(11)).unwrap();
    journal.write(&withdrawn).unwrap();
    // The same phase again, in a later version: what was made of the earlier one is outdated.
    let again = withdrawn.launch().confirm(me(), false, at(12)).unwrap();
    journal.write(&again).unwrap();
    let outdated = first.withdraw(&me(), at(13)).unwrap();
    assert_eq!(journal.write(&outdated), Err(JournalError::Taken));
    // A version that the journal does not know of, as after an older copy was restored.
    let mut ahead = again.into_launch();
    for _ in 0..2 {
        ahead = ahead.withdraw(&me(), at(14)).unwrap().into_launch();
        ahead = ahead.confirm(me(), false, at(14)).unwrap().into_launch();
    }
    assert_eq!(journal.write(&ahead.withdraw(&me(), at(15)).unwrap()), Err(JournalError::Taken));
    // The version that the journal holds, in another phase.
    let fourth = draft(4, "Fourth");
    journal.draft(&fourth).unwrap();
    journal.write(&fourth.abandon("not wanted", at(15)).unwrap()).unwrap();
    let confirmed = fourth.confirm(me(), false, at(15)).unwrap().into_launch();
    assert_eq!(journal.write(&confirmed.withdraw(&me(), at(15)).unwrap()), Err(JournalError::Taken));
    let unheard_of = draft(77, "Unheard of").confirm(me(), false, at(15)).unwrap();
    assert_eq!(journal.write(&unheard_of), Err(JournalError::Taken));
    assert_eq!(journal.launches().unwrap().pop().unwrap().version, 3);
}

fn a_name_that_looks_the_same_is_not_confirmed(journal: &mut dyn Journal) {
    let twin = draft(3, "FIRST ");
    journal.draft(&twin).unwrap();
    let before = journal.launches().unwrap();
    for retyped in [false, true] {
        let confirmed = twin.confirm(me(), retyped, at(16)).unwrap();
        let Err(JournalError::SameName(other)) = journal.write(&confirmed) else { panic!("it was confirmed") };
        assert_eq!(other.id, LaunchId::from_bits(1));
    }
    assert_eq!(journal.launches().unwrap(), before, "what is refused changes nothing");
}

fn sending_is_written_before_it_is_permitted(journal: &mut dyn Journal) {
    let mut first = journal.launches().unwrap().pop().unwrap();
    let mut late = first.clone();
    let armed = arm(journal, &mut first, &me(), at(20)).unwrap();
    assert_eq!((armed.launch(), first.phase), (&first.id, Phase::Sending));
    assert_eq!(journal.launches().unwrap().pop().unwrap(), first);
    assert_eq!(arm(journal, &mut late, &me(), at(20)).unwrap_err(), JournalError::Taken);
    let created = first.ended(&me(), Proof::Created(412), String::new(), at(21)).unwrap();
    journal.write(&created).unwrap();

    // Of a name that is resolved, the second is a person's to decide.
    let twin = draft(3, "FIRST ");
    let unsure = twin.confirm(me(), false, at(22)).unwrap();
    assert!(matches!(journal.write(&unsure), Err(JournalError::SameName(_))));
    assert_eq!(journal.write(&twin.confirm(me(), true, at(22)).unwrap()), Ok(()));
}

#[test]
fn the_file_keeps_the_contract_of_a_journal() {
    let data = tempfile::tempdir().unwrap();
    contract(&mut open(data.path()));
}
