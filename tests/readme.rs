//! The README, `--help` and the sample configuration say what is true.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use kaytop::app::keymap::{BINDINGS, chords_label};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kaytop")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The table of keys as the README holds it. A pipe would end a cell.
fn key_table() -> String {
    let rows = BINDINGS.iter().map(|binding| {
        let keys: Vec<String> = chords_label(binding).split(' ').map(|key| format!("`{key}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), binding.help)
    });
    format!("| Keys | What they do |\n|---|---|\n{}", rows.collect::<Vec<_>>().concat())
}

#[test]
fn the_list_of_keys_is_the_table_of_keys() {
    let readme = readme();
    let (_, after) = readme.split_once("held by tests/readme.rs -->\n").expect("the keys section opens");
    let (listed, _) = after.split_once("<!-- /keys -->").expect("the keys section closes");
    assert!(listed == key_table(), "put this between the key marks of the README:\n\n{}", key_table());
}

const COMMANDS: [&str; 7] = ["list", "settings", "check", "create", "launches", "sandbox", "paths"];

#[test]
fn every_command_is_explained_and_every_flag_named_exists() {
    let (readme, top) = (readme(), help(&["--help"]));
    for command in COMMANDS {
        assert!(top.contains(&format!("\n  {command}")), "--help names {command}");
        assert!(readme.contains(&format!("kaytop {command}")), "the README names {command}");
        assert!(help(&[command, "--help"]).contains("Usage:"));
    }
    let mut all = top + &help(&["launches", "resolve", "--help"]);
    all.extend(COMMANDS.map(|command| help(&[command, "--help"])));
    for flag in readme.split(['`', ' ', '\n', '(']).filter(|word| word.starts_with("--") && word.len() > 2) {
        let flag = flag.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let others = ["--release", "--path", "--locked", "--test", "--nocapture"];
        assert!(others.contains(&flag) || all.contains(flag), "{flag} is in the README and in no help");
    }
}

#[test]
fn every_exit_code_of_the_help_is_in_the_readme() {
    let (readme, top) = (readme(), help(&["--help"]));
    let (_, codes) = top.split_once("Exit codes:").expect("--help lists the exit codes");
    for code in codes.split([' ', ',', '\n']).filter_map(|word| word.parse::<u16>().ok()) {
        let listed = readme
            .lines()
            .filter(|line| line.starts_with("| "))
            .any(|line| line.trim_start_matches("| ").split([',', ' ', '|']).any(|word| word == code.to_string()));
        assert!(listed, "exit code {code}");
    }
}

#[test]
fn every_file_that_the_readme_links_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in readme().split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let headed = |place: &str| {
            let heads =
                readme().lines().filter(|line| line.starts_with('#')).map(str::to_lowercase).collect::<Vec<_>>();
            heads.iter().any(|head| head.trim_start_matches(['#', ' ']).replace(' ', "-") == place)
        };
        let there = match target.strip_prefix('#') {
            Some(place) => headed(place),
            None => target.starts_with("https://") || root.join(target).exists(),
        };
        assert!(there, "{target}");
    }
}

#[test]
fn every_variable_that_the_program_reads_is_in_the_readme() {
    let source = include_str!("../src/cli/environment.rs");
    let (program, _) = source.split_once("#[cfg(test)]").unwrap();
    let names = program.split('"').filter(|text| {
        text.len() > 1
            && text.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
            && (text.contains('_') || *text == text.to_uppercase())
    });
    let names: Vec<&str> = names.collect();
    assert!(names.len() > 25, "the variables were not found: {names:?}");
    for name in names {
        assert!(readme().contains(name), "{name}");
    }
}

#[test]
fn every_example_of_a_filter_is_understood() {
    let readme = readme();
    let (_, after) = readme.split_once("| You type | You get |").expect("the table of filters");
    for row in after.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let typed = row.replace("\\|", "\u{1}");
        let cell = typed.split('|').nth(1).unwrap();
        for example in cell.split('`').skip(1).step_by(2) {
            let example = example.replace('\u{1}', "|");
            let parsed = kaytop::domain::query::Query::parse(&example);
            assert!(parsed.is_ok(), "{example}: {:?}", parsed.err());
        }
    }
}
