//! Groups under the keys: how they come, open, keep the cursor, are marked, copied and remembered.

use std::time::Duration;

use kaytop::app::copy::Copied;
use kaytop::app::effect::Effect;
use kaytop::app::keymap::Scope;
use kaytop::domain::campaign::{Campaign, Stats};
use kaytop::domain::shown::Shown;
use kaytop::domain::store::{Common, Group, Line};

use super::{Stage, current, notice, row};

fn of(id: i64, agent: &str, list: i64, ok: i64, failed: i64) -> Campaign {
    let stats = Stats { calls: Some(ok + failed), ok: Some(ok), failed: Some(failed), ..Stats::default() };
    Campaign { agent: Some(Shown::new(agent)), list: Some(list), stats, ..row(id, &format!("Campaign {id}")) }
}

fn firm() -> Vec<Campaign> {
    vec![of(1, "Docs", 7, 850, 150), of(2, "Intake", 7, 30, 70), of(3, "Lucky", 8, 3, 0), of(4, "Docs", 8, 10, 10)]
}

/// Sorted by calls, largest first, and grouped by agent.
fn grouped() -> Stage {
    let mut stage = Stage::with(firm());
    stage.press("/sort:calls-desc<enter>z");
    stage
}

/// What the lines are: a group's name, or a campaign's number.
fn lines(stage: &Stage) -> Vec<String> {
    let store = &stage.model.context.store;
    let told = |line: Line<'_>| match line {
        Line::Row(row) => row.id().to_string(),
        Line::Group(group) => group.value().map_or("?".into(), Common::shown).into_owned(),
    };
    (0..store.lines()).filter_map(|at| store.line(at)).map(told).collect()
}

/// The line under the cursor.
fn here(stage: &Stage) -> String {
    lines(stage).swap_remove(stage.model.list.position())
}

fn copied(effects: &[Effect]) -> (&str, &str) {
    let mut copies = effects.iter().filter_map(|effect| match effect {
        Effect::Copy(Copied { what, text }) => Some((what.as_str(), text.as_str())),
        _ => None,
    });
    copies.next().unwrap()
}

#[test]
fn z_goes_from_one_grouping_to_the_next_and_back_to_none() {
    let mut stage = Stage::with(firm());
    stage.press("z");
    assert_eq!(notice(&stage), "Grouped by agent: Enter opens a group, Z opens all.");
    for (groups, said) in [(2, "Grouped by list"), (1, "Grouped by origin"), (0, "Not grouped any more.")] {
        stage.press("z");
        assert_eq!(stage.model.context.store.groups().count(), groups);
        assert!(notice(&stage).starts_with(said), "{}", notice(&stage));
    }
    stage.press("Z");
    assert_eq!(notice(&stage), "Nothing is grouped: z groups by agent, list or origin.");
    stage.press("/group:agent,list<enter>z");
    assert_eq!(notice(&stage), "The filter's own group: holds; edit it with /.");
    assert_eq!(lines(&stage), ["Docs", "Lucky", "Intake"]);
    stage.press("Z");
    assert_eq!(lines(&stage), ["Docs", "8", "4", "7", "1", "Lucky", "8", "3", "Intake", "7", "2"]);
    stage.press("<esc>");
    assert_eq!(lines(&stage), ["4", "3", "2", "1"], "what the filter groups goes with it");
}

#[test]
fn enter_opens_a_group_and_in_it_a_campaign() {
    let mut stage = grouped();
    assert_eq!((here(&stage), current(&stage)), ("Docs".to_owned(), None));
    stage.press("<enter>");
    assert_eq!(
        (lines(&stage), here(&stage)),
        (["Docs", "1", "4", "Intake", "Lucky"].map(str::to_owned).into(), "Docs".to_owned())
    );
    stage.press("jj<enter>");
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(4)));
    stage.press(")");
    assert_eq!(notice(&stage), "This is the last campaign of the table. Closed groups are passed over.");
    stage.press("(");
    assert_eq!(current(&stage), Some(1));
    stage.press("<esc>i");
    assert_eq!(stage.model.scope(), Scope::Detail, "a campaign has JSON of its own");
    stage.press("<esc>ki");
    assert_eq!(notice(&stage), "This is a group: Enter opens or closes it, y copies it, also as JSON.");
    stage.press("<enter>");
    assert_eq!(lines(&stage), ["Docs", "Intake", "Lucky"]);
    stage.press("ZG<enter>");
    assert_eq!((stage.model.scope(), current(&stage)), (Scope::Detail, Some(3)), "the last line is a campaign");
    stage.press("(");
    assert_eq!(current(&stage), Some(2), "a group between two campaigns is passed over");
}

