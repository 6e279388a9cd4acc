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
pub mod jwt;
pub mod nzcp;
pub mod pointer;
pub mod sd_jwt;
pub mod shc;

pub mod cose;
pub mod cwt;
pub mod disclosures;
pub mod jws;
pub mod sd_cwt;
pub mod status_list;

pub use disclosures::{Binding, Dialect, Disclosure, Disclosures};

/// The formats that are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// 证照码, the open credential code of `docs/code.md`, on paper: a CWT in digits.
    Code,
    /// 证照码, presented by its holder: an SD-CWT in digits.
    Presentation,
    /// EU digital COVID certificate: a CWT in base45.
    Hcert,
    /// A JSON Web Token without disclosures.
    Jwt,
    /// New Zealand COVID pass: a CWT in base32.
    Nzcp,
    /// A code that only the system behind it can resolve, and that system has answered.
    Pointer,
    /// SD-JWT, RFC 9901.
    SdJwt,
    /// SMART Health Card: a JWS in pairs of digits.
    Shc,
    /// Status List Token: no credential, and never scanned.
    StatusList,
}

impl Format {
    /// The envelope's name on a receipt.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code | Self::Presentation => "code",
            Self::Hcert => "hcert",
            Self::Jwt => "jwt",
            Self::Nzcp => "nzcp",
            Self::Pointer => "pointer",
            Self::SdJwt => "sd-jwt",
            Self::Shc => "shc",
            Self::StatusList => "status-list",
        }
    }

    /// The kind of token inside, on a receipt.
    pub fn token(self) -> &'static str {
        match self {
            Self::Code | Self::Hcert | Self::Nzcp => "CWT",
            Self::Presentation => "SD-CWT",
            Self::Jwt => "JWT",
            Self::Pointer => "hub",
            Self::SdJwt => "SD-JWT",
            Self::Shc => "JWS",
            Self::StatusList => "status list",
        }
    }
}

/// The algorithm that a header names, before anyone says what it means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AlgorithmId {
    /// A COSE algorithm number, RFC 9053.
    Cose(i64),
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
    fn new(kid: Option<&[u8]>, issuer: Option<&Value>, budget: &Budget) -> Result<Self, Fault> {
        match kid.is_none_or(|kid| (1..=budget.kid).contains(&kid.len())) {
            true => Ok(Self {
                kid: kid.map(<[u8]>::to_vec),
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
    disclosures: Option<Disclosures>,
    binding: Option<Binding>,
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

    /// What the holder chose to show, in the formats that let a holder choose.
    pub fn disclosures(&self) -> Option<&Disclosures> {
        self.disclosures.as_ref()
    }

    /// What the holder signed when showing it.
    pub fn binding(&self) -> Option<&Binding> {
        self.binding.as_ref()
    }

    pub(crate) fn payload(&self) -> &Sealed {
        &self.payload
    }
}

/// Opens the one envelope that the scan's first characters announce; several where one code holds
/// several credentials, never none.
///
/// Does not check the signature; see `signature::check`.
///
/// # Errors
/// Every `envelope.*` and `encoding.*` fault.
pub fn open(scan: &[u8], budget: &Budget) -> Result<Vec<Envelope>, Fault> {
    if scan.len() > budget.scan {
        return Err(Fault::EnvelopeTooLarge { size: scan.len(), limit: budget.scan });
    }
    // A scanner gun or a paste adds white space around a code; no format has any there.
    let text = utf8::decode(scan)?.trim();
    if text.is_empty() {
        return Err(Fault::EnvelopeMissing);
    }
    if let Some(body) = text.strip_prefix("HC1:") {
        return Ok(vec![hcert::open(body, budget)?]);
    }
    if let Some(body) = text.strip_prefix("NZCP:/") {
        return Ok(vec![nzcp::open(body, budget)?]);
    }
    if text.starts_with("shc:/") {
        return Ok(vec![shc::open(text, budget)?]);
    }
    if text.starts_with("HC") && text.get(3..4) == Some(":") {
        return Err(Fault::EnvelopeUnsupported);
    }
    let digits = code::fold(text);
    // Ten digits are a hub's code, whatever they begin with; no credential is as short as that.
    if let Some(body) = digits.strip_prefix(code::MARKER).filter(|_| digits.len() != 10) {
        return code::open(body, budget);
    }
    if text.starts_with('{') {
        return Ok(vec![sd_jwt::open_json(text, budget)?]);
    }
    match is_jws(text) {
        true if text.contains('~') => Ok(vec![sd_jwt::open(text, budget)?]),
        true => Ok(vec![jwt::open(text, budget)?]),
        false => Err(pointer::recognise(text, &digits)),
    }
}

/// Whether a text begins as a compact JWS does: with a JSON object in base64url, and three parts.
fn is_jws(text: &str) -> bool {
    let credential = text.split('~').next().unwrap_or_default();
    let header = credential.starts_with("ey") || credential.starts_with("ew");
    header && credential.split('.').count() == 3
}
