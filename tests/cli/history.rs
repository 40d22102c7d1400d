//! What commands leave in the record, and what they read back from it: `history`, and `list --at`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Child;

use serde_json::{Value, json};

use crate::program::{Left, Program, Sandbox, kaytop, start};

/// A home folder with a sandbox that can be asked as the live API.
struct Desk {
    sandbox: Sandbox,
    first: Program,
}

impl Desk {
    fn new(sandbox: &str) -> Self {
        let sandbox = Sandbox::start(sandbox);
        let first = kaytop("paths").live(&sandbox);
        Self { sandbox, first }
    }

    fn kaytop(&self, arguments: &str) -> Program {
        kaytop(arguments).at_home(&self.first.home).live(&self.sandbox)
    }

    fn run(&self, arguments: &str) -> Left {
        self.kaytop(arguments).run()
    }

    /// The lines of the export.
    fn exported(&self) -> Vec<BTreeMap<String, String>> {
        let left = self.run("history export -o csv").expect(0);
        csv::Reader::from_reader(left.stdout.as_bytes()).deserialize().map(Result::unwrap).collect()
    }

    /// Lists until the record has figures of two moments; the first list and the last.
    fn listed_twice(&self) -> (Value, Value) {
        let first = self.run("list -o json").expect(0).json();
        loop {
            let last = self.run("list -o json").expect(0).json();
            let lines = self.exported();
            let moments: BTreeSet<&String> =
                lines.iter().filter(|line| line["event"] == "figures").map(|line| &line["at"]).collect();
            if moments.len() > 1 {
                return (first, last);
            }
        }
    }
}

#[test]
fn launches_from_here_and_the_last_look_are_told() {
    let desk = Desk::new("--campaigns 4 --pace 10000");
    desk.listed_twice();
    let plan = r#"{"name": "Wave 9", "agent_id": "abc_771", "case_list_id": 318, "runs": [{"start_date": "2030-12-02",
        "end_date": "2030-12-05", "start_time": "09:00", "end_time": "17:00"}]}"#;
    desk.first.write("plan.json", plan);
    desk.run("create plan.json --yes").expect(0);
    let events = desk.run("history events -o jsonl launched").expect(0).stdout;
    assert!(events.lines().count() == 1 && events.contains("\"name\":\"Wave 9\",\"event\":\"launched\""), "{events}");

    let left = desk.run("list --since look cols:id,d.calls -o csv").expect(0);
    assert!(left.stderr.contains("nobody has looked at the screen yet"), "{left:?}");
    assert!(left.stdout.lines().skip(1).all(|line| line.ends_with(',')), "{left:?}");
    let mut screen = desk.kaytop("").screen();
    screen.wait_for("LIVE");
    screen.press("q");
    screen.left(0);
    let left = desk.run("list --since look cols:id,d.calls -o csv").expect(0);
    assert!(left.stderr.contains("changes since "), "{left:?}");
    assert!(left.stdout.lines().skip(1).all(|line| !line.ends_with(',')), "{left:?}");
}

