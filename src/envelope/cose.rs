//! COSE_Sign1, RFC 9052 §4.2, by a profile that says what a format allows.

use crate::budget::Budget;
use crate::encoding::cbor::{self, Form, Rules};
use crate::encoding::value::Value;
use crate::envelope::cwt::ISS;
use crate::envelope::{AlgorithmId, Disclosures, Envelope, Format, Hint, Sealed};
use crate::error::Fault;

/// `COSE_Sign1`, RFC 9052 §2.
pub(super) const SIGN1: u64 = 18;
/// `CWT`, RFC 8392 §6.
pub(super) const CWT: u64 = 61;
/// Header labels, RFC 9052 §3.1, RFC 9596 §2.
pub(super) const ALG: i64 = 1;
const CRIT: i64 = 2;
pub(super) const KID: i64 = 4;
pub(super) const TYP: i64 = 16;
/// `COSE_Key` and the four X.509 headers (RFC 9360 §2), and what carries keys in a header.
const KEYS: [i64; 5] = [-1, 32, 33, 34, 35];

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
    /// The headers, where the format fixes them.
    pub headers: Option<Headers>,
    /// Tags that may stand in the payload.
    pub tags: &'static [u64],
}

/// The headers that a format fixes: these and no others.
#[derive(Clone, Copy, Debug)]
pub struct Headers {
    /// The value of `typ`.
    pub typ: i64,
    /// Labels of the protected header, all of them there.
    pub protected: &'static [(i64, &'static str)],
    /// Labels that the unprotected header may have.
    pub unprotected: &'static [i64],
}

/// What a plain credential has in its protected header.
pub(super) const PLAIN: &[(i64, &str)] = &[(ALG, "alg"), (KID, "kid"), (TYP, "typ")];

