//! What a query means, a second time and in the plainest way: written from the language's description alone, over a plain
//! list of values. The definition and the store's finding must both agree with it on whatever is asked.

mod random;

use std::cmp::Ordering;
use std::iter::Cycle;
use std::slice::Iter;

use proptest::prelude::*;

use super::{RowKey, Snapshot, Store};
use crate::domain::campaign::{Campaign, Listing, Stats};
use crate::domain::confidence::wilson;
use crate::domain::order::{Column, Value, Values};
use crate::domain::query::{Facts, Flag, Query};
use crate::domain::shown::Shown;

/// A row as people see it.
#[derive(Debug, Clone)]
struct Plain {
    id: i64,
    /// Name, agent, origin, update origin.
    texts: [Option<&'static str>; 4],
    list: Option<i64>,
    /// Calls, ok, failed.
    counts: [Option<i64>; 3],
    /// The vendor's rate, sentiment, conversion, in tenths.
    rates: [Option<i32>; 3],
    marked: bool,
    /// By how much its calls moved, where two reads told.
    moved: i64,
    /// What is said of its success beside the others': the flag, if any.
    graded: Option<&'static str>,
}

const TEXTS: [(&str, usize); 4] = [("name", 0), ("agent", 1), ("origin", 2), ("updated", 3)];
const NUMBERS: [&str; 11] =
    ["id", "list", "calls", "ok", "failed", "pending", "finished", "success%", "failed%", "vendor%", "conv"];

impl Plain {
    fn number(&self, field: &str) -> Option<f64> {
        let [calls, ok, failed] = self.counts.map(|count| count.map(|count| count as f64));
        let finished = || Some(ok? + failed?);
        let share = |part: Option<f64>| finished().filter(|all| *all > 0.0).and_then(|all| Some(part? / all * 100.0));
        match field {
            "id" => Some(self.id as f64),
            "list" => self.list.map(|list| list as f64),
            "calls" => calls,
            "ok" => ok,
            "failed" => failed,
            "finished" => finished(),
            "pending" => Some(calls? - finished()?),
            "success%" => share(ok),
            "failed%" => share(failed),
            "vendor%" => self.rates[0].map(|tenths| f64::from(tenths) / 10.0),
            "sentiment" => self.rates[1].map(|tenths| f64::from(tenths) / 10.0),
            _ => self.rates[2].map(|tenths| f64::from(tenths) / 10.0),
        }
    }

    /// The text of a field; digits where it is a number that names something.
    fn text(&self, field: &str) -> Option<String> {
        match TEXTS.iter().find(|(name, _)| *name == field) {
            Some((_, at)) => self.texts[*at].map(str::to_owned),
            None => self.number(field).map(|number| number.to_string()),
        }
    }

    fn is(&self, flag: &str) -> bool {
        match flag {
            "marked" => self.marked,
            "moving" => self.moved != 0 && self.counts[0].is_some(),
            "edited" => self.texts[3].is_some(),
            "poor" | "good" | "few" => self.graded == Some(flag),
            _ => {
                let negative = ["calls", "ok", "failed", "pending"].map(|field| self.number(field));
                let outside = ["vendor%", "conv"].map(|field| self.number(field));
                negative.into_iter().flatten().any(|number| number < 0.0)
                    || outside.into_iter().flatten().any(|rate| !(0.0..=100.0).contains(&rate))
                    || self.number("vendor%").zip(self.number("success%")).is_some_and(|(a, b)| (a - b).abs() > 0.0501)
            }
        }
    }

    fn campaign(&self, calls: Option<i64>) -> Campaign {
        let [name, agent, origin, updated] = self.texts.map(|text| text.map(Shown::new));
        let [vendor_rate, sentiment, conversion] = self.rates.map(|rate| rate.map(|tenths| f64::from(tenths) / 10.0));
        let stats = Stats { calls, ok: self.counts[1], failed: self.counts[2], vendor_rate, sentiment, conversion };
        Campaign { id: self.id, name, agent, list: self.list, origin, updated, stats }
    }
}

/// A row as the definition takes it.
struct Flagged<'r>(Campaign, &'r Plain);

