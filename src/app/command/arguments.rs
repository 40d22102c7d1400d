//! The commands that take something behind their name: what that may be, and what it means.

use super::{Command, Suggestion, ViewCommand, split};
use crate::app::action::{Action, CopyItem};
use crate::app::export::Format;
use crate::app::prefs::ThemeName;
use crate::app::views::Views;
use crate::domain::failure::sentence;
use crate::domain::grouping::GroupBy;
use crate::domain::interval;
use crate::domain::memory::Baseline;
use crate::domain::nearest::nearest;
use crate::domain::order::{Column, Kind, Order};
use crate::domain::query::{Flag, Known, Note, Offer, Query, Seen};
use crate::domain::shown::Shown;
use crate::domain::view::{self, order_name};

/// A command that takes an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    View,
    Theme,
    Interval,
    Sort,
    Cols,
    Filter,
    Group,
    Since,
    Goto,
    Copy,
    Export,
    Seen,
    Snooze,
}

/// What can be done about views, beside opening one by its name: the word, what it takes, what it does.
const VIEWS: [(&str, &str, &str); 7] = [
    ("save", "NAME", "keep what is shown; without a name, in the open view's place"),
    ("rename", "NAME", "call the open view so"),
    ("move", "N", "put the open view on the key N"),
    ("delete", "", "remove the open view, or the one named"),
    ("undo", "", "put back the view that was deleted last"),
    ("built-in", "", "add the built-in views that are missing"),
    ("reload", "", "read the views from their file again"),
];

/// What stands for no grouping.
const NONE: &str = "none";

/// What takes back that something was seen.
const OFF: &str = "off";

const COPIES: [(&str, CopyItem); 8] = [
    ("cell", CopyItem::Cell),
    ("id", CopyItem::Id),
    ("name", CopyItem::Name),
    ("row", CopyItem::Row),
    ("json", CopyItem::Json),
    ("markdown", CopyItem::Markdown),
    ("curl", CopyItem::Curl),
    ("view", CopyItem::View),
];

