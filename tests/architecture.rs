//! The invariants of `src/lib.rs`, held by reading the source. Comments, strings and test modules are no code here, so
//! that words about a thing are not taken for the thing. Start with [`RULES`]; [`Source`] is what a rule gets to see.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What each layer may know: a layer, or a module of one.
const LAYERS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("api", &["domain"]),
    ("app", &["domain"]),
    ("ui", &["app", "domain"]),
    ("storage", &["domain"]),
    ("sandbox", &["api::wire", "api::routes", "domain"]),
    ("runtime", &["app", "ui", "api", "storage", "domain"]),
    ("cli", &["runtime", "ui", "app", "api", "storage", "sandbox", "domain"]),
];

/// What may stand in some files only: the path of names, the files (a folder ends in `/`), and why.
const CONFINED: &[(&str, &[&str], &str)] = &[
    ("tokio", &["api/", "sandbox/", "runtime/", "cli/"], "domain, app, ui and storage wait for nothing"),
    ("reqwest", &["api/"], "only api speaks HTTP"),
    ("crossterm", &["runtime/"], "only runtime knows the terminal"),
    ("std::fs", &["storage/", "cli/"], "the pure layers do no IO"),
    ("std::env", &["cli/environment.rs", "main.rs", "runtime/crash.rs"], ENVIRONMENT),
    ("env::var", &[], ENVIRONMENT),
    ("env::vars", &[], ENVIRONMENT),
    ("env::vars_os", &[], ENVIRONMENT),
    ("env::var_os", &["cli/environment.rs", "runtime/crash.rs"], ENVIRONMENT),
    ("std::net", &["api/", "sandbox/", "cli/"], "the pure layers do no IO"),
    ("Instant::now", &["runtime/clock.rs"], "time comes in as `Now`"),
    ("SystemTime::now", &["runtime/clock.rs"], "time comes in as `Now`"),
    ("Utc::now", &["runtime/clock.rs"], "time comes in as `Now`"),
    ("Local::now", &["runtime/clock.rs"], "time comes in as `Now`"),
    ("chrono", &["domain/time.rs"], "dates have one owner"),
    ("chrono_tz", &["domain/time.rs"], "dates have one owner"),
    ("Color", &["ui/theme/"], "a colour is asked for by its role"),
    ("Stylize", &["ui/theme/"], "a colour is asked for by its role"),
    ("enable_raw_mode", &["runtime/terminal.rs"], TERMINAL),
    ("disable_raw_mode", &["runtime/terminal.rs"], TERMINAL),
    ("EnterAlternateScreen", &["runtime/terminal.rs"], TERMINAL),
    ("LeaveAlternateScreen", &["runtime/terminal.rs"], TERMINAL),
    ("EnableBracketedPaste", &["runtime/terminal.rs"], TERMINAL),
    ("DisableBracketedPaste", &["runtime/terminal.rs"], TERMINAL),
    ("EnableFocusChange", &["runtime/terminal.rs"], TERMINAL),
    ("DisableFocusChange", &["runtime/terminal.rs"], TERMINAL),
    ("EnableMouseCapture", &[], TERMINAL),
    ("ClientBuilder", &["api/client.rs"], "one place builds an HTTP client"),
    ("Client::builder", &["api/client.rs"], "one place builds an HTTP client"),
    ("reqwest::Client::new", &[], "one place builds an HTTP client"),
    ("reqwest::get", &[], "one place builds an HTTP client"),
];

const ENVIRONMENT: &str = "the environment is read through one door, cli/environment.rs";
const TERMINAL: &str = "terminal modes change in one place";

/// A file of `src`, as the rules see it. All forms keep the lines of the file.
struct Source {
    /// From `src/`, such as `ui/theme.rs`.
    path: String,
    /// As written.
    text: String,
    /// Without comments and test modules.
    program: String,
    /// Without the contents of strings as well.
    code: String,
}

/// A breach: file, line and what is wrong.
type Breach = String;

/// What judges all files at once.
type Rule = fn(&[Source]) -> Vec<Breach>;

