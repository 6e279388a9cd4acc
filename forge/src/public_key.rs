//! Public keys of both algorithms, in every form that somebody is handed them in: JWK, `COSE_Key`,
//! point, PEM.

use p256::elliptic_curve::sec1::ToSec1Point;
use p256::pkcs8::DecodePublicKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::base64::{from_url, standard, url};
use crate::cbor::Value;
use crate::der::{bit_string, oid, sequence};
use crate::refused::Refused;

/// A signature algorithm with its curve and its hash.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Algorithm {
    /// ECDSA over P-256 with SHA-256, FIPS 186-5.
    Es256,
    /// SM2 with SM3, GB/T 32918.2.
    Sm2,
}

/// A public key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicKey {
    /// The algorithm that it verifies.
    pub algorithm: Algorithm,
    /// The point, uncompressed: 65 bytes, SEC 1 §2.3.3.
    point: Vec<u8>,
}

/// A public key as a JSON Web Key, RFC 7517.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Jwk {
    /// The key type, `EC`.
    pub kty: String,
    /// The curve, `P-256` or `SM2-P-256`.
    pub crv: String,
    /// The x coordinate, 32 bytes in base64url.
    pub x: String,
    /// The y coordinate, 32 bytes in base64url.
    pub y: String,
}

/// How the y coordinate stands in a `COSE_Key`, RFC 9053 §7.1.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Y {
    /// Its sign bit alone: 32 bytes less.
    Sign,
    /// All of it.
    Whole,
}

impl Algorithm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Es256, Self::Sm2];

    /// The JOSE name: RFC 7518 §3.1, or GM/T 0125.1 for SM2.
    pub fn jose(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Sm2 => "SGD_SM3_SM2",
        }
    }

    /// The COSE number: RFC 9053 §2.1, or the code profile's private number after GB/T 32918.
    pub fn cose(self) -> i64 {
        match self {
            Self::Es256 => -7,
            Self::Sm2 => -132_918,
        }
    }

    /// The curve's name in a JWK.
    pub fn curve(self) -> &'static str {
        match self {
            Self::Es256 => "P-256",
            Self::Sm2 => "SM2-P-256",
        }
    }

    /// The curve's number in a `COSE_Key`.
    pub fn cose_curve(self) -> i64 {
        match self {
            Self::Es256 => 1,
            Self::Sm2 => -132_918,
        }
    }

    /// The curve's object identifier: RFC 5480 §2.1.1.1, or GM/T 0006.
    pub fn curve_identifier(self) -> &'static str {
        match self {
            Self::Es256 => "1.2.840.10045.3.1.7",
            Self::Sm2 => "1.2.156.10197.1.301",
        }
    }

    /// The algorithm of a JOSE name.
    ///
    /// # Errors
    /// [`Refused::Algorithm`] for any other name.
    pub fn of_jose(name: &str) -> Result<Self, Refused> {
        let found = Self::ALL.into_iter().find(|algorithm| algorithm.jose() == name);
        found.ok_or_else(|| Refused::Algorithm(name.to_owned()))
    }
}

impl PublicKey {
    /// The key at a point of the algorithm's curve, compressed or not.
    ///
    /// # Errors
    /// [`Refused::PublicKey`] when it is no point of the curve.
    pub fn from_point(algorithm: Algorithm, point: &[u8]) -> Result<Self, Refused> {
        let whole = match algorithm {
            Algorithm::Es256 => p256::PublicKey::from_sec1_bytes(point)
                .map(|key| key.to_sec1_point(false).as_bytes().to_vec()),
            Algorithm::Sm2 => sm2::PublicKey::from_sec1_bytes(point)
                .map(|key| key.to_sec1_point(false).as_bytes().to_vec()),
        };
        whole.map(|point| Self { algorithm, point }).map_err(|_| Refused::PublicKey)
    }

