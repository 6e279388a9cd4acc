//! The two digests that a disclosure or a presentation can be named by.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// A digest algorithm.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hash {
    /// SHA-256, FIPS 180-4.
    Sha256,
    /// SM3, GB/T 32905.
    Sm3,
}

/// What a name or number stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// One that is computed here.
    Is(Hash),
    /// A sound one that is not.
    Known,
}

use Meaning::{Is, Known};

/// COSE number (RFC 9054), name in the IANA registry of hash names, meaning. −132905 is the private
/// number of `docs/code.md`; what is not here is refused, the truncated digests among it.
const TABLE: [(i64, &str, Meaning); 7] = [
    (-16, "sha-256", Is(Hash::Sha256)),
    (-132_905, "sm3", Is(Hash::Sm3)),
    (-43, "sha-384", Known),
    (-44, "sha-512", Known),
    (0, "sha3-256", Known),
    (0, "sha3-384", Known),
    (0, "sha3-512", Known),
];

impl Hash {
    /// What a COSE number stands for.
    pub fn of_number(wanted: i64) -> Option<Meaning> {
        let row = TABLE.iter().find(|(number, _, _)| *number == wanted && wanted != 0);
        row.map(|(_, _, meaning)| *meaning)
    }

    /// What a name stands for.
    pub fn of_name(wanted: &str) -> Option<Meaning> {
        TABLE.iter().find(|(_, name, _)| *name == wanted).map(|(_, _, meaning)| *meaning)
    }

    /// The digest of some bytes, 32 bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sm3 => Sm3::digest(bytes).to_vec(),
        }
    }
}
