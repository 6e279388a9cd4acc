//! Compact JWS, RFC 7515 §7.1: three base64url parts.

use crate::budget::Budget;
use crate::encoding::value::Value;
use crate::encoding::{base64url, json};
use crate::envelope::AlgorithmId;
use crate::error::Fault;

/// Header parameters that bring a key of their own or point to one, RFC 7515 §4.1.
const KEYS: [&str; 6] = ["jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256"];

/// One compact JWS, its header checked, its payload as bytes.
#[derive(Clone, Debug)]
pub struct Jws {
    header: Value,
    /// The bytes that were signed: header and payload as received.
    pub signed: Vec<u8>,
    /// The payload after base64url.
    pub payload: Vec<u8>,
    /// The signature after base64url.
    pub signature: Vec<u8>,
}

/// Splits a compact JWS and reads its header.
///
/// # Errors
/// [`Fault::EnvelopeMalformed`] unless there are three parts, the base64url and JSON faults, and
/// the header faults for `crit` and for embedded keys.
pub fn open(compact: &str, budget: &Budget) -> Result<Jws, Fault> {
    let mut parts = compact.split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Fault::EnvelopeMalformed);
    };
    let signed = compact.len().saturating_sub(signature.len()).saturating_sub(1);
    let jws = Jws {
        header: json::decode(&base64url::decode(header)?, budget)?,
        signed: compact.as_bytes().get(..signed).unwrap_or_default().to_vec(),
        payload: base64url::decode(payload)?,
        signature: base64url::decode(signature)?,
    };
    let Some(names) = jws.header.entries() else { return Err(Fault::EnvelopeMalformed) };
    let named = |wanted: &str| names.iter().any(|(name, _)| name.text() == Some(wanted));
    if named("crit") || named("b64") {
        return Err(Fault::EnvelopeCriticalUnsupported);
    }
    if KEYS.into_iter().any(named) {
        return Err(Fault::EnvelopeKeyUnauthorised);
    }
    Ok(jws)
}

impl Jws {
    /// The algorithm that the header names.
    ///
    /// # Errors
    /// [`Fault::EnvelopeHeaderMissing`], [`Fault::EnvelopeHeaderMalformed`].
    pub fn algorithm(&self) -> Result<AlgorithmId, Fault> {
        self.text("alg").map(|name| AlgorithmId::Jose(name.to_owned()))
    }

    /// A header parameter that must be there and must be text.
    ///
    /// # Errors
    /// [`Fault::EnvelopeHeaderMissing`], [`Fault::EnvelopeHeaderMalformed`].
    pub fn text(&self, header: &'static str) -> Result<&str, Fault> {
        let value = self.header.get(header).ok_or(Fault::EnvelopeHeaderMissing { header })?;
        value.text().ok_or(Fault::EnvelopeHeaderMalformed { header })
    }
}
