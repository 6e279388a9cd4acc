//! Public keys as JSON Web Keys (RFC 7517, RFC 7518 §6) and as COSE keys (RFC 9052 §7).

use crate::encoding::base64url;
use crate::encoding::value::Value;
use crate::error::Fault;
use crate::signature::{Algorithm, Key};

/// A public key, RFC 7517, as far as it is read. Other members of a JWK are ignored (§4).
#[derive(Clone, Debug)]
pub struct Jwk {
    /// Key type: `EC` or `RSA`.
    pub kty: String,
    /// Public key use; only `sig` is taken.
    pub usage: Option<String>,
    /// Key operations; must hold `verify` where they are given.
    pub key_ops: Option<Vec<String>>,
    /// Algorithm.
    pub alg: Option<String>,
    /// Key id, where the record has none.
    pub kid: Option<String>,
    /// Curve.
    pub crv: Option<String>,
    /// First coordinate, base64url.
    pub x: Option<String>,
    /// Second coordinate, base64url.
    pub y: Option<String>,
}

/// What is wrong with a key: the member and a sentence.
pub type Refusal = (&'static str, &'static str);

impl Jwk {
    /// The key. `sm2_id` is the signer id of an SM2 key.
    ///
    /// # Errors
    /// The member that is wrong, and a sentence.
    pub fn key(&self, sm2_id: &str) -> Result<Key, Refusal> {
        let key = self.on_curve(sm2_id)?;
        // RFC 7517 §4.4: a key that names its algorithm is for no other.
        let named = self.alg.as_deref().map(Algorithm::named);
        match named.is_none_or(|named| named == Some(key.algorithm())) {
            true => Ok(key),
            false => Err(("alg", "is not the algorithm of this key")),
        }
    }

    fn on_curve(&self, sm2_id: &str) -> Result<Key, Refusal> {
        if self.usage.as_deref().is_some_and(|usage| usage != "sig") {
            return Err(("jwk.use", "is not `sig`"));
        }
        if self.key_ops.as_ref().is_some_and(|ops| !ops.iter().any(|op| op == "verify")) {
            return Err(("jwk.key_ops", "does not hold `verify`"));
        }
        let algorithm = match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => {
                return Key::es256(&self.point()?).map_err(|_| ("jwk", "is not a point on P-256"));
            }
            ("EC", Some("SM2-P-256")) => {
                return Key::sm2(&self.point()?, sm2_id)
                    .map_err(|_| ("jwk", "is not a point on the curve of SM2"));
            }
            ("EC", Some("P-384")) => Algorithm::Es384,
            ("EC", Some("P-521")) => Algorithm::Es512,
            ("EC", _) => return Err(("jwk.crv", "is not a curve that is known")),
            ("RSA", _) => Algorithm::Ps256,
            _ => return Err(("jwk.kty", "is not `EC` or `RSA`")),
        };
        Ok(Key::unchecked(algorithm))
    }

    fn point(&self) -> Result<Vec<u8>, Refusal> {
        let coordinate = |member: &Option<String>| {
            let bytes = base64url::decode(member.as_deref()?).ok()?;
            (bytes.len() == 32).then_some(bytes)
        };
        let x = coordinate(&self.x).ok_or(("jwk.x", "is not 32 bytes in base64url"))?;
        let y = coordinate(&self.y).ok_or(("jwk.y", "is not 32 bytes in base64url"))?;
        Ok([&[4], x.as_slice(), &y].concat())
    }

    /// Reads the members of a JWK that a payload holds; nothing when one has another type.
    pub fn of(value: &Value) -> Option<Self> {
        value.entries()?;
        let text = |name| match value.get(name) {
            None => Some(None),
            Some(Value::Text(text)) => Some(Some(text.clone())),
            Some(_) => None,
        };
        let key_ops = match value.get("key_ops") {
            None => None,
            Some(list) => Some(list.all_texts()?),
        };
        Some(Self {
            kty: text("kty")??,
            usage: text("use")?,
            key_ops,
            alg: text("alg")?,
            kid: text("kid")?,
            crv: text("crv")?,
            x: text("x")?,
            y: text("y")?,
        })
    }
}

/// Labels of a COSE key, RFC 9052 §7.1 and RFC 9053 §7.1.1.
const KTY: i64 = 1;
const CRV: i64 = -1;
const X: i64 = -2;
const Y: i64 = -3;

/// Key type `EC2`.
const EC2: i64 = 2;

/// Reads a COSE key of exactly these four members. `y` is the coordinate or the sign of it.
///
/// # Errors
/// [`Fault::SignatureKeyMalformed`], [`Fault::SignatureKeyInvalid`], and
/// [`Fault::SignatureUnsupported`] for a curve that is known and not checked.
pub fn cose_key(value: &Value) -> Result<Key, Fault> {
    let members = value.entries().ok_or(Fault::SignatureKeyMalformed)?;
    let (Some(Value::Integer(EC2)), Some(Value::Integer(curve)), Some(Value::Bytes(x)), Some(y)) =
        (value.at(KTY), value.at(CRV), value.at(X), value.at(Y))
    else {
        return Err(Fault::SignatureKeyMalformed);
    };
    if matches!(curve, 2 | 3) {
        return Err(Fault::SignatureUnsupported);
    }
    let point = match y {
        Value::Bool(sign) => [&[2_u8.saturating_add(u8::from(*sign))], x.as_slice()].concat(),
        Value::Bytes(y) if y.len() == 32 && x.len() == 32 => {
            [&[4], x.as_slice(), y.as_slice()].concat()
        }
        _ => return Err(Fault::SignatureKeyMalformed),
    };
    match (curve, members.len()) {
        (1, 4) => Key::es256(&point),
        // The private number of `docs/code.md`; IANA has none for this curve.
        (-132_918, 4) => Key::sm2(&point, super::key::DEFAULT_ID),
        _ => Err(Fault::SignatureKeyMalformed),
    }
}
