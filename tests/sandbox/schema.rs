//! A checker for as much of JSON Schema as `assets/openapi.json` uses. A word it does not know fails the test, so that
//! nothing in the file goes unchecked.

use regex_lite::Regex;
use serde_json::{Number, Value};

/// Words that say nothing about a value.
const SILENT: [&str; 3] = ["description", "format", "default"];

/// What is wrong with `value` by `schema`, a part of `document`; nothing when it fits.
pub(crate) fn errors(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(document, schema, value, "", &mut found);
    found
}

fn fits(document: &Value, schema: &Value, value: &Value) -> bool {
    errors(document, schema, value).is_empty()
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (word, rule) in schema.as_object().unwrap() {
        let mut must = |holds: bool| {
            if !holds {
                found.push(format!("{at}: {value} breaks {word} {rule}"));
            }
        };
        match word.as_str() {
            "$ref" => check(document, resolve(document, schema), value, at, found),
            "type" => must(match rule {
                Value::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
                kind => is(value, kind),
            }),
            "enum" => must(rule.as_array().unwrap().contains(value)),
            "const" => must(rule == value),
            "pattern" => {
                must(value.as_str().is_none_or(|text| Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)));
            }
            "minimum" => must(value.as_number().is_none_or(|number| least(rule.as_number().unwrap(), number))),
            "maximum" => must(value.as_number().is_none_or(|number| least(number, rule.as_number().unwrap()))),
            "minItems" => must(value.as_array().is_none_or(|list| list.len() as u64 >= rule.as_u64().unwrap())),
            "maxItems" => must(value.as_array().is_none_or(|list| list.len() as u64 <= rule.as_u64().unwrap())),
            "uniqueItems" => {
                let list = value.as_array().map_or(&[][..], Vec::as_slice);
                must(list.iter().enumerate().all(|(index, entry)| !list[..index].contains(entry)));
            }
            "required" => {
                let names = rule.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                let missing: Vec<&str> = names.filter(|name| value.is_object() && value.get(name).is_none()).collect();
                must(missing.is_empty());
            }
            "properties" => {
                for (name, schema) in rule.as_object().unwrap() {
                    if let Some(member) = value.as_object().and_then(|members| members.get(name)) {
                        check(document, schema, member, &format!("{at}/{name}"), found);
                    }
                }
            }
            "items" => {
                for (index, entry) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, rule, entry, &format!("{at}/{index}"), found);
                }
            }
            "anyOf" => must(rule.as_array().unwrap().iter().any(|schema| fits(document, schema, value))),
            "allOf" => rule.as_array().unwrap().iter().for_each(|schema| check(document, schema, value, at, found)),
            "if" => {
                let branch = if fits(document, rule, value) { "then" } else { "else" };
                if let Some(schema) = schema.get(branch) {
                    check(document, schema, value, at, found);
                }
            }
            "then" | "else" => {}
            word => assert!(SILENT.contains(&word), "the checker does not know {word:?}"),
        }
    }
}

/// What stands behind a `$ref`, or the part itself.
pub(crate) fn resolve<'d>(document: &'d Value, part: &'d Value) -> &'d Value {
    match part.get("$ref") {
        Some(target) => document.pointer(target.as_str().unwrap().strip_prefix('#').unwrap()).unwrap(),
        None => part,
    }
}

fn is(value: &Value, kind: &Value) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        "integer" => value.as_number().is_some_and(|number| whole(number).is_some()),
        kind => panic!("the checker does not know the type {kind:?}"),
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_str().parse().ok()
}

/// Whether `low` is at most `high`, to the last digit of whole numbers.
fn least(low: &Number, high: &Number) -> bool {
    match (whole(low), whole(high)) {
        (Some(low), Some(high)) => low <= high,
        _ => low.as_f64() <= high.as_f64(),
    }
}
