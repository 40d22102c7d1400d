//! The help: everything that can be done, found by typing and run by Enter.
//!
//! What it lists comes from the one table of keys ([`super::keymap`]): first what this place offers, then the rest, then
//! examples for the filter and what the signs on the screen mean. Why something cannot be done now is asked of whoever
//! draws or runs it.

use super::action::{Action, Movement};
use super::key::Key;
use super::keymap::{BINDINGS, Binding, Scope, chord_label, chords_label};
use super::text_field::TextField;

/// What is typed into the help, and which of the entries found is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpView {
    /// What the entries are searched for.
    pub field: TextField,
    /// The chosen entry, counted over all sections.
    pub choice: usize,
}

/// A part of the list under one heading; never empty.
#[derive(Debug, Clone)]
pub struct Section {
    pub title: String,
    pub entries: Vec<Entry>,
}

/// A line of the help.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Something to do.
    Action {
        /// Its row of the table of keys.
        binding: &'static Binding,
        /// Why it cannot be done now.
        reason: Option<String>,
    },
    /// A filter to try.
    Example {
        filter: &'static str,
        /// What it finds.
        meaning: &'static str,
    },
    /// A sign or word on the screen.
    Sign {
        sign: &'static str,
        /// What it means.
        meaning: &'static str,
    },
}

/// Filters to try.
const EXAMPLES: &[(&str, &str)] = &[
    ("roundup wave", "both words, anywhere in name, id, agent, list, origin; cafe finds Café, café no cafe"),
    ("calls:>100 success:<75", "comparisons; success (also success%), failed%, vendor% and conv are rates"),
    ("failed:>100 failed%:>40", "a bare failed counts calls, as ok, pending and finished do"),
    ("agent:abc* -origin:web*", "a field with *; - excludes"),
    ("talc or (bard port)", "either; brackets group"),
    ("~lejn", "fuzzy: these letters in this order"),
    ("has:sentiment no:conv", "what is known, what is not"),
    ("is:needs sort:need", "who needs a person, the worst first; also is:quiet is:soured is:twice is:new"),
    (
        "is:moving or is:odd",
        "calls moved with the last refresh; numbers that contradict each other or the vendor's rate",
    ),
    ("is:poor calls:>100", "success that stands out: is:poor finds what ■ marks, is:good □, is:few ?"),
    ("success:60.. calls:50..200", "ranges; an end may be left out"),
    ("group:agent sort:success-desc", "each agent's campaigns pooled, the best first; z groups too"),
    ("cols:success,range,conv", "only these columns; range draws the success on an axis"),
    ("calls:>=50 sort:failed%-desc", "the worst first, with enough data"),
    ("d.calls:0 quiet:>2h", "from the record: new calls since the baseline; also d.ok d.success% d.conv pace age"),
    ("since:monday", "compare with then: day, look (your last), week, \"yesterday 9\"; t chooses too"),
    ("key:outreach", "the server's own search (1 request)"),
];

/// What the signs on the screen mean.
const SIGNS: &[(&str, &str)] = &[
    ("success", "ok / finished, where finished = ok + failed"),
    ("pending", "calls without an outcome yet: calls − finished"),
    ("95 % range", "where the true success rate probably lies (Wilson); wide when few calls are finished"),
    ("–", "unknown: the API did not say. Never counted as 0"),
    ("≈", "an approximation: rates of several rows, weighted by finished calls"),
    ("▸ ▾", "a group, closed and open: its campaigns, its share of all calls shown, pooled figures"),
    ("too few", "a group's success that rests on too few finished calls: its 95 % range is wider than 20 points"),
    ("≠", "the vendor's own rate differs from ours by more than 0.05"),
    ("view*", "what is shown is not what the open view says any more; its number brings it back"),
    ("!", "a person is needed, Enter says why; in red these numbers contradict each other"),
    ("■ □", "success clearly below or above its agent's other campaigns: 5 points and more beyond its 95 % range"),
    ("■ □, limits", "poor or good by your own limits, where the configuration sets thresholds"),
    ("?", "success of too few finished calls to be judged: its 95 % range is wider than 20 points"),
    ("├━●━┤ │", "a success rate in its 95 % range; the rate of all that is shown, beside which it stands"),
    ("■ □ in Agents", "an agent whose success is clearly below or above that of all the others shown"),
    ("clearly better", "or worse: chance gives such a difference less than once in twenty"),
    ("too few to say", "may be alike or far apart: too few calls are finished"),
    (
        "▁▂▅▇▃",
        "the last 24 hours, the newest at the right: new calls by the hour, or a rate; blank where nobody looked",
    ),
    ("╱╱╱ in a chart", "nobody looked: whatever came meanwhile is found by the next reading"),
    (
        "Δ ▲ ▼ new ~",
        "new calls since the baseline (t); bright where the last refresh brought them; ~ it changed something else",
    ),
    ("PACE QUIET", "calls in an open hour, over the last five; open time since the last new call"),
    ("TREND", "new calls by the hour, over 24 h; nothing where nobody looked"),
    ("◆ ◇", "a marked row; the range that v will mark"),
    ("‹ ›", "more columns that way: h l scroll, W shows all, C chooses"),
    ("order held", "rows stay while you work; R ranks them, and so does a refresh 20 s after a key"),
    ("hours", "each client's own local time. It shows hours and clears nothing"),
    ("! launch", "a launch without a known outcome: its campaign may exist. Do not create it again; L tells more"),
    ("!!", "a launch that became more than one campaign: check in the web console at once"),
    ("! + - ~ ▲ ·", "in what happened: asks for a look, came, went, is another, got better, explains the rest"),
    ("PAST", "the campaigns as they were then: [ ] { } walk, T goes to a moment, . goes back to now"),
    ("STALE", "the data is older than two of its intervals"),
];

