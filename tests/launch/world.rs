//! One machine with a journal, a sandbox that counts, processes that die, and a clock that jumps.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Client;
use kaytop::api::sender::Sender;
use kaytop::api::target::{BaseUrl, Key, Target};
use kaytop::domain::campaign::Listing;
use kaytop::domain::launch::journal::Journal;
use kaytop::domain::launch::{Launch, Owner, Request, Stamp};
use kaytop::domain::time::from_unix;
use kaytop::runtime::clock::Clock;
use kaytop::runtime::launch::host::Unbounded;
use kaytop::runtime::launch::ports::{Later, Point, Points, Time};
use kaytop::runtime::launch::records::{Lock, Parts, Records};
use kaytop::runtime::launch::{self, Launcher};
use kaytop::sandbox::faults::Fault;
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use kaytop::storage::journal::JournalFile;
use kaytop::storage::lock::HostLock;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::fake::Disk;
use crate::tap::{self, Tap, Wire};

/// The name of the one campaign that everybody wants.
pub(crate) const NAME: &str = "Roundup intake wave 9";
const HOST: &str = "api.example";
const KEY: &str = "sk_launch";
/// 2026-11-23 12:00 UTC.
const START: i64 = 1_795_435_200;

/// The processes of all machines that still run.
static ALIVE: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static NEXT_PID: AtomicU32 = AtomicU32::new(1);

fn alive() -> std::sync::MutexGuard<'static, BTreeSet<u32>> {
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where a process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Death {
    /// Between two lines of the program.
    At(Point),
    /// While the request is on the wire.
    On(Wire),
}

/// How a journal is opened.
pub(crate) type OpenJournal = Box<dyn Fn() -> Box<dyn Journal> + Send + Sync>;

/// The machine.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Running>,
    pub(crate) deaths: Arc<Deaths>,
    pub(crate) time: Arc<Skewed>,
    tap: Tap,
    folder: TempDir,
    journal: OpenJournal,
}

/// When processes are to die.
#[derive(Default)]
pub(crate) struct Deaths {
    planned: Mutex<Vec<Death>>,
    /// What becomes of the sandbox once the request may be on its way.
    later: Mutex<Vec<Fault>>,
    sandbox: OnceLock<Arc<Running>>,
    struck: Notify,
}

impl Deaths {
    /// Dies here if that is the next planned death.
    fn strikes(&self, here: Death) -> bool {
        let mut planned = self.planned.lock().unwrap();
        if planned.first() != Some(&here) {
            return false;
        }
        planned.remove(0);
        self.struck.notify_one();
        true
    }

    /// The deaths that nobody died.
    pub(crate) fn left(&self) -> Vec<Death> {
        self.planned.lock().unwrap().clone()
    }
}

impl Points for Deaths {
    fn reached(&self, point: Point) -> Later<'_, ()> {
        if point == Point::AfterSending
            && let later = std::mem::take(&mut *self.later.lock().unwrap())
            && !later.is_empty()
            && let Some(sandbox) = self.sandbox.get()
        {
            sandbox.set_faults(later);
        }
        if self.strikes(Death::At(point)) {
            // The program never comes back from here: whoever waits for the death drops it.
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(()))
    }
}

impl tap::Witness for Deaths {
    fn saw(&self, wire: Wire) -> bool {
        self.strikes(Death::On(wire))
    }
}

/// Virtual time, with a wall clock that can be set wrong and a machine that can be restarted.
#[derive(Debug)]
pub(crate) struct Skewed {
    clock: Clock,
    boot: Mutex<String>,
    wall_skew: Mutex<i64>,
    bits: AtomicU64,
}

impl Skewed {
    /// Sets the wall clock by so many seconds.
    pub(crate) fn skew(&self, seconds: i64) {
        *self.wall_skew.lock().unwrap() += seconds;
    }

    /// Starts the machine anew.
    pub(crate) fn reboot(&self) {
        self.boot.lock().unwrap().push('x');
    }
}

impl Time for Skewed {
    fn stamp(&self) -> Stamp {
        let now = self.clock.now();
        let skew = chrono_free(*self.wall_skew.lock().unwrap(), now.wall);
        Stamp { wall: skew, boot: self.boot.lock().unwrap().clone(), since_boot: now.mono }
    }

    fn sleep(&self, span: Duration) -> Later<'_, ()> {
        Box::pin(tokio::time::sleep(span))
    }

    fn bits(&self) -> u64 {
        self.bits.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed)
    }
}

fn chrono_free(seconds: i64, wall: kaytop::domain::time::Moment) -> kaytop::domain::time::Moment {
    from_unix(wall.timestamp() + seconds).unwrap()
}

/// One process of kaytop; it ends when this is dropped.
pub(crate) struct Process {
    pub(crate) launcher: Launcher,
    pid: u32,
}

impl Drop for Process {
    fn drop(&mut self) {
        alive().remove(&self.pid);
    }
}

impl World {
    /// A machine whose sandbox answers the first create with `create` and, from the moment a request may be on its way,
    /// the list with `list`.
    pub(crate) async fn new(create: &str, list: &[&str], deaths: &[Death]) -> Self {
        let folder = tempfile::tempdir_in(fast_folder()).unwrap();
        let path = folder.path().to_owned();
        let open = move || Box::new(JournalFile::open(&path, HOST).unwrap()) as Box<dyn Journal>;
        Self::with_journal(create, list, deaths, folder, Box::new(open)).await
    }

