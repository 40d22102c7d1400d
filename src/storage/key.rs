//! Where the API key comes from: the environment, a file, or a command. No flag and no screen ever holds one.

use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::config::Config;
use super::paths::expanded;

/// How long the key command may take.
const COMMAND_LIMIT: Duration = Duration::from_secs(30);
/// A key file or a command's output is never longer.
const LONGEST: u64 = 4096;

/// A key as it was found, and where.
#[derive(Debug)]
pub struct FoundKey {
    /// The text; white space around it is not yet cut.
    pub text: SecretString,
    /// Where it came from, in words for people.
    pub source: String,
}

/// What the environment says.
#[derive(Debug, Default)]
pub struct KeyVariables {
    /// `KAYSE_API_KEY`; where it is set to nothing, the key is looked for elsewhere.
    pub key: Option<SecretString>,
    /// `KAYSE_API_KEY_FILE`.
    pub file: Option<PathBuf>,
    /// What `~` stands for.
    pub home: Option<PathBuf>,
}

/// Finds the key: the variable first, then the file, then the command. `Ok(None)` when none is configured.
pub fn find(variables: KeyVariables, config: &Config) -> Result<Option<FoundKey>, String> {
    let KeyVariables { key, file, home } = variables;
    if let Some(text) = key.filter(|key| !key.expose_secret().is_empty()) {
        return Ok(Some(FoundKey { text, source: "KAYSE_API_KEY".to_owned() }));
    }
    let home = home.as_deref();
    let from_file = |path: &Path, named_by: &str| {
        let path = expanded(path, home).map_err(|why| format!("{named_by}: {why}"))?;
        // What is not named from / on begins where the configuration is; a variable begins where one stands.
        let path = if named_by == "api_key_file" { config.folder.join(path) } else { path };
        let text = read_file(&path).map_err(|why| format!("the key file {} ({named_by}): {why}", path.display()))?;
        Ok(Some(FoundKey { text, source: format!("the file {} ({named_by})", path.display()) }))
    };
    if let Some(path) = file {
        return from_file(&path, "KAYSE_API_KEY_FILE");
    }
    if let Some(path) = &config.api_key_file {
        return from_file(Path::new(path), "api_key_file");
    }
    if let Some(argv) = &config.api_key_command {
        let program = argv.first().map_or("", String::as_str);
        // No shell reads the command, so that nobody else would read what stands for the home folder.
        let at_home = |word: &String| match word.strip_prefix("~/").and(home) {
            Some(home) => expanded(Path::new(word), Some(home)).map_or_else(|_| word.into(), PathBuf::into_os_string),
            None => OsString::from(word),
        };
        let argv: Vec<OsString> = argv.iter().map(at_home).collect();
        let text = run(&argv, COMMAND_LIMIT).map_err(|why| format!("api_key_command {program:?}: {why}"))?;
        return Ok(Some(FoundKey { text, source: format!("the command {program} (api_key_command)") }));
    }
    Ok(None)
}

/// Reads a key file that only its owner can read, or that root owns and nobody can write (container secrets).
fn read_file(path: &Path) -> Result<SecretString, String> {
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = fs::OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| error.to_string())?;
    let found = file.metadata().map_err(|error| error.to_string())?;
    if !found.is_file() {
        return Err("this is no file".to_owned());
    }
    private_enough(found.uid(), found.mode())?;
    read_key(file)
}

/// Judges owner and mode (K6).
fn private_enough(owner: u32, mode: u32) -> Result<(), String> {
    let read_only_of_root = owner == 0 && mode & 0o222 == 0;
    let others_bits = mode & 0o077;
    if others_bits == 0 || read_only_of_root {
        return Ok(());
    }
    Err(format!("others can read it (mode {:03o}): run chmod 600 on it", mode & 0o777))
}

