//! What commands print: for people as their terminal and options ask, for programs one shape at every end.

use serde_json::Value;

use super::commands::PLAN;
use crate::program::{Program, Sandbox, kaytop, shell};

#[test]
fn settings_are_one_object_at_every_end() {
    let members = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let good = kaytop("settings --sandbox -o json").run().expect(0).json();
    assert_eq!(good["error"], Value::Null);
    assert_eq!(good["is_enabled"], true);
    for (fault, code) in [("503", 5), ("401", 4), ("429", 3), ("400", 6), ("html", 1), ("close", 5)] {
        let sandbox = Sandbox::start(&format!("--fault settings:{fault}"));
        let left = kaytop("-o json settings").live(&sandbox).run().expect(code);
        assert_eq!(members(&left.json()), members(&good), "{fault}");
        assert!(
            left.json()["is_enabled"].is_null() && left.json()["error"].as_str().is_some_and(|why| !why.is_empty())
        );
        assert_eq!(left.stderr.lines().count(), 1, "people are told too");
    }
    assert_eq!(members(&kaytop("settings -o json").run().expect(4).json()), members(&good), "without a key");
    let broken = kaytop("settings -o json").set("HTTPS_PROXY", "socks://x").set("KAYSE_API_KEY", "k").run().expect(2);
    assert!(broken.json()["error"].as_str().unwrap().contains("HTTPS_PROXY"));
}

