//! The list of what happened: which part of the record it shows, what is searched in it, and what is chosen.
//!
//! It opens on the last seven days and asks for seven more whenever its end is reached. While it is open and the record
//! gets something new, its last day is told again; the chosen event stays the chosen one.

mod page;

pub use page::Page;

use std::time::Duration;

use super::action::Movement;
use super::copy::Copied;
use super::export::Caption;
use super::key::Key;
use super::launches::Launches;
use super::text_field::TextField;
use crate::domain::count::counted;
use crate::domain::happened::{Event, Happened};
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::time::{Now, Zone};

/// So much is asked for at once, in seconds.
const WINDOW: i64 = 7 * DAY;
const DAY: i64 = 86_400;
/// What is new is asked for this often: one answer reads some days of the record.
const REST: Duration = Duration::from_secs(60);

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
    /// Where it ends.
    to: Second,
    /// Whether it is of now, and goes on as the record does.
    live: bool,
    /// Whether the record got something since the newest part was asked for.
    news: bool,
    /// Before that, nothing new is asked for.
    rests: Duration,
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
    /// What happened until a moment: now, where it is `live`, else the one that is shown.
    pub(super) fn new(campaign: Option<i64>, at: Second, live: bool) -> Self {
        let to = at.plus(1);
        Self {
            campaign,
            state: State::Wanted(Span { from: to.plus(-WINDOW), to }),
            events: Vec::new(),
            found: Vec::new(),
            from: to,
            to,
            live,
            news: false,
            rests: Duration::ZERO,
            begins: None,
            field: TextField::default(),
            before: None,
            choice: 0,
        }
    }

    /// The record has something new.
    pub(super) fn outdate(&mut self) {
        self.news = self.live;
    }

    /// The part that is to be asked for now.
    pub(super) fn due(&mut self, now: Now) -> Option<Span> {
        let rested = self.from < self.to && now.mono >= self.rests;
        if self.news && rested && matches!(self.state, State::Told | State::Failed(_)) {
            let to = Second::of(now.wall).plus(1);
            // A day is judged as a whole, and a silence told on the day on which it began.
            self.state = State::Wanted(Span { from: self.to.plus(-DAY).max(self.from), to: to.max(self.to) });
        }
        let State::Wanted(span) = self.state else { return None };
        if span.to > self.from || self.from == self.to {
            (self.news, self.rests) = (false, now.mono + REST);
        }
        self.state = State::Asked(span);
        Some(span)
    }

    /// Whether older events are being read, or the first.
    pub fn is_reading(&self) -> bool {
        matches!(self.state, State::Wanted(span) | State::Asked(span) if span.to <= self.from)
    }

    /// Takes an answer; another than the one that is waited for is none.
    pub(super) fn take(&mut self, span: Span, result: Result<Happened, String>, launches: &Launches, zone: Zone) {
        if self.state != State::Asked(span) {
            return;
        }
        match result {
            Ok(Happened { events, begins }) => {
                let chosen = self.chosen().cloned();
                let from_here = launches.newest_first().iter().filter_map(Event::of_launch);
                let from_here = from_here.filter(|event| span.from <= event.at && event.at < span.to);
                let mut part: Vec<Event> = events.into_iter().chain(from_here).collect();
                part.retain(|event| self.campaign.is_none() || event.campaign == self.campaign);
                self.events.retain(|event| event.at < span.from || span.to <= event.at);
                self.events.extend(part);
                self.events.sort_by_key(|event| std::cmp::Reverse(event.at));
                (self.from, self.to) = (self.from.min(span.from), self.to.max(span.to));
                (self.begins, self.state) = (begins, State::Told);
                self.find(zone);
                let again = chosen.and_then(|chosen| self.found().position(|event| event.is_again(&chosen)));
                self.choice = again.unwrap_or(self.choice);
            }
            Err(why) => self.state = State::Failed(why),
        }
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
