//! Public keys, checked when they are made: a [`Key`] is a point on its curve or it does not exist.

use p256::ecdsa;
use p256::ecdsa::signature::Verifier;
use sm2::dsa;

use crate::encoding::der;
use crate::encoding::x509::SignerKey;
use crate::error::Fault;
use crate::signature::Algorithm;
use crate::signature::jwk::Refusal;

/// Bytes of a raw signature over a 256-bit curve.
const RAW: usize = 64;

/// The signer id that SM2 uses where nobody says another, GM/T 0009 §10.
pub const DEFAULT_ID: &str = "1234567812345678";

/// Ids that other software signs with unasked: the default, none at all (OpenSSL before 4.0), and
/// the one of the standard's example.
const COMMON_IDS: [&str; 3] = [DEFAULT_ID, "", "ALICE123@YAHOO.COM"];

/// Curves, as the DER contents of their object identifiers: 1.2.840.10045.3.1.7, 1.3.132.0.34,
/// 1.3.132.0.35 (RFC 5480 §2.1.1.1) and 1.2.156.10197.1.301 (GM/T 0006).
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];
const SM2: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d];

/// A public key and the one algorithm that it is for.
#[derive(Clone, Debug)]
pub struct Key(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Es256(ecdsa::VerifyingKey),
    Sm2 {
        key: dsa::VerifyingKey,
        id: String,
    },
    #[cfg(feature = "es384")]
    Es384(p384::ecdsa::VerifyingKey),
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
        ecdsa::VerifyingKey::from_sec1_bytes(sec1(point)?)
            .map(|key| Self(Kind::Es256(key)))
            .map_err(|_| Fault::SignatureKeyInvalid)
    }

    /// Reads an SM2 key from its SEC 1 form, with the id of its signer. The id is a part of what
    /// is signed (`Z_A`, GB/T 32918.2 §5.5), so it belongs to the key and is never guessed.
    ///
    /// # Errors
    /// As [`Key::es256`]; [`Fault::SignatureKeyMalformed`] for an id of 8,192 bytes or more.
    pub fn sm2(point: &[u8], id: &str) -> Result<Self, Fault> {
        let point = sm2::PublicKey::from_sec1_bytes(sec1(point)?)
            .map_err(|_| Fault::SignatureKeyInvalid)?;
        dsa::VerifyingKey::new(id, point)
            .map(|key| Self(Kind::Sm2 { key, id: id.to_owned() }))
            .map_err(|_| Fault::SignatureKeyMalformed)
    }

    /// Reads a P-384 key from its SEC 1 form.
    ///
    /// # Errors
    /// [`Fault::SignatureKeyInvalid`] for anything but a point on the curve.
    #[cfg(feature = "es384")]
    pub fn es384(point: &[u8]) -> Result<Self, Fault> {
        p384::ecdsa::VerifyingKey::from_sec1_bytes(point)
            .map(|key| Self(Kind::Es384(key)))
            .map_err(|_| Fault::SignatureKeyInvalid)
    }

    /// The key of a certificate or of a `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    /// The member that a refusal names, and a sentence.
    pub fn of_info(info: &SignerKey, sm2_id: &str) -> Result<Self, Refusal> {
        match info {
            SignerKey::Ec { curve, point } if curve == P256 => Self::es256(point)
                .map_err(|_| ("certificate", "has a key that is not a point on P-256")),
            SignerKey::Ec { curve, .. } if curve == P384 => Ok(Self::unchecked(Algorithm::Es384)),
            SignerKey::Ec { curve, .. } if curve == P521 => Ok(Self::unchecked(Algorithm::Es512)),
            SignerKey::Ec { curve, point } if curve == SM2 => Self::sm2(point, sm2_id)
                .map_err(|_| ("certificate", "has a key that is not a point on the curve of SM2")),
            SignerKey::Rsa => Ok(Self::unchecked(Algorithm::Ps256)),
            _ => Err(("certificate", "has a key of a kind that is not known")),
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
            Kind::Sm2 { .. } => Algorithm::Sm2Sm3,
            #[cfg(feature = "es384")]
            Kind::Es384(_) => Algorithm::Es384,
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
        // r and s of zero or of the group's order and above are refused where a signature is read
        // (FIPS 186-5 §6.4.2, GB/T 32918.2 §7.1 B1 and B2).
        match &self.0 {
            Kind::Es256(key) => {
                let signature = ecdsa::Signature::from_slice(raw(signature, RAW)?);
                valid(signature.and_then(|signature| key.verify(message, &signature)).is_ok())
            }
            Kind::Sm2 { key, .. } => {
                let read = dsa::Signature::from_slice(raw(signature, RAW)?);
                let Ok(signature) = read else { return valid(false) };
                match key.verify(message, &signature) {
                    Ok(()) => Ok(()),
                    Err(_) => Err(Fault::SignatureInvalid {
                        sm2_id: self.is_by_another_id(message, &signature),
                    }),
                }
            }
            #[cfg(feature = "es384")]
            Kind::Es384(key) => {
                let signature = p384::ecdsa::Signature::from_slice(raw(signature, 96)?);
                valid(signature.and_then(|signature| key.verify(message, &signature)).is_ok())
            }
            Kind::Unchecked(_) => Err(Fault::SignatureUnsupported),
        }
    }

    /// Says whether `signature`, in DER as TUF has it, is this key's over `message`.
    ///
    /// # Errors
    /// [`Fault::SignatureMalformed`] for what is not one DER sequence of two numbers of the curve's
    /// size, and as [`Key::verify`].
    pub fn verify_der(&self, message: &[u8], signature: &[u8]) -> Result<(), Fault> {
        let malformed = Fault::SignatureMalformed { size: signature.len() };
        self.verify(message, &der::raw_signature(signature).ok_or(malformed)?)
    }

    /// Whether two keys are one point of one curve, whatever else is said of them.
    pub fn is_same_point(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Es256(one), Kind::Es256(other)) => one == other,
            (Kind::Sm2 { key: one, .. }, Kind::Sm2 { key: other, .. }) => {
                one.as_affine() == other.as_affine()
            }
            _ => false,
        }
    }

    /// Whether the signature would be right under another id that is common: a hint for whoever
    /// wrote down this key, which changes no verdict.
    fn is_by_another_id(&self, message: &[u8], signature: &dsa::Signature) -> bool {
        let Kind::Sm2 { key, id } = &self.0 else { return false };
        COMMON_IDS.iter().filter(|other| **other != id).any(|other| {
            dsa::VerifyingKey::from_affine(other, *key.as_affine())
                .is_ok_and(|key| key.verify(message, signature).is_ok())
        })
    }
}

fn valid(is_valid: bool) -> Result<(), Fault> {
    match is_valid {
        true => Ok(()),
        false => Err(Fault::SignatureInvalid { sm2_id: false }),
    }
}

/// SEC 1 §2.3.4 on a 256-bit curve: compressed or not. The hybrid forms 06 and 07 are refused.
fn sec1(point: &[u8]) -> Result<&[u8], Fault> {
    match (point.first(), point.len()) {
        (Some(2 | 3), 33) | (Some(4), 65) => Ok(point),
        _ => Err(Fault::SignatureKeyMalformed),
    }
}

fn raw(signature: &[u8], size: usize) -> Result<&[u8], Fault> {
    match signature.len() == size {
        true => Ok(signature),
        false if is_der(signature) => Err(Fault::SignatureDerUnsupported),
        false => Err(Fault::SignatureMalformed { size: signature.len() }),
    }
}

/// A DER `SEQUENCE` of two `INTEGER`s, by its first bytes: what most libraries emit by default.
fn is_der(signature: &[u8]) -> bool {
    match signature {
        [0x30, length, 0x02, ..] => usize::from(*length).checked_add(2) == Some(signature.len()),
        _ => false,
    }
}
