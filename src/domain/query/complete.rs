//! What can stand at the cursor of a query that is being typed, and what it is best held to say while its last word is
//! still open.

use std::ops::Range;

use super::Query;
use super::cursor::Cursor;
use super::field::{self, Field, Special};
use super::flag::Flag;
use super::number::Sign;
use super::quote::written;
use crate::domain::grouping::GroupBy;
use crate::domain::needle::Needle;
use crate::domain::order::{Column, Kind};

/// A place in a query that can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What belongs there.
    pub wants: Wants,
    /// What is typed of it so far, up to the cursor, without quotes.
    pub typed: String,
    /// What filling it in replaces: bytes, on character boundaries.
    pub span: Range<usize>,
}

/// What belongs into a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wants {
    /// The name of a field, with its colon.
    Field,
    /// A value of a column.
    Value {
        /// The column.
        column: Column,
        /// Whether a sign says already how it is compared.
        compared: bool,
    },
    /// A flag.
    Flag,
    /// A column that is known or not.
    Known,
    /// A column to sort by.
    Order,
    /// A column to show that is not chosen yet.
    Shown(Vec<Column>),
    /// What to gather by, where it is not gathered by that yet.
    Group(Vec<Column>),
}

/// One thing that a gap can be filled in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is written.
    pub written: String,
    /// What is shown of it.
    pub name: String,
    /// What is shown beside that.
    pub note: Note,
}

/// What is said of an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// What it means.
    Meaning(&'static str),
    /// Of how many campaigns it is true.
    Campaigns(usize),
    /// Both.
    Flag(&'static str, usize),
}

/// A value that occurs in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// As it is shown.
    pub text: String,
    /// Folded, without marks.
    pub plain: String,
    /// How many campaigns have it.
    pub campaigns: usize,
}

/// What is known of the data.
pub trait Known {
    /// The values that occur in a column, the most frequent first; nothing for columns that measure.
    fn seen(&self, column: Column) -> &[Seen];
    /// How many campaigns have a flag.
    fn flagged(&self, flag: Flag) -> usize;
}

/// The gap at the cursor, `at` bytes from the start; `None` where anything can stand, or nothing.
pub(super) fn gap(text: &str, at: usize) -> Option<Gap> {
    let mut reader = Reader { text, cursor: Cursor::new(text.get(..at)?) };
    reader.gap()
}

/// What a query that was understood is held to say when the next key makes a mistake of it: all of it but the word that
/// the cursor is at, which may become the name of a field. `None` where nothing is left that could be read.
pub(super) fn settled(query: &Query, at: usize) -> Option<Query> {
    let text = query.as_str();
    let Some(open) = open_word(text, at) else { return Some(query.clone()) };
    let (before, behind) = (text.get(..open.start)?, text.get(open.end..)?);
    Query::parse(format!("{} {}", before.trim_end_matches(['-', '!']), behind.trim_start()).trim()).ok()
}

/// The word at the cursor, or before it where it is the name of a field.
fn open_word(text: &str, at: usize) -> Option<Range<usize>> {
    let gap = gap(text, at).filter(|gap| gap.wants == Wants::Field)?;
    if !gap.span.is_empty() {
        // With its colon it is a field that was read as one.
        return Some(gap.span).filter(|span| !text.get(span.clone()).is_some_and(|word| word.ends_with(':')));
    }
    let before = text.get(..at)?.trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let word = before.get(start..)?.trim_start_matches(['-', '!', '(']);
    field::named(word).map(|_| before.len() - word.len()..before.len())
}

struct Reader<'t> {
    text: &'t str,
    /// Over the text before the cursor.
    cursor: Cursor<'t>,
}

