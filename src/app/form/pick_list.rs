//! The pick list of a field: typing finds lines, Enter takes the chosen one.
//!
//! What may be typed freely may also be taken as it is typed ([`Pick::AsTyped`]), and what only the server knows is
//! searched for there ([`Pick::Search`]). Start with [`PickList::picks`].

use crate::app::case_lists::{Directory, Found};
use crate::app::key::Key;
use crate::app::text_field::TextField;
use crate::domain::draft::value::Kind;
use crate::domain::draft::{BodyField, Field};
use crate::domain::fold::{Marks, folded};
use crate::domain::needle::Needle;
use crate::domain::shown::Shown;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickList {
    pub field: Field,
    /// What lines are searched for.
    pub filter: TextField,
    /// The chosen one of [`PickList::picks`].
    pub choice: usize,
    lines: Vec<ChoiceLine>,
    /// Whether the server can be searched for more.
    searchable: bool,
    found: Option<Found>,
}

/// A line that Enter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    Line(&'a ChoiceLine),
    AsTyped(&'a str),
    Search(&'a str),
}

/// A line of the pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceLine {
    /// What is typed for it.
    pub text: String,
    /// The same, safe to show.
    pub shown: Shown,
    /// What it is called, where it has a name of its own.
    pub name: Option<Shown>,
    /// How much it holds; may be empty.
    pub size: String,
    /// What people read beside it: `Tuesday`, `7 campaigns, 63.9% success`.
    pub note: String,
}

impl ChoiceLine {
    /// A value of which nothing is known.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), shown: Shown::new(text), name: None, size: String::new(), note: String::new() }
    }

    /// Its name, safe to show; empty where there is none.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", Shown::as_str)
    }
}

impl PickList {
    /// The pick list of a field that holds `text`, whose line is chosen.
    pub fn new(field: Field, lines: Vec<ChoiceLine>, text: &str) -> Self {
        let choice = lines.iter().position(|line| line.text == text).unwrap_or_default();
        Self { field, filter: TextField::default(), choice, lines, searchable: false, found: None }
    }

    /// The same with what is known of the case lists, where it is theirs.
    pub(super) fn informed(mut self, case_lists: &Directory) -> Self {
        if self.field == Field::Body(BodyField::CaseListId) {
            self.searchable = case_lists.is_searchable();
            self.found = case_lists.found().cloned();
        }
        self
    }

    /// Every line there is, whatever is typed.
    pub fn lines(&self) -> &[ChoiceLine] {
        &self.lines
    }

    /// How many lines answer to what is typed.
    pub fn matches(&self) -> usize {
        self.lines.iter().filter(|line| self.answers(line)).count()
    }

    /// What can be taken: the lines that answer to what is typed, the id that is typed first, else in their order; then
    /// what is typed, then a search for it.
    pub fn picks(&self) -> Vec<Pick<'_>> {
        let typed = self.typed();
        let mut lines: Vec<&ChoiceLine> = self.lines.iter().filter(|line| self.answers(line)).collect();
        let start = folded(typed, Marks::Dropped);
        lines.sort_by_key(|line| (line.text != typed, !folded(&line.text, Marks::Dropped).starts_with(&start)));
        let search = self.searchable && self.found.as_ref().is_none_or(|found| found.term != typed);
        let last_resort = lines.is_empty() && !search;
        let takes = is_free(self.field)
            && lines.first().is_none_or(|line| line.text != typed)
            && (last_resort || self.field.kind() != Some(Kind::Integer) || typed.parse::<i64>().is_ok());
        let mut picks: Vec<Pick<'_>> = lines.into_iter().map(Pick::Line).collect();
        if !typed.is_empty() {
            picks.extend(takes.then_some(Pick::AsTyped(typed)));
            picks.extend(search.then_some(Pick::Search(typed)));
        }
        picks
    }

    /// The one that Enter takes.
    pub fn chosen(&self) -> Option<Pick<'_>> {
        self.picks().get(self.choice).copied()
    }

    pub(super) fn press(&mut self, key: Key) {
        self.edit(|filter| filter.press(key));
    }

    /// Pastes into the filter. Returns how many characters were kept.
    pub(super) fn insert(&mut self, text: &str) -> usize {
        self.edit(|filter| filter.insert(text))
    }

    /// What is typed anew is answered from the first line on.
    fn edit<T>(&mut self, edit: impl FnOnce(&mut TextField) -> T) -> T {
        let before = self.typed().to_owned();
        let answer = edit(&mut self.filter);
        if self.typed() != before {
            self.choice = 0;
        }
        answer
    }

    /// Takes the lines of `new`; what is typed and what is chosen stay.
    pub(super) fn take_lines(&mut self, new: Self) {
        let before = std::mem::replace(self, Self { filter: self.filter.clone(), ..new });
        let is_chosen = |row: &Pick<'_>| match (row, before.chosen()) {
            (Pick::Line(line), Some(Pick::Line(chosen))) => line.text == chosen.text,
            (Pick::AsTyped(_), Some(Pick::AsTyped(_))) | (Pick::Search(_), Some(Pick::Search(_))) => true,
            _ => false,
        };
        self.choice = self.picks().iter().position(is_chosen).unwrap_or_default();
    }

    fn typed(&self) -> &str {
        self.filter.text().trim()
    }

    /// Whether a line has every word that is typed, or the server found it for them. How often something is used is no
    /// word for it: each such note says "campaign".
    fn answers(&self, line: &ChoiceLine) -> bool {
        let note = if is_free(self.field) { "" } else { &line.note };
        let text = [line.text.as_str(), line.name(), note].join("\n");
        let was_found =
            |found: &Found| found.term == self.typed() && found.ids.iter().any(|id| id.to_string() == line.text);
        self.typed().split_whitespace().all(|word| Needle::new(word).occurs_in(&text))
            || self.found.as_ref().is_some_and(was_found)
    }
}

