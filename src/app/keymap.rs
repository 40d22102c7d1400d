//! The one table of keys. Dispatch, the hints at the foot, the help and the README's list all read it.

use super::action::{Action, Step};
use super::copy::What;
use super::key::Key;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The table of campaigns.
    Table,
    /// One campaign, whole.
    Detail,
    /// The filter field. Printable keys are text there.
    Filter,
    /// The sort menu.
    Sort,
    /// The columns sheet.
    Columns,
    /// The copy menu.
    Copying,
    /// The launches of this machine.
    Launches,
    /// The form that creates a campaign, while nothing is typed.
    Form,
    /// A text field of the form. Printable keys are text there.
    FormText,
    /// The calendar of the form.
    Calendar,
    /// The pick list of the form.
    Choices,
    /// The sheet of text of the form. Printable keys are text there.
    Sheet,
    /// The launch of the form: being prepared, refused, sent, or over.
    Launching,
    /// The launch of the form, where a code or name is typed. Printable keys are text there.
    Code,
    /// The drafts.
    Drafts,
    /// Overlays that only scroll.
    Page,
    /// The help. Printable keys are text there.
    Palette,
}

impl Scope {
    /// Where that is, to be read behind "in".
    pub fn place(self) -> &'static str {
        match self {
            Scope::Table => "the table",
            Scope::Detail => "a campaign",
            Scope::Filter => "the filter",
            Scope::Sort => "the sort menu",
            Scope::Columns => "the columns sheet",
            Scope::Copying => "the copy menu",
            Scope::Launches => "the launches",
            Scope::Form => "the form",
            Scope::FormText => "a field of the form",
            Scope::Calendar => "the calendar",
            Scope::Choices => "the pick list",
            Scope::Sheet => "the sheet of text",
            Scope::Launching => "a launch",
            Scope::Code => "the code",
            Scope::Drafts => "the drafts",
            Scope::Page => "freshness and budget",
            Scope::Palette => "the help",
        }
    }
}

/// The keys of one binding: a single press, or two in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chord {
    /// One key.
    One(Key),
    /// The same key twice.
    Twice(Key),
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where it holds.
    pub scopes: &'static [Scope],
    /// The keys, the first being the one that hints show.
    pub chords: &'static [Chord],
    /// What it does.
    pub action: Action,
    /// One or two words for the foot of the screen.
    pub label: &'static str,
    /// A line for the help.
    pub help: &'static str,
    /// Place at the foot, from 1; 0 is not shown there.
    pub rank: u8,
}

impl Binding {
    /// The key that hints show.
    pub fn first_chord(&self) -> String {
        self.chords.first().map(|chord| chord_label(*chord)).unwrap_or_default()
    }
}

use Chord::{One, Twice};
use Key::Char;
use Scope::{Columns, Copying, Detail, Filter, Launches, Page, Palette, Sort, Table};

const fn c(key: char) -> Chord {
    One(Char(key))
}

const MAIN: &[Scope] = &[Table, Detail];
const ASKING: &[Scope] = &[Table, Detail, Page];
const MOVING: &[Scope] = &[Table, Detail, Sort, Columns, Launches, Page];
const NOT_TYPING: &[Scope] = &[Table, Detail, Sort, Columns, Copying, Launches, Page];
const OUTSIDE_LAUNCHES: &[Scope] = &[Table, Detail, Sort, Columns, Copying, Page];
const COPY: &[Scope] = &[Copying];
const LAYERS: &[Scope] = &[Detail, Filter, Sort, Columns, Copying, Launches, Page, Palette];
const ANYWHERE: &[Scope] = &[Table, Detail, Filter, Sort, Columns, Copying, Launches, Page, Palette];

const fn bind(
    scopes: &'static [Scope],
    chords: &'static [Chord],
    action: Action,
    label: &'static str,
    help: &'static str,
    rank: u8,
) -> Binding {
    Binding { scopes, chords, action, label, help, rank }
}

