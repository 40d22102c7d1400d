//! `kaytop check` and what it says of files: places, several files, encodings, forms for build pipelines.

use std::fs;

use serde_json::{Value, json};

use crate::program::{Program, kaytop};

const GOOD: &str = r#"{"name": "Roundup", "agent_id": "abc", "case_list_id": 1, "runs": [{"start_date": "2099-02-20",
 "end_date": "2099-02-20", "start_time": "09:00", "end_time": "17:00"}]}"#;

const BAD: &str = "name = \"Roundup\"\nagent_id = \"abc\"\ncase_list_id = 123456789012345678901\n\n[[runs]]\n\
                   start_date = 2099-02-20\nend_date = 2099-02-20\nstart_time = 09:00\n  end_time = 22:00\nextra%thing = 1\n";

fn with_plans(arguments: &str) -> Program {
    let program = kaytop(arguments);
    program.write("good.json", GOOD);
    program.write("bad.toml", &BAD.replace("extra%thing", "extra"));
    program.write("a,b:c%.toml", &BAD.replace("extra%thing", "\"x\\r::error::y\""));
    program
}

#[test]
fn problems_are_said_with_file_line_and_column() {
    let left = with_plans("check bad.toml").run().expect(6);
    let lines: Vec<&str> = left.stdout.lines().collect();
    assert!(
        lines[0].starts_with("bad.toml:3:1: problem: case_list_id: ") && lines[0].contains("123456789012345678901"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("bad.toml:9:3: problem: runs[0].end_time: "), "{lines:?}");
    assert!(lines[2].starts_with("bad.toml:10:1: warning: runs[0].extra: "), "{lines:?}");
    assert_eq!(lines[3], "invalid: 2 problems, 1 warning");
    let left = kaytop("check -").run_with("{\n \"name\": 1}").expect(6);
    assert!(left.stdout.starts_with("<stdin>:2:2: problem: name: "), "{}", left.stdout);
    assert!(left.stdout.contains("\n<stdin>:1:1: problem: case_list_id: is required"), "{}", left.stdout);
    let created = with_plans("create bad.toml --yes --sandbox").run().expect(6);
    assert!(created.stdout.contains("bad.toml:9:3: problem: runs[0].end_time: "), "{}", created.stdout);
}

#[test]
fn several_files_are_judged_in_one_go() {
    let left = with_plans("check good.json - bad.toml").run_with(GOOD).expect(6);
    assert!(left.stdout.starts_with("good.json: valid: 0 problems, 0 warnings\n<stdin>: valid: "), "{}", left.stdout);
    assert!(left.stdout.ends_with("\nbad.toml: invalid: 2 problems, 1 warning\n"), "{}", left.stdout);
    let report = with_plans("check -o json good.json - bad.toml").run_with(GOOD).expect(6).json();
    let files: Vec<&Value> = report.as_array().unwrap().iter().map(|one| &one["file"]).collect();
    assert_eq!(files, ["good.json", "-", "bad.toml"]);
    assert_eq!((&report[0]["valid"], &report[2]["valid"]), (&json!(true), &json!(false)));
    let problem = &report[2]["problems"][1];
    assert_eq!((&problem["line"], &problem["column"]), (&json!(9), &json!(3)));
    assert_eq!((&report[2]["warnings"][0]["line"], &report[2]["warnings"][0]["column"]), (&json!(10), &json!(1)));
    let single = with_plans("check -o json good.json").run().expect(0).json();
    assert!(single.get("file").is_none() && single["valid"] == true);
    with_plans("check - good.json -").run().expect(2).complaint();
    kaytop("check").run().expect(2);
}

#[test]
fn a_file_that_cannot_be_read_is_1_and_the_others_are_judged() {
    let left = with_plans("check nowhere.json bad.toml").run().expect(1);
    assert!(left.stderr.contains("cannot read nowhere.json") && left.stdout.contains("bad.toml:9:3"), "{left:?}");
    let report = with_plans("check nowhere.json good.json -o json").run().expect(1).json();
    assert_eq!((&report[0]["valid"], &report[0]["problems"][0]["line"]), (&json!(false), &Value::Null));
    assert!(
        report[0]["problems"][0]["message"].as_str().unwrap().contains("cannot read") && report[1]["valid"] == true
    );
}

#[test]
fn what_is_no_plan_is_said_with_its_place_and_what_to_do() {
    for (bytes, place, words) in [
        (b"\xFF\xFE{\0}\0".as_slice(), "1:1", "UTF-16"),
        (b"n\0a\0m\0e\0", "1:1", "save it as UTF-8"),
        (b"{\"name\": \"Zo\xEB\"}", "1:13", "0xEB"),
        (b"name: x\nruns: []\n", "1:1", "YAML"),
        (b"{\n  \"name\": \"x\", // mine\n}", "2:16", "no comments"),
        (b"{\"name\": \"x\",\n \"name\": \"y\"}", "2:2", "stands twice; the first is at line 1, column 2"),
        (b"name = 1\nname = 2\n", "2:1", "the first is at line 1, column 1"),
    ] {
        let program = kaytop("check plan");
        fs::write(program.home.path().join("plan"), bytes).unwrap();
        let left = program.run().expect(6);
        let start = format!("plan:{place}: problem: ");
        assert!(left.stdout.starts_with(&start) && left.stdout.contains(words), "{place} {words}: {}", left.stdout);
        let created = kaytop("create plan --yes --sandbox").at_home(&program.home).run().expect(6);
        assert_eq!(created.stdout, left.stdout);
    }
}

#[test]
fn numbers_of_parts_that_are_passed_on_go_out_as_written() {
    let numbers = "[123456789012345678901, -0, 1.10, 1E400, 1e3]";
    let filters = format!(
        r#", "report_schedule": {{"name": "w", "frequency": "daily", "time": "09:00", "recipients": ["a@b.c"], "filters": {{"n": {numbers}}}}}}}"#
    );
    let plan = GOOD.replace("}]}", &format!("}}]{filters}"));
    for command in ["check - -o json", "create - --dry-run -o json", "create - --dry-run"] {
        let left = kaytop(command).run_with(&plan).expect(0);
        let compact: String = left.stdout.split_whitespace().collect();
        assert!(compact.contains("[123456789012345678901,-0,1.10,1E400,1e3]"), "{command}: {}", left.stdout);
    }
}

#[test]
fn github_gets_one_command_a_finding_and_nothing_else() {
    let left = with_plans("check --format github good.json a,b:c%.toml").run().expect(6);
    let lines: Vec<&str> = left.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("::error file=a%2Cb%3Ac%25.toml,line=3,col=1,title=kaytop R3::case_list_id: must be"));
    assert!(lines[1].starts_with("::error file=a%2Cb%3Ac%25.toml,line=9,col=3,title=kaytop R16::runs[0].end_time: "));
    assert!(lines[2].starts_with("::warning file=a%2Cb%3Ac%25.toml,line=10,col=1,title=kaytop warning::runs[0]."));
    assert_eq!(with_plans("check --format github good.json").run().expect(0).stdout, "");
    with_plans("check --format github -o json good.json").run().expect(2);
}

#[test]
fn sarif_says_each_finding_with_its_place() {
    let log = with_plans("check --format sarif good.json a,b:c%.toml -").run_with("{").expect(6).json();
    assert_eq!((&log["version"], &log["runs"][0]["tool"]["driver"]["name"]), (&json!("2.1.0"), &json!("kaytop")));
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&Value> = results.iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["R3", "R16", "warning", "plan"]);
    let declared = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().all(|rule| declared.iter().any(|one| one["id"] == **rule)), "{declared:?}");
    let physical = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "a%2Cb%3Ac%25.toml");
    assert_eq!(physical["region"], json!({"startLine": 9, "startColumn": 3}));
    assert_eq!(results[2]["level"], "warning");
    let empty = with_plans("check --format sarif good.json").run().expect(0).json();
    assert_eq!(
        (&empty["runs"][0]["results"], &empty["runs"][0]["invocations"][0]["executionSuccessful"]),
        (&json!([]), &json!(true))
    );
}