#[expect(clippy::option_option, reason = "no gap at all, or none so far")]
impl Reader<'_> {
    fn ended(&self) -> bool {
        self.cursor.rest().is_empty()
    }

    fn gap(&mut self) -> Option<Gap> {
        loop {
            let start = self.cursor.at();
            let fresh = !self.cursor.take_while(|c| c.is_whitespace() || matches!(c, '(' | '-' | '!')).is_empty();
            match self.cursor.peek() {
                None => return (fresh || start == 0).then(|| self.filled(Wants::Field, self.cursor.at())),
                Some('"') => drop(self.cursor.phrase().ok()?),
                Some('/') => drop(self.cursor.regex(&[]).ok()?),
                Some('~') => {
                    self.cursor.next();
                    if self.cursor.peek() == Some('"') {
                        self.cursor.phrase().ok()?;
                    }
                    self.cursor.piece(&[]);
                }
                Some(')') => drop(self.cursor.next()),
                Some(_) => {
                    let start = self.cursor.at();
                    let name = self.cursor.take_while(is_of_name);
                    if self.ended() {
                        return Some(self.filled(Wants::Field, start));
                    }
                    let gap = if !name.is_empty() && self.cursor.eat(":") {
                        self.value(name)?
                    } else if let Some(column) = self.compared(name) {
                        self.values(column, true)?
                    } else {
                        // No word begins with what is no part of one.
                        if self.cursor.piece(&[]).is_empty() && name.is_empty() {
                            self.cursor.next();
                        }
                        None
                    };
                    if gap.is_some() {
                        return gap;
                    }
                }
            }
        }
    }

    /// What stands behind a colon: the gap, or nothing where the cursor is behind it. `None` where there is none at all.
    fn value(&mut self, name: &str) -> Option<Option<Gap>> {
        match field::named(name) {
            Some(Field::Column(column)) => self.values(column, false),
            Some(Field::Special(Special::Has | Special::No)) => Some(self.names('|', |_| Wants::Known)),
            Some(Field::Special(Special::Is)) => Some(self.names('|', |_| Wants::Flag)),
            Some(Field::Special(Special::Sort)) => Some(self.names(',', |_| Wants::Order)),
            Some(Field::Special(Special::Columns)) => Some(self.names(',', Wants::Shown)),
            Some(Field::Special(Special::Group)) => Some(self.names(',', Wants::Group)),
            Some(Field::Special(Special::Limit | Special::Key | Special::Since) | Field::Absent(_)) | None => {
                if self.cursor.peek() == Some('"') {
                    self.cursor.phrase().ok()?;
                }
                self.cursor.piece(&[]);
                (!self.ended()).then_some(None)
            }
        }
    }

    /// The column that stands before a sign, which is read with the blanks around it: `agent = `.
    fn compared(&mut self, name: &str) -> Option<Column> {
        let Some(Field::Column(column)) = field::named(name) else { return None };
        let mut ahead = self.cursor.clone();
        ahead.blanks();
        let (_, sign) = Sign::ALL.into_iter().find(|(typed, _)| ahead.eat(typed))?;
        ahead.blanks();
        // Text is never larger or smaller.
        let fits = column.kind() != Kind::Text || matches!(sign, Sign::Equal | Sign::NotEqual);
        if !fits {
            return None;
        }
        self.cursor = ahead;
        Some(column)
    }

    /// Values with `|` between them; of one that is `compared` by a sign before it there is no other.
    fn values(&mut self, column: Column, compared: bool) -> Option<Option<Gap>> {
        let (listed, alone) = (column.kind() == Kind::Text || column == Column::List, compared);
        loop {
            let compared = alone || Sign::ALL.into_iter().any(|(sign, _)| self.cursor.eat(sign));
            let start = self.cursor.at();
            // A blank there is a mistake, which taking an offer mends.
            self.cursor.blanks();
            let wants = Wants::Value { column, compared };
            match self.cursor.peek() {
                Some('/') => drop(self.cursor.regex(&['|']).ok()?),
                Some('"') => match self.cursor.phrase() {
                    Ok(_) => drop(self.cursor.piece(&['|'])),
                    Err(_) => return listed.then(|| Some(self.filled(wants, start))),
                },
                _ => {
                    let plain = !self.cursor.piece(&['|']).contains(['*', '~', '"']);
                    if self.ended() {
                        return (listed && plain).then(|| Some(self.filled(wants, start)));
                    }
                }
            }
            if alone || !self.cursor.eat("|") {
                return if self.ended() { None } else { Some(None) };
            }
        }
    }

    /// Names with a joint between them.
    fn names(&mut self, joint: char, wants: impl Fn(Vec<Column>) -> Wants) -> Option<Gap> {
        let mut taken = Vec::new();
        loop {
            let start = self.cursor.at();
            let typed = self.cursor.piece(&[joint]);
            if self.ended() {
                return Some(self.filled(wants(taken), start));
            }
            taken.extend(field::column(typed));
            if !self.cursor.eat(joint.encode_utf8(&mut [0; 4])) {
                return None;
            }
        }
    }

    /// The gap from `start` to the cursor, and on to the end of what is typed there.
    fn filled(&self, wants: Wants, start: usize) -> Gap {
        let at = self.cursor.at();
        let typed = self.cursor.text(start..at).trim_start();
        let behind = self.text.get(at..).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '|' | ',' | ')' | '"');
        let length = match (&wants, typed.strip_prefix('"')) {
            (Wants::Field, _) => {
                let name = behind.find(|c| !is_of_name(c)).unwrap_or(behind.len());
                name + usize::from(behind.get(name..).is_some_and(|rest| rest.starts_with(':')))
            }
            (_, Some(_)) => behind.find('"').map_or(0, |quote| quote + 1),
            (_, None) => behind.find(is_end).unwrap_or(behind.len()),
        };
        let typed = typed.strip_prefix('"').map_or_else(|| typed.to_owned(), |text| text.replace("\\\"", "\""));
        Gap { wants, typed, span: start..at + length }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '%')
}

