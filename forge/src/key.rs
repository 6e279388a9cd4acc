//! Key pairs of both algorithms: made from a seed and a name, or brought by the caller. Signing
//! is deterministic (RFC 6979), for SM2 with the same derivation over SM3.
//!
//! A key from a seed is as secret as the seed. The default seed is public: its keys are for
//! demonstrations and tests, never for credentials that anybody relies on.

use p256::ecdsa::signature::Signer;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::pkcs8::{EncodePrivateKey, LineEnding};
use sha2::{Digest, Sha256};

use crate::hash::Hash;
use crate::public_key::{Algorithm, Jwk, PublicKey};
use crate::refused::Refused;

/// The seed when none is given.
pub const DEMO_SEED: &str = "yanzheng demonstration";
/// The signer id that an SM2 signature is made with unless the key record names another,
/// GM/T 0009 §10.
pub const SM2_ID: &str = "1234567812345678";

/// A key pair.
#[derive(Clone, Debug)]
pub struct Key(Secret);

#[derive(Clone, Debug)]
enum Secret {
    Es256(p256::ecdsa::SigningKey),
    /// With the signer id that it signs with.
    Sm2(sm2::dsa::SigningKey),
}

/// A signature, before it is written down.
enum Signature {
    Es256(p256::ecdsa::Signature),
    Sm2(sm2::dsa::Signature),
}

impl Key {
    /// The P-256 key that a seed and a name always give.
    pub fn from_seed(seed: &str, name: &str) -> Self {
        let first = format!("forge key\n{seed}\n{name}");
        scalar(&first, |bytes| p256::SecretKey::from_slice(bytes).ok().map(Self::es256))
    }

    /// The SM2 key that a seed and a name always give.
    pub fn sm2_from_seed(seed: &str, name: &str) -> Self {
        let first = format!("forge sm2 key\n{seed}\n{name}");
        scalar(&first, |bytes| sm2::SecretKey::from_slice(bytes).ok().map(|key| Self::sm2(&key)))
    }

    /// The key of an algorithm that a seed and a name always give.
    pub fn seeded(algorithm: Algorithm, seed: &str, name: &str) -> Self {
        match algorithm {
            Algorithm::Es256 => Self::from_seed(seed, name),
            Algorithm::Sm2 => Self::sm2_from_seed(seed, name),
        }
    }

    /// The key in a PEM text, SEC 1 or PKCS #8; the curve it names decides the algorithm.
    ///
    /// # Errors
    /// [`Refused::Key`] when the text is not a private key over P-256 or the SM2 curve.
    pub fn from_pem(text: &str) -> Result<Self, Refused> {
        let es256 = p256::SecretKey::from_pem(text).map(Self::es256);
        let sm2 = || sm2::SecretKey::from_pem(text).map(|key| Self::sm2(&key));
        es256.or_else(|_| sm2()).map_err(|_| Refused::Key)
    }

    /// The private key as PEM: SEC 1 for P-256, PKCS #8 for SM2, as their users have them.
    ///
    /// # Errors
    /// [`Refused::Key`] when it cannot be written, which no key from here is.
    pub fn to_pem(&self) -> Result<String, Refused> {
        let pem = match &self.0 {
            Secret::Es256(key) => {
                p256::SecretKey::from(key.as_nonzero_scalar()).to_sec1_pem(LineEnding::LF).ok()
            }
            Secret::Sm2(key) => {
                sm2::SecretKey::from(key.as_nonzero_scalar()).to_pkcs8_pem(LineEnding::LF).ok()
            }
        };
        pem.map(|pem| pem.to_string()).ok_or(Refused::Key)
    }

    /// The same key, signing with another SM2 signer id; the empty one is a real practice.
    #[must_use]
    pub fn with_signer_id(&self, id: &str) -> Self {
        match &self.0 {
            Secret::Es256(_) => self.clone(),
            Secret::Sm2(key) => Self::sm2_as(id, &sm2::SecretKey::from(key.as_nonzero_scalar())),
        }
    }

    /// The SM2 signer id, where it is not the default one.
    pub fn other_signer_id(&self) -> Option<&str> {
        match &self.0 {
            Secret::Es256(_) => None,
            Secret::Sm2(key) => Some(key.distid()).filter(|id| *id != SM2_ID),
        }
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Secret::Es256(_) => Algorithm::Es256,
            Secret::Sm2(_) => Algorithm::Sm2,
        }
    }

    /// The signature over a message, r‖s in 64 bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.signature(message).raw()
    }

    /// The signature over a message, in DER.
    pub fn sign_der(&self, message: &[u8]) -> Vec<u8> {
        self.signature(message).der()
    }

    /// The signature over a digest, r‖s. For SM2 the digest is e = SM3(Z ‖ message).
    pub fn sign_digest(&self, digest: &[u8]) -> Vec<u8> {
        let signature = match &self.0 {
            Secret::Es256(key) => Signature::Es256(made(key.sign_prehash(digest))),
            Secret::Sm2(key) => Signature::Sm2(made(key.sign_prehash(digest))),
        };
        signature.raw()
    }

    /// The signature over the bare digest of a message. For SM2 that leaves out the signer's id
    /// and key, which is wrong and met in the field; for ES256 it is [`Key::sign`].
    pub fn sign_without_id(&self, message: &[u8]) -> Vec<u8> {
        self.sign_digest(&match self.algorithm() {
            Algorithm::Es256 => Hash::Sha256.digest(message),
            Algorithm::Sm2 => Hash::Sm3.digest(message),
        })
    }

    /// The public key.
    pub fn public(&self) -> PublicKey {
        let point = match &self.0 {
            Secret::Es256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Secret::Sm2(key) => key.verifying_key().to_sec1_bytes().to_vec(),
        };
        made(PublicKey::from_point(self.algorithm(), &point))
    }

    /// The public point, uncompressed, SEC 1 §2.3.3.
    pub fn point(&self) -> Vec<u8> {
        self.public().point()
    }

    /// The public point, compressed.
    pub fn compressed_point(&self) -> Vec<u8> {
        self.public().compressed_point()
    }

    /// The public key as a JSON Web Key.
    pub fn jwk(&self) -> Jwk {
        self.public().jwk()
    }

    /// The thumbprint of the public key, RFC 7638, in base64url.
    pub fn thumbprint(&self) -> String {
        self.public().thumbprint()
    }

    fn es256(secret: p256::SecretKey) -> Self {
        Self(Secret::Es256(secret.into()))
    }

    fn sm2(secret: &sm2::SecretKey) -> Self {
        Self::sm2_as(SM2_ID, secret)
    }

    fn sm2_as(id: &str, secret: &sm2::SecretKey) -> Self {
        Self(Secret::Sm2(made(sm2::dsa::SigningKey::new(id, secret))))
    }

    fn signature(&self, message: &[u8]) -> Signature {
        match &self.0 {
            Secret::Es256(key) => Signature::Es256(key.sign(message)),
            Secret::Sm2(key) => Signature::Sm2(key.sign(message)),
        }
    }
}

