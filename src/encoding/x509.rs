//! The little of an X.509 certificate (RFC 5280) that an anchor needs: its key, its dates, what
//! it may be used for. Certificates come from the caller, never from a scan.
//!
//! Does not check who signed the certificate; the caller anchors it by handing it over.

use sha2::{Digest, Sha256};

use crate::encoding::date;
use crate::encoding::der::{Reader, tag};

/// Object identifiers as their DER contents: `id-ecPublicKey` (RFC 5480 §2.1.1), `rsaEncryption`
/// and `id-RSASSA-PSS` (RFC 4055 §1.2), `id-ce-extKeyUsage` (RFC 5280 §4.2.1.12).
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSASSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];

/// What an anchor needs of a certificate.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The subject's key.
    pub key: SignerKey,
    /// First second of validity, since the Unix epoch.
    pub not_before: i64,
    /// Last second of validity, since the Unix epoch.
    pub not_after: i64,
    /// Extended key usages, as the DER contents of their object identifiers.
    pub usages: Vec<Vec<u8>>,
    /// SHA-256 of the whole certificate.
    pub fingerprint: [u8; 32],
}

/// The subject's key, as far as it is read.
#[derive(Clone, Debug)]
pub enum SignerKey {
    /// A point on a named curve.
    Ec {
        /// The curve, as the DER contents of its object identifier.
        curve: Vec<u8>,
        /// The point in SEC 1 form.
        point: Vec<u8>,
    },
    /// An RSA key, of any size.
    Rsa,
    /// A key of another kind.
    Other,
}

/// Reads a certificate in DER; nothing when it is not one.
pub fn decode(der: &[u8]) -> Option<Signer> {
    let mut file = Reader::new(der);
    let mut body = file.enter(tag::SEQUENCE)?.enter(tag::SEQUENCE)?;
    if body.next_tag() == Some(tag::CONTEXT_0) {
        body.skip()?; // version
    }
    body.read(tag::INTEGER)?; // serial number
    body.skip()?; // signature algorithm
    body.skip()?; // issuer
    let mut validity = body.enter(tag::SEQUENCE)?;
    let (not_before, not_after) = (time(&mut validity)?, time(&mut validity)?);
    body.skip()?; // subject
    let key = key(body.enter(tag::SEQUENCE)?)?;
    let mut usages = Vec::new();
    while !body.is_done() {
        match body.next_tag() {
            Some(tag::CONTEXT_3) => usages = extensions(body.enter(tag::CONTEXT_3)?)?,
            _ => body.skip()?,
        }
    }
    let fingerprint = Sha256::digest(der).into();
    file.is_done().then_some(Signer { key, not_before, not_after, usages, fingerprint })
}

/// Reads a `SubjectPublicKeyInfo` that stands alone, in DER; nothing when it is not one.
pub fn public_key(der: &[u8]) -> Option<SignerKey> {
    let mut file = Reader::new(der);
    let found = key(file.enter(tag::SEQUENCE)?)?;
    file.is_done().then_some(found)
}

/// `SubjectPublicKeyInfo`, RFC 5280 §4.1.2.7.
fn key(mut info: Reader<'_>) -> Option<SignerKey> {
    let mut algorithm = info.enter(tag::SEQUENCE)?;
    match algorithm.read(tag::OBJECT_IDENTIFIER)? {
        EC_PUBLIC_KEY => Some(SignerKey::Ec {
            curve: algorithm.read(tag::OBJECT_IDENTIFIER)?.to_vec(),
            // The first byte of a bit string says how many bits are unused: none.
            point: info.read(tag::BIT_STRING)?.strip_prefix(&[0])?.to_vec(),
        }),
        RSA_ENCRYPTION | RSASSA_PSS => Some(SignerKey::Rsa),
        _ => Some(SignerKey::Other),
    }
}

/// The extended key usages among the extensions, RFC 5280 §4.2.
fn extensions(mut wrapper: Reader<'_>) -> Option<Vec<Vec<u8>>> {
    let mut list = wrapper.enter(tag::SEQUENCE)?;
    let mut usages = Vec::new();
    while !list.is_done() {
        let mut extension = list.enter(tag::SEQUENCE)?;
        let name = extension.read(tag::OBJECT_IDENTIFIER)?;
        if extension.next_tag() == Some(tag::BOOLEAN) {
            extension.skip()?; // critical
        }
        let value = extension.read(tag::OCTET_STRING)?;
        if name == EXTENDED_KEY_USAGE {
            let mut purposes = Reader::new(value).enter(tag::SEQUENCE)?;
            while !purposes.is_done() {
                usages.push(purposes.read(tag::OBJECT_IDENTIFIER)?.to_vec());
            }
        }
    }
    Some(usages)
}

/// `Time`, RFC 5280 §4.1.2.5: `YYMMDDHHMMSSZ` until 2049, `YYYYMMDDHHMMSSZ` after.
fn time(validity: &mut Reader<'_>) -> Option<i64> {
    let (year, rest) = match validity.next_tag()? {
        tag::UTC_TIME => {
            let (year, rest) = date::number(validity.read(tag::UTC_TIME)?, 2)?;
            (year.checked_add(if year < 50 { 2000 } else { 1900 })?, rest)
        }
        _ => date::number(validity.read(tag::GENERALIZED_TIME)?, 4)?,
    };
    let (month, rest) = date::number(rest, 2)?;
    let (day, rest) = date::number(rest, 2)?;
    let (hour, rest) = date::number(rest, 2)?;
    let (minute, rest) = date::number(rest, 2)?;
    let (second, rest) = date::number(rest, 2)?;
    let days = (rest == b"Z").then(|| date::days(year, month, day))??;
    date::seconds(days, [hour, minute, second])
}
