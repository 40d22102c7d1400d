//! `kaytop history`: what is kept, for people and for programs.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::whose::{Whose, unusable};
use crate::cli::args::Format;
use crate::cli::exit::{Exit, Stop};
use crate::cli::{output, practice, table};
use crate::domain::count::{count, counted};
use crate::domain::record::Second;
use crate::domain::record::coverage::{Coverage, gaps};
use crate::domain::record::days::Span;
use crate::domain::record::engine::{About, Engine as _, Retention};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time::{self, Moment, Zone};
use crate::domain::zones;
use crate::runtime::clock;

/// So many gaps are told.
const GAPS: usize = 10;
/// Where the values stand.
const INDENT: usize = 11;

/// Prints what is kept of whom was meant.
pub(super) fn print(mut whose: Whose, format: Format, recording: bool, zone: Zone) -> Result<Exit, Stop> {
    let nothing = whose.nothing();
    let mut kept = Vec::new();
    for record in &mut whose.records {
        let about = record.about().map_err(|why| unusable(&why))?;
        let path = record.path().map_err(|why| unusable(&why))?;
        kept.push((path, about));
    }
    if format == Format::Json {
        let records = kept.iter().map(|(path, about)| Entry::of(path.as_deref(), about)).collect();
        return answer(&Answer {
            host: Some(&whose.host),
            recording: Some(recording),
            records: Some(records),
            message: None,
        });
    }
    if !recording {
        output::note("nothing new is recorded: history = false in the configuration");
    }
    if kept.is_empty() {
        output::message(&nothing);
    }
    let now = clock::wall();
    output::people(|out| {
        for (at, (path, about)) in kept.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            tell(out, path.as_deref(), about, now, zone)?;
        }
        Ok(())
    })
}

/// What is printed for programs when nothing can be told.
pub(in crate::cli) fn print_failure(stop: &Stop) {
    // The failure itself is what the program ends with.
    let _ = answer(&Answer { host: None, recording: None, records: None, message: Some(&stop.message) });
}

fn answer(answer: &Answer<'_>) -> Result<Exit, Stop> {
    output::data(|out| writeln!(out, "{}", escape_json(&serde_json::to_string(answer)?)))
}

/// What is printed for programs.
#[derive(Serialize)]
struct Answer<'a> {
    host: Option<&'a str>,
    recording: Option<bool>,
    /// Null where they cannot be read.
    records: Option<Vec<Entry<'a>>>,
    /// Why they cannot be read.
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    /// Null for practice, which no file keeps.
    file: Option<&'a Path>,
    bytes: u64,
    from: Option<String>,
    to: Option<String>,
    /// The seconds in which somebody looked.
    covered: i64,
    campaigns: usize,
    sealed_days: usize,
    /// How many there are.
    gaps: usize,
    longest_gaps: Vec<Gap>,
    largest: Vec<Large<'a>>,
}

#[derive(Serialize)]
struct Gap {
    from: Option<String>,
    to: Option<String>,
    seconds: i64,
}

#[derive(Serialize)]
struct Large<'a> {
    id: i64,
    name: Option<&'a str>,
    bytes: u64,
}

impl<'a> Entry<'a> {
    fn of(path: Option<&'a Path>, about: &'a About) -> Self {
        let iso = |second: Second| second.moment().map(time::iso);
        let (longest, count) = longest_gaps(&about.coverage);
        let gap = |gap: Span| Gap { from: iso(gap.from), to: iso(gap.to), seconds: length(gap) };
        let large = |large: &'a crate::domain::record::engine::Large| Large {
            id: large.campaign,
            name: large.name.as_deref(),
            bytes: large.bytes,
        };
        Self {
            file: path,
            bytes: about.bytes,
            from: about.coverage.first().and_then(|looked| iso(looked.from)),
            to: about.coverage.last().and_then(|looked| iso(looked.to)),
            covered: covered(&about.coverage),
            campaigns: about.campaigns,
            sealed_days: about.sealed_days,
            gaps: count,
            longest_gaps: longest.into_iter().map(gap).collect(),
            largest: about.largest.iter().map(large).collect(),
        }
    }
}

/// The longest gaps, the longest first, and how many gaps there are.
fn longest_gaps(coverage: &[Coverage]) -> (Vec<Span>, usize) {
    let mut gaps = gaps(coverage);
    gaps.sort_by_key(|gap| Reverse(length(*gap)));
    let count = gaps.len();
    gaps.truncate(GAPS);
    (gaps, count)
}

fn length(span: Span) -> i64 {
    span.to.0 - span.from.0
}

/// In how many seconds somebody looked.
fn covered(coverage: &[Coverage]) -> i64 {
    coverage.iter().map(|looked| looked.to.0 - looked.from.0).sum()
}

