//! The journal's steps, taken by the program's own code: a row of the model is made a launch, the step is asked for, and
//! what it answers is made a row again. So what the search proves is proved of that code.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use kaytop::domain::launch::classify::Proof;
use kaytop::domain::launch::journal::{self, Journal, JournalError, blocking};
use kaytop::domain::launch::reconcile::{QUIET, Sight};
use kaytop::domain::launch::transition::Transition;
use kaytop::domain::launch::{Before, Launch, LaunchId, Owner, Phase, Request, Stamp};
use kaytop::domain::time::from_unix;

use super::world::{Pid, Quiet, Row, Ticks};

const NAME: &str = "Wave";

/// When every step is taken; the past is moved instead.
fn now() -> Stamp {
    Stamp { wall: from_unix(1_000_000).unwrap(), clock: "this".into(), reading: Duration::from_secs(10_000) }
}

fn owner(pid: Pid) -> Owner {
    Owner { name: String::new(), token: pid.to_string() }
}

fn draft(number: u64) -> Launch {
    let request = Request {
        host: String::new(),
        key_fingerprint: String::new(),
        name: NAME.into(),
        agent_id: None,
        case_list_id: None,
        body: String::new(),
    };
    Launch::draft(LaunchId::from_bits(number), request, Before::default(), now())
}

/// The launch that a row stands for; `quiet` ticks are the program's quiet period.
fn launch(number: u64, row: Row, quiet: Ticks) -> Launch {
    let ago = |ticks: Ticks| {
        let passed = if ticks >= quiet { QUIET } else { QUIET * u32::from(ticks) / u32::from(quiet) };
        Stamp { reading: now().reading.checked_sub(passed).unwrap(), ..now() }
    };
    let quiet_from = match row.quiet {
        Quiet::None => None,
        Quiet::Since(ticks) => Some(ago(ticks)),
        Quiet::Interrupted => Some(Stamp { clock: "the one before".into(), ..ago(quiet) }),
    };
    Launch { phase: row.phase, owner: row.owner.map(owner), quiet_from, absent: row.absent, ..draft(number) }
}

/// The row after a step, which must be one of the table.
fn after(before: &Launch, change: &Transition, row: Row) -> Row {
    let next = change.launch();
    assert!(before.phase.after().contains(&next.phase), "{:?} to {:?}", before.phase, next.phase);
    assert_eq!((change.from(), change.version(), next.version), (before.phase, before.version, before.version + 1));
    let quiet = if next.quiet_from == before.quiet_from { row.quiet } else { Quiet::Since(0) };
    Row {
        phase: next.phase,
        owner: row.owner.filter(|_| next.phase.is_owned()),
        quiet: if next.phase == Phase::Unknown { quiet } else { Quiet::None },
        absent: next.absent && next.phase == Phase::Unknown,
    }
}

/// A new row, confirmed by this process.
pub(crate) fn confirm(pid: Pid) -> Row {
    let draft = draft(0);
    let change = draft.confirm(owner(pid), false, now()).unwrap();
    let row = Row { phase: Phase::Draft, owner: Some(pid), quiet: Quiet::None, absent: false };
    after(&draft, &change, row)
}

/// A step of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// SENDING is written, and the permission to send is given.
    Arm(Pid),
    /// The process changes its mind, provably before a byte was sent.
    Withdraw(Pid),
    /// The request has ended for the process that waits.
    End(Pid, Proof),
    /// The owner is taken for dead.
    Recover,
    /// The list was looked at, and shows it or not.
    Look(bool),
    /// A person states that it is not there.
    Release,
}

thread_local! {
    /// What was answered before: a search asks the same few questions in thousands of states.
    static TAKEN: RefCell<HashMap<(Step, Row, Ticks), Option<Row>>> = RefCell::default();
    static BLOCKED: RefCell<HashMap<(Vec<Row>, Ticks), bool>> = RefCell::default();
}

/// The row after this step, where the program takes it.
pub(crate) fn take(step: Step, row: Row, quiet: Ticks) -> Option<Row> {
    TAKEN.with_borrow_mut(|taken| *taken.entry((step, row, quiet)).or_insert_with(|| ask(step, row, quiet)))
}

fn ask(step: Step, row: Row, quiet: Ticks) -> Option<Row> {
    let before = launch(1, row, quiet);
    let change = match step {
        Step::Arm(pid) => {
            let mut page = Page::default();
            let armed = journal::arm(&mut page, &mut before.clone(), &owner(pid), now()).ok()?;
            assert_eq!(armed.launch(), &before.id);
            page.0?
        }
        Step::Withdraw(pid) => before.withdraw(&owner(pid), now()).ok()?,
        Step::End(pid, verdict) => before.ended(&owner(pid), verdict, "it broke".into(), now()).ok()?,
        Step::Recover => before.recover(now())?,
        Step::Look(true) => before.looked(&Sight::Found(vec![412]), &now()).ok()?,
        Step::Look(false) => before.looked(&Sight::Absent { near: Vec::new() }, &now()).ok()?,
        Step::Release => before.release(NAME, now()).ok()?,
    };
    Some(after(&before, &change, row))
}

/// Whether a row stands in the way of a new launch of the same name.
pub(crate) fn is_blocked(rows: &[Row], quiet: Ticks) -> bool {
    BLOCKED.with_borrow_mut(|blocked| {
        *blocked.entry((rows.to_vec(), quiet)).or_insert_with(|| {
            let launches: Vec<Launch> = rows.iter().zip(1..).map(|(row, number)| launch(number, *row, quiet)).collect();
            blocking(&launches, &LaunchId::from_bits(0), NAME, false, &now()).is_some()
        })
    })
}

/// A journal of one change.
#[derive(Default)]
struct Page(Option<Transition>);

impl Journal for Page {
    fn launches(&mut self) -> Result<Vec<Launch>, JournalError> {
        Ok(Vec::new())
    }

    fn draft(&mut self, _: &Launch) -> Result<(), JournalError> {
        Ok(())
    }

    fn write(&mut self, change: &Transition) -> Result<(), JournalError> {
        self.0 = Some(change.clone());
        Ok(())
    }
}