    /// The key in a JSON Web Key.
    ///
    /// # Errors
    /// [`Refused::PublicKey`] when it is no key of a curve that is known here.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, Refused> {
        let algorithm = Algorithm::ALL.into_iter().find(|algorithm| algorithm.curve() == jwk.crv);
        let algorithm = algorithm.filter(|_| jwk.kty == "EC").ok_or(Refused::PublicKey)?;
        let coordinate = |text| from_url(text).ok_or(Refused::PublicKey);
        let point = [vec![4], coordinate(&jwk.x)?, coordinate(&jwk.y)?].concat();
        Self::from_point(algorithm, &point)
    }

    /// The key in a PEM text, RFC 7468 §13.
    ///
    /// # Errors
    /// [`Refused::PublicKey`] when it is no key of a curve that is known here.
    pub fn from_pem(text: &str) -> Result<Self, Refused> {
        let es256 = p256::PublicKey::from_public_key_pem(text);
        let sm2 = sm2::PublicKey::from_public_key_pem(text);
        match (es256, sm2) {
            (Ok(key), _) => Self::from_point(Algorithm::Es256, key.to_sec1_point(false).as_bytes()),
            (_, Ok(key)) => Self::from_point(Algorithm::Sm2, key.to_sec1_point(false).as_bytes()),
            _ => Err(Refused::PublicKey),
        }
    }

    /// The key as a `SubjectPublicKeyInfo` in DER, RFC 5480 §2.
    pub fn to_der(&self) -> Vec<u8> {
        let curve = oid(self.algorithm.curve_identifier());
        sequence(&[sequence(&[oid(EC_PUBLIC_KEY), curve]), bit_string(&self.point)])
    }

    /// The same in PEM, RFC 7468 §13: what [`PublicKey::from_pem`] reads.
    pub fn to_pem(&self) -> String {
        let base64 = standard(&self.to_der());
        let (mut text, mut rest) = ("-----BEGIN PUBLIC KEY-----\n".to_owned(), base64.as_str());
        while !rest.is_empty() {
            let (line, more) = rest.split_at(rest.len().min(64));
            text.push_str(line);
            text.push('\n');
            rest = more;
        }
        text + "-----END PUBLIC KEY-----\n"
    }

    /// The point, uncompressed, SEC 1 §2.3.3.
    pub fn point(&self) -> Vec<u8> {
        self.point.clone()
    }

    /// The point, compressed.
    pub fn compressed_point(&self) -> Vec<u8> {
        [&[2 + u8::from(self.y_is_odd())], &self.point[1..33]].concat()
    }

    /// The key as a JSON Web Key.
    pub fn jwk(&self) -> Jwk {
        let (x, y) = self.point[1..].split_at(32);
        let crv = self.algorithm.curve().to_owned();
        Jwk { kty: "EC".to_owned(), crv, x: url(x), y: url(y) }
    }

    /// The key as a `COSE_Key`, RFC 9053 §7.1.1.
    pub fn cose_key(&self, y: Y) -> Value {
        let (x, whole) = self.point[1..].split_at(32);
        let y = match y {
            Y::Sign => Value::from(self.y_is_odd()),
            Y::Whole => Value::Bytes(whole.to_vec()),
        };
        Value::map([
            (1, Value::from(2)),
            (-1, Value::from(self.algorithm.cose_curve())),
            (-2, Value::Bytes(x.to_vec())),
            (-3, y),
        ])
    }

    /// The thumbprint of the key, RFC 7638, in base64url.
    pub fn thumbprint(&self) -> String {
        let Jwk { kty, crv, x, y } = self.jwk();
        let members = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#);
        url(&Sha256::digest(members))
    }

    fn y_is_odd(&self) -> bool {
        self.point[64] & 1 == 1
    }
}

/// The object identifier of a key over any curve, RFC 5480 §2.1.1.
const EC_PUBLIC_KEY: &str = "1.2.840.10045.2.1";

#[cfg(test)]
mod tests {
    use super::{Algorithm, PublicKey, Y};
    use crate::cbor::Value;
    use crate::key::Key;
    use crate::refused::Refused;

    fn both() -> [PublicKey; 2] {
        [Key::from_seed("a", "b").public(), Key::sm2_from_seed("a", "b").public()]
    }

    #[test]
    fn every_form_leads_back() {
        for key in both() {
            assert_eq!(PublicKey::from_jwk(&key.jwk()), Ok(key.clone()));
            let compressed = key.compressed_point();
            assert_eq!(compressed.len(), 33);
            assert_eq!(PublicKey::from_pem(&key.to_pem()), Ok(key.clone()));
            assert_eq!(PublicKey::from_point(key.algorithm, &compressed), Ok(key));
        }
    }

    #[test]
    fn a_cose_key_names_its_curve() {
        let [es256, sm2] = both();
        assert_eq!(es256.cose_key(Y::Sign).get(-1), Some(&Value::from(1)));
        assert_eq!(sm2.cose_key(Y::Sign).get(-1), Some(&Value::from(-132_918)));
        let odd = sm2.compressed_point()[0] == 3;
        assert_eq!(sm2.cose_key(Y::Sign).get(-3), Some(&Value::from(odd)));
        let whole = sm2.point()[33..].to_vec();
        assert_eq!(sm2.cose_key(Y::Whole).get(-3), Some(&Value::Bytes(whole)));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let [es256, sm2] = both();
        let mut jwk = es256.jwk();
        jwk.crv = "SM2-P-256".to_owned();
        assert_eq!(PublicKey::from_jwk(&jwk), Err(Refused::PublicKey));
        assert_eq!(PublicKey::from_point(Algorithm::Es256, &sm2.point()), Err(Refused::PublicKey));
        assert_eq!(PublicKey::from_pem("no key"), Err(Refused::PublicKey));
        assert!(Algorithm::of_jose("ES384").is_err());
    }
}
