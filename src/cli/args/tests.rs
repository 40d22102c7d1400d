//! Tests of the surface: what a command line is read as.

use super::*;
use crate::cli::options::{IntervalArgument, Timeout, When};
use std::os::unix::ffi::OsStringExt;

/// Reads `line`, split at blanks.
fn read(line: &str) -> Result<Args, clap::Error> {
    Args::read(line.split(' ').map(OsString::from))
}

fn list(line: &str) -> List {
    match read(line).map(|args| args.command) {
        Ok(Some(Command::List(list))) => list,
        other => panic!("{line}: {other:?}"),
    }
}

/// What is printed instead of running, and whether it is a mistake.
fn refused(line: &str) -> (bool, String) {
    let error = read(line).unwrap_err();
    (error.exit_code() == 2, error.to_string())
}

#[test]
fn the_surface_is_consistent() {
    options::hidden_where_unused(Args::command()).debug_assert();
}

#[test]
fn words_that_are_no_command_are_the_screens_filter() {
    let args = read("kaytop calls:>100 --interval 5s -- -origin:web").unwrap();
    assert!(args.command.is_none());
    assert_eq!(args.query, ["calls:>100", "-origin:web"]);
    assert_eq!(args.screen.interval, Some(IntervalArgument(Some(Duration::from_secs(5)))));
}

#[test]
fn an_option_behind_the_query_is_an_option_and_an_unknown_one_a_mistake() {
    let list = list("kaytop list id:140 -o json --sandbox");
    assert_eq!((list.query, list.output, list.common.sandbox), (vec!["id:140".to_owned()], ListFormat::Json, true));
    assert!(refused("kaytop list id:1 --bogus").0);
}

#[test]
fn options_stand_before_the_command_as_well_as_after_it() {
    for line in [
        "kaytop --sandbox -v -o json list id:140 --timeout 3s",
        "kaytop -vo json --timeout=3s list --sandbox id:140",
        "kaytop --timeout 3s --sandbox list id:140 -ojson -v",
        "kaytop --sandbox --timeout 9s list --timeout 3s -v -o csv -o json id:140",
    ] {
        let list = list(line);
        assert_eq!((list.query, list.output), (vec!["id:140".to_owned()], ListFormat::Json), "{line}");
        assert_eq!(list.common.timeout, Some(Timeout(Duration::from_secs(3))), "{line}");
        assert!(list.common.sandbox && list.common.verbose, "{line}");
    }
    for line in [
        "kaytop -o json launches --base-url u resolve K --found 3",
        "kaytop launches resolve K --base-url u -o json --found 3",
    ] {
        let Some(Command::Launches(launches)) = read(line).unwrap().command else { panic!("{line}") };
        assert_eq!((launches.output, launches.common.base_url.as_deref()), (Format::Json, Some("u")), "{line}");
        assert!(matches!(launches.command, Some(LaunchesCommand::Resolve(Resolve { found: Some(3), .. }))), "{line}");
    }
    for command in ["list", "settings", "check -", "create -", "launches", "sandbox", "paths", "word"] {
        let line = format!("kaytop --ascii --color always -q --timeout 1s --sandbox {command}");
        assert!(read(&line).is_ok(), "{line}");
    }
}

#[test]
fn the_last_of_a_repeated_option_wins() {
    let list = list("kaytop --base-url a --color never list --base-url b --search x --search y -v -q --color always");
    assert_eq!((list.common.base_url.as_deref(), list.search.as_deref()), (Some("b"), Some("y")));
    assert_eq!((list.common.verbose, list.common.quiet, list.common.color), (false, true, When::Always));
    let screen = read("kaytop --interval 5s --interval off --ascii --ascii").unwrap();
    assert_eq!((screen.screen.interval, screen.common.ascii), (Some(IntervalArgument(None)), true));
    let Some(Command::Sandbox(sandbox)) = read("kaytop sandbox --fault list:503 --fault list:429").unwrap().command
    else {
        panic!("no sandbox")
    };
    assert_eq!(sandbox.fault.len(), 2, "faults add up");
}

#[test]
fn an_option_that_means_nothing_to_a_command_is_no_part_of_it() {
    assert!(refused("kaytop --interval 5s list").0);
    assert!(refused("kaytop --yes list").0);
    assert!(refused("kaytop list --sandbox --base-url http://127.0.0.1:1").0);
    let help = |command: &str| refused(&format!("kaytop {command} --help")).1;
    assert!(!help("paths").contains("--sandbox") && !help("check").contains("--timeout"));
    assert!(!help("settings").contains("--search") && help("list").contains("--search"));
}

#[test]
fn a_query_may_begin_with_a_dash() {
    assert_eq!(list("kaytop list -o csv -has:sentiment").query, ["-has:sentiment"]);
    for word in
        ["-calls:0", "-agent:x", "-origin:web", "-vendor%:>3", "-hello", "-voicemail", "-\"a", "-~x", "-h:x", "-5"]
    {
        let list = list(&format!("kaytop list {word} -o jsonl wave"));
        assert_eq!((list.query, list.output), (vec![word.to_owned(), "wave".to_owned()], ListFormat::Jsonl));
        assert_eq!(read(&format!("kaytop --sandbox {word}")).unwrap().query, [word]);
    }
    assert_eq!(read("kaytop -- -x list").unwrap().query, ["-x", "list"]);
    assert!(!refused("kaytop list -vh").0, "letters of options are options");
    assert!(refused("kaytop list -o=yaml").0);
    assert!(refused("kaytop check -x").0);
}

