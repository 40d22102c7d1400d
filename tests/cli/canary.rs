//! A key that is looked for wherever it must not be, however it is spelled (K2).

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// A key whose every spelling differs.
pub(crate) const CANARY: &str = "canary-/7f3+Qz%Kk9w=&tweet";

/// The key as it is, in base64 wherever it may begin, percent-encoded, and in hexadecimal.
pub(crate) fn spellings() -> Vec<String> {
    let percent = |upper: bool| -> String {
        let encoded = |b: u8| if upper { format!("%{b:02X}") } else { format!("%{b:02x}") };
        CANARY
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() || b == b'-' { char::from(b).to_string() } else { encoded(b) })
            .collect()
    };
    let hex = CANARY.bytes().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
    let inner = CANARY.trim_start_matches("canary-").to_owned();
    let mut all = vec![CANARY.to_owned(), inner, percent(true), percent(false), hex];
    for before in ["", "x", "xx"] {
        let whole = base64(format!("{before}{CANARY}").as_bytes());
        // The first and last characters mix with the neighbours'.
        all.push(whole.chars().skip(4).take(whole.len() - 8).collect());
    }
    all
}

/// Base64 without padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

/// Every spelling of the key that is in `bytes`, after the name of their place.
pub(crate) fn hits(place: &str, bytes: &[u8]) -> Vec<String> {
    let found = |spelling: &String| memchr::memmem::find(bytes, spelling.as_bytes()).is_some();
    spellings().into_iter().filter(found).map(|spelling| format!("{place}: {spelling}")).collect()
}

/// Hits in every file below a folder; `seen` counts the bytes looked at.
pub(crate) fn hits_below(folder: &Path, seen: &mut usize) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                return hits_below(&path, seen);
            }
            let bytes = fs::read(&path).unwrap();
            *seen += bytes.len();
            hits(&path.display().to_string(), &bytes)
        })
        .collect()
}
