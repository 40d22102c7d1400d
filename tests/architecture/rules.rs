//! What may stand where: names that belong to some files, the sizes of files, and how they open.

use crate::Breach;
use crate::source::{Named, Source, holds, lines_with};

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
    ("campaign::Campaign", &["domain/order.rs", "domain/store/", "api/convert.rs"], STORE),
    ("campaign::Stats", &["domain/store/", "api/convert.rs"], STORE),
];

const ENVIRONMENT: &str = "the environment is read through one door, cli/environment.rs";
const STORE: &str = "a row of the store is asked for its values: how they are kept is the store's own matter";
const TERMINAL: &str = "terminal modes change in one place";

pub(crate) fn confined(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        for Named { line, path, .. } in &source.named {
            for (name, homes, why) in CONFINED {
                let at_home = homes.iter().any(|home| source.path.starts_with(home));
                if !at_home && holds(path, name) {
                    breaches.push(format!("src/{}:{line}: `{name}`: {why}", source.path));
                }
            }
        }
    }
    breaches
}

pub(crate) fn url_paths(sources: &[Source]) -> Vec<Breach> {
    let outside = sources.iter().filter(|source| source.path != "api/routes.rs");
    outside.flat_map(|source| lines_with(source, &source.program, "/v1", "a URL path outside api/routes.rs")).collect()
}

pub(crate) fn one_client(sources: &[Source]) -> Vec<Breach> {
    let builds = |path: &str| holds(path, "Client::builder") || holds(path, "ClientBuilder::new");
    let client = sources.iter().filter(|source| source.path == "api/client.rs");
    client
        .map(|source| source.named.iter().filter(|named| builds(&named.path)).count())
        .filter(|count| *count != 1)
        .map(|count| format!("src/api/client.rs: builds {count} HTTP clients, not one"))
        .collect()
}

pub(crate) fn no_cell_by_index(sources: &[Source]) -> Vec<Breach> {
    let why = "a cell by index panics outside the buffer";
    sources.iter().flat_map(|source| lines_with(source, &source.code, "buf[(", why)).collect()
}

pub(crate) fn sizes(sources: &[Source]) -> Vec<Breach> {
    longer_than(400, sources)
}

pub(crate) fn longer_than(most: usize, sources: &[Source]) -> Vec<Breach> {
    let long = sources.iter().map(|source| (source, source.text.lines().count())).filter(|(_, lines)| *lines > most);
    long.map(|(source, lines)| format!("src/{}: {lines} lines, more than {most}", source.path)).collect()
}

pub(crate) fn openings(sources: &[Source]) -> Vec<Breach> {
    let without = sources.iter().filter(|source| !source.text.starts_with("//!"));
    without.map(|source| format!("src/{}:1: a file opens with `//!`", source.path)).collect()
}

pub(crate) fn no_leftovers(sources: &[Source]) -> Vec<Breach> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let lines =
        |source| marks.iter().flat_map(move |mark| lines_with(source, &source.text, mark, "left over for later"));
    sources.iter().flat_map(lines).collect()
}
