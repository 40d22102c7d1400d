//! Copying: what each key of the copy menu puts on the clipboard, and the words about it.
//!
//! [`Source::copied`] is the text of one [`CopyItem`]; [`formats`] writes rows, `groups` groups, [`commands`] command
//! lines. Text from outside is copied as it is shown (controls made visible), since a paste may end in a shell
//! or a spreadsheet; JSON alone carries it as received, escaped. No key can be copied: the model holds none (K4).

pub mod commands;
pub mod formats;
mod groups;

use super::action::CopyItem;
use super::connection::{Connection, Mode};
use crate::domain::grouping::GroupBy;
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Order};
use crate::domain::query::Query;
use crate::domain::store::{Group, Row};
use crate::domain::time::Moment;

/// A text on its way to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What it is, as the notice names it: `id 481`.
    pub what: String,
    pub text: String,
}

/// Where a copied text went. None of these says that it arrived: no terminal answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What the terminal was sent.
    pub terminal: ToTerminal,
    /// The program that was handed the text, where there is one.
    pub program: Option<ToProgram>,
}

impl Sent {
    /// Whether nothing took the text.
    pub(super) fn is_lost(&self) -> bool {
        self.terminal == ToTerminal::TooLong && !matches!(self.program, Some(ToProgram::Took(_)))
    }

    /// The notice: what was sent where.
    pub(super) fn words(&self, what: &str) -> String {
        let terminal = match self.terminal {
            ToTerminal::Plain => Some("the terminal (OSC 52)"),
            ToTerminal::Tmux => Some("tmux (OSC 52)"),
            ToTerminal::TooLong => None,
        };
        match (terminal, &self.program) {
            (Some(terminal), Some(ToProgram::Took(program))) => format!("{what} sent to {terminal} and to {program}."),
            (Some(terminal), Some(ToProgram::Failed(program))) => {
                format!("{what} sent to {terminal}; {program} failed.")
            }
            (Some(terminal), Some(ToProgram::Silent(program))) => {
                format!("{what} sent to {terminal}; {program} has not answered.")
            }
            (Some(terminal), None) if self.terminal == ToTerminal::Tmux => {
                format!("{what} sent to {terminal}; it passes it on if set-clipboard is on.")
            }
            (Some(terminal), None) => format!("{what} sent to {terminal}."),
            (None, Some(ToProgram::Took(program))) => format!("{what} sent to {program}; too long for the terminal."),
            (None, Some(ToProgram::Failed(program) | ToProgram::Silent(program))) => {
                format!("{what} not copied: too long for the terminal, and {program} failed.")
            }
            (None, None) => format!("{what} not copied: too long for the terminal (OSC 52). Copy fewer rows."),
        }
    }
}

/// What the terminal was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToTerminal {
    /// An OSC 52 sequence.
    Plain,
    /// The same, plain and wrapped for the terminal behind tmux.
    Tmux,
    /// Nothing: terminals take no sequence of that length.
    TooLong,
}

/// What became of the text at a program for the desktop's clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToProgram {
    Took(&'static str),
    Failed(&'static str),
    Silent(&'static str),
}

/// What there is to copy: campaigns or groups, and the view they stand in.
#[derive(Debug)]
pub struct Source<'a> {
    pub rows: Vec<Row<'a>>,
    /// Copied where there are no rows.
    pub groups: Vec<Group<'a>>,
    pub measures: &'a Measures,
    /// The column whose cells are copied.
    pub sorted_by: Column,
    pub connection: &'a Connection,
    /// The moment of the past that is shown.
    pub at: Option<Moment>,
    /// The server's own search, as last sent.
    pub search: Option<&'a str>,
    pub query: &'a Query,
    /// The order chosen with the sort keys; the query's own outweighs it.
    pub order: Order,
    /// The grouping chosen with its key; the query's own outweighs it.
    pub grouping: &'a [GroupBy],
}

impl Source<'_> {
    /// The text of one line of the menu, or why there is none.
    pub fn copied(&self, item: CopyItem) -> Result<Copied, String> {
        let rows = self.rows.as_slice();
        if rows.is_empty() && !self.groups.is_empty() && !matches!(item, CopyItem::Curl | CopyItem::View) {
            return groups::copied(self, item);
        }
        let named = |one: &str, many: &str| match rows {
            [] => Err("No campaign is under the cursor.".to_owned()),
            [row] => Ok(format!("{one}{}", row.id())),
            several => Ok(format!("{} {many}", several.len())),
        };
        let unknown = |what: &str| Err(format!("The {what} is unknown: there is nothing to copy."));
        let (column, measures) = (self.sorted_by, self.measures);
        let (what, text) = match item {
            CopyItem::Cell => {
                let what = format!("{} of {}", column.name(), named("", "campaigns")?);
                if rows.iter().all(|row| row.value(column).is_none()) {
                    return unknown(&what);
                }
                (what, formats::cells(rows, column, measures))
            }
            CopyItem::Id => (named("id ", "ids")?, formats::ids(rows)),
            CopyItem::Name if rows.iter().all(|row| row.name().is_none()) => {
                return unknown(&format!("name of {}", named("", "rows")?));
            }
            CopyItem::Name => (named("name of ", "names")?, formats::names(rows)),
            CopyItem::Row => (format!("{} as TSV", named("row ", "rows")?), formats::tsv(rows, measures)),
            CopyItem::Markdown => {
                (format!("{} as Markdown", named("row ", "rows")?), formats::markdown(rows, measures))
            }
            CopyItem::Json => (format!("{} as JSON", named("campaign ", "campaigns")?), formats::json(rows)),
            CopyItem::Curl => {
                let what = match self.connection.mode {
                    Mode::Live => "curl command",
                    Mode::Sandbox => "curl command (it needs the sandbox's own key)",
                };
                (what.to_owned(), commands::curl(self))
            }
            CopyItem::View => ("kaytop command".to_owned(), commands::view(self)),
        };
        Ok(Copied { what, text })
    }
}

#[cfg(test)]
mod tests;
