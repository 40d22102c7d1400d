//! Which columns the table shows, in which order, and how far it is scrolled sideways.
//!
//! View state only: how wide a column is and which ones fit belongs to `ui`. ID and NAME always stand first: numbers
//! without the name of their campaign say nothing, so they neither move nor scroll away, and NAME cannot be hidden.

use std::borrow::Cow;
use std::collections::HashSet;

use super::action::Movement;
use crate::domain::order::Column;
use crate::domain::view;

/// The columns that stand first whatever the user does.
pub const FIXED: [Column; 2] = [Column::Id, Column::Name];

/// The others, in the order of a table that nobody changed.
const OTHERS: [Column; 24] = [
    Column::Agent,
    Column::List,
    Column::Calls,
    Column::Trend,
    Column::CallsChange,
    Column::Pace,
    Column::Quiet,
    Column::Ok,
    Column::Failed,
    Column::Pending,
    Column::Finished,
    Column::SuccessRate,
    Column::SuccessRange,
    Column::FailedRate,
    Column::VendorRate,
    Column::Sentiment,
    Column::Conversion,
    Column::OkChange,
    Column::SuccessChange,
    Column::ConversionChange,
    Column::Age,
    Column::Need,
    Column::Origin,
    Column::Updated,
];

/// The user's choice of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// All but [`FIXED`], from left to right.
    order: Vec<Column>,
    hidden: HashSet<Column>,
    wide: bool,
    scroll: usize,
    /// Whether the user scrolled since the rows were sorted: then the sorted column may be off screen.
    roams: bool,
}

impl Default for Columns {
    fn default() -> Self {
        Self { order: OTHERS.to_vec(), hidden: HashSet::new(), wide: false, scroll: 0, roams: false }
    }
}

impl Columns {
    pub const COUNT: usize = FIXED.len() + OTHERS.len();

    /// From the names in a saved view: an unknown name is left out, a column that is not named comes behind the one that it
    /// usually stands behind.
    pub(super) fn restored(order: &[String], hidden: &[String], wide: bool) -> Self {
        let known = |name: &String| {
            let name = if name == view::CHANGE { Column::CallsChange.name() } else { name };
            OTHERS.into_iter().chain(FIXED).find(|column| column.name() == name)
        };
        let mut columns = Self { wide, ..Self::default() };
        let mut order: Vec<Column> = order.iter().filter_map(known).filter(|one| OTHERS.contains(one)).collect();
        let mut seen = HashSet::new();
        order.retain(|column| seen.insert(*column));
        let mut before = None;
        for column in OTHERS {
            if !seen.contains(&column) {
                let at = before.and_then(|before| order.iter().position(|other| *other == before));
                order.insert(at.map_or(0, |at| at + 1), column);
            }
            before = Some(column);
        }
        columns.order = order;
        columns.hidden = hidden.iter().filter_map(known).filter(|one| *one != Column::Name).collect();
        columns
    }

    /// Names for a saved view: the columns that can be moved, in their order, and those that are hidden.
    pub(super) fn named(&self) -> (Vec<String>, Vec<String>) {
        let name = |column: Column| column.name().to_owned();
        let hidden = self.all().filter(|column| self.hidden.contains(column));
        (self.order.iter().copied().map(name).collect(), hidden.map(name).collect())
    }

    /// Whether both show the same columns in the same order, however far they are scrolled.
    pub(super) fn is_same_choice(&self, other: &Self) -> bool {
        (&self.order, &self.hidden, self.wide) == (&other.order, &other.hidden, other.wide)
    }

    /// Every column, from left to right.
    pub fn all(&self) -> impl Iterator<Item = Column> {
        FIXED.into_iter().chain(self.order.iter().copied())
    }

    /// Whether a column is shown, be it on screen or scrolled away.
    pub fn shows(&self, column: Column) -> bool {
        self.wide || !self.hidden.contains(&column)
    }

    /// Whether columns stand exactly in [`Columns::all`]'s order, so that those which do not fit are the last ones. Else
    /// the least important ones make room.
    pub fn in_order(&self) -> bool {
        self.wide || self.order != OTHERS
    }

    /// Whether all columns are shown, whatever is hidden else, and the preview is not.
    pub fn wide(&self) -> bool {
        self.wide
    }

    /// These columns and no others, as far as a query chooses any. The fixed ones stay where they are.
    pub fn chosen(&self, by: &[Column]) -> Cow<'_, Self> {
        if by.is_empty() {
            return Cow::Borrowed(self);
        }
        let (order, hidden) = only(by.iter().copied());
        Cow::Owned(Self { order, hidden, ..self.clone() })
    }

    /// The fixed columns and these, and no others.
    pub(super) fn of(chosen: &[Column]) -> Self {
        let (order, hidden) = only(chosen.iter().copied());
        Self { order, hidden, ..Self::default() }
    }

    /// The columns that are not hidden, behind the fixed ones.
    pub(super) fn others(&self) -> impl Iterator<Item = Column> {
        self.order.iter().copied().filter(|column| !self.hidden.contains(column))
    }

    /// The same without some columns, unless all are asked for.
    pub fn without(&self, hidden: &[Column]) -> Cow<'_, Self> {
        if self.wide || hidden.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut columns = self.clone();
        columns.hidden.extend(hidden.iter().copied());
        Cow::Owned(columns)
    }

    /// The columns that are shown, from left to right, be they on screen or beyond its edge.
    pub fn values(&self) -> Vec<Column> {
        self.all().filter(|column| self.shows(*column)).collect()
    }

    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Shows all columns without the preview, or what was shown before. Answers with what to say of it.
    pub fn toggle_wide(&mut self) -> &'static str {
        (self.wide, self.scroll) = (!self.wide, 0);
        if self.wide { "Wide: every column, no preview. W goes back." } else { "As before: what fits, by importance." }
    }

    pub fn scroll_by(&mut self, movement: Movement) {
        (self.scroll, self.roams) = (movement.apply(self.scroll, usize::MAX, 1), true);
    }

    /// Remembers how far the drawn table was scrolled.
    pub fn settle(&mut self, scroll: usize) {
        self.scroll = scroll;
    }

    /// The rows were sorted: the table scrolls to what they are sorted by.
    pub fn show_sorted(&mut self) {
        self.roams = false;
    }

    /// Whether the sorted column is to be on screen, however far the table is scrolled.
    pub fn shows_sorted(&self) -> bool {
        !self.roams
    }

    /// Shows or hides a column, or says why it has to stay.
    pub fn toggle(&mut self, column: Column) -> Result<(), &'static str> {
        if column == Column::Name {
            return Err("NAME stays: it says whose numbers these are.");
        }
        self.wide = false;
        if !self.hidden.remove(&column) {
            self.hidden.insert(column);
        }
        Ok(())
    }

    /// Moves a column by a place: whether it moved, or why it stands still.
    pub fn shift(&mut self, column: Column, movement: Movement) -> Result<bool, &'static str> {
        let from = self.order.iter().position(|&other| other == column);
        let from = from.ok_or("ID and NAME stand first: they say whose numbers these are.")?;
        let to = movement.apply(from, self.order.len(), 1);
        self.order.swap(from, to);
        Ok(from != to)
    }
}

