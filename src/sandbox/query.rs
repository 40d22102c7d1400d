//! Reading a request's query string.

/// The first value of parameter `name`, decoded as forms are (`+` is a space); bytes that are no UTF-8 become U+FFFD.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .find(|(key, _)| decode(key) == name)
        .map(|(_, value)| decode(value))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => match hex_pair(tail) {
                Some(value) => {
                    rest = tail.get(2..).unwrap_or_default();
                    value
                }
                None => byte,
            },
            _ => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |at: usize| bytes.get(at).and_then(|byte| (*byte as char).to_digit(16));
    Some((digit(0)? * 16 + digit(1)?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_and_decoded() {
        for (query, expected) in [
            ("key=outreach", Some("outreach")),
            ("page=2&key=camp+lejeune", Some("camp lejeune")),
            ("key=M%C3%BCller%20%26%20Co", Some("Müller & Co")),
            ("key=a&key=b", Some("a")),
            ("k%65y=x", Some("x")),
            ("key", Some("")),
            ("key=", Some("")),
            ("key=100%", Some("100%")),
            ("key=%4", Some("%4")),
            ("key=%+f", Some("% f")),
            ("key=%ff", Some("\u{fffd}")),
            ("KEY=a", None),
            ("", None),
        ] {
            assert_eq!(parameter(query, "key").as_deref(), expected, "{query}");
        }
    }
}
