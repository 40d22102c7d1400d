//! What lines mean and how they go on.

use std::collections::HashSet;
use std::time::Duration;

use proptest::prelude::*;

use super::line::CommandLine;
use super::*;
use crate::app::action::{CopyItem, Movement};
use crate::app::export::Rows;
use crate::app::key::Key;
use crate::app::keymap::{BINDINGS, Scope};
use crate::domain::grouping::GroupBy;
use crate::domain::order::Column;

fn parsed(line: &str) -> Result<Command, String> {
    parse(line, &Views::default())
}

#[test]
fn every_action_of_the_table_is_run_by_its_name() {
    let mut names = HashSet::new();
    for binding in BINDINGS.iter().filter(|binding| binding.scopes.contains(&Scope::Table)) {
        if matches!(binding.action, Action::OpenView(_) | Action::OpenCommand) {
            continue;
        }
        let (name, _) = names::all().find(|(_, other)| other.action == binding.action).unwrap();
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        assert_eq!(parsed(&name), Ok(Command::Act(binding.action)), "{name}");
        names.insert(name);
    }
    assert!(names.len() > 35, "{names:?}");
    assert_eq!(parsed(" Q "), Ok(Command::Act(Action::Leave)));
}

#[test]
fn arguments_mean_what_they_say() {
    let sorted = |column| Ok(Command::Sort(Order::descending(column)));
    let view = |command| Ok(Command::View(command));
    for (line, expected) in [
        ("theme dark", Ok(Command::Theme(ThemeName::Dark))),
        ("THEME 16", Ok(Command::Theme(ThemeName::Sixteen))),
        ("interval 1min", Ok(Command::Interval(Some(Duration::from_secs(60))))),
        ("interval off", Ok(Command::Interval(None))),
        ("sort success%-desc", sorted(Column::SuccessRate)),
        ("sort calls", sorted(Column::Calls)),
        ("sort name", Ok(Command::Sort(Order::ascending(Column::Name)))),
        ("cols agent,change", Ok(Command::Columns(vec![Column::Agent, Column::CallsChange]))),
        ("filter calls:>100 or talc", Ok(Command::Filter("calls:>100 or talc".to_owned()))),
        ("filter", Ok(Command::Act(Action::EditFilter))),
        ("group agent", Ok(Command::Group(vec![GroupBy::Agent]))),
        ("group list, origin", Ok(Command::Group(vec![GroupBy::List, GroupBy::Origin]))),
        ("group none", Ok(Command::Group(Vec::new()))),
        ("group", Ok(Command::Act(Action::Group))),
        ("export HTML", Ok(Command::Export(Format::Rows(Rows::Html), None))),
        ("export excel for Jane.csv", Ok(Command::Export(Format::Rows(Rows::Excel), Some("for Jane.csv".to_owned())))),
        ("goto 481", Ok(Command::Goto(481))),
        ("481", Ok(Command::Goto(481))),
        ("copy json", Ok(Command::Act(Action::Copy(CopyItem::Json)))),
        ("view 3", view(ViewCommand::Open(2))),
        ("view worst", view(ViewCommand::Open(3))),
        ("view Largest pending", view(ViewCommand::Open(4))),
        ("view save My view", view(ViewCommand::Save(Some("My view".to_owned())))),
        ("view save", view(ViewCommand::Save(None))),
        ("view move 1", view(ViewCommand::Move(1))),
        ("view delete", view(ViewCommand::Delete(None))),
    ] {
        assert_eq!(parsed(line), expected, "{line}");
    }
}