impl Signature {
    fn raw(&self) -> Vec<u8> {
        match self {
            Self::Es256(signature) => signature.to_bytes().to_vec(),
            Self::Sm2(signature) => signature.to_bytes().to_vec(),
        }
    }

    fn der(&self) -> Vec<u8> {
        match self {
            Self::Es256(signature) => signature.to_der().as_bytes().to_vec(),
            Self::Sm2(signature) => signature.to_der().as_bytes().to_vec(),
        }
    }
}

/// What can be made of every key that exists here: a scalar of the curve has a point and signs,
/// and a signer id is far below the 8,192 bytes that its length field holds.
fn made<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("a key in hand signs")
}

/// The first digest in a chain that is a scalar of the curve: all but one in 2^32 are.
fn scalar<T>(first: &str, read: impl Fn(&[u8]) -> Option<T>) -> T {
    let mut bytes = Sha256::digest(first);
    loop {
        match read(&bytes) {
            Some(secret) => return secret,
            None => bytes = Sha256::digest(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use sm2::dsa::signature::Verifier;

    use super::{Key, SM2_ID};
    use crate::base64::{from_hex, hex};
    use crate::public_key::Algorithm;

    fn verifies(key: &Key, id: &str, signature: &[u8]) -> bool {
        let verifying = sm2::dsa::VerifyingKey::from_sec1_bytes(id, &key.point()).unwrap();
        verifying.verify(b"x", &sm2::dsa::Signature::from_slice(signature).unwrap()).is_ok()
    }

    #[test]
    fn a_seed_and_a_name_give_one_key() {
        for algorithm in Algorithm::ALL {
            let key = Key::seeded(algorithm, "a", "b");
            assert_eq!(key.algorithm(), algorithm);
            assert_eq!(key.point(), Key::seeded(algorithm, "a", "b").point());
            assert_ne!(key.point(), Key::seeded(algorithm, "a", "c").point());
            assert_eq!(key.sign(b"x"), key.sign(b"x"));
            assert_eq!(key.sign(b"x").len(), 64);
        }
    }

    #[test]
    fn a_key_survives_its_pem() {
        for algorithm in Algorithm::ALL {
            let key = Key::seeded(algorithm, "a", "b");
            let read = Key::from_pem(&key.to_pem().unwrap()).unwrap();
            assert_eq!((read.algorithm(), read.point()), (algorithm, key.point()));
        }
        assert!(Key::from_pem("no key").is_err());
    }

    /// GB/T 32918.5-2017 appendix A: the key pair of the example.
    #[test]
    fn the_published_sm2_key_pair() {
        let d =
            from_hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8").unwrap();
        let x = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
        let key = Key::sm2(&sm2::SecretKey::from_slice(&d).unwrap());
        assert_eq!(hex(&key.point()[1..33]), x);
    }

    #[test]
    fn an_sm2_signature_holds_for_one_signer_id() {
        let key = Key::sm2_from_seed("a", "b");
        assert!(verifies(&key, SM2_ID, &key.sign(b"x")));
        assert!(!verifies(&key, "", &key.sign(b"x")));
        let empty = key.with_signer_id("");
        assert!(verifies(&key, "", &empty.sign(b"x")));
        assert!(!verifies(&key, SM2_ID, &empty.sign(b"x")));
        assert!(!verifies(&key, SM2_ID, &key.sign_without_id(b"x")));
        assert_eq!((key.other_signer_id(), empty.other_signer_id()), (None, Some("")));
        assert_eq!(Key::from_seed("a", "b").with_signer_id("").other_signer_id(), None);
    }

    #[test]
    fn der_holds_the_same_two_numbers() {
        let key = Key::sm2_from_seed("a", "b");
        let der = sm2::dsa::Signature::from_der(&key.sign_der(b"x")).unwrap();
        assert_eq!(der.to_bytes().to_vec(), key.sign(b"x"));
    }

    #[test]
    fn an_es256_digest_is_the_message_digest() {
        let key = Key::from_seed("a", "b");
        assert_eq!(key.sign_without_id(b"x"), key.sign(b"x"));
    }
}
