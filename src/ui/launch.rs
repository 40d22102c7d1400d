//! One launch, whole: where it stands, what to do, what it became, what was sent.
//!
//! ```text
//! Outcome unknown: the connection broke off. It may exist. Checking the list (3 of 9, next in 4 s). …
//! Do not create it again. If you see it in the web console: kaytop launches resolve K7MW-3XQP --found NUMBER
//!
//! launch    K7MW-3XQP
//! name      Roundup intake wave 4
//! confirmed 2026-03-04 14:00:01
//! ```

use ratatui::text::Line;

use super::paragraph;
use super::raw;
use super::theme::{Role, Theme};
use crate::app::action::{Action, Claim};
use crate::app::keymap::{BINDINGS, Binding};
use crate::app::launches::{Alarm, alarm};
use crate::app::model::Model;
use crate::domain::count::counted;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::words::{Ways, numbers};
use crate::domain::launch::{Launch, Phase, Stamp};
use crate::domain::shown::{Shown, escape_json};
use crate::domain::time;

/// Columns of the labels.
const LABEL: usize = 10;
/// How many brackets deep a line is indented at most.
const DEEPEST: usize = 12;

/// `progress` is what this window is doing for the launch.
pub fn role(launch: &Launch, progress: Option<Progress>) -> Role {
    match launch.phase {
        _ if alarm(launch).is_some() => Role::Alert,
        phase if !phase.is_resolved() || progress.is_some() => Role::Warning,
        _ => Role::Text,
    }
}

/// Where it stands, in a word or two.
pub fn phase_word(launch: &Launch, progress: Option<Progress>) -> &'static str {
    match (alarm(launch), progress) {
        (Some(Alarm::LateDuplicate), _) => "LATE DUPLICATE",
        (Some(Alarm::SeveralFound), _) => "TOO MANY FOUND",
        (None, Some(progress)) if progress.may_be_out() => Phase::Sending.word(),
        (None, Some(_)) => Phase::Confirmed.word(),
        (None, None) => launch.phase.word(),
    }
}

/// The keys with which a person states what became of a launch; `first` are the keys that lead to them.
pub fn ways(first: &str) -> Ways {
    let key = |claim| {
        let binding = BINDINGS.iter().find(|binding| binding.action == Action::State(claim));
        binding.map(Binding::first_chord).unwrap_or_default()
    };
    Ways {
        found: format!("{first}{}, then its number.", key(Claim::Found)),
        not_there: format!("{first}{}, then its name.", key(Claim::NotThere)),
    }
}

/// Everything about `launch` in `width` columns.
pub fn lines(model: &Model, theme: Theme, launch: &Launch, width: usize) -> Vec<Line<'static>> {
    let words = Words { model, theme, width };
    let Some(now) = model.context.launches.stamp(model.context.now) else { return Vec::new() };
    let parts = [words.standing(launch, &now), words.identity(launch), words.history(launch), words.body(launch)];
    parts.join(&Line::default())
}

struct Words<'m> {
    model: &'m Model,
    theme: Theme,
    width: usize,
}

