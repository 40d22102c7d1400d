//! Whether a file of certificates can be trusted at all: a look at it before it is needed.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// How many certificates of a PEM file can be trusted.
pub fn certificates(pem: &[u8]) -> usize {
    RootCertStore::empty().add_parsable_certificates(CertificateDer::pem_slice_iter(pem).flatten()).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_certificates_count() {
        let one = rcgen::generate_simple_self_signed(vec!["a.example".to_owned()]).unwrap().cert.pem();
        assert_eq!(certificates(one.as_bytes()), 1);
        assert_eq!(certificates(format!("# a comment\n{one}\n{one}").as_bytes()), 2);
        let half = one.split_at(one.len() / 2).0;
        for none in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", half] {
            assert_eq!(certificates(none.as_bytes()), 0, "{none}");
        }
    }
}
