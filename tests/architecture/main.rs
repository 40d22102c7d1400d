//! The invariants of `src/lib.rs`, held by reading the source. Comments, strings and test modules are no code here, so
//! that words about a thing are not taken for the thing. Start with [`RULES`]; [`Source`] is what a rule gets to see.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod layers;
mod map;
mod rooms;
mod rules;
mod source;

use self::source::{Source, sources};

/// A breach: file, line and what is wrong.
type Breach = String;

/// What judges all files at once.
type Rule = fn(&[Source]) -> Vec<Breach>;

/// Every rule.
const RULES: &[Rule] = &[
    layers::edges,
    rooms::no_cycles,
    rooms::no_globs,
    rules::confined,
    rules::url_paths,
    rules::one_client,
    rules::no_cell_by_index,
    rules::sizes,
    rules::openings,
    rules::no_leftovers,
];

#[test]
fn the_source_keeps_every_rule() {
    let sources = sources("src");
    assert!(sources.len() > 50, "the source was not found");
    let breaches: Vec<Breach> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// Such a file is not compiled, and nobody would notice.
#[test]
fn no_file_is_left_that_no_module_declares() {
    let sources = sources("src");
    let declared = |module: &str| {
        let (parent, name) = module.rsplit_once("::").unwrap_or(("", module));
        let declaration = format!("mod {name};");
        sources.iter().any(|source| source.module() == parent && source.text.contains(&declaration))
    };
    let modules: Vec<String> = sources.iter().map(Source::module).collect();
    let left: Vec<&String> =
        modules.iter().filter(|module| !matches!(module.as_str(), "" | "main") && !declared(module)).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_tests_keep_their_size_and_leave_nothing_behind() {
    let sources = sources("tests");
    let mut breaches: Vec<Breach> =
        [rules::openings, rules::no_leftovers].iter().flat_map(|rule| rule(&sources)).collect();
    breaches.extend(rules::longer_than(600, &sources));
    for breach in &mut breaches {
        *breach = breach.replacen("src/", "tests/", 1);
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
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
        (
            "ui/a.rs",
            "use crate::domain::campaign::{\nCampaign, x};",
            "src/ui/a.rs:2: `campaign::Campaign`: a row of the",
        ),
        ("cli/a.rs", "enable_raw_mode()", "src/cli/a.rs:1: `enable_raw_mode`: terminal modes change in one place"),
        ("domain/a.rs", "use chrono::Utc;", "src/domain/a.rs:1: `chrono`: dates have one owner"),
        ("api/a.rs", "reqwest::Client::builder()", "src/api/a.rs:1: `Client::builder`: one place builds"),
        ("api/client.rs", "fn f() {}", "src/api/client.rs: builds 0 HTTP clients, not one"),
        ("api/a.rs", "get(\"/v1/x\")", "src/api/a.rs:1: a URL path outside api/routes.rs"),
        ("ui/a.rs", "buf[(x, y)].reset()", "src/ui/a.rs:1: a cell by index panics outside the buffer"),
        ("ui/a.rs", &"\n".repeat(401), "src/ui/a.rs: 401 lines, more than 400"),
        ("ui/a.rs", "//! A.\nuse super::b::*;", "src/ui/a.rs:2: a glob hides which names it brings"),
        ("ui/a.rs", "use std::fmt;", "src/ui/a.rs:1: a file opens with `//!`"),
        ("ui/a.rs", concat!("// TO", "DO later"), "src/ui/a.rs:1: left over for later"),
        ("app/a.rs", "'a' b'\\'' '\\u{1f}' \"\\\"\"; crate::ui::x()", "src/app/a.rs:1: app may not know ui"),
        ("app/a.rs", "fn f<'a>(x: &'a str) { crate::ui::x('\"') }", "src/app/a.rs:1: app may not know ui"),
    ] {
        let sources = [Source::new(path, text)];
        let breaches: Vec<Breach> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
        assert!(breaches.iter().any(|breach| breach.starts_with(expected)), "{text:?}: {breaches:#?}");
    }
    for (files, expected) in KNOTS {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        assert_eq!(rooms::no_cycles(&sources), *expected, "{files:?}");
    }
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

/// Files of a crate, and every line that closes a cycle in them.
type Knot = (&'static [(&'static str, &'static str)], &'static [&'static str]);

const KNOTS: &[Knot] = &[
    (
        &[("api/a.rs", "use crate::app::x;"), ("app/a.rs", "\nuse crate::api::y;")],
        &["src/api/a.rs:1: api → app closes a cycle", "src/app/a.rs:2: app → api closes a cycle"],
    ),
    // The file beside a folder, and `mod.rs` in it, are the room's face: parent and child may name each other.
    (&[("app/mod.rs", "use self::a::A;"), ("app/a.rs", "use super::B; use crate::app::C;")], &[]),
    (&[("app/a.rs", "use self::b::B;"), ("app/a/b.rs", "use super::C;"), ("app/mod.rs", "")], &[]),
    // A face speaks for its room one level up.
    (
        &[
            ("app/mod.rs", ""),
            ("app/a.rs", "fn f() { super::b::c::g() }"),
            ("app/b/c.rs", ""),
            ("app/b/mod.rs", "use super::a;"),
        ],
        &["src/app/a.rs:1: app::a → app::b closes a cycle", "src/app/b/mod.rs:1: app::b → app::a closes a cycle"],
    ),
    // Three in a ring, and one beside it.
    (
        &[
            ("app/a.rs", "use super::{\n self,\n b::B,\n d};"),
            ("app/b.rs", "use crate::{app::{c::C as D}};"),
            ("app/c.rs", "fn f() { crate::app::a::f() }"),
            ("app/d.rs", ""),
            ("app/mod.rs", ""),
        ],
        &[
            "src/app/a.rs:3: app::a → app::b closes a cycle",
            "src/app/b.rs:1: app::b → app::c closes a cycle",
            "src/app/c.rs:1: app::c → app::a closes a cycle",
        ],
    ),
    // What a parent passes on is its owner's, by whatever name.
    (
        &[("ui/mod.rs", "pub use self::x::Y;"), ("ui/x.rs", "use super::z::Z;"), ("ui/z.rs", "use crate::ui::Y;")],
        &["src/ui/x.rs:1: ui::x → ui::z closes a cycle", "src/ui/z.rs:1: ui::z → ui::x closes a cycle"],
    ),
    (
        &[
            ("ui/mod.rs", "use self::x::{Y as V};"),
            ("ui/x.rs", "use super::z::Z;"),
            ("ui/z.rs", "fn f(v: super::V) {}"),
        ],
        &["src/ui/x.rs:1: ui::x → ui::z closes a cycle", "src/ui/z.rs:1: ui::z → ui::x closes a cycle"],
    ),
    // A room reached by the name of a parent.
    (
        &[
            ("ui/mod.rs", ""),
            ("ui/x.rs", "use crate::ui as house;\nfn f() { house::z::g() }"),
            ("ui/z.rs", "use super::x;"),
        ],
        &["src/ui/x.rs:2: ui::x → ui::z closes a cycle", "src/ui/z.rs:1: ui::z → ui::x closes a cycle"],
    ),
    // A variant and a method are no rooms, whatever they are called.
    (
        &[
            ("ui/mod.rs", ""),
            ("ui/x.rs", "use super::z::Z; fn f() { Z::y(); y::g() }"),
            ("ui/y.rs", "use super::x;"),
            ("ui/z.rs", ""),
        ],
        &[],
    ),
];