/// One COSE_Sign1, its headers checked, its payload as bytes.
#[derive(Clone, Debug)]
pub struct Sign1 {
    protected: Value,
    unprotected: Value,
    loose_headers: bool,
    /// The bytes that were signed.
    pub signed: Vec<u8>,
    /// The payload.
    pub payload: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// Opens a COSE_Sign1 whose payload is a CWT claims set.
///
/// Does not check the signature, and reads of the payload only the issuer, as a hint.
///
/// # Errors
/// As [`read`], and every `encoding.cbor_*` for the payload.
pub fn open(bytes: &[u8], profile: &Profile, budget: &Budget) -> Result<Envelope, Fault> {
    read(bytes, profile, budget)?.seal(profile, None, budget)
}

/// Takes a COSE_Sign1 apart and checks its headers.
///
/// # Errors
/// [`Fault::EnvelopeMalformed`] and the header faults; every `encoding.cbor_*`.
pub fn read(bytes: &[u8], profile: &Profile, budget: &Budget) -> Result<Sign1, Fault> {
    let outer = Budget { string: budget.inflated, ..*budget };
    let rules = Rules { form: profile.form, tags: &[SIGN1, CWT] };
    let item = match profile.loose_end {
        true => cbor::decode_prefix(bytes, rules, &outer)?.0,
        false => cbor::decode(bytes, rules, &outer)?,
    };
    read_item(&item, profile, budget)
}

/// Takes a COSE_Sign1 apart that was read as a part of something larger.
///
/// # Errors
/// As [`read`].
pub fn read_item(item: &Value, profile: &Profile, budget: &Budget) -> Result<Sign1, Fault> {
    let Some(
        [
            Value::Bytes(protected),
            unprotected @ Value::Map(_),
            Value::Bytes(payload),
            Value::Bytes(signature),
        ],
    ) = untag(item, profile).and_then(Value::elements)
    else {
        return Err(Fault::EnvelopeMalformed);
    };
    // RFC 9052 §4.4: no protected header is signed as no bytes, also where it came as an empty map.
    let header: &[u8] = if protected == &[0xa0] { &[] } else { protected };
    // A presentation has its credential, a COSE_Sign1, in its header.
    let rules = Rules { form: profile.form, tags: &[SIGN1] };
    let container = Sign1 {
        protected: match header {
            [] => Value::Map(Vec::new()),
            header => cbor::decode(header, rules, budget)?,
        },
        unprotected: unprotected.clone(),
        loose_headers: profile.loose_headers,
        signed: sig_structure(header, payload),
        payload: payload.clone(),
        signature: signature.clone(),
    };
    container.check_headers(profile)?;
    Ok(container)
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

impl Sign1 {
    /// The algorithm that the header names.
    ///
    /// # Errors
    /// [`Fault::EnvelopeHeaderMissing`], [`Fault::EnvelopeHeaderMalformed`].
    pub fn algorithm(&self) -> Result<AlgorithmId, Fault> {
        match self.header(ALG, "alg")? {
            Value::Integer(number) => Ok(AlgorithmId::Cose(*number)),
            Value::Text(_) => Ok(AlgorithmId::CoseText),
            _ => Err(Fault::EnvelopeHeaderMalformed { header: "alg" }),
        }
    }

    /// The envelope of a credential: its payload is read, and stays sealed.
    pub(super) fn seal(
        self,
        profile: &Profile,
        disclosures: Option<Disclosures>,
        budget: &Budget,
    ) -> Result<Envelope, Fault> {
        let rules = Rules { form: profile.form, tags: profile.tags };
        let claims = cbor::decode(&self.payload, rules, budget)?;
        Ok(Envelope {
            format: profile.format,
            algorithm: self.algorithm()?,
            hint: Hint::new(Some(self.kid()?), claims.at(ISS), budget)?,
            signed: self.signed,
            signature: self.signature,
            payload: Sealed(claims),
            disclosures,
            binding: None,
        })
    }

    /// A protected header.
    pub(super) fn protected(&self, label: i64) -> Option<&Value> {
        self.protected.at(label)
    }

    /// An unprotected header.
    pub(super) fn unprotected(&self, label: i64) -> Option<&Value> {
        self.unprotected.at(label)
    }

    fn kid(&self) -> Result<&[u8], Fault> {
        let kid = self.header(KID, "kid")?;
        kid.bytes().ok_or(Fault::EnvelopeHeaderMalformed { header: "kid" })
    }

    fn header(&self, label: i64, header: &'static str) -> Result<&Value, Fault> {
        self.protected
            .at(label)
            .or_else(|| self.loose_headers.then(|| self.unprotected.at(label)).flatten())
            .ok_or(Fault::EnvelopeHeaderMissing { header })
    }

    fn check_headers(&self, profile: &Profile) -> Result<(), Fault> {
        let inside = self.protected.entries().ok_or(Fault::EnvelopeMalformed)?;
        let outside = self.unprotected.entries().ok_or(Fault::EnvelopeMalformed)?;
        let labels = || inside.iter().chain(outside).filter_map(|(label, _)| label.integer());
        if labels().any(|label| label == CRIT) {
            return Err(Fault::EnvelopeCriticalUnsupported);
        }
        if labels().any(|label| KEYS.contains(&label)) {
            return Err(Fault::EnvelopeKeyUnauthorised);
        }
        if profile.loose_headers {
            return Ok(());
        }
        // RFC 9052 §3: what decides is signed, and stands in one place.
        for (label, header) in [(ALG, "alg"), (KID, "kid"), (TYP, "typ")] {
            if self.unprotected.at(label).is_some() {
                return Err(Fault::EnvelopeHeaderMismatch { header });
            }
        }
        match profile.headers {
            Some(headers) => self.check_exact(&headers, inside, outside),
            None => Ok(()),
        }
    }

    /// What the format fixes is there, and nothing else.
    fn check_exact(
        &self,
        headers: &Headers,
        inside: &[Pair],
        outside: &[Pair],
    ) -> Result<(), Fault> {
        match self.protected.at(TYP) {
            Some(Value::Integer(value)) if *value == headers.typ => {}
            Some(_) => return Err(Fault::EnvelopeHeaderMismatch { header: "typ" }),
            None => return Err(Fault::EnvelopeHeaderMissing { header: "typ" }),
        }
        for (label, header) in headers.protected {
            self.header(*label, header)?;
        }
        let allowed = |(label, _): &Pair| {
            label.integer().is_some_and(|label| headers.unprotected.contains(&label))
        };
        match inside.len() == headers.protected.len() && outside.iter().all(allowed) {
            true => Ok(()),
            false => Err(Fault::EnvelopeHeaderMismatch { header: "other" }),
        }
    }
}

type Pair = (Value, Value);

/// `["Signature1", protected, h'', payload]`, RFC 9052 §4.4, over the bytes as received.
fn sig_structure(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut signed = b"\x84\x6aSignature1".to_vec();
    for part in [protected, b"", payload] {
        byte_string(part, &mut signed);
    }
    signed
}

/// A byte string with the shortest length, RFC 8949 §3.
pub(super) fn byte_string(bytes: &[u8], out: &mut Vec<u8>) {
    let [a, b, c, d] = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes();
    match bytes.len() {
        0..=0x17 => out.push(0x40 | d),
        0x18..=0xff => out.extend([0x58, d]),
        0x100..=0xffff => out.extend([0x59, c, d]),
        _ => out.extend([0x5a, a, b, c, d]),
    }
    out.extend_from_slice(bytes);
}
