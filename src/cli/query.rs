//! The query of a command line, in the one language of the filter.

use super::exit::{Exit, Stop};
use super::output;
use crate::domain::query::{Flag, Query, QueryError};
use crate::domain::shell;
use crate::domain::shown::Shown;
use crate::storage::kept::views::{ViewsFile, ViewsRead};
use crate::storage::paths::Paths;
use crate::ui::text;

/// The query that the words of a command line make. It may not ask for a flag of `unknown`, which cannot be known here.
pub(super) fn read(words: &[String], unknown: &[Flag]) -> Result<Query, Stop> {
    let typed = words.join(" ");
    let query = Query::parse(&typed).map_err(|error| mistake(&typed, &error))?;
    match query.unknowable(unknown) {
        Some(error) => Err(mistake(&typed, &error)),
        None => Ok(query),
    }
}

/// As [`read`], within the view of this name where one is given: the words outweigh its own filter.
pub(super) fn read_in(view: Option<&str>, words: &[String], paths: &Paths, unknown: &[Flag]) -> Result<Query, Stop> {
    let typed = read(words, unknown)?;
    let Some(name) = view else { return Ok(typed) };
    let ViewsRead { views, note } = ViewsFile::new(&paths.data).read();
    if let Some(note) = note {
        output::message(&note);
    }
    let Some(view) = views.iter().find(|view| view.is_called(name)) else {
        let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
        return Err(Stop::new(Exit::Usage, format!("there is no view {name:?}; there are: {}", names.join(", "))));
    };
    read(&[view.as_query(typed.as_str())], unknown)
}

/// The mistake, with carets below its place and below that the query with the fix.
fn mistake(typed: &str, error: &QueryError) -> Stop {
    const INDENT: &str = "  ";
    let shown = |text: Option<&str>| Shown::new(text.unwrap_or_default()).as_str().to_owned();
    let before = text::width(&shown(typed.get(..error.span.start)));
    let carets = text::width(&shown(typed.get(error.span.clone()))).max(1);
    let mut lines = vec![
        format!("the query: {error}"),
        format!("{INDENT}{}", shown(Some(typed))),
        format!("{INDENT}{}{}", " ".repeat(before), "^".repeat(carets)),
    ];
    if let Some(fixed) = error.fixed(typed) {
        lines.push(format!("Written with that: {}", shell::quoted(&fixed)));
    }
    Stop::new(Exit::Usage, lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str, unknown: &[Flag]) -> String {
        let stop = read(&[typed.to_owned()], unknown).expect_err(typed);
        assert_eq!(stop.exit, Exit::Usage);
        stop.message
    }

    #[test]
    fn a_mistake_is_shown_at_its_place_with_the_way_out() {
        assert_eq!(
            refused("talc agnet:O'x calls:>5", &[]),
            "the query: unknown field `agnet`, did you mean `agent`?\n  talc agnet:O'x calls:>5\n       ^^^^^\n\
             Written with that: 'talc agent:O'\\''x calls:>5'"
        );
        assert_eq!(refused("日本 calls:", &[]), "the query: `calls:` needs a number\n  日本 calls:\n             ^");
    }

    #[test]
    fn what_one_read_cannot_know_is_no_empty_answer() {
        let unknown = [Flag::Marked, Flag::Moving];
        assert_eq!(
            refused("calls:>5 is:odd|marked", &unknown),
            "the query: `is:marked` asks for the marks of a screen, and there is none here\n  calls:>5 is:odd|marked\n\
             \u{20}                 ^^^^^^"
        );
        assert!(refused("-is:moving", &unknown).contains("here it is read once"));
        assert!(read(&["is:odd".to_owned()], &unknown).is_ok() && read(&["is:marked".to_owned()], &[]).is_ok());
    }
}
