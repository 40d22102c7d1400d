//! The drafts as one window sees them: which one it has open, and what it knows of its file.
//!
//! A draft is open in one window. Another that opens it gets a copy, and so does one that finds at a save that somebody else
//! has written the file meanwhile: nothing that was typed anywhere is written over.

use super::drafts::{Drafts, Hold, Listing, Taken};
use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::time::Moment;

/// The drafts of one host, in one window.
#[derive(Debug)]
pub struct Window {
    drafts: Drafts,
    hold: Option<Hold>,
    /// The open draft as this window last read or wrote it.
    known: Option<SavedDraft>,
}

/// What became of a save.
#[derive(Debug, PartialEq, Eq)]
pub struct Saved {
    /// The number of the copy that took the draft's place.
    pub copy: Option<DraftId>,
    /// Why it is not saved, in words for people.
    pub written: Result<(), String>,
}

impl Window {
    /// Nothing is open yet.
    pub(super) fn new(drafts: Drafts) -> Self {
        Self { drafts, hold: None, known: None }
    }

    /// Which open draft another window has sought since this was asked last.
    pub fn sought(&mut self) -> Option<DraftId> {
        self.hold.as_mut().and_then(|hold| hold.was_sought().then(|| hold.id().clone()))
    }

    fn holds(&self, id: &DraftId) -> bool {
        self.hold.as_ref().is_some_and(|hold| hold.id() == id)
    }

    fn is_elsewhere(&self, id: &DraftId) -> bool {
        !self.holds(id) && self.drafts.is_open_elsewhere(id)
    }

    /// Every draft, and which are open in other windows.
    ///
    /// # Errors
    /// They cannot be listed; in words for people.
    pub fn list(&self, now: Moment) -> Result<Listing, String> {
        let mut found = self.drafts.list(now)?;
        for line in &mut found.drafts {
            line.elsewhere = self.is_elsewhere(&line.id);
        }
        Ok(found)
    }

    /// Opens what a line of the list shows, or a copy of it where another window has it open. A copy that nobody has
    /// changed yet serves again.
    ///
    /// # Errors
    /// It cannot be read, is not what the line shows any more, or no copy can be written: nothing is opened.
    pub fn load(&mut self, line: &DraftSummary, now: Moment) -> Result<SavedDraft, String> {
        let saved = self.drafts.load(&line.id, now)?;
        if saved.summary() != (DraftSummary { elsewhere: false, ..line.clone() }) {
            return Err("That draft was changed meanwhile: the list shows it as it is now.".to_owned());
        }
        let opened = if self.take(&saved.id) {
            Ok(saved)
        } else if let Some(copy) = self.unchanged_copy(&saved, now) {
            Ok(copy)
        } else {
            let copy = saved.copy(self.free_id());
            self.take(&copy.id);
            self.drafts.save(&copy).map(|()| copy)
        };
        self.known = opened.as_ref().ok().cloned();
        opened
    }

    /// Opens a copy of a draft in which nothing was typed yet, where there is one that no other window has open.
    fn unchanged_copy(&mut self, of: &SavedDraft, now: Moment) -> Option<SavedDraft> {
        let root = of.copy_of.as_ref().unwrap_or(&of.id);
        let lines = self.drafts.list(now).ok()?.drafts;
        let alike = lines.into_iter().filter(|line| line.copy && line.id != of.id && line.title == of.draft.title());
        let copies = alike.filter_map(|line| self.drafts.load(&line.id, now).ok()).collect::<Vec<_>>();
        let mut copies =
            copies.into_iter().filter(|copy| copy.copy_of.as_ref() == Some(root) && copy.draft == of.draft);
        copies.find(|copy| self.take(&copy.id))
    }

    /// Saves a draft in the place of what was kept under its number; as a copy where that is another window's.
    pub fn save(&mut self, saved: SavedDraft, now: Moment) -> Saved {
        let id = &saved.id;
        let held = self.holds(id);
        let known = self.known.take().filter(|known| known.id == *id);
        let ours = held || self.take(id);
        let changed = || known.is_some() && self.drafts.load(id, now).is_ok_and(|there| Some(there) != known);
        if ours && !changed() {
            let written = self.drafts.save(&saved);
            // What could not be written is still to be compared with what was there before.
            self.known = if written.is_ok() { Some(saved) } else { known };
            return Saved { copy: None, written };
        }
        let copy = saved.copy(self.free_id());
        self.take(&copy.id);
        let id = copy.id.clone();
        let written = self.drafts.save(&copy);
        self.known = written.is_ok().then_some(copy);
        Saved { copy: Some(id), written }
    }

    /// Opens a draft here; false where another window has it open. What was open before is given back.
    fn take(&mut self, id: &DraftId) -> bool {
        if self.holds(id) {
            return true;
        }
        match self.drafts.hold(id) {
            Taken::Ours(hold) => self.hold = Some(hold),
            Taken::Elsewhere => return false,
        }
        true
    }

    /// Removes a draft that no other window has open.
    ///
    /// # Errors
    /// It is still there; in words for people.
    pub fn remove(&mut self, id: &DraftId) -> Result<(), String> {
        if self.is_elsewhere(id) {
            return Err("That draft is open in another window: it is kept. Remove it there.".to_owned());
        }
        self.drafts.remove(id)?;
        if self.holds(id) {
            (self.hold, self.known) = (None, None);
        }
        Ok(())
    }