#[test]
fn check_is_a_report_at_every_end() {
    let program = kaytop("check -o json -");
    program.write(".config/kaytop/config.toml", "nonsense");
    let report = program.run().expect(2).json();
    assert_eq!((&report["valid"], &report["request"]), (&Value::Bool(false), &Value::Null));
    assert!(report["problems"][0]["message"].as_str().unwrap().contains("config.toml:1"));
    assert_eq!(
        kaytop("check -o json a.json b.json")
            .set("XDG_DATA_HOME", "here")
            .run()
            .expect(2)
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_list_that_fails_prints_nothing_for_programs() {
    for format in ["json", "jsonl", "csv", "table"] {
        let sandbox = Sandbox::start("--fault list:503");
        assert_eq!(kaytop(&format!("list -o {format}")).live(&sandbox).run().expect(5).stdout, "", "{format}");
    }
}

#[test]
fn csv_is_exact_and_for_excel_no_formula() {
    let list = r#"[{"id": 1, "name": "=1+1"}, {"id": 2, "name": "x;=cmd|'/c calc'!A0"}, {"id": 3, "name": "＝1"},
        {"id": 4, "name": "-5 \"quoted\", @x"}, {"id": 5, "name": "plain=x", "stats": {"average_sentiment_score": -0.5}}]"#;
    let sandbox = Sandbox::serving(list);
    let names = |arguments: &str| {
        let text = kaytop(arguments).live(&sandbox).run().expect(0).stdout;
        let marked = text.starts_with('\u{feff}');
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let names: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
        assert!(text.contains("-0.5") && !text.contains("'-0.5"), "numbers are numbers: {text}");
        (marked, names)
    };
    let (marked, exact) = names("list -o csv sort:id-asc");
    assert!(!marked);
    assert_eq!(exact, ["=1+1", "x;=cmd|'/c calc'!A0", "＝1", "-5 \"quoted\", @x", "plain=x"]);
    let (marked, defused) = names("list --excel -o csv sort:id-asc");
    assert!(marked);
    assert_eq!(defused, ["'=1+1", "x;'=cmd|'/c calc'!A0", "'＝1", "'-5 \"quoted\", '@x", "plain=x"]);
    assert!(kaytop("list --excel --sandbox").run().expect(2).complaint().contains("-o csv"));
}

#[test]
fn rows_fit_the_terminal() {
    for columns in [40, 60, 80, 132] {
        let mut screen = shell("\"$KAYTOP\" list --sandbox 'id:<4' 2>/dev/null").sized(columns, 30);
        screen.wait_for("NAME");
        screen.ended(0);
        let lines = screen.text().lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(lines, 4, "{columns}: a line a row\n{}", screen.text());
    }
}

#[test]
fn ascii_and_c_locales_hold_for_commands() {
    let sandbox = Sandbox::serving(r#"[{"id": 1, "name": "Größe 漢 …"}]"#);
    for program in [
        kaytop("list --ascii").live(&sandbox),
        kaytop("--ascii settings").live(&sandbox),
        kaytop("list").live(&sandbox).set("LC_ALL", "C"),
        kaytop("list").live(&sandbox).set("LANG", "POSIX"),
        kaytop("check - --ascii"),
        kaytop("launches --ascii").live(&sandbox),
        kaytop("create missing…").set("LC_ALL", "C"),
        kaytop("create - --dry-run --ascii"),
        kaytop("paths --ascii").set("XDG_DATA_HOME", "/tmp/é"),
        kaytop("--help").set("LC_ALL", "C"),
        kaytop("sandbox --help --ascii"),
        kaytop("--ascii list --größe"),
    ] {
        let left = program.run_with(r#"{"name": "Größe 漢", "agent_id": "ü"}"#);
        assert!(left.stdout.is_ascii() && left.stderr.is_ascii(), "{left:?}");
    }
    let json = kaytop("list -o json --ascii").live(&sandbox).run().expect(0).json();
    assert_eq!(json[0]["name"], "Größe 漢 …", "for programs the value is the value");
    assert!(kaytop("list").live(&sandbox).run().expect(0).stdout.contains("Größe 漢 …"));
}

#[test]
fn colours_and_quiet_hold_for_commands() {
    let bold = |arguments: &str| kaytop(arguments).run().expect(0).stdout.contains('\x1b');
    assert!(bold("list --sandbox --color always") && bold("settings --sandbox --color always"));
    assert!(!bold("list --sandbox") && !bold("list --sandbox --color always --color never"));
    assert!(!bold("list --sandbox -o json --color always"));
    assert!(kaytop("list --sandbox id:0").run().expect(0).stderr.contains("no campaign matches"));
    assert_eq!(kaytop("list --sandbox id:0 -q").run().expect(0).stderr, "");
    assert!(!kaytop("-q list").run().expect(4).stderr.is_empty(), "what went wrong is always said");
}

#[test]
fn without_unicode_the_request_and_the_paths_stay_exact() {
    let plan = PLAN.replace("Roundup", "Größe 😀");
    let left = kaytop("create - --dry-run --ascii").run_with(&plan).expect(0);
    assert!(left.stdout.is_ascii() && left.stdout.matches(r"Gr\u00f6\u00dfe \ud83d\ude00").count() == 2, "{left:?}");
    let paths = |program: Program| program.set("XDG_DATA_HOME", "/tmp/é \x1b[31m").run().expect(0).stdout;
    assert!(paths(kaytop("paths --ascii")).contains(r"data    $'/tmp/\xc3\xa9 \x1b[31m/kaytop'"));
    assert!(paths(kaytop("paths")).contains(r"$'/tmp/\xc3\xa9 \x1b[31m/kaytop'"), "nothing steers the terminal");
    let accents = kaytop("paths").set("XDG_DATA_HOME", "/tmp/é").run().expect(0).stdout;
    assert!(accents.contains("data    /tmp/é/kaytop"), "{accents}");
}

#[test]
fn nothing_in_a_message_steers_a_terminal_and_numbers_of_the_system_stay_out() {
    for program in [
        kaytop("list --sandbox").set("KAYTOP_CONFIG", "/tmp/no\x1b[31m.toml"),
        kaytop("sandbox --data /tmp/no\x1b[31m.json"),
        kaytop("check /tmp/no\x1b[31m.json"),
    ] {
        let left = program.run();
        let said = left.complaint();
        assert!(!said.contains('\x1b') && said.contains("No such file or directory"), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
}

#[test]
fn help_and_paths_are_coloured_as_asked() {
    for arguments in ["--help", "paths", "list --help", "list --nonsense"] {
        let coloured = |more: &str| {
            let left = kaytop(&format!("{more} {arguments}")).run();
            (left.stdout + &left.stderr).contains('\x1b')
        };
        assert_eq!([coloured("--color always"), coloured(""), coloured("--color never")], [true, false, false]);
    }
}

#[test]
fn what_was_typed_wrongly_does_not_steer_the_terminal() {
    for word in ["--no\x1b[31m", "--no\x07", "-o\x1b]0;x\x07"] {
        for colour in ["always", "never"] {
            let mut program = kaytop(&format!("list --color {colour} --nonsense"));
            program.argv.insert(1, word.to_owned());
            let said = program.run().expect(2).stderr;
            assert!(!said.contains(['\x1b', '\x07']) && said.contains("--help"), "{said:?}");
        }
    }
}

#[test]
fn help_that_cannot_be_written_is_an_error() {
    let left = shell("\"$KAYTOP\" --help >/dev/full").run().expect(1);
    assert!(left.complaint().contains("cannot write to standard output"), "{left:?}");
}

#[test]
fn a_setting_of_the_wrong_kind_is_told_by_its_name() {
    for (line, words) in [
        ("base_url = 1", "`base_url` must be text in quotes"),
        ("read_only = \"yes\"", "`read_only` must be true or false"),
        ("max_body = -1", "`max_body` must be a whole number"),
        ("max_body = 99999999999999999999999", "`max_body` must be a whole number"),
        ("api_key_command = \"x\"", "`api_key_command` must be a list"),
        ("theme = \"x\"", "`theme` cannot be `x`: use one of `auto`"),
        ("thresholds = 1", "`thresholds` must be a table"),
    ] {
        let program = kaytop("list --sandbox");
        program.write(".config/kaytop/config.toml", line);
        let left = program.run().expect(2);
        assert!(left.complaint().contains(words) && left.stderr.contains("config.toml:1:"), "{}", left.stderr);
    }
    let left = kaytop("list --sandbox").set("KAYTOP_MAX_BODY", "many").run().expect(2);
    assert!(left.complaint().contains("a number of bytes from 1024"), "{}", left.stderr);
    let program = kaytop("sandbox --data odd.json");
    program.write("odd.json", "{}");
    assert!(program.run().expect(2).complaint().ends_with("not a JSON array, but another value"));
}