impl Argument {
    pub const ALL: [Self; 13] = [
        Self::View,
        Self::Theme,
        Self::Interval,
        Self::Sort,
        Self::Cols,
        Self::Filter,
        Self::Group,
        Self::Since,
        Self::Goto,
        Self::Copy,
        Self::Export,
        Self::Seen,
        Self::Snooze,
    ];

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|argument| argument.name() == word)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Theme => "theme",
            Self::Interval => "interval",
            Self::Sort => "sort",
            Self::Cols => "cols",
            Self::Filter => "filter",
            Self::Group => "group",
            Self::Since => "since",
            Self::Goto => "goto",
            Self::Copy => "copy",
            Self::Export => "export",
            Self::Seen => "seen",
            Self::Snooze => "snooze",
        }
    }

    /// What it takes, as it is listed.
    pub fn takes(self) -> &'static str {
        match self {
            Self::View => "NAME",
            Self::Theme => "LOOK",
            Self::Interval => "TIME",
            Self::Sort => "COLUMN",
            Self::Cols => "A,B,…",
            Self::Filter => "QUERY",
            Self::Group => "KEY,…",
            Self::Since => "WHEN",
            Self::Goto => "ID",
            Self::Copy => "WHAT",
            Self::Export => "FORM [FILE]",
            Self::Seen => "WHY",
            Self::Snooze => "TIME WHY",
        }
    }

    pub(super) fn about(self) -> &'static str {
        match self {
            Self::View => "open a view; save, rename, move or delete one",
            Self::Theme => "dark, light, contrast, 16, none, or auto: as the terminal is",
            Self::Interval => "how often the campaigns are asked for: 30s, 1min, off",
            Self::Sort => "sort by a column: success%-desc",
            Self::Cols => "show these columns and no others: agent,calls",
            Self::Filter => "filter the table",
            Self::Group => "group by agent, list or origin, or by two of them; none: not at all",
            Self::Since => "what changes are compared with: day, look, hour, monday, week, refresh, yesterday 9",
            Self::Goto => "go to the campaign of that number; so does the number alone",
            Self::Copy => "copy the campaign, or those that are marked",
            Self::Export => "write what is shown to a file: csv, excel, jsonl, md, html, svg, text",
            Self::Seen => "the campaign asks nobody until something changes; `seen off`: it asks again",
            Self::Snooze => "the campaign asks nobody for so long: 2h, 3d, tomorrow",
        }
    }

    pub(super) fn parse(self, rest: &str, views: &Views) -> Result<Command, String> {
        if rest.is_empty() && self != Self::Filter {
            return Err(format!("`{}` needs something behind it: {}.", self.name(), self.about()));
        }
        match self {
            Self::View => view_command(rest, views).map(Command::View),
            Self::Theme => {
                let known = ThemeName::ALL.into_iter().find(|name| name.word() == rest.to_lowercase());
                let words = ThemeName::ALL.map(ThemeName::word);
                known.map(Command::Theme).ok_or_else(|| unknown("look", rest, &words))
            }
            Self::Interval => interval::rhythm(rest).map(Command::Interval).map_err(|why| why + "."),
            Self::Sort => sort(rest).map(Command::Sort),
            Self::Cols => {
                let names = rest.split([',', ' ']).filter(|name| !name.is_empty());
                view::read_columns(names).map(Command::Columns).map_err(|why| sentence(&why))
            }
            Self::Filter => Ok(Command::Filter(rest.to_owned())),
            Self::Group if rest.eq_ignore_ascii_case(NONE) => Ok(Command::Group(Vec::new())),
            Self::Group => {
                let names: Vec<&str> = rest.split([',', ' ']).filter(|name| !name.is_empty()).collect();
                view::groups(&names.join(",")).map(Command::Group).map_err(|why| sentence(&why))
            }
            Self::Since => Ok(Command::Since(rest.to_owned())),
            Self::Goto => number(rest),
            Self::Seen if rest.eq_ignore_ascii_case(OFF) => Ok(Command::Unseen),
            Self::Seen => Ok(Command::Seen { until: None, reason: rest.to_owned() }),
            Self::Snooze => match split(rest) {
                (_, "") => Err("`snooze` needs a time and why: `snooze tomorrow the firm is closed`.".to_owned()),
                (until, reason) => Ok(Command::Seen { until: Some(until.to_owned()), reason: reason.to_owned() }),
            },
            Self::Copy => {
                let known = COPIES.into_iter().find(|(name, _)| *name == rest.to_lowercase());
                let words = COPIES.map(|(name, _)| name);
                known.map(|(_, item)| Command::Act(Action::Copy(item))).ok_or_else(|| unknown("copy", rest, &words))
            }
            Self::Export => {
                let (word, file) = split(rest);
                let known = Format::ALL.into_iter().find(|format| format.word() == word.to_lowercase());
                let format = known.ok_or_else(|| unknown("form", word, &Format::ALL.map(Format::word)))?;
                Ok(Command::Export(format, (!file.is_empty()).then(|| file.to_owned())))
            }
        }
    }

    pub(super) fn suggestions(self, rest: &str, views: &Views) -> Vec<Suggestion> {
        let one = |word: String, about: &str, whole: bool| Suggestion {
            line: format!("{} {word}{}", self.name(), if whole { "" } else { " " }),
            word,
            about: about.to_owned(),
            action: None,
            whole,
        };
        let starting = |word: &str| word.to_lowercase().starts_with(&rest.to_lowercase());
        match self {
            Self::View => {
                if let Some(named) = rest.strip_prefix("delete ") {
                    let named = named.to_lowercase();
                    let fits = views.names().filter(|name| name.to_lowercase().starts_with(&named));
                    return fits.map(|name| one(format!("delete {name}"), "remove this view", true)).collect();
                }
                let named = views.names().filter(|name| starting(name));
                let named = named.map(|name| one(name.to_owned(), "open this view", true));
                let done =
                    VIEWS.into_iter().filter(|(word, ..)| starting(word)).map(|(word, takes, about)| Suggestion {
                        word: format!("{word} {takes}").trim_end().to_owned(),
                        ..one(word.to_owned(), about, takes.is_empty())
                    });
                named.chain(done).collect()
            }
            Self::Theme => {
                let fits = ThemeName::ALL.into_iter().filter(|name| starting(name.word()));
                fits.map(|name| one(name.word().to_owned(), name.about(), true)).collect()
            }
            Self::Interval => {
                let fits =
                    ["5s", "10s", "30s", "1min", "5min", "15min", "off"].into_iter().filter(|time| starting(time));
                fits.map(|time| one(time.to_owned(), "", true)).collect()
            }
            Self::Sort => {
                let orders = Column::ALL.into_iter().map(natural).flat_map(|order| [order, order.reversed()]);
                let fits = orders.map(order_name).filter(|name| starting(name));
                fits.map(|name| one(name, "", true)).collect()
            }
            Self::Cols => {
                let (before, typed) = rest.rsplit_once(',').map_or(("", rest), |(before, typed)| (before, typed));
                let given: Vec<&str> = before.split([',', ' ']).filter(|name| !name.is_empty()).collect();
                // Behind a mistake nothing would be taken.
                if !given.is_empty() && view::read_columns(given.iter().copied()).is_err() {
                    return Vec::new();
                }
                let all = Column::ALL.into_iter().chain(Column::DRAWN);
                let fits = all.map(Column::name).filter(|name| name.starts_with(typed) && !given.contains(name));
                let comma = if before.is_empty() { "" } else { "," };
                fits.map(|name| one(format!("{before}{comma}{name}"), "", true)).collect()
            }
            Self::Copy => {
                let fits = COPIES.into_iter().filter(|(name, _)| starting(name));
                fits.map(|(name, _)| one(name.to_owned(), "", true)).collect()
            }
            Self::Group => {
                let (before, typed) = rest.rsplit_once(',').map_or(("", rest), |(before, typed)| (before, typed));
                let given: Vec<&str> = before.split(',').filter(|name| !name.is_empty()).collect();
                let fits = GroupBy::ALL.into_iter().map(GroupBy::name).chain(given.is_empty().then_some(NONE));
                let fits = fits.filter(|name| name.starts_with(typed) && !given.contains(name));
                let fits = fits.filter(|_| given.len() < GroupBy::DEEPEST);
                let joint = if given.is_empty() { "" } else { "," };
                fits.map(|name| one(format!("{before}{joint}{name}"), "", true)).collect()
            }
            Self::Export => {
                let fits = Format::ALL.into_iter().filter(|format| starting(format.word()));
                fits.map(|format| one(format.word().to_owned(), format.about(), true)).collect()
            }
            Self::Filter => of_query(rest)
                .map(|(query, offer)| {
                    let whole = Query::parse(&query).is_ok();
                    let (Note::Meaning(about) | Note::Flag(about, _)) = offer.note else {
                        return one(query, "", whole);
                    };
                    // What comes next stands at once behind what is offered.
                    Suggestion {
                        line: format!("{} {query}", self.name()),
                        word: offer.name,
                        ..one(query, about, whole)
                    }
                })
                .collect(),
            Self::Since => {
                let named = Baseline::NAMED.into_iter().filter(|named| starting(named.name()));
                named.map(|named| one(named.name().to_owned(), named.about(), true)).collect()
            }
            Self::Snooze => {
                let fits = ["1h", "4h", "tomorrow", "3d", "1w"].into_iter().filter(|time| starting(time));
                fits.map(|time| one(time.to_owned(), "", false)).collect()
            }
            Self::Seen if !rest.is_empty() && starting(OFF) => vec![one(OFF.to_owned(), "it asks again", true)],
            Self::Goto | Self::Seen => Vec::new(),
        }
    }
}