impl Entry {
    /// What stands at the left: keys, a filter, a sign.
    pub fn head(&self) -> String {
        match self {
            Entry::Action { binding, .. } if binding.scopes == [Scope::Copying] => {
                format!("y {}", chords_label(binding))
            }
            Entry::Action { binding, .. } if matches!(binding.action, Action::ChooseFormat(_)) => {
                format!("w {}", chords_label(binding))
            }
            Entry::Action { binding, .. } => chords_label(binding),
            Entry::Example { filter, .. } => (*filter).to_owned(),
            Entry::Sign { sign, .. } => (*sign).to_owned(),
        }
    }

    /// What it does or means. Where it does so is said beside it already.
    pub fn meaning(&self) -> &'static str {
        match self {
            Entry::Action { binding, .. } => {
                let behind =
                    |scope: &Scope| binding.help.strip_prefix("in ")?.strip_prefix(scope.place())?.strip_prefix(": ");
                binding.scopes.iter().find_map(behind).unwrap_or(binding.help)
            }
            Entry::Example { meaning, .. } | Entry::Sign { meaning, .. } => meaning,
        }
    }

    /// Why it cannot be done now.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Entry::Action { reason, .. } => reason.as_deref(),
            Entry::Example { .. } | Entry::Sign { .. } => None,
        }
    }

    /// How well it answers to `typed`, the best being 0; `None` when it does not.
    fn rank(&self, typed: &str) -> Option<u8> {
        let sought = typed.trim().to_lowercase();
        let label = match self {
            Entry::Action { binding, .. } if binding.chords.iter().any(|chord| chord_label(*chord) == typed) => {
                return Some(0);
            }
            Entry::Action { binding, .. } => binding.label,
            Entry::Example { .. } | Entry::Sign { .. } => "",
        };
        let words = match self {
            Entry::Action { binding, .. } => binding.help,
            Entry::Example { meaning, .. } | Entry::Sign { meaning, .. } => meaning,
        };
        let text = format!("{} {label} {words}", self.head()).to_lowercase();
        if label.starts_with(&sought) {
            Some(1)
        } else if sought.split_whitespace().all(|word| text.contains(word)) {
            Some(2)
        } else {
            is_subsequence(&sought, label).then_some(3)
        }
    }
}