/// An order that begins with the `chosen` columns, and what it then takes to hide the others.
fn only(chosen: impl Iterator<Item = Column>) -> (Vec<Column>, HashSet<Column>) {
    let mut order: Vec<Column> = chosen.filter(|column| OTHERS.contains(column)).collect();
    let hidden: HashSet<Column> = OTHERS.into_iter().filter(|column| !order.contains(column)).collect();
    order.extend(OTHERS.into_iter().filter(|column| hidden.contains(column)));
    (order, hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: Column = Column::Agent;
    const LIST: Column = Column::List;

    fn standing(columns: &Columns) -> Vec<Column> {
        columns.all().filter(|&column| columns.shows(column)).collect()
    }

    #[test]
    fn every_value_has_a_column_and_no_column_stands_twice() {
        let columns = Columns::default();
        let all: HashSet<Column> = columns.all().collect();
        assert_eq!((all.len(), columns.all().count()), (Columns::COUNT, Columns::COUNT));
        let drawn = [Column::Trend, Column::SuccessRange];
        assert!(Column::ALL.into_iter().chain(drawn).all(|column| all.contains(&column)));
    }

    #[test]
    fn a_hidden_column_is_gone_until_shown_again_or_all_are() {
        let mut columns = Columns::default();
        columns.toggle(AGENT).unwrap();
        assert!(!columns.shows(AGENT));
        columns.toggle_wide();
        assert_eq!(standing(&columns).len(), Columns::COUNT);
        columns.toggle_wide();
        assert!(!columns.shows(AGENT));
        columns.toggle(AGENT).unwrap();
        assert_eq!(columns, Columns::default());
    }

    #[test]
    fn the_name_stays_and_the_first_columns_stand_still() {
        let mut columns = Columns::default();
        assert_eq!(columns.toggle(Column::Name), Err("NAME stays: it says whose numbers these are."));
        columns.toggle(Column::Id).unwrap();
        let still = "ID and NAME stand first: they say whose numbers these are.";
        assert_eq!(columns.shift(Column::Name, Movement::Down), Err(still));
        assert_eq!(columns.shift(AGENT, Movement::Up), Ok(false), "nothing moves before NAME");
        assert!(!columns.in_order());
    }

    #[test]
    fn a_column_that_a_saved_choice_does_not_know_stands_where_it_usually_does() {
        let of_before = |order: &[Column]| {
            let names: Vec<String> =
                order.iter().filter(|column| **column != Column::SuccessRange).map(|c| c.name().to_owned()).collect();
            Columns::restored(&names, &[], false)
        };
        assert_eq!(of_before(&OTHERS), Columns::default());
        let mut moved = OTHERS;
        moved.reverse();
        let restored = of_before(&moved);
        let at = |column| restored.all().position(|other| other == column);
        assert_eq!(at(Column::SuccessRange), at(Column::SuccessRate).map(|at| at + 1));
        assert_eq!(restored.all().count(), Columns::COUNT);
        assert_eq!(Columns::restored(&[], &[], false), Columns::default());
    }

    #[test]
    fn moving_there_and_back_is_the_order_of_before() {
        let mut columns = Columns::default();
        assert_eq!(columns.shift(AGENT, Movement::Down), Ok(true));
        assert_eq!(columns.all().skip(FIXED.len()).take(2).collect::<Vec<_>>(), [LIST, AGENT]);
        assert!(columns.in_order());
        assert_eq!(columns.shift(AGENT, Movement::Up), Ok(true));
        assert_eq!(columns, Columns::default());
    }

    #[test]
    fn a_query_chooses_columns_for_as_long_as_it_stands() {
        let columns = Columns::default();
        let chosen = columns.chosen(&[Column::Conversion, Column::Name, Column::Calls]);
        let first = [Column::Id, Column::Name, Column::Conversion, Column::Calls];
        assert_eq!(standing(&chosen), first);
        assert!(chosen.in_order());
        assert_eq!(*columns.chosen(&[]), columns);
    }

    #[test]
    fn scrolling_goes_on_from_where_the_drawn_table_stood() {
        let mut columns = Columns::default();
        (0..9).for_each(|_| columns.scroll_by(Movement::Down));
        columns.settle(4);
        columns.scroll_by(Movement::Up);
        assert_eq!(columns.scroll(), 3);
    }
}