/// Every rule.
const RULES: &[Rule] =
    &[edges, no_cycles, confined, url_paths, one_client, no_cell_by_index, sizes, openings, no_leftovers];

#[test]
fn the_source_keeps_every_rule() {
    let sources = sources("src");
    assert!(sources.len() > 50, "the source was not found");
    let breaches: Vec<Breach> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn the_tests_keep_their_size_and_leave_nothing_behind() {
    let sources = sources("tests");
    let mut breaches: Vec<Breach> = [openings, no_leftovers].iter().flat_map(|rule| rule(&sources)).collect();
    breaches.extend(longer_than(600, &sources));
    for breach in &mut breaches {
        *breach = breach.replacen("src/", "tests/", 1);
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn the_map_names_what_exists() {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    for name in named_in(&map) {
        let places = [format!("src/{name}"), format!("src/{name}.rs"), format!("src/{name}/mod.rs"), name.clone()];
        assert!(places.iter().any(|place| Path::new(place).exists()), "src/lib.rs names `{name}`: no such file");
    }
}

#[test]
fn the_map_tells_the_arrows_that_are_held() {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    for (layer, allowed) in LAYERS {
        assert!(map.contains(&format!("\npub mod {layer};\n")), "src/lib.rs declares no {layer}");
        let line = map.lines().find(|line| line.starts_with(&format!("//! {layer}/"))).unwrap();
        let (_, words) = line.split_once(" knows ").unwrap();
        let said: BTreeSet<&str> = match words {
            "all of them" => LAYERS.iter().map(|(name, _)| *name).filter(|name| *name != layer).collect(),
            words => words.split(|c: char| !c.is_alphabetic()).filter(|word| is_layer(word)).collect(),
        };
        let held: BTreeSet<&str> = allowed.iter().map(|name| name.split("::").next().unwrap()).collect();
        assert_eq!(said, held, "what {layer} knows: said in src/lib.rs, and held here");
    }
}

/// A rule that cannot be broken holds nothing: each is shown a breach, and something that only looks like one.
#[test]
fn every_rule_sees_what_it_forbids() {
    for (path, text, expected) in [
        ("domain/a.rs", "use crate::app::x;", "src/domain/a.rs:1: domain may not know app"),
        ("domain/a.rs", "use crate::{\n  domain::b,\n  ui::c,\n};", "src/domain/a.rs:3: domain may not know ui"),
        ("app/a/b.rs", "fn f() { super::super::super::api::x() }", "src/app/a/b.rs:1: app may not know api"),
        ("sandbox/a.rs", "use crate::api::client::C;", "src/sandbox/a.rs:1: sandbox may not know api::client"),
        ("main.rs", "fn main() { kaytop::ui::x() }", "src/main.rs:1: main may not know ui"),
        ("ui/a.rs", "use std::{\n fmt,\n env};", "src/ui/a.rs:3: `std::env`: the environment is read through one door"),
        ("cli/a.rs", "std::env::var_os(x)", "src/cli/a.rs:1: `std::env`: the environment is read through one door"),
        ("cli/environment.rs", "env::var(x)", "src/cli/environment.rs:1: `env::var`: the environment is read"),
        ("ui/a.rs", "use ratatui::crossterm::x;", "src/ui/a.rs:1: `crossterm`: only runtime knows the terminal"),
        ("app/a.rs", "let t =\n Instant::now();", "src/app/a.rs:2: `Instant::now`: time comes in as `Now`"),
        ("storage/a.rs", "tokio::spawn(x)", "src/storage/a.rs:1: `tokio`: domain, app, ui and storage wait"),
        ("ui/a.rs", "let c = Color::Red;", "src/ui/a.rs:1: `Color`: a colour is asked for by its role"),
        ("cli/a.rs", "enable_raw_mode()", "src/cli/a.rs:1: `enable_raw_mode`: terminal modes change in one place"),
        ("domain/a.rs", "use chrono::Utc;", "src/domain/a.rs:1: `chrono`: dates have one owner"),
        ("api/a.rs", "reqwest::Client::builder()", "src/api/a.rs:1: `Client::builder`: one place builds"),
        ("api/client.rs", "fn f() {}", "src/api/client.rs: builds 0 HTTP clients, not one"),
        ("api/a.rs", "get(\"/v1/x\")", "src/api/a.rs:1: a URL path outside api/routes.rs"),
        ("ui/a.rs", "buf[(x, y)].reset()", "src/ui/a.rs:1: a cell by index panics outside the buffer"),
        ("ui/a.rs", &"\n".repeat(401), "src/ui/a.rs: 401 lines, more than 400"),
        ("ui/a.rs", "use std::fmt;", "src/ui/a.rs:1: a file opens with `//!`"),
        ("ui/a.rs", concat!("// TO", "DO later"), "src/ui/a.rs:1: left over for later"),
        ("app/a.rs", "'a' b'\\'' '\\u{1f}' \"\\\"\"; crate::ui::x()", "src/app/a.rs:1: app may not know ui"),
        ("app/a.rs", "fn f<'a>(x: &'a str) { crate::ui::x('\"') }", "src/app/a.rs:1: app may not know ui"),
    ] {
        let sources = [Source::new(path, text)];
        let breaches: Vec<Breach> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
        assert!(breaches.iter().any(|breach| breach.starts_with(expected)), "{text:?}: {breaches:#?}");
    }
    let cycle = [Source::new("api/a.rs", "use crate::app::x;"), Source::new("app/a.rs", "use crate::api::y;")];
    assert_eq!(no_cycles(&cycle).len(), 2);
    for innocent in [
        "//! tokio, crate::ui and \"/v1\" are words here",
        "/* use crate::ui; /* nested */ Color::Red */",
        "let s = \"crate::ui::x Color::Red \\\" tokio::spawn\";",
        "let s = r#\"crate::ui \"quoted\" tokio\"#;",
        "#[cfg(test)]\nmod tests {\n    use crate::ui::x; // }\n    const S: &str = \"}\";\n    fn f() { tokio::x() }\n}",
        "let my_tokio = crate::domain::tokio_like();",
    ] {
        let sources = [Source::new("app/a.rs", &format!("//! A.\n{innocent}"))];
        let breaches: Vec<Breach> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
        assert!(breaches.is_empty(), "{innocent}: {breaches:#?}");
    }
}

#[test]
fn names_in_the_map_are_read() {
    let names = named_in("//! ui/  draws\n//! | x | `api/{wire,convert}.rs` | `app/model`, `help`, `crate::ui/x` |");
    assert_eq!(names, ["ui/", "api/wire.rs", "api/convert.rs", "app/model"]);
}

fn edges(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        let from = source.layer();
        let allowed = match from {
            "lib" => continue,
            "main" => &["cli", "runtime"][..],
            _ => LAYERS.iter().find(|(layer, _)| *layer == from).map_or(&[][..], |(_, allowed)| *allowed),
        };
        for (line, to) in source.targets() {
            let known = to == from || to.starts_with(&format!("{from}::"));
            if !known && !allowed.iter().any(|name| to == *name || to.starts_with(&format!("{name}::"))) {
                let to: Vec<&str> = to.split("::").take(if from == "sandbox" { 2 } else { 1 }).collect();
                breaches.push(format!("src/{}:{line}: {from} may not know {}", source.path, to.join("::")));
            }
        }
    }
    breaches
}

/// Names each line that closes a cycle of layers.
fn no_cycles(sources: &[Source]) -> Vec<Breach> {
    let mut arrows: Vec<(&str, String, String)> = Vec::new();
    for source in sources.iter().filter(|source| is_layer(source.layer())) {
        for (line, to) in source.targets() {
            let to = to.split("::").next().unwrap().to_owned();
            if to != source.layer() {
                arrows.push((source.layer(), to, format!("src/{}:{line}", source.path)));
            }
        }
    }
    let reaches = |from: &str, goal: &str| {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            open.extend(
                arrows.iter().filter(|(a, ..)| *a == at).map(|(_, b, _)| b.as_str()).filter(|b| seen.insert(b)),
            );
        }
        seen.contains(goal)
    };
    let closing = arrows.iter().filter(|(from, to, _)| reaches(to, from));
    closing.map(|(from, to, place)| format!("{place}: {from} → {to} closes a cycle")).collect()
}

fn confined(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        for (line, path) in paths(&source.code) {
            for (name, homes, why) in CONFINED {
                let at_home = homes.iter().any(|home| source.path.starts_with(home));
                if !at_home && holds(&path, name) {
                    breaches.push(format!("src/{}:{line}: `{name}`: {why}", source.path));
                }
            }
        }
    }
    breaches
}

