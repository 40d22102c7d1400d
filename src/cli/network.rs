//! What the environment says of the way to the API: proxies, and whom to trust. Judged before anything is sent.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::exit::{Exit, Stop};
use crate::api::base_url::BaseUrl;
use crate::api::proxy::{Proxies, Via};
use crate::api::trust;

/// What is set, as it is set.
#[derive(Debug, Clone, Default)]
pub struct Network {
    pub proxies: Proxies,
    /// `SSL_CERT_FILE`; empty where it is set to nothing.
    pub cert_file: Option<OsString>,
    /// The folders of `SSL_CERT_DIR`; none where it is set to nothing.
    pub cert_folders: Option<Vec<PathBuf>>,
}

impl Network {
    /// Through whom to ask, once everything that is needed for asking can be used.
    pub fn way(&self, base: &BaseUrl) -> Result<Via, Stop> {
        let via = self.proxies.judge(base).map_err(|why| Stop::new(Exit::Usage, format!("{why}. Nothing was sent")))?;
        if base.is_https() {
            self.trusted().map_err(|why| Stop::new(Exit::Usage, format!("{why}. Nothing was sent")))?;
        }
        Ok(via)
    }

    /// Whether certificates come from the environment rather than from the machine's own store.
    pub fn has_own_trust(&self) -> bool {
        self.cert_file.is_some() || self.cert_folders.is_some()
    }

    /// Looks for a certificate where the variables say that they are.
    fn trusted(&self) -> Result<(), String> {
        if let Some(file) = &self.cert_file {
            if file.is_empty() {
                return Err(
                    "SSL_CERT_FILE is set to nothing: unset it, or name a file of certificates in it".to_owned()
                );
            }
            let path = Path::new(file);
            let pem =
                fs::read(path).map_err(|error| format!("SSL_CERT_FILE cannot be used: {}: {error}", path.display()))?;
            if trust::certificates(&pem) == 0 {
                return Err(format!("SSL_CERT_FILE cannot be used: {} holds no certificate (PEM)", path.display()));
            }
        }
        let Some(folders) = &self.cert_folders else { return Ok(()) };
        // Beside a file that can be used, folders only add to it.
        if self.cert_file.is_some() || folders.iter().any(|folder| holds_a_certificate(folder)) {
            return Ok(());
        }
        if folders.is_empty() {
            return Err("SSL_CERT_DIR is set to nothing: unset it, or name a folder of certificates in it".to_owned());
        }
        let named: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        Err(format!("SSL_CERT_DIR cannot be used: no certificate (PEM) is in {}", named.join(", ")))
    }
}

/// Whether any file of a folder holds a certificate.
fn holds_a_certificate(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        fs::metadata(&path).is_ok_and(|found| found.is_file())
            && fs::read(&path).is_ok_and(|pem| trust::certificates(&pem) > 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(file: Option<&Path>, dir: Option<&str>) -> Result<Via, String> {
        let folders = dir.map(|dir| dir.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from).collect());
        let network = Network { cert_file: file.map(Into::into), cert_folders: folders, ..Network::default() };
        network.way(&BaseUrl::parse("https://a.example").unwrap()).map_err(|stop| {
            assert_eq!(stop.exit, Exit::Usage);
            stop.message
        })
    }

    #[test]
    fn certificates_that_cannot_be_used_are_named_before_anything_is_sent() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str, text: &str| -> PathBuf {
            let path = root.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let (empty, odd) = (at("empty.pem", ""), at("odd.pem", "certificates go here"));
        let missing = root.path().join("missing.pem");
        for file in [empty.as_path(), &odd, &missing, root.path(), Path::new("")] {
            let why = way(Some(file), None).unwrap_err();
            assert!(why.starts_with("SSL_CERT_FILE ") && why.ends_with("Nothing was sent"), "{why}");
        }
        let folder = root.path().to_str().unwrap();
        for dir in ["/nonexistent", "", ":", folder] {
            assert!(way(None, Some(dir)).unwrap_err().starts_with("SSL_CERT_DIR "), "{dir}");
        }
        let good = at("good.pem", &rcgen::generate_simple_self_signed(vec!["a".to_owned()]).unwrap().cert.pem());
        assert_eq!(way(Some(&good), Some("/nonexistent")), Ok(Via::Machine));
        assert_eq!(way(None, Some(&format!("/nonexistent:{folder}"))), Ok(Via::Machine));
        let plain = Network { cert_file: Some("/nonexistent".into()), ..Network::default() };
        assert_eq!(plain.way(&BaseUrl::parse("http://127.0.0.1:1").unwrap()), Ok(Via::Direct), "http needs no trust");
    }
}