fn tell(out: &mut dyn Write, path: Option<&Path>, about: &About, now: Moment, zone: Zone) -> io::Result<()> {
    let mut line = |head: &str, words: &str| -> io::Result<()> {
        let head = format!("{head:<INDENT$}");
        writeln!(out, "{}{words}", output::strong(&head))
    };
    let at = |second: Second| second.moment().map_or_else(String::new, |moment| when(moment, zone));
    if let Some(path) = path {
        line("record", &output::path(path))?;
        let most = Retention::default();
        line("size", &format!("{} of at most {}", size(about.bytes), size(most.bytes)))?;
        if let Some(warning) = most.warning(about.bytes) {
            line("", &warning)?;
        }
    } else {
        line("record", practice::WORDS)?;
        line("size", &size(about.bytes))?;
    }
    if let (Some(first), Some(last)) = (about.coverage.first(), about.coverage.last()) {
        let whole = Second::of(now).0 - first.from.0;
        let place = zones::place(zone, now);
        line("begins", &format!("{} {place}, {} ago", at(first.from), words(whole)))?;
        line("looked", &format!("{}; last at {}", looked(&about.coverage, whole), at(last.to)))?;
    } else {
        line("begins", "with the next reading: nothing is kept")?;
    }
    line("campaigns", &count(about.campaigns.try_into().unwrap_or(i64::MAX)))?;
    line("sealed", &counted(about.sealed_days, "day"))?;
    let (longest, gaps) = longest_gaps(&about.coverage);
    match gaps {
        0 => line("gaps", "none")?,
        gaps if gaps > longest.len() => {
            line("gaps", &format!("{}; the longest:", count(gaps.try_into().unwrap_or(i64::MAX))))?;
        }
        gaps => line("gaps", &format!("{gaps}:"))?,
    }
    let indent = " ".repeat(INDENT);
    for gap in longest {
        writeln!(out, "{indent}{} – {}  {}", at(gap.from), at(gap.to), words(length(gap)))?;
    }
    if about.largest.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let text = |head: &str| table::Column { head: head.to_owned(), is_text: true };
    let number = |head: &str| table::Column { head: head.to_owned(), is_text: false };
    let rows: Vec<Vec<String>> = about
        .largest
        .iter()
        .map(|large| {
            let name =
                large.name.as_deref().map_or_else(|| "–".to_owned(), |name| Shown::new(name).as_str().to_owned());
            vec![large.campaign.to_string(), name, size(large.bytes)]
        })
        .collect();
    table::print(&[number("ID"), text("TAKES MOST"), number("SEALED")], &rows, out)
}

/// `3 times, together 2 days 22 h, 71 % of that`.
fn looked(coverage: &[Coverage], whole: i64) -> String {
    let times = match coverage.len() {
        1 => "once".to_owned(),
        times => counted(times, "time"),
    };
    let covered = covered(coverage);
    if covered == 0 {
        return times;
    }
    let share = match covered.saturating_mul(100) / whole.max(1) {
        0 => "under 1 %".to_owned(),
        share => format!("{} %", share.min(100)),
    };
    let together = if coverage.len() == 1 { "for" } else { "together" };
    format!("{times}, {together} {}, {share} of that", words(covered))
}

/// A moment as people date it, in the reader's zone.
pub(super) fn when(moment: Moment, zone: Zone) -> String {
    let local = zone.local(moment);
    format!("{} {}", local.date, local.time)
}

/// A length of time in its two largest units, rounded down.
fn words(seconds: i64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match () {
        () if days > 0 => format!("{} {} h", counted(days, "day"), hours % 24),
        () if hours > 0 => format!("{hours} h {:02} min", minutes % 60),
        () if minutes > 0 => format!("{minutes} min"),
        () => format!("{seconds} s"),
    }
}

/// A size as people read it, rounded up to a tenth.
pub(super) fn size(bytes: u64) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
    let Some((unit, shift)) = units.into_iter().find(|(_, shift)| bytes >= 1 << shift) else {
        return counted(bytes, "byte");
    };
    let tenths = (u128::from(bytes) * 10).div_ceil(1 << shift);
    if tenths.is_multiple_of(10) {
        format!("{} {unit}", tenths / 10)
    } else {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_sizes_are_said_in_two_units_at_most() {
        assert_eq!([0, 59, 60, 3599].map(words), ["0 s", "59 s", "1 min", "59 min"]);
        assert_eq!(
            [3600, 86_399, 86_400, 200_000].map(words),
            ["1 h 00 min", "23 h 59 min", "1 day 0 h", "2 days 7 h"]
        );
        assert_eq!([1, 1023, 1024, 1025, 1 << 30].map(size), ["1 byte", "1,023 bytes", "1 KiB", "1.1 KiB", "1 GiB"]);
    }

    #[test]
    fn a_record_that_is_nearly_full_says_so() {
        let told = |bytes| {
            let mut out = Vec::new();
            let about = About { bytes, ..About::default() };
            tell(&mut out, Some(Path::new("/r")), &about, "2026-11-28T12:00:00Z".parse().unwrap(), Zone::NEW_YORK)
                .unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(
            told(1_000_000_000).contains("1 GiB\n           The record takes 93 % of the room"),
            "{}",
            told(1_000_000_000)
        );
        assert!(!told(100_000_000).contains("room"));
    }

    #[test]
    fn coverage_in_words_never_says_more_than_there_was() {
        let looked_at = |from, to| Coverage { from: Second(from), to: Second(to), every: 30 };
        assert_eq!(looked(&[looked_at(5, 5)], 100), "once");
        assert_eq!(looked(&[looked_at(0, 7200)], 7200), "once, for 2 h 00 min, 100 % of that");
        assert_eq!(
            looked(&[looked_at(0, 60), looked_at(90, 120)], 10_000),
            "2 times, together 1 min, under 1 % of that"
        );
        assert_eq!(looked(&[looked_at(0, 1999)], 2000), "once, for 33 min, 99 % of that");
    }
}
