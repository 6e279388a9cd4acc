//! The same for SM2: the signer's id is a part of what is signed, and the curve is another.

use crate::base64::hex;
use crate::key::{DEMO_SEED, Key};
use crate::vectors::forgeries::{Forgery, of};
use crate::vectors::sm2_forgeries;

use super::{Check, MESSAGE, check};

/// The prime of the field of SM2's curve, GB/T 32918.5.
const PRIME: &str = "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff";

/// All checks of the primitive under SM2.
pub(super) fn checks() -> Vec<Check> {
    let key = Key::sm2_from_seed(DEMO_SEED, "signature checks");
    [valid(&key), ids(&key), forged(&key), others(&key), keys(&key)].concat()
}

/// A check under SM2 of a signature over the common message.
fn checked(
    id: &str,
    about: &str,
    key: &str,
    signature: &[u8],
    code: Option<&'static str>,
) -> Check {
    let mut check = check(&format!("sm2-{id}"), about, key, signature, code);
    check.request.alg = "SGD_SM3_SM2";
    check
}

fn valid(key: &Key) -> Vec<Check> {
    let (point, signature) = (hex(&key.point()), key.sign(MESSAGE));
    let good = |id, about, point: &str| checked(id, about, point, &signature, None);
    vec![
        good("valid", "A signature in 64 bytes under an uncompressed key.", &point),
        good("compressed", "A key may be compressed.", &hex(&key.compressed_point())),
    ]
}

/// Signer ids, named and not.
fn ids(key: &Key) -> Vec<Check> {
    let point = hex(&key.point());
    let row = |id: &str, about: &str, signed: &str, named: Option<&str>, code| {
        let mut check = checked(id, about, &point, &key.with_signer_id(signed).sign(MESSAGE), code);
        check.attack = Some("B6");
        check.request.sm2_id = named.map(str::to_owned);
        check
    };
    let default = crate::key::SM2_ID;
    let invalid = Some("signature.invalid");
    let exact = "A signer id is a part of what is signed, and none but the named one is tried.";
    let longest = "A signer id has at most 8,191 bytes: its length in bits stands in two.";
    vec![
        row(
            "id-default",
            "Where no signer id is named it is the default one.",
            default,
            Some(default),
            None,
        ),
        row("id-empty", "The empty signer id is a signer id.", "", Some(""), None),
        row(
            "id-other",
            "A signer id may be any text.",
            "ALICE123@YAHOO.COM",
            Some("ALICE123@YAHOO.COM"),
            None,
        ),
        row("id-chinese", "A signer id is bytes of UTF-8.", "验证", Some("验证"), None),
        row("id-empty-for-default", exact, "", None, invalid),
        row("id-default-for-empty", exact, default, Some(""), invalid),
        row("id-default-for-other", exact, default, Some("1234567812345679"), invalid),
        row("id-other-for-default", exact, "ALICE123@YAHOO.COM", None, invalid),
        row("id-space", exact, default, Some("1234567812345678 "), invalid),
        row("id-8192", longest, default, Some(&"7".repeat(8192)), Some("signature.key_malformed")),
    ]
}

fn forged(key: &Key) -> Vec<Check> {
    let point = hex(&key.point());
    let stranger = Key::sm2_from_seed(DEMO_SEED, "another key");
    let forgeries = [of(key, &stranger, MESSAGE), sm2_forgeries::of(key, MESSAGE)].concat();
    // The ids are met above, each way round.
    let forgeries = forgeries
        .into_iter()
        .filter(|forgery| !["empty-id", "standard-id"].contains(&forgery.name));
    let forged = |Forgery { name, change, row, signature, code }: Forgery| Check {
        attack: Some(row),
        ..checked(
            name,
            &format!("In place of the signature: {change}."),
            &point,
            &signature,
            (code != "ok").then_some(code),
        )
    };
    forgeries.map(forged).collect()
}

