//! What was scanned, as one signed container: which bytes are signed, under which header, with
//! which hints, and the payload still unread.
//!
//! Rules:
//! - Exactly one envelope is chosen, from the first characters; there is no "try the next one".
//! - The signed bytes are kept as they were received; nothing is encoded again.
//! - `crit`, keys and certificates inside a header are refused; `alg` and `kid` are read from
//!   where the format's profile says. A leniency is a line of a profile, not a branch of a reader.
//! - A hint (key id, issuer) is the one unverified thing that anyone may look at, to find a key.
//! - Does not check whether a signature is right, and does not know what a payload means.

use crate::budget::Budget;
use crate::encoding::utf8;
use crate::encoding::value::Value;
use crate::error::Fault;

pub mod code;
pub mod hcert;
pub mod nzcp;
pub mod pointer;
pub mod shc;

pub mod cose;
pub mod cwt;
pub mod jws;

/// The formats that are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// 证照码, the open credential code of `docs/code.md`: a CWT in digits.
    Code,
    /// EU digital COVID certificate: a CWT in base45.
    Hcert,
    /// New Zealand COVID pass: a CWT in base32.
    Nzcp,
    /// SMART Health Card: a JWS in pairs of digits.
    Shc,
}

impl Format {
    /// The envelope's name on a receipt.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Hcert => "hcert",
            Self::Nzcp => "nzcp",
            Self::Shc => "shc",
        }
    }

    /// The kind of token inside, on a receipt.
    pub fn token(self) -> &'static str {
        match self {
            Self::Code | Self::Hcert | Self::Nzcp => "CWT",
            Self::Shc => "JWS",
        }
    }
}

/// The algorithm that a header names, before anyone says what it means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AlgorithmId {
    /// A COSE algorithm number, RFC 9053.
    Cose(i128),
    /// A text in COSE, where no algorithm that is read here is registered by a text.
    CoseText,
    /// A JOSE name, RFC 7518.
    Jose(String),
}

/// What an envelope says, unverified, about who signed it. Only for finding a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Hint {
    /// The key id's bytes; `None` where the format has none.
    pub kid: Option<Vec<u8>>,
    /// The issuer that the payload states; `None` where it states none.
    pub issuer: Option<String>,
}

impl Hint {
    /// The hint of a key id and of what a payload states as its issuer.
    ///
    /// # Errors
    /// [`Fault::EnvelopeHeaderMalformed`] for a key id of no bytes or of too many.
    fn new(kid: &[u8], issuer: Option<&Value>, budget: &Budget) -> Result<Self, Fault> {
        match (1..=budget.kid).contains(&kid.len()) {
            true => Ok(Self {
                kid: Some(kid.to_vec()),
                issuer: issuer.and_then(Value::text).map(str::to_owned),
            }),
            false => Err(Fault::EnvelopeHeaderMalformed { header: "kid" }),
        }
    }
}

/// A payload nobody has vouched for. Only `trust::anchor` reads it; `tests/house.rs` holds that.
#[derive(Clone, Debug)]
pub struct Sealed(Value);

impl Sealed {
    pub(crate) fn unseal(&self) -> &Value {
        &self.0
    }
}

/// One signed container. Made by [`open`] only.
#[derive(Clone, Debug)]
pub struct Envelope {
    format: Format,
    algorithm: AlgorithmId,
    hint: Hint,
    signed: Vec<u8>,
    signature: Vec<u8>,
    payload: Sealed,
}

impl Envelope {
    /// Which format it is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The algorithm its header names.
    pub fn algorithm(&self) -> &AlgorithmId {
        &self.algorithm
    }

    /// What it says about who signed it.
    pub fn hint(&self) -> &Hint {
        &self.hint
    }

    /// The bytes that were signed.
    pub fn signed(&self) -> &[u8] {
        &self.signed
    }

    /// The signature over them.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub(crate) fn payload(&self) -> &Sealed {
        &self.payload
    }
}

/// Opens the one envelope that the scan's first characters announce.
///
/// Does not check the signature; see `signature::check`.
///
/// # Errors
/// Every `envelope.*` and `encoding.*` fault.
pub fn open(scan: &[u8], budget: &Budget) -> Result<Envelope, Fault> {
    if scan.len() > budget.scan {
        return Err(Fault::EnvelopeTooLarge { size: scan.len(), limit: budget.scan });
    }
    // A scanner gun or a paste adds white space around a code; no format has any there.
    let text = utf8::decode(scan)?.trim();
    if text.is_empty() {
        return Err(Fault::EnvelopeMissing);
    }
    if let Some(body) = text.strip_prefix("HC1:") {
        return hcert::open(body, budget);
    }
    if let Some(body) = text.strip_prefix("NZCP:/") {
        return nzcp::open(body, budget);
    }
    if text.starts_with("shc:/") {
        return shc::open(text, budget);
    }
    if text.starts_with("HC") && text.get(3..4) == Some(":") {
        return Err(Fault::EnvelopeUnsupported);
    }
    let digits = code::fold(text);
    if let Some(body) = digits.strip_prefix(code::MARKER) {
        return code::open(body, budget);
    }
    Err(pointer::recognise(text, &digits))
}
