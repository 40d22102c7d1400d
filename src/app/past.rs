//! Walking in the past: the moment in view, the present that is put aside meanwhile, and what the record is asked.
//!
//! The store always holds what is shown. While that is of the past, what the polls bring replaces what is put aside.

use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::Way;
use crate::domain::settings::Settings;
use crate::domain::store::WholeRead;

/// Where to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A moment.
    Moment(Second),
    /// The nearest change that way: of one campaign, else of any.
    Change(Way, Option<i64>),
    /// An event of a campaign, else of all: its moment, or the first one after it that knows the campaign.
    Event(Second, Option<i64>),
}

/// What the record is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Tells the questions apart.
    pub number: u64,
    /// The moment in view.
    pub from: Second,
    pub to: Goal,
}

/// What the record answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    Scene(Box<Scene>),
    /// Nobody had looked before that moment; when the record begins, if it holds anything.
    NobodyLooked {
        at: Second,
        begins: Option<Second>,
    },
    /// No change that way.
    NoChange,
}

/// The campaigns of a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    pub then: Then,
    pub read: WholeRead,
    /// The company's settings, where somebody had read them.
    pub settings: Option<Settings>,
    /// The longest time between there and the moment that was in view, in which nobody looked.
    pub crossed: Option<Span>,
}

/// A moment of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Then {
    pub at: Second,
    /// When somebody had last looked.
    pub looked: Second,
    /// The time in which nobody looked, where it lies in one: what is shown is that of its beginning.
    pub unseen: Option<Span>,
}

/// What is put aside.
#[derive(Debug, Clone)]
pub(super) struct Present {
    pub(super) read: WholeRead,
    pub(super) company: Settings,
}

/// Where in time the screen is.
#[derive(Debug, Clone, Default)]
pub struct Past {
    shown: Option<(Then, Present)>,
    /// What the record is being asked.
    asked: Option<Visit>,
    /// Where to go from there: one key may be ahead of the record.
    next: Option<Wish>,
    numbers: u64,
}

/// Where a key leads from whatever moment is in view then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Change(Way),
    /// So many days later, at the same time.
    Days(i64),
    Moment(Second),
    Event(Second, Option<i64>),
}

impl Past {
    /// The moment of the past that is shown.
    pub fn then(&self) -> Option<Then> {
        self.shown.as_ref().map(|(then, _)| *then)
    }

    /// Whether a moment of the past is shown.
    pub fn is_shown(&self) -> bool {
        self.shown.is_some()
    }

    /// The question to ask now; nothing where one is on its way, which `wish` then follows.
    pub(super) fn ask(&mut self, from: Second, to: Goal, wish: Wish) -> Option<Visit> {
        if self.asked.is_some() {
            self.next = Some(wish);
            return None;
        }
        self.numbers += 1;
        let visit = Visit { number: self.numbers, from, to };
        self.asked = Some(visit);
        Some(visit)
    }

    /// Takes note of an answer: whether it is waited for.
    pub(super) fn awaits(&mut self, visit: Visit) -> bool {
        self.asked.take_if(|asked| *asked == visit).is_some()
    }

    /// Where to go once the answer is there.
    pub(super) fn next(&mut self) -> Option<Wish> {
        self.next.take()
    }

    /// Shows that moment; `present` is put aside where none is yet.
    pub(super) fn enter(&mut self, then: Then, present: impl FnOnce() -> Present) {
        let present = self.shown.take().map_or_else(present, |(_, present)| present);
        self.shown = Some((then, present));
    }

    /// Back to the present, which was put aside.
    pub(super) fn leave(&mut self) -> Option<Present> {
        (self.asked, self.next) = (None, None);
        self.shown.take().map(|(_, present)| present)
    }

    /// The present, while a moment of the past is shown.
    pub(super) fn present(&mut self) -> Option<&mut Present> {
        self.shown.as_mut().map(|(_, present)| present)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_question_is_asked_at_once_and_one_wish_follows_it() {
        let mut past = Past::default();
        let wish = Wish::Change(Way::Back);
        let ask = |past: &mut Past| past.ask(Second(9), Goal::Change(Way::Back, None), wish);
        let first = ask(&mut past).unwrap();
        assert_eq!((ask(&mut past), ask(&mut past)), (None, None));
        assert!(past.awaits(first));
        assert_eq!((past.next(), past.next()), (Some(wish), None));
        let second = ask(&mut past).unwrap();
        assert!(!past.awaits(first), "an old answer");
        assert!(past.awaits(second) && past.next().is_none());
        let third = ask(&mut past).unwrap();
        past.leave();
        assert!(!past.awaits(third), "whoever is back does not leave again");
    }
}
