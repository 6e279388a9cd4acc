//! COSE_Sign1, RFC 9052 §4.2, by a profile that says what a format allows.

use crate::budget::Budget;
use crate::encoding::cbor::{self, Form};
use crate::encoding::value::Value;
use crate::envelope::{AlgorithmId, Envelope, Format, Hint, Sealed};
use crate::error::Fault;

/// `COSE_Sign1`, RFC 9052 §2.
const SIGN1: u64 = 18;
/// `CWT`, RFC 8392 §6.
const CWT: u64 = 61;
/// Header labels, RFC 9052 §3.1, RFC 9596 §2.
const ALG: i128 = 1;
const CRIT: i128 = 2;
const KID: i128 = 4;
const TYP: i128 = 16;
/// `COSE_Key` and the four X.509 headers (RFC 9360 §2), and what carries keys in a header.
const KEYS: [i128; 5] = [-1, 32, 33, 34, 35];
/// CWT claim `iss`, RFC 8392 §3.1.1.
const ISS: i128 = 1;

/// What a format allows of COSE, as data.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// The format's name for the receipt.
    pub format: Format,
    /// The encoding of header, container and payload.
    pub form: Form,
    /// Whether tag 18 may be missing or stand inside tag 61.
    pub loose_tags: bool,
    /// Whether `alg` and `kid` may stand in the unprotected header when the protected one lacks
    /// them. Where both have them, the protected one counts.
    pub loose_headers: bool,
    /// Whether bytes may follow the container.
    pub loose_end: bool,
    /// The value of `typ`, where the protected header is exactly `alg`, `kid` and `typ` and the
    /// unprotected one is empty.
    pub typ: Option<i128>,
    /// Tags that may stand in the payload.
    pub tags: &'static [u64],
}

/// Opens a COSE_Sign1 whose payload is a CWT claims set.
///
/// Does not check the signature, and reads of the payload only the issuer, as a hint.
///
/// # Errors
/// [`Fault::EnvelopeMalformed`] and the header faults; every `encoding.cbor_*`.
pub fn open(bytes: &[u8], profile: &Profile, budget: &Budget) -> Result<Envelope, Fault> {
    let outer = Budget { string: budget.inflated, ..*budget };
    let (item, rest) = cbor::decode_prefix(bytes, profile.form, &[SIGN1, CWT], &outer)?;
    if !rest.is_empty() && !profile.loose_end {
        let offset = bytes.len().saturating_sub(rest.len());
        return Err(Fault::CborMalformed { offset });
    }
    let Some(
        [Value::Bytes(protected), unprotected, Value::Bytes(payload), Value::Bytes(signature)],
    ) = untag(&item, profile).and_then(Value::elements)
    else {
        return Err(Fault::EnvelopeMalformed);
    };
    let headers = Headers::read(protected, unprotected, profile, budget)?;
    let claims = cbor::decode(payload, profile.form, profile.tags, budget)?;
    let hint = Hint {
        kid: Some(headers.kid(budget)?),
        issuer: claims.at(ISS).and_then(Value::text).map(str::to_owned),
    };
    Ok(Envelope {
        format: profile.format,
        algorithm: headers.algorithm()?,
        hint,
        signed: sig_structure(protected, payload),
        signature: signature.clone(),
        payload: Sealed(claims),
    })
}

fn untag<'v>(item: &'v Value, profile: &Profile) -> Option<&'v Value> {
    match item {
        Value::Tag(SIGN1, inner) => Some(inner),
        Value::Tag(CWT, inner) if profile.loose_tags => match &**inner {
            Value::Tag(SIGN1, innermost) => Some(innermost),
            _ => None,
        },
        Value::Array(_) if profile.loose_tags => Some(item),
        _ => None,
    }
}

/// The two headers of one container, after the rules that hold for every profile.
struct Headers<'v> {
    protected: Value,
    unprotected: &'v Value,
    loose: bool,
}