/// More of a column's values than anybody looks through.
const MOST: usize = 50;
/// Among more values than so many it is not looked for one that holds another.
const MANY: usize = 1000;

impl Gap {
    /// What it can be filled in with, the likeliest first, narrowed by what is typed.
    pub fn offers(&self, known: &impl Known) -> Vec<Offer> {
        let typed = self.typed.to_lowercase();
        let begins = |name: &str| name.starts_with(&typed);
        let columns = |taken: &[Column]| {
            let free = Column::ALL.into_iter().filter(|column| !taken.contains(column) && begins(column.name()));
            free.map(|column| said(column.name(), field::meaning(column))).collect()
        };
        match &self.wants {
            Wants::Field => self.fields(),
            Wants::Value { column, compared } => values(&self.typed, known.seen(*column), *compared),
            Wants::Flag => {
                let flags = Flag::ALL.into_iter().filter(|flag| begins(flag.name()));
                let offer = |flag: Flag| Offer {
                    note: Note::Flag(flag.meaning(), known.flagged(flag)),
                    ..said(flag.name(), flag.meaning())
                };
                flags.map(offer).collect()
            }
            Wants::Known => columns(&[]),
            Wants::Shown(taken) => columns(taken),
            Wants::Order => orders(&typed),
            Wants::Group(taken) => {
                let free = GroupBy::ALL.into_iter().filter(|by| !taken.contains(&by.column()) && begins(by.name()));
                free.map(|by| said(by.name(), field::meaning(by.column()))).collect()
            }
        }
    }

    /// Names of fields: those of the language, else those that mean one of them.
    fn fields(&self) -> Vec<Offer> {
        let typed = self.typed.to_lowercase();
        let begins = |(name, _): &(&'static str, &'static str)| name.starts_with(&typed);
        let offer = |(name, meaning): (&'static str, &'static str)| Offer {
            written: format!("{name}:"),
            name: format!("{name}:"),
            note: Note::Meaning(meaning),
        };
        let own: Vec<Offer> = field::known().filter(begins).map(offer).collect();
        if own.is_empty() { field::synonyms().filter(begins).map(offer).collect() } else { own }
    }
}

fn said(name: &'static str, meaning: &'static str) -> Offer {
    Offer { written: name.to_owned(), name: name.to_owned(), note: Note::Meaning(meaning) }
}

/// The values that hold what is typed. One that is a part of another asks for itself alone.
fn values(typed: &str, seen: &[Seen], compared: bool) -> Vec<Offer> {
    let needle = Needle::new(typed);
    let found = seen.iter().filter(|value| value.plain.contains(needle.plain()));
    let is_part = |value: &Seen| {
        let holds = |other: &Seen| other.plain.len() > value.plain.len() && other.plain.contains(&value.plain);
        seen.len() > MANY || seen.iter().any(holds)
    };
    let offer = |value: &Seen| {
        let sign = if !compared && is_part(value) { "=" } else { "" };
        Offer {
            written: format!("{sign}{}", written(&value.text)),
            name: value.text.clone(),
            note: Note::Campaigns(value.campaigns),
        }
    };
    found.take(MOST).map(offer).collect()
}

/// Columns to sort by; where only one is left, both of its directions.
fn orders(typed: &str) -> Vec<Offer> {
    let plain = typed.split('-').next().unwrap_or_default();
    let left: Vec<Column> = Column::ALL.into_iter().filter(|column| column.name().starts_with(plain)).collect();
    let directed = |column: Column| {
        let ways = match column.kind() {
            Kind::Text => [("", "A to Z"), ("-desc", "Z to A")],
            _ => [("-desc", "the largest first"), ("", "the smallest first")],
        };
        ways.map(|(way, meaning)| {
            let written = format!("{}{way}", column.name());
            Offer { name: written.clone(), written, note: Note::Meaning(meaning) }
        })
    };
    let named = left.iter().find(|column| column.name() == plain).or(left.first().filter(|_| left.len() == 1));
    match named {
        Some(column) => directed(*column).into_iter().filter(|offer| offer.written.starts_with(typed)).collect(),
        None => left.into_iter().map(|column| said(column.name(), field::meaning(column))).collect(),
    }
}
