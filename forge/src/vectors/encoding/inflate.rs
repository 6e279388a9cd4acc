//! zlib and DEFLATE: one stream that ends where the data ends, bounded before it is inflated.

use serde_json::json;

use crate::cbor::Value;
use crate::vectors::bench::{Base, Bench};
use crate::vectors::case::Case;
use crate::world::filler;
use crate::{deflate, hcert};

/// Bytes after inflation.
const LIMIT: usize = 65_536;
/// Bytes that compress to more than the 2048 that the ratio of 32 asks for.
const INCOMPRESSIBLE: usize = 3200;

pub(super) fn cases(b: &Bench) -> Vec<Case> {
    [zlib(b), raw(b), bombs(b), sizes(b)].concat()
}

fn message(b: &Bench) -> Vec<u8> {
    b.message(Base::Hcert).sign(b.key(Base::Hcert)).encode()
}

fn zlib(b: &Bench) -> Vec<Case> {
    let good = deflate::zlib(&message(b));
    let case = |name: &str, change, edit: fn(&mut Vec<u8>)| {
        let id = format!("encoding::zlib-{name}");
        let mut bytes = good.clone();
        edit(&mut bytes);
        b.case(
            Base::Hcert,
            [&id, "A certificate is one zlib stream that ends where the data ends.", change],
        )
        .scan(hcert::scan_compressed(&bytes))
        .fault("encoding.inflate_malformed")
        .attack("D8")
    };
    vec![
        case("bad-checksum", "the last byte of the checksum changed", |z| flip(z, 1)).high(),
        case("trailing-bytes", "a byte behind the stream", |z| z.push(0)).high(),
        case("two-streams", "the stream twice", |z| z.extend_from_within(..)).high(),
        case("truncated", "the last byte missing", |z| z.truncate(z.len() - 1)),
        case("header-alone", "the two header bytes alone", |z| z.truncate(2)),
        case("preset-dictionary", "a preset dictionary", |z| {
            // RFC 1950 §2.2: FDICT, a header check that fits, and a dictionary id.
            z.splice(..2, [0x78, 0xf9, 0, 0, 0, 1]);
        }),
        case("header-check", "a header check that does not fit", |z| z[1] ^= 1),
        case("method", "another compression method", |z| {
            z.splice(..2, [0x77, 0x85]).for_each(drop);
        }),
        case("raw", "no zlib header", |z| z.drain(..2).for_each(drop)),
        case("gzip", "a gzip header", |z| {
            z.splice(..2, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]).for_each(drop);
        }),
        case("block-type", "a block of the reserved type", |z| z[2] |= 0x06),
        case("not-compressed", "not compressed", |z| *z = b"\xd2\x84\x43\xa1\x01\x26".to_vec()),
    ]
}

fn flip(bytes: &mut [u8], from_end: usize) {
    let place = bytes.len() - from_end;
    bytes[place] ^= 1;
}

fn raw(b: &Bench) -> Vec<Case> {
    let good = b.world.card().payload().to_string();
    let case = |name: &str, change, bytes: &[u8]| {
        let id = format!("encoding::deflate-{name}");
        b.card_compressed(
            [
                &id,
                "A card's payload is one raw DEFLATE stream that ends where the data ends.",
                change,
            ],
            bytes,
        )
        .fault("encoding.inflate_malformed")
        .attack("D8")
    };
    let stream = deflate::raw(good.as_bytes());
    vec![
        case("zlib", "a zlib header and checksum", &deflate::zlib(good.as_bytes())),
        case("not-compressed", "not compressed", good.as_bytes()),
        case("trailing-bytes", "a byte behind the stream", &[&stream[..], &[0]].concat()).high(),
        case("truncated", "the last byte missing", &stream[..stream.len() - 1]),
        case("empty", "no bytes", &[]),
    ]
}

fn bombs(b: &Bench) -> Vec<Case> {
    let about = "A payload inflates to at most 64 KiB, and to at most 32 times its size.";
    let hcert = |id, change, bytes: &[u8]| {
        b.case(Base::Hcert, [id, about, change])
            .scan(hcert::scan_compressed(&deflate::zlib(bytes)))
            .fault("encoding.inflate_too_large")
            .attack("D8")
            .critical()
    };
    let nested = [vec![0x81; 60_000], vec![0x00]].concat();
    vec![
        hcert("encoding::bomb-zlib", "a megabyte of zeros", &vec![0; 1 << 20]),
        hcert("encoding::bomb-zlib-nested", "60000 nested arrays", &nested).attack("D3"),
        hcert(
            "encoding::bomb-zlib-ratio",
            "16 KiB of zeros, 300 times their compressed size",
            &vec![0; 16_384],
        ),
        b.card_text(["encoding::bomb-deflate", about, "128 KiB of spaces"], &[b' '; 1 << 17])
            .fault("encoding.inflate_too_large")
            .attack("D8")
            .critical(),
    ]
}

/// The limit itself, and one byte more.
fn sizes(b: &Bench) -> Vec<Case> {
    let plain = padded(b, LIMIT - 1000).1.len();
    let sized = |size: usize, change: &str| {
        let (scan, bytes) = padded(b, LIMIT - 1000 + size - plain);
        debug_assert_eq!(bytes.len(), size);
        let id = format!("encoding::inflate-{size}-bytes");
        b.case(Base::Hcert, [&id, "A payload inflates to at most 64 KiB.", change])
            .scan(scan)
            .attack("D8")
    };
    vec![
        sized(LIMIT, "a claim that nobody knows, so long that 65536 bytes are inflated").accept(),
        sized(LIMIT + 1, "a claim that nobody knows, so long that 65537 bytes are inflated")
            .fault("encoding.inflate_too_large")
            .detail(json!({ "limit": LIMIT }))
            .high(),
    ]
}

/// A certificate with so many further characters, in texts of at most 8 KiB: scan and bytes.
fn padded(b: &Bench, length: usize) -> (String, Vec<u8>) {
    let text = filler("padding", INCOMPRESSIBLE) + &"A".repeat(length - INCOMPRESSIBLE);
    let texts = text
        .as_bytes()
        .chunks(8192)
        .map(|part| Value::from(String::from_utf8_lossy(part).into_owned()));
    let mut message = b.message(Base::Hcert);
    message.payload.set(-70_001, Value::Array(texts.collect()));
    let bytes = message.sign(b.key(Base::Hcert)).encode();
    (hcert::scan(&bytes), bytes)
}