impl Values for Flagged<'_> {
    fn value(&self, column: Column) -> Option<Value<'_>> {
        self.0.value(column)
    }
}

impl Facts for Flagged<'_> {
    fn is(&self, flag: Flag) -> bool {
        match flag {
            Flag::Marked => self.1.marked,
            Flag::Moving => self.1.moved != 0 && self.0.stats.calls.is_some(),
            Flag::Poor | Flag::Good | Flag::Few => self.1.graded == Some(flag.name()),
            flag => self.0.is(flag),
        }
    }
}

/// Ok and finished calls of a row whose counts say its success and do not contradict each other.
fn success(row: &Plain) -> Option<(f64, f64)> {
    let [ok, failed, finished] = ["ok", "failed", "finished"].map(|field| row.number(field));
    let (ok, finished) = (ok?, finished?);
    let believed =
        ok >= 0.0 && failed? >= 0.0 && finished > 0.0 && row.number("pending").is_none_or(|left| left >= 0.0);
    believed.then_some((ok, finished))
}

/// What the page on judging says of a row's success: by its agent's other campaigns where those are three with 300
/// finished calls, else by all others.
fn graded(row: &Plain, all: &[Plain]) -> Option<&'static str> {
    let (ok, finished) = success(row)?;
    let range = wilson(ok as i64, finished as i64)?;
    if range.high - range.low > 20.0 {
        return Some("few");
    }
    let others = || all.iter().filter(|other| other.id != row.id).filter(|other| success(other).is_some());
    let same: Vec<&Plain> = others().filter(|other| row.texts[1].is_some() && other.texts[1] == row.texts[1]).collect();
    let sum =
        |rows: &[&Plain]| rows.iter().filter_map(|row| success(row)).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
    let (ok, finished) = if same.len() >= 3 && sum(&same).1 >= 300.0 {
        sum(&same)
    } else {
        let (ok, finished) = sum(&others().collect::<Vec<_>>());
        let range = wilson(ok as i64, finished as i64)?;
        if range.high - range.low > 20.0 {
            return None;
        }
        (ok, finished)
    };
    let theirs = 100.0 * ok / finished;
    if range.high <= theirs - 5.0 { Some("poor") } else { (range.low >= theirs + 5.0).then_some("good") }
}

/// Whether letters are the same: case does not count, and a plain letter also finds the one with an accent.
fn same(asked: char, there: char) -> bool {
    let lower = |c: char| if c == 'É' { 'é' } else { c.to_ascii_lowercase() };
    lower(asked) == lower(there) || (lower(asked) == 'e' && lower(there) == 'é')
}

fn begins(text: &[char], asked: &[char]) -> bool {
    text.len() >= asked.len() && asked.iter().zip(text).all(|(a, b)| same(*a, *b))
}

fn contains(text: &str, asked: &str) -> bool {
    let (text, asked): (Vec<char>, Vec<char>) = (text.chars().collect(), asked.chars().collect());
    (0..=text.len()).any(|at| begins(&text[at..], &asked))
}

/// Whether the whole text is the pieces with anything between them.
fn wild(text: &[char], pieces: &[&str]) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return text.is_empty() };
    let first: Vec<char> = first.chars().collect();
    begins(text, &first) && {
        let behind = &text[first.len()..];
        if rest.is_empty() { behind.is_empty() } else { (0..=behind.len()).any(|skip| wild(&behind[skip..], rest)) }
    }
}

fn fuzzy(text: &str, letters: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|c| same(letter, c)))
}

