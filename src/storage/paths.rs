//! Where kaytop's files are: the XDG folders, on Linux and macOS alike.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// The folders that the environment names. They may hold any bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// This user's home.
    pub home: Option<PathBuf>,
    /// `XDG_CONFIG_HOME`.
    pub config: Option<PathBuf>,
    /// `XDG_DATA_HOME`.
    pub data: Option<PathBuf>,
    /// `XDG_STATE_HOME`.
    pub state: Option<PathBuf>,
}

/// The places of this user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The configuration; read, never written.
    pub config: PathBuf,
    /// The launch journal.
    pub data: PathBuf,
    /// The request ledger, the log, and how the screen was left.
    pub state: PathBuf,
    pub log: PathBuf,
}

impl Paths {
    /// Finds the places; `config` is `KAYTOP_CONFIG`, where it is set. Creates nothing.
    pub fn find(folders: &Folders, config: Option<&Path>) -> Result<Self, String> {
        let home = folders.home.as_deref();
        let folder = |name: &str, named: Option<&PathBuf>, usual: &str| {
            if let Some(path) = named {
                return absolute(name, &expanded(path, home).map_err(|why| format!("{name}: {why}"))?);
            }
            let home = home.ok_or("no home folder: set HOME to a folder that kaytop may use")?;
            Ok(absolute("HOME", home)?.join(usual))
        };
        let state = folder("XDG_STATE_HOME", folders.state.as_ref(), ".local/state")?.join("kaytop");
        Ok(Self {
            config: match config {
                Some(path) => expanded(path, home).map_err(|why| format!("KAYTOP_CONFIG: {why}"))?,
                None => {
                    folder("XDG_CONFIG_HOME", folders.config.as_ref(), ".config")?.join("kaytop").join("config.toml")
                }
            },
            data: folder("XDG_DATA_HOME", folders.data.as_ref(), ".local/share")?.join("kaytop"),
            log: state.join("kaytop.log"),
            state,
        })
    }

    /// Every place with what it holds, as `kaytop paths` prints them.
    pub fn listed(&self) -> [(&'static str, &Path, &'static str); 4] {
        [
            ("config", &self.config, "your settings; kaytop never writes it"),
            (
                "data",
                &self.data,
                "drafts/HOST, the launch journal: launches/HOST.sqlite3, the record of readings: history/HOST.1.sqlite3 (of the embedded sandbox none is kept: its practice record is gone with the program), and your views: views.toml, which you may edit and hand on",
            ),
            (
                "state",
                &self.state,
                "the log, the request ledger (requests.sqlite3), and how the screen was left: view/HOST.json, which may be deleted",
            ),
            ("log", &self.log, "what happened, without keys"),
        ]
    }
}

/// A folder's path, unless it depends on where the program was started: it would be another folder each time.
fn absolute(name: &str, path: &Path) -> Result<PathBuf, String> {
    if path.is_absolute() {
        return Ok(path.to_owned());
    }
    Err(format!("{name} must be the whole path of a folder, from / on: {}", path.display()))
}

/// The path, a `~` at its beginning read as the home folder: where no shell has been, nobody else reads it.
pub fn expanded(path: &Path, home: Option<&Path>) -> Result<PathBuf, String> {
    let Some(rest) = path.as_os_str().as_bytes().strip_prefix(b"~") else { return Ok(path.to_owned()) };
    if !rest.is_empty() && !rest.starts_with(b"/") {
        return Err(format!(
            "other people's home folders are not looked up: write the whole path instead of {0}, or ./{0} for a file of that name",
            path.display()
        ));
    }
    let home = home.ok_or_else(|| format!("there is no home folder that the ~ of {} can stand for", path.display()))?;
    Ok(path.strip_prefix("~").map_or_else(|_| home.to_owned(), |rest| home.join(rest)))
}

/// Makes a folder for this user only.
pub fn private_folder(path: &Path) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::fs::PermissionsExt;

    fn at_home(home: &str) -> Folders {
        Folders { home: Some(home.into()), ..Folders::default() }
    }

    #[test]
    fn the_folders_are_below_the_home_unless_named() {
        let paths = Paths::find(&at_home("/home/me"), None).unwrap();
        assert_eq!(paths.config, Path::new("/home/me/.config/kaytop/config.toml"));
        assert_eq!(paths.data, Path::new("/home/me/.local/share/kaytop"));
        assert_eq!(paths.log, Path::new("/home/me/.local/state/kaytop/kaytop.log"));
        let named = Folders {
            home: Some("/home/me".into()),
            config: Some("/c".into()),
            data: Some("~/d".into()),
            state: Some("~".into()),
        };
        let paths = Paths::find(&named, Some(Path::new("~/else.toml"))).unwrap();
        assert_eq!(paths.config, Path::new("/home/me/else.toml"));
        assert_eq!(
            (paths.data.as_path(), paths.state.as_path()),
            (Path::new("/home/me/d/kaytop"), Path::new("/home/me/kaytop"))
        );
        assert_eq!(Paths::find(&named, None).unwrap().config, Path::new("/c/kaytop/config.toml"));
        let relative = Paths::find(&named, Some(Path::new("here.toml"))).unwrap();
        assert_eq!(relative.config, Path::new("here.toml"), "a file may be named from where one stands");
    }

    #[test]
    fn a_path_may_be_any_bytes() {
        let home = OsStr::from_bytes(b"/home/\xff");
        let folders = Folders { home: Some(home.into()), ..Folders::default() };
        assert_eq!(Paths::find(&folders, None).unwrap().data, Path::new(home).join(".local/share/kaytop"));
        assert_eq!(expanded(Path::new("~/key"), Some(Path::new(home))), Ok(Path::new(home).join("key")));
        let odd = Path::new(OsStr::from_bytes(b"\xff.toml"));
        assert_eq!(Paths::find(&folders, Some(odd)).unwrap().config, odd);
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_named() {
        let named = |name: &str, folders: &Folders| Paths::find(folders, None).unwrap_err().starts_with(name);
        assert!(named("HOME", &at_home("here")));
        assert!(named("no home folder", &Folders::default()));
        let home = || at_home("/home/me");
        assert!(named("XDG_CONFIG_HOME", &Folders { config: Some("cfg".into()), ..home() }));
        assert!(named("XDG_DATA_HOME", &Folders { data: Some("./d".into()), ..home() }));
        assert!(named("XDG_STATE_HOME", &Folders { state: Some("~bob/s".into()), ..home() }));
        assert!(Paths::find(&home(), Some(Path::new("~bob/c.toml"))).unwrap_err().starts_with("KAYTOP_CONFIG"));
        assert_eq!(expanded(Path::new("./~bob"), None), Ok("./~bob".into()));
    }

    #[test]
    fn folders_are_private() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        private_folder(&folder).unwrap();
        private_folder(&folder).unwrap();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