    /// A machine whose journal is in memory, and forgets unless it is `durable`.
    pub(crate) async fn with_memory(create: &str, durable: bool, deaths: &[Death]) -> Self {
        let disk = Disk::default();
        let folder = tempfile::tempdir_in(fast_folder()).unwrap();
        Self::with_journal(create, &[], deaths, folder, Box::new(move || disk.open(durable))).await
    }

    async fn with_journal(
        create: &str,
        list: &[&str],
        deaths: &[Death],
        folder: TempDir,
        journal: OpenJournal,
    ) -> Self {
        let clock = Clock::fixed(from_unix(START).unwrap());
        let options = SandboxOptions {
            api_key: Some(KEY.into()),
            pace: 0.0,
            campaigns: 24,
            rate_limit: 1_000_000,
            faults: faults(create),
            ..SandboxOptions::embedded(Arc::new(move || clock.now()))
        };
        let sandbox = Arc::new(server::start(options).await.unwrap());
        let later = if list.is_empty() { Vec::new() } else { faults(&format!("{create} {}", list.join(" "))) };
        let deaths =
            Arc::new(Deaths { planned: Mutex::new(deaths.to_vec()), later: Mutex::new(later), ..Deaths::default() });
        let _ = deaths.sandbox.set(Arc::clone(&sandbox));
        let tap = Tap::start(sandbox.addr, Arc::clone(&deaths) as Arc<dyn tap::Witness>).await;
        let time = Skewed {
            clock,
            boot: Mutex::new("boot".into()),
            wall_skew: Mutex::new(0),
            bits: AtomicU64::new(NEXT_PID.load(Ordering::Relaxed).into()),
        };
        Self { sandbox, deaths, time: Arc::new(time), tap, folder, journal }
    }

    /// Starts a process.
    pub(crate) fn process(&self) -> Process {
        let pid = NEXT_PID.fetch_add(1, Ordering::Relaxed);
        alive().insert(pid);
        let path = self.folder.path().to_owned();
        let records = Records::new(Parts {
            journal: (self.journal)(),
            lock: Box::new(move || Ok(HostLock::try_take(&path, HOST)?.map(|lock| Box::new(lock) as Lock))),
            owner: Owner { pid, start: 1, boot: "boot".into() },
            runs: |owner| alive().contains(&owner.pid),
            time: Arc::clone(&self.time) as Arc<dyn Time>,
            points: Arc::clone(&self.deaths) as Arc<dyn Points>,
        });
        let target = |url: &str| Target { base: BaseUrl::parse(url).unwrap(), key: Key::parse(KEY).unwrap() };
        let client = Client::new(&target(&self.sandbox.url), ApiLimits::default()).unwrap();
        let sender = Sender::new(&target(&self.tap.url), ApiLimits::default()).unwrap();
        Process { launcher: Launcher::new(records, client, sender, Arc::new(Unbounded)), pid }
    }

    /// Runs a process until it ends by itself (`Some`) or dies (`None`).
    pub(crate) async fn run<T>(&self, process: Process, work: impl AsyncFnOnce(&Launcher) -> T) -> Option<T> {
        tokio::select! {
            biased;
            () = self.deaths.struck.notified() => None,
            done = work(&process.launcher) => Some(done),
        }
    }

    /// What the web console shows: the campaigns of this name that the server holds.
    pub(crate) fn truth(&self) -> Vec<i64> {
        let named = self.sandbox.created().into_iter().filter(|row| row.name.as_deref() == Some(NAME));
        named.map(|row| row.id).collect()
    }

    /// The whole list, as the server shows it now.
    pub(crate) async fn list(&self) -> Listing {
        let target = Target { base: BaseUrl::parse(&self.sandbox.url).unwrap(), key: Key::parse(KEY).unwrap() };
        Client::new(&target, ApiLimits::default()).unwrap().campaigns(None).await.result.unwrap()
    }

    /// How many requests to create reached the server.
    pub(crate) fn posts(&self) -> u64 {
        self.sandbox.tally().posts
    }

    /// Every launch, as a fresh look at the journal tells.
    pub(crate) fn launches(&self) -> Vec<Launch> {
        (self.journal)().launches().unwrap()
    }
}

/// The plan that everybody wants.
pub(crate) fn plan() -> Value {
    json!({
        "name": NAME, "agent_id": "abc_771", "case_list_id": 318,
        "runs": [{"start_date": "2026-12-01", "end_date": "2026-12-05", "start_time": "09:00", "end_time": "17:00"}],
    })
}

/// Its request.
pub(crate) fn request() -> Request {
    launch::request(HOST, "fingerprint", &plan())
}

/// Faults as the command line writes them.
pub(crate) fn faults(text: &str) -> Vec<Fault> {
    text.split_whitespace().map(|fault| fault.parse().unwrap()).collect()
}

/// Memory where there is some: a commit waits for the disk, and there are many.
pub(crate) fn fast_folder() -> std::path::PathBuf {
    let memory = std::path::PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}