fn url_paths(sources: &[Source]) -> Vec<Breach> {
    let outside = sources.iter().filter(|source| source.path != "api/routes.rs");
    outside.flat_map(|source| lines_with(source, &source.program, "/v1", "a URL path outside api/routes.rs")).collect()
}

fn one_client(sources: &[Source]) -> Vec<Breach> {
    let builds = |path: &str| holds(path, "Client::builder") || holds(path, "ClientBuilder::new");
    let client = sources.iter().filter(|source| source.path == "api/client.rs");
    client
        .map(|source| paths(&source.code).iter().filter(|(_, path)| builds(path)).count())
        .filter(|count| *count != 1)
        .map(|count| format!("src/api/client.rs: builds {count} HTTP clients, not one"))
        .collect()
}

fn no_cell_by_index(sources: &[Source]) -> Vec<Breach> {
    let why = "a cell by index panics outside the buffer";
    sources.iter().flat_map(|source| lines_with(source, &source.code, "buf[(", why)).collect()
}

fn sizes(sources: &[Source]) -> Vec<Breach> {
    longer_than(400, sources)
}

fn longer_than(most: usize, sources: &[Source]) -> Vec<Breach> {
    let long = sources.iter().map(|source| (source, source.text.lines().count())).filter(|(_, lines)| *lines > most);
    long.map(|(source, lines)| format!("src/{}: {lines} lines, more than {most}", source.path)).collect()
}

