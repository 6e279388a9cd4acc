//! The signature primitive alone: keys that are no keys, and signatures in every wrong form.

use serde::Serialize;

use crate::base64::hex;
use crate::key::{DEMO_SEED, Key};
use crate::vectors::forgeries::{Forgery, of};

mod sm2;

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// `signature::rule`.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    attack: Option<&'static str>,
    about: String,
    request: Request,
    expect: Expect,
}

#[derive(Clone, Debug, Serialize)]
struct Request {
    alg: &'static str,
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sm2_id: Option<String>,
    msg: String,
    sig: String,
}

#[derive(Clone, Debug, Serialize)]
struct Expect {
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

const MESSAGE: &[u8] = "验证".as_bytes();
/// The prime of the field of P-256, FIPS 186-5.
const PRIME: &str = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
/// The generator of SM2's curve, GB/T 32918.5.
const SM2_POINT: &str = "0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7\
bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

/// All checks of the primitive.
pub fn checks() -> Vec<Check> {
    let key = Key::from_seed(DEMO_SEED, "signature checks");
    let stranger = Key::from_seed(DEMO_SEED, "another key");
    let (point, signature) = (hex(&key.point()), key.sign(MESSAGE));
    let good = |id, about, point: &str| check(id, about, point, &signature, None);
    let valid = [
        good("valid", "A signature in 64 bytes under an uncompressed key.", &point),
        good("compressed", "A key may be compressed.", &hex(&key.compressed_point())),
        good("upper-case", "Hex may be in upper case.", &point.to_uppercase()),
    ];
    let forged = of(&key, &stranger, MESSAGE).into_iter().map(
        |Forgery { name, change, row, signature, code }| Check {
            attack: Some(row),
            ..check(
                name,
                &format!("In place of the signature: {change}."),
                &point,
                &signature,
                (code != "ok").then_some(code),
            )
        },
    );
    let bad = keys(&key).into_iter().map(|(id, about, point, code)| Check {
        attack: Some("B4"),
        ..check(id, about, &point, &signature, Some(code))
    });
    let other = [
        ("es384", "ES384", "ES384 is known, and not checked here.", "signature.unsupported"),
        ("none", "none", "No algorithm is no signature.", "signature.alg_unauthorised"),
        (
            "hmac",
            "HS256",
            "A shared secret proves nothing to a third party.",
            "signature.alg_unauthorised",
        ),
    ]
    .map(|(id, alg, about, code)| {
        let mut other = check(id, about, &point, &signature, Some(code));
        other.request.alg = alg;
        other
    });
    valid.into_iter().chain(forged).chain(bad).chain(other).chain(sm2::checks()).collect()
}

/// Keys that are no keys.
fn keys(key: &Key) -> Vec<(&'static str, &'static str, String, &'static str)> {
    let (malformed, invalid) = ("signature.key_malformed", "signature.key_invalid");
    let point = hex(&key.point());
    let (x, y) = (&point[2..66], &point[66..]);
    let parity = if key.compressed_point()[0] == 2 { "06" } else { "07" };
    vec![
        ("key-empty", "A key has bytes.", String::new(), malformed),
        ("key-infinity", "The point at infinity is no key.", "00".to_owned(), malformed),
        ("key-bare", "A point has its first byte.", format!("{x}{y}"), malformed),
        ("key-hybrid", "The hybrid form is not used.", format!("{parity}{x}{y}"), malformed),
        ("key-short", "A point has 65 bytes.", point[..128].to_owned(), malformed),
        ("key-long", "A point has 65 bytes.", format!("{point}00"), malformed),
        ("key-first-byte", "An uncompressed point begins with 04.", format!("05{x}{y}"), malformed),
        ("key-compressed-long", "A compressed point has 33 bytes.", format!("02{x}{y}"), malformed),
        (
            "key-der",
            "A key is a point, not a SubjectPublicKeyInfo.",
            format!("3059301306072a8648ce3d020106082a8648ce3d030107034200{point}"),
            malformed,
        ),
        ("key-swapped", "A point lies on the curve.", format!("04{y}{x}"), invalid),
        ("key-zeros", "A point lies on the curve.", format!("04{}", "00".repeat(64)), invalid),
        (
            "key-x-prime",
            "A coordinate is less than the field's prime.",
            format!("04{PRIME}{y}"),
            invalid,
        ),
        ("key-sm2", "A point of SM2's curve is not one of P-256.", SM2_POINT.to_owned(), invalid),
        (
            "key-compressed-none",
            "Not every number is the coordinate of a point.",
            format!("02{}", no_point()),
            invalid,
        ),
    ]
}

/// The first number that is no x coordinate of P-256: one whose cubic has no root.
fn no_point() -> String {
    let points = (1_u8..=255).map(|x| format!("{x:064x}"));
    let is_point = |x: &String| {
        let bytes: Vec<u8> = (0..32)
            .map(|place| u8::from_str_radix(&x[2 * place..2 * place + 2], 16).unwrap_or(0))
            .collect();
        p256::PublicKey::from_sec1_bytes(&[&[2], &bytes[..]].concat()).is_ok()
    };
    points.into_iter().find(|x| !is_point(x)).unwrap_or_default()
}

fn check(id: &str, about: &str, key: &str, signature: &[u8], code: Option<&'static str>) -> Check {
    Check {
        id: format!("signature::check-{id}"),
        attack: None,
        about: about.to_owned(),
        request: Request {
            alg: "ES256",
            key: key.to_owned(),
            sm2_id: None,
            msg: hex(MESSAGE),
            sig: hex(signature),
        },
        expect: Expect { valid: code.is_none(), code },
    }
}
