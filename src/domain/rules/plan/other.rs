//! Files that are no plan but nearly one: other encodings, YAML, JSON with comments. Recognised so that the refusal can
//! say what to do.

use serde::de::IgnoredAny;

use super::PlanError;
use crate::domain::rules::json::JsonError;

/// What a person can do about a file in another encoding.
const SAVE_AS_UTF8: &str = "save it as UTF-8";

/// The text of a file: UTF-8, with a byte order mark or without.
pub(super) fn text(bytes: &[u8]) -> Result<&str, PlanError> {
    if let Some(encoding) = wide(bytes) {
        let message = format!("the plan is written in {encoding}, as some Windows programs do; {SAVE_AS_UTF8}");
        return Err(PlanError::new("", 0, &message));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (valid, rest) = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return Ok(text),
        Ok(text) => text.split_at(text.find('\0').unwrap_or_default()),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let valid = std::str::from_utf8(valid).unwrap_or_default();
            let byte = rest.first().copied().unwrap_or_default();
            let message =
                format!("the plan is not UTF-8: the byte 0x{byte:02X} stands for nothing here; {SAVE_AS_UTF8}");
            return Err(PlanError::new(valid, valid.len(), &message));
        }
    };
    Err(PlanError::new(valid, valid.len() + rest.len(), "the plan is no text: there is a NUL byte here"))
}

/// The name of an encoding of two or four bytes a character, by its byte order mark or by where the zeros are.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    let starts = |mark: &[u8]| bytes.starts_with(mark);
    if starts(b"\xFF\xFE\0\0") || starts(b"\0\0\xFE\xFF") {
        return Some("UTF-32");
    }
    if starts(b"\xFF\xFE") || starts(b"\xFE\xFF") {
        return Some("UTF-16");
    }
    let pairs = bytes.chunks_exact(2);
    let all = pairs.len();
    let zeros = |at: usize| pairs.clone().filter(|pair| pair.get(at) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    (all > 1 && (first * 2 > all && second == 0 || second * 2 > all && first == 0)).then_some("UTF-16")
}

/// Whether a text that is no JSON was meant to be: it begins as JSON does, or with a comment of its dialects.
pub(super) fn is_meant_as_json(text: &str) -> bool {
    let mut rest = text.trim_start();
    let mut opens: &[char] = &['{', '['];
    loop {
        let after = if rest.starts_with("//") {
            rest.split_once('\n').map_or("", |(_, after)| after)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map_or("", |(_, after)| after)
        } else if rest.starts_with('#') {
            // TOML has these comments as well, and its tables begin with a bracket.
            opens = &['{'];
            rest.split_once('\n').map_or("", |(_, after)| after)
        } else {
            return rest.starts_with(opens);
        };
        rest = after.trim_start();
    }
}

/// What to do about JSON that is not read, where it can be told.
pub(super) fn json_hint(text: &str, error: &JsonError) -> &'static str {
    let (before, rest) = text.split_at_checked(error.offset).unwrap_or((text, ""));
    let before = before.trim_end();
    let after_word = rest.trim_start_matches(|c: char| c.is_alphanumeric() || "_-".contains(c));
    if ["//", "/*", "#"].iter().any(|comment| rest.starts_with(comment)) {
        "; JSON has no comments: take this one out, or write the plan in TOML, where # begins one"
    } else if before.ends_with(',') && rest.starts_with(['}', ']']) {
        "; JSON has no comma after the last part: take it out"
    } else if rest.starts_with('\'') {
        "; JSON puts names and texts in double quotes"
    } else if before.ends_with('{') || before.ends_with(',') && after_word.trim_start().starts_with(':') {
        "; JSON puts names in double quotes"
    } else if serde_json::from_str::<IgnoredAny>(before).is_ok() {
        "; a plan is one JSON object, with nothing after it"
    } else if text.trim_start().starts_with('[') && toml::de::DeTable::parse(text).is_ok() {
        "; a plan in TOML starts with its own fields, such as name = \"...\", before the first [table]"
    } else {
        ""
    }
}

/// What to say of a text that is no TOML either, and where, when it looks like another format.
pub(super) fn foreign(text: &str) -> Option<(usize, &'static str)> {
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        (start, line.trim())
    });
    let (start, line) = lines.find(|(_, line)| !line.is_empty() && !line.starts_with('#'))?;
    let message = if is_yaml(line) {
        "this looks like YAML; a plan is JSON or TOML. In TOML `name: x` is `name = \"x\"` and every run begins with \
         [[runs]]; yq -o json writes YAML as JSON"
    } else if line.starts_with('<') {
        "this looks like HTML or XML; a plan is JSON or TOML"
    } else {
        return None;
    };
    Some((start, message))
}

