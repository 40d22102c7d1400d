//! Writing what is shown to a file.

use kaytop::app::connection::Mode;
use kaytop::app::effect::Effect;
use kaytop::app::export::{Rows, Screen, Sheet, write};
use kaytop::app::keep::{Content, FileToWrite, FileWritten, IfThere, Keep, NotWritten};
use kaytop::app::msg::Msg;
use kaytop::app::overlay::Overlay;
use kaytop::domain::order::Column;

use super::{notice, row as named};
use crate::stage::Stage;

fn stage() -> Stage {
    Stage::with(vec![named(3, "Roundup"), named(2, "Talc"), named(1, "Roundup two")])
}

/// The only file among the effects of these keys.
fn file(stage: &mut Stage, keys: &str) -> FileToWrite {
    let mut files = stage.press(keys).into_iter().filter_map(|effect| match effect {
        Effect::Keep(Keep::WriteFile(file)) => Some(*file),
        _ => None,
    });
    let file = files.next();
    let file = file.ok_or_else(|| format!("{keys}: {} {:?}", notice(stage), stage.model.overlays)).unwrap();
    assert_eq!(files.next(), None);
    file
}

/// The rows of a file, their form, and whether names are left out.
fn rows(file: &FileToWrite) -> (Sheet, Rows, bool) {
    match &file.content {
        Content::Sheet { sheet, format, redacted } => Some(((**sheet).clone(), *format, *redacted)),
        Content::Text(_) | Content::Comparison { .. } | Content::Events { .. } => None,
    }
    .unwrap()
}

