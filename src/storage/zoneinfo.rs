//! Which zone `TZ` means, and this machine: names of the database, rules, and files of zoneinfo.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path};

use crate::domain::time::Zone;

/// No file of a zone is larger.
const LARGEST: u64 = 1 << 20;

/// Reads the value of `TZ` as the system does: an IANA name, a POSIX rule or the path of a zoneinfo file, with or
/// without a colon before it; nothing at all is UTC.
pub fn of_variable(value: &str) -> Result<Zone, String> {
    let text = value.strip_prefix(':').unwrap_or(value);
    let found = match text {
        "" => Some(Zone::UTC),
        path if path.starts_with('/') => of_file(Path::new(path)),
        name => named(name).or_else(|| Zone::of_rule(name)),
    };
    found.ok_or_else(|| {
        format!("TZ={value:?} is no time zone that kaytop knows: times are in UTC. Write it as TZ=America/Chicago")
    })
}

/// This machine's zone; UTC where none is set.
pub fn of_machine() -> Result<Zone, String> {
    const LOCALTIME: &str = "/etc/localtime";
    if let Some(zone) = iana_time_zone::get_timezone().ok().and_then(|name| named(&name)) {
        return Ok(zone);
    }
    match (of_file(Path::new(LOCALTIME)), fs::symlink_metadata(LOCALTIME)) {
        (Some(zone), _) => Ok(zone),
        (None, Err(_)) => Ok(Zone::UTC),
        (None, Ok(_)) => {
            Err(format!("{LOCALTIME} cannot be read as a time zone: times are in UTC. Set TZ=America/Chicago"))
        }
    }
}

/// A name of the database, perhaps below one of its two variants.
fn named(name: &str) -> Option<Zone> {
    let variant = name.strip_prefix("posix/").or_else(|| name.strip_prefix("right/"));
    Zone::named(variant.unwrap_or(name))
}

/// The zone of a zoneinfo file: by its name below `zoneinfo`, there or where it links to, else by the rule at its end.
fn of_file(path: &Path) -> Option<Zone> {
    let below = |path: &Path| {
        let mut parts = path.components();
        parts.by_ref().find(|part| *part == Component::Normal("zoneinfo".as_ref()))?;
        named(parts.as_path().to_str()?)
    };
    below(path).or_else(|| below(&fs::canonicalize(path).ok()?)).or_else(|| Zone::of_rule(&rule_of(path)?))
}

/// The rule that a zoneinfo file gives for the time after its last change (RFC 9636): its last line.
fn rule_of(path: &Path) -> Option<String> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let text = bytes.strip_prefix(b"TZif")?.strip_suffix(b"\n")?;
    let start = text.iter().rposition(|byte| *byte == b'\n')? + 1;
    String::from_utf8(text.get(start..)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn every_form_of_tz_is_read() {
        for (value, name) in [
            ("America/Chicago", "America/Chicago"),
            (":America/Chicago", "America/Chicago"),
            ("/usr/share/zoneinfo/Asia/Manila", "Asia/Manila"),
            (":/usr/share/zoneinfo/posix/Asia/Manila", "Asia/Manila"),
            ("posix/Europe/Berlin", "Europe/Berlin"),
            ("EST5EDT", "EST5EDT"),
            ("PHT-8", "PHT-8"),
            (":UTC0", "UTC0"),
            ("", "UTC"),
            (":", "UTC"),
        ] {
            assert_eq!(of_variable(value).map(Zone::name), Ok(name), "{value}");
        }
        for value in ["Mars/Olympus", "America/Chicagoo", "/nonexistent", "/", "/etc/passwd", "EST", "UTC+", " UTC"] {
            let known = Zone::named(value.trim_start_matches(':'));
            assert_eq!(of_variable(value).ok(), known, "{value}");
            assert!(known.is_some() || of_variable(value).unwrap_err().contains("times are in UTC"), "{value}");
        }
    }

    #[test]
    fn a_file_is_known_by_where_it_links_to_or_by_its_last_line() {
        let root = tempfile::tempdir().unwrap();
        let zoneinfo = root.path().join("zoneinfo/Asia");
        fs::create_dir_all(&zoneinfo).unwrap();
        fs::write(zoneinfo.join("Manila"), "TZif2").unwrap();
        let link = root.path().join("localtime");
        symlink(zoneinfo.join("Manila"), &link).unwrap();
        assert_eq!(of_file(&link).map(Zone::name), Some("Asia/Manila"));
        let copy = root.path().join("copy");
        fs::write(&copy, b"TZif2\0\0\n\xff\0\nCST6CDT,M3.2.0,M11.1.0\n").unwrap();
        assert_eq!(of_file(&copy).map(Zone::name), Some("CST6CDT"));
        for odd in [&b"TZif2"[..], b"", b"CST6CDT\n", b"TZif2\n\n", b"TZif2\nx\n"] {
            fs::write(&copy, odd).unwrap();
            assert_eq!(of_file(&copy), None);
        }
    }
}
