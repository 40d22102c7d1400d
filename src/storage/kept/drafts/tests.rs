//! The folder of drafts: saved, listed, damaged, full.

use super::*;
use crate::domain::draft::{BodyField, Field};
use std::os::unix::fs::PermissionsExt;

fn now() -> Moment {
    "2026-02-20T19:02:05Z".parse().unwrap()
}

fn id(bits: u64) -> DraftId {
    DraftId::from_bits(bits)
}

fn saved(bits: u64, name: &str) -> SavedDraft {
    let mut draft = Draft::new();
    draft.set_text(Field::Body(BodyField::Name), name);
    SavedDraft {
        id: id(bits),
        step: Step::Runs,
        saved_at: now() + std::time::Duration::from_secs(bits),
        copy_of: None,
        draft,
    }
}

fn drafts(root: &tempfile::TempDir) -> Drafts {
    Drafts::new(root.path(), "public-api.kayse.ai")
}

fn files(drafts: &Drafts) -> Vec<String> {
    let entries = fs::read_dir(drafts.folder()).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn drafts_are_saved_listed_loaded_and_removed() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    assert_eq!(drafts.list(now()), Ok(Listing::default()));
    for draft in [saved(1, "first"), saved(2, "second"), saved(1, "first again")] {
        drafts.save(&draft).unwrap();
    }
    let listing = drafts.list(now()).unwrap();
    let titles: Vec<&str> = listing.drafts.iter().map(|draft| draft.title.as_str()).collect();
    assert_eq!((titles, listing.notes), (vec!["second", "first again"], vec![]));
    assert_eq!(drafts.load(&id(1), now()), Ok(saved(1, "first again")));
    assert_eq!(Drafts::new(root.path(), "127.0.0.1:80").list(now()), Ok(Listing::default()), "each host has its own");
    drafts.remove(&id(1)).unwrap();
    drafts.remove(&id(1)).unwrap();
    assert!(drafts.load(&id(1), now()).is_err_and(|why| why.contains("not there")));
    assert_eq!(files(&drafts), [format!("{}.json", id(2))]);
}

#[test]
fn s14_drafts_are_for_this_user_only_and_links_are_not_followed() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "first")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(drafts.folder()), mode(&drafts.path(&id(1)))), (0o700, 0o600));
    std::os::unix::fs::symlink(drafts.path(&id(1)), drafts.path(&id(2))).unwrap();
    assert!(drafts.load(&id(2), now()).is_err());
    assert_eq!(drafts.list(now()).unwrap().drafts.len(), 1);
}

#[test]
fn s7_a_damaged_draft_is_kept_under_another_name_and_said() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "first")).unwrap();
    let whole = fs::read_to_string(drafts.path(&id(1))).unwrap();
    for damaged in ["", "{", "null", "[]", "{\"version\": 1}", whole.get(..whole.len() / 2).unwrap()] {
        fs::write(drafts.path(&id(2)), damaged).unwrap();
        let listing = drafts.list(now()).unwrap();
        assert_eq!(listing.drafts.len(), 1, "{damaged}");
        let kept = format!("{}.bad-", id(2));
        assert!(listing.notes.iter().any(|note| note.contains("damaged") && note.contains(&kept)), "{listing:?}");
        assert!(drafts.list(now()).unwrap().notes.is_empty(), "it is said once");
        let found = fs::read_dir(drafts.folder()).unwrap().map(|entry| entry.unwrap().path());
        let contents: Vec<_> = found.filter(|path| path.display().to_string().contains(".bad-")).collect();
        assert!(contents.iter().any(|path| fs::read_to_string(path).unwrap() == damaged), "{damaged}");
    }
    let kept = files(&drafts).into_iter().filter(|name| name.contains(".bad-20260220T190205Z"));
    assert_eq!(kept.count(), 6, "each is kept");
}

#[test]
fn a_draft_with_a_member_twice_is_damaged_and_both_places_are_said() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "first")).unwrap();
    let whole = fs::read_to_string(drafts.path(&id(1))).unwrap();
    let twice = whole.replacen("\"version\": 1,", "\"version\": 1, \"version\": 1,", 1);
    fs::write(drafts.path(&id(1)), &twice).unwrap();
    let listing = drafts.list(now()).unwrap();
    let both = "line 2, column 17: the member `version` stands twice; the first is at line 2, column 3";
    assert!(listing.drafts.is_empty() && listing.notes[0].contains(both), "{listing:?}");
}

#[test]
fn s8_a_draft_of_a_newer_version_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "first")).unwrap();
    let newer = "{\"version\": 2, \"what\": \"else\"}";
    fs::write(drafts.path(&id(1)), newer).unwrap();
    let listing = drafts.list(now()).unwrap();
    assert!(listing.notes.iter().any(|note| note.contains("newer version")), "{listing:?}");
    assert_eq!(fs::read_to_string(drafts.path(&id(1))).unwrap(), newer);
}

#[test]
fn a_full_disk_keeps_the_old_draft_and_says_so() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "old")).unwrap();
    let why = drafts.write(&saved(1, "new"), |file, text| {
        file.write_all(text.get(..10).unwrap())?;
        Err(ErrorKind::StorageFull.into())
    });
    assert!(why.is_err_and(|why| why.contains("the disk is full")));
    assert_eq!(drafts.load(&id(1), now()), Ok(saved(1, "old")));
    assert_eq!(files(&drafts).len(), 1, "nothing is left behind");
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("drafts"), "a file").unwrap();
    let why = drafts(&root).save(&saved(1, "new")).unwrap_err();
    assert!(why.contains("not saved") && why.contains("kept"), "{why}");
    assert!(drafts(&root).list(now()).is_err());
}

#[test]
fn what_could_not_be_read_again_is_refused_before_anything_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "old")).unwrap();
    let deep = format!("{{\"x\": {}{}}}", "[".repeat(124), "]".repeat(124));
    let plan = serde_json::from_str(&deep).unwrap();
    let deep = SavedDraft { draft: Draft::from_plan(&plan).unwrap(), ..saved(1, "") };
    assert!(drafts.save(&deep).unwrap_err().contains("read again"));
    assert_eq!(drafts.load(&id(1), now()), Ok(saved(1, "old")));
}

#[test]
fn what_a_killed_save_left_behind_is_swept_and_what_a_living_one_writes_is_not() {
    let root = tempfile::tempdir().unwrap();
    let drafts = drafts(&root);
    drafts.save(&saved(1, "first")).unwrap();
    let mut child = std::process::Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    let own = format!(".{}.{}-7.tmp", id(1), std::process::id());
    for name in [format!(".{}.{}-0.tmp", id(1), child.id()), own.clone(), "other.tmp".to_owned()] {
        fs::write(drafts.folder().join(name), "half").unwrap();
    }
    drafts.list(now()).unwrap();
    assert_eq!(files(&drafts), [own, format!("{}.json", id(1)), "other.tmp".to_owned()]);
}

#[test]
fn hosts_have_folders_of_their_own_and_none_leads_elsewhere() {
    for (host, expected) in [
        ("public-api.kayse.ai", "public-api.kayse.ai"),
        ("127.0.0.1:8080", "127.0.0.1%3A8080"),
        ("[::1]:80", "%5B%3A%3A1%5D%3A80"),
        ("..", "%2E."),
        ("a/b", "a%2Fb"),
        ("a_b", "a%5Fb"),
    ] {
        assert_eq!(folder_name(host), expected);
    }
}
