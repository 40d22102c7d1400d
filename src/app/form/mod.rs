//! The guided form that creates a campaign: what of it is open, and what its screen shows.
//!
//! [`Form`] holds a [`Draft`] with its history, the step and the focus, what is being typed, what lies over the form
//! ([`Popup`]) and how far the launch is ([`LaunchStage`]). It lives in the model ([`super::model::Model::form`]) whether
//! it is on screen or not, so that leaving loses nothing; [`super::overlay::Overlay::Form`] says that it is on screen.
//!
//! What is drawn is asked of here: [`Form::tabs`], [`Form::stops`] and [`Form::line`] for a step (`lines`), the review's
//! [`review::summary`], [`review::notes`] and [`review::request_text`]. A text field
//! is typed into exactly while [`Form::editing`] holds it. `scope` says what letters are everywhere else: commands after
//! Esc and on the review, and nothing on what has no text.

pub mod calendar;
pub mod launch;
pub mod lines;
pub mod outcome;
pub mod pick_list;
pub mod popup;
pub mod review;
pub mod sheet;
pub mod suggestions;
pub mod word;

mod click;
mod entries;
mod launching;
mod likeness;
mod pasting;
mod perform;
mod saving;
mod scope;
mod typing;
mod undoing;
mod weighing;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use super::text_field::TextField;
use crate::domain::draft::history::History;
use crate::domain::draft::meaning::{Meaning, Names};
use crate::domain::draft::saved::{DraftId, SavedDraft};
use crate::domain::draft::{BodyField, Draft, Field, Step};
use crate::domain::launch::Origin;
use crate::domain::rules::Verdict;
use crate::domain::time::Moment;
use crate::domain::today::Today;

pub use self::launch::LaunchStage;
pub use self::lines::{FieldLine, Tab, TabState};
pub use self::pick_list::PickList;
pub use self::popup::Popup;
pub use self::review::Review;

/// What has the focus on a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    /// A field, or a list or entry of the form as a whole. On the review [`Field::Plan`] is the summary.
    Field(Field),
    Next,
    /// The button that creates the campaign, on the review only.
    Create,
}

/// Whether what is typed is kept on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    Nothing,
    Saving,
    /// Kept since this moment of the machine's clock.
    At(Moment),
    /// Not kept, for this reason.
    Not(String),
}

#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each says a thing of its own, and none rules another out")]
pub struct Form {
    /// Which draft it is.
    pub id: DraftId,
    pub step: Step,
    pub focus: Focus,
    /// The text that is being typed, always that of the focused field.
    pub editing: Option<TextField>,
    /// Whether Esc turned letters into commands.
    commanding: bool,
    /// How the form stood before the letters that were just pressed on a switch or list.
    word: Option<Box<word::Word>>,
    pub saved: Saved,
    /// The draft it was copied from, because another window had that open.
    pub copy_of: Option<DraftId>,
    /// Whether another window has opened this draft too, as a copy.
    pub sought: bool,
    pub popup: Option<Popup>,
    pub review: Review,
    pub launch: LaunchStage,
    history: History,
    /// Whether the open text field was typed into since it was opened.
    edited: bool,
    /// How often the plan or its day changed.
    change_count: u64,
    check: Verdict,
    meaning: Meaning,
    /// The names of the known campaigns, prepared for comparison.
    names: Names,
    /// What the meaning was worked out from; `None` before the first time.
    basis: Option<weighing::Basis>,
    today: Today,
    /// The fields that had the focus and lost it: only they show what is wrong with them.
    visited: BTreeSet<Field>,
    /// Where each step had its focus when it was left.
    places: BTreeMap<Step, Focus>,
    /// Whether something was changed since the last save was asked for.
    unsaved: bool,
    ticket: u64,
    view: review::View,
}

impl Form {
    /// An empty plan, with the cursor in its name.
    pub fn new(id: DraftId, today: Today) -> Self {
        let mut form = Self::of(id, Draft::new(), Step::Basics, Saved::Nothing, today);
        form.editing = Some(TextField::default());
        form
    }

    /// A saved draft, at the step it was left on. Everything wrong with it shows.
    pub fn resume(saved: SavedDraft, today: Today) -> Self {
        let SavedDraft { id, step, saved_at, copy_of, draft } = saved;
        let mut form = Self::of(id, draft, step, Saved::At(saved_at), today);
        form.copy_of = copy_of;
        form.visited = Step::ALL.into_iter().flat_map(|step| form.draft().fields(step)).collect();
        form.focus = form.first_problem().unwrap_or(form.focus);
        form.start_typing();
        form
    }

    fn of(id: DraftId, draft: Draft, step: Step, saved: Saved, today: Today) -> Self {
        let check = draft.check(today);
        let mut form = Self {
            id,
            step,
            focus: Focus::Field(Field::Body(BodyField::Name)),
            editing: None,
            commanding: false,
            word: None,
            saved,
            copy_of: None,
            sought: false,
            popup: None,
            review: Review::default(),
            launch: LaunchStage::default(),
            history: History::new(draft),
            edited: false,
            change_count: 0,
            check,
            meaning: Meaning::default(),
            names: Names::default(),
            basis: None,
            today,
            visited: BTreeSet::new(),
            places: BTreeMap::new(),
            unsaved: false,
            ticket: 0,
            view: review::View::default(),
        };
        form.focus = form.first_stop();
        form
    }

    /// What is typed.
    pub fn draft(&self) -> &Draft {
        self.history.draft()
    }

    /// What the rules say of the plan, whether it is on screen yet or not.
    pub fn check(&self) -> &Verdict {
        &self.check
    }

    /// The day on which it is judged.
    pub fn today(&self) -> Today {
        self.today
    }

    /// Whether there is something to undo, and something to redo.
    pub fn can_undo_redo(&self) -> (bool, bool) {
        (self.history.can_undo(), self.history.can_redo())
    }

    pub fn focused_field(&self) -> Option<Field> {
        match self.focus {
            Focus::Field(field) => Some(field),
            Focus::Next | Focus::Create => None,
        }
    }

    /// The index of the run or slot that the focus is in.
    pub fn entry(&self) -> Option<usize> {
        match self.focused_field()? {
            Field::Slot(index) | Field::InSlot(index, _) | Field::Run(index) | Field::InRun(index, _) => Some(index),
            _ => None,
        }
    }

    /// Which draft a launch of it is made of.
    pub fn origin(&self) -> Origin {
        let copy_of = self.copy_of.as_ref().map(ToString::to_string);
        Origin { draft: self.id.to_string(), copy_of }
    }

    fn first_stop(&self) -> Focus {
        self.stops().first().copied().unwrap_or(Focus::Next)
    }
}