fn text(file: &FileToWrite) -> String {
    let (sheet, format, redacted) = rows(file);
    let sheet = if redacted { sheet.redacted() } else { sheet };
    let mut out = Vec::new();
    write(&sheet, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn exactly_what_is_shown_is_written_and_where_is_said() {
    let mut stage = stage();
    stage.press("/roundup cols:calls,agent sort:name<enter>");
    let file = file(&mut stage, "w<enter>");
    assert_eq!((file.name.as_str(), file.there), ("kaytop-campaigns-2026-03-04.csv", IfThere::Ask));
    assert_eq!(text(&file), "id,name,total_calls,agent_id\n3,Roundup,132,abc_123\n1,Roundup two,132,abc_123\n");
    assert!(stage.model.overlays.is_empty());
    let written = FileWritten { path: "/home/you/x.csv".to_owned(), holds: "2 of 3 campaigns".to_owned() };
    stage.send(Msg::FileWritten(file.purpose, Ok(written)));
    assert_eq!(notice(&stage), "2 of 3 campaigns written to /home/you/x.csv");
}

#[test]
fn groups_are_written_as_they_are_shown() {
    let mut stage = stage();
    stage.press("/cols:id,name<enter>z");
    let closed = text(&file(&mut stage, "w<enter>"));
    assert!(closed.starts_with("kind,agent_id,campaigns,") && closed.lines().count() == 2, "{closed}");
    let open = file(&mut stage, "<enter>w<enter>");
    assert_eq!(rows(&open).0.extent(), "3 campaigns in 1 group (agent)");
    let kinds: Vec<String> = text(&open).lines().map(|line| line.split(',').take(2).collect::<String>()).collect();
    assert_eq!(kinds, ["kindagent_id", "agentabc_123", "campaignabc_123", "campaignabc_123", "campaignabc_123"]);
}

#[test]
fn columns_stand_as_they_were_chosen_and_hidden_ones_stay_out() {
    let mut stage = stage();
    stage.press("C jj jKq");
    let heads = text(&file(&mut stage, "w<enter>")).lines().next().unwrap().to_owned();
    assert!(heads.starts_with("name,case_list_id,total_calls,"), "{heads}");
    let open = text(&file(&mut stage, "j<enter>wj<enter>"));
    assert_eq!((open.lines().count(), open.contains("\"name\":\"Talc\"")), (1, true), "{open}");
}

#[test]
fn a_file_that_is_there_is_asked_about_and_only_another_key_overwrites_it() {
    let mut stage = stage();
    let first = file(&mut stage, "whr<enter>");
    assert_eq!(first.name, "kaytop-campaigns-redacted-2026-03-04.html");
    assert!(!text(&first).contains("Talc") && text(&first).contains("Campaign B"));
    let free = "kaytop-campaigns-redacted-2026-03-04-2.html".to_owned();
    let taken = || Err(NotWritten::Taken { free: free.clone() });
    stage.send(Msg::FileWritten(first.purpose.clone(), taken()));
    assert!(matches!(stage.model.overlays.last(), Some(Overlay::Write(view)) if view.redacted));
    let beside = file(&mut stage, "<enter>");
    assert_eq!((&beside.name, beside.there), (&free, IfThere::Ask));
    stage.send(Msg::FileWritten(first.purpose, taken()));
    let over = file(&mut stage, "o");
    assert_eq!((over.name, over.there), (first.name, IfThere::Replace));
    stage.press("wo");
    assert!(notice(&stage).contains("asks before"), "nothing is overwritten that was not asked about");
}

#[test]
fn a_name_is_typed_and_what_cannot_be_written_says_why() {
    let mut stage = stage();
    assert_eq!(file(&mut stage, "wmn<ctrl-u>for jane.md<enter><enter>").name, "for jane.md");
    stage.press("wn<ctrl-u><enter><enter>");
    assert!(notice(&stage).contains("needs a name"));
    stage.press("q/zzz<enter>w<enter>");
    assert!(notice(&stage).contains("No campaign is shown"));
    let purpose = file(&mut stage, "<esc>0w<enter>").purpose;
    let failed = NotWritten::Failed("the disk is full".to_owned());
    stage.send(Msg::FileWritten(purpose, Err(failed)));
    assert_eq!(notice(&stage), "Nothing is written: the disk is full.");
    assert!(matches!(stage.model.overlays.last(), Some(Overlay::Write(_))), "what was chosen is kept");
    stage.press("n<esc><esc>");
    assert!(stage.model.overlays.is_empty(), "Esc undoes one layer at a time");
}

#[test]
fn the_command_line_writes_at_once_and_asks_where_the_name_is_taken() {
    let mut stage = stage();
    let whole = file(&mut stage, ":export md<enter>");
    assert_eq!((whole.name.as_str(), whole.there), ("kaytop-campaigns-2026-03-04.md", IfThere::Ask));
    assert!(stage.model.overlays.is_empty());
    let named = file(&mut stage, "<enter>:export jsonl for jane.txt<enter>");
    assert_eq!((named.name.as_str(), text(&named).lines().count()), ("for jane.txt", 1), "the open campaign alone");
    stage.send(Msg::FileWritten(named.purpose, Err(NotWritten::Taken { free: "for jane-2.txt".to_owned() })));
    assert_eq!((file(&mut stage, "o").name, stage.model.overlays.len()), ("for jane.txt".to_owned(), 1));
}

#[test]
fn the_screen_is_written_as_it_is_below_the_sheet() {
    let mut stage = Stage::with(vec![named(1, "x")]);
    let effects = stage.press("ws<enter>");
    let pictured = |effect: &Effect| match effect {
        Effect::Picture(picture) => Some((picture.screen, picture.view.file())),
        _ => None,
    };
    assert_eq!(effects.iter().find_map(pictured), Some((Screen::Svg, "kaytop-screen-2026-03-04.svg".to_owned())));
    assert!(stage.model.overlays.is_empty());
    let mut practice = Stage::new(Mode::Sandbox);
    practice.answer(Ok(vec![named(1, "x")]));
    let (sheet, format, _) = rows(&file(&mut practice, "w<down><enter>"));
    assert_eq!((format, sheet.caption.mode), (Rows::Excel, Mode::Sandbox));
    assert!(!sheet.columns.is_empty() && sheet.columns.contains(&Column::Id));
}
