//! What the kit refuses to make, because a verifier would refuse it.

use std::error::Error;
use std::fmt;

/// Why something was not made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refused {
    /// A claim that every credential of its kind has is not there.
    ClaimMissing(&'static str),
    /// A claim is not in the form that its table asks for.
    ClaimMalformed(String),
    /// A claim is not in the table.
    ClaimUnknown(String),
    /// The text is not a private key over P-256.
    Key,
    /// A key id is empty or longer than 64 bytes.
    KeyId,
    /// The text does not fit a QR code.
    Picture,
    /// The credential is too long for one code.
    TooLarge {
        /// Bytes of the credential.
        size: usize,
        /// Bytes that a code may have.
        limit: usize,
    },
    /// Not a date, or not a moment in time.
    Time(String),
    /// The credential would end before it begins.
    Validity,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClaimMissing(name) => write!(f, "claim missing: {name}"),
            Self::ClaimMalformed(name) => write!(f, "claim malformed: {name}"),
            Self::ClaimUnknown(name) => write!(f, "claim not in the table: {name}"),
            Self::Key => f.write_str("not a P-256 private key in PEM"),
            Self::KeyId => f.write_str("a key id has 1 to 64 bytes"),
            Self::Picture => f.write_str("the text does not fit a QR code"),
            Self::TooLarge { size, limit } => {
                write!(f, "the credential has {size} bytes, a code holds {limit}")
            }
            Self::Time(text) => write!(f, "not a time: {text} (write 2026-06-01T00:00:00Z)"),
            Self::Validity => f.write_str("the credential would end before it begins"),
        }
    }
}

impl Error for Refused {}