#[test]
fn a_filter_that_was_meant_as_an_option_is_said_and_not_guessed() {
    for (word, option) in
        [("-sandbox", "--sandbox"), ("-sandbx", "--sandbox"), ("-base-url", "--base-url"), ("-ojsn", "-o json")]
    {
        let (mistake, words) = refused(&format!("kaytop list {word}"));
        assert!(mistake && words.contains(option) && words.contains(&format!("-- {word}")), "{words}");
        assert_eq!(list(&format!("kaytop list -- {word}")).query, [word]);
    }
}

#[test]
fn a_format_that_there_is_not_is_no_filter() {
    let (mistake, words) = refused("kaytop list -oyaml");
    assert!(mistake && words.contains("-o takes ") && words.contains("csv") && words.contains("-- -oyaml"), "{words}");
    assert_eq!(list("kaytop list -- -oyaml").query, ["-oyaml"]);
    assert_eq!(list("kaytop list -ohio").query, ["-ohio"]);
}

#[test]
fn a_word_that_is_nearly_a_command_has_two_readings() {
    for (line, meant, word) in [
        ("wacth", "watch", "wacth"),
        ("wacth --help", "watch", "wacth"),
        ("-h lsit", "list", "lsit"),
        ("--sandbox setings", "settings", "setings"),
        ("launch", "launches", "launch"),
        ("LIST", "list", "LIST"),
        ("lst -o json", "list", "lst"),
        ("chekc plan.toml", "check", "chekc plan.toml"),
        ("craete plan.toml --yes", "create", "craete plan.toml"),
        ("lsit calls:>1", "list", "lsit calls:>1"),
    ] {
        let (mistake, words) = refused(&format!("kaytop {line}"));
        assert!(mistake && words.contains(&format!("kaytop {meant}")), "{line}: {words}");
        assert!(words.contains(&format!("kaytop -- {word}")), "{line}: {words}");
    }
    assert!(read("kaytop watch --until calls:>1").is_ok());
    for line in ["-- launch", "\"launch\"", "last wave", "roundup", "launch:x", "name:lists", "calls:>1 launch"] {
        assert!(read(&format!("kaytop {line}")).is_ok(), "{line}");
    }
}

#[test]
fn what_is_not_utf8_is_named_unless_it_is_a_path() {
    let odd = |text: &str| OsString::from_vec([text.as_bytes(), b"\xff"].concat());
    for (words, named) in [
        (vec!["list".into(), odd("na")], "na\\xff"),
        (vec![odd("na")], "na\\xff"),
        (vec!["list".into(), "--search".into(), odd("t")], "--search"),
        (vec!["--base-url".into(), odd("http://x"), "list".into()], "--base-url"),
        (vec!["create".into(), "p".into(), odd("--same-name=")], "--same-name"),
        (vec!["launches".into(), "resolve".into(), odd("K")], "K\\xff"),
        (vec!["list".into(), odd("--bog")], "--bog\\xff"),
    ] {
        let error = Args::read([vec!["kaytop".into()], words].concat()).unwrap_err();
        assert!(error.exit_code() == 2 && error.to_string().contains(named), "{error}");
        assert!(error.to_string().contains("is not UTF-8"), "{error}");
    }
    for words in [vec!["check".into(), odd("plan")], vec!["sandbox".into(), "--data".into(), odd("list")]] {
        assert!(Args::read([vec!["kaytop".into()], words].concat()).is_ok());
    }
}

#[test]
fn a_span_that_no_clock_can_add_is_refused_in_words() {
    for line in [
        "--interval=10000000000000000000s",
        "--interval 1e999",
        "list --timeout 99999h",
        "create - --wait 1e30h",
        "--interval 10ms",
    ] {
        let (mistake, words) = refused(&format!("kaytop {line}"));
        assert!(mistake && words.contains("invalid value"), "{words}");
    }
}

#[test]
fn no_flag_takes_a_key_but_the_sandboxs_own_and_help_shows_no_secret() {
    fn walk(command: &clap::Command, path: &str) {
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            assert!(!id.contains("key") || path == "kaytop sandbox", "{path} {id}");
            assert!(argument.get_env().is_none(), "help would print the environment: {path} {id}");
        }
        for sub in command.get_subcommands() {
            walk(sub, &format!("{path} {}", sub.get_name()));
        }
    }
    walk(&Args::command(), "kaytop");
}

#[test]
fn numbers_that_cannot_be_used_are_answered_in_words() {
    for (line, words) in [
        ("kaytop sandbox --campaigns -5", "\"-5\" is no number of campaigns from 0 to 2000000"),
        ("kaytop sandbox --campaigns=x", "\"x\" is no number of campaigns"),
        ("kaytop sandbox --seed 1e9", "\"1e9\" is no whole number from 0 to 18446744073709551615"),
        ("kaytop sandbox --rate-limit 99999999999", "is no number of requests from 0 to 4294967295"),
        ("kaytop sandbox --rate-limit -3", "\"-3\" is no number of requests"),
        ("kaytop sandbox --pace -1", "use a number from 0 to"),
        ("kaytop sandbox --latency -1s", "\"-1s\" is no interval"),
        ("kaytop sandbox --listen here", "such as 127.0.0.1:8080"),
        ("kaytop -1 --interval -5s", "\"-5s\" is no interval"),
        ("kaytop list --timeout -5s", "\"-5s\" is no interval"),
        ("kaytop create p --wait -1s", "\"-1s\" is no interval"),
        ("kaytop launches resolve K --found -3", "\"-3\" is no campaign's number from 1"),
        ("kaytop launches resolve K --found 99999999999999999999", "is no campaign's number from 1"),
        ("kaytop list -o -1", "possible values: table, json, jsonl, csv"),
    ] {
        let (wrong, said) = refused(line);
        assert!(wrong && said.contains(words), "{line}: {said}");
    }
    assert_eq!(list("kaytop list --search -5 -6").search.as_deref(), Some("-5"));
}