/// Every binding, in the order help lists them.
pub const BINDINGS: &[Binding] = &[
    bind(MOVING, &[One(Key::Down), c('j')], Action::Move(Step::Down), "move", "next row or line", 0),
    bind(MOVING, &[One(Key::Up), c('k')], Action::Move(Step::Up), "move", "previous row or line", 0),
    bind(MOVING, &[Twice(Char('g')), One(Key::Home)], Action::Move(Step::First), "top", "first row or line", 0),
    bind(MOVING, &[c('G'), One(Key::End)], Action::Move(Step::Last), "end", "last row or line", 0),
    bind(MOVING, &[One(Key::Ctrl('d'))], Action::Move(Step::HalfDown), "half page", "half a page down", 0),
    bind(MOVING, &[One(Key::Ctrl('u'))], Action::Move(Step::HalfUp), "half page", "half a page up", 0),
    bind(MOVING, &[One(Key::PageDown), One(Key::Ctrl('f'))], Action::Move(Step::PageDown), "page", "a page down", 0),
    bind(MOVING, &[One(Key::PageUp), One(Key::Ctrl('b'))], Action::Move(Step::PageUp), "page", "a page up", 0),
    bind(&[Table], &[One(Key::Enter)], Action::OpenDetail, "open", "open the campaign", 1),
    bind(&[Detail], &[c(')')], Action::NextRow, "next", "in a campaign: the next one of the table", 1),
    bind(&[Detail], &[c('(')], Action::PreviousRow, "previous", "in a campaign: the one before", 2),
    bind(
        &[Detail],
        &[One(Key::Tab), c('l'), One(Key::Right)],
        Action::NextTab,
        "tab",
        "in a campaign: the next page of it",
        3,
    ),
    bind(
        &[Detail],
        &[One(Key::BackTab), c('h'), One(Key::Left)],
        Action::PreviousTab,
        "tab back",
        "in a campaign: the page before",
        0,
    ),
    bind(&[Table], &[c('i')], Action::ShowRaw, "JSON", "open the campaign as raw JSON", 0),
    bind(&[Detail], &[c('i')], Action::ShowRaw, "JSON", "in a campaign: its raw JSON; again: the overview", 4),
    bind(&[Table], &[c('/')], Action::EditFilter, "filter", "filter as you type, locally and for free", 2),
    bind(
        &[Filter],
        &[One(Key::Enter)],
        Action::KeepFilter,
        "keep",
        "in the filter: keep it, and send its key: to the server",
        1,
    ),
    bind(&[Table], &[c('0')], Action::ShowAll, "all", "drop the filter, show all", 0),
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
    bind(&[Table], &[One(Key::Left), c('h')], Action::ScrollLeft, "left", "scroll the columns to the left", 0),
    bind(&[Table], &[One(Key::Right), c('l')], Action::ScrollRight, "right", "scroll the columns to the right", 0),
    bind(&[Table], &[c('C')], Action::OpenColumns, "columns", "choose, order and hide columns", 0),
    bind(&[Columns], &[c(' '), One(Key::Enter)], Action::ToggleColumn, "show", "in the columns sheet: show or hide", 1),
    bind(&[Columns], &[c('K'), c('<')], Action::ColumnLeft, "earlier", "in the columns sheet: move it to the left", 3),
    bind(&[Columns], &[c('J'), c('>')], Action::ColumnRight, "later", "in the columns sheet: move it to the right", 4),
    bind(&[Columns], &[c('0')], Action::ResetColumns, "reset", "in the columns sheet: all as at first", 5),
    bind(&[Table], &[c('W')], Action::ToggleWide, "wide", "wide: every column and no preview; again goes back", 0),
    bind(&[Table], &[c(' ')], Action::Mark, "mark", "mark or unmark the row and go on to the next", 0),
    bind(&[Table], &[c('v')], Action::MarkRange, "range", "begin a range; again marks it", 0),
    bind(&[Table], &[c('a')], Action::MarkAll, "mark all", "mark all in the filter; again unmarks every row", 0),
    bind(MAIN, &[c('y')], Action::OpenCopy, "copy", "copy: opens a menu of what", 4),
    bind(COPY, &[c('y')], Action::Copy(What::Cell), "cell", "in the copy menu: the cell of the sorted column", 0),
    bind(COPY, &[c('i')], Action::Copy(What::Id), "id", "in the copy menu: the id", 0),
    bind(COPY, &[c('n')], Action::Copy(What::Name), "name", "in the copy menu: the name", 0),
    bind(COPY, &[c('r')], Action::Copy(What::Row), "row", "in the copy menu: the row, with tabs between its cells", 0),
    bind(COPY, &[c('j')], Action::Copy(What::Json), "JSON", "in the copy menu: the API's own object", 0),
    bind(COPY, &[c('m')], Action::Copy(What::Markdown), "Markdown", "in the copy menu: a Markdown table", 0),
    bind(
        COPY,
        &[c('c')],
        Action::Copy(What::Curl),
        "curl",
        "in the copy menu: the list request for curl, without the key",
        0,
    ),
    bind(COPY, &[c('v')], Action::Copy(What::View), "view", "in the copy menu: this view as a command of kaytop", 0),
    bind(ASKING, &[c('r')], Action::Refresh, "refresh", "ask the server now", 4),
    bind(ASKING, &[c('f')], Action::Freeze, "freeze", "freeze: no requests until pressed again", 5),
    bind(ASKING, &[c('+')], Action::Slower, "slower", "refresh less often; the step past the slowest is off", 0),
    bind(ASKING, &[c('-')], Action::Faster, "faster", "refresh more often", 0),
    bind(&[Table], &[c('p')], Action::TogglePreview, "preview", "show or hide the preview", 6),
    bind(&[Table], &[c('P')], Action::MovePreview, "move preview", "preview at the right or below", 0),
    bind(MAIN, &[c('m')], Action::ToggleMouse, "mouse", "mouse on or off; off by default", 0),
    bind(MAIN, &[c('b')], Action::OpenStatus, "budget", "exact ages, next requests, budget, last failures", 7),
    bind(OUTSIDE_LAUNCHES, &[c('L')], Action::OpenLaunches, "launches", "every launch made on this machine", 10),
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
    bind(&[Launches], &[c('i')], Action::CopyLaunchId, "copy id", "in the launches: copy the launch's id", 4),
    bind(MAIN, &[c('c')], Action::ExplainCreate, "create", "create a campaign (not in this version)", 0),
    bind(
        MAIN,
        &[c('e'), c('d'), One(Key::Delete)],
        Action::ExplainMissing,
        "edit",
        "why campaigns cannot be edited, paused or deleted here",
        0,
    ),
    bind(NOT_TYPING, &[c('?')], Action::OpenHelp, "help", "find and run everything that can be done here", 8),
    bind(&[Palette], &[One(Key::Enter)], Action::RunChosen, "run", "in the help: do what is chosen", 1),
    bind(&[Palette], &[One(Key::Down)], Action::Move(Step::Down), "choose", "in the help: next", 3),
    bind(&[Palette], &[One(Key::Up)], Action::Move(Step::Up), "choose", "in the help: previous", 0),
    bind(&[Palette], &[One(Key::PageDown)], Action::Move(Step::PageDown), "page", "in the help: a page down", 0),
    bind(&[Palette], &[One(Key::PageUp)], Action::Move(Step::PageUp), "page", "in the help: a page up", 0),
    bind(&[Palette], &[One(Key::Tab)], Action::NextTab, "section", "in the help: next section", 4),
    bind(&[Palette], &[One(Key::BackTab)], Action::PreviousTab, "section", "in the help: section before", 0),
    bind(LAYERS, &[One(Key::Esc)], Action::Back, "back", "one layer back; out of the filter: as it was before", 1),
    bind(
        &[Table],
        &[One(Key::Esc)],
        Action::Clear,
        "clear",
        "in the table: give up the range, else drop the filter; marks stay",
        0,
    ),
    bind(NOT_TYPING, &[c('q')], Action::Quit, "quit", "close the view; quit at the top", 9),
    bind(ANYWHERE, &[One(Key::Ctrl('l'))], Action::Redraw, "redraw", "draw the screen anew", 0),
    bind(ANYWHERE, &[One(Key::Ctrl('z'))], Action::Suspend, "suspend", "stop; fg continues", 0),
    bind(ANYWHERE, &[One(Key::Ctrl('c'))], Action::Leave, "quit", "quit from anywhere", 0),
];

