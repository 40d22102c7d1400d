//! Campaigns side by side: what opens it, what turns it, what leaves it.

use std::time::Duration;

use kaytop::app::effect::Effect;
use kaytop::app::keep::{Content, FileToWrite, Keep};
use kaytop::app::keymap::Scope;
use kaytop::app::record::Record;
use kaytop::domain::campaign::Campaign;
use kaytop::domain::shown::Shown;

use super::{Stage, notice, row, three};
use crate::stage::scene;

#[test]
fn it_opens_over_two_marks_and_closes_as_it_opened() {
    let mut stage = Stage::with(three());
    stage.press("=");
    assert_eq!(stage.model.scope(), Scope::Table);
    assert!(notice(&stage).contains("Space marks"), "{}", notice(&stage));
    stage.press(" =");
    assert!(notice(&stage).contains("Space marks another"), "{}", notice(&stage));
    for keys in [" =", "=", "<enter>=", "="] {
        stage.press(keys);
        assert_eq!(stage.model.scope(), Scope::Compare, "{keys}");
        stage.press("=");
        assert_eq!(stage.model.place(), stage.model.scope(), "{keys}");
        assert_ne!(stage.model.scope(), Scope::Compare, "{keys}");
    }
}

#[test]
fn it_is_copied_against_what_it_stands_beside() {
    let mut stage = Stage::with(three());
    stage.press("  =");
    let copied = |stage: &mut Stage| match stage.press("y").pop() {
        Some(Effect::Copy(copied)) => copied.text,
        other => panic!("{other:?}"),
    };
    assert!(copied(&mut stage).contains("Against 3."));
    stage.press("b");
    assert!(copied(&mut stage).contains("Against the pool of 3 shown."));
}

#[test]
fn in_the_past_it_compares_what_was_then_and_stays_open() {
    let mut stage = Stage::with(three());
    stage.model.context.record = Record::On;
    let with = |calls| {
        let mut rows = three();
        for row in rows.iter_mut().filter(|row| row.id == 3) {
            row.stats.calls = Some(calls);
        }
        rows
    };
    stage.go_back("[", scene(3600, with(1234)));
    stage.press("gg  =");
    let copied = |stage: &mut Stage| match stage.press("y").pop() {
        Some(Effect::Copy(copied)) => copied.text,
        other => panic!("{other:?}"),
    };
    let then = copied(&mut stage);
    assert!(then.contains("1,234"), "{then}");
    stage.pass(Duration::from_secs(30));
    stage.answer(Ok(with(5678)));
    assert_eq!(stage.model.scope(), Scope::Compare);
    assert!(copied(&mut stage).contains("1,234"), "what is read meanwhile is of now");
    stage.press("=.=");
    let now = copied(&mut stage);
    assert!(now.contains("5,678") && !now.contains("1,234"), "{now}");
}

/// Two campaigns of two agents, in a comparison.
fn comparing(keys: &str) -> Stage {
    let of = |id, name: &str, agent: &str| Campaign { agent: Some(Shown::new(agent)), ..row(id, name) };
    let mut stage = Stage::with(vec![of(911, "=Zimmer & <Sons>", "en_one"), of(912, "Quill | co", "es_two")]);
    stage.press(keys);
    assert_eq!(stage.model.scope(), Scope::Compare);
    stage
}

/// The name of the file that these keys write, and what is in it.
fn written(stage: &mut Stage, keys: &str) -> (String, String) {
    let file = stage.press(keys).into_iter().find_map(|effect| match effect {
        Effect::Keep(Keep::WriteFile(file)) => Some(*file),
        _ => None,
    });
    let FileToWrite { name, content, .. } = file.unwrap();
    let page = match content {
        Content::Comparison { page, format } => Some((page, format)),
        _ => None,
    };
    let (page, format) = page.unwrap();
    let mut out = Vec::new();
    page.write(format, &mut out).unwrap();
    assert_eq!((page.extent().as_str(), stage.model.scope()), ("The comparison of 2", Scope::Compare));
    (name, String::from_utf8(out).unwrap())
}

#[test]
fn it_is_written_for_programs_a_line_each() {
    let mut stage = comparing("  =");
    let (name, csv) = written(&mut stage, "w<enter>");
    assert_eq!(name, "kaytop-comparison-2026-03-04.csv");
    let mut read = csv.lines();
    assert!(read.next().unwrap().starts_with("kind,id,name,campaigns,total_calls,"), "{csv}");
    let first = read.next().unwrap();
    assert!(first.starts_with("campaign,912,Quill | co,1,132,85,35,12,120,70.8"), "{csv}");
    assert!(first.contains(",,,,,baseline,"), "nothing differs from itself: {csv}");
    assert!(read.next().unwrap().contains(",within chance,") && read.next().is_none(), "{csv}");
    assert!(written(&mut stage, "wx<enter>").1.contains(",'=Zimmer & <Sons>,"), "no formula");
    let lines = written(&mut stage, "b:export jsonl x<enter>").1;
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["kind"], &lines[0]["id"]), (&"pool".into(), &serde_json::Value::Null));
    assert_eq!((lines.len(), &lines[1]["name"], &lines[2]["p_value"]), (3, &"Quill | co".into(), &1.0.into()));
}

#[test]
fn it_is_written_for_people_with_names_or_without() {
    let mut stage = comparing("  =");
    let (_, markdown) = written(&mut stage, "wm<enter>");
    assert!(markdown.starts_with("# Comparison\n\n- LIVE public-api.kayse.ai\n- as of "), "{markdown}");
    assert!(
        markdown.contains("|  | 912 Quill \\| co | 911 =Zimmer") && markdown.contains("Against 912."),
        "{markdown}"
    );
    let (_, page) = written(&mut stage, "wh<enter>");
    assert!(page.contains("<h1>Comparison<") && page.contains("912<br><bdi>Quill | co</bdi></th>"), "{page}");
    assert!(page.contains("&lt;Sons&gt;") && page.contains("<th scope=\"row\">verdict</th>"), "{page}");
    for (keys, first) in [("  =", "Campaign B"), ("z=", "Agent A")] {
        let mut stage = comparing(keys);
        for form in ["c", "j", "m", "h"] {
            let (name, file) = written(&mut stage, &format!("wr{form}<enter>"));
            assert!(name.starts_with("kaytop-comparison-redacted-"), "{name}");
            for told in ["Zimmer", "Quill", "911", "912", "en_one", "es_two"] {
                assert!(!file.contains(told), "{told} in {file}");
            }
            assert!(file.contains(first), "{file}");
        }
    }
}
