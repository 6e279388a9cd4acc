//! Faults: everything that can be wrong with what was scanned, one row each.
//!
//! Rules:
//! - A fault carries numbers and names from our own tables or from the caller's policy, never a
//!   string that came out of the scan: no fault can hold personal data.
//! - A code is `<room>.<reason>`; codes are never renamed or reused. The reason ends in one of
//!   `duplicate expired invalid malformed mismatch missing noncanonical not_yet_valid online_only
//!   replayed required revoked stale suspended too_deep too_large too_many unauthorised unknown
//!   unsupported`.
//! - A fault either speaks against the credential (`Failed`) or says what could not be decided
//!   (`Undecided`); the row says which, so that no caller can soften one into the other.
//! - A signature that does not verify has no detail, on purpose.

/// The seven steps of a verification, in pipeline order.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// What was scanned is one known, well-formed envelope.
    Envelope,
    /// The signed bytes were signed by the key that was tried.
    Signature,
    /// That key may sign this, by the caller's anchors.
    Trust,
    /// The payload is a credential of its format, inside its dates.
    Credential,
    /// It was not withdrawn.
    Status,
    /// Whoever shows it is its holder.
    Holder,
    /// This counter accepts it for this purpose.
    Policy,
}

/// Whether a fault speaks against the credential or says what could not be decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// Evidence against the credential: the verdict is `reject`.
    Failed,
    /// Evidence missing, none against: the verdict is `indeterminate`.
    Undecided,
}

use Severity::{Failed, Undecided};
use Step::{Credential, Envelope, Holder, Policy, Signature, Status, Trust};