/// Runs the command with its messages on our stderr and takes what it prints. The environment it gets holds no key.
fn run(argv: &[OsString], limit: Duration) -> Result<SecretString, String> {
    let (program, arguments) = argv.split_first().ok_or("no program is named")?;
    let mut child = Command::new(program)
        .args(arguments)
        .env_remove("KAYSE_API_KEY")
        .stdin(Stdio::inherit())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let output = child.stdout.take().ok_or("its output cannot be read")?;
    let (to, printed) = mpsc::channel();
    // Not joined: a process that the command left behind may hold its output open.
    thread::spawn(move || to.send(read_key(output)));
    let printed = printed.recv_timeout(limit);
    if printed.is_err() {
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    match printed {
        Ok(_) if !status.success() => Err(format!("it failed ({status})")),
        Ok(text) => text,
        Err(_) => Err(format!("it gave no key within {} s", limit.as_secs())),
    }
}

/// Reads a key to its end.
fn read_key(from: impl Read) -> Result<SecretString, String> {
    let mut text = String::new();
    from.take(LONGEST + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() as u64 > LONGEST {
        return Err(format!("this is no key: it is longer than {LONGEST} bytes"));
    }
    Ok(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn argv<T: From<String>>(words: &[&str]) -> Vec<T> {
        words.iter().map(|word| (*word).to_owned().into()).collect()
    }

    #[test]
    fn a_tilde_is_the_home_folder_and_a_relative_path_begins_at_the_configuration() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("key");
        fs::write(&path, "secret").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let at_home = || KeyVariables { home: Some(home.path().into()), ..KeyVariables::default() };
        let found = |variables, config: &Config| {
            find(variables, config).map(|found| found.unwrap().text.expose_secret().trim().to_owned())
        };
        let file = |path: &str| Config {
            api_key_file: Some(path.to_owned()),
            folder: home.path().into(),
            ..Config::default()
        };
        assert_eq!(
            found(KeyVariables { file: Some("~/key".into()), ..at_home() }, &Config::default()),
            Ok("secret".into())
        );
        assert_eq!(found(at_home(), &file("~/key")), Ok("secret".into()));
        assert_eq!(found(at_home(), &file("key")), Ok("secret".into()));
        let command = |words: &[&str]| Config { api_key_command: Some(argv(words)), ..Config::default() };
        assert_eq!(found(at_home(), &command(&["cat", "~/key"])), Ok("secret".into()));
        assert!(found(at_home(), &file("~bob/key")).unwrap_err().starts_with("api_key_file: other people's home"));
        assert!(found(at_home(), &command(&["~/no-such-program"])).unwrap_err().contains("api_key_command"));
    }

    #[test]
    fn the_variable_wins_over_the_file_and_the_file_over_the_command() {
        let config = Config { api_key_command: Some(argv(&["echo", "from-command"])), ..Config::default() };
        let variables = KeyVariables { key: Some("from-variable".into()), file: Some("/nowhere".into()), home: None };
        let found = find(variables, &config).unwrap().unwrap();
        assert_eq!((found.text.expose_secret(), found.source.as_str()), ("from-variable", "KAYSE_API_KEY"));
        let found = find(KeyVariables::default(), &config).unwrap().unwrap();
        assert_eq!(found.text.expose_secret().trim(), "from-command");
        assert!(find(KeyVariables::default(), &Config::default()).unwrap().is_none());
        let empty = KeyVariables { key: Some("".into()), ..KeyVariables::default() };
        assert_eq!(find(empty, &config).unwrap().unwrap().source, "the command echo (api_key_command)");
    }

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        fs::write(&path, "secret-in-file\n").unwrap();
        for (mode, allowed) in [(0o600, true), (0o640, false), (0o604, false), (0o620, false)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let read = read_file(&path);
            assert_eq!(read.is_ok(), allowed, "{mode:o}");
            assert!(read.map_or_else(|why| why.contains("chmod 600"), |_| true));
        }
        assert!(private_enough(0, 0o100_444).is_ok(), "a container's secret");
        assert!(private_enough(0, 0o100_644).is_err());
        assert!(private_enough(1000, 0o100_444).is_err());
        assert!(read_file(folder.path()).is_err());
    }

    #[test]
    fn a_command_that_fails_or_hangs_is_named_and_ended() {
        let error =
            find(KeyVariables::default(), &Config { api_key_command: Some(argv(&["false"])), ..Config::default() });
        assert!(error.unwrap_err().contains("\"false\": it failed (exit status: 1)"));
        assert!(run(&argv(&["sleep", "60"]), Duration::from_millis(50)).unwrap_err().contains("no key within"));
        let endless = run(&argv(&["yes"]), COMMAND_LIMIT).unwrap_err();
        assert!(endless.contains("signal") || endless.contains("longer"), "{endless}");
        assert!(run(&argv(&["/nonexistent/program"]), COMMAND_LIMIT).is_err());
    }

    #[test]
    fn the_commands_environment_holds_no_key() {
        let printed = run(&argv(&["sh", "-c", "echo \"[$KAYSE_API_KEY]\""]), COMMAND_LIMIT).unwrap();
        assert_eq!(printed.expose_secret().trim(), "[]");
    }
}
