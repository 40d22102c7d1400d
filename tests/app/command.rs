//! The command line: typed, completed, run in the place it was opened from, and kept where it is not understood.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::keep::Keep;
use kaytop::app::keymap::Scope;
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::app::poll::rhythm::Rhythm;
use kaytop::app::prefs::ThemeName;
use kaytop::domain::grouping::GroupBy;
use kaytop::domain::order::{Column, Order};
use kaytop::domain::view::{View, ViewChange, built_in};

use super::{Stage, current, ids, notice, three};

/// The text of the open command line.
fn line(stage: &Stage) -> &str {
    match stage.model.overlays.last() {
        Some(Overlay::Command(open)) => open.field.text(),
        _ => "",
    }
}

#[test]
fn a_command_does_what_it_says_and_closes_the_line() {
    for (keys, effects, check) in [
        (":theme dark<enter>", vec![Effect::SetTheme(ThemeName::Dark)], (|_| true) as fn(&Stage) -> bool),
        (":quit<enter>", vec![Effect::Quit], |_| true),
        (":q<enter>", vec![Effect::Quit], |_| true),
        (":freeze<enter>", vec![], |stage| stage.model.context.poll.is_frozen()),
        (":interval 1min<enter>", vec![], |stage| {
            stage.model.context.poll.rhythm() == Rhythm::every(Duration::from_secs(60))
        }),
        (":sort name<enter>", vec![], |stage| stage.model.list.order == Order::ascending(Column::Name)),
        (":filter sum<enter>", vec![], |stage| ids(stage) == [3]),
        (":group agent,list<enter>", vec![], |stage| stage.model.list.grouping == [GroupBy::Agent, GroupBy::List]),
        (":group agent<enter>:gr<tab>n<tab><enter>", vec![], |stage| stage.model.list.grouping.is_empty()),
        (":filter su<tab>>=50<enter>", vec![], |stage| stage.model.list.filter.field.text() == "success%:>=50"),
        (":goto 1<enter>", vec![], |stage| current(stage) == Some(1)),
        (":2<enter>", vec![], |stage| current(stage) == Some(2)),
        (":mark-all<enter>", vec![], |stage| stage.model.list.marks.count() == 3),
        (":view worst<enter>", vec![], |stage| stage.model.list.filter.field.text() == "finished:>=100"),
        (":the<tab>d<tab><enter>", vec![Effect::SetTheme(ThemeName::Dark)], |_| true),
        (":them<down><enter>dark<enter>", vec![Effect::SetTheme(ThemeName::Dark)], |_| true),
        (":freeze<enter>:freeze<enter>:<up><enter>", vec![], |stage| stage.model.context.poll.is_frozen()),
    ] {
        let mut stage = Stage::with(three());
        assert_eq!(stage.press(keys), effects, "{keys}");
        assert_eq!((stage.model.scope(), check(&stage)), (Scope::Table, true), "{keys}: {}", notice(&stage));
    }
}

#[test]
fn what_is_not_understood_stays_to_be_mended_and_what_cannot_act_says_why() {
    for (keys, text, said) in [
        (":them<enter>", "them", "Unknown command `them`, did you mean `theme`?"),
        (":theme<enter>", "theme", "needs something behind it"),
        (":xyz<tab>", "xyz", "Nothing begins like that."),
        (":all<enter>", "", "Nothing is filtered"),
        (":goto 9<enter>", "", "There is no campaign 9 in the list."),
        ("/sum<enter>:goto 1<enter>", "", "The filter hides campaign 1: 0 shows all."),
        (":view save  <enter>", "", ""),
        ("<enter>:mark<enter>", "", "That works in the table: Esc goes back there."),
        ("/group:list<enter>:group agent<enter>", "", "group: holds"),
        ("/zzz<enter>:export csv<enter>", "", "there is nothing to write"),
        ("/(<esc>/id:2 sort:id<enter>:sort name<enter>", "", "sort: holds"),
    ] {
        let mut stage = Stage::with(three());
        stage.press(keys);
        assert_eq!(line(&stage), text, "{keys}");
        assert!(notice(&stage).contains(said), "{keys}: {}", notice(&stage));
    }
}

#[test]
fn letters_are_text_and_esc_leaves_all_as_it_was() {
    let mut stage = Stage::with(three());
    stage.press(":qq0?");
    stage.send(Msg::Pasted("a\nb".to_owned()));
    assert_eq!((line(&stage), stage.model.scope()), ("qq0?a b", Scope::Command));
    stage.press("<esc>");
    assert_eq!((stage.model.scope(), ids(&stage)), (Scope::Table, vec![3, 2, 1]));
    stage.press("<enter>:<esc>");
    assert_eq!(stage.model.scope(), Scope::Detail);
    stage.press("<esc>V");
    assert_eq!(line(&stage), "view ");
}

