//! One message, and everything that is not a signature over it.

use crate::key::Key;
use crate::public_key::Algorithm;

/// The order of the group of P-256, FIPS 186-5.
const P256: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
/// The order of the group of SM2's curve, GB/T 32918.5.
const SM2: [u8; 32] = [
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x23,
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

/// Numbers out of range, at its edges, and in a sum that no signature has.
fn ranges(key: &Key, message: &[u8]) -> Vec<Forgery> {
    let (r, s) = halves(key, message);
    let order = order(key);
    let (below, above) = (beside(order, -1), beside(order, 1));
    let sum = less(order, r);
    let rows: [(&'static str, &'static str, [[u8; 32]; 2]); 16] = [
        ("zeros", "r and s of zero", [ZERO, ZERO]),
        ("r-zero", "r of zero", [ZERO, s]),
        ("s-zero", "s of zero", [r, ZERO]),
        ("r-order", "r is the group's order", [order, s]),
        ("s-order", "s is the group's order", [r, order]),
        ("orders", "r and s are the group's order", [order, order]),
        ("ones", "all bits set", [[0xff; 32], [0xff; 32]]),
        ("r-one", "r and s of one", [one(), one()]),
        ("r-ones", "all bits of r set", [[0xff; 32], s]),
        ("s-ones", "all bits of s set", [r, [0xff; 32]]),
        ("r-below-order", "r is one less than the group's order", [below, s]),
        ("s-below-order", "s is one less than the group's order", [r, below]),
        ("r-above-order", "r is one more than the group's order", [above, s]),
        ("s-above-order", "s is one more than the group's order", [r, above]),
        ("sum-order", "r and n - r: their sum is zero", [r, sum]),
        ("one-and-below", "one and n - 1: their sum is zero", [one(), below]),
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
            signature: [r, less(order(key), s)].concat(),
            // ECDSA holds for s and for n - s; SM2 does not.
            code: match key.algorithm() {
                Algorithm::Es256 => "ok",
                Algorithm::Sm2 => "signature.invalid",
            },
        },
    ]
}

/// The order of the group of a key's curve.
pub fn order(key: &Key) -> [u8; 32] {
    match key.algorithm() {
        Algorithm::Es256 => P256,
        Algorithm::Sm2 => SM2,
    }
}

/// What is left of the first number without the second, which is not larger.
fn less(mut from: [u8; 32], number: [u8; 32]) -> [u8; 32] {
    let mut borrowed = 0;
    for (digit, taken) in from.iter_mut().zip(number).rev() {
        let rest = i16::from(*digit) - i16::from(taken) - borrowed;
        borrowed = i16::from(rest < 0);
        *digit = u8::try_from(rest + 256 * borrowed).unwrap_or_default();
    }
    from
}

/// The number one less or one more; no order ends in a byte of zero or of ones.
fn beside(mut number: [u8; 32], step: i8) -> [u8; 32] {
    number[31] = number[31].wrapping_add_signed(step);
    number
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
