//! Everything a key can do, by name.

pub mod form;

use self::form::FormAction;

/// A named action. Keys reach it through [`super::keymap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Move the cursor, the choice or the page.
    Move(Step),
    /// Open the row under the cursor.
    OpenDetail,
    /// Go one layer back.
    Back,
    /// Leave the view, or the program at the top.
    Quit,
    /// Leave the program from anywhere.
    Leave,
    /// Stop the program and give the shell back until it is continued.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// Edit the filter.
    EditFilter,
    /// Keep the filter as typed.
    KeepFilter,
    /// Drop the filter.
    ShowAll,
    /// Choose the column to sort by.
    OpenSort,
    /// Sort by the shown choice of the sort menu.
    ChooseSort,
    /// Turn the order round.
    ReverseSort,
    /// Sort by the column to the left.
    SortLeft,
    /// Sort by the column to the right.
    SortRight,
    /// Put rows that were held calm where the order says.
    Rerank,
    /// Scroll the table by a column to the left.
    ScrollLeft,
    /// Scroll the table by a column to the right.
    ScrollRight,
    /// Choose, order and hide columns.
    OpenColumns,
    /// Show or hide the chosen column.
    ToggleColumn,
    /// Move the chosen column to the left.
    ColumnLeft,
    /// Move the chosen column to the right.
    ColumnRight,
    /// All columns as at first.
    ResetColumns,
    /// All columns and no preview, or back.
    ToggleWide,
    /// Mark or unmark the row and go on.
    Mark,
    /// Begin a range, or mark it.
    MarkRange,
    /// Mark all that the filter shows, or unmark everything.
    MarkAll,
    /// Give up the range, else drop the filter.
    Clear,
    /// Ask the server now.
    Refresh,
    /// Stop or resume asking.
    Freeze,
    /// Ask less often.
    Slower,
    /// Ask more often.
    Faster,
    /// Show or hide the preview.
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
    /// Copy the chosen launch's own id.
    CopyLaunchId,
    /// State what became of the chosen launch.
    State(Claim),
    /// Have the statement judged.
    SubmitStatement,
    /// Find what can be done.
    OpenHelp,
    /// Do what is chosen in the help.
    RunChosen,
    /// To the next page of the campaign, or the next section of the help.
    NextTab,
    /// To the page or section before.
    PreviousTab,
    /// Show the campaign as JSON.
    ShowRaw,
    /// To the next campaign, while one is open.
    NextRow,
    /// To the campaign before, while one is open.
    PreviousRow,
    /// Choose what to copy.
    OpenCopy,
    /// Copy this.
    Copy(CopyItem),
    /// Take the mouse, or give it back to the terminal.
    ToggleMouse,
    /// Say why campaigns cannot be edited, paused or deleted here.
    ExplainMissing,
    /// What the form that creates a campaign does.
    Form(FormAction),
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
    /// A Markdown table.
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
pub enum Step {
    /// One up.
    Up,
    /// One down.
    Down,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Step {
    /// Where a step from `from` leads in a list of `len` of which `page` are visible.
    pub fn apply(self, from: usize, len: usize, page: usize) -> usize {
        let (page, last) = (page.max(1), len.saturating_sub(1));
        let to = match self {
            Step::Up => from.saturating_sub(1),
            Step::Down => from.saturating_add(1),
            Step::First => 0,
            Step::Last => last,
            Step::HalfUp => from.saturating_sub(page.div_ceil(2)),
            Step::HalfDown => from.saturating_add(page.div_ceil(2)),
            Step::PageUp => from.saturating_sub(page),
            Step::PageDown => from.saturating_add(page),
        };
        to.min(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_inside_the_list() {
        assert_eq!(Step::Down.apply(4, 5, 10), 4);
        assert_eq!(Step::Up.apply(0, 5, 10), 0);
        assert_eq!(Step::HalfDown.apply(0, 100, 9), 5);
        assert_eq!(Step::PageUp.apply(50, 100, 9), 41);
        assert_eq!(Step::Last.apply(3, 0, 9), 0);
    }
}
