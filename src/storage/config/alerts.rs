//! The alerts of the configuration: `[[alert]]`.

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use crate::domain::alert::{Alert, Hold, Way, Ways};
use crate::domain::query::{Flag, Query};

/// The longest name, in characters: it stands in notices and in the log.
const LONGEST_NAME: usize = 40;

/// An alert as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    name: Spanned<String>,
    #[serde(deserialize_with = "query")]
    when: Query,
    #[serde(default, rename = "for", deserialize_with = "hold")]
    hold: Hold,
    #[serde(default = "screen", deserialize_with = "ways")]
    say: Ways,
    command: Option<Vec<String>>,
    #[serde(default)]
    names: bool,
    #[serde(default)]
    always: bool,
}

impl Section {
    /// What it says.
    pub fn alert(&self) -> Alert {
        let Self { name, when, hold, say, command, names, always } = self.clone();
        let command = command.unwrap_or_default();
        Alert { name: name.into_inner(), when, hold, say, command, names, always }
    }

    /// What is wrong with it beyond single values.
    fn mistake(&self, before: &[Self]) -> Option<String> {
        let name = self.name.get_ref();
        let named = |what: &str| format!("alert {name:?}: {what}");
        if name.trim().is_empty() || name.trim() != name || name.chars().any(char::is_control) {
            return Some(named("its name must be visible text without blanks around it"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Some(named(&format!("its name is longer than {LONGEST_NAME} characters")));
        }
        if before.iter().any(|other| other.name.get_ref().to_lowercase() == name.to_lowercase()) {
            return Some(named("another alert has this name; each needs its own"));
        }
        let wants = self.say.has(Way::Command);
        match &self.command {
            None if wants => Some(named("say has \"command\": add command = [\"PROGRAM\", …]")),
            Some(_) if !wants => Some(named("there is a command, but say does not have \"command\"")),
            Some(argv) if argv.first().is_none_or(String::is_empty) => {
                Some(named("command: name a program and its arguments, such as [\"notify-send\", \"kaytop\"]"))
            }
            _ => None,
        }
    }
}

/// Judges what single values cannot; a mistake comes with the line of its alert's name, from 1.
pub(super) fn judge(alerts: &[Section], text: &str) -> Result<(), (usize, String)> {
    for (at, alert) in alerts.iter().enumerate() {
        if let Some(why) = alert.mistake(alerts.get(..at).unwrap_or_default()) {
            let before = text.get(..alert.name.span().start).unwrap_or_default();
            return Err((before.matches('\n').count() + 1, why));
        }
    }
    Ok(())
}

fn screen() -> Ways {
    [Way::Screen].into_iter().collect()
}

fn query<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Query, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = |why: String| de::Error::custom(format!("`when`, the query: {why}"));
    let query = Query::parse(&text).map_err(|error| wrong(error.to_string()))?;
    if let Some(error) = query.unknowable(&[Flag::Marked]) {
        return Err(wrong(error.to_string()));
    }
    if query.server_search().is_some() {
        return Err(wrong("`key:` has the server search, and alerts look at every campaign: use a word".to_owned()));
    }
    Ok(query)
}

fn hold<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hold, D::Error> {
    let text = String::deserialize(deserializer)?;
    Hold::read(&text).map_err(|why| de::Error::custom(format!("`for`: {why}")))
}

fn ways<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ways, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    let known: Vec<String> = Way::ALL.iter().map(|way| format!("\"{}\"", way.name())).collect();
    let known = known.join(", ");
    if names.is_empty() {
        return Err(de::Error::custom(format!("`say`: say it in at least one of {known}")));
    }
    let way = |name: &String| {
        Way::named(name).ok_or_else(|| de::Error::custom(format!("`say` cannot be {name:?}: use some of {known}")))
    };
    names.iter().map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn an_alert_is_read_whole() {
        let text = "[[alert]]\nname = \"Failing\"\nwhen = \"failed%:>40 calls:>=50\"\nfor = \"30m open\"\n\
                    say = [\"screen\", \"command\"]\ncommand = [\"notify\", \"me\"]\nnames = true\nalways = true\n\
                    [[alert]]\nname = \"Waiting\"\nwhen = \"pending:>0\"\n";
        let alerts = parse(text).unwrap().alerts();
        let [failing, waiting] = &alerts[..] else { panic!("{alerts:?}") };
        assert_eq!((failing.when.as_str(), failing.command.len()), ("failed%:>40 calls:>=50", 2));
        assert_eq!(failing.definition(), "Failing: failed%:>40 calls:>=50 for 30m open");
        assert!(failing.names && failing.always && !waiting.names && !waiting.always);
        assert_eq!((waiting.hold.to_string(), waiting.say.to_string()), ("at once".into(), "screen".into()));
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        let of = |lines: &str| format!("theme = \"dark\"\n[[alert]]\nname = \"A\"\nwhen = \"pending:>0\"\n{lines}");
        for (text, line, words) in [
            ("[[alert]]\nname = \"A\"\n".to_owned(), 1, "when"),
            ("[[alert]]\nname = \"A\"\nwhen = \"agnet:x\"\n".to_owned(), 3, "did you mean `agent`"),
            ("[[alert]]\nname = \"A\"\nwhen = \"is:marked\"\n".to_owned(), 3, "there is none here"),
            ("[[alert]]\nname = \"A\"\nwhen = \"key:x\"\n".to_owned(), 3, "use a word"),
            (of("for = \"soon\"\n"), 5, "30m open"),
            (of("for = \"2d open\"\n"), 5, "8h open"),
            (of("say = [\"desk\"]\n"), 5, "\"screen\", \"bell\", \"desktop\", \"command\""),
            (of("say = []\n"), 5, "at least one"),
            (of("say = [\"command\"]\n"), 3, "add command"),
            (of("command = [\"x\"]\n"), 3, "say does not have"),
            (of("say = [\"command\"]\ncommand = []\n"), 3, "name a program"),
            (of("saay = [\"bell\"]\n"), 5, "did you mean `say`"),
            (of("[[alert]]\nname = \"a\"\nwhen = \"calls:>1\"\n"), 6, "another alert has this name"),
            (of("[[alert]]\nname = \" b\"\nwhen = \"calls:>1\"\n"), 6, "visible text"),
            (of("[[alert]]\nname = \"b\\u0007\"\nwhen = \"calls:>1\"\n"), 6, "visible text"),
            (of(&format!("[[alert]]\nname = \"{}\"\nwhen = \"calls:>1\"\n", "b".repeat(41))), 6, "longer than 40"),
        ] {
            let (at, reason) = parse(&text).unwrap_err();
            assert_eq!(at, line, "{text}: {reason}");
            assert!(reason.contains(words), "{text}: {reason}");
        }
    }
}