/// Whether a line is one of YAML and of nothing else that a plan is written in.
fn is_yaml(line: &str) -> bool {
    let quotes = ['"', '\''];
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']));
    let named = key.is_some_and(|(name, _)| {
        let name = name.trim_matches(quotes);
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c))
    });
    line == "---" || line.starts_with("--- ") || line.starts_with("%YAML") || line.starts_with("- ") || named
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).expect_err("no plan").to_string()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn other_encodings_are_named() {
        let json = "{\"name\": \"Zoë\"}";
        for bytes in [
            utf16(&format!("\u{feff}{json}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{json}"), u16::to_be_bytes),
            utf16(json, u16::to_le_bytes),
            utf16(json, u16::to_be_bytes),
            utf16("name = \"x\"\n", u16::to_le_bytes),
        ] {
            assert!(refusal(&bytes).contains("UTF-16") && refusal(&bytes).contains("save it as UTF-8"));
        }
        assert!(refusal(b"\xFF\xFE\0\0{\0\0\0}\0\0\0").contains("UTF-32"));
        let latin = refusal(b"{\n  \"name\": \"Zo\xEB\"}");
        assert!(latin.starts_with("line 2, column 14: the plan is not UTF-8: the byte 0xEB"), "{latin}");
        assert!(refusal(b"name = \"a\0b\"").starts_with("line 1, column 10: the plan is no text"));
        assert!(read(b"\xEF\xBB\xBF{}").is_ok() && read(b"\xEF\xBB\xBFname = \"x\"").is_ok());
    }

    #[test]
    fn yaml_and_markup_are_named() {
        for (text, place) in [
            ("name: Outreach\nruns:\n  - start_date: 2026-01-01\n", "line 1, column 1: this looks like YAML"),
            ("# mine\n\n  \"name\": x\n", "line 3, column 3: this looks like YAML"),
            ("---\nname: x\n", "line 1, column 1: this looks like YAML"),
            ("%YAML 1.2\n", "line 1, column 1: this looks like YAML"),
            ("- a\n- b\n", "line 1, column 1: this looks like YAML"),
            ("runs:\n", "line 1, column 1: this looks like YAML"),
            ("<html>", "line 1, column 1: this looks like HTML"),
        ] {
            assert!(refusal(text.as_bytes()).starts_with(place), "{text}: {}", refusal(text.as_bytes()));
        }
        for text in ["name = 10:00:99", "name", "a=b: c", "time = 09:00\nx: 1\n"] {
            assert!(refusal(text.as_bytes()).contains("not valid TOML"), "{text}: {}", refusal(text.as_bytes()));
        }
    }

    #[test]
    fn dialects_of_json_are_told_what_json_lacks() {
        for (text, place, hint) in [
            ("// mine\n{\"name\": \"x\"}", "line 1, column 1: ", "no comments"),
            ("# mine\n{\"name\": \"x\"}", "line 1, column 1: ", "no comments"),
            ("/* a */ [1]", "line 1, column 1: ", "no comments"),
            ("{\n  // mine\n  \"name\": \"x\"}", "line 2, column 3: ", "no comments"),
            ("{\"a\": 1, // mine\n\"name\": \"x\"}", "line 1, column 10: ", "no comments"),
            ("{\"a\": 1 /* one */, \"name\": \"x\"}", "line 1, column 9: ", "no comments"),
            ("{\"a\": /* one */ 1}", "line 1, column 7: ", "no comments"),
            ("{\"a\": 1} // end", "line 1, column 10: ", "no comments"),
            ("{\"a\": [1,\n]}", "line 2, column 1: ", "comma after the last"),
            ("{\"a\": 1,}", "line 1, column 9: ", "comma after the last"),
            ("{name: 1}", "line 1, column 2: ", "names in double quotes"),
            ("{'name': 1}", "line 1, column 2: ", "double quotes"),
            ("{\"name\": 'x'}", "line 1, column 10: ", "double quotes"),
            ("{\"a\": 1}\n{\"a\": 2}", "line 2, column 1: ", "one JSON object"),
        ] {
            let said = refusal(text.as_bytes());
            assert!(said.starts_with(place) && said.contains(hint), "{text}: {said}");
        }
    }
}
