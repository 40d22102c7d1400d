//! A machine with plans, a key and a sandbox to send to; what is printed or written there never holds the key (K2).

use std::path::PathBuf;
use std::sync::Arc;

use kaytop::domain::launch::Launch;
use kaytop::domain::launch::journal::Journal;
use kaytop::storage::journal::sqlite::JournalFile;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::canary::{CANARY, hits, hits_below};
use crate::program::{Left, Program, Sandbox, kaytop};

/// The machine.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    pub(crate) home: Arc<TempDir>,
}

impl Desk {
    /// A machine whose sandbox has these faults, separated by blanks.
    pub(crate) fn new(faults: &str) -> Self {
        let options: Vec<&str> = faults.split_whitespace().flat_map(|fault| ["--fault", fault]).collect();
        Self::with(&format!("--rate-limit 0 --campaigns 8 {}", options.join(" ")))
    }

    /// A machine whose sandbox was started with these options.
    pub(crate) fn with(options: &str) -> Self {
        // Memory where there is some: a commit waits for the disk, and there are many.
        let memory = PathBuf::from("/dev/shm");
        let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
        let home = Arc::new(tempfile::tempdir_in(folder).unwrap());
        Self { sandbox: Sandbox::run(&kaytop(&format!("sandbox --api-key {CANARY} {options}"))), home }
    }

    /// kaytop on this machine, with the key, away from a terminal.
    pub(crate) fn kaytop(&self, arguments: &str) -> Program {
        kaytop(arguments).at_home(&self.home).live(&self.sandbox)
    }

    /// Runs kaytop to its end.
    pub(crate) fn run(&self, arguments: &str) -> Left {
        check(self.kaytop(arguments).run())
    }

    /// Writes a plan for a campaign called `name`, without blanks; the file's name.
    pub(crate) fn plan(&self, name: &str) -> String {
        let file = format!("{name}.json");
        self.kaytop("").write(&file, &plan(name).to_string());
        file
    }

    /// `kaytop create` of a plan with this name.
    pub(crate) fn create(&self, name: &str) -> Program {
        let file = self.plan(name);
        self.kaytop(&format!("create {file} --yes -o json"))
    }

    /// Creates, or not, to its end.
    pub(crate) fn created(&self, name: &str) -> Left {
        check(self.create(name).run())
    }

    /// The numbers of the campaigns with this name: what was really created.
    pub(crate) fn there(&self, name: &str) -> Vec<i64> {
        let rows = self.run("list -o json").expect(0).json();
        let named = rows.as_array().unwrap().iter().filter(|row| row["name"] == name);
        named.map(|row| row["id"].as_i64().unwrap()).collect()
    }

    /// What `kaytop launches -o json` says of launches with this name.
    pub(crate) fn launches(&self, name: &str) -> Vec<Value> {
        let rows = self.run("launches -o json").expect(0).json();
        rows["launches"].as_array().unwrap().iter().filter(|row| row["name"] == name).cloned().collect()
    }

    /// The one launch with this name, and its phase.
    pub(crate) fn launch(&self, name: &str) -> (String, String) {
        let rows = self.launches(name);
        let [row] = &rows[..] else { panic!("{} launches of {name}: {rows:?}", rows.len()) };
        (row["launch"].as_str().unwrap().to_owned(), row["phase"].as_str().unwrap().to_owned())
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join(".local/share/kaytop")
    }

    /// The sandbox's address with its port.
    pub(crate) fn host(&self) -> &str {
        self.sandbox.url.strip_prefix("http://").unwrap()
    }

    /// The file of the launch journal.
    pub(crate) fn journal_file(&self) -> PathBuf {
        self.data().join(format!("launches/{}.sqlite3", self.host().replace(':', "_3a")))
    }

    /// The launch journal.
    pub(crate) fn journal(&self) -> JournalFile {
        JournalFile::open(&self.data(), self.host()).unwrap()
    }

    /// Every launch, as the journal itself tells.
    pub(crate) fn journaled(&self) -> Vec<Launch> {
        self.journal().launches().unwrap()
    }

    /// Leaves a launch whose request was sent and whose outcome nobody knows; its number.
    pub(crate) fn leave_unknown(&self, name: &str, point: &str) -> String {
        dies(self.create(name), point);
        let (launch, phase) = self.launch(name);
        assert_eq!(phase, "unknown");
        launch
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(hits_below(self.home.path(), &mut 0), Vec::<String>::new());
        }
    }
}

/// A plan that every rule accepts.
pub(crate) fn plan(name: &str) -> Value {
    json!({
        "name": name, "agent_id": "abc_771", "case_list_id": 318,
        "runs": [{"start_date": "2030-12-02", "end_date": "2030-12-05", "start_time": "09:00", "end_time": "17:00"}],
    })
}

/// Runs a program until it dies at `point`.
pub(crate) fn dies(program: Program, point: &str) {
    let left = check(program.set("KAYTOP_TEST_CRASH", point).run());
    assert_eq!(left.code, None, "{point} was not met: {left:?}");
}

/// Looks for the key in what a program said.
pub(crate) fn check(left: Left) -> Left {
    let mut found = hits("stdout", left.stdout.as_bytes());
    found.extend(hits("stderr", left.stderr.as_bytes()));
    assert_eq!(found, Vec::<String>::new());
    left
}
