//! Input that means harm: truncated at every byte, one bit flipped anywhere, bombs, floods, noise.
//! Nothing is accepted, nothing panics, and every answer comes within its time.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

#[path = "suite/good.rs"]
mod good;
mod suite;

use std::time::{Duration, Instant};

use forge::{code, deflate, digits, hcert, nzcp, shc};
use good::{answer, good, plainly, verifier};
use suite::Suite;
use yanzheng::budget::Budget;

/// Longest that one answer may take, without the optimisation that the released build has. The
/// 100 ms of the released module are measured in `tests/node`.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts one case in which nothing may be accepted.
fn judge(suite: &mut Suite, id: &str, answer: &str) {
    suite.case(id, "no accept", answer, !answer.starts_with("accept"));
}

#[test]
fn one_flipped_bit_never_accepts() {
    let verifier = verifier();
    let inflated = |bytes: &[u8]| yanzheng::encoding::inflate::zlib(bytes, &Budget::DEFAULT).ok();
    let mut unused = 0;
    let mut suite = Suite::new("hostile-flips");
    for good in good() {
        let name = good.name;
        // What a holder has signed must be whole also where nobody asks who the holder is.
        let asks = if good.ask == plainly() { vec![] } else { vec![plainly()] };
        for ask in [vec![good.ask.clone()], asks].concat() {
            assert_eq!(answer(&verifier, &good.scan(), &ask), "accept ok", "{name}");
            for bit in 0..good.bytes.len() * 8 {
                let mut flipped = good.bytes.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                // RFC 1951 §3.2.4 ignores the bits before a stored block: a flip there is another
                // text for the same signed bytes, and no change of the credential.
                if name == "hcert-compressed" && inflated(&flipped) == inflated(&good.bytes) {
                    unused += 1;
                    continue;
                }
                let answer = answer(&verifier, &(good.write)(&flipped), &ask);
                judge(&mut suite, &format!("{name}/{bit}"), &answer);
            }
        }
    }
    assert!(unused < 16, "{unused} bits of the compressed form are unused");
    suite.end();
}

#[test]
fn truncated_anywhere_never_accepts() {
    let verifier = verifier();
    let mut suite = Suite::new("hostile-truncated");
    for good in good() {
        let name = good.name;
        let text = good.scan();
        for length in 0..text.len() {
            let answer = answer(&verifier, &text[..length], &good.ask);
            judge(&mut suite, &format!("{name}/text/{length}"), &answer);
        }
        for length in 0..good.bytes.len() {
            let answer = answer(&verifier, &(good.write)(&good.bytes[..length]), &good.ask);
            judge(&mut suite, &format!("{name}/bytes/{length}"), &answer);
        }
    }
    suite.end();
}

#[test]
fn bombs_and_floods_are_answered_in_time() {
    let verifier = verifier();
    let mut suite = Suite::new("hostile-bombs");
    for (name, scan, expected) in bombs() {
        let begin = Instant::now();
        let answer = answer(&verifier, &scan, &plainly());
        let took = begin.elapsed();
        let agrees = answer.contains(expected) && !answer.starts_with("accept") && took < PATIENCE;
        suite.case(name, expected, &format!("{answer} after {took:?}"), agrees);
    }
    suite.end();
}

