//! What can happen next: people press, processes act and die, the wire delivers late or never, the list lags.

use kaytop::domain::launch::Phase;
use kaytop::domain::launch::classify::Proof;

use super::protocol::{self, Step};
use super::world::{Flaw, Flight, Pid, Process, Quiet, Resend, Row, State, Ticks, Variant};

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// A person presses Launch in this process, and nothing is seen to stand in the way.
    Pressed(Pid),
    /// CONFIRMED is written.
    Marked(Pid),
    /// The journal says that another was faster.
    Refused(Pid),
    /// A confirmed launch is taken back.
    Withdrew(Pid),
    /// SENDING is written.
    Armed(Pid),
    Sent(Pid),
    /// No connection came about.
    NotSent(Pid),
    /// The server does what the request asks for.
    Applied,
    /// The request never reaches the server.
    Lost,
    Listed,
    /// The server's answer arrives, with a number or without.
    Answered(Pid, Proof),
    TimedOut(Pid),
    /// The process dies and is started again.
    Killed(Pid),
    /// The machine starts again, and every process with it.
    PowerCut,
    /// The list is read, and shows it or not.
    Looked(bool),
    /// A person states that it is not there.
    Released,
    /// A variant sends again by itself.
    SentAgain(Pid),
    Tick,
}

/// Every move from here, with where it leads.
pub(crate) fn moves(state: &State, variant: &Variant) -> Vec<(Move, State)> {
    let mut next = Vec::new();
    for pid in 0..variant.processes {
        by_process(state, variant, pid, &mut next);
        by_fate(state, variant, pid, &mut next);
    }
    by_wire(state, variant, &mut next);
    by_list(state, variant, &mut next);
    if state.kills > 0 && variant.journal {
        next.push((Move::PowerCut, power_cut(state, variant)));
    }
    next.extend(tick(state, variant).map(|state| (Move::Tick, state)));
    next.into_iter().map(|(step, state)| (step, state.sorted())).collect()
}

/// What a process does with its own launch.
fn by_process(state: &State, variant: &Variant, pid: Pid, next: &mut Vec<(Move, State)>) {
    let quiet = variant.quiet;
    match state.process(pid) {
        Process::Idle if state.presses > 0 => {
            // The gate: no launch of that name in the journal, no campaign of that name in the list.
            let free = !variant.journal || (state.listed == 0 && !protocol::is_blocked(&state.rows, quiet));
            if free {
                let to = if variant.journal { Process::Checked } else { Process::Armed };
                next.push((Move::Pressed(pid), State { presses: state.presses - 1, ..state.with(pid, to) }));
            }
        }
        Process::Idle => {}
        Process::Checked if variant.flaw != Flaw::CheckApart && protocol::is_blocked(&state.rows, quiet) => {
            next.push((Move::Refused(pid), state.with(pid, Process::Idle)));
        }
        Process::Checked => {
            let mut marked = state.with(pid, Process::Marked);
            marked.rows.push(protocol::confirm(pid));
            marked.told_not_created = false;
            next.push((Move::Marked(pid), marked));
        }
        Process::Marked => {
            let withdrew = state.with(pid, Process::Idle).rewritten(pid, Step::Withdraw(pid), quiet);
            next.push((Move::Withdrew(pid), withdrew));
            // Without its row, recovery took the launch away, and nothing is sent.
            let to = if state.rows.iter().any(|row| row.owner == Some(pid)) { Process::Armed } else { Process::Idle };
            next.push((Move::Armed(pid), state.with(pid, to).rewritten(pid, Step::Arm(pid), quiet)));
        }
        Process::Armed => {
            let mut sent = state.with(pid, Process::Waiting { applied: false });
            sent.flights.push(Flight { waiting: Some(pid), left: variant.late });
            next.push((Move::Sent(pid), sent));
            next.push((Move::NotSent(pid), state.ended(pid, Proof::NotSent, quiet)));
        }
        Process::Waiting { applied } => {
            let timed_out = state.ended(pid, Proof::Unknown, quiet);
            if variant.resend == Resend::AfterTimeout && state.presses > 0 {
                let again = State { presses: state.presses - 1, ..timed_out.with(pid, Process::Armed) };
                next.push((Move::TimedOut(pid), again));
            } else {
                next.push((Move::TimedOut(pid), timed_out));
            }
            if applied {
                for verdict in [Proof::Created(412), Proof::CreatedNoId] {
                    next.push((Move::Answered(pid, verdict), state.ended(pid, verdict, quiet)));
                }
            } else if state.flights.iter().any(|flight| flight.waiting == Some(pid)) {
                let mut refused = state.clone();
                refused.flights.retain(|flight| flight.waiting != Some(pid));
                let refused = refused.ended(pid, Proof::Rejected, quiet);
                next.push((Move::Answered(pid, Proof::Rejected), refused));
            }
        }
    }
}