/// What a key press means in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// It performs this.
    Act(Action),
    /// It is the first of two.
    Pending,
    /// It is bound to nothing here.
    Nothing,
}

/// Looks a key up; `pending` is the key pressed before it, where that one asked for a second.
pub fn lookup(scope: Scope, pending: Option<Key>, key: Key) -> Lookup {
    let here = || BINDINGS.iter().filter(move |binding| binding.scopes.contains(&scope));
    let find = |chord: Chord| here().find(|binding| binding.chords.contains(&chord)).map(|binding| binding.action);
    if pending == Some(key)
        && let Some(action) = find(Twice(key))
    {
        return Lookup::Act(action);
    }
    match find(One(key)) {
        Some(action) => Lookup::Act(action),
        None if find(Twice(key)).is_some() => Lookup::Pending,
        None => Lookup::Nothing,
    }
}

/// Keys that people know from the plan or from other programs, and that this version has no use for yet.
const LATER: &[(char, &str)] = &[
    (':', "A command line"),
    ('=', "Comparing campaigns"),
    ('x', "A menu of actions"),
    ('t', "A timeline of its own"),
    ('!', "Alerts"),
    ('@', "Switching profiles"),
    ('w', "Writing files"),
    ('[', "History"),
    (']', "History"),
];

/// What to say of a key that is bound to nothing here; nothing for keys that nobody would expect to do anything.
pub fn elsewhere(key: Key) -> Option<String> {
    let Key::Char(letter) = key else { return None };
    if let Some(binding) = BINDINGS.iter().find(|binding| binding.chords.contains(&One(key)))
        && let Some(scope) = binding.scopes.first()
    {
        return Some(format!("{key} ({}) works in {}. ? lists what works here.", binding.label, scope.place()));
    }
    let later = LATER.iter().find(|(known, _)| *known == letter)?;
    Some(format!("{} ({key}) is not in this version.", later.1))
}

