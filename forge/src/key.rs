//! Keys over P-256: made from a seed and a name, or brought by the caller; signing with the
//! nonces of RFC 6979.
//!
//! A key from a seed is as secret as the seed. The default seed is public: its keys are for
//! demonstrations and tests, never for credentials that anybody relies on.

use p256::SecretKey;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::LineEnding;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::base64::url;
use crate::refused::Refused;

/// The seed when none is given.
pub const DEMO_SEED: &str = "yanzheng demonstration";

/// A P-256 key pair.
#[derive(Clone, Debug)]
pub struct Key(SigningKey);

/// A public key as a JSON Web Key, RFC 7517.
#[derive(Clone, Debug, Serialize)]
pub struct Jwk {
    /// The key type, `EC`.
    pub kty: String,
    /// The curve, `P-256`.
    pub crv: String,
    /// The x coordinate, 32 bytes in base64url.
    pub x: String,
    /// The y coordinate, 32 bytes in base64url.
    pub y: String,
}

impl Key {
    /// The key that a seed and a name always give.
    pub fn from_seed(seed: &str, name: &str) -> Self {
        let mut bytes = Sha256::digest(format!("forge key\n{seed}\n{name}"));
        loop {
            // All but one in 2^32 digests are a scalar of the curve.
            match SecretKey::from_slice(&bytes) {
                Ok(secret) => return Self(secret.into()),
                Err(_) => bytes = Sha256::digest(bytes),
            }
        }
    }

    /// The key in a PEM text, SEC 1 or PKCS #8.
    ///
    /// # Errors
    /// [`Refused::Key`] when the text is not a P-256 private key.
    pub fn from_pem(text: &str) -> Result<Self, Refused> {
        SecretKey::from_pem(text).map(|secret| Self(secret.into())).map_err(|_| Refused::Key)
    }

    /// The private key as SEC 1 PEM.
    ///
    /// # Errors
    /// [`Refused::Key`] when it cannot be written, which no key from here is.
    pub fn to_pem(&self) -> Result<String, Refused> {
        let secret = SecretKey::from(self.0.as_nonzero_scalar());
        secret.to_sec1_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| Refused::Key)
    }

    /// The signature over a message, r‖s in 64 bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.raw(message).to_bytes().to_vec()
    }

    /// The signature over a message, in DER.
    pub fn sign_der(&self, message: &[u8]) -> Vec<u8> {
        self.raw(message).to_der().as_bytes().to_vec()
    }

    /// The public point, uncompressed, SEC 1 §2.3.3.
    pub fn point(&self) -> Vec<u8> {
        self.0.verifying_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// The public point, compressed.
    pub fn compressed_point(&self) -> Vec<u8> {
        self.0.verifying_key().to_sec1_point(true).as_bytes().to_vec()
    }

    /// The public key as a JSON Web Key.
    pub fn jwk(&self) -> Jwk {
        let point = self.point();
        let (x, y) = point[1..].split_at(32);
        Jwk { kty: "EC".to_owned(), crv: "P-256".to_owned(), x: url(x), y: url(y) }
    }

    /// The thumbprint of the public key, RFC 7638, in base64url.
    pub fn thumbprint(&self) -> String {
        let Jwk { kty, crv, x, y } = self.jwk();
        let members = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#);
        url(&Sha256::digest(members))
    }

    fn raw(&self, message: &[u8]) -> Signature {
        self.0.sign(message)
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_seed_and_a_name_give_one_key() {
        let key = Key::from_seed("a", "b");
        assert_eq!(key.point(), Key::from_seed("a", "b").point());
        assert_ne!(key.point(), Key::from_seed("a", "c").point());
        assert_eq!(key.sign(b"x"), key.sign(b"x"));
    }

    #[test]
    fn a_key_survives_its_pem() {
        let key = Key::from_seed("a", "b");
        assert_eq!(Key::from_pem(&key.to_pem().unwrap()).unwrap().point(), key.point());
        assert!(Key::from_pem("no key").is_err());
    }
}
