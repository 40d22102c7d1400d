//! What is said of the company, by settings fresh and old.

use super::*;

#[test]
fn settings_that_were_not_read_anew_do_not_reassure() {
    let told = |enabled, why| {
        let settings = Settings { enabled, ..Settings::default() };
        let around = Around { settings: Some(&settings), settings_unread: why, ..around("2026-02-18") };
        let notes = meaning_of(&workdays(), around).notes.into_iter();
        notes.filter(|note| note.text.contains("enabled")).map(|note| (note.severity, note.text)).collect::<Vec<_>>()
    };
    let why = Some("the settings are those of 09:00:00");
    let unknown = "Whether campaigns are enabled for this company is not known";
    let enabled = "Campaigns are enabled for this company.".to_owned();
    assert_eq!(told(Some(true), None), [(Severity::Pass, enabled)]);
    let old = (Severity::Info, format!("{unknown}: the settings are those of 09:00:00. They said yes."));
    assert_eq!(told(Some(true), why), [old]);
    assert_eq!(told(None, why), [(Severity::Info, format!("{unknown}: the settings are those of 09:00:00."))]);
    assert_eq!(told(None, None), [(Severity::Info, format!("{unknown}."))]);
    let [(Severity::Read, text)] = &told(Some(false), why)[..] else { panic!("{:?}", told(Some(false), why)) };
    assert!(
        text.contains("not enabled") && text.ends_with("That may have changed: the settings are those of 09:00:00.")
    );
}

#[test]
fn a_plan_without_fault_passes_and_says_what_it_comes_to() {
    let settings = Settings {
        enabled: Some(true),
        concurrency: Some(70),
        hours: CompanyHours::Slots { slots: vec![slot("09:00", "17:00")], unreadable: 0 },
    };
    let around = Around { settings: Some(&settings), ..around("2026-02-18") };
    let meaning = meaning_of(&workdays(), around);
    assert_eq!((texts(&meaning, Severity::Pass).len(), texts(&meaning, Severity::Blocking).len()), (5, 0));
    assert!(texts(&meaning, Severity::Read).is_empty(), "{:?}", meaning.notes);
    assert_eq!(
        texts(&meaning, Severity::Info),
        ["No report is sent.", "Hours are each client's local time.", "49 h of calling hours on 7 days in 2 runs.",]
    );
}
