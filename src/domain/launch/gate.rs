//! The same-name gate: names that people could take for each other.
//!
//! The name is the only thing of ours that the list gives back, so two campaigns that are not told apart by it would
//! make every later look doubtful. Names are compared by their [`Key`]: compatibility forms folded (NFKC), case folded,
//! invisible characters dropped, blanks collapsed, and look-alike letters brought to one (the skeleton of UTS 39).

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// What a name looks like; two names with the same key cannot be told apart at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// The key of a name.
    pub fn of(name: &str) -> Self {
        // Lower case before and after: the skeleton of a capital is often another letter than that of its small form,
        // and some skeletons bring capitals back.
        let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
        let looks: String = skeleton(&folded).flat_map(char::to_lowercase).filter(|c| !is_invisible(*c)).collect();
        Self(looks.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// As kept in the journal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether two names look the same.
pub fn alike(left: &str, right: &str) -> bool {
    left == right || Key::of(left) == Key::of(right)
}

/// Characters that take no room and are easily lost on the way.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}