/// The bindings of a scope that the foot of the screen shows, most useful first.
pub fn hints(scope: Scope) -> Vec<&'static Binding> {
    let mut ranked: Vec<&'static Binding> =
        BINDINGS.iter().filter(|b| b.rank > 0 && b.scopes.contains(&scope)).collect();
    ranked.sort_by_key(|binding| binding.rank);
    ranked
}

/// How people write a chord.
pub fn chord_label(chord: Chord) -> String {
    match chord {
        One(key) => key.to_string(),
        Twice(key) => format!("{key}{key}"),
    }
}

/// All keys of a binding, as help lists them.
pub fn chords_label(binding: &Binding) -> String {
    binding.chords.iter().map(|chord| chord_label(*chord)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPES: [Scope; 9] = [Table, Detail, Filter, Sort, Columns, Copying, Launches, Page, Palette];

    #[test]
    fn no_key_means_two_things_in_one_scope() {
        for scope in SCOPES {
            let mut seen = Vec::new();
            for binding in BINDINGS.iter().filter(|b| b.scopes.contains(&scope)) {
                for chord in binding.chords {
                    assert!(!seen.contains(chord), "{chord:?} is bound twice in {scope:?}");
                    seen.push(*chord);
                }
            }
        }
    }

    #[test]
    fn letters_are_text_in_the_filter_and_in_the_help() {
        for binding in BINDINGS.iter().filter(|b| b.scopes.contains(&Filter) || b.scopes.contains(&Palette)) {
            assert!(!binding.chords.iter().any(|chord| matches!(chord, One(Char(_)) | Twice(Char(_)))), "{binding:?}");
        }
    }

    #[test]
    fn control_d_u_f_b_only_scroll() {
        for binding in BINDINGS {
            for letter in ['d', 'u', 'f', 'b'] {
                if binding.chords.contains(&One(Key::Ctrl(letter))) {
                    assert!(matches!(binding.action, Action::Move(_)), "{binding:?}");
                }
            }
        }
    }

    #[test]
    fn g_waits_for_the_second_g() {
        assert_eq!(lookup(Table, None, Char('g')), Lookup::Pending);
        assert_eq!(lookup(Table, Some(Char('g')), Char('g')), Lookup::Act(Action::Move(Step::First)));
        assert_eq!(lookup(Table, Some(Char('g')), Char('j')), Lookup::Act(Action::Move(Step::Down)));
    }

    #[test]
    fn a_key_of_another_place_or_of_a_later_version_says_so() {
        assert_eq!(elsewhere(Char('/')).as_deref(), Some("/ (filter) works in the table. ? lists what works here."));
        assert_eq!(elsewhere(Char('=')).as_deref(), Some("Comparing campaigns (=) is not in this version."));
        assert_eq!((elsewhere(Char('~')), elsewhere(Key::Tab)), (None, None));
        for (letter, _) in LATER {
            assert!(
                BINDINGS.iter().all(|binding| !binding.chords.contains(&c(*letter))),
                "{letter} is in this version"
            );
        }
    }

    #[test]
    fn every_place_says_how_to_leave_it() {
        for scope in SCOPES {
            let leaves = hints(scope).iter().any(|binding| matches!(binding.action, Action::Back | Action::Quit));
            assert!(leaves, "{scope:?}");
        }
    }
}
