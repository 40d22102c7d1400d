//! The README, the pages it links and `--help` say what is true.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use kaytop::app::keymap::{BINDINGS, Binding, Scope, chords_label};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const README: &str = "README.md";
const REFERENCE: &str = "assets/reference.md";
const KEYS: &str = "assets/keys.md";
const PAGES: [&str; 4] = [README, REFERENCE, KEYS, "tests/README.md"];

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kaytop")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_readme_is_short_and_names_the_rust_that_is_needed() {
    let readme = page(README);
    assert!(readme.lines().count() < 200);
    assert!(readme.contains(&format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION"))));
}

/// `UPDATE_KEYS=1` writes the page anew. A pipe would end a cell.
#[test]
fn the_page_of_keys_is_the_table_of_keys() {
    let rows = BINDINGS.iter().map(|binding| {
        let keys: Vec<String> = chords_label(binding).split(' ').map(|key| format!("`{key}`")).collect();
        format!("| {} | {} |\n", keys.join(" "), binding.help)
    });
    let made = format!("{KEYS_HEAD}{}", rows.collect::<String>());
    if env::var_os("UPDATE_KEYS").is_some() {
        fs::write(Path::new(ROOT).join(KEYS), &made).unwrap();
    }
    assert!(page(KEYS) == made, "{KEYS} is not the table of keys: UPDATE_KEYS=1 cargo test --test readme");
}

const KEYS_HEAD: &str = "\
# Keys

Made by `UPDATE_KEYS=1 cargo test --test readme` from the table that the program reads. Where no place is named, a key works
in the table of campaigns, and in most lists. `?` in the program finds and runs all of this.

| Keys | What they do |
|---|---|
";

#[test]
fn the_keys_of_the_readme_work_in_the_table() {
    let readme = page(README);
    let (_, after) = readme.split_once("| Key | What it does |").expect("the table of keys");
    let keys: Vec<&str> = after.lines().skip(2).map_while(|row| row.split('`').nth(1)).collect();
    assert_eq!(keys.len(), 10);
    for key in keys {
        let is_bound = |binding: &Binding| chords_label(binding).split(' ').any(|label| label == key);
        assert!(BINDINGS.iter().any(|b| b.scopes.contains(&Scope::Table) && is_bound(b)), "{key}");
    }
}

const COMMANDS: [&str; 11] =
    ["list", "history", "settings", "check", "create", "launches", "watch", "record", "alerts", "sandbox", "paths"];

#[test]
fn every_command_is_explained_and_every_flag_named_exists() {
    let (readme, top) = (page(README), help(&["--help"]));
    for command in COMMANDS {
        assert!(top.contains(&format!("\n  {command}")), "--help names {command}");
        assert!(readme.contains(&format!("kaytop {command}")), "the README names {command}");
        assert!(help(&[command, "--help"]).contains("Usage:"));
    }
    let mut all = top + &help(&["launches", "resolve", "--help"]);
    all.push_str(&help(&["alerts", "test", "--help"]));
    all.extend(["purge", "export", "events"].map(|what| help(&["history", what, "--help"])));
    all.extend(COMMANDS.map(|command| help(&[command, "--help"])));
    for flag in
        (readme + &page(REFERENCE)).split(['`', ' ', '\n', '(']).filter(|word| word.starts_with("--") && word.len() > 2)
    {
        let flag = flag.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let others = ["--release", "--path", "--locked", "--test", "--nocapture"];
        assert!(others.contains(&flag) || all.contains(flag), "{flag} is explained and in no help");
    }
}

#[test]
fn every_exit_code_of_the_help_is_explained() {
    let (reference, top) = (page(REFERENCE), help(&["--help"]));
    let (_, codes) = top.split_once("Exit codes:").expect("--help lists the exit codes");
    for code in codes.split([' ', ',', '\n']).filter_map(|word| word.parse::<u16>().ok()) {
        let listed = reference
            .lines()
            .filter(|line| line.starts_with("| "))
            .any(|line| line.trim_start_matches("| ").split([',', ' ', '|']).any(|word| word == code.to_string()));
        assert!(listed, "exit code {code}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    for name in PAGES {
        let here = Path::new(ROOT).join(name);
        let text = page(name);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let linked = if file.is_empty() { here.clone() } else { here.with_file_name("").join(file) };
            let is_there =
                target.starts_with("https://") || linked.exists() && (place.is_empty() || heads(&linked, place));
            assert!(is_there, "{name}: {target}");
        }
    }
}

/// Whether a page has a heading of that anchor.
fn heads(page: &Path, place: &str) -> bool {
    let text = fs::read_to_string(page).unwrap();
    let heads = text.lines().filter(|line| line.starts_with('#')).map(str::to_lowercase);
    heads.into_iter().any(|head| head.trim_start_matches(['#', ' ']).replace(' ', "-") == place)
}

#[test]
fn every_variable_that_the_program_reads_is_explained() {
    let source = include_str!("../src/cli/environment.rs");
    let (program, _) = source.split_once("#[cfg(test)]").unwrap();
    let names = program.split('"').filter(|text| {
        text.len() > 1
            && text.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
            && (text.contains('_') || *text == text.to_uppercase())
    });
    let names: Vec<&str> = names.collect();
    assert!(names.len() > 25, "the variables were not found: {names:?}");
    let reference = page(REFERENCE);
    for name in names {
        assert!(reference.contains(name), "{name}");
    }
}

#[test]
fn every_example_of_a_filter_is_understood() {
    for name in [README, REFERENCE] {
        let page = page(name);
        let (_, after) = page.split_once("| You type | You get |").expect("the table of filters");
        for row in after.lines().skip(2).take_while(|line| line.starts_with('|')) {
            let row = row.replace("\\|", "\u{1}");
            let (cell, rest) = row.trim_start_matches('|').split_once('|').unwrap();
            let same = rest.split('`').skip(1).step_by(2).filter(|_| rest.contains("the same as"));
            for example in cell.split('`').skip(1).step_by(2).chain(same) {
                let example = example.replace('\u{1}', "|");
                let parsed = kaytop::domain::query::Query::parse(&example);
                assert!(parsed.is_ok(), "{example}: {:?}", parsed.err());
            }
        }
    }
}
