//! The command of an alert: program and arguments as they are written, without a shell; what it is told comes as JSON on
//! its standard input. What it prints is dropped, and it ends within ten seconds or is ended.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};

use crate::app::alerts::CommandFailed;
use crate::domain::alert::{About, Telling, Way};
use crate::domain::record::Second;
use crate::domain::shown::Shown;
use crate::domain::time;

/// How long one may take.
const LIMIT: Duration = Duration::from_secs(10);
/// How often it is looked whether it has ended.
const STEP: Duration = Duration::from_millis(20);
/// The key is not for it.
const SECRET: [&str; 2] = ["KAYSE_API_KEY", "KAYSE_API_KEY_FILE"];

/// Runs the command and waits for its end.
///
/// # Errors
/// It could not be run, failed, or took too long.
pub fn run(telling: &Telling) -> Result<(), CommandFailed> {
    run_within(LIMIT, telling)
        .inspect_err(|why| tracing::warn!(why, alert = telling.alert.name, "the command of an alert failed"))
        .map_err(|why| CommandFailed { alert: telling.alert.name.clone(), at: telling.at, why })
}

fn run_within(limit: Duration, telling: &Telling) -> Result<(), String> {
    let (program, arguments) = telling.alert.command.split_first().ok_or("no program is named")?;
    let mut child =
        command(program, arguments).spawn().map_err(|error| format!("{program:?} cannot be run: {error}"))?;
    let input = child.stdin.take();
    let mut text = document(telling).to_string();
    text.push('\n');
    // Whoever does not read must not hold us.
    thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
    match wait(&mut child, limit).map_err(|error| error.to_string())? {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("{program:?} failed ({status})")),
        None => Err(format!("{program:?} did not end within {} s and was ended", limit.as_secs())),
    }
}

fn command(program: &str, arguments: &[String]) -> Command {
    let mut command = Command::new(program);
    for name in SECRET {
        command.env_remove(name);
    }
    // A group of its own: what it starts ends with it, and Ctrl-C is not meant for it.
    command.args(arguments).process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How it ended; `None` where it had to be ended, with all that it started.
fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    for _ in 0..limit.as_millis() / STEP.as_millis() {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(STEP);
    }
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    child.wait().map(|_| None)
}

/// What the command reads; `assets/reference.md` tells of each member.
fn document(telling: &Telling) -> Value {
    let Telling { alert, at, test, .. } = telling;
    let campaigns: Vec<Value> = telling.in_way(Way::Command).map(campaign).collect();
    json!({
        "alert": alert.name,
        "query": alert.when.as_str(),
        "for": alert.hold.to_string(),
        "at": written(*at),
        "test": test,
        "campaigns": campaigns,
    })
}

fn campaign(about: &About) -> Value {
    let figures = about.figures;
    json!({
        "id": about.edge.campaign,
        "name": about.name.as_ref().map(Shown::raw),
        "since": written(about.edge.since),
        "calls": figures.calls,
        "ok": figures.ok,
        "failed": figures.failed,
        "sentiment": figures.sentiment,
        "conversion": figures.conversion,
    })
}

fn written(at: Second) -> Option<String> {
    at.moment().map(time::iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert::{Alert, Edge, Hold, Ways};
    use crate::domain::query::Query;
    use crate::domain::record::Figures;
    use std::fs;

    fn telling(command: &[&str]) -> Telling {
        let say: Ways = [Way::Command].into_iter().collect();
        let alert = Alert {
            name: "Failing".into(),
            when: Query::parse("failed%:>40").unwrap(),
            hold: Hold { seconds: 1800, open: true },
            say,
            command: command.iter().map(|word| (*word).to_owned()).collect(),
            names: false,
            always: false,
        };
        let about = |campaign, ways| About {
            edge: Edge { campaign, since: Second(1_795_514_400), ways },
            name: Some(Shown::new("Depo \"wave\"\u{7}")),
            figures: Figures { calls: Some(9), sentiment: Some(0.5), ..Figures::default() },
        };
        let campaigns = vec![about(7, say), about(8, [Way::Bell].into_iter().collect())];
        Telling { alert, at: Second(1_795_516_200), campaigns, test: false }
    }

    #[test]
    fn it_gets_its_arguments_as_they_are_and_what_is_told_as_json() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let script = "printf '%s|' \"$@\" > \"$0\"; cat >> \"$0\"";
        run(&telling(&["sh", "-c", script, out.to_str().unwrap(), "$HOME; rm", "two words"])).unwrap();
        let text = fs::read_to_string(&out).unwrap();
        let document = text.strip_prefix("$HOME; rm|two words|").unwrap();
        let expected = json!({
            "alert": "Failing", "query": "failed%:>40", "for": "30m open", "at": "2026-11-24T10:30:00Z", "test": false,
            "campaigns": [{
                "id": 7, "name": "Depo \"wave\"\u{7}", "since": "2026-11-24T10:00:00Z", "calls": 9, "ok": null,
                "failed": null, "sentiment": 0.5, "conversion": null,
            }],
        });
        assert_eq!(serde_json::from_str::<Value>(document).unwrap(), expected);
    }

    #[test]
    fn what_fails_is_told_in_words() {
        let why = |command: &[&str]| run(&telling(command)).unwrap_err().why;
        assert!(why(&["sh", "-c", "exit 3"]).starts_with("\"sh\" failed (exit status: 3)"));
        assert!(why(&["/nonexistent/program"]).starts_with("\"/nonexistent/program\" cannot be run: "));
        assert_eq!(run(&telling(&["true"])), Ok(()), "that does not read its input");
    }

    #[test]
    fn what_takes_too_long_is_ended_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("pid");
        let script = "sleep 60 & echo $! > \"$0\"; wait";
        let long = telling(&["sh", "-c", script, out.to_str().unwrap()]);
        let why = run_within(Duration::from_millis(500), &long).unwrap_err();
        assert!(why.contains("did not end within"), "{why}");
        let child: u32 = fs::read_to_string(&out).unwrap().trim().parse().unwrap();
        let ended = || {
            let stat = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
            stat.is_empty() || stat.contains(") Z ")
        };
        assert!(
            cfg!(not(target_os = "linux"))
                || (0..50).any(|_| {
                    thread::sleep(STEP);
                    ended()
                })
        );
    }

    #[test]
    fn the_key_is_not_among_what_it_sees() {
        let removed = |name| command("true", &[]).get_envs().any(|(other, value)| other == name && value.is_none());
        assert!(removed("KAYSE_API_KEY") && removed("KAYSE_API_KEY_FILE") && !removed("PATH"));
    }
}
