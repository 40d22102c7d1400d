//! The view as command lines. Whatever stands in them is quoted for a POSIX shell; the key is a variable's name.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Source;
use crate::app::connection::Mode;
use crate::domain::order::Order;
use crate::domain::shell::quoted;
use crate::domain::time;

/// What the query of a URL carries as it is (RFC 3986, 2.3); everything else is encoded.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Repeats the list request, with the key from the environment (K4).
pub(super) fn curl(source: &Source<'_>) -> String {
    let request = &source.connection.list;
    let search = match source.search {
        Some(term) => format!("?{}={}", request.search_param, utf8_percent_encode(term, UNRESERVED)),
        None => String::new(),
    };
    let url = [&request.base_url, request.route, &search].concat();
    format!("curl --compressed -sS -H \"{}: $KAYSE_API_KEY\" {}", request.key_header, quoted(&url))
}

/// Prints the same rows in the same order.
pub(super) fn view(source: &Source<'_>) -> String {
    let query = source.query;
    let mut words = vec!["kaytop list".to_owned()];
    match source.connection.mode {
        Mode::Live => words.push(format!("--base-url {}", quoted(&source.connection.list.base_url))),
        Mode::Sandbox => words.push("--sandbox".to_owned()),
    }
    if let Some(at) = source.at {
        words.push(format!("--at {}", time::iso(at)));
    }
    if let Some(term) = source.search
        && query.server_search() != Some(term)
    {
        // In one word, so that a term may begin with a hyphen.
        words.push(quoted(&format!("--search={term}")));
    }
    let order = match source.order {
        order if query.order().is_some() || order == Order::default() => String::new(),
        Order { column, descending } => {
            format!("sort:{}-{}", column.name(), if descending { "desc" } else { "asc" })
        }
    };
    let names: Vec<&str> = source.grouping.iter().map(|by| by.name()).collect();
    let group = if names.is_empty() || !query.groups().is_empty() {
        String::new()
    } else {
        format!("group:{}", names.join(","))
    };
    let parts = [query.as_str().trim(), &order, &group];
    let shown = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !shown.is_empty() {
        if shown.starts_with('-') {
            words.push("--".to_owned());
        }
        words.push(quoted(&shown));
    }
    words.join(" ")
}
