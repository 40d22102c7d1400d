//! Which plan is sent: JSON, TOML, standard input, what is invalid, and a dry run.

use serde_json::Value;

use super::desk::{Desk, check, plan};
use crate::program::kaytop;

const TOML: &str = r#"
name = "from-toml"
agent_id = "abc_771"
case_list_id = 318

[[runs]]
start_date = 2030-12-02
end_date = 2030-12-05
start_time = 09:00:00
end_time = 17:00:00
"#;

#[test]
fn a_plan_in_toml_and_one_from_standard_input_are_created() {
    let desk = Desk::new("");
    desk.kaytop("").write("plan.toml", TOML);
    desk.run("create plan.toml --yes").expect(0);
    check(desk.kaytop("create - --yes").run_with(&plan("from-stdin").to_string())).expect(0);
    for name in ["from-toml", "from-stdin"] {
        assert_eq!(desk.there(name).len(), 1);
        assert_eq!(desk.launch(name).1, "created");
    }
}

#[test]
fn an_invalid_plan_is_6_with_the_problems_that_check_reports() {
    let desk = Desk::new("");
    let file = desk.plan("wave");
    let invalid = plan("wave").to_string().replace("17:00", "23:00");
    desk.kaytop("").write(&file, &invalid);
    let left = desk.run(&format!("create {file} --yes -o json")).expect(6);
    let checked = desk.run(&format!("check {file} -o json")).expect(6).json();
    assert_eq!((&left.json()["outcome"], &left.json()["problems"][0]["rule"]), (&"invalid".into(), &"R16".into()));
    assert_eq!((&left.json()["problems"], &left.json()["warnings"]), (&checked["problems"], &checked["warnings"]));
    assert!(left.json()["message"].as_str().unwrap().contains("1 problem"), "{}", left.stdout);
    assert_eq!(desk.run(&format!("create {file} --dry-run -o json")).expect(6).json(), checked);
    check(desk.kaytop("create - --yes").run_with("no plan")).expect(6);
    assert!(desk.journaled().is_empty());
}

#[test]
fn a_dry_run_needs_no_key_and_no_server() {
    let program = kaytop("create plan.json --dry-run").set("KAYSE_BASE_URL", "http://127.0.0.1:9");
    program.write("plan.json", &plan("wave").to_string());
    let left = program.run().expect(0);
    for words in
        ["POST http://127.0.0.1:9/", "$KAYSE_API_KEY", "\"name\": \"wave\"", "# as curl\ncurl ", "# as a plan\n"]
    {
        assert!(left.stdout.contains(words), "{words} is missing: {}", left.stdout);
    }
    assert!(left.stderr.contains("nothing was sent"));
    let json = |arguments: &str| kaytop(arguments).at_home(&program.home).run().expect(0).stdout;
    let dry = json("create plan.json --dry-run -o json");
    assert_eq!(dry, json("check plan.json -o json"));
    assert_eq!(serde_json::from_str::<Value>(&dry).unwrap()["request"], plan("wave"));
    // The plan that it prints is one.
    let printed = left.stdout.split_once("# as a plan\n").unwrap().1;
    assert_eq!(kaytop("check - -o json").run_with(printed).expect(0).json()["request"], plan("wave"));
}

#[test]
fn a_name_that_looks_the_same_is_8_until_it_is_typed_again() {
    let desk = Desk::new("");
    desk.created("wave").expect(0);
    // A machine without this journal sees the name in the list.
    let elsewhere = || kaytop("").home;
    for home in [desk.home.clone(), elsewhere()] {
        let program = desk.create("WAVE").at_home(&home);
        program.write("WAVE.json", &plan("WAVE").to_string());
        let left = check(program.run()).expect(8);
        assert_eq!(left.json()["outcome"], "not_sent");
        assert!(left.stderr.contains("looks the same") && left.stderr.contains("--same-name"), "{}", left.stderr);
    }
    let mut again = desk.create("WAVE");
    again.argv.extend(["--same-name".into(), "WAVE".into()]);
    check(again.run()).expect(0);
    assert_eq!((desk.there("wave").len(), desk.there("WAVE").len()), (1, 1));
}