/// What a query can go on with at its end, and the query with it: what needs no data.
fn of_query(query: &str) -> impl Iterator<Item = (String, Offer)> {
    let gap = Query::gap(query, query.len());
    let offers = gap.as_ref().map_or_else(Vec::new, |gap| gap.offers(&NoData));
    let start = gap.map_or(query.len(), |gap| gap.span.start);
    let before = query.get(..start).unwrap_or_default().to_owned();
    offers.into_iter().map(move |offer| (format!("{before}{}", offer.written), offer))
}

/// Nothing is known of the data.
struct NoData;

impl Known for NoData {
    fn seen(&self, _: Column) -> &[Seen] {
        &[]
    }

    fn flagged(&self, _: Flag) -> usize {
        0
    }
}

/// The number of a campaign.
pub(super) fn number(text: &str) -> Result<Command, String> {
    text.parse().map(Command::Goto).map_err(|_| format!("{:?} is no campaign's number.", Shown::new(text).as_str()))
}

/// An order; without a direction, the column's natural one.
fn sort(text: &str) -> Result<Order, String> {
    let order = view::order(text).map_err(|why| sentence(&why))?;
    let told = text.ends_with("-asc") || text.ends_with("-desc");
    Ok(if told { order } else { natural(order.column) })
}

/// Text from its first letter on, numbers from the largest on.
fn natural(column: Column) -> Order {
    if column.kind() == Kind::Text { Order::ascending(column) } else { Order::descending(column) }
}

fn view_command(rest: &str, views: &Views) -> Result<ViewCommand, String> {
    let (word, name) = split(rest);
    let named = (!name.is_empty()).then(|| name.to_owned());
    let needs = |what: &str| format!("`view {word}` needs {what}.");
    match word {
        "save" => Ok(ViewCommand::Save(named)),
        "rename" => named.map(ViewCommand::Rename).ok_or_else(|| needs("the new name of the open view")),
        "move" => {
            let to = name.parse().ok().filter(|to| *to > 0);
            to.map(ViewCommand::Move).ok_or_else(|| needs("the number that the open view is to have"))
        }
        "delete" => Ok(ViewCommand::Delete(named)),
        "undo" if named.is_none() => Ok(ViewCommand::Undo),
        "built-in" if named.is_none() => Ok(ViewCommand::BuiltIn),
        "reload" if named.is_none() => Ok(ViewCommand::Reload),
        _ => views.find(rest).map(ViewCommand::Open),
    }
}

fn unknown(what: &str, word: &str, known: &[&'static str]) -> String {
    let shown = Shown::new(word);
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("There is no {what} `{}`, did you mean `{near}`?", shown.as_str()),
        None => format!("There is no {what} `{}`: {}.", shown.as_str(), known.join(", ")),
    }
}
