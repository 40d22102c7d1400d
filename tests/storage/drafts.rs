//! S3: a process that saves a draft is killed again and again; the file is always the old draft or the new one.
//!
//! 50 kills here; all 1,000 with `KAYTOP_TEST_KILLS=1000 cargo test --test storage drafts`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use kaytop::domain::draft::saved::{DraftId, SavedDraft};
use kaytop::domain::draft::{BodyField, Draft, Field, RunField, Step};
use kaytop::domain::time::{Moment, from_unix};
use kaytop::storage::kept::drafts::Drafts;

/// Names the folder to the child.
const FOLDER: &str = "KAYTOP_TEST_DRAFTS";
/// Names the first generation to save to the child.
const FIRST: &str = "KAYTOP_TEST_FIRST";
const RUNS: usize = 40;

fn id() -> DraftId {
    DraftId::from_bits(7)
}

fn now() -> Moment {
    from_unix(1_771_614_125).unwrap()
}

fn drafts(root: &str) -> Drafts {
    Drafts::new(Path::new(root), "host")
}

/// A draft that says its generation in every part, each time with another length.
fn generation(number: usize) -> SavedDraft {
    let mut draft = Draft::new();
    draft.set_text(Field::Body(BodyField::Name), &number.to_string());
    for index in 0..RUNS {
        draft.add_run();
        draft.set_text(Field::InRun(index, RunField::Id), &format!("{number} {}", "x".repeat(number % 97)));
    }
    SavedDraft { id: id(), step: Step::Runs, saved_at: now(), copy_of: None, draft }
}

/// The generation of a draft that is whole.
fn generation_of(saved: &SavedDraft) -> usize {
    let number = saved.draft.text(Field::Body(BodyField::Name)).parse().unwrap();
    assert_eq!(saved, &generation(number), "the draft is mixed");
    number
}

/// Saves until it is killed. Runs only as the child of the test below.
#[test]
#[ignore = "the child of the test below"]
fn saves_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let first = std::env::var(FIRST).unwrap().parse().unwrap();
    for number in first.. {
        drafts(&folder).save(&generation(number)).unwrap();
        println!("saved {number}");
    }
}

#[test]
fn s3_a_draft_whose_save_is_killed_is_the_old_one_or_the_new_one() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().to_str().unwrap();
    let kills = std::env::var("KAYTOP_TEST_KILLS").map_or(50, |kills| kills.parse().unwrap());
    let drafts = drafts(folder);
    let mut last = 0;
    for _ in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "drafts::saves_until_it_is_killed", "--ignored", "--nocapture"])
            .env(FOLDER, folder)
            .env(FIRST, (last + 1).to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut saves = lines.filter_map(|line| line.split_once("saved ")?.1.parse::<usize>().ok());
        let said = saves.by_ref().take(1 + fastrand::usize(..4)).last().unwrap();
        for _ in 0..fastrand::usize(..40) {
            generation_of(&drafts.load(&id(), now()).unwrap());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let listing = drafts.list(now()).unwrap();
        assert_eq!((listing.drafts.len(), listing.notes), (1, vec![]));
        let found = generation_of(&drafts.load(&id(), now()).unwrap());
        assert!(found >= said, "{said} was said to be saved, and {found} is there");
        last = found;
    }
    let files = std::fs::read_dir(drafts.folder()).unwrap().count();
    assert_eq!(files, 1, "what the killed saves left behind is swept");
}