/// The change of the views that is asked for, if any.
fn asked(effects: &[Effect]) -> Option<ViewChange> {
    effects.iter().find_map(|effect| match effect {
        Effect::Keep(Keep::ChangeViews(change)) => Some((**change).clone()),
        _ => None,
    })
}

/// Answers a change as the file does.
fn kept(stage: &mut Stage, change: ViewChange, views: &[View]) {
    stage.send(Msg::ViewsChanged(Box::new(change), Ok(views.to_vec())));
}

#[test]
fn what_is_shown_is_saved_as_a_view_renamed_moved_deleted_and_put_back() {
    let mut stage = Stage::with(three());
    let saved = asked(&stage.press("/sum<enter>s<down><enter>:view save Summer<enter>")).unwrap();
    let summer = View {
        name: "Summer".to_owned(),
        query: "sum".to_owned(),
        order: Order::ascending(Column::Name),
        ..View::default()
    };
    assert_eq!(saved, ViewChange::Save(summer.clone()));
    let all = [built_in(), vec![summer.clone()]].concat();
    kept(&mut stage, saved, &all);
    let at = built_in().len() + 1;
    assert_eq!(notice(&stage), format!("The view \"Summer\" is saved. Key {at} opens it."));
    let open = |stage: &Stage| stage.model.views.opened().map(|view| view.name.clone());
    assert_eq!(open(&stage).as_deref(), Some("Summer"));
    assert!(!stage.model.views.tabs(&stage.model.list).iter().any(|tab| tab.edited));

    let renamed = asked(&stage.press(":view rename Hot<enter>")).unwrap();
    assert_eq!(renamed, ViewChange::Rename { from: "Summer".to_owned(), to: "Hot".to_owned() });
    let hot = View { name: "Hot".to_owned(), ..summer };
    kept(&mut stage, renamed, &[built_in(), vec![hot.clone()]].concat());
    assert_eq!(open(&stage).as_deref(), Some("Hot"));

    let moved = asked(&stage.press(":view move 1<enter>")).unwrap();
    assert_eq!(moved, ViewChange::Move { name: "Hot".to_owned(), to: 0 });
    kept(&mut stage, moved, &[vec![hot.clone()], built_in()].concat());
    stage.press("01");
    assert_eq!(ids(&stage), [3]);

    let deleted = asked(&stage.press(":view delete<enter>")).unwrap();
    assert_eq!(deleted, ViewChange::Delete("Hot".to_owned()));
    kept(&mut stage, deleted, &built_in());
    assert_eq!((open(&stage), ids(&stage)), (None, vec![3]), "what is shown stays");
    let back = asked(&stage.press(":view undo<enter>")).unwrap();
    assert_eq!(back, ViewChange::Insert { view: hot, at: 0 });
    assert_eq!(asked(&stage.press(":view delete Nobody<enter>")), None);
}

#[test]
fn saving_the_open_view_again_keeps_its_grouping() {
    let mut stage = Stage::with(three());
    let gathered = View { name: "Agents".to_owned(), groups: vec![GroupBy::Agent], ..View::default() };
    stage.model.views.take(vec![gathered.clone()]);
    let saved = asked(&stage.press("1/sum<enter>:view save<enter>"));
    assert_eq!(saved, Some(ViewChange::Save(View { query: "sum".to_owned(), ..gathered })));
}

#[test]
fn columns_are_a_views_own_or_every_views() {
    let mut stage = Stage::with(three());
    let shown = |stage: &Stage| {
        let columns = &stage.model.list.columns;
        columns.all().filter(|column| columns.shows(*column)).count()
    };
    let usual = shown(&stage);
    let saved = asked(&stage.press(":cols agent,change<enter>:view save Two<enter>")).unwrap();
    let ViewChange::Save(two) = &saved else { panic!("{saved:?}") };
    assert_eq!(two.columns.len(), 2);
    stage.model.list.columns = kaytop::app::columns::Columns::default();
    kept(&mut stage, saved.clone(), &[built_in(), vec![two.clone()]].concat());
    stage.press(&format!("{}", built_in().len() + 1));
    assert_eq!(shown(&stage), 4);
    stage.press("1");
    assert_eq!(shown(&stage), usual);
}

#[test]
fn views_that_cannot_be_written_stay_as_they_were() {
    let mut stage = Stage::with(three());
    let change = asked(&stage.press(":view save Mine<enter>")).unwrap();
    stage.send(Msg::ViewsChanged(Box::new(change), Err("the disk is full".to_owned())));
    assert_eq!(notice(&stage), "The views stay as they were: the disk is full.");
    assert_eq!(stage.model.views.names().count(), built_in().len());
}
