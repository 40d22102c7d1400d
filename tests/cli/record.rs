//! `kaytop record`: what it leaves in the record, what it says, and how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::program::{Program, Sandbox, kaytop, start};

/// Nothing changes in it.
const STILL: &str = r#"[{"id": 7, "name": "Depo"}, {"id": 8, "name": "Talc"}]"#;

/// `kaytop record` at work.
struct Recorder {
    child: Child,
    stderr: BufReader<ChildStderr>,
}

impl Recorder {
    fn start(program: &Program) -> Self {
        let mut child = start(&mut program.command());
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Self { child, stderr }
    }

    /// The next line that it says with this in it.
    fn hear(&mut self, words: &str) -> String {
        let mut line = String::new();
        while self.stderr.read_line(&mut line).unwrap() > 0 && !line.contains(words) {
            line.clear();
        }
        assert!(line.contains(words), "never said: {words}");
        line
    }

    /// Waits for so many answers of the list, where it logs them.
    fn answers(&mut self, count: usize) {
        for _ in 0..count {
            self.hear("path=\"/v1/campaigns\"");
        }
    }

    /// Ends it by a signal; its exit code, and what else it said.
    fn end(mut self, signal: Signal) -> (Option<i32>, String) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

/// What `kaytop history` says of the only record.
fn history(program: &Program) -> Value {
    let about = kaytop("history -o json").at_home(&program.home);
    let about = program.environment.iter().fold(about, |about, (name, value)| about.set(name, value));
    let about = about.run().expect(0).json();
    assert!(about["records"].as_array().unwrap().len() <= 1, "{about}");
    about["records"][0].clone()
}

#[test]
fn what_is_read_is_recorded_up_to_the_signal_and_a_restart_goes_on() {
    let sandbox = Sandbox::serving(STILL);
    let program = kaytop("record --interval 2s -v").live(&sandbox);
    let mut recorder = Recorder::start(&program);
    let said = recorder.hear("kaytop: ");
    assert!(said.contains("every 2 s in /") && said.contains("/history; Ctrl-C ends it"), "{said}");
    recorder.answers(3);
    let about = history(&program);
    assert_eq!((&about["campaigns"], &about["covered"]), (&2.into(), &0.into()), "nothing changed: nothing is written");
    let (code, said) = recorder.end(Signal::TERM);
    assert_eq!(code, Some(0), "{said}");
    let first = history(&program);
    assert!(first["covered"].as_i64() >= Some(3), "{first}");

    let mut recorder = Recorder::start(&program);
    recorder.answers(4);
    assert_eq!(recorder.end(Signal::HUP).0, Some(0));
    let second = history(&program);
    assert_eq!((&second["from"], &second["gaps"]), (&first["from"], &0.into()), "a restart is no gap");
    assert!(second["to"].as_str() > first["to"].as_str(), "{second}");
}

#[test]
fn it_says_once_that_something_fails_and_once_that_it_works_again() {
    let sandbox = Sandbox::start("--campaigns 4 --fault list:500:2 --fault settings:500:2");
    let mut recorder = Recorder::start(&kaytop("record --interval 2s").live(&sandbox));
    recorder.hear("every 2 s");
    let said: String = (0..4).map(|_| recorder.hear("kaytop: ")).collect();
    for words in [
        "kaytop: Server error 500",
        "It is asked for again.",
        "the company's settings: Server error 500",
        "settings can be read again",
        "the list can be read again",
    ] {
        assert_eq!(said.matches(words).count(), 1, "{words}: {said}");
    }
    assert_eq!(recorder.end(Signal::INT), (Some(0), String::new()));
}

#[test]
fn it_waits_for_as_long_as_the_server_asks() {
    let sandbox = Sandbox::start("--campaigns 4 --fault list:429:1");
    let mut recorder = Recorder::start(&kaytop("record --interval 2s").live(&sandbox));
    let said = recorder.hear("429");
    assert!(said.contains("the server asks to wait 30 s") && said.contains("It is asked for again."), "{said}");
    let since = Instant::now();
    recorder.hear("the list can be read again");
    assert!(since.elapsed() > Duration::from_secs(29), "{:?}", since.elapsed());
    assert_eq!(recorder.end(Signal::TERM), (Some(0), String::new()));
}

#[test]
fn a_record_that_cannot_be_written_is_told_and_tried_again() {
    let sandbox = Sandbox::serving(STILL);
    let program = kaytop("record --interval 2s").live(&sandbox);
    let folder = program.write(".local/share/kaytop/history", "in the way");
    let mut recorder = Recorder::start(&program);
    let said = recorder.hear("not recorded");
    assert!(
        said.starts_with("kaytop: readings are not recorded: ") && said.contains("Each reading tries again"),
        "{said}"
    );
    fs::remove_file(&folder).unwrap();
    recorder.hear("readings are recorded again");
    assert_eq!(history(&program)["campaigns"], 2);
    assert_eq!(recorder.end(Signal::TERM), (Some(0), String::new()));
}

#[test]
fn what_a_person_must_mend_ends_it() {
    let sandbox = Sandbox::serving(STILL);
    let refused = kaytop("record -q").live(&sandbox).set("KAYSE_API_KEY", "another").run().expect(4);
    assert!(refused.complaint().contains("The key is not accepted"), "{refused:?}");
    assert!(kaytop("record").run().expect(4).complaint().contains("no API key"));
    let practice = kaytop("record --sandbox").run().expect(2);
    assert!(practice.complaint().contains("nothing of it is recorded"), "{practice:?}");
    assert!(kaytop("record --interval 1s").run().expect(2).stderr.contains("at least 2s"));
    let program = kaytop("record").live(&sandbox);
    program.write(".config/kaytop/config.toml", "history = false\n");
    assert!(program.run().expect(2).complaint().contains("history = false"));
}

#[test]
fn a_hangup_that_was_ignored_is_no_end() {
    let sandbox = Sandbox::serving(STILL);
    let program = kaytop("record --interval 2s -v").live(&sandbox);
    let ignoring = ["env", "--ignore-signal=HUP"].map(str::to_owned);
    let program = Program { argv: [ignoring.to_vec(), program.argv.clone()].concat(), ..program };
    let mut recorder = Recorder::start(&program);
    recorder.answers(1);
    kill_process(Pid::from_child(&recorder.child), Signal::HUP).unwrap();
    recorder.answers(2);
    assert_eq!(recorder.end(Signal::TERM).0, Some(0));
}

/// Where systemd is not on this machine, nobody can say.
#[test]
fn the_unit_is_one_that_systemd_takes() {
    let unit = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/kaytop-record.service")).unwrap();
    let (before, after) = unit.split_once("ExecStart=/usr/local/bin/kaytop record\n").expect("how it is started");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kaytop-record.service");
    fs::write(&path, format!("{before}ExecStart=/bin/sh\n{after}")).unwrap();
    let Ok(output) = Command::new("systemd-analyze").arg("verify").arg(&path).output() else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.contains("kaytop-record"), "{said}");
}
