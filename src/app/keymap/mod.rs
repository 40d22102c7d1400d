//! The one table of keys. Dispatch, the hints at the foot, the help and the README's list all read it.

mod alerts;
mod form;
mod happened;
mod main;
mod past;

use super::action::Action;
use super::key::Key;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Table,
    /// One campaign, whole.
    Detail,
    /// The page of its history.
    History,
    /// Campaigns side by side.
    Compare,
    Filter,
    Sort,
    Baseline,
    Columns,
    Copying,
    /// The launches of this machine.
    Launches,
    /// What is stated about a launch. Printable keys are text there.
    Statement,
    /// What happened.
    Events,
    /// The search there. Printable keys are text there.
    EventWords,
    /// What was told of alerts.
    Alerts,
    /// The moment of the past to go to. Printable keys are text there.
    Moment,
    /// The sheet that writes what is shown.
    Writing,
    /// The name of the file there. Printable keys are text there.
    FileName,
    /// The form that creates a campaign, after Esc: letters and digits are commands.
    Form,
    /// A text field of the form. Printable keys are text there.
    FormText,
    /// A switch of the form.
    FormSwitch,
    /// A field of the form that is chosen, with nothing open.
    FormChoice,
    /// A button of the form, or a field that is opened by Enter.
    FormButton,
    /// The list of runs or slots, or one of them as a whole. Letters change the list there, and digits nothing.
    FormList,
    /// The review. Letters and digits are commands there.
    Review,
    Calendar,
    /// The pick list of the form. Printable keys are text there.
    Choices,
    /// The sheet of text of the form. Printable keys are text there.
    Sheet,
    /// The rows that were pasted into the form.
    Pasted,
    /// The launch of the form: being prepared, refused, sent, or over.
    Launching,
    /// The launch of the form, where a code or name is typed. Printable keys are text there.
    Code,
    Drafts,
    /// The command line. Printable keys are text there.
    Command,
    /// Overlays that only scroll.
    Status,
    /// The help. Printable keys are text there.
    Help,
}

impl Scope {
    /// Whether printable keys are text here.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Scope::Filter
                | Scope::Help
                | Scope::Command
                | Scope::FormText
                | Scope::Choices
                | Scope::Sheet
                | Scope::Code
                | Scope::Statement
                | Scope::Moment
                | Scope::FileName
                | Scope::EventWords
        )
    }

    /// Where that is, to be read behind "in".
    pub fn place(self) -> &'static str {
        match self {
            Scope::Table => "the table",
            Scope::Detail => "a campaign",
            Scope::History => "a campaign’s history",
            Scope::Compare => "the comparison",
            Scope::Filter => "the filter",
            Scope::Sort => "the sort menu",
            Scope::Baseline => "the menu of baselines",
            Scope::Columns => "the columns sheet",
            Scope::Copying => "the copy menu",
            Scope::Launches => "the launches",
            Scope::Statement => "a statement about a launch",
            Scope::Events => "what happened",
            Scope::EventWords => "the search of what happened",
            Scope::Alerts => "the log of alerts",
            Scope::Moment => "the moment to go to",
            Scope::Writing => "the write sheet",
            Scope::FileName => "the name of a file",
            Scope::Form => "the form",
            Scope::FormText => "a field of the form",
            Scope::FormSwitch => "a switch of the form",
            Scope::FormChoice => "a choice of the form",
            Scope::FormButton => "a button of the form",
            Scope::FormList => "a list of the form",
            Scope::Review => "the review",
            Scope::Calendar => "the calendar",
            Scope::Choices => "the pick list",
            Scope::Sheet => "the sheet of text",
            Scope::Pasted => "the pasted rows",
            Scope::Launching => "a launch",
            Scope::Code => "the code",
            Scope::Drafts => "the drafts",
            Scope::Status => "freshness and requests",
            Scope::Command => "the command line",
            Scope::Help => "the help",
        }
    }
}

/// The keys of one binding: a single press, or two in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chord {
    One(Key),
    /// The same key twice.
    Twice(Key),
    /// Any digit from 1 to 9; the action is told which.
    Digit,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub scopes: &'static [Scope],
    /// The keys, the first being the one that hints show.
    pub chords: &'static [Chord],
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

use Chord::{Digit, One, Twice};
use Key::Char;

const fn c(key: char) -> Chord {
    One(Char(key))
}

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
pub const BINDINGS: &[Binding] = &joined::<
    {
        main::BINDINGS.len()
            + past::BINDINGS.len()
            + happened::BINDINGS.len()
            + alerts::BINDINGS.len()
            + form::BINDINGS.len()
    },
