//! The same-name gate: names that people could take for each other.
//!
//! The name is the only thing of ours that the list gives back, so two campaigns that are not told apart by it would
//! make every later look doubtful. Names are compared by their [`NameKey`]: invisible characters dropped, compatibility
//! forms folded (NFKC), blanks collapsed, and then in two forms, since neither sees what the other does:
//!
//! - as *read*: case folded, then foreign letters brought to those that they look like (the skeleton of UTS 39).
//! - as *drawn*: brought to look-alikes while capitals still have their own shapes, then to lower case. A Cyrillic `Н`
//!   is drawn like an `H`, though `н` is no `h`; a capital `I` is drawn like `l` and `1`, though `i` is not.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::domain::campaign::Listing;
use crate::domain::fold;
use crate::domain::shown::Shown;

/// What a name looks like; made once where one name is compared with many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKey {
    read: String,
    drawn: String,
}

impl NameKey {
    /// The key of a name.
    pub fn of(name: &str) -> Self {
        if name.is_ascii() {
            let form = |of: fn(&Forms) -> &str| {
                spaced(&name.bytes().filter_map(|byte| ASCII.get(usize::from(byte))).map(of).collect::<String>())
            };
            return Self { read: form(|forms| &forms.read), drawn: form(|forms| &forms.drawn) };
        }
        Self::of_any(name)
    }

    /// The key of a name, worked out from the tables of Unicode.
    fn of_any(name: &str) -> Self {
        let plain = plain(name);
        Self { read: spaced(&read(&plain)), drawn: spaced(&drawn(&plain)) }
    }

    /// Whether the two names cannot be told apart at a glance.
    pub fn is_like(&self, other: &Self) -> bool {
        self.read == other.read || self.drawn == other.drawn
    }

    /// Whether the two names can be told apart, but only by one character. Good for a warning, never for a refusal:
    /// `wave 3` and `wave 4` are near.
    pub fn is_near(&self, other: &Self) -> bool {
        !self.is_like(other) && differ_by_one(&self.read, &other.read)
    }
}

/// What one character becomes in each form.
#[derive(Debug)]
struct Forms {
    read: String,
    drawn: String,
}

/// The forms of each ASCII character: no character of ASCII changes what becomes of another, and looking the tables of
/// Unicode up for every name of a long list takes a hundred times as long.
static ASCII: LazyLock<Vec<Forms>> = LazyLock::new(|| {
    let forms = |byte: u8| {
        let plain = plain(char::from(byte).encode_utf8(&mut [0; 4]));
        Forms { read: read(&plain), drawn: drawn(&plain) }
    };
    (0..128).map(forms).collect()
});

/// Whether two names look the same.
pub fn alike(left: &str, right: &str) -> bool {
    left == right || NameKey::of(left).is_like(&NameKey::of(right))
}

/// A campaign that a new one could be taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The vendor's number.
    pub id: i64,
    /// The name, which looks the same as the new one's.
    pub name: Shown,
}

/// The campaigns of a list that one of this name could be taken for.
pub fn clashes(list: &Listing, name: &str) -> Vec<Clash> {
    let own = NameKey::of(name);
    let alike = list.rows.iter().filter_map(|row| {
        let name = row.name.as_ref().filter(|name| NameKey::of(name.raw()).is_like(&own))?;
        Some(Clash { id: row.id, name: name.clone() })
    });
    alike.collect()
}

/// Compatibility forms folded, what cannot be seen left out, every dash one dash.
fn plain(name: &str) -> String {
    // First, since an invisible character keeps a letter and its accent apart.
    let seen = name.chars().filter(|c| !fold::is_invisible(*c));
    seen.nfkc().map(|c| if matches!(c, '\u{2014}' | '\u{2015}') { '-' } else { c }).collect()
}

fn read(plain: &str) -> String {
    let folded: String = plain.chars().flat_map(fold::case_folded).collect();
    // The dot that a Turkish İ leaves behind on an i that has one.
    let folded = folded.replace("i\u{307}", "i");
    let mut read = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            read.push(c);
        } else {
            read.extend(skeleton(c.encode_utf8(&mut [0; 4])).flat_map(char::to_lowercase));
        }
    }
    read
}

fn drawn(plain: &str) -> String {
    // The small form of an L is what I and 1 look like, an L is not.
    skeleton(plain).map(|c| if c == 'L' { c } else { c.to_lowercase().next().unwrap_or(c) }).collect()
}

/// Every run of blanks one blank, none at the ends.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Whether one insertion, removal or exchange of a character leads from one text to the other.
fn differ_by_one(left: &str, right: &str) -> bool {
    // Most names are far apart, which their lengths tell: no character has more bytes than these.
    if left.len().abs_diff(right.len()) > 4 {
        return false;
    }
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let start = left.iter().zip(&right).take_while(same).count();
    let shorter = left.len().min(right.len());
    let end = left.iter().rev().zip(right.iter().rev()).take_while(same).count().min(shorter - start);
    left.len().max(right.len()) - start - end == 1
}

#[cfg(test)]
mod tests;
