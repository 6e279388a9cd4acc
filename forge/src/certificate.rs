//! Self-signed X.509 certificates (RFC 5280) over P-256, as signers of European certificates
//! are handed to a verifier. For pilots and tests: nobody vouches for them.

use sha2::{Digest, Sha256};

use crate::der::{bit_string, element, oid, sequence, tag};
use crate::key::Key;
use crate::time::utc_time;

/// Extended key usage: may sign test results.
pub const FOR_TESTS: &str = "1.3.6.1.4.1.1847.2021.1.1";
/// Extended key usage: may sign vaccinations.
pub const FOR_VACCINATIONS: &str = "1.3.6.1.4.1.1847.2021.1.2";
/// Extended key usage: may sign recoveries.
pub const FOR_RECOVERIES: &str = "1.3.6.1.4.1.1847.2021.1.3";

const ECDSA_WITH_SHA256: &str = "1.2.840.10045.4.3.2";
const COUNTRY: &str = "2.5.4.6";
const COMMON_NAME: &str = "2.5.4.3";
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";

/// What a certificate says.
#[derive(Clone, Debug)]
pub struct Certificate<'a> {
    /// Two letters.
    pub country: &'a str,
    /// The subject's name.
    pub name: &'a str,
    /// First second of validity, since the Unix epoch.
    pub not_before: i64,
    /// Last second of validity, since the Unix epoch, before 2050.
    pub not_after: i64,
    /// Extended key usages as dotted object identifiers; none: no such extension.
    pub usages: &'a [&'a str],
}

impl Certificate<'_> {
    /// The certificate in DER, for a key and signed by it.
    pub fn sign(&self, key: &Key) -> Vec<u8> {
        let body = self.body(key);
        let signature = key.sign_der(&body);
        sequence(&[body, algorithm(), bit_string(&signature)])
    }

    fn body(&self, key: &Key) -> Vec<u8> {
        let validity = [self.not_before, self.not_after]
            .map(|time| element(tag::UTC_TIME, utc_time(time).as_bytes()));
        let mut parts = vec![
            element(0xa0, &element(tag::INTEGER, &[2])),
            element(tag::INTEGER, &self.serial(key)),
            algorithm(),
            self.subject(),
            sequence(&validity),
            self.subject(),
            key.public().to_der(),
        ];
        if !self.usages.is_empty() {
            parts.push(element(0xa3, &sequence(&[self.extended_key_usage()])));
        }
        sequence(&parts)
    }

    fn subject(&self) -> Vec<u8> {
        let attribute = |name, tag, text: &str| {
            element(tag::SET, &sequence(&[oid(name), element(tag, text.as_bytes())]))
        };
        sequence(&[
            attribute(COUNTRY, tag::PRINTABLE_STRING, self.country),
            attribute(COMMON_NAME, tag::UTF8_STRING, self.name),
        ])
    }

    fn extended_key_usage(&self) -> Vec<u8> {
        let usages: Vec<_> = self.usages.iter().map(|usage| oid(usage)).collect();
        sequence(&[oid(EXTENDED_KEY_USAGE), element(tag::OCTET_STRING, &sequence(&usages))])
    }

    /// Eight bytes of a digest, positive.
    fn serial(&self, key: &Key) -> Vec<u8> {
        let digest = Sha256::digest([self.name.as_bytes(), &key.point()].concat());
        [&[0x01], &digest[..7]].concat()
    }
}

/// The key id of a certificate among European certificates: the first eight bytes of its SHA-256.
pub fn key_id(der: &[u8]) -> Vec<u8> {
    Sha256::digest(der)[..8].to_vec()
}

fn algorithm() -> Vec<u8> {
    sequence(&[oid(ECDSA_WITH_SHA256)])
}
