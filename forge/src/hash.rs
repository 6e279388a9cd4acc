//! The two hash functions that disclosures are bound with: SHA-256 (FIPS 180-4) and SM3
//! (GB/T 32905), by their numbers and names.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// A hash function.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SM3.
    Sm3,
}

impl Hash {
    /// The COSE algorithm number: −16 (RFC 9054 §2.1), or the code profile's number for SM3.
    pub fn cose(self) -> i64 {
        match self {
            Self::Sha256 => -16,
            Self::Sm3 => -132_905,
        }
    }

    /// The name in `_sd_alg`, RFC 9901 §4.1.1.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha-256",
            Self::Sm3 => "sm3",
        }
    }

    /// The hash function of a COSE algorithm number.
    pub fn of_cose(number: i128) -> Option<Self> {
        [Self::Sha256, Self::Sm3].into_iter().find(|hash| i128::from(hash.cose()) == number)
    }

    /// The hash function of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Sha256, Self::Sm3].into_iter().find(|hash| hash.name() == name)
    }

    /// The digest of some bytes, 32 bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sm3 => Sm3::digest(bytes).to_vec(),
        }
    }
}

/// Sixteen bytes of salt for a place in a credential: whoever lacks the seed cannot guess them.
pub fn salt(seed: &str, place: &str) -> Vec<u8> {
    Sha256::digest(format!("forge salt\n{seed}\n{place}"))[..16].to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Hash, salt};
    use crate::base64::hex;

    /// FIPS 180-4 and GB/T 32905-2016 appendix A: the digests of `abc`.
    #[test]
    fn published_digests() {
        let sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let sm3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(hex(&Hash::Sha256.digest(b"abc")), sha);
        assert_eq!(hex(&Hash::Sm3.digest(b"abc")), sm3);
    }

    #[test]
    fn a_hash_is_found_by_what_it_is_called() {
        for hash in [Hash::Sha256, Hash::Sm3] {
            assert_eq!(Hash::of_cose(hash.cose().into()), Some(hash));
            assert_eq!(Hash::of_name(hash.name()), Some(hash));
        }
        assert_eq!((Hash::of_cose(-43), Hash::of_name("sha-512")), (None, None));
    }

    #[test]
    fn every_place_has_its_own_salt() {
        assert_eq!(salt("a", "7").len(), 16);
        assert_eq!(salt("a", "7"), salt("a", "7"));
        assert!(salt("a", "7") != salt("a", "8") && salt("a", "7") != salt("b", "7"));
    }
}
