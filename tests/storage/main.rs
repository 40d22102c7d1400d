//! The launch journal, the request ledger and the record under what a machine does to them: kills, a full disk, flipped bits, several
//! processes at once. The other processes are this very program, told what to be by `KAYTOP_TEST_CHILD`.
//!
//! Longer runs, by the environment:
//!
//! ```text
//! KAYTOP_KILLS=1000 cargo test --release --test storage kill
//! KAYTOP_FLIPS=1 cargo test --release --test storage flipped     every single bit
//! ```
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

mod child;
mod damage;
mod drafts;
mod kills;
mod record;
mod requests;
mod room;

use std::path::{Path, PathBuf};
use std::time::Duration;

use kaytop::domain::launch::journal::{Journal, arm};
use kaytop::domain::launch::{Before, Launch, LaunchId, Owner, Request, Stamp};
use kaytop::domain::time::from_unix;
use kaytop::storage::journal::sqlite::JournalFile;
use kaytop::storage::process::Process;

const HOST: &str = "api.kayse.ai";

fn open(data: &Path) -> JournalFile {
    JournalFile::open(data, HOST).unwrap()
}

fn file(data: &Path) -> PathBuf {
    data.join("launches/api.kayse.ai.sqlite3")
}

fn at(seconds: u64) -> Stamp {
    let wall = from_unix(1_800_000_000 + seconds.cast_signed()).unwrap();
    Stamp { wall, clock: "boot".into(), reading: Duration::from_secs(seconds) }
}

fn me() -> Owner {
    Process { id: 7, start: 8, boot: "boot".into() }.into()
}

fn draft(bits: u64) -> Launch {
    let request = Request {
        host: HOST.into(),
        key_fingerprint: "f00d".into(),
        name: format!("Launch {bits}"),
        agent_id: None,
        case_list_id: Some(5),
        body: "{}".into(),
    };
    Launch::draft(LaunchId::from_bits(bits), request, Before { ids: (1..200).collect() }, at(bits))
}

/// A draft, and one that may be on its way.
fn fill(journal: &mut JournalFile) -> Vec<Launch> {
    for bits in [1, 2] {
        journal.draft(&draft(bits)).unwrap();
    }
    let confirmed = draft(2).confirm(me(), false, at(10)).unwrap();
    journal.write(&confirmed).unwrap();
    arm(journal, &mut confirmed.into_launch(), &me(), at(11)).unwrap();
    journal.launches().unwrap()
}

/// A number from the environment.
fn asked(variable: &str) -> Option<u32> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap())
}