fn openings(sources: &[Source]) -> Vec<Breach> {
    let without = sources.iter().filter(|source| !source.text.starts_with("//!"));
    without.map(|source| format!("src/{}:1: a file opens with `//!`", source.path)).collect()
}

fn no_leftovers(sources: &[Source]) -> Vec<Breach> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let lines =
        |source| marks.iter().flat_map(move |mark| lines_with(source, &source.text, mark, "left over for later"));
    sources.iter().flat_map(lines).collect()
}

fn lines_with(source: &Source, form: &str, needle: &str, why: &str) -> Vec<Breach> {
    let lines = form.lines().enumerate().filter(|(_, line)| line.contains(needle));
    lines.map(|(at, _)| format!("src/{}:{}: {why}", source.path, at + 1)).collect()
}

fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

/// Whether the names of `part` stand one after the other in `path`.
fn holds(path: &str, part: &str) -> bool {
    format!("::{path}::").contains(&format!("::{part}::"))
}

/// All `.rs` files under a folder.
fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(folder).to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let path = entry.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source::new(&path, &fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let (mut program, mut code) = blanked(text);
        // A file of tests is declared under `#[cfg(test)]` in its parent.
        if path.ends_with("/tests.rs") {
            (program, code) = (String::new(), String::new());
        }
        for (from, to) in test_modules(&code) {
            program.replace_range(from..to, &blank(program.get(from..to).unwrap()));
            code.replace_range(from..to, &blank(code.get(from..to).unwrap()));
        }
        Self { path: path.to_owned(), text: text.to_owned(), program, code }
    }

    /// The top-level module: `ui`, or `main` and `lib` for the two files beside the layers.
    fn layer(&self) -> &str {
        self.path.split_once('/').map_or(self.path.trim_end_matches(".rs"), |(layer, _)| layer)
    }

    /// What the file names of the crate, from its root: line and path.
    fn targets(&self) -> Vec<(usize, String)> {
        let depth = self.path.trim_end_matches("/mod.rs").matches('/').count() + 1;
        let up = "super::".repeat(depth);
        let root = if self.path == "main.rs" { "kaytop::" } else { "crate::" };
        let named = paths(&self.code).into_iter();
        named
            .filter_map(|(line, path)| Some((line, path.strip_prefix(root).or(path.strip_prefix(&up))?.to_owned())))
            .filter(|(_, path)| is_layer(path.split("::").next().unwrap()))
            .collect()
    }
}