    fn free_id(&self) -> DraftId {
        let mut ids = std::iter::repeat_with(|| DraftId::from_bits(fastrand::u64(..)));
        let free = |id: &DraftId| !self.drafts.is_there(id);
        ids.find(free).unwrap_or_else(|| DraftId::from_bits(fastrand::u64(..)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::{BodyField, Draft, Field, Step};
    use crate::domain::time::from_unix;

    const NAME: Field = Field::Body(BodyField::Name);

    fn saved(name: &str) -> SavedDraft {
        let mut draft = Draft::new();
        draft.set_text(NAME, name);
        let saved_at = from_unix(1_771_614_125).unwrap();
        SavedDraft { id: DraftId::from_bits(7), step: Step::Runs, saved_at, copy_of: None, draft }
    }

    fn now() -> Moment {
        from_unix(1_771_614_200).unwrap()
    }

    fn window(root: &tempfile::TempDir) -> Window {
        Window::new(Drafts::new(root.path(), "host"))
    }

    fn save(window: &mut Window, saved: &SavedDraft) -> Saved {
        window.save(saved.clone(), now())
    }

    fn lines(window: &mut Window) -> Vec<DraftSummary> {
        window.list(now()).unwrap().drafts
    }

    fn load(window: &mut Window, line: &DraftSummary) -> Result<SavedDraft, String> {
        window.load(line, now())
    }

    #[test]
    fn a_draft_that_is_open_elsewhere_is_opened_as_a_copy_and_neither_writes_over_the_other() {
        let root = tempfile::tempdir().unwrap();
        let (mut left, mut right) = (window(&root), window(&root));
        save(&mut left, &saved("Wave"));
        let seen = lines(&mut right);
        assert!(seen[0].elsewhere && !lines(&mut left)[0].elsewhere);
        let copy = load(&mut right, &seen[0]).unwrap();
        assert_eq!((copy.draft.text(NAME), &copy.copy_of), ("Wave", &Some(saved("").id)));
        assert_ne!(copy.id, saved("").id);
        assert!(left.hold.as_mut().unwrap().was_sought(), "the first window hears of it");
        save(&mut left, &saved("Left"));
        save(&mut right, &SavedDraft { draft: saved("Right").draft, ..copy });
        let mut names: Vec<String> = lines(&mut left).iter().map(|line| line.title.as_str().to_owned()).collect();
        names.sort();
        assert_eq!(names, ["Left", "Right"]);
        // A copy of a copy is one of the same draft.
        let of = lines(&mut left).into_iter().find(|line| line.title.as_str() == "Right").unwrap();
        let third = load(&mut window(&root), &of).unwrap();
        assert_eq!(third.copy_of, Some(saved("").id));
        // Closed there, it is opened itself.
        drop(left);
        let line = lines(&mut right).into_iter().find(|line| line.title.as_str() == "Left").unwrap();
        assert_eq!(load(&mut right, &line).unwrap().id, saved("").id);
    }

    #[test]
    fn a_copy_in_which_nothing_was_typed_yet_serves_again() {
        let root = tempfile::tempdir().unwrap();
        let (mut left, mut right) = (window(&root), window(&root));
        save(&mut left, &saved("Wave"));
        let open = |window: &mut Window, id: &DraftId| {
            let line = lines(window).into_iter().find(|line| line.id == *id).unwrap();
            load(window, &line).unwrap()
        };
        let (original, other) = (saved("").id, SavedDraft { id: DraftId::from_bits(8), ..saved("Other") });
        let copy = open(&mut right, &original);
        save(&mut right, &other);
        assert_eq!(open(&mut right, &original).id, copy.id);
        assert_eq!(lines(&mut right).iter().map(|line| line.copy).filter(|copy| *copy).count(), 1);
        // It is open here: a third window gets one of its own.
        let third = open(&mut window(&root), &original);
        assert!(third.id != copy.id && third.copy_of == copy.copy_of);
        save(&mut right, &SavedDraft { draft: saved("Changed").draft, ..copy.clone() });
        save(&mut right, &other);
        assert!(![&copy.id, &original].contains(&&open(&mut right, &original).id), "what was typed is not shown as it");
    }

    #[test]
    fn what_another_program_wrote_meanwhile_is_not_written_over() {
        let root = tempfile::tempdir().unwrap();
        let mut window = window(&root);
        save(&mut window, &saved("Mine"));
        let files = Drafts::new(root.path(), "host");
        files.save(&saved("Theirs")).unwrap();
        let told = save(&mut window, &saved("Mine, changed"));
        let Saved { copy: Some(new), written: Ok(()) } = &told else { panic!("{told:?}") };
        let old = &saved("").id;
        assert!(new != old);
        assert_eq!(files.load(old, now()).unwrap().draft.text(NAME), "Theirs");
        let copy = files.load(new, now()).unwrap();
        assert_eq!((copy.draft.text(NAME), &copy.copy_of), ("Mine, changed", &Some(old.clone())));
        assert_eq!(save(&mut window, &SavedDraft { draft: saved("More").draft, ..copy }).copy, None, "once");
    }

    #[test]
    fn what_the_list_shows_is_what_opens() {
        let root = tempfile::tempdir().unwrap();
        let (mut left, mut right) = (window(&root), window(&root));
        save(&mut left, &saved("Wave"));
        let line = lines(&mut right).remove(0);
        save(&mut left, &saved("Renamed"));
        drop(left);
        assert!(load(&mut right, &line).unwrap_err().contains("changed meanwhile"));
        let line = lines(&mut right).remove(0);
        assert_eq!(load(&mut right, &line).unwrap().draft.text(NAME), "Renamed");
    }

    #[test]
    fn a_draft_that_is_open_elsewhere_is_not_removed() {
        let root = tempfile::tempdir().unwrap();
        let (mut left, mut right) = (window(&root), window(&root));
        save(&mut left, &saved("Wave"));
        let removed = |window: &mut Window| window.remove(&saved("").id);
        assert!(removed(&mut right).unwrap_err().contains("another window"));
        assert_eq!(removed(&mut left), Ok(()));
        assert!(lines(&mut right).is_empty());
    }
}
