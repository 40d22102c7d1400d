//! What a finding says.
//!
//! Each sentence is written once, to go on after the name of its place. Names and places are said by a [`Voice`]: by
//! [`Contract`] to those who write plans, by the form to those who fill it in.

use std::fmt;

use super::fields::{self, ContractField, Word};
use super::finding::{Finding, Kind};
use super::place::{Object, Place};
use crate::domain::count::{count, counted};
use crate::domain::schedule::Calls;
use crate::domain::zones;

/// How somebody says the names of the contract and the places in a plan.
pub trait Voice {
    /// A word.
    fn word(&self, word: Word) -> String;
    /// A place.
    fn place(&self, place: &Place) -> String;
}

/// The voice of the contract: its own names, and JSON paths.
pub struct Contract;

impl Voice for Contract {
    fn word(&self, word: Word) -> String {
        match word {
            Word::Plain(text) | Word::Value(text) => text.to_owned(),
            Word::Name(field) => field.name.to_owned(),
            Word::Plural(field) => format!("{}s", field.name),
            Word::IsTrue(field) => format!("{} is true", field.name),
            Word::Meant(field) => format!("`{}`", field.name),
        }
    }

    fn place(&self, place: &Place) -> String {
        place.to_string()
    }
}

/// Words in a row.
pub fn phrase(words: &[Word], voice: &dyn Voice) -> String {
    words.iter().map(|word| voice.word(*word)).collect()
}

impl Finding {
    /// What it says in a voice, to go on after the name of its place. Safe to print.
    #[expect(clippy::too_many_lines, reason = "a table of sentences")]
    pub fn say(&self, voice: &dyn Voice) -> String {
        let name = |field: &'static ContractField| voice.word(Word::Name(field));
        let is_true = |field: &'static ContractField| voice.word(Word::IsTrue(field));
        let place = |place: Place| voice.place(&place);
        match &self.kind {
            Kind::NotAnObject(seen) if self.place.object == Object::Body => {
                format!("must be a JSON object; it is {seen}")
            }
            Kind::NotAnObject(seen) => format!("must be an object; it is {seen}"),
            Kind::Missing(field) => {
                format!("is required{}: {}", phrase(field.when, voice), phrase(field.expected, voice))
            }
            Kind::Wrong { field, seen } => format!("must be {}; it is {seen}", phrase(field.expected, voice)),
            Kind::WrongTime { time, outside, start } => {
                let frame = outside.then(|| "between 08:00 and 21:00".to_owned());
                let after = start.map(|start| format!("after the start ({start})"));
                format!("must be {}; it is {time}", joined(frame.into_iter().chain(after)))
            }
            Kind::OverlapsSlot(earlier) => {
                format!("must not overlap {}; touching it is fine", place(Object::Slot(*earlier).whole()))
            }
            Kind::SameId(first) => {
                format!("must be unique in the campaign; {} has the same", place(Object::Run(*first).whole()))
            }
            Kind::EndsBeforeStart { start, end } => format!("must not be before the start ({start}); it is {end}"),
            Kind::TimeWithoutCalls => {
                format!("must be left out: a run that is {} places no calls", name(&fields::MESSAGING_ONLY))
            }
            Kind::WrongDay { day, start, end, repeats } => {
                let repeated = |index| place(self.place.object.entry(&fields::SELECTED_DAYS, index));
                let wrong = [
                    start.map(|start| format!("must not be before the start ({start})")),
                    end.map(|end| format!("must not be after the end ({end})")),
                    repeats.map(|index| format!("must not repeat {}", repeated(index))),
                ];
                format!("{}; it is {day}", joined(wrong.into_iter().flatten()))
            }
            Kind::NotEnabled => "campaigns are not enabled for this company (is_enabled is false in its settings), so \
                                 this one may be refused or stay idle"
                .to_owned(),
            Kind::ScheduledExternally => {
                "the vendor places no calls by itself: something else must schedule them".to_owned()
            }
            Kind::Null => "is null and sent so, which may not be the same to the vendor as leaving it out".to_owned(),
            Kind::ShowsNothing => {
                "shows nothing to read: it has only characters that cannot be seen, or marks without a letter"
                    .to_owned()
            }
            Kind::Blank => "begins or ends with a blank; it is sent so".to_owned(),
            Kind::Negative(id) => format!("is negative ({id}): see that the id is right"),
            Kind::TooLarge(bytes) => format!(
                "the request has {} KiB; the sandbox takes {} KiB, and the server may refuse it too",
                bytes.div_ceil(1024),
                super::BODY_LIMIT / 1024
            ),
            Kind::Unknown { name, meant: Some(meant) } => {
                format!(
                    "unknown field `{name}`, did you mean {}? It is sent as written",
                    voice.word(Word::Meant(meant))
                )
            }
            Kind::Unknown { name, meant: None } => format!("unknown field `{name}`; it is sent as written"),
            Kind::NothingToSend => {
                format!("a run that is {} has nothing to send without messages", name(&fields::MESSAGING_ONLY))
            }
            Kind::HoursNotUsed => format!(
                "are given but not used: each run keeps its own times unless {}",
                is_true(&fields::USE_COMPANY_HOURS)
            ),
            Kind::TimesNotUsed(runs) => format!(
                "the times of {} are not used: {} hold for every run while {}",
                spans(runs, voice),
                name(&fields::BUSINESS_HOURS),
                is_true(&fields::USE_COMPANY_HOURS)
            ),
            Kind::NoTimes(runs) => {
                let [have, rely] = if runs.len() == 1 { ["has", "relies"] } else { ["have", "rely"] };
                format!(
                    "{} {have} no {} and {} and {rely} on {} alone, which the vendor's documentation neither asks for \
                     nor rules out",
                    spans(runs, voice),
                    name(&fields::START_TIME),
                    name(&fields::END_TIME),
                    name(&fields::BUSINESS_HOURS)
                )
            }
            // Without the moment: what is worth a look is told anew when there is more of it, not at every midnight.
            Kind::DayPast(day) => format!("{day} is past even in {}", zones::LAST.name),
            Kind::CallsOver { day, end } => {
                format!("calls of {day} are over: {end} is past even in {}", zones::LAST.name)
            }
            Kind::AllOver => "every run is over: nobody would be contacted".to_owned(),
            Kind::Long { days, last } => format!("the run goes on for {} days, to {last}", count(*days)),
            Kind::Overlap { later, earlier, shared } => {
                let [later, earlier] = [later, earlier].map(|run| place(Object::Run(*run).whole()));
                format!("{later} and {earlier} overlap {}", when(shared))
            }
            Kind::Weekend(days) => {
                let days =
                    if *days == 1 { "a weekend day".to_owned() } else { format!("{} weekend days", count(*days)) };
                format!("calls are made on {days}, which the vendor advises against")
            }
            Kind::NotInEveryMonth(day) => {
                format!("not every month has a day {day}; 28 is the last that all have")
            }
            Kind::OnlyFor { frequency, field } => format!("only a {frequency} report uses {}", name(field)),
            Kind::NamedAgain { address, times: 2 } => format!("{address} is named twice"),
            Kind::NamedAgain { address, times } => format!("{address} is named {times} times"),
        }
    }