/// Every path of names in the code with its line, groups of `use` written out: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // The prefixes of the groups that are open; `None` for a brace that opens no group.
    let mut groups: Vec<Option<String>> = Vec::new();
    let mut rest = code;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(is_word).len();
        if word > 0 {
            let (mut path, after) = rest.split_at(word);
            rest = after;
            let mut whole = groups.iter().rev().map_while(Option::as_deref).next().unwrap_or_default().to_owned();
            loop {
                whole.push_str(path);
                let Some(next) = rest.strip_prefix("::") else { break };
                let word = next.len() - next.trim_start_matches(is_word).len();
                if word == 0 {
                    break;
                }
                whole.push_str("::");
                (path, rest) = next.split_at(word);
            }
            if let Some(inside) = rest.strip_prefix("::{") {
                groups.push(Some(whole + "::"));
                rest = inside;
            } else {
                found.push((line, whole));
            }
            continue;
        }
        match c {
            '\n' => line += 1,
            '{' => groups.push(None),
            '}' => drop(groups.pop()),
            _ => {}
        }
        rest = rest.get(c.len_utf8()..).unwrap();
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Two forms of a file, byte for byte as long: without comments, and without the contents of strings as well.
fn blanked(text: &str) -> (String, String) {
    let (mut program, mut code) = (String::new(), String::new());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (len, is_comment) = match c {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), true),
            '/' if rest.starts_with("/*") => (block_comment(rest), true),
            '"' => (quoted(rest, '"'), false),
            'r' if !program.ends_with(is_word) || program.ends_with('b') => (raw_string(rest), false),
            '\'' => (character(rest), false),
            _ => (0, false),
        };
        let (part, after) = rest.split_at(len.max(c.len_utf8()));
        rest = after;
        program.push_str(&if is_comment { blank(part) } else { part.to_owned() });
        code.push_str(&if len > 0 { blank(part) } else { part.to_owned() });
    }
    (program, code)
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (step, change) = match rest {
            _ if rest.starts_with("/*") => (2, 1),
            _ if rest.starts_with("*/") => (2, -1),
            _ => (rest.chars().next().map_or(1, char::len_utf8), 0),
        };
        (at, depth) = (at + step, depth + change);
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|c| *c == '#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let Some(inside) = text.get(1 + hashes..).and_then(|rest| rest.strip_prefix('"')) else { return 0 };
    inside.find(&end).map_or(text.len(), |at| 2 + hashes + at + end.len())
}

/// A character literal; a lifetime is none.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}

/// Where the items under `#[cfg(test)]` stand.
fn test_modules(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (start, mark) in code.match_indices("#[cfg(test)]") {
        let mut depth = 0;
        let end = code.get(start + mark.len()..).unwrap().bytes().position(|byte| {
            depth += match byte {
                b'{' => 1,
                b'}' => -1,
                _ => 0,
            };
            depth == 0 && matches!(byte, b'}' | b';')
        });
        found.push((start, end.map_or(code.len(), |end| start + mark.len() + end + 1)));
    }
    found
}

fn is_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "rs")
}

/// The files and folders that the map names: in back quotes with a slash, or as a layer at a line's start.
fn named_in(map: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in map.lines().filter_map(|line| line.strip_prefix("//! ")) {
        let layer = line.split(' ').next().filter(|word| word.ends_with('/') || is_file(word));
        let quoted = line.split('`').skip(1).step_by(2);
        for name in layer.into_iter().chain(quoted).filter(|name| !name.contains("::") && !name.contains(' ')) {
            match name.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
                Some((before, (choices, after))) => {
                    names.extend(choices.split(',').map(|choice| format!("{before}{choice}{after}")));
                }
                None if name.contains('/') || is_file(name) => names.push(name.to_owned()),
                None => {}
            }
        }
    }
    names
}
