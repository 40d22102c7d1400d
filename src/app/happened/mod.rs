//! The list of what happened: which part of the record it shows, what is searched in it, and what is chosen.
//!
//! It opens on the last seven days and asks for seven more whenever its end is reached. What was told stays as it was
//! until the list is opened again: nothing moves under the reader.

mod page;

pub use page::Page;

use super::action::Movement;
use super::copy::Copied;
use super::export::Caption;
use super::key::Key;
use super::launches::Launches;
use super::text_field::TextField;
use crate::domain::count::counted;
use crate::domain::happened::{Event, Happened, What};
use crate::domain::launch::Launch;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::shown::Shown;
use crate::domain::time::Zone;

/// So much is asked for at once, in seconds.
const WINDOW: i64 = 7 * 86_400;

/// Where the list stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A part is to be asked for.
    Wanted(Span),
    /// It is asked for.
    Asked(Span),
    /// All that was asked for is there.
    Told,
    /// Why the last part could not be read, as a clause.
    Failed(String),
}

/// What the user sees of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HappenedView {
    /// The campaign that it is of; nothing for all.
    pub campaign: Option<i64>,
    pub state: State,
    /// The newest first.
    events: Vec<Event>,
    /// Places in `events` of what is found, in their order.
    found: Vec<usize>,
    /// Where the part that was told begins.
    pub from: Second,
    /// Where the record begins, once it is known.
    pub begins: Option<Second>,
    /// What is searched for.
    pub field: TextField,
    /// While that is typed: what it was before.
    before: Option<String>,
    /// The chosen one of those found.
    pub choice: usize,
}

impl HappenedView {
    pub(super) fn new(campaign: Option<i64>, now: Second) -> Self {
        let to = now.plus(1);
        Self {
            campaign,
            state: State::Wanted(Span { from: to.plus(-WINDOW), to }),
            events: Vec::new(),
            found: Vec::new(),
            from: to,
            begins: None,
            field: TextField::default(),
            before: None,
            choice: 0,
        }
    }

    /// The part that is to be asked for now.
    pub(super) fn due(&mut self) -> Option<Span> {
        let State::Wanted(span) = self.state else { return None };
        self.state = State::Asked(span);
        Some(span)
    }

    /// Takes an answer; another than the one that is waited for is none.
    pub(super) fn take(&mut self, span: Span, result: Result<Happened, String>, launches: &Launches, zone: Zone) {
        if self.state != State::Asked(span) {
            return;
        }
        match result {
            Ok(Happened { events, begins }) => {
                let mut part: Vec<Event> = events.into_iter().chain(launched(launches, span)).collect();
                part.retain(|event| self.campaign.is_none() || event.campaign == self.campaign);
                part.sort_by_key(|event| std::cmp::Reverse(event.at));
                self.events.extend(part);
                (self.from, self.begins, self.state) = (span.from, begins, State::Told);
            }
            Err(why) => self.state = State::Failed(why),
        }
        self.find(zone);
    }

    /// What is found, the newest first.
    pub fn found(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.found.iter().filter_map(|place| self.events.get(*place))
    }

    /// How many are found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    pub fn chosen(&self) -> Option<&Event> {
        self.events.get(*self.found.get(self.choice)?)
    }

    /// How many were told, found or not.
    pub fn told(&self) -> usize {
        self.events.len()
    }

    /// Whether the record has more that is older.
    pub fn has_older(&self) -> bool {
        self.begins.is_some_and(|begins| begins < self.from)
    }

    /// Moves the choice; beyond the end, what is older is wanted.
    pub(super) fn step(&mut self, movement: Movement, page: usize) {
        let before = self.choice;
        self.choice = movement.apply(self.choice, self.found.len(), page);
        let down = matches!(movement, Movement::Down | Movement::Last | Movement::PageDown | Movement::HalfDown);
        let at_end = self.choice + 1 >= self.found.len();
        if down && at_end && (self.choice == before || movement != Movement::Down) {
            self.want_older();
        }
    }

    fn want_older(&mut self) {
        if self.has_older() && !matches!(self.state, State::Wanted(_) | State::Asked(_)) {
            self.state = State::Wanted(Span { from: self.from.plus(-WINDOW), to: self.from });
        }
    }

    /// Whether the search is being typed.
    pub fn is_typing(&self) -> bool {
        self.before.is_some()
    }

    pub(super) fn edit(&mut self) {
        self.before = Some(self.field.text().to_owned());
    }

    pub(super) fn press(&mut self, key: Key, zone: Zone) {
        if self.field.press(key) {
            self.choice = 0;
            self.find(zone);
        }
    }

    pub(super) fn paste(&mut self, text: &str, zone: Zone) {
        self.field.insert(text);
        self.choice = 0;
        self.find(zone);
    }

    pub(super) fn keep(&mut self) {
        self.before = None;
    }

    /// Out of the search, which is what it was before, or out of what is left of it; false where there is none.
    pub(super) fn leave(&mut self, zone: Zone) -> bool {
        let before = match self.before.take() {
            Some(before) => before,
            None if self.field.text().is_empty() => return false,
            None => String::new(),
        };
        self.field = TextField::new(&before);
        self.choice = 0;
        self.find(zone);
        true
    }

    fn find(&mut self, zone: Zone) {
        let words = self.field.text();
        let holds = |(place, event): (usize, &Event)| event.holds(words, zone).then_some(place);
        self.found = self.events.iter().enumerate().filter_map(holds).collect();
        self.choice = self.choice.min(self.found.len().saturating_sub(1));
    }

    /// What is found, for a file or the clipboard.
    pub(super) fn page(&self, zone: Zone, caption: Caption) -> Page {
        let caption = Caption { filter: self.field.text().trim().to_owned(), search: None, ..caption };
        Page { events: self.found().cloned().collect(), zone, caption }
    }

    pub(super) fn copied(page: &Page) -> Copied {
        Copied { what: counted(page.events.len(), "event"), text: page.text() }
    }
}

/// The launches of this machine that became campaigns then.
fn launched(launches: &Launches, span: Span) -> impl Iterator<Item = Event> {
    let event = move |launch: &Launch| {
        let at = Second::of(launch.confirmed.as_ref()?.wall);
        let campaign = *launch.found.first()?;
        let name = Some(Shown::new(&launch.request.name));
        let event = Event { at, campaign: Some(campaign), name, what: What::Launched };
        (span.from <= at && at < span.to).then_some(event)
    };
    launches.newest_first().iter().filter_map(event)
}