#[test]
fn the_cursor_stays_with_its_campaign_or_its_group() {
    let mut stage = grouped();
    stage.press("Zjj");
    assert_eq!(here(&stage), "4");
    stage.press("Z");
    assert_eq!(here(&stage), "Docs", "a closed group stands for what is in it");
    stage.press("Z");
    assert_eq!(here(&stage), "4");
    stage.press("z");
    assert_eq!(here(&stage), "8", "and so does its group of another kind");
    stage.press("zz");
    assert_eq!(here(&stage), "4");
    let mut stage = grouped();
    stage.press("j");
    let mut later = firm();
    later[1] = of(2, "Intake", 7, 9_000, 0);
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok(later));
    assert_eq!(
        (lines(&stage), here(&stage)),
        (["Intake", "Docs", "Lucky"].map(str::to_owned).into(), "Intake".to_owned())
    );
    stage.press("/ docs");
    assert_eq!(here(&stage), "Docs");
    stage.press("<esc>");
    assert_eq!(here(&stage), "Intake");
}

#[test]
fn too_few_data_come_last_by_success() {
    let mut stage = Stage::with(firm());
    stage.press("/agent:* sort:success-desc<enter>z");
    assert_eq!(lines(&stage), ["Docs", "Intake", "Lucky"], "3 of 3 is no more than 850 of 1,000");
}

#[test]
fn groups_are_marked_and_copied() {
    let mut stage = grouped();
    let effects = stage.press("yn");
    assert_eq!(copied(&effects), ("name of group Docs", "Docs"));
    let effects = stage.press("yy");
    assert_eq!(copied(&effects), ("calls of group Docs", "1020"));
    stage.press("yi");
    assert_eq!(notice(&stage), "A group has no id; n copies its name.");
    stage.press("  ");
    let names: Vec<String> = stage
        .model
        .list
        .marks
        .groups(&stage.model.context.store)
        .iter()
        .map(Group::key)
        .map(|key| format!("{key:?}"))
        .collect();
    assert_eq!((names.len(), stage.model.list.marks.count()), (2, 0));
    let effects = stage.press("yr");
    let (what, text) = copied(&effects);
    assert_eq!(what, "2 groups as TSV");
    assert_eq!(
        text,
        "Docs\t2\t1020\t860\t160\t0\t84.3%\t82.0%\t86.4%\t\t\nIntake\t1\t100\t30\t70\t0\t30.0%\t21.9%\t39.6%\t\t"
    );
    let effects = stage.press("ym");
    assert!(copied(&effects).1.contains("| Docs | 2 | 1020 | 860 | 160 | 0 | 84.3% | 82.0% | 86.4% | – | – |"));
    let effects = stage.press("yj");
    let json: serde_json::Value = serde_json::from_str(copied(&effects).1).unwrap();
    assert_eq!(
        (&json[1]["group"], &json[1]["calls"], &json[1]["sentiment"]),
        (&"Intake".into(), &100.into(), &serde_json::Value::Null)
    );
    let effects = stage.press("yv");
    assert!(copied(&effects).1.ends_with("'sort:calls-desc group:agent'"), "{effects:?}");
    stage.press("Zj ");
    let effects = stage.press("yi");
    assert_eq!(copied(&effects), ("id 3", "3"), "marked campaigns come before marked groups");
}

#[test]
fn a_created_campaign_opens_its_group() {
    let mut stage = grouped();
    stage.model.arrival = Some(9);
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok([firm(), vec![of(9, "Intake", 7, 0, 0)]].concat()));
    assert_eq!((here(&stage), current(&stage)), ("9".to_owned(), Some(9)));
}
