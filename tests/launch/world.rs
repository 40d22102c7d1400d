//! One machine with a journal, a sandbox that counts, processes that die, and a clock that jumps.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kaytop::api::base_url::BaseUrl;
use kaytop::api::bounds::ApiLimits;
use kaytop::api::client::Client;
use kaytop::api::key::Key;
use kaytop::api::sender::Sender;
use kaytop::api::target::Target;
use kaytop::domain::campaign::Listing;
use kaytop::domain::launch::engine::{Engine, Lock};
use kaytop::domain::launch::journal::Journal;
use kaytop::domain::launch::{Launch, LaunchId, Request, Stamp};
use kaytop::domain::time::from_unix;
use kaytop::runtime::clock::Clock;
use kaytop::runtime::launch::host::Unbounded;
use kaytop::runtime::launch::ports::{Later, Points, Time};
use kaytop::runtime::launch::records::Records;
use kaytop::runtime::launch::{self, Launcher};
use kaytop::sandbox::faults::Fault;
use kaytop::sandbox::options::SandboxOptions;
use kaytop::sandbox::server::{self, Running};
use kaytop::storage::journal::sqlite::JournalFile;
use kaytop::storage::lock::HostLock;
use kaytop::storage::process;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::deaths::{Deaths, Doom};
use crate::fake::Disk;
use crate::places::Death;
use crate::tap::{Tap, Witness};

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

/// How a journal is opened.
pub(crate) type OpenJournal = Box<dyn Fn() -> Box<dyn Journal> + Send + Sync>;

/// The machine.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Running>,
    pub(crate) deaths: Arc<Deaths>,
    pub(crate) time: Arc<Skewed>,
    folder: TempDir,
    journal: OpenJournal,
    presses: AtomicU64,
    released: Mutex<BTreeSet<LaunchId>>,
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

    /// As [`Self::skew`], where nobody has set it yet.
    pub(crate) fn skew_once(&self, seconds: i64) {
        let mut skew = self.wall_skew.lock().unwrap();
        if *skew == 0 {
            *skew = seconds;
        }
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
        Stamp { wall: skew, clock: self.boot.lock().unwrap().clone(), reading: now.mono }
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
    pub(crate) doom: Arc<Doom>,
    pid: u32,
    _tap: Tap,
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
        let file = folder.path().join("launches").join(format!("{HOST}.sqlite3"));
        let deaths = Arc::new(Deaths::new(deaths, later, &sandbox, file));
        let time = Skewed {
            clock,
            boot: Mutex::new("boot".into()),
            wall_skew: Mutex::new(0),
            bits: AtomicU64::new(NEXT_PID.load(Ordering::Relaxed).into()),
        };
        let (presses, released) = (AtomicU64::new(1), Mutex::default());
        Self { sandbox, deaths, time: Arc::new(time), folder, journal, presses, released }
    }

    /// Starts a process.
    pub(crate) fn process(&self) -> Process {
        let pid = NEXT_PID.fetch_add(1, Ordering::Relaxed);
        alive().insert(pid);
        let path = self.folder.path().to_owned();
        let doom = Arc::new(Doom::new(&self.deaths));
        let tap = Tap::start(self.sandbox.addr, Arc::clone(&doom) as Arc<dyn Witness>);
        let engine = Engine {
            journal: (self.journal)(),
            lock: Box::new(move || Ok(HostLock::try_take(&path, HOST)?.map(|lock| Box::new(lock) as Lock))),
            owner: process::Process { id: pid, start: 1, boot: self.time.boot.lock().unwrap().clone() }.into(),
            is_gone: |owner| !alive().contains(&process::Process::named_by(owner).unwrap().id),
        };
        let (time, points) = (Arc::clone(&self.time) as Arc<dyn Time>, Arc::clone(&doom) as Arc<dyn Points>);
        let records = Records::new(engine, time, points);
        let target = |url: &str| Target::new(BaseUrl::parse(url).unwrap(), Key::parse(KEY).unwrap());
        let client = Client::new(&target(&self.sandbox.url), ApiLimits::default()).unwrap();
        let sender = Sender::new(&target(&tap.url), ApiLimits::default()).unwrap();
        Process { launcher: Launcher::new(records, client, sender, Arc::new(Unbounded)), doom, pid, _tap: tap }
    }

    /// Runs a process until it ends by itself (`Some`) or dies (`None`).
    pub(crate) async fn run<T>(&self, process: Process, work: impl AsyncFnOnce(&Launcher) -> T) -> Option<T> {
        tokio::select! {
            biased;
            () = process.doom.died.notified() => None,
            done = Box::pin(work(&process.launcher)) => Some(done),
        }
    }

    /// What the web console shows: the campaigns of this name that the server holds.
    pub(crate) fn truth(&self) -> Vec<i64> {
        let named = self.sandbox.created().into_iter().filter(|row| row.name.as_deref() == Some(NAME));
        named.map(|row| row.id).collect()
    }

    /// The whole list, as the server shows it now.
    pub(crate) async fn list(&self) -> Listing {
        let target = Target::new(BaseUrl::parse(&self.sandbox.url).unwrap(), Key::parse(KEY).unwrap());
        Client::new(&target, ApiLimits::default()).unwrap().campaigns(None).await.result.unwrap()
    }

    /// How many requests to create reached the server.
    pub(crate) fn posts(&self) -> u64 {
        self.sandbox.tally().posts
    }

    /// Which request made which campaign: the campaigns' numbers and their requests' bodies.
    pub(crate) fn made(&self) -> Vec<(i64, String)> {
        self.sandbox.plans().into_iter().map(|(id, plan)| (id, plan.to_string())).collect()
    }

    /// The request of one press: the plan that everybody wants, told from every other press by a name that the list
    /// does not give back.
    pub(crate) fn request(&self) -> Request {
        let mut plan = plan();
        let press = self.presses.fetch_add(1, Ordering::Relaxed);
        if let Some(run) = plan.pointer_mut("/runs/0").and_then(Value::as_object_mut) {
            run.insert("client_run_id".into(), format!("press-{press}").into());
        }
        launch::request(HOST, "fingerprint", &plan)
    }

    /// A person is about to state that a launch created nothing.
    pub(crate) fn states_release(&self, launch: &LaunchId) {
        self.released.lock().unwrap().insert(launch.clone());
    }

    /// Whether a person stated it.
    pub(crate) fn was_released(&self, launch: &LaunchId) -> bool {
        self.released.lock().unwrap().contains(launch)
    }

    /// Every launch, as a fresh look at the journal tells.
    pub(crate) fn launches(&self) -> Vec<Launch> {
        (self.journal)().launches().unwrap()
    }
}

/// The plan that everybody wants.
fn plan() -> Value {
    json!({
        "name": NAME, "agent_id": "abc_771", "case_list_id": 318,
        "runs": [{"start_date": "2026-12-01", "end_date": "2026-12-05", "start_time": "09:00", "end_time": "17:00"}],
    })
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