impl Words<'_> {
    fn standing(&self, launch: &Launch, now: &Stamp) -> Vec<Line<'static>> {
        let says = self.model.context.launch_words(launch);
        let progress = self.progress(launch);
        let next = match progress {
            Some(_) => String::new(),
            None => launch.what_to_do(now, &ways("")),
        };
        [self.wrapped(&says, role(launch, progress)), self.wrapped(&next, Role::Strong)].concat()
    }

    fn progress(&self, launch: &Launch) -> Option<Progress> {
        self.model.context.launches.progress(&launch.id)
    }

    fn wrapped(&self, words: &str, role: Role) -> Vec<Line<'static>> {
        if words.is_empty() {
            return Vec::new();
        }
        paragraph::wrapped(self.theme, words, role, self.width)
    }

    fn entry(&self, label: &str, value: &str, role: Role) -> Vec<Line<'static>> {
        paragraph::labelled(self.theme, label, value, role, LABEL, self.width)
    }

    fn optional(&self, label: &str, value: Option<String>) -> Vec<Line<'static>> {
        value.map_or_else(Vec::new, |value| self.entry(label, &value, Role::Text))
    }

    fn identity(&self, launch: &Launch) -> Vec<Line<'static>> {
        let request = &launch.request;
        let known = |ids: &[i64]| (!ids.is_empty()).then(|| numbers(ids));
        [
            self.entry("launch", launch.id.as_str(), Role::Strong),
            self.optional("campaign", known(&launch.found)),
            self.optional("alike", known(&launch.near)),
            self.entry("name", &request.name, Role::Text),
            self.optional("agent", request.agent_id.clone()),
            self.optional("list", request.case_list_id.map(|list| list.to_string())),
            self.entry("host", &request.host, Role::Text),
            self.entry("key", &format!("{} (fingerprint)", request.key_fingerprint), Role::Text),
            self.optional("replaces", launch.replaces.as_ref().map(ToString::to_string)),
        ]
        .concat()
    }

    /// The moments that the journal holds, in their order.
    fn history(&self, launch: &Launch) -> Vec<Line<'static>> {
        let clock = |stamp: &Stamp| self.moment(stamp);
        let looks = match launch.looks {
            0 => None,
            n => Some(format!("{} at the list", counted(n as usize, "look"))),
        };
        [
            self.optional("confirmed", launch.confirmed.as_ref().map(clock)),
            self.optional(
                if launch.phase == Phase::Sending { "sending" } else { "last byte" },
                launch.quiet_from.as_ref().map(clock),
            ),
            self.optional("looked", looks),
            self.entry(
                "changed",
                &format!("{}: {}", clock(&launch.changed), phase_word(launch, self.progress(launch))),
                Role::Text,
            ),
        ]
        .concat()
    }

    fn body(&self, launch: &Launch) -> Vec<Line<'static>> {
        let title = match launch.phase {
            Phase::Draft | Phase::Confirmed | Phase::NotSent => "What was to be sent",
            Phase::Created | Phase::CreatedNoId | Phase::Matched | Phase::Rejected => "What was sent",
            Phase::Sending | Phase::Unknown | Phase::Released | Phase::Abandoned => "What may have been sent",
        };
        let document = laid_out(&escape_json(&launch.request.body));
        let lines = document.iter().flat_map(|line| raw::wrapped(Shown::new(line).as_str(), self.theme, self.width));
        std::iter::once(self.theme.line(title, Role::Title)).chain(lines).collect()
    }

    fn moment(&self, stamp: &Stamp) -> String {
        let zone = self.model.context.prefs.zone;
        format!("{} {}", zone.today(stamp.wall), time::format_clock(stamp.wall, zone))
    }
}

/// A JSON document with a line for each member, nothing reordered or rewritten.
fn laid_out(document: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let open = |lines: &mut Vec<String>, depth: usize| lines.push("  ".repeat(depth.min(DEEPEST)));
    for c in document.chars() {
        if matches!(c, '}' | ']') && !quoted {
            depth = depth.saturating_sub(1);
            open(&mut lines, depth);
        }
        if (quoted || !c.is_ascii_whitespace())
            && let Some(line) = lines.last_mut()
        {
            line.push(c);
            line.push_str(if c == ':' && !quoted { " " } else { "" });
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => {
                depth += 1;
                open(&mut lines, depth);
            }
            ',' if !quoted => open(&mut lines, depth),
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::launch::{Before, LaunchId, Request};

    #[test]
    fn every_phase_has_a_word_that_fits_and_a_role_that_says_whether_it_needs_care() {
        let at = Stamp { wall: time::Moment::UNIX_EPOCH, clock: String::new(), reading: Duration::ZERO };
        let request = Request {
            host: String::new(),
            key_fingerprint: String::new(),
            name: String::new(),
            agent_id: None,
            case_list_id: None,
            body: String::new(),
        };
        let draft = Launch::draft(LaunchId::from_bits(7), request, Before::default(), at);
        for phase in Phase::ALL {
            for found in [vec![], vec![1], vec![1, 2]] {
                let launch = Launch { phase, found, ..draft.clone() };
                assert!((1..=14).contains(&phase_word(&launch, None).len()), "{phase:?}");
                for progress in [Progress::Checking, Progress::Settling] {
                    assert!((1..=14).contains(&phase_word(&launch, Some(progress)).len()), "{phase:?}");
                    assert_ne!(role(&launch, Some(progress)), Role::Text);
                }
                assert_eq!(role(&launch, None) != Role::Text, launch.needs_care(), "{phase:?}");
            }
        }
    }

    #[test]
    fn a_document_is_laid_out_and_nothing_in_it_changes() {
        let document = r#"{"name":"a, \": {c}\\","runs":[ {"day":1} ,[]],"x":-1.50}"#;
        assert_eq!(
            laid_out(document),
            [
                "{",
                r#"  "name": "a, \": {c}\\","#,
                r#"  "runs": ["#,
                "    {",
                r#"      "day": 1"#,
                "    },",
                "    [",
                "    ]",
                "  ],",
                r#"  "x": -1.50"#,
                "}"
            ]
        );
        assert_eq!(laid_out("]]} no JSON"), ["]", "]", "}noJSON"]);
        assert_eq!(laid_out(""), Vec::<String>::new());
    }
}
