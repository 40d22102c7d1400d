//! "Did you mean …?" for an agent: the known one that is a word or a slip away.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::table::BodyField;
use super::{Draft, Field};
use crate::domain::nearest::nearest;
use crate::domain::store::Store;

impl Draft {
    /// The agent of a campaign that was probably meant, where what is typed is the agent of none.
    pub fn agent_meant(&self, store: &Store) -> Option<String> {
        let mut known = Vec::from_iter(store.agents());
        known.sort_by_key(|(_, used)| Reverse(used.rows));
        let typed = self.text(Field::Body(BodyField::AgentId));
        meant(typed, &known.into_iter().map(|(agent, _)| agent).collect::<Vec<_>>()).map(str::to_owned)
    }
}

/// The one of `known` that `typed` was probably meant to be; of several, the first.
fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    if typed.trim().is_empty() || known.contains(&typed) {
        return None;
    }
    let own = words(typed);
    let same = || known.iter().find(|agent| words(agent) == own);
    let near = || known.iter().find(|agent| is_a_word_away(&own, &words(agent)));
    same().or_else(near).copied().or_else(|| nearest(typed.trim(), known.iter().copied()))
}

/// The words of an id, in lower case, each once.
fn words(id: &str) -> BTreeSet<String> {
    let parts = id.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// Whether a word was left out or added, or put in the place of another. What stays must be more than what changes: ids
/// of two words often share the first.
fn is_a_word_away(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let common = one.intersection(other).count();
    match (one.len() - common, other.len() - common) {
        (1, 0) | (0, 1) => common >= 1,
        (1, 1) => common >= 2,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_or_a_slip_away_is_meant_and_another_agent_is_not() {
        let known = ["nora_intake_es", "noah_reminders", "abc_771"];
        for (typed, expected) in [
            ("nora_intake", Some("nora_intake_es")),
            ("nora_intake_en", Some("nora_intake_es")),
            ("Nora Intake ES", Some("nora_intake_es")),
            ("es nora intake", Some("nora_intake_es")),
            ("my_nora_intake_es", Some("nora_intake_es")),
            ("noah", Some("noah_reminders")),
            ("nora_intkae_es", Some("nora_intake_es")),
            ("abc_77", Some("abc_771")),
            ("abc771", Some("abc_771")),
            ("abc_771", None),
            ("", None),
            (" ", None),
            ("zoe_records", None),
            ("abc_9", None),
            ("nora", None),
        ] {
            assert_eq!(meant(typed, &known), expected, "{typed:?}");
        }
    }
}
