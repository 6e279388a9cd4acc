//! The table of algorithms: what each name and number means, one row each.

use crate::envelope::AlgorithmId;
use crate::error::Fault;

/// A signature algorithm that a key can have.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Algorithm {
    /// ECDSA over P-256 with SHA-256, RFC 9053 §2.1.
    Es256,
    /// ECDSA over P-384 with SHA-384. Known, not checked.
    Es384,
    /// ECDSA over P-521 with SHA-512. Known, not checked.
    Es512,
    /// RSASSA-PSS with SHA-256, RFC 8230 §2. Known, not checked.
    Ps256,
    /// SM2 with SM3, GB/T 32918.2, named in GM/T 0125.
    Sm2Sm3,
}

/// What a name or number stands for.
enum Meaning {
    /// One that a key can have.
    Is(Algorithm),
    /// A sound public-key algorithm that no key here can have.
    Known,
}

use Algorithm::{Es256, Es384, Es512, Ps256, Sm2Sm3};
use Meaning::{Is, Known};

/// COSE number, JOSE name, meaning.
type Row = (i64, &'static str, Meaning);

/// What is not here — `none`, HMAC, RSA encryption, numbers that nobody registered — is refused.
/// −48 is ML-DSA-44 and never SM2; −132918 is the private number of `docs/code.md`.
const TABLE: [Row; 18] = [
    (-7, "ES256", Is(Es256)),
    (-9, "ESP256", Known),
    (-35, "ES384", Is(Es384)),
    (-36, "ES512", Is(Es512)),
    (-37, "PS256", Is(Ps256)),
    (-38, "PS384", Known),
    (-39, "PS512", Known),
    (-257, "RS256", Known),
    (-258, "RS384", Known),
    (-259, "RS512", Known),
    (-8, "EdDSA", Known),
    (-19, "Ed25519", Known),
    (-53, "Ed448", Known),
    (-47, "ES256K", Known),
    (-48, "ML-DSA-44", Known),
    (-49, "ML-DSA-65", Known),
    (-50, "ML-DSA-87", Known),
    (-132_918, "SGD_SM3_SM2", Is(Sm2Sm3)),
];

impl Algorithm {
    /// Finds what a header names, when this build checks it.
    ///
    /// # Errors
    /// [`Fault::SignatureUnsupported`] for a sound algorithm that this build does not check,
    /// [`Fault::SignatureAlgUnauthorised`] for everything else: `none` in any spelling, HMAC,
    /// anything unknown.
    pub fn of(header: &AlgorithmId) -> Result<Self, Fault> {
        match header {
            AlgorithmId::Cose(wanted) => checked(|(number, _, _)| number == wanted),
            AlgorithmId::Jose(wanted) => Self::of_name(wanted),
            AlgorithmId::CoseText => Err(Fault::SignatureAlgUnauthorised),
        }
    }

    /// Finds what a JOSE name stands for, when this build checks it.
    ///
    /// # Errors
    /// As [`Algorithm::of`].
    pub fn of_name(wanted: &str) -> Result<Self, Fault> {
        checked(|(_, name, _)| *name == wanted)
    }

    /// Whether this build checks signatures of this algorithm.
    pub fn is_checked(self) -> bool {
        match self {
            Self::Es256 | Self::Sm2Sm3 => true,
            Self::Es384 => cfg!(feature = "es384"),
            Self::Es512 | Self::Ps256 => false,
        }
    }

    /// Finds the algorithm that a key record names; nothing when no key can have it.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find_map(|(_, known, meaning)| match meaning {
            Is(algorithm) if *known == name => Some(*algorithm),
            _ => None,
        })
    }
}

fn checked(is_wanted: impl Fn(&Row) -> bool) -> Result<Algorithm, Fault> {
    match TABLE.iter().find(|row| is_wanted(row)) {
        Some((_, _, Is(algorithm))) if algorithm.is_checked() => Ok(*algorithm),
        Some(_) => Err(Fault::SignatureUnsupported),
        None => Err(Fault::SignatureAlgUnauthorised),
    }
}
