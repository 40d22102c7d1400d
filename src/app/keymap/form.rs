//! The keys of the form that creates a campaign, in the order help lists them.

use super::Chord::One;
use super::Scope::{
    Calendar, Choices, Code, Detail, Drafts, Form, FormText, Launches, Launching, Pasted, Sheet, Table,
};
use super::{Binding, Scope, bind, c};
use crate::app::action::{Action, Step};
use crate::app::form::action::FormAction;
use crate::app::key::Key;
use crate::domain::draft::Step as Page;

/// Where the form's own layers are, those included where letters are text.
const INSIDE: &[Scope] = &[Form, FormText, Calendar, Choices, Sheet, Pasted, Launching, Code];
const FIELDS: &[Scope] = &[Form, FormText];
const WRITING: &[Scope] = &[FormText, Sheet];
const LAUNCH: &[Scope] = &[Launching, Code];
const F: &[Scope] = &[Form];

const fn form(
    scopes: &'static [Scope],
    chords: &'static [super::Chord],
    action: FormAction,
    label: &'static str,
    help: &'static str,
    rank: u8,
) -> Binding {
    bind(scopes, chords, Action::Form(action), label, help, rank)
}

/// In the order help lists them.
pub(super) const BINDINGS: &[Binding] = &[
    form(&[Table, Detail], &[c('c')], FormAction::Open, "create", "create a campaign: the form, as it was left", 8),
    form(
        &[Launches],
        &[c('t')],
        FormAction::NewLike,
        "new like it",
        "in the launches: begin a new draft like it, its dates later by whole weeks",
        2,
    ),
    form(FIELDS, &[One(Key::Tab), One(Key::Down)], FormAction::NextStop, "field", "in the form: the next field", 2),
    form(
        FIELDS,
        &[One(Key::BackTab), One(Key::Up)],
        FormAction::PreviousStop,
        "field",
        "in the form: the field before",
        0,
    ),
    form(
        FIELDS,
        &[One(Key::PageDown), One(Key::Ctrl('n'))],
        FormAction::NextStep,
        "step",
        "in the form: the next step",
        3,
    ),
    form(
        FIELDS,
        &[One(Key::PageUp), One(Key::Ctrl('p'))],
        FormAction::PreviousStep,
        "step",
        "in the form: the step before",
        0,
    ),
    form(F, &[c('1')], FormAction::Go(Page::Basics), "Basics", "in the form: to step 1, Basics", 0),
    form(F, &[c('2')], FormAction::Go(Page::Audience), "Audience", "in the form: to step 2, Audience", 0),
    form(F, &[c('3')], FormAction::Go(Page::Hours), "Hours", "in the form: to step 3, Hours", 0),
    form(F, &[c('4')], FormAction::Go(Page::Runs), "Runs", "in the form: to step 4, Runs", 0),
    form(F, &[c('5')], FormAction::Go(Page::Report), "Report", "in the form: to step 5, Report", 0),
    form(F, &[c('6')], FormAction::Go(Page::Review), "Review", "in the form: to step 6, Review", 0),
    form(
        FIELDS,
        &[One(Key::Enter)],
        FormAction::Enter,
        "edit, pick",
        "in the form: type, pick from a list or calendar, switch, press",
        1,
    ),
    form(F, &[c(' ')], FormAction::Toggle, "switch", "in the form: switch on or off", 0),
    form(
        F,
        &[One(Key::Left)],
        FormAction::Left,
        "choose",
        "in the form: the choice before; on the review: the request otherwise",
        0,
    ),
    form(
        F,
        &[One(Key::Right)],
        FormAction::Right,
        "choose",
        "in the form: the next choice; on the review: the request otherwise",
        0,
    ),
    form(
        &[FormText],
        &[One(Key::Right)],
        FormAction::Accept,
        "accept",
        "in a field of the form: to the right; at the end, take what is offered",
        0,
    ),
    form(F, &[c('+')], FormAction::Later, "day later", "in the form: a date a day later", 0),
    form(F, &[c('-')], FormAction::Earlier, "day earlier", "in the form: a date a day earlier", 0),
    form(F, &[c('a')], FormAction::Add, "add", "in the form: add a run or slot", 5),
    form(F, &[c('x'), One(Key::Delete)], FormAction::Remove, "remove", "in the form: take the run or slot out", 6),
    form(F, &[c('d')], FormAction::Duplicate, "duplicate", "in the form: copy the run or slot", 0),
    form(F, &[c('r')], FormAction::Repeat, "weekly", "in the form: copy the run to a week later", 0),
    form(F, &[c('}')], FormAction::NextEntry, "next run", "in the form: the next run or slot", 0),
    form(F, &[c('{')], FormAction::PreviousEntry, "run before", "in the form: the run or slot before", 0),
    form(F, &[c('J')], FormAction::MoveLater, "move down", "in the form: move the run or slot down the list", 0),
    form(F, &[c('K')], FormAction::MoveEarlier, "move up", "in the form: move the run or slot up the list", 0),
    form(
        F,
        &[c('h')],
        FormAction::CompanyHours,
        "company hours",
        "in the form: fill the slots with the company's hours",
        0,
    ),
    form(F, &[c('u'), One(Key::Ctrl('_'))], FormAction::Undo, "undo", "in the form: take the last change back", 7),
    form(
        WRITING,
        &[One(Key::Ctrl('_'))],
        FormAction::Undo,
        "undo",
        "in a field of the form: take the last change back",
        4,
    ),
    form(F, &[c('U'), One(Key::Ctrl('r'))], FormAction::Redo, "redo", "in the form: make it again", 0),
    form(WRITING, &[One(Key::Ctrl('r'))], FormAction::Redo, "redo", "in a field of the form: make it again", 0),
    bind(
        F,
        &[One(Key::Ctrl('d'))],
        Action::Move(Step::HalfDown),
        "request",
        "in the form: the request of the review, half a page down",
        0,
    ),
    bind(
        F,
        &[One(Key::Ctrl('u'))],
        Action::Move(Step::HalfUp),
        "request",
        "in the form: the request of the review, half a page up",
        0,
    ),
    form(F, &[c('y')], FormAction::CopyRequest, "copy", "in the form: copy the request as the review shows it", 0),
    form(F, &[c('w')], FormAction::WritePlan, "write", "in the form: write the plan as a file", 0),
    form(&[Table, Form, Launching], &[c('D')], FormAction::OpenDrafts, "drafts", "the drafts on this machine", 0),
    form(&[Calendar], &[One(Key::Left), c('h')], FormAction::DayBefore, "day", "in the calendar: a day earlier", 0),
    form(&[Calendar], &[One(Key::Right), c('l')], FormAction::DayAfter, "day", "in the calendar: a day later", 2),
    bind(&[Calendar], &[One(Key::Down), c('j')], Action::Move(Step::Down), "next", "in the calendar: a week later", 3),
    bind(&[Calendar], &[One(Key::Up), c('k')], Action::Move(Step::Up), "before", "in the calendar: a week earlier", 0),
    bind(&[Calendar], &[One(Key::PageDown)], Action::Move(Step::PageDown), "page", "in the calendar: a month later", 4),
    bind(&[Calendar], &[One(Key::PageUp)], Action::Move(Step::PageUp), "page", "in the calendar: a month earlier", 0),
    bind(
        &[Calendar],
        &[One(Key::Home)],
        Action::Move(Step::First),
        "first",
        "in the calendar: the first of the month",
        0,
    ),
    bind(&[Calendar], &[One(Key::End)], Action::Move(Step::Last), "last", "in the calendar: the last of the month", 0),
    form(&[Calendar], &[One(Key::Enter)], FormAction::Take, "take", "in the calendar: take the chosen day", 1),
    bind(&[Choices], &[One(Key::Down), c('j')], Action::Move(Step::Down), "next", "in the pick list: the next", 2),
    bind(&[Choices], &[One(Key::Up), c('k')], Action::Move(Step::Up), "before", "in the pick list: the one before", 0),
    bind(&[Choices], &[One(Key::PageDown)], Action::Move(Step::PageDown), "page", "in the pick list: a page down", 0),
    bind(&[Choices], &[One(Key::PageUp)], Action::Move(Step::PageUp), "page", "in the pick list: a page up", 0),
    bind(&[Choices], &[One(Key::Home)], Action::Move(Step::First), "first", "in the pick list: the first", 0),
    bind(&[Choices], &[One(Key::End)], Action::Move(Step::Last), "last", "in the pick list: the last", 0),
    form(&[Choices], &[One(Key::Enter)], FormAction::Take, "take", "in the pick list: take the chosen one", 1),
    bind(&[Pasted], &[One(Key::Down), c('j')], Action::Move(Step::Down), "move", "in the pasted rows: a line down", 2),
    bind(&[Pasted], &[One(Key::Up), c('k')], Action::Move(Step::Up), "move", "in the pasted rows: a line up", 0),
    bind(&[Pasted], &[One(Key::PageDown)], Action::Move(Step::PageDown), "page", "in the pasted rows: a page down", 0),
    bind(&[Pasted], &[One(Key::PageUp)], Action::Move(Step::PageUp), "page", "in the pasted rows: a page up", 0),
    bind(&[Pasted], &[One(Key::Home)], Action::Move(Step::First), "first", "in the pasted rows: the first", 0),
    bind(&[Pasted], &[One(Key::End)], Action::Move(Step::Last), "last", "in the pasted rows: the last", 0),
    form(
        &[Pasted],
        &[One(Key::Enter)],
        FormAction::TakeRows,
        "take",
        "in the pasted rows: take those that are understood",
        1,
    ),
    form(LAUNCH, &[One(Key::Enter)], FormAction::Proceed, "go on", "in a launch: what comes next; never sends", 1),
    form(
        INSIDE,
        &[One(Key::Esc)],
        FormAction::Back,
        "back",
        "in the form: out of the field, again: a step back, at last out of the form",
        1,
    ),
    form(&[Form, Launching], &[c('q')], FormAction::Leave, "leave", "in the form: leave it; all of it is kept", 9),
    form(
        INSIDE,
        &[One(Key::Ctrl('c'))],
        FormAction::Leave,
        "leave",
        "in the form: leave it from anywhere; all of it is kept",
        5,
    ),
    form(&[Drafts], &[One(Key::Enter)], FormAction::Resume, "go on", "in the drafts: go on with the chosen one", 1),
    form(&[Drafts], &[c('n')], FormAction::New, "new", "in the drafts: begin a new one", 2),
    form(
        &[Drafts],
        &[c('x')],
        FormAction::RemoveDraft,
        "remove",
        "in the drafts: remove the chosen one; asks for a second press",
        3,
    ),
];