>();

/// The tables one after the other.
#[expect(clippy::indexing_slicing, reason = "a compile error where it does not fit")]
const fn joined<const LEN: usize>() -> [Binding; LEN] {
    let tables = [main::BINDINGS, past::BINDINGS, happened::BINDINGS, alerts::BINDINGS, form::BINDINGS];
    let mut all = [main::BINDINGS[0]; LEN];
    let (mut at, mut table, mut row) = (0, 0, 0);
    while at < LEN {
        if row == tables[table].len() {
            (table, row) = (table + 1, 0);
        }
        all[at] = tables[table][row];
        (at, row) = (at + 1, row + 1);
    }
    all
}

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
        None => match digit(key).filter(|_| find(Digit).is_some()) {
            Some(digit) => Lookup::Act(Action::OpenView(digit)),
            None => Lookup::Nothing,
        },
    }
}

fn digit(key: Key) -> Option<u8> {
    let Key::Char(letter @ '1'..='9') = key else { return None };
    u8::try_from(letter.to_digit(10)?).ok()
}

/// Keys that people know from the plan or from other programs, and that this version has no use for yet.
const LATER: &[(char, &str)] = &[('@', "Switching profiles")];

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
        Digit => "1–9".to_owned(),
    }
}

/// All keys of a binding, as help lists them.
pub fn chords_label(binding: &Binding) -> String {
    binding.chords.iter().map(|chord| chord_label(*chord)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Scope::{FormButton, FormChoice, FormList, FormSwitch, Table};
    use super::*;
    use crate::app::action::Movement;
    use crate::app::action::form::FormAction;

    /// Every place that has keys.
    fn scopes() -> HashSet<Scope> {
        BINDINGS.iter().flat_map(|binding| binding.scopes).copied().collect()
    }

    #[test]
    fn the_screen_can_be_drawn_anew_everywhere() {
        for scope in scopes() {
            assert_eq!(lookup(scope, None, Key::Ctrl('l')), Lookup::Act(Action::Redraw), "{scope:?}");
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_scope() {
        for scope in scopes() {
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
    fn letters_are_text_where_something_is_typed() {
        for binding in BINDINGS.iter().filter(|b| b.scopes.iter().any(|scope| scope.takes_text())) {
            assert!(!binding.chords.iter().any(|chord| matches!(chord, One(Char(_)) | Twice(Char(_)))), "{binding:?}");
        }
    }

    #[test]
    fn printable_keys_do_nothing_on_what_has_no_text_but_set_a_switch() {
        for scope in [FormSwitch, FormChoice, FormButton] {
            let here = BINDINGS.iter().filter(|binding| binding.scopes.contains(&scope));
            let printable = here.flat_map(|binding| binding.chords).filter_map(|chord| match chord {
                One(Char(c)) | Twice(Char(c)) => Some(*c),
                _ => None,
            });
            let expected = if scope == FormSwitch { " yn" } else { "" };
            assert_eq!(printable.collect::<String>(), expected, "{scope:?}");
        }
    }

    #[test]
    fn letters_of_a_list_change_the_list_and_lead_nowhere() {
        for binding in BINDINGS.iter().filter(|binding| binding.scopes.contains(&FormList)) {
            if binding.chords.iter().any(|chord| matches!(chord, One(Char(_)) | Twice(Char(_)))) {
                let leads = [FormAction::WritePlan, FormAction::OpenDrafts, FormAction::Leave, FormAction::CopyRequest];
                let leads = leads.map(Action::Form).contains(&binding.action) || binding.action == Action::OpenHelp;
                assert!(!leads && !matches!(binding.action, Action::Form(FormAction::Go(_))), "{binding:?}");
            }
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
        assert_eq!(lookup(Table, Some(Char('g')), Char('g')), Lookup::Act(Action::Move(Movement::First)));
        assert_eq!(lookup(Table, Some(Char('g')), Char('j')), Lookup::Act(Action::Move(Movement::Down)));
    }

    #[test]
    fn a_key_of_another_place_or_of_a_later_version_says_so() {
        assert_eq!(elsewhere(Char('/')).as_deref(), Some("/ (filter) works in the table. ? lists what works here."));
        assert_eq!(elsewhere(Char('=')).as_deref(), Some("= (compare) works in the table. ? lists what works here."));
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
        for scope in scopes() {
            let leaving = [Action::Back, Action::Quit, Action::Form(FormAction::Back), Action::Form(FormAction::Leave)];
            let leaves = hints(scope).iter().any(|binding| leaving.contains(&binding.action));
            assert!(leaves, "{scope:?}");
        }
    }
}
