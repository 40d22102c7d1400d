//! What is handed on: the file that `w` writes, and what `kaytop list` prints for people.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::json;

use crate::program::{Program, Sandbox, kaytop};

/// The only file in the program's folder that ends so.
fn written(program: &Program, ending: &str) -> PathBuf {
    let files = fs::read_dir(program.home.path()).unwrap().map(|entry| entry.unwrap().path());
    let found: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    let [file] = &found[..] else { panic!("{found:?}") };
    file.clone()
}

#[test]
fn w_writes_a_file_says_where_and_asks_before_it_overwrites_one() {
    let program = kaytop("id:<21");
    let mut screen = program.sized(160, 36);
    screen.wait_for("20/140");
    screen.press("w");
    screen.wait_for("Write 20 of 140 campaigns");
    screen.press("\r");
    screen.wait_for("20 of 140 campaigns written to");
    let file = written(&program, ".csv");
    screen.wait_for(&file.display().to_string());
    let first = fs::read_to_string(&file).unwrap();
    assert_eq!((first.lines().count(), first.starts_with("id,name,agent_id,")), (21, true), "{first}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(&file, "mine").unwrap();
    screen.press("w\r");
    screen.wait_for("is there already");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine", "nothing is overwritten unasked");
    screen.press("o");
    screen.wait_for("20 of 140 campaigns written to");
    assert_eq!(fs::read_to_string(&file).unwrap().lines().count(), 21);
    screen.press(":export svg of the firm.svg\r");
    screen.wait_for("The screen is written to");
    let picture = fs::read_to_string(program.home.path().join("of the firm.svg")).unwrap();
    assert!(picture.contains("SANDBOX") && picture.ends_with("</svg>\n"));
    screen.press("q");
    screen.left(0);
}

fn serving() -> Sandbox {
    let row = |id: i64, name: &str, agent: &str| {
        let stats = json!({"total_calls": 100, "success_calls": 60, "failed_calls": 30});
        json!({"id": id, "name": name, "agent_id": agent, "case_list_id": 7000 + id, "stats": stats})
    };
    Sandbox::serving(&json!([row(911, "Zimmer & <Sons>", "agent_xyz"), row(912, "Quill", "agent_xyz")]).to_string())
}

#[test]
fn every_form_for_people_is_printed_with_names_or_without() {
    let sandbox = serving();
    for (form, name) in
        [("md", "Zimmer \\& \\<Sons\\>"), ("html", "Zimmer &amp; &lt;Sons&gt;"), ("svg", "Quill"), ("text", "Quill")]
    {
        let list = |more: &str| kaytop(&format!("list -o {form} {more}")).live(&sandbox).run().expect(0).stdout;
        let named = list("calls:>5");
        assert!(named.contains(name) && named.contains("agent_xyz"), "{named}");
        let redacted = list("--redact agent:agent_xyz");
        for told in ["Zimmer", "Quill", "agent_xyz", "911", "7911"] {
            assert!(!redacted.contains(told), "{told} in {redacted}");
        }
        assert!(redacted.contains("Campaign A") && redacted.contains("Agent A"), "{redacted}");
    }
}

#[test]
fn a_picture_has_the_size_the_view_and_the_colours_that_are_asked_for() {
    let list = |arguments: &str| kaytop(&format!("list --sandbox {arguments}")).run();
    let text = list("-o text id:<9 sort:id").expect(0).stdout;
    assert_eq!(text.lines().count(), 36);
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    for words in ["SANDBOX", "8/140", "sorted by ID ↑", "Business hours"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let small = list("-o text --size 80X24 --view all group:agent").expect(0).stdout;
    assert!(small.lines().count() == 24 && small.contains("All") && small.contains("▸ abc_123"), "{small}");
    assert!(list("-o text --ascii").expect(0).stdout.is_ascii());
    let [dark, light] =
        ["", "--theme light"].map(|theme| list(&format!("-o svg --size 90x20 {theme}")).expect(0).stdout);
    let opening = |svg: &str| svg.lines().next().unwrap().contains("viewBox=\"0 0 788 412\"");
    assert!(opening(&dark) && opening(&light) && dark != light);
    for wrong in ["-o svg --size 120", "-o svg --size 19x36", "-o csv --size 80x24", "--theme light"] {
        assert!(list(wrong).expect(2).stdout.is_empty(), "{wrong}");
    }
}