/// What other software accepts.
fn others(key: &Key) -> Vec<Check> {
    let invalid = Some("signature.invalid");
    let (message, signature) = sm2_forgeries::without_a_secret(key);
    let mut universal = checked(
        "message-for-digest",
        "A message is never its own digest: whoever takes it for one accepts signatures that nobody made.",
        &hex(&key.point()),
        &signature,
        invalid,
    );
    universal.request.msg = hex(&message);
    let (point, signature) = sm2_forgeries::ecdsa(MESSAGE);
    let ecdsa =
        checked("ecdsa", "ECDSA over SM2's curve is not SM2.", &hex(&point), &signature, invalid);
    let es256 = Key::from_seed(DEMO_SEED, "signature checks");
    let mut sm2_for_es256 = check(
        "es256-by-sm2",
        "An SM2 signature is none under ES256.",
        &hex(&es256.point()),
        &key.sign(MESSAGE),
        invalid,
    );
    let mut key_of_sm2 = check(
        "es256-key-of-sm2",
        "An SM2 key is none of ES256.",
        &hex(&key.point()),
        &key.sign(MESSAGE),
        Some("signature.key_invalid"),
    );
    let mut empty = checked(
        "no-message",
        "A message may have no bytes.",
        &hex(&key.point()),
        &key.sign(b""),
        None,
    );
    empty.request.msg.clear();
    universal.attack = Some("B5");
    sm2_for_es256.attack = Some("A3");
    key_of_sm2.attack = Some("B4");
    vec![universal, Check { attack: Some("A3"), ..ecdsa }, sm2_for_es256, key_of_sm2, empty]
}

/// Keys that are no keys.
fn keys(key: &Key) -> Vec<Check> {
    let (malformed, invalid) = ("signature.key_malformed", "signature.key_invalid");
    let point = hex(&key.point());
    let (x, y) = (&point[2..66], &point[66..]);
    let es256 = Key::from_seed(DEMO_SEED, "signature checks").point();
    let curve = "A point lies on SM2's curve.";
    let rows = [
        ("empty", "A key has bytes.", String::new(), malformed),
        ("infinity", "The point at infinity is no key.", "00".to_owned(), malformed),
        ("bare", "A point has its first byte.", format!("{x}{y}"), malformed),
        ("hybrid-even", "The hybrid form is not used.", format!("06{x}{y}"), malformed),
        ("hybrid-odd", "The hybrid form is not used.", format!("07{x}{y}"), malformed),
        ("short", "A point has 65 bytes.", point[..128].to_owned(), malformed),
        ("long", "A point has 65 bytes.", format!("{point}00"), malformed),
        ("compressed-long", "A compressed point has 33 bytes.", format!("02{x}{y}"), malformed),
        ("uncompressed-short", "An uncompressed point has 65 bytes.", format!("04{x}"), malformed),
        ("swapped", curve, format!("04{y}{x}"), invalid),
        ("zeros", curve, format!("04{}", "00".repeat(64)), invalid),
        ("ones", curve, format!("04{}", "ff".repeat(64)), invalid),
        (
            "x-prime",
            "A coordinate is less than the field's prime.",
            format!("04{PRIME}{y}"),
            invalid,
        ),
        (
            "y-prime",
            "A coordinate is less than the field's prime.",
            format!("04{x}{PRIME}"),
            invalid,
        ),
        (
            "compressed-prime",
            "A coordinate is less than the field's prime.",
            format!("02{PRIME}"),
            invalid,
        ),
        ("es256", "A point of P-256 is not one of SM2's curve.", hex(&es256), invalid),
        (
            "compressed-none",
            "Not every number is the coordinate of a point.",
            format!("02{}", no_point()),
            invalid,
        ),
    ];
    let signature = key.sign(MESSAGE);
    let check = |(id, about, point, code): (&str, &str, String, &'static str)| Check {
        attack: Some("B4"),
        ..checked(&format!("key-{id}"), about, &point, &signature, Some(code))
    };
    rows.map(check).to_vec()
}

/// The first number that is no x coordinate of SM2's curve.
fn no_point() -> String {
    let is_point = |x: &u8| {
        let bytes = [&[2], &[0; 31][..], &[*x]].concat();
        sm2::PublicKey::from_sec1_bytes(&bytes).is_ok()
    };
    let x = (1..=255).find(|x| !is_point(x)).unwrap_or_default();
    format!("{x:064x}")
}
