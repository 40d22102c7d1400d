//! Alerts: what the configuration says of them, what commands tell, and how they stand.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use crate::program::{Program, Sandbox, kaytop, start};

/// One campaign that fails, one that does not.
const LIST: &str = r#"[
    {"id": 7, "name": "Depo", "stats": {"total_calls": 90, "success_calls": 40, "failed_calls": 50}},
    {"id": 8, "name": "Talc", "stats": {"total_calls": 90, "success_calls": 80, "failed_calls": 10}}
]"#;

/// Told in closed hours too, so that a test may run at any time.
const FAILING: &str = "[[alert]]\nname = \"Failing\"\nwhen = \"failed%:>40\"\nalways = true\n";

fn configured(program: Program, text: &str) -> Program {
    program.write(".config/kaytop/config.toml", text);
    program
}

/// Says that the alert runs this shell script, which may write to the home folder.
fn with_command(script: &str) -> String {
    format!("{FAILING}say = [\"screen\", \"command\"]\ncommand = [\"sh\", \"-c\", '''{script}''']\n")
}

fn wait_for(path: &PathBuf) -> String {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(30) {
        if let Ok(text) = fs::read_to_string(path)
            && text.ends_with('\n')
        {
            return text;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("{} was never written", path.display());
}

fn same_home(program: &Program, arguments: &str) -> Program {
    let other = kaytop(arguments).at_home(&Arc::clone(&program.home));
    program.environment.iter().fold(other, |other, (name, value)| other.set(name, value))
}

#[test]
fn a_mistake_in_an_alert_ends_the_program_with_its_line() {
    let left = configured(kaytop("alerts"), "theme = \"dark\"\n[[alert]]\nname = \"A\"\nwhen = \"agnet:x\"\n").run();
    let left = left.expect(2);
    assert!(left.stderr.contains("config.toml:4: `when`, the query: unknown field `agnet`"), "{}", left.stderr);
}

#[test]
fn a_recorder_runs_the_command_once_and_the_log_knows() {
    let sandbox = Sandbox::serving(LIST);
    let script = "cat >> \"$HOME/told\"; exit 3";
    let program = configured(kaytop("record --interval 2s").live(&sandbox), &with_command(script));
    let mut child = start(&mut program.command());
    let told = wait_for(&program.home.path().join("told"));
    let document: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&document["alert"], &document["campaigns"][0]["id"]), (&"Failing".into(), &7.into()), "{told}");
    assert_eq!(document["campaigns"][0]["failed"], 50);
    // It would be told again with the next reading, and by whoever starts anew.
    thread::sleep(Duration::from_millis(4500));
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), Signal::TERM).unwrap();
    let mut said = String::new();
    std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut said).unwrap();
    child.wait().unwrap();
    assert!(said.contains("alert: Failing (1 campaign)"), "{said}");
    assert_eq!(said.matches("the command of the alert Failing: \"sh\" failed (exit status: 3)").count(), 1, "{said}");
    same_home(&program, "watch --for 3s --interval 2s").run().expect(0);
    assert_eq!(fs::read_to_string(program.home.path().join("told")).unwrap(), told);

    let alerts = same_home(&program, "alerts -o json").run().expect(0).json();
    let [alert] = alerts.as_array().unwrap().as_slice() else { panic!("{alerts}") };
    assert_eq!((&alert["holding"], &alert["query"]), (&serde_json::json!([7]), &"failed%:>40".into()), "{alert}");
    assert_eq!((&alert["told"]["id"], &alert["told"]["ways"]), (&7.into(), &serde_json::json!(["command"])));
    assert!(alert["told"]["by"].as_str().unwrap().starts_with("record "));
    assert!(alert["told"]["failure"].as_str().unwrap().contains("exit status: 3"));
    let text = same_home(&program, "alerts").run().expect(0).stdout;
    assert!(
        text.starts_with("Failing\n  failed%:>40; told by screen, command\n  holds for 1 campaign: 7 (looked"),
        "{text}"
    );
}

#[test]
fn watch_tells_what_is_to_be_told_before_it_ends() {
    let sandbox = Sandbox::serving(LIST);
    let script = "sleep 1; cat > \"$HOME/told\"";
    let program = configured(kaytop("watch --until id:7").live(&sandbox), &with_command(script));
    program.run().expect(0);
    assert!(fs::read_to_string(program.home.path().join("told")).unwrap().contains("\"id\":7"));
    let failing = configured(kaytop("watch --until id:7").live(&sandbox), &with_command("exit 4"));
    failing.run().expect(0);
    let alerts = same_home(&failing, "alerts -o json").run().expect(0).json();
    assert!(alerts[0]["told"]["failure"].as_str().unwrap().contains("exit status: 4"), "{alerts}");
}

#[test]
fn a_test_tells_in_each_way_and_fails_where_the_command_does() {
    let said =
        |script: &str, name: &str| configured(kaytop(&format!("alerts test {name}")), &with_command(script)).run();
    let well = said("cat > \"$HOME/told\"", "failing").expect(0);
    assert_eq!(
        well.stdout,
        "screen   a line at the foot of the screen, in an open window\ncommand  it ran and ended well\n"
    );
    let ill = said("exit 3", "Failing").expect(1);
    assert!(ill.stdout.contains("command  failed: \"sh\" failed (exit status: 3)"), "{}", ill.stdout);
    assert!(said("true", "Faling").expect(2).stderr.contains("did you mean \"Failing\""));
    assert!(kaytop("alerts test x").run().expect(2).stderr.contains("no alert is defined"));
}

#[test]
fn without_a_record_that_is_said() {
    let left = configured(kaytop("alerts"), &format!("history = false\n{FAILING}")).run().expect(0);
    assert!(left.stderr.contains("each window tells for itself"), "{}", left.stderr);
    assert!(left.stdout.contains("nobody has looked yet"), "{}", left.stdout);
    let none = kaytop("alerts").run().expect(0);
    assert!(none.stdout.is_empty() && none.stderr.contains("no alert is defined"), "{}", none.stderr);
}
