//! The company's case lists, as far as they were read: who can be called, by name and size.
//!
//! Start with [`CaseLists::take`]. The API answers in pages, and of a long listing only the first are read; that an id is
//! on no list can be said of a whole listing only ([`CaseLists::lacks`]).

use super::count::{count, counted};
use super::shown::Shown;

/// How many lists a page has at most.
pub const PER_PAGE: usize = 100;
/// How many pages are read at most.
pub const MOST_PAGES: usize = 5;
/// So many lists of one answer are looked at: all that are ever kept.
pub const MOST: usize = PER_PAGE * MOST_PAGES;

/// A case list. Everything but the id may be unknown: absent, null or unreadable in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseList {
    /// The vendor's number.
    pub id: i64,
    /// Its name.
    pub name: Option<Shown>,
    /// `case_count`: how many cases it holds.
    pub cases: Option<i64>,
}

impl CaseList {
    /// Name and size: `“Roundup Feb” · 1,204 cases`. Nothing where neither is known.
    pub fn words(&self) -> Option<String> {
        let name = self.name.as_ref().map(|name| format!("“{name}”"));
        let cases = self.cases.map(|cases| counted(cases, "case"));
        let words: Vec<String> = name.into_iter().chain(cases).collect();
        (!words.is_empty()).then(|| words.join(" · "))
    }

    /// Whether it is known to hold nobody.
    pub fn is_empty(&self) -> bool {
        self.cases == Some(0)
    }
}

/// One answer of the endpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its lists, in the server's order.
    pub lists: Vec<CaseList>,
    /// How many elements could not be read at all (no object, or no integer id).
    pub unreadable: usize,
    /// How many lists there are on all pages.
    pub total: Option<i64>,
}

/// What one reading of the listing gave, page by page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseLists {
    lists: Vec<CaseList>,
    /// How many of them the listing gave: a search may have found more.
    listed: usize,
    total: Option<i64>,
    pages: usize,
    unreadable: usize,
    whole: bool,
}

impl CaseLists {
    /// Takes the next page; whether another one is to be read.
    pub fn take(&mut self, page: Page) -> bool {
        let (before, ended) = (self.listed, page.lists.is_empty() && page.unreadable == 0);
        self.pages += 1;
        self.unreadable += page.unreadable;
        self.total = page.total.or(self.total);
        self.learn(page.lists);
        self.listed = self.lists.len();
        let all = self.total.map_or(ended, |total| (self.listed + self.unreadable) as i64 >= total);
        // An element that could not be read may be the very list that somebody asks about.
        self.whole = all && self.unreadable == 0;
        // A page without anything new is the last, whatever the total says.
        !all && self.listed > before && self.pages < MOST_PAGES
    }

    /// Takes in lists that the server was searched for.
    pub fn learn(&mut self, lists: Vec<CaseList>) {
        for list in lists.into_iter().take(MOST) {
            match self.lists.iter_mut().find(|known| known.id == list.id) {
                Some(known) => *known = list,
                None => self.lists.push(list),
            }
        }
    }

    /// The list of this number.
    pub fn get(&self, id: i64) -> Option<&CaseList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// Every known list, in the server's order.
    pub fn iter(&self) -> impl Iterator<Item = &CaseList> {
        self.lists.iter()
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// How many pages were read.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Whether no list of this number can be there.
    pub fn lacks(&self, id: i64) -> bool {
        self.whole && self.get(id).is_none()
    }

    /// How much of the listing was read, where that is not all: `first 500 of 3,204`.
    pub fn part(&self) -> Option<String> {
        let of = self.total.map(|total| format!(" of {}", count(total))).unwrap_or_default();
        (!self.whole && self.pages > 0).then(|| format!("first {}{of}", count(self.listed as i64)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(id: i64) -> CaseList {
        CaseList { id, name: None, cases: None }
    }

    fn page(ids: std::ops::Range<i64>, total: Option<i64>) -> Page {
        Page { lists: ids.map(list).collect(), unreadable: 0, total }
    }

    #[test]
    fn a_list_is_told_by_name_and_size() {
        let told = |name: Option<&str>, cases| CaseList { id: 1, name: name.map(Shown::new), cases }.words();
        assert_eq!(told(Some("Roundup Feb"), Some(1204)).as_deref(), Some("“Roundup Feb” · 1,204 cases"));
        assert_eq!(told(Some("A\u{1b}"), None).as_deref(), Some("“A␛”"));
        assert_eq!(told(None, Some(1)).as_deref(), Some("1 case"));
        assert_eq!(told(None, None), None);
    }

    #[test]
    fn pages_are_read_until_all_are_known() {
        let mut lists = CaseLists::default();
        assert!(lists.take(page(0..100, Some(135))));
        assert!(!lists.lacks(300) && lists.part().as_deref() == Some("first 100 of 135"));
        assert!(!lists.take(page(100..135, Some(135))));
        assert!(lists.whole && lists.lacks(300) && !lists.lacks(134));
        assert_eq!((lists.len(), lists.part()), (135, None));
    }

    #[test]
    fn a_long_listing_is_read_in_part() {
        let mut lists = CaseLists::default();
        let pages: Vec<bool> = (0..5).map(|at| lists.take(page(100 * at..100 * (at + 1), Some(3204)))).collect();
        assert_eq!(pages, [true, true, true, true, false]);
        lists.learn(vec![list(9000)]);
        assert_eq!((lists.part().as_deref(), lists.len()), (Some("first 500 of 3,204"), 501));
        assert!(!lists.lacks(-1) && lists.get(9000).is_some());
    }

    #[test]
    fn without_a_total_an_empty_page_is_the_end() {
        let mut lists = CaseLists::default();
        assert!(lists.take(page(0..25, None)));
        assert!(!lists.take(page(0..0, None)));
        assert!(lists.whole);
        assert!(!CaseLists::default().take(page(0..0, Some(0))));
    }

    #[test]
    fn a_server_that_repeats_itself_or_loses_elements_is_not_believed() {
        let mut lists = CaseLists::default();
        assert!(lists.take(page(0..50, Some(80))));
        assert!(!lists.take(page(0..50, Some(80))), "the same page again");
        assert_eq!((lists.len(), lists.whole), (50, false));
        let mut lists = CaseLists::default();
        assert!(!lists.take(Page { unreadable: 1, ..page(0..2, Some(3)) }));
        assert!(!lists.whole && !lists.lacks(7));
        let mut lists = CaseLists::default();
        lists.take(page(0..100_000, Some(100_000)));
        assert_eq!(lists.len(), MOST);
    }

    #[test]
    fn an_answer_replaces_what_was_known_of_a_list() {
        let mut lists = CaseLists::default();
        lists.take(page(0..2, Some(2)));
        lists.learn(vec![CaseList { cases: Some(0), ..list(1) }]);
        assert_eq!((lists.len(), lists.get(1).map(CaseList::is_empty)), (2, Some(true)));
    }
}