/// One thing that is wrong with a scan, a credential or what is known about it.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// A `base32` text has a character, length or trailing bits that RFC 4648 §6 does not allow.
    Base32Malformed,
    /// A `base45` text has a character, length or value that RFC 9285 §4 does not allow.
    Base45Malformed,
    /// A `base64url` text has padding, another alphabet, white space or loose trailing bits.
    Base64UrlMalformed,
    /// The same key stands twice in one CBOR map.
    CborDuplicate,
    /// The bytes are not one well-formed CBOR item of the types that are read.
    CborMalformed {
        /// Bytes from the start of the item to where reading stopped.
        offset: usize,
    },
    /// Well-formed CBOR, not in the encoding its format requires (length, order, width).
    CborNoncanonical {
        /// Bytes from the start of the item to the deviation.
        offset: usize,
    },
    /// The payload has an audience; a credential on its own has none.
    CredentialAudienceUnsupported,
    /// A claim has another type or form than its format says.
    CredentialClaimMalformed {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// A claim that the format requires is not there.
    CredentialClaimMissing {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// A claim has a value that is not in its format's value set.
    CredentialClaimUnknown {
        /// The claim's name in its format's table.
        claim: &'static str,
    },
    /// The credential's validity has ended.
    CredentialExpired {
        /// First second at which it is no longer valid, since the Unix epoch.
        not_after: i64,
    },
    /// The credential has no end of validity and its type is not known to be perpetual.
    CredentialExpiryMissing,
    /// The credential is not valid yet.
    CredentialNotYetValid {
        /// First second at which it is valid, since the Unix epoch.
        not_before: i64,
    },
    /// The credential's own dates contradict each other.
    CredentialValidityMismatch,
    /// The digits of a credential code are not the encoding of bytes.
    DigitsMalformed,
    /// The parts scanned are not one set: other total, same place twice, out of range.
    EnvelopeChunkMismatch,
    /// Some parts of a code that comes in parts are not here yet.
    EnvelopeChunkMissing {
        /// Parts present.
        have: usize,
        /// Parts in the set.
        of: usize,
    },
    /// A part of a code that comes in parts is too long, or a single part is.
    EnvelopeChunkTooLarge {
        /// Characters of the part.
        size: usize,
        /// Characters allowed in a part.
        limit: usize,
    },
    /// A critical header is marked that this format does not know.
    EnvelopeCriticalUnsupported,
    /// A header has another type than its standard says.
    EnvelopeHeaderMalformed {
        /// The header's name.
        header: &'static str,
    },
    /// A header has a value that contradicts another or the format.
    EnvelopeHeaderMismatch {
        /// The header's name.
        header: &'static str,
    },
    /// A required header (`alg`, `kid`, `typ`, `zip`) is not where it must be.
    EnvelopeHeaderMissing {
        /// The header's name.
        header: &'static str,
    },
    /// The envelope brings its own key or certificate.
    EnvelopeKeyUnauthorised,
    /// The signed container does not have the shape of a COSE_Sign1 or a compact JWS.
    EnvelopeMalformed,
    /// Nothing was scanned: an empty text, or a picture without a code.
    EnvelopeMissing,
    /// A code that only the system that issued it can resolve; nothing in it can be checked here.
    EnvelopeOnlineOnly {
        /// The channel's id in the table of pointers.
        channel: &'static str,
    },
    /// The scan is longer than any format allows.
    EnvelopeTooLarge {
        /// Bytes scanned.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The scan begins like no format that is known.
    EnvelopeUnknown,
    /// A known format, of a version or kind that this verifier does not read.
    EnvelopeUnsupported,
    /// The policy requires proof that the holder is present, and this version checks none.
    HolderUnsupported,
    /// A compressed payload is not one zlib or DEFLATE stream that ends where the data ends.
    InflateMalformed,
    /// A decompressed payload would be larger than its limit.
    InflateTooLarge {
        /// Bytes allowed after inflation.
        limit: usize,
    },
    /// The same name stands twice in one JSON object.
    JsonDuplicate,
    /// The bytes are not one JSON text.
    JsonMalformed,
    /// The digits of a SMART Health Card are not pairs of its alphabet.
    NumericMalformed,
    /// The policy requires a claim that the credential does not have.
    PolicyClaimRequired {
        /// The claim's name, as the policy writes it.
        claim: String,
    },
    /// The policy does not accept credentials of this type.
    PolicyTypeUnauthorised,
    /// The header names another algorithm than the key's.
    SignatureAlgMismatch,
    /// `none`, a shared-secret algorithm, or one that is not known at all.
    SignatureAlgUnauthorised,
    /// The signature is in DER form; only the raw form r‖s is defined here.
    SignatureDerUnsupported,
    /// The signature is not by this key over these bytes. There is no detail, on purpose.
    SignatureInvalid,
    /// A key is not a point on its curve.
    SignatureKeyInvalid,
    /// A key is not in the encoding of its type.
    SignatureKeyMalformed,
    /// The signature has another length than its algorithm's.
    SignatureMalformed {
        /// Bytes of the signature.
        size: usize,
    },
    /// A sound algorithm that this build does not check.
    SignatureUnsupported,
    /// The policy requires a status check, and this version has no status source.
    StatusUnsupported,
    /// Values are nested deeper than the limit.
    TooDeep {
        /// Levels allowed.
        limit: usize,
    },
    /// A text or byte string is longer than the limit.
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// There are more values than the limit.
    TooMany {
        /// Values allowed.
        limit: usize,
    },
    /// No anchor is for this issuer and key.
    TrustIssuerUnknown,
    /// The signer's key was no longer in force.
    TrustKeyExpired {
        /// Last second at which the key is in force, since the Unix epoch.
        not_after: i64,
    },
    /// The signer's key was not yet in force.
    TrustKeyNotYetValid {
        /// First second at which the key is in force, since the Unix epoch.
        not_before: i64,
    },
    /// More keys answer to one key id than are tried.
    TrustKeyTooMany {
        /// Keys that are tried.
        limit: usize,
    },
    /// The signer may not issue for this region.
    TrustRegionUnauthorised,
    /// The signer may not issue credentials of this type.
    TrustTypeUnauthorised,
    /// A text is not UTF-8, or holds a character that no credential needs.
    Utf8Malformed,
}

/// What the table says of one fault.
struct Row {
    code: &'static str,
    step: Step,
    severity: Severity,
    spec: &'static str,
}

const fn row(code: &'static str, step: Step, severity: Severity, spec: &'static str) -> Row {
    Row { code, step, severity, spec }
}

impl Fault {
    /// The stable code, `<room>.<reason>`.
    pub fn code(&self) -> &'static str {
        self.row().code
    }

    /// The step that answers for this fault.
    pub fn step(&self) -> Step {
        self.row().step
    }

    /// Whether it speaks against the credential or says what could not be decided.
    pub fn severity(&self) -> Severity {
        self.row().severity
    }

    /// The section that is enforced, for example `RFC 9285 §4`.
    pub fn spec(&self) -> &'static str {
        self.row().spec
    }

    /// The numbers and names that the fault carries, by name, for the receipt.
    pub fn detail(&self) -> Vec<(&'static str, Detail)> {
        let size = |value: &usize| Detail::Number(i64::try_from(*value).unwrap_or(i64::MAX));
        match self {
            Self::CborMalformed { offset } | Self::CborNoncanonical { offset } => {
                vec![("offset", size(offset))]
            }
            Self::CredentialClaimMalformed { claim }
            | Self::CredentialClaimMissing { claim }
            | Self::CredentialClaimUnknown { claim } => {
                vec![("claim", Detail::Name((*claim).to_owned()))]
            }
            Self::CredentialExpired { not_after } | Self::TrustKeyExpired { not_after } => {
                vec![("not_after", Detail::Number(*not_after))]
            }
            Self::CredentialNotYetValid { not_before }
            | Self::TrustKeyNotYetValid { not_before } => {
                vec![("not_before", Detail::Number(*not_before))]
            }
            Self::EnvelopeHeaderMalformed { header }
            | Self::EnvelopeHeaderMismatch { header }
            | Self::EnvelopeHeaderMissing { header } => {
                vec![("header", Detail::Name((*header).to_owned()))]
            }
            Self::EnvelopeChunkMissing { have, of } => vec![("have", size(have)), ("of", size(of))],
            Self::EnvelopeChunkTooLarge { size: chars, limit }
            | Self::EnvelopeTooLarge { size: chars, limit } => {
                vec![("size", size(chars)), ("limit", size(limit))]
            }
            Self::InflateTooLarge { limit }
            | Self::TooDeep { limit }
            | Self::TooLarge { limit }
            | Self::TooMany { limit }
            | Self::TrustKeyTooMany { limit } => vec![("limit", size(limit))],
            Self::EnvelopeOnlineOnly { channel } => {
                vec![("channel", Detail::Name((*channel).to_owned()))]
            }
            Self::PolicyClaimRequired { claim } => vec![("claim", Detail::Name(claim.clone()))],
            Self::SignatureMalformed { size: bytes } => vec![("size", size(bytes))],
            _ => Vec::new(),
        }
    }

    /// The table: one row a fault.
    #[rustfmt::skip]
    fn row(&self) -> Row {
        match self {
            Self::Base32Malformed              => row("encoding.base32_malformed",        Envelope,   Failed,    "RFC 4648 §6"),
            Self::Base45Malformed              => row("encoding.base45_malformed",        Envelope,   Failed,    "RFC 9285 §4"),
            Self::Base64UrlMalformed           => row("encoding.base64url_malformed",     Envelope,   Failed,    "RFC 7515 §2"),
            Self::CborDuplicate                => row("encoding.cbor_duplicate",          Envelope,   Failed,    "RFC 8949 §5.6"),
            Self::CborMalformed { .. }         => row("encoding.cbor_malformed",          Envelope,   Failed,    "RFC 8949 §3"),
            Self::CborNoncanonical { .. }      => row("encoding.cbor_noncanonical",       Envelope,   Failed,    "RFC 8949 §4.2.1"),
            Self::CredentialAudienceUnsupported => row("credential.audience_unsupported", Credential, Failed,    "RFC 8392 §3.1.3"),
            Self::CredentialClaimMalformed { .. } => row("credential.claim_malformed",    Credential, Failed,    "RFC 8392 §3.1"),
            Self::CredentialClaimMissing { .. } => row("credential.claim_missing",        Credential, Failed,    "RFC 8392 §3.1"),
            Self::CredentialClaimUnknown { .. } => row("credential.claim_unknown",        Credential, Failed,    "DCC schema 1.3.0"),
            Self::CredentialExpired { .. }     => row("credential.expired",               Credential, Failed,    "RFC 8392 §3.1.4"),
            Self::CredentialExpiryMissing      => row("credential.expiry_missing",        Credential, Failed,    "RFC 8392 §3.1.4"),
            Self::CredentialNotYetValid { .. } => row("credential.not_yet_valid",         Credential, Failed,    "RFC 8392 §3.1.5"),
            Self::CredentialValidityMismatch   => row("credential.validity_mismatch",     Credential, Failed,    "RFC 8392 §3.1"),
            Self::DigitsMalformed              => row("encoding.digits_malformed",        Envelope,   Failed,    "CTAP 2.2 §11.5.1"),
            Self::EnvelopeChunkMismatch        => row("envelope.chunk_mismatch",          Envelope,   Failed,    "SMART Health Cards: chunking"),
            Self::EnvelopeChunkMissing { .. }  => row("envelope.chunk_missing",           Envelope,   Undecided, "SMART Health Cards: chunking"),
            Self::EnvelopeChunkTooLarge { .. } => row("envelope.chunk_too_large",         Envelope,   Failed,    "SMART Health Cards: chunking"),
            Self::EnvelopeCriticalUnsupported  => row("envelope.critical_unsupported",    Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeHeaderMalformed { .. } => row("envelope.header_malformed",      Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeHeaderMismatch { .. } => row("envelope.header_mismatch",        Envelope,   Failed,    "RFC 9052 §3"),
            Self::EnvelopeHeaderMissing { .. } => row("envelope.header_missing",          Envelope,   Failed,    "RFC 9052 §3.1"),
            Self::EnvelopeKeyUnauthorised      => row("envelope.key_unauthorised",        Envelope,   Failed,    "RFC 8725 §3.10"),
            Self::EnvelopeMalformed            => row("envelope.malformed",               Envelope,   Failed,    "RFC 9052 §4.2"),
            Self::EnvelopeMissing              => row("envelope.missing",                 Envelope,   Undecided, "docs/code.md §1"),
            Self::EnvelopeOnlineOnly { .. }    => row("envelope.online_only",             Envelope,   Undecided, "GB/T 36906"),
            Self::EnvelopeTooLarge { .. }      => row("envelope.too_large",               Envelope,   Failed,    "ISO/IEC 18004 §7.4"),
            Self::EnvelopeUnknown              => row("envelope.unknown",                 Envelope,   Failed,    "docs/code.md §1"),
            Self::EnvelopeUnsupported          => row("envelope.unsupported",             Envelope,   Undecided, "docs/code.md §1"),
            Self::HolderUnsupported            => row("holder.unsupported",               Holder,     Undecided, "docs/code.md §6"),
            Self::InflateMalformed             => row("encoding.inflate_malformed",       Envelope,   Failed,    "RFC 1950 §2.2"),
            Self::InflateTooLarge { .. }       => row("encoding.inflate_too_large",       Envelope,   Failed,    "RFC 8725 §3.6"),
            Self::JsonDuplicate                => row("encoding.json_duplicate",          Envelope,   Failed,    "RFC 8259 §4"),
            Self::JsonMalformed                => row("encoding.json_malformed",          Envelope,   Failed,    "RFC 8259 §2"),
            Self::NumericMalformed             => row("encoding.numeric_malformed",       Envelope,   Failed,    "SMART Health Cards: numeric"),
            Self::PolicyClaimRequired { .. }   => row("policy.claim_required",            Policy,     Failed,    "docs/policy.md §2"),
            Self::PolicyTypeUnauthorised       => row("policy.type_unauthorised",         Policy,     Failed,    "docs/policy.md §2"),
            Self::SignatureAlgMismatch         => row("signature.alg_mismatch",           Signature,  Failed,    "RFC 8725 §3.1"),
            Self::SignatureAlgUnauthorised     => row("signature.alg_unauthorised",       Signature,  Failed,    "RFC 8725 §3.2"),
            Self::SignatureDerUnsupported      => row("signature.der_unsupported",        Signature,  Failed,    "RFC 9053 §2.1"),
            Self::SignatureInvalid             => row("signature.invalid",                Signature,  Failed,    "FIPS 186-5 §6.4.2"),
            Self::SignatureKeyInvalid          => row("signature.key_invalid",            Signature,  Failed,    "SEC 1 §3.2.2"),
            Self::SignatureKeyMalformed        => row("signature.key_malformed",          Signature,  Failed,    "SEC 1 §2.3.4"),
            Self::SignatureMalformed { .. }    => row("signature.malformed",              Signature,  Failed,    "RFC 9053 §2.1"),
            Self::SignatureUnsupported         => row("signature.unsupported",            Signature,  Undecided, "RFC 9053 §2"),
            Self::StatusUnsupported            => row("status.unsupported",               Status,     Undecided, "docs/policy.md §2"),
            Self::TooDeep { .. }               => row("encoding.too_deep",                Envelope,   Failed,    "RFC 8949 §10"),
            Self::TooLarge { .. }              => row("encoding.too_large",               Envelope,   Failed,    "RFC 8949 §10"),
            Self::TooMany { .. }               => row("encoding.too_many",                Envelope,   Failed,    "RFC 8949 §10"),
            Self::TrustIssuerUnknown           => row("trust.issuer_unknown",             Trust,      Undecided, "RFC 8725 §3.8"),
            Self::TrustKeyExpired { .. }       => row("trust.key_expired",                Trust,      Failed,    "RFC 5280 §4.1.2.5"),
            Self::TrustKeyNotYetValid { .. }   => row("trust.key_not_yet_valid",          Trust,      Failed,    "RFC 5280 §4.1.2.5"),
            Self::TrustKeyTooMany { .. }       => row("trust.key_too_many",               Trust,      Undecided, "RFC 8725 §3.8"),
            Self::TrustRegionUnauthorised      => row("trust.region_unauthorised",        Trust,      Failed,    "docs/trust.md §1"),
            Self::TrustTypeUnauthorised        => row("trust.type_unauthorised",          Trust,      Failed,    "docs/trust.md §1"),
            Self::Utf8Malformed                => row("encoding.utf8_malformed",          Envelope,   Failed,    "RFC 3629 §3"),
        }
    }
}

/// A number or a name that a fault carries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Detail {
    /// A number, in the unit that the fault's field documents.
    Number(i64),
    /// A name from our tables or from the caller's policy.
    Name(String),
}
