//! The keys of the table and what lies over it, in the order help lists them.

use super::Chord::{Digit, One, Twice};
use super::Scope::{
    Calendar, Choices, Code, Columns, Command, Compare, Copying, Detail, Drafts, FileName, Filter, Form, FormButton,
    FormChoice, FormList, FormSwitch, FormText, Help, History, Launches, Launching, Pasted, Review, Sheet, Sort,
    Statement, Status, Table, Writing,
};
use super::{Binding, Scope, bind, c};
use crate::app::action::Action::{self, Move};
use crate::app::action::history::HistoryAction;
use crate::app::action::{Claim, CopyItem, Movement};
use crate::app::export::{Format, Rows, Screen};
use crate::app::key::Key::{self, Char};

const MAIN: &[Scope] = &[Table, Detail, History];
const SHOWN: &[Scope] = &[Table, Detail, History, Compare];
const ASKING: &[Scope] = &[Table, Detail, History, Status];
const MOVING: &[Scope] = &[Table, Detail, History, Compare, Sort, Columns, Launches, Drafts, Status];
const ENDING: &[Scope] = &[Table, Detail, Compare, Sort, Columns, Launches, Drafts, Status];
const OPENED: &[Scope] = &[Detail, History];
const CHART: &[Scope] = &[History];
const NOT_TYPING: &[Scope] =
    &[Table, Detail, History, Compare, Sort, Columns, Copying, Writing, Launches, Drafts, Status];
const ASKABLE: &[Scope] = &[
    Table, Detail, History, Compare, Sort, Columns, Copying, Writing, Launches, Drafts, Status, Form, Review, Launching,
];
const WRITING: &[Scope] = &[
    Filter, FormText, FormSwitch, FormChoice, FormButton, FormList, Calendar, Choices, Sheet, Pasted, Code, Statement,
    FileName,
];
const OUTSIDE_LAUNCHES: &[Scope] =
    &[Table, Detail, History, Compare, Sort, Columns, Copying, Status, Form, Review, Launching];
const COPY: &[Scope] = &[Copying];
const WRITE: &[Scope] = &[Writing];
const LAYERS: &[Scope] = &[
    Detail, History, Compare, Filter, Sort, Columns, Copying, Command, Writing, FileName, Launches, Statement, Drafts,
    Status, Help,
];
const OUTSIDE_FORM: &[Scope] = &[
    Table, Detail, History, Compare, Filter, Sort, Columns, Copying, Command, Writing, FileName, Launches, Statement,
    Drafts, Status, Help,
];
const ANYWHERE: &[Scope] = &[
    Table, Detail, History, Compare, Filter, Sort, Columns, Copying, Command, Launches, Drafts, Status, Help, Form,
    FormText, FormSwitch, FormChoice, FormButton, FormList, Review, Calendar, Choices, Sheet, Pasted, Launching, Code,
    Statement, Writing, FileName,
];

const CSV: Format = Format::Rows(Rows::Csv);
const EXCEL: Format = Format::Rows(Rows::Excel);
const JSON_LINES: Format = Format::Rows(Rows::JsonLines);
const MARKDOWN: Format = Format::Rows(Rows::Markdown);
const HTML: Format = Format::Rows(Rows::Html);
const SVG: Format = Format::Screen(Screen::Svg);
const TEXT: Format = Format::Screen(Screen::Text);