#[test]
fn what_was_listed_is_kept_and_comes_back_without_a_request() {
    let mut desk = Desk::new("--campaigns 4 --pace 10000");
    let left = desk.run("history").expect(0);
    assert!(left.stdout.is_empty() && left.stderr.contains("nothing is recorded of 127.0.0.1:"), "{left:?}");
    assert!(desk.run("history export").expect(1).complaint().contains("nothing is recorded of"));

    let (first, last) = desk.listed_twice();
    // From here on nobody answers.
    let other = Sandbox::start("");
    std::mem::replace(&mut desk.sandbox, other).terminate();
    let about = desk.first_host("history -o json").expect(0).json();
    let record = &about["records"][0];
    assert_eq!((&about["recording"], &about["message"]), (&json!(true), &Value::Null));
    assert_eq!((&record["campaigns"], &record["sealed_days"]), (&json!(4), &json!(0)));
    assert!(record["bytes"].as_u64() > Some(4096) && record["from"].as_str() <= record["to"].as_str(), "{record}");
    let text = desk.first_host("history").expect(0).stdout;
    assert!(text.starts_with("record") && text.contains("\ncampaigns  4\n"), "{text}");

    assert_eq!(desk.first_host("list --at now -o json").expect(0).json(), last);
    let began = record["from"].as_str().unwrap();
    let then = desk.first_host(&format!("list -o json --at {began}")).expect(0);
    assert_eq!(then.json(), first);
    assert!(then.stderr.starts_with("kaytop: as of ") && then.stderr.contains(", read then"), "{then:?}");
    let before = desk.first_host("list --at 2020-01-01").expect(1);
    assert!(before.complaint().contains("knows nothing as of 2020-01-01 00:00:00 UTC: it begins at "), "{before:?}");
    assert!(desk.first_host("list --at tomorrow").expect(2).complaint().contains("\"tomorrow\" is no moment"));
}

impl Desk {
    /// As [`Self::run`], of the first sandbox, which is gone.
    fn first_host(&self, arguments: &str) -> Left {
        let file = std::fs::read_dir(self.first.home.path().join(".local/share/kaytop/history"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .find_map(|name| name.strip_suffix(".1.sqlite3").map(str::to_owned))
            .unwrap();
        let url = format!("http://{}", file.replace("_3a", ":"));
        // Without a key the only record of the host is meant.
        self.kaytop(arguments).set("KAYSE_BASE_URL", &url).unset("KAYSE_API_KEY").run()
    }
}

#[test]
fn an_export_holds_every_value_as_it_came() {
    let desk = Desk::new("--campaigns 4 --pace 10000");
    let (_, last) = desk.listed_twice();
    let lines = desk.exported();
    for row in last.as_array().unwrap() {
        let id = row["id"].to_string();
        let newest = |event: &str| {
            let of = |line: &&BTreeMap<String, String>| line["id"] == id && line["event"] == event;
            lines.iter().rev().find(of).unwrap()
        };
        let (figures, identity) = (newest("figures"), newest("identity"));
        for (member, value) in row["stats"].as_object().unwrap() {
            let written = if value.is_null() { Value::Null } else { serde_json::from_str(&figures[member]).unwrap() };
            assert_eq!(written.as_f64(), value.as_f64(), "{member} of {row}");
        }
        assert_eq!(Some(identity["name"].as_str()), row["name"].as_str());
    }
    let objects = desk.run("history export").expect(0).stdout;
    let objects: Vec<Value> = objects.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), lines.len());
    assert!(
        objects.iter().zip(&lines).all(|(object, line)| object["at"] == line["at"] && object["event"] == line["event"])
    );
    assert!(lines.is_sorted_by_key(|line| line["at"].clone()));
}

#[test]
fn what_is_purged_is_gone_and_said() {
    let desk = Desk::new("--campaigns 4");
    let listed = desk.run("list -o json").expect(0).json();
    let id = listed[0]["id"].to_string();
    assert!(desk.run("history purge").expect(2).stderr.contains("--before"));
    assert!(desk.run("history purge --all").expect(2).complaint().contains("--yes"));
    assert_eq!(desk.exported().iter().filter(|line| line["event"] == "came").count(), 4, "nothing was forgotten");

    assert!(
        desk.run("history purge --campaign 999999 --yes").expect(1).complaint().contains("knows no campaign 999999")
    );
    let said = desk.run(&format!("history purge --campaign {id} --yes")).expect(0).stdout;
    assert!(said.starts_with(&format!("Forgotten: campaign {id} ")) && said.contains("it is recorded again"), "{said}");
    assert!(desk.exported().iter().all(|line| line["id"] != id));
    let early = desk.run("history purge --before 2020-01-01 --yes").expect(0);
    assert!(early.stdout.is_empty() && early.stderr.contains("there is nothing to forget"), "{early:?}");
    desk.run("list").expect(0);
    assert!(desk.exported().iter().any(|line| line["id"] == id), "still in the list");

    assert!(desk.run("history purge --all --yes").expect(0).stdout.starts_with("Forgotten: everything, 4 campaigns."));
    assert!(desk.exported().is_empty());
    assert!(desk.run("list --at now").expect(1).complaint().ends_with("it is empty"));
}

