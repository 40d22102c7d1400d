//! The filter field: what is typed, what holds, what can be typed next, and what was typed before.
//!
//! A mistake never changes what is shown: what was understood last stays in force, but for a word that the mistake was
//! made of, since a half-typed `agent` is a word that no campaign has.

use super::key::Key;
use super::text_field::TextField;
use crate::domain::order::Column;
use crate::domain::query::{Flag, Gap, Known, Offer, Query, QueryError, Recent, Seen, Wants};
use crate::domain::store::Store;

/// The filter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub field: TextField,
    /// While it is edited: the text that stood before.
    pub before: Option<String>,
    /// The mistake in the text.
    pub error: Option<QueryError>,
    /// The query that holds.
    pub query: Query,
    /// The query that holds if the next key makes a mistake.
    settled: Query,
    pub offers: Offers,
    /// The filters that were kept before.
    pub recent: Recent,
    /// Which of those stands in the field, and what was typed in place of it.
    recalled: Option<(usize, String)>,
}

/// What can be typed at the cursor.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// What they fill in.
    pub gap: Option<Gap>,
    /// The likeliest first.
    pub list: Vec<Offer>,
    /// The one that the user went to.
    pub chosen: Option<usize>,
    /// For which text, cursor and read they are.
    of: Option<(String, usize, u64)>,
}

/// The data that values are offered from.
struct Data<'s> {
    store: &'s Store,
    marked: usize,
}

impl Known for Data<'_> {
    fn seen(&self, column: Column) -> &[Seen] {
        self.store.seen(column)
    }

    fn flagged(&self, flag: Flag) -> usize {
        if flag == Flag::Marked { self.marked } else { self.store.flagged(flag) }
    }
}

impl Filter {
    /// Whether there is one, without its text.
    pub(super) fn redacted(&self) -> Self {
        let text = if self.field.text().is_empty() { "" } else { "(not shown)" };
        Self { field: TextField::new(text), ..Self::default() }
    }

    pub fn editing(&self) -> bool {
        self.before.is_some()
    }

    pub(super) fn edit(&mut self) {
        self.before = Some(self.field.text().to_owned());
    }

    /// Ends the editing, or says why it goes on.
    pub(super) fn keep(&mut self) -> Result<(), &'static str> {
        if self.error.is_some() {
            return Err("Enter keeps a filter without mistakes. Esc goes back to what stood before.");
        }
        self.before = None;
        self.recalled = None;
        Ok(())
    }

    /// Puts a text in the place of what is typed. Of one with a mistake holds what can be read.
    pub(super) fn set(&mut self, text: &str) {
        self.field = TextField::new(text);
        self.recalled = None;
        self.settled = Query::readable(self.field.text()).0;
    }

    /// Reads what is typed: a mistake leaves in force what held before it.
    pub(super) fn read(&mut self) {
        match Query::parse(self.field.text()) {
            Ok(query) => {
                if let Some(settled) = query.settled(self.field.halves().0.len()) {
                    self.settled = settled;
                }
                (self.query, self.error) = (query, None);
            }
            Err(error) => (self.query, self.error) = (self.settled.clone(), Some(error)),
        }
    }

    /// The mistake, where it is to be shown: one that more text may make good waits while there is something to offer.
    pub fn mistake(&self) -> Option<&QueryError> {
        let is_half_typed = |error: &QueryError| {
            let gap = self.offers.gap.as_ref().filter(|gap| gap.wants != Wants::Field);
            gap.is_some_and(|gap| gap.span == error.span)
        };
        let waits = |error: &QueryError| error.unfinished || is_half_typed(error);
        self.error.as_ref().filter(|error| self.offers.list.is_empty() || !waits(error))
    }

    /// What can be typed next, where it is to be shown.
    pub fn open_offers(&self) -> Option<&Offers> {
        (self.editing() && self.mistake().is_none() && !self.offers.list.is_empty()).then_some(&self.offers)
    }

    /// Applies an editing key; false when it is none.
    pub(super) fn press(&mut self, key: Key) -> bool {
        let edits = self.field.press(key);
        if edits {
            self.recalled = None;
        }
        edits
    }

    /// Looks up what can be typed at the cursor, where that may have changed.
    pub(super) fn offer(&mut self, store: &Store, marked: usize) {
        if !self.editing() || self.recalled.is_some() {
            self.offers = Offers::default();
            return;
        }
        let at = self.field.halves().0.len();
        let typed = self.field.text();
        let of = self.offers.of.as_ref();
        if of.is_some_and(|(text, place, reads)| text == typed && (*place, *reads) == (at, store.reads())) {
            return;
        }
        let same = of.is_some_and(|(text, place, _)| text == typed && *place == at);
        let gap = Query::gap(typed, at);
        let list = gap.as_ref().map_or_else(Vec::new, |gap| gap.offers(&Data { store, marked }));
        let chosen = self.offers.chosen.filter(|chosen| same && *chosen < list.len());
        self.offers = Offers { gap, list, chosen, of: Some((typed.to_owned(), at, store.reads())) };
    }

    /// Writes the fix of the mistake that is shown, else the chosen offer, or the first; false when there is neither.
    pub(super) fn complete(&mut self) -> bool {
        if let Some(error) = self.mistake() {
            let Some(fix) = error.fix.clone() else { return false };
            let span = error.span.clone();
            self.field.replace(span, &fix);
            return true;
        }
        let offer = self.offers.list.get(self.offers.chosen.unwrap_or_default());
        let (Some(gap), Some(offer)) = (&self.offers.gap, offer) else { return false };
        self.field.replace(gap.span.clone(), &offer.written);
        true
    }

    /// Whether Enter takes what the user went to among the offers.
    pub(super) fn has_chosen(&self) -> bool {
        self.open_offers().is_some_and(|offers| offers.chosen.is_some())
    }

    /// Goes to a newer filter, while they are being recalled, else down among the offers. Answers whether the text changed.
    pub(super) fn down(&mut self) -> bool {
        match self.recalled.take() {
            Some((0, typed)) => self.field = TextField::new(&typed),
            Some((at, typed)) => self.recall(at - 1, typed),
            None => {
                if let Some(last) = self.open_offers().and_then(|offers| offers.list.len().checked_sub(1)) {
                    let next = self.offers.chosen.map_or(0, |chosen| chosen + 1);
                    self.offers.chosen = Some(next.min(last));
                }
                return false;
            }
        }
        true
    }

    /// Goes up among the offers where the user is among them, else to the filter kept before. Answers whether the text
    /// changed.
    pub(super) fn up(&mut self) -> bool {
        if let Some(chosen) = self.offers.chosen {
            self.offers.chosen = chosen.checked_sub(1);
            return false;
        }
        let (next, typed) = match self.recalled.take() {
            Some((at, typed)) => (at + 1, typed),
            None => (0, self.field.text().to_owned()),
        };
        let last = self.recent.texts().len();
        if next < last {
            self.recall(next, typed);
        } else if let Some(oldest) = last.checked_sub(1) {
            self.recalled = Some((oldest, typed));
        }
        next < last
    }

    fn recall(&mut self, at: usize, typed: String) {
        if let Some(text) = self.recent.texts().get(at) {
            self.field = TextField::new(text);
            self.recalled = Some((at, typed));
        }
    }
}