impl<'v> Headers<'v> {
    fn read(
        protected: &[u8],
        unprotected: &'v Value,
        profile: &Profile,
        budget: &Budget,
    ) -> Result<Self, Fault> {
        // RFC 9052 §3: an empty protected header is encoded as a byte string of no bytes.
        let protected = match protected {
            [] => Value::Map(Vec::new()),
            bytes => cbor::decode(bytes, profile.form, &[], budget)?,
        };
        let headers = Self { protected, unprotected, loose: profile.loose_headers };
        let (Some(inside), Some(outside)) =
            (headers.protected.entries(), headers.unprotected.entries())
        else {
            return Err(Fault::EnvelopeMalformed);
        };
        let labels = || inside.iter().chain(outside).filter_map(|(label, _)| label.integer());
        if labels().any(|label| label == CRIT) {
            return Err(Fault::EnvelopeCriticalUnsupported);
        }
        if labels().any(|label| KEYS.contains(&label)) {
            return Err(Fault::EnvelopeKeyUnauthorised);
        }
        if !profile.loose_headers {
            headers.strict(profile)?;
        }
        Ok(headers)
    }

    /// RFC 9052 §3: what decides is signed, and stands in one place.
    fn strict(&self, profile: &Profile) -> Result<(), Fault> {
        let outside = self.unprotected.entries().unwrap_or_default();
        for (label, header) in [(ALG, "alg"), (KID, "kid"), (TYP, "typ")] {
            if self.unprotected.at(label).is_some() {
                return Err(Fault::EnvelopeHeaderMismatch { header });
            }
        }
        let Some(typ) = profile.typ else { return Ok(()) };
        match self.protected.at(TYP) {
            Some(Value::Integer(value)) if *value == typ => {}
            Some(_) => return Err(Fault::EnvelopeHeaderMismatch { header: "typ" }),
            None => return Err(Fault::EnvelopeHeaderMissing { header: "typ" }),
        }
        let known = [ALG, KID, TYP].map(Value::Integer);
        let inside = self.protected.entries().unwrap_or_default();
        if !outside.is_empty() || inside.iter().any(|(label, _)| !known.contains(label)) {
            return Err(Fault::EnvelopeHeaderMismatch { header: "other" });
        }
        Ok(())
    }

    fn get(&self, label: i128, header: &'static str) -> Result<&Value, Fault> {
        self.protected
            .at(label)
            .or_else(|| self.loose.then(|| self.unprotected.at(label)).flatten())
            .ok_or(Fault::EnvelopeHeaderMissing { header })
    }

    fn algorithm(&self) -> Result<AlgorithmId, Fault> {
        match self.get(ALG, "alg")? {
            Value::Integer(number) => Ok(AlgorithmId::Cose(*number)),
            Value::Text(name) => Ok(AlgorithmId::Name(name.clone())),
            _ => Err(Fault::EnvelopeHeaderMalformed { header: "alg" }),
        }
    }

    fn kid(&self, budget: &Budget) -> Result<Vec<u8>, Fault> {
        match self.get(KID, "kid")? {
            Value::Bytes(kid) if (1..=budget.kid).contains(&kid.len()) => Ok(kid.clone()),
            _ => Err(Fault::EnvelopeHeaderMalformed { header: "kid" }),
        }
    }
}

/// `["Signature1", protected, h'', payload]`, RFC 9052 §4.4, over the bytes as received.
fn sig_structure(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut signed = b"\x84\x6aSignature1".to_vec();
    for part in [protected, b"", payload] {
        byte_string(part, &mut signed);
    }
    signed
}

/// A byte string with the shortest length, RFC 8949 §3.
fn byte_string(bytes: &[u8], out: &mut Vec<u8>) {
    let [a, b, c, d] = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
    match bytes.len() {
        0..=0x17 => out.push(0x40 | d),
        0x18..=0xff => out.extend([0x58, d]),
        0x100..=0xffff => out.extend([0x59, c, d]),
        _ => out.extend([0x5a, a, b, c, d]),
    }
    out.extend_from_slice(bytes);
}
