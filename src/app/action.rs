//! Everything a key can do, by name.

pub mod form;
pub mod history;

use self::form::FormAction;
use self::history::HistoryAction;
use super::export::Format;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Move the cursor, the choice or the page.
    Move(Movement),
    /// Open the campaign under the cursor; open or close a group.
    OpenDetail,
    /// Go one layer back.
    Back,
    /// Close the view; with none open, leave the program.
    Quit,
    /// Leave the program from anywhere.
    Leave,
    /// Give the terminal back to the shell until the program is continued.
    Suspend,
    /// Draw every cell again.
    Redraw,
    EditFilter,
    /// Keep the filter as typed.
    KeepFilter,
    /// Take what the filter offers, or the fix of its mistake.
    Complete,
    /// Go down among what the filter offers, or to a newer filter.
    OfferDown,
    /// Go up among what the filter offers, or to the filter kept before.
    OfferUp,
    ShowAll,
    /// Open the view of this number, from 1.
    OpenView(u8),
    /// Choose the column to sort by.
    OpenSort,
    /// Sort by the choice of the sort menu.
    ChooseSort,
    /// Choose what changes are compared with.
    OpenBaseline,
    /// Compare with the choice of the menu.
    ChooseBaseline,
    /// Turn the order round.
    ReverseSort,
    SortLeft,
    SortRight,
    /// Put held rows where the order says.
    Rerank,
    /// Gather rows by the next thing that they can be grouped by.
    Group,
    /// Close every group, or open them all.
    OpenGroups,
    ScrollLeft,
    ScrollRight,
    /// Choose, order and hide columns.
    OpenColumns,
    /// Show or hide the chosen column.
    ToggleColumn,
    ColumnLeft,
    ColumnRight,
    /// Show the columns as they stood at first.
    ResetColumns,
    /// Show all columns and no preview, or what was shown before.
    ToggleWide,
    /// Mark or unmark the row and go on.
    Mark,
    /// Begin a range, or mark it.
    MarkRange,
    /// Mark all that the filter shows, or unmark everything.
    MarkAll,
    /// Give up the range, else drop the filter.
    Clear,
    /// Go to another moment.
    Walk(Walk),
    /// Type the moment of the past to go to.
    OpenMoment,
    GoToMoment,
    /// Leave the past.
    Now,
    /// Type that it is known what needs a person, and why nothing is done.
    Acknowledge,
    /// Ask the server now.
    Refresh,
    /// Stop or resume asking.
    Freeze,
    Slower,
    Faster,
    TogglePreview,
    /// Move the preview to the other side of the table.
    MovePreview,
    /// Show exact ages, countdowns and counts.
    OpenStatus,
    /// Show every launch of this machine.
    OpenLaunches,
    /// Go to the chosen launch's campaign in the table.
    ShowCampaign,
    /// Copy the chosen launch's campaign numbers, or its own id where none is known.
    CopyCampaign,
    CopyLaunchId,
    /// State what became of the chosen launch.
    State(Claim),
    /// Have the statement judged.
    SubmitStatement,
    /// Type what is to be done.
    OpenCommand,
    /// The command line, to type what is to be done about views.
    OpenViews,
    /// Do what the command line says.
    RunCommand,
    /// Take what is suggested into the command line.
    CompleteCommand,
    /// Find what can be done.
    OpenHelp,
    /// Do what is chosen in the help.
    RunChosen,
    /// Go to the next page of the campaign, or the next section of the help.
    NextTab,
    /// Go to the page or section before.
    PreviousTab,
    /// Put the marked campaigns side by side.
    OpenCompare,
    /// Compare with the pool instead of the first, or the other way round.
    TurnBaseline,
    /// Copy the comparison as Markdown.
    CopyComparison,
    /// Show the campaign as JSON.
    ShowRaw,
    /// Open the next campaign, while one is open.
    NextRow,
    /// Open the campaign before, while one is open.
    PreviousRow,
    /// Choose what to copy.
    OpenCopy,
    Copy(CopyItem),
    /// List what happened: to all campaigns, or to the open one.
    OpenHappened,
    /// Open the campaign of the chosen event.
    OpenEvent,
    /// Search in what happened.
    SearchEvents,
    /// Keep what is searched for there.
    KeepSearch,
    /// Copy the events that are found.
    CopyEvents,
    /// List what was told of alerts.
    OpenAlerts,
    /// Open the campaign of the chosen one.
    OpenAlerted,
    /// Choose how what is shown is written to a file.
    OpenWrite,
    ChooseFormat(Format),
    /// Write letters instead of names, or the names.
    ToggleNames,
    /// Type the name of the file.
    TypeName,
    KeepName,
    /// Write the file, unless one of its name is there.
    WriteFile,
    /// Write it over the one that is there.
    Overwrite,
    /// Take the mouse, or give it back to the terminal.
    ToggleMouse,
    /// Say why campaigns cannot be edited, paused or deleted here.
    ExplainMissing,
    Form(FormAction),
    /// On the page of a campaign's history.
    History(HistoryAction),
}

/// A line of the copy menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CopyItem {
    /// The cell of the column that the table is sorted by.
    Cell,
    Id,
    Name,
    /// The numbers and names of the row, with tabs between.
    Row,
    /// The API's own object.
    Json,
    Markdown,
    /// The list request as a curl command.
    Curl,
    /// The view as a command of kaytop.
    View,
}

impl CopyItem {
    /// In the order of the menu.
    pub const ALL: [Self; 8] =
        [Self::Cell, Self::Id, Self::Name, Self::Row, Self::Json, Self::Markdown, Self::Curl, Self::View];
}

/// A step through time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Walk {
    ChangeBefore,
    ChangeAfter,
    /// At the same time of the day.
    DayBefore,
    DayAfter,
}

/// What is stated of a launch whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Claim {
    /// It is there: its number is typed.
    Found,
    /// It is not there: its name is typed.
    NotThere,
}

/// How far a movement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Movement {
    Up,
    Down,
    First,
    Last,
    HalfUp,
    HalfDown,
    PageUp,
    PageDown,
}

impl Movement {
    /// Where a step from `from` leads in a list of `len` of which `page` are visible.
    pub fn apply(self, from: usize, len: usize, page: usize) -> usize {
        let (page, last) = (page.max(1), len.saturating_sub(1));
        let to = match self {
            Movement::Up => from.saturating_sub(1),
            Movement::Down => from.saturating_add(1),
            Movement::First => 0,
            Movement::Last => last,
            Movement::HalfUp => from.saturating_sub(page.div_ceil(2)),
            Movement::HalfDown => from.saturating_add(page.div_ceil(2)),
            Movement::PageUp => from.saturating_sub(page),
            Movement::PageDown => from.saturating_add(page),
        };
        to.min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_inside_the_list() {
        assert_eq!(Movement::Down.apply(4, 5, 10), 4);
        assert_eq!(Movement::Up.apply(0, 5, 10), 0);
        assert_eq!(Movement::HalfDown.apply(0, 100, 9), 5);
        assert_eq!(Movement::PageUp.apply(50, 100, 9), 41);
        assert_eq!(Movement::Last.apply(3, 0, 9), 0);
    }
}