    /// Where it is, as a JSON path.
    pub fn path(&self) -> String {
        self.place.to_string()
    }

    /// What it says in the words of the contract.
    pub fn message(&self) -> String {
        self.say(&Contract)
    }

    /// Whether its sentence begins with its place.
    pub fn names_its_place(&self) -> bool {
        matches!(self.kind, Kind::Overlap { .. })
    }
}

/// What is wrong with a plan or worth a look, in the words of the contract: as the API and the commands tell it.
/// Displayed with its path: `runs[0]: must be an object`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// JSON path such as `runs[0].end_time`; the body itself is the empty path.
    pub path: String,
    /// The number of the broken rule; `None` for what belongs to no numbered rule.
    pub rule: Option<u8>,
    /// A sentence, to go on after the path. Safe to print.
    pub text: String,
}

impl Message {
    /// One about the plan as a whole, by no numbered rule.
    pub fn whole(text: String) -> Self {
        Self { path: String::new(), rule: None, text }
    }

    /// The rule as the contract writes it, such as `R16`.
    pub fn rule_name(&self) -> Option<String> {
        self.rule.map(|number| format!("R{number}"))
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.text),
            path => write!(f, "{path}: {}", self.text),
        }
    }
}

impl From<&Finding> for Message {
    fn from(finding: &Finding) -> Self {
        Self { path: finding.path(), rule: finding.rule, text: finding.message() }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" and ")
}

/// Runs in order, those that follow each other as one: `runs[0] to runs[2], runs[4]`.
fn spans(runs: &[usize], voice: &dyn Voice) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for &run in runs {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == run => *last = run,
            _ => spans.push((run, run)),
        }
    }
    let run = |run| voice.place(&Object::Run(run).whole());
    let spans = spans.into_iter().map(|(first, last)| match last - first {
        0 => run(first),
        1 => format!("{}, {}", run(first), run(last)),
        _ => format!("{} to {}", run(first), run(last)),
    });
    spans.collect::<Vec<_>>().join(", ")
}

/// `on 2026-03-02, 10:00–12:00`, `from 2026-03-02 to 2026-03-06, 09:00–12:00 and 13:00–17:00`.
fn when(calls: &Calls) -> String {
    let days = match (calls.days.spans(), calls.days.ends()) {
        ([(first, last)], _) if first == last => format!("on {first}"),
        ([(first, last)], _) => format!("from {first} to {last}"),
        (_, Some((first, last))) => format!("on {} from {first} to {last}", counted(calls.days.count(), "day")),
        (_, None) => String::new(),
    };
    let hours = calls.hours.slots().iter().map(|slot| format!("{}–{}", slot.start, slot.end));
    format!("{days}, {}", joined(hours))
}
