//! Words for a shell, so that what is copied or printed as a command stays one.

/// One word for a POSIX shell, whatever is in it. Control characters become blanks: a pasted line must stay one.
pub fn quoted(text: &str) -> String {
    let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", one_line.replace('\'', r"'\''"))
}