/// In the order help lists them.
pub(super) const BINDINGS: &[Binding] = &[
    bind(MOVING, &[One(Key::Down), c('j')], Move(Movement::Down), "move", "next row or line", 0),
    bind(MOVING, &[One(Key::Up), c('k')], Move(Movement::Up), "move", "previous row or line", 0),
    bind(ENDING, &[Twice(Char('g')), One(Key::Home)], Move(Movement::First), "top", "first row or line", 0),
    bind(ENDING, &[c('G'), One(Key::End)], Move(Movement::Last), "end", "last row or line", 0),
    bind(MOVING, &[One(Key::Ctrl('d'))], Move(Movement::HalfDown), "half page", "half a page down", 0),
    bind(MOVING, &[One(Key::Ctrl('u'))], Move(Movement::HalfUp), "half page", "half a page up", 0),
    bind(MOVING, &[One(Key::PageDown), One(Key::Ctrl('f'))], Move(Movement::PageDown), "page", "a page down", 0),
    bind(MOVING, &[One(Key::PageUp), One(Key::Ctrl('b'))], Move(Movement::PageUp), "page", "a page up", 0),
    bind(&[Table], &[One(Key::Enter)], Action::OpenDetail, "open", "open the campaign; open or close a group", 1),
    bind(OPENED, &[c(')')], Action::NextRow, "next", "in a campaign: the next one of the table", 2),
    bind(OPENED, &[c('(')], Action::PreviousRow, "previous", "in a campaign: the one before", 2),
    bind(OPENED, &[One(Key::Tab)], Action::NextTab, "tab", "in a campaign: the next page of it", 3),
    bind(OPENED, &[One(Key::BackTab)], Action::PreviousTab, "tab back", "in a campaign: the page before", 0),
    bind(&[Detail], &[c('l'), One(Key::Right)], Action::NextTab, "tab", "in a campaign: the next page of it", 0),
    bind(&[Detail], &[c('h'), One(Key::Left)], Action::PreviousTab, "tab back", "in a campaign: the page before", 0),
    bind(
        CHART,
        &[One(Key::Left), c('h')],
        Action::History(HistoryAction::Earlier),
        "cursor",
        "in the history: the cursor of the chart to what was before",
        1,
    ),
    bind(
        CHART,
        &[One(Key::Right), c('l')],
        Action::History(HistoryAction::Later),
        "later",
        "in the history: to what came after",
        0,
    ),
    bind(
        CHART,
        &[One(Key::Home), Twice(Char('g'))],
        Action::History(HistoryAction::First),
        "start",
        "in the history: to the beginning of the chart",
        0,
    ),
    bind(CHART, &[One(Key::End), c('G')], Action::History(HistoryAction::Last), "end", "in the history: to its end", 0),
    bind(
        CHART,
        &[c('>')],
        Action::History(HistoryAction::Longer),
        "longer",
        "in the history: a longer time, of 1, 7, 30 days and all",
        2,
    ),
    bind(CHART, &[c('<')], Action::History(HistoryAction::Shorter), "shorter", "in the history: a shorter time", 2),
    bind(
        CHART,
        &[c('v')],
        Action::History(HistoryAction::NextValue),
        "value",
        "in the history: calls, new calls, success or conversion",
        2,
    ),
    bind(&[Table], &[c('i')], Action::ShowRaw, "JSON", "open the campaign as raw JSON", 0),
    bind(OPENED, &[c('i')], Action::ShowRaw, "JSON", "in a campaign: its raw JSON; again: the overview", 4),
    bind(&[Table], &[c('/')], Action::EditFilter, "filter", "filter as you type, locally and for free", 2),
    bind(
        &[Filter],
        &[One(Key::Enter)],
        Action::KeepFilter,
        "keep",
        "in the filter: keep it, and send its key: to the server",
        1,
    ),
    bind(
        &[Filter],
        &[One(Key::Tab)],
        Action::Complete,
        "complete",
        "in the filter: take what is offered, or the fix of a mistake",
        2,
    ),
    bind(
        &[Filter],
        &[One(Key::Down), One(Key::Ctrl('n'))],
        Action::OfferDown,
        "choose",
        "in the filter: choose among what is offered, or go to a newer filter",
        3,
    ),
    bind(
        &[Filter],
        &[One(Key::Up), One(Key::Ctrl('p'))],
        Action::OfferUp,
        "recall",
        "in the filter: the filters that were kept before",
        4,
    ),
    bind(&[Table], &[c('0')], Action::ShowAll, "all", "drop the filter, show all", 0),
    bind(&[Table], &[Digit], Action::OpenView(1), "view", "open the view of that number; again: as it was saved", 0),
    bind(
        &[Table],
        &[c('V')],
        Action::OpenViews,
        "views",
        "views: open one by its name; save, rename, move or remove one",
        0,
    ),
    bind(&[Table], &[c('s')], Action::OpenSort, "sort", "choose the column to sort by", 3),
    bind(
        &[Sort],
        &[One(Key::Enter)],
        Action::ChooseSort,
        "sort",
        "in the sort menu: sort by this column; again turns it round",
        1,
    ),
    bind(&[Table, Sort], &[c('S')], Action::ReverseSort, "reverse", "turn the order round", 0),
    bind(&[Table], &[c('<')], Action::SortLeft, "sort left", "sort by the column to the left", 0),
    bind(&[Table], &[c('>')], Action::SortRight, "sort right", "sort by the column to the right", 0),
    bind(&[Table], &[c('R')], Action::Rerank, "re-rank", "put rows that were held calm where the order says", 0),
    bind(&[Table], &[c('z')], Action::Group, "group", "group by agent, by list, by origin, or not at all", 4),
    bind(&[Table], &[c('Z')], Action::OpenGroups, "groups", "close all groups; again opens all", 0),
    bind(&[Table], &[One(Key::Left), c('h')], Action::ScrollLeft, "left", "scroll the columns to the left", 0),
    bind(&[Table], &[One(Key::Right), c('l')], Action::ScrollRight, "right", "scroll the columns to the right", 0),
    bind(&[Table], &[c('C')], Action::OpenColumns, "columns", "choose, order and hide columns", 0),
    bind(&[Columns], &[c(' '), One(Key::Enter)], Action::ToggleColumn, "show", "in the columns sheet: show or hide", 1),
    bind(&[Columns], &[c('K'), c('<')], Action::ColumnLeft, "earlier", "in the columns sheet: move it to the left", 3),
    bind(&[Columns], &[c('J'), c('>')], Action::ColumnRight, "later", "in the columns sheet: move it to the right", 4),
    bind(&[Columns], &[c('0')], Action::ResetColumns, "reset", "in the columns sheet: all as at first", 5),
    bind(&[Table], &[c('W')], Action::ToggleWide, "wide", "wide: every column and no preview; again goes back", 0),
    bind(&[Table], &[c(' ')], Action::Mark, "mark", "mark or unmark the campaign or group and go on", 0),
    bind(&[Table], &[c('v')], Action::MarkRange, "range", "begin a range; again marks it", 0),
    bind(&[Table], &[c('a')], Action::MarkAll, "mark all", "mark all in the filter; again unmarks every row", 0),
    bind(
        MAIN,
        &[c('=')],
        Action::OpenCompare,
        "compare",
        "compare what is marked, or the groups, two to six side by side",
        5,
    ),
    bind(
        &[Compare],
        &[c('b')],
        Action::TurnBaseline,
        "baseline",
        "in the comparison: against the pool of all shown, or against the first",
        2,
    ),
    bind(
        &[Compare],
        &[One(Key::Right), c('l')],
        Action::ScrollRight,
        "right",
        "in the comparison: the columns further right",
        4,
    ),
    bind(&[Compare], &[One(Key::Left), c('h')], Action::ScrollLeft, "left", "in the comparison: back to the left", 0),
    bind(&[Compare], &[c('y')], Action::CopyComparison, "copy", "in the comparison: copy it as Markdown", 3),
    bind(&[Compare], &[c('=')], Action::Back, "close", "in the comparison: back to the table", 0),
    bind(MAIN, &[c('y')], Action::OpenCopy, "copy", "copy: opens a menu of what", 6),
    bind(COPY, &[c('y')], Action::Copy(CopyItem::Cell), "cell", "in the copy menu: the cell of the sorted column", 0),
    bind(COPY, &[c('i')], Action::Copy(CopyItem::Id), "id", "in the copy menu: the id", 0),
    bind(COPY, &[c('n')], Action::Copy(CopyItem::Name), "name", "in the copy menu: the name", 0),
    bind(
        COPY,
        &[c('r')],
        Action::Copy(CopyItem::Row),
        "row",
        "in the copy menu: the row, with tabs between its cells",
        0,
    ),
    bind(COPY, &[c('j')], Action::Copy(CopyItem::Json), "JSON", "in the copy menu: the API's own object", 0),
    bind(COPY, &[c('m')], Action::Copy(CopyItem::Markdown), "Markdown", "in the copy menu: a Markdown table", 0),
    bind(
        COPY,
        &[c('c')],
        Action::Copy(CopyItem::Curl),
        "curl",
        "in the copy menu: the list request for curl, without the key",
        0,
    ),
    bind(
        COPY,
        &[c('v')],
        Action::Copy(CopyItem::View),
        "view",
        "in the copy menu: this view as a command of kaytop",
        0,
    ),
    bind(SHOWN, &[c('w')], Action::OpenWrite, "write", "write what is shown to a file: opens a sheet of how", 7),
    bind(WRITE, &[One(Key::Enter)], Action::WriteFile, "write", "in the write sheet: write the file", 1),
    bind(
        WRITE,
        &[c('o')],
        Action::Overwrite,
        "overwrite",
        "in the write sheet: write over the file that is there already",
        2,
    ),
    bind(WRITE, &[One(Key::Down)], Move(Movement::Down), "choose", "in the write sheet: the next form", 3),
    bind(WRITE, &[One(Key::Up)], Move(Movement::Up), "choose", "in the write sheet: the form before", 0),
    bind(WRITE, &[c('c')], Action::ChooseFormat(CSV), "CSV", "in the write sheet: CSV, exact values", 0),
    bind(WRITE, &[c('x')], Action::ChooseFormat(EXCEL), "CSV for Excel", "in the write sheet: CSV for Excel", 0),
    bind(WRITE, &[c('j')], Action::ChooseFormat(JSON_LINES), "JSON lines", "in the write sheet: JSON, a line a row", 0),
    bind(WRITE, &[c('m')], Action::ChooseFormat(MARKDOWN), "Markdown", "in the write sheet: a Markdown table", 0),
    bind(WRITE, &[c('h')], Action::ChooseFormat(HTML), "HTML", "in the write sheet: a page to read and print", 0),
    bind(WRITE, &[c('s')], Action::ChooseFormat(SVG), "SVG", "in the write sheet: a picture of the screen", 0),
    bind(WRITE, &[c('t')], Action::ChooseFormat(TEXT), "text", "in the write sheet: the text of the screen", 0),
    bind(
        WRITE,
        &[c('r')],
        Action::ToggleNames,
        "redact",
        "in the write sheet: letters instead of names, or the names",
        5,
    ),
    bind(WRITE, &[c('n')], Action::TypeName, "name", "in the write sheet: type the name of the file", 4),
    bind(&[FileName], &[One(Key::Enter)], Action::KeepName, "keep", "in the name of a file: keep it", 1),
    bind(ASKING, &[c('r')], Action::Refresh, "refresh", "ask the server now", 10),
    bind(ASKING, &[c('f')], Action::Freeze, "freeze", "freeze: no requests until pressed again", 12),
    bind(ASKING, &[c('+')], Action::Slower, "slower", "refresh less often; the step past the slowest is off", 0),
    bind(ASKING, &[c('-')], Action::Faster, "faster", "refresh more often", 0),
    bind(&[Table], &[c('p')], Action::TogglePreview, "preview", "show or hide the preview", 13),
    bind(&[Table], &[c('P')], Action::MovePreview, "move preview", "preview at the right or below", 0),
    bind(MAIN, &[c('m')], Action::ToggleMouse, "mouse", "mouse on or off; off by default", 0),
    bind(
        MAIN,
        &[c('b')],
        Action::OpenStatus,
        "requests",
        "exact ages, next requests, how many are left, last failures",
        14,
    ),
    bind(OUTSIDE_LAUNCHES, &[c('L')], Action::OpenLaunches, "launches", "every launch made on this machine", 15),
    bind(
        &[Launches],
        &[One(Key::Enter)],
        Action::ShowCampaign,
        "show row",
        "in the launches: go to its campaign's row",
        1,
    ),
    bind(
        &[Launches],
        &[c('y')],
        Action::CopyCampaign,
        "copy",
        "in the launches: copy its campaign's number, else the launch's id",
        3,
    ),
    bind(
        &[Launches],
        &[c('f')],
        Action::State(Claim::Found),
        "it is there",
        "in the launches: state that one of unknown outcome is there, under a number",
        2,
    ),
    bind(
        &[Launches],
        &[c('x')],
        Action::State(Claim::NotThere),
        "not there",
        "in the launches: state that one of unknown outcome is not there; after ten minutes, by its name",
        2,
    ),
    bind(
        &[Statement],
        &[One(Key::Enter)],
        Action::SubmitStatement,
        "state it",
        "in a statement about a launch: have it judged; the list is looked at first",
        1,
    ),
    bind(&[Launches], &[c('i')], Action::CopyLaunchId, "copy id", "in the launches: copy the launch's id", 4),
    bind(
        MAIN,
        &[c('e'), c('d'), One(Key::Delete)],
        Action::ExplainMissing,
        "edit",
        "why campaigns cannot be edited, paused or deleted here",
        0,
    ),
    bind(
        ASKABLE,
        &[c('?'), One(Key::F1)],
        Action::OpenHelp,
        "help",
        "find and run everything that can be done here",
        8,
    ),
    bind(WRITING, &[One(Key::F1)], Action::OpenHelp, "help", "where letters are no commands: the same", 8),
    bind(SHOWN, &[c(':')], Action::OpenCommand, "command", "the command line: everything by its name", 8),
    bind(&[Command], &[One(Key::Enter)], Action::RunCommand, "run", "in the command line: do what it says", 1),
    bind(
        &[Command],
        &[One(Key::Tab)],
        Action::CompleteCommand,
        "complete",
        "in the command line: take what is suggested",
        2,
    ),
    bind(&[Command], &[One(Key::Down)], Move(Movement::Down), "choose", "in the command line: the next suggestion", 3),
    bind(
        &[Command],
        &[One(Key::Up)],
        Move(Movement::Up),
        "recall",
        "in the command line: the suggestion before; in an empty one, what was run before",
        4,
    ),
    bind(&[Help], &[One(Key::Enter)], Action::RunChosen, "run", "in the help: do what is chosen", 1),
    bind(&[Help], &[One(Key::Down)], Move(Movement::Down), "choose", "in the help: next", 3),
    bind(&[Help], &[One(Key::Up)], Move(Movement::Up), "choose", "in the help: previous", 0),
    bind(&[Help], &[One(Key::PageDown)], Move(Movement::PageDown), "page", "in the help: a page down", 0),
    bind(&[Help], &[One(Key::PageUp)], Move(Movement::PageUp), "page", "in the help: a page up", 0),
    bind(&[Help], &[One(Key::Tab)], Action::NextTab, "section", "in the help: next section", 4),
    bind(&[Help], &[One(Key::BackTab)], Action::PreviousTab, "section", "in the help: section before", 0),
    bind(LAYERS, &[One(Key::Esc)], Action::Back, "back", "one layer back; out of the filter: as it was before", 1),
    bind(
        &[Table],
        &[One(Key::Esc)],
        Action::Clear,
        "clear",
        "in the table: give up the range, else drop the filter; marks stay",
        0,
    ),
    bind(NOT_TYPING, &[c('q')], Action::Quit, "quit", "close the view; quit at the top", 11),
    bind(ANYWHERE, &[One(Key::Ctrl('l'))], Action::Redraw, "redraw", "draw the screen anew", 0),
    bind(ANYWHERE, &[One(Key::Ctrl('z'))], Action::Suspend, "suspend", "stop; fg continues", 0),
    bind(OUTSIDE_FORM, &[One(Key::Ctrl('c'))], Action::Leave, "quit", "quit from anywhere", 0),
];
