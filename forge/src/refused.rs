//! What the kit refuses to make, because a verifier would refuse it.

use std::error::Error;
use std::fmt;

/// Why something was not made.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refused {
    /// The credential does not state what is to be disclosed.
    Absent(String),
    /// Not the name of a signature algorithm that is known here.
    Algorithm(String),
    /// An audience is missing.
    Audience,
    /// A challenge does not have 16 to 64 bytes.
    Challenge,
    /// A claim stands twice.
    ClaimDuplicate(String),
    /// A claim that every credential of its kind has is not there.
    ClaimMissing(&'static str),
    /// A claim is not in the form that its table asks for.
    ClaimMalformed(String),
    /// A claim is not in the table.
    ClaimUnknown(String),
    /// The text is not a credential code.
    Code,
    /// The bytes are not a credential of this kit's making.
    Credential,
    /// The key is not the one that the credential is bound to.
    Holder,
    /// The text is not a private key over P-256 or the SM2 curve.
    Key,
    /// A key id is empty or longer than 64 bytes.
    KeyId,
    /// What has this address or name is not one status list of its own: no list at all, an address
    /// that does not end in a number, or the second one of its address.
    List(String),
    /// The file of this name is not a revocation pack.
    Pack(String),
    /// The file of this name does not continue the one before it.
    PackOrder(String),
    /// The text does not fit a QR code.
    Picture,
    /// Not a public key over P-256 or the SM2 curve.
    PublicKey,
    /// The text is not a counter's request.
    Request,
    /// A status does not have so many bits.
    StatusBits(u8),
    /// An index behind the last entry.
    StatusIndex {
        /// The index.
        index: u64,
        /// Entries that there are.
        size: u64,
    },
    /// A status list does not have so many entries.
    StatusSize {
        /// Entries of the list.
        size: u64,
        /// Entries that it may have.
        limit: usize,
    },
    /// A status that a revocation pack cannot state.
    StatusUnknown {
        /// The status.
        status: u8,
        /// The list it stands in.
        uri: String,
        /// Its index there.
        index: u64,
    },
    /// A status is larger than its bits hold.
    StatusValue {
        /// The status.
        status: u8,
        /// Bits of each status.
        bits: u8,
    },
    /// So many credentials do not go into one code.
    Together(usize),
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
    /// The credential is not in force when it would be shown.
    ValidityAt(i64),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent(name) => write!(f, "the credential does not state {name}"),
            Self::Audience => f.write_str("whom the credential is shown to is missing"),
            Self::Challenge => f.write_str("a challenge has 16 to 64 bytes"),
            Self::ClaimDuplicate(name) => write!(f, "claim stands twice: {name}"),
            Self::ClaimMissing(name) => write!(f, "claim missing: {name}"),
            Self::ClaimMalformed(name) => write!(f, "claim malformed: {name}"),
            Self::ClaimUnknown(name) => write!(f, "claim not in the table: {name}"),
            Self::Algorithm(name) => {
                write!(f, "unknown algorithm: {name} (ES256 or SGD_SM3_SM2)")
            }
            Self::Code => f.write_str("not a credential code"),
            Self::Credential => f.write_str("not a credential that this kit can read"),
            Self::Holder => f.write_str("not the key that the credential is bound to"),
            Self::Key => f.write_str("not a private key over P-256 or SM2 in PEM"),
            Self::KeyId => f.write_str("a key id has 1 to 64 bytes"),
            Self::List(name) => write!(
                f,
                "{name}: not a status list, or its address does not end in a number of its own"
            ),
            Self::Pack(name) => write!(f, "{name}: not a revocation pack"),
            Self::PackOrder(name) => write!(
                f,
                "{name}: does not continue the file before it (give a snapshot and every delta after it)"
            ),
            Self::Picture => f.write_str("the text does not fit a QR code"),
            Self::PublicKey => f.write_str("not a public key over P-256 or SM2"),
            Self::Request => f.write_str("not a counter's request (a code of kind 4)"),
            Self::StatusBits(bits) => write!(f, "a status has 1, 2, 4 or 8 bits, not {bits}"),
            Self::StatusIndex { index, size } => {
                write!(f, "index {index}: there are {size} entries, the first is 0")
            }
            Self::StatusSize { size, limit } => {
                write!(f, "a status list of this width has 1 to {limit} entries, not {size}")
            }
            Self::StatusUnknown { status, uri, index } => {
                write!(f, "{uri}#{index}: a revocation pack cannot state status {status}")
            }
            Self::StatusValue { status, bits } => {
                write!(f, "status {status} does not fit into {bits} bits")
            }
            Self::Together(count) => {
                write!(f, "one code holds 2 to 8 credentials, not {count}")
            }
            Self::TooLarge { size, limit } => {
                write!(f, "the credential has {size} bytes, a code holds {limit}")
            }
            Self::Time(text) => write!(f, "not a time: {text} (write 2026-06-01T00:00:00Z)"),
            Self::Validity => f.write_str("the credential would end before it begins"),
            Self::ValidityAt(at) => {
                write!(f, "the credential is not in force {at} seconds after 1970 began")
            }
        }
    }
}

impl Error for Refused {}
