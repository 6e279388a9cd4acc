//! Keys of roles, and signatures by them, as The Update Framework writes them.
//!
//! `ecdsa` / `ecdsa-sha2-nistp256` is its own; `sm2` / `sm2-sm3` is the same for SM2 (GB/T 32918.2,
//! with SM3 and the default signer id): both hold a PEM `SubjectPublicKeyInfo`, both sign in DER.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::canonical::canonical;
use crate::base64::hex;
use crate::key::Key;
use crate::public_key::{Algorithm, PublicKey};

/// The key object of a public key.
pub fn object(key: &PublicKey) -> Json {
    let (keytype, scheme) = match key.algorithm {
        Algorithm::Es256 => ("ecdsa", "ecdsa-sha2-nistp256"),
        Algorithm::Sm2 => ("sm2", "sm2-sm3"),
    };
    json!({ "keytype": keytype, "scheme": scheme, "keyval": { "public": key.to_pem() } })
}

/// The id of a key object: the SHA-256 of its canonical form, in hex.
pub fn id(object: &Json) -> String {
    hex(&Sha256::digest(canonical(object)))
}

/// The id of a key pair.
pub fn id_of(key: &Key) -> String {
    id(&object(&key.public()))
}

/// A key's signature over the canonical form of what is signed.
pub fn sign(key: &Key, signed: &Json) -> Json {
    let signature = key.sign_der(canonical(signed).as_bytes());
    json!({ "keyid": id_of(key), "sig": hex(&signature) })
}

/// Whether a signature over the canonical form holds. Reads DER by the curve crates' own readers.
///
/// Does not look at the key id.
pub fn holds(key: &PublicKey, signed: &Json, signature: &[u8]) -> bool {
    use p256::ecdsa::signature::Verifier;
    let (point, message) = (key.point(), canonical(signed));
    match key.algorithm {
        Algorithm::Es256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point);
            let signature = p256::ecdsa::Signature::from_der(signature);
            matches!((key, signature), (Ok(key), Ok(signature))
                if key.verify(message.as_bytes(), &signature).is_ok())
        }
        Algorithm::Sm2 => {
            let key = sm2::dsa::VerifyingKey::from_sec1_bytes(crate::key::SM2_ID, &point);
            let signature = sm2::dsa::Signature::from_der(signature);
            matches!((key, signature), (Ok(key), Ok(signature))
                if key.verify(message.as_bytes(), &signature).is_ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{holds, id, object, sign};
    use crate::base64::from_hex;
    use crate::key::Key;
    use crate::public_key::Algorithm;

    #[test]
    fn a_signature_of_either_algorithm_holds_for_what_was_signed() {
        for algorithm in Algorithm::ALL {
            let key = Key::seeded(algorithm, "a", "role");
            let signed = json!({ "b": 1, "a": "é" });
            let made = sign(&key, &signed);
            let bytes = from_hex(made["sig"].as_str().unwrap()).unwrap();
            assert_eq!(made["keyid"], id(&object(&key.public())));
            assert!(holds(&key.public(), &signed, &bytes));
            assert!(!holds(&key.public(), &json!({ "b": 2, "a": "é" }), &bytes));
        }
    }

    /// As python-tuf computes the id of the same key: `SSlibKey.from_crypto` and `_get_default_keyid`.
    #[test]
    fn a_key_id_is_the_digest_of_the_key_object() {
        let key = Key::from_seed("a", "role").public();
        let object = object(&key);
        assert_eq!(object["keytype"], "ecdsa");
        let pem = object["keyval"]["public"].as_str().unwrap();
        assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----\n") && pem.ends_with("-----\n"));
        assert_eq!(crate::public_key::PublicKey::from_pem(pem), Ok(key));
        assert_eq!(id(&object), PYTHON_ID);
    }

    const PYTHON_ID: &str = "31174deadc75140b418852a8e2727c406f0ec74b6e11c6a9856b53274803d578";
}
