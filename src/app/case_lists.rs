//! Names and sizes of the company's case lists: when they are asked for, and what is known.
//!
//! They are asked for when the form has use for them: when its step of the audience or its review comes on screen, or
//! the pick list of the case list is opened; page by page, one request after the other, within the budget, never while
//! frozen, and not again for a while. A key that may not read them is never asked with again, and nothing is said of it:
//! the form then knows only what the campaigns use. Nothing on screen waits for any of this.

use std::time::Duration;

use super::poll::Ticket;
use crate::domain::case_list::{CaseLists, Page};
use crate::domain::failure::Failure;

/// How long what was read is not asked for again.
const FRESH: Duration = Duration::from_secs(15 * 60);

/// What is known of the case lists, and what is being asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directory {
    known: CaseLists,
    /// When a reading came to its end.
    read_at: Option<Duration>,
    /// What could not be done last, and why.
    failure: Option<(&'static str, Failure)>,
    /// Whether the key may not read them.
    denied: bool,
    task: Task,
    flight: Option<Ticket>,
    last_ticket: u64,
    answers: u64,
    found: Option<Found>,
    interest: Interest,
}

/// What is to be asked, or is being asked.
#[derive(Debug, Clone, Default, PartialEq)]
enum Task {
    #[default]
    None,
    /// The listing, of which so much was read.
    Read(CaseLists),
    Search(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub term: String,
    pub ids: Vec<i64>,
}

/// How much the form has to do with case lists just now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd)]
pub(super) enum Interest {
    #[default]
    None,
    /// A step that tells of the case list is on screen.
    Step,
    PickList,
}

impl Directory {
    pub fn known(&self) -> &CaseLists {
        &self.known
    }

    /// Whether anything is known, or may still become so.
    pub fn is_open(&self) -> bool {
        !self.denied || !self.known.is_empty()
    }

    /// How many answers there were: nothing is known anew without another one.
    pub fn answers(&self) -> u64 {
        self.answers
    }

    /// What the server was last searched for, and what it found.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// Whether there are more lists on the server than are known, and it can be searched for them.
    pub fn is_searchable(&self) -> bool {
        !self.denied && self.task == Task::None && self.known.part().is_some()
    }

    /// Whether the listing is to be read when the form's interest becomes this.
    fn wants(&self, interest: Interest, now: Duration) -> bool {
        let known = self.read_at.is_some_and(|at| now.saturating_sub(at) < FRESH);
        interest != Interest::None && !self.denied && !known && self.task == Task::None && self.failure.is_none()
    }

    /// Notes how much the form has to do with them now.
    pub(super) fn serve(&mut self, interest: Interest, now: Duration) {
        let grew = interest > std::mem::replace(&mut self.interest, interest);
        if grew && interest == Interest::PickList && self.flight.is_none() {
            (self.failure, self.found) = (None, None);
        }
        if grew && self.wants(interest, now) {
            self.task = Task::Read(CaseLists::default());
        } else if interest == Interest::None && self.flight.is_none() && self.task == Task::Read(CaseLists::default()) {
            // It could not be asked while it was of use.
            self.task = Task::None;
        }
    }

    /// Has the server searched as soon as it may be asked.
    pub(super) fn search(&mut self, term: String) {
        self.task = Task::Search(term);
    }

    /// What is to be asked now, as it is sent. Ask only while a request may be sent.
    pub(super) fn request(&mut self) -> Option<PageRequest> {
        if self.flight.is_some() {
            return None;
        }
        let (search, page) = match &self.task {
            Task::None => return None,
            Task::Read(read) => (None, read.pages() + 1),
            Task::Search(term) => (Some(term.clone()), 1),
        };
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        self.flight = Some(ticket);
        Some(PageRequest { ticket, search, page })
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.flight == Some(ticket)
    }

    pub(super) fn answered(&mut self, result: Result<Page, Failure>, now: Duration) {
        self.flight = None;
        self.answers += 1;
        match (std::mem::take(&mut self.task), result) {
            (Task::Read(mut read), Ok(page)) => {
                let more = read.take(page);
                // What was known stays until all is read anew.
                if !more || self.read_at.is_none() {
                    self.known = read.clone();
                }
                if more {
                    self.task = Task::Read(read);
                } else {
                    self.read_at = Some(now);
                }
            }
            (Task::Search(term), Ok(page)) => {
                let ids = page.lists.iter().map(|list| list.id).collect();
                self.known.learn(page.lists);
                self.found = Some(Found { term, ids });
            }
            (Task::None, Ok(_)) => {}
            (_, Err(failure)) if is_denial(&failure) => self.denied = true,
            (Task::Search(_), Err(failure)) => self.failure = Some(("The server could not be searched", failure)),
            (_, Err(failure)) => self.failure = Some(("Names could not be read", failure)),
        }
    }

