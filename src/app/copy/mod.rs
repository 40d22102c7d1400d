//! Copying: what each key of the copy menu puts on the clipboard, and the words about it.
//!
//! [`copied`] is the text of one [`What`], made of the rows of [`targets`]; [`formats`] writes rows, [`commands`] writes
//! command lines. Text from outside is copied as it is shown (controls made visible), since a paste may end in a shell
//! or a spreadsheet; JSON alone carries it as received, escaped. No key can be copied: the model holds none (K4).

pub mod commands;
pub mod formats;

use std::collections::HashSet;

use super::connection::Mode;
use super::effect::Effect;
use super::model::Model;
use super::overlay::Overlay;
use crate::domain::campaign::Campaign;
use crate::domain::store::{Key, Row};

/// One line of the copy menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The cell of the column that the table is sorted by.
    Cell,
    /// The id.
    Id,
    /// The name.
    Name,
    /// The numbers and names of the row, with tabs between.
    Row,
    /// The API's own object.
    Json,
    /// A Markdown table.
    Markdown,
    /// The list request as a curl command.
    Curl,
    /// The view as a command of kaytop.
    View,
}

impl What {
    /// Every line, in the order of the menu.
    pub const ALL: [Self; 8] =
        [Self::Cell, Self::Id, Self::Name, Self::Row, Self::Json, Self::Markdown, Self::Curl, Self::View];
}

/// A text on its way to the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What it is, as the notice names it: `id 481`.
    pub what: String,
    /// The text itself.
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
    /// It took the text.
    Took(&'static str),
    /// It failed.
    Failed(&'static str),
    /// It has not answered yet.
    Silent(&'static str),
}

/// The campaigns that are copied: all marked ones, those that are shown first and in the table's order; else the one
/// under the cursor.
pub fn targets(model: &Model) -> Vec<Row<'_>> {
    let marks = &model.list.marks;
    if marks.count() == 0 {
        return model.current().into_iter().collect();
    }
    let mut marked: Vec<Row<'_>> = model.context.store.shown_rows().filter(|row| marks.contains(row.key())).collect();
    if marked.len() < marks.count() {
        let seen: HashSet<Key> = marked.iter().map(Row::key).collect();
        let hidden = marks.keys(&model.context.store).into_iter().filter(|key| !seen.contains(key));
        marked.extend(hidden.filter_map(|key| model.context.store.get(key)));
    }
    marked
}

/// Opens the menu.
pub(super) fn open_menu(model: &mut Model) {
    model.overlays.push(Overlay::Copy);
}

/// Copies and closes the menu, or says why there is nothing to copy.
pub(super) fn copy(model: &mut Model, what: What) -> Vec<Effect> {
    if model.overlays.last() == Some(&Overlay::Copy) {
        model.overlays.pop();
    }
    match copied(model, what) {
        Ok(copied) => vec![Effect::Copy(copied)],
        Err(why) => model.refuse(why),
    }
}

/// Says where a text went.
pub(super) fn sent(model: &mut Model, what: &str, sent: &Sent) {
    let words = sent_words(what, sent);
    if sent.terminal == ToTerminal::TooLong && !matches!(sent.program, Some(ToProgram::Took(_))) {
        model.refuse(words);
    } else {
        model.say(words);
    }
}

/// The text of one line of the menu, or why there is none.
pub fn copied(model: &Model, what: What) -> Result<Copied, String> {
    let rows: Vec<&Campaign> = targets(model).iter().map(Row::campaign).collect();
    let named = |one: &str, many: &str| match rows.as_slice() {
        [] => Err("No campaign is under the cursor.".to_owned()),
        [row] => Ok(format!("{one}{}", row.id)),
        several => Ok(format!("{} {many}", several.len())),
    };
    let measures = &model.context.prefs.measures;
    let unknown = |what: &str| Err(format!("The {what} is unknown: there is nothing to copy."));
    let column = model.context.store.order().column;
    let (what, text) = match what {
        What::Cell => {
            let what = format!("{} of {}", column.name(), named("", "campaigns")?);
            if rows.iter().all(|row| column.value(row).is_none()) {
                return unknown(&what);
            }
            (what, formats::cells(&rows, column, measures))
        }
        What::Id => (named("id ", "ids")?, formats::ids(&rows)),
        What::Name if rows.iter().all(|row| row.name.is_none()) => {
            return unknown(&format!("name of {}", named("", "rows")?));
        }
        What::Name => (named("name of ", "names")?, formats::names(&rows)),
        What::Row => (format!("{} as TSV", named("row ", "rows")?), formats::tsv(&rows, measures)),
        What::Markdown => (format!("{} as Markdown", named("row ", "rows")?), formats::markdown(&rows, measures)),
        What::Json => (format!("{} as JSON", named("campaign ", "campaigns")?), formats::json(&rows)),
        What::Curl => {
            let what = match model.context.connection.mode {
                Mode::Live => "curl command",
                Mode::Sandbox => "curl command (it needs the sandbox's own key)",
            };
            (what.to_owned(), commands::curl(model))
        }
        What::View => ("kaytop command".to_owned(), commands::view(model)),
    };
    Ok(Copied { what, text })
}

/// The notice: what was sent where.
fn sent_words(what: &str, sent: &Sent) -> String {
    let terminal = match sent.terminal {
        ToTerminal::Plain => Some("the terminal (OSC 52)"),
        ToTerminal::Tmux => Some("tmux (OSC 52)"),
        ToTerminal::TooLong => None,
    };
    match (terminal, &sent.program) {
        (Some(terminal), Some(ToProgram::Took(program))) => format!("{what} sent to {terminal} and to {program}."),
        (Some(terminal), Some(ToProgram::Failed(program))) => format!("{what} sent to {terminal}; {program} failed."),
        (Some(terminal), Some(ToProgram::Silent(program))) => {
            format!("{what} sent to {terminal}; {program} has not answered.")
        }
        (Some(terminal), None) if sent.terminal == ToTerminal::Tmux => {
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

#[cfg(test)]
mod tests;
