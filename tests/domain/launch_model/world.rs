//! The state of the world, and the variants of the protocol that act in it.

use kaytop::domain::launch::Phase;

/// How many ticks until something must have happened.
pub(crate) type Ticks = u8;

/// A process by its place.
pub(crate) type Pid = u8;

/// When a variant sends again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resend {
    /// When a person presses again.
    Human,
    /// By itself after a timeout.
    AfterTimeout,
    /// By itself when a look at the list does not find it.
    WhenAbsent,
}

/// What a variant with a journal leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    None,
    /// Looking for another launch and marking this one are two transactions.
    CheckApart,
    /// A mark is not on disk when the request is sent.
    NotOnDisk,
    /// Recovery takes the launches of living processes too.
    OwnerIgnored,
}

/// A protocol, and the world that it must stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    /// How many ticks after the send a request may still be applied (L).
    pub(crate) late: Ticks,
    /// How many ticks after that the list may lack it (V).
    pub(crate) lag: Ticks,
    /// The quiet period (Q).
    pub(crate) quiet: Ticks,
    pub(crate) processes: u8,
    pub(crate) presses: u8,
    pub(crate) kills: u8,
    /// Whether there is a journal and a look at the list.
    pub(crate) journal: bool,
    pub(crate) resend: Resend,
    pub(crate) flaw: Flaw,
}

/// The worlds that every variant is tried in: ours, with lateness and lag of (2, 1) and (3, 2).
pub(crate) const WORLDS: [Variant; 3] = [world(2, 1, 2, 3, 3), world(2, 1, 3, 4, 4), world(3, 2, 3, 4, 4)];

const fn world(late: Ticks, lag: Ticks, processes: u8, presses: u8, kills: u8) -> Variant {
    Variant {
        name: "D: ours",
        late,
        lag,
        quiet: late + lag + 1,
        processes,
        presses,
        kills,
        journal: true,
        resend: Resend::Human,
        flaw: Flaw::None,
    }
}

/// A request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Flight {
    /// Who waits for its answer, if anyone still does.
    pub(crate) waiting: Option<Pid>,
    /// Ticks in which it may still be applied.
    pub(crate) left: Ticks,
}

/// How far a row's quiet period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Quiet {
    /// There is none in this phase.
    None,
    /// It began so many ticks ago.
    Since(Ticks),
    /// It began before the machine's last start.
    Interrupted,
}

/// A row of the journal that stands in the way of others: what says that nothing was created is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) phase: Phase,
    /// Its owner, in the phases that have one.
    pub(crate) owner: Option<Pid>,
    pub(crate) quiet: Quiet,
    /// Whether the last look took it as absent.
    pub(crate) absent: bool,
}

/// Where a process is with the launch that it drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Process {
    Idle,
    /// A person pressed, and nothing stood in the way.
    Checked,
    /// CONFIRMED is written.
    Marked,
    /// SENDING is written.
    Armed,
    /// The request is sent.
    Waiting {
        /// Whether the server applied it, so that its answer may come.
        applied: bool,
    },
}

/// The world at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct State {
    pub(crate) flights: Vec<Flight>,
    /// Ticks in which each campaign that exists may still be missing in the list.
    pub(crate) hidden: Vec<Ticks>,
    pub(crate) listed: u8,
    /// Campaigns that exist.
    pub(crate) applied: u8,
    pub(crate) rows: Vec<Row>,
    pub(crate) processes: Vec<Process>,
    pub(crate) presses: u8,
    pub(crate) kills: u8,
    /// Whether a person was last told that nothing was created.
    pub(crate) told_not_created: bool,
}

impl State {
    /// The beginning: nothing is sent, nobody has pressed.
    pub(crate) fn first(variant: &Variant) -> Self {
        Self {
            flights: Vec::new(),
            hidden: Vec::new(),
            listed: 0,
            applied: 0,
            rows: Vec::new(),
            processes: vec![Process::Idle; usize::from(variant.processes)],
            presses: variant.presses,
            kills: variant.kills,
            told_not_created: false,
        }
    }

    /// Whether one intent has become two campaigns.
    pub(crate) fn is_double(&self) -> bool {
        self.applied > 1
    }

    /// Whether a person was told of none while there is one and nothing more is on its way.
    pub(crate) fn is_lie(&self) -> bool {
        self.told_not_created && self.applied > 0 && self.flights.is_empty()
    }

    /// The same world in the one order in which it is compared, without the rows that say that nothing was created.
    pub(crate) fn sorted(mut self) -> Self {
        self.rows.retain(|row| row.phase.may_exist());
        self.rows.sort_unstable();
        self.flights.sort_unstable();
        self.hidden.sort_unstable();
        self
    }
}
