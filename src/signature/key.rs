//! Public keys, checked when they are made: a [`Key`] is a point on its curve or it does not exist.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

use crate::error::Fault;
use crate::signature::Algorithm;

/// Bytes of a raw signature over a 256-bit curve.
const RAW: usize = 64;

/// A public key and the one algorithm that it is for.
#[derive(Clone, Debug)]
pub struct Key(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Es256(VerifyingKey),
    /// A key that is recognised and never checked with.
    Unchecked(Algorithm),
}

impl Key {
    /// Reads a P-256 key from its SEC 1 form, 33 or 65 bytes.
    ///
    /// # Errors
    /// [`Fault::SignatureKeyMalformed`] for another length or a first byte other than 02, 03 or 04
    /// (hybrid forms among them), [`Fault::SignatureKeyInvalid`] for a point not on the curve.
    pub fn es256(point: &[u8]) -> Result<Self, Fault> {
        match (point.first(), point.len()) {
            (Some(2 | 3), 33) | (Some(4), 65) => VerifyingKey::from_sec1_bytes(point)
                .map(|key| Self(Kind::Es256(key)))
                .map_err(|_| Fault::SignatureKeyInvalid),
            _ => Err(Fault::SignatureKeyMalformed),
        }
    }

    /// A key of an algorithm that this build knows and does not check.
    pub fn unchecked(algorithm: Algorithm) -> Self {
        Self(Kind::Unchecked(algorithm))
    }

    /// The one algorithm that the key is for.
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Kind::Es256(_) => Algorithm::Es256,
            Kind::Unchecked(algorithm) => algorithm,
        }
    }

    /// Says whether `signature`, raw r‖s, is this key's over `message`.
    ///
    /// # Errors
    /// [`Fault::SignatureDerUnsupported`] for a DER signature, [`Fault::SignatureMalformed`] for
    /// another length, [`Fault::SignatureInvalid`] with no detail,
    /// [`Fault::SignatureUnsupported`] for a key that is not checked with.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let Kind::Es256(key) = &self.0 else { return Err(Fault::SignatureUnsupported) };
        if signature.len() != RAW {
            return Err(match is_der(signature) {
                true => Fault::SignatureDerUnsupported,
                false => Fault::SignatureMalformed { size: signature.len() },
            });
        }
        // r and s of zero or of the group's order and above are refused here (FIPS 186-5 §6.4.2).
        let signature = Signature::from_slice(signature).map_err(|_| Fault::SignatureInvalid)?;
        key.verify(message, &signature).map_err(|_| Fault::SignatureInvalid)
    }
}

/// A DER `SEQUENCE` of two `INTEGER`s, by its first bytes: what most libraries emit by default.
fn is_der(signature: &[u8]) -> bool {
    match signature {
        [0x30, length, 0x02, ..] => usize::from(*length).checked_add(2) == Some(signature.len()),
        _ => false,
    }
}