#[test]
fn commands_at_once_record_together() {
    let desk = Desk::new("--campaigns 40");
    let children: Vec<Child> = (0..4).map(|_| start(&mut desk.kaytop("list").command())).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
    let lines = desk.exported();
    let came: Vec<&String> = lines.iter().filter(|line| line["event"] == "came").map(|line| &line["id"]).collect();
    assert_eq!(came.len(), 40);
    assert_eq!(came.into_iter().collect::<BTreeSet<_>>().len(), 40);
    let about = desk.run("history -o json").expect(0).json();
    assert_eq!(about["records"].as_array().unwrap().len(), 1);
}

#[test]
fn where_no_history_is_wanted_none_is_kept() {
    let desk = Desk::new("--campaigns 4");
    desk.first.write(".config/kaytop/config.toml", "history = false\n");
    desk.run("list").expect(0);
    let about = desk.run("history -o json").expect(0).json();
    assert_eq!((&about["recording"], &about["records"]), (&json!(false), &json!([])));
    assert!(desk.run("history").expect(0).stderr.contains("history = false"));
}

#[test]
fn practice_has_a_past_of_fifteen_days_which_each_command_makes_anew() {
    let about = kaytop("history --sandbox -o json").run().expect(0).json();
    let record = &about["records"][0];
    assert_eq!((&about["host"], &record["file"], &record["gaps"]), (&json!("sandbox"), &Value::Null, &json!(1)));
    assert_eq!((&record["campaigns"], &record["sealed_days"]), (&json!(141), &json!(14)));
    let text = kaytop("history --sandbox").run().expect(0).stdout;
    assert!(text.starts_with("record     practice: ") && text.contains("\nbegins     "), "{text}");

    let at = |moment: &str| kaytop(&format!("list --sandbox -o json --at {moment} id:140..141"));
    let calls =
        |rows: &Value| rows.as_array().unwrap().iter().filter_map(|row| row["stats"]["total_calls"].as_i64()).sum();
    let now = at("now").run().expect(0);
    assert!(now.stderr.contains(" in practice"), "{now:?}");
    let (now, then): (i64, i64) = (calls(&now.json()), calls(&at("7d").run().expect(0).json()));
    assert!(now > 1000 && then == 0, "{now} {then}");
    let events = kaytop("history events --sandbox -o jsonl --since 15d").run().expect(0).stdout;
    let of = |kind: &str| events.lines().filter(|line| line.contains(&format!("\"event\":\"{kind}\""))).count();
    assert!(of("vanished") == 1 && of("gap") == 1 && of("success_fell") > 0 && of("quiet") > 0, "{events}");
    let found = kaytop("history events --sandbox --since 15d longer list").run().expect(0).stdout;
    assert!(found.lines().count() == 2 && found.contains("no longer in the list"), "{found}");
    let picture = kaytop("list --sandbox -o text --size 100x30 --at 26h").run().expect(0).stdout;
    let first = picture.lines().next().unwrap();
    assert!(first.contains("SANDBOX") && first.contains(" PAST ") && first.contains("26 h ago"), "{first}");
    assert!(
        picture.contains(" then ") && picture.contains("concurrency 70%"),
        "the company's settings of then: {picture}"
    );
    let refused = kaytop("history --sandbox purge --all --yes").run().expect(1);
    assert!(refused.complaint().contains("there is nothing to forget"), "{refused:?}");
}
