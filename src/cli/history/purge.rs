//! `kaytop history purge`: forgetting, after a question.

use std::io::{self, BufRead as _, IsTerminal as _};

use super::about::{size, when};
use super::whose::unusable;
use crate::cli::args;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::domain::count::counted;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::record::engine::{Engine as _, Grain, Purge};
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::shown::Shown;
use crate::domain::time::Zone;
use crate::domain::zones;
use crate::runtime::clock;
use crate::storage::record::Record;

/// What is to be forgotten, and in which words.
struct Wanted {
    purge: Purge,
    words: String,
    /// What will be so afterwards.
    then: &'static str,
}

/// Reads what is to be forgotten. `None` for nothing.
pub(super) fn read(args: &args::Purge, zone: Zone) -> Result<Purge, Stop> {
    Ok(match (&args.before, args.campaign) {
        (Some(text), _) => {
            let moment = Viewpoint::today(clock::wall(), zone).read(text);
            Purge::Before(Second::of(moment.map_err(|why| Stop::new(Exit::Usage, format!("--before: {why}")))?))
        }
        (None, Some(id)) => Purge::Campaign(id),
        (None, None) => Purge::All,
    })
}

/// Forgets, and says what.
pub(super) fn run(mut record: Record, host: &str, purge: Purge, yes: bool, zone: Zone) -> Result<Exit, Stop> {
    let before = record.about().map_err(|why| unusable(&why))?;
    let Some(oldest) = before.coverage.first() else {
        output::note("the record is empty: there is nothing to forget");
        return Ok(Exit::Ok);
    };
    let wanted = match purge {
        Purge::Before(at) if at <= oldest.from => {
            let begins = oldest.from.moment().map(|moment| when(moment, zone)).unwrap_or_default();
            output::note(&format!("the record begins at {begins}: there is nothing to forget"));
            return Ok(Exit::Ok);
        }
        Purge::Before(at) => before_moment(at, zone),
        Purge::Campaign(id) => campaign(&mut record, id)?,
        Purge::All => Wanted {
            purge,
            words: format!("everything, {}", counted(before.campaigns, "campaign")),
            then: " What is read from now on is recorded again; history = false in the configuration stops that.",
        },
    };
    if !yes {
        confirm(&format!("Forget {} (record of {host})? It cannot be brought back.", wanted.words))?;
    }
    record.purge(wanted.purge).map_err(|why| unusable(&why))?;
    let after = record.about().map_err(|why| unusable(&why))?;
    output::people(|out| {
        writeln!(
            out,
            "Forgotten: {}. The record took {} and takes {}.{}",
            wanted.words,
            size(before.bytes),
            size(after.bytes),
            wanted.then
        )
    })
}

fn before_moment(at: Second, zone: Zone) -> Wanted {
    let moment = at.moment().unwrap_or_default();
    Wanted {
        purge: Purge::Before(at),
        words: format!("what was before {} {}", when(moment, zone), zones::place(zone, moment)),
        then: " What was known then stays, as if it had been read there first.",
    }
}

fn campaign(record: &mut Record, id: i64) -> Result<Wanted, Stop> {
    let now = record.as_of(Second(i64::MAX)).map_err(|why| unusable(&why))?;
    let row = now.iter().flat_map(|past| &past.rows).find(|row| row.id == id);
    let ever = Span { from: Second(i64::MIN), to: Second(i64::MAX) };
    if row.is_none() && record.course(id, ever, Grain::Days).map_err(|why| unusable(&why))?.is_empty() {
        return Err(Stop::error(format!("the record knows no campaign {id}; nothing was forgotten")));
    }
    let name = row.and_then(|row| row.identity.name.as_deref()).map(|name| format!(" {}", Shown::new(name).as_str()));
    Ok(Wanted {
        purge: Purge::Campaign(id),
        words: format!("campaign {id}{}", name.unwrap_or_default()),
        then: match row {
            Some(_) => " It was in the list when that was last read: while it is, it is recorded again.",
            None => "",
        },
    })
}

/// Asks a person.
fn confirm(question: &str) -> Result<(), Stop> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Stop::new(
            Exit::Usage,
            "there is no terminal to ask at: --yes forgets without a question. Nothing was forgotten",
        ));
    }
    let cannot = |error: io::Error| Stop::error(format!("cannot ask: {error}. Nothing was forgotten"));
    output::ask(&format!("{question}\nType yes to forget: ")).map_err(cannot)?;
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed).map_err(cannot)?;
    if typed.trim().eq_ignore_ascii_case("yes") { Ok(()) } else { Err(Stop::error("Nothing was forgotten")) }
}
