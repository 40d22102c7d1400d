//! The file of the views: read view by view, changed in place.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use proptest::prelude::*;

use super::*;
use crate::domain::order::{Column, Order};

const WRITTEN: &str = "\
# Of our intake desk.

# The first.
[[view]]
name = \"Worst\"   # as we call it
query = \"finished:>=50\" # enough data
sort = \"success%-asc\"
shade = 7

[[view]]
name = \"Broken\"
query = \"agnt:x\"

# Spanish.
[[view]]
name = \"ES\"
query = \"agent:*es\"
columns = [\"agent\", \"calls\", \"change\"]
group = [\"agent\"]
";

fn file() -> (tempfile::TempDir, ViewsFile) {
    let data = tempfile::tempdir().unwrap();
    let file = ViewsFile::new(data.path());
    (data, file)
}

fn names(views: &[View]) -> Vec<&str> {
    views.iter().map(|view| view.name.as_str()).collect()
}

fn view(name: &str) -> View {
    View { name: name.to_owned(), query: "talc".to_owned(), ..View::default() }
}

#[test]
fn without_a_file_there_are_the_built_in_views_and_the_first_change_writes_them_all() {
    let (data, file) = file();
    assert_eq!(file.read(), ViewsRead { views: built_in(), note: None });
    let views = file.change(&ViewChange::Save(view("Talc"))).unwrap();
    assert_eq!(names(&views), [names(&built_in()), vec!["Talc"]].concat());
    assert_eq!(file.read(), ViewsRead { views, note: None });
    let path = data.path().join("views.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.starts_with("# kaytop's views: keys 1 to 9 open them in this order.\n\n[[view]]\nname = \"All\"\n"),
        "{text}"
    );
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_broken_view_is_named_with_its_line_and_the_others_work() {
    let (_data, file) = file();
    let cases = [
        ("query = \"agnt:x\"", ":6: the query: unknown field `agnt`, did you mean `agent`?; this view is left out."),
        ("query = 7", ":6: `query` is written in quotes; this view is left out."),
        ("sort = \"shade\"", ":6: there is no column `shade`"),
        ("columns = \"agent\"", ":6: `columns` is a list of names in quotes"),
        ("group = [\"name\"]", ":6: "),
        ("colums = [\"agent\"]", ":6: `colums` is nothing that kaytop knows of a view, did you mean `columns`?."),
        ("name = \"all\"", ""),
    ];
    for (line, said) in cases {
        let text =
            format!("[[view]]\nname = \"All\"\n\n[[view]]\nname = \"Two\"\n{line}\n\n[[view]]\nname = \"Three\"\n");
        fs::write(&file.path, text).unwrap();
        let ViewsRead { views, note } = file.read();
        let note = note.unwrap();
        assert!(note.contains(said) && note.contains("views.toml:6: ") | said.is_empty(), "{line}: {note}");
        let left_out = note.contains("left out") || said.is_empty();
        let expected = if said.is_empty() { built_in().len() } else { 3 - usize::from(left_out) };
        assert_eq!(views.len(), expected, "{line}: {note}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_never_written() {
    let (_data, file) = file();
    for text in ["[[view]\nname = 3", "view = 3\n", "a = 1\n[[view]]\nname = \"x\"\nname = \"y\"\n"] {
        fs::write(&file.path, text).unwrap();
        let ViewsRead { views, note } = file.read();
        assert_eq!(views, built_in());
        assert!(note.as_ref().is_some_and(|note| note.contains("views.toml:")), "{note:?}");
        let why = file.change(&ViewChange::Save(view("Talc"))).unwrap_err();
        assert!(why.contains("is not written"), "{why}");
        assert_eq!(fs::read_to_string(&file.path).unwrap(), text);
    }
    fs::write(&file.path, b"\xff").unwrap();
    assert!(file.read().note.unwrap().contains("it is not UTF-8"));
    assert!(file.change(&ViewChange::AddBuiltIn).is_err());
}

#[test]
fn comments_unknown_keys_and_broken_views_survive_every_change() {
    let (_data, file) = file();
    let change = |change: &ViewChange| {
        fs::write(&file.path, WRITTEN).unwrap();
        let views = file.change(change).unwrap();
        let text = fs::read_to_string(&file.path).unwrap();
        assert!(text.starts_with("# Of our intake desk.\n\n"), "{text}");
        assert!(text.contains("name = \"Broken\"\nquery = \"agnt:x\"\n"), "{text}");
        (names(&views).join(" "), text)
    };
    let worst = View { query: "finished:>=99".to_owned(), order: Order::default(), ..view("worst") };
    let (views, text) = change(&ViewChange::Save(worst));
    assert_eq!(views, "Worst ES");
    let expected = WRITTEN.replace(">=50", ">=99").replace("sort = \"success%-asc\"\n", "");
    assert_eq!(text, expected);
    let (views, text) = change(&ViewChange::Rename { from: "Worst".to_owned(), to: "Worst ever".to_owned() });
    assert_eq!((views.as_str(), text), ("Worst ever ES", WRITTEN.replace("\"Worst\"", "\"Worst ever\"")));
    let (views, text) = change(&ViewChange::Move { name: "ES".to_owned(), to: 0 });
    assert_eq!(views, "ES Worst");
    assert!(
        text.contains("# Spanish.\n[[view]]\nname = \"ES\"") && text.contains("# The first.\n[[view]]\nname"),
        "{text}"
    );
    let (views, text) = change(&ViewChange::Delete("worst".to_owned()));
    assert!(views == "ES" && !text.contains("The first"), "{text}");
    let (views, _) = change(&ViewChange::Insert { view: view("Talc"), at: 1 });
    assert_eq!(views, "Worst Talc ES");
    let (views, text) = change(&ViewChange::AddBuiltIn);
    assert!(views.starts_with("Worst ES All") && text.starts_with(WRITTEN), "{text}");
}

#[test]
fn what_another_window_saved_meanwhile_stays() {
    let (_data, file) = file();
    let other = file.clone();
    file.change(&ViewChange::Save(view("Here"))).unwrap();
    other.change(&ViewChange::Save(view("There"))).unwrap();
    let views = file.change(&ViewChange::Delete("All".to_owned())).unwrap();
    assert!(names(&views).ends_with(&["Here", "There"]), "{views:?}");
    let why = file.change(&ViewChange::Rename { from: "Here".to_owned(), to: "there".to_owned() }).unwrap_err();
    assert_eq!(why, "another view is called \"there\" already");
    assert_eq!(file.change(&ViewChange::Delete("Gone".to_owned())).unwrap_err(), "there is no view \"Gone\"");
    assert_eq!(file.read().views, views, "nothing was lost by that");
}

#[test]
fn a_link_that_a_person_made_stays_one() {
    let (data, file) = file();
    let elsewhere = data.path().join("dotfiles.toml");
    fs::write(&elsewhere, WRITTEN).unwrap();
    symlink(&elsewhere, &file.path).unwrap();
    file.change(&ViewChange::Save(view("Talc"))).unwrap();
    assert!(fs::symlink_metadata(&file.path).unwrap().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("Talc"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_view_comes_back_as_it_was_saved(
        name in "[^\\p{Cc}\\s][^\\p{Cc}]{0,20}[^\\p{Cc}\\s]",
        query in "[a-z\"'\\\\é ]{0,20}",
        column in 0..Column::ALL.len(),
        descending: bool,
        chosen in prop::collection::btree_set(2..Column::ALL.len(), 0..4),
        drawn: bool,
    ) {
        let (_data, file) = file();
        let order = Order { column: Column::ALL[column], descending };
        let mut columns: Vec<Column> = chosen.into_iter().map(|at| Column::ALL[at]).collect();
        columns.extend(drawn.then_some(Column::Trend));
        let query = if crate::domain::query::Query::parse(&query).is_ok() { query } else { String::new() };
        let saved = View { name, query, order, columns, groups: Vec::new() };
        let known = built_in().iter().any(|view| view.is_called(&saved.name));
        prop_assume!(!known);
        let views = file.change(&ViewChange::Save(saved.clone())).unwrap();
        prop_assert_eq!(views.last(), Some(&saved));
        prop_assert_eq!(file.read().note, None);
        let text = fs::read_to_string(&file.path).unwrap();
        prop_assert_eq!(file.change(&ViewChange::Save(saved)).unwrap(), views);
        prop_assert_eq!(fs::read_to_string(&file.path).unwrap(), text, "saving the same changes nothing");
    }
}