/// Whether anything may be typed into a field.
fn is_free(field: Field) -> bool {
    field.choices().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::keys;
    use crate::domain::draft::ReportField;

    const AGENT: Field = Field::Body(BodyField::AgentId);
    const LIST: Field = Field::Body(BodyField::CaseListId);

    fn line(text: &str, name: &str, note: &str) -> ChoiceLine {
        let name = (!name.is_empty()).then(|| Shown::new(name));
        ChoiceLine { name, note: note.to_owned(), ..ChoiceLine::plain(text) }
    }

    fn lists() -> PickList {
        let lines = vec![
            line("1318", "Camp Lejeune: new leads", "7 campaigns"),
            line("318", "Roundup Feb", "2 campaigns"),
            line("31", "ROUNDUP March", "no campaign"),
        ];
        PickList::new(LIST, lines, "")
    }

    fn rows(list: &PickList) -> Vec<String> {
        let told = |row: &Pick<'_>| match row {
            Pick::Line(line) => line.text.clone(),
            Pick::AsTyped(text) => format!("as {text}"),
            Pick::Search(text) => format!("search {text}"),
        };
        list.picks().iter().map(told).collect()
    }

    fn typed(mut list: PickList, text: &str) -> PickList {
        for key in keys(text) {
            list.press(key);
        }
        list
    }

    #[test]
    fn lines_with_every_word_remain_and_the_typed_id_comes_first() {
        for (text, expected) in [
            ("", &["1318", "318", "31"][..]),
            ("roundup", &["318", "31"]),
            ("feb  ROUND", &["318"]),
            ("camp", &["1318"]),
            ("31", &["31", "318", "1318"]),
            ("318", &["318", "1318"]),
            ("3", &["318", "31", "1318", "as 3"]),
            ("999", &["as 999"]),
            (" 999 ", &["as 999"]),
            ("nobody", &["as nobody"]),
            ("ROUNDÜP", &["as ROUNDÜP"]),
            ("ＲＯＵＮＤＵＰ", &["318", "31"]),
        ] {
            assert_eq!(rows(&typed(lists(), text)), expected, "{text:?}");
        }
    }

    #[test]
    fn an_agent_can_be_taken_as_typed_and_a_choice_cannot() {
        let agents = || PickList::new(AGENT, vec![line("abc_91", "", "")], "");
        assert_eq!(rows(&typed(agents(), "abc_9")), ["abc_91", "as abc_9"]);
        assert_eq!(rows(&typed(agents(), "abc_91")), ["abc_91"]);
        let days = PickList::new(Field::InReport(ReportField::Weekday), vec![line("2", "", "Tuesday")], "");
        assert_eq!(rows(&typed(days.clone(), "tue")), ["2"]);
        assert_eq!(rows(&typed(days, "x")), [""; 0]);
    }

    #[test]
    fn what_only_the_server_knows_is_searched_for_once() {
        let mut list = PickList { searchable: true, ..lists() };
        assert_eq!(rows(&list), ["1318", "318", "31"], "nothing to search for yet");
        list = typed(list, "smith");
        assert_eq!(rows(&list), ["search smith"], "words are no id");
        list.found = Some(Found { term: "smith".to_owned(), ids: vec![31] });
        assert_eq!(rows(&list), ["31"], "found by what it does not show");
        assert_eq!(rows(&typed(PickList { searchable: true, ..lists() }, "77")), ["as 77", "search 77"]);
    }

    #[test]
    fn late_lines_keep_the_choice() {
        let mut list = PickList { choice: 1, ..lists() };
        list.take_lines(PickList::new(LIST, vec![line("5", "", ""), line("318", "", ""), line("6", "", "")], ""));
        assert_eq!((list.choice, list.filter.text()), (1, ""));
        let mut list = typed(lists(), "77");
        list.take_lines(PickList::new(LIST, vec![line("771", "", ""), line("772", "", "")], ""));
        assert_eq!((list.chosen(), rows(&list).len()), (Some(Pick::AsTyped("77")), 3));
        let mut list = PickList { choice: 2, ..lists() };
        list.take_lines(PickList::new(LIST, vec![line("5", "", "")], ""));
        assert_eq!(list.choice, 0);
    }

    #[test]
    fn typing_begins_at_the_first_line_and_moving_in_the_text_does_not() {
        let list = PickList { choice: 2, ..lists() };
        assert_eq!(typed(list.clone(), "<left><ctrl-a>").choice, 2);
        assert_eq!(typed(list, "r").choice, 0);
    }
}
