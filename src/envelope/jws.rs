//! Compact JWS, RFC 7515 §7.1: three base64url parts.

use crate::budget::Budget;
use crate::encoding::value::Value;
use crate::encoding::{base64url, json};
use crate::envelope::{AlgorithmId, Envelope, Format, Hint, Sealed};
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
    assemble([header, payload, signature], budget)
}

/// Reads the three parts of a JWS, wherever they stood.
///
/// # Errors
/// As [`open`].
pub fn assemble(parts: [&str; 3], budget: &Budget) -> Result<Jws, Fault> {
    let [header, payload, signature] = parts;
    let jws = Jws {
        header: json::decode(&base64url::decode(header)?, budget)?,
        signed: [header, payload].join(".").into_bytes(),
        payload: base64url::decode(payload)?,
        signature: base64url::decode(signature)?,
    };
    check(&jws.header)?;
    Ok(jws)
}

/// Checks what no header may have, protected or not: critical extensions and keys of its own.
///
/// # Errors
/// [`Fault::EnvelopeMalformed`] for what is no object, [`Fault::EnvelopeCriticalUnsupported`],
/// [`Fault::EnvelopeKeyUnauthorised`].
pub(super) fn check(header: &Value) -> Result<(), Fault> {
    let names = header.entries().ok_or(Fault::EnvelopeMalformed)?;
    let named = |wanted: &str| names.iter().any(|(name, _)| name.text() == Some(wanted));
    if named("crit") || named("b64") {
        return Err(Fault::EnvelopeCriticalUnsupported);
    }
    if KEYS.into_iter().any(named) {
        return Err(Fault::EnvelopeKeyUnauthorised);
    }
    Ok(())
}

impl Jws {
    /// The algorithm that the header names.
    ///
    /// # Errors
    /// [`Fault::EnvelopeHeaderMissing`], [`Fault::EnvelopeHeaderMalformed`].
    pub fn algorithm(&self) -> Result<AlgorithmId, Fault> {
        self.text("alg").map(|name| AlgorithmId::Jose(name.to_owned()))
    }

    /// The envelope of a credential whose payload is JSON claims. `kid` is the key id of an
    /// unprotected header, for a JWS that has none in its own; one that is no text is no hint.
    ///
    /// # Errors
    /// The JSON faults, and those of the header.
    pub(super) fn seal(
        self,
        format: Format,
        kid: Option<&Value>,
        budget: &Budget,
    ) -> Result<Envelope, Fault> {
        let claims = json::decode(&self.payload, budget)?;
        let kid = self.header.get("kid").or(kid).and_then(Value::text).map(str::as_bytes);
        Ok(Envelope {
            format,
            algorithm: self.algorithm()?,
            hint: Hint::new(kid, claims.get("iss"), budget)?,
            signed: self.signed,
            signature: self.signature,
            payload: Sealed(claims),
            disclosures: None,
            binding: None,
        })
    }

    /// A header parameter that may be absent.
    pub fn get(&self, header: &str) -> Option<&Value> {
        self.header.get(header)
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
