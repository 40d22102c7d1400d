//! Everything a key can do in the form, by name.

use crate::domain::draft::Step;

/// A named action of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormAction {
    /// Put the form on screen, as it was left.
    Open,
    /// Leave the form; all of it is kept.
    Leave,
    /// One layer back: out of the popup, out of the field, to the step before, out of the form.
    Back,
    /// To the next field or button.
    NextStop,
    /// To the field before.
    PreviousStop,
    /// To the next step.
    NextStep,
    /// To the step before.
    PreviousStep,
    /// To this step.
    Go(Step),
    /// Type into the field, pick its value, open its sheet, switch it over, or press the button.
    Enter,
    /// Switch over.
    Toggle,
    /// Switch on.
    SwitchOn,
    /// Switch off.
    SwitchOff,
    /// The choice before, or the request in the shape before.
    Left,
    /// The next choice, or the request in the next shape.
    Right,
    /// In a text: the cursor to the right; at its end, take what is offered.
    Accept,
    /// The day after.
    Later,
    /// The day before.
    Earlier,
    /// Add a run or slot.
    Add,
    /// Take the run or slot out.
    Remove,
    /// Copy the run or slot.
    Duplicate,
    /// Copy the run to a week later.
    Repeat,
    /// All runs a week later, their weekdays kept.
    WeekLater,
    /// All runs a week earlier.
    WeekEarlier,
    /// To the next run or slot.
    NextEntry,
    /// To the run or slot before.
    PreviousEntry,
    /// Move the run or slot to behind the next one.
    MoveLater,
    /// Move the run or slot to before the one before it.
    MoveEarlier,
    /// Fill the slots with the company's own hours.
    CompanyHours,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// In the calendar: a day earlier.
    DayBefore,
    /// In the calendar: a day later.
    DayAfter,
    /// In the calendar of several days: pick the day, or drop it.
    PickDay,
    /// The same with every such weekday of the run.
    PickWeekdays,
    /// Take what is chosen in the popup.
    Take,
    /// Add the pasted rows that are understood.
    TakeRows,
    /// Copy the request in the shape that is shown.
    CopyRequest,
    /// Write the plan as a file.
    WritePlan,
    /// What comes next for the launch: try again, go on, close.
    Proceed,
    /// Show the drafts.
    OpenDrafts,
    /// Go on with the chosen draft.
    Resume,
    /// Begin a new draft.
    New,
    /// Begin a new draft like the chosen launch.
    NewLike,
    /// Ask whether the chosen draft is to be removed.
    RemoveDraft,
    /// Remove it.
    ConfirmRemoval,
}