/// A name, the scan, and what the answer's code holds.
fn bombs() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let compressed = |bytes: &[u8]| hcert::scan(bytes).into_bytes();
    let in_digits = |bytes: &[u8]| code::scan(bytes).into_bytes();
    let card = |payload: &[u8]| {
        let header = br#"{"zip":"DEF","alg":"ES256","kid":"x"}"#;
        let part = |bytes: &[u8]| forge::base64::url(bytes);
        let jws = format!("{}.{}.{}", part(header), part(&deflate::raw(payload)), part(&[0; 64]));
        shc::scan(&jws).into_bytes()
    };
    let mebibyte = 1 << 20;
    // 200 KB of zeros compress to about 200 bytes: a ratio of 1,000.
    let zeros = vec![0_u8; 200_000];
    let nested = |opener: &[u8], depth: usize| opener.repeat(depth);
    let mut wide = vec![0xb9, 0x0f, 0xff];
    for number in 0..4095_u16 {
        let [high, low] = number.to_be_bytes();
        wide.extend([0x19, high | 0x10, low, 0xf6]);
    }
    vec![
        ("nothing", Vec::new(), "envelope.missing"),
        ("one mebibyte of A", vec![b'A'; mebibyte], "envelope.too_large"),
        (
            "one mebibyte of digits",
            b"3690411".iter().copied().chain(vec![b'1'; mebibyte]).collect(),
            "envelope.too_large",
        ),
        ("one mebibyte of zero bytes", vec![0; mebibyte], "envelope.too_large"),
        (
            "128 KiB of digits",
            b"3690411".iter().copied().chain(vec![b'0'; 129_200]).collect(),
            "envelope.too_large",
        ),
        (
            "128 KiB of base45",
            b"HC1:".iter().copied().chain(vec![b'0'; 129_200]).collect(),
            "encoding.",
        ),
        (
            "128 KiB of base32",
            b"NZCP:/1/".iter().copied().chain(vec![b'A'; 130_000]).collect(),
            "encoding.",
        ),
        (
            "128 KiB of pairs",
            b"shc:/".iter().copied().chain(vec![b'5'; 130_000]).collect(),
            "envelope.chunk_too_large",
        ),
        ("10,000 parts", "shc:/1/2/5676 ".repeat(9_000).into_bytes(), "envelope.chunk_missing"),
        ("a part of 10^18", b"shc:/1/1000000000000000000/5676".to_vec(), "encoding.too_many"),
        ("zlib bomb of ratio 1000", compressed(&zeros), "encoding.inflate_too_large"),
        ("deflate bomb in a card", card(&vec![b' '; 200_000]), "encoding.inflate_too_large"),
        (
            "a million nested arrays",
            compressed(&nested(&[0x81], 1_000_000)),
            "encoding.inflate_too_large",
        ),
        ("9,000 nested arrays", in_digits(&nested(&[0x81], 990)), "encoding.too_deep"),
        ("nested tags", in_digits(&nested(&[0xd2], 990)), "encoding.too_deep"),
        ("nested maps", in_digits(&nested(&[0xa1, 0x01], 490)), "encoding.too_deep"),
        ("nested JSON", card(nested(b"[", 20_000).as_slice()), "encoding."),
        (
            "an array of 2^64 - 1",
            in_digits(&[0x9b, 255, 255, 255, 255, 255, 255, 255, 255]),
            "encoding.cbor_malformed",
        ),
        ("a map of 2^63", in_digits(&[0xbb, 0x80, 0, 0, 0, 0, 0, 0, 0]), "encoding.cbor_malformed"),
        ("a text of 4 GiB", in_digits(&[0x7a, 255, 255, 255, 255]), "encoding.cbor_malformed"),
        (
            "bytes of 2^64 - 1",
            in_digits(&[0x5b, 255, 255, 255, 255, 255, 255, 255, 255]),
            "encoding.cbor_malformed",
        ),
        ("4,095 keys in a map", compressed(&wide), "encoding.too_many"),
        ("a million full-width digits", "３".repeat(30_000).into_bytes(), "envelope.unknown"),
        ("not UTF-8", vec![0xff, 0xfe, 0xfd], "encoding.utf8_malformed"),
        (
            "digits that are no group",
            [b"3690411", digits::encode(&[1; 7]).as_bytes(), b"1"].concat(),
            "encoding.digits_malformed",
        ),
    ]
}

/// Noise of every kind of beginning: no panic, no accept. The seed is fixed, so a failure repeats.
#[test]
fn noise_never_accepts() {
    let verifier = verifier();
    let mut suite = Suite::new("hostile-noise");
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        // xorshift64*: enough to be varied, the same on every machine.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    };
    for round in 0..20_000 {
        let length = usize::try_from(next() % 400).unwrap();
        let bytes: Vec<u8> = (0..length).map(|_| next().to_be_bytes()[0]).collect();
        let scan = match round % 6 {
            0 => bytes,
            1 => code::scan(&bytes).into_bytes(),
            2 => hcert::scan(&bytes).into_bytes(),
            3 => hcert::scan_compressed(&bytes).into_bytes(),
            4 => nzcp::scan(&bytes).into_bytes(),
            _ => shc::scan(&forge::base64::url(&bytes)).into_bytes(),
        };
        let answer = answer(&verifier, &scan, &plainly());
        judge(&mut suite, &round.to_string(), &answer);
    }
    suite.end();
}
