//! E-mail addresses in pasted text, however they are separated.

use std::collections::BTreeSet;

use super::{PastedRow, Preview, Reading, Target};
use crate::domain::draft::Draft;
use crate::domain::draft::summary::listed;
use crate::domain::draft::value::SEPARATORS;
use crate::domain::shown::Shown;

/// The addresses in a text, without the names around them: `Reports <reports@firm.com>; a@b.c`.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let bare = words.map(|word| word.trim_matches(['<', '>', '"'])).filter(|word| word.contains('@'));
    bare.map(str::to_owned).collect()
}

impl PastedRow {
    /// Refuses the row for this reason, or only the address that is the reason where the row has others.
    pub(super) fn refuse(&mut self, address: Option<&String>, why: String) {
        match (&mut self.reading, address) {
            (Ok(Reading::Recipients(all)), Some(address)) if all.len() > 1 => {
                all.retain(|other| other != address);
                self.note = if self.note.is_empty() { why } else { format!("{}; {why}", self.note) };
            }
            (Err(said), _) => *said = format!("{said}; {why}"),
            (Ok(_), _) => self.reading = Err(why),
        }
    }
}

/// Leaves out of each row what is among the recipients of the draft or in a row above, and says so.
pub(super) fn leave_out_known(preview: &mut Preview, draft: &Draft) {
    if preview.target != Target::Recipients {
        return;
    }
    // Letter case tells no two mailboxes apart.
    let mut known: BTreeSet<String> = draft.recipients().iter().map(|address| address.to_lowercase()).collect();
    for row in &mut preview.rows {
        let Ok(Reading::Recipients(addresses)) = &mut row.reading else { continue };
        let (new, there): (Vec<String>, Vec<String>) =
            std::mem::take(addresses).into_iter().partition(|address| known.insert(address.to_lowercase()));
        let verb = if there.len() == 1 { "is" } else { "are" };
        let words = format!("{} {verb} among the recipients already", Shown::new(&listed(&there)));
        if new.is_empty() {
            row.reading = Err(words);
        } else {
            *addresses = new;
            row.note = if there.is_empty() { String::new() } else { words };
        }
    }
}
