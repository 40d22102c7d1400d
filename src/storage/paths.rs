//! Where kaytop's files are: the XDG folders, on Linux and macOS alike.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

/// The places of this user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The configuration; read, never written.
    pub config: PathBuf,
    /// The launch journal.
    pub data: PathBuf,
    /// The request ledger, the log, and how the screen was left.
    pub state: PathBuf,
    /// The log.
    pub log: PathBuf,
}

impl Paths {
    /// Finds the folders; `config` is `KAYTOP_CONFIG`, where it is set. Creates nothing.
    pub fn find(config: Option<PathBuf>) -> Result<Self, String> {
        let xdg = Xdg::new().map_err(|_| "no home folder: set HOME to a folder that kaytop may use".to_owned())?;
        let state = xdg.state_dir().unwrap_or_else(|| xdg.data_dir()).join("kaytop");
        Ok(Self {
            config: config.unwrap_or_else(|| xdg.config_dir().join("kaytop").join("config.toml")),
            data: xdg.data_dir().join("kaytop"),
            log: state.join("kaytop.log"),
            state,
        })
    }

    /// Every place with what it holds, as `kaytop paths` prints them.
    pub fn listed(&self) -> [(&'static str, &Path, &'static str); 4] {
        [
            ("config", &self.config, "your settings; kaytop never writes it"),
            ("data", &self.data, "drafts/HOST, and the launch journal: launches/HOST.sqlite3"),
            (
                "state",
                &self.state,
                "the log, the request ledger (requests.sqlite3), and how the screen was left: view/HOST.json, which may be deleted",
            ),
            ("log", &self.log, "what happened, without keys"),
        ]
    }
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
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_config_can_be_named() {
        let named = PathBuf::from("/somewhere/else.toml");
        let paths = Paths::find(Some(named.clone())).unwrap();
        assert_eq!(paths.config, named);
        assert!(paths.log.ends_with("kaytop/kaytop.log"));
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
