//! What software in the field takes for SM2 signatures and is none: without the signer's id and
//! key, under another id, by another digest or algorithm, or made without any key at all.

use sha2::{Digest, Sha256};
use sm2::elliptic_curve::PrimeField;
use sm2::elliptic_curve::ops::Reduce;
use sm2::elliptic_curve::point::AffineCoordinates;
use sm2::{FieldBytes, ProjectivePoint, Scalar};

use crate::base64::from_hex;
use crate::hash::Hash;
use crate::key::{Key, SM2_ID};
use crate::vectors::forgeries::Forgery;

/// a, b and the generator of SM2's curve, GB/T 32918.5.
const CURVE: &str = "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc\
28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93\
32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7\
bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

/// The secret of a key that signs by the wrong algorithm, as anyone might have one.
const SECRET: u64 = 0x5ec2_e75e_c2e7;

/// All of them, for a key and a message.
pub fn of(key: &Key, message: &[u8]) -> Vec<Forgery> {
    let invalid = |name, change, row, signature: Vec<u8>| Forgery {
        name,
        change,
        row,
        signature,
        code: "signature.invalid",
    };
    let own = z(key, SM2_ID);
    let digest = |z: &[u8]| Sha256::digest([z, message].concat()).to_vec();
    let whole = [&own[..], message].concat();
    vec![
        invalid(
            "no-id",
            "over the digest of the message alone",
            "B5",
            key.sign_without_id(message),
        ),
        invalid(
            "message-as-digest",
            "over the message's first 32 bytes, as if they were its digest",
            "B5",
            key.sign_digest(&first(message)),
        ),
        invalid(
            "empty-id",
            "under the empty signer id",
            "B6",
            key.with_signer_id("").sign(message),
        ),
        invalid(
            "standard-id",
            "under the signer id of the standard's example",
            "B6",
            key.with_signer_id("ALICE123@YAHOO.COM").sign(message),
        ),
        invalid(
            "other-id",
            "under a signer id that nobody uses",
            "B6",
            key.with_signer_id("1234567812345679").sign(message),
        ),
        invalid(
            "id-in-hex",
            "under the signer id's bytes in hex",
            "B6",
            key.with_signer_id("31323334353637383132333435363738").sign(message),
        ),
        invalid("sha-256", "by SHA-256 in the place of SM3", "A3", key.sign_digest(&digest(&own))),
        invalid(
            "sha-256-alone",
            "by SHA-256 of the message alone",
            "A3",
            key.sign_digest(&Sha256::digest(message)),
        ),
        invalid(
            "digest-twice",
            "over the digest's digest",
            "B5",
            key.sign_digest(&Hash::Sm3.digest(&Hash::Sm3.digest(&whole))),
        ),
        invalid("z-twice", "with the signer's id and key hashed in twice", "B5", key.sign(&whole)),
        invalid(
            "es256",
            "by a key over P-256, under ES256",
            "A3",
            Key::from_seed("other", "key").sign(message),
        ),
    ]
}

/// A message and a signature that hold for a key if the message's bytes are taken for its digest:
/// made from the public key alone, as sm-crypto before 0.4.0 accepted (CVE-2026-23965).
pub fn without_a_secret(key: &Key) -> (Vec<u8>, Vec<u8>) {
    let (s, t) = (Scalar::from(11_u64), Scalar::from(29_u64));
    let public = sm2::PublicKey::from_sec1_bytes(&key.point()).map(|key| key.to_projective());
    let point = ProjectivePoint::GENERATOR * s + public.unwrap_or(ProjectivePoint::GENERATOR) * t;
    let r = t - s;
    let e = r - reduced(point);
    (e.to_repr().to_vec(), [r.to_repr(), s.to_repr()].concat())
}

/// ECDSA with SM3 over SM2's curve, which is not SM2: the key's point and its signature.
pub fn ecdsa(message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (secret, nonce) = (Scalar::from(SECRET), Scalar::from(SECRET + 2));
    let r = reduced(ProjectivePoint::GENERATOR * nonce);
    let e = scalar(&Hash::Sm3.digest(message));
    let inverse = Option::<Scalar>::from(nonce.invert()).unwrap_or(Scalar::ONE);
    let s = inverse * (e + r * secret);
    let public = sm2::PublicKey::try_from(ProjectivePoint::GENERATOR * secret);
    let point = public.map(|key| key.to_sec1_bytes().to_vec()).unwrap_or_default();
    (point, [r.to_repr(), s.to_repr()].concat())
}

/// The signer's part of what is hashed, GB/T 32918.2 §5.5.
fn z(key: &Key, id: &str) -> Vec<u8> {
    let bits = u16::try_from(8 * id.len()).unwrap_or_default();
    let curve = from_hex(CURVE).unwrap_or_default();
    Hash::Sm3.digest(&[&bits.to_be_bytes(), id.as_bytes(), &curve, &key.point()[1..]].concat())
}

fn first(message: &[u8]) -> [u8; 32] {
    let mut first = [0; 32];
    for (place, byte) in first.iter_mut().zip(message) {
        *place = *byte;
    }
    first
}

fn reduced(point: ProjectivePoint) -> Scalar {
    scalar(&point.to_affine().x())
}

fn scalar(bytes: &[u8]) -> Scalar {
    let mut whole = FieldBytes::default();
    whole.copy_from_slice(bytes);
    Scalar::reduce(&whole)
}

#[cfg(test)]
mod tests {
    use super::{ecdsa, of, without_a_secret, z};
    use crate::hash::Hash;
    use crate::key::{Key, SM2_ID};

    #[test]
    fn z_is_what_the_signature_is_made_with() {
        let key = Key::sm2_from_seed("a", "b");
        let digest = Hash::Sm3.digest(&[&z(&key, SM2_ID)[..], b"m"].concat());
        assert_eq!(key.sign_digest(&digest), key.sign(b"m"));
    }

    #[test]
    fn no_two_forgeries_are_the_same() {
        let key = Key::sm2_from_seed("a", "b");
        let mut all: Vec<_> = of(&key, b"m").into_iter().map(|one| one.signature).collect();
        all.push(key.sign(b"m"));
        all.push(without_a_secret(&key).1);
        all.push(ecdsa(b"m").1);
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!((all.len(), all.iter().all(|one| one.len() == 64)), (count, true));
    }

    /// The attack is one: it holds where the message is taken for the digest.
    #[test]
    fn a_forgery_without_a_secret_holds_for_the_bare_digest() {
        use sm2::dsa::signature::hazmat::PrehashVerifier;
        let key = Key::sm2_from_seed("a", "b");
        let (message, signature) = without_a_secret(&key);
        let verifier = sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_ID, &key.point()).unwrap();
        let signature = sm2::dsa::Signature::from_slice(&signature).unwrap();
        assert!(verifier.verify_prehash(&message, &signature).is_ok());
    }
}
