//! What `kaytop check` finds, in the forms that build pipelines read: workflow commands of GitHub, and SARIF.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::{Value, json};

use super::judged::Judged;
use crate::domain::rules::Message;
use crate::domain::shown::escape_json;

/// What stands in for a numbered rule where none is broken.
const NO_RULE: &str = "plan";
/// The rule that warnings are listed under.
const WARNING: &str = "warning";

/// A problem or a warning.
struct Found<'a> {
    is_warning: bool,
    message: &'a Message,
}

impl Found<'_> {
    fn rule(&self) -> String {
        if self.is_warning {
            WARNING.to_owned()
        } else {
            self.message.rule_name().unwrap_or_else(|| NO_RULE.to_owned())
        }
    }
}

fn found(judged: &Judged) -> impl Iterator<Item = Found<'_>> {
    let problems = judged.problems.iter().map(|message| Found { is_warning: false, message });
    problems.chain(judged.warnings.iter().map(|message| Found { is_warning: true, message }))
}

/// One workflow command a finding: GitHub shows it at its line of the change.
pub(super) fn github(judged: &[Judged], out: &mut dyn Write) -> io::Result<()> {
    for judged in judged {
        for found in found(judged) {
            let command = if found.is_warning { "warning" } else { "error" };
            let file = judged.file().map(|file| format!("file={},", property(&file.to_string_lossy())));
            let position =
                judged.position(&found.message.path).map(|at| format!("line={},col={},", at.line, at.column));
            let (file, position) = (file.unwrap_or_default(), position.unwrap_or_default());
            let title = property(&format!("kaytop {}", found.rule()));
            writeln!(out, "::{command} {file}{position}title={title}::{}", data(&found.message.to_string()))?;
        }
    }
    Ok(())
}

/// What follows the second `::`, escaped as GitHub's own toolkit does.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// One log in SARIF 2.1.0.
pub(super) fn sarif(judged: &[Judged], out: &mut dyn Write) -> io::Result<()> {
    let results: Vec<Value> = judged.iter().flat_map(|one| found(one).map(|found| result(one, &found))).collect();
    let mut rules: Vec<String> = judged.iter().flat_map(found).map(|found| found.rule()).collect();
    rules.sort_unstable();
    rules.dedup();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "kaytop",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| rule_object(rule)).collect::<Vec<_>>(),
            }},
            "invocations": [{"executionSuccessful": judged.iter().all(Judged::is_read)}],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    writeln!(out, "{}", escape_json(&format!("{log:#}")))
}

fn rule_object(rule: &str) -> Value {
    let description = match rule {
        NO_RULE => "The file is a plan that can be read".to_owned(),
        WARNING => "Worth a look; it never blocks".to_owned(),
        rule => format!("Rule {rule} of the contract for campaigns"),
    };
    json!({"id": rule, "shortDescription": {"text": description}})
}

fn result(judged: &Judged, found: &Found<'_>) -> Value {
    let uri = judged.file().map_or_else(|| "stdin".to_owned(), uri);
    let mut physical = json!({"artifactLocation": {"uri": uri}});
    let path = &found.message.path;
    if let (Some(at), Some(members)) = (judged.position(path), physical.as_object_mut()) {
        members.insert("region".to_owned(), json!({"startLine": at.line, "startColumn": at.column}));
    }
    let mut location = json!({"physicalLocation": physical});
    if let Some(members) = location.as_object_mut().filter(|_| !path.is_empty()) {
        members.insert("logicalLocations".to_owned(), json!([{"fullyQualifiedName": path}]));
    }
    json!({
        "ruleId": found.rule(),
        "level": if found.is_warning { "warning" } else { "error" },
        "message": {"text": found.message.to_string()},
        "locations": [location],
    })
}

/// A path as a URI: relative as it stands, else of this machine.
fn uri(file: &Path) -> String {
    const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    let path = percent_encode(file.as_os_str().as_bytes(), ENCODED);
    if file.is_absolute() { format!("file://{path}") } else { path.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_a_property() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,b:c%3A\nd"), "a%2Cb%3Ac%253A%0Ad");
    }

    #[test]
    fn paths_are_uris() {
        for (path, expected) in
            [("plans/a b.toml", "plans/a%20b.toml"), ("c:d#e?f%", "c%3Ad%23e%3Ff%25"), ("/tmp/ä", "file:///tmp/%C3%A4")]
        {
            assert_eq!(uri(Path::new(path)), expected);
        }
    }
}
