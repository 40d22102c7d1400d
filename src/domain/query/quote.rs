//! Text as it is written in a query.

/// Text as it can stand in a query, as a word or as a value: in quotes where it would read as something else.
pub(super) fn written(text: &str) -> String {
    let mut chars = text.chars();
    let plain = chars.next().is_some_and(|c| c.is_alphanumeric() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    // `f` behind a minus would be k9s' fuzzy search.
    let joint = ["or", "and", "not", "f"].iter().any(|word| word.eq_ignore_ascii_case(text));
    if plain && !joint { text.to_owned() } else { quoted(text) }
}

/// Text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