#[test]
fn what_is_not_understood_says_why_and_what_was_meant() {
    for (line, said) in [
        ("them", "Unknown command `them`, did you mean `theme`?"),
        ("xyzzy", "Unknown command `xyzzy`, Tab and the arrows choose from the list."),
        ("theme drak", "There is no look `drak`, did you mean `dark`?"),
        ("theme", "`theme` needs something behind it: dark, light,"),
        ("freeze now", "`freeze` takes nothing behind it."),
        ("interval soon", "is no interval"),
        ("sort clals", "did you mean `calls`?"),
        ("cols agnt", "did you mean `agent`?"),
        ("group agnt", "did you mean `agent`?"),
        ("group agent,agent", "twice"),
        ("group agent,list,origin", "At most 2 levels"),
        ("export", "`export` needs something behind it: write what is shown"),
        ("export htm x", "There is no form `htm`, did you mean `html`?"),
        ("goto 12x", "is no campaign's number."),
        ("99999999999999999999", "is no campaign's number."),
        ("view wrost success", "There is no view \"wrost success\", did you mean `Worst success`?"),
        ("view rename", "`view rename` needs the new name"),
        ("view move zero", "`view move` needs the number"),
        ("", "Type what is to be done"),
    ] {
        let why = parsed(line).unwrap_err();
        assert!(why.contains(said) && why.ends_with(['.', '?']), "{line}: {why}");
    }
}

#[test]
fn completion_leads_to_a_line_that_is_understood() {
    let views = Views::default();
    for start in [
        "",
        "the",
        "theme ",
        "theme d",
        "view ",
        "view w",
        "view delete ",
        "sort succ",
        "cols agent,",
        "copy j",
        "group ",
        "group list,a",
        "export e",
        "filter ",
        "filter calls:>5 su",
        "filter is:",
    ] {
        let found = suggestions(start, &views);
        assert!(!found.is_empty(), "{start}");
        for Suggestion { line, whole, .. } in found {
            assert!(!whole || parse(&line, &views).is_ok(), "{line}");
            assert!(whole || line.ends_with([' ', ':']), "{line}");
        }
    }
    let first = |start| suggestions(start, &views).first().map(|one| one.line.clone()).unwrap_or_default();
    assert_eq!(
        [first("fre"), first("th"), first("theme l"), first("view l"), first("export m")].join("|"),
        "freeze|theme |theme light|view Largest pending|export md"
    );
    assert_eq!(
        [first("group list,a"), first("group n"), first("filter talc suc"), first("filter sort:conv-d")].join("|"),
        "group list,agent|group none|filter talc success%:|filter sort:conv-desc"
    );
    assert!(suggestions("group agent,list,", &views).is_empty() && suggestions("filter agent:", &views).is_empty());
}

#[test]
fn up_on_an_empty_line_recalls_what_was_run_and_else_chooses() {
    let (views, past) = (Views::default(), ["freeze".to_owned(), "theme dark".to_owned()]);
    let mut line = CommandLine::default();
    let step = |line: &mut CommandLine, movement| {
        line.step(movement, &views, &past);
        (line.field.text().to_owned(), line.choice)
    };
    assert_eq!(step(&mut line, Movement::Up), ("theme dark".to_owned(), None));
    assert_eq!(step(&mut line, Movement::Up), ("freeze".to_owned(), None));
    assert_eq!(step(&mut line, Movement::Up), ("freeze".to_owned(), None));
    assert_eq!(step(&mut line, Movement::Down), ("theme dark".to_owned(), None));
    assert_eq!(step(&mut line, Movement::Down), (String::new(), None));
    assert_eq!(step(&mut line, Movement::Down), (String::new(), Some(0)));
    assert_eq!(step(&mut line, Movement::Down), (String::new(), Some(1)));
    line.press(Key::Char('t'));
    assert_eq!(line.choice, None);
    assert!(line.complete(&views));
    assert_eq!(line.field.text(), "theme ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_line_is_answered(line in "(view|theme|cols|sort|goto|filter|copy|interval|group|export)? ?.{0,12}") {
        let views = Views::default();
        if let Err(why) = parse(&line, &views) {
            prop_assert!(why.ends_with(['.', '?', '!']), "{why}");
        }
        for suggestion in suggestions(&line, &views) {
            prop_assert!(!suggestion.whole || parse(&suggestion.line, &views).is_ok(), "{suggestion:?}");
        }
    }
}
