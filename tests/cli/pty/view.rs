//! How the screen was left is there at the next start, unless its file was deleted; the mouse as the configuration says.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::program::kaytop;

/// The one view that is kept in this home.
fn kept(home: &std::path::Path) -> std::path::PathBuf {
    let folder = home.join(".local/state/kaytop/view");
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [file] = &files[..] else { panic!("{files:?}") };
    file.clone()
}

#[test]
fn filter_order_and_preview_are_there_after_a_restart_and_the_file_may_be_deleted() {
    let program = kaytop("");
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.press("/id:<21\r");
    screen.wait_for("20/140");
    screen.press("Sq");
    screen.left(0);
    let file = kept(program.home.path());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let mut screen = program.screen();
    screen.wait_for("20/140");
    screen.wait_for("sorted by ID ↑");
    screen.wait_for("0 shows all");
    screen.press("\x03");
    screen.left(0);
    fs::remove_file(file).unwrap();
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.press("q");
    screen.left(0);
}

#[test]
fn an_argument_comes_before_the_kept_filter_and_commands_do_not_know_it() {
    let program = kaytop("");
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.press("/id:<21\rq");
    screen.left(0);
    let file = kept(program.home.path());
    let before = fs::read_to_string(&file).unwrap();
    assert_eq!(kaytop("list --sandbox -o jsonl").at_home(&program.home).run().expect(0).stdout.lines().count(), 140);
    let mut screen = kaytop("id:<8").at_home(&program.home).screen();
    screen.wait_for("7/140");
    screen.press("q");
    screen.left(0);
    assert_eq!(fs::read_to_string(&file).unwrap(), before, "an argument is of its run alone");
}

#[test]
fn a_damaged_file_is_kept_aside_and_said() {
    let program = kaytop("");
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.press("Sq");
    screen.left(0);
    let file = kept(program.home.path());
    fs::write(&file, "{\"version\": 1, \"filter\": [").unwrap();
    let mut screen = program.screen();
    screen.wait_for("is damaged");
    screen.press("q");
    screen.left(0);
    let aside = kept(program.home.path());
    assert!(aside.to_string_lossy().contains(".bad-"), "{aside:?}");
}

#[test]
fn the_mouse_is_taken_from_the_start_where_the_configuration_says_so_and_given_back() {
    let program = kaytop("");
    program.write(".config/kaytop/config.toml", "mouse = true\n");
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.wait_for("mouse · ");
    let told = |screen: &crate::screen::Screen, bytes: &[u8]| memchr::memmem::find(&screen.bytes, bytes).is_some();
    assert!(told(&screen, b"\x1b[?1000h\x1b[?1006h"));
    let line = screen.text().lines().position(|line| line.contains("? help")).unwrap() + 1;
    screen.press(format!("\x1b[<0;116;{line}M\x1b[<0;116;{line}m"));
    screen.wait_for("type to find");
    screen.press("\x03");
    screen.ended(0);
    assert!(told(&screen, b"\x1b[?1006l\x1b[?1000l"));
}

#[test]
fn a_view_that_was_saved_is_open_after_a_restart_and_printed_by_its_name() {
    let program = kaytop("");
    let mut screen = program.screen();
    screen.wait_for("140/140");
    screen.press("/id:<21\r");
    screen.wait_for("20/140");
    screen.press(":view save First twenty\r");
    screen.wait_for("[6 First twenty 20]");
    screen.press("q");
    screen.left(0);
    let file = program.home.path().join(".local/share/kaytop/views.toml");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let mut screen = program.screen();
    screen.wait_for("[6 First twenty 20]");
    screen.press("q");
    screen.left(0);
    let list = |name: &str| kaytop(&format!("list --sandbox -o jsonl --view {name}")).at_home(&program.home).run();
    assert!(list("moving").expect(2).stderr.contains("is:moving"), "one read of the list cannot know that");
    let text = fs::read_to_string(&file).unwrap().replace("First twenty", "twenty");
    fs::write(&file, text + "\n[[view]]\nname = \"odd\"\nquery = \"agnet:x\"\n").unwrap();
    let printed = list("twenty").expect(0);
    assert_eq!(printed.stdout.lines().count(), 20);
    assert!(printed.stderr.contains("views.toml:") && printed.stderr.contains("did you mean `agent`?"));
}