/// A process dies; when it starts again, it recovers what nobody drives any more.
fn by_fate(state: &State, variant: &Variant, pid: Pid, next: &mut Vec<(Move, State)>) {
    if state.kills == 0 {
        return;
    }
    let mut killed = State { kills: state.kills - 1, ..state.with(pid, Process::Idle) };
    killed.forget(pid);
    for row in &mut killed.rows {
        let dead = row.owner == Some(pid) || variant.flaw == Flaw::OwnerIgnored;
        *row = protocol::take(Step::Recover, *row, variant.quiet).filter(|_| dead).unwrap_or(*row);
    }
    next.push((Move::Killed(pid), killed));
}

fn power_cut(state: &State, variant: &Variant) -> State {
    let mut cut = State { kills: state.kills - 1, ..state.clone() };
    cut.processes.fill(Process::Idle);
    for pid in 0..variant.processes {
        cut.forget(pid);
    }
    if variant.flaw == Flaw::NotOnDisk {
        cut.rows.retain(|row| row.owner.is_none());
    }
    for row in &mut cut.rows {
        if row.phase == Phase::Unknown {
            row.quiet = Quiet::Interrupted;
        }
        *row = protocol::take(Step::Recover, *row, variant.quiet).unwrap_or(*row);
    }
    cut
}

/// What becomes of requests on their way, and when the list shows it.
fn by_wire(state: &State, variant: &Variant, next: &mut Vec<(Move, State)>) {
    for (at, flight) in state.flights.iter().enumerate() {
        let mut lost = state.clone();
        lost.flights.remove(at);
        let mut applied = lost.clone();
        applied.applied += 1;
        applied.hidden.push(variant.lag);
        if let Some(pid) = flight.waiting {
            applied = applied.with(pid, Process::Waiting { applied: true });
        }
        next.extend([(Move::Lost, lost), (Move::Applied, applied)]);
    }
    for at in 0..state.hidden.len() {
        let mut listed = State { listed: state.listed + 1, ..state.clone() };
        listed.hidden.remove(at);
        next.push((Move::Listed, listed));
    }
}

/// The list is read for each launch that may be found in it, and a person may release one.
fn by_list(state: &State, variant: &Variant, next: &mut Vec<(Move, State)>) {
    let found = state.listed > 0;
    for (at, row) in state.rows.iter().enumerate() {
        let Some(looked) = protocol::take(Step::Look(found), *row, variant.quiet) else { continue };
        next.push((Move::Looked(found), state.replaced(at, looked)));
        if let Some(released) = protocol::take(Step::Release, *row, variant.quiet) {
            next.push((Move::Released, State { told_not_created: true, ..state.replaced(at, released) }));
        }
        if variant.resend == Resend::WhenAbsent && row.phase == Phase::Unknown && !found && state.presses > 0 {
            for pid in (0..variant.processes).filter(|pid| state.process(*pid) == Process::Idle) {
                let sending = Row { phase: Phase::Sending, owner: Some(pid), quiet: Quiet::None, absent: false };
                let again = state.with(pid, Process::Armed).replaced(at, sending);
                next.push((Move::SentAgain(pid), State { presses: state.presses - 1, ..again }));
            }
        }
    }
}

/// Time passes, unless something is overdue.
fn tick(state: &State, variant: &Variant) -> Option<State> {
    let mut later = state.clone();
    for left in later.flights.iter_mut().map(|flight| &mut flight.left).chain(&mut later.hidden) {
        *left = left.checked_sub(1)?;
    }
    for row in &mut later.rows {
        if let Quiet::Since(ticks) = row.quiet {
            row.quiet = Quiet::Since(variant.quiet.min(ticks + 1));
        }
    }
    Some(later)
}

impl State {
    fn process(&self, pid: Pid) -> Process {
        self.processes[usize::from(pid)]
    }

    /// This process is there, all else as it is.
    fn with(&self, pid: Pid, process: Process) -> Self {
        let mut next = self.clone();
        next.processes[usize::from(pid)] = process;
        next
    }

    fn replaced(&self, at: usize, row: Row) -> Self {
        let mut next = self.clone();
        next.rows[at] = row;
        next
    }

    /// The process's own row after this step; as it is where the journal refuses it.
    fn rewritten(mut self, pid: Pid, step: Step, quiet: Ticks) -> Self {
        for row in self.rows.iter_mut().filter(|row| row.owner == Some(pid)) {
            *row = protocol::take(step, *row, quiet).unwrap_or(*row);
        }
        self
    }

    /// Nobody waits any more for what this process sent.
    fn forget(&mut self, pid: Pid) {
        for flight in &mut self.flights {
            flight.waiting = flight.waiting.filter(|waiting| *waiting != pid);
        }
    }

    /// The process's request has ended so, and its person was told so.
    fn ended(&self, pid: Pid, verdict: Proof, quiet: Ticks) -> Self {
        let mut next = self.with(pid, Process::Idle).rewritten(pid, Step::End(pid, verdict), quiet);
        next.forget(pid);
        next.told_not_created |= matches!(verdict, Proof::NotSent | Proof::Rejected);
        next
    }
}