/// How text is asked for.
#[derive(Debug, Clone)]
enum Like {
    Holds(&'static str),
    Is(&'static str),
    Wild(Vec<&'static str>),
    Fuzzy(&'static str),
    /// `/^…/`
    Starts(&'static str),
}

impl Like {
    fn of(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().collect();
        match self {
            Self::Holds(asked) => contains(text, asked),
            Self::Is(asked) => wild(&chars, &[asked]),
            Self::Wild(pieces) => wild(&chars, pieces),
            Self::Fuzzy(letters) => fuzzy(text, letters),
            Self::Starts(asked) => begins(&chars, &asked.chars().collect::<Vec<char>>()),
        }
    }

    fn typed(&self) -> String {
        match self {
            Self::Holds(asked) => format!("\"{asked}\""),
            Self::Is(asked) => format!("=\"{asked}\""),
            Self::Wild(pieces) => pieces.join("*"),
            Self::Fuzzy(letters) => format!("~{letters}"),
            Self::Starts(asked) => format!("/^{asked}/"),
        }
    }
}

/// How a number is asked for, in tenths.
#[derive(Debug, Clone)]
enum Size {
    Compared(&'static str, i32),
    Within(Option<i32>, Option<i32>),
}

impl Size {
    fn of(&self, number: f64) -> bool {
        let tenths = |tenths: i32| f64::from(tenths) / 10.0;
        match *self {
            Self::Compared(sign, than) => match sign {
                ">" => number > tenths(than),
                ">=" => number >= tenths(than),
                "<" => number < tenths(than),
                _ => number <= tenths(than),
            },
            Self::Within(low, high) => {
                low.is_none_or(|low| number >= tenths(low)) && high.is_none_or(|high| number <= tenths(high))
            }
        }
    }

    fn typed(&self, star: bool) -> String {
        let number = |tenths: i32| match tenths % 10 {
            0 => (tenths / 10).to_string(),
            _ => format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10),
        };
        let end = |end: Option<i32>| end.map_or_else(|| if star { "*" } else { "" }.to_owned(), number);
        match *self {
            Self::Compared(sign, than) => format!("{sign}{}", number(than)),
            Self::Within(None, None) => "*..*".to_owned(),
            Self::Within(low, high) => format!("{}..{}", end(low), end(high)),
        }
    }
}

/// A filter.
#[derive(Debug, Clone)]
enum Ask {
    Word(&'static str),
    Text(&'static str, Vec<Like>),
    Number(&'static str, Vec<Size>),
    Known(bool, Vec<&'static str>),
    Is(Vec<&'static str>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
}

impl Ask {
    fn holds(&self, row: &Plain) -> bool {
        match self {
            Self::Word(word) => ["name", "id", "agent", "list", "origin"]
                .iter()
                .any(|field| row.text(field).is_some_and(|text| contains(&text, word))),
            Self::Text(field, likes) => row.text(field).is_some_and(|text| likes.iter().any(|like| like.of(&text))),
            Self::Number(field, sizes) => {
                row.number(field).is_some_and(|number| sizes.iter().any(|size| size.of(number)))
            }
            Self::Known(known, fields) => fields.iter().any(|field| row.text(field).is_some() == *known),
            Self::Is(flags) => flags.iter().any(|flag| row.is(flag)),
            Self::All(asks) => asks.iter().all(|ask| ask.holds(row)),
            Self::Any(asks) => asks.iter().any(|ask| ask.holds(row)),
            Self::Not(ask) => !ask.holds(row),
        }
    }

    /// The filter as somebody might type it; `ways` chooses between what means the same.
    fn typed(&self, ways: &mut Cycle<Iter<'_, u8>>) -> String {
        let one_of = |ways: &mut Cycle<Iter<'_, u8>>, of: &[&str]| {
            let way = usize::from(ways.next().copied().unwrap_or_default());
            of[way % of.len()].to_owned()
        };
        match self {
            Self::Word(word) => one_of(ways, &[&format!("\"{word}\""), &format!("  \"{word}\"")]),
            Self::Text(field, likes) => {
                format!("{field}:{}", likes.iter().map(Like::typed).collect::<Vec<_>>().join("|"))
            }
            Self::Number(field, sizes) => {
                let star = one_of(ways, &["*", ""]) == "*";
                let typed: Vec<String> = sizes.iter().map(|size| size.typed(star)).collect();
                match sizes.as_slice() {
                    [Size::Compared(..)] => format!("{field}{}{}", one_of(ways, &[":", " ", ""]), typed.join("|")),
                    _ => format!("{field}:{}", typed.join("|")),
                }
            }
            Self::Known(true, fields) => format!("has:{}", fields.join("|")),
            Self::Known(false, fields) => format!("no:{}", fields.join("|")),
            Self::Is(flags) => format!("is:{}", flags.join("|")),
            Self::All(asks) => {
                let joint = one_of(ways, &[" ", " and ", " && "]);
                format!("({})", asks.iter().map(|ask| ask.typed(ways)).collect::<Vec<_>>().join(&joint))
            }
            Self::Any(asks) => {
                let joint = one_of(ways, &[" or ", " || "]);
                format!("({})", asks.iter().map(|ask| ask.typed(ways)).collect::<Vec<_>>().join(&joint))
            }
            Self::Not(ask) => format!("{}({})", one_of(ways, &["-", "!", "not "]), ask.typed(ways)),
        }
    }
}

/// The order by several fields: unknown last either way, then the newest first.
fn compare(a: &Plain, b: &Plain, orders: &[(&str, bool)]) -> Ordering {
    let by = |(field, descending): &(&str, bool)| match (a.number(field), b.number(field)) {
        (Some(a), Some(b)) => {
            if *descending {
                b.total_cmp(&a)
            } else {
                a.total_cmp(&b)
            }
        }
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    orders.iter().map(by).find(|order| order.is_ne()).unwrap_or_else(|| b.id.cmp(&a.id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_a_query_finds_is_what_it_says(
        rows in random::rows(),
        ask in random::ask(),
        ways in prop::collection::vec(any::<u8>(), 8),
        orders in prop::collection::vec((prop::sample::select(vec!["calls", "list", "failed", "id"]), any::<bool>()), 0..3),
        limit in prop::option::of(1_usize..20),
    ) {
        let filter = ask.typed(&mut ways.iter().cycle());
        let sort: Vec<String> =
            orders.iter().map(|(field, down)| format!("{field}{}", if *down { "-desc" } else { "" })).collect();
        let sort = if sort.is_empty() { String::new() } else { format!("sort:{}", sort.join(",")) };
        let text = format!("{sort} {filter} {}", limit.map_or_else(String::new, |limit| format!("limit:{limit}")));
        let query = Query::parse(&text);
        prop_assert!(query.is_ok(), "{text}: {query:?}");
        let query = query.unwrap();

        let mut expected: Vec<&Plain> = rows.iter().filter(|row| ask.holds(row)).collect();
        let defined: Vec<i64> = rows.iter()
            .map(|row| Flagged(row.campaign(row.counts[0]), row))
            .filter(|row| query.matches(row)).map(|row| row.0.id).collect();
        prop_assert_eq!(&defined, &expected.iter().map(|row| row.id).collect::<Vec<_>>(), "defined: {}", text);

        expected.sort_by(|a, b| compare(a, b, &orders));
        expected.truncate(limit.unwrap_or(usize::MAX));
        let expected: Vec<i64> = expected.iter().map(|row| row.id).collect();
        let read = |before: bool| {
            let calls = |row: &Plain| row.counts[0].map(|calls| calls - if before { row.moved } else { 0 });
            let rows = rows.iter().map(|row| row.campaign(calls(row))).collect();
            Snapshot::build(Listing { rows, unreadable: 0 })
        };
        let marked = || rows.iter().filter(|row| row.marked).map(|row| RowKey::first(row.id));
        let ids = |store: &Store| store.shown_rows().map(|row| row.id()).collect::<Vec<_>>();
        // The query comes last, or before the read and the marks that it asks for.
        let mut store = Store::default();
        store.apply(read(true));
        store.apply(read(false));
        store.set_marked(marked());
        store.set_query(query.clone());
        prop_assert_eq!(&ids(&store), &expected, "found: {}", text);
        let mut store = Store::default();
        store.set_query(query.clone());
        store.apply(read(true));
        store.apply(read(false));
        store.set_marked(marked());
        prop_assert_eq!(&ids(&store), &expected, "found again: {}", text);

        let printed = query.canonical();
        let again = Query::parse(&printed);
        prop_assert!(again.is_ok(), "{text} is printed as {printed}: {again:?}");
        store.set_query(again.unwrap());
        prop_assert_eq!(&ids(&store), &expected, "{} printed as {}", text, printed);
    }
}
