//! One message, and everything that is not a signature over it.

use p256::ecdsa::Signature;

use crate::key::Key;

/// The order of the group of P-256, FIPS 186-5.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
const ZERO: [u8; 32] = [0; 32];

/// Something in the place of a signature.
#[derive(Clone, Debug)]
pub struct Forgery {
    /// Its name, as part of an id.
    pub name: &'static str,
    /// What it is.
    pub change: &'static str,
    /// The row of the attack catalogue.
    pub row: &'static str,
    /// Its bytes.
    pub signature: Vec<u8>,
    /// The code that it must lead to; `ok` for the one that is a signature after all.
    pub code: &'static str,
}

/// All of them, for a key, a stranger's key and a message.
pub fn of(key: &Key, stranger: &Key, message: &[u8]) -> Vec<Forgery> {
    [ranges(key, message), lengths(key, message), others(key, stranger, message)].concat()
}

/// Numbers out of range: zero, the order, more than the order.
fn ranges(key: &Key, message: &[u8]) -> Vec<Forgery> {
    let (r, s) = halves(key, message);
    let rows: [(&'static str, &'static str, [[u8; 32]; 2]); 8] = [
        ("zeros", "r and s of zero", [ZERO, ZERO]),
        ("r-zero", "r of zero", [ZERO, s]),
        ("s-zero", "s of zero", [r, ZERO]),
        ("r-order", "r is the group's order", [ORDER, s]),
        ("s-order", "s is the group's order", [r, ORDER]),
        ("orders", "r and s are the group's order", [ORDER, ORDER]),
        ("ones", "all bits set", [[0xff; 32], [0xff; 32]]),
        ("r-one", "r and s of one", [one(), one()]),
    ];
    let forgery = |(name, change, halves): (&'static str, &'static str, [[u8; 32]; 2])| Forgery {
        name,
        change,
        row: "B1",
        signature: halves.concat(),
        code: "signature.invalid",
    };
    rows.into_iter().map(forgery).collect()
}

/// Other lengths and other encodings.
fn lengths(key: &Key, message: &[u8]) -> Vec<Forgery> {
    let raw = key.sign(message);
    let malformed = |name, change, signature: Vec<u8>| Forgery {
        name,
        change,
        row: "B3",
        signature,
        code: "signature.malformed",
    };
    let der = |name, change, signature: Vec<u8>| Forgery {
        name,
        change,
        row: "B3",
        signature,
        code: "signature.der_unsupported",
    };
    vec![
        malformed("no-bytes", "no bytes", Vec::new()),
        malformed("63-bytes", "the last byte missing", raw[..63].to_vec()),
        malformed("65-bytes", "a zero behind it", [&raw[..], &[0]].concat()),
        malformed("65-bytes-before", "a zero before it", [&[0], &raw[..]].concat()),
        malformed("96-bytes", "the length of ES384", [&raw[..], &ZERO].concat()),
        malformed("twice", "the signature twice", raw.repeat(2)),
        der("der", "in DER", key.sign_der(message)),
        der("der-zeros", "r and s of zero, in DER", vec![0x30, 6, 2, 1, 0, 2, 1, 0]),
    ]
}

/// The right form, and not this key's over this message; and the other one that is.
fn others(key: &Key, stranger: &Key, message: &[u8]) -> Vec<Forgery> {
    let (r, s) = halves(key, message);
    let invalid = |name, change, signature: Vec<u8>| Forgery {
        name,
        change,
        row: "A9",
        signature,
        code: "signature.invalid",
    };
    let mut flipped = key.sign(message);
    flipped[63] ^= 1;
    vec![
        invalid("swapped", "s before r", [s, r].concat()),
        invalid(
            "reversed",
            "both halves in little-endian order",
            [reversed(r), reversed(s)].concat(),
        ),
        invalid("bit", "the last bit changed", flipped),
        invalid("stranger", "by another key", stranger.sign(message)),
        invalid("other-message", "over another message", key.sign(&[message, b"x"].concat())),
        Forgery {
            name: "negated",
            change: "n - s in place of s",
            row: "B2",
            signature: negated(&key.sign(message)),
            code: "ok",
        },
    ]
}

/// The other signature with the same r: ECDSA holds for s and for n − s.
fn negated(raw: &[u8]) -> Vec<u8> {
    let other = Signature::from_slice(raw).ok().and_then(|signature| {
        let (r, s) = signature.split_scalars();
        Signature::from_scalars(r, -s).ok()
    });
    other.map(|signature| signature.to_bytes().to_vec()).unwrap_or_default()
}

fn halves(key: &Key, message: &[u8]) -> ([u8; 32], [u8; 32]) {
    let raw = key.sign(message);
    let (mut r, mut s) = (ZERO, ZERO);
    r.copy_from_slice(&raw[..32]);
    s.copy_from_slice(&raw[32..]);
    (r, s)
}

fn one() -> [u8; 32] {
    let mut one = ZERO;
    one[31] = 1;
    one
}

fn reversed(mut half: [u8; 32]) -> [u8; 32] {
    half.reverse();
    half
}
