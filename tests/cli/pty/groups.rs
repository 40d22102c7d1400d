//! `kaytop list group:…` as programs and people read it.

use serde_json::{Value, json};

use crate::program::{Sandbox, kaytop};

/// Two campaigns of one agent whose counts come to 81 of 263, for which Newcombe (1998, method 3) publishes the range
/// 25.53–36.62; one of 3 of 3; one that knows nothing.
fn serving() -> Sandbox {
    let row = |id: i64, agent: Value, list: i64, counts: [i64; 3]| {
        let [calls, ok, failed] = counts;
        let stats = json!({"total_calls": calls, "success_calls": ok, "failed_calls": failed, "conversion_rate": 10.0 * id as f64});
        json!({"id": id, "name": format!("c{id}"), "agent_id": agent, "case_list_id": list, "stats": stats})
    };
    let rows = [
        row(1, json!("=a"), 7, [110, 40, 60]),
        row(2, json!("=a"), 8, [163, 41, 122]),
        row(3, json!("lucky"), 8, [3, 3, 0]),
        json!({"id": 4}),
    ];
    Sandbox::serving(&json!(rows).to_string())
}

#[test]
fn groups_are_objects_with_pooled_figures_and_published_ranges() {
    let sandbox = serving();
    let list = |arguments: &str| kaytop(&format!("list {arguments}")).live(&sandbox).run().expect(0);
    let groups = list("-o json group:agent sort:success-desc").json();
    let names: Vec<&Value> = groups.as_array().unwrap().iter().map(|group| &group["group"]).collect();
    assert_eq!(names, [&json!("=a"), &json!("lucky"), &Value::Null], "too few data and none come last");
    let group = &groups[0];
    let counts = ["campaigns", "calls", "ok", "failed", "pending"].map(|member| group[member].as_i64().unwrap());
    assert_eq!(counts, [2, 273, 81, 182, 10]);
    for (member, published) in [("success_low", 25.53), ("success_high", 36.62), ("success_percent", 30.80)] {
        assert!((group[member].as_f64().unwrap() - published).abs() < 0.006, "{member}: {group}");
    }
    let estimate = (10.0 * 100.0 + 20.0 * 163.0) / 263.0;
    assert!((group["conversion_percent"].as_f64().unwrap() - estimate).abs() < 1e-6);
    let unknown = json!({"group": null, "campaigns": 1, "calls": null, "ok": null, "failed": null, "pending": null, "success_percent": null,
        "success_low": null, "success_high": null, "conversion_percent": null, "sentiment": null});
    assert_eq!(groups[2], unknown);
}

#[test]
fn two_levels_nest_in_json_and_are_flat_in_csv() {
    let sandbox = serving();
    let list = |arguments: &str| kaytop(&format!("list {arguments}")).live(&sandbox).run().expect(0).stdout;
    let lines = list("-o jsonl group:list,agent sort:list has:agent");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["group"], &lines[1]["group"], lines.len()), (&json!(7), &json!(8), 2));
    assert_eq!((&lines[1]["groups"][0]["group"], &lines[1]["groups"][1]["calls"]), (&json!("=a"), &json!(3)));
    let csv = list("-o csv group:list,agent sort:list has:agent");
    let mut lines = csv.lines();
    assert_eq!(
        lines.next().unwrap(),
        "case_list_id,agent_id,campaigns,calls,ok,failed,pending,success_percent,success_low,success_high,conversion_percent,sentiment"
    );
    let rest: Vec<String> = lines.map(|line| line.split(',').take(6).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(rest, ["7,=a,1,110,40,60", "8,=a,1,163,41,122", "8,lucky,1,3,3,0"]);
    assert!(list("-o csv --excel group:agent").contains("\n'=a,2,"), "no formula");
}

#[test]
fn people_read_a_table_and_where_data_are_too_few() {
    let table = kaytop("list group:agent,list sort:calls-desc").live(&serving()).run().expect(0).stdout;
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<Vec<String>> = table.lines().map(words).collect();
    assert_eq!(lines[0].join(" "), "AGENT / LIST CAMPAIGNS CALLS OK FAILED PENDING SUCC% 95 % RANGE CONV SENT");
    assert_eq!(lines[1].join(" "), "=a 2 273 81 182 10 30.8% 25.5–36.6% ≈16.2% –");
    assert!(table.lines().nth(2).unwrap().starts_with("  8 "), "{table}");
    let written = |format: &str| {
        kaytop(&format!("list -o {format} --redact group:agent,list")).live(&serving()).run().expect(0).stdout
    };
    let (markdown, page) = (written("md"), written("html"));
    assert!(markdown.contains("| **Agent A** | 2 | 98.9% | 273 | 81 |") && !markdown.contains("lucky"), "{markdown}");
    assert!(markdown.contains("| **Agent A › list 2** | 1 |"), "{markdown}");
    assert!(page.contains("class=\"in0\"><bdi>Agent A</bdi></th><td class=\"n\">2</td>"), "{page}");
    assert!(page.contains("class=\"in1\"><bdi>list 2</bdi>") && !page.contains("lucky"), "{page}");
    assert!(table.contains("too few") && table.contains("(unknown)"), "{table}");
}