    /// What the pick list says below its lines, in full and in short; nothing where there is nothing to say. `refusal` is
    /// why the server may not be asked now.
    pub(super) fn words(&self, refusal: Option<String>) -> Option<[String; 2]> {
        let alike = |words: String| [words.clone(), words];
        Some(match (&self.task, &self.failure, &self.found) {
            (Task::Read(_), ..) => match refusal.filter(|_| self.flight.is_none()) {
                None => alike("Reading names and sizes…".to_owned()),
                Some(why) => [format!("Names are not read yet. {why}"), why],
            },
            (Task::Search(term), ..) => alike(format!("Searching the server for “{term}”…")),
            (Task::None, Some((what, failure)), _) => [
                format!("{what}: {}.", failure.happened().trim_end_matches('.')),
                format!("{what}: {}.", failure.label()),
            ],
            (Task::None, None, Some(Found { term, ids })) if ids.is_empty() => {
                alike(format!("The server finds no list for “{term}”."))
            }
            (Task::None, None, _) => {
                let part = self.known.part()?;
                [format!("The {part}. Type part of a name to search the server (1 request)."), format!("The {part}.")]
            }
        })
    }
}

/// A request for a page of the listing, or of what a search finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageRequest {
    pub ticket: Ticket,
    pub search: Option<String>,
    /// From 1.
    pub page: usize,
}

/// Whether the endpoint is not there for this key.
fn is_denial(failure: &Failure) -> bool {
    matches!(failure, Failure::Unauthorized { .. } | Failure::Rejected { status: 404 | 405, .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case_list::CaseList;

    const START: Duration = Duration::ZERO;

    /// What the answers to all requests are, from the first time that the form is at the step of the audience.
    fn answered(results: Vec<Result<Page, Failure>>) -> Directory {
        let mut lists = Directory::default();
        lists.serve(Interest::Step, START);
        for result in results {
            let PageRequest { ticket, search, .. } = lists.request().unwrap();
            assert!(search.is_none() && lists.awaits(ticket) && lists.request().is_none(), "one flight");
            lists.answered(result, START);
        }
        lists
    }

    /// A page of one list, of two in all.
    fn page(id: i64) -> Page {
        Page { lists: vec![CaseList { id, name: None, cases: None }], unreadable: 0, total: Some(2) }
    }

    #[test]
    fn they_are_read_page_by_page_and_not_again_for_a_while() {
        let mut lists = answered(vec![Ok(page(1))]);
        assert_eq!(lists.request().map(|request| request.page), Some(2));
        lists.answered(Ok(page(2)), START);
        for (interest, now, expected) in [
            (Interest::None, START, None),
            (Interest::Step, FRESH / 2, None),
            (Interest::None, FRESH, None),
            (Interest::Step, FRESH, Some(1)),
        ] {
            lists.serve(interest, now);
            assert_eq!(lists.request().map(|request| request.page), expected, "{interest:?} {now:?}");
        }
    }

    #[test]
    fn a_key_that_may_not_read_them_is_asked_with_once_and_another_failure_is_tried_again() {
        for (failure, expected) in
            [(Failure::Unauthorized { status: 403, said: None }, None), (Failure::CutOff, Some(1))]
        {
            let mut lists = answered(vec![Err(failure)]);
            lists.serve(Interest::Step, START);
            assert_eq!(lists.request(), None);
            lists.serve(Interest::PickList, START);
            assert_eq!(lists.request().map(|request| request.page), expected);
            assert_eq!(lists.is_open(), expected.is_some());
        }
    }

    #[test]
    fn where_nothing_may_be_asked_the_words_say_so() {
        let mut lists = Directory::default();
        assert_eq!(lists.words(None), None);
        lists.serve(Interest::Step, START);
        let words = lists.words(Some("Frozen: f asks again.".to_owned())).unwrap();
        assert_eq!(words, ["Names are not read yet. Frozen: f asks again.", "Frozen: f asks again."]);
        lists.serve(Interest::None, START);
        assert_eq!(lists.request(), None, "it could not be asked while it was of use");
    }
}
