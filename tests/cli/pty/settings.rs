//! Settings that cannot be used: each ends the command that needs it, with its name, before anything is sent.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use crate::program::{KAYTOP, Left, Program, Sandbox, kaytop, start};

/// Runs the program with a variable of any bytes.
fn with_bytes(program: &Program, name: &str, value: &[u8]) -> Left {
    let mut command = program.command();
    command.env(name, OsStr::from_bytes(value));
    let output = start(&mut command).wait_with_output().unwrap();
    Left {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_variable_that_is_not_utf8_ends_every_command_with_its_name() {
    for command in ["list --sandbox", "settings --sandbox", "check -", "create -", "launches", "sandbox", "paths", ""] {
        let left = with_bytes(&kaytop(command), "KAYSE_BASE_URL", b"http://canary\xff").expect(2);
        assert!(
            left.stderr.contains("KAYSE_BASE_URL") && !left.stderr.contains("canary"),
            "{command}: {}",
            left.stderr
        );
    }
    for name in ["KAYSE_API_KEY", "KAYTOP_LOG", "KAYTOP_MAX_BODY", "TZ", "NO_COLOR", "LANG", "https_proxy"] {
        assert!(with_bytes(&kaytop("list --sandbox"), name, b"\xff").expect(2).complaint().contains(name));
    }
}

#[test]
fn a_path_may_be_any_bytes_and_what_it_holds_counts() {
    let program = kaytop("create - --sandbox --yes");
    let config = program.home.path().join(OsStr::from_bytes(b"odd\xff.toml"));
    fs::write(&config, "read_only = true").unwrap();
    let left = with_bytes(&program, "KAYTOP_CONFIG", config.as_os_str().as_bytes());
    assert_eq!(left.expect(6).code, Some(6), "an empty plan is invalid first");
    let plan = program.write(
        "plan.json",
        r#"{"name": "R", "agent_id": "a", "case_list_id": 1, "use_company_hours": false,
        "runs": [{"start_date": "2030-03-04", "end_date": "2030-03-04", "start_time": "09:00", "end_time": "17:00"}]}"#,
    );
    let program = kaytop(&format!("create {} --sandbox --yes", plan.display()));
    let left = with_bytes(&program, "KAYTOP_CONFIG", config.as_os_str().as_bytes()).expect(2);
    assert!(left.stderr.contains("read_only"), "{}", left.stderr);
    let home = program.home.path().join(OsStr::from_bytes(b"home\xff"));
    fs::create_dir(&home).unwrap();
    with_bytes(&kaytop("list --sandbox"), "HOME", home.as_os_str().as_bytes()).expect(0);
    with_bytes(&program, "HOME", home.as_os_str().as_bytes()).expect(0);
}

#[test]
fn a_configuration_that_cannot_be_read_is_no_missing_one() {
    let program = kaytop("list --sandbox");
    fs::create_dir_all(program.home.path().join(".config/kaytop")).unwrap();
    symlink(program.home.path().join("nowhere"), program.home.path().join(".config/kaytop/config.toml")).unwrap();
    assert!(program.run().expect(2).complaint().contains("config.toml: a link that leads nowhere"));
    let folder = kaytop("list --sandbox");
    fs::create_dir_all(folder.home.path().join(".config/kaytop/config.toml")).unwrap();
    assert!(folder.run().expect(2).complaint().contains("config.toml"));
    for (name, value) in
        [("XDG_CONFIG_HOME", "here"), ("XDG_STATE_HOME", "./here"), ("XDG_DATA_HOME", "~bob"), ("HOME", "here")]
    {
        assert!(kaytop("list --sandbox").set(name, value).run().expect(2).complaint().contains(name));
    }
    let program = kaytop("list --sandbox").set("KAYTOP_CONFIG", "~/here.toml");
    program.write("here.toml", "zone = \"Mars/Base\"");
    assert!(program.run().expect(2).complaint().contains("here.toml:1: unknown zone"));
}

#[test]
fn a_proxy_that_cannot_be_used_is_named_and_nobody_is_asked() {
    let live = |name: &str, value: &str| kaytop("list").set("KAYSE_API_KEY", "k").set(name, value);
    for (name, value) in [
        ("HTTPS_PROXY", "socks://127.0.0.1:1"),
        ("https_proxy", "htpp://me:canary@127.0.0.1:1"),
        ("ALL_PROXY", "socks5h://127.0.0.1:1"),
        ("all_proxy", "http://"),
        ("HTTP_PROXY", "127.0.0.1:99999"),
    ] {
        let left = live(name, value).run().expect(2);
        assert!(left.complaint().contains(&format!("{name} cannot be used")) && !left.stderr.contains("canary"));
        assert!(
            live(name, value)
                .set("KAYSE_BASE_URL", "http://127.0.0.1:1")
                .run()
                .expect(5)
                .complaint()
                .contains("refused")
        );
        kaytop("list --sandbox").set(name, value).run().expect(0);
    }
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let left =
        live("https_proxy", &format!("http://me:canary@127.0.0.1:{port}")).set("REQUEST_METHOD", "GET").run().expect(5);
    let said = format!("cannot reach public-api.kayse.ai through the proxy 127.0.0.1:{port}: connection refused");
    assert!(left.complaint().to_lowercase().contains(&said) && !left.stderr.contains("canary"), "{}", left.stderr);
}

#[test]
fn certificates_that_cannot_be_used_are_named() {
    let live = || kaytop("list").set("KAYSE_API_KEY", "k").set("KAYSE_BASE_URL", "https://127.0.0.1:1");
    for value in ["/nonexistent.pem", "", "/dev/null", "/tmp"] {
        assert!(live().set("SSL_CERT_FILE", value).run().expect(2).complaint().contains("SSL_CERT_FILE"));
    }
    assert!(live().set("SSL_CERT_DIR", "/nonexistent").run().expect(2).complaint().contains("SSL_CERT_DIR"));
    kaytop("list --sandbox").set("SSL_CERT_FILE", "").run().expect(0);
}

#[test]
fn a_zone_that_cannot_be_read_is_utc_and_said_once() {
    let sandbox = Sandbox::start("");
    for (command, code) in [("check -", 6), ("launches", 0), ("create - --yes", 6)] {
        let left = kaytop(command).live(&sandbox).set("TZ", "Mars/Base").run().expect(code);
        assert_eq!(left.stderr.matches("TZ=\"Mars/Base\"").count(), 1, "{command}: {}", left.stderr);
        for known in ["", "EST5EDT,M3.2.0,M11.1.0", ":America/Chicago", "/usr/share/zoneinfo/Asia/Manila"] {
            let left = kaytop(command).live(&sandbox).set("TZ", known).run().expect(code);
            assert!(!left.stderr.contains("TZ"), "{known}: {}", left.stderr);
        }
    }
    let mut screen = kaytop("--sandbox").set("TZ", "Mars/Base").screen();
    screen.wait_for("times are in UTC");
}

#[test]
fn no_secret_of_a_base_url_is_repeated() {
    for url in
        ["https://me:canary@h.example", "https://me:canary@ho\u{a0}st", "https://h.example/?key=canary", "me:canary@h"]
    {
        let left = Program::new([KAYTOP, "list", "--base-url", url]).run().expect(2);
        assert!(left.complaint().contains("base URL") && !left.stderr.contains("canary"), "{}", left.stderr);
        for command in ["list", "launches", "create - --dry-run"] {
            let left = kaytop(command).set("KAYSE_BASE_URL", url).run_with(super::commands::PLAN).expect(2);
            assert!(!left.stderr.contains("canary") && !left.stdout.contains("canary"), "{command} {}", left.stderr);
        }
    }
}

#[test]
fn a_key_that_is_set_to_nothing_is_said_to_be() {
    let left = kaytop("list").set("KAYSE_API_KEY", "").run().expect(4);
    assert!(left.complaint().contains("KAYSE_API_KEY is set to nothing"), "{}", left.stderr);
    let program = kaytop("list").set("KAYSE_API_KEY_FILE", "~/nowhere");
    let path = program.home.path().join("nowhere");
    assert!(program.run().expect(4).complaint().contains(&format!("the key file {}", path.display())));
    let program = kaytop("list");
    program.write(".config/kaytop/config.toml", "api_key_command = [\"no-such-program\"]");
    assert!(program.run().expect(4).complaint().contains("api_key_command \"no-such-program\""));
}

#[test]
fn numbers_that_nothing_can_hold_are_refused_in_words() {
    for arguments in [
        "--interval=10000000000000000000s",
        "--interval 1e999",
        "--interval 18446744073709551615h",
        "list --sandbox --timeout 10000000000000000000h",
        "create - --wait 99999999999999999999s",
        "sandbox --pace 1e999",
        "sandbox --pace NaN",
        "sandbox --campaigns 99999999999",
        "sandbox --campaigns 999999999999999999999999",
        "sandbox --rate-limit 99999999999",
        "sandbox --fault list:503:99999999999999999999",
        "sandbox --fault list:slow99999999999999999999",
        "sandbox --seed -1",
        "launches resolve K --found 99999999999999999999",
        "list --sandbox limit:99999999999999999999",
    ] {
        let left = kaytop(arguments).run();
        assert!(left.code == Some(2) && left.stdout.is_empty(), "{arguments}: {left:?}");
        assert!(!left.stderr.contains("panicked") && !left.stderr.is_empty(), "{arguments}: {left:?}");
    }
    for value in ["0", "-1", "64MiB", "99999999999999999999", "18446744073709551615"] {
        let left = kaytop("list --sandbox").set("KAYTOP_MAX_BODY", value).run().expect(2);
        assert!(left.complaint().contains(&format!("KAYTOP_MAX_BODY={value:?} cannot be used")), "{}", left.stderr);
    }
}