/// Whether the letters of `sought` stand in `text` in this order.
fn is_subsequence(sought: &str, text: &str) -> bool {
    let mut letters = text.chars();
    sought.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

/// What the help that was opened in `place` lists for what is typed into it; empty when nothing is found. `reason` says
/// why an action cannot be done there now.
pub fn sections(place: Scope, typed: &str, reason: impl Fn(Action) -> Option<String>) -> Vec<Section> {
    // What a campaign can be copied as is offered without the way through the menu.
    let copies = matches!(place, Scope::Table | Scope::Detail | Scope::History);
    let is_bound =
        |binding: &Binding| binding.scopes.contains(&place) || (copies && matches!(binding.action, Action::Copy(_)));
    let is_here = |binding: &&Binding| is_bound(binding) && binding.action != Action::OpenHelp;
    let mut here: Vec<&Binding> = BINDINGS.iter().filter(is_here).collect();
    // What the foot of the screen shows comes first, mere movement last.
    here.sort_by_key(|binding| {
        let ranked = if binding.rank == 0 { u8::MAX } else { binding.rank };
        (matches!(binding.action, Action::Move(_)), ranked)
    });
    let offered_here = |binding: &Binding| here.iter().any(|other| other.action == binding.action);
    let elsewhere = BINDINGS
        .iter()
        .filter(|binding| binding.scopes != [Scope::Help] && !is_bound(binding) && !offered_here(binding))
        .map(|binding| Entry::Action { binding, reason: Some(only_in(binding)) });
    let examples = EXAMPLES.iter().map(|(filter, meaning)| Entry::Example { filter, meaning });
    let signs = SIGNS.iter().map(|(sign, meaning)| Entry::Sign { sign, meaning });
    let actions = here.iter().map(|binding| Entry::Action { binding, reason: reason(binding.action) });
    [
        section(format!("In {}", place.place()), actions, typed),
        section("Elsewhere".to_owned(), elsewhere, typed),
        section("Filters to try".to_owned(), examples, typed),
        section("Signs and words".to_owned(), signs, typed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn section(title: String, entries: impl Iterator<Item = Entry>, typed: &str) -> Option<Section> {
    let mut found: Vec<(u8, Entry)> = entries.filter_map(|entry| entry.rank(typed).map(|rank| (rank, entry))).collect();
    found.sort_by_key(|(rank, _)| if typed.is_empty() { 0 } else { *rank });
    let entries: Vec<Entry> = found.into_iter().map(|(_, entry)| entry).collect();
    (!entries.is_empty()).then_some(Section { title, entries })
}

fn only_in(binding: &Binding) -> String {
    binding.scopes.first().map_or_else(String::new, |scope| format!("Only in {}.", scope.place()))
}

impl HelpView {
    pub(super) fn press(&mut self, key: Key) {
        if self.field.press(key) {
            self.choice = 0;
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.field.insert(text);
        self.choice = 0;
    }

    pub(super) fn step(&mut self, movement: Movement, found: &[Section], page: usize) {
        let entries = found.iter().map(|section| section.entries.len()).sum();
        self.choice = movement.apply(self.choice, entries, page);
    }

    /// Moves the choice to the head of the next section or the one before, round the end.
    pub(super) fn turn(&mut self, forward: bool, found: &[Section]) {
        let starts: Vec<usize> = found
            .iter()
            .scan(0, |next, section| {
                let start = *next;
                *next += section.entries.len();
                Some(start)
            })
            .collect();
        let found = if forward {
            starts.iter().find(|start| **start > self.choice).or(starts.first())
        } else {
            starts.iter().rfind(|start| **start < self.choice).or(starts.last())
        };
        self.choice = found.copied().unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query::Query;

    #[test]
    fn every_example_is_a_filter() {
        for (filter, _) in EXAMPLES {
            assert!(Query::parse(filter).is_ok(), "{filter}");
        }
    }

    #[test]
    fn what_cannot_be_done_says_why_beside_it() {
        let frozen = |action| (action == Action::Refresh).then(|| "Frozen.".to_owned());
        let found = sections(Scope::Table, "r", frozen);
        let here = found.first().unwrap();
        let reasons = here.entries.iter().filter_map(Entry::reason);
        assert_eq!((here.title.as_str(), reasons.collect::<Vec<_>>()), ("In the table", vec!["Frozen."]));
        assert!(sections(Scope::Table, "qqq", frozen).is_empty());
    }

    #[test]
    fn the_choice_goes_from_section_to_section_and_round_the_end() {
        let found = sections(Scope::Table, "", |_| None);
        let mut view = HelpView::default();
        for section in &found {
            view.turn(true, &found);
            let ahead = view.choice;
            view.turn(false, &found);
            view.turn(true, &found);
            assert_eq!(view.choice, ahead, "{}", section.title);
        }
        assert_eq!(view.choice, 0);
    }

    #[test]
    fn letters_are_found_in_their_order() {
        assert!(is_subsequence("frz", "freeze") && is_subsequence("", "freeze"));
        assert!(!is_subsequence("fzr", "freeze"));
    }
}
